"""Pointing: what a sentence leaves to another one, because it does not tell it itself.

"This process …" and "To that end …" begin with it, "reached that number" and "the two held talks" have it within, "he" and
"the group" name nobody. What stands earlier in the sentence may tell it: "signed a deal and praised this deal".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summarizer.article.text import fold
from summarizer.language.english.definites import Definite
from summarizer.language.english.doers import Doing
from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import (
    AUXILIARIES,
    AUXILIARY,
    FUNCTION_WORDS,
    ORDINALS,
    OWNERS,
    SAYING,
    SPEECH,
    either,
    listed,
)
from summarizer.language.english.telling import (
    repeats,
    sums_up,
    tells_people,
    tells_person,
    tells_two,
)
from summarizer.language.english.unclear import leaves_open
from summarizer.language.rules import Actors
from summarizer.language.words import names, words

_PERIODS = either("periods", end=r"s?\b")
_POINTING = re.compile(
    rf"\W*(?:(?:but|and|yet|so|still)\s)?(?:(?:to|in|at|with|for|on|after|as|by|from|under)\s)?"
    rf"{either('demonstratives')}(?! {_PERIODS}| the\b)",
    re.IGNORECASE,
)
_NOUN = r"[a-z]{3,}"
_WITHIN = re.compile(
    # "this team", not "this year".
    rf"\bthis (?!{either('auxiliaries')}|(?:[a-z]+ )?{_PERIODS}|past\b|coming\b)(?P<this>{_NOUN}(?: {_NOUN})?)|"
    # "in that regard", "reached that number", not "in that he left", "said that efforts".
    rf"\b(?:{either('opening_prepositions', end='').lower()}|of|to|about|into|maintain|keep) that (?!{either('auxiliaries')}|{_PERIODS})(?P<that>{_NOUN}(?: {_NOUN})?)|"
    rf"\bthat (?P<sum>{either('summing')})(?! of\b| {either('auxiliaries')})|, that (?P<first>{either('summing')})|"
    # "these funds", "among those"; not "those who fled", "those killed".
    rf"\b(?:these|those|such) (?!as\b|{_PERIODS})(?P<these>(?:[a-z-]+ )?[a-z]{{2,}}(?<!s)s)\b|\b(?:of|among|for|by|to) (?:these|those)(?=[,.;])|"
    rf"\b(?:the|that|this) same (?!{_PERIODS}|period\b)(?P<same>{_NOUN})\b(?! (?:as|that)\b)|"
    # "won that match", not "a firm that builds".
    rf"\bthat (?!{either('auxiliaries')}|{_PERIODS})(?P<ends>(?-i:{_NOUN})(?<!s)(?<!ly)(?<!ing))(?=[.,;]|$)",
    re.IGNORECASE,
)
_VERB = re.compile(rf"[a-z]+(?<![siu])s|[a-z]+ed|meant|{either('pasts', end='')}")
"""Behind "this" and "that", which stand before no plural, a verb: "This comes as", "That prompted"."""
_OF_EVENT = re.compile(
    # "It was the deadliest landslide since 2018", "This is not the first time that …", "It comes after …".
    rf"\W*(?:(?:but|and),? )?(?:it|this|that) (?:also )?(?:(?:comes|came|follows|followed)\b|"
    rf"(?:is|was|will be|would be|has been|marks|marked) (?:(?:[a-z]+ly|also|not|only|one of) )*the (?:[a-z]+ )?"
    rf"(?:{'|'.join(ORDINALS)}|last|latest|only|most|worst|best|[a-z]{{3,}}est)\b(?P<what>[^,;]*))",
    re.IGNORECASE,
)
"""What "it" means there is what happened, not the last noun."""
_TAKING_PLACE = re.compile(r"\bt(?:ak|ook)\w* place\b")
_OPENING_PHRASE = re.compile(r"\W*(?:To|As|In|With|Through|By|Under)\b[^,]*")
_TWO = re.compile(
    rf"\bthe two(?= (?:{AUXILIARIES}|{either('pasts', end='')}|[a-z]+ed)\b)|\bthe latter\b", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"\b(?:[Tt]he two (?P<noun>[a-z]+s|men|women)(?! (?:of|that|who|which)\b)|"
    r"[Bb]oth (?!of\b|in\b|the\b|and\b)[a-z]+s\b|[Nn]either (?!of\b|the\b)[a-z]+\b(?! nor\b)|All (?:sides|parties)\b)"
)
_BETWEEN_TWO = re.compile(r"\bbetween [^,]*[A-Z][^,]* and [^,]*[A-Z][^,]*$")
_LINK = re.compile(rf"\W*(?:(?:But|And),? )?{either('pointing_links')},", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|his|her)\b", re.IGNORECASE)
_OWNED_OPENING = re.compile(
    # "Since his death, clashes …", not "In its statement, the board …": nobody comes whom it can mean.
    rf"\W*(?:{either('opening_prepositions')}) (?P<whose>his|her|its|their)\b[^,;:]{{2,60}}, "
    rf"(?!{either('determiners')}|{either('subject_pronouns')})[a-z\d]"
)
_GOES_ON = re.compile(
    r"(?:(?:But|And|So|Yet),? )?(?:they|he|she|it|that[’']s|(?:this|that) (?:is|was))\b", re.IGNORECASE
)
"""In a quotation that another sentence opens."""
_SPEAKING = re.compile(rf"\b{SPEECH} $")
_SAID_THEY = re.compile(rf"\b{SAYING} (?:that )?(?P<pronoun>they)\b")
_ADDING = re.compile(rf"\b{either('adding_adjectives')}")
_DETERMINERS = listed("determiners")
_NOT_TOLD_APART = listed("vague_adjectives")
_SUMS = listed(
    "summing", "sums_of_acts", "sums_of_speech", "sums_of_violence", "sums_of_numbers", "sums_of_money", "frames"
)


class Need(StrEnum):
    """What a sentence leaves to another one."""

    POINTS_BACK = "points back"
    EVENT = "event"
    """What "it" is that was the first, or the worst, of its kind."""
    POINTS_WITHIN = "points within"
    POINTS_IN_QUOTATION = "points in quotation"
    """What somebody points at who is quoted; the sentence before is another one's."""
    TWO = "two"
    PRONOUN = "pronoun"
    NOUN = "noun"
    """A definite noun that names nothing by itself: "The call"."""
    ACT = "act"
    """The same within a sentence, where only an act tells it: "denied the allegations"."""


