"""Context: which earlier sentence can be quoted before another one to tell what that one leaves to it (`pointing`).

Nothing is resolved here. "This process will take a month" is printed with the sentence before it in square brackets, and
the reader sees what is meant, as he does in the article. What is quoted stands there word for word, so it states nothing
that the article does not. It is the sentence that introduces a definite noun, if only one does (`introductions`), else the
sentence before, if that tells what is vital (`telling`). The last resort for a noun is the headline or the lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from summarizer.language.english.definites import Definite, Told, definites_of
from summarizer.language.english.doers import Doing
from summarizer.language.english.events import Reading, is_caption, is_report
from summarizer.language.english.introductions import introductions
from summarizer.language.english.lexicon import BE, GATHERINGS, OWNERS, listed
from summarizer.language.english.pointing import Lack, Need, lacks_of
from summarizer.language.english.telling import (
    are_akin,
    introduces,
    sums_up,
    tells_act,
    tells_noun,
    tells_people,
    tells_person,
    tells_two,
)
from summarizer.language.rules import Actors
from summarizer.language.words import content_words, names
from summarizer.schema import Span

AT_TOP = 3
"""The lead is among so many sentences; the first ones may be a dateline, or address somebody."""

LONGEST = 45
"""Words of a sentence that can be quoted before another one, at most."""

_HALF = re.compile(r"[\[\]]|[,;:]\s*[.!?]|\w\.[a-z]{2,}")
"""Brackets are those of insertions; "Apply at: ." has lost its end; an address is what an attacker may want printed."""
_UNTOLD = re.compile(r"\bthis (?:is|was|has|will|would|can|could|may|might)\b")
"""What points at something in a sentence that is quoted: nobody knows at what."""
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
        case Need.ACT:
            return tells_act(text, lack.words[0])
        case Need.EVENT:
            return introduces(text, lack.words) if lack.words else _tells_act(before)
        case _:
            return not lack.words or tells_noun(text, lack.words, actors, is_act=_tells_act(before))


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


class Where(StrEnum):
    """Where that stands which is quoted before a sentence."""

    HEADLINE = "Headline"
    NEXT = "Sentence before"
    EARLIER = "Earlier in the article"


@dataclass(frozen=True)
class Quoted:
    """What is quoted before a sentence; `span` is its place in the text, None if it is the headline.

    `words` have the mark that a quotation lacks at their end, `lacks` are what they leave open themselves. The last
    `is_resort` has a word for what is meant, and need not tell all.
    """

    where: Where
    words: str
    span: Span | None = None
    lacks: tuple[Lack, ...] = ()
    is_resort: bool = False


@dataclass(frozen=True)
class Context:
    """What each sentence lacks, by number, and the headline and earlier sentences that are quoted to tell it."""

    lacks: Mapping[int, tuple[Lack, ...]]
    quoted: Mapping[int, tuple[Quoted, ...]]

    @property
    def unclear(self) -> Set[int]:
        """The numbers of the sentences that are given nothing of what they lack, be it vital or not."""
        return {n for n, lacks in self.lacks.items() if any(lack.need is not Need.ACT for lack in self._left(n, lacks))}

    @property
    def untold(self) -> Set[int]:
        """The numbers of the sentences that lack something, and cannot be given it."""
        return {n for n, lacks in self.lacks.items() if _vital_needs(self._left(n, lacks))}

    @property
    def of_bodies(self) -> Set[int]:
        """The numbers of the sentences that tell of "the network" or "the company", and nothing tells which."""
        return {n for n, lacks in self.lacks.items() if any(map(_is_of_body, self._left(n, lacks)))}

    def _left(self, number: int, lacks: Sequence[Lack]) -> Sequence[Lack]:
        """Return what a sentence still lacks; an earlier sentence tells all of it, the headline what it has a word for."""
        quoted = self.quoted.get(number, ())
        if any(not one.is_resort for one in quoted):
            return ()
        return [one for one in lacks if not (quoted and (one.need in _NOUNS or _names(quoted[0].words, one)))]


_NOUNS = (Need.NOUN, Need.ACT)
_POINTS = (Need.POINTS_BACK, Need.POINTS_WITHIN)
_OF_ACTS = listed("sums_of_acts")
_BODIES = listed("unnamed_bodies", "unnamed_subjects")
_OF_MANY = _BODIES | (GATHERINGS - {"election", "referendum"})
"""Nouns of which an article tells several: a headline that lacks the word may be about another one."""


def _is_of_body(lack: Lack) -> bool:
    return lack.need in _NOUNS and not _BODIES.isdisjoint(lack.words[:1])


def _names(text: str, lack: Lack) -> bool:
    """Return whether a text has the noun that a sentence leaves untold, or a word of its family.

    "This action" is what was told last, whatever else has been called an action.
    """
    if not lack.words or lack.need is Need.PRONOUN or (lack.need in _POINTS and lack.words[0] in _OF_ACTS):
        return False
    nouns = lack.words if lack.need is Need.EVENT else lack.words[:1]
    return introduces(text, nouns) or sums_up(text, nouns)


def context_of(
    readings: Sequence[Reading],
    doing: Mapping[int, Doing],
    voice: str | None,
    title: str,
    actors: Actors,
    no_sentences: Set[int],
) -> Context:
    """Return what the sentences of an article lack; those with numbers in `no_sentences` cannot be quoted."""
    told, definites, lacks = Told(title), dict[int, list[Definite]](), dict[int, tuple[Lack, ...]]()
    for reading in readings:
        number = reading.sentence.number
        definites[number] = definites_of(reading, told, actors, voice)
        lacks[number] = tuple(lacks_of(reading, doing.get(number, Doing()), voice, definites[number], actors))
        told.add(reading.text)
    # The line below a photo stands between sentences, and is none of the text.
    prose = [reading for reading in readings if not is_caption(reading)]
    quoting = _Quoting(prose, doing, voice, title, actors, no_sentences, lacks, definites)
    pairs = zip([None, *prose], prose, strict=False)
    quoted = {after.sentence.number: quoting.of(before, after) for before, after in pairs}
    return Context(
        {number: found for number, found in lacks.items() if found},
        {number: found for number, found in quoted.items() if found},
    )


class _Quoting:
    """Chooses what is quoted before a sentence of an article: its headline, its lead, or an earlier sentence."""

    def __init__(
        self,
        prose: Sequence[Reading],
        doing: Mapping[int, Doing],
        voice: str | None,
        title: str,
        actors: Actors,
        no_sentences: Set[int],
        lacks: Mapping[int, tuple[Lack, ...]],
        definites: Mapping[int, Sequence[Definite]],
    ) -> None:
        self._doing, self._voice, self._title, self._actors = doing, voice, title, actors
        self._no_sentences, self._lacks = no_sentences, lacks
        headline = "" if _HALF.search(title) or len(title.split()) > LONGEST else title
        self._headline = [Quoted(Where.HEADLINE, headline)] if headline else []
        # The headline tells a noun in fewer words than a sentence.
        self._left = {
            number: [one for one in found if not (one.need in _NOUNS and _names(headline, one))]
            for number, found in lacks.items()
        }
        nouns = {number: {word for one in found for word in one.words} for number, found in self._left.items()}
        untold = {number: [one for one in found if one.noun in nouns[number]] for number, found in definites.items()}
        self._introduced = introductions(prose, untold)
        # What an article opens with introduces the rest.
        self._opening = next((one for one in prose if is_report(one, attributed=voice is not None)), None)
        self._lead = next((one for one in prose[:AT_TOP] if self._is_clear(one) and not self._leans(one)), None)

    def of(self, before: Reading | None, after: Reading) -> tuple[Quoted, ...]:
        """Return what is quoted before a sentence, in the order in which it stands; `before` is the sentence before it."""
        number, found = after.sentence.number, self._sure(before, after)
        known = list(self._headline)
        if self._lead and self._lead.sentence.number < number:
            known.append(self._whole(self._lead, before))
        if found and not all(any(_names(one.words, lack) for one in known) for lack in found.lacks):
            found = None  # it would have to be told itself
        untold = [lack for lack in self._lacks[number] if not (found and _names(found.words, lack))]
        is_about_it = not untold and _shares_name(after.text, self._title)
        resort = _last_resort(
            known, [*untold, *(found.lacks if found else ())], is_any=not (found or self._voice or is_about_it)
        )
        return tuple(one for one in (resort if after is not self._opening else None, found) if one)

    def _sure(self, before: Reading | None, after: Reading) -> Quoted | None:
        """Return the sentence that introduces what a sentence lacks, or the sentence before if that tells all that is vital."""
        number = after.sentence.number
        found = self._introduced.get(number)
        # It tells nothing else that is vital.
        if found and any(lack.is_vital and found.noun not in lack.words for lack in self._lacks[number]):
            found = None
        if found and found.reading.sentence.number not in self._no_sentences:
            is_whole = self._is_clear(found.reading) and not self._leans(found.reading)
            if found.phrase and (found.enough or not is_whole):
                return Quoted(Where.EARLIER, found.phrase.quote, found.phrase)
            if is_whole:
                return self._whole(found.reading, before)
        left = self._left[number]
        is_told = before and left and self._is_clear(before) and _tells_enough(before, after, left, self._actors)
        return self._whole(before, before) if before and is_told else None

    def _whole(self, one: Reading, before: Reading | None) -> Quoted:
        lacks = () if one is self._opening else self._lacks[one.sentence.number]
        where = Where.NEXT if one is before else Where.EARLIER
        nouns = tuple(lack for lack in lacks if lack.need is Need.NOUN)
        return Quoted(where, one.text + one.lacks.closing, one.statement, nouns)

    def _is_clear(self, one: Reading) -> bool:
        """Return whether a sentence can be quoted, and is clear as it stands but for nouns that the headline tells."""
        number = one.sentence.number
        lacks, pronoun = self._lacks[number], self._doing.get(number, Doing()).pronoun
        return (
            number not in self._no_sentences
            and _can_be_quoted(one, self._voice)
            and not _vital_needs(lacks)
            and not _is_about(one, [lack for lack in lacks if lack.need is Need.POINTS_WITHIN])
            and (pronoun is None or (self._voice is not None and pronoun.word in ("we", "our")))
        )

    def _leans(self, one: Reading) -> bool:
        """Return whether a sentence further up needs another one: for anything but a bare noun that it is not about."""
        lacks = self._lacks[one.sentence.number]
        return any(lack.need not in _NOUNS for lack in lacks) or _is_about(one, lacks)


def _last_resort(known: Sequence[Quoted], lacks: Sequence[Lack], *, is_any: bool) -> Quoted | None:
    """Return the first of the headline and the lead that has a word for what a sentence leaves untold.

    If neither has, it is the headline, if `is_any` is better than nothing; but "the meeting" is not to be taken for that of
    the headline.
    """
    named = next((one for one in known if any(_names(one.words, lack) for lack in lacks)), None)
    nouns = [lack.words[0] for lack in lacks if lack.need in _NOUNS]
    if named is None and is_any and (nouns or not lacks) and _OF_MANY.isdisjoint(nouns):
        named = next((one for one in known if one.where is Where.HEADLINE), None)
    return replace(named, is_resort=True) if named else None


def _shares_name(text: str, headline: str) -> bool:
    """Return whether a sentence has a name of the headline: else nobody knows that "participants" are of what that tells."""
    told = content_words(headline)
    named = (word for name in names(f"- {text}") for word in content_words(name) if word not in _BODIES)
    return any(are_akin(*sorted((word, one), key=len, reverse=True)) for word in named for one in told)


def _tells_enough(before: Reading, after: Reading, lacks: Sequence[Lack], actors: Actors) -> bool:
    """Return whether a sentence has everything vital that the next one lacks, or else something of the rest."""
    vital = [lack for lack in lacks if lack.is_vital]
    told = (tells(before, after, lack, actors) for lack in vital or lacks)
    return all(told) if vital else any(told)


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
