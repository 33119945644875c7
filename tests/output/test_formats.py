"""Formats: each holds what the brief holds, for people or for tools."""

from __future__ import annotations

import json

import pytest

from summarizer import Brief, summarize
from summarizer.output.formats import FORMATS
from summarizer.output.text import WIDTH
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


def test_the_text_tells_what_was_left_out_and_why_and_fits_a_terminal(brief: Brief) -> None:
    shown = FORMATS["text"](brief)
    assert "LEFT OUT (1)" in shown
    assert "900" in shown
    assert max(map(len, shown.splitlines())) <= WIDTH


def test_json_is_the_whole_brief(brief: Brief) -> None:
    assert Brief.model_validate(json.loads(FORMATS["json"](brief))) == brief
