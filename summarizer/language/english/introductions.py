"""Introductions: the one sentence of an article that tells what a definite noun further down means.

"The talks were held in Orlen" names nothing. "Norway offered talks on the ferries", earlier, does, if the article introduces
the noun nowhere else: where it tells of two officials, "the official" may be either, and the answer is none. What is
never introduced ("the weather") is clear to everybody, or cannot be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from summarizer.language.english.definites import FAMILIES, Definite
from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import ORGANIZATION, listed
from summarizer.language.english.noun_phrases import How, Mention, mentions_of
from summarizer.language.names import is_nominal
from summarizer.schema import Span

_BODIES = ORGANIZATION | listed("unnamed_bodies", "unnamed_subjects")
_VAGUE = listed("vague_places")
_INTRODUCING = (How.COUNTED, How.UNCOUNTED, How.SPECIFIC)


@dataclass(frozen=True)
class Introduction:
    """A noun, the sentence that introduces it, and the phrase of that sentence that does, if it tells by itself what it is.

    The phrase is `enough` for a sentence that is about something else, if it is of an act or somebody’s.
    """

    noun: str
    reading: Reading
    phrase: Span | None = None
    enough: bool = False


def introductions(readings: Iterable[Reading], untold: Mapping[int, Sequence[Definite]]) -> dict[int, Introduction]:
    """Return by number the introduction of a definite noun that a sentence does not tell; `untold` has these nouns."""
    nouns = {definite.noun for definites in untold.values() for definite in definites}
    families = {FAMILIES[noun] for noun in nouns & FAMILIES.keys()}
    wanted = nouns | {noun for noun, family in FAMILIES.items() if family in families}
    # By noun and by family.
    known: dict[str, _Known] = defaultdict(_Known)
    found: dict[int, Introduction] = {}
    seen = set[str]()
    for reading in readings:
        for definite in untold.get(reading.sentence.number, ()):
            noun = definite.noun
            of = known[noun] if noun in known else known[FAMILIES.get(noun, "")]
            if (mention := of.last) and _introduces(mention, definite, is_only=of.is_only):
                is_enough = not definite.is_subject and (mention.is_owned or definite.noun in FAMILIES)
                introduced = Introduction(noun, mention.reading, mention.phrase, is_enough)
                found.setdefault(reading.sentence.number, introduced)
        if reading.text not in seen:  # some pages print a sentence twice
            seen.add(reading.text)
            for noun, mention in mentions_of(wanted, reading):
                for key in (noun, FAMILIES.get(noun)):
                    if key:
                        known[key] = known[key].after(mention) if key in known else _Known.first(mention)
    return found


@dataclass(frozen=True)
class _Known:
    """The last mention that introduces a noun, None if it is not certain that there is one; and whether it is the only one."""

    last: Mention | None = None
    is_only: bool = True

    @classmethod
    def first(cls, mention: Mention) -> _Known:
        return cls(mention if mention.how in _INTRODUCING else None)

    def after(self, mention: Mention) -> _Known:
        """Return what is known when a noun is mentioned again."""
        if mention.how is How.KNOWN or (self.last and _are_same(self.last, mention)):
            return self
        is_open = mention.how not in _INTRODUCING or (self.last is not None and mention.reading is self.last.reading)
        return _Known(None if is_open else mention, is_only=False)


def _are_same(first: Mention, mention: Mention) -> bool:
    """Return whether a mention is of the same as the first one."""
    if mention.how not in (How.SPECIFIC, How.UNCLEAR) or not mention.about:
        return False
    if mention.is_definite and first.how is How.COUNTED and mention.reading is not first.reading:
        return mention.how is How.SPECIFIC or first.says(
            mention.about
        )  # "blamed the attack on them", after "an attack"
    # In one sentence "Karst’s visit" and "Moe’s visit" are two.
    return mention.about == first.about if mention.reading is first.reading else first.says(mention.about)


def _introduces(mention: Mention, definite: Definite, *, is_only: bool) -> bool:
    """Return whether a mention introduces what a definite noun means; of things the last one does, of people the only one."""
    if definite.noun in _BODIES and not mention.is_named:
        return False  # "the fund" may be any body that is named
    is_act = definite.noun in FAMILIES
    is_one = mention.how is How.COUNTED or (mention.how is How.SPECIFIC and bool(definite.modifiers))
    is_vague = definite.noun in _VAGUE and not definite.modifiers
    is_wanted = definite.is_subject or is_act or (not is_vague and (is_one or mention.is_owned))
    is_certain = is_only or is_act or not is_nominal(definite.noun)
    return is_certain and is_wanted and mention.says(definite.modifiers)
