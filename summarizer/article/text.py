"""Fold text for comparison, and find names in it.

Texts are compared *folded*: without differences in case, diacritics, compatibility forms (Unicode NFKD: ligatures,
full-width letters), digits of other scripts, typographic quotes and hyphens, and without characters that are not seen
(soft hyphens, zero-width spaces). Folding may remove a character or replace it by several, so a folded text keeps the
offset in the article of each of its characters, and what is found in it is quoted from the article.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

REMEMBERED = 1_024
"""Cache size of each cached function: more texts and names than an article has, but bounded for a large archive."""

_TYPOGRAPHY = dict(zip("’‘ʼ“”‐‑‒–—―−٬٫", "'''\"\"-------,.", strict=True))
# Scripts without spaces between words have no words to look up, so single characters are compared instead.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def _fold_character(c: str) -> str:
    """Return what a character is compared as: one character, several ("ﬃ", "ß"), or none (a soft hyphen)."""
    c = _TYPOGRAPHY.get(c, c)
    if c.isdecimal():
        return str(unicodedata.decimal(c))
    if unicodedata.category(c) == "Cf":
        return ""
    return "".join(part for part in unicodedata.normalize("NFKD", c) if not _is_diacritic(part)).casefold()


def _is_diacritic(c: str) -> bool:
    """Return whether a character is a mark over, under or through a letter, or a vowel sign of Hebrew or Arabic.

    Marks that make another letter are none: those of Indian scripts, Thai tones, Japanese voicing.
    """
    place = unicodedata.combining(c)
    return place == 1 or 10 <= place <= 36 or place >= 200


class _Folds(dict[int, str]):
    """What each character is folded to, by its code; computed once. `str.translate` reads it."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_character(chr(code))
        return self[code]


_FOLDS = _Folds()


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
FEW = 16
"""Number of different characters beyond ASCII up to which they are replaced one by one."""


