"""The brief by hand: actors of an item, what is due when, tables with names."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from summarizer import Brief, Commitment, When, summarize
from summarizer.errors import MissingExtraError
from summarizer.rows import COLUMNS, frame_of, rows_of
from tests.samples import GOOD, TEXT
from tests.servers.faults import FaultServer


@pytest.fixture
def brief(endpoint: FaultServer) -> Brief:
    endpoint.replies(GOOD)
    return summarize(TEXT, base_url=endpoint.base_url, model="fake", published="2026-01-29")


def dated(text: str, start: str | None = None, end: str | None = None, *, deadline: bool = False) -> When:
    return When.model_validate({"text": text, "start": start, "end": end or start, "deadline": deadline})


SOON = dated("soon")
MONDAY = dated("Monday", "2026-02-02")
WEEK = dated("next week", "2026-02-02", "2026-02-08")
BY_FRIDAY = dated("by Friday", "2026-01-29", "2026-02-06", deadline=True)
JUNE = dated("By June 2026", "2026-01-29", "2026-06-30", deadline=True)


def test_dates_sort_by_their_last_day_and_those_without_days_come_last() -> None:
    assert sorted([SOON, JUNE, WEEK, BY_FRIDAY, MONDAY]) == [MONDAY, BY_FRIDAY, WEEK, JUNE, SOON]


def test_the_actors_of_an_item_come_once_and_in_order(brief: Brief) -> None:
    event = brief.events[1].model_copy(update={"others": brief.events[1].agents})
    assert [actor.name for actor in brief.actors_of(event)] == ["Ana Reyes", "Tom Hale"]
    assert [actor.name for actor in brief.actors_of(brief.commitments[0])] == ["Tom Hale"]


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        ("2026-02-01", "2026-02-02", ["Monday", "next week"]),
        ("2026-02-03", "2026-02-05", ["next week"]),
        ("2026-02-06", "2026-02-06", ["by Friday", "next week"]),
        ("2026-02-08", "2026-06-30", ["next week", "By June 2026"]),
        ("2026-02-09", "2026-06-29", []),
        ("2026-02-02", "2026-02-01", []),
    ],
)
def test_what_is_due_is_found_by_its_days_and_a_deadline_by_its_last(
    brief: Brief, first: str, last: str, due: list[str]
) -> None:
    (one,) = brief.commitments
    whens = [JUNE, SOON, WEEK, None, BY_FRIDAY, MONDAY]
    many: tuple[Commitment, ...] = tuple(one.model_copy(update={"due": when}) for when in whens)
    changed = brief.model_copy(update={"commitments": many})
    found = changed.due_between(date.fromisoformat(first), date.fromisoformat(last))
    assert [c.due and c.due.text for c in found] == due


def test_each_item_is_a_row_with_names_for_ids(brief: Brief) -> None:
    rows = list(rows_of(brief))
    assert all(tuple(row) == COLUMNS for row in rows)
    counted = [(kind, sum(row["kind"] == kind for row in rows)) for kind in dict.fromkeys(row["kind"] for row in rows)]
    sizes = (len(brief.events), len(brief.commitments), len(brief.actors), len(brief.dropped))
    assert counted == list(zip(("event", "commitment", "actor", "left out"), sizes, strict=True))
    met, promise = rows[1], rows[len(brief.events)]
    assert (met["by"], met["date"], met["start"]) == ("Ana Reyes, Tom Hale", "On Monday", date(2026, 1, 26))
    assert (promise["by"], promise["text"]) == ("Tom Hale", "pay 40 million euros for the port")
    assert TEXT[promise["quote_start"] : promise["quote_end"]] == promise["quote"]
    assert rows[-1]["reason"]


def test_a_frame_has_the_rows_of_all_briefs(brief: Brief) -> None:
    frame = frame_of([brief, brief])
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == 2 * len(brief.to_frame()) == 2 * len(list(rows_of(brief)))
    assert frame[frame.kind == "commitment"].by.tolist() == ["Tom Hale"] * 2
    assert len(frame_of([])) == 0


def test_without_pandas_the_error_says_what_to_install(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r"newsroom-summarizer\[tables\]"):
        brief.to_frame()
