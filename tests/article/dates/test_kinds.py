"""Kinds of date phrases of the world's text, each as a table. Published on a Thursday, if nothing else is said."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.article.dates.resolving import find, resolve

THURSDAY = date(2026, 1, 29)


def days(
    phrase: str, *, published: date = THURSDAY, past: bool | None = None, country: str | None = None
) -> str | None:
    """Return 'start', or 'start end', or None."""
    when = resolve(phrase, published, past=past, country=country)
    if when.start is None:
        return None
    return f"{when.start}" if when.start == when.end else f"{when.start} {when.end}"


def found(sentence: str) -> list[str]:
    """Return the date phrases of a sentence."""
    return [phrase.text for phrase in find(sentence, THURSDAY)]


@pytest.mark.parametrize(
    "phrase",
    ["fiscal 2025", "in fiscal 2025", "fiscal year 2025", "the 2025 fiscal year", "FY25", "FY2025", "FY 2025-26",
     "this fiscal year", "the second quarter of fiscal 2026", "Q3 FY26", "fiscal third quarter", "the tax year",
     "the 2025-26 season", "the 2025/26 school year", "the 2024-25 academic year", "by the end of the fiscal year",
     "the current financial year", "the next school year", "at the beginning of the school year", "in 2027-28",
     "in the year to March", "in the 12 months to September", "in the three months ended June 30",
     "in the June quarter"],
)  # fmt: skip
def test_periods_with_their_own_beginning_are_found_and_have_no_days(phrase: str) -> None:
    assert days(phrase) is None
    (only,) = find(f"Sales rose {phrase}.", THURSDAY)
    assert only.text in phrase
    assert only.when.start is None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("spring 2026", "2026-09-01 2026-11-30"),
        ("the summer of 2026", "2026-12-01 2027-02-28"),
        ("autumn 2026", "2026-03-01 2026-05-31"),
        ("winter 2026", "2026-06-01 2026-08-31"),
    ],
)
def test_seasons_south_of_the_equator(phrase: str, expected: str) -> None:
    assert days(phrase, country="AU") == expected


PARTS = [
    ("in the last week of December", "2025-12-25 2025-12-31"),
    ("the first week of May 2026", "2026-05-01 2026-05-07"),
    ("the second week of next month", "2026-02-08 2026-02-14"),
    ("the first three days of March 2026", "2026-03-01 2026-03-03"),
    ("the last two weeks of 2025", "2025-12-18 2025-12-31"),
    ("the second half of the year", "2026-07-01 2026-12-31"),
    ("the first half of March 2026", "2026-03-01 2026-03-15"),
    ("the second half of the 1990s", "1995-01-01 1999-12-31"),
    ("the last third of April 2026", "2026-04-21 2026-04-30"),
    ("the first half of the 19th century", "1801-01-01 1850-12-31"),
    ("the final quarter of 2025", "2025-10-01 2025-12-31"),
    ("the first weekend of March 2026", "2026-03-07 2026-03-08"),
    ("the last Friday of the month", "2026-01-30"),
    ("the third Monday in January", "2026-01-19"),
    ("the last day of May 2026", "2026-05-31"),
    ("the first month of the year", "2026-01-01 2026-01-31"),
    ("the first days of May 2026", "2026-05-01 2026-05-10"),
    ("the last weeks of 2025", "2025-12-01 2025-12-31"),
    ("early this week", "2026-01-26 2026-01-28"),
    ("late last week", "2026-01-22 2026-01-25"),
    ("the middle of next week", "2026-02-03 2026-02-05"),
    ("the end of this week", "2026-01-30 2026-02-01"),
    ("mid-2026", "2026-05-01 2026-08-31"),
    ("early next year", "2027-01-01 2027-04-30"),
    ("late 2025", "2025-09-01 2025-12-31"),
    ("halfway through 2027", "2027-05-01 2027-08-31"),
    ("the start of the year", "2026-01-01 2026-04-30"),
    ("early in the autumn of 2025", "2025-09-01 2025-09-30"),
    ("late summer 2026", "2026-08-01 2026-08-31"),
    ("late in the third quarter of 2025", "2025-07-01 2025-09-30"),
    ("the week of March 3, 2026", "2026-03-02 2026-03-08"),
    ("the week ending January 30", "2026-01-24 2026-01-30"),
    ("the week beginning February 2", "2026-02-02 2026-02-08"),
]
OTHER_WEEKS = [
    ("on Friday next week", "2026-02-06"),
    ("Friday of next week", "2026-02-06"),
    ("Monday of last week", "2026-01-19"),
    ("next week on Friday", "2026-02-06"),
    ("Wednesday morning next week", "2026-02-04"),
    ("Friday of this week", "2026-01-30"),
    ("Monday through Wednesday next week", "2026-02-02 2026-02-04"),
    ("a week on Tuesday", "2026-02-10"),
    ("a week from Tuesday", "2026-02-10"),
    ("two weeks from Friday", "2026-02-13"),
    ("Tuesday week", "2026-02-10"),
    ("the Friday after next", "2026-02-13"),
    ("the Sunday before last", "2026-01-18"),
    ("a week ago Tuesday", "2026-01-20"),
    ("two weeks ago on Friday", "2026-01-16"),
    ("the week after next", "2026-02-09 2026-02-15"),
    ("the month before last", "2025-11-01 2025-11-30"),
    ("a week from today", "2026-02-05"),
    ("a year ago today", "2025-01-29"),
    ("Friday the 30th", "2026-01-30"),
]
LONGER = [
    ("a fortnight ago", "2026-01-12 2026-01-18"),
    ("in a fortnight's time", "2026-02-09 2026-02-15"),
    ("the past fortnight", "2026-01-16 2026-01-29"),
    ("within a fortnight", "2026-01-29 2026-02-12"),
    ("a decade ago", "2010-01-01 2019-12-31"),
    ("the '90s", "1990-01-01 1999-12-31"),
    ("the nineties", "1990-01-01 1999-12-31"),
    ("the mid-1990s", "1994-01-01 1996-12-31"),
    ("the late 1980's", "1987-01-01 1989-12-31"),
    ("the 1800s", "1800-01-01 1899-12-31"),
    ("the 19th century", "1801-01-01 1900-12-31"),
    ("the nineteenth century", "1801-01-01 1900-12-31"),
    ("this time last year", "2025-01-01 2025-01-31"),
    ("this century", "2001-01-01 2100-12-31"),
    ("two centuries ago", "1826-01-01 1826-12-31"),
    ("half a century ago", "1976-01-01 1976-12-31"),
]
ENDS = [
    ("by year end", "2026-01-29 2026-12-31"),
    ("by year's end", "2026-01-29 2026-12-31"),
    ("at year-end", "2026-12-01 2026-12-31"),
    ("at year-end 2026", "2026-12-01 2026-12-31"),
    ("at month-end", "2026-01-25 2026-01-31"),
    ("by quarter-end", "2026-01-29 2026-03-31"),
    ("by the end of the quarter", "2026-01-29 2026-03-31"),
    ("end of 2025", "2025-12-01 2025-12-31"),
    ("by end-2026", "2026-01-29 2026-12-31"),
    ("end-March 2026", "2026-03-25 2026-03-31"),
    ("in midweek", "2026-01-27 2026-01-29"),
    ("by mid-March", "2026-01-29 2026-03-15"),
    ("by mid-2027", "2026-01-29 2027-06-30"),
    ("by the middle of next year", "2026-01-29 2027-06-30"),
    ("by early 2027", "2026-01-29 2027-04-30"),
    ("before the end of the month", "2026-01-29 2026-01-31"),
]
TIMES = [
    ("On Thursday morning, April 30", "2026-04-30"),
    ("Thursday evening, April 30, 2026", "2026-04-30"),
    ("late on Thursday, April 30", "2026-04-30"),
    ("April 30 at 5 p.m.", "2026-04-30"),
    ("Friday, Jan. 30, 2026, at 5 p.m.", "2026-01-30"),
    ("the night of April 30", "2026-04-30"),
    ("Friday (January 30)", "2026-01-30"),
    ("today, January 29", "2026-01-29"),
    ("by the end of the day Saturday", "2026-01-29 2026-01-31"),
    ("by close of business Friday", "2026-01-29 2026-01-30"),
    ("by 5 p.m. ET Friday", "2026-01-29 2026-01-30"),
    ("by 17:00 GMT on Friday", "2026-01-29 2026-01-30"),
    ("by midnight on Friday", "2026-01-29 2026-01-30"),
    ("by noon Saturday", "2026-01-29 2026-01-31"),
    ("no later than June 30", "2026-01-29 2026-06-30"),
    ("on or before June 30", "2026-01-29 2026-06-30"),
    ("up to and including Friday", "2026-01-29 2026-01-30"),
    ("by the end of the day", "2026-01-29"),
    ("today, April 30", None),
]


@pytest.mark.parametrize(("phrase", "expected"), [*PARTS, *OTHER_WEEKS, *LONGER, *ENDS, *TIMES])
def test_phrases(phrase: str, expected: str | None) -> None:
    assert days(phrase) == expected


@pytest.mark.parametrize("phrase", [p for p, _ in [*PARTS, *OTHER_WEEKS, *LONGER, *ENDS]])
def test_they_are_found_as_one_phrase(phrase: str) -> None:
    (only,) = found(f"It happened {phrase}.")
    assert only in phrase
    assert days(only) == days(phrase)


@pytest.mark.parametrize(
    ("phrase", "published", "past", "expected"),
    [
        ("over the weekend", date(2026, 2, 2), None, "2026-01-31 2026-02-01"),
        ("over the weekend", THURSDAY, True, "2026-01-24 2026-01-25"),
        ("over the weekend", THURSDAY, False, "2026-01-31 2026-02-01"),
        ("at the weekend", date(2026, 1, 30), None, "2026-01-31 2026-02-01"),
        ("this weekend", THURSDAY, False, "2026-01-31 2026-02-01"),
        ("this weekend", THURSDAY, True, "2026-01-24 2026-01-25"),
        ("the weekend", date(2026, 2, 1), None, "2026-01-31 2026-02-01"),
        ("this past weekend", THURSDAY, True, "2026-01-24 2026-01-25"),
        ("last weekend", THURSDAY, True, "2026-01-24 2026-01-25"),
        ("next weekend", THURSDAY, False, "2026-02-07 2026-02-08"),
        ("the coming weekend", THURSDAY, False, "2026-01-31 2026-02-01"),
        ("the weekend before last", THURSDAY, True, "2026-01-17 2026-01-18"),
        ("by the weekend", THURSDAY, False, "2026-01-29 2026-02-01"),
        ("Saturday and Sunday", THURSDAY, True, "2026-01-24 2026-01-25"),
        ("Saturday and Sunday", THURSDAY, False, "2026-01-31 2026-02-01"),
        ("the weekend of May 2", THURSDAY, False, "2026-05-02 2026-05-03"),
        # written on a Sunday
        ("early this past week", date(2026, 2, 1), True, "2026-01-26 2026-01-28"),
        ("this past week", date(2026, 2, 1), True, "2026-01-26 2026-02-01"),
        ("last week", date(2026, 2, 1), True, "2026-01-19 2026-01-25"),
        ("year-end", THURSDAY, True, "2025-12-01 2025-12-31"),
    ],
)
def test_weekends(phrase: str, published: date, past: bool | None, expected: str) -> None:
    assert days(phrase, published=published, past=past) == expected


@pytest.mark.parametrize(
    ("phrase", "past", "country", "expected"),
    [
        ("2026/02/03", None, None, "2026-02-03"),
        ("2026.02.03", None, None, "2026-02-03"),
        ("2026-2-3", None, None, "2026-02-03"),
        ("3-Feb-2026", None, None, "2026-02-03"),
        ("25/12/2026", None, None, "2026-12-25"),
        ("12/25/2026", None, None, "2026-12-25"),
        ("13.2.2026", None, None, "2026-02-13"),
        ("02/02/2026", None, None, "2026-02-02"),
        ("12/25/2026", None, "GB", "2026-12-25"),
        ("02/03/2026", None, None, None),
        ("3.2.2026", None, None, None),
        ("02/03/2026", False, None, None),
        ("02/03/2026", None, "US", "2026-02-03"),
        ("02/03/2026", None, "ph", "2026-02-03"),
        ("02/03/2026", None, "GB", "2026-03-02"),
        ("02/03/2026", None, "uk", "2026-03-02"),
        ("3.2.2026", None, "DE", "2026-02-03"),
        ("02/03/2026", None, "CA", None),
        ("02/03/2026", None, "nowhere", None),
        ("01/02/2026", True, None, "2026-01-02"),
        ("01/12/2025", True, None, None),
        ("12/01/2026", True, None, "2026-01-12"),
        ("13/13/2026", None, "US", None),
    ],
)
def test_numbers_in_all_orders(phrase: str, past: bool | None, country: str | None, expected: str | None) -> None:
    assert days(phrase, past=past, country=country) == expected


def test_the_region_of_the_language_tells_the_order() -> None:
    assert str(resolve("02/03/2026", THURSDAY, "en-GB").start) == "2026-03-02"
    assert str(resolve("02/03/2026", THURSDAY, "en_US").start) == "2026-02-03"
    assert str(resolve("02/03/2026", THURSDAY, "fr").start) == "2026-03-02"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("on New Year's Eve", "2025-12-31"),
        ("New Year’s Day", "2026-01-01"),
        ("Christmas", "2025-12-25"),
        ("on Christmas Eve", "2025-12-24"),
        ("Christmas Day 2024", "2024-12-25"),
        ("last Christmas", "2025-12-25"),
        ("next Easter", "2026-04-05"),
        ("Easter Monday", "2026-04-06"),
        ("Good Friday", "2026-04-03"),
        ("Easter weekend", "2026-04-03 2026-04-06"),
        ("Whit Monday 2026", "2026-05-25"),
        ("Boxing Day", "2025-12-26"),
        ("Halloween", "2025-10-31"),
        ("Valentine's Day", "2026-02-14"),
        ("St. Patrick's Day", "2026-03-17"),
        ("International Women's Day", "2026-03-08"),
        ("May Day 2026", "2026-05-01"),
        ("Anzac Day", "2026-04-25"),
        ("by New Year's Eve", "2026-01-29 2026-12-31"),
        # their day depends on the country
        ("Independence Day", None),
        ("Thanksgiving", None),
        ("Labour Day", None),
    ],
)
def test_holidays_of_the_world(phrase: str, expected: str | None) -> None:
    assert days(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "country", "expected"),
    [
        ("Thanksgiving", "US", "2025-11-27"),
        ("Thanksgiving 2026", "US", "2026-11-26"),
        ("Thanksgiving weekend", "US", "2025-11-27 2025-11-30"),
        ("Independence Day", "US", "2026-07-04"),
        ("Independence Day", "IN", "2025-08-15"),
        ("Republic Day", "IN", "2026-01-26"),
        ("Labor Day weekend", "US", "2025-08-30 2025-09-01"),
        ("Labour Day", "CA", "2025-09-01"),
        ("National Day", "FR", "2026-07-14"),
        ("Diwali", "IN", "2025-10-20"),
        ("Christmas", "RU", "2026-01-07"),
        ("Easter Sunday", "GR", "2026-04-12"),
        ("Independence Day", "XX", None),
        # no other country's English has them
        ("Memorial Day", None, "2026-05-25"),
        ("Martin Luther King Jr. Day", None, "2026-01-19"),
        ("Presidents' Day", None, "2026-02-16"),
    ],
)
def test_holidays_of_a_country(phrase: str, country: str | None, expected: str | None) -> None:
    pytest.importorskip("holidays")
    assert days(phrase, country=country) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # people and events that are called like months
        ("April Jones resigned.", []),
        ("June Carter sang with August Wilson.", []),
        ("President May met April O'Neil in August.", ["August"]),
        ("Theresa May said so in May.", ["May"]),
        ("Jan Egeland spoke in Jan. 2020.", ["Jan. 2020"]),
        ("The March on Washington drew crowds.", []),
        ("Thousands joined the March for Life.", []),
        ("In March on Tuesday they met.", ["March", "Tuesday"]),
        ("They may march.", []),
        ("The April Consumer Price Index rose; US April inflation fell.", ["April", "April"]),
        ("In April Jones resigned.", ["April"]),
        # weekdays and holidays in names
        ("They saw Bloody Sunday in The Sunday Times.", []),
        ("The Sun. It said so.", []),
        ("Ruby Tuesday opens Tuesday.", ["Tuesday"]),
        ("The Good Friday Agreement was signed on Good Friday.", ["Good Friday"]),
        ("He lives on Christmas Island, and returned at Christmas.", ["Christmas"]),
        ("A march on Human Rights Day in Havana, Dec. 10, 2014.", ["Dec. 10, 2014"]),
        ("Christmas sales and Easter eggs sold well.", []),
        # programmes
        ("She said so on the channel's This Week.", []),
        ("She said so on This Week program in Orlen.", []),
        ("The Next Year festival opens next year.", ["next year"]),
        ("Board to Meet Next Week", ["Next Week"]),
        ("Board Will Meet Next Week in Orlen", ["Next Week"]),
        ("Last Week the Board Met; This Year It Will Not.", ["Last Week", "This Year"]),
        # seasons
        ("After the fall of Kabul in the fall of 2021.", ["the fall of 2021"]),
        ("In the Summer Olympics, nothing happened.", []),
        # counts and other numbers
        ("Resolution 1973 of 2011 helped 2000 people in 2012.", ["2011", "2012"]),
        ("More than 1800 troops left; about 2000 villagers stayed.", []),
        ("It began at 1900 GMT on Flight 1549.", []),
        ("In 2016 many people left.", ["2016"]),
        ("The 2016 elections came after 1950 km.", ["2016"]),
        ("21st century threats of the 20th century.", ["the 20th century"]),
        ("Year-end results were good at year-end.", ["year-end"]),
        ("The weekend edition said so.", []),
        ("He scored in the second half of the game, in the first half of 2025.", ["the first half of 2025"]),
        # what stands before and after
        ("By 5 p.m. Friday it must pay, or by the end of the day Saturday.",
         ["By 5 p.m. Friday", "by the end of the day Saturday"]),
        ("It opens at 9 a.m. Friday.", ["Friday"]),
        ("It rained over the weekend.", ["over the weekend"]),
    ],
)  # fmt: skip
def test_what_looks_like_a_date(sentence: str, expected: list[str]) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # a timetable is in the present tense
        ("The treaty expires in November.", "2026-11-01"),
        ("The ban takes effect in March.", "2026-03-01"),
        ("The trial begins in June.", "2026-06-01"),
        ("The talks resume in December.", "2026-12-01"),
        ("The festival opens Tuesday.", "2026-02-03"),
        ("The polls close on Tuesday.", "2026-02-03"),
        ("The report is due in May.", "2026-05-01"),
        ("The committee meets Monday.", "2026-02-02"),
        ("Parliament votes on Tuesday.", "2026-02-03"),
        ("The law enters into force in October.", "2026-10-01"),
        ("Voters go to the polls on November 3.", "2026-11-03"),
        ("He must leave in April.", "2026-04-01"),
        ("They have until Tuesday to respond.", "2026-02-03"),
        # a plan is for a day to come, even of what was cancelled
        ("He canceled a visit planned for June.", "2026-06-01"),
        ("A vote scheduled for Tuesday was dropped.", "2026-02-03"),
        ("The vote, postponed until June, was close.", "2026-06-01"),
        # and these are past
        ("The treaty expired in November.", "2025-11-01"),
        ("Senate votes Tuesday to confirm Reyes.", "2026-01-27"),
        ("The party won 500 votes in June.", "2025-06-01"),
        ("The vote had been scheduled for June.", "2025-06-01"),
        ("Storm kills 12 in August.", "2025-08-01"),
        ("Talks did not resume in December.", "2025-12-01"),
    ],
)
def test_the_tense_of_what_is_to_come(sentence: str, expected: str) -> None:
    (only,) = find(sentence, THURSDAY)
    assert str(only.when.start) == expected
