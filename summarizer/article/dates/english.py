"""Rules for English date phrases in news text. They follow the annotation guidelines in `evals/GUIDELINES.md`.

No library is suitable: they return an instant instead of days, and do not handle tense or "later this month". Share of
exact answers on the dates of the gold briefs (`python -m evals.studies.dates`): dateparser 0.70, timefhuman 0.52,
ctparse 0.34, parsedatetime 0.34, recurrent 0.33, these rules 0.98; on MEANTIME 0.84, 0.49, 0.25, 0.27, 0.27 and 0.90
(its annotators take "early 2009" for the whole year).

A rule is a pattern and a function from its match to days: `days` has those of single days, `periods` of periods,
`holidays` of holidays, and `parts` of the parts of what other rules resolve; `words` has what patterns are made of.
`finding` uses the same patterns to find phrases in a sentence. `expression` resolves a whole phrase: the rules, and the
words before them ("since", "by", "from … to …").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache, lru_cache

from summarizer.article.dates import calendar, counting, days, holidays, parts, periods
from summarizer.article.dates.calendar import Days, Frame
from summarizer.article.dates.parts import EDGE_OF_DAY, Part
from summarizer.article.dates.words import CLOCK, COUNT, DASH, HOURS, UNIT, WEEKDAY, count
from summarizer.article.text import REMEMBERED
from summarizer.schema import Granularity

Rule = Callable[[re.Match[str], Frame], Days]
RULES: list[tuple[str, Rule]] = [*days.RULES, *counting.RULES, *holidays.RULES, *periods.RULES]
PARTS: list[tuple[str, Part]] = [*parts.RULES, *counting.PARTS]

_IN_A_ROW = r"(?:(?:consecutive|straight|successive)\s+(?:day|night)|(?:day|night)\s+(?:in a row|running))"
_SAME_DAY = re.compile(
    rf"(?:(?:(?P<count>{COUNT})|a few|several|just)\s+)?(?:hours?|minutes?)\s+ago|overnight"
    rf"|(?:for\s+)?(?:a|the)\s+\w+\s+{_IN_A_ROW}"
)
"""What is the publication date, or hours before it: "three hours ago", "for a third straight day"."""
_ANAPHORIC = re.compile(
    rf"(?:(?:on|in|by|at|for|during|until|since|before|after|from)\s+)?(?:(?:early|late|later|earlier)\s+)?"
    rf"(?:that|the\s+(?:very\s+)?(?:same|next(?=\s+(?:day|{HOURS}|{WEEKDAY}))))\s",
    re.IGNORECASE,
)
"""What counts from another day of the story: "that Friday", "the next morning"."""
_DAY_ALONE = re.compile(r"(?:on\s+)?the\s+(?P<day>\d\d?)(?:st|nd|rd|th)", re.IGNORECASE)
_SHORT = re.compile(r"\b(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)$", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?:(?:at least|on|in|at|during|for|over|of|around|about|throughout|across|as of|starting|beginning|effective"
    r"|dated|also|just|with effect from|as from|early on|later on|back in|as (?:early|soon|late|recently) as|some ?time"
    r"|sometime|due|not until|the course of|the months? of|the (?:night|morning|afternoon|evening|day) of)\s+)"
    rf"|{EDGE_OF_DAY}",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?P<bound>since|by|no later than|not later than|on or before|before|prior to|until|till|up to(?: and including)?"
    r"|up until|through)\s+(?P<rest>.+)",
    re.IGNORECASE,
)
_BY = ("by", "no later than", "not later than", "on or before")
_FROM_NOW = re.compile(
    r"(?:between|from)\s+(?:now|today)\s+(?:and|to|until|till|through)\s+(?P<rest>.+)", re.IGNORECASE
)
_RANGE = re.compile(
    rf"(?:(?:from|between)\s+)?(?P<first>.+?)(?:\s+(?:to|until|till|through|into|and|or)\s+|{DASH})(?P<last>.+)",
    re.IGNORECASE,
)
_LIST = re.compile(rf"(?P<first>{WEEKDAY})(?:,\s+{WEEKDAY})+,?\s+and\s+(?P<last>{WEEKDAY})", re.IGNORECASE)
_APPOSITION = re.compile(r"(?P<first>[^,()]+?)(?:,\s+|\s+\()(?P<last>[^()]+?)\)?", re.IGNORECASE)


def expression(text: str, frame: Frame) -> Days | None:
    """Return the days of a whole phrase, or None if no rule matches.

    Raise ValueError, KeyError or OverflowError if the phrase needs a publication date and there is none, or if there
    are no such days.
    """
    text = re.sub(r"\s+", " ", text).strip(' \t\n,.;:()"“”‘')
    text = re.sub(r"(?<!\d)[’']s?$", "", text)
    if _SHORT.search(text):
        text += "."  # the full stop of "Sun." is no end of a sentence
    if _ANAPHORIC.match(text):
        return None
    if m := _SAME_DAY.fullmatch(text.lower()):
        return calendar.day(frame.day - timedelta(hours=count(m["count"]) if m["count"] and "hour" in m[0] else 0))
    if m := _DAY_ALONE.fullmatch(text):
        return calendar.day_alone(int(m["day"]), frame)
    if found := _single(text, frame):
        return found
    if m := _FROM_NOW.fullmatch(text):
        return _bounded("until", m["rest"], frame._replace(past=False))
    if m := _BOUND.fullmatch(text):
        return _bounded(m["bound"].lower(), m["rest"], frame)
    if (m := _LIST.fullmatch(text) or _RANGE.fullmatch(text)) and (found := _range(m["first"], m["last"], frame)):
        return found
    if (m := _APPOSITION.fullmatch(text)) and (found := _apposition(m["first"], m["last"], frame)):
        return found
    if m := re.match(r"(?:from|between)\s+(.+)", text, re.IGNORECASE) or _PLAIN.match(text):
        return expression(m[1] if m.lastindex else text[m.end() :], frame)
    return None


@cache
def _compiled() -> tuple[list[tuple[re.Pattern[str], Part]], list[tuple[re.Pattern[str], Rule]]]:
    """Return the compiled rules of parts and of wholes. They are compiled on first use, which takes some time."""
    return (
        [(re.compile(pattern, re.IGNORECASE), part) for pattern, part in PARTS],
        [(re.compile(pattern, re.IGNORECASE), rule) for pattern, rule in RULES],
    )


def _single(text: str, frame: Frame) -> Days | None:
    matched, rule, part = _matched(text)
    if matched and rule:
        return rule(matched, frame)
    if matched and part:
        # "The end of the month": without "last" and "next", it is the current one.
        named = re.sub(rf"^the (?={UNIT}$|century$)", "this ", matched["whole"], flags=re.IGNORECASE)
        whole = _single(named, frame)
        return part(matched, whole, frame) if whole else None
    return None


# Cached: the same few phrases come again, and most of them pass by dozens of patterns.
@lru_cache(maxsize=REMEMBERED)
def _matched(text: str) -> tuple[re.Match[str] | None, Rule | None, Part | None]:
    """Return the match of a phrase with the first pattern that fits it, and the rule that the pattern is of."""
    of_parts, of_wholes = _compiled()
    for pattern, rule in of_wholes:
        if m := pattern.fullmatch(text):
            return m, rule, None
    for pattern, part in of_parts:
        if m := pattern.fullmatch(text):
            return m, None, part
    return None, None, None


def _bounded(bound: str, rest: str, frame: Frame) -> Days | None:
    if bound == "since":
        found = expression(rest, frame._replace(past=True))
        return Days(found.start, frame.day, Granularity.RANGE) if found and found.start <= frame.day else None
    found = expression(rest, frame)
    if frame.past is None and frame.published and (found is None or found.end < frame.published):
        # Of an unknown tense, "Friday" is the last one, but "by Friday" is to come.
        found = expression(rest, frame._replace(past=False))
    at_end = re.match(r"(?:the\s+)?(?:end|close)\b", rest, re.IGNORECASE) is not None
    if found is None or (bound == "through" and found.granularity is Granularity.RANGE and not at_end):
        return found
    if bound == "by" and (frame.published is None or (frame.past and found.start <= frame.published)):
        return found  # "by Thursday night it had been seen a million times"
    excluded = bound in ("before", "prior to") and not at_end
    end = found.start - timedelta(days=1) if excluded else found.end
    if bound in _BY and re.match(r"(?:the\s+)?mid(?:-|\s|dle\b|way\b)", rest, re.IGNORECASE):
        end = found.start + (found.end - found.start - timedelta(days=1)) // 2  # by the middle, not by its end
    return Days(frame.day, end, Granularity.RANGE) if end >= frame.day else None


def _range(first: str, last: str, frame: Frame) -> Days | None:
    until = _single(last, frame) or expression(last, frame)
    if until is None:
        return None
    # The first date often lacks the year of the last one. It is then the latest such day before the last one.
    before = frame._replace(published=until.start, past=True)
    since = _single(first, before) or expression(first, before)
    if since is None or since.start > until.end:
        # "Next Monday through Wednesday": the last day follows the first one.
        since = _single(first, frame)
        until = _single(last, frame._replace(published=since.end, past=False)) if since else None
    if since is None or until is None or since.start > until.end:
        return None
    return Days(since.start, until.end, Granularity.RANGE)


def _apposition(first: str, last: str, frame: Frame) -> Days | None:
    """Return the day of a date that is told twice: "today, April 30", "Friday (January 30)"."""
    if re.fullmatch(CLOCK, last, re.IGNORECASE):
        return expression(first, frame)
    # Single phrases only: deeper ones would be tried in every combination.
    second = _single(last, frame)
    for tense in (frame.past, True, False):  # the date tells which weekday of that name it is
        told = _single(re.sub(r"^on ", "", first), frame._replace(past=tense))
        if told is None or second is None:
            return None
        shorter, longer = sorted((told, second), key=lambda one: one.end - one.start)
        if longer.start <= shorter.start and shorter.end <= longer.end:
            return shorter
    return None


@lru_cache(maxsize=REMEMBERED)
def attempt(text: str, frame: Frame) -> Days | None:
    """Return the days of a phrase, or None if it cannot be resolved. Unlike `expression`, it never raises."""
    try:
        return expression(text, frame)
    except (ValueError, KeyError, OverflowError):
        return None
