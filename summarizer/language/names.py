"""Find the fullest form of a name in an article, the title before it, and the kind of actor that it names.

Models of every size use several forms for the same person. Which form is the fullest, which words are a title and which
name is a country depends only on form, so code decides it consistently. The word lists are English; in other languages
a name stays as the model gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.article.dates.resolving import find
from summarizer.article.text import REMEMBERED, find_name, fold, is_word
from summarizer.language.english.lexicon import (
    ALIASES,
    COLLECTIVES,
    CONNECTORS,
    GATHERINGS,
    GOVERNMENT,
    NO_GIVEN_NAMES,
    ORDINALS,
    ORGANIZATION,
    PARTICLES,
    PEOPLE,
    PLURAL_PEOPLE,
    PRONOUNS,
    TEXTS,
    TITLES,
)
from summarizer.language.lemmas import is_word as is_word_of
from summarizer.language.lemmas import lemma
from summarizer.language.nations import is_demonym, territories
from summarizer.language.people import is_person_noun, is_role, is_trade
from summarizer.language.words import is_in_headline, names, words


def is_country(name: str) -> bool:
    """Return whether a name is that of a state or its government."""
    key = canonical(name)
    return key in territories()


@lru_cache(maxsize=REMEMBERED)
def canonical(name: str) -> str:
    """Return the key of a name: folded, without article and possessive, and with common abbreviations expanded."""
    key = fold(name).strip()
    key = _POSSESSIVE.sub("", key if len(key.split()) < 2 else _LEADING_ARTICLE.sub("", key)).rstrip(".")
    if " " not in key:
        return ALIASES.get(key, key)  # as most are: the rest is about names of several words
    # A state and its government are the same actor.
    key = _GOVERNMENT_OF.sub("", key) or key
    # "US Department of State" is the "State Department", and "Ministry of Health" the "Health Ministry".
    if department := _DEPARTMENT_OF.match(key):
        key = f"{department[2]} {department[1]}"
    return ALIASES.get(key, key)


def alias_in(name: str, text: str) -> str | None:
    """Return another name by which a text calls the same state or union: "U.N." for the United Nations, else None."""
    for other in aliases(name):
        for span in find_name(other, text):
            # "us" and "un" are words, too.
            if span.quote.isupper() or (len(other) > 3 and span.quote[0].isupper()):
                return f"{span.quote}." if "." in span.quote and text[span.end : span.end + 1] == "." else span.quote
    return None


def called_in(name: str, text: str) -> str:
    """Return a name as a text has it, if it has another one of the same state or union, else as it is."""
    return alias_in(name, text) or name.strip()


@lru_cache(maxsize=REMEMBERED)
def aliases(name: str) -> tuple[str, ...]:
    """Return all folded names of a state or union that has several; none for any other name."""
    key = canonical(name)
    found = tuple(short for short, long in ALIASES.items() if long == key)
    return (key, *found) if found else ()


_LEADING_ARTICLE, _POSSESSIVE = re.compile(r"^(?:the|a|an)\s+"), re.compile(r"'s?$")
_GOVERNMENT_OF = re.compile(r"^government of (?:the )?|(?:'s)? government$")
_DEPARTMENT_OF = re.compile(r"^(?:u\.?s\.? )?(department|ministry) of (?:the )?(.+)$")


@dataclass(frozen=True)
class Titled:
    """A name without its title, and the title, if there is one."""

    name: str
    title: str | None = None


@lru_cache(maxsize=REMEMBERED)
def split_title(name: str) -> Titled:
    """Split "US Secretary of State Marco Rubio" into name and title. A name without a title stays whole."""
    # A handle next to a name adds nothing.
    name = _HANDLE.sub("", " ".join(name.split()).strip(' ,."“”'))
    name = " ".join(without_generation(_LETTERS.sub("", _OWNED.sub("", _OWNER_BEFORE.sub("", name)))).split())
    parts = name.split()
    last = max((i for i, part in enumerate(parts[:-1]) if is_title(part)), default=None)
    if last is not None and last + 2 < len(parts) and is_role(parts[last + 1]) and parts[last + 1][-2:] != "er":
        last += 1  # "Chief Executive Ida Moe"; but "Captain Parker Moe"
    if last is None and (start := _behind_field(parts)) > 0:
        return Titled(" ".join(parts[start:]))  # "Council on Islamic Relations Ida Moe"
    if last is None and (start := _behind_role(parts)) > 0:
        return Titled(" ".join(parts[start:]), None if is_trade(parts[start - 1]) else " ".join(parts[:start]))
    if last is None or is_title(parts[-1]) or _are_titled(parts[-1]) or parts[-1][:1].islower():
        return Titled(name)
    rest = parts[last + 1 :]
    if rest[0].casefold() in CONNECTORS:
        rest = rest[_behind_office(rest) :] if len(rest) > 3 else rest[-1:]
        if parts[last + 2 : last + 3] == ["the"] and all(map(is_common, rest)):
            return Titled(name)  # "Officer of the Larvik Safety Patrol"
    elif (cut := next((i for i, part in enumerate(rest) if part.casefold() in CONNECTORS), None)) is not None:
        rest = rest[:cut]
    bare = " ".join(rest)
    before = parts[: len(parts) - len(rest)] if parts[-len(rest) :] == rest else parts[: last + 1]
    # "Minister for Railways and Information Technology" is a title without a name, "Ida Moe III" a name.
    if not rest or SUFFIX.fullmatch(bare) or not bare[:1].isupper() or before[-1].casefold() in CONNECTORS:
        return Titled(name)
    # "General Services Administration"
    if before[-1] == "General" and any(part.casefold() in ORGANIZATION | {"administration"} for part in rest):
        return Titled(name)
    return Titled(bare, name[: name.rindex(bare)].strip(" ,") or None)


def _behind_role(parts: Sequence[str]) -> int:
    """Return where a name starts behind a noun for people that is no title ("Voter Ida Moe"), or for firms, or 0."""
    start = next((i for i, part in enumerate(parts, 1) if is_role(part)), 0)
    name = parts[start:]
    if not 0 < start < len(parts) <= start + 3 or not all(map(is_common, parts[: start - 1])):
        return 0
    is_whole = len(name) > 1 and not all(map(is_common, name))
    return start if _FULL_NAME.fullmatch(" ".join(name)) and (is_whole or is_trade(parts[start - 1])) else 0


_FIELD = re.compile(r"(?:urces|ment|tion|ity|ness|ogy|ism|ics)$")
"""Endings of words for a field of work, which are no given names."""


def _behind_field(parts: Sequence[str]) -> int:
    """Return where a person's full name starts behind the field of an office ("Larvik Protection Ida Moe"), or 0."""
    start = next(
        (i for i, part in enumerate(parts) if not _is_of_office(part) and part.casefold() not in CONNECTORS), 0
    )
    name = parts[start:]
    is_name = 2 <= len(name) <= 4 and all(word[:1].isupper() and word.isalpha() for word in name)
    is_field = start > 1 or (start == 1 and _FIELD.search(parts[0]) is not None)
    return start if is_field and is_name and not is_common(name[-1]) and not is_country(name[-1]) else 0


