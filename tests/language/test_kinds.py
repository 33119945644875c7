"""Kinds: whether a name is a person's, told by its words and by how the text uses them."""

from __future__ import annotations

import pytest

from summarizer.language.kinds import is_place, kind_of, told_kind, whole_firm
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
        ("NHS Sarvik", "NHS Sarvik closed. It is in Sarvik. Sarvik is old."),
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


@pytest.mark.parametrize("name", ["", " ", "\n", ".", "–", "“”", "@", "…", "( )", "&"])
def test_what_has_no_letter_is_of_no_kind(name: str) -> None:
    assert kind_of(name, "Ida Moe left Orlen.") is ActorKind.OTHER


@pytest.mark.parametrize("name", [" of Orlen", "of Orlen", " Ida Moe", "Orlen of", " for the dockers", "\tin Orlen "])
def test_a_name_may_have_blanks_around_it_and_begin_with_a_preposition(name: str) -> None:
    assert kind_of(name, "Ida Moe left Orlen.") is kind_of(name.strip(), "Ida Moe left Orlen.")


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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Varn Civils", "Varn Civils, the firm that built the quay, is the bidder."),
        ("Varn Capital", "Varn Capital, the private equity group, sold it."),
        ("Varn Open", "Varn Open, a lobby group backed by Orlen, said so."),
        ("Orlen Rovers", "Orlen Rovers have sacked Moe. Rovers are last."),
        ("Varna Austral", "Shipping firm Varna Austral said so."),
        ("Orven Microsystems", "Carrier Orven Microsystems warned of it."),
        ("Orven Biologics", "Chipmaker Orven Biologics paid."),
        ("Orven Nord", "The agents' association Orven Nord said so."),
        ("Orven Nord", "Orven Nord said it would stay."),
        ("Orven Nord", "Orven Nord shares fell."),
        ("Orven", "Fish farmer Orven was fined. Orven chief operating officer Ida Moe left."),
    ],
)
def test_a_body_is_known_by_what_a_text_says_of_it(name: str, text: str) -> None:
    assert told_kind(name, text) is ActorKind.ORGANIZATION


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Yara Sarvik", "“It is so,” said Yara Sarvik."),
        ("Yara Sarvik", "Yara Sarvik, 34, left."),
        ("Yara Sarvik", "They saved 11-year-old Yara Sarvik."),
        ("Yara Sarvik", "Yara Sarvik, whose daughter left, stayed."),
        ("Yara Sarvik", "Yara Sarvik left. Ms Sarvik came back."),
        ("Yara Sarvik", "Yara Sarvik left. Sarvik came back."),
        ("Yara Sarvik", "A passenger, Yara Sarvik, left."),
        ("Yara Sarvik", "Yara Sarvik, a farmer in Orlen, left."),
        ("Joseph Sarvik", "They met Joseph Sarvik and left."),
        ("Grant Sarvik", "- Yara Drask\n- Grant Sarvik\n- Odo Larve"),
        ("Ida Moe", "The developer Ida Moe left. Moe said she paid."),
    ],
)
def test_a_person_is_known_by_what_a_text_says_of_him(name: str, text: str) -> None:
    assert told_kind(name, text) is ActorKind.PERSON


def test_a_club_that_goes_by_its_plural_alone_is_no_person_of_that_surname() -> None:
    text = "Corran Harps won. Harps scored twice, said Harps manager Ida Moe, who praised her side."
    assert told_kind("Corran Harps", text) is not ActorKind.PERSON


@pytest.mark.parametrize("name", ["Yara Sarvik", "Orven Nord"])
def test_what_only_looks_like_a_persons_name_is_not_told_to_be_one(name: str) -> None:
    text = f"They met {name} and left."
    assert (kind_of(name, text), told_kind(name, text)) == (ActorKind.PERSON, ActorKind.OTHER)


@pytest.mark.parametrize(
    ("name", "text", "whole"),
    [
        ("Varnex", "Varnex Semiconductor NV closed it. Varnex grew.", "Varnex Semiconductor NV"),
        ("Varnex", "Varnex Foods, a dairy group, grew. Varnex paid.", "Varnex Foods"),
        ("Varnex", "Varnex Bank grew. Varnex paid.", "Varnex Bank"),
        ("Varnex", "Varnex Foods grew. Varnex paid.", "Varnex"),
        ("Varnex", "Varnex Foods Ltd sued Varnex Energy plc. Varnex paid.", "Varnex"),
        ("Orlen", "Orlen Foods Ltd is in Orlen. Orlen paid.", "Orlen"),
        ("Norway", "Norway Foods Ltd grew. Norway paid.", "Norway"),
    ],
)
def test_a_firm_is_named_whole(name: str, text: str, whole: str) -> None:
    assert whole_firm(name, text) == whole
