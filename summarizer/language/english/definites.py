"""Definites: the nouns with "the" or "this" in a sentence of which nothing in it says which they are.

"The talks" and "this team" name nothing; "the talks in Orlen" and "the Orlen team" do, and so does what stands earlier in the
sentence: "Norway offered talks, and the talks began".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import (
    AUXILIARIES,
    DAY,
    FUNCTION_WORDS,
    GOVERNMENT,
    SAYING,
    either,
    listed,
)
from summarizer.language.english.telling import ORIGIN, repeats, tells_body, tells_people, tells_person
from summarizer.language.names import is_nominal, is_office
from summarizer.language.rules import Actors
from summarizer.language.words import stem

_PHRASE = rf"[Tt]h(?:e|is|ese) (?P<modifiers>(?:(?:[a-z][a-z-]+|{ORIGIN}) ){{0,2}}?)(?P<noun>[a-z]{{3,}})"
_SUBJECT = re.compile(rf"{_PHRASE}(?<!ly)(?: (?:[a-z]+ly|{either('verb_adverbs', 'subject_adverbs', end='')}|even))?")
_SPEAKER = re.compile(rf"(?:^|,)\W* {_PHRASE} {SAYING}\b")
_OBJECT = re.compile(
    rf"\b{_PHRASE}(?=[.,;:]|$|[’']s? |\s\s| (?:{AUXILIARIES}|and|or|but|{DAY}|on {DAY}|after|before|when|as)\b)"
)
_OPEN = r"\b(?! (?:of|that|which|whose|who|to|[A-Z])|, (?:the |an? )?[A-Z])(?![’'-])"
"""Behind a noun of which nothing that follows says which it is."""
_BODY = (
    # "The medical aid group"; of more bodies only the subject: "The hospital".
    re.compile(rf"\b[Tt]he (?P<noun>{either('unnamed_bodies', end='')}){_OPEN}"),
    re.compile(rf"^\W*The (?:[a-z-]+ ){{0,2}}?(?P<noun>{either('unnamed_bodies', 'unnamed_subjects', end='')}){_OPEN}"),
)
_PLURAL = re.compile(r"(?<![sui])s$")
"""No modifier: in "called the yards illegal", the noun is "yards"."""
_NO_MODIFIERS = FUNCTION_WORDS | {"two"}
FAMILIES = {
    noun: name
    for name in ("sums_of_violence", "sums_of_protest", "sums_of_accusation", "sums_of_judgement")
    for noun in listed(name) - {"crime", "incident", "violence"}
}
"""The family of a noun that is of an act: "the assault" is an attack."""
_UNIQUE = listed("unique_nouns", "periods")
_BODIES = listed("unnamed_bodies", "unnamed_subjects", "collective_nouns")


@dataclass(frozen=True)
class Definite:
    """A definite noun of which nothing says which it is, with what is said of it: "the maritime dispute".

    `is_subject` says whether the sentence, or what is said in it, is about it, or whether it is who says it; `is_body`
    whether it is a body that a reader knows only by its name.
    """

    noun: str
    modifiers: tuple[str, ...] = ()
    is_subject: bool = False
    is_body: bool = False


def definites_of(reading: Reading, headline: Set[str], actors: Actors) -> Iterator[Definite]:
    """Yield the definite nouns that a sentence does not tell, a body and subjects first.

    `headline` are the stems of the title.
    """
    bare = reading.bare
    found = min((one for form in _BODY if (one := form.search(bare))), key=lambda one: one.start(), default=None)
    if found is not None:
        body = found["noun"]
        if stem(body) not in headline and not tells_body(bare[: found.start()], body, actors):
            yield Definite(body, is_body=True)
    for phrase, earlier, is_subject in _phrases(reading):
        noun, modifiers = phrase["noun"], tuple(phrase["modifiers"].split())
        if (
            stem(noun) not in headline
            and _is_one_of_several(noun, modifiers)
            and not (earlier and _is_told(noun, modifiers, earlier, actors))
        ):
            yield Definite(noun, modifiers, is_subject)


def _phrases(reading: Reading) -> Iterator[tuple[re.Match[str], str, bool]]:
    """Yield the definite phrases, each with what stands before it that may tell it, and whether it is a subject."""
    bare, main, told = reading.bare, reading.parsed.main, reading.parsed.told
    if main and (subject := _SUBJECT.fullmatch(main.subject)):
        yield subject, "", True
    if told and told is not main and (subject := _SUBJECT.fullmatch(told.subject)):
        yield subject, bare[: told.start], True
    if speaker := _SPEAKER.search(bare):
        yield speaker, "", True
    for found in _OBJECT.finditer(bare):
        yield found, bare[: found.start()], False


def _is_one_of_several(noun: str, modifiers: Sequence[str]) -> bool:
    """Return whether a phrase is a noun, with its modifiers, of what there may be several of."""
    is_noun = noun not in FUNCTION_WORDS and not any(
        word in _NO_MODIFIERS or _PLURAL.search(word) for word in modifiers
    )
    is_clause = len(modifiers) > 1 and modifiers[-1].endswith("ed")  # "the officer opened fire"
    is_unique = noun in _UNIQUE or noun.removesuffix("s") in _UNIQUE or is_office(noun)
    is_government = GOVERNMENT.search(" ".join((*modifiers, noun))) is not None
    # "The Syrian war" is told; there are many Norwegian diplomats.
    is_told = any(word[0].isupper() for word in modifiers) and not is_nominal(noun)
    return is_noun and not (is_clause or is_unique or is_government or is_told)


def _is_told(noun: str, modifiers: Sequence[str], earlier: str, actors: Actors) -> bool:
    """Return whether a sentence has, before a noun, the noun itself or somebody whom it can mean."""
    return (
        repeats((noun,), earlier)
        or (noun in _BODIES and tells_body(earlier, noun, actors))
        or (not modifiers and is_nominal(noun) and noun not in FAMILIES and _names_somebody(earlier, noun, actors))
    )


def _names_somebody(earlier: str, noun: str, actors: Actors) -> bool:
    return tells_people(earlier, actors) if noun.endswith("s") else tells_person(earlier, actors, or_name=True)
