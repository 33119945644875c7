"""Participants: whom the subject of a predicate names. One is given only where the sentence names or describes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from summarizer.article.text import REMEMBERED, find_name, fold
from summarizer.claims import ActorClaim
from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import COLLECTIVE_NOUNS, FUNCTION_WORDS, NAME, SAYING, TWO, either
from summarizer.language.english.mentions import is_where, names_nobody
from summarizer.language.english.predicates import Predicate
from summarizer.language.kinds import kind_of
from summarizer.language.lemmas import is_word
from summarizer.language.names import (
    fullest,
    is_clean,
    is_country,
    is_nominal,
    is_office,
    without_generation,
)
from summarizer.language.roles import title_before
from summarizer.language.rules import Actors
from summarizer.language.words import names
from summarizer.schema import ActorKind

_APPOSED = re.compile(
    rf"(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Aa]n?|[A-Z][\w ]*['’]s?)\s[^,;:()“”\"]{{2,80}},\s(?P<name>{NAME}(?:\s&\s{NAME})?)"
    r"(?:,\s[^,;:]{2,80})?,\s(?:also\s)?$"
)
_FUNCTION_END = re.compile(rf"\s{either('needing_more', end='$')}")
_PREPOSITION = r"of|from|in|with|on|at|for|to"


def named(subject: str, actors: Actors) -> tuple[str, ...]:
    """Return the actors that a subject names or describes, if all its parts do; none for a pronoun."""
    bare = without_generation(re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", subject))
    if _FUNCTION_END.search(f" {fold(bare)}"):
        return ()
    parts = actors.parted(bare)
    resolved = [actors.resolve(part) for part in parts]
    if len(parts) > 1 and all(map(is_clean, parts)):
        resolved = [actors.add(ActorClaim(part)) for part in parts]
    if not resolved or None in resolved:
        kind = ActorKind.ORGANIZATION if _is_body(bare) else None
        resolved = [actors.add(ActorClaim(bare, kind))] if kind or _is_actor(bare, subject, actors.text) else []
    return tuple(dict.fromkeys(name for name in resolved if name))


def apposed(reading: Reading, main: Predicate, actors: Actors) -> tuple[str, ...]:
    """Return whom an apposition behind the subject names: "The minister, Ana Reyes, said"."""
    found = _APPOSED.fullmatch(reading.bare, main.start, main.verb)
    by = named(found["name"], actors) if found else ()
    return by if found and not is_where(actors.text, found["name"]) and not any(map(is_country, by)) else ()


def _is_actor(bare: str, subject: str, text: str) -> bool:
    """Return whether a subject that is no known actor names or describes somebody, and nobody else beside."""
    # An office without a name ("the President") is whoever bears it, which is not known here.
    if (
        is_office(bare)
        or fold(bare) in COLLECTIVE_NOUNS
        or names_nobody(bare, text)
        # Behind an article only a name is capitalised: "The University of Orlen".
        or (bare == subject and _is_capital_by_position(bare, text))
    ):
        return False
    if _JOINED.search(bare) and not re.search(r"\b(?:of|for|on)\b", bare):
        return False
    # "talks barely calmed the Orlen Board": a description has its names after a preposition only.
    before = re.split(rf"\b(?:{_PREPOSITION})\b", bare)[0]
    if bare[:1].islower() and re.search(r"\b[A-Z]|ly\b", before):
        return False
    return is_clean(subject) or _is_described(bare)


_BODY = re.compile(rf"(?:[A-Za-z][\w’'-]* ){{1,3}}{either('bodies', end='$')}")
_JOINED = re.compile(r"(?:,|\sand)\s(?:the\s)?[A-Z]")
"""Several names, not one with "and" in it ("Ministry of Health and Welfare")."""


def _is_body(bare: str) -> bool:
    """Return whether a subject describes a body that acts, and was not named before: "city council", "FNV union", not "its board"."""
    return _BODY.match(bare) is not None and FUNCTION_WORDS.isdisjoint(bare.split())


@lru_cache(maxsize=REMEMBERED)  # the whole text is searched, and many sentences begin with the same word
def _is_capital_by_position(bare: str, text: str) -> bool:
    """Return whether a subject is capitalised only as it opens its sentence, and describes nobody: "Work", "Nobody"."""
    first = re.match(rf"([A-Z][a-z]+)(?:$| (?:{_PREPOSITION})\b)", bare)
    if first is None or is_country(first[1]) or is_nominal(first[1].lower()) or not is_word(first[1].lower(), "en"):
        return False
    # "has Orlen", "On Monday, Orlen": within a sentence only a name is capitalised.
    return re.search(rf"(?:\b[a-z]+,?|\w,) (?:[A-Z][\w.]* )*{first[1]}\b", text) is None


def _is_described(name: str) -> bool:
    """Return whether a name is names before a noun of people or of a body: "Iraqi government forces"."""
    described = re.fullmatch(r"(?:[A-Z]\S*\s+)+([^\W\d_]+(?:\s[^\W\d_]+)?)", name)
    return described is not None and described[1].islower() and is_nominal(described[1])


EARLIER = 30
"""Sentences before one that says "the two leaders" in which they are looked for."""


def both(phrase: str, earlier: Sequence[Reading], actors: Actors) -> tuple[str, ...]:
    """Return whom "the two leaders" means: the two persons whom the nearest sentence names, if it names no other.

    Whoever only says what the sentence tells is none of the two, and "the two presidents" are called so elsewhere.
    `earlier` are the readings before the phrase's sentence, the nearest first.
    """
    if not TWO.fullmatch(fold(phrase)):
        return ()
    office = _OFFICE_OF_TWO.search(fold(phrase))
    for reading in earlier:
        group = [name for name in actors.named_in(reading.text) if _is_person(name, actors)]
        if len(group) == 2:
            if not set(source_of(reading, actors)).isdisjoint(group):
                return ()
            if office and not all(_is_called(name, office[1], actors.text) for name in group):
                return ()
            unknown = (
                name
                for name in names(f"- {reading.text}")
                if not (actors.resolve(name) or actors.named_in(name) or is_where(reading.text, name))
            )
            return () if any(_is_person(fullest(name, actors.text), actors) for name in unknown) else tuple(group)
    return ()


_OFFICE_OF_TWO = re.compile(r"\b(president|minister)s$")


def _is_called(name: str, office: str, text: str) -> bool:
    """Return whether a text gives a person an office, in the title before the name."""
    titles = (title_before(text, span.start) for span in find_name(name, text))
    return any(title and re.search(rf"\b{office}s?\b", fold(title)) for title in titles)


@lru_cache(maxsize=REMEMBERED)  # all mentions are looked at, for every pronoun that may mean whom they name
def likely_kind(name: str, text: str) -> ActorKind:
    """Return the likely kind of an actor, by its name and by whether a text gives it a title."""
    return kind_of(name, text, titled=any(title_before(text, span.start) for span in find_name(name, text)))


def can_mean(pronoun: str, names: Sequence[str], text: str) -> bool:
    """Return whether a pronoun can mean actors: "he" one person, "it" one that is none, "they" several or a group."""
    kinds = [likely_kind(name, text) for name in names]
    if pronoun == "they":
        return len(kinds) > 1 or kinds == [ActorKind.GROUP]
    return len(kinds) == 1 and (kinds[0] is ActorKind.PERSON) is (pronoun != "it")


def _is_person(name: str, actors: Actors) -> bool:
    return kind_of(name, actors.text) is ActorKind.PERSON


_BY = re.compile(
    r"[^,;:“”]{0,60}?\bby\s((?:the\s)?[A-Z@][\w.&’'-]*(?:\s(?:of|for|and|the)?\s?[A-Z][\w.&’'-]*)*)(?![\w&’'-])"
    # "by Reyes, Hale, and the bank": one of several; "by the Orlen police", "by Reyes’s brother": it only describes who.
    r"(?!(?:, (?:the )?[A-Z][\w.’' -]*)+,? and )"
    rf"(?!\s[A-Z])(?!\s(?!(?:{either('after_agents')}|[a-z]+ly\b))[a-z])"
)


def participants(reading: Reading, actors: Actors) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return agents and others: the subject of an active verb acts, that of a passive one is acted on."""
    told = reading.parsed.told
    if told is None:
        return (), ()
    subject = named(told.subject, actors)
    if not told.is_passive:
        return subject, ()
    by = _BY.match(reading.text, told.end)
    agents = named(by[1], actors) if by else ()
    return tuple(name for name in agents if name not in subject), subject


_ATTRIBUTION = re.compile(
    rf",[”\"]?\s(?:(?P<who>{NAME}|(?:[a-z]+\s){{0,2}}[a-z]+s)\s{SAYING}|"
    # "said council leader Moe": what he is has no words of another phrase.
    rf"(?!tells|told){SAYING}\s(?:(?!{either('prepositions', 'determiners', 'conjunctions')})[a-z][\w’'-]*\s){{0,4}}?(?P<whom>{NAME}))\b"
)


def is_attributed(reading: Reading) -> bool:
    """Return whether a sentence says by name, behind its words, whose they are: "…, said Karst"."""
    found = None if reading.parsed.saying else _ATTRIBUTION.search(reading.text)
    return found is not None and (found["who"] or found["whom"])[0].isupper()


def source_of(reading: Reading, actors: Actors) -> tuple[str, ...]:
    """Return who says so, where the sentence attributes it."""
    if reading.parsed.saying and (main := reading.parsed.main):
        return named(main.subject, actors) or apposed(reading, main, actors)
    trailing = _ATTRIBUTION.search(reading.text)
    return named(trailing["who"] or trailing["whom"], actors) if trailing else ()
