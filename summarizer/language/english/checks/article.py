"""The checks of the claims about one English article; see `language.rules.Checks`."""

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
        text, agents = _statement(claim)
        sizes = _sizes(claim)
        number = miscounted(text, self._quotes(claim), sizes) if sizes else None
        found = missing if number is None else (*missing, number)
        own = tuple(dict.fromkeys([*agents, *self._actors.named_in(text)])) if found else ()
        return [part for part in found if not self._is_excused(part, claim, text, own)]

    def of_actors(self, claim: _Claim, *, translated: bool) -> list[Doubt]:
        """Return doubts about actors whom the sentences neither name nor mean, or whom they have in another role."""
        quotes = self._quotes(claim)
        if isinstance(claim, EventClaim):
            return list(self._involved.of_event(claim, quotes, translated=translated))
        return list(self._involved.of_commitment(claim, quotes))

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

    def _is_excused(self, part: str, claim: _Claim, text: str, own: Sequence[str]) -> bool:
        if part in own:
            return self._is_meant(part, claim, text, own)
        if not part[:1].isupper() or part in calendar_words(part):
            return False
        known = self._actors.resolve(part)
        if known is not None:
            return self._is_meant(known, claim, text, own)
        if is_country(part) and any(names_country(part, quote) for quote in self._quotes(claim)):
            return True  # "the U.S."
        return self._antecedents.linked(part, text, claim.sentences) is not None

    def _is_meant(self, name: str, claim: _Claim, text: str, own: Sequence[str]) -> bool:
        """Return whether an actor is named or meant in the sentences, or the text has another one of its surname.

        Agents that are neither have doubts of their own.
        """
        speaks = (claim.type is EventType.STATEMENT) if isinstance(claim, EventClaim) else False
        joint = [other for other in own if other != name]
        if not self._antecedents.names_in(name, text):
            return True
        if self._antecedents.find(name, claim.sentences, joint=joint, speaks=speaks) is not None:
            return True
        _, agents = _statement(claim)
        if (name not in agents or not self._involved.opens(name, text)) and (
            self._antecedents.linked(name, text, claim.sentences) is not None
            or self._antecedents.affiliated(name, claim.sentences)
        ):
            return True
        if find_name(name, text):
            return False
        return any(n != name and last_word(n) == last_word(name) for n in own)


def _statement(claim: _Claim) -> tuple[str, tuple[str, ...]]:
    """Return the statement of a claim, and who acts in it."""
    return (claim.summary, claim.agents) if isinstance(claim, EventClaim) else (claim.action, claim.by)


def _sizes(claim: _Claim) -> set[int]:
    """Return how many actors a statement may mean by "the two": those who act, or all."""
    agents, others = (claim.agents, claim.others) if isinstance(claim, EventClaim) else (claim.by, claim.to)
    return {len(agents), len({*agents, *others})} if len(agents) > 1 else set()
