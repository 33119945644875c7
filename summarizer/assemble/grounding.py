"""Measure how far the cited sentences support a claim.

The names, numbers and negation of the claim are looked up in the folded text of its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.article.text import REMEMBERED, first_word, fold
from summarizer.language.neutral import PlainLookup
from summarizer.language.rules import Lookup, Wording
from summarizer.pace import steps
from summarizer.schema import Support

SUPPORT_FLOOR = 0.5
"""A claim is dropped if less than this share of its names is in the article, and of its numbers in the sentences that
it cites."""

WORDING = "wording"
"""The entry in `Support.missing` for a statement whose words are mostly not in its evidence: the same may well be said
in other words, so that it is not dropped."""

CLEARLY = 2
"""By how many words another sentence has to tell more of a claim, so that the claim cites a wrong one."""

NEAR = 100
"""How many sentences before and behind those that a claim cites are compared with it: its window has hardly more."""

LEAST_TOLD = 0.2
"""Share of the words that say what is done, below which `WORDING` is missing: synonyms leave a quarter and more."""


def support(
    names_claimed: Iterable[str | Sequence[str]],
    statement: str,
    *quotes: str,
    wording: Wording,
    lean: bool = False,
) -> Support:
    """Return how far one quote, or several quotes read together, support a claim.

    The parts looked up are `names_claimed`, the names that the claim refers to (each a name, or all forms of one), and
    of its statement the names and what the `Lookup` of the article's language compares: numbers and negation, in
    English with their grammar. `wording` is that of the language. `score` is the share found, 0 to 1 (1 if there is
    nothing to look up); `missing` lists the parts not found. If `lean`, no grammar is read: the article's own words
    need no proof, and a sentence that names an actor only has to name it.
    """
    forms = tuple([(n,) if isinstance(n, str) else tuple(n) for n in names_claimed])
    return _support(forms, statement, quotes, wording, PlainLookup(wording) if lean else wording.lookup)


# Cached: most claims cite one sentence, and they are compared with it both before and after merging.
@lru_cache(maxsize=REMEMBERED)
def _support(
    forms: tuple[tuple[str, ...], ...], statement: str, quotes: tuple[str, ...], wording: Wording, lookup: Lookup
) -> Support:
    claimed = _claimed(forms, statement, wording, lookup)
    found = lookup.compare(statement, claimed.rest, quotes)
    unnamed = [called[0] for called in claimed.names if not any(lookup.holds(form, quotes) for form in called)]
    missing, looked_up = (*unnamed, *found.missing), len(claimed.names) + found.looked_up
    return Support(score=round(1 - len(missing) / looked_up, 3) if looked_up else 1.0, missing=missing)


class _Claimed(NamedTuple):
    """The names of a claim, each in all its forms, and the statement without them."""

    rest: str
    names: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=REMEMBERED)
def _claimed(forms: tuple[tuple[str, ...], ...], statement: str, wording: Wording, lookup: Lookup) -> _Claimed:
    # The names are cut out before the rest is searched: "Doctors Without Borders" is no negation, and not two names.
    rest, folded = statement, fold(statement)
    possible = {form for called in forms for form in called if first_word(form) in folded}
    for form in sorted(possible, key=len, reverse=True):
        for span in reversed(wording.find(form, rest)):
            # "Marcos" must not be cut out of "Araneta-Marcos".
            if "-" in map(fold, (rest[span.start - 1 : span.start], rest[span.end : span.end + 1])):
                continue
            rest = f"{rest[: span.start]}; {rest[span.end :]}"
    return _Claimed(rest, tuple(dict.fromkeys([*forms, *((name,) for name in lookup.names(rest) if name)])))


def overlap(
    statement: str, quotes: Sequence[str], besides: Sequence[str] = (), *, wording: Wording, least: int = 2
) -> float:
    """Return the share (0 to 1) of the words that say what a statement says that the quotes contain.

    Words of the names in `besides` do not count. With fewer words left than `least` the share is 1, since the quotes
    may have synonyms for so few.
    """
    named = {stem for name in besides for stem in wording.stems(name)}
    wanted = wording.stems(statement) - named
    if len(wanted) < least:
        return 1.0
    present: frozenset[str] = frozenset().union(*map(wording.stems, quotes))
    lacking = [stem for stem in wanted - present if not wording.holds_stem(stem, present)]
    return (len(wanted) - len(lacking)) / len(wanted)


def is_untold(statement: str, quotes: Sequence[str], named: Sequence[str], *, wording: Wording) -> bool:
    """Return whether quotes, read together, have hardly any of the words that say what is done; see `WORDING`."""
    return overlap(statement, quotes, named, wording=wording) < LEAST_TOLD


def says_something_else(
    statement: str, quotes: Sequence[str], others: Iterable[str], besides: Sequence[str], *, wording: Wording
) -> bool:
    """Return whether quotes have so few of the words of a statement that they say something else.

    Where words are read well, a paraphrase may have few of them, too. But no other sentence around (`others`) has more,
    as one mostly does if the claim cites a wrong one.
    """
    if overlap(statement, quotes, besides, wording=wording, least=wording.least_words) >= wording.overlap_floor:
        return False
    if not wording.reads_grammar:
        return True
    wanted = wording.stems(statement) - {stem for name in besides for stem in wording.stems(name)}

    def held(texts: Iterable[str]) -> int:
        present: frozenset[str] = frozenset().union(*map(wording.stems, texts))
        return sum(stem in present or wording.holds_stem(stem, present) for stem in wanted)

    return max((held([other]) for other in steps(others)), default=0) >= held(quotes) + CLEARLY
