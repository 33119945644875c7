"""Claims: what a model said, or what rules read off the sentences, in one form.

Code that uses claims depends neither on the draft that the model filled in, nor on the rules. Actors are names, and
evidence is sentence numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import ClassVar

from summarizer.schema import ActorKind, Doubt, EventType, Firmness, Polarity, Span, Status

PAST = frozenset({Status.OCCURRED, Status.ONGOING, Status.ALLEGED, Status.NEGATED})
"""Statuses of events that are not in the future."""

MAX_MAIN = 3
"""Main events of a brief, at most."""


def main_count(events: int) -> int:
    """Return how many of so many events are main ones, where no model says which: a third, 1 to `MAX_MAIN`."""
    return min(MAX_MAIN, max(1, round(events / 3)))


@dataclass(frozen=True)
class ActorClaim:
    """An actor, as the model describes it."""

    name: str
    kind: ActorKind | None = None
    role: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True)
class Insertion:
    """An editorial insertion: what the words of an article need to be read alone, and the article says elsewhere.

    `text` has square brackets, and the blank that parts it from the words. It stands before character `at` of them.
    `quoted` is where the sentence stands that it quotes, if it does.
    """

    at: int
    text: str
    quoted: Span | None = None

    @property
    def stands_before(self) -> bool:
        """Whether it tells whose words they are ("[Statement of the board:] "), or quotes something before them."""
        return _BEFORE.fullmatch(self.text) is not None


def with_insertions(words: str, insertions: Sequence[Insertion]) -> str:
    """Return the words of an article with insertions, which are in the order in which they stand."""
    for one in reversed(insertions):
        words = words[: one.at] + one.text + words[one.at :]
    return words


@dataclass(frozen=True)
class EventClaim:
    """An event, as the model describes it, with actors by name and evidence by sentence number.

    `doubts` are about copied fields that were left out, because the cited sentences do not have them. Only an event in
    the article's own words has `insertions`, and its `summary` is these words without them.
    """

    summary: str
    type: EventType
    status: Status
    sentences: tuple[int, ...]
    agents: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    when: str | None = None
    days: str | None = None
    """The days of `when` as the model gives them: ISO 8601, unchecked."""
    place: str | None = None
    main: bool = False
    statement: Span | None = None
    insertions: tuple[Insertion, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def printed(self) -> str:
        """The summary with its insertions."""
        return with_insertions(self.summary, self.insertions)

    text_field: ClassVar[str] = "summary"
    """The field with the words of the claim."""

    @property
    def text(self) -> str:
        """What is claimed, in words."""
        return self.summary

    @property
    def doers(self) -> tuple[str, ...]:
        """Who does what is claimed."""
        return self.agents

    @property
    def actors(self) -> tuple[str, ...]:
        """All actors that the event refers to."""
        return (*self.agents, *self.others)


def attribution(printed: str) -> str:
    """Return what a printed statement or summary begins with to tell whose words it is: "[Letter of the board:] "."""
    found = re.match(r"\[[^\[\]]+:\] ", printed)
    return found[0] if found else ""


def forms_together(printed: str) -> tuple[str, ...]:
    """Return the forms, the fullest first, in which `printed_together` may have a printed statement."""
    before, rest = list[str](), printed
    while found := _BEFORE.match(rest):
        before.append(found[0])
        rest = rest[found.end() :]
    kept = (some for count in range(len(before), -1, -1) for some in combinations(before, count))
    return tuple(dict.fromkeys("".join(some) + rest for some in kept))


def below_its_headline(printed: str) -> str:
    """Return a printed statement or summary for a place below the headline, which need not be repeated before it.

    A text that is called by all of its headline ("[Fact Sheet: Governor to Open Yard:] ") is called by its kind.
    """
    return _ISSUER.sub(r"[\1:] ", _HEADLINE.sub("", printed))


_HEADLINE = re.compile(r"\[Headline: “[^\[\]]+”\] ")
_ISSUER = re.compile(r"\[([^\[\]:“]+): [^\[\]“]+:\] ")
_BEFORE = re.compile(r"\[[^\[\]]+:(?: “[^\[\]]+”)?\] ")
"""An insertion before a printed statement: whose words it is, the headline, a sentence before."""


def printed_together(events: Sequence[EventClaim]) -> str:
    """Return the summaries of events one after the other; whose words they are, and the headline, are inserted once.

    Nor is a sentence quoted, or a part of it, that has just been printed.
    """
    told, printed, before = [], set[str](), None
    for event in events:
        own = tuple(one for one in event.insertions if one.text not in printed and not _is_in(one.quoted, before))
        told.append(with_insertions(event.summary, own))
        printed.update(one.text for one in own if one.stands_before)
        before = event.statement
    return " ".join(told)


def _is_in(quoted: Span | None, printed: Span | None) -> bool:
    return quoted is not None and printed is not None and printed.start <= quoted.start and quoted.end <= printed.end


@dataclass(frozen=True)
class CommitmentClaim:
    """An undertaking, as the model describes it, with actors by name and evidence by sentence number."""

    action: str
    by: tuple[str, ...]
    firmness: Firmness
    polarity: Polarity
    sentences: tuple[int, ...]
    to: tuple[str, ...] = ()
    due: str | None = None
    days: str | None = None
    """The days of `due` as the model gives them: ISO 8601, unchecked."""
    condition: str | None = None
    amount: str | None = None
    said_by: tuple[str, ...] = ()
    statement: Span | None = None
    doubts: tuple[Doubt, ...] = ()

    text_field: ClassVar[str] = "action"
    """The field with the words of the claim."""

    @property
    def text(self) -> str:
        """What is claimed, in words."""
        return self.action

    @property
    def doers(self) -> tuple[str, ...]:
        """Who does what is claimed."""
        return self.by

    @property
    def others(self) -> tuple[str, ...]:
        """Who else has a part in it."""
        return self.to

    @property
    def actors(self) -> tuple[str, ...]:
        """All actors that the undertaking refers to."""
        return (*self.by, *self.to, *self.said_by)


def actors_in(claims: Iterable[EventClaim | CommitmentClaim]) -> list[str]:
    """Return the names of the actors that claims refer to, in order; a name may be repeated."""
    return [name for claim in claims for name in claim.actors]


@dataclass(frozen=True)
class PassedOver:
    """A sentence that the model takes for the report of an event and that the rules do not, and the reason."""

    statement: str
    reason: str
    sentences: tuple[int, ...]


class SentenceKind(StrEnum):
    """What kind of sentence it is, as the letter that a model answers with."""

    HAPPENING = "A"
    PLAN = "B"
    ANNOUNCEMENT = "C"
    COMMENT = "D"
    BACKGROUND = "E"
    FRAGMENT = "F"


@dataclass(frozen=True)
class KindClaim:
    """What kind of sentence the model takes a sentence for: how likely each kind is, in shares of 1.

    `likely` are the log-probabilities of the tokens that it would answer with, as many as it tells.
    """

    sentence: int
    shares: Mapping[SentenceKind, float]
    likely: Mapping[str, float] = field(default_factory=dict)

    @property
    def likeliest(self) -> SentenceKind:
        """The likeliest kind."""
        return max(self.shares, key=lambda kind: self.shares[kind])


@dataclass(frozen=True)
class Claims:
    """The claims of the model about one window."""

    actors: tuple[ActorClaim, ...] = ()
    events: tuple[EventClaim, ...] = ()
    commitments: tuple[CommitmentClaim, ...] = ()
    headline: str | None = None
    summary: str | None = None
    passed_over: tuple[PassedOver, ...] = ()
    kinds: tuple[KindClaim, ...] = ()
    lead: EventClaim | None = None
    """What sums up an article without events."""
    present: tuple[str, ...] = ()
    """Names of actors to list although no event or commitment refers to them: sources, those who are introduced."""