def _behind_office(parts: Sequence[str]) -> int:
    """Return where a person's name starts behind a field or a place: "of the Navy Ida Moe", "to Panama Ida Moe"."""
    office = (
        i
        for i, part in enumerate(parts[:-2])
        if part.casefold() in CONNECTORS | ORGANIZATION or is_country(part) or is_common(part)
    )
    return max(office, default=-1) + 1


_FULL_NAME = re.compile(rf"(?:[A-Z][\w'’-]*[a-z]\w* (?:(?:{'|'.join(sorted(PARTICLES))}|&) )?)*[A-Z][\w'’-]*[a-z]\w*")
_LETTERS = re.compile(r"(?<=[a-z]),? (?:[KQ]C|ME?P|MLA|[OCM]BE)$")
_HANDLE, _OWNED = re.compile(r"@\w+\s+(?=[A-Z])|\s+@\w+$"), re.compile(r"['’]s$")
_OWNER_BEFORE = re.compile(r"^(?:[Tt]he|[Aa]n?)\s+(?=\S)|^[a-z]+['’]s\s+(?=[A-Z])")
SUFFIX = re.compile(r"(?:[JS]r\.?|[IVX]+)")
_GENERATION = re.compile(r",? [JS]r\.(?![\w’'-])")
_ANY_GENERATION = re.compile(rf"{_GENERATION.pattern}|,? [JS]r$")


