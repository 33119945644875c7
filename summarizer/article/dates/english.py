"""Rules for English date phrases in news text. They follow the annotation guidelines in `evals/GUIDELINES.md`.

No library is suitable: they return an instant instead of days, and do not handle tense or "later this month". Share of
exact answers on the dates of the gold briefs (`python -m evals.studies.dates`): dateparser 0.70, timefhuman 0.52,
ctparse 0.34, parsedatetime 0.34, recurrent 0.33, these rules 0.97; on MEANTIME 0.84, 0.49, 0.25, 0.27, 0.27 and 0.93.

A rule is a pattern and a function from its match to days. `finding` uses the same patterns to find phrases in a
sentence. `expression` resolves a whole phrase: the rules, and the words before them ("since", "by", "from … to …",
"early").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from summarizer.article.dates import calendar
from summarizer.article.dates.calendar import Days, Frame
from summarizer.schema import Granularity

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|,\d{3}|\.\d)"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\d|,\d|\.\d)"
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?:day|week|month|quarter|year|decade)"
# Without "day": "the next day" counts from the story, not from the publication date.
_LONG_UNIT = r"(?:week|month|quarter|year|decade)"
_HOURS = r"(?:morning|afternoon|evening|night|noon|midnight)"
_WHICH = r"(?:this past|this coming|this|last|next|(?:the )?(?:past|last|coming|current|previous|following|next))"
DASH = r"\s*[-–—]\s*"

_Rule = Callable[[re.Match[str], Frame], Days]


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _count(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text.lower()]


def _iso(m: re.Match[str], frame: Frame) -> Days:
    return calendar.day(date(int(m["year"]), int(m["month"]), int(m["day"])))


def _slashed(m: re.Match[str], frame: Frame) -> Days:
    first, second, year = int(m["first"]), int(m["second"]), int(m["year"])
    # The month comes first, as in American English, if that is possible.
    number, day = (second, first) if first > 12 else (first, second)
    return calendar.day(date(year + (2000 if year < 100 else 0), number, day))


def _day_of_month(m: re.Match[str], frame: Frame) -> Days:
    first, last = (int(re.sub(r"\D", "", m[name])) if m[name] else None for name in ("day", "last"))
    year = int(m["year"]) if m["year"] else None
    return calendar.day_of_month(year, _month_number(m["month"]), first or 0, frame, last)


def _month(m: re.Match[str], frame: Frame) -> Days:
    return calendar.month_of(int(m["year"]) if m["year"] else None, _month_number(m["month"]), frame)


def year_alone(m: re.Match[str], frame: Frame) -> Days:
    """Return the days of a bare year."""
    return calendar.year(int(m["year"]))


def _decade(m: re.Match[str], frame: Frame) -> Days:
    return calendar.decade(int(m["year"]))


def _season(m: re.Match[str], frame: Frame) -> Days:
    def of(year: int) -> Days:
        return calendar.months(year, SEASONS[m["season"].lower()], 3, Granularity.SEASON)

    if m["year"]:
        return of(int(m["year"]))
    if m["which"] and re.search("last|past|previous", m["which"], re.IGNORECASE):
        frame = Frame(frame.published, past=True)
        return max(days for shift in (-2, -1, 0) if (days := of(frame.day.year + shift)).end < frame.day)
    if m["which"] and re.search("next|coming", m["which"], re.IGNORECASE):
        return min(days for shift in (0, 1) if (days := of(frame.day.year + shift)).start > frame.day)
    return calendar.chosen([of(frame.day.year + shift) for shift in (-1, 0, 1)], frame)


def _quarter(m: re.Match[str], frame: Frame) -> Days:
    number = int(m["digit"]) if m["digit"] else ORDINALS[m["ordinal"].lower()]
    half = (m["half"] or "").lower() == "half"
    length = 6 if half else 3
    granularity = Granularity.RANGE if half else Granularity.QUARTER
    if m["year"]:
        return calendar.months(int(m["year"]), length * (number - 1) + 1, length, granularity)
    if m["this"]:
        return calendar.months(frame.day.year, length * (number - 1) + 1, length, granularity)
    years = (frame.day.year + shift for shift in (-1, 0, 1))
    return calendar.chosen(
        [calendar.months(year, length * (number - 1) + 1, length, granularity) for year in years], frame
    )


def _weekday(m: re.Match[str], frame: Frame) -> Days:
    number = WEEKDAYS.index(m["weekday"][:3].lower())
    which = (m["which"] or "").lower()
    if "last" in which or "past" in which or "previous" in which:
        return calendar.weekday(number, Frame(frame.day - timedelta(days=1), past=True))
    if "next" in which or "following" in which:
        return calendar.day(calendar.week(frame.day, 1).start + timedelta(days=number))
    if "this" in which or "coming" in which:
        return calendar.weekday(number, Frame(frame.published, past=bool(frame.past)))
    return calendar.weekday(number, frame)


def _named_day(m: re.Match[str], frame: Frame) -> Days:
    shifts = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}
    return calendar.day(frame.day + timedelta(days=shifts[re.sub(r"^the day\s+", "", m["name"].lower())]))


def _time_of_day(m: re.Match[str], frame: Frame) -> Days:
    return calendar.day(frame.day - timedelta(days=m["which"].lower() == "last"))


def _relative_month(m: re.Match[str], frame: Frame) -> Days:
    number = _month_number(m["month"])
    which = m["which"].lower()
    if "next" in which or "coming" in which or "following" in which:
        return min(d for s in (0, 1) if (d := calendar.month(frame.day.year + s, number)).start > frame.day)
    if which == "this":
        return calendar.month(frame.day.year, number)
    return max(d for s in (-2, -1, 0) if (d := calendar.month(frame.day.year + s, number)).end < frame.day)


def _month_of_year(m: re.Match[str], frame: Frame) -> Days:
    shift = {"last": -1, "this": 0, "next": 1}[m["which"].lower()]
    return calendar.month(frame.day.year + shift, _month_number(m["month"]))


def _unit(m: re.Match[str], frame: Frame) -> Days:
    which, name, edge = m["which"].lower(), m["unit"].lower(), (m["edge"] or "").lower()
    # "In the past week" and "over the coming year" count from the publication date; "last week" is a calendar week.
    if not edge and re.search(r"^the (?:past|coming)|^past", which) and name != "weekend":
        return _stretch(frame, 1, name, back="past" in which)
    shift = -1 if re.search("last|past|previous", which) else 1 if re.search("next|coming|following", which) else 0
    if name == "weekend" and frame.past and shift == 0:
        shift = -1 if frame.day.weekday() < 5 else 0  # on a weekday, "this weekend" in the past tense is the last one
    days = calendar.unit(name, frame.day, shift)
    if shift == 0 and edge == "later":
        return Days(frame.day, days.end, Granularity.RANGE)
    if shift == 0 and edge == "earlier":
        return Days(days.start, frame.day, Granularity.RANGE)
    return days


def _stretch(frame: Frame, count: int, name: str, *, back: bool) -> Days:
    """Return `count` units that end with the publication date if `back`, else that start with it."""
    one_day = timedelta(days=1)
    if back:
        return Days(calendar.moved(frame.day, -count, name) + one_day, frame.day, Granularity.RANGE)
    return Days(frame.day, calendar.moved(frame.day, count, name) - one_day, Granularity.RANGE)


def _past_or_next(m: re.Match[str], frame: Frame) -> Days:
    if m["unit"].lower() == "quarter" and "count" not in m.groupdict():
        return calendar.unit("quarter", frame.day, -1 if m["which"].lower() in ("past", "last") else 1)
    return _stretch(
        frame, _count(m.groupdict().get("count", "1")), m["unit"].lower(), back=m["which"].lower() in ("past", "last")
    )


def _within(m: re.Match[str], frame: Frame) -> Days:
    return Days(frame.day, calendar.moved(frame.day, _count(m["count"]), m["unit"].lower()), Granularity.RANGE)


def _ago(m: re.Match[str], frame: Frame) -> Days:
    return calendar.unit(m["unit"].lower(), frame.day, -_count(m["count"]))


def _ahead(m: re.Match[str], frame: Frame) -> Days:
    if frame.past:
        raise ValueError("'in two years' in the past tense is a duration")
    return calendar.unit(m["unit"].lower(), frame.day, _count(m["count"]))


def _same_day(m: re.Match[str], frame: Frame) -> Days:
    return calendar.day(frame.day)


_DATED = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
_IN_YEAR = rf"(?:(?:,\s*|\s+(?:in\s+|of\s+)?)(?P<year>{_YEAR}))?"
RULES: list[tuple[str, _Rule]] = [
    (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:T[\d:.]+Z?)?", _iso),
    (r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4}|\d\d)", _slashed),
    (
        rf"{_DATED}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{_DAY})"
        rf"(?:(?:{DASH}|\s+(?:to|through|and)\s+)(?P<last>{_DAY}))?{_IN_YEAR}",
        _day_of_month,
    ),
    (
        rf"{_DATED}(?P<day>{_DAY})(?:(?:{DASH}|\s+(?:to|and)\s+)(?P<last>{_DAY}))?\s+(?:of\s+)?"
        rf"(?P<month>{MONTH}){_IN_YEAR}",
        _day_of_month,
    ),
    (rf"(?P<which>{_WHICH})\s+(?P<month>{MONTH})", _relative_month),
    (rf"(?P<month>{MONTH})(?:\s+of|,)?\s+(?P<which>last|this|next)\s+year", _month_of_year),
    (rf"(?P<month>{MONTH})(?:(?:,\s*|\s+(?:of\s+|in\s+)?)(?P<year>{_YEAR}))?", _month),
    (
        rf"(?:(?:the\s+)?(?P<ordinal>{'|'.join(ORDINALS)})[\s-]+(?P<half>quarter|half)|Q(?P<digit>[1-4]))"
        rf"(?:\s+(?:of\s+)?(?:(?P<this>this year|the year)|(?P<year>{_YEAR})))?",
        _quarter,
    ),
    (
        rf"(?:(?P<which>{_WHICH}|the)\s+)?(?P<season>spring|summer|autumn|winter|fall)"
        rf"(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?",
        _season,
    ),
    (r"(?:the\s+)?(?P<year>(?:1[5-9]|20)\d0)[’']?s", _decade),
    (rf"(?P<year>{_YEAR})", year_alone),
    (
        rf"(?:(?P<which>{_WHICH})\s+|(?:early|late|later|midnight|noon)\s+(?:on\s+)?)?(?P<weekday>{WEEKDAY})"
        rf"(?:\s+(?:at\s+)?{_HOURS})?",
        _weekday,
    ),
    (
        rf"(?:(?:early|earlier|late|later)\s+)?(?P<name>today|tonight|yesterday|tomorrow"
        rf"|the day (?:before yesterday|after tomorrow))(?:\s+{_HOURS})?",
        _named_day,
    ),
    (rf"(?P<which>this|last)\s+{_HOURS}", _time_of_day),
    (
        rf"(?:over|during|in|for|within)\s+the\s+(?P<which>past|last|next|coming)\s+(?P<unit>{_LONG_UNIT})\b"
        r"(?!\s+of\b|-)",
        _past_or_next,
    ),
    (
        rf"(?:(?:over|during|in|for|within)\s+)?(?:the|these)\s+(?P<which>past|last|next|coming)\s+(?P<count>{_COUNT})"
        rf"[\s-]+(?P<unit>{_UNIT})s?",
        _past_or_next,
    ),
    (rf"(?:(?P<edge>later|earlier)\s+(?:in\s+)?)?(?P<which>{_WHICH})\s+(?P<unit>{_LONG_UNIT}|weekend)\b(?!-)", _unit),
    (rf"within\s+(?:the next\s+)?(?P<count>{_COUNT})\s+(?P<unit>{_UNIT})s?(?:\s+time)?", _within),
    (rf"(?:(?:about|around|some|almost|nearly)\s+)?(?P<count>{_COUNT})\s+(?P<unit>{_UNIT})s?\s+ago", _ago),
    (rf"in\s+(?:about\s+)?(?P<count>{_COUNT})\s+(?P<unit>{_UNIT})s?(?:[’']?\s+time)?", _ahead),
    (rf"(?P<count>{_COUNT})\s+(?P<unit>{_UNIT})s?\s+from (?:now|today)", _ahead),
]
_SAME_DAY = re.compile(rf"(?:(?:{_COUNT}|a few|several|just)\s+)?(?:hours?|minutes?)\s+(?:ago|earlier|later)|overnight")

_PERIOD = rf"(?:the {_UNIT}\b|{_WHICH}\s+(?:{_UNIT}\b|{MONTH})|{MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?|(?:the\s+)?{_YEAR}s?)"
PART = (
    r"(?P<part>early|mid|late|(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end|close)\s+of)[\s-]+(?:in\s+)?"
    rf"(?P<whole>{_PERIOD})"
)
_PART = re.compile(PART, re.IGNORECASE)
_PLAIN = re.compile(
    r"(?:(?:on|in|at|during|for|over|of|around|about|throughout|across|as of|starting|beginning|effective|dated|also"
    r"|just|early on|the course of|the month of|the months of|the night of|the morning of|the week of)\s+)",
    re.IGNORECASE,
)
_BOUND = re.compile(r"(?P<bound>since|by|before|until|till|up to|through)\s+(?P<rest>.+)", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:(?:from|between)\s+)?(?P<first>.+?)(?:\s+(?:to|until|till|through|and)\s+|{DASH})(?P<last>.+)", re.IGNORECASE
)


def expression(text: str, frame: Frame) -> Days | None:
    """Return the days of a whole phrase, or None if no rule matches.

    Raise ValueError, KeyError or OverflowError if the phrase needs a publication date and there is none, or if there
    are no such days.
    """
    text = re.sub(r"\s+", " ", text).strip(' \t\n,.;:()"“”‘')
    text = re.sub(r"[’']s?$", "", text)
    if m := _SAME_DAY.fullmatch(text.lower()):
        return _same_day(m, frame)
    if days := _single(text, frame):
        return days
    if m := _BOUND.fullmatch(text):
        return _bounded(m["bound"].lower(), m["rest"], frame)
    if (m := _RANGE.fullmatch(text)) and (days := _range(m["first"], m["last"], frame)):
        return days
    if m := re.match(r"from\s+(.+)", text, re.IGNORECASE) or _PLAIN.match(text):
        return expression(m[1] if m.lastindex else text[m.end() :], frame)
    return None


@cache
def _compiled() -> list[tuple[re.Pattern[str], _Rule]]:
    return [(re.compile(pattern, re.IGNORECASE), rule) for pattern, rule in RULES]


def _single(text: str, frame: Frame) -> Days | None:
    for pattern, rule in _compiled():
        if m := pattern.fullmatch(text):
            return rule(m, frame)
    if m := _PART.fullmatch(text):
        return _part(m["part"].lower(), m["whole"], frame)
    return None


def _part(part: str, text: str, frame: Frame) -> Days | None:
    """Return a part of a period: a third of a month, the last week of a month or December of a year for "the end of".

    "Early", "mid" and "late" have no agreed bounds in longer periods. The whole period is returned: correct, but not
    exact.
    """
    whole = _single(re.sub(rf"^the (?={_UNIT})", "this ", text, flags=re.IGNORECASE), frame)
    if whole is None:
        return None
    if part.endswith("of") and re.search("end|close", part):
        if whole.granularity is Granularity.YEAR:
            return calendar.month(whole.end.year, 12)
        last = {Granularity.MONTH: 6, Granularity.WEEK: 2}.get(whole.granularity)
        return Days(whole.end - timedelta(days=last), whole.end, Granularity.RANGE) if last else whole
    if whole.granularity is not Granularity.MONTH:
        return whole
    tenth, twentieth = whole.start.replace(day=10), whole.start.replace(day=20)
    if re.search("early|beginning|start", part):
        return Days(whole.start, tenth, Granularity.RANGE)
    if part == "late":
        return Days(twentieth + timedelta(days=1), whole.end, Granularity.RANGE)
    return Days(tenth + timedelta(days=1), twentieth, Granularity.RANGE)


def _bounded(bound: str, rest: str, frame: Frame) -> Days | None:
    if bound == "since":
        days = expression(rest, Frame(frame.published, past=True))
        return Days(days.start, frame.day, Granularity.RANGE) if days and days.start <= frame.day else None
    days = expression(rest, frame)
    if days is None or (bound == "through" and days.granularity is Granularity.RANGE):
        return days
    if bound == "by" and (frame.published is None or (frame.past and days.start <= frame.published)):
        return days  # "by Thursday night it had been seen a million times"
    end = days.start - timedelta(days=1) if bound == "before" else days.end
    return Days(frame.day, end, Granularity.RANGE) if end >= frame.day else None


def _range(first: str, last: str, frame: Frame) -> Days | None:
    until = _single(last, frame) or expression(last, frame)
    if until is None:
        return None
    # The first date often lacks the year of the last one. It is then the latest such day before the last one.
    since = _single(first, Frame(until.start, past=True)) or expression(first, Frame(until.start, past=True))
    if since is None or since.start > until.end:
        return None
    return Days(since.start, until.end, Granularity.RANGE)


def attempt(text: str, frame: Frame) -> Days | None:
    """Return the days of a phrase, or None if it cannot be resolved. Unlike `expression`, it never raises."""
    try:
        return expression(text, frame)
    except (ValueError, KeyError, OverflowError):
        return None
