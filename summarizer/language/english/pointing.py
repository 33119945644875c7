"""Pointing: what a sentence leaves to another one, because it does not tell it itself.

"This process …" and "To that end …" begin with it, "reached that number" and "the two held talks" have it within, "he" and
"the group" name nobody. What stands earlier in the sentence may tell it: "signed a deal and praised this deal".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
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
    OWNERS,
    SAYING,
    SPEECH,
    either,
    listed,
)
from summarizer.language.english.predicates import has_verb, predicate_at
from summarizer.language.english.telling import (
    repeats,
    states_in,
    sums_up,
    tells_people,
    tells_person,
    tells_two,
)
from summarizer.language.english.unclear import leaves_open
from summarizer.language.rules import Actors
from summarizer.language.words import names

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
_BARE_THIS = re.compile(
    r"(?<!like )\b[Tt]his (?:is|was|has|had|will|would|can|could|may|might|does|did)\b|"
    r"(?<=[“\"])That(?:[’']s| (?:is|was|has|had|will|would))\b"
)
_VERB = re.compile(rf"[a-z]+(?<![siu])s|[a-z]+ed|meant|{either('pasts', end='')}")
"""Behind "this" and "that", which stand before no plural, a verb: "This comes as", "That prompted"."""
_OPENING_PHRASE = re.compile(r"\W*(?:To|As|In|With|Through|By|Under)\b[^,]*")
_TWO = re.compile(
    rf"\bthe two(?= (?:{AUXILIARIES}|{either('pasts', end='')}|[a-z]+ed)\b)|\bthe latter\b", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"\b(?:[Tt]he two (?P<noun>[a-z]+s|men|women)(?! (?:of|that|who|which)\b)|"
    r"[Bb]oth (?!of\b|in\b|the\b|and\b)[a-z]+s\b|[Nn]either (?!of\b|the\b)[a-z]+\b(?! nor\b)|All (?:sides|parties)\b)"
)
_BETWEEN_TWO = re.compile(r"\bbetween [^,]*[A-Z][^,]* and [^,]*[A-Z][^,]*$")
_GOVERNMENT = re.compile(r"[Tt]he (?:government|foreign ministry|(?:interior|defen[cs]e) ministry)")
_LINK = re.compile(rf"\W*(?:(?:But|And),? )?{either('pointing_links')},", re.IGNORECASE)
_ONE_MORE = re.compile(
    rf"\W*(?:A|The) (?:second|third|fourth|fifth|next|further|new|final|last|latest) (?P<noun>{either('installments', end='')})\b"
    r"(?! (?:of|in|on|between|with|for)\b)"
)
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
_HE_ACTS = re.compile(r"\b(?:[Hh]e|[Ss]he) [a-z]+")
_LATER_SUBJECT = re.compile(r",\s(?=the\s|[A-Z])")
_SPEAKING = re.compile(rf"\b{SPEECH} $")
_SAID = re.compile(rf"\b{SAYING} (?:that )?$")
_SAID_THEY = re.compile(rf"\b{SAYING} (?:that )?(?P<pronoun>they)\b")
_ADDING = re.compile(rf"\b{either('adding_adjectives')}")
_DETERMINERS = listed("determiners")
_NOT_TOLD_APART = listed("vague_adjectives")
_SUMS = listed(
    "summing",
    "sums_of_acts",
    "sums_of_speech",
    "sums_of_violence",
    "sums_of_numbers",
    "sums_of_money",
    "frames",
)


class Need(StrEnum):
    """What a sentence leaves to another one."""

    POINTS_BACK = "points back"
    POINTS_WITHIN = "points within"
    POINTS_IN_QUOTATION = "points in quotation"
    """What somebody points at who is quoted; the sentence before is another one's."""
    TWO = "two"
    PRONOUN = "pronoun"
    BODY = "body"
    NOUN = "noun"
    """A definite noun that names nothing by itself: "The call"."""
    STATE = "state"
    """"The government" beside the name of a state, which may be another one's."""
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


def _is_unclear(doing: Doing, voice: str | None) -> bool:
    """Return whether a pronoun leaves open whom a sentence is about. "We" are those whose words the text is."""
    return doing.is_untold and not (voice and doing.pronoun and doing.pronoun.word in ("we", "our"))


