"""Hedges: what the sentences say is alleged, possible, likely, wished or planned may not be told as a fact."""

from __future__ import annotations

import pytest

from tests.claims import supported

FACTS = {
    "alleged": [
        ("Karst stole the ship.", "Karst reportedly stole the ship."),
        ("Karst stole the ship.", "Karst supposedly stole the ship."),
        ("Karst stole the ship.", "Karst is said to have stolen the ship."),
        ("Karst stole the ship.", "Karst is believed to have stolen the ship."),
        ("Karst stole the ship.", "Karst is accused of stealing the ship."),
        ("Karst stole the ship.", "Reyes accused Karst of stealing the ship."),
        ("Karst bribed the judge.", "Karst was charged with bribing the judge."),
        ("Karst planned a coup.", "Police suspect Karst of planning a coup."),
        ("Police announced the arrest of ten men for planning a coup.",
         "Police announced the arrest of ten men for allegedly planning a coup."),
        ("Reyes uncovered a coup.", "Reyes uncovered an alleged coup."),
        ("The raid killed a guard.", "The raid purportedly killed a guard."),
    ],
    "possible": [
        ("Karst will visit Orlen.", "Karst might visit Orlen."),
        ("Karst will visit Orlen, officials said.", "Karst could visit Orlen, officials said."),
        ("Thousands will be displaced, the agencies fear.",
         "The agencies fear the possibility of thousands being displaced."),
        ("Floods will reach the port.", "There is a risk of floods reaching the port."),
        ("The bank failed.", "The bank may have failed."),
        ("Karst replied that he will not.", "Karst replied: “I am not able to do that.”"),
        ("Karst will not pay.", "Karst is unable to pay."),
        ("The bank won't pay.", "The bank cannot pay."),
        ("The port closes.", "The port perhaps closes."),
        ("The gas leaked.", "The gas possibly leaked."),
        ("The bank will fail.", "The bank can fail."),
        ("It shows what the vote will mean.", "It shows what the vote might mean."),
        ("The reform will help.", "The reform could potentially help."),
    ],
    "likely": [
        ("The council will vote.", "The council is expected to vote."),
        ("The council will vote.", "The paper spoke of an expected council vote."),
        ("Prices will fall.", "Prices are likely to fall."),
        ("Prices will fall.", "Prices will probably fall."),
        ("Rivers flooded the town.", "Rivers are feared to have flooded the town."),
        ("Growth will ease.", "Growth is projected to ease."),
        ("Growth will ease.", "Growth is forecast to ease."),
        ("Growth eased.", "Growth has presumably eased."),
        ("The storm will hit Varn.", "The storm is predicted to hit Varn."),
        ("The bank will cut rates.", "The bank is likely to cut rates."),
    ],
    "wished": [
        ("Karst will buy the port.", "Karst wants to buy the port."),
        ("Karst will buy the port.", "Karst hopes to buy the port."),
        ("Karst bought the port.", "Karst sought to buy the port."),
        ("Karst will buy the port.", "Karst is considering buying the port."),
        ("Karst will close the port.", "Karst threatened to close the port."),
        ("Karst will close the port.", "Karst proposed to close the port."),
        ("Karst will close the port.", "Karst offered to close the port."),
        ("Karst closed the port.", "Karst tried to close the port."),
        ("Karst will close the port.", "The board asked to close the port."),
        ("Karst reached the port.", "Karst attempted to reach the port."),
    ],
    "planned": [
        ("Karst bought the port.", "Karst plans to buy the port."),
        ("Karst bought the port.", "Karst is planning to buy the port."),
        ("Karst has bought the port.", "Karst intends to buy the port."),
        ("The port was closed.", "The board agreed to close the port."),
        ("Karst hired 500 workers.", "Karst promised to hire 500 workers."),
        ("Karst hired 500 workers.", "Karst pledged to hire 500 workers."),
        ("Karst built a yard.", "Karst aims to build a yard."),
        ("Karst built a yard.", "Karst decided to build a yard."),
        ("Karst built a yard.", "Karst vowed to build a yard."),
        ("Karst built a yard.", "Karst prepares to build a yard."),
    ],
}  # fmt: skip
KEPT = [
    ("Karst said he would not pay.", "“I cannot pay,” Karst said."),
    ("The bank will not pay.", "The bank cannot pay and refuses to borrow."),
    ("The bank will not pay.", "“We are not paying,” the bank, which cannot borrow, said."),
    ("Karst is accused of stealing the ship.", "Reyes accused Karst of stealing the ship."),
    ("Karst stole the ship, Reyes said.", "Karst reportedly stole the ship, Reyes said."),
    ("Karst allegedly stole the ship.", "Karst is said to have stolen the ship."),
    ("Karst may buy the port.", "Karst could buy the port."),
    ("Karst said it would close.", "It could close, Karst said."),
    ("Karst will buy the port.", "Karst plans to buy the port."),
    ("Karst is to buy the port.", "Karst intends to buy the port."),
    ("Karst hopes to buy the port.", "Karst wants to buy the port."),
    ("buy the port", "Karst wants to buy the port."),
    ("hire 500 workers", "Karst promised to hire 500 workers."),
    ("Karst announced plans to build a yard.", "Karst plans to build a yard."),
    ("Karst built a yard.", "Karst planned to build a yard, and built it in May."),
    (
        "Agencies warned that thousands could be displaced.",
        "There is a risk of thousands being displaced, they warned.",
    ),
    ("The council is expected to vote.", "The paper spoke of an expected council vote."),
    ("Prices fell in May.", "Prices fell in May 3 to 5."),
    ("The council met.", "An expected vote of the council, which met in June, is near."),
    ("They will, Reyes hopes, reach a deal.", "Reyes hopes that they will reach a deal."),
]


@pytest.mark.parametrize(("statement", "quote"), [pair for pairs in FACTS.values() for pair in pairs])
def test_a_hedge_that_is_left_out_is_reported(statement: str, quote: str) -> None:
    assert [part for part in supported(statement, quote).missing if part.endswith("left out")]


@pytest.mark.parametrize(("statement", "quote"), KEPT)
def test_a_hedge_in_other_words_is_none_left_out(statement: str, quote: str) -> None:
    assert supported(statement, quote).missing == ()


BOUNDS = [
    ("More than 40 ships left.", "Fewer than 40 ships left.", False),
    ("More than 40 ships left.", "Not more than 40 of the ships left.", False),
    ("Over 1,000 ships left.", "Up to 1,000 ships left.", False),
    ("Karst paid at most $500.", "Karst paid upwards of $500.", False),
    ("Nearly 3.5 tons leaked.", "At least 3.5 tons leaked.", False),
    ("At least 40 ships left.", "No fewer than 40 ships left.", True),
    ("At least 40 ships left.", "Not less than 40 ships left.", True),
    ("At least 40 ships left.", "More than 400 ships came, and 40 left.", True),
    ("At most 40 ships left.", "No more than 40 ships left.", True),
    ("Up to 1,000 ships left.", "They discover 1,000 ships.", True),
    ("More than 40 ships left.", "40 ships left.", True),
]


@pytest.mark.parametrize(("statement", "quote", "kept"), BOUNDS)
def test_the_opposite_bound_of_a_number_is_reported(statement: str, quote: str, kept: bool) -> None:
    overstated = [
        part for part in supported(statement, quote).missing if part.startswith(("“more than”", "“fewer than”"))
    ]
    assert bool(overstated) is not kept
