"""The differences between two briefs, as text or Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from summarizer.article.plain import plain
from summarizer.output.diffing import Difference, diff, fields_of
from summarizer.output.facts import joined, quoted
from summarizer.output.neutral import for_markdown, neutral
from summarizer.output.text import WIDTH
from summarizer.schema import Brief


def diff_as_text(old: Brief, new: Brief) -> str:
    """Return the differences as plain text, wrapped at `WIDTH` columns."""
    old, new = neutral(old, plain), neutral(new, plain)
    lines = [new.headline, "=" * min(len(new.headline), WIDTH)]
    for heading, entries in _parts(old, new):
        lines += ["", heading.upper()]
        for label, details in entries:
            lines += _wrap(label, "  ", "    ")
            lines += [line for detail in details for line in _wrap(detail, "    ", "      ")]
    return "\n".join(lines) + "\n"


def diff_as_markdown(old: Brief, new: Brief) -> str:
    """Return the differences as Markdown (CommonMark)."""
    old, new = neutral(old, for_markdown), neutral(new, for_markdown)
    lines = [f"# {new.headline}"]
    for heading, entries in _parts(old, new):
        lines += ["", f"## {heading}", ""]
        for label, details in entries:
            lines += [f"- {label}", *(f"  - {detail}" for detail in details)]
    return "\n".join(lines) + "\n"


DIFF_FORMATS: dict[str, Callable[[Brief, Brief], str]] = {"text": diff_as_text, "markdown": diff_as_markdown}
"""The function of each format of differences, by the name that the command line uses."""

Entry = tuple[str, list[str]]


def _parts(old: Brief, new: Brief) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the headings, each with its entries: a line, and its details."""
    found = diff(old, new)
    if found.warnings:
        yield "Check", [(warning, []) for warning in found.warnings]
    if not found:
        yield "No differences", []
    for name, brief, differences in (("New", new, found.new), ("Gone", old, found.gone)):
        if differences:
            yield f"{name} ({len(differences)})", [_whole(brief, one) for one in differences]
    if found.changed:
        yield (
            f"Changed ({len(found.changed)})",
            [
                (f"{one.kind}: {one.label}", [f"{c.field}: {c.before or '–'} → {c.after or '–'}" for c in one.changes])
                for one in found.changed
            ],
        )


def _whole(brief: Brief, one: Difference) -> Entry:
    item = one.new or one.old
    assert item is not None
    quotes = [quoted(e) for e in getattr(item, "evidence", ())[:1]]
    _, *fields = fields_of(brief, item).items()
    facts = joined(f"{name}: {value}" for name, value in fields if value and (name, value) != ("main", "no"))
    return f"{one.kind}: {one.label}", [facts, *quotes]


def _wrap(text: str, first: str, following: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=following)
