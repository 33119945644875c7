"""Grounding: how much of a claim stands in the sentences that it cites.

Names, numbers and negation of a claim are looked up in the folded text of its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.article.text import REMEMBERED, find_name, fold
from summarizer.language.words import (
    NEGATION,
    content_words,
    counted_numbers,
    names,
    negated,
    numbers,
    refrains,
    telling_words,
    word_set,
)
from summarizer.schema import Support


def holds_name(name: str, text: str) -> bool:
    """Tell whether a text names this actor: by the whole name, its last word or its first, whole words only."""
    return _is_held(telling_words(name), word_set(text))


def _is_held(wanted: Sequence[str], present: frozenset[str]) -> bool:
    if not wanted:
        return False
    if present.issuperset(wanted):
        return True
    # A surname or a head noun stands for the full name; a single shared adjective does not.
    return len(wanted) <= 4 and wanted[-1] in present and len(wanted[-1]) > 2 and not wanted[-1].isdigit()


def support(names_claimed: Iterable[str | Sequence[str]], statement: str, *quotes: str) -> Support:
    """Measure how far a claim stands in one quote, or in several that are read together.

    The parts looked up are the names that the claim refers to (each a name, or all forms of one), the names and the
    numbers in its statement, and its negation. `score` is the share found (1 if there is nothing to look up);
    `missing` lists the rest.
    """
    return _support(tuple((n,) if isinstance(n, str) else tuple(n) for n in names_claimed), statement, quotes)


# Remembered, as most claims cite one sentence, and are held against it before and after they are merged.
@lru_cache(maxsize=REMEMBERED)
def _support(forms: tuple[tuple[str, ...], ...], statement: str, quotes: tuple[str, ...]) -> Support:
    claimed = _claimed(forms, statement)
    present = word_set(quotes[0]) if len(quotes) == 1 else frozenset().union(*map(word_set, quotes))
    missing = [one[0] for one in claimed.names if not any(_is_held(telling_words(form), present) for form in one)]
    missing += [number for number in claimed.numbers if not any(number in numbers(quote) for quote in quotes)]
    if claimed.is_negated and not any(negated(quote) or refrains(quote) for quote in quotes):
        missing.append(NEGATION)
    looked_up = len(claimed.names) + len(claimed.numbers) + claimed.is_negated
    return Support(score=round(1 - len(missing) / looked_up, 3) if looked_up else 1.0, missing=tuple(missing))


@dataclass(frozen=True)
class _Claimed:
    """What of a claim is looked up in its evidence: names, each in all its forms, numbers, and a negation."""

    names: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    is_negated: bool


@lru_cache(maxsize=REMEMBERED)
def _claimed(forms: tuple[tuple[str, ...], ...], statement: str) -> _Claimed:
    # What is left of the statement once those are out: "Doctors Without Borders" is no negation and no two names.
    rest, folded = statement, fold(statement)
    told = {form for one in forms for form in one if all(piece in folded for piece in fold(form).split()[:1])}
    for form in sorted(told, key=len, reverse=True):
        for span in reversed(find_name(form, rest)):
            # "Marcos" is no part of "Araneta-Marcos" that may go alone.
            if "-" in (rest[span.start - 1 : span.start], rest[span.end : span.end + 1]):
                continue
            rest = f"{rest[: span.start]}; {rest[span.end :]}"
    looked_up = dict.fromkeys([*forms, *((name,) for name in names(rest))])
    counted = dict.fromkeys(counted_numbers(rest))
    return _Claimed(tuple(looked_up), tuple(counted), negated(rest))


def overlap(statement: str, quotes: Sequence[str], besides: Sequence[str] = ()) -> float:
    """Return the share of the statement's content words, but for those of the names `besides`, that stand in the
    quotes: 0 to 1; 1 if there are not two of them, as a single one may have a synonym there."""
    named = {word for name in besides for word in content_words(name)}
    wanted = [word for word in content_words(statement) if word not in named]
    if len(wanted) < 2:
        return 1.0
    present = {word for quote in quotes for word in content_words(quote)}
    return sum(word in present for word in wanted) / len(wanted)


SUPPORT_FLOOR = 0.5
"""A claim is dropped when less than this share of its names and numbers stands in the sentences it cites."""

OVERLAP_FLOOR = 0.5
"""A claim is dropped when less than this share of the words that say what is done stands in the sentences it cites."""
