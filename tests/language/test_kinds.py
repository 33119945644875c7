"""Kinds: whether a name is a person's, told by its words and by how the text uses them."""

from __future__ import annotations

import pytest

from summarizer.language.kinds import is_place, kind_of
from summarizer.schema import ActorKind


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Odo Karst", "Odo Karst left. Karst slept."),
        ("Mark Karst", "Mark Karst left, and Karst slept."),
        ("Ana Reyes", "The list has Ana Reyes."),
        ("Tim Cook", "The list has Tim Cook."),
        ("Gladys Knight", "The list has Gladys Knight."),
        ("J. D. Moe", "The list has J. D. Moe."),
        ("S Jaishankar", "The list has S Jaishankar."),
        ("Ban Ki-moon", "Secretary-General Ban Ki-moon left."),
        ("Abdullah II", "King Abdullah II met Hale."),
        ("Ian Cornyn", "They met Ian Cornyn and others."),
        ("Swedish official", "A Swedish official left."),
    ],
)
def test_a_person_is_known_by_the_surname_or_by_the_given_name(name: str, text: str) -> None:
    assert kind_of(name, text) is ActorKind.PERSON


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Islamic State", "The Islamic State fought. The State Department spoke."),
        ("Islamic State", "They [Islamic State] fought."),
        ("Varn Karsten", "The militant group Varn Karsten attacked."),
        ("Varn Karsten", "The Varn Karsten coalition lost."),
        ("Afghan Varnex", "Afghan Varnex attacked."),
        ("State Duma", "The State Duma met. Members of the Duma left."),
        ("Apple Computer", "Apple Computer grew."),
        ("Doctors Without Borders", "Doctors Without Borders left."),
        ("New York", "Karst left for New York."),
        ("Agence France-Presse", "Agence France-Presse said so."),
        ("Air Canada", "Air Canada grew. He was in Canada."),
        ("Marine Transportation System", "The Marine Transportation System grew."),
        ("Space Shuttle Columbia", "Space Shuttle Columbia landed."),
        ("National Security", "Advisors for National Security met."),
        ("Orlen A380", "The Orlen A380 landed."),
    ],
)
def test_a_body_or_a_thing_of_several_words_is_no_person(name: str, text: str) -> None:
    assert kind_of(name, text) is ActorKind.ORGANIZATION


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Officials from China", "group"),
        ("government officials", "group"),
        ("administration officials", "group"),
        ("government security forces", "group"),
        ("other observers in Orlen", "group"),
        ("860,000 people in Orlen", "group"),
        ("3.7 million Norwegians", "group"),
        ("Lawmakers", "group"),
        ("Scientists", "group"),
        ("Members of Congress", "group"),
        # None of them many people.
        ("Reuters", "organization"),
        ("General Motors", "organization"),
        ("Government Accountability Office", "organization"),
        ("Norwegian government", "country"),
        ("Government of Norway", "country"),
        ("United Nations", "organization"),
    ],
)
def test_many_people_are_a_group_whatever_stands_with_them(name: str, kind: str) -> None:
    assert kind_of(name, f"There was {name} in Orlen.") == kind


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("Orlen Knesset", "The Orlen Knesset voted. Knesset is new.", ActorKind.ORGANIZATION),
        ("Bubs Norway", "Bubs Norway sells milk. Norway buys it.", ActorKind.ORGANIZATION),
        ("Kim Jong Un", "Leader Kim Jong Un spoke.", ActorKind.PERSON),
        ("Ida Moe", "The Ida Moe interview was short. Moe left.", ActorKind.PERSON),
    ],
)
def test_no_person_has_an_article_or_the_name_of_a_state_for_a_surname(name: str, text: str, kind: ActorKind) -> None:
    assert kind_of(name, text) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It is closed,” said Karst.", ActorKind.PERSON),
        ("Karst said he would leave.", ActorKind.PERSON),
        ("Karst, who left, was late.", ActorKind.PERSON),
        ("It was closed by Mr. Karst.", ActorKind.PERSON),
        ("Karst said it would leave.", ActorKind.ORGANIZATION),
        ("Karst closed the yard.", ActorKind.ORGANIZATION),
        ("“It is closed,” said Karst. Dockers met in Karst.", ActorKind.COUNTRY),
        ("“It is closed,” said Karst. The Karst is a party.", ActorKind.ORGANIZATION),
        ("“It is closed,” said Karst Ltd.", ActorKind.ORGANIZATION),
    ],
)
def test_a_single_name_is_a_person_s_if_it_is_used_so(text: str, kind: ActorKind) -> None:
    assert kind_of("Karst", text) is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kenyans", ActorKind.GROUP),
        ("Native Americans", ActorKind.GROUP),
        ("Sunni Muslims", ActorKind.GROUP),
        ("Norwegian dockers", ActorKind.GROUP),
        ("Norwegian Central Bank official", ActorKind.PERSON),
        ("Federal Shipping Administration", ActorKind.ORGANIZATION),
        ("Karst Administration", ActorKind.COUNTRY),
    ],
)
def test_peoples_are_groups_and_only_who_governs_is_a_government(name: str, kind: ActorKind) -> None:
    assert kind_of(name, f"The {name} spoke. Karst left.") is kind


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("Larvik", "In Larvik, rain fell. Near Larvik it snowed.", True),
        ("Orlen", "ORLEN — The mayor of Orlen slept.", True),
        ("Larvik Bank", "In Larvik Bank, money is kept.", False),
        ("Varnex", "Varnex grew. Karst bought shares in Varnex’s yard. Varnex paid.", False),
    ],
)
def test_a_place_is_where_things_are(name: str, text: str, is_one: bool) -> None:
    assert is_place(name, text) is is_one
