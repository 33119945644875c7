"""Names: titles cut, fullest forms found, kinds told by form."""

import pytest

from summarizer.language.names import (
    fullest,
    is_nominal,
    kind_of,
    parenthesised,
    split_title,
    title_after,
    title_before,
)
from summarizer.schema import ActorKind


@pytest.mark.parametrize(
    ("given", "name", "title"),
    [
        ("External Affairs Minister S Jaishankar", "S Jaishankar", "External Affairs Minister"),
        ("US Secretary of State Marco Rubio", "Marco Rubio", "US Secretary of State"),
        ("US Ambassador to India Sergio Gor", "Sergio Gor", "US Ambassador to India"),
        ("Vice President Yemi Osinbajo of Nigeria", "Yemi Osinbajo", "Vice President"),
        ("Secretary Rubio", "Rubio", "Secretary"),
        ("Governor  Odo\nKarst  of Orlen", "Odo Karst", "Governor"),
        ("the Ministry of Health", "Ministry of Health", None),
        ("Minister for Railways and Information Technology", "Minister for Railways and Information Technology", None),
        ("@USAmb Sergio Gor", "Sergio Gor", None),
        ("sources", "sources", None),
    ],
)
def test_titles_are_cut_off_names(given: str, name: str, title: str | None) -> None:
    assert (split_title(given).name, split_title(given).title) == (name, title)


def test_the_fullest_form_of_a_surname_is_taken_from_the_text() -> None:
    text = "U.S. Secretary of State John Kerry spoke. Kerry left. Later President Kerry-Smith came."
    assert fullest("Kerry", text) == "John Kerry"
    assert fullest("Bessent", text) == "Bessent"


def test_the_capitals_of_a_headline_make_no_name() -> None:
    headline = "Iraqi Official Declares Mosul 'Fully Liberated'"
    assert fullest("Mosul", f"{headline}\nForces entered Mosul.") == "Mosul"
    assert fullest("Reyes", "Minister Ana Reyes\nReyes spoke.") == "Ana Reyes", "a byline is no headline"
    one_line = "The minister, Ana Reyes, spoke. " * 3
    assert fullest("Reyes", f"{one_line}\n{headline}") == "Ana Reyes", "a line of prose is none"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Turkey", "We want a 21st Century Turkey"),
        ("Boeing", "A Nineteenth Century Boeing"),
        ("Boeing", "The 747 Jumbo Boeing"),
        ("Qatar", "It was the 22nd World Cup Qatar"),
        ("Turkey", "It is the G20 Turkey meeting"),
        ("Ukraine", "It is the 2024 Ukraine summit"),
        ("Airbus", "The First Airbus"),
        ("Apple", "Two Apple stores"),
        ("England", "Then England scored"),
        ("Russia", "Today Russia left"),
        ("Boeing", "However Boeing left"),
        ("Orlen", "Although Orlen lost"),
        ("Kyiv", "Tomorrow Kyiv votes"),
        ("Chelsea", "Once Chelsea led"),
        ("Hamas", "Whether Hamas agrees"),
        ("Boeing", "This Boeing left"),
        ("Tesla", "Former Tesla workers"),
        ("Kremlin", "A Kremlin statement"),
        ("Kremlin", "The Kremlin left"),
        ("Nato", "An Nato ship"),
    ],
)
def test_a_number_an_opener_or_an_article_is_no_given_name(name: str, said: str) -> None:
    assert fullest(name, f"It rained there. {said} and so on. Nobody saw {name} at all.") == name


@pytest.mark.parametrize(
    "said", ["Meanwhile John Kerry left", "Then John Kerry left", "Yesterday Secretary John Kerry left"]
)
def test_behind_an_opener_a_given_name_is_found(said: str) -> None:
    assert fullest("Kerry", f"It rained there. {said}.") == "John Kerry"


def test_given_names_and_places_that_look_like_openers_are_kept() -> None:
    assert fullest("Smith", "Will Smith left.") == "Will Smith"
    assert fullest("York", "They met in New York on Sunday.") == "New York"


def test_titles_before_and_after_a_name() -> None:
    text = "Meanwhile, US Ambassador to India Sergio Gor met John Burrows, the chairman of the panel, on Monday."
    assert title_before(text, text.index("Sergio")) == "US Ambassador to India"
    assert title_after(text, text.index(" Burrows") + len(" Burrows")) == "chairman of the panel"
    assert title_before(text, text.index("John")) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("South Korea", ActorKind.COUNTRY),
        ("the US", ActorKind.COUNTRY),
        ("Biden-Harris Administration", ActorKind.COUNTRY),
        ("US Department of State", ActorKind.ORGANIZATION),
        ("survivors", ActorKind.GROUP),
        ("Afghan forces", ActorKind.GROUP),
        ("a senior official", ActorKind.PERSON),
        ("NATO", ActorKind.ORGANIZATION),
    ],
)
def test_kinds_by_form(name: str, kind: ActorKind) -> None:
    assert kind_of(name, f"{name} said so.") is kind


def test_abbreviations_that_the_text_introduces() -> None:
    assert parenthesised("leaders of the Gulf Cooperation Council (GCC) met") == {"GCC": "Gulf Cooperation Council"}


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("survivors", True),
        ("crane", False),
        ("welcomed him", False),
        ("US", True),
        ("an official", True),
        ("him", False),
    ],
)
def test_what_can_name_somebody_who_acts(phrase: str, names: bool) -> None:
    assert is_nominal(phrase) is names
