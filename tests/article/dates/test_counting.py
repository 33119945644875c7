"""Phrases that count, list or look back: tables of kinds. Published on Thursday, January 29, 2026."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.article.dates.resolving import resolve

THURSDAY = date(2026, 1, 29)


def days(phrase: str, past: bool | None, *, whole: bool = False) -> str | None:
    """Return 'start', or 'start end', or None."""
    when = resolve(phrase, THURSDAY, past=past, whole=whole)
    if when.start is None:
        return None
    return f"{when.start}" if when.start == when.end else f"{when.start} {when.end}"


@pytest.mark.parametrize(
    ("phrase", "past", "expected"),
    [
        ("within 48 hours", False, "2026-01-29 2026-01-31"),
        ("in the next 72 hours", False, "2026-01-29 2026-02-01"),
        ("within the next 24 hours", False, "2026-01-29 2026-01-30"),
        ("in 36 hours", False, "2026-01-29 2026-01-31"),
        ("in the past 24 hours", True, "2026-01-28 2026-01-29"),
        ("over the last 48 hours", True, "2026-01-27 2026-01-29"),
        ("during the past 72 hours", True, "2026-01-26 2026-01-29"),
        ("48 hours ago", True, "2026-01-27"),
        ("three hours ago", True, "2026-01-29"),
        ("hours ago", True, "2026-01-29"),
        ("within 48 hours", True, None),
        ("within six hours", False, None),
        ("in the past 12 hours", True, None),
        ("within two weeks", True, None),
        ("within 30 days", True, None),
        ("within a month", False, "2026-01-29 2026-02-28"),
    ],
)
def test_hours_are_rounded_up_to_days_and_what_the_story_counts_has_none(
    phrase: str, past: bool, expected: str | None
) -> None:
    assert days(phrase, past) == expected


@pytest.mark.parametrize(
    ("phrase", "past", "expected"),
    [
        ("two days after March 3", False, "2026-03-05"),
        ("a day after Friday's attack", True, "2026-01-24"),
        ("the day after Monday’s vote", True, "2026-01-27"),
        ("the day after Christmas", True, "2025-12-26"),
        ("two days before Christmas", False, "2026-12-23"),
        ("a week before Christmas", True, "2025-12-18"),
        ("the day before Monday's summit", False, "2026-02-01"),
        ("the night before the January 26 hearing", True, "2026-01-25"),
        ("three days before the January 26 vote", True, "2026-01-23"),
        ("hours after Tuesday's vote", True, "2026-01-27"),
        ("just hours before Sunday's polls", False, "2026-02-01"),
        ("the eve of Monday's vote", False, "2026-02-01"),
        ("a week after January 5, 2026", True, "2026-01-12"),
        ("10 days following March 1, 2026", False, "2026-03-11"),
        ("a month after the December 3 raid", True, "2026-01-01 2026-01-31"),
        ("a year after January 6, 2021", True, "2022-01-01 2022-01-31"),
        ("a year after the Oct. 7 attacks", True, None),
        ("two days after the coup", True, None),
        ("a day after", True, None),
        ("days after the vote", True, None),
        ("a week after being elected", True, None),
    ],
)
def test_what_counts_from_a_date_in_the_phrase_has_days(phrase: str, past: bool, expected: str | None) -> None:
    assert days(phrase, past) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "that day",
        "that Friday",
        "on that Friday",
        "that week",
        "that same day",
        "the same day",
        "the same week",
        "the next day",
        "the next morning",
        "the next Tuesday",
        "the following day",
        "the following Monday",
        "the following week",
        "the following year",
        "by the following Friday",
        "the previous day",
        "the previous week",
        "the previous year",
        "the end of the following week",
        "later that month",
        "early the next morning",
        "two weeks later",
        "a year earlier",
        "every Tuesday",
        "each January",
        "ahead of the November 3 election",
        "in the run-up to the May 7 vote",
        "for the first time since 2019",
        "the highest since March 2020",
        "the last five months of her life",
        "the three months to June",
        "the year ended March 31",
        "the nine months through September",
    ],
)
@pytest.mark.parametrize("past", [True, False, None])
def test_what_counts_from_another_day_of_the_story_has_no_days(phrase: str, past: bool | None) -> None:
    assert days(phrase, past) is None


@pytest.mark.parametrize(
    ("phrase", "past", "expected"),
    [
        ("Tuesday, Wednesday and Thursday", True, "2026-01-27 2026-01-29"),
        ("14, 15 and 16 June", False, "2026-06-14 2026-06-16"),
        ("June 14, 15 and 16, 2026", None, "2026-06-14 2026-06-16"),
        ("24/25 January", True, "2026-01-24 2026-01-25"),
        ("between 1 and 5 February", False, "2026-02-01 2026-02-05"),
        ("from 1 to 5 February", False, "2026-02-01 2026-02-05"),
        ("next Monday through Wednesday", False, "2026-02-02 2026-02-04"),
        ("2021–24", True, "2021-01-01 2024-12-31"),
        ("Thursday night into Friday morning", True, "2026-01-22 2026-01-23"),
        ("winter 2025-26", True, "2025-12-01 2026-02-28"),
        ("the winter of 2025-2026", True, "2025-12-01 2026-02-28"),
        ("2009-11", True, None),
        ("between now and June", False, "2026-01-29 2026-06-30"),
        ("from now until the end of March", None, "2026-01-29 2026-03-31"),
        ("January or February", False, "2026-01-01 2026-02-28"),
        ("late January or early February", False, "2026-01-21 2026-02-10"),
        ("on Sunday or Monday", False, "2026-02-01 2026-02-02"),
        ("the 2025-26 season", False, None),
    ],
)
def test_lists_and_spans_run_from_the_first_to_the_last(phrase: str, past: bool | None, expected: str | None) -> None:
    assert days(phrase, past) == expected


@pytest.mark.parametrize(
    ("phrase", "past", "expected"),
    [
        ("more than two years ago", True, "2024-01-01 2024-12-31"),
        ("just over a week ago", True, "2026-01-19 2026-01-25"),
        ("less than a month ago", True, "2025-12-01 2025-12-31"),
        ("roughly 18 months ago", True, "2024-07-01 2024-07-31"),
        ("eighteen months ago", True, "2024-07-01 2024-07-31"),
        ("twenty-five years ago", True, "2001-01-01 2001-12-31"),
        ("a couple weeks ago", True, "2026-01-12 2026-01-18"),
        ("a year and a half ago", True, "2024-07-01 2024-07-31"),
        ("two and a half years ago", True, "2023-07-01 2023-07-31"),
        ("thirty one days ago", True, "2025-12-29"),
        ("past two weeks", True, "2026-01-16 2026-01-29"),
        ("last three months", True, "2025-10-30 2026-01-29"),
        ("later in the week", False, "2026-01-29 2026-02-01"),
        ("earlier in the month", True, "2026-01-01 2026-01-29"),
        ("the 15th of this month", True, "2026-01-15"),
        ("on the 10th", False, "2026-02-10"),
        ("on the 15th", True, "2026-01-15"),
        ("for a third consecutive day", True, "2026-01-29"),
        ("a second straight night", True, "2026-01-29"),
        ("the fourth day in a row", True, "2026-01-29"),
        ("just after midnight on Sunday", True, "2026-01-25"),
        ("shortly before noon on Monday", True, "2026-01-26"),
        ("with effect from 1 July", False, "2026-07-01"),
        ("at least until June", False, "2026-01-29 2026-06-30"),
        ("prior to March 1", False, "2026-01-29 2026-02-28"),
        ("through the end of June", False, "2026-01-29 2026-06-30"),
        ("by the end of June 2028", False, "2026-01-29 2028-06-30"),
    ],
)
def test_numbers_in_words_and_words_around_a_date_are_read(phrase: str, past: bool, expected: str) -> None:
    assert days(phrase, past) == expected


@pytest.mark.parametrize("phrase", ["hours later", "three hours later", "since the crisis began in December"])
def test_a_guess_from_a_part_of_the_phrase_can_be_told_from_a_reading_of_the_whole(phrase: str) -> None:
    assert days(phrase, True) is not None
    assert days(phrase, True, whole=True) is None
