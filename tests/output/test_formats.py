"""Formats: each holds what the brief holds, for people or for tools."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from summarizer import Brief, summarize
from summarizer.output.formats import FORMATS, rendered
from summarizer.output.text import WIDTH
from summarizer.rows import rows_of
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
    shown = " ".join(FORMATS[format](brief, full=True).replace("    | ", "").replace("  > ", "").split())
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
    endpoint.replies(answer("B"))
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", profile="small", published="2026-01-29")
    bare = brief.model_copy(update={"commitments": (), "summary": "", "headline": "Nothing", "dropped": ()})
    # Markdown escapes the brackets of an insertion.
    shown = " ".join(FORMATS[format](bare, full=True).split()).replace("**", "").replace("\\", "")
    assert brief.events
    for event in brief.events:
        assert event.statement is not None
        assert event.evidence[0].quote == event.words
        assert f"{event.summary} [{event.statement.start}:{event.statement.end}]" in shown
        assert shown.count(event.summary) == 1


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_a_type_that_is_not_known_is_not_shown(brief: Brief, format: str) -> None:
    assert "visit, scheduled" in FORMATS[format](brief, full=True)
    first = brief.events[0].model_copy(update={"type": EventType.OTHER})
    shown = FORMATS[format](brief.model_copy(update={"events": (first,), "dropped": ()}), full=True)
    assert "scheduled" in shown
    assert "other" not in shown


@pytest.mark.parametrize("format", ["text", "markdown", "csv"])
def test_what_was_left_out_is_told_with_its_reason(brief: Brief, format: str) -> None:
    (dropped,) = brief.dropped
    shown = " ".join(FORMATS[format](brief, full=True).split())
    assert "left out" in shown.lower()
    assert dropped.claim in shown
    assert dropped.reason in shown


def test_the_text_fits_a_terminal(brief: Brief) -> None:
    for full in (False, True):
        assert max(map(len, FORMATS["text"](brief, full=full).splitlines())) <= WIDTH


def test_a_table_is_read_back_with_its_rows_and_without_formulas(brief: Brief) -> None:
    event = brief.events[0].model_copy(update={"summary": '=HYPERLINK("http://x","a")', "place": "-1+1"})
    changed = brief.model_copy(update={"events": (event, *brief.events[1:])})
    read = list(csv.DictReader(io.StringIO(FORMATS["csv"](changed), newline="")))
    assert [row["kind"] for row in read] == [row["kind"] for row in rows_of(changed)]
    assert read[0]["text"] == '\'=HYPERLINK("http://x","a")'
    assert read[0]["place"] == "'-1+1"
    assert (read[0]["start"], read[0]["main"], read[1]["by"]) == ("2026-02-02", "true", "Ana Reyes, Tom Hale")
    assert not [cell for row in read for cell in row.values() if cell[:1] in "=+@" and cell]


@pytest.mark.parametrize("format", FORMATS)
def test_many_briefs_are_one_document(brief: Brief, format: str) -> None:
    one, two = rendered([brief], format), rendered([brief, brief], format)
    assert one.endswith("\n")
    assert two.endswith("\n")
    assert len(two) > len(one)
    if format == "csv":
        assert two.count("article,title") == 1


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
