"""Rules for English phrases that mean a period: weeks, weekends, months, quarters, seasons, years and longer ones.

A rule is a pattern and a function from its match to days. The function raises ValueError if there are no such days, or
if the article does not say when such a period begins ("fiscal 2025").
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from summarizer.article.dates import calendar
from summarizer.article.dates.calendar import Days, Frame
from summarizer.article.dates.words import (
    CENTURY,
    COUNT,
    IN_YEAR,
    LONG_UNIT,
    MONTH,
    ORDINAL,
    ORDINALS,
    OWN_YEAR,
    SEASONS,
    SOME_DAY,
    UNIT,
    WHICH,
    YEAR,
    century_number,
    count,
    decade_digit,
    edge_of,
    month_number,
)
from summarizer.schema import Granularity

_ONE_DAY = timedelta(days=1)
_SOUTHERN = frozenset({"AR", "AU", "CL", "NZ", "UY", "ZA"})
"""Countries whose spring begins in September."""


def _own_year(m: re.Match[str], frame: Frame) -> Days:
    raise ValueError("fiscal years, school years and seasons, “the June quarter” begin when the article does not say")


def _this_time(m: re.Match[str], frame: Frame) -> Days:
    """Return the month of "this time next year"."""
    return calendar.unit("month", calendar.moved(frame.day, edge_of(m["which"]), "year"))


def _month(m: re.Match[str], frame: Frame) -> Days:
    return calendar.month_of(int(m["year"]) if m["year"] else None, month_number(m["month"]), frame)


def year_alone(m: re.Match[str], frame: Frame) -> Days:
    """Return the days of a bare year."""
    return calendar.year(int(m["year"]))


def _years(m: re.Match[str], frame: Frame) -> Days:
    """Return "2021–24"; raise ValueError for what can be a month ("2009-11") or a fiscal year or season ("2027-28")."""
    first, last = int(m["year"]), int(m["last"])
    if last <= 12 or last <= first % 100 + 1:
        raise ValueError("no span of years")
    return Days(date(first, 1, 1), date(first - first % 100 + last, 12, 31), Granularity.RANGE)


def _decade(m: re.Match[str], frame: Frame) -> Days:
    year = int(m["year"])
    if year % 100 == 0 and year < 2000:
        return Days(date(year, 1, 1), date(year + 99, 12, 31), Granularity.RANGE)  # "the 1800s"
    return calendar.decade(year)


def _spoken_decade(m: re.Match[str], frame: Frame) -> Days:
    return calendar.spoken_decade(decade_digit(m["tens"]), frame)


def _century(m: re.Match[str], frame: Frame) -> Days:
    return calendar.century(century_number(m[0]))


def _season(m: re.Match[str], frame: Frame) -> Days:
    northern = SEASONS[m["season"].lower()]
    first = (northern + 5) % 12 + 1 if frame.country in _SOUTHERN else northern

    def of(year: int) -> Days:
        return calendar.months(year, first, 3, Granularity.SEASON)

    if m["year"]:
        return of(int(m["year"]))
    edge = edge_of(m["which"])
    if edge < 0:
        return max(days for shift in (-2, -1, 0) if (days := of(frame.day.year + shift)).end < frame.day)
    if edge > 0:
        return min(days for shift in (0, 1) if (days := of(frame.day.year + shift)).start > frame.day)
    return calendar.chosen([of(frame.day.year + shift) for shift in (-1, 0, 1)], frame)


def _quarter(m: re.Match[str], frame: Frame) -> Days:
    """Return a quarter or a half of a year."""
    half = re.search("half|H[12]", m[0], re.IGNORECASE) is not None
    length, of_year = (6, 2) if half else (3, 4)
    number = int(m["digit"]) if m["digit"] else ORDINALS[m["ordinal"].lower()]
    number = of_year if number < 0 else number
    if number > of_year:
        raise ValueError("no such quarter")

    def of(year: int) -> Days:
        granularity = Granularity.RANGE if half else Granularity.QUARTER
        return calendar.months(year, length * (number - 1) + 1, length, granularity)

    if m["year"]:
        return of(int(m["year"]))
    if m["this"]:
        return of(frame.day.year + edge_of(m["this"]))
    return calendar.chosen([of(frame.day.year + shift) for shift in (-1, 0, 1)], frame)


def _relative_month(m: re.Match[str], frame: Frame) -> Days:
    number = month_number(m["month"])
    edge = 1 if "coming" in m["which"].lower() else edge_of(m["which"])
    if edge > 0:
        return min(d for s in (0, 1) if (d := calendar.month(frame.day.year + s, number)).start > frame.day)
    if m["which"].lower() == "this":
        return calendar.month(frame.day.year, number)
    return max(d for s in (-2, -1, 0) if (d := calendar.month(frame.day.year + s, number)).end < frame.day)


def _month_of_year(m: re.Match[str], frame: Frame) -> Days:
    return calendar.month(frame.day.year + edge_of(m["which"]), month_number(m["month"]))


def _unit(m: re.Match[str], frame: Frame) -> Days:
    which, name, edge = m["which"].lower(), m["unit"].lower(), (m["edge"] or "").lower()
    # "In the past week" and "over the coming year" count from the publication date; "last week" is a calendar week.
    stretched = name == "fortnight" or (re.search(r"^the (?:past|coming)|^past", which) and name != "weekend")
    if not edge and stretched and edge_of(which):
        return stretch(frame, 1, name, back=edge_of(which) < 0)
    shift = edge_of(which)
    if name == "week" and which == "this past" and frame.day.weekday() >= 5:
        shift = 0  # written at the weekend: the week that ends
    days = calendar.unit(name, frame.day, shift)
    if shift == 0 and edge == "later":
        return Days(frame.day, days.end, Granularity.RANGE)
    if shift == 0 and edge == "earlier":
        return Days(days.start, frame.day, Granularity.RANGE)
    return days


def _weekend(m: re.Match[str], frame: Frame) -> Days:
    """Return a weekend. Of "the weekend", the tense tells which one, or else the distance."""
    edge = edge_of(m["which"])
    if edge > 0 and "coming" in m["which"].lower():
        edge = 0 if frame.day.weekday() < 5 else 1
    elif edge == 0:
        before = frame.day.weekday() < 5  # in the past tense, "this weekend" is then the last one
        nearer = not re.match("this", m["which"], re.IGNORECASE) and frame.day.weekday() < 3
        edge = -1 if before and (frame.past or (frame.past is None and nearer)) else 0
    return calendar.weekend(frame.day, edge)


def _after_next(m: re.Match[str], frame: Frame) -> Days:
    return calendar.unit(m["unit"].lower(), frame.day, -2 if m["side"].lower().endswith("last") else 2)


def stretch(frame: Frame, number: int, name: str, *, back: bool) -> Days:
    """Return `number` units that end with the publication date if `back`, else that start with it."""
    if back:
        return Days(calendar.moved(frame.day, -number, name) + _ONE_DAY, frame.day, Granularity.RANGE)
    return Days(frame.day, calendar.moved(frame.day, number, name) - _ONE_DAY, Granularity.RANGE)


def _past_or_next(m: re.Match[str], frame: Frame) -> Days:
    back = edge_of(m["which"]) < 0
    if m["unit"].lower() == "quarter" and "count" not in m.groupdict():
        return calendar.unit("quarter", frame.day, -1 if back else 1)
    return stretch(frame, count(m.groupdict().get("count", "1")), m["unit"].lower(), back=back)


def _within(m: re.Match[str], frame: Frame) -> Days:
    if frame.past:
        raise ValueError("'within two weeks' in the past tense counts from the story")
    return Days(frame.day, calendar.moved(frame.day, count(m["count"]), m["unit"].lower()), Granularity.RANGE)


def _ago(m: re.Match[str], frame: Frame) -> Days:
    number, name = count(m["count"]), m["unit"].lower()
    if name in ("century", "centurie"):
        number, name = 100 * number, "year"
    return calendar.unit(name, frame.day, -number)


def _half_ago(m: re.Match[str], frame: Frame) -> Days:
    """Return "half a year ago" and its like as a month or a year."""
    share = 4 if re.search(r"quarter", m[0], re.IGNORECASE) else 2
    months = {"year": 12, "decade": 120, "century": 1200}[m["unit"].lower()] // share
    if whole := m.groupdict().get("whole"):
        return calendar.unit("month", frame.day, -12 * count(whole) - months)
    return (
        calendar.unit("month", frame.day, -months) if months < 12 else calendar.unit("year", frame.day, -months // 12)
    )


def _ahead(m: re.Match[str], frame: Frame) -> Days:
    if frame.past:
        raise ValueError("'in two years' in the past tense is a duration")
    return calendar.unit(m["unit"].lower(), frame.day, count(m["count"]))


def _end(m: re.Match[str], frame: Frame) -> Days:
    """Return the end or the middle of the current week, month, quarter or year: "year-end", "midweek"."""
    name = m["unit"].lower()
    days = calendar.unit(name, frame.day)
    ends = re.search("end", m[0], re.IGNORECASE) is not None
    if name == "year":
        # In the past tense, it is that of the last year, unless this one is about to end.
        year = frame.day.year - (frame.past is True and ends and frame.day.month < 12)
        return calendar.month(year, 12) if ends else calendar.year(year)
    if name == "month":
        bounds = (
            (days.end - timedelta(days=6), days.end)
            if ends
            else (days.start.replace(day=11), days.start.replace(day=20))
        )
        return Days(*bounds, Granularity.RANGE)
    if name == "week":
        first, last = (4, 6) if ends else (1, 3)
        return Days(days.start + timedelta(days=first), days.start + timedelta(days=last), Granularity.RANGE)
    return days


_OVER = r"(?:over|during|in|for|within)"
_ABOUT = (
    r"(?:(?:about|around|some|almost|nearly|roughly|approximately|more than|less than|fewer than|at least|barely"
    r"|exactly|only|just|(?:just\s+|well\s+|a little\s+)?(?:over|under))\s+)?"
)

RULES = [
    (OWN_YEAR, _own_year),
    (
        rf"(?:the\s+)?(?:{COUNT}[\s-]+)?(?:years?|half|quarter|months)\s+(?:to|ended|ending)\s+(?:{SOME_DAY}|{MONTH})"
        rf"(?:\s+{YEAR})?|(?<![-–—])(?:the\s+)?{MONTH}\s+quarter",
        _own_year,
    ),
    (r"this\s+time\s+(?P<which>last|next)\s+year", _this_time),
    (rf"(?P<which>{WHICH})\s+(?P<month>{MONTH})", _relative_month),
    (rf"(?P<month>{MONTH})(?:\s+of|,)?\s+(?P<which>last|this|next)\s+year", _month_of_year),
    (rf"(?P<month>{MONTH}){IN_YEAR}", _month),
    (
        rf"(?:(?:the\s+)?(?P<ordinal>{ORDINAL}|final|last(?=[\s-]+(?:quarter|half)\s+of))[\s-]+(?:quarter|half)"
        rf"|[QH](?P<digit>[1-4]))"
        rf"(?:,?\s+(?:of\s+|in\s+)?(?:(?P<this>this year|the year|last year|next year)|(?P<year>{YEAR})))?",
        _quarter,
    ),
    (
        rf"(?:(?P<which>{WHICH}|the)\s+)?(?P<season>spring|summer|autumn|winter|fall)"
        rf"(?:\s+(?:of\s+)?(?P<year>{YEAR})(?:[-–/]\d\d(?:\d\d)?(?!\d))?)?",
        _season,
    ),
    (CENTURY, _century),
    (r"(?:the\s+)?(?P<year>(?:1[5-9]|20)\d0)[’']?s", _decade),
    (r"the\s+(?P<tens>[’'‘]?[2-9]0s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
     _spoken_decade),
    (rf"(?P<year>{YEAR})[-–](?P<last>\d\d)(?![\d-])", _years),
    (rf"(?:the\s+year\s+)?(?P<year>{YEAR})", year_alone),
    (
        rf"{_OVER}\s+the\s+(?P<which>past|last|next|coming)\s+(?P<unit>{LONG_UNIT})\b(?!\s+of\b|-)",
        _past_or_next,
    ),
    (
        rf"(?:{_OVER}\s+)?(?:(?:the|these)\s+)?(?P<which>past|last|next|coming)\s+(?P<count>{COUNT})[\s-]+"
        rf"(?P<unit>{UNIT})s?",
        _past_or_next,
    ),
    (rf"(?:the\s+)?(?P<unit>{LONG_UNIT}|weekend)\s+(?P<side>after next|before last)", _after_next),
    (
        rf"(?:(?:over|during|at|on|for)\s+)?(?P<which>{WHICH}|the)\s+(?:long\s+)?weekend\b(?![-’'])",
        _weekend,
    ),
    (rf"(?:(?P<edge>later|earlier)\s+(?:in\s+)?)?(?P<which>{WHICH})\s+(?P<unit>{LONG_UNIT})\b(?!-)", _unit),
    (r"(?P<edge>later|earlier)\s+in\s+(?P<which>the)\s+(?P<unit>week|month|year)", _unit),
    (
        r"(?:the\s+)?(?:calendar\s+)?(?:(?P<unit>year|quarter|month|week(?=[’']))(?:[’']s)?[-\s]end)",
        _end,
    ),
    (r"mid-?(?P<unit>week|month|year)", _end),
    (rf"within\s+(?:the next\s+)?(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?(?:\s+time)?", _within),
    (rf"{_ABOUT}(?P<count>{COUNT})\s+(?P<unit>{LONG_UNIT}|day|centurie)s?\s+ago", _ago),
    (
        rf"{_ABOUT}(?:half\s+an?|a\s+half|a\s+quarter[\s-](?:of\s+a\s+)?)[\s-]*(?P<unit>year|decade|century)\s+ago",
        _half_ago,
    ),
    (rf"{_ABOUT}(?P<whole>{COUNT})[\s-]+(?P<unit>year)s?[\s-]+and[\s-]+a[\s-]+half\s+ago", _half_ago),
    (rf"{_ABOUT}(?P<whole>{COUNT})[\s-]+and[\s-]+a[\s-]+half[\s-]+(?P<unit>year)s?\s+ago", _half_ago),
    (rf"in\s+(?:about\s+)?(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?(?:[’']?s?\s+time)?", _ahead),
    (rf"(?P<count>{COUNT})\s+(?P<unit>{UNIT})s?\s+from (?:now|today)", _ahead),
]  # fmt: skip
"""The rules, in the order in which they are tried."""
