"""The whole path against a scripted endpoint: article in, grounded brief out, synchronously and not."""

import asyncio
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import summarizer
from summarizer import Article, Brief, asummarize, summarize
from summarizer.errors import (
    ArticleTooLargeError,
    ArticleTooShortError,
    ConfigurationError,
    EmptyArticleError,
    InvalidAnswerError,
    InvalidDateError,
    RefusedAnswerError,
)
from summarizer.testing import answer
from tests.samples import DRAFT, TEXT
from tests.servers.faults import FaultServer

Run = Callable[..., Brief]


def _inside_a_loop(*args: Any, **given: Any) -> Brief:
    async def notebook() -> Brief:
        return summarize(*args, **given)

    return asyncio.run(notebook())


@pytest.fixture(params=["sync", "async", "sync inside a loop"])
def run(request: pytest.FixtureRequest, endpoint: FaultServer) -> Run:
    """The same test for every way of calling."""
    call: Run = {
        "sync": summarize,
        "async": lambda *a, **k: asyncio.run(asummarize(*a, **k)),
        "sync inside a loop": _inside_a_loop,
    }[request.param]
    return lambda *args, **given: call(*args, base_url=endpoint.base_url, model="fake", **given)


def test_an_article_becomes_a_grounded_brief(run: Run, endpoint: FaultServer) -> None:
    endpoint.replies(answer(DRAFT))
    brief = run(TEXT, published="2026-01-29", title="Reyes to visit Lisbon")
    visit, meeting = brief.events
    assert (visit.when.start, visit.when.end) == (date(2026, 2, 2), date(2026, 2, 8))
    assert (meeting.when.start, meeting.when.end) == (date(2026, 1, 26), date(2026, 1, 26))
    assert [brief.names(e.agents) for e in brief.events] == ["Ana Reyes", "Ana Reyes, Tom Hale"]
    (pledge,) = brief.commitments
    assert (brief.names(pledge.by), pledge.amount, pledge.firmness) == ("Tom Hale", "40 million euros", "pledged")
    for item in (*brief.events, *brief.commitments):
        for e in item.evidence:
            assert TEXT[e.start : e.end] == e.quote
    for actor in brief.actors:
        assert all(TEXT[m.start : m.end] == m.quote for m in actor.mentions)
    assert brief.coverage.share == 1


def test_a_claim_that_its_sentence_does_not_hold_is_dropped_with_the_reason(run: Run, endpoint: FaultServer) -> None:
    brief = run(TEXT, published="2026-01-29") if endpoint.replies(answer(DRAFT)) else None
    assert brief is not None
    (dropped,) = brief.dropped
    assert dropped.item == "event"
    assert "900" in dropped.reason
    assert dropped.sentences == (2,)


def test_the_provenance_tells_how_the_brief_was_made(run: Run, endpoint: FaultServer) -> None:
    endpoint.replies(answer(DRAFT))
    made = run(Article(text=TEXT, published=date(2026, 1, 29))).provenance
    assert (made.model_requested, made.model_answered, made.endpoint) == ("fake", "fake-1", endpoint.base_url)
    assert (made.profile, made.prompt, made.prompt_version) == ("large", "brief", "v2")
    assert [a.outcome for a in made.attempts] == ["ok"]
    assert all((made.article_hash, made.prompt_hash, made.schema_hash, made.library_version))


def test_example_content_that_leaks_is_detected(run: Run, endpoint: FaultServer) -> None:
    leak = {"sentences": [1], "summary": "Ilse Brandmark met Odo Karst.", "type": "meeting", "status": "occurred",
            "when": None, "place": None, "agents": ["a1"], "others": [], "main": False}  # fmt: skip
    endpoint.replies(answer({**DRAFT, "events": [leak]}))
    (dropped,) = [d for d in run(TEXT).dropped if d.item == "event"]
    assert "example" in dropped.reason


def test_a_summary_with_a_name_that_the_article_lacks_is_replaced(run: Run, endpoint: FaultServer) -> None:
    endpoint.replies(answer({**DRAFT, "summary": "Reyes goes to Lisbon with Angela Merkel."}))
    brief = run(TEXT)
    assert brief.summary == "Ana Reyes is to visit Lisbon."
    assert any(d.item == "summary" and "Angela Merkel" in d.reason for d in brief.dropped)


@pytest.mark.parametrize(
    "wrong",
    [
        {"events": [{**DRAFT["events"][0], "sentences": [99]}]},
        {"events": [{**DRAFT["events"][0], "sentences": []}]},
        {"events": [{**DRAFT["events"][0], "agents": ["a9"]}]},
        {"commitments": [{**DRAFT["commitments"][0], "by": []}]},
        {"actors": [DRAFT["actors"][0], DRAFT["actors"][0]]},
    ],
    ids=["sentence out of range", "no sentence", "unknown actor", "nobody promises", "actor twice"],
)
def test_a_bad_reference_is_re_asked(endpoint: FaultServer, wrong: dict[str, Any]) -> None:
    endpoint.replies(answer({**DRAFT, **wrong}), answer(DRAFT))
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake")
    assert [a.outcome for a in brief.provenance.attempts] == ["invalid", "ok"]


def test_an_answer_that_never_fits_is_a_typed_error_with_the_ledger(run: Run, endpoint: FaultServer) -> None:
    endpoint.replies(answer("D"))
    with pytest.raises(InvalidAnswerError) as caught:
        run(TEXT)
    assert [a.outcome for a in caught.value.attempts] == ["invalid", "invalid"]


