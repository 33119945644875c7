"""Publication stamps: the day, or none, or an error that shows the stamp."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article.inputs import day_of
from summarizer.errors import InvalidDateError


@pytest.mark.parametrize(
    "stamp",
    [
        "2026-01-29",
        "2026-01-29T08:00:00Z",
        "2026-01-29T23:30:00-05:00",
        "2026-01-29 08:00:00 UTC",
        "2026-01-29 08:00 +0000",
        "2026-01-29T08:00:00.000000000Z",
        " 2026-01-29 ",
        "20260129",
        "20260129T103000Z",
        "20260129103000",
        "2026/01/29",
        "2026-1-29",
        "Thu, 29 Jan 2026 08:00:00 GMT",
        "29 Jan 2026 08:00:00 +0100",
        "Thu, 29 Jan 26 08:00 EST",
        1769673600,
        1769673600.5,
        1769673600000,
        "1769673600",
        "1769673600000",
        "January 29, 2026",
        "Jan. 29, 2026 8:00 AM",
        "29 January 2026",
        "Thursday, January 29, 2026",
        "29th January 2026",
        date(2026, 1, 29),
        datetime(2026, 1, 29, 8, tzinfo=UTC),
    ],
    ids=repr,
)
def test_the_day_of_a_stamp(stamp: object) -> None:
    assert day_of(stamp) == date(2026, 1, 29)


@pytest.mark.parametrize(
    "stamp",
    [None, "", " ", "null", "None", "N/A", "-", "unknown", 0, "0", 0.0, "0000-00-00", "0000-00-00 00:00:00"],
    ids=repr,
)
def test_an_empty_stamp_is_no_day(stamp: object) -> None:
    assert day_of(stamp) is None


@pytest.mark.parametrize(
    "stamp",
    [
        "soon",
        "next week",
        "01/02/2026",
        "2026-02-31",
        "29.01.",
        True,
        [],
        {},
        float("nan"),
        float("inf"),
        1e30,
        -1e30,
        "x" * 10_000,
    ],
    ids=lambda s: repr(s)[:20],
)
def test_what_is_no_day_is_an_error(stamp: object) -> None:
    with pytest.raises(InvalidDateError, match="invalid publication date"):
        day_of(stamp)


@given(st.text() | st.floats() | st.integers() | st.text("0123456789-/:TZ ,Jan", max_size=30))
def test_any_stamp_gives_a_day_or_that_error(stamp: object) -> None:
    try:
        day = day_of(stamp)
    except InvalidDateError:
        return
    assert day is None or isinstance(day, date)
