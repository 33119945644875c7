"""Check the headline and the summary of a brief: each sentence as the items are, against them and the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from summarizer.article.sentences import Sentence, sentences
from summarizer.article.text import fold
from summarizer.assemble.grounding import support
from summarizer.assemble.support.doubts import Doubter
from summarizer.claims import EventClaim
from summarizer.language.rules import Wording
from summarizer.language.words import NEGATION, content_words, names, numbers
from summarizer.schema import Article, Dropped, EventType, Status

MOST_SENTENCES = 4
"""How many sentences of the article one sentence of the summary may sum up."""
SEVERAL, LONG = 2, 8
"""A sentence of so many words that sums up so many sentences of the article may have names of other ones."""
LEAST_GAIN = 2
"""How many words that no other has a further sentence of the article must share with it."""
SAME = 0.8
"""A sentence repeats an event if the event's statement has this share of its words."""


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
        self._numbered = numbered
        self._doubter = doubter
        self._translated = translated
        self._wording = wording
        self._english = article.language == "en"

    def missing(self, text: str, events: Sequence[EventClaim]) -> tuple[str, ...]:
        """Return what of a sentence the article does not say; what an event says is the event's to prove."""
        if self._translated or not self._english:
            looked_up = "; ".join(numbers(text)) if self._translated else text
            return support((), looked_up, self._article.text, wording=self._wording).missing
        if any(e.statement is not None and fold(e.summary).strip(". ") == fold(text).strip(". ") for e in events):
            return ()  # the article's own words
        # Not by its names: a wrong one would find the sentence that it is from.
        words = set(content_words(text)) - self._words_of_names(text) or set(content_words(text))
        near = {
            n for e in events if len(words & set(content_words(e.summary))) >= SAME * len(words) for n in e.sentences
        }
        about = sorted(near) or self._about(words)
        if not about:
            return support((), text, self._article.text).missing
        told = self._doubter.actors.named_in(text)
        agents = tuple(name for name in told[:1] if self._doubter.involved.opens(name, text))
        claim = EventClaim(text, EventType.OTHER, Status.OCCURRED, tuple(about), agents=agents, others=tuple(told))
        found = dict.fromkeys(doubt.claimed for doubt in self._doubter.of_words(claim))
        drawn = len(about) >= SEVERAL and len(words) >= LONG
        return tuple(part for part in found if not (drawn and part not in agents and self._is_elsewhere(part)))

    def _is_elsewhere(self, part: str) -> bool:
        """Return whether a part is a name or a day that the article has: a summary draws together what stands apart."""
        is_word = part != NEGATION and not part.startswith("“") and part[:1].isupper()
        return is_word and not support((), f"of {part}", self._article.text).missing

    def summary(self, texts: Sequence[str], events: Sequence[EventClaim]) -> tuple[list[str], list[Dropped]]:
        """Return the sentences of a summary that the article supports, and those that it does not."""
        kept, dropped = list[str](), list[Dropped]()
        for sentence in sentences("\n".join(texts), self._article.language):
            if missing := self.missing(sentence.text, events):
                reason = f"the sentences of the article that it sums up lack {', '.join(missing)}"
                dropped.append(Dropped(item="summary", claim=sentence.text, reason=reason))
            else:
                kept.append(sentence.text)
        return kept, dropped

    def headline(self, texts: Sequence[str], events: Sequence[EventClaim]) -> tuple[str | None, list[Dropped]]:
        """Return the first headline that the article supports, or None, and those that it does not."""
        dropped: list[Dropped] = []
        for text in texts:
            if not (missing := self.missing(text, events)):
                return text, dropped
            reason = f"the sentences of the article that it sums up lack {', '.join(missing)}"
            dropped.append(Dropped(item="headline", claim=text, reason=reason))
        return None, dropped

    def _words_of_names(self, text: str) -> set[str]:
        actors = {word for name in self._doubter.actors.named_in(text) for word in content_words(name)}
        titled = [set(content_words(name)) for name in names(text)]
        return actors.union(*(words for words in titled if words & actors))

    def _about(self, words: Set[str]) -> list[int]:
        """Return the numbers of the sentences that have most of these words between them."""
        left, found = set(words), list[int]()
        while left and len(found) < MOST_SENTENCES:
            gains = {n: len(left & set(content_words(s.text))) for n, s in self._numbered.items()}
            best = max(gains, key=lambda n: (gains[n], -n))
            if gains[best] < (LEAST_GAIN if found else 1):
                break
            found.append(best)
            left -= set(content_words(self._numbered[best].text))
        return sorted(found)
