"""What becomes of a brief by its verification."""

from __future__ import annotations

import html
from datetime import date

import pytest

from summarizer.assemble.verified import NOT_STATED, verified
from summarizer.complete.gateway import Completion
from summarizer.errors import InvalidAnswerError
from summarizer.output.formats import rendered
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.plan.verification import plan_verification
from summarizer.schema import Article, Brief, Reader
from tests.claims import brief_about, commitment, event

ARTICLE = Article(
    text="Mayor Odo Karst opened the fair of Orlen on Monday. He will sell the ferry of the town by the end of June. "
    "Ana Reyes of the dockers’ union came as well.",
    published=date(2026, 1, 29),
)
BRIEF = brief_about(
    ARTICLE,
    events=[
        event([1], "Odo Karst opened the fair.", agents=["Odo Karst"], when="on Monday", place="Orlen", main=True),
        event([3], "Ana Reyes came.", agents=["Ana Reyes"]),
    ],
    claims=[commitment([2], "sell the ferry", by=["Odo Karst"], said_by=["Odo Karst"])],
).model_copy(
    update={"summary": "Odo Karst opened the fair. The town cheered.", "headline": "Odo Karst opened the fair"}
)
FIRST, SECOND, THIRD = "1 a:s b:s c:s d:s e:s", "2 a:s b:s c:s d:s e:s", "3 a:s b:s c:s"
"""The verdicts when all is stated, in the order of the sentences: the first event, the commitment, the second event."""


def after(*verdicts: str, brief: Brief = BRIEF) -> Brief:
    planned = plan_verification(plan(ARTICLE, PROFILES["large"]), brief)
    drafts = [request.draft.model_validate({"verdicts": list(verdicts)}) for request in planned.requests]
    return verified(brief, planned, [Completion(r, d) for r, d in zip(planned.requests, drafts, strict=True)])


def test_what_is_stated_stays_as_it_is() -> None:
    brief = after(FIRST, SECOND, THIRD)
    verification = brief.provenance.verification
    assert verification is not None
    assert (verification.claims_done, verification.claims_planned, verification.failures) == (3, 3, ())
    assert verification.prompt == "verify.v1"
    provenance = brief.provenance.model_copy(update={"verification": None})
    assert brief.model_copy(update={"provenance": provenance}) == BRIEF


@pytest.mark.parametrize(
    ("verdicts", "id", "field", "claimed"),
    [
        (("1 a:n b:s c:s d:s e:s", SECOND, THIRD), "e1", "summary", "Odo Karst opened the fair."),
        (("1 a:s b:n c:s d:s e:s", SECOND, THIRD), "e1", "status", "occurred"),
        (("1 a:s b:s c:n d:s e:s", SECOND, THIRD), "e1", "agents", "Odo Karst"),
        (("1 a:s b:s c:s d:n e:s", SECOND, THIRD), "e1", "when", "on Monday"),
        (("1 a:s b:s c:s d:s e:n", SECOND, THIRD), "e1", "place", "Orlen"),
        ((FIRST, "2 a:n b:s c:s d:s e:s", THIRD), "c1", "by", "Odo Karst"),
        ((FIRST, "2 a:s b:n c:s d:s e:s", THIRD), "c1", "action", "sell the ferry"),
        ((FIRST, "2 a:s b:s c:n d:s e:s", THIRD), "c1", "firmness", "planned"),
        ((FIRST, "2 a:s b:s c:s d:n e:s", THIRD), "c1", "polarity", "do"),
        ((FIRST, "2 a:s b:s c:s d:s e:n", THIRD), "c1", "said_by", "Odo Karst"),
        ((FIRST, SECOND, "3 a:s b:s c:n"), "e2", "agents", "Ana Reyes"),
    ],
)
def test_what_is_not_stated_is_marked_in_its_field(
    verdicts: tuple[str, ...], id: str, field: str, claimed: str
) -> None:
    brief = after(*verdicts)
    marked = {item.id: item.unsupported for item in (*brief.events, *brief.commitments) if item.unsupported}
    assert list(marked) == [id]
    (doubt,) = marked[id]
    assert (doubt.field, doubt.claimed, doubt.reader) == (field, claimed, Reader.MODEL)
    assert not brief.dropped
    shown = f"{NOT_STATED}, as a model found: {field} ({claimed})"
    assert shown in " ".join(rendered([brief], "text", full=True).split())
    assert shown in html.unescape(rendered([brief], "html"))
    assert f"{field}, by a model: {claimed}" in rendered([brief], "csv")


def test_what_is_contradicted_is_dropped_with_the_fields_and_the_sentences() -> None:
    brief = after(FIRST, "2 a:s b:c c:n d:s e:c", THIRD)
    assert not brief.commitments
    (dropped,) = brief.dropped
    assert (dropped.item, dropped.claim, dropped.sentences) == ("commitment", "sell the ferry", (2,))
    assert "action (sell the ferry), said_by (Odo Karst)" in dropped.reason
    assert brief.events == BRIEF.events


def test_the_statement_of_a_dropped_event_is_in_no_summary_and_no_headline() -> None:
    brief = after("1 a:c b:s c:s d:s e:s", SECOND, THIRD)
    assert (brief.headline, brief.summary) == ("Ana Reyes came", "The town cheered.")
    only = BRIEF.model_copy(update={"summary": "Odo Karst opened the fair."})
    assert after("1 a:c b:s c:s d:s e:s", SECOND, THIRD, brief=only).summary == "Ana Reyes came."
    gone = after("1 a:c b:s c:s d:s e:s", SECOND, "3 a:c b:s c:s", brief=only)
    assert (gone.headline, gone.summary, gone.events) == ("(no headline)", "", ())


def test_claims_whose_request_failed_stay_and_are_counted() -> None:
    claims = [event([1 + n % 3], f"Event {n} took place.") for n in range(30)]
    brief = brief_about(ARTICLE, claims=claims)
    planned = plan_verification(plan(ARTICLE, PROFILES["large"]), brief)
    first, second = planned.requests
    lost = [f"{n} a:c b:s" for n in range(1, 16)]
    answered = Completion(first, first.draft.model_validate({"verdicts": lost}))
    left = verified(brief, planned, [answered, Completion(second, None, InvalidAnswerError("no"))])
    assert len(left.events) == len(left.dropped) == 15
    verification = left.provenance.verification
    assert verification is not None
    assert (verification.claims_done, verification.claims_planned) == (15, 30)
    assert verification.failures == ("InvalidAnswerError",)
