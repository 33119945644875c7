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
    ("second", "is_quoted"),
    [
        ("When it did, the driver fell.", True),
        ("The driver fell.", True),
        ("Odo Karst was not there.", False),
        ("Dockers met.", False),
        ("On that day, the board of Orlen met.", False),
    ],
)
def test_where_a_closing_mark_is_lost_before_another_quotation_a_name_is_of_the_report(
    second: str, *, is_quoted: bool
) -> None:
    text = (
        f"“It came fast,” Moe said on Monday. “It hit the wall of the yard, which is old. {second} The board of Orlen "
        "met for a long while, and it is said to have heard all who came, and Odo Karst too. It is “sad”, he said."
    )
    assert (second in unsourced(text)) is is_quoted


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


@pytest.mark.parametrize(
    "sentence",
    [
        'A 12" pipe burst in Orlen on Monday.',
        'The board bought two 6" guns and a 12" gun.',
        'Snow of 3" fell in Orlen on Monday.',
        'The yard sold 2.5" screws for years.',
        'A 1/2" crack stopped the ferry in Orlen.',
        'A wall 4" by 6" fell on two dockers.',
        'A 9"-wide hole sank the ferry.',
        'Dockers found a 100" screen in the hall.',
        'The river rose 8" within an hour.',
        'The firm showed a 27" monitor in Orlen.',
    ],
)
def test_an_inch_mark_is_no_quotation(sentence: str) -> None:
    reading = read(sentences(sentence, "en")[0])
    assert reading.lacks == Marks()
    assert reading.bare.replace("″", '"') == sentence


@pytest.mark.parametrize(
    ("sentence", "marks"),
    [
        ('"We sold 12" was all that Karst said.', Marks()),
        ('We have sold 12," said Karst.', Marks(opening='"')),
        ('We have sold 12", said Karst.', Marks(opening='"')),
        ('The yard was built in 1959" said Karst.', Marks(opening='"')),
        ('Karst said, "A 12" pipe burst.', Marks()),
        ('Karst said, “A 12" pipe burst.', Marks()),
        ('He told us "they sold 12.', Marks(closing='"')),
        ('They had sold all 12." ', Marks(opening='"')),
        ('“We sold 12” was all that Karst said.', Marks()),
        ('They sold 12” said Karst.', Marks(opening="“")),
    ],
)  # fmt: skip
def test_a_mark_behind_a_number_may_close_a_quotation(sentence: str, marks: Marks) -> None:
    assert lacking(sentence) == marks


def test_what_stands_before_a_mark_that_only_closes_is_quoted() -> None:
    (sentence,) = sentences("We will pay for the yard,” Odo Karst told the dockers on Monday.", "en")
    reading = read(sentence)
    assert reading.bare.strip() == "Odo Karst told the dockers on Monday."
    assert reading.parsed.main
    assert reading.parsed.main.subject == "Odo Karst"
    (quoted,) = sentences("We will pay for the yard,” he said.", "en")
    assert not is_report(read(quoted))
