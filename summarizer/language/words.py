"""Extract words, stems, numbers, names and negation from a text. Words are folded; see `article.text.fold`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from summarizer.article.dates.words import MONTH_NAMES, WEEKDAY_NAMES
from summarizer.article.text import REMEMBERED, UNSPACED, as_seen, fold, is_word, without_particles
from summarizer.language.english.lexicon import (
    ABBREVIATED,
    FUNCTION_WORDS,
    NEGATIONS,
    NO_NAMES,
    NUMBER_WORDS,
    PARTICLES,
    PARTS_THAT_NEGATE,
    POINTED_AT,
    REFRAINING,
)

__all__ = [
    "FUNCTION_WORDS", "NEGATION", "NUMBER_WORDS", "calendar_words", "content_words", "counted_numbers",
    "has_calendar_word", "is_english", "is_in_headline", "joined_names", "names", "negated", "numbers", "refrains",
    "stem", "telling_words", "without_opener", "word_set", "words",
]  # fmt: skip

_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:['.-][a-z0-9]+)*")
"""The same of a folded text in ASCII, as most are: it is searched in three quarters of the time."""
# The full stop comes first, because a pattern that starts with a lookbehind is tried at every character.
_SPACED_INITIALS = re.compile(r"\. (?<=\b\w\. )(?=\w\b)")
# Groups of three digits with one separator, the Indian "1,50,000", or digits as they come.
_NUMBER = re.compile(
    r"(?P<grouped>[1-9]\d{0,2}([.,' ])\d{3}(?:\2\d{3})*(?!\d)|[1-9]\d?(?:,\d\d)+,\d{3}(?!\d))(?:[.,]\d+)*"
    r"|\d+(?:[.,]\d+)*"
)
_JAMO = re.compile(r"[\u1100-\u11ff]")


@lru_cache(maxsize=REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text without possessive endings and Korean particles.

    Scripts without spaces give single characters.
    """
    folded = fold(text)
    # Read "U. S." as "U.S.".
    pattern = _ASCII_WORD if folded.isascii() else _WORD
    found = pattern.findall(_SPACED_INITIALS.sub(".", folded) if ". " in folded else folded)
    if "'s" in folded:
        found = [word.removesuffix("'s") for word in found]
    if not folded.isascii():
        if UNSPACED.search(folded):
            found = [piece for word in found for piece in (word if UNSPACED.search(word) else (word,))]
        if _JAMO.search(folded):
            found = [without_particles(word) for word in found]
    # `map` instead of a Python loop, because whole articles pass through here.
    return tuple(map(NUMBER_WORDS.get, found, found))


def is_english(text: str) -> bool:
    """Return whether a text is English, judged by its share of English function words."""
    found = words(text[:2_000])
    return bool(found) and sum(word in FUNCTION_WORDS for word in found) / len(found) > 0.2


@lru_cache(maxsize=REMEMBERED)
def content_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text without function words, stemmed so that regular inflected forms are equal."""
    return tuple(map(stem, [word for word in words(text) if word not in FUNCTION_WORDS]))


@lru_cache(maxsize=REMEMBERED * 16)
def stem(word: str) -> str:
    """Return a word without the most common English endings: "announces", "announced" and "announce" become equal."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=REMEMBERED)
