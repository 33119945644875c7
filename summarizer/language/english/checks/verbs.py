"""Verbs of a claim whose opposite is what its sentences say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from summarizer.article.text import REMEMBERED
from summarizer.language.english.checks.clauses import clauses, root, roots
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


@lru_cache(maxsize=REMEMBERED)
def _countered(quote: str) -> frozenset[str]:
    """Return the roots of the verbs of which a quote has an opposite."""
    by_root = _by_root()
    return frozenset().union(*(by_root[found] for found in roots(quote) if found in by_root))


def reversed_verb(statement: str, rest: str, quotes: Sequence[str]) -> str | None:
    """Return a verb of the statement that the quotes lack while they have its opposite; None if there is none.

    `rest` is the statement without names.
    """
    countered = frozenset().union(*map(_countered, quotes))
    # The words of the statement are those of the rest and of names, and have been read before.
    if countered.isdisjoint(roots(statement)) or countered.isdisjoint(said := roots(rest)):
        return None
    present = frozenset().union(*map(roots, quotes))
    for clause in clauses(rest):
        for word in clause:
            against = opposed(word.root)
            if against and word.root not in present and against & present and not against & said and len(word.root) > 2:
                return word.text
    return None
