"""Modality: what a verb phrase says of time, of what is real, and of who is bound."""

import pytest

from summarizer.language.english import modality
from summarizer.schema import Status


@pytest.mark.parametrize(
    ("does", "status"),
    [
        ("is to travel on Friday", "scheduled"),
        ("will pay", "scheduled"),
        ("is scheduled to visit Rome", "scheduled"),
        ("plans to convene a forum", "scheduled"),
        ("to be held on 9 May by Mayor Tveit", "scheduled"),
        ("will work to stem the flow", "scheduled"),
        ("promised to pay", "occurred"),
        ("has agreed to meet in May", "occurred"),
        ("commit to developing a report", "scheduled"),
        ("has decided to open a process", "scheduled"),
        ("announced plans to expand the militia", "scheduled"),
        ("hopes to hire 300 people", "proposed"),
        ("looks forward to welcoming them", "proposed"),
        ("reaffirmed their commitment to hold the summit", "occurred"),
        ("may visit Rome", "proposed"),
        ("would meet him if it helped", "proposed"),
        ("met Karst", "occurred"),
        ("has released seven of them", "occurred"),
        ("said he was told that it would close", "occurred"),
        ("committed suicide after he lost his fortune", "occurred"),
        ("agree on the need for caution", "occurred"),
        ("was scheduled to compete", "scheduled"),
        ("did not sign", "negated"),
        ("are stuck at the border", "ongoing"),
        ("was underway at the mosque", "ongoing"),
        ("continue to flee the island", "ongoing"),
        ("are undergoing trial", "ongoing"),
    ],
)
def test_the_head_of_a_verb_phrase_tells_status(does: str, status: str) -> None:
    assert modality.outlook(does) is Status(status)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The board will close the yard and plans to sell it.", [("will", "planned"), ("plans to", "planned")]),
        ("Karst praised Spain’s pledge to pay.", [("pledge to", "pledged")]),
        ("Norway announced that it would close the yard.", [("would", "planned")]),
        ("Norway announced new plans to sell it.", [("announced new plans to", "planned")]),
        ("Karst announced his intent to nominate Moe.", [("announced his intent to", "planned")]),
        ("Karst stayed, pledging to pay.", [("pledging to", "pledged")]),
        ("Norway has agreed in return to pay.", [("has agreed in return to", "pledged")]),
        ("Norway pledged on Monday to pay.", [("pledged on Monday to", "pledged")]),
        ("Norway decided last week to pay.", [("decided last week to", "planned")]),
        ("Karst signed a new contract to run the yard.", [("signed a new contract to", "pledged")]),
        ("Karst signed a deal with the bank to run the yard.", [("signed a deal with the bank to", "pledged")]),
        ("Karst will work to sell it.", [("will", "intended")]),
        ("Karst said he would continue to pay.", [("would", "intended")]),
        ("Karst aims to pay and is ready to sell.", [("aims to", "intended"), ("is ready to", "intended")]),
        ("Karst will be willing to pay.", [("will be willing to", "intended")]),
        ("Karst would resign.", []),
        ("Karst said that it would be sad.", []),
        ("Karst said he would resign if Moe did.", [("would", "planned")]),
        ("Critics said Karst would resign if Moe did.", []),
        ("“We’ll fight it,” Karst said.", [("’ll", "planned")]),
        ("“We shall fight it,” Karst said.", [("shall", "planned")]),
        ("“We’re going to fight it,” Karst said.", [("’re going to", "planned")]),
        ("Karst undertook to pay.", [("undertook to", "pledged")]),
        ("Karst vows to pay.", [("vows to", "pledged")]),
        ("Karst signed an undertaking to pay.", [("signed an undertaking to", "pledged")]),
        ("Norway pledged in 2023 to pay.", [("pledged in 2023 to", "pledged")]),
        ("Karst assured the dockers that he would pay.", [("would", "planned")]),
        ("Karst said he would be leaving the yard.", [("would", "planned")]),
        ("Karst is open to selling it.", [("is open to", "intended")]),
        ("In 2019 Karst had agreed to pay.", []),
        ("Norway pledged $2 million.", [("pledged", "pledged")]),
        ("Norway has promised an additional 40 million euros.", [("has promised", "pledged")]),
        ("Norway pledged two ferries.", []),
        ("Karst fears that the group will attack.", []),
        ("Karst claims that the yard will close.", []),
        ("Karst can stay as long as the banks will pay.", []),
        ("Norway urged Spain to pledge to pay.", []),
        ("The United States would leave.", []),
        ("The gunman had plans to kill Karst.", []),
        ("The board repeated its commitment to peace.", []),
        ("The decision to close it was a mistake.", []),
        ("Karst met the board.", []),
    ],
)
def test_the_words_by_which_somebody_undertakes_something(sentence: str, found: list[tuple[str, str]]) -> None:
    made = modality.undertakings(sentence)
    assert [(sentence[one.start : one.end], one.firmness.value) for one in made] == found


@pytest.mark.parametrize(
    ("sentence", "negation", "denied"),
    [
        ("Karst agreed not to sell it.", "not", "not to sell"),
        ("Karst has promised never to sell it.", "never", "never to sell"),
        ("Karst won’t sell it.", "not", "won’t sell"),
        ("Karst plans to sell it.", "", "Karst plans"),
    ],
)
def test_what_is_not_to_be_done_says_so(sentence: str, negation: str, denied: str) -> None:
    (made,) = modality.undertakings(sentence)
    assert made.negation == negation
    assert sentence[made.denied :].startswith(denied)


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        ("Karst will pay.", True),
        ("Karst plans to pay.", True),
        ("Karst is set to pay.", True),
        ("Karst won't pay.", True),
        ("Karst agreed to pay.", False),
        ("Karst has pledged to pay.", False),
        ("Karst announced plans to pay.", False),
        ("Karst said he would pay.", False),
    ],
)
def test_a_verb_in_the_past_has_a_time_of_its_own(sentence: str, ahead: bool) -> None:
    assert [one.ahead for one in modality.undertakings(sentence)] == [ahead]


@pytest.mark.parametrize(
    ("action", "predicted"),
    [
        ("be difficult", True),
        ("require consensus", True),
        ("fail", True),
        ("continue to be able to build", True),
        ("be leading a program", False),
        ("visit Rome", False),
    ],
)
def test_what_nobody_undertakes_is_a_prediction(action: str, predicted: bool) -> None:
    assert modality.is_prediction(action) is predicted
