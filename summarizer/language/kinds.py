"""Kinds of actors: whether a name is that of a person, a group, an organization or a state, by its form and its use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from summarizer.article.text import REMEMBERED, find_name, fold, is_word
from summarizer.language.english.lexicon import (
    AUXILIARIES,
    CONNECTORS,
    CORPORATE,
    FIRMS,
    GOVERNMENT,
    HONORIFICS,
    NAMES_TOO,
    ORGANIZATION,
    PEOPLE,
    PLURAL_PEOPLE,
    SPEECH,
    UNIONS,
)
from summarizer.language.lemmas import lemma
from summarizer.language.names import (
    SUFFIX,
    canonical,
    is_body,
    is_common,
    is_country,
    is_office,
    is_title,
    places_of,
)
from summarizer.language.nations import capitals, is_demonym
from summarizer.language.people import is_person_noun
from summarizer.language.roles import title_after, title_before
from summarizer.schema import ActorKind

_AFTER_HEAD = re.compile(r"\s(?:of|from|in|with|for|who|at|to|on)\s")


@lru_cache(maxsize=REMEMBERED)
def kind_of(name: str, text: str, *, titled: bool = False) -> ActorKind:
    """Return the likely kind of an actor: by the words of its name if they tell, else by its use in the text."""
    if not any(map(str.isalnum, name)):
        return ActorKind.OTHER
    parts = name.split()
    return _by_words(name, parts, text) or _by_use(name, parts, text, titled=titled)


def _by_words(name: str, parts: Sequence[str], text: str) -> ActorKind | None:
    """Return the kind that the words of a name tell. The more certain come first."""
    folded = [part.casefold().strip(".,") for part in parts]
    if canonical(name) in UNIONS:
        return ActorKind.ORGANIZATION
    head = _AFTER_HEAD.split(" ".join(parts))[0].split()
    # "Officials from China", "Lawmakers", "860,000 people"; but not "Reuters".
    many = PLURAL_PEOPLE.search(fold(head[-1])) and (head[-1][:1].islower() or (len(head) == 1 and is_common(head[-1])))
    if many or re.match(r"(?:more )?\d[\d.,]* ", name):
        return ActorKind.GROUP
    if is_country(name):
        return ActorKind.COUNTRY
    if _are_people(parts):
        return ActorKind.GROUP
    if GOVERNMENT.search(fold(name)):
        return ActorKind.ORGANIZATION if _is_agency(parts, text) else ActorKind.COUNTRY
    if is_office(name):
        return ActorKind.PERSON
    if head[-1].islower() and (PEOPLE.search(head[-1]) or is_person_noun(head[-1])):
        return ActorKind.PERSON  # "Norwegian Central Bank official", "head teacher of the school"
    if any(part in ORGANIZATION for part in folded) and (parts[0][:1].isupper() or len(parts) == 1):
        return ActorKind.ORGANIZATION
    is_described = not any(part[:1].isupper() for part in parts if part.casefold() not in CONNECTORS)
    return ActorKind.GROUP if is_described else None


def _by_use(name: str, parts: Sequence[str], text: str, *, titled: bool) -> ActorKind:
    """Return the kind of a name whose words leave it open, by what the text says of it."""
    is_given = titled and not is_common(parts[0]) and not is_demonym(parts[0])
    is_several = len(parts) > 1 and name[0].isupper() and parts[-1][0].isupper()
    if is_several and not is_given and (_is_thing(name, text) or (len(parts[-1]) > 2 and is_country(parts[-1]))):
        return ActorKind.ORGANIZATION
    if any(_MANAGED.match(text, at + len(name)) for at in places_of(name, text)):
        return ActorKind.ORGANIZATION
    if titled or name.startswith("@"):
        return ActorKind.PERSON
    if is_place(name, text) and not has_article(name, text):
        return ActorKind.COUNTRY  # where it acts: "Larvik has denied this"
    is_whole = parts[-1][:1].isupper()
    # "The developer Ida Moe left. Moe said she …": a trade may be a person's.
    is_surname = len(parts) > 1 and not is_common(parts[-1]) and _is_surname(parts[-1], text)
    if is_whole and (any(map(is_demonym, parts)) or (is_called_body(name, text) and not is_surname)):
        return ActorKind.ORGANIZATION
    if parts[-1][:1].islower() and not _ARABIC_ARTICLE.match(parts[-1]):
        return ActorKind.PERSON if PEOPLE.search(fold(name)) else ActorKind.GROUP
    if len(parts) == 1 and fold(name) in capitals() and not re.search(rf"\bM(?:rs?|s)\.? {name}\b", text):
        return ActorKind.COUNTRY  # "Brussels said so"
    if len(parts) == 1:
        return ActorKind.PERSON if _is_surname(name, text) else ActorKind.ORGANIZATION
    if any(part.casefold() in CONNECTORS for part in parts):
        return ActorKind.ORGANIZATION
    is_alone = stands_alone(parts[-1], text) and not (is_common(parts[-1]) and parts[-1].endswith("s"))
    is_person = is_alone or is_told_person(name, text) or _is_like_person(parts, text)
    is_short = len(parts) <= 4 and not _ACRONYM.match(name)
    return ActorKind.PERSON if is_person and is_short else ActorKind.ORGANIZATION


def told_kind(name: str, text: str, *, titled: bool = False) -> ActorKind:
    """Return the kind of an actor; `OTHER` for a name that only its form lets one take for a person's."""
    kind = kind_of(name, text, titled=titled)
    is_named = " " in name and name[:1].isupper() and name.split()[-1][:1].isupper() and not is_office(name)
    is_guessed = kind is ActorKind.PERSON and is_named and not titled and not is_told_person(name, text)
    return ActorKind.OTHER if is_guessed else kind


