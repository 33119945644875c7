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
from summarizer.schema import NO_HEADLINE, Article, Brief, Doubt, Reader
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
FIRST, SUMMARY, SECOND, THIRD = "sssss", "ss", "sssss", "sss"
"""The verdicts when all is stated, in the order of the sentences: on the first event, the summary, the commitment, the
second event."""


def after(*verdicts: str, brief: Brief = BRIEF) -> Brief:
    planned = plan_verification(plan(brief_article(brief), PROFILES["large"]), brief)
    lines = [" ".join(f"{a}:{b}" for a, b in zip("abcdefghi", letters, strict=False)) for letters in verdicts]
    content = {"verdicts": [f"{number} {line}" for number, line in enumerate(lines, start=1)]}
    (request,) = planned.requests
    return verified(brief, planned, [Completion(request, request.draft.model_validate(content))])


def brief_article(brief: Brief) -> Article:
    return ARTICLE.model_copy(update={"title": brief.article.title})


def test_what_is_stated_stays_as_it_is() -> None:
    brief = after(FIRST, SUMMARY, SECOND, THIRD)
    verification = brief.provenance.verification
    assert verification is not None
    assert (verification.claims_done, verification.claims_planned, verification.failures) == (4, 4, ())
    assert verification.prompt == "verify.v1"
    provenance = brief.provenance.model_copy(update={"verification": None})
    assert brief.model_copy(update={"provenance": provenance}) == BRIEF


