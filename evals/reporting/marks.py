"""Highlighting: cut a text into segments at the boundaries of marks that may overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evals.scoring.items import Extent, occurrences


@dataclass(frozen=True)
class Mark:
    """A span of the article that belongs to an item: `ref` names the item, `style` the way to draw it."""

    start: int
    end: int
    ref: str
    style: str


@dataclass(frozen=True)
class Segment:
    """A piece of text without a boundary inside, and the items (`refs`) that cover it; plain text has none."""

    text: str
    refs: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Cut a text at the boundaries of all marks. The joined texts of the segments equal the text.

    Marks are clipped to the text; empty marks are ignored.
    """
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        start, end = max(0, mark.start), min(len(text), mark.end)
        if start < end:
            opening.setdefault(start, []).append(mark)
            closing.setdefault(end, []).append(mark)
    result: list[Segment] = []
    active: dict[Mark, int] = {}
    bounds = sorted({0, len(text), *opening, *closing})
    for start, end in pairwise(bounds):
        for mark in closing.get(start, ()):
            active[mark] -= 1
            if not active[mark]:
                del active[mark]
        for mark in opening.get(start, ()):
            active[mark] = active.get(mark, 0) + 1
        refs = tuple(dict.fromkeys(mark.ref for mark in active))
        styles = tuple(sorted({mark.style for mark in active}))
        result.append(Segment(text[start:end], refs, styles))
    return result


def named_at(names: Sequence[str], text: str) -> Iterator[Extent]:
    """Yield the places where a text has one of the names: as whole words or, if there are none, anywhere.

    The latter is for scripts without spaces between words.
    """
    for name in dict.fromkeys(names):
        if not name:
            continue
        whole_words = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        yield from whole_words or occurrences(name, text)
