"""Mentions: whom an article lists, introduces, quotes or concerns, besides those who act."""

from __future__ import annotations

import pytest

from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim
from summarizer.language.english.mentions import (
    bulleted,
    counted,
    introduced,
    involved,
    is_adjective,
    is_person_in_full,
    is_piece,
    is_where,
    names_nobody,
    people_of,
    quoted,
)
from summarizer.language.names import is_nominal
from summarizer.schema import ActorKind


def test_a_list_of_names_one_a_line_is_read() -> None:
    lines = ["The concert will feature:", "- Ana Reyes", "- Odo Karst", "- The Port Orlen Band", "Tickets are free."]
    assert bulleted(lines, ActorRegistry("\n".join(lines))) == ("Ana Reyes", "Odo Karst", "Port Orlen Band")
    assert bulleted(["- Ana Reyes", "- to be told", "- Odo Karst"], ActorRegistry("Ana Reyes Odo Karst")) == ()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Reyes accused the African Union of delay.", ("African Union",)),
        ("Reyes met officials in Norway.", ()),
        ("Reyes praised Norway’s fleet.", ()),
        ("Reyes warned Norway.", ("Norway",)),
        ("Reyes thanked the Harbour Council and the European Union.", ("Harbour Council", "European Union")),
        ("Reyes praised the Veerhaven plan.", ()),
        ("Reyes named a Union Minister.", ()),
    ],
)
def test_a_happening_concerns_the_states_and_bodies_that_it_names(statement: str, expected: tuple[str, ...]) -> None:
    assert involved(statement, ActorRegistry(statement)) == expected


def test_who_is_named_again_and_again_is_of_the_story_but_no_place() -> None:
    text = (
        "Varnex grew. Varnex sold ships. Karst bought shares of Varnex. Karst sued Varnex. Orlen is old. It rained in "
        "Orlen. A ship sank near Orlen. Karst left Orlen."
    )
    assert involved("Karst sued Varnex.", ActorRegistry(text)) == ("Varnex",)
    assert involved("Karst left Orlen.", ActorRegistry(text)) == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Iraqi", "Iraqi forces fought. The Iraqi army left. An Iraqi minister spoke."),
        ("Malaysian", "The Malaysian Prime Minister spoke to a Malaysian court."),
        ("Shi’ite", "Shi’ite militias left. Shi’ite fighters came."),
        ("Venezuelan", "Venezuelan protesters marched to the Venezuelan Supreme Court."),
        ("Apple", "Apple Computer grew, and the Apple store opened."),
        ("Davis", "The Davis-Bacon rule is old."),
    ],
)
def test_a_name_that_stands_before_nouns_is_an_adjective(name: str, text: str) -> None:
    assert is_adjective(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Varnex", "Varnex sold ships. Varnex said so. Varnex will grow."),
        ("Varnex", "Karst sued Varnex. He left Varnex, and Varnex has grown."),
        ("Varnex", "Varnex shares fell. Varnex is old. Karst owns Varnex."),
        ("Karst", "Karst resigned. Karst told Reyes. Reyes met Karst."),
        ("Karst", "Karst wants a yard. Karst and Reyes met."),
        ("Port Orlen", "Port Orlen dockers met. Port Orlen ships left."),
    ],
)
def test_a_name_that_acts_is_none(name: str, text: str) -> None:
    assert not is_adjective(text, name)


def test_a_thing_that_is_named_again_and_again_is_no_actor() -> None:
    things = "Construction began. Construction stopped. The construction is late. All construction went on."
    people = "Patients left. Patients slept. The patients ate. Few patients died."
    said = "Karst saw Construction and Patients."
    assert involved(said, ActorRegistry(f"{things} {people} {said}")) == ("Patients",)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Teams from Iran, Libya and Yemen came late.", ()),
        ("Ships sank in Norway and Finland.", ()),
        ("Dockers struck across Norway, Finland, and Poland.", ()),
        ("Reyes warned Norway and Finland.", ("Norway", "Finland")),
        ("Reyes praised ships from Norway, and warned Finland.", ("Finland",)),
        ("Reyes asked Norway, Finland and Poland for help.", ("Norway", "Finland", "Poland")),
    ],
)
def test_states_in_a_row_that_says_where_are_not_concerned(statement: str, expected: tuple[str, ...]) -> None:
    assert involved(statement, ActorRegistry(statement)) == expected