def without_generation(name: str) -> str:
    """Return a name without "Jr." or "Sr."."""
    return _ANY_GENERATION.sub("", name)


def with_generation(name: str, text: str) -> str:
    """Return a name with the "Jr." or "Sr." that a text has after it."""
    found = (_GENERATION.match(text, at + len(name)) for at in places_of(name, text)) if "r." in text else ()
    return next((f"{name} {match.group().strip(' ,')}" for match in found if match), name)


_ON_BEHALF = re.compile(r"\b(?:lawyer|attorney|spokes\w+|advis[eo]r|envoy|deputy|counsel|author|coach)$", re.IGNORECASE)
PREPOSITION = re.compile(
    r"\b(?:of|for|to|with|by|from|in|on|at|near|against|about|between|among|than|as|after|before|over|behind|under|"
    r"who|whose|whom|that|which)\s+(.+)"
)


def cut_title(name: str, text: str) -> Titled:
    """Split title and name of a person as a model gives them; a description of a person stays whole.

    "a senior official with close links to President Barzani" and "a lawyer for Ida Moe" are not the person they name.
    """
    whole, titled = Titled(name), split_title(name)
    if titled.title is None or re.search(r"['’]s\b", titled.name):
        return whole
    after = PREPOSITION.search(titled.title)
    if after is None:
        return titled
    # A title behind a preposition belongs to somebody else, unless it is a ministry's ("Minister of Justice").
    if any(is_title(word) for word in after[1].split() if word != "Justice"):
        return whole
    head = titled.title[: after.start()].split()
    surname = titled.name.split()[-1]
    alone = len(find_name(surname, text)) > len(find_name(name, text))
    if len(titled.name.split()) < 2 or _ON_BEHALF.search(" ".join(head)) or is_body(titled.name) or not alone:
        # "Ambassador to India Sergio Gor": behind the name of a state a person's name starts.
        return titled if is_country(after[1]) else whole
    return titled


@lru_cache(maxsize=REMEMBERED)
def titled_by(name: str) -> frozenset[str]:
    """Return the words of a name that contains a title ("the US Ambassador"), or the empty set for any other name."""
    found = frozenset(words(canonical(name)))
    return found if any(map(is_title, found)) else frozenset()


def is_title(word: str) -> bool:
    """Return whether a word is a title, such as "minister"."""
    bare = word.casefold().rstrip(".,").removesuffix("-at-large")
    return bare in TITLES or ("-" in bare and all(part in TITLES for part in bare.split("-")))


def _are_titled(word: str) -> bool:
    return word[:1].isupper() and word.removesuffix("s") != word and is_title(word.removesuffix("s"))


def is_no_given_name(word: str) -> bool:
    """Return whether a word with a capital before a surname is only the first of its sentence: "Yesterday Karst"."""
    return word.casefold() in NO_GIVEN_NAMES


def is_common(word: str) -> bool:
    """Return whether a word is one of the dictionary that is no name in it: "economics", not "mary"."""
    return is_word_of(word.lower(), "en") and lemma(word.lower(), "en").islower()


