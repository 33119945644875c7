"""Turn the date phrases of news prose into days, against the publication date.

The rules are those of the annotation guidelines: "next week" is the next Monday to Sunday, a bare weekday in a report
of what is past is the last one up to the publication date, "by" and "within" start on that date, "recently" has none.
`_dates_english` holds the English rules, `_dates_world` absolute dates, weekdays and "yesterday" of other languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from summarizer.article.dates import english, finding
from summarizer.article.dates import other_languages as world
from summarizer.article.dates.calendar import Days, Frame
from summarizer.schema import When

LONGEST = 200
"""A phrase with more characters is no date phrase, and is left unresolved."""


@dataclass(frozen=True)
class DatePhrase:
    """A date phrase of a text, `text == whole[start:end]`, and the days that it means."""

    start: int
    end: int
    text: str
    when: When


def resolve(phrase: str, published: date | None, language: str | None = "en", *, past: bool | None = None) -> When:
    """Return the days that a date phrase means; the phrase as it is, with null days, where they can't be told.

    `published` is the publication date; without it only phrases with a year have days. `past` says whether what the
    phrase dates is past (True), still to come (False) or not known (None): "Friday" of a Wednesday's report is the one
    gone by or the one to come. `language` is an ISO 639 code; None: told by the script, else English. Never raises.
    """
    code = _code(phrase, language)
    days = None
    if len(phrase) <= LONGEST:
        frame = Frame(published, past)
        days = english.attempt(phrase, frame) if code == "en" else _world(phrase, code, frame)
        if days is None:
            days = _only_one(phrase, code, frame)
    return _when(phrase, days)


def find(
    text: str, published: date | None, language: str | None = "en", *, past: bool | None = None
) -> tuple[DatePhrase, ...]:
    """Return the date phrases of a sentence in order, not overlapping.

    A phrase includes the word that bears on its meaning ("since last October", "by Friday"), not a mere "on" or "in".
    Vague ones ("recently") have null days. `past` holds for all of them; None: told for each by the nearest verb. The
    other arguments are those of `resolve`. Never raises.
    """
    code = _code(text, language)

    def frame(start: int, end: int) -> Frame:
        return Frame(published, is_past(text, start, end) if past is None else past)

    english_text = code == "en"
    found = finding.find(text, frame) if english_text else list(world.find(text, code, Frame(published, past)))
    return tuple(DatePhrase(start, end, text[start:end], _when(text[start:end], days)) for start, end, days in found)


_FUTURE_CUE = (
    r"will|shall|won[’']t|[’']ll|(?:is|are|was|were) (?:set|due|slated|scheduled|expected|planned|supposed|going) to"
    r"|(?:is|are) to|to be \w+|scheduled|slated|due|plans? to|planning to|intends? to|expected"
    r"|looks? forward|looking forward|upcoming|ahead of"
)
_PAST_CUE = r"said|was|were|had|has|have|did|went|made|took|held|met|began|came|left|won|lost|told|gave|\w{2,}ed"
_CUE = re.compile(
    rf"\b(?:(?P<future>{_FUTURE_CUE})|(?<!\bbe )(?P<past>{_PAST_CUE}))\b|(?P<short>[’']ll)\b", re.IGNORECASE
)
_AROUND = 80  # characters: a clause


def is_past(sentence: str, start: int, end: int) -> bool | None:
    """Tell whether what an English sentence dates with the phrase at `start` to `end` is past; None: it does not say.

    The nearest verb before the phrase decides, else the first one after it: "will meet Friday", "met on Friday".
    """
    before = list(_CUE.finditer(sentence, max(0, start - _AROUND), start))
    cue = before[-1] if before else _CUE.search(sentence, end, end + _AROUND)
    return cue["past"] is not None if cue else None


def _only_one(phrase: str, code: str, frame: Frame) -> Days | None:
    """Return the days of the one date that a longer phrase holds: "since the crisis began in December"."""
    if code != "en":
        return None
    found = [one for one in finding.find(phrase, lambda start, end: frame) if one[2] is not None]
    if len(found) != 1:
        return None
    start, end, days = found[0]
    if (start, end) == (0, len(phrase)):
        return days
    bound = re.match(r"(since|by|before|until)\b", phrase.strip(), re.IGNORECASE)
    inner = phrase[start:end]
    if bound and not inner.lower().startswith(bound[1].lower()):
        inner = f"{bound[1]} {inner}"
    elif re.search(r"\b(?:before|after|later|earlier|following|prior to|ago|from|than|until)\b", phrase, re.IGNORECASE):
        return None  # counted from the date, not on it: "two days after March 3"
    return english.attempt(inner, frame)


def _world(phrase: str, code: str, frame: Frame) -> Days | None:
    return world.expression(phrase, code, frame)


_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"),
    ("zh", r"[\u4e00-\u9fff]"),
    ("ar", r"[\u0620-\u064a]"),
    ("hi", r"[\u0900-\u097f]"),
)


def _code(text: str, language: str | None) -> str:
    if language:
        return re.split(r"[-_]", language)[0].lower()
    return next((code for code, letters in _SCRIPTS if re.search(letters, text)), "en")


def _when(text: str, days: Days | None) -> When:
    if days is None:
        return When(text=text, start=None, end=None, granularity=None)
    return When(text=text, start=days.start, end=days.end, granularity=days.granularity)
