"""Check the headline and the summary of a brief: each sentence as the items are, against them and the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.article.sentences import Sentence, sentences
from summarizer.article.text import fold
from summarizer.assemble.doubts import Doubter
from summarizer.assemble.grounding import support
from summarizer.assemble.traces import is_traced
from summarizer.claims import EventClaim
from summarizer.language.neutral import PlainLookup
from summarizer.language.rules import Contrary, Wording, is_contradicted
from summarizer.language.summing import SummedUp, words_beside_names
from summarizer.language.words import NEGATION, calendar_words, numbers
from summarizer.pace import steps
from summarizer.schema import Article, Doubt, Dropped, EventType, Status

SEVERAL, LONG = 2, 8
"""A sentence of so many words that sums up so many sentences of the article may have names of other ones."""
COUNTED = 10
"""Numbers below this one may be counted, so that the article need not have them."""
UNSUMMED = "the sentences of the article that it sums up do not have it"
"""The reason for a doubt about a part of a headline or summary."""


@dataclass(frozen=True)
class Checked:
    """The sentences that may stay, those that may not, and what is doubtful of the former."""

    kept: list[str]
    dropped: list[Dropped]
    doubts: list[Doubt]


class Overall:
    """Checks sentences about the whole article against its sentences, and against the events that passed."""

    def __init__(
        self,
        article: Article,
        numbered: Mapping[int, Sentence],
        doubter: Doubter,
        *,
        translated: bool,
        wording: Wording,
    ) -> None:
        """Prepare to check sentences about an article; of `translated` ones only the numbers can be looked up."""
        self._article = article
        self._told = f"{article.title or ''}\n{article.text}"
        self._numbered = numbered
        self._doubter = doubter
        self._translated = translated
        self._wording = wording
        self._summed = SummedUp(numbered.values())
        self._reads = wording.reads_grammar and not translated
        self._lookup = PlainLookup(wording) if translated else wording.lookup

    def missing(self, text: str, events: Sequence[EventClaim]) -> tuple[str, ...]:
        """Return what of a sentence the article does not say; what an event says is the event's to prove."""
        if not self._reads:
            looked_up = "; ".join(numbers(text)) if self._translated else text
            return support((), looked_up, self._article.text, wording=self._wording, lean=True).missing
        if any(e.statement is not None and fold(e.summary).strip(". ") == fold(text).strip(". ") for e in events):
            return ()  # the article's own words
        told = self._doubter.actors.named_in(text)
        words = words_beside_names(text, told)
        about = self._summed.repeated(words, [(e.summary, e.sentences) for e in events]) or self._summed.shared(words)
        if not about:
            return support((), text, self._article.text, wording=self._wording).missing
        agents = tuple(name for name in told[:1] if self._doubter.checks.opens(name, text))
        claim = EventClaim(text, EventType.OTHER, Status.OCCURRED, tuple(about), agents=agents, others=tuple(told))
        found = dict.fromkeys(doubt.claimed for doubt in self._doubter.of_words(claim))
        drawn = len(about) >= SEVERAL and len(words) >= LONG
        return tuple(
            part
            for part in found
            if not (part[:1].isdigit() and self._stands_in(part, self._article.title or ""))
            and not (drawn and part not in agents and part[:1].isupper() and self._stands_in(part, self._article.text))
        )

    def _stands_in(self, part: str, text: str) -> bool:
        """Return whether a text has a name, number or day that is not found where a summary seems to have it from: it
        draws together what stands apart, and what the headline tells."""
        if part == NEGATION or is_contradicted(part):
            return False
        return bool(text) and not support((), f"of {part}", text, wording=self._wording).missing

    def checked(self, item: str, texts: Sequence[str], events: Sequence[EventClaim]) -> Checked:
        """Return which of these sentences of a headline or summary (`item`) the article is not against.

        Whoever sums up draws together what stands apart, and says it in other words. So a sentence is only left out
        for what the article lacks altogether or contradicts; anything else that is not found is a doubt.
        """
        found = Checked([], [], [])
        for text in steps(texts):
            missing = self.missing(text, events)
            if against := [part for part in missing if self._is_against(part, text)]:
                reason = f"the article lacks or contradicts {', '.join(against)}"
                found.dropped.append(Dropped(item=item, claim=text, reason=reason))
                continue
            found.kept.append(text)
            found.doubts.extend(Doubt(field=item, claimed=part, reason=UNSUMMED) for part in missing)
        return found

    def summary(self, texts: Sequence[str], events: Sequence[EventClaim]) -> Checked:
        """Return the sentences of a summary that may stay."""
        parted = [sentence.text for sentence in sentences("\n".join(texts), self._article.language)]
        return self.checked("summary", parted, events)

    def _is_against(self, part: str, text: str) -> bool:
        """Return whether a part of a sentence that is not found in what it sums up speaks against the sentence."""
        if is_contradicted(part):
            return part.endswith((Contrary.WITHOUT_NEGATION, Contrary.FOR_OPPOSITE))
        if part == NEGATION:
            return self._lookup.contradicts(text, [s.text for s in self._numbered.values()])
        if part[:1].isdigit():
            value = part.split()[0]
            # A small number may be counted: "four singers".
            is_counted = self._reads and value.isdigit() and int(value) < COUNTED and value == part
            return not is_counted and value not in self._lookup.values(self._told)
        if part in calendar_words(part) or part in self._doubter.actors.known():
            return False  # a day that the article has as "yesterday"; an actor of the article
        is_name = part[:1].isupper() or not part.isascii()
        return is_name and not is_traced(part, self._told, self._wording)
