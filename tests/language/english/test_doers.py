"""Doers: subjects after introductions and before asides, people by description, pronouns that are certain."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.language.english.doers import Doers, Doing
from summarizer.language.english.events import read
from summarizer.language.english.mentions import introduced


def doers_of(text: str) -> tuple[str, ...]:
    """The agents of the last sentence of a text."""
    actors = ActorRegistry(text)
    readings = [read(sentence) for sentence in sentences(text, "en")]
    for reading in readings:
        introduced(reading.text, actors)
    reader = Doers(actors)
    return [reader.read(reading) for reading in readings][-1].agents


@pytest.mark.parametrize(
    "sentence",
    [
        "Starting February 19, Norway will close the strait.",
        "Using money of the council, Norway will pay for the dock.",
        "Citing privacy rules, Norway has refused to name the captain.",
        "To protect the coast, Norway will build a wall.",
        "As a first step, Norway will lend a ship.",
        "In the framework of the treaty, Norway will send two ships.",
        "By relying on local crews, Norway has kept the port open.",
        "Building on the talks in Orlen, Norway will open a school.",
        "Norway, which has two ports, has closed one of them.",
        "Norway, angered by the strike, has recalled its ships.",
        "Norway, the largest buyer, has cancelled the order.",
        "Norway, including its islands, will vote in May.",
        "Norway, president of the council, will vote in May.",
        "Norway, co-founder of the bank, has left it.",
        "Norway (NOR) has left the council.",
        "Norway, born of a strike, will vote in May.",
        "While dockers marched in Orlen, Norway closed the strait.",
        "Speaking in Orlen, Norway offered talks.",
        "To protect the coast near Orlen, Norway will build a wall.",
    ],
)
def test_an_introduction_or_an_aside_hides_no_subject(sentence: str) -> None:
    assert doers_of(sentence) == ("Norway",)


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("Opponents of the government marched in Orlen.", ()),  # a bare noun at the beginning may be anything
        ("Many harbour workers blocked the gate.", ("harbour workers",)),
        ("Some regional leaders met in Orlen.", ("regional leaders",)),
        ("The striking dockers closed the port.", ("striking dockers",)),
        ("The angry residents of Orlen sued the board.", ("angry residents of Orlen",)),
        ("Several humanitarian agencies left the island.", ("humanitarian agencies",)),
        ("Their supporters marched in Orlen.", ()),
        ("The old ferries collided in the fog.", ()),
        ("The heavy rains closed the port.", ()),
        ("Its workers blocked the gate.", ()),
        ("Tens of thousands of residents of Orlen blocked the gate.", ("Tens of thousands of residents",)),
        ("Hundreds of letters reached the board.", ()),
        ("The dockers of a yard in Bergen, Norway blocked the gate.", ()),
        ("Ana Reyes, Minister, Norway, opened the gate.", ("Ana Reyes",)),
        ("Tens of thousands of Russians marched.", ("Tens of thousands of Russians",)),
        ("Dozens of former guards marched.", ("Dozens of former guards",)),
    ],
)
def test_people_by_description_act(sentence: str, people: tuple[str, ...]) -> None:
    assert doers_of(sentence) == people


@pytest.mark.parametrize(
    ("sentence", "agents"),
    [
        ("Norwegian shipbuilder Orlen has cut its staff.", ("Orlen",)),
        ("Aircraft manufacturer Orlen Air has cut its staff.", ("Orlen Air",)),
        ("Norwegian flag carrier Orlen closed the route.", ("Orlen",)),
        ("Irish national airline Orlen Wings closed the route.", ("Orlen Wings",)),
        ("Union co-leader Karst condemned the vote.", ("Karst",)),
        ("Norwegian conglomerate Orlen Marine Corp. will build a dock.", ("Orlen Marine Corp",)),
        ("Norwegian state TV showed the gate.", ()),
        ("Talks between Orlen failed.", ()),
        ("The shipbuilder Karst built was sold.", ()),
        ("A court ordered the board to pay.", ("court",)),
        ("A Norwegian court ordered the board to pay.", ("Norwegian court",)),
        ("An appeals court in Orlen ordered the board to pay.", ("appeals court",)),
        ("The court ordered the board to pay.", ()),
    ],
)
def test_somebody_may_be_named_behind_a_description_or_first_told_of(sentence: str, agents: tuple[str, ...]) -> None:
    assert doers_of(sentence) == agents


@pytest.mark.parametrize(
    ("sentence", "agents"),
    [
        ("Reyes has closed the yard.", ("Reyes",)),
        ("On Monday, Apple closed a shop.", ("Apple",)),
        ("Work has begun.", ()),
        ("Silence reigned in the yard.", ()),
        ("Norway released the two boats that had been held.", ("Norway",)),
        ("Norway also released the two boats its guards were using.", ("Norway",)),
        ("Dockers arrested in Orlen were released.", ()),
        ("Dockers denied the bonus were told to leave.", ()),
    ],
)
def test_a_capital_at_the_beginning_is_a_name_if_it_is_no_word(sentence: str, agents: tuple[str, ...]) -> None:
    assert doers_of(sentence) == agents


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Governor Odo Karst opened the bridge. He will visit Porto in May.", ("Odo Karst",)),
        ("Governor Odo Karst opened the bridge. He praised it. He will visit Porto in May.", ("Odo Karst",)),
        ("Governor Odo Karst said he will visit Porto in May.", ("Odo Karst",)),
        ("Governor Odo Karst met Mayor Ana Reyes. He will visit Porto in May.", ()),
        ("Governor Odo Karst opened the bridge. Mayor Ana Reyes met him. He will visit Porto in May.", ()),
        ("The bridge was opened. He will visit Porto in May.", ()),
        ("Norway closed the strait. It will open it in May.", ()),  # the strait, or Norway
        ("Norway closed the strait. It also recalled its ships.", ("Norway",)),
        ("The storm closed the strait. It will move north in May.", ()),
        ("Norway closed the strait. He will open it in May.", ()),
        ("Odo Karst and Ana Reyes met in Orlen. They will meet again in May.", ("Odo Karst", "Ana Reyes")),
        ("Odo Karst and Ana Reyes met in Orlen. The two leaders will meet again in May.", ("Odo Karst", "Ana Reyes")),
        ("Ten ferries sank. They will be missed, and they carried many guests.", ()),
        ("We will visit Porto in May.", ()),
    ],
)
def test_a_pronoun_is_whom_the_last_sentence_is_about_if_that_is_certain(text: str, meant: tuple[str, ...]) -> None:
    assert set(doers_of(text)) == set(meant)


def test_whom_something_is_done_to_does_not_do_it() -> None:
    actors = ActorRegistry("Starting February 19, Norway will be asked to leave.")
    (sentence,) = sentences(actors.text, "en")
    assert Doers(actors).read(read(sentence)) == Doing(others=("Norway",))


@pytest.mark.parametrize(
    ("caption", "agents"),
    [
        ("Ana Reyes speaks to dockers in Orlen, March 1, 2026.", ()),
        ("Dockers rest in Orlen, March 1, 2026.", ("Ana Reyes",)),
    ],
)
def test_a_pronoun_does_not_mean_whom_a_caption_goes_on_about(caption: str, agents: tuple[str, ...]) -> None:
    text = f"Governor Ana Reyes arrived in the morning. {caption} Reyes has criticised the board. She closed the yard."
    assert doers_of(text) == agents


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("The environment minister, Odo Karst, opened the dock.", ("Odo Karst",)),
        ("The boy’s uncle, Odo Karst, opened the dock.", ("Odo Karst",)),
        ("Her publisher, Karst & Moe, opened a shop.", ("Karst & Moe",)),
        ("The minister, Odo Karst, of Larvik, opened the dock.", ("Odo Karst",)),
        ("The minister, Odo Karst, spoke. He opened the dock.", ("Odo Karst",)),
        ("The museum in Orlen, Norway, opened the dock.", ()),
        ("The museum, Norway, opened the dock.", ()),
        ("The University of Larvik opened the dock.", ("University of Larvik",)),
        ("The Orlen union opened the dock.", ("Orlen union",)),
        ("Karst met the union. Odo Karst said on Monday he had opened the dock.", ("Odo Karst",)),
    ],
)
def test_an_apposition_names_whom_the_subject_describes(text: str, agents: tuple[str, ...]) -> None:
    assert doers_of(text) == agents