@pytest.mark.parametrize(
    ("verdicts", "id", "field", "claimed"),
    [
        (("nssss", SUMMARY, SECOND, THIRD), "e1", "summary", "Odo Karst opened the fair."),
        (("snsss", SUMMARY, SECOND, THIRD), "e1", "status", "occurred"),
        (("ssnss", SUMMARY, SECOND, THIRD), "e1", "agents", "Odo Karst"),
        (("sssns", SUMMARY, SECOND, THIRD), "e1", "when", "on Monday"),
        (("ssssn", SUMMARY, SECOND, THIRD), "e1", "place", "Orlen"),
        ((FIRST, SUMMARY, "nssss", THIRD), "c1", "by", "Odo Karst"),
        ((FIRST, SUMMARY, "snsss", THIRD), "c1", "action", "sell the ferry"),
        ((FIRST, SUMMARY, "ssnss", THIRD), "c1", "firmness", "planned"),
        ((FIRST, SUMMARY, "sssns", THIRD), "c1", "polarity", "do"),
        ((FIRST, SUMMARY, "ssssn", THIRD), "c1", "said_by", "Odo Karst"),
        ((FIRST, SUMMARY, SECOND, "ssn"), "e2", "agents", "Ana Reyes"),
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
    brief = after(FIRST, SUMMARY, "scnsc", THIRD)
    assert not brief.commitments
    (dropped,) = brief.dropped
    assert (dropped.item, dropped.claim, dropped.sentences) == ("commitment", "sell the ferry", (2,))
    assert "action (sell the ferry), said_by (Odo Karst)" in dropped.reason
    assert brief.events == BRIEF.events


def test_the_statement_of_a_dropped_event_is_in_no_summary_and_no_headline() -> None:
    brief = after("cssss", SUMMARY, SECOND, THIRD)
    assert (brief.headline, brief.summary) == ("Ana Reyes came", "The town cheered.")
    only = BRIEF.model_copy(update={"summary": "Odo Karst opened the fair."})
    assert after("cssss", SECOND, THIRD, brief=only).summary == "Ana Reyes came."
    gone = after("cssss", SECOND, "css", brief=only)
    assert (gone.headline, gone.summary, gone.events) == (NO_HEADLINE, "", ())


def test_a_summary_tells_whose_words_it_is_even_if_the_sentence_is_gone_that_told_it() -> None:
    told = ("[Letter of Karst:] We opened the fair.", "[Letter of Karst:] We met Reyes.")
    brief = brief_about(ARTICLE, events=[event([1], told[0]), event([3], told[1])])
    brief = brief.model_copy(update={"summary": "[Letter of Karst:] We opened the fair. We met Reyes."})
    assert after("ss", "ss", brief=brief).summary == brief.summary
    assert after("cs", "ss", brief=brief).summary == "[Letter of Karst:] We met Reyes."
    assert after("ss", "cs", brief=brief).summary == "[Letter of Karst:] We opened the fair."


def test_a_sentence_of_the_summary_that_is_contradicted_is_dropped() -> None:
    brief = after(FIRST, "sc", SECOND, THIRD)
    assert brief.summary == "Odo Karst opened the fair."
    (dropped,) = brief.dropped
    assert (dropped.item, dropped.claim, dropped.sentences) == ("summary", "The town cheered.", (1, 2))
    assert "contradict" in dropped.reason
    assert (brief.events, brief.headline, brief.unsupported) == (BRIEF.events, BRIEF.headline, ())


def test_a_summary_of_which_nothing_is_left_is_made_of_the_main_events() -> None:
    brief = after(FIRST, "cc", SECOND, THIRD)
    assert brief.summary == "Odo Karst opened the fair."
    assert len(brief.dropped) == 2
    assert after("cssss", "cc", SECOND, THIRD).summary == "Ana Reyes came."


def test_a_sentence_of_the_summary_that_is_not_stated_is_marked() -> None:
    brief = after(FIRST, "sn", SECOND, THIRD)
    assert (brief.summary, brief.dropped) == (BRIEF.summary, ())
    (doubt,) = brief.unsupported
    assert (doubt.field, doubt.claimed, doubt.reader) == ("summary", "The town cheered.", Reader.MODEL)
    shown = f"{NOT_STATED}, as a model found: summary (The town cheered.)"
    for format in ("text", "markdown", "html"):
        assert shown in " ".join(html.unescape(rendered([brief], format, full=True)).split())


HEADED = BRIEF.model_copy(update={"headline": "Mayor opens fair", "summary": ""})


@pytest.mark.parametrize(
    ("verdict", "headline", "dropped", "doubted"),
    [
        ("s", "Mayor opens fair", [], []),
        ("n", "Mayor opens fair", [], ["Mayor opens fair"]),
        ("c", "Odo Karst opened the fair", ["Mayor opens fair"], []),
    ],
)
def test_a_headline_that_the_model_worded_is_as_its_sentences_say(
    verdict: str, headline: str, dropped: list[str], doubted: list[str]
) -> None:
    brief = after(FIRST, verdict, SECOND, THIRD, brief=HEADED)
    assert brief.headline == headline
    assert [d.claim for d in brief.dropped if d.item == "headline"] == dropped
    assert [d.claimed for d in brief.unsupported if d.field == "headline"] == doubted


def test_a_contradicted_headline_without_events_is_none() -> None:
    brief = HEADED.model_copy(update={"events": (), "commitments": ()})
    assert after("c", brief=brief).headline == NO_HEADLINE


def test_the_title_of_the_article_is_not_asked_about() -> None:
    article = HEADED.article.model_copy(update={"title": "Mayor opens fair"})
    brief = HEADED.model_copy(update={"article": article})
    assert after("cssss", SECOND, THIRD, brief=brief).headline == "Mayor opens fair"


@pytest.mark.parametrize(
    ("verdicts", "left"),
    [("ss", ["cheered", "negation", "Mayor"]), ("sc", ["negation", "Mayor"]), ("cc", ["Mayor"])],
)
def test_doubts_of_code_go_with_the_sentences_that_they_are_about(verdicts: str, left: list[str]) -> None:
    doubts = [
        Doubt(field=field, claimed=part, reason="the article lacks it")
        for field, part in (("summary", "cheered"), ("summary", "negation"), ("headline", "Mayor"))
    ]
    brief = BRIEF.model_copy(update={"unsupported": tuple(doubts)})
    assert [d.claimed for d in after(FIRST, verdicts, SECOND, THIRD, brief=brief).unsupported] == left


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
