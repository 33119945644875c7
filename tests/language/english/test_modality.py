"""Modality: what a verb phrase says of time, of what is real, and of who is bound."""

import pytest

from summarizer.language.english import modality
from summarizer.schema import Firmness, Polarity, Status


@pytest.mark.parametrize(
    ("does", "status", "firmness"),
    [
        ("is to travel on Friday", "scheduled", "planned"),
        ("will pay", "scheduled", "planned"),
        ("is scheduled to visit Rome", "scheduled", "planned"),
        ("plans to convene a forum", "scheduled", "planned"),
        ("to be held on 9 May by Mayor Tveit", "scheduled", "planned"),
        ("will work to stem the flow", "scheduled", "intended"),
        ("promised to pay", "occurred", "pledged"),
        ("has agreed to meet in May", "occurred", "pledged"),
        ("commit to developing a report", "scheduled", "pledged"),
        ("has decided to open a process", "scheduled", "planned"),
        ("announced plans to expand the militia", "scheduled", "planned"),
        ("hopes to hire 300 people", "proposed", "intended"),
        ("looks forward to welcoming them", "proposed", "intended"),
        ("reaffirmed their commitment to hold the summit", "occurred", "intended"),
        ("may visit Rome", "proposed", None),
        ("would meet him if it helped", "proposed", None),
        ("met Karst", "occurred", None),
        ("has released seven of them", "occurred", None),
        ("said he was told that it would close", "occurred", None),
        ("committed suicide after he lost his fortune", "occurred", None),
        ("agree on the need for caution", "occurred", None),
        ("was scheduled to compete", "scheduled", None),
        ("have yet to release reports", "negated", None),
        ("did not sign", "negated", None),
        ("are stuck at the border", "ongoing", None),
        ("was underway at the mosque", "ongoing", None),
        ("continue to flee the island", "ongoing", None),
        ("are undergoing trial", "ongoing", None),
    ],
)
def test_the_head_of_a_verb_phrase_tells_status_and_firmness(does: str, status: str, firmness: str | None) -> None:
    found = modality.outlook(does)
    assert (found.status, found.firmness) == (Status(status), firmness and Firmness(firmness))


@pytest.mark.parametrize(
    ("does", "action", "polarity"),
    [
        ("is scheduled to visit Rome", "visit Rome", Polarity.DO),
        ("agreed to repair the terminal", "repair the terminal", Polarity.DO),
        ("affirmed their commitment to hold the summit", "hold the summit", Polarity.DO),
        ("would be to retake the town", "retake the town", Polarity.DO),
        ("will then start work", "start work", Polarity.DO),
        ("promised 40 million euros for the port", "provide 40 million euros for the port", Polarity.DO),
        ("will not close the yard", "not close the yard", Polarity.REFRAIN),
        ("won’t go", "not go", Polarity.REFRAIN),
        ("will", "will", Polarity.DO),
    ],
)
def test_the_deed_of_an_undertaking(does: str, action: str, polarity: Polarity) -> None:
    assert modality.undertaken(does) == (action, polarity)


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("The board will close the yard and plans to sell it.", ["will", "plans to"]),
        ("Karst praised Spain’s pledge to pay.", ["pledge to"]),
        ("Norway announced that it would close the yard.", ["would"]),
        ("Norway announced new plans to sell it.", ["announced new plans to"]),
        ("Karst stayed, pledging to pay.", ["pledging to"]),
        ("Karst would resign.", []),
        ("Karst said that it would be sad.", []),
        ("Karst fears that the group will attack.", []),
        ("Karst met the board.", []),
    ],
)
def test_the_words_by_which_somebody_undertakes_something(sentence: str, verbs: list[str]) -> None:
    assert [sentence[start:end] for start, end in modality.undertaking_verbs(sentence)] == verbs


@pytest.mark.parametrize(
    ("does", "predicted"),
    [
        ("will be difficult", True),
        ("would require consensus", True),
        ("will fail", True),
        ("will be closely watched", False),
        ("will visit Rome", False),
    ],
)
def test_what_nobody_undertakes_is_a_prediction(does: str, predicted: bool) -> None:
    assert modality.is_prediction(does) is predicted


def test_a_passive_without_an_agent_binds_nobody() -> None:
    assert modality.is_agentless("will be engraved on a monument")
    assert modality.is_agentless("will be closely watched")
    assert not modality.is_agentless("will be held on 9 May by Mayor Tveit")
    assert not modality.is_agentless("will build a monument")
