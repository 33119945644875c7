"""A brief as Markdown, with the evidence as block quotes."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article.plain import plain
from summarizer.output.facts import (
    actor_facts,
    below_headline,
    commitment_facts,
    doubt,
    dropped_fact,
    event_facts,
    facts,
    footer,
    further_evidence,
    left_out,
    statement,
    undertaking,
    without_brief,
)
from summarizer.output.neutral import for_markdown, neutral
from summarizer.schema import Brief, Evidence, Result


def as_markdown(brief: Brief, *, full: bool = False) -> str:
    """Return the whole brief as Markdown (CommonMark), with the evidence as block quotes and what was left out."""
    # The names of the library and the offsets need no escaping; everything else is from outside.
    brief = neutral(below_headline(brief), for_markdown)
    lines = [
        f"# {brief.headline}",
        "",
        brief.summary,
        "",
        *([warning, ""] if (warning := doubt(brief.unsupported)) else ()),
        "## Events",
        "",
    ]
    for event in brief.events:
        lines += [f"- **{statement(event)}** {facts(event_facts(brief, event))}"]
        lines += _markdown_quotes(further_evidence(event))
    lines += ["", "## Commitments", ""]
    for c in brief.commitments:
        lines += [f"- **{brief.names(c.by)}: {undertaking(c)}** {facts(commitment_facts(brief, c))}"]
        lines += _markdown_quotes(c.evidence)
    lines += ["", "## Actors", "", *(f"- **{actor.name}** {facts(actor_facts(actor))}" for actor in brief.actors)]
    if brief.dropped:
        lines += ["", f"## Left out ({left_out(brief)})", ""]
        lines += [f"- {dropped_fact(dropped)}" for dropped in brief.dropped]
    lines += ["", f"*{footer(brief)}*"]
    return "\n".join(lines) + "\n"


def as_cell(shown: Brief | Result) -> str:
    """Return a brief, or a result with its brief or error, as Markdown for a notebook."""
    if isinstance(shown, Brief):
        return as_markdown(shown)
    return as_markdown(shown.brief) if shown.brief else f"{for_markdown(without_brief(shown))}\n"


def _markdown_quotes(evidence: Sequence[Evidence]) -> list[str]:
    return [f"  > {plain(e.quote)} [{e.start}:{e.end}]\n" for e in evidence]