def test_a_part_of_a_longer_name_is_nobody_of_its_own() -> None:
    text = "The Harbour Council on Safe Shipping met. Reyes thanked the Harbour Council on Safe Shipping."
    cast = ActorRegistry(text)
    cast.add(ActorClaim("Harbour Council on Safe Shipping"))
    assert involved("Reyes thanked the Harbour Council on Safe Shipping.", cast) == ()


def test_an_office_or_a_residence_is_nobody_who_is_introduced() -> None:
    text = "Vice President Ilse Brandmark spoke at the President’s Residence."
    assert introduced(text, ActorRegistry(text)) == ("Ilse Brandmark",)


def test_sources_are_quoted_by_name() -> None:
    text = "“It is late,” said Ana Reyes. According to Odo Karst, it rained."
    assert quoted(text, ActorRegistry(text)) == ("Ana Reyes", "Odo Karst")


def test_whose_something_is_says_nothing_of_the_owner() -> None:
    assert is_where("Reyes left Iran's port.", "Iran")
    assert not is_where("Reyes warned Iran.", "Iran")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("At least 40 people were hurt when the ferry sank.", {"At least 40 people": "hurt"}),
        ("The flood killed two Norwegian sailors and wounded nine other people.",
         {"two Norwegian sailors": "killed", "nine other people": "wounded"}),
        ("A mast fell on the deck, killing 17 or more and injuring 58.", {}),
        ("Ferry sinks off Port Orlen, 17 dead", {}),
        ("The war has displaced 2.4 million.", {}),
        ("Dozens of miners are still missing.", {"Dozens of miners": "missing"}),
        ("The parade drew thousands to the harbour.", {}),
        ("Ferry Fire Leaves Hundreds at Sea", {}),
        ("Ferry Fire Leaves Hundreds Dead", {}),
        ("The town lies 40 kilometers from where the ferry went missing.", {}),
        ("The two leaders met 40 officials in Port Orlen.", {}),
        ("The storm destroyed 40 houses, police said.", {}),
        ("It cost thousands of crowns.", {}),
    ],
)  # fmt: skip
def test_people_are_named_as_they_are_counted_with_what_befell_them(
    sentence: str, expected: dict[str, str | None]
) -> None:
    cast = ActorRegistry(sentence)
    actors = cast.actors(counted(sentence, cast))
    assert {actor.name: actor.role for actor in actors} == expected
    assert all(actor.kind is ActorKind.GROUP for actor in actors)


@pytest.mark.parametrize(
    "name",
    [
        "of the dockers", "Among the victims", "both groups", "more 860,000 people", "one of the militants", "We’ve",
        "official", "government", "Norwegian", "European", "Democratic", "Construction", "Investing", "T-shirt",
    ],
)  # fmt: skip
def test_pieces_adjectives_and_activities_name_nobody(name: str) -> None:
    assert names_nobody(name, f"On Monday, {name} closed the yard.")


@pytest.mark.parametrize(
    "name",
    [
        "more than 10,000 people", "some 600 dockers", "other observers", "Pakistani official", "Orlen government",
        "Commission", "Orlen", "Tan", "Boeing", "Beijing", "Norwegian dockers", "Construction Board", "Houthis",
    ],
)  # fmt: skip
def test_names_and_descriptions_name_somebody(name: str) -> None:
    assert not names_nobody(name, f"On Monday, {name} closed the yard.")


