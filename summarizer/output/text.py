"""A brief as plain text, for reading in a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from summarizer.output.facts import (
    actor_facts,
    commitment_facts,
    event_facts,
    footer,
    further_evidence,
    joined,
    statement,
)
from summarizer.output.neutral import neutral, plain
from summarizer.schema import Brief, Evidence

WIDTH = 100
"""Columns at which lines are wrapped."""


def as_text(brief: Brief) -> str:
    """Return the brief as plain text. All lines but the headline are wrapped at `WIDTH` columns.

    Below the headline, only the headings of the parts and main events start at the margin, so that no text can look
    like a heading.
    """
    brief = neutral(brief, plain)
    lines = [brief.headline, "=" * min(len(brief.headline), WIDTH), *_wrap(brief.summary, indent="  "), ""]
    lines += [f"EVENTS ({len(brief.events)}; * main)"]
    for event in brief.events:
        mark, hang = ("*", "    ") if event.main else (" ", "  ")
        lines += _wrap(f"{mark} {statement(event)}", hang=hang)
        lines += _wrap(joined(event_facts(brief, event.id)), indent="    ")
        lines += _quotes(further_evidence(event))
    lines += ["", f"COMMITMENTS ({len(brief.commitments)})"]
    for c in brief.commitments:
        lines += _wrap(f"  {brief.names(c.by)}: {c.action}", hang="  ")
        lines += _wrap(joined(commitment_facts(brief, c.id)), indent="    ")
        lines += _quotes(c.evidence)
    lines += ["", f"ACTORS ({len(brief.actors)})"]
    for actor in brief.actors:
        lines += _wrap(f"  {actor.name}: {joined(actor_facts(actor))}", hang="    ")
    if brief.dropped:
        lines += ["", f"LEFT OUT ({len(brief.dropped)})"]
        for dropped in brief.dropped:
            lines += _wrap(f"  {dropped.item} “{dropped.claim}”: {dropped.reason}", hang="    ")
    return "\n".join([*lines, "", *_wrap(footer(brief), indent="  ")]) + "\n"


def _quotes(evidence: Sequence[Evidence]) -> list[str]:
    return [line for e in evidence for line in _wrap(f"“{e.quote}” [{e.start}:{e.end}]", indent="    | ")]


def _wrap(text: str, indent: str = "", hang: str | None = None) -> list[str]:
    lead = text[: len(text) - len(text.lstrip())]
    following = indent or (lead if hang is None else lead + hang)
    return textwrap.wrap(text.strip(), WIDTH, initial_indent=indent or lead, subsequent_indent=following) or [""]
