"""The draft (wire) schemas: what a model fills in, and the one form that both are read into.

A draft is compact, because output tokens are the cost and the latency: evidence is sentence numbers, never copied
text. Every field is required and no dictionary is free, so that strict structured outputs and grammar-constrained
servers take the schema as it is. The order of the fields is the order in which they are generated.

Two drafts, one per size of window: `SentenceDraft` for a model that is right only when asked a little at a time,
`ArticleDraft` for one that reads an article at once. Both turn into `Claims`, and nothing after this module knows
which of them the model filled in.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from summarizer import clauses
from summarizer.event_types import type_of
from summarizer.schema import ActorKind, EventType, Firmness, Polarity, Status


@dataclass(frozen=True)
class ActorClaim:
    """An actor as a model describes it."""

    name: str
    kind: ActorKind | None = None
    role: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True)
class EventClaim:
    """An event as a model tells it; actors by name, evidence by sentence number. `deed` is the summary's verb phrase,
    where the draft gives it."""

    summary: str
    type: EventType
    status: Status
    sentences: tuple[int, ...]
    agents: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    when: str | None = None
    place: str | None = None
    main: bool = False
    deed: str = ""


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


class _Draft(BaseModel):
    # Errors without their input: they go into re-asks and logs, where the article's text has no business.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Draft(_Draft):
    """What every draft can do. `window` holds the numbers of the sentences that the model was asked about, `english`
    tells whether the clauses in it can be read by their English words."""

    window: ClassVar[tuple[int, ...]] = ()
    english: ClassVar[bool] = True

    @classmethod
    def for_window(cls, numbers: Sequence[int], *, english: bool = True) -> type[Self]:
        """Return this draft bound to a window, so that a number outside of it is an invalid answer."""
        bound = {"window": tuple(numbers), "english": english, "__module__": cls.__module__}
        return type(cls.__name__, (cls,), bound)

    def claims(self) -> Claims:
        """Return what the model said, in the common form."""
        raise NotImplementedError


class HappeningStatus(StrEnum):
    """A happening's status; the undertakings (pledged, planned, intended) say how firm they are."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLEDGED = "pledged"
    PLANNED = "planned"
    INTENDED = "intended"
    SCHEDULED = "scheduled"
    PROPOSED = "proposed"
    ALLEGED = "alleged"
    NEGATED = "negated"


_UNDERTAKINGS = {
    HappeningStatus.PLEDGED: (Firmness.PLEDGED, Status.SCHEDULED),
    HappeningStatus.PLANNED: (Firmness.PLANNED, Status.SCHEDULED),
    HappeningStatus.INTENDED: (Firmness.INTENDED, Status.PROPOSED),
}


DEED_LIMIT = 160
"""Characters of a deed; the grammar cuts what is longer."""


class Happening(_Draft):
    """One happening of the sentence."""

    who: list[str] = Field(max_length=4, description="names of those who do it")
    does: str = Field(max_length=DEED_LIMIT, description="what they do, in the words of the sentence")
    type: EventType
    status: HappeningStatus


def _whole(does: str) -> str:
    """Return a deed without the word, and the prepositions before it, that the limit has cut through."""
    does = does.strip()
    if len(does) < DEED_LIMIT - 1:
        return does
    return re.sub(r"(?:[\s,]+(?:a|an|the|of|at|in|on|to|for|and|by|with|from))+$", "", does.rsplit(" ", 1)[0])


