"""Rules for English phrases that count: hours from now, and days, weeks or months from a date in the same phrase.

What counts from something that the phrase does not date ("two days later", "a day after the coup") has no days here.
"""

from __future__ import annotations

import re
from datetime import timedelta

from summarizer.article.dates import calendar, holidays
from summarizer.article.dates.calendar import Days, Frame
from summarizer.article.dates.words import COUNT, SOME_DAY, count
from summarizer.schema import Granularity

_HOURS_A_DAY = 24


def _in_hours(m: re.Match[str], frame: Frame) -> Days:
    """Return the days of "the past 48 hours" or "within 48 hours"; raise ValueError if it is less than a day.

    In the past tense, "within 48 hours" counts from the story.
    """
    hours = count(m["count"])
    if hours < _HOURS_A_DAY:
        raise ValueError("hours of which day, nobody can tell")
    length = timedelta(days=-(-hours // _HOURS_A_DAY))
    if re.search("past|last|previous", m[0], re.IGNORECASE):
        return Days(frame.day - length, frame.day, Granularity.RANGE)
    if frame.past:
        raise ValueError("'within 48 hours' in the past tense counts from the story")
    return Days(frame.day, frame.day + length, Granularity.RANGE)


RULES = [
    (
        rf"(?:over|during|in|within)\s+(?:the|these)\s+(?:past|last|next|coming)\s+(?P<count>{COUNT})[\s-]+hours",
        _in_hours,
    ),
    (rf"(?:within|in)\s+(?:about\s+)?(?P<count>{COUNT})[\s-]+hours(?:[’']\s+time)?", _in_hours),
]  # fmt: skip
"""The rules, in the order in which they are tried."""


def _from_day(m: re.Match[str], whole: Days, frame: Frame) -> Days:
    """Return the day so many days or weeks before or after a date, or the month so many months or years from it."""
    unit = (m["unit"] or "day").lower()
    sign = -1 if re.match("before|ahead|prior|eve", m["side"], re.IGNORECASE) else 1
    number = count(m["count"] or "one")
    if m["hours"]:
        return whole
    if unit in ("month", "year"):
        days = calendar.unit("month", calendar.moved(whole.start, sign * number, unit))
    else:
        days = calendar.day(calendar.moved(whole.start if sign < 0 else whole.end, sign * number, unit))
    if frame.past and frame.published and days.start > frame.published:
        raise ValueError("it is not that date of the last year: 'a year after the Oct. 7 attacks'")
    return days


_ABOUT = r"(?:(?:just|only|about|barely|exactly|some)\s+)?"
_ANCHOR = rf"(?:{SOME_DAY}|{holidays.NAME})"
# "Friday's attack", "the January 26 vote"; "a week from Tuesday" is a rule of `days`.
_DATED_NOUN = rf"(?:the\s+)?(?P<whole>{_ANCHOR})(?:(?:[’']s?)?(?:\s+(?!and\b|to\b|in\b|on\b|of\b)[a-z][\w-]*){{1,2}})?"
PARTS = [
    (
        rf"(?:{_ABOUT}(?:(?P<count>{COUNT})\s+(?P<unit>day|week|fortnight|month|year)s?"
        rf"|(?P<hours>(?:{COUNT}\s+|just\s+)?(?:hours?|minutes?)))\s+|the\s+(?:day|morning|evening|night)\s+)"
        rf"(?P<side>after|before|following|ahead\s+of|prior\s+to)\s+{_DATED_NOUN}",
        _from_day,
    ),
    (rf"the\s+(?P<side>eve)\s+of\s+(?P<count>)(?P<unit>)(?P<hours>){_DATED_NOUN}", _from_day),
]  # fmt: skip
"""The rules of what counts from a date, which is the group `whole`."""
