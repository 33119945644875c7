"""The protocol of language rules: what code extracts from a sentence if the model is not asked for it.

`NeutralRules` extracts nothing: every claim stays as the model made it, in any language. `language.english` has the
only other implementation. With it, a small model only has to point at agents and predicates. `registry.rules_named`
returns either by its name.
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
    """What a small model points at in a sentence: the names of the agents and the first words of the predicate."""

    agents: tuple[str, ...]
    predicate: str


class Actors(Protocol):
    """The actors of an article, as language rules use them. `assemble.actors.ActorRegistry` implements it."""

    text: str

    def add(self, claim: ActorClaim) -> str | None:
        """Add an actor and return its name in the registry, or None if the article does not name it."""

    def resolve(self, name: str) -> str | None:
        """Return the name of the actor that a name refers to, or None."""

    def parted(self, name: str) -> tuple[str, ...]:
        """Return the names in a joint name ("Mexico and Canada")."""

    def known(self) -> tuple[str, ...]:
        """Return the names of all actors, in the order in which they were added."""

    def called(self, name: str) -> tuple[str, ...]:
        """Return every form of an actor's name in the article, the name itself first."""

    def forms(self, name: str) -> tuple[str, ...]:
        """Return the forms of an actor's name that a text may use."""

    def named_in(self, statement: str) -> list[str]:
        """Return the known actors that a statement names, in order."""


class LanguageRules(Protocol):
    """What code extracts from the sentences of one language, for a profile whose draft does not ask for it."""

    fills: bool
    """Whether these rules extract anything. If not, every claim stays as the model made it."""

    def needs_context(self, sentence: str) -> bool:
        """Return whether a sentence refers back and cannot be understood alone."""

    def read(self, extractions: Sequence[Extraction], sentence: str, window: tuple[int, ...]) -> Claims:
        """Return the claims of a sentence from the predicates that the model points at."""

    def introduce(self, sentence: str, actors: Actors) -> None:
        """Add the actors that a sentence introduces with a title, and the groups of people that it counts."""

    def present(self, sentences: Sequence[str], actors: Actors) -> list[str]:
        """Return the actors that the sentences quote, introduce, list or count."""

    def passive_agent(self, predicate: str, sentence: str) -> str | None:
        """Return the agent of a predicate that is in the passive voice in the sentence, or None."""

    def is_collective(self, name: str) -> bool:
        """Return whether a name is a pronoun or a phrase ("the two leaders") for several actors."""

    def agents(
        self, named: Sequence[str], predicate: str, sentence: str, earlier: Sequence[str], actors: Actors
    ) -> tuple[str, ...]:
        """Return the named actors that can be agents of the predicate, or the actors that a pronoun refers to."""

    def subject(self, predicate: str, sentence: str) -> str | None:
        """Return the words of the sentence for the subject of a predicate, or None if they are a pronoun."""

    def fill_event(self, claim: EventClaim, sentence: str, actors: Actors, published: date | None) -> EventClaim:
        """Return the event with date phrase, place, type and participants extracted from the sentence."""

    def fill_commitment(
        self, claim: CommitmentClaim, sentence: str, actors: Actors, published: date | None
    ) -> CommitmentClaim:
        """Return the commitment with due date and source extracted from the sentence."""

    def opening_date(self, sentence: str, published: date | None, *, past: bool) -> str | None:
        """Return the date phrase at the start of a sentence, which also applies to the sentences after it, or None."""


class NeutralRules:
    """Rules for any language: they extract nothing, and every claim stays as it is."""

    fills = False

    def needs_context(self, sentence: str) -> bool:
        """Return True: without rules of its language, no sentence is known to be understandable alone."""
        return True

    def read(self, extractions: Sequence[Extraction], sentence: str, window: tuple[int, ...]) -> Claims:
        """Return each extraction as an event that occurred."""
        return Claims(
            events=tuple(
                EventClaim(
                    summary=statement_of(extraction.agents, extraction.predicate),
                    type=EventType.OTHER,
                    status=Status.OCCURRED,
                    sentences=window,
                    agents=extraction.agents,
                    predicate=extraction.predicate,
                )
                for extraction in extractions
            )
        )

    def introduce(self, sentence: str, actors: Actors) -> None:
        """Add no actors."""

    def present(self, sentences: Sequence[str], actors: Actors) -> list[str]:
        """Return an empty list."""
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
        """Return the actors that the model names."""
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
    """Return a sentence such as "A, B and C do it." from the names of agents and a predicate."""
    # "A and B met B": do not repeat an agent that the predicate already names.
    agents = tuple(name for i, name in enumerate(agents) if i == 0 or fold(name) not in fold(predicate))
    names = " and ".join(part for part in (", ".join(agents[:-1]), *agents[-1:]) if part)
    predicate = re.sub(r"^to (?=\w)", "is to " if len(agents) == 1 else "are to ", predicate) if agents else predicate
    text = f"{names} {predicate}".strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
