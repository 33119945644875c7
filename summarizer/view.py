"""Views of a brief: text for reading in a terminal, Markdown, JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Sequence

from summarizer.schema import Actor, Brief, Evidence, When

WIDTH = 100


def as_json(brief: Brief) -> str:
    """Return the whole brief as indented JSON."""
    return json.dumps(brief.to_dict(), ensure_ascii=False, indent=2)


def as_markdown(brief: Brief) -> str:
    """Return the brief as Markdown, evidence as block quotes."""
    lines = [f"# {brief.headline}", "", brief.summary, "", "## Events", ""]
    for event in brief.events:
        lines += [f"- **{event.summary}** {_facts(_event_facts(brief, event.id))}", *_markdown_quotes(event.evidence)]
    lines += ["", "## Commitments", ""]
    for c in brief.commitments:
        lines += [f"- **{brief.names(c.by)}: {c.action}** {_facts(_commitment_facts(brief, c.id))}"]
        lines += _markdown_quotes(c.evidence)
    lines += ["", "## Actors", "", *(f"- **{actor.name}** {_facts(_actor_facts(actor))}" for actor in brief.actors)]
    lines += ["", f"*{_footer(brief)}*"]
    return "\n".join(lines) + "\n"


def as_text(brief: Brief) -> str:
    """Return the brief as plain text made for reading, at most `WIDTH` columns."""
    lines = [brief.headline, "=" * min(len(brief.headline), WIDTH), *_wrap(brief.summary), ""]
    lines += [f"EVENTS ({len(brief.events)}; * main)"]
    for event in brief.events:
        lines += _wrap(f"{'*' if event.main else ' '} {event.summary}", hang="  ")
        lines += _wrap(_joined(_event_facts(brief, event.id)), indent="    ")
        lines += _quotes(event.evidence)
    lines += ["", f"COMMITMENTS ({len(brief.commitments)})"]
    for c in brief.commitments:
        lines += _wrap(f"  {brief.names(c.by)}: {c.action}", hang="  ")
        lines += _wrap(_joined(_commitment_facts(brief, c.id)), indent="    ")
        lines += _quotes(c.evidence)
    lines += ["", f"ACTORS ({len(brief.actors)})"]
    for actor in brief.actors:
        lines += _wrap(f"  {actor.name}: {_joined(_actor_facts(actor))}", hang="    ")
    if brief.dropped:
        lines += ["", f"LEFT OUT ({len(brief.dropped)})"]
        for dropped in brief.dropped:
            lines += _wrap(f"  {dropped.item} “{dropped.claim}”: {dropped.reason}", hang="    ")
    return "\n".join([*lines, "", *_wrap(_footer(brief))]) + "\n"


VIEWS = {"text": as_text, "json": as_json, "markdown": as_markdown}
"""The views by the name that the command line gives."""


def _event_facts(brief: Brief, id: str) -> Iterable[str | None]:
    event = next(e for e in brief.events if e.id == id)
    yield f"{event.type.value}, {event.status.value}"
    yield _date(event.when)
    yield f"at {event.place}" if event.place else None
    yield f"by {brief.names(event.agents)}" if event.agents else None
    yield f"with or to {brief.names(event.others)}" if event.others else None
    yield _doubt(event.unsupported)


def _commitment_facts(brief: Brief, id: str) -> Iterable[str | None]:
    c = next(c for c in brief.commitments if c.id == id)
    yield c.firmness.value
    yield "to refrain" if c.polarity == "refrain" else None
    yield f"due {due}" if (due := _date(c.due)) else None
    yield f"for {brief.names(c.to)}" if c.to else None
    yield c.amount
    yield f"condition: {c.condition}" if c.condition else None
    yield f"said by {brief.names(c.said_by)}" if c.said_by else None
    yield _doubt(c.unsupported)


def _actor_facts(actor: Actor) -> Iterable[str | None]:
    yield actor.kind.value
    yield actor.role
    yield actor.affiliation
    yield f"{len(actor.mentions)} mention{'' if len(actor.mentions) == 1 else 's'}"


def _date(when: When | None) -> str | None:
    if when is None:
        return None
    if when.start is None:
        return f"“{when.text}”"
    days = str(when.start) if when.start == when.end else f"{when.start} to {when.end}"
    return f"{days} (“{when.text}”)"


def _doubt(unsupported: Sequence[str]) -> str | None:
    return f"CHECK: not in the evidence: {', '.join(unsupported)}" if unsupported else None


def _joined(facts: Iterable[str | None]) -> str:
    return " · ".join(fact for fact in facts if fact)


def _facts(facts: Iterable[str | None]) -> str:
    return f"({_joined(facts)})"


def _quotes(evidence: Sequence[Evidence]) -> list[str]:
    return [line for e in evidence for line in _wrap(f"“{_plain(e.quote)}” [{e.start}:{e.end}]", indent="    | ")]


def _markdown_quotes(evidence: Sequence[Evidence]) -> list[str]:
    return [f"  > {_plain(e.quote)} [{e.start}:{e.end}]\n" for e in evidence]


def _plain(quote: str) -> str:
    return " ".join(quote.split())


def _wrap(text: str, indent: str = "", hang: str | None = None) -> list[str]:
    lead = text[: len(text) - len(text.lstrip())]
    following = indent or (lead if hang is None else lead + hang)
    return textwrap.wrap(text.strip(), WIDTH, initial_indent=indent or lead, subsequent_indent=following) or [""]


def _footer(brief: Brief) -> str:
    p = brief.provenance
    tokens = sum(a.completion_tokens or 0 for a in p.attempts)
    seconds = (p.finished - p.started).total_seconds()
    read = brief.coverage
    return (
        f"{p.model_answered} ({p.endpoint}, profile {p.profile}, prompt {p.prompt}.{p.prompt_version}); "
        f"{read.windows_done} of {read.windows_planned} windows read, {len(p.attempts)} requests, "
        f"{tokens} tokens written, {seconds:.0f} s"
    )
