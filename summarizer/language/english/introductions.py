"""Introductions: the one sentence of an article that tells what a definite noun further down means.

"The talks were held in Orlen" names nothing. "Norway offered talks on the ferries", earlier, does, if the article introduces
the noun nowhere else: where it tells of two officials, "the official" may be either, and the answer is none. What is
never introduced ("the weather") is clear to everybody, or cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from summarizer.language.english.definites import Definite
from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import NUMBER_WORDS, ORGANIZATION, listed
from summarizer.language.english.noun_phrases import How, Mention, mentions_of
from summarizer.language.english.telling import named_in
from summarizer.language.rules import Actors
from summarizer.schema import ActorKind, Span

LEADERS = ("leaders", "presidents", "ministers")
"""Whom "the two" means if two persons are named."""
_UNNAMED_LEADERS = re.compile(
    rf"(?<!the )\b(?:{'|'.join(NUMBER_WORDS)}|\d+) (?:[a-z]+ )?(?:{'|'.join(LEADERS)})\b", re.IGNORECASE
)
_BODIES = ORGANIZATION | listed("unnamed_bodies", "unnamed_subjects")
_VAGUE = listed("vague_places")


@dataclass(frozen=True)
class Introduction:
    """A noun, the sentence that introduces it, and the phrase of that sentence that does, if it tells by itself what it is."""

    noun: str
    reading: Reading
    phrase: Span | None = None


def introductions(readings: Iterable[Reading], untold: Mapping[int, Sequence[Definite]]) -> dict[int, Introduction]:
    """Return by number the introduction of a definite noun that a sentence does not tell; `untold` has these nouns."""
    wanted = {definite.noun for definites in untold.values() for definite in definites}
    # None if there are several, or it is not certain that there is one.
    first: dict[str, Mention | None] = {}
    found: dict[int, Introduction] = {}
    seen = set[str]()
    for reading in readings:
        for definite in untold.get(reading.sentence.number, ()):
            mention = first.get(definite.noun)
            if mention and _introduces(mention, definite):
                found.setdefault(reading.sentence.number, Introduction(definite.noun, mention.reading, mention.phrase))
        if reading.text not in seen:  # some pages print a sentence twice
            seen.add(reading.text)
            for noun, mention in mentions_of(wanted, reading):
                first[noun] = _joined(first[noun], mention) if noun in first else _first(mention)
    return found


def _first(mention: Mention) -> Mention | None:
    return mention if mention.how in (How.COUNTED, How.UNCOUNTED, How.SPECIFIC) else None


def _joined(first: Mention | None, mention: Mention) -> Mention | None:
    """Return the first mention of a noun if the next one is of the same."""
    if first is None or mention.how is How.KNOWN:
        return first
    if mention.how not in (How.SPECIFIC, How.UNCLEAR) or not mention.about:
        return None
    # In one sentence "Karst’s visit" and "Moe’s visit" are two.
    is_same = mention.about == first.about if mention.reading is first.reading else first.says(mention.about)
    return first if is_same else None


def _introduces(mention: Mention, definite: Definite) -> bool:
    """Return whether a mention introduces what a definite noun means; if that is no subject, only as one of its kind."""
    if definite.noun in _BODIES and not mention.is_named:
        return False  # "the fund" may be any body that is named
    is_one = mention.how is How.COUNTED or (mention.how is How.SPECIFIC and bool(definite.modifiers))
    is_vague = definite.noun in _VAGUE and not definite.modifiers
    return (definite.is_subject or (is_one and not is_vague)) and mention.says(definite.modifiers)


def leaders(readings: Iterable[Reading], untold: Mapping[int, str], actors: Actors) -> dict[int, Introduction]:
    """Return by number the sentence that names "the two leaders" of another: two persons, and nobody but them since.

    `untold` has the word for them. Once a text tells of leaders without their names ("two ministers"), it may mean these.
    """
    found: dict[int, Introduction] = {}
    two, pairs = None, set[frozenset[str]]()
    for reading in (one for one in readings if untold and one.is_prose):
        if two and (noun := untold.get(reading.sentence.number)):
            found[reading.sentence.number] = Introduction(noun, two)
        if _UNNAMED_LEADERS.search(reading.text):
            break
        named = frozenset(name for name, kind in named_in(reading.text, actors) if kind is ActorKind.PERSON)
        if len(named) == 2:
            pairs.add(named)
            two = reading if len(pairs) == 1 else None
        elif not any(named <= pair for pair in pairs):
            two = None
    return found
