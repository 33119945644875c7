"""Whether a text names an actor: by a form that tells it from another one in the same text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from summarizer.article.text import REMEMBERED, as_seen, fold, is_word, last_word
from summarizer.language.names import (
    fullest,
    is_common,
    is_country,
    is_full_name,
    is_no_given_name,
    is_title,
    places_of,
    split_title,
)
from summarizer.language.words import FUNCTION_WORDS, telling_words, word_set


def holds_name(name: str, text: str) -> bool:
    """Return whether a text names an actor, by all words of its name or by the last one alone; whole words only.

    The last word does not name it where another given name stands before it: "Ada Drask" is not Pavel Drask.
    """
    if name.isupper() and fold(name) in FUNCTION_WORDS:
        return name in re.findall(r"\w+", text)  # "IS", "WHO"
    wanted = telling_words(name)
    if (found := by_its_words(wanted, (text,))) is not None:
        return found
    # "the US-UK team": both stand there, joined to something else. "the Estonian team" is of Estonia.
    here = _pieces(text)
    return wanted[0] in here if len(wanted) == 1 else all(has_form(word, here) for word in parts(wanted))


def brief_name(name: str, text: str) -> str | None:
    """Return the first word of a body's name if the text calls the body by it, and nothing else: "Calder" of "Calder
    Therapeutics"; None if there is no such word."""
    first, _, rest = name.partition(" ")
    if not rest or len(first) < 4 or not (first[0].isupper() and first[-1].isalnum()):
        return None
    if is_common(first) or is_country(first) or is_title(first):
        return None
    alone = False
    for at in places_of(first, text):
        # A pattern with the name in it would be compiled for each name.
        if is_word(text[at - 1 : at]):
            continue
        word, behind = _WORD_BEFORE.search(text, max(0, at - _FARTHEST), at), _CAPITALISED.match(text, at + len(first))
        before, after = word[1] if word else "", behind[0].strip() if behind else ""
        # "Calder Bay", "John Calder", "in Calder": another one, a person, a place.
        if after and not (rest.startswith(after) or after.startswith(rest)):
            return None
        if not after and (before in _AT or (before[:1].isupper() and fold(before) not in FUNCTION_WORDS)):
            return None
        alone = alone or not after
    return first if alone else None


_CAPITALISED, _WORD_BEFORE = re.compile(r"(?: [A-Z][\w&.'’-]*)*"), re.compile(r"\b(\w+) $")
_FARTHEST = 40
"""How many characters before a name the word before it may start."""
_AT = ("in", "at", "near", "from", "around", "across", "outside")


def is_surname_of(short: str, full: str) -> bool:
    """Return whether one of two names is the surname of the other, or the same without an initial.

    "Kerry" and "John Kerry", "Ida Moe" and "Ida M. Moe"; but not "Korea" and "North Korea".
    """
    if last_word(short) != last_word(full) or is_country(full) or is_country(short):
        return False
    a, b = sorted((fold(short).split(), fold(full).split()), key=len)
    if len(a) > 1 and _INITIAL.sub("", " ".join(a)) == _INITIAL.sub("", " ".join(b)):
        return True
    return len(a) < len(b) <= 4 and b[-len(a) :] == a and len(a[-1]) > 2


_INITIAL = re.compile(r"(?<=\w )\w\. ")


_OWNED_BY = re.compile(r".+(?:['’]s|s['’]) (?P<who>[A-Z]\S+(?: [A-Z]\S+)?)", re.DOTALL)
_MEMBER_OF = re.compile(r"(?P<who>[A-Z]\S+(?: [A-Z]\S+){0,2}) (?:of|in|from|at) .+", re.DOTALL)


def without_owner(name: str, text: str) -> str:
    """Return a person's name without whose he is: "the Orlen Center's Ida Moe", "Moe of the Orlen Center".

    Nor has what is a person's. Anything else is returned whole: "Norway's Central Bank", "Bank of Orlen".
    """
    owner, _, owned = name.replace("’s ", "'s ").partition("'s ")
    if owned[:1].isupper() and " " in owned and " " not in owner and " " in fullest(owner, text):
        return owned  # "Karst's United Front", where Karst is a person
    found = _OWNED_BY.fullmatch(name) or _MEMBER_OF.fullmatch(name)
    who = found["who"] if found else ""
    is_full = " " in who and is_full_name(split_title(who).name.split())
    if who.isupper() and len(who) > 1 and name.endswith(who):
        return who  # "Karst's RPF"
    is_surname = who != "" and " " not in who and not is_common(who) and " " in fullest(who, text)
    return who if (is_full or is_surname) and not is_country(who) else name


def holds_any(names: tuple[str, ...], text: str) -> bool:
    """Return whether a text names an actor by one of these names; see `holds_name`."""
    # No name stands there without the end of its last word.
    return not _ends(names).isdisjoint(_pieces(text)) and any(holds_name(name, text) for name in names)


