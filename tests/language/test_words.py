"""Words: what is a negation, a number, a name."""

import pytest

from summarizer.language.words import names, negated, numbers


@pytest.mark.parametrize("text", ["he won’t go", "it did not happen", "they denied it", "il n'est pas venu", "没有来"])
def test_words_of_negation(text: str) -> None:
    assert negated(text)


def test_numbers_are_compared_by_value() -> None:
    assert numbers("more than 1,200 of twelve villages, 3.5 million") == ("1200", "3.5", "12")


def test_calendar_words_and_openers_are_no_names() -> None:
    assert names("On Monday the talks in Geneva failed, said Mr Kerry.") == ("Geneva", "Kerry")
