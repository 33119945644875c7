"""Clauses: who really acts, when, and how firmly."""

import pytest

from summarizer import clauses
from summarizer.event_types import type_of
from summarizer.schema import EventType, Firmness, Polarity, Status


@pytest.mark.parametrize(
    ("does", "subject", "deed"),
    [
        ("said the United States will not rush to get a deal", "the United States", "will not rush to get a deal"),
        ("told reporters on Monday that Karst is to resign", "Karst", "is to resign"),
        ("the United States will not rush to get a deal", "the United States", "will not rush to get a deal"),
        ("had said earlier this month that the forum will be held", "the forum", "will be held"),
    ],
)
def test_reported_speech_is_split_into_the_one_who_acts_and_the_deed(does: str, subject: str, deed: str) -> None:
    assert clauses.reported(does) == clauses.Reported(subject, deed)


@pytest.mark.parametrize("does", ["said it was sorry", "will visit Rome", "met Karst", "said"])
def test_what_reports_nothing_to_come_is_left_alone(does: str) -> None:
    assert clauses.reported(does) is None


def test_the_agent_of_a_passive_acts() -> None:
    passive = clauses.active("the Coastal Forum", "will be held on 9 May by Mayor Runa Tveit")
    assert passive == clauses.Reported("Mayor Runa Tveit", "will hold the Coastal Forum on 9 May")


@pytest.mark.parametrize(
    ("does", "action", "polarity"),
    [
        ("is scheduled to visit Rome", "visit Rome", Polarity.DO),
        ("agreed to repair the terminal", "repair the terminal", Polarity.DO),
        ("discussed the region and agreed to work together", "work together", Polarity.DO),
        ("will not close the yard", "not close the yard", Polarity.REFRAIN),
        ("won’t go", "not go", Polarity.REFRAIN),
        ("will", "will", Polarity.DO),
    ],
)
def test_the_deed_of_an_undertaking(does: str, action: str, polarity: Polarity) -> None:
    assert clauses.undertaken(does) == (action, polarity)


@pytest.mark.parametrize(
    ("does", "firmness"),
    [
        ("promised to pay", Firmness.PLEDGED),
        ("agreed to meet in May", Firmness.PLEDGED),
        ("is to travel on Friday", Firmness.PLANNED),
        ("will pay", Firmness.PLANNED),
        ("hopes to hire 300 people", Firmness.INTENDED),
        ("looks forward to welcoming them", Firmness.INTENDED),
        ("met Karst", None),
    ],
)
def test_firmness_by_the_words(does: str, firmness: Firmness | None) -> None:
    assert clauses.firmness_of(does) is firmness


def test_only_sentences_that_refer_back_need_context() -> None:
    assert clauses.needs_context("On Monday he met Karst.", "en")
    assert clauses.needs_context("The company denied it.", "en")
    assert not clauses.needs_context("Kerry met Karst in Rome.", "en")
    assert clauses.needs_context("Kerry a rencontré Karst à Rome.", "fr")


@pytest.mark.parametrize(
    ("does", "bare"), [("said", True), ("wrote on X", True), ("said it will close the yard", False)]
)
def test_a_bare_saying_is_no_happening(does: str, bare: bool) -> None:
    assert clauses.is_bare_saying(does) is bare


def test_a_passive_without_an_agent_binds_nobody() -> None:
    assert clauses.is_agentless("will be engraved on a monument")
    assert not clauses.is_agentless("will be held on 9 May by Mayor Tveit")
    assert not clauses.is_agentless("will build a monument")


@pytest.mark.parametrize(
    ("does", "type"),
    [
        ("will visit Rome next week", "visit"),
        ("met Karst in Porto", "meeting"),
        ("accused the company of hiding a report", "statement"),
        ("was arrested at his school", "legal"),
        ("moved her to a town by the sea", "other"),
        ("died of an infection", "disaster"),
        ("provided 40 million euros in humanitarian assistance", "aid"),
        ("signed a treaty", "agreement"),
        ("have imposed sanctions on the port", "policy"),
    ],
)
def test_the_words_of_a_deed_tell_its_type(does: str, type: str) -> None:
    assert type_of(does) == type


def test_where_the_words_tell_nothing_what_was_told_stands() -> None:
    assert type_of("moved her to a town by the sea", EventType.CRIME) is EventType.CRIME


@pytest.mark.parametrize(
    ("does", "sentence", "hedged"),
    [
        ("claimed that the church held her", "She claimed that the church held her.", True),
        ("was killed in Miranda", "A soldier reportedly was killed in Miranda.", True),
        ("took her to India", "The parents are accused of neglect; they took her to India.", False),
        ("accused the company of fraud", "The union accused the company of fraud.", False),
        ("was killed in Miranda", "A soldier was killed in Miranda.", False),
    ],
)
def test_a_deed_that_is_only_claimed_is_hedged(does: str, sentence: str, hedged: bool) -> None:
    assert clauses.is_hedged(does, sentence) is hedged


@pytest.mark.parametrize(
    ("does", "told", "status"),
    [
        ("have yet to release reports", Status.OCCURRED, Status.NEGATED),
        ("did not sign", Status.OCCURRED, Status.NEGATED),
        ("are stuck at the border", Status.OCCURRED, Status.ONGOING),
        ("was underway at the mosque", Status.OCCURRED, Status.ONGOING),
        ("met Karst", Status.ONGOING, Status.OCCURRED),
    ],
)
def test_words_bear_out_the_status(does: str, told: Status, status: Status) -> None:
    assert clauses.factuality(does, told, saying=False) is status


def test_a_deed_that_is_only_possible_or_a_habit_is_no_undertaking() -> None:
    assert clauses.is_possible("may visit Rome")
    assert not clauses.is_future("encourages young people")


@pytest.mark.parametrize(
    ("does", "told", "saying", "status"),
    [
        ("made the trip twice", "negated", False, "occurred"),
        ("did not make the trip", "negated", False, "negated"),
        ("accused him of theft", "alleged", True, "occurred"),
        ("was denied a visa", "alleged", False, "occurred"),
        ("allegedly took the money", "alleged", False, "alleged"),
        ("has released seven of them", "ongoing", False, "occurred"),
        ("continue to flee the island", "occurred", False, "ongoing"),
        ("are undergoing trial", "occurred", False, "ongoing"),
    ],
)
def test_a_status_must_be_borne_out_by_the_words(does: str, told: str, saying: bool, status: str) -> None:
    assert clauses.factuality(does, Status(told), saying=saying) == status


def test_an_action_begins_with_a_verb() -> None:
    assert clauses.is_deed("visit Rome")
    assert not clauses.is_deed("that it stands ready")
