"""Rules for English phrases that mean a part of a period, or a period around a day.

A rule is a pattern with the group `whole`, and a function from its match and the days of `whole` to days. `english`
resolves `whole`, so that every part can be one of every period: "the last week of December", "early this past week".
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from summarizer.article.dates import calendar
from summarizer.article.dates.calendar import Days, Frame
from summarizer.article.dates.holidays import NAME
from summarizer.article.dates.words import (
    CLOCK,
    COUNT,
    DASH,
    DAY,
    HOURS,
    MONTH,
    ORDINALS,
    PERIOD,
    SEASONS,
    SOME_DAY,
    WEEKDAY,
    YEAR,
    any_of,
    count,
    weekday_number,
)
from summarizer.schema import Granularity

Part = Callable[[re.Match[str], Days, Frame], Days]
_ONE_DAY = timedelta(days=1)


def _range(start: date, end: date) -> Days:
    return Days(start, end, Granularity.RANGE)


def _stage(m: re.Match[str], whole: Days, frame: Frame) -> Days:
    """Return a part of a period: a third for "early", "mid" and "late", its last days or December for "the end of".

    Thirds are ten days of a month, four months of a year, a month of a season; "the early '80s" are four years, the
    late ones three. No part of a quarter or a century is agreed on: the whole is returned, correct but not exact.
    """
    stage = m["stage"].lower()
    if whole.start == whole.end:
        return whole
    first = re.search("early|first|beginning|start|open", stage) is not None
    last = re.search("late|last|final|closing|end|close", stage) is not None
    days = re.search("days|weeks", stage) is not None
    match whole.granularity:
        case Granularity.YEAR if days or re.search("end|close", stage):
            return calendar.month(whole.start.year, 1 if first else 12)
        case Granularity.WEEK | Granularity.MONTH if re.search("end|close", stage):
            length = 6 if whole.granularity is Granularity.MONTH else 2
            return _range(whole.end - timedelta(days=length), whole.end)
        case Granularity.WEEK:
            since, until = (0, 2) if first else (3, 6) if last else (1, 3)
            return _range(whole.start + timedelta(days=since), whole.start + timedelta(days=until))
        case Granularity.MONTH:
            tenth, twentieth = whole.start.replace(day=10), whole.start.replace(day=20)
            if first:
                return _range(whole.start, tenth)
            return _range(twentieth + _ONE_DAY, whole.end) if last else _range(tenth + _ONE_DAY, twentieth)
        case Granularity.YEAR | Granularity.SEASON:
            return _share(whole, 1 if first else 3 if last else 2, 3)
        case Granularity.DECADE:
            since, until = (0, 3) if first else (7, 9) if last else (4, 6)
            year = whole.start.year
            return _range(date(year + since, 1, 1), date(year + until, 12, 31))
    return whole


def _numbered(m: re.Match[str], whole: Days, frame: Frame) -> Days:
    """Return units counted from an end of a period: "the second week of May", "the last three days of the month"."""
    number = ORDINALS[m["ordinal"].lower()]
    many = count(m["count"]) if m["count"] else 1
    unit = m["unit"].lower()
    if m["count"] and abs(number) != 1:
        raise ValueError("'the second three days' are no days")
    if unit == "half" or unit == "third" or (unit == "quarter" and whole.granularity is not Granularity.YEAR):
        return _share(whole, number, {"half": 2, "third": 3, "quarter": 4}[unit])
    if unit in ("day", "week", "fortnight"):
        length = {"day": 1, "week": 7, "fortnight": 14}[unit]
        if number < 0:
            days = _range(whole.end - timedelta(days=length * many - 1), whole.end)
        else:
            start = whole.start + timedelta(days=length * (number - 1))
            days = _range(start, min(start + timedelta(days=length * many - 1), whole.end))
        if days.start == days.end:
            days = calendar.day(days.start)
    elif unit == "weekend":
        saturday = _nth_weekday(5, number, whole)
        days = _range(saturday, saturday + _ONE_DAY)
        return days
    else:
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
        if number < 0:
            start = calendar.moved(whole.end + _ONE_DAY, -months * many, "month")
        else:
            start = calendar.moved(whole.start, months * (number - 1), "month")
        end = calendar.moved(start, months * many, "month") - _ONE_DAY
        granularity = Granularity(unit) if many == 1 else Granularity.RANGE
        days = Days(start, end, granularity)
    if days.start < whole.start or days.end > whole.end:
        raise ValueError("longer than the period")
    return days


def _share(whole: Days, number: int, shares: int) -> Days:
    """Return a half, third or quarter of a period: in whole months if they can be divided, else in days."""
    at = shares - 1 if number < 0 else number - 1
    if at >= shares:
        raise ValueError("no such share")
    months = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
    complete = whole.start.day == 1 and whole.end.day == monthrange(whole.end.year, whole.end.month)[1]
    if complete and months % shares == 0:
        size = months // shares
        return calendar.months(whole.start.year, whole.start.month + size * at, size, Granularity.RANGE)
    length = (whole.end - whole.start).days + 1
    if length < 28:
        return whole  # weeks and days: what a half of them is, nobody agrees
    size = length // shares
    start = whole.start + timedelta(days=size * at)
    return _range(start, whole.end if at == shares - 1 else start + timedelta(days=size - 1))


def _nth_weekday(weekday: int, number: int, whole: Days) -> date:
    """Return the weekday of this number from the start of a period, or the last one; raise ValueError if none."""
    if number < 0:
        day = whole.end - timedelta(days=(whole.end.weekday() - weekday) % 7)
    else:
        day = whole.start + timedelta(days=(weekday - whole.start.weekday()) % 7, weeks=number - 1)
    if not whole.start <= day <= whole.end:
        raise ValueError("no such weekday")
    return day


def _weekday_in(m: re.Match[str], whole: Days, frame: Frame) -> Days:
    return calendar.day(_nth_weekday(weekday_number(m["weekday"]), ORDINALS[m["ordinal"].lower()], whole))


def _edge_of_day(m: re.Match[str], whole: Days, frame: Frame) -> Days:
    return whole


def _around(m: re.Match[str], whole: Days, frame: Frame) -> Days:
    """Return the week, the weekend or the month around a day: "the week of March 3", "the week ending Friday"."""
    unit, edge = m["unit"].lower(), (m["edge"] or "").lower()
    if re.search("ending|ended", edge):
        return _range(calendar.moved(whole.end, -1, unit) + _ONE_DAY, whole.end)
    if edge != "of":
        return _range(whole.start, calendar.moved(whole.start, 1, unit) - _ONE_DAY)
    return calendar.unit(unit, whole.start)


def _year_end(m: re.Match[str], whole: Days, frame: Frame) -> Days:
    """Return the end of a year as its December."""
    return calendar.month(whole.end.year, 12)


def _of_year(m: re.Match[str], whole: Days, frame: Frame) -> Days:
    """Return days of the year that is told behind them: "May 3 last year", "February 6 - this year"."""
    year = frame.day.year + {"last": -1, "this": 0, "next": 1}[m["which"].lower()]
    ahead = year - whole.start.year
    start, end = (one.replace(year=one.year + ahead) for one in (whole.start, whole.end))
    return Days(start, end, whole.granularity)


_NEAR_CLOCK = r"(?:(?:(?:just|shortly|soon)\s+)?(?:after|before|around|about)\s+)"
EDGE_OF_DAY = (
    rf"(?:(?:(?:the\s+)?(?:end|close|start|beginning)\s+of\s+(?:the\s+)?(?:(?:working\s+|business\s+)?day|business"
    rf"|trading|play)|COB|EOD|{_NEAR_CLOCK}?{CLOCK}|(?:early|late|the\s+{HOURS})(?:\s+of)?)(?:,?\s+on)?,?\s+)"
)
"""What stands before a day without changing it: "5 p.m. on", "the end of the day"."""
_STAGE = (
    r"(?:early|mid|late|(?:mid-?|half)way\s+through|(?:(?:the|its|their)\s+)?(?:very\s+)?(?:beginning|start|opening|middle|end|close)\s+of"
    r"|(?:the\s+)?(?:first|early|opening|last|closing|final)\s+(?:days|weeks)\s+of)"
)

RULES: list[tuple[str, Part]] = [
    (rf"(?P<stage>{_STAGE})[\s-]+(?:in\s+|of\s+)?(?P<whole>{PERIOD})", _stage),
    (
        rf"(?:the\s+)?(?P<ordinal>{any_of(ORDINALS)})\s+(?:(?P<count>{COUNT})\s+)?"
        rf"(?P<unit>day|week|fortnight|weekend|month|quarter|half|third|year|decade)s?\s+(?:of|in)\s+"
        rf"(?P<whole>{PERIOD})",
        _numbered,
    ),
    (
        rf"(?:the\s+)?(?P<ordinal>{any_of(ORDINALS)})\s+(?P<weekday>{WEEKDAY})\s+(?:of|in)\s+(?P<whole>{PERIOD})",
        _weekday_in,
    ),
    (rf"{EDGE_OF_DAY}(?P<whole>{SOME_DAY})", _edge_of_day),
    (rf"(?P<whole>{SOME_DAY})(?:,?\s+at|,)\s+(?:about\s+|around\s+)?{CLOCK}", _edge_of_day),
    (
        rf"(?:the\s+)?(?P<unit>week|weekend|month|fortnight)\s+"
        rf"(?P<edge>of|(?:that\s+)?(?:beginning|starting|commencing|ending|ended)(?:\s+on)?)\s+(?:the\s+)?"
        rf"(?P<whole>{SOME_DAY})",
        _around,
    ),
    (
        rf"(?P<whole>{MONTH}\s+{DAY}(?:{DASH}{DAY})?|{DAY}\s+(?:of\s+)?{MONTH}|{NAME}|{any_of(SEASONS)})"
        r"(?:,|\s+of|\s+[-–—])?\s+(?P<which>this|last|next)\s+year",
        _of_year,
    ),
    (rf"(?:year[\s-]end|end[\s-]year)\s+(?P<whole>{YEAR})", _year_end),
    (rf"(?P<stage>end|mid)[-\s](?P<whole>{YEAR}|{MONTH}(?:\s+{YEAR})?)", _stage),
]
"""The rules, in the order in which they are tried."""
