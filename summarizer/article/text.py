"""Folded text and finding in it.

Texts are compared *folded*: case, diacritics, compatibility forms and typographic quotes are levelled, one character
for one, so that an offset in folded text is the same offset in the article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from summarizer.schema import Span

REMEMBERED = 1_024
"""Texts and names that each function remembers: more than an article has, few enough that an archive takes no more."""

_TYPOGRAPHY = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "))
# Scripts that write without spaces have no words to look up; runs of their characters are compared instead.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


@lru_cache(maxsize=REMEMBERED)
def fold(text: str) -> str:
    """Level case, diacritics, compatibility forms and quotes; the result has as many characters as the text."""
    levelled = text
    if not text.isascii():
        for fancy, plain in _TYPOGRAPHY:
            levelled = levelled.replace(fancy, plain)
    return levelled.lower() if levelled.isascii() else "".join(_fold_character(c) for c in levelled)


@lru_cache(maxsize=8192)
def _fold_character(c: str) -> str:
    if c.isascii():
        return c.lower()
    decomposed = unicodedata.normalize("NFKD", c)
    return (decomposed[:1].casefold() or c)[:1]


@lru_cache(maxsize=REMEMBERED)
def last_word(name: str) -> str:
    """Return the last word of a name, folded."""
    return fold(name).split()[-1]


@lru_cache(maxsize=REMEMBERED)
def find_name(name: str, text: str) -> tuple[Span, ...]:
    """Return where a text holds a name, as whole words, whatever its case, diacritics, quotes or spacing."""
    pieces, folded = fold(name).split(), fold(text)
    if not pieces:
        return ()
    # The longest piece is the rarest: a plain search for it, then a few comparisons, is far faster than a pattern made
    # for each name.
    rarest = max(pieces, key=len)
    at, number = folded.find(rarest), pieces.index(rarest)
    before, after = pieces[:number], pieces[number + 1 :]
    left, right = _has_edge(pieces[0][0]), _has_edge(pieces[-1][-1])
    found, free = [], 0
    while at >= 0:
        start, end = at, at + len(rarest)
        if before:
            start = _start_of(before, folded, start)
        if after:
            end = _end_of(after, folded, end)
        if start < free or (left and start and is_word(folded[start - 1])):
            end = -1
        if right and 0 <= end < len(folded) and is_word(folded[end]):
            end = -1
        if end >= 0:
            found.append(Span(quote=text[start:end], start=start, end=end))
            free = end
        at = folded.find(rarest, end if end >= 0 else at + 1)
    return tuple(found)


def _start_of(pieces: Sequence[str], folded: str, at: int) -> int:
    """Return where these pieces begin that stand before `at`, white space after each; -1 if they do not."""
    for piece in reversed(pieces):
        end = at
        while at and folded[at - 1].isspace():
            at -= 1
        if at == end or not folded.endswith(piece, 0, at):
            return -1
        at -= len(piece)
    return at


def _end_of(pieces: Sequence[str], folded: str, at: int) -> int:
    """Return where these pieces end that stand after `at`, white space before each; -1 if they do not."""
    for piece in pieces:
        start = at
        while at < len(folded) and folded[at].isspace():
            at += 1
        if at == start or not folded.startswith(piece, at):
            return -1
        at += len(piece)
    return at


def is_word(character: str) -> bool:
    """Tell whether a character may be part of a word."""
    return character.isalnum() or character == "_"


def _has_edge(character: str) -> bool:
    """Tell whether a name that begins or ends so must not go on in a longer word."""
    return character.isalnum() and not UNSPACED.match(character)
