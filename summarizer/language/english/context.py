"""Context: what a sentence leaves to the sentence before it, and whether that one can be quoted to tell it.

Nothing is resolved here. "This process will take a month" is printed with the sentence before it in square brackets, and
the reader sees what is meant, as he does in the article. What is quoted stands there word for word, so it states nothing
that the article does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from summarizer.article.text import fold
from summarizer.language.english.doers import Doing
from summarizer.language.english.events import Reading, is_caption, is_report
from summarizer.language.english.lexicon import (
    AUXILIARIES,
    COLLECTIVE_NOUNS,
    FUNCTION_WORDS,
    GOVERNMENT,
    OWNERS,
    PLURAL_PEOPLE,
    SAYING,
    either,
    listed,
)
from summarizer.language.english.unclear import leaves_open
from summarizer.language.kinds import kind_of
from summarizer.language.names import is_country, is_office, is_title, split_title
from summarizer.language.rules import Actors
from summarizer.language.words import content_words, names, numbers, stem, words
from summarizer.schema import ActorKind, Span

LONGEST = 45
"""Words of a sentence that can be quoted before another one, at most."""

_PERIODS = either("periods", end=r"s?\b")
_POINTING = re.compile(
    rf"\W*(?:(?:but|and|yet|so|still)\s)?(?:(?:to|in|at|with|for|on|after|as|by|from|under)\s)?"
    rf"{either('demonstratives')}(?! {_PERIODS}| the\b)",
    re.IGNORECASE,
)
_NOUN = r"[a-z]{3,}"
_WITHIN = re.compile(
    # "this team", "say this was", not "this year".
    rf"{SAYING} (?:that )?this {either('auxiliaries')}|"
    rf"\bthis (?!{either('auxiliaries')}|(?:[a-z]+ )?{_PERIODS}|past\b|coming\b)(?P<this>{_NOUN}(?: {_NOUN})?)|"
    # "in that regard", "reached that number", not "in that he left", "said that efforts".
    rf"\b(?:{either('opening_prepositions', end='').lower()}|of|to|about|into) that (?!{_PERIODS})(?P<that>{_NOUN})|"
    rf"\bthat (?P<sum>{either('summing')})(?! {either('auxiliaries')})|"
    # "these funds", "among those"; not "those who fled", "those killed".
    rf"\b(?:these|those|such) (?!as\b|{_PERIODS})(?P<these>(?:[a-z-]+ )?[a-z]{{2,}}(?<!s)s)\b|\b(?:of|among|for|by|to) (?:these|those)(?=[,.;])|"
    rf"\b(?:the|that|this) same (?!{_PERIODS}|period\b)(?P<same>{_NOUN})\b(?! (?:as|that)\b)|\bthe latter\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    rf"\b(?:[Tt]he two(?= (?:{AUXILIARIES}|{either('pasts', end='')}|[a-z]+ed)\b)|[Tt]he two [a-z]+s(?! (?:of|that|who|which)\b)|"
    r"[Bb]oth (?!of\b|in\b|the\b|and\b)[a-z]+s\b|[Nn]either side\b)"
)
_OF_NUMBERS = frozenset({"number", "figure", "amount"})
_BARE_NOUN = re.compile(
    rf"[Tt]he (?!two\b)(?:[a-z-]+ )??(?P<noun>[a-z]+)(?<!ly)(?: (?:[a-z]+ly|{either('verb_adverbs', 'subject_adverbs', end='')}|even))?"
)
_SOMEBODY = re.compile(rf"\b{either('persons')}")
_PLURAL = re.compile(rf"[a-z]{{2,}}(?<![siu])s$|\sand\s|{PLURAL_PEOPLE.pattern}")
_PEOPLE = re.compile(rf"\b[a-z]+{PLURAL_PEOPLE.pattern.removesuffix('$')}\b")


class Need(StrEnum):
    """What a sentence leaves to the one before it."""

    POINTS_BACK = "points back"
    POINTS_WITHIN = "points within"
    PRONOUN = "pronoun"
    NOUN = "noun"
    """A definite noun that names nothing by itself: "The call"."""


@dataclass(frozen=True)
class Lack:
    """What a sentence lacks to be read alone; `words` are the pronoun or noun, none if what is meant may be anything."""

    need: Need
    words: tuple[str, ...] = ()


def points_back(reading: Reading) -> bool:
    """Return whether a sentence begins with what another one tells: "This process …", "To that end …", not "This year"."""
    return _POINTING.match(reading.bare) is not None


def is_unclear(doing: Doing, voice: str | None) -> bool:
    """Return whether a pronoun leaves open whom a sentence is about. "We" are those whose words the text is."""
    pronoun = doing.pronoun
    return pronoun is not None and not doing.meant and not (voice and pronoun.word in ("we", "our"))


def lack_of(reading: Reading, doing: Doing, voice: str | None, headline: Set[str]) -> Lack | None:
    """Return what a sentence lacks to be read alone, or None. `headline` are the stems of the title, printed above it."""
    if points_back(reading) or leaves_open(reading):
        return Lack(Need.POINTS_BACK)
    if is_unclear(doing, voice) and doing.pronoun:
        return Lack(Need.PRONOUN, (doing.pronoun.word,))
    if (nouns := points_within(reading.bare)) is not None:
        return Lack(Need.POINTS_WITHIN, nouns)
    several = _SEVERAL.search(reading.bare)
    if several and len(names(f"- {reading.bare[: several.start()]}")) < 2:
        return Lack(Need.POINTS_WITHIN)
    noun = _bare_noun(reading)
    return Lack(Need.NOUN, (noun,)) if noun and stem(noun) not in headline else None


def points_within(bare: str) -> tuple[str, ...] | None:
    """Return the nouns of what is pointed at in a sentence, or a part of it, and not told there; None if nothing is."""
    for pointing in _WITHIN.finditer(bare):
        nouns = _nouns(pointing)
        if not _are_told(nouns, bare[: pointing.start()]):
            return nouns
    return None


def _nouns(pointing: re.Match[str]) -> tuple[str, ...]:
    """Return the noun of a demonstrative, or its adjective and noun, which are not told apart."""
    return tuple(
        word for words in pointing.groups() for word in fold(words or "").split() if word not in FUNCTION_WORDS
    )


def _are_told(nouns: Sequence[str], earlier: str) -> bool:
    """Return whether a noun of a demonstrative, or its number, stands earlier in its sentence: "a deal … this deal"."""
    if not _OF_NUMBERS.isdisjoint(nouns) and numbers(earlier):
        return True
    return any(_are_akin(stem(noun), word) for noun in nouns for word in content_words(earlier))


def _bare_noun(reading: Reading) -> str | None:
    """Return the subject if it is a noun without anything that tells which: "The call", "The network"."""
    main = reading.parsed.main
    bare = _BARE_NOUN.fullmatch(main.subject) if main else None
    return bare["noun"] if bare and not is_office(bare[0][4:]) and not GOVERNMENT.search(bare[0]) else None


def tells(before: Reading, lack: Lack, actors: Actors) -> bool:
    """Return whether a sentence has what a pronoun or noun of the next one may mean; what points at it any tells."""
    match lack.need:
        case Need.PRONOUN:
            return _can_be_meant(before, lack.words[0], actors)
        case Need.NOUN:
            return any(_introduces(before.text, noun, actors) for noun in lack.words)
        case _:
            return True


def _can_be_meant(before: Reading, pronoun: str, actors: Actors) -> bool:
    """Return whether a sentence has somebody, or something, whom a pronoun of the next one can mean."""
    kinds = _kinds(before.text, actors)
    match OWNERS.get(pronoun, pronoun):
        case "he" | "she":
            are_titled = any(map(is_title, words(before.text)))
            return are_titled or ActorKind.PERSON in kinds or _SOMEBODY.search(before.text) is not None
        case "they":
            parts = (before.parsed.main, before.parsed.content)
            is_plural = any(part and _PLURAL.search(part.subject) for part in parts)
            return is_plural or kinds.count(ActorKind.PERSON) > 1 or _PEOPLE.search(before.text) is not None
        case "it":
            return True
        case _:
            return False


def _kinds(sentence: str, actors: Actors) -> list[ActorKind]:
    """Return the likely kinds of the actors that a sentence names."""
    named = (name if is_country(name) else split_title(name).name for name in names(f"- {sentence}"))
    return [kind_of(actors.resolve(name) or name, actors.text) for name in named]


def _introduces(before: str, noun: str, actors: Actors) -> bool:
    """Return whether a sentence tells what "the" noun of the next one is: by the word, its verb, or as a name."""
    root, folded = stem(noun), fold(before)
    for word in re.finditer(r"[a-z]+", folded):
        is_known = re.search(r"\bthe (?:[a-z-]+ )?$", folded[max(0, word.start() - 30) : word.start()])
        if not is_known and _are_akin(root, stem(word.group())):
            return True
    if noun in listed("summing"):
        return True
    bodies = (ActorKind.ORGANIZATION, ActorKind.GROUP)
    return noun in COLLECTIVE_NOUNS and any(kind in bodies for kind in _kinds(before, actors))


def _are_akin(noun: str, word: str) -> bool:
    """Return whether two stems are of one root: "decision" and "decided"."""
    return noun == word or (4 <= len(word) <= len(noun) and noun.startswith(word[: max(4, len(word) - 1)]))


@dataclass(frozen=True)
class Context:
    """What each sentence lacks, by number, and the sentences before that are quoted to tell it."""

    lacks: Mapping[int, Lack]
    quoted: Mapping[int, Span]

    @property
    def untold(self) -> Set[int]:
        """The numbers of the sentences that lack something, and cannot be given it."""
        return {
            n
            for n, lack in self.lacks.items()
            if lack.need in (Need.POINTS_BACK, Need.PRONOUN) and n not in self.quoted
        }


def context_of(
    readings: Sequence[Reading],
    doing: Mapping[int, Doing],
    voice: str | None,
    title: str,
    actors: Actors,
    no_sentences: Set[int],
) -> Context:
    """Return what the sentences of an article lack; those with numbers in `no_sentences` cannot be quoted."""
    headline = set(content_words(title))
    nobody = Doing()
    lacks = {
        r.sentence.number: lack
        for r in readings
        if (lack := lack_of(r, doing.get(r.sentence.number, nobody), voice, headline))
    }
    unclear = {number for number, lack in lacks.items() if lack.need is not Need.NOUN}
    quoted = {
        after.sentence.number: before.statement
        # The line below a photo stands between sentences, and is none of the text.
        for before, after in pairwise(reading for reading in readings if not is_caption(reading))
        if (lack := lacks.get(after.sentence.number))
        and before.sentence.number not in no_sentences | unclear
        and _can_be_quoted(before, doing.get(before.sentence.number, nobody), voice)
        and tells(before, lack, actors)
    }
    return Context(lacks, quoted)


def _can_be_quoted(reading: Reading, doing: Doing, voice: str | None) -> bool:
    """Return whether a sentence can be quoted before another one: whole, of prose, and clear as it stands."""
    is_whole = is_report(reading, attributed=voice is not None)
    is_clear = doing.pronoun is None or (voice is not None and doing.pronoun.word in ("we", "our"))
    # Brackets are those of insertions; "Apply at: ." has lost its end.
    lacks = reading.lacks.opening or reading.lacks.closing or re.search(r"[\[\]]|[,;:]\s*[.!?]", reading.text)
    return is_whole and is_clear and not lacks and len(reading.text.split()) <= LONGEST
