"""Make a text legible, and give back the original of what is quoted from it.

Prompts and rules see the text as a reader does: with composed letters (Unicode NFC), without control, bidirectional and
zero-width characters, in which an instruction to the model can be hidden from people, with spaces for the line ends of
a wrapped text, and with the words whole that such an end divides. Quotes are of the original.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from summarizer.article.hyphens import hyphens_at, stands_whole
from summarizer.article.sentences import wrapped_ends
from summarizer.schema import Brief, Span

S = TypeVar("S", bound=Span)

# Joiners (U+200C, U+200D) change how letters of Arabic and Indian scripts and emoji are drawn, and stay there.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]|"
    r"[\u200c\u200d](?<![\u0590-\u1fff\ufe0f\U00010000-\U0010ffff].)"
)
_DIVIDED = re.compile(r"[-\u2010\u00ad](?<=[^\W\d_].)[ \t]*(?:\r\n|[\n\r])[ \t]*(?=[^\W_])")
"""A hyphen, also one that is seen only there, at the end of a line between letters."""
_SPACE = re.compile(r"[\f\v\x1c-\x1f\x85\u2028]")


@dataclass(frozen=True)
class Legible:
    """A legible text and its original. `starts` are the offsets in it of each character and the end; None if equal."""

    text: str
    original: str
    starts: array[int] | None = None

    def quoted(self, span: S) -> S:
        """Return a span of the legible text as one of the original."""
        if self.starts is None:
            return span
        stop = span.end
        # Letters that were not composed into one stay together.
        while span.start < stop < len(self.text) and self.starts[stop] == self.starts[stop - 1]:
            stop += 1
        start, end = self.starts[span.start], self.starts[stop]
        # Characters that are not seen belong to nothing, and white space is no end of a quote.
        while end > start and (_UNSEEN.match(self.original, end - 1) or self._is_space(span, end)):
            end -= 1
        return span.model_copy(update={"quote": self.original[start:end], "start": start, "end": end})

    def _is_space(self, span: Span, end: int) -> bool:
        return self.original[end - 1].isspace() and not span.quote[-1:].isspace()

    def brief(self, brief: Brief) -> Brief:
        """Return a brief of the legible text with the quotes of the original. Names and summaries stay legible."""
        if self.starts is None:
            return brief

        def restored(item: object) -> dict[str, object]:
            found = {name: getattr(item, name, None) for name in ("mentions", "evidence", "statement")}
            return {
                name: self.quoted(value) if isinstance(value, Span) else tuple(map(self.quoted, value))
                for name, value in found.items()
                if value is not None
            }

        return brief.model_copy(
            update={
                kind: tuple(item.model_copy(update=restored(item)) for item in getattr(brief, kind))
                for kind in ("actors", "events", "commitments")
            }
        )


def legible(text: str) -> Legible:
    """Return a text as a reader sees it. Nothing is changed in a legible text."""
    ends = {start: (end, " ") for start, end in wrapped_ends(text)}
    for start, end, hyphen in hyphens_at(text, _DIVIDED):
        # Elsewhere, a line that ends in a hyphen may be anything, unless the word is known from the text.
        if start + 1 in ends or (not hyphen and stands_whole(text, start, end)):
            is_soft = text[start] == "\u00ad"  # it belongs to the letter before it, and to no word
            ends[start + is_soft] = end, "" if is_soft else hyphen
    composed = text.isascii() or unicodedata.is_normalized("NFC", text)
    # What is not seen, and every space but the common one, is not printable.
    is_plain = text.replace("\n", "").isprintable() or not (_UNSEEN.search(text) or _SPACE.search(text))
    if composed and not ends and is_plain:
        return Legible(text, text)
    pieces, starts = [], array("I")
    for at, piece in _pieces(text, ends):
        pieces.append(piece)
        starts.extend([at] * len(piece))
    starts.append(len(text))
    return Legible("".join(pieces), text, starts)


def _pieces(text: str, ends: dict[int, tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield what is seen, letter by letter with its marks, and where it starts in the text."""
    at = 0
    while at < len(text):
        if at in ends:
            end, instead = ends[at]
            yield at, instead
            at = end
            continue
        stop = at + 1
        while stop < len(text) and (_is_joined(text[stop]) or _UNSEEN.match(text, stop)):
            stop += 1
        # What is not seen is cut out of the whole text, because a joiner is judged by the letter before it.
        seen = "".join(c for i, c in enumerate(text[at:stop], at) if not _UNSEEN.match(text, i))
        yield at, unicodedata.normalize("NFC", _SPACE.sub(" ", seen))
        at = stop


def _is_joined(c: str) -> bool:
    """Return whether a character can be composed with the one before it: a mark, or a Korean vowel or final."""
    return c > "\u02ff" and (unicodedata.category(c)[0] == "M" or "\u1160" <= c <= "\u11ff")
