"""Highlighting: spans that may overlap, cut into stretches of text that do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evals.scoring.items import Extent, occurrences


@dataclass(frozen=True)
class Mark:
    """A stretch of the article that belongs to an item: `ref` names the item, `style` how it is drawn."""

    start: int
    end: int
    ref: str
    style: str


@dataclass(frozen=True)
class Segment:
    """A stretch of text without a boundary inside, with the items (`refs`) that cover it; none: plain text."""

    text: str
    refs: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Cut a text at the boundaries of all marks. The texts of the segments, joined, are the text itself.

    Marks are cut to the text; empty ones are ignored.
    """
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        start, end = max(0, mark.start), min(len(text), mark.end)
        if start < end:
            opening.setdefault(start, []).append(mark)
            closing.setdefault(end, []).append(mark)
    found: list[Segment] = []
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
        found.append(Segment(text[start:end], refs, styles))
    return found


def named_at(names: Sequence[str], text: str) -> Iterator[Extent]:
    """Yield the places where an actor is named: as whole words, or anywhere in scripts that do not part words."""
    for name in dict.fromkeys(names):
        if not name:
            continue
        whole = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        yield from whole or occurrences(name, text)
