"""Participants: who acts and on whom, only where the sentence says so."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim
from summarizer.language.english.events import Reading, read
from summarizer.language.english.participants import both, named, participants

CAST = (
    "President Ana Reyes and Prime Minister Tom Hale lead Norway and Finland. Reyes came. Hale left. Varnholm Bank "
    "and the Harbour Council trade. Governor Odo Karst slept. Karst woke."
)
"""An article that names everybody more than once."""


def read_all(text: str) -> tuple[list[Reading], ActorRegistry]:
    """The readings of a text, and a registry of the actors of `CAST` in it."""
    actors = ActorRegistry(f"{text}\n{CAST}")
    for name in ("Ana Reyes", "Tom Hale", "Odo Karst", "Norway", "Finland", "Varnholm Bank", "Harbour Council"):
        assert actors.add(ActorClaim(name)) == name
    return [read(sentence) for sentence in sentences(text, "en")], actors


def roles(sentence: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    (reading,), actors = read_all(sentence)
    return participants(reading, actors)


@pytest.mark.parametrize(
    ("sentence", "agents", "others"),
    [
        ("Odo Karst closed the yard.", {"Odo Karst"}, set()),
        ("Karst closed the yard.", {"Odo Karst"}, set()),
        ("Governor Karst, a former miner, closed the yard.", {"Odo Karst"}, set()),
        ("But Karst closed the yard.", {"Odo Karst"}, set()),
        ("Governor Odo Karst, Jr. closed the yard.", {"Odo Karst"}, set()),
        ("Karst on Monday closed the yard.", {"Odo Karst"}, set()),
        ("Norway and Finland signed a treaty.", {"Norway", "Finland"}, set()),
        ("Ana Reyes and Tom Hale met in Orlen.", {"Ana Reyes", "Tom Hale"}, set()),
        ("The United Nations condemned the attack.", {"United Nations"}, set()),
        ("NATO sent two ships.", {"NATO"}, set()),
        ("The Norwegian police arrested two men.", {"Norwegian police"}, set()),
        ("Dockers closed the road.", {"Dockers"}, set()),
        ("Karst said on Monday that Norway will pay.", {"Norway"}, set()),
        ("Officials said Karst had resigned.", {"Odo Karst"}, set()),
        ("“We will pay,” Karst told the dockers.", {"Odo Karst"}, set()),
        # In the passive the subject is whom it is done to.
        ("Karst was arrested on Tuesday.", set(), {"Odo Karst"}),
        ("Karst was arrested by Norway.", {"Norway"}, {"Odo Karst"}),
        ("The yard was bought by Varnholm Bank for nine million crowns.", {"Varnholm Bank"}, set()),
        ("The forum was opened by Governor Odo Karst on Monday.", {"Odo Karst"}, set()),
        ("Karst has been invited by Norway and Finland.", {"Norway", "Finland"}, {"Odo Karst"}),
        # One of several would be a part of the truth.
        ("Karst was invited by Norway, Finland, and Varnholm Bank.", set(), {"Odo Karst"}),
        ("Karst was invited by Norway, which sells ships.", {"Norway"}, {"Odo Karst"}),
    ],
)
def test_the_subject_says_who_acts_or_on_whom(sentence: str, agents: set[str], others: set[str]) -> None:
    (reading,), actors = read_all(sentence)
    found = [{name for joint in joints for name in actors.parted(joint)} for joints in participants(reading, actors)]
    assert found == [agents, others]


@pytest.mark.parametrize(
    "sentence",
    [
        # Pronouns, and nouns that point back.
        "He closed the yard.",
        "They closed the yard.",
        "The company closed the yard.",
        "The two leaders signed a treaty.",
        "Others closed the road.",
        "Nobody closed the yard.",
        "Everyone left the yard.",
        "Many left the yard.",
        "Some stayed in the yard.",
        "One died in the yard.",
        # An office without a name.
        "The Chancellor closed the yard.",
        "The chairman of the Harbour Council resigned.",
        "The mayor of Orlen resigned.",
        # Things, which do not act, also where they open the sentence with a capital.
        "The yard closed on Monday.",
        "Work on the bridge has begun.",
        "Work stopped on Monday.",
        "Prices rose by four percent.",
        "Production has resumed.",
        "Rain fell in Orlen.",
        "Talks failed on Monday.",
        "The war between Norway and Finland ended.",
        "Karst’s decision angered residents.",
        "The Harbour Council’s chairman resigned.",
        # No subject can be told.
        "When Karst met Reyes, the dockers cheered.",
        "While Karst slept, the mill burned.",
        "Karst, who is 61, and his wife have left.",
        "The yard that Karst sold will reopen.",
    ],
)
def test_nobody_acts_where_the_subject_does_not_say_who(sentence: str) -> None:
    assert roles(sentence) == ((), ())


@pytest.mark.parametrize(
    "sentence",
    [
        "The man was arrested by the Orlen police.",
        "The yard was closed by Karst’s brother.",
        "The road was closed by heavy rain.",
        "The yard was closed by a Norwegian bank.",
        "The letter was published by Orlen Harbour news.",
    ],
)
def test_a_name_that_only_describes_who_acts_in_the_passive_does_not_act(sentence: str) -> None:
    assert roles(sentence)[0] == ()


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("The city council will build a library.", "city council"),
        ("The health ministry will hire 300 nurses.", "health ministry"),
        ("The school board closed two schools.", "school board"),
        ("A federal court blocked the order.", "federal court"),
        ("The central bank raised rates.", "central bank"),
        ("The shipping company cut 200 jobs.", "shipping company"),
        ("The dockers’ union called a strike.", "dockers’ union"),
        ("The football club sold its stadium.", "football club"),
        ("The state university admitted 900 students.", "state university"),
        ("The teachers association sued.", "teachers association"),
        ("The company cut 200 jobs.", None),
        ("Its new board cut 200 jobs.", None),
        ("The new project cut 200 jobs.", None),
        ("The task force left.", None),
        ("The evening news began.", None),
        ("The old front collapsed.", None),
        ("The first half and the council closed the yard.", None),
    ],
)
def test_a_body_by_description_acts(sentence: str, body: str | None) -> None:
    assert roles(sentence)[0] == ((body,) if body else ())


def test_names_joined_that_are_not_known_are_no_single_actor() -> None:
    text = "Kari Lund and the Fjord Trust bought the mill. Lund, Bo Dahl and Per Moe sold it."
    actors = ActorRegistry(text)
    for sentence in sentences(text, "en"):
        participants(read(sentence), actors)
    assert not any(" and " in name or "," in name for name in actors.known())


def told_before(phrase: str, *lines: str) -> set[str]:
    """Whom a phrase means after these lines, the nearest last."""
    readings, actors = read_all("\n".join(lines))
    return set(both(phrase, readings[::-1], actors))


@pytest.mark.parametrize(
    ("phrase", "lines", "meant"),
    [
        ("the two leaders", ["Ana Reyes met Tom Hale."], {"Ana Reyes", "Tom Hale"}),
        ("Both men", ["Odo Karst met Tom Hale."], {"Odo Karst", "Tom Hale"}),
        ("The two", ["Ana Reyes met Tom Hale.", "It rained."], {"Ana Reyes", "Tom Hale"}),
        ("the two leaders", ["Ana Reyes met Tom Hale.", "Odo Karst was ill."], {"Ana Reyes", "Tom Hale"}),
        ("the two leaders", ["Ana Reyes, Tom Hale and Odo Karst met."], set()),
        ("the two leaders", ["Ana Reyes met Tom Hale and Kari Lund."], set()),
        ("the two leaders", ["Odo Karst spoke."], set()),
        ("the three leaders", ["Ana Reyes met Tom Hale."], set()),
        ("the leaders", ["Ana Reyes met Tom Hale."], set()),
        # Who only says so is none of the two.
        ("the two leaders", ["Ana Reyes wants more trade, Odo Karst added."], set()),
        ("the two men", ["Odo Karst said Tom Hale had left."], set()),
        # Neither has the office.
        ("the two presidents", ["Ana Reyes met Tom Hale."], set()),
        ("the two presidents", ["President Ana Reyes met President Tom Hale."], {"Ana Reyes", "Tom Hale"}),
        ("the two ministers", ["Prime Minister Ana Reyes met Minister Tom Hale."], {"Ana Reyes", "Tom Hale"}),
        ("the two ministers", ["President Ana Reyes met Minister Tom Hale."], set()),
    ],
)
def test_the_two_are_those_whom_a_sentence_names_if_it_names_exactly_two(
    phrase: str, lines: list[str], meant: set[str]
) -> None:
    assert told_before(phrase, *lines) == meant


def test_before_the_first_sentence_nobody_is_meant() -> None:
    assert told_before("the two leaders") == set()


def test_a_name_takes_its_article_for_no_part_of_it_and_no_preposition() -> None:
    _, actors = read_all("")
    assert named("the Harbour Council", actors) == ("Harbour Council",)
    assert named("Karst despite", actors) == ()
