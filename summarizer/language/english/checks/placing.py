"""Does an actor stand in the sentences where the claim has it, not as another's relative, nor in another's place?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.article.text import REMEMBERED, fold
from summarizer.language.english.checks.antecedents import Antecedents
from summarizer.language.english.checks.positions import RELATIVES
from summarizer.language.english.checks.reading import read, root
from summarizer.language.english.lexicon import either, listed
from summarizer.language.names import is_country
from summarizer.schema import ActorKind

_MEANING_HIM = frozenset("he she him her his hers himself herself who whose client".split())
_MEANING_ANY = listed("subject_pronouns") | frozenset("him her us me them its our their".split())
_PREPOSITIONS = listed("prepositions")
_NEAR = 6
"""How many words before a name are looked at, its titles among them."""
_VOICES = listed("voices")


def only_owning(names: Sequence[str], cited: Sequence[int], antecedents: Antecedents, *, speaks: bool) -> Iterator[str]:
    """Yield the persons whom the sentences only name to tell whose relative, friend or servant acts.

    What speaks for somebody lets him speak. Nobody is yielded if a pronoun may mean him.
    """
    texts = [antecedents.read(n).texts for n in cited]
    if all(map(RELATIVES.isdisjoint, texts)) or any(
        not words.isdisjoint(_MEANING_HIM) or (speaks and not words.isdisjoint(_VOICES)) for words in texts
    ):
        return
    for name in (name for name in names if antecedents.kind(name) is ActorKind.PERSON):
        having = [n for n in cited if name in antecedents.named(n)]
        if having and all(name in antecedents.positions(n).owning() for n in having):
            yield name


def displaced(
    statement: str, named: Sequence[str], cited: Sequence[int], antecedents: Antecedents
) -> Iterator[tuple[str, str]]:
    """Yield each actor of a statement in whose place the sentences have another one, with that one: "grain to Orlen",
    where they have "grain to Norra".

    Nobody is yielded of whom no sentence has the name, as he has a doubt of his own or is meant by another word.
    """
    texts = [antecedents.text(n) for n in cited]
    # Before a name that opens the statement stands nothing.
    moved = [name for name in named if not (statement.startswith(name) or _stands_so(name, statement, texts))]
    if not moved or all(len(antecedents.named(n)) < 2 for n in cited):
        return
    suspect = {name for name in moved if _is_suspect(name, statement, cited, antecedents)}
    if not suspect:
        return
    for key, names in antecedents.positions_in(statement, named).placed().items():
        # Where the actors of a sentence stand need not be known if it does not have the words.
        having = [n for n in cited if names & suspect and key[0] in antecedents.read(n).roots]
        found = [there for n in having if (there := antecedents.positions(n).placed().get(key))]
        others = frozenset[str]().union(*found)
        for name in sorted(names - others) if others else ():
            if antecedents.is_named(name, cited) and not any(antecedents.are_related(name, o) for o in others):
                yield name, min(others)


def misplaced(statement: str, quotes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each name of a statement in whose place the quotes have another one behind the same two words, with that one:
    "people in Orlen", where they have "people in Veltia"."""
    # Most have it as it is in the sentence.
    if not (claimed := [place for place in _behind(statement) if not any(place.written in q for q in quotes)]):
        return
    told = [place for quote in quotes for place in _behind(quote)]
    for place in claimed:
        there = [other.name for other in told if other.key == place.key]
        # A state may stand there by its capital.
        is_other = not is_country(place.name) and not any(place.name in o or o in place.name for o in there)
        if there and is_other and any(place.name in quote for quote in quotes):
            yield place.name, there[0]


class _Place(NamedTuple):
    """A capitalised name behind a word, given by its root, and a preposition, and how all three are written."""

    key: tuple[str, str]
    name: str
    written: str


@lru_cache(maxsize=REMEMBERED)
def _behind(text: str) -> tuple[_Place, ...]:
    """Return the capitalised names of a text behind a word and a preposition."""
    return tuple(_Place((root(m[1]), m[2]), m[3], m.group()) for m in _BEHIND.finditer(text))


_BEHIND = re.compile(
    r"\b([a-z]{3,}) (in|near|at|to|from|off) (?:the )?([A-Z][\w-]+(?: [A-Z][\w-]+)*)"
    # Not "in Orlen ministers' offices".
    rf"(?=[.,;:”\"]|$| (?:{either('prepositions', 'conjunctions', 'auxiliaries')}|and\b))"
)


def _is_suspect(name: str, statement: str, cited: Sequence[int], antecedents: Antecedents) -> bool:
    """Return whether the sentences have the word before a name, but not with the name behind it."""
    texts = [antecedents.text(n) for n in cited]
    for span in antecedents.places(name, statement):
        before = statement[: span.start].rsplit(None, _NEAR)
        while before and (before[-1][0].isupper() or before[-1] == "the"):
            before.pop()
        if not before:
            continue
        near = fold(f"{before[-1]} {statement[span.start : span.end]}")
        word = root(fold(before[-2] if before[-1] in _PREPOSITIONS and len(before) > 1 else before[-1]))
        if not any(near in fold(text) for text in texts) and any(word in read(text).roots for text in texts):
            return antecedents.is_named(name, cited)
    return False


def _stands_so(name: str, statement: str, texts: Sequence[str]) -> bool:
    """Return whether a name stands once in a statement, and behind the same plain word in a sentence, as most do."""
    at = statement.find(name)
    last = statement.rfind(" ", 0, at - 1) + 1 if at > 0 else 0
    plain = statement[last : at + len(name)]
    is_plain = at > 0 and plain[0].islower() and not plain.startswith("the ") and statement.find(name, at + 1) < 0
    return is_plain and any(plain in text for text in texts)


def only_speaking(names: Sequence[str], cited: Sequence[int], antecedents: Antecedents) -> Iterator[str]:
    """Yield who only speaks in the sentences: nothing is promised to him there, unless a pronoun means him."""
    if not names or any(not antecedents.read(n).texts.isdisjoint(_MEANING_ANY) for n in cited):
        return
    for name in names:
        having = [n for n in cited if name in antecedents.named(n)]
        if having and all(
            name in antecedents.speakers(n) and not antecedents.positions(n).is_placed(name) for n in having
        ):
            yield name
