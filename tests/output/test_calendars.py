"""The calendar, read back by another library: what is to come and due, the same entry after an update."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import vobject

from summarizer import Brief, Firmness, Status, When
from summarizer.errors import MissingExtraError
from summarizer.output.calendars import MAX_DAYS, as_ics
from tests.samples import ROOT

BRIEF = Brief.model_validate_json((ROOT / "docs/examples/brief.json").read_text(encoding="utf-8"))


def read(*briefs: Brief, full: bool = False) -> Any:
    text = as_ics(briefs, full=full)
    assert all(line.endswith("\r\n") and len(line.encode()) <= 77 for line in text.splitlines(keepends=True))
    return vobject.readOne(text)


def entries(*briefs: Brief) -> list[Any]:
    return list(read(*briefs).contents.get("vevent", []))


def with_event(**changed: Any) -> Brief:
    """The example with its first event alone, changed."""
    event = BRIEF.events[0].model_copy(update=changed)
    return BRIEF.model_copy(update={"events": (event,), "commitments": ()})


def days(start: str, end: str | None = None, text: str = "then", *, deadline: bool = False) -> When:
    return When.model_validate({"text": text, "start": start, "end": end or start, "deadline": deadline})


def test_events_to_come_and_due_days_are_entries_on_their_days() -> None:
    found = [(e.summary.value, e.dtstart.value, e.dtend.value - timedelta(days=1)) for e in entries(BRIEF)]
    week = (date(2026, 2, 2), date(2026, 2, 8))
    assert sorted(found) == [
        ("Ana Reyes will visit Lisbon to sign a treaty on fishing.", *week),
        ("Due: Ana Reyes: sign a treaty on fishing", *week),
        ("Due: Porto Shipping: NOT to cut jobs", date(2026, 12, 31), date(2026, 12, 31)),
        ("Due: Tom Hale: give 40 million euros for the port of Setúbal", date(2026, 6, 30), date(2026, 6, 30)),
    ]


def test_each_entry_has_its_quote_its_source_and_who_made_it() -> None:
    for entry in entries(BRIEF):
        told = entry.description.value
        assert "“" in told
        assert "The Harbour Post" in told
        assert "example-model" in told
        assert entry.url.value == BRIEF.article.url
        assert entry.dtstamp.value == entry.contents["last-modified"][0].value == BRIEF.provenance.finished
        assert entry.transp.value == "TRANSPARENT"
    (visit,) = entries(with_event())
    assert visit.location.value == "Lisbon"
    assert BRIEF.events[0].evidence[0].quote in visit.description.value


@pytest.mark.parametrize(
    ("status", "shown"),
    [(s, {"scheduled": "CONFIRMED", "proposed": "TENTATIVE"}.get(s.value)) for s in Status],
)
def test_only_what_is_to_come_has_an_entry(status: Status, shown: str | None) -> None:
    assert [entry.status.value for entry in entries(with_event(status=status))] == ([shown] if shown else [])


@pytest.mark.parametrize("firmness", Firmness)
def test_what_is_only_intended_is_tentative(firmness: Firmness) -> None:
    promise = BRIEF.commitments[0].model_copy(update={"firmness": firmness})
    (entry,) = entries(BRIEF.model_copy(update={"events": (), "commitments": (promise,)}))
    assert entry.status.value == ("TENTATIVE" if firmness is Firmness.INTENDED else "CONFIRMED")


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        (None, None, None),
        (When(text="soon"), None, None),
        (days("2026-01-27"), None, None),
        (days("2026-01-28"), "2026-01-28", "2026-01-28"),
        (days("2026-01-26", "2026-01-29"), "2026-01-26", "2026-01-29"),
        (days("2026-02-02", "2026-02-08"), "2026-02-02", "2026-02-08"),
        (days("2027-01-01", "2027-12-31"), "2027-12-31", "2027-12-31"),
        (days("2026-01-28", "2026-02-01", "by Sunday", deadline=True), "2026-02-01", "2026-02-01"),
    ],
)
def test_periods_fill_their_days_if_they_are_short(when: When | None, first: str | None, last: str | None) -> None:
    found = [(e.dtstart.value, e.dtend.value - timedelta(days=1)) for e in entries(with_event(when=when))]
    assert found == ([] if first is None else [(date.fromisoformat(first), date.fromisoformat(str(last)))])
    assert all((last - first).days < MAX_DAYS for first, last in found)


def later(brief: Brief) -> Brief:
    made = brief.provenance.model_copy(update={"finished": brief.provenance.finished + timedelta(hours=3)})
    return brief.model_copy(update={"provenance": made})


@pytest.mark.parametrize(
    ("summary", "phrase"), [("on Monday", "on Monday"), ("in March", "in March"), ("today", "today")]
)
def test_a_moved_event_keeps_its_uid_and_the_later_brief_counts(summary: str, phrase: str) -> None:
    before = with_event(summary="Reyes visits Lisbon next week.", when=days("2026-02-02", text="next week"))
    moved = later(with_event(summary=f"Reyes visits Lisbon {phrase}.", when=days("2026-03-02", text=phrase)))
    updated = BRIEF.article.model_copy(update={"text": None, "text_sha256": "0" * 64})
    moved = moved.model_copy(update={"article": updated})
    (old,), (new,) = entries(before), entries(moved)
    assert old.uid.value == new.uid.value
    assert int(new.sequence.value) > int(old.sequence.value)
    assert new.contents["last-modified"][0].value > old.contents["last-modified"][0].value
    for order in ((before, moved), (moved, before)):
        (entry,) = entries(*order)
        assert entry.dtstart.value == date(2026, 3, 2)


def test_entries_of_other_stories_and_equal_entries_of_one_story_stay_apart() -> None:
    other = BRIEF.model_copy(update={"article": BRIEF.article.model_copy(update={"url": None, "id": "b"})})
    assert len({entry.uid.value for entry in entries(BRIEF, other)}) == 8
    twice = BRIEF.model_copy(update={"commitments": BRIEF.commitments[:1] * 2, "events": ()})
    assert len({entry.uid.value for entry in entries(twice)}) == 2
    assert [e.uid.value for e in entries(BRIEF)] == [e.uid.value for e in entries(BRIEF)]


def test_what_has_no_entry_is_counted_and_what_was_left_out_is_listed_on_demand() -> None:
    assert read(BRIEF).contents["x-wr-caldesc"][0].value == read(BRIEF).description.value
    assert read(BRIEF).description.value == (
        "Reyes to sign fishing treaty in Lisbon: 3 of 7 events and commitments are past or have no day; "
        "1 claim left out of the brief"
    )
    assert "dismissed 900 workers" in read(BRIEF, full=True).description.value


def test_text_from_outside_makes_no_entry_of_its_own() -> None:
    evil = with_event(summary="x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:fake;,\\")
    (entry,) = entries(evil)
    assert entry.summary.value == "x END:VEVENT BEGIN:VEVENT SUMMARY:fake;,\\"
    unsafe = evil.model_copy(update={"article": evil.article.model_copy(update={"url": "javascript:alert(1)"})})
    assert "url" not in entries(unsafe)[0].contents


def test_no_briefs_are_an_empty_calendar_and_a_brief_without_a_day_of_publication_has_entries() -> None:
    assert entries() == []
    undated = BRIEF.model_copy(update={"article": BRIEF.article.model_copy(update={"published": None})})
    assert len(entries(undated)) == 4


def test_without_icalendar_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r"newsroom-summarizer\[calendar\]"):
        as_ics([BRIEF])


def test_times_are_in_utc() -> None:
    assert isinstance(entries(BRIEF)[0].dtstamp.value, datetime)
    assert "DTSTAMP:20260128T170004Z" in as_ics([BRIEF])