@lru_cache(maxsize=REMEMBERED)
def _ends(names: tuple[str, ...]) -> frozenset[str]:
    """Return the last part of the last word of each name, with its plural and its singular, as in `has_form`."""
    ends = {own[-1] for name in names if (own := parts(telling_words(name)))}
    long = [end for end in ends if len(end) > 3]
    return frozenset((*ends, *(f"{end}s" for end in long), *(end[:-1] for end in long if end[-1] == "s")))


def by_its_words(wanted: tuple[str, ...], texts: Sequence[str]) -> bool | None:
    """Return whether the texts, read together, have all these words of a name, or the last one as nobody else's.

    None if they have neither, so that only other forms of the words could name the actor.
    """
    if not wanted:
        return False
    if (last := wanted[-1]) not in pieces_of(texts):
        return None
    present = word_set(texts[0]) if len(texts) == 1 else frozenset().union(*map(word_set, texts))
    if present.issuperset(wanted):
        return True
    # A surname or a head noun can replace the full name; a single shared adjective cannot.
    if len(wanted) <= 4 and len(last) > 2 and not last.isdigit():
        return len(wanted) == 1 or any(_is_alone(last, wanted, text) for text in texts)
    return None


def pieces_of(texts: Sequence[str]) -> frozenset[str]:
    """Return the words of texts, and the parts of those with a hyphen."""
    return _pieces(texts[0]) if len(texts) == 1 else frozenset().union(*map(_pieces, texts))


@lru_cache(maxsize=REMEMBERED)
def _pieces(text: str) -> frozenset[str]:
    present = word_set(text)
    joined = [word.split("-") for word in present if "-" in word]
    return present.union(*joined) if joined else present


def has_form(word: str, present: Set[str]) -> bool:
    """Return whether a word is among others, or its plural, or its singular."""
    if word in present:
        return True
    return len(word) > 3 and (f"{word}s" in present or (word[-1] == "s" and word[:-1] in present))


@lru_cache(maxsize=REMEMBERED)
def capitals(text: str) -> frozenset[str]:
    """Return the words of a text that start with a capital, folded and without possessive endings."""
    return frozenset(capital_words(text))


@lru_cache(maxsize=REMEMBERED)
def capital_words(text: str) -> tuple[str, ...]:
    """Return the words of `capitals`, in order."""
    tokens = _tokens(text)
    return tuple(compress(tokens.words, tokens.capitals))


_TOKEN = re.compile(r"\w[\w'’.-]*|[^\w\s]")


def _bare(words: Iterable[str]) -> tuple[str, ...]:
    """Return words folded and without possessive endings."""
    low = [word.lower() if word.isascii() else fold(word) for word in words]
    return tuple([word.removesuffix("'s").rstrip(".'") if word[-1:] in "s.'" else word for word in low])


@lru_cache(maxsize=REMEMBERED)
def parts(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name, and instead of one with a hyphen its parts."""
    return tuple(piece for word in wanted for piece in word.split("-") if piece)


class _Tokens(NamedTuple):
    """The words and marks of a text, in columns: of pairs, the garbage collector would keep track."""

    words: tuple[str, ...]
    """Folded and without possessive endings."""
    capitals: tuple[bool, ...]
    """Whether each starts with a capital."""


@lru_cache(maxsize=REMEMBERED)
def _tokens(text: str) -> _Tokens:
    found = _TOKEN.findall(as_seen(text))
    return _Tokens(_bare(found), tuple([word[0].isupper() for word in found]))


def capitalised(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of a text, folded and without possessive endings, and whether each starts with a capital."""
    return zip(*_tokens(text), strict=True)


def _is_alone(last: str, wanted: Sequence[str], text: str) -> bool:
    """Return whether a text has the last word of a name somewhere without another given name before it."""
    tokens = _tokens(text)
    if last not in tokens.words:
        return True  # a word joined by a hyphen is not found among these; it is compared by its letters only
    places = (at for at, word in enumerate(tokens.words) if word == last)
    return any(not _has_other_given_name(at, wanted, tokens) for at in places)


def _has_other_given_name(at: int, wanted: Sequence[str], tokens: _Tokens) -> bool:
    if not at or not tokens.capitals[at] or not tokens.capitals[at - 1]:
        return False
    word = tokens.words[at - 1]
    if word in wanted or word in FUNCTION_WORDS or is_title(word) or len(word) < 2:
        return False
    # "Israeli Prime Minister", "US Senator": who comes from somewhere has no given name by it.
    return not (is_country(word) or _is_opening(at - 1, tokens.words) or _DEMONYM.search(word))


_DEMONYM = re.compile(r"(?:ian|ese|ish|eli|qi|ani)$")


def _is_opening(at: int, words: Sequence[str]) -> bool:
    """Return whether the word at a place opens a sentence with a word that need not be a name, such as "Although"."""
    return (at == 0 or words[at - 1] in (".", "", '"')) and (
        words[at].endswith(("ly", "ing", "ed")) or is_no_given_name(words[at])
    )
