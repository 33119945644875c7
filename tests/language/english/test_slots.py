"""Slots: dates, places, participants and sources read off the sentence."""

from datetime import date

import pytest

from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim, CommitmentClaim, EventClaim
from summarizer.language.english.slots import date_phrase, fill_commitment, fill_event, sources
from summarizer.schema import EventType, Firmness, Polarity, Status

PUBLISHED = date(2026, 1, 29)


@pytest.mark.parametrize(
    ("statement", "sentence", "phrase"),
    [
        (
            "Reyes will visit Lisbon next week.",
            "Ana Reyes is to visit Lisbon next week, sources said on Wednesday.",
            "next week",
        ),
        ("Reyes will visit Lisbon.", "Ana Reyes is to visit Lisbon, sources said on Wednesday.", None),
        ("Hale opened the port.", "Hale opened the port on Monday.", "Monday"),
        ("Reyes resigned.", "Reyes resigned.", None),
    ],
)
def test_the_date_phrase_is_the_one_that_belongs_to_the_statement(
    statement: str, sentence: str, phrase: str | None
) -> None:
    found = date_phrase(statement, sentence, PUBLISHED, said=False)
    assert (found or "").removeprefix("on ") == (phrase or "")


def test_a_meeting_is_filled_with_place_date_and_all_who_take_part() -> None:
    sentence = "Ana Reyes met Ambassador Tom Hale and delegates, including Spain, France and Italy, in Porto on Monday."
    cast = ActorRegistry(sentence)
    for name in ("Ana Reyes", "Tom Hale"):
        cast.add(ActorClaim(name))
    claim = EventClaim(
        "Ana Reyes met Tom Hale in Porto on Monday.", EventType.MEETING, Status.OCCURRED, (1,), ("Ana Reyes",)
    )
    filled = fill_event(claim, sentence, cast, PUBLISHED)
    assert filled.agents[:2] == ("Ana Reyes", "Tom Hale")
    assert filled.place == "Porto"
    assert filled.when is not None
    assert "Monday" in filled.when


@pytest.mark.parametrize(
    ("deed", "agents"),
    [
        ("was represented by Union Minister for Rail, Ports, and Fisheries, Ana Reyes", ("Ana Reyes",)),
        ("was led by Security Adviser to the Harbour Board Tom Hale", ("Tom Hale",)),
        ("has been funded for ten years by Spain, France and the Harbour Board", ("Spain", "France", "Harbour Board")),
        ("was delayed by Ana Reyes’s illness", ("Norway",)),
        ("was praised by nobody but Ana Reyes", ("Norway",)),
        ("sent Ana Reyes", ("Norway",)),
    ],
)
def test_what_is_done_in_the_passive_is_done_by_whoever_stands_after_by(deed: str, agents: tuple[str, ...]) -> None:
    sentence = f"Norway {deed}."
    cast = ActorRegistry(sentence)
    for name in ("Norway", "Ana Reyes", "Tom Hale", "Spain", "France", "Harbour Board"):
        cast.add(ActorClaim(name))
    claim = EventClaim(sentence, EventType.OTHER, Status.OCCURRED, (1,), ("Norway",), predicate=deed)
    filled = fill_event(claim, sentence, cast, PUBLISHED)
    assert filled.agents == agents
    assert agents == ("Norway",) or "Norway" in filled.others


def test_the_due_date_is_cut_from_the_action_and_the_source_is_found() -> None:
    sentence = "Ana Reyes will visit Lisbon on February 4, sources said."
    claim = CommitmentClaim("visit Lisbon on February 4", ("Ana Reyes",), Firmness.PLANNED, Polarity.DO, (1,))
    filled = fill_commitment(claim, sentence, ActorRegistry(sentence), PUBLISHED)
    assert (filled.action, filled.said_by) == ("visit Lisbon", ("sources",))
    assert filled.due is not None
    assert "February 4" in filled.due


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Tom Hale said it will rain.", ("Tom Hale",)),
        ("According to Tom Hale, it will rain.", ("Tom Hale",)),
        ("Tom Hale will go.", ()),
    ],
)
def test_who_says_so(sentence: str, source: tuple[str, ...]) -> None:
    cast = ActorRegistry(sentence)
    cast.add(ActorClaim("Tom Hale"))
    assert [s.lower() for s in sources(sentence, cast)] == [s.lower() for s in source]
