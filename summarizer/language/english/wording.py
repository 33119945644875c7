"""How claims are looked up in English sentences; see `language.rules.Wording`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from summarizer.article.sentences import Sentence
from summarizer.article.text import REMEMBERED, find_name
from summarizer.language.english.assertion import question_starts, unasserted
from summarizer.language.english.checks.article import EnglishChecks
from summarizer.language.english.checks.lookup import EnglishLookup
from summarizer.language.english.lexicon import FUNCTION_WORDS
from summarizer.language.lemmas import REMEMBERED_WORDS, lemma
from summarizer.language.rules import Actors, Stretches, Unasserted
from summarizer.language.words import holds_words, names, stem, telling_words, word_set

LEAST_SHARED = 4
"""Letters, at least, of a stem that is another one shortened: "congress" in "congressional"."""

_FORMS = {
    "won": "win", "shot": "shoot", "left": "leave", "broke": "break", "bore": "bear", "dead": "die", "death": "die",
    "resignation": "resign",
}  # fmt: skip
"""Words that have a base form of their own in the dictionary, but mostly stand for another one in the news."""


class EnglishWording:
    """Reads words, names and what is not asserted in English."""

    reads_grammar = True
    reads_names = True
    overlap_floor = 0.45
    least_words = 2

    def stems(self, text: str) -> frozenset[str]:
        """Return the stems of the base forms of the content words."""
        return _stems(text)

    def holds_stem(self, stem: str, stems: frozenset[str]) -> bool:
        """Return whether a stem is among others, or is one of them shortened, or the other way round."""
        return stem in stems or any(
            stem.startswith(other) or other.startswith(stem) for other in _by_start(stems).get(stem[:LEAST_SHARED], ())
        )

    def names(self, text: str) -> tuple[str, ...]:
        """Return the runs of capitalised words."""
        return names(text)

    def holds(self, name: str, texts: tuple[str, ...]) -> bool:
        """Return whether texts, read together, have all words of a name, or its last one."""
        present = word_set(texts[0]) if len(texts) == 1 else _words_of(texts)
        return holds_words(telling_words(name), present)

    find = staticmethod(find_name)

    def unasserted(self, statement: str, folded: str) -> Sequence[tuple[Unasserted, Stretches]]:
        """Return the conditions, doubts and denials of a sentence."""
        return unasserted(statement, folded)

    question_starts = staticmethod(question_starts)

    @property
    def lookup(self) -> EnglishLookup:
        """Names in all their forms, numbers with their units, negation, hedges and opposite verbs."""
        return _LOOKUP

    def checks(self, actors: Actors, sentences: Mapping[int, Sentence]) -> EnglishChecks:
        """Return what the sentences say against claims: of actors, judgements and whom they mean."""
        return EnglishChecks(actors, sentences)


_LOOKUP = EnglishLookup()


@lru_cache(maxsize=REMEMBERED)
def _words_of(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(word_set, texts))


@lru_cache(maxsize=REMEMBERED)
def _by_start(stems: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return stems by their first letters; those that are too short to be compared are left out."""
    found: dict[str, list[str]] = {}
    for one in stems:
        if len(one) >= LEAST_SHARED:
            found.setdefault(one[:LEAST_SHARED], []).append(one)
    # Of tuples of strings, unlike lists, the garbage collector need not keep track.
    return {start: tuple(alike) for start, alike in found.items()}


@lru_cache(maxsize=REMEMBERED)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(_stem_of, word_set(text) - FUNCTION_WORDS))


@lru_cache(maxsize=REMEMBERED_WORDS)
def _stem_of(word: str) -> str:
    return stem(_FORMS.get(word) or lemma(word, "en"))
