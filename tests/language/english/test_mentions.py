"""Mentions: whom an article lists, introduces, quotes or concerns, besides those who act."""

from __future__ import annotations

import pytest

from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim
from summarizer.language.english.mentions import bulleted, enumerated, introduced, involved, is_where, quoted


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The talks brought together Australia, Canada, the European Union and Japan.",
         ("Australia", "Canada", "European Union", "Japan")),
        ("Norway, Finland, and Estonia agreed on a rule.", ("Norway", "Finland", "Estonia")),
        ("The forum drew ministers from eight economies, including Australia, the European Union and Japan.",
         ("Australia", "European Union", "Japan")),
        ("It includes roads, bridges and harbours.", ()),
        ("Two names, Norway and Finland, are no enumeration.", ()),
        ("The army took towns in Turin, Milan, and Rome.", ()),
        ("The Minister for Rail, Health, and Ports, Ana Reyes, came.", ("Ana Reyes",)),
        ("On Friday, the 9th of May, Ana Reyes spoke.", ()),
        ("Alarm, Hope, Doubt After Vote", ()),
        ("The delegation was led by Secretary Ana Reyes; Ambassador to Mexico Kai Salo; and Counsellor Odo B. Karst.",
         ("Ana Reyes", "Kai Salo", "Odo B. Karst")),
    ],
)  # fmt: skip
def test_names_in_a_row_are_those_who_take_part(sentence: str, expected: tuple[str, ...]) -> None:
    assert enumerated(sentence, ActorRegistry(sentence)) == expected


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


def test_who_is_named_again_and_again_is_of_the_story_but_no_place_and_no_adjective() -> None:
    text = (
        "Varnex grew. Varnex sold ships. Karst bought shares of Varnex. Karst sued Varnex. Orlen is old. It rained in "
        "Orlen. A ship sank near Orlen. Karst left Orlen."
    )
    assert involved("Karst sued Varnex.", ActorRegistry(text)) == ("Varnex",)
    assert involved("Karst left Orlen.", ActorRegistry(text)) == ()
    text = "Tessalian girls won. Tessalian girls sang. Tessalian girls ran. Tessalian girls met Reyes."
    assert involved("Reyes met Tessalian girls.", ActorRegistry(text)) == ()


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
    assert is_where("Reyes left Iran's port.", ("Iran",))
    assert not is_where("Reyes warned Iran.", ("Iran",))
