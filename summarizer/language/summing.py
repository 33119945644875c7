"""Find the sentences of an article that a sentence about the whole of it sums up, such as one of its summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import cached_property

from summarizer.article.sentences import Sentence
from summarizer.language.words import content_words, names

MAX_SENTENCES = 4
"""How many sentences of the article one sentence of the summary may sum up."""
MIN_GAIN = 2
"""How many words that no other has a further sentence of the article must share with it."""
SAME = 0.8
"""A sentence repeats an item if the item's statement has this share of its words."""

Told = tuple[str, Sequence[int]]
"""A statement and the numbers of the sentences that it cites."""


def words_beside_names(text: str, named: Iterable[str]) -> set[str]:
    """Return the content words of a sentence without those of the actors whom it names (`named`) and of their titles.

    A wrong name would find the sentence that it is from. Of a sentence of names only, all words are returned.
    """
    actors = {word for name in named for word in content_words(name)}
    titled = [set(content_words(name)) for name in names(text)]
    beside = set(content_words(text)) - actors.union(*(words for words in titled if words & actors))
    return beside or set(content_words(text))


class SummedUp:
    """Finds the sentences among these; `numbered` has those of the article, or others with numbers of their own."""

    def __init__(self, numbered: Iterable[Sentence]) -> None:
        self._numbered = {sentence.number: sentence for sentence in numbered}

    def repeated(self, words: Set[str], told: Iterable[Told]) -> list[int]:
        """Return the numbers of the sentences that items with nearly the same words cite."""
        least = max(1, SAME * len(words))
        return sorted({n for text, cited in told if len(words & set(content_words(text))) >= least for n in cited})

    def shared(self, words: Set[str], *, gain: int = MIN_GAIN) -> list[int]:
        """Return the numbers of the sentences that have most of these words between them, `MAX_SENTENCES` at most.

        A further sentence has at least so many of the words (`gain`) that no other one has.
        """
        left, found = set(words), list[int]()
        while left and len(found) < MAX_SENTENCES:
            gains = Counter(n for word in left for n in self._by_word.get(word, ()))
            best = max(gains, key=lambda n: (gains[n], -n), default=None)
            if best is None or gains[best] < (gain if found else 1):
                break
            found.append(best)
            left -= set(content_words(self._numbered[best].text))
        return sorted(found)

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """The numbers of the sentences by the words that they have: long texts have a summary for each window."""
        found: dict[str, list[int]] = {}
        for number, sentence in self._numbered.items():
            for word in set(content_words(sentence.text)):
                found.setdefault(word, []).append(number)
        return found
