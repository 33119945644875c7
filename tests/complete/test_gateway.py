"""The gateway against a real server on loopback: what it retries, what it raises, what the ledger says."""

import asyncio
import json
import logging
from typing import Any

import pytest

from summarizer.article.sentences import sentences
from summarizer.complete.endpoint import RetryPolicy
from summarizer.complete.gateway import Completion, Gateway, open_connections
from summarizer.complete.ledger import Ledger
from summarizer.complete.limits import Limits, Meter
from summarizer.errors import (
    AuthenticationError,
    EndpointUnavailableError,
    InvalidAnswerError,
    NotAnApiError,
    QuotaExhaustedError,
    RateLimitedError,
    RefusedAnswerError,
    RequestRejectedError,
    SummarizerError,
    UnknownModelError,
)
from summarizer.plan.drafts import SentenceDraft
from summarizer.plan.planning import Request
from summarizer.settings import Endpoint
from summarizer.testing import answer, failure, raw
from tests.servers.faults import FaultServer, cut

EMPTY: dict[str, Any] = {"happenings": []}
NO_WAIT = RetryPolicy(attempts=3, wait=0.0, max_wait=0.0)
SECRET = "sk-secret-key"
ARTICLE_TEXT = "the confidential wording of an article"
SENTENCES = sentences(ARTICLE_TEXT)


def ask(endpoint: FaultServer, requests: int = 1, reasks: int = 1) -> tuple[tuple[Completion, ...], Ledger]:
    async def run() -> tuple[tuple[Completion, ...], Ledger]:
        target = Endpoint(endpoint.base_url, "fake", SECRET)
        async with open_connections([target], timeout=5) as connections:
            gateway = Gateway(connections, Meter(Limits()), asyncio.Semaphore(2), policy=NO_WAIT, reasks=reasks)
            asked = [
                Request(i, ({"role": "user", "content": ARTICLE_TEXT},), SentenceDraft.for_sentences(SENTENCES), 50)
                for i in range(requests)
            ]
            return await gateway.complete_all(asked), gateway.ledger

    return asyncio.run(run())


def test_a_valid_answer_is_a_draft_and_a_line_in_the_ledger(endpoint: FaultServer) -> None:
    (completion,), ledger = ask(endpoint.replies(answer(EMPTY)))
    assert completion.draft is not None
    assert [(a.outcome, a.prompt_tokens, a.completion_tokens) for a in ledger.attempts] == [("ok", 10, 5)]
    assert ledger.answered == "fake-1"


def test_the_request_carries_a_strict_schema(endpoint: FaultServer) -> None:
    ask(endpoint.replies(answer(EMPTY)))
    told = endpoint.requests[0]["response_format"]["json_schema"]
    assert told["strict"] is True
    assert told["schema"]["additionalProperties"] is False
    assert told["schema"]["required"] == ["happenings"]


@pytest.mark.parametrize("fault", [failure(500), failure(503), failure(429), failure(408), cut])
def test_a_passing_fault_of_the_transport_is_retried(endpoint: FaultServer, fault: Any) -> None:
    (completion,), ledger = ask(endpoint.replies(fault, answer(EMPTY)))
    assert completion.draft is not None
    assert len(ledger.attempts) == len(endpoint.requests) == 2


@pytest.mark.parametrize(
    ("fault", "error", "sent"),
    [
        (failure(500), EndpointUnavailableError, 3),
        (failure(429), RateLimitedError, 3),
        (failure(429, "insufficient_quota"), QuotaExhaustedError, 1),
        (failure(401), AuthenticationError, 1),
        (failure(403), AuthenticationError, 1),
        (failure(400), RequestRejectedError, 1),
        (failure(404, "model_not_found", "The model `fake` does not exist"), UnknownModelError, 1),
        (failure(404, "not_found", "nothing here"), RequestRejectedError, 1),
        (raw(200, "<html>hello</html>", content_type="text/html"), NotAnApiError, 1),
        (raw(200, "{}"), NotAnApiError, 1),
        (raw(200, "not json"), EndpointUnavailableError, 3),
        (raw(502, "<html>bad gateway</html>", content_type="text/html"), EndpointUnavailableError, 3),
    ],
)
def test_a_lasting_fault_ends_in_its_typed_error(
    endpoint: FaultServer, fault: Any, error: type[SummarizerError], sent: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "summarizer"):
        (completion,), ledger = ask(endpoint.replies(fault))
    assert type(completion.error) is error
    assert len(ledger.attempts) == len(endpoint.requests) == sent
    told = str(completion.error) + caplog.text
    assert SECRET not in told
    assert ARTICLE_TEXT not in told


def test_an_answer_without_a_choice_is_paid_for_all_the_same(endpoint: FaultServer) -> None:
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    nothing = raw(200, json.dumps({"choices": [], "usage": usage}))
    (completion,), ledger = ask(endpoint.replies(nothing, answer(EMPTY)))
    assert completion.draft is not None
    assert [(a.outcome, a.prompt_tokens, a.completion_tokens) for a in ledger.attempts] == [
        ("EndpointUnavailableError", 7, 3), ("ok", 10, 5),
    ]  # fmt: skip


def test_an_endpoint_that_is_down_says_so() -> None:
    down = FaultServer(base_url="http://127.0.0.1:9/v1")
    (completion,), _ = ask(down)
    assert "cannot reach http://127.0.0.1:9/v1" in str(completion.error)


@pytest.mark.parametrize(
    ("reply", "error", "outcome"),
    [
        (answer("", refusal="I cannot"), RefusedAnswerError, "refused"),
        (answer("", finish="content_filter"), RefusedAnswerError, "refused"),
    ],
)
def test_a_hopeless_answer_is_asked_for_once_and_is_a_value(
    endpoint: FaultServer, reply: Any, error: type[SummarizerError], outcome: str
) -> None:
    (completion,), ledger = ask(endpoint.replies(reply))
    assert completion.draft is None
    assert type(completion.error) is error
    assert [a.outcome for a in ledger.attempts] == [outcome]


def test_an_invalid_answer_is_re_asked_with_the_last_answer_only(endpoint: FaultServer) -> None:
    wrong = {"happenings": ["nobody"]}
    (completion,), ledger = ask(endpoint.replies(answer(wrong)), reasks=3)
    assert type(completion.error) is InvalidAnswerError
    assert len(ledger.attempts) == 4
    lengths = [len(request["messages"]) for request in endpoint.requests]
    assert lengths == [1, 3, 3, 3]
    assert "errors.pydantic.dev" not in str(endpoint.requests)


def test_an_invalid_answer_is_mended_by_a_re_ask(endpoint: FaultServer) -> None:
    (completion,), ledger = ask(endpoint.replies(answer("no json"), answer(EMPTY)))
    assert completion.draft is not None
    assert len(ledger.attempts) == 2


def test_one_failed_window_does_not_take_the_others_along(endpoint: FaultServer) -> None:
    completions, _ = ask(endpoint.replies(answer("", refusal="no"), answer(EMPTY)), requests=3)
    assert sorted(c.draft is None for c in completions) == [False, False, True]
