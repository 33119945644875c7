"""Grounding: what a claim says of names, numbers and negation has to stand in its evidence."""

import pytest

from summarizer.assemble.grounding import overlap
from summarizer.language.registry import wording_of
from tests.claims import supported

ENGLISH = wording_of("en")


@pytest.mark.parametrize(
    ("name", "quote", "held"),
    [
        ("John Kerry", "Kerry downplayed reports", True),
        ("Sergio Gor", "that under Gor ties would grow", True),
        ("Marco Rubio", "Scott Bessent convened a meeting", False),
        ("United States", "the United Kingdom agreed", False),
        ("Ann Lee", "he fell asleep", False),
    ],
)
def test_a_surname_stands_for_the_name_and_nothing_less(name: str, quote: str, held: bool) -> None:
    assert wording_of("en").holds(name, (quote,)) is held


def test_support_lists_the_names_and_numbers_that_the_quote_lacks() -> None:
    quote = "The company promised 500 beds to Kenya."
    found = supported("Varnholm Shipping promised Kenya 900 beds.", quote, names=["Varnholm Shipping"])
    assert found.missing == ("Varnholm Shipping", "900")
    assert found.score == pytest.approx(1 / 3, abs=0.01)


def test_a_claim_without_names_and_numbers_is_fully_supported() -> None:
    assert supported("the talks failed", "talks ended without a deal").score == 1


def test_quotes_that_are_read_together_support_what_none_does_alone() -> None:
    quotes = ("Varnholm wants 900 beds.", "Karst refused to build them.")
    assert supported("will not build 900 beds", *quotes, names=["Varnholm", "Karst"]).missing == ()
    assert supported("will not build 900 beds", quotes[0], names=["Varnholm", "Karst"]).missing == ("Karst", "negation")


def test_a_negation_that_the_quote_lacks_is_missed() -> None:
    assert supported("will not close the yard", "will close the yard").missing == ("negation",)


def test_overlap_leaves_the_actors_out() -> None:
    assert overlap("John Kerry will visit Rome", ["He is to visit Rome"], besides=["John Kerry"], wording=ENGLISH) == 1
    assert overlap("John Kerry will visit Rome", ["Kerry was pleased"], besides=["John Kerry"], wording=ENGLISH) == 0


@pytest.mark.parametrize(
    "quote",
    ["Karst vowed to refrain from closing the yard.", "A decree against closing the yard.", "Karst will not close it."],
)
def test_a_negation_stands_where_the_evidence_says_it_with_another_word(quote: str) -> None:
    assert supported("not close the yard", quote).missing == ()
    assert supported("not close the yard", "Karst will close the yard.").missing == ("negation",)


def test_a_single_word_may_have_a_synonym_in_the_evidence() -> None:
    assert (
        overlap(
            "Karst will go to Orlen",
            ["I will travel to Orlen, said Karst."],
            besides=["Karst", "Orlen"],
            wording=ENGLISH,
        )
        == 1
    )


def test_the_two_are_no_number_that_has_to_stand_in_the_evidence() -> None:
    assert supported("The two leaders met.", "Karst and Reyes met.").missing == ()
    assert supported("Two workers died.", "Nine workers died.").missing == ("2",)


@pytest.mark.parametrize(
    ("language", "statement", "quote", "other"),
    [
        ("fr", "n'a pas voulu signer l'accord", "Ana Reyes a refusé de signer l’accord.", "Il a plu à Orlen."),
        ("fr", "n’a jamais voulu signer l’accord", "Reyes refusait l'accord.", "Il a plu à Orlen."),
        ("de", "schließt die Werft nicht", "Karst lehnte es ab: die Werft bleibt offen.", "In Orlen regnete es."),
        ("de", "unterzeichnete den Vertrag", "Die Vertragsunterzeichnung fand statt.", "In Orlen regnete es."),
        ("ru", "подписала соглашение", "Резник подпишет соглашения.", "В Орлене шёл дождь."),
        ("ar", "وقع الاتفاق", "تم توقيع الاتفاقية", "هطلت الأمطار في المدينة"),
    ],
)
def test_words_of_other_languages_are_found_in_any_inflection(
    language: str, statement: str, quote: str, other: str
) -> None:
    wording = wording_of(language)
    assert overlap(statement, [quote], wording=wording) >= wording.overlap_floor > 0
    assert overlap(statement, [other], wording=wording) == 0
