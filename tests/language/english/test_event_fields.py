"""Fields of events: who acts and on whom, and on which day, only where the sentence says so."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim, EventClaim
from summarizer.language.english.events import Reading, dated, event_of, read
from summarizer.language.english.participants import antecedent, named
from summarizer.language.rules import Document
from summarizer.schema import Article

PUBLISHED = date(2026, 1, 29)
"""A Thursday."""

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


def event(sentence: str) -> EventClaim:
    (reading,), actors = read_all(sentence)
    return event_of(reading, actors, PUBLISHED)


@pytest.mark.parametrize(
    ("sentence", "agents", "others"),
    [
        ("Odo Karst closed the yard.", {"Odo Karst"}, set()),
        ("Karst closed the yard.", {"Odo Karst"}, set()),
        ("Governor Karst, a former miner, closed the yard.", {"Odo Karst"}, set()),
        ("But Karst closed the yard.", {"Odo Karst"}, set()),
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
    ],
)
def test_the_subject_says_who_acts_or_on_whom(sentence: str, agents: set[str], others: set[str]) -> None:
    claim = event(sentence)
    _, actors = read_all(sentence)
    assert {name for joint in claim.agents for name in actors.parted(joint)} == agents
    assert {name for joint in claim.others for name in actors.parted(joint)} == others


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
        "The President closed the yard.",
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
    claim = event(sentence)
    assert (claim.agents, claim.others) == ((), ())


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
    assert event(sentence).agents == ()


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
        ("The company cut 200 jobs.", None),  # `CAST` names a bank, which may be meant
        ("Its new board cut 200 jobs.", None),
        ("The new project cut 200 jobs.", None),
        ("The task force left.", None),
        ("The evening news began.", None),
        ("The old front collapsed.", None),
        ("The first half and the council closed the yard.", None),
    ],
)
def test_a_body_by_description_acts(sentence: str, body: str | None) -> None:
    assert event(sentence).agents == ((body,) if body else ())


def test_a_bare_noun_is_a_body_where_none_is_named() -> None:
    actors = ActorRegistry("The company cut 200 jobs.")
    assert named("The company", actors) == ("company",)


def test_names_joined_that_are_not_known_are_no_single_actor() -> None:
    text = "Kari Lund and the Fjord Trust bought the mill. Lund, Bo Dahl and Per Moe sold it."
    actors = ActorRegistry(text)
    for sentence in sentences(text, "en"):
        event_of(read(sentence), actors, PUBLISHED)
    assert not any(" and " in name or "," in name for name in actors.known())


def told_before(pronoun: str, *lines: str) -> set[str]:
    """Whom a pronoun means after these lines, the nearest last."""
    readings, actors = read_all("\n".join(lines))
    return set(antecedent(pronoun, readings[::-1], actors))


@pytest.mark.parametrize(
    ("pronoun", "before", "meant"),
    [
        ("He", "Odo Karst spoke in Orlen.", {"Odo Karst"}),
        ("She", "Ana Reyes arrived on Monday.", {"Ana Reyes"}),
        ("it", "Varnholm Bank closed the yard.", {"Varnholm Bank"}),
        ("it", "Norway closed the border.", {"Norway"}),
        # More than one may be meant.
        ("He", "Odo Karst met Tom Hale.", set()),
        ("He", "Odo Karst thanked Kari Lund.", set()),
        ("He", "Odo Karst thanked the Prime Minister.", set()),
        ("it", "Varnholm Bank sued the Harbour Council.", set()),
        # Nobody, or somebody else, is the sentence's subject.
        ("He", "The dockers cheered Odo Karst.", set()),
        ("He", "Varnholm Bank closed the yard.", set()),
        ("it", "Odo Karst spoke in Orlen.", set()),
        ("They", "Norway closed the border.", set()),
        ("We", "Norway closed the border.", set()),
    ],
)
def test_a_pronoun_means_the_only_one_whom_the_sentence_before_is_about(
    pronoun: str, before: str, meant: set[str]
) -> None:
    assert told_before(pronoun, before) == meant


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
    ],
)
def test_the_two_are_those_whom_a_sentence_names_if_it_names_exactly_two(
    phrase: str, lines: list[str], meant: set[str]
) -> None:
    assert told_before(phrase, *lines) == meant


def test_before_the_first_sentence_a_pronoun_means_nobody() -> None:
    assert told_before("He") == set()
    assert told_before("the two leaders") == set()


def test_a_name_takes_its_opening_word_and_its_day_for_no_part_of_it() -> None:
    _, actors = read_all("")
    assert named("But Karst on Monday", actors) == ("Odo Karst",)
    assert named("Karst despite", actors) == ()


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("On Tuesday, the board closed the yard.", "Tuesday"),
        ("In January the board closed the yard.", "January"),
        ("The board met last week.", "last week"),
        ("The board met in Orlen on 12 January 2026.", "12 January 2026"),
        ("The board will meet on Friday.", "Friday"),
        ("The board will close the yard by June.", "by June"),
        ("The board met on Monday after it closed the yard on January 12.", "Monday"),
        # The day of what is told, not of the telling.
        ("Officials said on Wednesday that the yard closed on January 12.", "January 12"),
        ("The yard closed on January 12, officials said on Wednesday.", "January 12"),
        ("The board will meet next week, officials said on Wednesday.", "next week"),
        ("On Wednesday, officials said the board will meet next week.", "next week"),
        ("On Wednesday, officials said that the board will meet.", None),
        ("Officials said on Wednesday that the yard has been closed.", None),
        ("The yard has been closed, officials said on Wednesday.", None),
        # From or up to which it goes on, what is compared, whose it is.
        ("The board has run the yard since 2019.", None),
        ("Since 2019, the board has run the yard.", None),
        ("The board will run the yard until June.", None),
        ("The board will meet before May.", None),
        ("The board sold more ships than in 2019.", None),
        ("Monday’s strike closed the yard.", None),
        ("The board met ahead of the vote scheduled for February 9.", None),
        # Another clause.
        ("On Tuesday, the board closed the yard, which opened in 1970.", "Tuesday"),
        ("The board closed the yard, which opened in 1970.", None),
        ("The board closed the yard that may reopen in May.", None),
        ("The board closed the yard and will reopen it on February 20.", None),
        ("The board announced that it would close the yard in May.", None),
        ("The board announced it would close the yard in May.", None),
        ("The board sued the owners, who left the port in 2021.", None),
        ("The board said: “The yard closed on Monday.”", None),
        ("The yard, opened in 1970, closed.", None),
        ("The yard that opened in 1970 closed.", None),
        # What has been is not of a day to come, nor the other way round.
        ("The board closed the yard on March 3, 2026.", None),
        ("The board will close the yard on March 3, 2025.", None),
        ("The board closed the yard.", None),
        ("The board recently closed the yard.", None),
    ],
)
def test_a_date_is_that_of_the_verb_that_is_told(sentence: str, phrase: str | None) -> None:
    assert event(sentence).when == phrase


def dates(text: str) -> list[tuple[str | None, tuple[int, ...]]]:
    readings, actors = read_all(text)
    article = Article(text=text, published=PUBLISHED)
    document = Document(article, [reading.sentence for reading in readings], {})
    made = [dated(event_of(r, actors, PUBLISHED), r, readings, document) for r in readings]
    return [(event.when, event.sentences) for event in made]


def test_the_day_that_opens_a_paragraph_dates_its_next_events_and_is_cited() -> None:
    text = "On Monday the board met in Orlen. It closed the yard. The dockers called a strike."
    assert dates(text) == [("Monday", (1,)), ("Monday", (2, 1)), ("Monday", (3, 1))]


@pytest.mark.parametrize(
    "text",
    [
        "On Monday the board met in Orlen.\nIt closed the yard.",
        "On Monday the board met in Orlen. It will close the yard.",
        "The board met in Orlen on Monday. It closed the yard.",
        "In January the board met in Orlen. It closed the yard.",
    ],
    ids=["another paragraph", "to come", "not at the opening", "no day"],
)
def test_any_other_date_is_that_of_its_own_sentence_only(text: str) -> None:
    assert dates(text)[1] == (None, (2,))


def test_the_nearest_opening_day_counts() -> None:
    text = "On Monday the board met in Orlen. On Tuesday it closed the yard. The dockers called a strike."
    assert dates(text)[2] == ("Tuesday", (3, 2))
