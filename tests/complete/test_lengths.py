"""Requests that are too long for a model: less room for the answer, then smaller windows, and only then an error."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from summarizer import summarize
from summarizer.complete.capabilities import capabilities_of
from summarizer.errors import ContextLengthError, TruncatedAnswerError
from summarizer.plan.profiles import MIN_WINDOW_TOKENS, PROFILES
from summarizer.testing import Reply, answer, failure, raw
from tests.complete.long_requests import LESS_ROOM, SMALLER_WINDOWS
from tests.run.calls import many
from tests.samples import DRAFT, GOOD, TEXT, articles, by_text
from tests.servers.faults import Exchange, FaultServer

LARGE = PROFILES["large"]
LONG = f"{TEXT}\n" * 120
"""An article of two windows."""


def reply_of(status: int, body: Any) -> Reply:
    return raw(status, body if isinstance(body, str) else json.dumps(body))


@pytest.mark.parametrize(("source", "body", "room"), LESS_ROOM)
def test_less_room_for_the_answer_is_enough(source: str, body: Any, room: int, endpoint: FaultServer) -> None:
    before = capabilities_of(endpoint.base_url, "m")
    reply = reply_of(400, body)
    endpoint.replies(lambda exchange: reply if exchange.body["max_tokens"] > room else GOOD)
    brief = summarize(TEXT, base_url=endpoint.base_url, model="m")
    outcomes = [attempt.outcome for attempt in brief.provenance.attempts]
    if room < LARGE.max_tokens:
        assert outcomes == ["ContextLengthError", "ok"]
        assert endpoint.requests[1]["max_tokens"] == room
    assert brief.coverage.share == 1
    assert capabilities_of(endpoint.base_url, "m") == before


@pytest.mark.parametrize(("source", "status", "body"), SMALLER_WINDOWS)
def test_smaller_windows_are_enough(source: str, status: int, body: Any, endpoint: FaultServer) -> None:
    reply = reply_of(status, body)
    longest = longest_prompt(endpoint, LONG)
    endpoint.replies(lambda exchange: reply if len(exchange.asked) > longest * 0.6 else _empty(exchange))
    brief = summarize(LONG, base_url=endpoint.base_url, model="m")
    assert brief.coverage.failures == ()
    assert brief.coverage.windows_planned > 2
    assert {attempt.outcome for attempt in brief.provenance.attempts} == {"ContextLengthError", "ok"}
    assert endpoint.requests[-1]["max_tokens"] == LARGE.max_tokens // 2
    assert "response_format" in endpoint.requests[-1]


@pytest.mark.parametrize(("source", "status", "body"), SMALLER_WINDOWS)
def test_an_article_that_never_fits_is_a_typed_error(
    source: str, status: int, body: Any, endpoint: FaultServer
) -> None:
    with pytest.raises(ContextLengthError) as caught:
        summarize(TEXT, base_url=endpoint.replies(reply_of(status, body)).base_url, model="m")
    assert "context" in caught.value.hint
    # Once with windows of each size: 6,000, 3,000, 1,500 and 750 tokens.
    assert len(endpoint.requests) == len(caught.value.attempts) == 4
    assert capabilities_of(endpoint.base_url, "m").format == "schema"


def test_the_error_says_which_limit(endpoint: FaultServer) -> None:
    with pytest.raises(ContextLengthError, match=r"limit is 4,096 tokens and the request has 14,070") as caught:
        summarize(TEXT, base_url=endpoint.replies(reply_of(*SMALLER_WINDOWS[1][1:])).base_url, model="m")
    assert (caught.value.limit, caught.value.prompt) == (4096, 14070)


def test_vllm_that_counts_to_the_limit_only_is_asked_until_it_fits(endpoint: FaultServer) -> None:
    """It says "at least", and what it says of the prompt is what the room left for it."""

    def reply(exchange: Exchange) -> Reply:
        room = exchange.body["max_tokens"]
        if room <= 1200:
            return GOOD
        return failure(400, "400", (
            f"This model's maximum context length is 8192 tokens. However, you requested {room} output tokens and your "
            f"prompt contains at least {8193 - room} input tokens, for a total of at least 8193 tokens."
        ))  # fmt: skip

    brief = summarize(TEXT, base_url=endpoint.replies(reply).base_url, model="m")
    assert brief.coverage.share == 1
    assert len(endpoint.requests) == 6


def test_an_answer_with_too_little_room_gets_a_smaller_window(endpoint: FaultServer) -> None:
    """The model takes a short answer only, and the answer about a whole window is longer."""
    too_large = failure(400, "x", "max_tokens is too large: 8000. This model supports at most 5000 completion tokens.")

    def reply(exchange: Exchange) -> Reply:
        if exchange.body["max_tokens"] > 5000:
            return too_large
        return answer('{"actors": [', finish="length") if exchange.body["max_tokens"] == 5000 else GOOD

    brief = summarize(TEXT, base_url=endpoint.replies(reply).base_url, model="m")
    assert [a.outcome for a in brief.provenance.attempts] == ["ContextLengthError", "truncated", "ok"]
    assert endpoint.requests[-1]["max_tokens"] == 4000


def test_a_truncated_answer_gets_as_much_more_room_as_there_is(endpoint: FaultServer) -> None:
    def reply(exchange: Exchange) -> Reply:
        room = exchange.body["max_tokens"]
        if room > 12_000:
            return failure(400, "x", "max_tokens: 16000 > 12000, which is the maximum allowed number of output tokens")
        return answer('{"actors": [', finish="length") if room <= 8000 else GOOD

    brief = summarize(TEXT, base_url=endpoint.replies(reply).base_url, model="m")
    assert [request["max_tokens"] for request in endpoint.requests] == [8000, 16_000, 12_000]
    assert brief.coverage.share == 1


def test_a_profile_of_sentences_has_no_smaller_windows(endpoint: FaultServer) -> None:
    with pytest.raises(ContextLengthError):
        summarize(TEXT, base_url=endpoint.replies(reply_of(*SMALLER_WINDOWS[0][1:])).base_url, model="m",
                  profile="small")  # fmt: skip
    assert len(endpoint.requests) == 3
    assert PROFILES["small"].halved() is None


def test_halving_ends() -> None:
    profile, sizes = LARGE, [LARGE.window_tokens]
    while (smaller := profile.halved()) is not None:
        profile = smaller
        sizes.append(profile.window_tokens)
    assert sizes == [6000, 3000, 1500, 750]
    assert sizes[-1] >= MIN_WINDOW_TOKENS


def test_one_text_that_is_too_long_does_not_end_a_run(endpoint: FaultServer) -> None:
    too_long = reply_of(*SMALLER_WINDOWS[4][1:])
    results = many(endpoint.replies(by_text(too_long, 1)), articles(4), concurrency=1)
    assert {r.id: r.failure.error for r in results if r.failure} == {"n1": "ContextLengthError"}


def test_truncated_answers_alone_stay_what_they_are(endpoint: FaultServer) -> None:
    with pytest.raises(TruncatedAnswerError):
        summarize(TEXT, base_url=endpoint.replies(answer("{", finish="length")).base_url, model="m")


def longest_prompt(endpoint: FaultServer, text: str) -> int:
    """Return the length of the longest question about a text."""
    endpoint.replies(_empty)
    summarize(text, base_url=endpoint.base_url, model="m")
    longest = max(len(str(request["messages"][-1]["content"])) for request in endpoint.requests)
    endpoint.requests.clear()
    return longest


_empty: Callable[[Exchange], Reply] = lambda exchange: answer(  # noqa: E731
    {**DRAFT, "events": [], "commitments": []}
)
