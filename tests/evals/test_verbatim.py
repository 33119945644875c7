"""The peer: the straightforward way, held to the same rules as this library."""

from pathlib import Path
from typing import Any

import pytest

from evals.baselines import verbatim
from evals.data.cases import Case, load_cases
from evals.data.runs import Outcome
from evals.recording import recorder
from evals.recording.recorder import ReplayStatus
from evals.scoring.scorer import score_case
from summarizer.errors import EndpointError
from summarizer.schema import Brief, EventType, Failure, Status
from summarizer.settings import Endpoint, load_settings
from summarizer.testing import answer, failure
from tests.servers.faults import FaultServer, cut


@pytest.fixture(scope="module")
def case() -> Case:
    return next(case for case in load_cases() if case.id == "seed-critical-minerals")


def day(text: str, start: str | None, end: str | None) -> dict[str, Any]:
    return {"text": text, "start": start, "end": end}


def said(case: Case) -> dict[str, Any]:
    """The gold brief in the peer's form, as a perfect model would put it."""
    gold = case.gold
    names = {a.id: a.name for a in gold.actors}

    def named(ids: tuple[str, ...]) -> list[str]:
        return [names[i] for i in ids]

    def when(date: Any) -> dict[str, Any] | None:
        return date and day(date.text, date.start and str(date.start), date.end and str(date.end))

    return {
        "headline": case.article.title,
        "summary": "A summary.",
        "actors": [
            {"name": a.name, "kind": a.kind, "role": a.role, "affiliation": a.affiliation} for a in gold.actors
        ],
        "events": [
            {
                "summary": e.summary, "type": e.type, "status": e.status, "date": when(e.date), "place": e.place,
                "agents": named(e.agents), "others": named(e.others), "main": e.main, "quotes": list(e.evidence),
            }
            for e in gold.events
        ],
        "commitments": [
            {
                "by": named(c.by), "to": named(c.to), "action": c.action, "firmness": c.firmness,
                "polarity": c.polarity, "due": when(c.due), "condition": c.condition, "amount": c.amount,
                "said_by": named(c.said_by), "quotes": list(c.evidence),
            }
            for c in gold.commitments
        ],
    }  # fmt: skip


def recorded(case: Case, endpoint: FaultServer, directory: Path) -> Outcome:
    where = Endpoint(endpoint.base_url, "m")
    return recorder.record(case, verbatim.subject("m"), where, load_settings(**verbatim.SETTINGS), directory)


def test_a_perfect_answer_scores_as_such(case: Case, endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(answer(said(case)))
    outcome = recorded(case, endpoint, tmp_path)
    assert isinstance(outcome, Brief)
    scores = score_case(case, outcome).scores()
    for name in ("actors_f1", "events_f1", "commitments_by_f1", "event_dates", "commitment_due", "grounded"):
        assert scores[name].value == 1.0, name


def test_one_request_asks_for_everything_with_the_schema_and_the_vocabulary(
    case: Case, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(answer(said(case)))
    recorded(case, endpoint, tmp_path)
    (body,) = endpoint.requests
    assert body["response_format"]["type"] == "json_schema"
    assert (body["max_tokens"], body["temperature"]) == (verbatim.MAX_TOKENS, 0)
    system, user = body["messages"]
    assert case.article.text in user["content"]
    assert "2026-01-29" in user["content"]
    for value in (*EventType, *Status):
        assert value in system["content"]


def test_it_replays_to_the_same_brief(case: Case, endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(answer(said(case)))
    live = recorded(case, endpoint, tmp_path)
    played = recorder.replay(case, verbatim.subject("m"), recorder.quick_settings(), tmp_path)
    assert played.status is ReplayStatus.PASS, played.reason
    assert isinstance(live, Brief)
    assert isinstance(played.outcome, Brief)
    assert played.outcome.events == live.events
    assert len(endpoint.requests) == 1


def test_a_request_that_was_not_recorded_is_stale(case: Case, endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(answer(said(case)))
    recorded(case, endpoint, tmp_path)
    other = case.model_copy(update={"article": case.article.model_copy(update={"title": "Another headline"})})
    played = recorder.replay(other, verbatim.subject("m"), recorder.quick_settings(), tmp_path)
    assert played.status is ReplayStatus.STALE
    assert "Another headline" in played.reason


def test_a_cut_answer_is_a_failure_and_counts_with_its_tokens(
    case: Case, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(answer('{"headline": "', finish="length"))
    outcome = recorded(case, endpoint, tmp_path)
    assert isinstance(outcome, Failure)
    assert outcome.error == "TruncatedAnswerError"
    scores = score_case(case, outcome).scores()
    assert (scores["failed"].value, scores["output_tokens"].value) == (1.0, 5.0)
    played = recorder.replay(case, verbatim.subject("m"), recorder.quick_settings(), tmp_path)
    assert played.status is ReplayStatus.FAIL


def test_an_invalid_answer_is_asked_for_once_more(case: Case, endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(answer('{"headline": 1}'), answer(said(case)))
    outcome = recorded(case, endpoint, tmp_path)
    assert isinstance(outcome, Brief)
    assert [a.outcome for a in outcome.provenance.attempts] == ["invalid", "ok"]
    assert "errors.pydantic.dev" not in str(endpoint.requests[1])
    assert "actors" in endpoint.requests[1]["messages"][-1]["content"]
    endpoint.replies(answer('{"headline": 1}'))
    again = recorded(case, endpoint, tmp_path)
    assert isinstance(again, Failure)
    assert again.error == "InvalidAnswerError"
    assert [a.outcome for a in again.attempts] == ["invalid", "invalid"]
    played = recorder.replay(case, verbatim.subject("m"), recorder.quick_settings(), tmp_path)
    assert played.status is ReplayStatus.FAIL


@pytest.mark.parametrize("reply", [failure(400), failure(500), cut], ids=["400", "500", "cut"])
def test_an_endpoint_that_fails_is_not_recorded(case: Case, endpoint: FaultServer, tmp_path: Path, reply: Any) -> None:
    endpoint.replies(reply)
    with pytest.raises(EndpointError):
        recorded(case, endpoint, tmp_path)
    assert not list(tmp_path.rglob("*.yaml"))


def test_a_quote_that_the_article_lacks_counts_as_ungrounded(case: Case, endpoint: FaultServer, tmp_path: Path) -> None:
    told = said(case)
    told["events"][0]["quotes"] = ["This the article does not say."]
    endpoint.replies(answer(told))
    counts = score_case(case, recorded(case, endpoint, tmp_path)).counts
    assert counts["claims"] - counts["claims_grounded"] == 1


def test_a_name_that_is_not_listed_is_taken_up(case: Case, endpoint: FaultServer, tmp_path: Path) -> None:
    told = said(case)
    by = told["commitments"][0]["by"][0]
    told["actors"] = [a for a in told["actors"] if a["name"] != by]
    endpoint.replies(answer(told))
    outcome = recorded(case, endpoint, tmp_path)
    assert isinstance(outcome, Brief)
    assert outcome.names(outcome.commitments[0].by) == by
