"""Which sentences of an article one sentence sums up."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import sentences
from summarizer.language.summing import MAX_SENTENCES, SummedUp, words_beside_names

ARTICLE = sentences(
    "Mayor Odo Karst opened the fair of Orlen on Monday. Rain fell all day. Ana Reyes of the dockers’ union came. "
    "He promised her to sell the ferry if the council agrees. It brings four million crowns.",
    "en",
)


@pytest.mark.parametrize(
    ("text", "gain", "numbers"),
    [
        ("The fair was opened.", 2, [1]),
        ("It snowed.", 2, []),
        ("Rain fell.", 2, [2]),
        ("The ferry is to be sold for four million crowns.", 2, [5]),
        ("The ferry is to be sold for four million crowns.", 1, [4, 5]),
        ("On the opening day of the fair the dockers’ union came, and rain fell.", 2, [1, 2, 3]),
        ("", 1, []),
    ],
)
def test_sentences_share_most_words_between_them(text: str, gain: int, numbers: list[int]) -> None:
    assert SummedUp(ARTICLE).shared(words_beside_names(text, ()), gain=gain) == numbers


def test_no_sentence_sums_up_very_many() -> None:
    many = sentences(" ".join(f"The {word} is here." for word in "fair ferry council union crown rain".split()), "en")
    found = SummedUp(many).shared(words_beside_names("Fair, ferry, council, union, crown and rain.", ()), gain=1)
    assert len(found) == MAX_SENTENCES


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("The fair of Orlen was opened.", [1, 3]), ("The fair of Orlen was closed by the union.", []), ("", [])],
)
def test_what_repeats_an_item_rests_on_its_sentences(text: str, numbers: list[int]) -> None:
    told = [("Karst opened the Orlen fair.", (1, 3)), ("A ferry is to be sold.", (4,))]
    assert SummedUp(ARTICLE).repeated(words_beside_names(text, ()), told) == numbers


@pytest.mark.parametrize(
    ("text", "named", "words"),
    [
        ("Mayor Odo Karst opened the fair.", ["Odo Karst"], {"open", "fair"}),  # nor the title
        ("Karst opened the fair.", ["Odo Karst"], {"open", "fair"}),
        ("Odo Karst", ["Odo Karst"], {"odo", "karst"}),
    ],
)
def test_names_find_no_sentence_unless_there_is_nothing_else(text: str, named: list[str], words: set[str]) -> None:
    assert words_beside_names(text, named) == words
