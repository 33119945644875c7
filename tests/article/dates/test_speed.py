"""Finding dates takes time in proportion to the text."""

from __future__ import annotations

import time
from datetime import date

import pytest

from summarizer.article.dates.resolving import find
from tests.timing import is_linear

THURSDAY = date(2026, 1, 29)

TIMED = [
    "He met them on April 21, 2016 and in the last week of December, by 5 p.m. Friday. ",
    "the end of the ",
    "by by by the the ",
    "1 1 1 2026/ ",
    "May and ",
    "since a b c ",
    "the first of the last of ",
    "A.B.C.",
    "soon ",
    "2026-",
]


@pytest.mark.parametrize("piece", TIMED)
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    assert is_linear(lambda size: find((piece * (size // len(piece) + 1))[:size], THURSDAY), 10_000, slack=0.12)


def test_long_texts_take_seconds() -> None:
    start = time.process_time()
    assert len(find("He met them on Friday and in the last week of December. " * 4_000, THURSDAY)) == 8_000
    find(" " * 1_000_000 + "May" + " " * 1_000_000, THURSDAY)
    assert time.process_time() - start < 15
