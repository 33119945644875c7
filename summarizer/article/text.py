"""Fold text for comparison, and find names in it.

Texts are compared *folded*: without differences in case, diacritics, compatibility forms (Unicode NFKD) and typographic
quotes. Folding replaces each character by exactly one, so an offset in the folded text is the same offset in the
article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from summarizer.schema import Span

REMEMBERED = 1_024
"""Cache size of each cached function: more texts and names than an article has, but bounded for a large archive."""

_TYPOGRAPHY = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "))
# Scripts without spaces between words have no words to look up, so single characters are compared instead.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


@lru_cache(maxsize=REMEMBERED)
def fold(text: str) -> str:
    """Return the text without case, diacritics, compatibility forms and typographic quotes, at the same length."""
    folded = text
    if not text.isascii():
        for fancy, plain in _TYPOGRAPHY:
            folded = folded.replace(fancy, plain)
    return folded.lower() if folded.isascii() else "".join(_fold_character(c) for c in folded)


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
    """Return the spans of a name in a text, as whole words; case, diacritics, quotes and spacing may differ."""
    pieces, folded = fold(name).split(), fold(text)
    if not pieces:
        return ()
    # The longest piece is usually the rarest. A plain search for it and a few comparisons are far faster than compiling
    # a pattern for each name.
    rarest = max(pieces, key=len)
    at, number = folded.find(rarest), pieces.index(rarest)
    before, after = pieces[:number], pieces[number + 1 :]
    left, right = _has_edge(pieces[0][0]), _has_edge(pieces[-1][-1])
    spans: list[Span] = []
    next_free = 0
    while at >= 0:
        start, end = at, at + len(rarest)
        if before:
            start = _start_of(before, folded, start)
        if after:
            end = _end_of(after, folded, end)
        if start < next_free or (left and start and is_word(folded[start - 1])):
            end = -1
        if right and 0 <= end < len(folded) and is_word(folded[end]):
            end = -1
        if end >= 0:
            spans.append(Span(quote=text[start:end], start=start, end=end))
            next_free = end
        at = folded.find(rarest, end if end >= 0 else at + 1)
    return tuple(spans)


def _start_of(pieces: Sequence[str], folded: str, at: int) -> int:
    """Return where these pieces start if they end before `at`, with white space after each, else -1."""
    for piece in reversed(pieces):
        end = at
        while at and folded[at - 1].isspace():
            at -= 1
        if at == end or not folded.endswith(piece, 0, at):
            return -1
        at -= len(piece)
    return at


def _end_of(pieces: Sequence[str], folded: str, at: int) -> int:
    """Return where these pieces end if they follow `at`, with white space before each, else -1."""
    for piece in pieces:
        start = at
        while at < len(folded) and folded[at].isspace():
            at += 1
        if at == start or not folded.startswith(piece, at):
            return -1
        at += len(piece)
    return at


def is_word(character: str) -> bool:
    """Return whether a character can be part of a word."""
    return character.isalnum() or character == "_"


def _has_edge(character: str) -> bool:
    """Return whether a name that starts or ends with this character needs a word boundary there."""
    return character.isalnum() and not UNSPACED.match(character)
