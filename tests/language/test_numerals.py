"""Numbers in words are read in the languages of text2num, and in Chinese and Japanese."""

import pytest

from summarizer.language.english.checks.numbers import quantities
from summarizer.language.numerals import claimed_in_words, numbers_in_words


@pytest.mark.parametrize(
    ("language", "text", "told", "claimed"),
    [
        ("de", "Das Gespräch dauerte zwölf Stunden.", {"12"}, {"12"}),
        ("de", "Zwei Tore und ein Eigentor", {"2"}, set()),
        ("de", "1,5 Mrd. Euro", {"1000000000"}, {"1000000000"}),
        ("de", "1,5 Milliarden Euro", {"1000000000"}, {"1000000000"}),
        ("fr", "dix-huit mille ans", {"18000"}, {"18000"}),
        ("fr", "1 500 postes", set(), set()),
        ("es", "ciento veinte conductores", {"120"}, {"120"}),
        ("it", "duemila euro", {"2000"}, {"2000"}),
        ("pt", "vinte e cinco pessoas", {"25"}, {"25"}),
        ("nl", "vijfentwintig mensen", {"25"}, {"25"}),
        ("zh", "十二名工人，三比一，一百五十万元，二〇二六年", {"12", "3", "1", "1500000", "2026"}, set()),
        ("zh", "两万三千人", {"23000"}, set()),
        ("ja", "二十三人", {"23"}, set()),
        ("ru", "двенадцать горняков", set(), set()),
    ],
)
def test_numbers_in_words_are_told_in_digits(language: str, text: str, told: set[str], claimed: set[str]) -> None:
    assert set(numbers_in_words(text, language)) >= told
    assert set(claimed_in_words(text, language)) == claimed


def test_a_lone_surrogate_does_not_end_the_reading() -> None:
    assert "12" in numbers_in_words("\ud800 zwölf Schiffe", "de")
    assert [quantity.value for quantity in quantities("\ud800 twelve ships")] == ["12"]
