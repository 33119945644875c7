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
from summarizer.article.text import REMEMBERED, UNSPACED, Found, find_name, fold
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.lemmas import has_lemmas, lemma
from summarizer.language.numerals import claimed_in_words, numbers_in_words
from summarizer.language.rules import Actors, Compared, Contrary, Stretches, Unasserted, Wording, contradicted
from summarizer.language.words import NEGATION, counted_numbers, names, negated, numbers, refrains
from summarizer.schema import Doubt

ENDING = 3
"""Letters, at most, of an ending in which two forms of a word differ ("Петров", "Петровым")."""

MIN_STEM = 3
"""Letters, at least, that two forms of a word share; two in a script whose letters are syllables."""

COMPOUNDED = 5
"""Letters, at least, of a word that is found inside another ("Vertrag" in "Hafenvertrag")."""

SHORTEST = 4
"""Letters, at least, of a word that counts for what a statement says: shorter ones are articles and prepositions."""

SAME = 0.6
"""Share of the words of a statement that its sentences have, from which on they speak of the same."""

_NEGATORS = {
    language: re.compile(pattern)
    for language, pattern in {
        "de": "nicht|kein[a-z]*|nie|niemals|niemand[a-z]*|nichts|nirgend[a-z]*|weder",
        "es": "no|nunca|nada|nadie|ningun[a-z]*|tampoco|jamas|ni",
        "fr": "ne|n|pas|jamais|aucune?|rien|ni",
        "it": "non|mai|nessun[a-z]*|niente|nulla",
        "nl": "niet|geen|nooit|niemand|niets",
        "pl": "nie|nigdy|nikt|nic|zaden|zadn[a-z]*",
        "pt": "nao|nunca|nada|ninguem|nenhum[a-z]*|jamais|tampouco",
        "ru": "не|нет|никогда|никто|ничего|ни",
        "sv": "inte|ingen|inget|inga|aldrig",
        "uk": "не|ні|немає|ніхто|нічого|ніколи",
    }.items()
}
"""Negating words, folded. Those of other languages are in `words.negated`, as far as they are known."""
_NOT_ALONE = frozenset({"ne", "n", "ni", "weder"})
"""Those that negate only with another word: "ne … que" is "only"."""
_DENYING = {
    "de": frozenset("bestreiten leugnen abstreiten dementieren zurückweisen ablehnen verweigern weigern".split()),
    "es": frozenset("negar desmentir rechazar rehusar oponer".split()),
    "fr": frozenset("nier nié démentir démenti refuser rejeter réfuter contester opposer".split()),
}
"""Verbs by which a sentence says what a statement says with "not"."""

_PREFIXES = re.compile("(?:[وفبلكس]|ال|لل|[והבלכמש]){1,3}")
"""What is written at the start of an Arabic or Hebrew word: "and", "in", "for", "the" …"""
_ARABIC_OR_HEBREW = re.compile("[\u0590-\u06ff]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z .&-]+[A-Za-z]")
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
        return tuple(
            name for name in found if name.isupper() or (" " in name and not any(map(self._is_noun, name.split())))
        )

    def _is_noun(self, word: str) -> bool:
        """Return whether a word is an inflected noun, as no name is: "Warschau Gespräche", "Tonnen Getreide"."""
        return lemma(word, self.language) not in (word, word.lower())

    def holds(self, name: str, texts: tuple[str, ...]) -> bool:
        """Return whether texts, read together, have all words of a name or its last one, in any inflection."""
        if any(find_name(name, text) for text in texts):
            return True
        if UNSPACED.search(fold(name)):
            if (latin := _LATIN.search(name)) and any(find_name(latin[0], text) for text in texts):
                return True  # "Apple公司" is "Apple" too
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

    def find(self, name: str, text: str) -> tuple[Found, ...]:
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
                found.append(Found(text[start:end], start, end))
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
    def lookup(self) -> NeutralLookup:
        """Names, numbers and negation, looked up by their words."""
        return NeutralLookup(self)

    def negating(self, text: str) -> tuple[int, ...]:
        """Return the numbers of the words of a text that negate something, from 0."""
        negators = _NEGATORS.get(self.language)
        if negators is None:
            return (-1,) if negated(text) else ()
        return tuple(n for n, word in enumerate(_words(text)) if negators.fullmatch(word.folded))

    def denials(self, text: str) -> frozenset[str]:
        """Return the verbs of a text by which somebody denies or refuses something."""
        verbs = _DENYING.get(self.language, frozenset())
        return verbs & {lemma(word.written, self.language) for word in _words(text)}

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
        told = frozenset[str]().union(*map(self.values, quotes))
        missing = [number for number in counted if number not in told]
        if denies and not any(negated(quote) or refrains(quote) for quote in quotes):
            missing.append(NEGATION)
        return Compared(tuple(missing), len(counted) + denies)

    def values(self, text: str) -> frozenset[str]:
        """Return the numbers of a text, in digits or in words as far as those can be read in its language."""
        return frozenset(numbers(text)) | self.wording.lookup.values(text)

    def contradicts(self, statement: str, quotes: Sequence[str]) -> bool:
        """Return False: what a negating word denies is not known."""
        return False


@dataclass(frozen=True)
class NeutralLookup(PlainLookup):
    """Looks up negation by the words of the language too; a word that only the sentence negates is contradicted."""

    wording: NeutralWording

    def compare(self, statement: str, rest: str, quotes: tuple[str, ...]) -> Compared:
        """Look up the numbers of a statement, and whether it and its sentences negate the same."""
        denies = bool(self.wording.negating(rest))
        counted = dict.fromkeys(counted_numbers(rest) + claimed_in_words(rest, self.wording.language))
        told = frozenset[str]().union(*map(self.values, quotes))
        missing = [number for number in counted if number not in told]
        own = self.wording.denials(rest)
        if denies and not any(self.wording.negating(quote) or self.wording.denials(quote) - own for quote in quotes):
            missing.append(NEGATION)
        if not denies and not own:
            missing += [contradicted(word, Contrary.WITHOUT_NEGATION) for word in self._negated(rest, quotes)[:1]]
        return Compared(tuple(missing), len(counted) + denies)

    def values(self, text: str) -> frozenset[str]:
        """Return the numbers of a text, in digits or in words as far as those can be read."""
        return frozenset(numbers(text) + numbers_in_words(text, self.wording.language))

    def _negated(self, rest: str, quotes: tuple[str, ...]) -> list[str]:
        """Return the words of a statement that its sentences negate, if they say the same otherwise."""
        stems = self.wording.stems(rest)
        present: frozenset[str] = frozenset().union(*map(self.wording.stems, quotes))
        held = [stem for stem in stems if self.wording.holds_stem(stem, present)]
        if not stems or len(held) < SAME * len(stems):
            return []
        found = []
        for quote in quotes:
            words = _words(quote)
            for number in self.wording.negating(quote):
                after = next((w for w in words[number + 1 : number + 4] if len(w.folded) > 2), None)
                if number < 0 or after is None or words[number].folded in _NOT_ALONE:
                    continue
                if any(self.wording.holds_stem(stem, stems) for stem in self.wording.stems(after.written)):
                    found.append(after.written)
        return found


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
