"""Which words does a text have, in the forms in which they are compared, and which clauses? Each text is read once.

Most questions about two texts are answered by the sets alone: a sentence without a hedge weakens nothing, whatever its
clauses are. Only where these leave something to find are the clauses looked for and gone through word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain, islice
from typing import NamedTuple

from summarizer.article.text import REMEMBERED, fold
from summarizer.language.english.lexicon import either, listed
from summarizer.language.lemmas import lemma as base_form
from summarizer.language.opposites import lemma
from summarizer.language.words import FUNCTION_WORDS, stem

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*|[$€£¥₹%]")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:['.][a-z0-9]+)*|[$%]")
"""The same of a folded text in ASCII, as most are: it is searched in three quarters of the time."""
_CLAUSE_END = re.compile(
    # The full stops of "U.S. forces" and "Mr. Karst" end nothing.
    # What is looked for behind the full stop comes after it, or it would be looked for behind every character.
    r"[;:!?]|,(?!\d)|\.(?<!\.\w\.)(?<!\bmr\.)(?<!\bms\.)(?<!\bdr\.)(?<!\bmrs\.)(?=\s|$)|\s-+\s|"
    rf"\b(?:{either('conjunctions', end='')}|so that)\b(?<!\ball but)"
)
_LIGHT = FUNCTION_WORDS | listed("adverbs_of_degree", "conjunctions")


class Word(NamedTuple):
    """A word of a text: folded, and reduced to its `root` and its `base`."""

    text: str
    root: str
    base: str
    is_light: bool
    """Whether the word carries no claim of its own: an article, an auxiliary, an adverb in -ly."""


@lru_cache(maxsize=REMEMBERED * 16)
def _word(text: str) -> Word:
    return Word(text, root(text), base(text), text in _LIGHT or (text.endswith("ly") and len(text) > 4))


@lru_cache(maxsize=REMEMBERED * 16)
def root(word: str) -> str:
    """Return what the forms of a word share: "denied" and "denies" are equal, "won" and "win" too."""
    plain = lemma(word.removesuffix("'s"))
    plain = base_form(plain, "en") if plain and plain.isascii() else plain
    found = stem(plain)
    # "planned", "plans"; "carries", "carry".
    if len(found) > 3 and found[-1] == found[-2] and found[-1] not in "aeiouls":
        found = found[:-1]
    if found.endswith("is") and len(found) > 5:
        return f"{found[:-1]}z"  # "criticised"
    return found[:-1] + "y" if found.endswith("i") and len(found) > 3 else found


_OF_ACTIONS = ("ment", "ion", "anc", "enc")


def base(word: str) -> str:
    """Return the root that a noun of action shares with its verb: "negotiations" and "negotiate" are equal."""
    found = root(word)
    if not found.endswith(_OF_ACTIONS):
        return found
    ending = next((e for e in _OF_ACTIONS if found.endswith(e) and len(found) - len(e) >= 4), None)
    return root(found.removesuffix(ending)) if ending else found


@cache
def roots_of(*names: str) -> frozenset[str]:
    """Return the roots of the words of lists of the lexicon; not before they are needed: a dictionary is loaded."""
    return frozenset(map(root, listed(*names)))


@cache
def bases_of(*names: str) -> frozenset[str]:
    """Return the bases of the words of lists of the lexicon; see `roots_of`."""
    return frozenset(map(base, listed(*names)))


@lru_cache(maxsize=REMEMBERED * 16)
def is_past(word: str) -> bool:
    """Return whether a word looks like a past form: "told", "closed", not "proceed"."""
    return (word.endswith("ed") and len(word) > 4 and base_form(word, "en") != word) or lemma(word) != word


class Reading(NamedTuple):
    """The words of a text, and the sets of what they are: folded, by root and by base."""

    words: tuple[Word, ...]
    texts: frozenset[str]
    roots: frozenset[str]
    bases: frozenset[str]


def _pattern(folded: str) -> re.Pattern[str]:
    return _ASCII_WORD if folded.isascii() else _WORD


@lru_cache(maxsize=REMEMBERED)
def read(text: str) -> Reading:
    """Return what is read from a text without looking for its clauses."""
    folded = fold(text)
    found = tuple(map(_word, _pattern(folded).findall(folded)))
    texts, roots, bases, _ = zip(*found, strict=True) if found else ((), (), (), ())
    return Reading(found, frozenset(texts), frozenset(roots), frozenset(bases))


@lru_cache(maxsize=REMEMBERED)
def read_together(texts: tuple[str, ...]) -> Reading:
    """Return what is read from several texts, as if they were one."""
    if len(texts) == 1:
        return read(texts[0])
    words, *sets = zip(*map(read, texts), strict=True)
    return Reading(tuple(chain.from_iterable(words)), *(frozenset[str]().union(*several) for several in sets))


@lru_cache(maxsize=REMEMBERED)
def clauses(text: str) -> tuple[tuple[Word, ...], ...]:
    """Return the words of each clause of a text, in order."""
    folded = fold(text)
    parts = map(_pattern(folded).findall, _CLAUSE_END.split(folded))
    return tuple([tuple(map(_word, part)) for part in parts if part])


def leading(text: str) -> Word | None:
    """Return the first word of a text that carries a claim, or None if it has no such word."""
    folded = fold(text)
    return next(heads(map(_word, map(re.Match.group, _pattern(folded).finditer(folded))), 1), None)


def heads(words: Iterable[Word], count: int) -> Iterator[Word]:
    """Return the first words, at most `count`, that carry a claim."""
    return islice((word for word in words if not word.is_light), count)
