"""What is judged of an item may not contradict the words of its sentences: status, firmness, polarity, condition."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.english.checks.judgements import against_commitment, against_event
from summarizer.schema import Commitment, Event, EventType, Firmness, Polarity, Status
from tests.drafts import actor, brief_of, commitment, event

TEXT = (
    "Odo Karst opened the yard in Orlen on Friday. He will hire 500 workers by June if the board agrees. "
    "Ana Reyes denied that the port was sold. Varnholm Shipping may buy it."
)
ACTORS = [actor("Odo Karst"), actor("Ana Reyes"), actor("Varnholm Shipping", "organization")]


def told(item: Event | Commitment) -> list[tuple[str, str]]:
    return [(doubt.field, doubt.claimed) for doubt in item.unsupported]


@pytest.mark.parametrize(
    ("summary", "sentence", "status", "doubted"),
    [
        ("Odo Karst opened the yard.", 1, "occurred", False),
        ("Odo Karst opened the yard.", 1, "scheduled", True),
        ("Odo Karst opened the yard.", 1, "proposed", True),
        ("Odo Karst opened the yard.", 1, "negated", True),
        ("Odo Karst opened the yard.", 1, "alleged", True),
        ("Odo Karst will hire 500 workers.", 2, "scheduled", False),
        ("Odo Karst will hire 500 workers.", 2, "occurred", True),
        ("Odo Karst will hire 500 workers.", 2, "ongoing", True),
        ("Ana Reyes denied that the port was sold.", 3, "occurred", False),
        ("Varnholm Shipping may buy the port.", 4, "proposed", False),
        ("Varnholm Shipping may buy the port.", 4, "negated", True),
    ],
)
def test_a_status_against_which_the_words_are_is_reported_and_kept(
    summary: str, sentence: int, status: str, doubted: bool
) -> None:
    found = brief_of(TEXT, actors=ACTORS, events=[event(summary, sentence, status=status)]).events
    assert [item.status for item in found] == [status]
    assert ("status" in [field for field, _ in told(found[0])]) is doubted


@pytest.mark.parametrize(
    ("action", "fields", "doubted"),
    [
        ("hire 500 workers", {"condition": "if the board agrees"}, []),
        ("hire 500 workers", {}, ["condition"]),
        ("hire 500 workers", {"condition": "if the board agrees", "polarity": "refrain"}, ["polarity"]),
        ("hire 500 workers", {"condition": "if the board agrees", "firmness": "intended"}, ["firmness"]),
    ],
)
def test_judgements_of_a_commitment_are_compared_with_its_words(
    action: str, fields: dict[str, Any], doubted: list[str]
) -> None:
    brief = brief_of(TEXT, actors=ACTORS, commitments=[commitment(action, "Odo Karst", 2, **fields)])
    assert [field for field, _ in told(brief.commitments[0])] == doubted


JUDGED = [
    ("Karst has yet to open it.", "negated", True),
    ("Karst opened it, Reyes claims.", "occurred", False),
    ("Karst reportedly opened it.", "occurred", False),
    ("Karst was rumored to have opened it.", "occurred", False),
    ("Karst opened it, Reyes claims.", "alleged", True),
    ("Karst plans to open it.", "occurred", False),
    ("Karst plans to open it.", "ongoing", False),
    ("Karst plans to open it.", "scheduled", True),
    ("Karst has said that it is open.", "occurred", True),
    ("Karst is said to have opened it.", "occurred", False),
    ("As works proceed, Karst will open it.", "occurred", False),
    ("Karst is opening it.", "occurred", False),
    ("Karst continues to open it.", "occurred", False),
    ("Karst is opening it.", "ongoing", True),
    ("Karst may open it.", "occurred", False),
    ("Karst may open it.", "scheduled", False),
    ("Karst may open it.", "proposed", True),
    ("Karst will open it.", "proposed", False),
    ("Karst opened it.", "negated", False),
    ("Karst opened it.", "scheduled", False),
    ("Karst announced that he will open it.", "scheduled", True),
    ("Karst offered to open it.", "proposed", True),
    ("Critics charge that it is closed.", "occurred", True),
    ("The partners' plan to open it was announced.", "occurred", True),
    ("Displaced people, helped by Karst, are opening it.", "ongoing", True),
]


@pytest.mark.parametrize(("summary", "status", "fits"), JUDGED)
def test_a_status_is_compared_with_the_main_verb(summary: str, status: str, fits: bool) -> None:
    claim = EventClaim(summary, EventType.OTHER, Status(status), (1,))
    assert (list(against_event(claim, [summary])) == []) is fits


UNDERTAKEN = [
    ("Karst plans to hire workers.", "planned"),
    ("Karst is to hire workers.", "planned"),
    ("Karst is scheduled to hire workers.", "planned"),
    ("Karst will soon hire workers.", "planned pledged"),
    ("“We will hire workers,” Karst said.", "planned pledged"),
    ("Karst pledged to hire workers.", "pledged"),
    ("Karst vowed that he would hire workers.", "pledged"),
    ("Karst hopes to hire workers.", "intended"),
    ("Karst is ready to hire workers.", "intended"),
    ("Karst proposed to hire workers.", "intended"),
]


@pytest.mark.parametrize(("sentence", "fitting"), UNDERTAKEN)
def test_the_firmness_is_compared_with_the_words_before_the_action(sentence: str, fitting: str) -> None:
    claims = [CommitmentClaim("hire workers", ("Karst",), f, Polarity.DO, (1,)) for f in Firmness]
    doubted = {claim.firmness for claim in claims if any(against_commitment(claim, [sentence]))}
    assert not doubted & {Firmness(f) for f in fitting.split()}
    assert doubted


@pytest.mark.parametrize(
    ("action", "sentence", "field"),
    [
        ("refrain from closing the yard", "Karst vowed to refrain from closing the yard.", "polarity"),
        ("abstain from the vote", "Karst promised to abstain from the vote.", "polarity"),
        ("pay them", "Once registered, they will be paid.", "condition"),
        ("pay them", "They will be paid, at their option, in May.", "condition"),
    ],
)
def test_what_begins_with_refraining_or_depends_on_something_is_no_plain_deed(
    action: str, sentence: str, field: str
) -> None:
    claim = CommitmentClaim(action, ("Karst",), Firmness.PLEDGED, Polarity.DO, (1,))
    assert field in [doubt.field for doubt in against_commitment(claim, [sentence])]
