"""Telling: whether a text has what a pronoun, a demonstrative or a definite noun after it can mean.

The text is the sentence before, or what stands earlier in the same sentence. Only a name, an indefinite mention, a word of
the same root, or, for nouns that sum up ("the attack", "that number"), an act of their family tells something. Another "he"
or "the group" tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from summarizer.article.dates.words import MONTHS
from summarizer.article.text import fold
from summarizer.language.english.lexicon import (
    AUXILIARIES,
    COLLECTIVE_NOUNS,
    GATHERINGS,
    PLURAL_PEOPLE,
    SPEECH,
    cues,
    either,
    listed,
)
from summarizer.language.kinds import kind_of
from summarizer.language.names import is_country, is_title, split_title
from summarizer.language.rules import Actors
from summarizer.language.words import content_words, names, numbers, stem, words
from summarizer.schema import ActorKind

_SOMEBODY = re.compile(rf"\b{either('persons', 'more_persons')}")
_PEOPLE = re.compile(rf"\b[A-Za-z]*{PLURAL_PEOPLE.pattern.removesuffix('$')}\b")
_THINGS = re.compile(r"\b(?!has\b|was\b|does\b|says\b)\w{2,}(?<![siu])s\b")
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|such) (?:[a-z-]+ )?$")
ORIGIN = r"[A-Z][a-z]*(?:ian|ican|rean|rman|uban|ese|ish|ghan|eli|qi|ani|rab|hai|ench|reek|utch)\b"
_ORIGIN = re.compile(ORIGIN.replace("[A-Z][a-z]*", r"\w+"), re.IGNORECASE)
"""Adjectives of places and peoples: "Afghan officials", "American Jews"; also some names, which then tell nothing."""
_SOMEBODY_OF = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Aa]nother) {_ORIGIN.pattern} (?:who|{AUXILIARIES}|{either('pasts', end='')}|[a-z]+ed)\b"
)
_ACTS = (
    # What a noun that sums up means: something said, violence, a number, money.
    (listed("sums_of_speech"), re.compile(rf"\b{SPEECH}\b|{cues('calling')}")),
    (listed("sums_of_violence"), re.compile(cues("violence"))),
    (listed("sums_of_accusation"), re.compile(cues("accusing"))),
    (listed("sums_of_judgement"), re.compile(cues("judging"))),
    (listed("sums_of_promise"), re.compile(cues("promising"))),
    (listed("sums_of_money"), re.compile(r"[$€£¥]|\b(?:dollars|euros|pounds|yen|yuan|rupees)\b")),
    (frozenset({"meeting"}), re.compile(rf"\b(?:{'|'.join(sorted(GATHERINGS))})\b")),
)
_VERB = re.compile(r"\b[a-z-]{3,}(?:ed|ing)\b")
_SOURCE = re.compile(r"^According to [^,]{2,60},")
_DAY = re.compile(rf"\b(?:{'|'.join(map(str.capitalize, MONTHS))})[a-z]*\.? \d\d?|\b(?:19|20)\d\d\b")
_OF_NUMBERS, _OF_ACTS, _FRAMES = listed("sums_of_numbers"), listed("sums_of_acts"), listed("frames")


def _names(text: str) -> tuple[str, ...]:
    """Return the names of a text, also one with which it begins."""
    return names(f"- {re.sub('^According', 'according', text)}")


def kinds_in(text: str, actors: Actors) -> list[ActorKind]:
    """Return the likely kinds of the actors that a text names; states and peoples are left out."""
    named = (split_title(name).name for name in _names(text) if not _is_of_place(name))
    return [kind_of(actors.resolve(name) or name, actors.text) for name in named]


def _is_of_place(name: str) -> bool:
    """Return whether a name is of states, or of where somebody is from: "Norway and the United States", "American Jews"."""
    parts = re.split(r",? and (?:the )?", name)
    return all(is_country(part) or (_ORIGIN.match(part) is not None and part.endswith("s")) for part in parts) or (
        _ORIGIN.fullmatch(name.split("-")[0]) is not None
    )


def tells_person(text: str, actors: Actors, *, or_name: bool = False) -> bool:
    """Return whether a text has a person by name, office or description ("a woman").

    With `or_name` other names count too, as one of a single word may be a person's; not those of places and peoples.
    """
    return (
        any(map(is_title, words(text)))
        or _SOMEBODY.search(text) is not None
        or _SOMEBODY_OF.search(text) is not None
        or ActorKind.PERSON in kinds_in(text, actors)
        or (or_name and not all(map(_is_of_place, names(f"- {text}"))))
    )


def tells_people(text: str, actors: Actors, *, or_things: bool = False) -> bool:
    """Return whether a text has several people or bodies ("dockers", "Reyes and Karst"), or several things."""
    return (
        kinds_in(text, actors).count(ActorKind.PERSON) > 1
        or _PEOPLE.search(text) is not None
        or (or_things and _THINGS.search(text) is not None)
    )


def tells_two(text: str) -> bool:
    """Return whether a text names two; its source ("According to the Kremlin, …") and the platform X are none of them."""
    return sum(len(name) > 1 for name in _names(_SOURCE.sub("", text))) >= 2


def tells_body(text: str, noun: str, actors: Actors) -> bool:
    """Return whether a text names or introduces what "the group" or "the company" is."""
    bodies = (ActorKind.ORGANIZATION, ActorKind.GROUP)
    return introduces(text, (noun,)) or any(kind in bodies for kind in kinds_in(text, actors))


def sums_up(text: str, nouns: Collection[str]) -> bool:
    """Return whether a text tells what a noun sums up: "he said … those remarks", "2,000 … that number"."""
    is_number = not _OF_NUMBERS.isdisjoint(nouns) and bool(numbers(_DAY.sub(" ", text)))
    return is_number or any(not sums.isdisjoint(nouns) and act.search(fold(text)) for sums, act in _ACTS)


def tells_noun(text: str, nouns: Collection[str], actors: Actors, *, is_act: bool = False) -> bool:
    """Return whether a text tells what "this", "that" or "the" with a noun means; `is_act` if it tells that something was done."""
    return (
        introduces(text, nouns)
        or sums_up(text, nouns)
        or not _FRAMES.isdisjoint(nouns)
        or (is_act and not _OF_ACTS.isdisjoint(nouns))
        or any(noun in COLLECTIVE_NOUNS and tells_body(text, noun, actors) for noun in nouns)
    )


def tells_act(text: str, noun: str) -> bool:
    """Return whether a text tells what a noun of an act is of: by the verb of its root, or by one of its family."""
    root = stem(noun)
    verbs = (stem(fold(verb.group())) for verb in _VERB.finditer(text) if fold(verb.group()) != noun)
    return (len(noun) > 4 and any(are_akin(root, verb) for verb in verbs)) or noun in acts_in(text)


def acts_in(text: str) -> set[str]:
    """Return the nouns that sum up what a text tells of: violence, accusations, judgements, promises."""
    folded = fold(text)
    return {noun for sums, act in _ACTS[1:5] if act.search(folded) for noun in sums}


def introduces(text: str, nouns: Iterable[str]) -> bool:
    """Return whether a text has a word of the root of a noun that is not definite itself, or part of a name."""
    roots = [stem(noun) for noun in nouns]
    return any(are_akin(root, one) for one in introduced_stems(text) for root in roots)


def introduced_stems(text: str) -> set[str]:
    """Return the stems of the words of a text but of those that are definite, as "talks" in "the talks"."""
    return {
        stem(fold(word.group()))
        for word in re.finditer(r"[A-Za-z]+", text)
        if word.group()[0].isupper() or not _DEFINITE.search(fold(text[max(0, word.start() - 30) : word.start()]))
    }


def repeats(nouns: Iterable[str], earlier: str) -> bool:
    """Return whether a noun has a word of its root earlier in its sentence: "a deal … this deal"."""
    return any(are_akin(stem(noun), word) for noun in nouns for word in content_words(earlier))


def are_akin(noun: str, word: str) -> bool:
    """Return whether two stems are of one root: "decision" and "decided"."""
    return noun == word or (4 <= len(word) <= len(noun) and noun.startswith(word[: max(4, len(word) - 1)]))