@dataclass(frozen=True)
class Lack:
    """What a sentence lacks to be read alone; `words` are the pronoun or noun, none if what is meant may be anything.

    Without what `is_vital`, nobody who reads the sentence alone knows what it says; the rest readers take as it is.
    """

    need: Need
    words: tuple[str, ...] = ()
    is_vital: bool = True


def lacks_of(
    reading: Reading, doing: Doing, voice: str | None, definites: Sequence[Definite], actors: Actors
) -> Iterator[Lack]:
    """Yield what a sentence lacks to be read alone; `definites` are the definite nouns that it does not tell."""
    bare = reading.bare
    # "This process …", "To that end …", not "This year".
    if (of_event := _OF_EVENT.match(bare)) and not (doing.pronoun and doing.meant):
        yield Lack(Need.EVENT, _happened(of_event["what"] or ""))
        doing = Doing()  # the pronoun is no person, and no thing
    if (opening := _POINTING.match(bare)) and not of_event:
        yield Lack(Need.POINTS_BACK, _pointed_at(reading, opening.end()))
    elif leaves_open(reading):
        yield Lack(Need.POINTS_BACK)
    elif _LINK.match(bare):
        yield Lack(Need.POINTS_BACK, is_vital=False)
    # "We" are those whose words the text is.
    if doing.pronoun and doing.is_untold and not (voice and doing.pronoun.word in ("we", "our")):
        yield Lack(Need.PRONOUN, (doing.pronoun.word,))
    elif owned := _OWNED_OPENING.match(bare):
        yield Lack(Need.PRONOUN, (OWNERS[fold(owned["whose"])],))
    elif untold := _inner_pronoun(bare, doing, actors):
        yield Lack(Need.PRONOUN, (untold,))
    if not opening and (within := points_within(bare)):
        yield within
    if reading.lacks.opening and _GOES_ON.match(reading.text):
        yield Lack(Need.POINTS_IN_QUOTATION)
    are_told = voice is not None and _BETWEEN_TWO.search(voice) is not None
    if (two := _TWO.search(bare)) and not (are_told or tells_two(bare[: two.start()])):
        yield Lack(Need.TWO)
    elif (several := _SEVERAL.search(bare)) and not (are_told or tells_two(bare[: several.start()])):
        is_vital = not several.start() and not several[0].startswith("The")
        yield Lack(Need.TWO, (several["noun"],) if several["noun"] else (), is_vital)
    for one in definites:
        yield Lack(Need.NOUN if one.is_subject else Need.ACT, (one.noun,), is_vital=False)


