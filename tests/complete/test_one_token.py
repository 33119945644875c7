"""Answers of one token: what is asked, what is read, and servers that tell no probabilities."""

from __future__ import annotations

import asyncio
from math import log

import pytest

from summarizer import Settings, summarize
from summarizer.article.sentences import sentences
from summarizer.complete.endpoint import RetryPolicy
from summarizer.complete.gateway import Completion, Gateway, open_connections
from summarizer.complete.ledger import Ledger
from summarizer.complete.limits import Limits, Meter
from summarizer.errors import InvalidAnswerError
from summarizer.plan.drafts import KindDraft
from summarizer.plan.planning import Request
from summarizer.settings import Endpoint
from summarizer.testing import answer, failure
from tests.samples import TEXT
from tests.servers.faults import FaultServer


def ask(endpoint: FaultServer, model: str = "fake") -> tuple[Completion, Ledger]:
    async def run() -> tuple[Completion, Ledger]:
        async with open_connections([Endpoint(endpoint.base_url, model, "k")], timeout=5) as connections:
            policy = RetryPolicy(attempts=3, wait=0.0, max_wait=0.0)
            gateway = Gateway(connections, Meter(Limits()), asyncio.Semaphore(2), policy=policy, reasks=2)
            draft = KindDraft.for_sentences(sentences("Ida Moe opened the bridge."))
            request = Request(0, ({"role": "user", "content": "Ida Moe opened the bridge."},), draft, 1)
            (completion,) = await gateway.complete_all([request])
            return completion, gateway.ledger

    return asyncio.run(run())


def shares(completion: Completion) -> dict[str, float]:
    assert isinstance(completion.draft, KindDraft)
    return {str(kind): share for kind, share in completion.draft.shares.items()}


def test_one_token_is_asked_for_with_its_probabilities_and_no_schema(endpoint: FaultServer) -> None:
    ask(endpoint.replies(answer("A", finish="length", likely={"A": log(0.6), "C": log(0.2), "G": log(0.1)})))
    (body,) = endpoint.requests
    assert (body["max_tokens"], body["logprobs"], body["temperature"]) == (1, True, 0)
    assert 6 <= body["top_logprobs"] <= 20
    assert "response_format" not in body


def test_an_embedded_model_tells_hundreds_of_tokens_and_a_server_that_does_not_is_asked_for_few(
    endpoint: FaultServer,
) -> None:
    endpoint.replies(
        failure(400, "invalid", "top_logprobs must be at most 20"),
        failure(400, "invalid", "logprobs are not supported"),
        answer("B"),
    )
    completion, _ = ask(endpoint, "qwen2.5-coder-1.5b")
    assert [body.get("top_logprobs") for body in endpoint.requests] == [300, 8, None]
    assert shares(completion) == {"B": 1}


def test_the_likeliest_tokens_are_kept_whatever_they_are(endpoint: FaultServer) -> None:
    completion, _ = ask(endpoint.replies(answer("A", likely={"A": log(0.5), "The": log(0.25), "￿": -9.0})))
    assert isinstance(completion.draft, KindDraft)
    assert completion.draft.likely == pytest.approx({"A": -0.693, "The": -1.386, "￿": -9.0})


def test_the_shares_are_the_probabilities_of_the_letters(endpoint: FaultServer) -> None:
    likely = {"A": log(0.6), "C": log(0.2), "G": log(0.1)}
    completion, ledger = ask(endpoint.replies(answer("A", finish="length", likely=likely)))
    assert shares(completion) == pytest.approx({"A": 0.75, "C": 0.25}, abs=1e-5)
    # The answer is as long as it was asked to be, so it is not cut off.
    assert [attempt.outcome for attempt in ledger.attempts] == ["ok"]


@pytest.mark.parametrize("logprobs", [None, {}, {"content": None}, {"content": []}, {"content": [{}]}, "none", 3])
def test_a_server_that_tells_no_probabilities_is_sure_of_its_letter(logprobs: object, endpoint: FaultServer) -> None:
    from summarizer.complete.answers import answer_of, draft_of

    body = {"choices": [{"message": {"content": "C"}, "finish_reason": "length", "logprobs": logprobs}]}
    read = answer_of(body, Endpoint("http://localhost/v1", "m"), one_token=True)
    assert draft_of(read, KindDraft).shares == {"C": 1}


def test_a_server_that_rejects_logprobs_is_asked_without(endpoint: FaultServer) -> None:
    endpoint.replies(failure(400, "unsupported", "Unknown parameter: 'logprobs'"), answer("B"))
    completion, _ = ask(endpoint)
    assert shares(completion) == {"B": 1}
    assert ["logprobs" in body for body in endpoint.requests] == [True, False]
    assert "top_logprobs" not in endpoint.requests[1]


@pytest.mark.parametrize("text", ["The", "", "G", "{"])
def test_no_letter_is_an_invalid_answer_and_not_asked_for_again(text: str, endpoint: FaultServer) -> None:
    completion, ledger = ask(endpoint.replies(answer(text, likely={text: 0.0})))
    assert isinstance(completion.error, InvalidAnswerError)
    assert len(endpoint.requests) == 1
    assert [attempt.outcome for attempt in ledger.attempts] == ["invalid"]


def test_a_sentence_without_a_letter_is_no_event_and_is_not_covered(endpoint: FaultServer) -> None:
    endpoint.replies(answer("A"), answer("The"), answer("A"))
    brief = summarize(TEXT, base_url=endpoint.base_url, model="m", profile="small", settings=Settings(concurrency=1))
    assert (brief.coverage.windows_done, brief.coverage.failures) == (2, ("InvalidAnswerError",))
    unread = endpoint.requests[1]["messages"][-1]["content"]
    assert unread not in (*(event.summary for event in brief.events), *(dropped.claim for dropped in brief.dropped))


def test_the_cache_keeps_the_shares(endpoint: FaultServer, tmp_path: object) -> None:
    endpoint.replies(answer("A", likely={"A": log(0.6), "D": log(0.4)}))
    settings = Settings(cache=True, cache_dir=str(tmp_path))
    first, second = (
        summarize(TEXT, base_url=endpoint.base_url, model="m", profile="small", settings=settings) for _ in range(2)
    )
    assert {attempt.outcome for attempt in second.provenance.attempts} == {"cached"}
    assert (first.events, first.dropped) == (second.events, second.dropped)
