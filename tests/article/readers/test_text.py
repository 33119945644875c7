"""Plain text: its first line is the title where it is surely a headline, and the text stays as it is."""

from __future__ import annotations

import pytest

from summarizer.article.readers.registry import read_source
from summarizer.article.readers.source import Source
from summarizer.article.readers.text import headline_of
from summarizer.schema import Article

PROSE = "The harbour board closed the old yard in Orlen on Monday after a fire killed three dockers.\n\nIt will reopen."
HEADLINE = "Orlen yard closed after fire"


@pytest.mark.parametrize(
    "headline",
    [
        HEADLINE,
        "Orlen’s board: ‘We will close the yard’",
        "“We will close the yard” says Karst",
        "1,200 jobs to go at Orlen yard",
        "Obituary: Odo Karst, who built the yard",
        "ORLEN BOARD CLOSES OLD YARD",
        "Émile Karst quits as head of the yard",
        "From dock to deck: the life of Odo Karst",
    ],
)
def test_a_headline_is_the_title(headline: str) -> None:
    assert headline_of(f"{headline}\n\n{PROSE}") == headline
    assert headline_of(f"\n{headline}\nBy Ida Moe\n\n{PROSE}") == headline


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        f"{HEADLINE}\n{PROSE}",  # a line of the text, perhaps: no empty line, no byline
        f"{HEADLINE}.\n\n{PROSE}",
        f"{HEADLINE}\n\nIt is shut.",
        HEADLINE,
        "",
        f"Orlen yard closed\n\n{PROSE}",
        f"By Ida Moe, Harbour Reporter\n\n{PROSE}",
        f"Dear members of the board,\n\n{PROSE}",
        f"To: all members of the board\n\n{PROSE}",
        f"FOR IMMEDIATE RELEASE – 4 May\n\n{PROSE}",
        f"- the board closed the yard\n\n{PROSE}",
        f"1. The board closed the yard\n\n{PROSE}",
        f"ORLEN, Nov 24 (Daily Post) —\n\n{PROSE}",
        f"Fire in Orlen. Three dockers killed\n\n{PROSE}",
        f"{'The board closed the yard and ' * 5}\n\n{PROSE}",
        "港口委员会 周一 关闭了 旧 船厂\n\n港口委员会周一关闭了旧船厂。",
    ],
)
def test_what_may_be_something_else_is_no_title(text: str) -> None:
    assert headline_of(text) is None


def test_the_text_keeps_its_headline() -> None:
    text = f"{HEADLINE}\n\n{PROSE}"
    (article,) = read_source(Source("a.txt", text.encode()))
    assert isinstance(article, Article)
    assert (article.title, article.text) == (HEADLINE, text)
