"""Word lists: each is asked for, and none is nearly the same as another."""

from __future__ import annotations

import tomllib
from itertools import combinations
from typing import Any

import pytest

from tests.samples import ROOT

ENGLISH = ROOT / "summarizer" / "language" / "english"
FILE: dict[str, Any] = tomllib.loads((ENGLISH / "lexicon.toml").read_text("utf-8"))
CODE = "".join(path.read_text("utf-8") for path in sorted(ENGLISH.rglob("*.py")))
LISTS = {
    name: words.split() if isinstance(words, str) else words
    for name, words in {**FILE, **FILE["checks"]}.items()
    if not isinstance(words, dict)
}
MOST_SHARED = 0.6
"""Share of the words of two lists, taken together, that both may have: they are asked for different things."""


def test_every_list_is_asked_for() -> None:
    names = {*FILE, *LISTS}
    assert {name for name in names if f'"{name}"' not in CODE and f"'{name}'" not in CODE} == set()


@pytest.mark.parametrize("name", FILE["checks"])
def test_no_list_of_the_checks_has_a_word_twice(name: str) -> None:
    assert len(set(LISTS[name])) == len(LISTS[name])


def test_no_two_lists_are_nearly_the_same() -> None:
    sets = {name: set(words) for name, words in LISTS.items()}
    alike = [(a, b) for a, b in combinations(sets, 2) if len(sets[a] & sets[b]) > MOST_SHARED * len(sets[a] | sets[b])]
    assert alike == []
