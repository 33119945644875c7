"""Days that a model states in ISO 8601: "2019-03-15", "2019-06", "2019", and intervals of two of them with "/".

An open side is written ".." (ISO 8601-2, also known as EDTF): "../2019-06-30" is a deadline, "2019-03-15/.." a period
that goes on. The module checks the form only; whether a model is right, nobody can.
"""

from __future__ import annotations

import re
from datetime import date

from summarizer.article.dates import calendar
from summarizer.article.dates.calendar import Days
from summarizer.schema import Granularity

EARLIEST, LATEST = 1000, 2200
"""The first and the last year that is plausible in news."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_OPEN = ".."


def days_of(text: str, published: date | None) -> Days:
    """Return the days of a stated date or interval. An open side of an interval is the publication date,
    unless it begins later.

    Raise ValueError, with a reason that can be printed, if the text is no such date, if no such day exists, if the end
    is before the start, or if the year is not plausible.
    """
    sides = text.strip().split("/")
    if len(sides) > 2 or all(side == _OPEN for side in sides):
        raise ValueError("they are not of the form 2019-03-15 or 2019-03-15/2019-03-20")
    start, end = (_side(side, published) for side in (sides[0], sides[-1]))
    if sides[-1] == _OPEN and start.start > end.start:
        end = start  # what begins after the publication date
    if start.start > end.end:
        raise ValueError("they end before they start")
    return between(start.start, end.end)


def is_deadline(text: str) -> bool:
    """Return whether stated days have an end only."""
    return text.strip().startswith(f"{_OPEN}/")


def between(start: date, end: date) -> Days:
    """Return the days from `start` to `end` with the calendar unit that they are, if they are one."""
    units = ("day", "week", "month", "quarter", "year")
    whole = next((name for name in units if calendar.unit(name, start)[:2] == (start, end)), "range")
    return Days(start, end, Granularity(whole))


def _side(text: str, published: date | None) -> Days:
    if text == _OPEN:
        if published is None:
            raise ValueError("an open interval needs a publication date")
        return calendar.day(published)
    m = _DATE.fullmatch(text.strip())
    if m is None:
        raise ValueError("they are not of the form 2019-03-15 or 2019-03-15/2019-03-20")
    year, month, day = (int(part) if part else None for part in m.groups())
    if year is None or not EARLIEST <= year <= LATEST:
        raise ValueError("the year is not plausible")
    try:
        if day is not None and month is not None:
            return calendar.day(date(year, month, day))
        return calendar.month(date(year, month, 1).year, month) if month is not None else calendar.year(year)
    except ValueError:
        raise ValueError("there is no such day") from None
