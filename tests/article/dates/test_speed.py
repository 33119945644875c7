"""Finding dates takes time in proportion to the text."""

from __future__ import annotations

import time
from datetime import date

import pytest

from summarizer.article.dates.resolving import find

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
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        find(text, THURSDAY)
        return time.process_time() - start

    seconds(1_000)
    short = seconds(20_000)
    # The best of three: the garbage of other tests may be collected in between.
    long = min(seconds(40_000) for _ in range(3))
    assert long < 3 * short + 0.5  # a quadratic pattern takes four times as long, or minutes


def test_a_megabyte_takes_seconds() -> None:
    start = time.process_time()
    assert len(find("He met them on Friday and in the last week of December. " * 18_000, THURSDAY)) == 36_000
    find(" " * 1_000_000 + "May" + " " * 1_000_000, THURSDAY)
    assert time.process_time() - start < 60
