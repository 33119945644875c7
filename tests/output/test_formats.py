"""Formats: each holds what the brief holds, for people or for tools."""

from __future__ import annotations

import json

import pytest

from summarizer import Brief, summarize
from summarizer.output.formats import FORMATS
from summarizer.output.text import WIDTH
from summarizer.schema import EventType
from summarizer.testing import answer
from tests.samples import GOOD, TEXT
from tests.servers.faults import FaultServer


@pytest.fixture
def brief(endpoint: FaultServer) -> Brief:
    endpoint.replies(GOOD)
    return summarize(TEXT, base_url=endpoint.base_url, model="fake", published="2026-01-29")


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_every_item_is_there_with_its_facts_and_its_evidence(brief: Brief, format: str) -> None:
    shown = " ".join(FORMATS[format](brief).replace("    | ", "").replace("  > ", "").split())
    for event in brief.events:
        assert event.summary in shown
        assert f"{event.type.value}, {event.status.value}" in shown
    for item in (*brief.events, *brief.commitments):
        for evidence in item.evidence:
            assert " ".join(evidence.quote.split()) in shown
            assert f"[{evidence.start}:{evidence.end}]" in shown
    assert "Tom Hale: pay 40 million euros for the port" in shown.replace("**", "")
    assert "2026-02-02 to 2026-02-08 (“next week”)" in shown
    assert all(actor.name in shown for actor in brief.actors)
    assert "fake-1" in shown


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_a_statement_in_the_words_of_the_article_has_its_offsets_and_is_not_quoted_again(
    endpoint: FaultServer, format: str
) -> None:
    endpoint.replies(answer({"events": ["Ana Reyes | is to visit Lisbon"]}))
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", profile="small", published="2026-01-29")
    bare = brief.model_copy(update={"commitments": (), "summary": "", "headline": "Nothing", "dropped": ()})
    shown = " ".join(FORMATS[format](bare).split()).replace("**", "")
    assert brief.events
    for event in brief.events:
        assert event.statement is not None
        assert event.evidence[0].quote == event.summary
        assert f"{event.summary} [{event.statement.start}:{event.statement.end}]" in shown
        assert shown.count(event.summary) == 1


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_a_type_that_is_not_known_is_not_shown(brief: Brief, format: str) -> None:
    assert "visit, scheduled" in FORMATS[format](brief)
    first = brief.events[0].model_copy(update={"type": EventType.OTHER})
    shown = FORMATS[format](brief.model_copy(update={"events": (first,), "dropped": ()}))
    assert "scheduled" in shown
    assert "other" not in shown


def test_the_text_tells_what_was_left_out_and_why_and_fits_a_terminal(brief: Brief) -> None:
    shown = FORMATS["text"](brief)
    assert "LEFT OUT (1)" in shown
    assert "900" in shown
    assert max(map(len, shown.splitlines())) <= WIDTH


def test_json_is_the_whole_brief(brief: Brief) -> None:
    assert Brief.model_validate(json.loads(FORMATS["json"](brief))) == brief
