"""Names: the fullest form of a name in an article, the title before it, and what kind of actor it is.

Models of every size name the same person three ways; which form is the fullest, which words are a title and who is
a country are questions of form that code answers the same way each time. The word lists are English; for other
languages a name stays as the model gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from summarizer.article.dates.resolving import find
from summarizer.article.text import REMEMBERED, fold, is_word
from summarizer.language.english.lexicon import (
    ALIASES,
    COLLECTIVES,
    CONNECTORS,
    GATHERINGS,
    GOVERNMENT,
    ORGANIZATION,
    PEOPLE,
    PLURAL_PEOPLE,
    PRONOUNS,
    SPEECH,
    TEXTS,
    TITLES,
    UNIONS,
)
from summarizer.language.words import names, words
from summarizer.schema import ActorKind


@cache
def _territories() -> frozenset[str]:
    """Folded English names of the world's states and territories (Unicode CLDR)."""
    from babel import Locale

    return frozenset(fold(name) for code, name in Locale("en").territories.items() if code.isalpha())


def is_country(name: str) -> bool:
    """Tell whether a name is a state's or its government's."""
    key = canonical(name)
    return key in _territories() or key in ("united states", "united kingdom")


@lru_cache(maxsize=REMEMBERED)
def canonical(name: str) -> str:
    """Return the folded key of a name: no article, no possessive, common abbreviations of states written out."""
    key = re.sub(r"^(?:the|a|an)\s+", "", fold(name).strip())
    key = re.sub(r"'s?$", "", key).rstrip(".")
    # A state and its government are one actor.
    key = re.sub(r"^government of (?:the )?|(?:'s)? government$", "", key) or key
    # "US Department of State" and "State Department" are one, as are "Ministry of Health" and "Health Ministry".
    key = re.sub(r"^(?:u\.?s\.? )?(department|ministry) of (?:the )?(.+)$", r"\2 \1", key)
    return ALIASES.get(key, key)


@dataclass(frozen=True)
class Titled:
    """A name without its title, and the title."""

    name: str
    title: str | None = None


@lru_cache(maxsize=REMEMBERED)
def split_title(name: str) -> Titled:
    """Split "US Secretary of State Marco Rubio" into the name and the title; a name without a title stays whole."""
    # A handle beside a name says nothing more.
    name = re.sub(r"@\w+\s+(?=[A-Z])|\s+@\w+$", "", name.strip(' ,."“”'))
    name = re.sub(r"^(?:[Tt]he|[Aa]n?)\s+(?=\S)|^[a-z]+['’]s\s+(?=[A-Z])", "", name)
    name = re.sub(r"['’]s$", "", name)
    parts = name.split()
    last = max((i for i, part in enumerate(parts[:-1]) if is_title(part)), default=None)
    if last is None or is_title(parts[-1]) or parts[-1][:1].islower():
        return Titled(name)
    rest = parts[last + 1 :]
    if rest[0].casefold() in CONNECTORS:
        rest = rest[-2:] if len(rest) > 3 else rest[-1:]
    elif (cut := next((i for i, part in enumerate(rest) if part.casefold() in CONNECTORS), None)) is not None:
        rest = rest[:cut]
    bare = " ".join(rest)
    before = parts[: len(parts) - len(rest)] if parts[-len(rest) :] == rest else parts[: last + 1]
    # "Minister for Railways and Information Technology" is a title without a name.
    if not rest or not bare[:1].isupper() or before[-1].casefold() in CONNECTORS:
        return Titled(name)
    return Titled(bare, name[: name.rindex(bare)].strip(" ,") or None)


@lru_cache(maxsize=REMEMBERED)
def titled_by(name: str) -> frozenset[str]:
    """Return the words of a name that a title is part of ("the US Ambassador"), none of any other."""
    found = frozenset(words(canonical(name)))
    return found if any(map(is_title, found)) else frozenset()


def is_title(word: str) -> bool:
    """Tell whether a word is a title, such as 'minister'."""
    return word.casefold().rstrip(".,") in TITLES


