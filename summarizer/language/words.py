"""Words, stems, numbers, names and negation of a text, in folded form."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.article.text import REMEMBERED, UNSPACED, fold
from summarizer.language.english.lexicon import (
    ABBREVIATED,
    FUNCTION_WORDS,
    NEGATIONS,
    NO_NAMES,
    NUMBER_WORDS,
    POINTED_AT,
    REFRAINING,
)

_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
# The full stop first: a pattern that begins with what it looks back at is tried at every character.
_SPACED_INITIALS = re.compile(r"\. (?<=\b\w\. )(?=\w\b)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@lru_cache(maxsize=REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, possessives cut; single characters for scripts without spaces."""
    folded = fold(text)
    # "U. S." is "U.S."
    found = _WORD.findall(_SPACED_INITIALS.sub(".", folded) if ". " in folded else folded)
    if "'s" in folded:
        found = [word.removesuffix("'s") for word in found]
    if not text.isascii() and UNSPACED.search(text):
        found = [piece for word in found for piece in (word if UNSPACED.search(word) else (word,))]
    # Without a loop of Python's own: whole articles come by here.
    return tuple(map(NUMBER_WORDS.get, found, found))


def is_english(text: str) -> bool:
    """Tell whether a text is English by its share of English function words."""
    found = words(text[:2_000])
    return bool(found) and sum(word in FUNCTION_WORDS for word in found) / len(found) > 0.2


@lru_cache(maxsize=REMEMBERED)
def content_words(text: str) -> tuple[str, ...]:
    """Return the folded words that carry a statement, with plain endings cut so that "met" aside, forms agree."""
    return tuple(map(stem, [word for word in words(text) if word not in FUNCTION_WORDS]))


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """Cut the most common English endings; enough to let "announces", "announced" and "announce" agree."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=REMEMBERED)
def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of a text, thousands separators removed, written-out ones up to twelve as digits."""
    folded = fold(text)
    digits = [re.sub(r"(?<=\d),(?=\d{3})", "", match.group()).rstrip(".,") for match in _NUMBER.finditer(folded)]
    return (*digits, *(NUMBER_WORDS[word] for word in _WORD.findall(folded) if word in NUMBER_WORDS))


@lru_cache(maxsize=REMEMBERED)
def names(text: str) -> tuple[str, ...]:
    """Return the capitalised names of a text, longest runs of capitalised words; the sentence's first word only
    when it is part of a longer run or is no common word."""
    found = []
    for match in re.finditer(r"(?<!\w)\w[\w'’.-]*", text):
        word = match.group()
        if word[:1].isupper() and fold(word).rstrip(".").removesuffix("'s") not in NO_NAMES:
            found.append(match)
    runs: list[list[re.Match[str]]] = []
    for match in found:
        between = text[runs[-1][-1].end() : match.start()] if runs else ""
        # A full stop ends a name, unless it is an initial's or an abbreviation's ("J. Biden", "Gen. Odo").
        last = runs[-1][-1].group() if runs else ""
        stopped = last.endswith(".") and not ABBREVIATED.fullmatch(last)
        if not stopped and between in (" ", " of ", " of the ", " and the ", "-", ". "):
            runs[-1].append(match)
        else:
            runs.append([match])
    kept = []
    for run in runs:
        name = re.sub(r"['’]s?$", "", text[run[0].start() : run[-1].end()]).rstrip(".")
        # A lone capitalised word that opens the text may be any word ("Talks failed").
        if len(run) > 1 or run[0].start() > 0 or name.isupper():
            kept.append(name)
    return tuple(kept)


@lru_cache(maxsize=REMEMBERED)
def word_set(text: str) -> frozenset[str]:
    """Return the folded words of a text as a set."""
    return frozenset(words(text))


@lru_cache(maxsize=REMEMBERED)
def telling_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without function words; all of them if it has no others."""
    return tuple(word for word in words(name) if word not in FUNCTION_WORDS) or words(name)


def counted_numbers(statement: str) -> tuple[str, ...]:
    """Return the numbers by which a statement counts: not "the two leaders", which points at those who were named."""
    return numbers(POINTED_AT.sub("the", statement))


def refrains(text: str) -> bool:
    """Return whether a text says without "not" what a statement says with it: a vow to refrain, a decree against."""
    return bool(REFRAINING.search(fold(text)))


NEGATION = "negation"
"""What `Support.missing` calls a statement's negation that its evidence lacks."""


def negated(text: str) -> bool:
    """Tell whether a text holds a word of negation."""
    return bool(NEGATIONS.search(fold(text)))
