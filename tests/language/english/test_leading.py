"""What stands before a statement: glued sub-headings and datelines, and what only looks so."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import Sentence
from summarizer.language.english.events import read


def statement(text: str) -> str:
    return read(Sentence(number=1, start=0, end=len(text), text=text)).text


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("Risk for markets", "Orlen’s ministry closed the yard on Monday."),
        ("Test of strength", "Karst's coalition closed the yard on Monday."),
        ("Iran deal", "Karst didn’t close the yard on Monday."),
        ("Counter march", "Karst had closed the yard on Monday."),
        ("Western coalition", "The board closed the yard on Monday."),
        ("Thorny issues remain", "But the board closed the yard on Monday."),
        ("Talks on the yard", "In May the board closed the yard."),
        ("Dockers march", "“The yard is closed,” Karst said on Monday."),
        ("Engagement", "He closed the yard of Orlen on Monday."),
        ("Bills proposed", "These bills closed the yard of Orlen."),
        ("Slow progress", "Even those who closed the yard want it back."),
        ("What comes next", "When the yard is closed, two ferries will be sold."),
    ],
)
def test_a_sub_heading_before_what_surely_begins_a_sentence_is_cut(heading: str, sentence: str) -> None:
    assert statement(f"{heading}-{sentence}") == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Thousands of ultra-Orthodox Jews protested in Orlen.",
        "Many in sub-Saharan Africa lost their work in May.",
        "Operators of cross-Channel ferries sold two ships.",
        "Two neo-Nazi groups marched through Orlen on Monday.",
        "The pan-European party won the vote in Orlen.",
        "The mainly-Kurdish town was taken on Monday.",
        "Leaders of the predominantly-Muslim region met in Orlen.",
        "A half-Norwegian crew took the ferry to Orlen.",
        "Two once-Soviet yards were closed on Monday.",
        "Talks on intra-African trade opened in Orlen.",
        "Some of the ultra-Orthodox have left the coalition.",
        "Dockers at trans-Atlantic ports went on strike.",
    ],
)
def test_a_compound_is_no_sub_heading(sentence: str) -> None:
    assert statement(sentence) == sentence


@pytest.mark.parametrize(
    ("dateline", "sentence"),
    [
        ("ORLEN — ", "The board closed the yard on Monday."),
        ("PORT ORLEN, NORWAY — ", "U.S. dockers closed the yard on Monday."),
        ("ORLEN (Post) – ", "“The yard is closed,” Karst said on Monday."),
        ("ST. ORLEN - ", "12 dockers closed the yard on Monday."),
        ("ORLEN -- ", '"The yard is closed," Karst said on Monday.'),
        ("ORLEN, NORWAY — ", "A fire closed the yard on Monday."),
        ("THE HAGUE — ", "‘The yard is closed,’ Karst said on Monday."),
        ("NEW ORLEN – ", "Karst closed the yard on Monday."),
        ("ORLEN-VARN — ", "Two men closed the yard on Monday."),
        ("D’ORLEN — ", "On Monday the board closed the yard."),
    ],
)
def test_a_dateline_is_cut(dateline: str, sentence: str) -> None:
    assert statement(dateline + sentence) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "UNICEF — the U.N. children’s agency — sent ten trucks to Orlen.",
        "NATO – which has no army of its own – sent two ships to Orlen.",
        "UNESCO - an agency of the U.N. - closed its office in Orlen.",
        "OPEC — whose members met in Orlen — cut its output on Monday.",
        "ASEAN -- founded in 1967 -- opened an office in Orlen.",
        "FIFA — under a new head — banned the club of Orlen.",
        "NASA — not the board — will pay for the yard in Orlen.",
        "USAID — now closed — had paid for the yard in Orlen.",
        "IAEA – the watchdog – found no uranium at the yard.",
        "AMISOM — with ten ships — took the port of Orlen.",
    ],
)
def test_an_aside_behind_a_name_in_capitals_is_no_end_of_a_dateline(sentence: str) -> None:
    assert statement(sentence) == sentence
