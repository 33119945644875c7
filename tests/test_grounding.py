"""Grounding: folding keeps offsets, names are found however they are written, support counts what stands there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article.text import find_name, fold
from summarizer.assemble.grounding import holds_name, overlap, support
from summarizer.language.words import names, negated, numbers


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(min_size=1), st.text(), st.text())
def test_a_found_name_is_an_exact_span(name: str, before: str, after: str) -> None:
    text = f"{before} {name} {after}"
    for span in find_name(name, text):
        assert text[span.start : span.end] == span.quote


@given(st.lists(st.text("ab.", min_size=1, max_size=3), min_size=1, max_size=3), st.text("ab. \n", max_size=40))
def test_a_name_is_found_where_a_pattern_finds_it(pieces: list[str], text: str) -> None:
    left, right = r"(?<!\w)" if pieces[0][0].isalnum() else "", r"(?!\w)" if pieces[-1][-1].isalnum() else ""
    pattern = left + r"\s+".join(map(re.escape, pieces)) + right
    spans = find_name(" ".join(pieces), text)
    assert [(s.start, s.end) for s in spans] == [match.span() for match in re.finditer(pattern, text)]


@pytest.mark.parametrize(
    ("name", "text", "quote"),
    [
        ("Nicolas Maduro", "said Nicolás Maduro’s aide", "Nicolás Maduro"),
        ("Iran’s parliament", "in Iran's parliament today", "Iran's parliament"),
        ("State Department", "the STATE\n Department said", "STATE\n Department"),
        ("习近平", "国家主席习近平说", "习近平"),
        ("Ban", "Ban banned the band", "Ban"),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, text: str, quote: str) -> None:
    assert [span.quote for span in find_name(name, text)] == [quote]


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
    assert holds_name(name, quote) is held


def test_support_lists_the_names_and_numbers_that_the_quote_lacks() -> None:
    quote = "The company promised 500 beds to Kenya."
    found = support(["Varnholm Shipping"], "Varnholm Shipping promised Kenya 900 beds.", quote)
    assert found.missing == ("Varnholm Shipping", "900")
    assert found.score == pytest.approx(1 / 3, abs=0.01)


def test_a_claim_without_names_and_numbers_is_fully_supported() -> None:
    assert support([], "the talks failed", "talks ended without a deal").score == 1


def test_quotes_that_are_read_together_support_what_none_does_alone() -> None:
    quotes = ("Varnholm will build 900 beds.", "Karst refused the offer.")
    assert support(["Varnholm", "Karst"], "will not build 900 beds", *quotes).missing == ()
    assert support(["Varnholm", "Karst"], "will not build 900 beds", quotes[0]).missing == ("Karst", "negation")


def test_a_negation_that_the_quote_lacks_is_missed() -> None:
    assert support([], "will not close the yard", "will close the yard").missing == ("negation",)


@pytest.mark.parametrize("text", ["he won’t go", "it did not happen", "they denied it", "il n'est pas venu", "没有来"])
def test_words_of_negation(text: str) -> None:
    assert negated(text)


def test_numbers_are_compared_by_value() -> None:
    assert numbers("more than 1,200 of twelve villages, 3.5 million") == ("1200", "3.5", "12")


def test_calendar_words_and_openers_are_no_names() -> None:
    assert names("On Monday the talks in Geneva failed, said Mr Kerry.") == ("Geneva", "Kerry")


def test_overlap_leaves_the_actors_out() -> None:
    assert overlap("John Kerry will visit Rome", ["He is to visit Rome"], besides=["John Kerry"]) == 1
    assert overlap("John Kerry will visit Rome", ["Kerry was pleased"], besides=["John Kerry"]) == 0


@pytest.mark.parametrize(
    "quote",
    ["Karst vowed to refrain from closing the yard.", "A decree against closing the yard.", "Karst will not close it."],
)
def test_a_negation_stands_where_the_evidence_says_it_with_another_word(quote: str) -> None:
    assert support((), "not close the yard", quote).missing == ()
    assert support((), "not close the yard", "Karst will close the yard.").missing == ("negation",)


def test_a_single_word_may_have_a_synonym_in_the_evidence() -> None:
    assert overlap("Karst will go to Orlen", ["I will travel to Orlen, said Karst."], besides=["Karst", "Orlen"]) == 1


def test_the_two_are_no_number_that_has_to_stand_in_the_evidence() -> None:
    assert support((), "The two leaders met.", "Karst and Reyes met.").missing == ()
    assert support((), "Two workers died.", "Nine workers died.").missing == ("2",)
