"""The verification in a call: one more request, with the ledger, budgets, cache and errors of the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer import Brief, summarize
from summarizer.errors import EndpointUnavailableError
from summarizer.run.checkpoint import fingerprint_of
from summarizer.settings import load_settings
from summarizer.testing import Reply, answer, failure
from tests.run.calls import many
from tests.samples import DRAFT, GOOD, TEXT, articles
from tests.servers.faults import Exchange, FaultServer

STATED = ["1 a:s b:s c:s d:s e:s", "2 a:s b:s c:s d:s", "3 a:s", "4 a:s b:s c:s d:s e:s"]
"""The verdicts on the two events, the headline and the commitment that are left of `DRAFT`."""


def asks_to_verify(body: dict[str, Any]) -> bool:
    return bool(body["response_format"]["json_schema"]["name"] == "VerdictDraft")


def verdicts(*lines: str) -> Reply:
    return answer({"verdicts": list(lines or STATED)})


def then(reply: Reply) -> Callable[[Exchange], Reply]:
    """Answer the request for the brief well, and the one for the verification so."""
    return lambda exchange: reply if asks_to_verify(exchange.body) else GOOD


def brief_with(endpoint: FaultServer, **options: Any) -> Brief:
    return summarize(TEXT, base_url=endpoint.base_url, model="m", published="2026-01-29", verify=True, **options)


def test_one_further_request_verifies_the_brief(endpoint: FaultServer) -> None:
    endpoint.replies(then(verdicts()))
    brief = brief_with(endpoint)
    assert [asks_to_verify(body) for body in endpoint.requests] == [False, True]
    assert [(a.window, a.outcome) for a in brief.provenance.attempts] == [(0, "ok"), (1, "ok")]
    verification = brief.provenance.verification
    assert verification is not None
    assert (verification.claims_done, verification.failures) == (4, ())
    assert len(brief.events) == 2
    assert len(brief.commitments) == 1


def test_its_window_counts_on_after_the_last_also_if_windows_had_to_be_smaller(endpoint: FaultServer) -> None:
    text = f"{TEXT}\n" + "The harbour of the town was quiet all day, and the boats stayed where they were.\n" * 180

    def reply(exchange: Exchange) -> Reply:
        if asks_to_verify(exchange.body):
            return verdicts()
        if exchange.body["max_tokens"] > 4_000:
            return failure(400, "invalid", "prompt is too long: 9000 tokens > 6000 maximum")
        return GOOD if TEXT.split(".")[0] in exchange.asked else answer({**DRAFT, "events": [], "commitments": []})

    endpoint.replies(reply)
    brief = summarize(text, base_url=endpoint.base_url, model="m", published="2026-01-29", verify=True, concurrency=1)
    windows = [attempt.window for attempt in brief.provenance.attempts if attempt.outcome == "ok"]
    assert brief.coverage.windows_planned > 1
    assert windows == list(range(brief.coverage.windows_planned + 1))


def test_what_is_contradicted_is_left_out(endpoint: FaultServer) -> None:
    endpoint.replies(then(verdicts("1 a:s b:s c:s d:s e:n", "2 a:c b:s c:s d:s", "3 a:c", STATED[3])))
    brief = brief_with(endpoint)
    assert [event.summary for event in brief.events] == ["Ana Reyes is to visit Lisbon."]
    assert [doubt.field for doubt in brief.events[0].unsupported] == ["place"]
    assert "Ana Reyes met Tom Hale." in [dropped.claim for dropped in brief.dropped]
    assert ("headline", "Reyes to visit Lisbon") in [(dropped.item, dropped.claim) for dropped in brief.dropped]
    assert brief.headline == "Ana Reyes is to visit Lisbon"


def test_without_the_setting_there_is_no_further_request(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    brief = summarize(TEXT, base_url=endpoint.base_url, model="m")
    assert len(endpoint.requests) == 1
    assert brief.provenance.verification is None


def test_a_brief_without_claims_needs_no_request(endpoint: FaultServer) -> None:
    endpoint.replies(answer(DRAFT | {"events": [], "commitments": [], "summary": ""}))
    verification = brief_with(endpoint, title="Reyes to visit Lisbon").provenance.verification
    assert verification is not None
    assert (verification.claims_planned, len(endpoint.requests)) == (0, 1)


@pytest.mark.parametrize(
    ("reply", "options", "error"),
    [
        (failure(500), {"max_attempts": 1}, "EndpointUnavailableError"),
        (failure(400), {}, "RequestRejectedError"),
        (failure(401), {}, "AuthenticationError"),
        (verdicts("1 a:s b:s"), {}, "InvalidAnswerError"),
        (answer("no"), {"reasks": 0}, "InvalidAnswerError"),
    ],
)
def test_the_brief_stays_if_its_verification_fails(
    endpoint: FaultServer, reply: Reply, options: dict[str, Any], error: str
) -> None:
    endpoint.replies(then(reply))
    brief = brief_with(endpoint, **options)
    verification = brief.provenance.verification
    assert verification is not None
    assert (verification.claims_done, verification.claims_planned, verification.failures) == (0, 4, (error,))
    assert len(brief.events) == 2
    assert brief.coverage.share == 1


def test_the_brief_stays_if_the_budget_is_used_up(endpoint: FaultServer) -> None:
    endpoint.replies(answer(DRAFT, tokens=(11_000, 900)))
    brief = brief_with(endpoint, token_budget=12_000)
    verification = brief.provenance.verification
    assert verification is not None
    assert (verification.failures, len(endpoint.requests)) == (("BudgetExceededError",), 1)


def test_a_strict_call_raises_the_error_of_the_verification_with_the_ledger(endpoint: FaultServer) -> None:
    endpoint.replies(then(failure(500)))
    with pytest.raises(EndpointUnavailableError) as caught:
        brief_with(endpoint, strict=True, max_attempts=1)
    assert [a.outcome for a in caught.value.attempts] == ["ok", "EndpointUnavailableError"]


def test_verdicts_are_cached(endpoint: FaultServer) -> None:
    endpoint.replies(then(verdicts()))
    first = brief_with(endpoint, cache=True)
    second = brief_with(endpoint, cache=True)
    assert len(endpoint.requests) == 2
    assert [a.outcome for a in second.provenance.attempts] == ["cached", "cached"]
    assert second.events == first.events


def test_many_articles_are_verified_and_resumed(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(then(verdicts()))
    options = {"checkpoint": tmp_path / "run.db", "verify": True}
    for resumed in (False, True):
        results = many(endpoint, articles(6), **options)
        assert [result.resumed for result in results] == [resumed] * 6
        assert all(r.brief and r.brief.provenance.verification for r in results)
    assert len(endpoint.requests) == 12


def test_worker_processes_build_what_is_then_verified(endpoint: FaultServer) -> None:
    endpoint.replies(then(verdicts()))
    results = many(endpoint, articles(4), verify=True, processes=1)
    assert [r.brief and len(r.brief.provenance.attempts) for r in results] == [2] * 4


def test_verified_and_other_results_are_told_apart_in_a_checkpoint() -> None:
    plain, verified = (fingerprint_of(load_settings(base_url="http://h/v1", model="m", verify=v)) for v in (0, 1))
    assert plain["settings"] == verified["settings"]
    assert "verify.v1" not in plain["prompt"]
    assert "verify.v1" in verified["prompt"]
    assert plain["schema"] != verified["schema"]
