"""Merging: one event for one happening, one commitment for one undertaking."""

from dataclasses import replace
from typing import Any

import pytest

from summarizer.assemble.merging import merge_commitments, merge_events
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.schema import EventType, Firmness, Polarity, Span, Status


def event(summary: str, **given: Any) -> EventClaim:
    values: dict[str, Any] = {"type": EventType.MEETING, "status": Status.OCCURRED, "sentences": (1,), **given}
    return EventClaim(summary=summary, **values)


def merged_events(told: list[EventClaim]) -> list[EventClaim]:
    """What is left of events that as many answers tell."""
    return merge_events([[one] for one in told])


def merged_commitments(told: list[CommitmentClaim]) -> list[CommitmentClaim]:
    return merge_commitments([[one] for one in told])


def test_a_happening_told_twice_is_one_event_with_both_sentences() -> None:
    merged = merged_events(
        [
            event("Kerry met Zarif in Vienna.", agents=("Kerry", "Zarif"), sentences=(1,)),
            event("Kerry held talks with Zarif.", agents=("Kerry", "Zarif"), sentences=(5,), when="Monday"),
        ]
    )
    assert [(e.sentences, e.when) for e in merged] == [((1, 5), "Monday")]


@pytest.mark.parametrize(
    "other",
    [
        event("Kerry met Zarif in Vienna.", agents=("Kerry", "Zarif"), status=Status.NEGATED),
        event("Reed met Lund in Vienna.", agents=("Reed", "Lund"), sentences=(2,)),
        event("Kerry visited a school.", agents=("Kerry",), type=EventType.VISIT),
    ],
    ids=["denied", "other people", "another deed"],
)
def test_different_happenings_stay_apart(other: EventClaim) -> None:
    assert len(merged_events([event("Kerry met Zarif in Vienna.", agents=("Kerry", "Zarif")), other])) == 2


OWN = "Governor Karst opened the bridge of Orlen with two hundred dockers on Monday."


def quoted(sentence: str, number: int, **given: Any) -> EventClaim:
    statement = Span(quote=sentence, start=0, end=len(sentence))
    return event(sentence, type=EventType.OTHER, sentences=(number,), statement=statement, **given)


def test_two_sentences_of_the_article_are_one_event_only_if_they_say_nearly_the_same() -> None:
    (one,) = merged_events([quoted(OWN, 1), quoted(f"On Monday {OWN.replace(' on Monday', '')}", 7, when="Monday")])
    assert (one.summary, one.sentences, one.when) == (OWN, (1, 7), "Monday")
    other = "Governor Karst opened the bridge of Orlen for ferries while lorries stood in long lines."
    assert len(merged_events([quoted(OWN, 1), quoted(other, 2)])) == 2


def test_two_meetings_in_the_words_of_the_article_stay_apart() -> None:
    """What a sentence says of one meeting is not read into another, as a model's statements of it are."""
    people = ("Kerry", "Zarif")
    told = [
        quoted("Kerry met Zarif in Vienna.", 1, agents=people),
        quoted("They spoke for two hours about trade.", 2, agents=people),
    ]
    assert [len(merged_events([replace(e, type=EventType.MEETING) for e in told])), len(merged_events(told))] == [2, 2]
    worded = [replace(e, type=EventType.MEETING, statement=None) for e in told]
    assert len(merged_events(worded)) == 1


def undertaking(action: str, **given: Any) -> CommitmentClaim:
    values: dict[str, Any] = {
        "by": ("Kerry",), "firmness": Firmness.PLANNED, "polarity": Polarity.DO, "sentences": (1,), **given,
    }  # fmt: skip
    return CommitmentClaim(action=action, **values)


def test_an_undertaking_told_twice_is_one_commitment() -> None:
    (one,) = merged_commitments(
        [undertaking("visit Rome next week"), undertaking("visit Rome", due="next week", sentences=(4,))]
    )
    assert (one.sentences, one.due) == ((1, 4), "next week")


@pytest.mark.parametrize(
    "other",
    [
        undertaking("visit Rome", polarity=Polarity.REFRAIN),
        undertaking("visit Rome", by=("Zarif",)),
        undertaking("open a consulate in Milan"),
    ],
    ids=["the opposite", "another promisor", "another act"],
)
def test_different_undertakings_stay_apart(other: CommitmentClaim) -> None:
    assert len(merged_commitments([undertaking("visit Rome"), other])) == 2


def test_what_nobody_does_is_told_once_whomever_it_concerns() -> None:
    told = EventClaim(
        "Free ports prove their worth to Orlen.", EventType.OTHER, Status.OCCURRED, (3,), others=("Orlen",)
    )
    assert len(merged_events([told, told])) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (event("A summit was held in Camp David.", agents=("Gulf",), when="May 14, 2015"),
         event("A summit was held in Riyadh.", agents=("Gulf",), when="April 21, 2016")),
        (event("Harris met Marcos in Washington.", agents=("Harris", "Marcos")),
         event("Harris met Marcos in Manila.", agents=("Harris", "Marcos"), sentences=(3,))),
        (event("Police arrested two dockers.", agents=("Police",), place="Orlen"),
         event("Police arrested two dockers.", agents=("Police",), place="Larvik")),
        (event("Karst visited Orlen.", agents=("Karst",), type=EventType.VISIT),
         event("Karst visited Orlen and Larvik.", agents=("Karst",), type=EventType.VISIT)),
        (event("Karst left for Rome.", type=EventType.VISIT),
         event("Karst left for Rome.", type=EventType.VISIT, when="in May")),
    ],
)  # fmt: skip
def test_what_one_answer_lists_twice_are_two(first: EventClaim, second: EventClaim) -> None:
    assert merge_events([[first, second]]) == [first, second]


def test_one_answer_tells_the_same_only_in_the_same_words() -> None:
    told = event("Kerry met Zarif in Vienna.", agents=("Kerry", "Zarif"))
    (one,) = merge_events([[told, replace(told, summary="In Vienna, Kerry met Zarif.", sentences=(4,))]])
    assert one.sentences == (1, 4)
    visit = undertaking("visit Rome", amount="twice")
    assert merge_commitments([[visit, replace(visit, amount="once")]]) == [visit, replace(visit, amount="once")]
    assert len(merge_commitments([[visit, replace(visit, sentences=(2,))]])) == 1
