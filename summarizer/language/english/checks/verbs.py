"""Verbs of a claim whose opposite is what its sentences say."""

from __future__ import annotations

from functools import cache

from summarizer.language.english.checks.reading import read, read_together, root
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
    words = (word for word in said.words if word.root in found and len(word.root) > 2)
    return next((word.text for word in words if not by_root[word.root] & said.roots), None)