@lru_cache(maxsize=REMEMBERED)
def is_told_person(name: str, text: str) -> bool:
    """Return whether a text, or the dictionary, tells that a name of several words is a person's.

    By a title, an age, a form of address, "he", "who", "said Ida Moe", or a surname alone that is no word of the
    dictionary ("Moe left", but "Rovers have"); by a given name that the dictionary knows.
    """
    parts = name.split()
    given, last = parts[0], parts[-1]
    spans = find_name(name, text)
    if any(title_before(text, s.start) or title_after(text, s.end) or _AGE.match(text, s.end) for s in spans):
        return True
    if any(_AGED.search(text, max(0, s.start - _NEAR), s.start) for s in spans):
        return True
    if any(_ADDRESSED.search(text, max(0, at - _NEAR), at) for at in places_of(last, text)):
        return True
    if is_common(last) and last.endswith("s"):
        return name in _listed_persons(text)  # "Orlen Harps", who are called "Harps"
    if stands_alone(last, text) and (not is_common(last) or _is_surname(last, text)):
        return True
    if name in _listed_persons(text):
        return True
    if is_common(last):
        return False
    is_source = any(_SAID.search(text, max(0, s.start - _NEAR), s.start) or _WHO.match(text, s.end) for s in spans)
    return is_source or lemma(given.lower(), "en").istitle() or fold(given) in NAMES_TOO


@lru_cache(maxsize=16)
def _listed_persons(text: str) -> frozenset[str]:
    """Return the names that a text lists one a line, if most of them look like those of persons."""
    listed = [" ".join(match[1].split()) for match in _LISTED.finditer(text)]
    alike = [name for name in listed if _is_like_person(name.split(), text)]
    return frozenset(listed if len(alike) > len(listed) / 2 and len(listed) > 2 else ())


_LISTED = re.compile(r"^[-–—•*·]\s+((?:[A-Z][\w.’'-]*[ ]){1,3}[A-Z][\w.’'-]*)(?:, [JS]r\.)?$", re.MULTILINE)
_ADDRESSED = re.compile(rf"\b{HONORIFICS}\.? $", re.IGNORECASE)
_AGE = re.compile(r",? \(?(?:aged )?\d\d\b[,)]")
_ACRONYM = re.compile(r"[A-Z]{3,} ")
_AGED = re.compile(r"\d-year-old $")
_SAID = re.compile(rf"\b(?:{SPEECH}|founded by|written by|by author) $")
_WHO = re.compile(r",? who(?:se)?\b")


def _are_people(parts: Sequence[str]) -> bool:
    """Return whether a name is that of a people or of believers: "Kenyans", "Sunni Muslims", "Native Americans"."""
    last = parts[-1]
    if len(parts) > 2 or not last.endswith("s") or not last[:1].isupper() or last.isupper():
        return False
    base = lemma(last.lower(), "en")
    return is_demonym(last) or (base[:1].isupper() and base == last.removesuffix("s"))


def _is_agency(parts: Sequence[str], text: str) -> bool:
    """Return whether a name with "Administration" is that of an agency, by its field ("Federal Aviation
    Administration"), and not by whose it is ("Trump Administration")."""
    *field, last = parts
    is_field = all(is_common(word) or word.casefold() in CONNECTORS for word in field)
    return last == "Administration" and bool(field) and is_field and not stands_alone(field[-1], text)


