"""Clauses: who really acts, when, and how firmly."""

import pytest

from summarizer.language.english import clauses
from summarizer.language.english.event_types import type_of
from summarizer.language.rules import NeutralRules
from summarizer.schema import EventType


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


def test_only_sentences_that_refer_back_need_context() -> None:
    assert clauses.needs_context("On Monday he met Karst.")
    assert clauses.needs_context("The company denied it.")
    assert not clauses.needs_context("Kerry met Karst in Rome.")
    assert NeutralRules().needs_context("Kerry a rencontré Karst à Rome.")


@pytest.mark.parametrize(
    ("does", "bare"), [("said", True), ("wrote on X", True), ("said it will close the yard", False)]
)
def test_a_bare_saying_is_no_happening(does: str, bare: bool) -> None:
    assert clauses.is_bare_saying(does) is bare


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("stressed the importance of trade", "thinks or says"),
        ("is vital to security", "what something is"),
        ("wrote on X", "spoke"),
        ("said, It is a great pleasure to be here", "courtesy"),
        ("wrote, Always an honour to meet Karst", "courtesy"),
        ("said on Monday: “We are very pleased to be in Port Orlen”", "courtesy"),
        ("said, We are closing the yard", None),
        ("accused the company of fraud", None),
        ("met Karst", None),
    ],
)
def test_comment_and_description_are_no_happenings(does: str, reason: str | None) -> None:
    found = clauses.no_deed(does)
    assert (reason or "") in (found or "")
    assert (found is None) == (reason is None)


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
