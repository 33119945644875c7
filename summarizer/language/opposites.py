"""Verbs that mean the opposite of each other, from WordNet; see `english/opposites.txt`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Return the opposites by verb, and the verbs by their irregular forms."""
    against: dict[str, set[str]] = {}
    forms: dict[str, str] = {}
    for line in files("summarizer.language.english").joinpath("opposites.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, _, rest = line.partition(" ")
        first, *others = rest.split()
        if kind == "opposites":
            against.setdefault(first, set()).update(others)
            for other in others:
                against.setdefault(other, set()).add(first)
        elif kind == "forms":
            forms.update(dict.fromkeys(others, first))
    return {verb: frozenset(found) for verb, found in against.items()}, forms


def lemma(word: str) -> str:
    """Return the verb of an irregular form ("won": "win"); any other word as it is."""
    return _tables()[1].get(word, word)


def opposites(verb: str) -> frozenset[str]:
    """Return the verbs that mean the opposite of a verb; none for a form that is not the infinitive."""
    return _tables()[0].get(verb, frozenset())


@cache
def verbs() -> frozenset[str]:
    """Return all verbs that have an opposite."""
    return frozenset(_tables()[0])
