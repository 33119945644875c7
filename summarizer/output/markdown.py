"""A brief as Markdown, with the evidence as block quotes."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.output.facts import (
    actor_facts,
    commitment_facts,
    event_facts,
    facts,
    footer,
    further_evidence,
    statement,
)
from summarizer.output.neutral import for_markdown, neutral
from summarizer.schema import Brief, Evidence


def as_markdown(brief: Brief) -> str:
    """Return the brief as Markdown, with the evidence as block quotes."""
    brief = neutral(brief, for_markdown)
    lines = [f"# {brief.headline}", "", brief.summary, "", "## Events", ""]
    for event in brief.events:
        lines += [f"- **{statement(event)}** {facts(event_facts(brief, event.id))}"]
        lines += _markdown_quotes(further_evidence(event))
    lines += ["", "## Commitments", ""]
    for c in brief.commitments:
        lines += [f"- **{brief.names(c.by)}: {c.action}** {facts(commitment_facts(brief, c.id))}"]
        lines += _markdown_quotes(c.evidence)
    lines += ["", "## Actors", "", *(f"- **{actor.name}** {facts(actor_facts(actor))}" for actor in brief.actors)]
    lines += ["", f"*{footer(brief)}*"]
    return "\n".join(lines) + "\n"


def _markdown_quotes(evidence: Sequence[Evidence]) -> list[str]:
    return [f"  > {e.quote} [{e.start}:{e.end}]\n" for e in evidence]
