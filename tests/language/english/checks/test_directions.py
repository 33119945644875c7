"""A claim says neither the opposite, nor that what nearly happened did, nor the number of another group."""

from __future__ import annotations

import pytest

from tests.claims import supported

OPPOSITE = [
    ("The council raised the fare in March.", "The council lowered the fare in March."),
    ("Sales surged in the spring.", "Sales plunged in the spring."),
    ("The strike began before the election.", "The strike began after the election."),
    ("The town has more nurses than doctors.", "The town has fewer nurses than doctors."),
    ("The army's defeat in Tarn surprised many.", "The army's victory in Tarn surprised many."),
    ("Exports were up in June.", "Exports were down in June."),
    ("Rates were higher than in May.", "Rates were lower than in May."),
    ("The road north of the town was repaired.", "The road south of the town was repaired."),
    ("The court upheld the verdict.", "The court overturned the verdict."),
    ("The government imposed the tax.", "The tax was lifted by the government."),
    ("Growth in profits surprised analysts.", "Decline in profits surprised analysts."),
    ("The bank tightened its rules.", "The bank loosened its rules."),
    ("The mill makes more steel than in May.", "The mill makes less steel than in May."),
    ("The senate approved the treaty.", "The senate rejected the treaty."),
    ("Output shrank in the first quarter.", "Output grew in the first quarter."),
]
SAME_SIDE = [
    ("Sales surged in the spring.", "Sales jumped in the spring."),
    ("He ate before the meeting.", "The meeting began after he ate."),
    ("Karst cut the tax to boost growth.", "Karst lowered the tax."),
    ("The council raised fees and lowered fares.", "The council lowered fares."),
    ("The firm expanded the port after losses narrowed.", "The firm expanded the port."),
    ("Police shut down the site.", "Police broke up the camp at the site."),
    ("The army left the village.", "The army entered the town."),
    ("The bank ended the loans.", "The bank started a fund."),
]
NEARLY = [
    ("The ferry nearly sank in the storm.", "The ferry sank in the storm."),
    ("The crane almost fell on the school.", "The crane fell on the school."),
    ("The bus all but vanished in the snow.", "The bus vanished in the snow."),
    ("The company came close to collapsing in May.", "The company collapsed in May."),
    ("The bank came within hours of collapsing.", "The bank collapsed."),
    ("The team were on the verge of winning the cup.", "The team won the cup."),
    ("The mayor was on the brink of resigning.", "The mayor resigned."),
    ("The dam was about to collapse.", "The dam collapsed."),
    ("The town averted a strike.", "A strike began in the town, and it was no small strike."),
    ("Reyes asked that the vote be delayed.", "The vote was delayed."),
    ("Karst demanded that the mill be closed.", "The mill closed."),
]
HAPPENED = [
    ("The ferry nearly sank in the storm.", "The ferry nearly sank in the storm."),
    ("The ferry nearly sank in the storm.", "In the storm the ferry nearly sank."),
    ("The airline was on the verge of closing its base.", "The airline was on the verge of closing a base."),
    ("The firm came close to collapsing in May.", "In May the firm was close to collapsing."),
    ("Nearly 40 boats sank in the storm.", "Boats sank in the storm."),
    ("The mayor resigned, close to the end of the term.", "The mayor resigned."),
    ("All but two boats sank.", "Boats sank."),
    ("Karst said that troops will be deployed in Tarn.", "Karst said that troops will be deployed in Tarn."),
    ("Karst ordered that troops will be deployed in Tarn.", "Karst ordered troops deployed in Tarn."),
    ("Karst wants the ships to be returned.", "Karst wants the ships returned."),
    ("Reyes asked that the vote be delayed.", "Reyes asked that the vote be delayed."),
]
ANOTHER_GROUP = [
    ("The blast killed 12 soldiers and 30 civilians.", "The blast killed 12 civilians."),
    ("Sales rose 5 percent and profits rose 9 percent.", "Profits rose 5 percent."),
    ("Some 80 people died and another 160 were hurt.", "Some 160 people died."),
    ("The plan costs $20 million, of which $5 million is paid.", "The plan costs $5 million."),
    ("The vote was 40 in favour and 22 against.", "The vote was 22 in favour and 40 against."),
    ("Rents fell 3 percent, while wages rose 7 percent.", "Rents fell 7 percent."),
]
OWN_GROUP = [
    ("Sales rose 5 percent and profits rose 9 percent.", "Profits rose 9 percent."),
    ("Some 80 people died and another 160 were hurt.", "Another 160 were hurt."),
    ("The plan costs $20 million, of which $5 million is paid.", "Of the plan's cost, $5 million is paid."),
    ("The first vote is in May, and two votes are in June.", "The first vote is in May."),
    ("He was 40 in 2020, and 44 in 2024.", "He was 44 in 2024."),
]
SAME_AMOUNT = [
    ("The fund spent 2.5 billion dollars.", "The fund spent $2.5bn."),
    ("The fund spent $2.5bn.", "The fund spent $2,500 million."),
    ("The fund spent $2,500 million.", "The fund spent 2.5 billion dollars."),
    ("The fund spent £3m.", "The fund spent 3 million pounds."),
    ("The fund spent €40k.", "The fund spent 40,000 euros."),
    ("The fund spent $1.2tn.", "The fund spent 1.2 trillion dollars."),
    ("Rents rose by 5 per cent.", "Rents rose by five percent."),
    ("Rents rose by five percent.", "Rents rose by 5%."),
    ("The pier is 5m long.", "The pier is 5m long."),
]
NOT_SAME_AMOUNT = [
    ("The fund spent $2.5bn.", "The fund spent $2.5m."),
    ("The fund spent £3m.", "The fund spent $3m."),
    ("The pier is 5m long.", "The pier is 5 million long."),
]


@pytest.mark.parametrize(("quote", "statement"), OPPOSITE)
def test_a_word_in_the_place_of_its_opposite_is_reported(quote: str, statement: str) -> None:
    assert [part for part in supported(statement, quote).missing if part.startswith("“")]


@pytest.mark.parametrize(("quote", "statement"), NEARLY)
def test_what_nearly_happened_is_not_told_as_done(quote: str, statement: str) -> None:
    assert [part for part in supported(statement, quote).missing if part.endswith("left out")]


@pytest.mark.parametrize(("quote", "statement"), [*ANOTHER_GROUP, *NOT_SAME_AMOUNT])
def test_a_number_of_something_else_is_reported(quote: str, statement: str) -> None:
    assert supported(statement, quote).missing


@pytest.mark.parametrize(("quote", "statement"), [*SAME_SIDE, *HAPPENED, *OWN_GROUP, *SAME_AMOUNT])
def test_the_same_in_other_words_is_supported(quote: str, statement: str) -> None:
    assert supported(statement, quote).missing == ()
