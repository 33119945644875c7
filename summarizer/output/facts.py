"""The facts of an item as short phrases, shared by the formats that people read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date as Day

from summarizer.article.plain import plain
from summarizer.claims import below_its_headline
from summarizer.schema import (
    Actor,
    Brief,
    Commitment,
    Doubt,
    Dropped,
    Event,
    EventType,
    Evidence,
    Polarity,
    Reader,
    Result,
    When,
)

REFRAIN = "to refrain"
"""The fact of a commitment not to do something."""

_NEGATION = re.compile(r"(?:not|never|won['’]t)\s+(?:to\s+)?", re.IGNORECASE)


def below_headline(brief: Brief) -> Brief:
    """Return a brief to be printed below its headline, which its statements need not repeat before them."""
    events = tuple(
        event.model_copy(update={"summary": below_its_headline(event.summary)}) if event.statement else event
        for event in brief.events
    )
    return brief.model_copy(update={"events": events, "summary": below_its_headline(brief.summary)})


def undertaking(c: Commitment) -> str:
    """Return the action of a commitment; a negation that it begins with is made plain: "NOT to cut jobs".

    Behind the verb, it could be missed by who reads in haste. An action that says it in a word of its own ("refrain
    from cutting jobs") stays as it is; `REFRAIN` tells it then.
    """
    negation = _NEGATION.match(c.action) if c.polarity is Polarity.REFRAIN else None
    return f"NOT to {c.action[negation.end() :]}" if negation else c.action


def event_facts(brief: Brief, event: Event) -> Iterable[str | None]:
    """Yield the facts of an event of a brief; None stands for a fact that the event lacks."""
    # "other" is what a rule says that cannot tell.
    yield event.status.value if event.type is EventType.OTHER else f"{event.type.value}, {event.status.value}"
    yield date(event.when)
    yield f"at {event.place}" if event.place else None
    yield f"by {brief.names(event.agents)}" if event.agents else None
    yield f"involving {brief.names(event.others)}" if event.others else None
    yield doubt(event.unsupported)


def commitment_facts(brief: Brief, c: Commitment) -> Iterable[str | None]:
    """Yield the facts of a commitment of a brief; None stands for a fact that the commitment lacks."""
    yield c.firmness.value
    yield REFRAIN if c.polarity is Polarity.REFRAIN else None
    yield f"due {due}" if (due := date(c.due)) else None
    yield f"for {brief.names(c.to)}" if c.to else None
    yield c.amount
    yield f"condition: {c.condition}" if c.condition else None
    yield f"said by {brief.names(c.said_by)}" if c.said_by else None
    yield doubt(c.unsupported)


def actor_facts(actor: Actor) -> Iterable[str | None]:
    """Yield the facts of an actor; None stands for a fact that the actor lacks."""
    yield actor.kind.value
    yield actor.role
    yield actor.affiliation
    yield f"{len(actor.mentions)} mention{'' if len(actor.mentions) == 1 else 's'}"


def date(when: When | None) -> str | None:
    """Return a date as its days (ISO) and its phrase, or the phrase alone if it is unresolved; None for None.

    Of a deadline, only the last day is told. What a model reads is a guess, marked by "?".
    """
    if when is None:
        return None
    if when.start is None or when.end is None:
        return f"“{when.text}”"
    days = f"by {when.end}" if when.deadline else _days(when.start, when.end)
    guess, other = when.resolved_by is Reader.MODEL, when.other_reading
    notes = [f"“{when.text}”", "? by the model" if guess else None]
    notes += [f"{_days(other.start, other.end)} {'by code' if guess else '? by the model'}" if other else None]
    return f"{days} ({'; '.join(note for note in notes if note)})"


def _days(start: Day, end: Day) -> str:
    return str(start) if start == end else f"{start} to {end}"


def doubt(unsupported: Sequence[Doubt]) -> str | None:
    """Return a warning that lists what is unsupported, by reason, or None if nothing is.

    The field is named where it is not the text of the item: "CHECK: no cited sentence has it: 900, due (Friday)". What
    the verification found has the field always, as its text is the whole of it, and says that a model found it.
    """
    by_reason: dict[str, list[str]] = {}
    for found in unsupported:
        by_model = found.reader is Reader.MODEL
        bare = found.field in ("summary", "action") and not by_model
        reason = f"{found.reason}, as a model found" if by_model else found.reason
        by_reason.setdefault(reason, []).append(found.claimed if bare else f"{found.field} ({found.claimed})")
    listed = "; ".join(f"{reason}: {', '.join(claimed)}" for reason, claimed in by_reason.items())
    return f"CHECK: {listed}" if listed else None


def joined(facts: Iterable[str | None]) -> str:
    """Return the facts in one line, without the missing ones."""
    return " · ".join(fact for fact in facts if fact)


def facts(facts: Iterable[str | None]) -> str:
    """Return the facts in one line, in parentheses."""
    return f"({joined(facts)})"


def left_out(brief: Brief) -> str:
    """Return how many claims the brief leaves out: "1 claim", "4 claims"."""
    return f"{len(brief.dropped)} claim{'' if len(brief.dropped) == 1 else 's'}"


def footer(brief: Brief) -> str:
    """Return one line about the making of the brief: model, prompt, windows, requests, tokens and seconds."""
    p = brief.provenance
    tokens = sum(a.completion_tokens or 0 for a in p.attempts)
    seconds = (p.finished - p.started).total_seconds()
    coverage = brief.coverage
    return (
        f"{p.model_answered} ({p.endpoint}, profile {p.profile}, prompt {p.prompt}.{p.prompt_version}); "
        f"{coverage.windows_done} of {coverage.windows_planned} windows read, {len(p.attempts)} requests, "
        f"{tokens} tokens written, {seconds:.0f} s"
    )


def statement(event: Event) -> str:
    """Return the statement of an event; one in the article's own words has its offsets behind it."""
    own = event.statement
    return f"{plain(event.summary)} [{own.start}:{own.end}]" if own else event.summary


def further_evidence(event: Event) -> tuple[Evidence, ...]:
    """Return the evidence of an event without the sentence that the statement itself is."""
    own = event.statement
    return tuple(e for e in event.evidence if own is None or not e.start <= own.start <= own.end <= e.end)


def quoted(evidence: Evidence) -> str:
    """Return a piece of evidence with its offsets."""
    return f"“{evidence.quote}” [{evidence.start}:{evidence.end}]"


def dropped_fact(dropped: Dropped) -> str:
    """Return in one line a claim that a brief leaves out, and why."""
    return f"{dropped.item} “{dropped.claim}”: {dropped.reason}"


def without_brief(result: Result) -> str:
    """Return in one line that an article has no brief, and its error."""
    failure = result.failure
    return f"{result.id} has no brief" + (f": {failure.error}: {failure.message}" if failure else "")
