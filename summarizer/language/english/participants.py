"""Participants: whom the subject of a predicate names, and whom a pronoun in its place certainly means.

An actor is given only where the sentence names or describes it; in all other cases the answer is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.article.text import fold
from summarizer.claims import ActorClaim
from summarizer.language.english.lexicon import BODY_NOUNS, COLLECTIVE_NOUNS, FUNCTION_WORDS, OPENERS
from summarizer.language.english.mentions import describes, is_where
from summarizer.language.names import fullest, is_clean, is_country, is_nominal, is_office, is_title, kind_of
from summarizer.language.rules import Actors
from summarizer.language.words import names
from summarizer.schema import ActorKind

if TYPE_CHECKING:
    from summarizer.language.english.events import Reading

_OPENER = re.compile(rf"^(?:{OPENERS})\s+(?=[A-Z])")
_DAY_AFTER = re.compile(r"\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_FUNCTION_END = re.compile(r"\s(?:the|a|an|of|in|to|and|or|for|by|with|on|at|from|despite)$")


def named(subject: str, actors: Actors) -> tuple[str, ...]:
    """Return the actors that a subject names or describes, if all its parts do; none for a pronoun."""
    subject = _DAY_AFTER.sub("", _OPENER.sub("", subject))
    bare = re.sub(r"^(?:The|the|A|An|a|an)\s+", "", subject)
    if _FUNCTION_END.search(f" {fold(bare)}"):
        return ()
    parts = actors.parted(bare)
    resolved = [actors.resolve(part) for part in parts]
    if len(parts) > 1 and all(map(is_clean, parts)):
        resolved = [actors.add(ActorClaim(part)) for part in parts]
    if resolved and None not in resolved:
        return tuple(dict.fromkeys(name for name in resolved if name))
    if _JOINED.search(bare) or _is_capital_by_position(bare, actors.text):
        return ()
    # "conflict roughly pits the Syrian Army": a description has its names after a preposition only.
    if bare[:1].islower() and re.search(r"^(?:(?!of |from |in |with |on |at )\S+ )*?(?:\w+ly|[A-Z]\S*)(?: |$)", bare):
        return ()
    # An office without a name ("the President") is whoever bears it, which is not known here.
    if _is_body(bare, actors):
        name = actors.add(ActorClaim(bare, ActorKind.ORGANIZATION))
        return (name,) if name else ()
    if is_office(bare) or fold(bare) in COLLECTIVE_NOUNS or not (is_clean(subject) or _is_described(bare)):
        return ()
    name = actors.add(ActorClaim(bare))
    return (name,) if name else ()


def _is_body(bare: str, actors: Actors) -> bool:
    """Return whether a subject describes a body that acts: "city council"; "company" only where none is named."""
    *before, head = bare.split()
    if (
        head not in BODY_NOUNS
        or len(before) > 3
        or not all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", word) for word in before)
    ):
        return False
    # "its board", "and the organization": a body that was named before.
    if not FUNCTION_WORDS.isdisjoint(before):
        return False
    return bool(before) or not any(kind_of(name, actors.text) is ActorKind.ORGANIZATION for name in actors.known())


_JOINED = re.compile(r"^(?!.*\b(?:of|for|on)\b).*(?:,|\sand)\s(?:the\s)?[A-Z]")
"""Several names, not one with "and" in it ("Ministry of Health and Welfare")."""


def _is_capital_by_position(bare: str, text: str) -> bool:
    """Return whether a subject is capitalised only as it opens its sentence, and describes nobody: "Work", "Nobody"."""
    first, *rest = bare.split()
    if not re.fullmatch(r"[A-Z][a-z]+", first) or (
        rest and not re.match(r"(?:of|in|on|at|for|from|to|with)\b", rest[0])
    ):
        return False
    if is_country(first) or is_nominal(first.lower()):
        return False
    return re.search(rf"\b[a-z]+,? (?:[A-Z][\w.]* )*{first}\b", text) is None


def _is_described(name: str) -> bool:
    """Return whether a name is names before a noun of people or of a body: "Iraqi government forces"."""
    words = name.split()
    proper = next((i for i, word in enumerate(words) if not word[:1].isupper()), len(words))
    nouns = words[proper:]
    return proper > 0 and 0 < len(nouns) <= 2 and all(map(str.isalpha, nouns)) and is_nominal(" ".join(nouns))


_PAIR = re.compile(r"(?:the )?(?:two|both) (?:leaders|presidents|ministers|men|women)|the two")


def antecedent(pronoun: str, earlier: Sequence[Reading], actors: Actors) -> tuple[str, ...]:
    """Return whom a pronoun certainly means: the only person, or the only body, that the sentence before is about; for
    "the two leaders" the two persons whom the nearest sentence names.

    `earlier` are the readings before the pronoun's sentence, the nearest first.
    """
    if _PAIR.fullmatch(fold(pronoun)):
        groups = ([n for n in actors.named_in(r.text) if kind_of(n, actors.text) is ActorKind.PERSON] for r in earlier)
        nearest = next(((r, group) for r, group in zip(earlier, groups, strict=True) if len(group) == 2), None)
        return tuple(nearest[1]) if nearest and not _names_others(nearest[0].text, _PERSONS, actors) else ()
    kinds = _MEANT.get(fold(pronoun))
    if kinds is None or not earlier:
        return ()
    before = earlier[0]
    told = before.parsed.main
    subject = named(told.subject, actors) if told else ()
    candidates = [name for name in actors.named_in(before.text) if kind_of(name, actors.text) in kinds]
    if len(subject) != 1 or candidates != list(subject) or _names_others(before.text, kinds, actors):
        return ()
    # "Macron has decided that the Ambassador will return": somebody with an office may be meant as well.
    rest = before.text[told.verb :] if told else ""
    return () if kinds is _PERSONS and any(is_title(word.strip(".,")) for word in rest.split()) else subject


def _names_others(text: str, kinds: Sequence[ActorKind], actors: Actors) -> bool:
    """Return whether a sentence names somebody of these kinds who is no known actor, and no place."""
    unknown = [name for name in names(f"- {text}") if actors.resolve(name) is None and not actors.named_in(name)]
    return any(
        kind_of(fullest(name, actors.text), actors.text) in kinds
        and not is_where(text, (name,))
        and not describes(name, text)
        for name in unknown
    )


_PERSONS = (ActorKind.PERSON,)
_BODIES = (ActorKind.ORGANIZATION, ActorKind.COUNTRY)
_MEANT = {"he": _PERSONS, "she": _PERSONS, "it": _BODIES}


def participants(reading: Reading, actors: Actors) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return agents and others: the subject of an active verb acts, that of a passive one is acted on."""
    told = reading.parsed.told
    if told is None:
        return (), ()
    subject = named(told.subject, actors)
    if not told.is_passive:
        return subject, ()
    by = re.match(
        r"[^,;:“”]{0,60}?\bby\s((?:the\s)?[A-Z@][\w.&’'-]*(?:\s(?:of|for|and|the)?\s?[A-Z][\w.&’'-]*)*)(?![\w&’'-])"
        # "by the Orlen police", "by Reyes’s brother": the name only describes who does it.
        r"(?!\s[A-Z])(?!\s(?!(?:on|in|at|after|before|during|for|from|to|with|as|over|near|under|amid|and|but|or|who|which|"
        r"that|when|while|because|if|early|late|last|this|next|yesterday|today|ago|since|until|through|[a-z]+ly)\b)[a-z])",
        reading.text[told.end :],
    )
    agents = named(by.group(1), actors) if by else ()
    return tuple(name for name in agents if name not in subject), subject
