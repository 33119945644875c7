"""List what the sentences of an item do not support: in its text, in its fields, and in whom it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from summarizer.article.sentences import Sentence
from summarizer.article.text import find_name, last_word
from summarizer.assemble.actors import ActorRegistry
from summarizer.assemble.fields import without_uncopied
from summarizer.assemble.grounding import WORDING, support
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.english.checks.antecedents import Antecedents
from summarizer.language.english.checks.involved import Involved
from summarizer.language.english.checks.numbers import miscounted
from summarizer.language.english.checks.stance import against_commitment, against_event
from summarizer.language.names import is_country
from summarizer.language.naming import calendar_words, names_country
from summarizer.language.rules import Wording
from summarizer.language.words import words
from summarizer.schema import NOT_IN_EVIDENCE, Doubt, EventType

_Claim = TypeVar("_Claim", bound=EventClaim | CommitmentClaim)

CONTRADICTED = "its sentences say something else"
"""The reason for a doubt about a word that the sentences are against."""


class Doubter:
    """Compares the items of one article, and sentences about it, with the sentences that they are made of."""

    def __init__(
        self,
        actors: ActorRegistry,
        sentences: Mapping[int, Sentence],
        *,
        wording: Wording,
        english: bool,
        translated: bool,
    ) -> None:
        """Prepare to doubt items about these actors. Without `english`, only what needs no rules of a language is
        looked up; of a statement that is `translated`, nothing but its fields."""
        self.actors = actors
        self.antecedents = Antecedents(actors, sentences)
        self.involved = Involved(actors, self.antecedents)
        self._sentences = sentences
        self._english = english
        self._wording = wording
        self._translated = translated

    def copied(self, claim: _Claim) -> _Claim:
        """Return a claim without the copied fields that its sentences do not have; before any are added to them."""
        return without_uncopied(claim, self._quotes(claim))

    def doubts(self, claim: EventClaim | CommitmentClaim) -> tuple[Doubt, ...]:
        """Return everything in the sentences of a claim that speaks against it."""
        quotes = self._quotes(claim)
        doubts = [] if self._translated else self._of_text(claim, quotes)
        # Another claim that was merged with this one may have had the field.
        doubts += [doubt for doubt in claim.doubts if not getattr(claim, doubt.field)]
        if self._english:
            doubts += self._of_actors(claim, quotes)
        if self._english and not self._translated:
            doubts += (
                against_event(claim, quotes) if isinstance(claim, EventClaim) else against_commitment(claim, quotes)
            )
        return tuple(dict.fromkeys(doubts))

    def untold(self, claim: EventClaim | CommitmentClaim) -> tuple[Doubt, ...]:
        """Return the doubt about a claim that its sentences say in other words, if at all."""
        field = "summary" if isinstance(claim, EventClaim) else "action"
        return (Doubt(field=field, claimed=WORDING, reason=NOT_IN_EVIDENCE),)

    def of_words(self, claim: EventClaim) -> list[Doubt]:
        """Return what speaks against a sentence that is no item, and has no fields but those that code read from it."""
        quotes = self._quotes(claim)
        return [*self._of_text(claim, quotes), *self._of_actors(claim, quotes)]

    def _quotes(self, claim: EventClaim | CommitmentClaim) -> list[str]:
        return [self._sentences[number].text for number in claim.sentences]

    def _of_actors(self, claim: EventClaim | CommitmentClaim, quotes: Sequence[str]) -> Iterable[Doubt]:
        if isinstance(claim, EventClaim):
            return self.involved.of_event(claim, quotes, translated=self._translated)
        return self.involved.of_commitment(claim, quotes)

    def _of_text(self, claim: EventClaim | CommitmentClaim, quotes: Sequence[str]) -> list[Doubt]:
        """Return a doubt for each part of the statement that the quotes, read together, do not have."""
        field, text = ("summary", claim.summary) if isinstance(claim, EventClaim) else ("action", claim.action)
        own = dict.fromkeys(
            [*(claim.agents if isinstance(claim, EventClaim) else claim.by), *self.actors.named_in(text)]
        )
        missing = support([self.actors.called(name) for name in own], text, *quotes, wording=self._wording).missing
        # A known actor is listed by its name; not again by the form that the text has.
        listed = {word for part in missing if part in own for word in words(part)}
        missing = tuple(part for part in missing if part in own or not set(words(part)) <= listed)
        if self._english and (number := miscounted(text, quotes, _sizes(claim))):
            missing = (*missing, number)
        found = [part for part in missing if not (self._english and self._is_excused(part, claim, text, own))]
        return [Doubt(field=field, claimed=part, reason=_reason(part)) for part in found]

    def _is_excused(self, part: str, claim: EventClaim | CommitmentClaim, text: str, own: Iterable[str]) -> bool:
        if part in own:
            return self._is_meant(part, claim, text, own)
        if not part[:1].isupper() or part in calendar_words(part):
            return False
        known = self.actors.resolve(part)
        if known is not None:
            return self._is_meant(known, claim, text, own)
        if is_country(part) and any(names_country(part, quote) for quote in self._quotes(claim)):
            return True  # "the U.S."
        return self.antecedents.linked(part, text, claim.sentences) is not None

    def _is_meant(self, name: str, claim: EventClaim | CommitmentClaim, text: str, own: Iterable[str]) -> bool:
        """Return whether an actor is named or meant in the sentences, or the text has another one of its surname.

        Agents that are neither have doubts of their own.
        """
        speaks = (claim.type is EventType.STATEMENT) if isinstance(claim, EventClaim) else False
        joint = [other for other in own if other != name]
        if not self.antecedents.names_in(name, text):
            return True
        if self.antecedents.find(name, claim.sentences, joint=joint, speaks=speaks) is not None:
            return True
        acting = claim.agents if isinstance(claim, EventClaim) else claim.by
        if (name not in acting or not self.involved.opens(name, text)) and (
            self.antecedents.linked(name, text, claim.sentences) is not None
            or self.antecedents.affiliated(name, claim.sentences)
        ):
            return True
        if find_name(name, text):
            return False
        return any(n != name and last_word(n) == last_word(name) for n in own)


def _sizes(claim: EventClaim | CommitmentClaim) -> set[int]:
    """Return how many actors a statement may mean by "the two": those who act, or all."""
    acting, others = (claim.agents, claim.others) if isinstance(claim, EventClaim) else (claim.by, claim.to)
    return {len(acting), len({*acting, *others})} if len(acting) > 1 else set()


def _reason(part: str) -> str:
    return CONTRADICTED if part.startswith("“") else NOT_IN_EVIDENCE
