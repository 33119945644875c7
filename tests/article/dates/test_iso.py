"""Days that a model states: what is read, and why the rest is not."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.article.dates.iso import days_of, is_deadline

PUBLISHED = date(2026, 1, 29)


@pytest.mark.parametrize(
    ("text", "start", "end", "granularity"),
    [
        ("2019-03-15", "2019-03-15", "2019-03-15", "day"),
        ("2019-03-15/2019-03-20", "2019-03-15", "2019-03-20", "range"),
        ("2026-02-02/2026-02-08", "2026-02-02", "2026-02-08", "week"),
        ("2019-06", "2019-06-01", "2019-06-30", "month"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2019", "2019-01-01", "2019-12-31", "year"),
        ("2019/2021", "2019-01-01", "2021-12-31", "range"),
        ("2019-10/2019-12", "2019-10-01", "2019-12-31", "quarter"),
        ("2019-10-05/2019-12", "2019-10-05", "2019-12-31", "range"),
        ("../2028-06-30", "2026-01-29", "2028-06-30", "range"),
        ("2019-03-15/..", "2019-03-15", "2026-01-29", "range"),
        ("2030-05/..", "2030-05-01", "2030-05-31", "month"),
        (" 2019-03-15 ", "2019-03-15", "2019-03-15", "day"),
    ],
)
def test_days_intervals_months_and_years_are_read(text: str, start: str, end: str, granularity: str) -> None:
    assert tuple(map(str, days_of(text, PUBLISHED))) == (start, end, granularity)
    assert is_deadline(text) is text.startswith("../")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not of the form"), ("Friday", "not of the form"), ("15 March 2019", "not of the form"),
        ("../..", "not of the form"), ("2019-01-01/2019-02-01/2019-03-01", "not of the form"),
        ("2019-3-5", "not of the form"), ("2019-W12", "not of the form"), ("null", "not of the form"),
        ("２０１９-03-15-", "not of the form"), ("2019-03-15T10:00", "not of the form"),
        ("2019-02-30", "no such day"), ("2019-13-01", "no such day"), ("2019-00", "no such day"),
        ("2019-03-20/2019-03-15", "end before they start"),
        ("../2025-12-31", "end before they start"), ("0001-01-01", "year"), ("9999", "year"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        days_of(text, PUBLISHED)


def test_an_open_interval_needs_a_publication_date() -> None:
    assert str(days_of("2019-03-15", None).start) == "2019-03-15"
    with pytest.raises(ValueError, match="publication date"):
        days_of("2019-03-15/..", None)