class SentenceDraft(Draft):
    """What one sentence reports: at most two happenings."""

    happenings: list[Happening] = Field(max_length=2)

    def claims(self) -> Claims:
        """Read each happening as an event, and one that is undertaken, or reported to be, as a commitment too."""
        if not self.english:
            return _claims([self._told(happening) for happening in self.happenings])
        reasons = [clauses.no_deed(happening.does) for happening in self.happenings]
        return _claims(
            [self._read(h) for h, reason in zip(self.happenings, reasons, strict=True) if reason is None],
            tuple(
                PassedOver(clauses.sentence_of(tuple(h.who), h.does.strip()), reason, self.window)
                for h, reason in zip(self.happenings, reasons, strict=True)
                if reason is not None
            ),
        )

    def _told(self, happening: Happening) -> tuple[EventClaim, CommitmentClaim | None]:
        """Take a happening as the model tells it."""
        who, does = tuple(happening.who), happening.does.strip()
        firmness, status = _UNDERTAKINGS.get(happening.status, (None, None))
        event = EventClaim(
            summary=clauses.sentence_of(who, does),
            type=happening.type,
            status=status or Status(happening.status),
            sentences=self.window,
            agents=who,
            deed=does,
        )
        made = CommitmentClaim(does, who, firmness, Polarity.DO, self.window) if firmness and who else None
        return event, made

    def _read(self, happening: Happening) -> tuple[EventClaim, CommitmentClaim | None]:
        """Take a happening by the words of its clause: who acts, whether it is still to come, how firmly."""
        who, does = tuple(happening.who), _whole(happening.does)
        said_by: tuple[str, ...] = ()
        firmness, status = _UNDERTAKINGS.get(happening.status, (None, None))
        type_, statement = happening.type, (who, does)
        if (clause := clauses.reported(does)) is not None:
            said_by, who, does = who, (clause.subject,), clause.does
            if passive := clauses.active(clause.subject, does):
                who, does = (passive.subject,), passive.does
            firmness = clauses.firmness_of(does) or firmness
            if status is not None or type_ is not EventType.STATEMENT:
                statement = (who, does)
        elif (passive := clauses.active(" ".join(who), does)) is not None:
            who, does = (passive.subject,), passive.does
            statement = (who, does)
        if happening.status is HappeningStatus.SCHEDULED and said_by == () and who:
            firmness = clauses.firmness_of(does)  # "A is scheduled to …" says who will do it
        if firmness and not clauses.is_future(does):
            # A deed already done, or a habit, is no undertaking; a bare verb may be either, and is none to be sure.
            if not clauses.is_bare(does):
                status = Status.OCCURRED if clauses.is_past(does) else Status.ONGOING
            firmness = None
        elif firmness and clauses.is_possible(does):
            firmness, status = None, Status.PROPOSED
        elif (
            happening.status is HappeningStatus.OCCURRED and said_by == () and re.match(r"(?:will|is to|are to) ", does)
        ):
            firmness, status = clauses.firmness_of(does), Status.SCHEDULED
        elif status is not None and clauses.is_conditional(does):
            status = Status.PROPOSED
        elif status is Status.SCHEDULED and clauses.is_past(statement[1]):
            status = Status.OCCURRED  # that it was promised has happened; what was promised is the commitment
        firmness = (clauses.firmness_of(does) or firmness) if firmness else None
        type_ = type_of(statement[1])
        told = status or Status(happening.status)
        event = EventClaim(
            summary=clauses.sentence_of(*statement),
            type=type_,
            status=clauses.factuality(statement[1], told, saying=type_ is EventType.STATEMENT),
            sentences=self.window,
            agents=statement[0],
            deed=statement[1],
        )
        if not firmness or not who or clauses.is_agentless(does):
            return event, None
        action, polarity = clauses.undertaken(does)
        if not clauses.is_deed(action):
            return event, None
        return event, CommitmentClaim(action, who, firmness, polarity, self.window, said_by=said_by)


def _claims(
    read: Sequence[tuple[EventClaim, CommitmentClaim | None]], passed_over: tuple[PassedOver, ...] = ()
) -> Claims:
    return Claims(
        events=tuple(event for event, _ in read),
        commitments=tuple(made for _, made in read if made is not None),
        passed_over=passed_over,
    )


class DraftActor(_Draft):
    """An actor, named once; events and commitments refer to it by its id."""

    id: str = Field(description="a1, a2 … in order of first appearance")
    name: str = Field(description="fullest form in the article, without title")
    kind: ActorKind
    role: str | None = Field(description="title or description as the article gives it, or null")
    affiliation: str | None = Field(description="organisation or country it acts for, if the article says, or null")


class DraftEvent(_Draft):
    """One distinct happening."""

    sentences: list[int] = Field(description="one to three numbers of the sentences that state it")
    summary: str = Field(description="one short sentence: who did, does or will do what")
    type: EventType
    status: Status
    when: str | None = Field(description="the date phrase, copied exactly from a cited sentence, or null")
    place: str | None = Field(description="the place phrase, copied exactly, or null")
    agents: list[str] = Field(description="ids of the actors that do it or take part as equals")
    others: list[str] = Field(description="ids of the actors that it is done to or for")
    main: bool = Field(description="true for the one to four events without which the story is not told")