def test_a_sentence_that_fails_lowers_the_coverage_and_is_named(endpoint: FaultServer) -> None:
    one = "B"
    endpoint.replies(answer(one), answer("", refusal="no"), answer("D"))
    settings = summarizer.Settings(concurrency=1)
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", profile="small", settings=settings)
    assert 0 < brief.coverage.share < 1
    assert [d.item for d in brief.dropped if d.item == "window"] == ["window"]
    assert [c.action for c in brief.commitments] == ["visit Lisbon next week"]


def test_a_sentence_that_fails_is_an_error_if_strict(run: Run, endpoint: FaultServer) -> None:
    endpoint.replies(answer("D"), answer("", refusal="no"), answer("D"))
    with pytest.raises(RefusedAnswerError) as caught:
        run(TEXT, profile="small", strict=True, settings=summarizer.Settings(concurrency=1))
    assert len(caught.value.attempts) == 3


def test_if_every_window_fails_the_error_is_raised(endpoint: FaultServer) -> None:
    endpoint.replies(answer("", refusal="no"))
    with pytest.raises(RefusedAnswerError) as caught:
        summarize(TEXT, base_url=endpoint.base_url, model="fake", profile="small")
    assert caught.value.attempts


@pytest.mark.parametrize(
    ("article", "given", "error"),
    [
        ("", {}, EmptyArticleError),
        (" \n\t ", {}, EmptyArticleError),
        ("Too short a text.", {}, ArticleTooShortError),
        ("word " * 200_000, {}, ArticleTooLargeError),
        (TEXT, {"published": "next Tuesday"}, InvalidDateError),
        (TEXT, {"published": "02/03/2026"}, InvalidDateError),
        (TEXT, {"published": ""}, InvalidDateError),
        (TEXT, {"published": 20260129}, InvalidDateError),
        (TEXT, {"profile": "huge"}, ConfigurationError),
        (TEXT, {"language": "klingon"}, ConfigurationError),
        (TEXT, {"language": "fr", "profile": "small"}, ConfigurationError),
    ],
)
def test_bad_input_gets_its_typed_error_before_anything_is_sent(
    run: Run, endpoint: FaultServer, article: str, given: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        run(article, **given)
    assert endpoint.requests == []


def test_a_base_url_needs_a_model() -> None:
    with pytest.raises(ConfigurationError, match="needs a model"):
        summarize(TEXT, base_url="http://127.0.0.1:9/v1")


def test_settings_come_from_the_environment(endpoint: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_BASE_URL", endpoint.replies(answer(DRAFT)).base_url)
    monkeypatch.setenv("SUMMARIZER_MODEL", "from-the-environment")
    assert summarize(TEXT).provenance.model_requested == "from-the-environment"
    assert summarize(TEXT, model="given").provenance.model_requested == "given"


def test_a_brief_survives_json(endpoint: FaultServer) -> None:
    endpoint.replies(answer(DRAFT))
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake")
    assert Brief.model_validate(json.loads(json.dumps(brief.to_dict()))) == brief


def test_progress_is_told(endpoint: FaultServer) -> None:
    seen: list[tuple[int, int]] = []
    endpoint.replies(answer("D"))
    summarize(
        TEXT, base_url=endpoint.base_url, model="fake", profile="small", on_progress=lambda *done: seen.append(done)
    )
    assert seen == [(i, len(seen)) for i in range(1, len(seen) + 1)]


def test_in_other_languages_the_model_tells_status_and_firmness_and_code_the_days(endpoint: FaultServer) -> None:
    text = (
        "La ministre Ana Reyes se rendra à Lisbonne le 4 février 2026 pour y rencontrer son homologue portugais, ont "
        "indiqué des responsables dans la capitale."
    )
    told = {
        "who": ["Ana Reyes"],
        "does": "se rendra à Lisbonne le 4 février 2026",
        "type": "visit",
        "status": "planned",
    }
    endpoint.replies(answer({"happenings": [told]}))
    brief = summarize(text, base_url=endpoint.base_url, model="fake", profile="small", published="2026-01-29")
    assert [(e.summary, e.type, e.status) for e in brief.events] == [(text, "other", "scheduled")]
    assert [e.when.start for e in brief.events] == [c.due.start for c in brief.commitments] == [date(2026, 2, 4)]
    assert [c.firmness for c in brief.commitments] == ["planned"]


def test_of_a_summary_those_sentences_are_kept_that_stand_in_the_article(endpoint: FaultServer) -> None:
    told = "Ana Reyes is to visit Lisbon. She met Nick Stranger. The union accused Porto Shipping."
    brief = summarize(TEXT, base_url=endpoint.replies(answer({**DRAFT, "summary": told})).base_url, model="fake")
    assert brief.summary == "Ana Reyes is to visit Lisbon. The union accused Porto Shipping."
    assert [d.claim for d in brief.dropped if d.item == "summary"] == ["She met Nick Stranger."]


def test_whoever_a_statement_names_is_named_by_its_evidence_too(endpoint: FaultServer) -> None:
    event = {**DRAFT["events"][0], "sentences": [4], "summary": "Porto Shipping denied that."}
    event |= {"type": "statement", "status": "occurred", "when": None, "place": None, "agents": []}
    firm = {"id": "a4", "name": "Porto Shipping", "kind": "organization", "role": None, "affiliation": None}
    draft = {**DRAFT, "events": [event], "commitments": [], "actors": [*DRAFT["actors"], firm]}
    (made,) = summarize(TEXT, base_url=endpoint.replies(answer(draft)).base_url, model="fake").events
    assert not set.intersection(*(set(e.support.missing) for e in made.evidence))
    assert any("Porto Shipping" in e.quote for e in made.evidence)
