"""Find English date phrases in a sentence with the patterns of the rules in `english`.

`lookalikes` rejects what only looks like a date.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import cache
from itertools import chain

from summarizer.article.dates.calendar import Days, Frame
from summarizer.article.dates.english import PARTS, RULES, attempt
from summarizer.article.dates.lookalikes import HOLIDAY, is_date
from summarizer.article.dates.parts import EDGE_OF_DAY
from summarizer.article.dates.periods import year_alone
from summarizer.article.dates.words import CLOCK, DASH
from summarizer.schema import Granularity

_LONE_YEAR = r"(?:1[89]|20)\d\d(?![\w%/]|[.,]\d|-\d{1,3}(?!\d))"
_LEADING = (
    rf"(?:since|by|no later than|not later than|on or before|before|until|till)(?:\s+{EDGE_OF_DAY}|\s+)"
    r"|(?:up to(?: and including)?|from|between|starting(?: on| in)?|beginning(?: on| in)?|over the course of"
    r"|through)\s+"
)


@cache
def _phrase() -> re.Pattern[str]:
    """Return the pattern of a phrase in lower case, which is compiled on first use.

    It is searched in lower case, because a search that ignores case takes more than twice as long.
    """
    # A time of day is no part of what is found, except after "by" and its like.
    wholes = [pattern for pattern, rule in RULES if rule is not year_alone]
    found = "|".join(
        re.sub(r"\(\?P<\w+>", "(?:", pattern)
        for pattern in [*(pattern for pattern, _ in PARTS if CLOCK not in pattern), *wholes]
    )
    one = rf"(?:(?:{found})|{_LONE_YEAR})"
    pattern = (
        rf"\b(?P<leading>{_LEADING})?(?P<first>(?<![\w$€£.,/-]){one})"
        rf"(?:(?:\s+(?:to|until|through|(?P<and>and))\s+|{DASH})(?P<last>{one}))?(?!\w)"
    )
    return re.compile(re.sub(r"\\.|\(\?P<\w+>|[A-Z]", lambda m: m[0].lower() if len(m[0]) == 1 else m[0], pattern))


def _lower(text: str) -> str:
    """Return a text in lower case, with every character at its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)


_ANCHOR = re.compile(
    r"\d|day|night|week|month|year|quarter|hal[fv]|decade|centur|spring|summer|autumn|winter|fall|morning|afternoon"
    r"|evening|tomorrow|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|mon\.|tues?\."
    r"|wed\.|thurs?\.|fri\.|sat\.|sun\.|season|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|recently"
    r"|soon|annually|in due course"
    r"|christmas|easter|thanksgiving|halloween|pentecost|epiphany|mardi gras|juneteenth|cinco|diwali|holi|dussehra|eid"
    r"|ashura|yom|rosh|passover|nowruz|vesak|jayanti"
)
"""What every phrase has a part of, in lower case. A text without it needs no search with the long pattern."""
_FARTHEST_START = 60
"""The number of characters before a part of a date at which the date may start."""
_FARTHEST = 200
"""The number of characters before a date in which "since the crisis began in" is looked for."""
_SINCE = re.compile(r"\bsince\s+(?:[\w'’]+\s+){1,6}(?:in|on)\s+(?:early\s+|late\s+)?$", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:(?:more |most )?recently|in recent (?:days|weeks|months|years)|soon|annually|every (?:day|week|month|year)"
    r"|in (?:the )?(?:coming|following|next few|past few) (?:days|weeks|months|years)|in due course)\b",
    re.IGNORECASE,
)


Found = tuple[int, int, Days | None]
"""The start, end and days of a date phrase."""


def find(text: str, frame: Callable[[int, int], Frame]) -> list[Found]:
    """Return each date phrase of a text, in order. `frame` returns the frame of a phrase."""
    lower = _lower(text)
    if not _ANCHOR.search(lower):
        return []
    found = _without_told_twice(text, list(_dates(text, lower, frame)))
    return sorted([*found, *_vague(text, found)], key=lambda phrase: phrase[:2])


def around(text: str, start: int, end: int, frame: Callable[[int, int], Frame]) -> str | None:
    """Return the date phrase of a text in which the words from `start` to `end` stand, or None.

    Most of a text is not searched: no date begins far before a part of it.
    """
    found: list[Found] = []
    for date in _dates(text, _lower(text), frame, max(0, start - _FARTHEST_START)):
        found.append(date)
        if date[1] > start:
            break
    phrases = (text[at:stop] for at, stop, _ in chain(found, _vague(text, found)) if at <= start and end <= stop)
    return next(phrases, None)


def _dates(text: str, lower: str, frame: Callable[[int, int], Frame], position: int = 0) -> Iterator[Found]:
    """Yield the date phrases that start at `position` or later, one after the other, without the vague ones."""
    while m := _phrase().search(lower, position):
        start, end = m.span()
        days = attempt(text[start:end], frame(start, end))
        if m["last"] and (days is None or not _is_range(m, frame(start, end))):
            end = m.end("first")  # two dates, not a range: "on April 21, 2016 and May 21, 2017"
            days = attempt(text[start:end], frame(start, end))
        if not m["leading"] and (since := _SINCE.search(text, max(0, start - _FARTHEST), start)):
            start = since.start()  # "since the crisis began in December"
            days = attempt(f"since {m['first']}", frame(start, end))
        if days is None and m["leading"] and m["leading"].startswith(("until", "till", "up to")):
            start = m.start("first")  # in the past tense, the date alone says when the event ended
            days = attempt(text[start:end], frame(start, end))
        if is_date(text, m.start("first"), end, resolved=days is not None):
            yield start, end, days
        position = max(end, position + 1)


def _vague(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Yield the vague phrases ("recently") that overlap none of those that are found, which are in order."""
    starts = [start for start, _, _ in found]
    for m in _VAGUE.finditer(text):
        after = bisect_left(starts, m.end())  # only the last one before can overlap
        if after == 0 or found[after - 1][1] <= m.start():
            yield m.start(), m.end(), None


def _without_told_twice(text: str, found: list[Found]) -> list[Found]:
    """Return the phrases without holidays whose date is told too: "Human Rights Day in Havana, Dec. 10, 2014"."""

    def of_year(days: Days | None) -> tuple[int, int] | None:
        return (days.start.month, days.start.day) if days and days.granularity is Granularity.DAY else None

    named = [bool(HOLIDAY.fullmatch(text[start:end])) for start, end, _ in found]
    if not any(named):
        return found
    told = {of_year(one[2]) for one, is_name in zip(found, named, strict=True) if not is_name}
    return [one for one, is_name in zip(found, named, strict=True) if not is_name or of_year(one[2]) not in told]


def _is_range(m: re.Match[str], frame: Frame) -> bool:
    """Return whether two dates form a range.

    Dates joined by "and" do if the second starts on the day after the end of the first ("July and August"). Dates
    joined by a dash with spaces do if they have the same granularity (not "on February 6 - this year").
    """
    first, last = attempt(m["first"], frame), attempt(m["last"], frame)
    if first is None or last is None or m["leading"]:
        return True
    if m["and"]:
        return last.start == first.end + timedelta(days=1)
    joint = m.string[m.end("first") : m.start("last")]
    return first.granularity == last.granularity or not re.fullmatch(rf"\s+{DASH}\s+|\s+\S\s+", joint)
