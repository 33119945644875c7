"""The public test double: answers from a list or a function, `with` and `async with`, and a reset between tests."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from summarizer import EndpointUnavailableError, RateLimitedError, asummarize, summarize
from summarizer.testing import Body, Reply, ScriptedEndpoint, answer, failure, raw, reset
from tests.samples import DRAFT, TEXT, Time

EMPTY: dict[str, Any] = {"actors": [], "events": [], "commitments": [], "headline": "Nothing", "summary": "Nothing."}


def headline(endpoint: ScriptedEndpoint, **given: Any) -> str:
    return summarize(TEXT, base_url=endpoint.base_url, model="any", **given).headline


def test_each_request_takes_the_next_of_a_list_and_the_last_repeats() -> None:
    with ScriptedEndpoint([DRAFT, EMPTY]) as endpoint:
        told = [headline(endpoint) for _ in range(3)]
    assert told == [DRAFT["headline"], "Nothing", "Nothing"]
    assert [body["model"] for body in endpoint.requests] == ["any"] * 3


def test_a_function_answers_by_the_body_of_the_request() -> None:
    def by_model(body: Body) -> dict[str, Any]:
        return {**EMPTY, "headline": body["model"]}

    with ScriptedEndpoint(by_model) as endpoint:
        assert headline(endpoint) == "any"


def test_a_coroutine_function_answers_too() -> None:
    async def later(body: Body) -> Reply:
        await asyncio.sleep(0)
        return answer(EMPTY, tokens=(7, 3))

    with ScriptedEndpoint(later) as endpoint:
        brief = summarize(TEXT, base_url=endpoint.base_url, model="any")
    (attempt,) = brief.provenance.attempts
    assert (brief.headline, attempt.prompt_tokens, attempt.completion_tokens) == ("Nothing", 7, 3)


def test_it_serves_inside_an_event_loop() -> None:
    async def run() -> str:
        async with ScriptedEndpoint([DRAFT]) as endpoint:
            return (await asummarize(TEXT, base_url=endpoint.base_url, model="any")).headline

    assert asyncio.run(run()) == DRAFT["headline"]


def test_a_failure_is_retried_and_then_answered(time: Time) -> None:
    with ScriptedEndpoint([failure(503), failure(429, retry_after="3"), DRAFT]) as endpoint:
        brief = summarize(TEXT, base_url=endpoint.base_url, model="any")
    assert [attempt.outcome for attempt in brief.provenance.attempts] == [
        "EndpointUnavailableError", "RateLimitedError", "ok",
    ]  # fmt: skip
    assert time.waits[-1] == 3
    assert len(endpoint.requests) == 3


def test_a_failure_that_stays_is_the_error_of_the_call(time: Time) -> None:
    with ScriptedEndpoint([failure(429)]) as endpoint, pytest.raises(RateLimitedError):
        headline(endpoint, max_attempts=2)
    assert len(endpoint.requests) == 2


def test_an_answer_can_be_a_text() -> None:
    with ScriptedEndpoint(["no JSON", DRAFT]) as endpoint:
        assert headline(endpoint) == DRAFT["headline"]
    assert "no JSON" in str(endpoint.requests[1]["messages"])


def test_a_header_given_by_name_wins() -> None:
    reply = raw(200, "four", content_length="100", x_request_id="r")
    assert reply.headers == {"content-type": "application/json", "content-length": "100", "x-request-id": "r"}


def test_a_server_ends_with_its_block() -> None:
    with ScriptedEndpoint([DRAFT]) as endpoint:
        pass
    with pytest.raises(EndpointUnavailableError):
        headline(endpoint, max_attempts=1)


def test_reset_forgets_what_was_learnt_of_a_server() -> None:
    def refuses_temperature(body: Body) -> Reply:
        return failure(400, "invalid", "temperature is not supported") if "temperature" in body else answer(DRAFT)

    with ScriptedEndpoint(refuses_temperature) as endpoint:
        headline(endpoint)
        headline(endpoint)
        assert ["temperature" in body for body in endpoint.requests] == [True, False, False]
        reset()
        headline(endpoint)
        assert ["temperature" in body for body in endpoint.requests[3:]] == [True, False]
