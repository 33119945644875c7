"""Days: which date phrase of an English sentence dates what it tells; one that may date anything else does not count."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from summarizer.article.dates.resolving import DatePhrase, find
from summarizer.article.text import fold
from summarizer.claims import PAST
from summarizer.language.english.events import Reading, status_of, type_of
from summarizer.language.english.lexicon import FUNCTION_WORDS, SAYING, TWO
from summarizer.language.english.predicates import Predicate
from summarizer.language.rules import Document
from summarizer.schema import EventType, Granularity, When

FARTHEST = 20
"""Number of sentences of a paragraph that are searched for its day. A text without line ends is one paragraph."""

_HAPPENS = re.compile(
    r"(?:(?:will|to|be|been|is|are|was|were|has|have|set|due|scheduled|expected|planned) )*"
    r"(?:(?:takes?|took|taken|taking) place|held|beg[iau]ns?|start(?:s|ed)?|open(?:s|ed)?|happen(?:s|ed)?|occur(?:s|red)?)\b"
)
_OF_ANOTHER = re.compile(
    r"\b(?:until|scheduled for|than(?: in| on)?|days|weeks|months|years|time)\s+(?:the\s+)?$|"
    r"^(?:before|prior to|ahead of|according to)\b[^,]*$",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[\s-]+(\w+)")
_WHOSE = re.compile(r"\b(?<!during )(?:the|an?|his|her|its|their|our|of)\s+$", re.IGNORECASE)
"""Before a day that is said of a noun: "the 1951 treaty", "its December summit"."""
_ANOTHER_CLAUSE = re.compile(r"\b(?:which|whose|since|who|according|noting|adding)\b|[“”;:]")
_TO_COME = re.compile(r"\b(?:will|would|may|might|could|plans?|intends?|hopes?|look(?:s|ing)? forward)\b")
_ASIDE = re.compile(r"(?:,\s[a-z]+ed\b[^,]*|\b(?:that|who)\s(?!(?:in|on|at|during)\b)(?:\w+\s){0,4})$")
"""A participle or a relative clause up to its date: "the yard, opened in 1970", "the yard that opened in 1970"."""
_SAYS = re.compile(rf"\b{SAYING}[\s,]*(?:on|late|early|in a statement)?\s*$")
_DAY_OPENING = re.compile(r"(?:(?:on|and|but|also|late|early)\s+)*", re.IGNORECASE)


def when_of(reading: Reading, published: date | None, *, past: bool) -> str | None:
    """Return the date phrase of what is told: the nearest to its verb, unless it dates the saying."""
    text, parsed = reading.text, reading.parsed
    phrases = [p for p in _in_time(text, published, past) if p.when.start and not _dates_saying(p, text)]
    if parsed.content and parsed.main:
        # "said Monday that …": what stands before the reported clause dates the saying.
        reported, saying = parsed.content.start, parsed.main.start
        phrases = [p for p in phrases if p.start >= reported or (past and p.end <= saying)]
    verb = parsed.told.verb if parsed.told else 0
    dating = [p for p in phrases if _dates(p, parsed.told, text, past)]
    return min(dating, key=lambda p: abs(p.start - verb)).text if dating else None


def due_of(reading: Reading, start: int, stop: int, published: date | None) -> str | None:
    """Return the date phrase of an action: one inside of it, else the sentence's only one, if it opens the sentence."""
    phrases = _in_time(reading.text, published, past=False)
    if inside := next((p for p in phrases if start <= p.start < stop), None):
        return inside.text
    # "On Monday Karst said that …" dates the saying.
    opens = len(phrases) == 1 and phrases[0].start <= 6 and not _dates_saying(phrases[0], reading.text)
    return phrases[0].text if opens and not reading.parsed.saying else None


def day_before(
    reading: Reading, readings: Sequence[Reading], document: Document, *, past: bool
) -> tuple[str, int] | None:
    """Return the day that an earlier sentence of the paragraph gives, and its number: it opens with it, or dates the
    meeting after which "the two leaders" did what is told."""
    published, told = document.article.published, reading.parsed.told
    jointly = told is not None and TWO.fullmatch(fold(told.subject)) and not _PERFECT.match(told.group)
    at = bisect_left(readings, reading.sentence.number, key=lambda one: one.sentence.number)
    for other in reversed(readings[max(0, at - FARTHEST) : at]):
        if not document.same_paragraph(other.sentence, reading.sentence):
            break
        if (status_of(other) in PAST) is not past:
            continue  # its day is read the other way round
        if jointly and type_of(other) is EventType.MEETING and (day := when_of(other, published, past=past)):
            return day, other.sentence.number
        first = next(iter(find(other.text, published, past=past)), None)
        opening = _DAY_OPENING.match(other.text)
        opens = first and opening and first.start <= opening.end()
        if first and opens and first.when.granularity is Granularity.DAY and _is_in_time(first.when, published, past):
            return first.text, other.sentence.number
    return None


_PERFECT = re.compile(r"(?:has|have|had)\b")


def _dates(phrase: DatePhrase, told: Predicate | None, text: str, past: bool) -> bool:
    """Return whether a phrase dates the predicate: it opens the sentence, or follows the verb in the same clause."""
    before, after, kind = text[: phrase.start], text[phrase.end :], fold(phrase.text).split()[0]
    if after.startswith(("’s", "'s")):
        # "Next year's vote is to take place in Orlen."
        return told is not None and 0 <= phrase.start - told.start <= 4 and bool(_HAPPENS.match(text, told.verb))
    if _OF_ANOTHER.search(before) or kind in ("until", "prior", "before", "after") or (past and phrase.when.deadline):
        return False
    if kind == "since" and not (told and re.match(r"(?:has|have)\b", told.group)):
        return False
    if told is None:
        return not _ASIDE.search(before) and not _is_attribute(before, after)
    if phrase.end <= told.start:
        return True
    if _is_attribute(before, after) or phrase.start < told.verb - 30:
        return False
    between = text[told.end : phrase.start]
    # "announced that it would close the yard in May": what has been is not of the day of what is to come.
    return not _ANOTHER_CLAUSE.search(between) and not (past and _TO_COME.search(between))


def _is_attribute(before: str, after: str) -> bool:
    noun = _NOUN.match(after)
    return noun is not None and fold(noun[1]) not in FUNCTION_WORDS and _WHOSE.search(before) is not None


def _dates_saying(phrase: DatePhrase, text: str) -> bool:
    """Return whether a phrase dates the saying, not what is said: "he said on Wednesday"."""
    # Unfolded: "the United States next week" says nothing.
    return _SAYS.search(text[max(0, phrase.start - 24) : phrase.start]) is not None


def _in_time(text: str, published: date | None, past: bool) -> list[DatePhrase]:
    return [p for p in find(text, published, past=past) if _is_in_time(p.when, published, past)]


def _is_in_time(when: When, published: date | None, past: bool) -> bool:
    """Return whether what is past, or still to come, can be of these days."""
    if published is None or when.start is None or when.end is None:
        return True
    return when.start <= published if past else when.end >= published
