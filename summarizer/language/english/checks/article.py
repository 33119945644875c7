"""What do the sentences of an article say against a claim about it, beyond its words? See `language.rules.Checks`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summarizer.article.sentences import Sentence
from summarizer.article.text import find_name, last_word
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.english.checks.antecedents import Antecedents
from summarizer.language.english.checks.forms import names_country
from summarizer.language.english.checks.involved import Involved
from summarizer.language.english.checks.judgements import against_commitment, against_event
from summarizer.language.english.checks.numbers import miscounted
from summarizer.language.names import is_country
from summarizer.language.rules import Actors
from summarizer.language.words import calendar_words
from summarizer.schema import Doubt, EventType

_Claim = EventClaim | CommitmentClaim


class EnglishChecks:
    """Compares claims with what English sentences say of whom."""

    def __init__(self, actors: Actors, sentences: Mapping[int, Sentence]) -> None:
        """Prepare to check claims about these actors; `sentences` are those of the article, by number."""
        self._actors = actors
        self._sentences = sentences
        self._antecedents = Antecedents(actors, sentences)
        self._involved = Involved(actors, self._antecedents)

    def with_meant(self, cited: Sequence[int], names: Sequence[str]) -> tuple[int, ...]:
        """Return the cited sentences and those that name whom they mean, three at most."""
        return self._antecedents.added(cited, names)

    def unsaid(self, claim: _Claim, missing: Sequence[str]) -> Sequence[str]:
        """Return the missing parts of a statement that its sentences do not mean, and a number that is not the actors'."""
        number = miscounted(claim.text, self._quotes(claim), _sizes(claim))
        found = missing if number is None else (*missing, number)
        own = tuple(dict.fromkeys([*claim.doers, *self._actors.named_in(claim.text)])) if found else ()
        return [part for part in found if not self._is_excused(part, claim, own)]

    def of_actors(self, claim: _Claim, *, translated: bool) -> list[Doubt]:
        """Return doubts about actors whom the sentences neither name nor mean, or whom they have in another role."""
        if isinstance(claim, EventClaim):
            return list(self._involved.of_event(claim, translated=translated))
        return list(self._involved.of_commitment(claim))

    def of_judgements(self, claim: _Claim) -> list[Doubt]:
        """Return doubts about status, firmness, polarity and condition; see `judgements`."""
        quotes = self._quotes(claim)
        return list(
            against_event(claim, quotes) if isinstance(claim, EventClaim) else against_commitment(claim, quotes)
        )

    def opens(self, name: str, text: str) -> bool:
        """Return whether a text begins with the name of an actor, after titles at most, as the subject."""
        return self._involved.opens(name, text)

    def _quotes(self, claim: _Claim) -> list[str]:
        return [self._sentences[number].text for number in claim.sentences]

    def _is_excused(self, part: str, claim: _Claim, own: Sequence[str]) -> bool:
        """Return whether the sentences name or mean in other words what they do not have."""
        if part not in own and (not part[:1].isupper() or part in calendar_words(part)):
            return False
        known = part if part in own else self._actors.resolve(part)
        if known is not None:
            return self._is_meant(known, claim, own)
        if is_country(part) and any(names_country(part, quote) for quote in self._quotes(claim)):
            return True  # "the U.S."
        return self._antecedents.is_linked(part, claim.text, claim.sentences)

    def _is_meant(self, name: str, claim: _Claim, own: Sequence[str]) -> bool:
        """Return whether an actor is named or meant in the sentences, or the text has another one of its surname.

        Agents that are neither have doubts of their own.
        """
        text, cited = claim.text, claim.sentences
        if name not in self._antecedents.named_in(text):
            return True
        speaks = isinstance(claim, EventClaim) and claim.type is EventType.STATEMENT
        joint = [other for other in own if other != name]
        if self._antecedents.find(name, cited, joint=joint, speaks=speaks) is not None:
            return True
        if (name not in claim.doers or not self._involved.opens(name, text)) and (
            self._antecedents.is_linked(name, text, cited) or self._antecedents.affiliated(name, cited)
        ):
            return True
        if find_name(name, text):
            return False
        return any(n != name and last_word(n) == last_word(name) for n in own)


def _sizes(claim: _Claim) -> set[int]:
    """Return how many actors a statement may mean by "the two": those who act, or all."""
    return {len(claim.doers), len({*claim.doers, *claim.others})} if len(claim.doers) > 1 else set()
