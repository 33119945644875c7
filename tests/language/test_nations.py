"""Nations: the names of states, and the words for what and who is theirs."""

from __future__ import annotations

import pytest

from summarizer.language.nations import is_demonym


@pytest.mark.parametrize(
    "word",
    "Kenyan Turkish Afghan Iraqi Cuban Danish Dutch French American European African Jordanian Georgian Israeli "
    "British Irish Kurdish Lebanese Chadian Malian Chinese Kenyans Turks Germans".split(),
)
def test_words_for_what_is_a_nation_s_are_known_by_its_name(word: str) -> None:
    assert is_demonym(word)


@pytest.mark.parametrize(
    "word",
    "Reyes Orlen Karst Martin Christian Brian Jordan Morgan Norman Human Iran Mali Chad Indiana kenyan Western".split(),
)
def test_names_and_other_adjectives_are_none(word: str) -> None:
    assert not is_demonym(word)
