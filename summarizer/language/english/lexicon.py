"""English word lists: `lexicon.toml` has each once, here they get the form in which words are looked up.

Months and weekdays are those of `article.dates.words`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import resources

from summarizer.article.dates.words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES

_FILE = tomllib.loads((resources.files("summarizer.language.english") / "lexicon.toml").read_text("utf-8"))
_LISTS = {**_FILE, **_FILE["checks"]}


def listed(*names: str) -> frozenset[str]:
    """Return the words, or phrases, of lists of the lexicon."""
    return frozenset(_words(*names))


def either(*names: str, end: str = r"\b") -> str:
    """Return a pattern that matches one word of lists of the lexicon, to its end; `end` is a pattern too."""
    return rf"(?:{'|'.join(map(re.escape, _words(*names)))}){end}"


def cues(*names: str) -> str:
    """Return a pattern of words of lists of the lexicon; there, "*" stands for any ending, and "_" for a blank."""
    listed = (re.escape(word).replace(r"\*", r"\w*").replace("_", " ") for word in _words(*names))
    return rf"\b(?:{'|'.join(listed)})\b"


def _words(*names: str) -> Iterable[str]:
    return (
        word for name in names for word in (_LISTS[name].split() if isinstance(_LISTS[name], str) else _LISTS[name])
    )


def phrases(name: str) -> tuple[str, ...]:
    """Return the phrases of a list of the lexicon, in its order."""
    return tuple(_words(name))


def table(name: str) -> dict[str, str]:
    """Return a table of the lexicon."""
    return dict(_LISTS[name])


NUMBER_WORDS = {word: str(number) for number, word in enumerate(_words("numbers"))}
ORDINALS = tuple(_words("ordinals"))

NO_NAMES = listed("no_names") | {*MONTH_NAMES, *WEEKDAY_NAMES, *MONTHS, "sept"}
FUNCTION_WORDS = NO_NAMES | listed("function_words")
NO_GIVEN_NAMES = (FUNCTION_WORDS - {"will", "new"}) | listed("openers", "numbers", "ordinals", "no_given_names")
NO_TITLES = (FUNCTION_WORDS - {"will", "new", "her", "his"}) | listed("openers")
PRONOUNS = listed("pronouns")
OWNERS = table("owners")
"""Pronouns by the word that says that something is theirs: "his" for "he"."""
BE = listed("be")
AUXILIARY = listed("auxiliaries")
COLLECTIVE_NOUNS = listed("collective_nouns")
ABBREVIATED = re.compile(rf"(?:\w\.)+|{either('abbreviations', end='')}\.")

TITLES = listed("titles")
HONORIFICS = either("honorifics", end="")
NAMES_TOO = listed("names_too")
CORPORATE = re.compile(rf" {either('corporate', end='')}\.?$")
FIRMS = rf"\w*{either('trades', end='')}"
TRADE = re.compile(either("trades", "trades_of_people", end="$"))
CONNECTORS = listed("connectors")
PARTICLES = listed("particles")
ORGANIZATION = listed("bodies", "bodies_by_name")
GOVERNMENT = re.compile(rf"\b{either('governments', end='$')}|^{either('governments')} of\b")
ALIASES = table("aliases")
CAPITALS = table("capitals")
UNIONS = listed("unions")
GATHERINGS = listed("gatherings")
TEXTS = listed("texts")
PEOPLE = re.compile(rf"\b{either('persons', end='$')}")
COLLECTIVES = listed("collectives")
_THINGS = (*_words("things"), *(rf"\b{word}" for word in _words("whole_things")))
_PLURAL = rf"{either('plural_endings')}(?<!{')(?<!'.join(_THINGS)})"
PLURAL_PEOPLE = re.compile(rf"(?:{_PLURAL}|{either('plural_persons', 'plural_bodies', end='')})$")
COUNTED_PEOPLE = rf"(?:[a-z]{{3,}}{_PLURAL}|{either('plural_persons')})"

SAYING = either("saying", end="")
"""Verbs of saying after which the news is what is said; announcing, accusing or denying is news in itself."""
SPEECH = either("saying", "announcing", end="")
OPENERS = "|".join(word.capitalize() for word in _words("openers"))
AUXILIARIES = rf"{'|'.join(_words('auxiliaries'))}|{either('contracted', end='')}n['’]t"
NAME = (
    r"[A-Z][\w'’-]*(?:\.[A-Z]\.?)*(?:\s+(?:(?:of|for|the|and|al|bin|de|van|von)\s+){0,2}[A-Z][\w'’-]*(?:\.[A-Z]\.?)*)*"
)
DAY = rf"(?:{'|'.join(map(str.capitalize, WEEKDAY_NAMES))}|{either('days', end='')}|last \w+|this \w+)"
TWO = re.compile(r"(?:the )?(?:two|both) (?:leaders|presidents|ministers|men|women)|the two")

POINTED_AT = re.compile(r"\b[Tt]he (?:two|three|four)\b")
REFRAINING = re.compile(cues("refraining"))
NEGATIONS = re.compile(cues("negators", "negating_verbs", "foreign_negators"))
"""Negation in English and, as far as single words tell it, in other languages."""
PARTS_THAT_NEGATE = re.compile(r"(?<=\w)n't\b|不|没|未|لا|لم|لن|नहीं")
"""The same as a part of a word."""
