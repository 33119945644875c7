"""Names of bodies that have "and", "for" or a list in them, and what joins two names."""

from __future__ import annotations

import pytest

from summarizer.language.english.bodies import whole_names


@pytest.mark.parametrize(
    "name",
    [
        "Department of Health and Human Services",
        "U.S. Department of Housing and Urban Development",
        "Orlen Ministry of Wildlife, Fisheries, and Parks",
        "Bureau of Alcohol, Tobacco, Firearms and Explosives",
        "Orlen Center for Strategic and International Studies",
        "Institute for the Study of War",
        "Orlen Office for the Coordination of Humanitarian Affairs",
        "Orlen Commission for Human Rights and National Reconciliation",
        "Orlen Economic Commission for Africa",
        "Council on Foreign Relations",
        "National Oceanic and Atmospheric Administration",
        "U.S. Customs and Border Protection National Targeting Center",
        "Nurses and Midwives Federation",
        "Competition and Consumer Protection Commission",
    ],
)
def test_a_body_is_named_whole(name: str) -> None:
    assert name in whole_names(f"On Monday the {name} closed the yard.")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They met the Department of Justice and Norway on Monday.", ("Department of Justice", "Norway")),
        ("They met the Department of Justice, the Department of Labor and Varn.",
         ("Department of Justice", "Department of Labor", "Varn")),
        ("They met the National Assembly and Orlen Police.", ("National Assembly", "Orlen Police")),
        ("They met Vice President Varn and National Security Council.",
         ("Vice President Varn", "National Security Council")),
        ("They met Varn of the Orlen Board and Moe.", ("Varn of the Orlen Board", "Moe")),
        ("They met Ahmad Varn of the Orlen Party.", ("Ahmad Varn", "Orlen Party")),
        ("They met NOAA and the National Fish and Wildlife Foundation.",
         ("NOAA", "National Fish and Wildlife Foundation")),
        ("They met the White House and the U.S. Navy.", ("White House", "U.S. Navy")),
        ("They met the Institute for Peace and the Orlen Project.", ("Institute for Peace", "Orlen Project")),
        ("They met the Center for Economics and the Rule of Law.", ("Center for Economics and the Rule of Law",)),
        ("They met Yan Varn of the Orlen-based firm.", ("Yan Varn",)),
        ("They met the University of the Arts.", ("University of the Arts",)),
        ("They met Varn for the Orlen Cup.", ("Varn", "Orlen Cup")),
        ("They met the Alliance for the Varn Fund.", ("Alliance", "Varn Fund")),
    ],
)  # fmt: skip
def test_two_names_stay_two(sentence: str, expected: tuple[str, ...]) -> None:
    assert whole_names(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The 1Larvik Development Fund is empty.", ("1Larvik Development Fund",)),
        ("The 21st Century Larvik Institute said so.", ("21st Century Larvik Institute",)),
        ("The 3rd Larvik won.", ("Larvik",)),
    ],
)
def test_a_number_can_begin_the_name_of_a_body(sentence: str, expected: tuple[str, ...]) -> None:
    assert whole_names(sentence) == expected


@pytest.mark.parametrize("younger", ["Jr.", "Sr."])
def test_a_younger_one_of_a_body_is_no_part_of_its_name(younger: str) -> None:
    found = whole_names(f"Odo M. Karst, {younger} of the Orlen Emergency Agency has been appointed.")
    assert found[-1] == "Orlen Emergency Agency"
