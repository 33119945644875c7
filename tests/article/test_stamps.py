"""Publication stamps: the day, or none, or an error that shows the stamp."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer.article.inputs import as_article, parse_day
from summarizer.article.stamps import day_of
from summarizer.errors import InputError, InvalidDateError
from summarizer.schema import Article


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
        "29.01.2026",
        "29.1.2026 17:00",
        "29. 1. 2026",
        "Do., 29.01.2026, 17:00 Uhr",
        "29/01/2026",
        "01/29/2026 5:00 PM",
        "29-01-2026",
        "29-Jan-2026",
        "29Jan2026",
        "2026 Jan 29",
        "Jan. 29, 2026 5:00 PM ET",
        "Updated Jan. 29, 2026",
        "5 p.m. ET, Thursday, Jan 29, 2026",
        "Published: 29 January 2026 17.00 GMT",
        "JANUARY 29TH, 2026",
        "Thu Jan 29 17:00:00 EST 2026",
        "2026年1月29日",
        "2026年01月29日（木） 17時00分",
        "２０２６年１月２９日",
        "2026.01.29",
        "2026. 1. 29.",
        "2026년 1월 29일",
        "29 janvier 2026 à 17h00",
        "Donnerstag, 29. Januar 2026",
        "29 de enero de 2026",
        "29 de janeiro de 2026",
        "29 gennaio 2026",
        "29 januari 2026",
        "29 stycznia 2026",
        "29 января 2026 г.",
        "29 Ocak 2026",
        "29 يناير 2026",
        "٢٩ يناير ٢٠٢٦",
        "२९ जनवरी २०२६",
        "1769673600000000",
        1769673600000000000,
        "/Date(1769673600000+0100)/",
        "2026-01-29T08:00:00[Europe/Paris]",
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
        "02/03/2026",
        "3-2-2026",
        "1/29/26",
        "29.01.26",
        "29 Jan 26",
        "29 listopad 2026",
        "2026-29-01",
        "45/45/2026",
        "30 février 2026",
        "2026-01",
        "January 2026",
        "29 January",
        "2 hours ago",
        "29 Smarch 2026",
        "Jan 28, 2026, updated Jan 29, 2026",
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


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("02.03.2026", date(2026, 3, 2)),  # between dots, the day comes first
        ("03/03/2026", date(2026, 3, 3)),
        ("1er février 2026", date(2026, 2, 1)),
        ("1º de marzo de 2026", date(2026, 3, 1)),
        ("3 mars 2026", date(2026, 3, 3)),
        ("15 июня 2026 года", date(2026, 6, 15)),
        ("6 juillet 2026", date(2026, 7, 6)),
        ("4. März 2026", date(2026, 3, 4)),
        ("Sept. 5, 2026", date(2026, 9, 5)),
    ],
)
def test_the_day_of_a_stamp_that_could_be_taken_for_another(stamp: str, day: date) -> None:
    assert day_of(stamp) == day


def test_the_error_tells_the_days_that_it_could_be_and_the_forms_that_are_read() -> None:
    with pytest.raises(InvalidDateError, match="could be 2026-02-03 or 2026-03-02") as caught:
        day_of("02/03/2026")
    for form in ("2026-01-29", "29.01.2026", "January 29, 2026", "Thu, 29 Jan 2026 08:00:00 GMT"):
        assert form in str(caught.value)
        assert day_of(form) == date(2026, 1, 29)


@pytest.mark.parametrize("given", ["29.01.2026", "Jan. 29, 2026", "2026-01-29", date(2026, 1, 29)])
def test_the_day_that_a_caller_gives_may_have_the_same_forms(given: str | date) -> None:
    assert parse_day(given) == as_article("One.", given).published == date(2026, 1, 29)


@given(st.text() | st.floats() | st.integers() | st.text("0123456789-/:TZ ,Jan", max_size=30))
def test_any_stamp_gives_a_day_or_that_error(stamp: object) -> None:
    try:
        day = day_of(stamp)
    except InvalidDateError:
        return
    assert day is None or isinstance(day, date)


@pytest.mark.parametrize(
    "given",
    [
        date(2026, 1, 29),
        datetime(2026, 1, 29, 23, 59),
        datetime(2026, 1, 29, 23, 59, tzinfo=timezone(-timedelta(hours=11))),
        pandas.Timestamp("2026-01-29 23:59"),
        pandas.Timestamp("2026-01-29 23:59", tz="America/New_York"),
        "2026-01-29",
        "2026-01-29T23:59:00Z",
        "2026-01-29T23:59:00.123+14:00",
        "2026-01-29 23:59:00",
    ],
)
def test_an_article_takes_times_as_databases_and_frames_have_them(given: Any) -> None:
    assert Article(text="One.", published=given).published == date(2026, 1, 29)
    assert as_article("One.", given).published == date(2026, 1, 29)


def test_no_time_of_a_frame_is_no_day() -> None:
    nothing: Any = pandas.NaT
    assert Article(text="One.", published=nothing).published is None
    with pytest.raises(InvalidDateError):
        as_article("One.", nothing)


@pytest.mark.parametrize("given", ["12:30", "2026-13-29T00:00:00", "soon: 2026"])
def test_what_is_no_time_is_no_day_of_an_article(given: Any) -> None:
    with pytest.raises(ValidationError):
        Article(text="One.", published=given)


@pytest.mark.parametrize("title", [5, float("nan"), b"Reyes", ["Reyes"]])
def test_a_title_that_is_no_text_is_told(title: Any) -> None:
    with pytest.raises(InputError, match="title"):
        as_article("One.", None, title)
