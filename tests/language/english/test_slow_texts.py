"""Texts on which the English rules were slow: time in proportion to their length."""

from __future__ import annotations

import pytest

from summarizer.assemble.actors import ActorRegistry
from summarizer.language.english.bodies import whole_names
from summarizer.language.english.captions import describes_photo
from summarizer.language.english.headings import beginning, ending
from summarizer.language.english.mentions import involved
from summarizer.language.english.predicates import parse
from summarizer.language.english.quotations import Quotations
from tests.timing import is_linear

SENTENCE = "The company said it and they will if he may do so on Monday. "
SLACK = 0.1


@pytest.mark.parametrize(
    "sentence",
    [
        "Karst said “{}", "Karst said “{}” that", "Karst said on “{}", "Karst said he “{}” x", "“{}” he said",
        "Karst said he on “{} that a", "Karst said, “{}”.", "Karst said “{}”, that it", "{} said that a",
        "Karst said on Monday “{}” that",
    ],
)  # fmt: skip
def test_a_long_quotation_behind_what_somebody_said(sentence: str) -> None:
    assert is_linear(lambda size: parse(sentence.format("very " * size)), 1_000, SLACK)


@pytest.mark.parametrize(
    "part", ["A-B ", "-A", ", Norway-A", "a -A ", "“A”-", "during a march on ", "Orlen, ", "Health and "]
)
def test_a_long_line_of_what_may_be_headings_captions_or_bodies(part: str) -> None:
    def read_all(size: int) -> object:
        line = f"The Ministry of {part * size}."
        return beginning(line), ending(line, 0), describes_photo(line), whole_names(line)

    assert is_linear(read_all, 500, SLACK)


def test_a_sentence_that_a_text_repeats() -> None:
    def repeats(size: int) -> list[bool]:
        quotations = Quotations(SENTENCE * size)
        return [quotations.repeat(SENTENCE) for _ in range(size)]

    assert is_linear(repeats, 1_000, SLACK)


def test_a_name_that_every_sentence_has() -> None:
    def concerned(size: int) -> list[tuple[str, ...]]:
        actors = ActorRegistry(f"Varnex sold ship {size}. " * size)
        return [involved(f"Varnex sold ship {number}.", actors) for number in range(size)]

    assert is_linear(concerned, 500, SLACK)
