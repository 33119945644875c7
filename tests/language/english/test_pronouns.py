"""Pronouns: whom one means that is the subject, where that is certain; and what the article then calls him."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.language.english.doers import Doers
from summarizer.language.english.events import read
from summarizer.language.english.mentions import introduced

KARST = "Governor Odo Karst came to Orlen. "


def meant_by(text: str) -> str | None:
    """The words for whom the pronoun of the last sentence means; None if that has none as its subject."""
    actors = ActorRegistry(text)
    readings = [read(sentence) for sentence in sentences(text, "en")]
    for reading in readings:
        introduced(reading.text, actors)
    doers = Doers(actors)
    doing = [doers.read(reading) for reading in readings][-1]
    return doing.meant if doing.pronoun else None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{KARST}He opened the bridge.", "Odo Karst"),
        (f"{KARST}In May, Karst opened the bridge. Then he left for Porto.", "Karst"),
        (f"{KARST}Karst said the bridge was safe. “We tested it,” he said.", "Karst"),
        (f"{KARST}His work began in May.", "Odo Karst"),
        (f"{KARST}But in March he left for Porto.", "Odo Karst"),
        (f"{KARST}On Tuesday he left for Porto.", "Odo Karst"),
        # What is only quoted, and the line below a photo, are about nobody.
        (f"{KARST}“We will pay for the bridge.” He left on Monday.", "Odo Karst"),
        (f"{KARST}FILE - Mayor Ana Reyes, left, speaks in Porto in May. He left on Monday.", "Odo Karst"),
        ("Governor Odo Karst will come to Orlen, officials said. He will open the bridge.", "Odo Karst"),
        ("The bridge had been shut since he came, said Odo Karst. He left on Monday.", "Odo Karst"),
        # An attribution behind the quotation tells who speaks.
        (f"{KARST}“The bridge is safe,” said Odo Karst. He left on Monday.", "Odo Karst"),
        ("Docker and author Odo Karst came. He left on Monday.", "Odo Karst"),
        (f"{KARST}Karst said the bridge was safe. The tests had been long, he added.", "Karst"),
        (f"{KARST}Karst said the bridge was safe. The tests, he said, had been long. He left on Monday.", "Karst"),
        # The subject goes on where both sentences say something, or with "also".
        (f"{KARST}Karst said Mayor Ana Reyes had paid. He added that it was late.", "Karst"),
        ("Norway said the strait was closed. It said ships must turn.", "Norway"),
        # Offices without a name, and several.
        ("The President will travel in May. He will visit Porto.", "the President"),
        ("Odo Karst and Ana Reyes met in Orlen. They will meet again.", "Odo Karst and Ana Reyes"),
        ("The Prime Minister and the King met in Orlen. They will meet again.", "the Prime Minister and the King"),
        ("The leaders met in Orlen. They praised the talks.", "the leaders"),
    ],
)
def test_a_pronoun_whose_meaning_is_certain(text: str, words: str) -> None:
    assert meant_by(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was opened. He will visit Porto.",
        f"{KARST}Karst met Mayor Ana Reyes in Porto. He left on Monday.",
        f"{KARST}Mayor Ana Reyes met him in Porto. He left on Monday.",
        f"{KARST}The bridge was safe. He left on Monday.",
        f"{KARST}Karst had paid for it, said Hale. He left on Monday.",
        f"{KARST}He praised Karst.",  # somebody else does
        f"{KARST}They left on Monday.",
        f"{KARST}The bridge was safe. The tests had been long, he said.",
        f"{KARST}It was opened in May.",
        "Norway closed the strait. It is a long one.",
        "Odo Karst and Ana Reyes met in Orlen. He left on Monday.",
        "Ten ferries sank. They carried many guests.",
        f"{KARST}We left on Monday.",
        "The President will travel in May. His plane is old.",
        # Who did it to them, or whom they met, may be meant as well.
        f"{KARST}Karst met Mayor Ana Reyes in Porto. He also met dockers.",
        "Judge Odo Karst sentenced Ivan Holm to two years. He also has to pay a fine.",
        "Odo Karst attacked a woman in Orlen on Monday. She died in hospital on Tuesday.",
        "Ivan Holm was killed in Orlen on Monday by a gunman. He fled to Norway on Friday.",
        "Ana Reyes was robbed in Orlen on Monday. He took her car and fled to Norway.",
        "Odo Karst and Ana Reyes met two dockers in Orlen. They left for Porto on Monday.",
        "Odo Karst and Ana Reyes were attacked in Orlen. They fled in a stolen car.",
        # Of another gender.
        "Spokeswoman Ida Moe resigned on Monday. He said it was time to go.",
        "Queen Ida Moe of Norway opened a bridge. He said it was time to go.",
        "Ana Reyes said on Monday that Odo Karst attacked her. He said the claim was a lie.",
        # Not alone, or not at once behind the verb.
        f"{KARST}He and Mayor Ana Reyes left on Monday.",
        "Odo Karst met Ana Reyes in Orlen on Monday. He, however, resigned from the board in May.",
        "Odo Karst met Ana Reyes in Orlen on Monday. They both later resigned from the board.",
    ],
)
def test_any_other_pronoun_stays_open(text: str) -> None:
    assert meant_by(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        f"{KARST}The board left on Monday.",
        f"{KARST}While Karst was in Porto, he opened the bridge.",
        f"{KARST}Reyes said he had left.",
        f"{KARST}Norway insists it is neutral.",
        f"{KARST}The ferry he was on sank.",
        f"{KARST}This left many questions.",
        f"{KARST}“He left on Monday,” Reyes said.",
    ],
)
def test_a_sentence_that_says_whom_it_is_about_has_no_pronoun(text: str) -> None:
    assert meant_by(text) is None
