"""Quotations over several sentences: the marks that a sentence lacks, and sentences whose source stands elsewhere."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import sentences
from summarizer.language.english.events import is_report, read
from summarizer.language.english.quotations import Marks, lacking, without_source
from summarizer.language.rules import Document
from summarizer.schema import Article

LONG = (
    "Karst spoke to some of the dockers in the hall of the yard. “The yard is the oldest on this whole coast of ours. "
    "Nobody pays for it any more, and nobody has asked us what we would do with it. We will all have left by May,” he "
    "said before he went home. The board met on Monday."
)


def unsourced(text: str) -> list[str]:
    numbered = sentences(text, "en")
    found = without_source(Document(Article(text=text), numbered, {}))
    return [sentence.text for sentence in numbered if sentence.number in found]


def test_what_stands_inside_a_quotation_that_an_earlier_sentence_opens_has_no_source() -> None:
    assert unsourced(LONG) == ["Nobody pays for it any more, and nobody has asked us what we would do with it."]


def test_a_pull_quote_has_no_source_where_it_is_repeated() -> None:
    said = "Nobody on this coast will ever forget what the board did to the yard"
    assert unsourced(f"{said}.\n“{said},” Karst told the dockers on Monday.") == [f"{said}."]
    assert unsourced(f"{said}.\nThe board met on Monday.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Straight marks are told apart by the blanks around them.
        (
            LONG.replace("“", '"').replace("”", '"'),
            ["Nobody pays for it any more, and nobody has asked us what we would do with it."],
        ),
        # A mark is lost: what follows a whole sentence in a quotation is quoted too, what follows a part of one is not.
        ("Karst said, “The yard is old. Nobody pays for it.\nThe board met.", ["Nobody pays for it."]),
        ("Karst called it “an old yard. Nobody pays for it.\nThe board met.", []),
        ("Karst called it “an old yard. The board met. “It will pay,” he said.", []),
        # The next paragraph is no part of the quotation.
        ("Karst said, “The yard is old.\n\nThe board met on Monday.", []),
        ("Karst said the yard “is old.” Nobody pays for it.", []),
    ],
)
def test_a_sentence_is_quoted_if_the_marks_around_it_say_so(text: str, found: list[str]) -> None:
    assert unsourced(text) == found


@pytest.mark.parametrize(
    ("sentence", "marks"),
    [
        ("The board met.", Marks()),
        ("“We met,” said Karst.", Marks()),
        ('Karst said "we met" twice.', Marks()),
        ("Karst said, “We will pay.", Marks(closing="”")),
        ('Karst said, "We will pay.', Marks(closing='"')),
        ("We will pay,” said Karst.", Marks(opening="“")),
        ('We will pay," said Karst.', Marks(opening='"')),
        ("We will pay,” said Karst, “and then we will leave.", Marks("“", "”")),
        ("“We will pay,” said Karst, “and then we will leave.", Marks(closing="”")),
    ],
)
def test_the_marks_that_a_sentence_lacks(sentence: str, marks: Marks) -> None:
    assert lacking(sentence) == marks


def test_what_stands_before_a_mark_that_only_closes_is_quoted() -> None:
    (sentence,) = sentences("We will pay for the yard,” Odo Karst told the dockers on Monday.", "en")
    reading = read(sentence)
    assert reading.bare.strip() == "Odo Karst told the dockers on Monday."
    assert reading.parsed.main
    assert reading.parsed.main.subject == "Odo Karst"
    (quoted,) = sentences("We will pay for the yard,” he said.", "en")
    assert not is_report(read(quoted))
