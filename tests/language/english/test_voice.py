"""Voice: a text in its issuer's own voice is attributed in the words of its title; a report about one is not."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import sentences
from summarizer.language.english.events import read
from summarizer.language.english.voice import attribution_of
from summarizer.schema import Article

OWN = "We are closing the yard in May. Our board has agreed to pay the dockers. The yard has served Orlen for years."
NEUTRAL = "Governor Odo Karst will travel to Porto in May. The visit follows the talks of April. It will last two days."
REPORTED = (
    "ORLEN — Governor Odo Karst said on Monday that the yard would close. “We have no choice,” he said. Dockers said "
    "they would fight. The board met in Porto. Mayor Ana Reyes told the Orlen Post that nobody had asked her."
)


def attribution(title: str | None, text: str) -> str | None:
    article = Article(text=text, title=title)
    return attribution_of(article, [read(sentence) for sentence in sentences(text, "en")])


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Statement from Governor Odo Karst on the Closing of the Yard", "Statement from Governor Odo Karst"),
        ("Statement by the Spokesperson of the Orlen Board", "Statement by the Spokesperson of the Orlen Board"),
        ("STATEMENT BY GOVERNOR KARST ON THE YARD", "STATEMENT BY GOVERNOR KARST"),
        ("Governor Karst’s Statement on the Yard", "Governor Karst’s Statement"),
        ("A Statement from the Orlen Board", "A Statement from the Orlen Board"),
        ("Joint Statement of Norway and Spain Following the Talks in Orlen", "Joint Statement of Norway and Spain"),
        ("Joint statement by the foreign ministers of Norway and Spain", "Joint statement by the foreign ministers of "
         "Norway and Spain"),
        ("The Orlen Yard: Joint Statement by Odo Karst and Ana Reyes", "Joint Statement by Odo Karst and Ana Reyes"),
        ("Joint Statement on the Orlen Yard", "Joint Statement"),
        ("Leaders’ Statement on Open Ports", "Leaders’ Statement"),
        # Several who are named only in what it is about.
        ("Joint Statement on the Talks between Governor Karst and Mayor Moe",
         "Joint Statement on the Talks between Governor Karst and Mayor Moe"),
        ("Joint Statement Following the Summit of the Leaders of Norway and the Orlen Council",
         "Joint Statement Following the Summit of the Leaders of Norway and the Orlen Council"),
        ("Joint Declaration on the Ports of Norway and Spain", "Joint Declaration on the Ports of Norway and Spain"),
        ("Trilateral Statement on Norway, Spain and Peru", "Trilateral Statement on Norway, Spain and Peru"),
        ("Joint Statement Following the " + "Long and Hard " * 5 + "Talks of Norway and Spain", "Joint Statement"),
        ("Remarks by Governor Karst at the Opening of the Bridge", "Remarks by Governor Karst"),
        ("Letter from Governor Karst to the Dockers of Orlen", "Letter from Governor Karst to the Dockers of Orlen"),
        ("Open Letter to the Board of the Yard", "Open Letter to the Board of the Yard"),
        ("FACT SHEET: Orlen Board Closes Yard", "FACT SHEET: Orlen Board Closes Yard"),
        ("Readout of Governor Karst’s Call with Mayor Reyes", "Readout of Governor Karst’s Call with Mayor Reyes"),
        ("Press release: Orlen Board closes yard", "Press release: Orlen Board closes yard"),
        ("Joint Declaration of Norway and Spain – Orlen, May 2", "Joint Declaration of Norway and Spain"),
        ("Press Statement: The Yard in Orlen", "Press Statement"),
        ("Message from the Chair of the Board regarding the yard", "Message from the Chair of the Board"),
    ],
)  # fmt: skip
def test_a_text_in_its_issuers_voice_has_the_words_of_its_title(title: str, words: str) -> None:
    assert attribution(title, OWN) == words
    assert attribution(None, f"*{title}*\n\n{OWN}") == words
    assert attribution(title, NEUTRAL) == words


@pytest.mark.parametrize(
    "title",
    [
        "Statement by Karst Angers Dockers",
        "Statement from the Board Leaves Dockers Waiting",
        "Joint Statement by Norway and Spain Draws Protest",
        "Remarks by Karst Upset Mayor",
        "Letter from Karst to Dockers Made Public",
        "Fact sheet: What to know about the yard",
        "Message to Dockers: The Yard Will Close",
    ],
)
def test_a_report_attributes_what_is_said_whatever_its_title(title: str) -> None:
    assert attribution(title, REPORTED) is None


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Readout of Governor Karst’s Call with Mayor Reyes", "Readout of Governor Karst’s Call with Mayor Reyes"),
        ("READOUT OF THE BOARD’S MEETING", "READOUT OF THE BOARD’S MEETING"),
        ("Readout of Governor Karst’s call angers dockers", None),
        ("Board Releases Readout of Call", None),
    ],
)
def test_a_readout_that_tells_what_was_said_is_known_by_its_title(title: str, words: str | None) -> None:
    assert attribution(title, REPORTED) == words


@pytest.mark.parametrize(
    "title",
    [
        "Karst Issues Statement on Yard",
        "Board releases fact sheet on the yard",
        "In a Statement, Karst Regrets Closing",
        "What the Orlen Statement Means for the Port",
        "Dockers Send Letter to Karst",
        "Karst’s Statements Angered Dockers",
        "Orlen Yard to Close in May",
        "Financial Statements Show Loss at the Yard",
        "Governor Karst Announces New Bridge",
        "Karst’s Speech Lasted Two Hours",
        "Message in a Bottle Found in Orlen",
        "Address: 5 Harbour Street, Orlen",
        "Remarks on the budget",
    ],
)
def test_a_title_that_tells_of_a_statement_is_no_title_of_one(title: str) -> None:
    assert attribution(title, OWN) is None
    assert attribution(title, REPORTED) is None


def test_a_line_of_the_text_that_ends_like_a_sentence_is_no_title() -> None:
    assert attribution("Yard to Close", f"Statement from Governor Odo Karst on the yard was short.\n{OWN}") is None


def test_a_text_that_says_we_may_only_be_named_by_its_title() -> None:
    assert attribution("Orlen Summit Declaration", OWN) == "Orlen Summit Declaration"
    assert attribution("Orlen Board Retracts Statement", REPORTED) is None
    assert attribution("Orlen Board Retracts Statement", NEUTRAL) is None


def test_of_a_title_whose_genre_names_nobody_more_is_kept() -> None:
    title = "Readout of the Orlen Harbour Board’s Second Meeting With the Dockers to Prepare the Opening of the Yard"
    assert attribution(title, OWN) == title
    assert (
        attribution(f"Fact Sheet: Board Opens Yard{' and Dock' * 8}", OWN)
        == f"Fact Sheet: Board Opens Yard{' and Dock' * 7} …"
    )


def test_a_long_attribution_is_cut() -> None:
    states = "Norway, Spain, Portugal, France, Italy, Greece, Malta, Cyprus, Ireland, Iceland, Sweden, and Finland"
    assert attribution(f"Joint Statement of {states}", OWN) == (
        "Joint Statement of Norway, Spain, Portugal, France, Italy, Greece, Malta, Cyprus, Ireland, Iceland, Sweden …"
    )


@pytest.mark.parametrize(
    "title",
    [
        "Statement of the mayor angers residents in Orlen",
        "Speech by King draws 5,000",
        "Address by Pope in Rome draws thousands",
        "Karst’s letter to Moe published",
        "Press release by the yard baffles dockers",
    ],
)
def test_a_headline_is_no_title_of_a_text_without_we(title: str) -> None:
    text = "Residents of Orlen protested on Monday. The council voted on Tuesday. The port was closed on Friday."
    assert attribution(title, text) is None
