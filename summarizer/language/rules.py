"""The protocol of language rules: what code reads off a sentence where the model is not asked for it.

`NeutralRules` reads nothing: every claim stays as the model made it, whatever the language. `language.english` holds
the only other implementation, which lets a small model do with pointing. Callers get either by its name from
`summarizer.language.rules_named`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from summarizer.article.text import fold
from summarizer.claims import ActorClaim, Claims, CommitmentClaim, EventClaim
from summarizer.schema import EventType, Status


@dataclass(frozen=True)
class Extraction:
    """What a small model points at in a sentence: the names of those who act, and the words with which the predicate
    begins."""

    agents: tuple[str, ...]
    predicate: str


class Actors(Protocol):
    """What rules may know of the actors of an article; `assemble.actors.ActorRegistry` is the implementation."""

    text: str

    def add(self, claim: ActorClaim) -> str | None:
        """Take in a candidate; return the name it goes by, or None if the article does not name it."""

    def resolve(self, name: str) -> str | None:
        """Return the name of the actor that is meant, or None."""

    def parted(self, name: str) -> tuple[str, ...]:
        """Return a joint name ("Mexico and Canada") as those whom it names."""

    def known(self) -> tuple[str, ...]:
        """Return the names of all actors, in the order in which they were taken in."""

    def called(self, name: str) -> tuple[str, ...]:
        """Return every form by which the article calls an actor, the name first."""

    def forms(self, name: str) -> tuple[str, ...]:
        """Return the forms by which a text may call an actor."""

    def named_in(self, statement: str) -> list[str]:
        """Return the known actors that a statement names, in order."""


class LanguageRules(Protocol):
    """What code reads off the sentences of one language, for a profile whose draft does not ask for it."""

    fills: bool
    """Whether these rules read anything; if not, every claim stays as the model made it."""

    def needs_context(self, sentence: str) -> bool:
        """Return whether a sentence refers back, so that it can't be read alone."""

    def read(self, extractions: Sequence[Extraction], sentence: str, window: tuple[int, ...]) -> Claims:
        """Return the claims that a sentence makes where a model points at its predicates."""

    def introduce(self, sentence: str, actors: Actors) -> None:
        """Take in the actors that a sentence introduces with a title or only counts."""

    def present(self, sentences: Sequence[str], actors: Actors) -> list[str]:
        """Return the actors that the sentences quote, introduce, list or count."""

    def passive_agent(self, predicate: str, sentence: str) -> str | None:
        """Return who does what a predicate says, where the sentence has it in the passive."""

    def is_collective(self, name: str) -> bool:
        """Return whether a name is a pronoun or a phrase ("the two leaders") that stands for several actors."""

    def agents(
        self, named: Sequence[str], predicate: str, sentence: str, earlier: Sequence[str], actors: Actors
    ) -> tuple[str, ...]:
        """Return those of the named actors that can do what the predicate says, or those whom a pronoun stands for."""

    def subject(self, predicate: str, sentence: str) -> str | None:
        """Return the sentence's own words for the subject of a predicate, unless they are a pronoun."""

    def fill_event(self, claim: EventClaim, sentence: str, actors: Actors, published: date | None) -> EventClaim:
        """Return the event with date phrase, place, type and participants read off the sentence."""

    def fill_commitment(
        self, claim: CommitmentClaim, sentence: str, actors: Actors, published: date | None
    ) -> CommitmentClaim:
        """Return the commitment with due date and source read off the sentence."""

    def opening_date(self, sentence: str, published: date | None, *, past: bool) -> str | None:
        """Return the day that a sentence opens with, which holds for those that follow too."""


class NeutralRules:
    """Rules for any language: nothing is read off the text, every claim stays as it is."""

    fills = False

    def needs_context(self, sentence: str) -> bool:
        """Return True: without rules of its language no sentence is known to stand alone."""
        return True

    def read(self, extractions: Sequence[Extraction], sentence: str, window: tuple[int, ...]) -> Claims:
        """Return each extraction as an event that occurred."""
        return Claims(
            events=tuple(
                EventClaim(
                    summary=statement_of(one.agents, one.predicate),
                    type=EventType.OTHER,
                    status=Status.OCCURRED,
                    sentences=window,
                    agents=one.agents,
                    predicate=one.predicate,
                )
                for one in extractions
            )
        )

    def introduce(self, sentence: str, actors: Actors) -> None:
        """Take in nobody."""

    def present(self, sentences: Sequence[str], actors: Actors) -> list[str]:
        """Return nobody."""
        return []

    def passive_agent(self, predicate: str, sentence: str) -> str | None:
        """Return None."""
        return None

    def is_collective(self, name: str) -> bool:
        """Return False."""
        return False

    def agents(
        self, named: Sequence[str], predicate: str, sentence: str, earlier: Sequence[str], actors: Actors
    ) -> tuple[str, ...]:
        """Return those whom the model names."""
        return tuple(named)

    def subject(self, predicate: str, sentence: str) -> str | None:
        """Return None."""
        return None

    def fill_event(self, claim: EventClaim, sentence: str, actors: Actors, published: date | None) -> EventClaim:
        """Return the event as it is."""
        return claim

    def fill_commitment(
        self, claim: CommitmentClaim, sentence: str, actors: Actors, published: date | None
    ) -> CommitmentClaim:
        """Return the commitment as it is."""
        return claim

    def opening_date(self, sentence: str, published: date | None, *, past: bool) -> str | None:
        """Return None."""
        return None


def statement_of(agents: tuple[str, ...], predicate: str) -> str:
    """Return "A, B and C do it." of the names of agents and a predicate."""
    # "A and B met B": whoever the verb phrase names already is not named before it too.
    agents = tuple(name for i, name in enumerate(agents) if i == 0 or fold(name) not in fold(predicate))
    names = " and ".join(part for part in (", ".join(agents[:-1]), *agents[-1:]) if part)
    predicate = re.sub(r"^to (?=\w)", "is to " if len(agents) == 1 else "are to ", predicate) if agents else predicate
    text = f"{names} {predicate}".strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