def title_before(text: str, start: int) -> str | None:
    """Return the title that stands directly before a name ("US Ambassador to India"), or None."""
    line = text[max(0, start - 120) : start]
    # Before most names stands a word that ends no title.
    nearest = line.rsplit(None, 1)[-1:] if line.endswith(" ") else []
    if not any(word[:1].isupper() or is_title(word) for word in nearest):
        return None
    line = line[max(line.rfind("\n"), line.rfind("“"), line.rfind('"')) + 1 :]
    if not line.endswith((" ", ", ")):
        return None
    kept: list[str] = []
    for token in reversed(line.split()):
        bare = token.strip(",")
        if not (bare[:1].isupper() or bare.casefold() in CONNECTORS or is_title(bare)):
            break
        if token.endswith((".", ";", ":", ",")) and len(token) > 3 and not re.fullmatch(r"(?:[A-Z]\.)+", token):
            break
        if bare.casefold() in ("according", "meanwhile", "earlier", "later", "when", "while", "as"):
            break
        kept.insert(0, token)
    while kept and kept[0].casefold() in CONNECTORS:
        kept.pop(0)
    title = " ".join(kept).strip(" ,")
    if kept and kept[-1].casefold() in CONNECTORS:
        return None  # "Ambassador to India": India is part of the title, not its bearer
    return title if any(is_title(word) for word in title.split()) else None


_DESCRIPTION = re.compile(r", (?:the |a |an )?([^,.;\n“”]{3,80}),")


def title_after(text: str, end: int) -> str | None:
    """Return the description that follows a name between commas ("…, the chairman of the panel, …"), or None."""
    match = _DESCRIPTION.match(text, end, end + 100)
    described = match.group(1).split() if match else []
    # A clause ("…, the minister said that …") is no description.
    if (
        match
        and any(map(is_title, described))
        and not re.search(rf"\b(?:{SPEECH}|is|was|has|will|to be)\b", match.group(1))
    ):
        return match.group(1)
    return None


def named(text: str) -> list[str]:
    """Return the names of a text with the titles before them, each once, in order: who "he" or "the company" may be."""
    joined = re.sub(r"\b((?i:ambassador|envoy|minister|secretary)) (to|for|of) (?=[A-Z])", r"\1_\2_", text)
    found = dict.fromkeys(name.replace("_", " ") for name in names(joined))
    return [name for name in found if len(name) > 1]


# No pattern is made of a name: making one takes longer than all the looking.
_GIVEN = re.compile(r"(?<![\w.])((?:[A-Z][\w'’-]*\.? ){1,2})$")
_FARTHEST = 100
"""Characters before a surname within which the given names begin."""


def _places_of(word: str, text: str) -> Iterator[int]:
    """Give the offsets at which a text has a word, spelled so, that does not go on."""
    at = text.find(word)
    while at >= 0:
        if not is_word(text[at + len(word) : at + len(word) + 1]):
            yield at
        at = text.find(word, at + 1)


def fullest(name: str, text: str) -> str:
    """Return the fullest form of a person's name in the text: "Kerry" gives "John Kerry" where the text has it."""
    bare = split_title(name).name
    if len(bare.split()) > 1 or not bare[:1].isupper() or is_country(bare):
        return bare
    best: dict[str, int] = {}
    for at in _places_of(bare, text):
        match = _GIVEN.search(text, max(0, at - _FARTHEST), at)
        if match is None:
            continue
        given = match.group(1).split()
        if re.search(r"\b(?:of|for|to) $", text[max(0, match.start() - 5) : match.start()]):
            given.pop(0)  # "Secretary of State Marco Rubio": the word after "of" is the title's
        if any(re.search(r"\w{4,}\.$|['’]s$", word) or find(word, None) for word in given):
            continue  # what ends a sentence, a possessive or a weekday is no given name
        while given and (is_title(given[0]) or given[0].casefold() in CONNECTORS or is_country(given[0])):
            given.pop(0)
        if given and not any(is_title(word) for word in given):
            form = " ".join([*given, bare])
            best[form] = best.get(form, 0) + 1
    return max(best, key=lambda form: (best[form], -len(form))) if best else bare


def holder(title: str, text: str) -> str | None:
    """Return who bears a title that the text gives before a comma: "the Minister for Railways, Ashwini Vaishnaw"."""
    if not any(is_title(word) for word in title.split()):
        return None
    bearers = (_BEARER.match(text, at + len(title)) for at in _places_of(title, text))
    return next((match.group(1) for match in bearers if match), None)


_BEARER = re.compile(r", ((?:[A-Z][\w'’-]+\.? ){1,2}[A-Z][\w'’-]+)(?=[\s,.;])")


def is_office(name: str) -> bool:
    """Tell whether a name is a title alone: "Union Minister for Railways", "the President"."""
    parts = name.split()
    return any(
        is_title(part) and (i + 1 == len(parts) or parts[i + 1].casefold() in CONNECTORS)
        for i, part in enumerate(parts)
    )


def is_body(name: str) -> bool:
    """Tell whether a name of several words is by one of them that of an organization ("African Union")."""
    parts = name.split()
    return len(parts) > 1 and any(part.casefold().strip(".,") in ORGANIZATION for part in parts)


