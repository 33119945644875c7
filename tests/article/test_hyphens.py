"""Words that a line end divides at a hyphen: whole again, with the hyphen if it belongs to them."""

from __future__ import annotations

import re
import time

import pytest

from summarizer.article.hyphens import without_line_ends
from summarizer.article.readers.pdf import read_pdf
from summarizer.article.readers.source import Source
from tests.documents import pdf


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        # a word that is divided
        ("com-", "mittee", "committee"),
        ("govern-", "ment's", "government's"),
        ("spokes-", "woman", "spokeswoman"),
        ("under-", "standing", "understanding"),
        ("OFFI-", "CIALS", "OFFICIALS"),
        ("Wed-", "nesday", "Wednesday"),
        ("Bram-", "feld", "Bramfeld"),
        ("McDon-", "ald", "McDonald"),
        ("Euro-", "p\xe4er", "Europäer"),
        ("Bundes-", "kanzler", "Bundeskanzler"),
        ("gouverne-", "ment", "gouvernement"),
        # a hyphen that belongs to it
        ("well-", "known", "well-known"),
        ("so-", "called", "so-called"),
        ("long-", "term", "long-term"),
        ("part-", "time", "part-time"),
        ("vice-", "president", "vice-president"),
        ("three-", "day", "three-day"),
        ("far-", "right", "far-right"),
        ("Saudi-", "led", "Saudi-led"),
        ("UN-", "backed", "UN-backed"),
        ("U.S.-", "backed", "U.S.-backed"),
        ("anti-", "American", "anti-American"),
        ("Jean-", "Pierre", "Jean-Pierre"),
        ("25-", "year-old", "25-year-old"),
        ("mid-", "2024", "mid-2024"),
        ("2024-", "25", "2024-25"),
        ("F-", "16", "F-16"),
        # one that stands for the rest of a word
        ("pre-", "and post-war", "pre- and post-war"),
        ("five-", "to six-year", "five- to six-year"),
    ],
)
def test_a_word_at_the_end_of_a_line_of_a_pdf_file_is_written_as_elsewhere(first: str, second: str, word: str) -> None:
    lines = [f"The mayor of the town spoke to the people of the quay on {first}", f"{second} matters of the dock, and"]
    data = pdf([(50, 700, 11, lines[0]), (50, 686, 11, lines[1]), (50, 672, 11, "more.")])
    text = read_pdf(Source("a.pdf", data)).text
    assert text == f"The mayor of the town spoke to the people of the quay on {word} matters of the dock, and more."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mid|term vote, or midterm, came.", "The midterm vote, or midterm, came."),
        ("The Varn|holm line, or Varn-Holm, came.", "The Varn-holm line, or Varn-Holm, came."),
        ("A state-of-the|art dock.", "A state-of-the-art dock."),
        ("It ends in a hy|", "It ends in a hy"),
        ("| begins", " begins"),
    ],
)
def test_the_document_tells_how_a_word_is_written(text: str, expected: str) -> None:
    assert without_line_ends(text, re.compile(r"\|")) == expected


def test_many_divided_words_take_linear_time() -> None:
    start = time.perf_counter()
    without_line_ends("The com|mittee met. " * 50_000, re.compile(r"\|"))
    assert time.perf_counter() - start < 5
