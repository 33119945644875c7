"""The one door to the English rules: each method hands over to the module that does the work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from summarizer.article.text import fold
from summarizer.claims import Claims, CommitmentClaim, EventClaim
from summarizer.language.english import agents, clauses, extraction, slots
from summarizer.language.english.counted_groups import counted
from summarizer.language.english.mentions import bulleted, enumerated, introduced, quoted
from summarizer.language.english.subjects import is_pronoun, start_of, subject_of
from summarizer.language.rules import Actors, Extraction


class EnglishRules:
    """What code reads off English sentences, so that a small model need only point at who does what."""

    fills = True

    def needs_context(self, sentence: str) -> bool:
        """Return whether a sentence refers back ("he", "the company")."""
        return clauses.needs_context(sentence)

    def read(self, extractions: Sequence[Extraction], sentence: str, window: tuple[int, ...]) -> Claims:
        """Return the claims that a sentence makes where a model points at its predicates."""
        return extraction.read(extractions, sentence, window)

    def introduce(self, sentence: str, actors: Actors) -> None:
        """Take in those whom a sentence introduces with a title, and the people whom it only counts."""
        introduced(sentence, actors)
        counted(sentence, actors)

    def present(self, sentences: Sequence[str], actors: Actors) -> list[str]:
        """Return whom the sentences quote, introduce with a title, list or count."""
        readers = (quoted, introduced, enumerated, counted)
        found = [name for sentence in sentences for reader in readers for name in reader(sentence, actors)]
        return [*found, *bulleted(sentences, actors)]

    def passive_agent(self, predicate: str, sentence: str) -> str | None:
        """Return who does what a predicate says, where the sentence has it in the passive ("to be held by …")."""
        return clauses.passive_agent(predicate, sentence)

    def is_collective(self, name: str) -> bool:
        """Return whether a name is "we", "they", "the two leaders" or the like."""
        return fold(name) in agents.COLLECTIVE

    def agents(
        self, named: Sequence[str], predicate: str, sentence: str, earlier: Sequence[str], actors: Actors
    ) -> tuple[str, ...]:
        """Return those of the named actors that can do what the predicate says, or those whom a pronoun stands for."""
        return agents.agents_of(named, predicate, sentence, earlier, actors)

    def subject(self, predicate: str, sentence: str) -> str | None:
        """Return the sentence's own words for the subject of a predicate ("the talks"), unless they are a pronoun."""
        at = start_of(predicate, sentence)
        subject = subject_of(sentence, at) if at is not None else None
        return subject if subject and not is_pronoun(subject) else None

    def fill_event(self, claim: EventClaim, sentence: str, actors: Actors, published: date | None) -> EventClaim:
        """Return the event with date phrase, place, type and participants read off the sentence."""
        return slots.fill_event(claim, sentence, actors, published)

    def fill_commitment(
        self, claim: CommitmentClaim, sentence: str, actors: Actors, published: date | None
    ) -> CommitmentClaim:
        """Return the commitment with due date and source read off the sentence."""
        return slots.fill_commitment(claim, sentence, actors, published)

    def opening_date(self, sentence: str, published: date | None, *, past: bool) -> str | None:
        """Return the day that a sentence opens with ("On Friday …"), which holds for those that follow too."""
        return slots.opening_date(sentence, published, past=past)
