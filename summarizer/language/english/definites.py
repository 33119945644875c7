"""Definites: the nouns with "the" or "this" in a sentence of which nothing in it says which they are.

"The talks" and "this team" name nothing; "the talks in Orlen" and "the Orlen team" do, and so does what stands earlier in the
sentence: "Norway offered talks, and the talks began". What the article has not told of before is clear to everybody ("the
weather"), unless the sentence is about it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.article.dates.words import MONTH_NAMES, WEEKDAY_NAMES
from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import (
    COLLECTIVES,
    DAY,
    FUNCTION_WORDS,
    GOVERNMENT,
    either,
    listed,
)
from summarizer.language.english.noun_phrases import BEHIND_HEAD
from summarizer.language.english.telling import (
    ORIGIN,
    acts_in,
    are_akin,
    repeats,
    tells_body,
    tells_people,
    tells_person,
)
from summarizer.language.names import is_nominal, is_office
from summarizer.language.rules import Actors
from summarizer.language.words import content_words, names, stem, words

_PHRASE = re.compile(
    # "The talks", "this new plan", "Wednesday’s attack"; "the girls" of "helped the girls enter".
    rf"\b(?:[Tt]h(?:e|is|ese|ose)|(?i:{DAY}|next \w+)[’']s) (?P<modifiers>(?:(?:[a-z][a-z-]+|{ORIGIN}) ){{0,3}}?)"
    rf"(?P<noun>[a-z]{{3,}})(?=[’'](?:s\b|\s)|(?<=s)(?<![sui]s) [a-z]|{BEHIND_HEAD.pattern}|"
    rf"\s+(?:{either('verb_adverbs', 'subject_adverbs', end='')}|even|{DAY})\b)"
)
_DAYS = frozenset(map(str.capitalize, (*WEEKDAY_NAMES, *MONTH_NAMES)))
_CAPITAL = rf"(?!(?:{'|'.join(_DAYS)})\b)[A-Z\d]"
_SAYS_WHICH = re.compile(
    # "Of Orlen", "that sank", "he made", "Karst built", "with Norway", "in the northern Orlen"; not "on Friday".
    rf" (?:of|toward|towards|between|against|that|which|whose|who|where|he|she|they|it|we|I|the|an?)\b| {_CAPITAL}|"
    rf" (?:{either('prepositions', end='')}) (?:the |an? |al-)?(?:[a-z-]+ )?{_CAPITAL}|, (?:the |an? )?{_CAPITAL}|-[a-z]| and (?:the )?[a-z]+ of\b"
)
_OPENING = re.compile(rf"\W*{either('opening_prepositions')} ")
_PLURAL = re.compile(r"(?<![sui])s$")
"""No modifier: in "called the yards illegal", the noun is "yards"."""
_NO_MODIFIERS = FUNCTION_WORDS - {"new", "same"}
FAMILIES = {
    noun: name
    for name in ("sums_of_violence", "sums_of_protest", "sums_of_accusation", "sums_of_judgement")
    for noun in listed(name) - {"crime", "incident", "violence"}
}
"""The family of a noun that is of an act: "the assault" is an attack."""
_UNIQUE = listed("unique_nouns", "periods")
_BODIES = listed("unnamed_bodies", "unnamed_subjects", "collective_nouns") | COLLECTIVES
_PLACES = listed("vague_places")


@dataclass(frozen=True)
class Definite:
    """A definite noun of which nothing says which it is, with what is said of it: "the maritime dispute".

    `is_subject` says whether the sentence, or what is said in it, is about it.
    """

    noun: str
    modifiers: tuple[str, ...] = ()
    is_subject: bool = False


class Told:
    """The nouns of which an article has told so far, in its headline and otherwise than with "the"."""

    def __init__(self, title: str) -> None:
        self._stems = defaultdict[str, set[str]](set)
        self._acts = set[str]()
        self.add(title)

    def add(self, text: str) -> None:
        """Take in a sentence."""
        self._acts |= acts_in(text) | {FAMILIES[word] for word in words(text) if word in FAMILIES}
        for one in content_words(text):
            self._stems[one[:4]].add(one)

    def __contains__(self, noun: str) -> bool:
        root = stem(noun)
        is_akin = any(are_akin(root, one) for one in self._stems.get(root[:4], ()))
        return is_akin or not self._acts.isdisjoint((noun, FAMILIES.get(noun)))


def definites_of(reading: Reading, told: Told, actors: Actors, voice: str | None) -> list[Definite]:
    """Return the definite nouns that a sentence does not tell, subjects first.

    `told` is what stands before it. "The leaders" are clear where a `voice` tells whose words the text is.
    """
    found = [
        one
        for phrase in _PHRASE.finditer(reading.bare)
        if not (voice and is_nominal(phrase["noun"])) and (one := _untold(reading, phrase, told, actors))
    ]
    return sorted(found, key=lambda one: not one.is_subject)


def _untold(reading: Reading, phrase: re.Match[str], told: Told, actors: Actors) -> Definite | None:
    noun, modifiers = phrase["noun"], tuple(phrase["modifiers"].split())
    earlier = reading.bare[: phrase.start()]
    predicates = (one for one in (reading.parsed.main, reading.parsed.told) if one)
    is_the = phrase[0][:4] in ("The ", "the ")
    is_subject = is_the and (not earlier.strip() or any(one.start == phrase.start() for one in predicates))
    if (
        not (is_subject or noun in told)
        or _says_which(reading.bare, phrase)
        or not _is_one_of_several(noun, modifiers, earlier)
        or _is_told(noun, modifiers, earlier, actors)
    ):
        return None
    return Definite(noun, modifiers, is_subject)


def _says_which(sentence: str, phrase: re.Match[str]) -> bool:
    """Return whether what follows a phrase says which is meant; "Following the call, Karst left" has no apposition."""
    found = _SAYS_WHICH.match(sentence, phrase.end())
    return found is not None and not (found[0][0] == "," and _OPENING.fullmatch(sentence, 0, phrase.start()))


def _is_one_of_several(noun: str, modifiers: Sequence[str], earlier: str) -> bool:
    """Return whether a phrase is a noun, with its modifiers, of what a reader of the sentence may know several.

    "The country" and "the government" are those of the place that is named before, if any is.
    """
    is_noun = noun not in FUNCTION_WORDS and not any(
        word in _NO_MODIFIERS or word.endswith("est") or _PLURAL.search(word) for word in modifiers
    )
    is_clause = len(modifiers) > 1 and modifiers[-1].endswith("ed")  # "the officer opened fire"
    is_unique = noun in _UNIQUE or noun.removesuffix("s") in _UNIQUE or (is_office(noun) and "two" not in modifiers)
    is_of_place = (noun in _PLACES and not modifiers) or GOVERNMENT.search(" ".join((*modifiers, noun))) is not None
    # "The Syrian war" is told; there are many Norwegian diplomats.
    is_told = any(word[0].isupper() for word in modifiers) and (noun in _BODIES or not is_nominal(noun))
    return is_noun and not (
        is_clause or is_unique or is_told or (is_of_place and not _DAYS.issuperset(names(f"- {earlier}")))
    )


def _is_told(noun: str, modifiers: Sequence[str], earlier: str, actors: Actors) -> bool:
    """Return whether a sentence has, before a noun, the noun itself or somebody whom it can mean."""
    if repeats((noun,), earlier):
        return True
    if noun in _BODIES:
        return tells_body(earlier, noun, actors)
    if modifiers or noun in FAMILIES or not is_nominal(noun):
        return False
    return tells_people(earlier, actors) if noun.endswith("s") else tells_person(earlier, actors)