class Found(NamedTuple):
    """Where a text has a name: `text[start:end] == quote`."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True)
class _Folded:
    """A folded text. `starts` are the offsets in the original of its characters and its end, or None if the same."""

    text: str
    starts: array[int] | None = None

    def span(self, start: int, end: int, original: str) -> Found | None:
        """Return the part of the original that a part of the folded text stands for; None if it cuts a character."""
        if self.text[end : end + 1] > "\u02ff" and unicodedata.combining(self.text[end]):
            return None
        if self.starts is None:
            return Found(original[start:end], start, end)
        at, stop = self.starts[start], self.starts[end]
        if (start and self.starts[start - 1] == at) or self.starts[end - 1] == stop:
            return None
        # A mark belongs to the letter before it, a character that is not seen to nothing.
        while unicodedata.category(original[stop - 1]) == "Cf":
            stop -= 1
        return Found(original[at:stop], at, stop)


@lru_cache(maxsize=REMEMBERED)
def _folded(text: str) -> _Folded:
    if text.isascii():
        return _Folded(text.lower())
    beyond, folded = set(_BEYOND_ASCII.findall(text)), text
    # A text of Latin letters has few other characters, and replacing these takes less time than looking up all.
    for c in beyond if len(beyond) <= FEW else ():
        folded = folded.replace(c, _FOLDS[ord(c)])
    folded = folded.lower() if folded.isascii() else text.translate(_FOLDS)
    # Most texts have no character that is removed or expanded, and need no offsets. One of which nothing would be left
    # is compared as it is.
    if not folded.strip():
        return _Folded(text)
    if all(len(_FOLDS[ord(c)]) == 1 for c in beyond):
        return _Folded(folded)
    starts = array("I")
    for at, c in enumerate(text):
        starts.extend([at] * len(_FOLDS[ord(c)]))
    starts.append(len(text))
    return _Folded(folded, starts)


@lru_cache(maxsize=REMEMBERED)
def fold(text: str) -> str:
    """Return the text as it is compared with others. Its offsets are not those of the text; see `fold_in_place`."""
    return text.lower() if text.isascii() else _folded(text).text


@lru_cache(maxsize=REMEMBERED)
def as_seen(text: str) -> str:
    """Return the text with composed letters (Unicode NFC) and without the characters that are not seen."""
    if text.isascii() or (text.isprintable() and unicodedata.is_normalized("NFC", text)):
        return text  # what is not seen is not printable
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")


@lru_cache(maxsize=REMEMBERED)
def fold_in_place(text: str) -> str:
    """Return the text folded at the same length: offsets stay, but a ligature is compared by its first letter only."""
    folded = _folded(text)
    return folded.text if folded.starts is None else "".join((_FOLDS[ord(c)] or c)[0] for c in text)


@lru_cache(maxsize=REMEMBERED)
def first_word(name: str) -> str:
    """Return the first word of a name, folded; empty if the name has none."""
    return (fold(name).split(maxsplit=1) or [""])[0]


@lru_cache(maxsize=REMEMBERED)
def last_word(name: str) -> str:
    """Return the last word of a name, folded; empty if the name has none."""
    return (fold(name).split() or [""])[-1]


_KOREAN = (
    "은 는 이 가 을 를 의 에 에서 에게 에게서 한테 께 께서 와 과 도 로 으로 만 까지 부터 보다 처럼 이나 나 "
    "측 라고 이라고 라며 이라며"
)
"""Particles that are written at the end of the word before them, among them the suffix "the side of"."""
_PARTICLE = "|".join(sorted(map(fold, _KOREAN.split()), key=len, reverse=True))
_PARTICLES = re.compile(rf"(?:{_PARTICLE}){{1,3}}(?!\w)")
_LAST_PARTICLE = re.compile(rf"(?:{_PARTICLE})$")
_SYLLABLE = re.compile(r"[\u1100-\u1112]")


def without_particles(word: str) -> str:
    """Return a folded Korean word without the particles at its end, as long as two syllables are left."""
    while (found := _LAST_PARTICLE.search(word)) and len(_SYLLABLE.findall(word, 0, found.start())) > 1:
        word = word[: found.start()]
    return word


class _Sought(NamedTuple):
    """What is looked for of a name: its longest word, those before and after it, and whether it has edges."""

    rarest: str
    before: Sequence[str]
    after: Sequence[str]
    left: bool
    right: bool


@lru_cache(maxsize=REMEMBERED)
def _sought(name: str) -> _Sought | None:
    pieces = fold(name).split()
    if not pieces:
        return None
    rarest = max(pieces, key=len)
    number = pieces.index(rarest)
    edges = _has_edge(pieces[0][0]), _has_edge(pieces[-1][-1])
    return _Sought(rarest, pieces[:number], pieces[number + 1 :], *edges)


@lru_cache(maxsize=REMEMBERED)
def find_name(name: str, text: str) -> tuple[Found, ...]:
    """Return the spans of a name in a text, as whole words.

    They may differ in whatever folding removes, and in white space. Korean particles may follow the name.
    """
    sought, whole = _sought(name), _folded(text)
    # The longest word is usually the rarest. A plain search for it and a few comparisons are far faster than compiling
    # a pattern for each name.
    if sought is None or (at := whole.text.find(sought.rarest)) < 0:
        return ()
    rarest, before, after, left, right = sought
    folded, spans = whole.text, list[Found]()
    next_free = 0
    while at >= 0:
        start, end = at, at + len(rarest)
        if before:
            start = _start_of(before, folded, start)
        if after:
            end = _end_of(after, folded, end)
        if start < next_free or (left and start and _goes_on(folded[start - 1])):
            end = -1
        if right and 0 <= end < len(folded) and _goes_on(folded[end]) and not _PARTICLES.match(folded, end):
            end = -1
        if end >= 0 and (span := whole.span(start, end, text)):
            spans.append(span)
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


def _goes_on(character: str) -> bool:
    """Return whether a word goes on with this character: not in "于Apple公司", where no spaces part the scripts."""
    # As `is_word`, which is not called here, as this is asked of each place of each name.
    is_part = character.isalnum() or character == "_"
    return is_part and (character.isascii() or not UNSPACED.match(character))


def _has_edge(character: str) -> bool:
    """Return whether a name that starts or ends with this character needs a word boundary there."""
    return character.isalnum() and (character.isascii() or not UNSPACED.match(character))