def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of a text as digits; includes words up to "twelve".

    However the digits are grouped (150,000, 1,50,000, 150.000, 150’000, 150 000), the number is the same. Three digits
    after a full stop are taken for a group.
    """
    folded, digits = fold(text), []
    for match in _NUMBER.finditer(folded):
        groups = match["grouped"] or ""
        digits.append(re.sub(r"\D", "", groups) + match.group()[len(groups) :].replace(",", "."))
    return (*digits, *(NUMBER_WORDS[word] for word in _WORD.findall(folded) if word in NUMBER_WORDS))


_NAME_WORD, _NAME_ENDING = re.compile(r"\w[\w'’.-]*"), re.compile(r"['’]s?$")


@lru_cache(maxsize=REMEMBERED)
def names(text: str) -> tuple[str, ...]:
    """Return the capitalised names of a text: the longest runs of capitalised words.

    A single capitalised word at the start of the text is left out, unless it is all in upper case.
    """
    text = as_seen(text)
    may_be_arabic = "l-" in text
    capitalised = [
        match
        for match in _NAME_WORD.finditer(text)
        if (text[match.start()].isupper() and _is_of_name(match, text))
        or (may_be_arabic and _ARABIC_ARTICLE.match(match[0]))
    ]
    runs: list[list[re.Match[str]]] = []
    for match in capitalised:
        between = text[runs[-1][-1].end() : match.start()] if runs else ""
        # A full stop ends a name, unless it belongs to an initial or an abbreviation ("J. Biden", "Gen. Odo").
        last = runs[-1][-1].group() if runs else ""
        stopped = last.endswith(".") and not ABBREVIATED.fullmatch(last)
        if not stopped and between in _JOINING:
            runs[-1].append(match)
        elif match[0][0].isupper():
            runs.append([match])
    found = []
    for run in runs:
        name = _NAME_ENDING.sub("", text[run[0].start() : run[-1].end()]).rstrip(".")
        # A single capitalised word at the start of the text can be any word ("Talks failed").
        if len(run) > 1 or run[0].start() > 0 or name.isupper():
            found.append(name)
    return tuple(found)


_ARABIC_ARTICLE = re.compile(r"(?:al|el)-[A-Z]")
"""Within a name, as in "Ida al-Moe"; alone it is left to those who know the actors."""
_JOINING = frozenset((" ", " of ", " of the ", " and the ", "-", ". ", *(f" {word} " for word in PARTICLES)))
"""What stands between the words of one name."""
_NEW = re.compile(r"New (?=[A-Z])(?!\w+(?:ans?|ese|ish|ic)\b)")
"""In "New Zealand", but not in "New Russian sanctions"."""


def _is_of_name(word: re.Match[str], text: str) -> bool:
    return fold(word[0]).rstrip(".").removesuffix("'s") not in NO_NAMES or _NEW.match(text, word.start()) is not None


def without_opener(name: str) -> str:
    """Return a name without a word that opens the sentence and is no part of it: "But Kerry"."""
    return _OPENER.sub("", name)


_OPENER = re.compile(r"^(?:But|And|As|Yet|So|While|Even|Perhaps)\s+(?=[A-Z])")


def joined_names(name: str) -> list[str]:
    """Return the parts of a joint name, without articles: "Mexico, Canada and the United States" has three."""
    return [re.sub(r"^the\s+", "", part) for part in re.split(r",\s+(?:and\s+)?|\s+and\s+", name)]


@lru_cache(maxsize=REMEMBERED)
def word_set(text: str) -> frozenset[str]:
    """Return the set of folded words of a text."""
    return frozenset(words(text))


@lru_cache(maxsize=REMEMBERED)
def telling_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without function words, or all of its words if it has no others."""
    return tuple(word for word in words(name) if word not in FUNCTION_WORDS) or words(name)


def holds_words(wanted: Sequence[str], present: frozenset[str]) -> bool:
    """Return whether the words of a name are among others: all of them, or the last one of at most four."""
    if not wanted:
        return False
    if present.issuperset(wanted):
        return True
    # A surname or a head noun can replace the full name; a single shared adjective cannot.
    return len(wanted) <= 4 and wanted[-1] in present and len(wanted[-1]) > 2 and not wanted[-1].isdigit()


def counted_numbers(statement: str) -> tuple[str, ...]:
    """Return the numbers in a statement, except in a phrase like "the two leaders", which refers to named actors."""
    return numbers(POINTED_AT.sub("the", statement))


@lru_cache(maxsize=REMEMBERED)
def refrains(text: str) -> bool:
    """Return whether a text expresses a negation without a negating word: a vow to refrain, a decree against …"""
    return bool(REFRAINING.search(fold(text)))


NEGATION = "negation"
"""The entry in `Support.missing` for a negation in a statement that its evidence does not have."""


@lru_cache(maxsize=REMEMBERED)
def negated(text: str) -> bool:
    """Return whether a text contains a negating word."""
    folded = fold(text)
    has_part = ("n't" in folded or not folded.isascii()) and PARTS_THAT_NEGATE.search(folded)
    return bool(has_part or NEGATIONS.search(folded))


# Not "May", which is mostly the verb, also with a capital. A pattern that starts with letters is searched fast.
_CALENDAR = frozenset((*MONTH_NAMES, *WEEKDAY_NAMES)) - {"may"}
_CALENDAR_WORD = re.compile(rf"(?:{'|'.join(sorted(map(str.capitalize, _CALENDAR)))})(?![a-z])")


@lru_cache(maxsize=REMEMBERED)
def calendar_words(statement: str) -> tuple[str, ...]:
    """Return the months and weekdays of a text, each once: with a capital, since "march" is no month."""
    text = as_seen(statement)
    places = _CALENDAR_WORD.finditer(text)
    return tuple(dict.fromkeys(m[0] for m in places if not is_word(text[m.start() - 1 : m.start()])))


def has_calendar_word(word: str, quotes: Sequence[str]) -> bool:
    """Return whether the quotes have a month or weekday, written out or shortened ("Feb.")."""
    folded = fold(word)
    return any(
        w == folded or (len(w) >= 3 and len(w) < 5 and folded.startswith(w)) for quote in quotes for w in words(quote)
    )


def is_in_headline(text: str, at: int) -> bool:
    """Return whether the line at an offset capitalises every longer word, so that capitals tell no name."""
    end = text.find("\n", at)
    return _is_capitalised(text, text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text))


@lru_cache(maxsize=REMEMBERED)
def _is_capitalised(text: str, start: int, end: int) -> bool:
    count = 0
    for word in _LONGER_WORD.finditer(text, start, end):
        if word.group()[0].islower():
            return False  # as an early word of prose tells, and the line may be the whole text
        count += 1
    return count >= HEADLINE_WORDS


_LONGER_WORD = re.compile(r"\b[^\W\d_]{4,}")
HEADLINE_WORDS = 4
"""Longer words, all capitalised, that make a line a headline; a shorter line may be a person's name and office."""
