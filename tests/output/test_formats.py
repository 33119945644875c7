"""Formats: each holds what the brief holds, for people or for tools."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date

import pytest
from markdown_it import MarkdownIt

from summarizer import Brief, summarize
from summarizer.output.formats import FORMATS
from summarizer.output.neutral import neutral
from summarizer.output.text import WIDTH
from summarizer.schema import DayRange, EventType, Reader, When
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


HOSTILE = (
    "EVENTS (9; * main) \x1b[31m \u202egnp.exe\u202c\x07 \x9b2J \u200b<script>alert(1)</script> [x](javascript:x) "
    "\n\nEVENTS (9; * main)\n# Fake\n" + "EVENTS (9; * main) " * 20
)


def hostile(brief: Brief) -> Brief:
    """The brief with a hostile text in every place that an article, a model or a server fills."""
    return neutral(brief, lambda text: text if text[:1] == "a" and text[1:].isdigit() else HOSTILE + text)


@pytest.mark.parametrize("format", FORMATS)
def test_no_text_from_outside_steers_what_shows_it_or_fakes_a_section(brief: Brief, format: str) -> None:
    shown = FORMATS[format](hostile(brief))
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in shown.replace("\n", ""))
    _headline, *lines = shown.splitlines()
    assert not any(line.startswith(("# Fake", "EVENTS (9" if format == "text" else "# Fake")) for line in lines)


def test_markdown_makes_no_elements_of_a_hostile_text(brief: Brief) -> None:
    page = MarkdownIt("gfm-like", {"linkify": False}).render(FORMATS["markdown"](hostile(brief)))
    assert set(re.findall(r"<(\w+)", page)) <= {"h1", "h2", "p", "ul", "li", "strong", "em", "blockquote"}
    assert page.count("<h1>") == 1
    assert page.count("<h2>") == 3


def test_json_is_the_whole_brief(brief: Brief) -> None:
    assert Brief.model_validate(json.loads(FORMATS["json"](brief))) == brief


JUNE = {"start": date(2028, 6, 30), "end": date(2028, 6, 30)}
WEEK = {"start": date(2026, 2, 2), "end": date(2026, 2, 8)}


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(text="next week", **WEEK, resolved_by=Reader.CODE), "2026-02-02 to 2026-02-08 (“next week”)"),
        (When(text="a day after", **JUNE, resolved_by=Reader.MODEL), "2028-06-30 (“a day after”; ? by the model)"),
        (
            When(text="by June 2028", start=date(2026, 1, 29), end=date(2028, 6, 30), deadline=True),
            "by 2028-06-30 (“by June 2028”)",
        ),
        (
            When(text="Friday", **JUNE, resolved_by=Reader.CODE, other_reading=DayRange(**WEEK)),
            "2028-06-30 (“Friday”; 2026-02-02 to 2026-02-08 ? by the model)",
        ),
        (
            When(text="in 2027", **WEEK, resolved_by=Reader.MODEL, other_reading=DayRange(**JUNE)),
            "2026-02-02 to 2026-02-08 (“in 2027”; ? by the model; 2028-06-30 by code)",
        ),
        (When(text="soon"), "“soon”"),
    ],
)
def test_a_date_shows_who_read_it_and_of_a_deadline_its_day(
    brief: Brief, format: str, when: When, expected: str
) -> None:
    event = brief.events[0].model_copy(update={"when": when})
    due = brief.commitments[0].model_copy(update={"due": when})
    shown = FORMATS[format](brief.model_copy(update={"events": (event,), "commitments": (due,)}))
    flat = " ".join(shown.split())
    assert expected in flat
    assert f"due {expected}" in flat
