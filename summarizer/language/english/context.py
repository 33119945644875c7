"""Context: which earlier sentence can be quoted before another one to tell what that one leaves to it (`pointing`).

Nothing is resolved here. "This process will take a month" is printed with the sentence before it in square brackets, and
the reader sees what is meant, as he does in the article. What is quoted stands there word for word, so it states nothing
that the article does not. It is the sentence that introduces a definite noun, if only one does (`introductions`), else the
sentence before, if that tells what is vital (`telling`). No other one is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from summarizer.language.english.definites import Definite, definites_of
from summarizer.language.english.doers import Doing
from summarizer.language.english.events import Reading, is_caption, is_report
from summarizer.language.english.introductions import LEADERS, Introduction, introductions, leaders
from summarizer.language.english.lexicon import BE, OWNERS, SAYING, listed
from summarizer.language.english.pointing import Lack, Need, lacks_of
from summarizer.language.english.telling import (
    repeats,
    states_in,
    tells_act,
    tells_body,
    tells_noun,
    tells_people,
    tells_person,
    tells_two,
)
from summarizer.language.rules import Actors
from summarizer.language.words import content_words
from summarizer.schema import Span

LONGEST = 45
"""Words of a sentence that can be quoted before another one, at most."""

_HALF = re.compile(r"[\[\]]|[,;:]\s*[.!?]")
"""Brackets are those of insertions; "Apply at: ." has lost its end."""
_UNTOLD = re.compile(r"\bthis (?:is|was|has|will|would|can|could|may|might)\b")
"""What points at something in a sentence that is quoted: nobody knows at what."""
_FIRST = re.compile(
    r"\W*(?:this|these|that) (?:is|are|was|were) (?:not )?the (?:first|second|third|last|latest)\b", re.IGNORECASE
)
_TAKING_PLACE = re.compile(r"\bt(?:ak|ook)\w* place\b")
_SAYS = re.compile(rf"\s(?:also )?{SAYING}\b")
_MODALS = listed("modals_possible", "modals_wished")


def tells(before: Reading, after: Reading, lack: Lack, actors: Actors) -> bool:
    """Return whether a sentence has what the next one lacks."""
    text = before.text
    match lack.need:
        case Need.PRONOUN:
            return _can_be_meant(before, after, lack.words[0], actors)
        case Need.POINTS_IN_QUOTATION:
            return False
        case Need.TWO:
            return tells_two(text)
        case Need.BODY:
            return tells_body(text, lack.words[0], actors)
        case Need.STATE:
            return len(states_in(text)) == 1
        case Need.ACT:
            return tells_act(text, lack.words[0])
        case _ if lack.words:
            return tells_noun(text, lack.words, actors, is_act=_tells_act(before))
        case _:
            # "This is the first time": of the same, which both name.
            return _FIRST.match(after.bare) is None or repeats(content_words(_TAKING_PLACE.sub("", after.text)), text)


def _can_be_meant(before: Reading, after: Reading, pronoun: str, actors: Actors) -> bool:
    """Return whether a sentence has somebody, or something, whom a pronoun of the next one can mean."""
    text = before.text
    match OWNERS.get(pronoun, pronoun):
        case "he" | "she":
            return tells_person(text, actors)
        case "they":
            # Things do nothing: "They estimated" are people.
            told = after.parsed.main
            is_done = told is not None and (told.is_passive or told.group.split()[0] in BE)
            return tells_people(text, actors, or_things=is_done)
        case "it":
            return before.parsed.main is not None  # else nobody knows what it is about
        case _:
            return False


def _tells_act(reading: Reading) -> bool:
    """Return whether a sentence tells that somebody does something, not how something is, or should be."""
    told = reading.parsed.told
    if told is None:
        return False
    first, *rest = told.group.split()
    is_so = first in BE and not told.is_passive and not (rest and rest[-1].endswith("ing"))
    return not is_so and first not in _MODALS


@dataclass(frozen=True)
class Quoted:
    """What is quoted before a sentence, and whether it stands directly before it in the article too.

    `closing` is the mark that a quotation in it lacks at its end.
    """

    span: Span
    is_next: bool
    closing: str = ""


def _quoted(reading: Reading, *, is_next: bool) -> Quoted:
    return Quoted(reading.statement, is_next, reading.lacks.closing)


@dataclass(frozen=True)
class Context:
    """What each sentence lacks, by number, and the earlier sentences that are quoted to tell it."""

    lacks: Mapping[int, tuple[Lack, ...]]
    quoted: Mapping[int, Quoted]

    @property
    def unclear(self) -> Set[int]:
        """The numbers of the sentences that are given nothing of what they lack, be it vital or not."""
        lacking = {n for n, lacks in self.lacks.items() if any(lack.need is not Need.ACT for lack in lacks)}
        return lacking - self.quoted.keys()

    @property
    def untold(self) -> Set[int]:
        """The numbers of the sentences that lack something, and cannot be given it."""
        return {n for n, lacks in self.lacks.items() if n not in self.quoted and _vital_needs(lacks)}


def context_of(
    readings: Sequence[Reading],
    doing: Mapping[int, Doing],
    voice: str | None,
    title: str,
    actors: Actors,
    no_sentences: Set[int],
) -> Context:
    """Return what the sentences of an article lack; those with numbers in `no_sentences` cannot be quoted."""
    headline, nobody = set(content_words(title)), Doing()
    definites = {reading.sentence.number: [*definites_of(reading, headline, actors)] for reading in readings}

    def lacking(reading: Reading) -> tuple[Lack, ...]:
        number = reading.sentence.number
        return lacks_of(reading, doing.get(number, nobody), voice, headline, definites[number], actors)

    lacks = {reading.sentence.number: lacking(reading) for reading in readings}
    # The line below a photo stands between sentences, and is none of the text.
    prose = [reading for reading in readings if not is_caption(reading)]

    def is_clear(one: Reading, of_other: Sequence[Lack]) -> bool:
        at = one.sentence.number
        is_whole = at not in no_sentences and _can_be_quoted(one, voice)
        return is_whole and _is_clear(one, doing.get(at, nobody), voice, lacks[at], of_other)

    quoted: dict[int, Quoted] = {}
    introduced = _introduced(prose, lacks, definites, actors)
    for before, after in pairwise(prose):
        number = after.sentence.number
        own, earlier = lacks[number], introduced.get(number)
        if earlier and earlier.reading.sentence.number not in no_sentences:
            leans = _leans(earlier.reading, lacks[earlier.reading.sentence.number])
            if earlier.phrase and (earlier.enough or leans or not is_clear(earlier.reading, ())):
                quoted[number] = Quoted(earlier.phrase, is_next=False)
            elif not leans and is_clear(earlier.reading, ()):
                quoted[number] = _quoted(earlier.reading, is_next=earlier.reading is before)
        if number not in quoted and own and is_clear(before, own) and _tells_enough(before, after, own, actors):
            quoted[number] = _quoted(before, is_next=True)
    return Context({number: found for number, found in lacks.items() if found}, quoted)


def _introduced(
    readings: Sequence[Reading],
    lacks: Mapping[int, Sequence[Lack]],
    definites: Mapping[int, Sequence[Definite]],
    actors: Actors,
) -> dict[int, Introduction]:
    """Return by number what introduces the noun of a sentence that lacks nothing else that is vital."""
    two = {
        n: word
        for n, found in lacks.items()
        for lack in found
        if lack.need is not Need.ACT
        for word in lack.words
        if word in LEADERS
    }
    found = introductions(readings, definites) | leaders(readings, two, actors)
    return {n: one for n, one in found.items() if all(one.noun in lack.words or not lack.is_vital for lack in lacks[n])}


def _tells_enough(before: Reading, after: Reading, lacks: Sequence[Lack], actors: Actors) -> bool:
    """Return whether a sentence has everything vital that the next one lacks, or else something of the rest."""
    vital = [lack for lack in lacks if lack.is_vital]
    told = (tells(before, after, lack, actors) for lack in vital or lacks)
    return all(told) if vital else any(told)


def _is_clear(before: Reading, doing: Doing, voice: str | None, lacks: Sequence[Lack], of_next: Sequence[Lack]) -> bool:
    """Return whether a sentence is clear as it stands; if it names the group of the next one, whoever says it ("he said")."""
    pronoun = doing.pronoun
    if pronoun and (pronoun.attributes or _SAYS.match(before.bare, pronoun.end)):
        return _vital_needs(lacks) <= {Need.PRONOUN} and _vital_needs(of_next) == {Need.BODY}
    points = [lack for lack in lacks if lack.need is Need.POINTS_WITHIN]
    return (
        not _vital_needs(lacks)
        and not _is_about(before, points)
        and (pronoun is None or (voice is not None and pronoun.word in ("we", "our")))
    )


def _leans(reading: Reading, lacks: Sequence[Lack]) -> bool:
    """Return whether a sentence further up needs another one: for anything but a bare noun that it is not about."""
    return any(lack.need not in (Need.NOUN, Need.ACT) for lack in lacks) or _is_about(reading, lacks)


def _is_about(reading: Reading, lacks: Iterable[Lack]) -> bool:
    """Return whether a sentence is about what it lacks: "The decision came after an attack in Orlen"."""
    subject = reading.parsed.main.subject.split() if reading.parsed.main else []
    return any(not set(lack.words).isdisjoint(subject) for lack in lacks)


def _vital_needs(lacks: Sequence[Lack]) -> set[Need]:
    return {lack.need for lack in lacks if lack.is_vital}


def _can_be_quoted(reading: Reading, voice: str | None) -> bool:
    """Return whether a sentence can be quoted before another one: whole, of prose, and with nothing that is only pointed at."""
    is_quoted = reading.text[:1] in '“"'
    lacks = reading.lacks.opening or (is_quoted and reading.lacks.closing) or _HALF.search(reading.text)
    return (
        is_report(reading, attributed=voice is not None)
        and not lacks
        and not _UNTOLD.search(reading.bare)
        and len(reading.text.split()) <= LONGEST
    )
