"""Highlighting: cut a text at the boundaries of marks that may overlap, and give the pieces ids to link to."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

FOLDER = Path(__file__).parent
"""Where the templates, styles and scripts are."""


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


@dataclass(frozen=True)
class Piece:
    """A segment as it is drawn: `html` is its text, `anchor` its id or None, `notes` the items noted after it."""

    segment: Segment
    html: Markup
    anchor: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pane:
    """A text with its marks. `anchors` has the id at which the marks of an item (`ref`) start first, `at` by offset."""

    pieces: tuple[Piece, ...]
    anchors: dict[str, str]
    at: dict[int, str]


def pane(
    text: str, marks: Iterable[Mark], prefix: str, show: Callable[[str], Markup], noted: Collection[str] = ()
) -> Pane:
    """Return a text as a pane. `prefix` begins the ids, `show` makes a text HTML, `noted` are the refs to note.

    Marks are clipped to the text; empty marks are ignored.
    """
    listed = list(marks)
    starts = {max(0, mark.start) for mark in listed}
    ends: dict[int, list[str]] = {}
    for mark in listed:
        if mark.ref in noted and mark.start < mark.end:
            ends.setdefault(min(len(text), mark.end), []).append(mark.ref)
    pieces: list[Piece] = []
    anchors: dict[str, str] = {}
    at: dict[int, str] = {}
    place = 0
    for number, segment in enumerate(segments(text, listed)):
        anchor = f"{prefix}{number}" if segment.refs and place in starts else None
        if anchor:
            at[place] = anchor
            for ref in segment.refs:
                anchors.setdefault(ref, anchor)
        place += len(segment.text)
        notes = tuple(dict.fromkeys(ends.get(place, ())))
        pieces.append(Piece(segment, show(segment.text), anchor, notes))
    return Pane(tuple(pieces), anchors, at)


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


def exact(text: str) -> Markup:
    """Return a text as markup that preserves every character."""
    # An HTML parser would replace a bare carriage return by a line feed.
    return Markup(str(escape(text)).replace("\r", "&#13;"))


def source(*files: Path) -> Markup:
    """Return files, joined, to be put into a page as they are: styles and scripts."""
    return Markup("\n".join(file.read_text(encoding="utf-8").rstrip() for file in files))


def templates(*folders: Path, finalize: Callable[[Any], Any] | None = None) -> Environment:
    """Return the templates of pages in these folders: all is escaped, and what is undefined is an error."""
    return Environment(
        loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=finalize,
    )  # fmt: skip


def digest(code: str) -> str:
    """Return the source expression by which a Content-Security-Policy admits an inline script or style."""
    return f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