PLACED = 0.25
"""Share of the mentions of a name after "in" from which on it is a place; of several words, twice as much."""


@lru_cache(maxsize=REMEMBERED)
def is_place(name: str, text: str) -> bool:
    """Return whether a text uses a name as that of a city or region: in its dateline, or after "in"."""
    if name.isupper() or is_body(name) or fold(name) in ORGANIZATION:
        return False
    if text.startswith(name.upper()) and _DATELINE.match(text, len(name)):
        return True
    spans = find_name(name, text)
    inside = [s for s in spans if _IN.search(text, max(0, s.start - 40), s.start) and not _OWNS.match(text, s.end)]
    return bool(inside) and len(inside) >= (PLACED if " " not in name else 2 * PLACED) * len(spans)


def has_article(name: str, text: str) -> bool:
    """Return whether a text has an article before a name: "the Larvik Tribune"."""
    return any(_ANY_ARTICLE.search(text, max(0, at - len("the ")), at) for at in places_of(name, text))


_ANY_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?) $")
_DATELINE = re.compile(r"\b[^—–-]{0,40}\s[—–-]")
"""What follows the town: "ORLEN, Norway (Agency) —"."""
_IN = re.compile(
    r"\b(?:[Ii]n|near|outside|throughout) (?:(?:the|downtown|(?:north|south|east|west|central)\w*)(?: capital,?)? )*$"
)
_OWNS = re.compile(r"['’]s?\b|[ -][A-Z]|-")


@lru_cache(maxsize=REMEMBERED)
def is_called_body(name: str, text: str) -> bool:
    """Return whether a text says of a name what body it is: "the rebel group Orlen Front", "the Orlen Front group"."""
    return any(
        _BODY_BEFORE.search(text[max(0, at - _NEAR) : at])
        or _BODY_AFTER.match(text, at + len(name))
        or (_SUBJECT.search(text[max(0, at - _NEAR) : at]) and _OF_BODY.match(text, at + len(name)))
        for at in places_of(name, text)
    )


_OFTEN_PLACES = frozenset(("house", "times", "post", "media", "conference", "project", "task"))
_BODY = rf"(?:{'|'.join(sorted(ORGANIZATION - _OFTEN_PLACES))}|side|{FIRMS})"
# Patterns without the name: one that holds it would be compiled for each name.
_BODY_BEFORE = re.compile(rf"(?:\S {_BODY}|(?:^|[.\n“\"])\s*(?i:{_BODY})) [“\"‘']?$")
_BODY_AFTER = re.compile(
    rf"(?:['’]s)? (?:{_BODY}|shares|stock|shareholders|profits?|revenue)\b|,? which\b|"
    rf"(?: \([A-Z]+\))?, (?:an?|the|one of|[A-Z]\S+['’]s) (?:[\w’'-]+ ){{0,5}}?{_BODY}"
    r"(?=[,.]| (?:that|which|who|whose|of|in|for|with|behind|[a-z]+ed)\b)"
)
"""Behind a name: what is a body's, or an apposition."""
_MANAGED = re.compile(
    r" (?:chief executive|chief [a-z]+ officer|(?:managing|finance) director|co-founder|founder) (?=[A-Z])"
)
"""Behind the name of a body, before that of who leads it."""
_SUBJECT = re.compile(r"(?:^|[.\n“”\",;]|\b(?:that|but|while|as|when|if))\s*$")
_OF_BODY = re.compile(rf" (?:have|are|were)\b| (?:has |had |have )?{SPEECH} (?:that )?(?:it|its)\b")
"""What a person does not do."""
_NEAR = 60
"""Characters before a name in which it is said what body it is."""


@lru_cache(maxsize=REMEMBERED)
def _is_surname(name: str, text: str) -> bool:
    """Return whether a text uses a single name as a person's: "said Reyes", "Reyes, who …", "Reyes said he".

    A body or a place it also has after "the" or "in".
    """
    if name.isupper() or "-" in name:
        return False
    around = [
        f"{text[max(0, at - _NEAR) : at]}{_IT}{text[at + len(name) : at + len(name) + _FAR]}"
        for at in places_of(name, text)
    ]
    return any(map(_OF_SURNAME.search, around)) and not any(map(_OF_NO_SURNAME.search, around))


