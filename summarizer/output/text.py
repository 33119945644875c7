"""A brief as plain text: one screen for a person on deadline, or everything with its evidence.

What the screen leaves out is counted in it. Lines have a role, so that `terminal` can colour them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from summarizer.article.plain import plain
from summarizer.claims import forms_together
from summarizer.output.facts import (
    REFRAIN,
    actor_facts,
    below_headline,
    commitment_facts,
    date,
    doubt,
    dropped_fact,
    event_facts,
    footer,
    further_evidence,
    joined,
    left_out,
    quoted,
    statement,
    undertaking,
)
from summarizer.output.neutral import neutral
from summarizer.schema import Actor, Brief, Commitment, Event, Evidence, Status, When

WIDTH = 100
"""Columns at which lines are wrapped."""

MAX_EVENTS, MAX_COMMITMENTS, MAX_ACTORS = 5, 5, 8
"""Largest number of items of each kind on the screen. No item is shortened: half a sentence may say the opposite."""


class Role(StrEnum):
    """What a line is."""

    HEADLINE = "headline"
    SECTION = "section"
    TEXT = "text"
    FACTS = "facts"
    QUOTE = "quote"
    WARNING = "warning"
    FOOTER = "footer"


Line = tuple[str, Role]


def as_text(brief: Brief, *, full: bool = False) -> str:
    """Return the brief as plain text: one screen, or with `full` every item with its facts and evidence.

    All lines but the headline are wrapped at `WIDTH` columns. Below it, only the headings of the parts and main events
    start at the margin, so that no text can look like a heading.
    """
    return "\n".join(line for line, _ in lines_of(brief, full=full)) + "\n"


def lines_of(brief: Brief, *, full: bool = False, width: int = WIDTH) -> list[Line]:
    """Return the lines of the text with their roles, wrapped at `width` columns."""
    brief = neutral(below_headline(brief), plain)
    shown = _everything(brief, width) if full else _screen(brief, width)
    lines: list[Line] = [(brief.headline, Role.HEADLINE), ("=" * min(len(brief.headline), width), Role.HEADLINE)]
    return [*lines, *shown, ("", Role.TEXT), *_wrap(footer(brief), width, indent="  ", role=Role.FOOTER)]


# One screen


def _screen(brief: Brief, width: int) -> Iterator[Line]:
    events = [event for event in brief.events if event.main] or list(brief.events)
    # The summary of an extractive model is its main events, word for word: once is enough.
    if _rest(brief.summary, events[:MAX_EVENTS]):
        yield from _wrap(brief.summary, width, indent="  ")
    yield from _doubted(brief, width)
    if brief.coverage.share < 1:
        yield from _wrap(f"CHECK: {_unread(brief)}", width, indent="  ", role=Role.WARNING)
    kind = "MAIN EVENTS" if any(event.main for event in events) else "EVENTS"
    yield from _section(_heading(kind, min(len(events), MAX_EVENTS), len(brief.events)))
    for event in events[:MAX_EVENTS]:
        told = None if event.status is Status.OCCURRED else event.status.value
        yield from _item(joined((date(event.when), told, event.summary)), doubt(event.unsupported), width)
    due = sorted(brief.commitments, key=_when)[:MAX_COMMITMENTS]
    heading = _heading("COMMITMENTS", len(due), len(brief.commitments))
    yield from _section(f"{heading}, by due day" if due else heading)
    for c in due:
        # Without the doubt, which has a line of its own, and the polarity if the action tells it.
        action = undertaking(c)
        elsewhere = {doubt(c.unsupported), REFRAIN if action != c.action else None}
        facts = [fact for fact in commitment_facts(brief, c) if fact not in elsewhere]
        yield from _item(f"{brief.names(c.by)}: {action} ({joined(facts)})", doubt(c.unsupported), width)
    who = _leading(brief, [*events[:MAX_EVENTS], *due])
    yield from _section(_heading("WHO IS WHO", len(who), len(brief.actors)))
    yield from _wrap("  " + joined(_named(actor) for actor in who), width, hang="")
    hidden = {
        "event": len(brief.events) - min(len(events), MAX_EVENTS),
        "commitment": len(brief.commitments) - len(due),
        "actor": len(brief.actors) - len(who),
    }
    parts = [_count(number, kind) for kind, number in hidden.items() if number]
    parts += [f"{left_out(brief)} left out of the brief"] if brief.dropped else []
    if parts:
        yield from _section(f"NOT SHOWN: {', '.join(parts)}; with --full, all and the evidence")


def _doubted(brief: Brief, width: int) -> Iterator[Line]:
    if warning := doubt(brief.unsupported):
        yield from _wrap(warning, width, indent="  ", role=Role.WARNING)


def _rest(summary: str, events: Iterable[Event]) -> str:
    for event in events:
        told = next((form for form in forms_together(event.summary) if form in summary), "")
        summary = summary.replace(told, "") if told else summary
    return summary.strip()


def _unread(brief: Brief) -> str:
    missing = brief.coverage.windows_planned - brief.coverage.windows_done
    return f"{missing} of {brief.coverage.windows_planned} parts of the article could not be read"


def _heading(name: str, shown: int, all: int) -> str:
    return f"{name} ({shown})" if shown == all else f"{name} ({shown} of {all})"


def _section(heading: str) -> list[Line]:
    return [("", Role.TEXT), (heading, Role.SECTION)]


def _item(text: str, warning: str | None, width: int) -> Iterator[Line]:
    yield from _wrap(f"  {text}", width, hang="  ")
    if warning:
        yield from _wrap(warning, width, indent="    ", role=Role.WARNING)


def _when(commitment: Commitment) -> When:
    return commitment.due or When(text="")


def _leading(brief: Brief, items: Sequence[Event | Commitment]) -> list[Actor]:
    """Return the actors of the items that are shown, then those that are named most."""
    named = {actor.id: actor for item in items for actor in brief.actors_of(item)}
    named |= {actor.id: actor for actor in sorted(brief.actors, key=lambda actor: -len(actor.mentions))}
    return list(named.values())[:MAX_ACTORS]


def _named(actor: Actor) -> str:
    told = ", ".join(part for part in (actor.role, actor.affiliation) if part)
    return f"{actor.name} ({told})" if told else actor.name


def _count(number: int, kind: str) -> str:
    return f"{number} {kind}{'' if number == 1 else 's'}"


# Everything


def _everything(brief: Brief, width: int) -> Iterator[Line]:
    yield from _wrap(brief.summary, width, indent="  ")
    yield from _doubted(brief, width)
    yield from _section(f"EVENTS ({len(brief.events)}; * main)")
    for event in brief.events:
        mark, hang = ("*", "    ") if event.main else (" ", "  ")
        yield from _wrap(f"{mark} {statement(event)}", width, hang=hang)
        yield from _wrap(joined(event_facts(brief, event)), width, indent="    ", role=Role.FACTS)
        yield from _quotes(further_evidence(event), width)
    yield from _section(f"COMMITMENTS ({len(brief.commitments)})")
    for c in brief.commitments:
        yield from _wrap(f"  {brief.names(c.by)}: {undertaking(c)}", width, hang="  ")
        yield from _wrap(joined(commitment_facts(brief, c)), width, indent="    ", role=Role.FACTS)
        yield from _quotes(c.evidence, width)
    yield from _section(f"ACTORS ({len(brief.actors)})")
    for actor in brief.actors:
        yield from _wrap(f"  {actor.name}: {joined(actor_facts(actor))}", width, hang="    ")
    if brief.dropped:
        yield from _section(f"LEFT OUT ({len(brief.dropped)})")
        for dropped in brief.dropped:
            yield from _wrap(f"  {dropped_fact(dropped)}", width, hang="    ")


def _quotes(evidence: Sequence[Evidence], width: int) -> Iterator[Line]:
    for e in evidence:
        yield from _wrap(quoted(e), width, indent="    | ", role=Role.QUOTE)


def _wrap(text: str, width: int, indent: str = "", hang: str | None = None, role: Role = Role.TEXT) -> list[Line]:
    lead = text[: len(text) - len(text.lstrip())]
    following = indent or (lead if hang is None else lead + hang)
    wrapped = textwrap.wrap(text.strip(), width, initial_indent=indent or lead, subsequent_indent=following) or [""]
    return [(line, role) for line in wrapped]
