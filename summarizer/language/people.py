"""Nouns for one person, such as "striker" or "vice-president", and for firms by their trade, such as "drugmaker"."""

from __future__ import annotations

import re

from summarizer.language.english.lexicon import (
    COLLECTIVES,
    COUNTED_PEOPLE,
    NAMES_TOO,
    NO_GIVEN_NAMES,
    ORGANIZATION,
    TITLES,
    TRADE,
    listed,
)
from summarizer.language.lemmas import is_word, lemma
from summarizer.language.nations import is_demonym

_PERSONS = listed("persons", "more_persons") | TITLES
_COMPOUND = re.compile(r"\w+(?:man|woman|person)")
_NOBODY = NO_GIVEN_NAMES | ORGANIZATION | COLLECTIVES | listed("presents", "more_presents", "pasts")
_PLURAL = re.compile(COUNTED_PEOPLE)
_NO_ENDING = re.compile(r"(?:(?<!i)st|al)$")
"""Among the endings of plurals, for "guests" and "officials"; but most are of things: "dust", "global"."""


def is_person_noun(word: str) -> bool:
    """Return whether a word is a noun for one person, by the lexicon or its ending: not "river", but also "enter"."""
    low = word.casefold().rpartition("-")[2]
    if low in _PERSONS or low.removeprefix("co") in _PERSONS:
        return True
    if low in _NOBODY or not low.isalpha() or not is_word(low, "en") or lemma(low, "en") != low:
        return False
    if _COMPOUND.fullmatch(low):
        return True
    plural = f"{low}s"
    return is_word(plural, "en") and _PLURAL.fullmatch(plural) is not None and not _NO_ENDING.search(low)


def is_trade(word: str) -> bool:
    """Return whether a word says what a firm is, although it may be said of a person too: "lender", "chipmaker"."""
    return TRADE.search(word.casefold()) is not None


def is_role(word: str) -> bool:
    """Return whether a capitalised word before a name can be what a person, or a firm, is: "Voter", and no "Walter"."""
    is_noun = is_person_noun(word) or is_trade(word)
    return is_noun and word.casefold() not in NAMES_TOO and not (word.isupper() or is_demonym(word))


def is_like_verb(word: str) -> bool:
    """Return whether a word can be the infinitive of a verb, by the forms that the dictionary derives from it."""
    forms = (f"{word}ing", f"{word[:-1]}ing", f"{word}{word[-1:]}ing", f"{word}ed", f"{word}d")
    return any(is_word(form, "en") and lemma(form, "en") == word for form in forms)