_IT, _FAR = "ᚠ", 250
"""A letter in place of a name, as one pattern for each name would be compiled; characters that are read behind it."""
_OF_SURNAME = re.compile(
    rf"(?<!, )\b{SPEECH} {_IT}\b(?! (?:[a-z-]+ )?[A-Z])|\bM(?:rs?|s)\.? {_IT}\b|(?<!\w ){_IT},? who\b|"
    rf"\b{_IT} (?:also |has |had )?{SPEECH}\b[^.“”\"]{{0,60}}\b(?:he|she|his|her)\b|"
    rf"\b{_IT},? (?:[^.“”\"A-Z]|[A-Z]{{2,}}){{0,100}}\b(?:he|she|his|her|him|himself|herself)\b"
)
_OF_NO_SURNAME = re.compile(rf"\b(?:[Ii]n|[Aa]t|[Tt]he|near|outside) {_IT}\b")


def is_club(name: str, text: str) -> bool:
    """Return whether a body goes by its last word too, a plural that it has for a name: "Orlen Rovers"."""
    last = name.split()[-1]
    is_plural = last.endswith("s") and is_common(last) and not PLURAL_PEOPLE.search(last)
    return is_plural and stands_alone(last, text) and is_called_body(name, text)


@lru_cache(maxsize=REMEMBERED)
def whole_firm(name: str, text: str) -> str:
    """Return the whole name of a firm that a text also calls by its first word: "Varnex Holdings" for "Varnex"."""
    if not name[:1].isupper() or " " in name or is_country(name) or is_demonym(name) or is_place(name, text):
        return name
    places = (_FIRM.match(text, at + len(name)) for at in places_of(name, text) if not is_word(text[at - 1 : at]))
    found = {f"{name}{match[0]}" for match in places if match}
    firms = [whole for whole in found if is_called_body(whole, text) or CORPORATE.search(whole)]
    return firms[0] if len(firms) == 1 else name


_FIRM = re.compile(r"(?: [A-Z][\w&’'-]*[\w&]){1,3}(?!['’]s? [A-Z])")


def _is_thing(name: str, text: str) -> bool:
    """Return whether a text has an article before a whole name, and no noun after it: "the Orlen Treasury warned"; but
    "the Ida Moe interview"."""
    places = ((at, at + len(name)) for at in places_of(name, text))
    return any(_ARTICLE.match(text, max(0, at - len("the ")), at) and _NO_NOUN.match(text, end) for at, end in places)


_NO_NOUN = re.compile(rf"[.,;)]|\s(?:{AUXILIARIES}|{SPEECH}|[a-z]+ed)\b")


def _is_like_person(parts: Sequence[str], text: str) -> bool:
    """Return whether a name can be a person's ("Tim Cook") although its last word never stands alone: before that is no
    word of the dictionary ("Apple Computer"), and nowhere in it an abbreviation, a number or a country."""
    parts = [word for word in parts if not SUFFIX.fullmatch(word)]
    given = [word for word in parts[:-1] if not re.fullmatch(r"[A-Z]\.?|(?:[A-Z]\.)+", word)]
    if any(word.isupper() or re.search(r"\d", word) for word in (*given, parts[-1])):
        return False
    if any(is_country(piece) for word in parts for piece in word.split("-")):
        return False
    has_article = any(_ARTICLE.match(text, max(0, at - len("the ")), at) for at in places_of(parts[-1], text))
    return not (has_article or any(map(is_common, given)))


_ARABIC_ARTICLE = re.compile(r"(?:al|el)-[A-Z]")
_ARTICLE = re.compile(r"\b[Tt]he ")


def stands_alone(word: str, text: str) -> bool:
    """Return whether a text has a word as a surname: as no part of a longer name, and not after an article or "of"."""
    for at in places_of(word, text):
        before, after = text[max(0, at - 20) : at], text[at + len(word) : at + len(word) + 3]
        last = before.rstrip("“‘\"'(").split(" ")[-2:-1] if not is_word(before[-1:]) else [before]
        given = [word.lstrip("([“‘\"'") for word in last]  # "[Larvik State]"
        inside = any(w[:1].isupper() and not w.endswith((".", ",", ":")) and not is_title(w) for w in given)
        if not (inside or _NO_PERSON.search(before) or re.match(r" [A-Z]|-", after)):
            return True
    return False


_NO_PERSON = re.compile(r"(?:\w|-|\b(?:the|an?|of|for|in|at|its|their|our|this) |\b[A-Z]\w )$", re.IGNORECASE)
