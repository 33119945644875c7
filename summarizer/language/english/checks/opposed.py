"""Does the claim have a word whose opposite its sentences have in its place: "sold" for "bought", "up" for "down"?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from summarizer.language.english.checks.reading import Word, heads, read, read_together, root
from summarizer.language.english.lexicon import BE, phrases
from summarizer.language.opposites import opposites, verbs


@cache
def _by_root() -> dict[str, frozenset[str]]:
    """Return the roots of the opposites by the root of each verb that has some."""
    found: dict[str, set[str]] = {}
    for verb in verbs():
        found.setdefault(root(verb), set()).update(map(root, opposites(verb)))
    return {verb: frozenset(against) for verb, against in found.items()}


def opposed(verb: str) -> frozenset[str]:
    """Return the roots of the opposites of a verb that is given by its root."""
    return _by_root().get(verb, frozenset())


def reversed_verb(statement: str, rest: str, quotes: tuple[str, ...]) -> str | None:
    """Return a verb of the statement that the quotes lack while they have its opposite; None if there is none.

    `rest` is the statement without names.
    """
    by_root = _by_root()
    present = read_together(quotes).roots
    # Most of the verbs that have an opposite stand in the quotes as they are, or their opposites do not.
    found = [verb for verb in read(statement).roots & by_root.keys() if verb not in present and by_root[verb] & present]
    if not found:
        return None
    said = read(rest)
    return next((w.text for w in said.words if w.root in found and not by_root[w.root] & said.roots), None)


_NO_DIRECTION = ("least", "most")
"""Forms of "less" and "more" that begin a bound: "at least 5"."""


@cache
def _sides() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return the roots of the words that mean much the same as a word, with its own, and of those against it."""
    found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for pair in phrases("opposite_sides"):
        one, two = (frozenset(map(root, side.split())) for side in pair.split("/"))
        for same, against in ((one, two), (two, one)):
            for word in same:
                known = found.get(word, (frozenset(), frozenset()))
                found[word] = (known[0] | same, known[1] | against)
    return found


def reversed_direction(statement: str, quotes: tuple[str, ...]) -> str | None:
    """Return a word of the statement in whose place the quotes have its opposite, beside the same word, else None.

    Nothing is said if either text has words of both sides: "raised the fees and lowered the fares".
    """
    sides, said, present = _sides(), read(statement), read_together(quotes).roots
    # Most statements have no such word, or one that the quotes have too.
    for verb in sorted((said.roots & sides.keys()) - present):
        same, against = sides[verb]
        if present.isdisjoint(against) or not present.isdisjoint(same) or not said.roots.isdisjoint(against):
            continue
        for at, word in enumerate(said.words):
            if word.root == verb and any(
                other.root in against
                and other.text not in _NO_DIRECTION
                and _is_beside_same(said.words, at, quote.words, place)
                for quote in map(read, quotes)
                for place, other in enumerate(quote.words)
            ):
                return word.text
    return None


def _is_beside_same(words: Sequence[Word], at: int, others: Sequence[Word], place: int) -> bool:
    """Return whether the words at two places are said of the same: what follows or, in a passive or at an end, precedes."""
    after, after_other = _next(words[at + 1 :]), _next(others[place + 1 :])
    if after is not None and after == after_other:
        return True
    before, before_other = _next(words[:at][::-1]), _next(others[:place][::-1])
    passive, passive_other = _is_passive(words, at), _is_passive(others, place)
    if passive != passive_other:
        return (before if passive else after) in {before_other if passive_other else after_other} - {None}
    return (passive or None in (after, after_other)) and before is not None and before == before_other


def _next(words: Sequence[Word]) -> str | None:
    return next((word.root for word in heads(words, 1)), None)


def _is_passive(words: Sequence[Word], at: int) -> bool:
    return any(word.text in BE for word in words[max(0, at - 2) : at])
