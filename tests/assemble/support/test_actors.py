"""Who does it: an actor is named or meant in the sentences of an item, and does there what the item says."""

from __future__ import annotations

import pytest

from summarizer.schema import Brief
from tests.drafts import actor, brief_of, commitment, event

TEXT = (
    "Odo Karst leads Varnholm Shipping. The mayor of Orlen is Ana Reyes. "
    "She praised the plan. The company will build a pier. Reyes accused Karst of lying. Talks failed."
)
ACTORS = [
    actor("Odo Karst"), actor("Ana Reyes", role="mayor"), actor("Varnholm Shipping", "organization"),
    actor("Orlen", "country"),
]  # fmt: skip


def of_event(summary: str, sentence: int, agent: str, *others: str) -> Brief:
    return brief_of(TEXT, actors=ACTORS, events=[event(summary, sentence, agents=[agent], others=list(others))])


@pytest.mark.parametrize(
    ("summary", "sentence", "agent", "evidence", "doubted"),
    [
        ("Ana Reyes praised the plan.", 3, "Ana Reyes", 2, False),
        ("Odo Karst praised the plan.", 3, "Odo Karst", 1, True),
        ("She praised the plan.", 3, "Ana Reyes", 2, False),
        ("Varnholm Shipping will build a pier.", 4, "Varnholm Shipping", 2, False),
        ("Odo Karst will build a pier.", 4, "Odo Karst", 1, True),
        ("The talks failed.", 6, "Ana Reyes", 1, False),
        ("The talks failed.", 6, "Varnholm Shipping", 1, True),
    ],
)
def test_a_sentence_is_added_only_for_whom_the_cited_one_means(
    summary: str, sentence: int, agent: str, evidence: int, doubted: bool
) -> None:
    found = of_event(summary, sentence, agent).events
    # An event may be left out, too.
    for item in found:
        assert len(item.evidence) == evidence
        assert ("agents" in [doubt.field for doubt in item.unsupported]) is doubted
    assert found or doubted


@pytest.mark.parametrize(
    ("summary", "agent", "other", "doubted"),
    [
        ("Ana Reyes accused Odo Karst of lying.", "Ana Reyes", "Odo Karst", False),
        ("Odo Karst accused Ana Reyes of lying.", "Odo Karst", "Ana Reyes", True),
        ("Ana Reyes accused Odo Karst of lying.", "Varnholm Shipping", "Odo Karst", True),
    ],
)
def test_who_does_it_stands_before_the_verb_and_in_the_summary(
    summary: str, agent: str, other: str, doubted: bool
) -> None:
    (item,) = of_event(summary, 5, agent, other).events
    assert ("agents" in [doubt.field for doubt in item.unsupported]) is doubted


@pytest.mark.parametrize(
    ("by", "said_by", "doubted"),
    [
        ("Varnholm Shipping", [], []),
        ("Odo Karst", [], ["by"]),
        ("Varnholm Shipping", ["Ana Reyes"], ["said_by"]),
    ],
)
def test_a_promisor_or_speaker_whom_no_sentence_names_is_reported(
    by: str, said_by: list[str], doubted: list[str]
) -> None:
    brief = brief_of(TEXT, actors=ACTORS, commitments=[commitment("build a pier", by, 4, said_by=said_by)])
    assert [doubt.field for doubt in brief.commitments[0].unsupported] == doubted