def is_full_name(parts: Sequence[str]) -> bool:
    """Return whether words are those of a full name, none of them one of the dictionary."""
    return all(word[:1].isupper() and word.isalpha() and not is_common(word) for word in parts)


def named(text: str) -> list[str]:
    """Return the names of a text with their titles, in order and without duplicates.

    They are the candidates for "he" or "the company" in a later sentence.
    """
    joined = re.sub(r"\b((?i:ambassador|envoy|minister|secretary)) (to|for|of) (?=[A-Z])", r"\1_\2_", text)
    found = dict.fromkeys(name.replace("_", " ") for name in names(joined))
    return [name for name in found if len(name) > 1]


# Search for names without regular expressions: compiling one for each name takes longer than the whole search.
def _is_kind_of_body(word: str) -> bool:
    """Return whether a word says what a body is, and is no surname: "my Administration", "the Department"."""
    return word.casefold() in ORGANIZATION or GOVERNMENT.fullmatch(fold(word)) is not None


_GIVEN = re.compile(r"(?<![\w.])((?:[A-Z][\w'’-]*\.? ){1,2})$")
_FARTHEST = 100
"""Maximum distance, in characters, from the start of the given names to the surname."""
_ARABIC_ARTICLE = re.compile(r"(?:[Aa]l|[Ee]l)-$")
"""Part of a surname: "Ida al-Moe"."""


def places_of(word: str, text: str) -> Iterator[int]:
    """Yield the offsets at which a text has exactly this spelling, not followed by another word character."""
    at = text.find(word)
    while at >= 0:
        if not is_word(text[at + len(word) : at + len(word) + 1]):
            yield at
        at = text.find(word, at + 1)


def fullest(name: str, text: str) -> str:
    """Return the fullest form of a person's name in the text: "John Kerry" for "Kerry", if the text has it."""
    bare = split_title(name).name
    if len(bare.split()) > 1 or not bare[:1].isupper() or is_country(bare) or is_title(bare) or _is_kind_of_body(bare):
        return bare
    counts: dict[str, int] = {}
    for place in places_of(bare, text):
        at = place - len(article[0]) if (article := _ARABIC_ARTICLE.search(text, max(0, place - 3), place)) else place
        match = _GIVEN.search(text, max(0, at - _FARTHEST), at)
        if match is None or is_in_headline(text, at):
            continue
        first_names = match.group(1).split()
        if re.search(r"\b(?:of|for|to) $", text[max(0, match.start() - 5) : match.start()]):
            first_names.pop(0)  # "Secretary of State Marco Rubio": the word after "of" belongs to the title
        elif len(first_names) > 1 and _is_of_office(first_names[0]) and _goes_on(text, match.start()):
            first_names.pop(0)  # "Advisor for International Economics Ida Moe"
        if any(re.search(r"\w{4,}\.$|['’]s$|\d|^Century$", word) or find(word, None) for word in first_names):
            continue  # the end of a sentence, a possessive, a number or a weekday is not a given name
        if _is_attribute_of_person(text, place + len(bare)):
            continue  # "Top Orlen commander Ida Moe"
        if _COUNTED.search(text[max(0, match.start() - 20) : match.start()]):
            continue  # "a 21st Century Turkey"
        while first_names and (
            is_title(first_names[0])
            or first_names[0].casefold() in CONNECTORS
            or first_names[0].casefold() in NO_GIVEN_NAMES
            or is_country(first_names[0])
            or is_demonym(first_names[0])
            or _MODIFIER.fullmatch(first_names[0])
        ):
            first_names.pop(0)
        if first_names and not any(is_title(word) for word in first_names):
            form = " ".join([*first_names, text[at:place] + bare])
            counts[form] = counts.get(form, 0) + 1
    return max(counts, key=lambda form: (counts[form], -len(form))) if counts else bare


_MODIFIER = re.compile(r"[\w.]+-[a-z]+")
"""What says of a place or a body which it is: "Norwegian-controlled"."""