@lru_cache(maxsize=REMEMBERED)
def kind_of(name: str, text: str, *, titled: bool = False) -> ActorKind:
    """Return the likely kind of an actor by the form of its name and how the text introduces it."""
    parts = name.split()
    folded = [part.casefold().strip(".,") for part in parts]
    if canonical(name) in UNIONS:
        return ActorKind.ORGANIZATION
    if is_country(name) or GOVERNMENT.search(fold(name)):
        return ActorKind.COUNTRY
    if is_office(name):
        return ActorKind.PERSON
    if any(part in ORGANIZATION for part in folded) and (parts[0][:1].isupper() or len(parts) == 1):
        return ActorKind.ORGANIZATION
    if not any(part[:1].isupper() for part in parts if part.casefold() not in CONNECTORS):
        singular = PEOPLE.search(fold(name)) is not None
        return ActorKind.PERSON if singular else ActorKind.GROUP
    if titled or name.startswith("@"):
        return ActorKind.PERSON
    if parts[-1][:1].islower():
        return ActorKind.GROUP
    if len(parts) == 1:
        return ActorKind.ORGANIZATION
    if any(part.casefold() in CONNECTORS for part in parts):
        return ActorKind.ORGANIZATION
    # Given name and surname: the surname alone, or a pronoun, comes later; an organisation's last word does not.
    return ActorKind.PERSON if len(parts) <= 4 and _stands_alone(parts[-1], text) else ActorKind.ORGANIZATION


def _stands_alone(word: str, text: str) -> bool:
    """Tell whether a text has a word without a short capitalised one, such as "Al", before it."""
    before = (text[max(0, at - 3) : at] for at in _places_of(word, text))
    return any(not is_word(three[-1:]) and not re.fullmatch(r"[A-Z]\w ", three) for three in before)


_ABBREVIATION = re.compile(r"((?:[A-Z][\w'’&-]*(?: (?:of|for|and|the|on|in))* ){2,8})\(([A-Z][A-Za-z.]{1,9})\)")


def parenthesised(text: str) -> dict[str, str]:
    """Return the abbreviations that the text introduces: "Gulf Cooperation Council (GCC)" gives {"GCC": …}."""
    found = {}
    for match in _ABBREVIATION.finditer(text) if "(" in text else ():
        long, short = match.group(1).strip(), match.group(2)
        letters = [w[0] for w in long.split() if w[0].isupper()]
        if len(letters) >= len(short.replace(".", "")):
            long = " ".join(long.split()[-_words_for(long.split(), len(short.replace(".", ""))) :])
        found[short] = long
    return found


def _words_for(parts: list[str], capitals: int) -> int:
    """Return how many of the last words hold so many capitalised ones."""
    seen = 0
    for taken, part in enumerate(reversed(parts), start=1):
        seen += part[:1].isupper()
        if seen == capitals:
            return taken
    return len(parts)


def is_phrase(name: str) -> bool:
    """Tell whether a phrase can name anything: no pronoun in it, and it does not begin with a verb in the past."""
    parts = fold(name).split()
    if len(name.strip()) < 2 or any(fold(part) in PRONOUNS and part != "US" for part in name.split()):
        return False
    return not (name[:1].islower() and parts[0].endswith("ed") and len(parts) > 1 and len(parts[0]) > 5)


def is_clean(subject: str) -> bool:
    """Tell whether the words before a verb are a name or a description of people, and nothing else."""
    bare = re.sub(
        r"^(?:the|a|an|some|many|several|all|both|most|other|his|her|its|their|our)\s+",
        "",
        subject,
        flags=re.IGNORECASE,
    )
    bare = re.split(r"\s(?:from|in|with|who|on|against|at)\s", bare)[0]
    if bare[:1].isupper():
        return all(part[:1].isupper() or part[:1].isdigit() or part in CONNECTORS for part in bare.split())
    return bool(bare) and is_nominal(bare)


def is_nominal(name: str) -> bool:
    """Tell whether a phrase can name somebody who acts, not a thing or a gathering ("crane", "the summit").

    Described rather than named actors are people in the plural ("survivors") or by what they are ("an official").
    """
    if not is_phrase(name):
        return False
    last = fold(name).split()[-1]
    if last in GATHERINGS or last in TEXTS or (not name[0].isalnum() and name[0] != "@"):
        return False
    if name[0].islower() and name.isascii():
        phrase = re.split(r"\s+(?:of|from|in|with|for|who|that|at|to|on|over|about|between|against)\s+", fold(name))[0]
        head = phrase.split()[-1]
        if head in GATHERINGS:
            return False
        return bool(PLURAL_PEOPLE.search(head)) or bool(PEOPLE.search(head)) or head in COLLECTIVES
    return True
