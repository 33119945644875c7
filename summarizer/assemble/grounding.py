"""Measure how far the cited sentences support a claim.

The names, numbers and negation of the claim are looked up in the folded text of its evidence.
"""

from __future__ import annotations

import re
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
    """Return whether a text names this actor, by all words of the name or by its last word alone; whole words only."""
    return _is_held(telling_words(name), word_set(text))


def _is_held(wanted: Sequence[str], present: frozenset[str]) -> bool:
    if not wanted:
        return False
    if present.issuperset(wanted):
        return True
    # A surname or a head noun can replace the full name; a single shared adjective cannot.
    return len(wanted) <= 4 and wanted[-1] in present and len(wanted[-1]) > 2 and not wanted[-1].isdigit()


def support(names_claimed: Iterable[str | Sequence[str]], statement: str, *quotes: str) -> Support:
    """Return how far one quote, or several quotes read together, support a claim.

    The parts looked up are `names_claimed`, the names that the claim refers to (each a name, or all forms of one), the
    names and numbers in its statement, and its negation. `score` is the share found, 0 to 1 (1 if there is nothing to
    look up); `missing` lists the parts not found.
    """
    return _support(tuple((n,) if isinstance(n, str) else tuple(n) for n in names_claimed), statement, quotes)


# Cached: most claims cite one sentence, and they are compared with it both before and after merging.
@lru_cache(maxsize=REMEMBERED)
def _support(forms: tuple[tuple[str, ...], ...], statement: str, quotes: tuple[str, ...]) -> Support:
    claimed = _claimed(forms, statement)
    present = word_set(quotes[0]) if len(quotes) == 1 else frozenset().union(*map(word_set, quotes))
    missing = [
        name_forms[0]
        for name_forms in claimed.names
        if not any(_is_held(telling_words(form), present) for form in name_forms)
    ]
    missing += [number for number in claimed.numbers if not any(number in numbers(quote) for quote in quotes)]
    if claimed.is_negated and not any(negated(quote) or refrains(quote) for quote in quotes):
        missing.append(NEGATION)
    looked_up = len(claimed.names) + len(claimed.numbers) + claimed.is_negated
    return Support(score=round(1 - len(missing) / looked_up, 3) if looked_up else 1.0, missing=tuple(missing))


@dataclass(frozen=True)
class _Claimed:
    """The parts of a claim that are looked up in its evidence: names (each in all its forms), numbers, negation."""

    names: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...]
    is_negated: bool


@lru_cache(maxsize=REMEMBERED)
def _claimed(forms: tuple[tuple[str, ...], ...], statement: str) -> _Claimed:
    # The names are cut out before the rest is searched: "Doctors Without Borders" is no negation, and not two names.
    rest, folded = statement, fold(statement)
    possible = {
        form for name_forms in forms for form in name_forms if all(piece in folded for piece in fold(form).split()[:1])
    }
    for form in sorted(possible, key=len, reverse=True):
        for span in reversed(find_name(form, rest)):
            # "Marcos" must not be cut out of "Araneta-Marcos".
            if "-" in map(fold, (rest[span.start - 1 : span.start], rest[span.end : span.end + 1])):
                continue
            rest = f"{rest[: span.start]}; {rest[span.end :]}"
    looked_up = dict.fromkeys([*forms, *((name,) for name in names(rest))])
    counted = dict.fromkeys(counted_numbers(rest))
    return _Claimed(tuple(looked_up), tuple(counted), negated(rest))


_NEGATING = re.compile(r"n'\w+|ne|pas|jamai|nunca|kein\w*|nicht")
"""Negating words of other languages, as `content_words` returns them; the English ones are function words."""


def overlap(statement: str, quotes: Sequence[str], besides: Sequence[str] = ()) -> float:
    """Return the share (0 to 1) of the statement's content words that the quotes contain.

    Words of the names in `besides` do not count, nor do the negating words of other languages ("n'a pas"), which
    `support` looks up. With fewer than two words left the share is 1, since the quotes may
    have a synonym for a single word.
    """
    named = {word for name in besides for word in content_words(name)}
    wanted = [word for word in content_words(statement) if word not in named and not _NEGATING.fullmatch(word)]
    if len(wanted) < 2:
        return 1.0
    present = {word for quote in quotes for word in content_words(quote)}
    return sum(word in present for word in wanted) / len(wanted)


SUPPORT_FLOOR = 0.5
"""A claim is dropped if the sentences it cites contain less than this share of its names and numbers."""

OVERLAP_FLOOR = 0.5
"""A claim is dropped if the sentences it cites contain less than this share of the words that say what is done."""
