"""Claims: what a model said, in the one form that every draft is read into.

Nothing after this knows which draft the model filled in. Actors are names, evidence is sentence numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.schema import ActorKind, EventType, Firmness, Polarity, Status

PAST = frozenset({Status.OCCURRED, Status.ONGOING, Status.ALLEGED, Status.NEGATED})
"""Statuses of what is not to come."""


@dataclass(frozen=True)
class ActorClaim:
    """An actor as a model describes it."""

    name: str
    kind: ActorKind | None = None
    role: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True)
class EventClaim:
    """An event as a model tells it; actors by name, evidence by sentence number. `predicate` is the summary's verb
    phrase, where the draft gives it."""

    summary: str
    type: EventType
    status: Status
    sentences: tuple[int, ...]
    agents: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    when: str | None = None
    place: str | None = None
    main: bool = False
    predicate: str = ""


@dataclass(frozen=True)
class CommitmentClaim:
    """An undertaking as a model tells it; actors by name, evidence by sentence number."""

    action: str
    by: tuple[str, ...]
    firmness: Firmness
    polarity: Polarity
    sentences: tuple[int, ...]
    to: tuple[str, ...] = ()
    due: str | None = None
    condition: str | None = None
    amount: str | None = None
    said_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class PassedOver:
    """A claim that is no event by its own words, and why."""

    statement: str
    reason: str
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class Claims:
    """What a model said about one window."""

    actors: tuple[ActorClaim, ...] = ()
    events: tuple[EventClaim, ...] = ()
    commitments: tuple[CommitmentClaim, ...] = ()
    headline: str | None = None
    summary: str | None = None
    passed_over: tuple[PassedOver, ...] = ()