class DraftCommitment(_Draft):
    """One undertaking that can be checked later."""

    sentences: list[int] = Field(description="one to three numbers of the sentences that state it")
    by: list[str] = Field(description="ids of the actors who undertake it")
    action: str = Field(description="verb phrase that completes 'will …', without the actor and the date")
    firmness: Firmness
    polarity: Polarity
    to: list[str] = Field(description="ids of the actors it is promised to, if stated")
    due: str | None = Field(description="the date phrase, copied exactly from a cited sentence, or null")
    condition: str | None = Field(description="the exact phrase it depends on, or null")
    amount: str | None = Field(description="the exact phrase of the sum or quantity that measures it, or null")
    said_by: list[str] = Field(description="ids of the actors who state it, or [] if the article itself does")


class ArticleDraft(Draft):
    """The whole brief, with sentence numbers as evidence."""

    actors: list[DraftActor]
    events: list[DraftEvent]
    commitments: list[DraftCommitment]
    headline: str = Field(description="one line, in the article's words")
    summary: str = Field(description="two or three sentences, lead first, no name or number that the article lacks")

    @model_validator(mode="after")
    def _check_references(self) -> Self:
        known = {actor.id for actor in self.actors}
        if len(known) != len(self.actors):
            raise ValueError("actor ids repeat")
        for event in self.events:
            self._check(f"event {event.summary[:40]!r}", event.sentences, [*event.agents, *event.others], known)
        for c in self.commitments:
            self._check(f"commitment {c.action[:40]!r}", c.sentences, [*c.by, *c.to, *c.said_by], known)
            if not c.by:
                raise ValueError(f"commitment {c.action[:40]!r}: 'by' names nobody")
        return self

    def _check(self, where: str, sentences: list[int], actors: list[str], known: set[str]) -> None:
        if not sentences:
            raise ValueError(f"{where}: cites no sentence")
        if outside := sorted(set(sentences) - set(self.window)):
            raise ValueError(f"{where}: no sentence {outside[0]}; there are {self.window[0]} to {self.window[-1]}")
        if unknown := [actor for actor in actors if actor not in known]:
            raise ValueError(f"{where}: no actor {unknown[0]!r} in 'actors'")

    def claims(self) -> Claims:
        """Read ids back into names."""
        name = {actor.id: actor.name for actor in self.actors}

        def names(ids: list[str]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(name[id] for id in ids))

        return Claims(
            actors=tuple(ActorClaim(a.name, a.kind, a.role, a.affiliation) for a in self.actors),
            events=tuple(
                EventClaim(
                    summary=e.summary,
                    type=e.type,
                    status=e.status,
                    sentences=tuple(e.sentences),
                    agents=names(e.agents),
                    others=names(e.others),
                    when=e.when,
                    place=e.place,
                    main=e.main,
                )
                for e in self.events
            ),
            commitments=tuple(
                CommitmentClaim(
                    action=c.action,
                    by=names(c.by),
                    firmness=c.firmness,
                    polarity=c.polarity,
                    sentences=tuple(c.sentences),
                    to=names(c.to),
                    due=c.due,
                    condition=c.condition,
                    amount=c.amount,
                    said_by=names(c.said_by),
                )
                for c in self.commitments
            ),
            headline=self.headline,
            summary=self.summary,
        )


DRAFTS: dict[str, type[Draft]] = {"sentence": SentenceDraft, "article": ArticleDraft}
"""The drafts by the name that a profile gives."""


def wire_schema(draft: type[Draft]) -> dict[str, Any]:
    """Return the draft's JSON schema as servers get it: strict, without the titles that pydantic adds.

    It is the same for all windows.
    """
    return _schema_of(next(base for base in draft.__mro__ if base in DRAFTS.values()))


@cache
def _schema_of(draft: type[Draft]) -> dict[str, Any]:

    def trimmed(node: Any, *, names: bool = False) -> Any:
        if isinstance(node, dict):
            return {k: trimmed(v, names=k == "properties") for k, v in node.items() if names or k != "title"}
        return [trimmed(item) for item in node] if isinstance(node, list) else node

    schema: dict[str, Any] = trimmed(draft.model_json_schema())
    # Prose for the reader of this file, not for the model.
    for definition in schema.get("$defs", {}).values():
        definition.pop("description", None)
    schema.pop("description", None)
    return schema


def schema_hash(draft: type[Draft]) -> str:
    """Return the SHA-256 of the wire schema, 16 hex digits."""
    return hashlib.sha256(json.dumps(wire_schema(draft), sort_keys=True).encode()).hexdigest()[:16]