def _is_attribute_of_person(text: str, end: int) -> bool:
    """Return whether a name that ends at an offset stands before a noun for a person and says whose he is."""
    noun = re.match(r" ([a-z]+)\b(?= [A-Z])", text[end : end + 30])
    return noun is not None and (is_title(noun[1]) or PEOPLE.search(noun[1]) is not None)


def _is_of_office(word: str) -> bool:
    return len(word) > 6 and is_common(word)  # "Economics"; but "Rosa" and "Mark" are given names too


def _goes_on(text: str, at: int) -> bool:
    """Return whether a capitalised word that is no title stands directly before an offset."""
    word = text[max(0, at - 30) : at].split(" ")[-2:-1]
    return bool(word) and word[0][:1].isupper() and not word[0].endswith((".", ",")) and not is_title(word[0])


_COUNTED = re.compile(rf"(?:\d[\w.,-]*|\b(?:{'|'.join(ORDINALS)}|\w+(?:teen|ie)th))[ -]$", re.IGNORECASE)


def is_office(name: str) -> bool:
    """Return whether a name is only a title: "Union Minister for Railways", "the President", "Vice Presidents"."""
    parts = name.split()
    return any(
        (is_title(part) or _are_titled(part)) and (i + 1 == len(parts) or parts[i + 1].casefold() in CONNECTORS)
        for i, part in enumerate(parts)
    )


def is_part_of(name: str) -> bool:
    """Return whether a name has a preposition in it ("the wife of Odo Karst", "University of Larvik")."""
    return any(part.casefold() in CONNECTORS - {"and", "&", ","} for part in name.split()[1:])


def is_body(name: str) -> bool:
    """Return whether a name of several words contains a word for an organization ("African Union")."""
    parts = name.split()
    return len(parts) > 1 and any(part.casefold().strip(".,") in ORGANIZATION for part in parts)


def is_phrase(name: str) -> bool:
    """Return whether a phrase can be a name: it has no pronoun and does not start with a past-tense verb."""
    parts = fold(name).split()
    if len(name.strip()) < 2 or any(fold(part) in PRONOUNS and part != "US" for part in name.split()):
        return False
    return not (name[:1].islower() and parts[0].endswith("ed") and len(parts) > 1 and len(parts[0]) > 5)


def is_clean(subject: str) -> bool:
    """Return whether the words before a verb are only a name or a description of people."""
    article = r"^(?:the|a|an|some|many|several|all|both|most|other|his|her|its|their|our)\s+"
    bare = re.sub(article, "", subject, flags=re.IGNORECASE)
    bare = re.split(r"\s(?:from|in|with|who|on|against|at)\s", bare)[0]
    if bare[:1].isupper():
        return all(part[:1].isupper() or part[:1].isdigit() or part in CONNECTORS for part in bare.split())
    return bool(bare) and is_nominal(bare)


_BEHIND_HEAD = re.compile(r"\s+(?:of|from|in|with|for|who|that|at|to|on|over|about|between|against)\s+")


@lru_cache(maxsize=REMEMBERED)
def is_nominal(name: str) -> bool:
    """Return whether a phrase can name an actor, and not a thing or a gathering ("crane", "the summit").

    An actor without a name is a plural for people ("survivors") or a description of a person ("an official").
    """
    if not is_phrase(name):
        return False
    last = fold(name).split()[-1]
    if last in GATHERINGS or last in TEXTS or (not name[0].isalnum() and name[0] != "@"):
        return False
    is_described = name[0].islower() or (name[0].isdigit() and name.split()[-1].islower())
    if is_described and fold(name).isascii():
        phrase = _BEHIND_HEAD.split(fold(name), maxsplit=1)[0]
        head = phrase.split()[-1]
        is_counted = name[0].isdigit() and head[-1] == "s" and is_person_noun(head[:-1])
        return bool(PLURAL_PEOPLE.search(head)) or bool(PEOPLE.search(head)) or head in COLLECTIVES or is_counted
    return True
