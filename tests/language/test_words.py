"""Words: what is a negation, a number, a name."""

import pytest

from summarizer.language.words import names, negated, numbers, word_set


@pytest.mark.parametrize("text", ["he won’t go", "it did not happen", "they denied it", "il n'est pas venu", "没有来"])
def test_words_of_negation(text: str) -> None:
    assert negated(text)


def test_numbers_are_compared_by_value() -> None:
    assert numbers("more than 1,200 of twelve villages, 3.5 million") == ("1200", "3.5", "12")


def test_calendar_words_and_openers_are_no_names() -> None:
    assert names("On Monday the talks in Geneva failed, said Mr Kerry.") == ("Geneva", "Kerry")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Police in New Jersey met.", "New Jersey"),
        ("New York City voted.", "New York City"),
        ("The New Orlen Herald said so.", "New Orlen Herald"),
        ("New Russian ships sailed.", "Russian"),
        ("A new Orlen board met.", "Orlen"),
        ("The king, Odo bin Karst Al Moe, left.", "Odo bin Karst Al Moe"),
        ("So said Ida van Moe of late.", "Ida van Moe"),
        ("The king, Odo bin Abd al-Karst, left.", "Odo bin Abd al-Karst"),
        ("They left the al-Karst front and met Ida.", "Ida"),
    ],
)
def test_new_and_particles_are_of_a_name(text: str, name: str) -> None:
    assert names(text) == (name,)


@pytest.mark.parametrize(
    "written",
    [
        "150000", "150,000", "1,50,000", "150’000", "150'000", "150.000", "150 000", "150\u00a0000", "150\u202f000",
        "150\u2009000", "１５０，０００", "١٥٠٬٠٠٠", "१,५०,०००",
    ],
)  # fmt: skip
def test_a_number_is_the_same_in_any_grouping(written: str) -> None:
    assert numbers(f"In 2024, {written} people, 12 of them old, left") == ("2024", "150000", "12")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,23,45,678 rupees", ("12345678",)),
        ("1.234.567,89 Euro", ("1234567.89",)),
        ("1,234,567.89 dollars", ("1234567.89",)),
        ("3,5 Millionen", ("3.5",)),
        ("0.125 percent", ("0.125",)),
        ("in 2024 300 left", ("2024", "300")),
        ("on 27.11.2024", ("27.11.2024",)),
        ("lots 12, 300 and 4", ("12", "300", "4")),
        ("100 3000", ("100", "3000")),
        ("1000 200", ("1000", "200")),
        ("5 12", ("5", "12")),
    ],
)
def test_what_is_no_group_stays(text: str, found: tuple[str, ...]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize("text", ["Mr Mer\u00adkel left", "Mr Ｍｅｒｋｅｌ left", "Mr Mer\u200bkel\ufeff left"])
def test_names_and_words_are_those_seen(text: str) -> None:
    assert "merkel" in word_set(text)
    assert len(names(text)) == 1


def test_names_with_decomposed_letters_are_whole() -> None:
    assert names("he met Nguye\u0302\u0303n Phu\u0301 there") == ("Nguyễn Phú",)


@pytest.mark.parametrize("written", ["김정은은", "김정은이", "김정은에게", "김정은의", "김정은과", "김정은"])
def test_korean_words_are_compared_without_particles(written: str) -> None:
    assert word_set("김정은") <= word_set(f"{written} 말했다")