@pytest.mark.parametrize(
    ("name", "text"), [("Vatican", "Karst met the Vatican’s envoy."), ("Browning", "On Monday, Ida Browning left.")]
)
def test_a_word_that_is_also_a_name_in_the_text_names_somebody(name: str, text: str) -> None:
    assert not names_nobody(name, text)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Veerian media report thousands more soldiers", True),
        ("we urge all countries and stakeholders", True),
        ("woman resident of Teldau claims on a video", True),
        ("critics assert the government", True),
        ("Besides Veerian employees", True),
        ("Orlen dockers claim Varn crews", True),
        ("Police in Orlen say gunman Odo Karst", True),
        ("Registration refers", True),
        ("thousands more soldiers", False),
        ("at least three other people", False),
        ("members of the opposition", False),
        ("women and the elderly", False),
        ("Veerian government forces", False),
        ("University of the Arts", False),
    ],
)
def test_a_piece_of_a_sentence_describes_nobody(name: str, is_one: bool) -> None:
    assert is_piece(name) is is_one


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("protests", False),
        ("interests", False),
        ("2024-2025 Harbour Fellows Program year", False),
        ("foreign appeals", False),
        ("long lists", False),
        ("the mayor’s three-day trip", False),
        ("nationalists", True),
        ("about 250 Americans", True),
        ("the mayor’s lawyers", True),
        ("protesters", True),
        ("journalists", True),
        ("20 suspects", True),
        ("2,000 police", True),
    ],
)
def test_things_are_no_people(phrase: str, names: bool) -> None:
    assert is_nominal(phrase) is names


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Kenyan officials met U.S. civil servants.", ("Kenyan officials", "U.S. civil servants")),
        ("Talks with Norwegian dockers failed.", ("Norwegian dockers",)),
        ("They left with Danish sailors.", ("Danish sailors",)),
        ("Norwegian ships met.", ()),
        ("Orlen residents met.", ()),
    ],
)
def test_people_are_named_by_their_nation(statement: str, expected: tuple[str, ...]) -> None:
    assert people_of(statement, ActorRegistry(statement)) == expected


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("Ida Moe", "Ida Moe left. Moe slept.", True),
        ("Ida al-Moe", "Ida al-Moe left.", True),
        ("Larvik Airfield", "Larvik Airfield burned.", False),
        ("Yesterday Karst", "Yesterday Karst left.", False),
        ("Orlen Tribune", "The Orlen Tribune said so.", False),
        ("Norwegian-backed Karst", "Norwegian-backed Karst left.", False),
    ],
)
def test_a_full_name_is_a_person_s(name: str, text: str, is_one: bool) -> None:
    assert is_person_in_full(name, text) is is_one


def test_a_full_name_in_an_apposition_is_a_source_and_a_state_behind_a_town_is_none() -> None:
    for said, expected in (
        ("The minister, Ida Moe, said so.", ("Ida Moe",)),
        ("In Larvik, Norway, officials said so.", ()),
    ):
        assert quoted(said, ActorRegistry(said)) == expected


def test_an_operation_or_a_disease_is_nobody() -> None:
    statement = (
        "Reyes launched Operation Sea Shield against COVID-19 and thanked Ida Moe. COVID-19 came, COVID-19 left."
    )
    text = f"{statement} Then COVID-19 came back, and COVID-19 stayed."
    assert involved(statement, ActorRegistry(text)) == ("Ida Moe",)


TOLD = "Farmers block the port. " * 15 + "The members met. Task Force 59 left."


def test_signs_of_patterns_are_read_as_they_stand() -> None:
    assert not names_nobody("?", "? closed the yard.")
    assert not names_nobody("(", "( closed the yard.")


@pytest.mark.parametrize(
    "name",
    [
        "members", "Voters", "investigators", "driver", "Owners and operators", "Businesses and universities",
        "Norway and all refugees", "D-N.M", "June", "48-year-old Spaniard", "Task Force",
    ],
)  # fmt: skip
def test_a_noun_alone_a_day_or_a_part_of_a_name_names_nobody(name: str) -> None:
    assert names_nobody(name, TOLD)


@pytest.mark.parametrize(
    "name",
    ["Farmers", "police", "army", "union members", "Cubans", "Sheikh", "19-year-old man", "Trade Council", "May Larve"],
)
def test_whom_the_lead_calls_so_and_who_is_told_from_others_is_somebody(name: str) -> None:
    assert not names_nobody(name, TOLD)


def test_people_who_are_counted_are_listed_by_their_number_only() -> None:
    assert names_nobody("men", "Two men were held in Orlen. The men slept.")
    assert not names_nobody("men", "Men in Orlen live long. The men slept.")
