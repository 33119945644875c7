"""How claims are looked up in any language but English: by base forms, and by what inflected words have in common.

There are no word lists here. Whether two forms are of one word is judged generously, since a claim is dropped, or
called unsupported, because of words that are *not* found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.article.sentences import Sentence
from summarizer.article.text import REMEMBERED, UNSPACED, find_name, fold
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.lemmas import has_lemmas, lemma
from summarizer.language.rules import Actors, Compared, Stretches, Unasserted, Wording
from summarizer.language.words import NEGATION, counted_numbers, names, negated, numbers, refrains
from summarizer.schema import Doubt, Span

ENDING = 3
"""Letters, at most, of an ending in which two forms of a word differ ("Петров", "Петровым")."""

MIN_STEM = 3
"""Letters, at least, that two forms of a word share; two in a script whose letters are syllables."""

COMPOUNDED = 5
"""Letters, at least, of a word that is found inside another ("Vertrag" in "Hafenvertrag")."""

SHORTEST = 4
"""Letters, at least, of a word that counts for what a statement says: shorter ones are articles and prepositions."""

_PREFIXES = re.compile("(?:[وفبلكس]|ال|لل|[והבלכמש]){1,3}")
"""What is written at the start of an Arabic or Hebrew word: "and", "in", "for", "the" …"""
_ARABIC_OR_HEBREW = re.compile("[\u0590-\u06ff]")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")
_NOUNS_CAPITALISED = frozenset({"de", "lb", "nds"})
"""Languages that write every noun with a capital, so that a single capital tells no name."""


@dataclass(frozen=True)
class NeutralWording:
    """Looks up words of a language (an ISO 639 code) without rules for it."""

    language: str
    reads_grammar = False
    reads_names = False
    least_words = 6

    @property
    def overlap_floor(self) -> float:
        """A tenth: where most words of a claim are not found, they can still be said in other words."""
        return 0.1 if has_lemmas(self.language) else 0.0

    def stems(self, text: str) -> frozenset[str]:
        """Return the base forms of the longer words, and single characters of scripts without spaces."""
        return _stems(text, self.language)

    def holds_stem(self, stem: str, stems: frozenset[str]) -> bool:
        """Return whether a stem is among others, in any inflection, or in a compound with one of them."""
        return stem in stems or any(is_form(stem, other) or _is_compound(stem, other) for other in stems)

    def names(self, text: str) -> tuple[str, ...]:
        """Return the runs of capitalised words; of several words only where every noun has a capital."""
        if self.language not in _NOUNS_CAPITALISED:
            return names(text)
        # The first word has a capital anyway: "Das Gericht" is no name.
        opening = text.split(None, 1)[0] if text.strip() else ""
        found = (name.removeprefix(f"{opening} ") if text.startswith(name) else name for name in names(text))
        return tuple(name for name in found if " " in name or name.isupper())

    def holds(self, name: str, texts: tuple[str, ...]) -> bool:
        """Return whether texts, read together, have all words of a name or its last one, in any inflection."""
        if any(find_name(name, text) for text in texts):
            return True
        if UNSPACED.search(fold(name)):
            # A description can be put in another order, a name cannot.
            return len(name) >= COMPOUNDED and all(character in "".join(texts) for character in name)
        wanted = [word.folded for word in _words(name)]
        present = frozenset(word.folded for text in texts for word in _words(text))
        found = [self._is_held(word, present) for word in wanted]
        return all(found) or (len(found) <= 4 and found[-1] and len(wanted[-1]) > 1) if found else False

    def _is_held(self, word: str, present: frozenset[str]) -> bool:
        return word in present or any(self._is_same(word, other) for other in present)

    def _is_same(self, word: str, other: str) -> bool:
        bases = fold(lemma(word, self.language)), fold(lemma(other, self.language))
        return is_form(word, other) or bases[0] in (bases[1], other) or bases[1] == word

    def find(self, name: str, text: str) -> tuple[Span, ...]:
        """Return where a text has a name: as it is or, if nowhere so, in any inflection."""
        if (spans := find_name(name, text)) or not (wanted := _words(name)) or UNSPACED.search(fold(name)):
            return spans
        present, found, at = _words(text), [], 0
        while at + len(wanted) <= len(present):
            here = present[at : at + len(wanted)]
            if all(
                a.folded == b.folded or self._is_same(a.folded, b.folded) for a, b in zip(wanted, here, strict=True)
            ):
                start, end = here[0].start, here[-1].end
                found.append(Span(quote=text[start:end], start=start, end=end))
                at += len(wanted)
            else:
                at += 1
        return tuple(found)

    def unasserted(self, statement: str, folded: str) -> Sequence[tuple[Unasserted, Stretches]]:
        """Return nothing: conditions and denials are not known in this language."""
        return ()

    def question_starts(self, folded: str) -> Sequence[int]:
        """Return nothing: where a clause turns into a question is not known."""
        return ()

    @property
    def lookup(self) -> PlainLookup:
        """Names, numbers and negation, looked up by their words."""
        return PlainLookup(self)

    def checks(self, actors: Actors, sentences: Mapping[int, Sentence]) -> NoChecks:
        """Return checks that find nothing, since no grammar is read."""
        return NoChecks()


@dataclass(frozen=True)
class PlainLookup:
    """Looks up names by a wording, and numbers and negating words as they are, in any language."""

    wording: Wording

    def names(self, rest: str) -> Sequence[str]:
        """Return what is certainly a name."""
        return self.wording.names(rest)

    def holds(self, name: str, quotes: tuple[str, ...]) -> bool:
        """Return whether the sentences name an actor by this name, by all its words or the last one."""
        return self.wording.holds(name, quotes)

    def compare(self, statement: str, rest: str, quotes: tuple[str, ...]) -> Compared:
        """Look up the numbers of a statement, and whether anything is negated if it is."""
        counted, denies = dict.fromkeys(counted_numbers(rest)), negated(rest)
        missing = [number for number in counted if not any(number in numbers(quote) for quote in quotes)]
        if denies and not any(negated(quote) or refrains(quote) for quote in quotes):
            missing.append(NEGATION)
        return Compared(tuple(missing), len(counted) + denies)

    def values(self, text: str) -> frozenset[str]:
        """Return the numbers of a text in digits, and those up to "twelve" in English."""
        return frozenset(numbers(text))

    def contradicts(self, statement: str, quotes: Sequence[str]) -> bool:
        """Return False: what a negating word denies is not known."""
        return False


class NoChecks:
    """The checks in a language whose grammar is not read: nothing is found."""

    def with_meant(self, cited: Sequence[int], names: Sequence[str]) -> None:
        """Return None: it is not known whom a sentence means."""

    def unsaid(self, claim: EventClaim | CommitmentClaim, missing: Sequence[str]) -> Sequence[str]:
        """Return all that is missing."""
        return missing

    def of_actors(self, claim: EventClaim | CommitmentClaim, *, translated: bool) -> Sequence[Doubt]:
        """Return no doubts."""
        return ()

    def of_judgements(self, claim: EventClaim | CommitmentClaim) -> Sequence[Doubt]:
        """Return no doubts."""
        return ()

    def opens(self, name: str, text: str) -> bool:
        """Return False: subjects are not known."""
        return False


@dataclass(frozen=True)
class _Word:
    """A word of a text, where it starts and ends, and its folded form."""

    written: str
    folded: str
    start: int
    end: int


@lru_cache(maxsize=REMEMBERED)
def _words(text: str) -> tuple[_Word, ...]:
    """Return the words of a text: runs of letters, marks and digits. An apostrophe ends one ("l'accord": two)."""
    found, start = [], None
    for at, character in enumerate(f"{text} "):
        if character.isalnum() or (start is not None and unicodedata.category(character)[0] in "MC"):
            start = at if start is None else start
        elif start is not None:
            found.append(_Word(text[start:at], fold(text[start:at]), start, at))
            start = None
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def _stems(text: str, language: str) -> frozenset[str]:
    stems: set[str] = set()
    for word in _words(text):
        if UNSPACED.search(word.folded):
            stems.update(word.folded)
        elif len(word.folded) >= _shortest(word.folded) and not word.folded.isdigit():
            stems.add(fold(lemma(word.written, language)))
    return frozenset(stems)


def _shortest(word: str) -> int:
    return SHORTEST if word.upper() != word else MIN_STEM - 1


@lru_cache(maxsize=REMEMBERED * 16)
def is_form(a: str, b: str) -> bool:
    """Return whether two folded words can be forms of one: they differ in their endings, or in a prefixed particle."""
    short, long = sorted((a, b), key=len)
    shared = next((at for at, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    least = MIN_STEM - 1 if _HANGUL.search(short) else MIN_STEM
    # The more two words share, the longer may their endings be: "Петровский", "Петровского", not "Ferry", "Ferrand".
    endings = len(short) + len(long) - 2 * shared
    if shared >= least and len(long) - shared <= ENDING and endings <= max(ENDING, shared // 2 + 1):
        return True
    if not _ARABIC_OR_HEBREW.search(short):
        return False
    bare, other = _without_prefix(short), _without_prefix(long)
    return bare == other or long == bare or (len(short) >= MIN_STEM and long.endswith(short) and _fits(short, long))


def _fits(short: str, long: str) -> bool:
    return _PREFIXES.fullmatch(long[: len(long) - len(short)]) is not None


def _without_prefix(word: str) -> str:
    """Return an Arabic or Hebrew word without its prefixes, as long as three letters are left."""
    match = _PREFIXES.match(word)
    return word[match.end() :] if match and len(word) - match.end() >= MIN_STEM else word


def _is_compound(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return len(short) >= COMPOUNDED and short in long