def _happened(what: str) -> tuple[str, ...]:
    """Return the noun of what was the first or the worst; of the first time, all words for it, as any of them tells it."""
    nouns = [word for word in words(_TAKING_PLACE.sub("", what)) if word not in FUNCTION_WORDS and len(word) > 3]
    is_time = not nouns or nouns[0].removesuffix("s") in listed("periods")
    return tuple(nouns[1:] if is_time else nouns[:1])


def points_within(bare: str) -> Lack | None:
    """Return what is pointed at within a sentence, or a part of it, and not told there.

    Vital are "of that momentum" and nouns that sum up ("these funds").
    """
    for pointing in _WITHIN.finditer(bare):
        nouns = tuple(word for words in pointing.groups() for word in _told_apart(words or ""))
        earlier = bare[: pointing.start()]
        if pointing["sum"] and _SPEAKING.search(earlier):
            continue  # "said that talks with Norway had failed"
        if not sums_up(earlier, nouns) and not repeats(nouns, earlier):
            is_vital = bool(
                pointing["that"] or pointing["first"] or pointing["ends"] or _ADDING.search(pointing[0])
            ) or not _SUMS.isdisjoint(nouns)
            # "To help close this gap, …" may mean all of the sentence before.
            is_opening = _OPENING_PHRASE.fullmatch(earlier) is not None and not is_vital
            return Lack(Need.POINTS_WITHIN, () if is_opening else nouns, is_vital)
    return None


def _told_apart(phrase: str) -> list[str]:
    """Return the adjective and noun of a phrase, without words that tell nothing apart."""
    return [word for word in fold(phrase).split() if word not in FUNCTION_WORDS | _NOT_TOLD_APART]


def _pointed_at(reading: Reading, at: int) -> tuple[str, ...]:
    """Return the nouns behind the demonstrative with which a sentence begins, none if it stands alone ("This is …")."""
    is_one = fold(reading.bare[:at]).endswith(("this", "that"))
    main = reading.parsed.main
    # "This plan will …": behind "this" a verb would be "plans".
    ends = main is not None and main.verb > (at + 1 if is_one else at)
    phrase = reading.bare[at : main.verb if main and ends else len(reading.bare)].split()[:4]
    if is_one and _begins_with_verb(phrase):
        return ()
    nouns: list[str] = []
    for word in phrase:
        noun = fold(word.rstrip(",.;:"))
        if noun in AUXILIARY or (noun in FUNCTION_WORDS and noun not in _NOT_TOLD_APART):
            break
        nouns += _told_apart(noun)
    return tuple(nouns)


def _begins_with_verb(phrase: Sequence[str]) -> bool:
    """Return whether a verb stands directly behind "this" or "that": "This comes as …", "That cost the town …"."""
    return bool(phrase) and (_VERB.fullmatch(phrase[0]) is not None or (len(phrase) > 1 and phrase[1] in _DETERMINERS))


def _inner_pronoun(bare: str, doing: Doing, actors: Actors) -> str | None:
    """Return the pronoun within a sentence that names nobody whom it can mean, before it or after."""
    they = _SAID_THEY.search(bare)
    earlier = bare[: they.start()] if they else ""
    if they and not names(f"- {earlier}") and not tells_people(earlier, actors, or_things=True):
        return "they"
    pronoun = _PRONOUN.search(bare)
    if pronoun is None or doing.pronoun or tells_person(bare, actors, or_name=True):
        return None
    word = fold(pronoun.group())
    return OWNERS.get(word, word)
