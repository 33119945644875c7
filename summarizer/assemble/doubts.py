"""List what the sentences of an item do not support: in its text, in its fields, and in whom it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from summarizer.article.sentences import Sentence
from summarizer.assemble.actors import ActorRegistry
from summarizer.assemble.fields import without_uncopied
from summarizer.assemble.grounding import WORDING, support
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.rules import Checks, Wording, is_contradicted
from summarizer.language.words import words
from summarizer.schema import NOT_IN_EVIDENCE, Doubt

_Claim = TypeVar("_Claim", bound=EventClaim | CommitmentClaim)

CONTRADICTED = "its sentences say something else"
"""The reason for a doubt about a word that the sentences are against."""


class Doubter:
    """Compares the items of one article, and sentences about it, with the sentences that they are made of."""

    def __init__(
        self,
        actors: ActorRegistry,
        sentences: Mapping[int, Sentence],
        checks: Checks,
        *,
        wording: Wording,
        translated: bool,
    ) -> None:
        """Prepare to doubt items about these actors by the checks of the article, whose language `wording` is of.

        Of a statement that is `translated`, nothing but its fields and actors is looked up.
        """
        self.actors = actors
        self.checks = checks
        self._sentences = sentences
        self._wording = wording
        self._translated = translated

    def copied(self, claim: _Claim) -> _Claim:
        """Return a claim without the copied fields that its sentences do not have; before any are added to them."""
        return without_uncopied(claim, self._quotes(claim))

    def doubts(self, claim: EventClaim | CommitmentClaim) -> tuple[Doubt, ...]:
        """Return everything in the sentences of a claim that speaks against it."""
        doubts = [] if self._translated else self._of_text(claim)
        # Another claim that was merged with this one may have had the field.
        doubts += [doubt for doubt in claim.doubts if not getattr(claim, doubt.field)]
        doubts += self.checks.of_actors(claim, translated=self._translated)
        if not self._translated:
            doubts += self.checks.of_judgements(claim)
        return tuple(dict.fromkeys(doubts))

    def untold(self, claim: EventClaim | CommitmentClaim) -> tuple[Doubt, ...]:
        """Return the doubt about a claim that its sentences say in other words, if at all."""
        return (Doubt(field=claim.text_field, claimed=WORDING, reason=NOT_IN_EVIDENCE),)

    def of_words(self, claim: EventClaim) -> list[Doubt]:
        """Return what speaks against a sentence that is no item, and has no fields but those that code read from it."""
        return [*self._of_text(claim), *self.checks.of_actors(claim, translated=self._translated)]

    def _quotes(self, claim: EventClaim | CommitmentClaim) -> list[str]:
        return [self._sentences[number].text for number in claim.sentences]

    def _of_text(self, claim: EventClaim | CommitmentClaim) -> list[Doubt]:
        """Return a doubt for each part of the statement that the quotes, read together, do not have."""
        own = dict.fromkeys([*claim.doers, *self.actors.named_in(claim.text)])
        called = [self.actors.called(name) for name in own]
        missing = support(called, claim.text, *self._quotes(claim), wording=self._wording).missing
        # A known actor is listed by its name; not again by the form that the text has.
        listed = {word for part in missing if part in own for word in words(part)}
        missing = tuple(part for part in missing if part in own or not set(words(part)) <= listed)
        return [
            Doubt(field=claim.text_field, claimed=part, reason=_reason(part))
            for part in self.checks.unsaid(claim, missing)
        ]


def _reason(part: str) -> str:
    return CONTRADICTED if is_contradicted(part) else NOT_IN_EVIDENCE
