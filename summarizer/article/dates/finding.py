"""Find English date phrases in a sentence with the patterns of the rules in `english`.

`_is_date` rejects false matches: verbs and names spelled like months and seasons, and counts that look like years.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache

from summarizer.article.dates.calendar import Days, Frame
from summarizer.article.dates.english import DASH, MONTH, ORDINALS, PART, RULES, SEASONS, WEEKDAY, attempt, year_alone

_LONE_YEAR = r"(?:1[89]|20)\d\d(?![\w%/]|[.,]\d|-\d{1,3}(?!\d))"
_FOUND = "|".join(
    re.sub(r"\(\?P<\w+>", "(?:", pattern)
    for pattern in [PART, *(pattern for pattern, rule in RULES if rule is not year_alone)]
)
_LEADING = (
    r"since|by|before|until|till|up to|from|between|starting(?: on| in)?|beginning(?: on| in)?|over the course of"
    r"|through"
)


@cache
def _phrase() -> re.Pattern[str]:
    """Return the pattern of a phrase. It is compiled on first use, which takes as long as importing the library."""
    return re.compile(
        rf"\b(?:(?P<leading>{_LEADING})\s+)?(?P<first>(?<![\w$€£.,/-])(?:(?:{_FOUND})|{_LONE_YEAR}))"
        rf"(?:(?:\s+(?:to|until|through|(?P<and>and))\s+|{DASH})(?P<last>(?:{_FOUND})|{_LONE_YEAR}))?(?!\w)",
        re.IGNORECASE,
    )


_SINCE = re.compile(r"\bsince\s+(?:[\w'’]+\s+){1,6}(?:in|on)\s+(?:early\s+|late\s+)?$", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:(?:more |most )?recently|in recent (?:days|weeks|months|years)|soon|annually|every (?:day|week|month|year)"
    r"|in (?:the )?(?:coming|following|next few|past few) (?:days|weeks|months|years)|in due course)\b",
    re.IGNORECASE,
)
_LOWER_NAME = re.compile(rf"\b(?:{MONTH}|{WEEKDAY})", re.IGNORECASE)
_WORD_TOO = re.compile(rf"May|March|Mar|(?:{'|'.join(ORDINALS)})[\s-](?:quarter|half)", re.IGNORECASE)
_IN_SEASON = re.compile(r"\b(?:in|since|by|until|during|of|through|early|late|mid)[\s-]+(?:the\s+)?$", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"\b(?:time|\w+est|most|only|first|once)\b[^.;,]{0,30}$", re.IGNORECASE)
_BEFORE_DATE = re.compile(
    r"\b(?:in|since|by|until|from|to|and|of|during|through|between|before|after|for|early|late|mid|the)[\s-]+$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?!(?:games|olympics|elections|sanctions|talks|was|is|as|has|its|his|this)\b)[a-z]+s\b|[\s-]years?\b"
)


def find(text: str, frame: Callable[[int, int], Frame]) -> list[tuple[int, int, Days | None]]:
    """Return the start, end and days of each date phrase of a text. `frame` returns the frame of a phrase."""
    found: list[tuple[int, int, Days | None]] = []
    position = 0
    while m := _phrase().search(text, position):
        start, end = m.span()
        days = attempt(text[start:end], frame(start, end))
        if m["last"] and (days is None or not _is_range(m, frame(start, end))):
            end = m.end("first")  # two dates, not a range: "on April 21, 2016 and May 21, 2017"
            days = attempt(text[start:end], frame(start, end))
        if not m["leading"] and (since := _SINCE.search(text, 0, start)):
            start = since.start()  # "since the crisis began in December"
            days = attempt(f"since {m['first']}", frame(start, end))
        if days is None and m["leading"] and m["leading"].lower() in ("until", "till", "up to"):
            start = m.start("first")  # in the past tense, the date alone says when the event ended
            days = attempt(text[start:end], frame(start, end))
        if _is_date(text, m.start("first"), end):
            found.append((start, end, days))
        position = max(end, position + 1)
    taken = [(start, end) for start, end, _ in found]
    for m in _VAGUE.finditer(text):
        if all(m.end() <= start or end <= m.start() for start, end in taken):
            found.append((m.start(), m.end(), None))
    return sorted(found, key=lambda phrase: phrase[:2])


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


def _is_date(text: str, start: int, end: int) -> bool:
    """Return whether a match is a date and not a similar phrase such as "may", "to fall" or "2000 people"."""
    phrase, before = text[start:end], text[max(0, start - 60) : start]
    if any(name.group()[0].islower() for name in _LOWER_NAME.finditer(phrase)):
        return False
    if re.sub(r"^the ", "", phrase.lower()) in SEASONS:
        return bool(_IN_SEASON.search(before))
    if re.match(r"in\s", phrase, re.IGNORECASE) and _SUPERLATIVE.search(before):
        return False  # "for the first time in 30 years" is a duration
    if _WORD_TOO.fullmatch(phrase):
        return bool(_BEFORE_DATE.search(before))
    if phrase.isdigit():
        return not _COUNTED.match(text, end) or bool(_BEFORE_DATE.search(before) and text[end : end + 5] != " year")
    return True
