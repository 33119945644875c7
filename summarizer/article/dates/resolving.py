"""Resolve the date phrases of news text to days, relative to the publication date.

The rules are those of the annotation guidelines (`evals/GUIDELINES.md`). "Next week" is the next Monday to Sunday. A
weekday in a report of a past event is the last one up to the publication date. "By" and "within" start on that date.
"Recently" and "fiscal 2025" have no days. `english` has the English rules; `other_languages` has absolute dates,
weekdays and words such as "yesterday" in other languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from summarizer.article.dates import calendar, english, finding, other_languages, words
from summarizer.article.dates.calendar import Days, Frame
from summarizer.article.text import REMEMBERED
from summarizer.schema import Reader, When

LONGEST = 200
"""Maximum number of characters of a date phrase. A longer phrase stays unresolved."""


@dataclass(frozen=True)
class DatePhrase:
    """A date phrase at `start` to `end` of a text, and the days that it means."""

    start: int
    end: int
    text: str
    when: When


def resolve(
    phrase: str,
    published: date | None,
    language: str | None = "en",
    *,
    past: bool | None = None,
    country: str | None = None,
    whole: bool = False,
) -> When:
    """Return a date phrase with the days that it means, or with null days if it cannot be resolved.

    `published` is the publication date; without it, only phrases with a year can be resolved. `past` is whether the
    event is in the past (True), in the future (False) or unknown (None): in a report from Wednesday, "Friday" can be
    the last or the next one. `language` is an ISO 639 code; None: detected from the script, else English. `country` is
    the ISO 3166 code of the country that the article is from; it tells whether "02/03/2026" is in March, and when
    Independence Day is. None: the region of `language` ("en-GB"), if it has one. With `whole`, a longer phrase is not
    resolved by the only date in it, nor "hours later". Never raises.
    """
    code = _code(phrase, language)
    days = None
    if len(phrase) <= LONGEST:
        frame = Frame(published, past, _country(language, country))
        days = english.attempt(phrase, frame) if code == "en" else other_languages.expression(phrase, code, frame)
        if days is None and not whole:
            days = _only_one(phrase, code, frame)
    return _when(phrase, days, published)


@lru_cache(maxsize=REMEMBERED)
def find(
    text: str,
    published: date | None,
    language: str | None = "en",
    *,
    past: bool | None = None,
    country: str | None = None,
) -> tuple[DatePhrase, ...]:
    """Return the date phrases of a sentence, in order and without overlaps.

    A phrase includes a preposition that changes its meaning ("since last October", "by Friday"), but not a plain "on"
    or "in". Vague phrases ("recently") have null days. `past` applies to all phrases; None: the nearest verb decides
    for each phrase. The other arguments are those of `resolve`. Never raises.
    """
    code, land = _code(text, language), _country(language, country)
    if code == "en":
        found = finding.find(text, _framed(text, published, past, land))
    else:
        found = list(other_languages.find(text, code, Frame(published, past, land)))
    return tuple(
        DatePhrase(start, end, text[start:end], _when(text[start:end], days, published)) for start, end, days in found
    )


@lru_cache(maxsize=REMEMBERED)
def around(
    text: str,
    start: int,
    end: int,
    published: date | None,
    language: str | None = "en",
    *,
    past: bool | None = None,
    country: str | None = None,
) -> str | None:
    """Return the date phrase of a sentence in which the words from `start` to `end` stand, or None.

    The arguments are those of `find`, and so is the phrase. Never raises.
    """
    if _code(text, language) == "en":
        frame = _framed(text, published, past, _country(language, country))
        return finding.around(text, start, end, frame)
    found = find(text, published, language, past=past, country=country)
    return next((one.text for one in found if one.start <= start and end <= one.end), None)


def _framed(text: str, published: date | None, past: bool | None, land: str | None) -> Callable[[int, int], Frame]:
    """Return what gives a phrase of a sentence its frame; where the tense is not known, the nearest verb tells it."""
    return lambda start, end: Frame(published, is_past(text, start, end) if past is None else past, land)


# What is on a timetable stands in the present tense ("The treaty expires in November"). Headlines tell of the past in
# it, but with other verbs ("Storm kills 12"), or with an aim: "Senate votes Friday to confirm Reyes".
_BODY = (
    r"(?:(?-i:[A-Z]\w*)|parliament|committee|house|senate|congress|council|assembly|board|court|country|nation|party"
    r"|cabinet|commission|bloc|union)"
)
_TO_COME = (
    r"expires|begins|opens|starts|ends|resumes|reopens|concludes|convenes|lapses|kicks off"
    r"|takes (?:effect|place|office)|(?<!not )(?<!did )(?<!to )(?:begin|resume|expire|take effect)"
    r"|comes into (?:force|effect)|falls due"
    r"|goe?s? (?:on (?:sale|trial)|into (?:force|effect)|to (?:the polls|trial))|enters into force|lasts until"
    rf"|runs (?:until|through|out)|(?P<headline>meets|{_BODY} (?:votes|hosts|meet))"
    r"|(?<=s )(?:open|start|end|close)(?=\s*$|\s(?:on|in|this|next|at)\b)"
    r"|(?:has|have) until|must|needs? to|(?:is|are) due"
)
_PLANNED_FOR = (
    # "The vote had been scheduled for June" is told after June.
    r"(?<!had been )(?<!have been )(?:planned|scheduled|set|slated|expected|due|meant|booked|timed|rescheduled"
    r"|postponed|pushed back|deferred|arranged|pencill?ed in) (?:for|until)"
)
_FUTURE_CUE = (
    rf"(?P<plan>{_PLANNED_FOR})|"
    r"will|shall|won[’']t|[’']ll|(?:is|are|was|were) (?:set|due|slated|scheduled|expected|planned|supposed|going) to"
    r"|(?:is|are) to|(?:was|were) to (?:begin|start|open|end|expire|meet|visit|travel|take|hold|have|be)"
    r"|to be \w+|(?<!had been )(?:scheduled|slated|due|expected)|plans? to|planning to|intends? to"
    rf"|looks? forward|looking forward|upcoming|ahead of|plans? for|{_TO_COME}"
)
_PAST_CUE = r"said|was|were|had|has|have|did|went|made|took|held|met|began|came|left|won|lost|told|gave|\w{2,}ed"
_CUE = re.compile(
    rf"\b(?:(?P<future>{_FUTURE_CUE})|(?<!\bbe )(?P<past>{_PAST_CUE}))\b|(?P<short>[’']ll)\b", re.IGNORECASE
)
_AROUND = 80  # characters, about one clause


def is_past(sentence: str, start: int, end: int) -> bool | None:
    """Return whether the English date phrase at `start` to `end` of a sentence dates a past event; None: unknown.

    The nearest verb before the phrase decides, or else the first one after it: "will meet Friday", "met on Friday".
    """
    cue = _cue(sentence, start, end)
    if cue and cue["headline"] and re.match(r"\s+to\s+[a-z]", sentence[end : end + 20]):
        return None
    return cue["past"] is not None if cue else None


def is_planned(sentence: str, start: int, end: int) -> bool:
    """Return whether the date phrase at `start` to `end` is one that something is planned for: "planned for June"."""
    cue = _cue(sentence, start, end)
    return cue is not None and cue["plan"] is not None


def _cue(sentence: str, start: int, end: int) -> re.Match[str] | None:
    """Return the verb that tells the tense of a date phrase."""
    before = list(_CUE.finditer(sentence, max(0, start - _AROUND), start))
    return before[-1] if before else _CUE.search(sentence, end, end + _AROUND)


_HOURS_ON = re.compile(
    r"(?:(?:\d+|a few|several|just|[a-z]+)\s+){0,2}(?:hours?|minutes?)\s+(?:earlier|later)", re.IGNORECASE
)
_COUNTS = re.compile(
    r"\b(?:before|after|later|earlier|following|prior to|ago|from|than|until|ahead of|in advance of|run-?up to"
    r"|leading up to|eve of|that|same|previous|preceding|next day|every|each"
    r"|(?:weeks?|months?|quarter|half|years?) (?:to|ended|ending|through)"
    r"|of (?:her|his|their|its|my|our|your)|(?:first|last|most|\w+est)\b.{0,40}\bsince)\b",
    re.IGNORECASE,
)


def _only_one(phrase: str, code: str, frame: Frame) -> Days | None:
    """Return the days of the only date in a longer phrase: "since the crisis began in December".

    "Hours later" is taken for the publication date, because news are mostly of one day.
    """
    if code != "en":
        return None
    if _HOURS_ON.fullmatch(phrase.strip()) and frame.published:
        return calendar.day(frame.published)
    resolved = [match for match in finding.find(phrase, lambda start, end: frame) if match[2] is not None]
    if len(resolved) != 1:
        return None
    start, end, days = resolved[0]
    if (start, end) == (0, len(phrase)):
        return days
    bound = re.match(r"(since|by|before|until)\b", phrase.strip(), re.IGNORECASE)
    inner = phrase[start:end]
    if bound and not inner.lower().startswith(bound[1].lower()):
        inner = f"{bound[1]} {inner}"
    elif _COUNTS.search(phrase):
        return None  # the phrase only counts from the date: "two days after March 3"
    return english.attempt(inner, frame)


_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"),
    ("zh", r"[\u4e00-\u9fff]"),
    ("ar", r"[\u0620-\u064a]"),
    ("hi", r"[\u0900-\u097f]"),
)


def _code(text: str, language: str | None) -> str:
    if language:
        return language.replace("_", "-").partition("-")[0].lower()
    return next((code for code, letters in _SCRIPTS if re.search(letters, text)), "en")


@lru_cache(maxsize=REMEMBERED)
def _country(language: str | None, country: str | None) -> str | None:
    """Return the code of a country of two letters, given or the region of a language; None: there is none."""
    region = country or next((part for part in re.split(r"[-_]", language or "")[1:] if len(part) == 2), None)
    code = (region or "").strip().upper()
    return {"UK": "GB", "EL": "GR"}.get(code, code) if re.fullmatch(r"[A-Z]{2}", code) else None


def goes_on(phrase: str) -> bool:
    """Return whether an English phrase says since or until when something goes on: "since June", "until Friday"."""
    return _GOES_ON.match(phrase) is not None


def is_bound(phrase: str) -> bool:
    """Return whether an English phrase only bounds a day: as `goes_on`, or "by June", "before the election"."""
    return goes_on(phrase) or _BY.match(phrase) is not None


def names_deadline(phrase: str) -> bool:
    """Return whether an English phrase names the latest day: "by June", "within two weeks", "before the election"."""
    return _DEADLINE.match(phrase) is not None


def other_months(phrase: str, text: str, month: int) -> bool:
    """Return whether a phrase has a day but no month ("on the 15th"), and the text speaks of other months than `month`.

    Then the day may be one of theirs: "The fair opens in June. It ends on the 15th."
    """
    if not _DAY_ALONE.search(phrase) or _MONTH_OR_WEEKDAY.search(phrase):
        return False
    named = {words.month_number(m[1]) if m[1] else 0 for m in _NAMED_MONTH.finditer(text)}
    return bool(named - {month})


_DAY_ALONE = re.compile(r"\bthe\s+\d\d?(?:st|nd|rd|th)\W*$", re.IGNORECASE)
_MONTH_OR_WEEKDAY = re.compile(rf"\b(?:{words.MONTH}|{words.WEEKDAY})")
_NAMED_MONTH = re.compile(rf"\b(?:({words.MONTH})|(?:[Ll]ast|[Nn]ext|[Tt]hat|[Pp]revious|[Ff]ollowing) month\b)")

_GOES_ON = re.compile(r"(?:since|until|till|up to|from|between|through|starting|beginning)\b", re.IGNORECASE)
_BY = re.compile(r"(?:by|before|no later than|not later than|on or before)\b", re.IGNORECASE)
_DEADLINE = re.compile(
    rf"\s*(?:{_BY.pattern}|(?:within|ahead of|at the latest)\b)|.*\bat the latest$",
    re.IGNORECASE,
)


def _when(text: str, days: Days | None, published: date | None) -> When:
    if days is None:
        return When(text=text)
    # "By Friday night it had been seen a million times" is no deadline: its days do not start on the publication date.
    to_come = days.start < days.end and published in (None, days.start)
    deadline = to_come and names_deadline(text)
    return When(
        text=text, start=days.start, end=days.end, granularity=days.granularity, deadline=deadline,
        resolved_by=Reader.CODE,
    )  # fmt: skip