def lacks_of(
    reading: Reading,
    doing: Doing,
    voice: str | None,
    headline: Set[str],
    definites: Sequence[Definite],
    actors: Actors,
) -> tuple[Lack, ...]:
    """Return what a sentence lacks to be read alone.

    `headline` are the stems of the title, printed above it, `definites` the definite nouns that it does not tell.
    """
    return tuple(_lacks(reading, doing, voice, headline, definites, actors))


def _lacks(
    reading: Reading,
    doing: Doing,
    voice: str | None,
    headline: Set[str],
    definites: Sequence[Definite],
    actors: Actors,
) -> Iterator[Lack]:
    bare = reading.bare
    # "This process …", "To that end …", not "This year".
    if opening := _POINTING.match(bare):
        yield Lack(Need.POINTS_BACK, _pointed_at(reading, opening.end()))
    elif leaves_open(reading):
        yield Lack(Need.POINTS_BACK)
    elif one_more := _ONE_MORE.match(bare):
        yield Lack(Need.POINTS_BACK, (one_more["noun"],))
    elif _LINK.match(bare):
        yield Lack(Need.POINTS_BACK, is_vital=False)
    if doing.pronoun and _is_unclear(doing, voice):
        yield Lack(Need.PRONOUN, (doing.pronoun.word,))
    elif owned := _OWNED_OPENING.match(bare):
        yield Lack(Need.PRONOUN, (OWNERS[fold(owned["whose"])],))
    elif untold := _inner_pronoun(bare, doing, actors):
        yield Lack(Need.PRONOUN, (untold,))
    if not opening and (within := points_within(bare)):
        yield within
    this = _BARE_THIS.search(reading.text)
    if this and not opening and _begins_clause(reading.text[: this.start()]):
        yield Lack(Need.POINTS_WITHIN if bare[this.start()].strip() else Need.POINTS_IN_QUOTATION)
    if reading.lacks.opening and _GOES_ON.match(reading.text):
        yield Lack(Need.POINTS_IN_QUOTATION)
    are_told = voice is not None and _BETWEEN_TWO.search(voice) is not None
    if (two := _TWO.search(bare)) and not (are_told or tells_two(bare[: two.start()])):
        yield Lack(Need.TWO)
    elif (several := _SEVERAL.search(bare)) and not (are_told or tells_two(bare[: several.start()])):
        is_vital = not several.start() and not several[0].startswith("The")
        yield Lack(Need.TWO, (several["noun"],) if several["noun"] else (), is_vital)
    bodies = {definite.noun for definite in definites if definite.is_body}
    yield from (Lack(Need.BODY, (body,)) for body in bodies)
    other = next((definite for definite in definites if definite.noun not in bodies), None)
    if _is_some_government(reading):
        yield Lack(Need.STATE, is_vital=False)
    elif other:
        yield Lack(Need.NOUN if other.is_subject else Need.ACT, (other.noun,), is_vital=False)


def _is_some_government(reading: Reading) -> bool:
    """Return whether "the government" does something in a sentence that names a state, which may be another one."""
    subjects = (one.subject for one in (reading.parsed.main, reading.parsed.told) if one)
    return any(_GOVERNMENT.fullmatch(subject) for subject in subjects) and bool(states_in(reading.bare))


def _begins_clause(earlier: str) -> bool:
    """Return whether no clause stands earlier in a sentence, but one of saying ("Karst said this …")."""
    return not has_verb(earlier) or _SAID.search(earlier) is not None


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
        if not word[-1].isalpha():
            break
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
    if pronoun is None or doing.pronoun or (tells_person(bare, actors, or_name=True) and not _acts_first(bare, actors)):
        return None
    word = fold(pronoun.group())
    return OWNERS.get(word, word)


def _acts_first(bare: str, actors: Actors) -> bool:
    """Return whether "he" acts before anybody is named: "In his reform, he named Ida Moe", but "As he left, Moe said …"."""
    acting = _HE_ACTS.search(bare)
    if acting is None or tells_person(bare[: acting.start()], actors, or_name=True):
        return False
    return not any(predicate_at(bare, start.end()) for start in _LATER_SUBJECT.finditer(bare, acting.end()))
