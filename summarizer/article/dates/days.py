"""Rules for English phrases that mean a day or some days of one month.

A rule is a pattern and a function from its match to days. The function raises ValueError if there are no such days.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from summarizer.article.dates import calendar
from summarizer.article.dates.calendar import Days, Frame
from summarizer.article.dates.words import (
    COUNT,
    DASH,
    DAY,
    HOURS,
    IN_YEAR,
    MONTH,
    NAMED_DAY,
    WEEKDAY,
    WHICH,
    YEAR,
    count,
    edge_of,
    month_number,
    weekday_number,
)

_ONE_DAY = timedelta(days=1)


def _iso(m: re.Match[str], frame: Frame) -> Days:
    return calendar.day(date(int(m["year"]), int(m["month"]), int(m["day"])))


def _numbered(m: re.Match[str], frame: Frame) -> Days:
    year = int(m["year"])
    return calendar.numbered(int(m["first"]), int(m["second"]), year + (2000 if year < 100 else 0), frame)


def _day_of_month(m: re.Match[str], frame: Frame) -> Days:
    first, last = (int(re.sub(r"\D", "", m[name])) if m[name] else None for name in ("day", "last"))
    year = int(m["year"]) if m["year"] else None
    return calendar.day_of_month(year, month_number(m["month"]), first or 0, frame, last)


def _weekday_the(m: re.Match[str], frame: Frame) -> Days:
    """Return "Friday the 13th": the nearest such day of this month or those around it."""
    options = []
    for shift in (-1, 0, 1):
        month = calendar.month(frame.day.year, frame.day.month + shift)
        number = int(re.sub(r"\D", "", m["day"]))
        if number <= month.end.day and (day := month.start.replace(day=number)).weekday() == weekday_number(m[1]):
            options.append(calendar.day(day))
    return calendar.chosen(options, frame)  # ValueError if there is none


def _day_of_this_month(m: re.Match[str], frame: Frame) -> Days:
    month = calendar.unit("month", frame.day, edge_of(m["which"]))
    return calendar.day(month.start.replace(day=int(m["day"])))


def _weekday(m: re.Match[str], frame: Frame) -> Days:
    number = weekday_number(m["weekday"])
    edge = edge_of(m["which"])
    if edge < 0:
        return calendar.weekday(number, Frame(frame.day - _ONE_DAY, past=True))
    if edge > 0 and not re.search("this|coming", m["which"], re.IGNORECASE):
        return calendar.day(calendar.week(frame.day, 1).start + timedelta(days=number))
    if m["which"]:
        return calendar.weekday(number, frame._replace(past=bool(frame.past) and edge == 0))
    return calendar.weekday(number, frame)


def _weekday_of_week(m: re.Match[str], frame: Frame) -> Days:
    """Return a weekday of the last, this or the next week: "Friday next week"."""
    if "coming" in m["which"].lower() and weekday_number(m["weekday"]) >= frame.day.weekday():
        return calendar.weekday(weekday_number(m["weekday"]), frame._replace(past=False))
    monday = calendar.week(frame.day, edge_of(m["which"])).start
    return calendar.day(monday + timedelta(days=weekday_number(m["weekday"])))


def _weekday_from(m: re.Match[str], frame: Frame) -> Days:
    """Return a day some weeks after the coming weekday: "a week on Tuesday", "Tuesday week"."""
    parts = m.groupdict()
    weeks = count(parts.get("count") or "one") * (2 if m["unit"].lower().startswith("fortnight") else 1)
    first = calendar.weekday(weekday_number(m["weekday"]), Frame(frame.day + _ONE_DAY, past=False)).start
    return calendar.day(first + timedelta(weeks=weeks))


def _weekday_ago(m: re.Match[str], frame: Frame) -> Days:
    """Return "a week ago Friday", the one before the last, or "two weeks ago on Friday", that of the week."""
    weeks = count(m["count"]) * (2 if m["unit"].lower().startswith("fortnight") else 1)
    number = weekday_number(m["weekday"])
    if m["on"]:
        return calendar.day(calendar.week(frame.day, -weeks).start + timedelta(days=number))
    last = calendar.weekday(number, Frame(frame.day - _ONE_DAY, past=True)).start
    return calendar.day(last - timedelta(weeks=weeks))


def _weekday_after_next(m: re.Match[str], frame: Frame) -> Days:
    number = weekday_number(m["weekday"])
    if m["side"].lower().endswith("last"):
        last = calendar.weekday(number, Frame(frame.day - _ONE_DAY, past=True)).start
        return calendar.day(last - timedelta(weeks=1))
    return calendar.day(calendar.week(frame.day, 2).start + timedelta(days=number))


def _named_day(m: re.Match[str], frame: Frame) -> Days:
    shifts = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}
    return calendar.day(frame.day + timedelta(days=shifts[re.sub(r"^the day\s+", "", m["name"].lower())]))


def _from_named_day(m: re.Match[str], frame: Frame) -> Days:
    """Return "a week from today" or "a year ago today": the same day of another week, month or year."""
    name = m["name"].lower()
    day = frame.day + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(name, 0))
    sign = -1 if m["side"].lower().startswith("ago") else 1
    return calendar.day(calendar.moved(day, sign * count(m["count"]), m["unit"].lower()))


def _time_of_day(m: re.Match[str], frame: Frame) -> Days:
    return calendar.day(frame.day - timedelta(days=m["which"].lower() == "last"))


def _this_day(m: re.Match[str], frame: Frame) -> Days:
    return calendar.day(frame.day)


_DATED = rf"(?:(?:early\s+|late\s+)?{WEEKDAY}(?:\s+{HOURS})?,?\s+(?:the\s+)?)?"
_MORE = rf"(?:,\s*{DAY})*"  # "14, 15 and 16 June"
_AROUND_DAY = r"(?:(?:early|earlier|late|later|midnight|noon)\s+(?:on\s+)?)"
_WEEKS = r"(?P<unit>weeks?|fortnights?)"

RULES = [
    (r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:T[\d:.]{1,16}Z?)?", _iso),
    (r"(?P<year>(?:1[5-9]|20)\d\d)[/.](?P<month>\d\d?)[/.](?P<day>\d\d?)", _iso),
    (r"(?P<first>\d{1,2})(?:/|-|\.)(?P<second>\d{1,2})(?:/|-|\.)(?P<year>\d{4})", _numbered),
    (r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d\d)", _numbered),
    (rf"(?P<day>{DAY})[-/](?P<last>)(?P<month>{MONTH})[-/](?P<year>{YEAR})", _day_of_month),
    (
        rf"{_DATED}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY})"
        rf"(?:{_MORE}(?:{DASH}|/|,?\s+(?:to|through|and)\s+)(?P<last>{DAY}))?{IN_YEAR}",
        _day_of_month,
    ),
    (
        rf"{_DATED}(?P<day>{DAY})(?:{_MORE}(?:{DASH}|/|,?\s+(?:to|and)\s+)(?P<last>{DAY}))?\s+(?:of\s+)?"
        rf"(?P<month>{MONTH}){IN_YEAR}",
        _day_of_month,
    ),
    (
        r"(?:on\s+)?the\s+(?P<day>\d\d?)(?:st|nd|rd|th)\s+of\s+(?:(?P<which>this|last|next)|the)\s+month",
        _day_of_this_month,
    ),
    (rf"({WEEKDAY}),?\s+the\s+(?P<day>(?:[12]?\d|3[01])(?:st|nd|rd|th))", _weekday_the),
    (
        rf"{_AROUND_DAY}?(?P<weekday>{WEEKDAY})(?:\s+{HOURS})?,?\s+(?:of\s+|in\s+)?(?:the\s+)?"
        r"(?P<which>this|last|next|coming|previous|following)\s+week(?![\w-])",
        _weekday_of_week,
    ),
    (
        rf"(?P<which>this|last|next|this coming)\s+week,?\s+(?:on\s+)?(?P<weekday>{WEEKDAY})(?:\s+{HOURS})?",
        _weekday_of_week,
    ),
    (
        rf"(?P<count>a|one)\s+{_WEEKS}\s+(?:on|from|after|next)\s+(?:this\s+|next\s+)?(?P<weekday>{WEEKDAY})",
        _weekday_from,
    ),
    (rf"(?P<count>{COUNT})\s+{_WEEKS}\s+from\s+(?:this\s+|next\s+)?(?P<weekday>{WEEKDAY})", _weekday_from),
    (rf"(?:this\s+)?(?P<weekday>{WEEKDAY})\s+(?P<unit>week|fortnight)(?![\w-])", _weekday_from),
    (
        rf"(?P<count>{COUNT})\s+{_WEEKS}\s+(?:ago|last)\s+(?P<on>on\s+)?(?:last\s+)?(?P<weekday>{WEEKDAY})",
        _weekday_ago,
    ),
    (rf"(?:the\s+)?(?P<weekday>{WEEKDAY})\s+(?P<side>after next|before last)", _weekday_after_next),
    (
        rf"(?:(?P<which>{WHICH})\s+|{_AROUND_DAY})?(?P<weekday>{WEEKDAY})(?:\s+(?:at\s+)?{HOURS})?",
        _weekday,
    ),
    (
        rf"(?P<count>{COUNT})\s+(?P<unit>day|week|fortnight|month|year|decade|century)s?\s+"
        r"(?P<side>from|ago)\s+(?P<name>today|tomorrow|yesterday)",
        _from_named_day,
    ),
    (rf"(?:(?:early|earlier|late|later)\s+)?(?P<name>{NAMED_DAY})(?:\s+{HOURS})?", _named_day),
    (rf"(?P<which>this|last)\s+{HOURS}", _time_of_day),
    (r"(?:the\s+)?(?:end|close)\s+of\s+(?:the\s+day|(?:the\s+)?(?:business|trading|play)(?:\s+day)?)|day[’']s end",
     _this_day),
]  # fmt: skip
"""The rules, in the order in which they are tried."""
