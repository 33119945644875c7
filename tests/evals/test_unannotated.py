"""Texts without annotation: what is counted, and that nothing else is taken for a repetition."""

from __future__ import annotations

import pytest

from evals.data.cases import load_cases
from evals.data.external_sets import AnnotatedArticle, load_plain
from evals.data.project import project
from evals.data.runs import Outcome
from evals.scoring.items import items_of_gold
from evals.scoring.statistics import estimates
from evals.scoring.synthetic import brief_of_gold
from evals.scoring.unannotated import UNANNOTATED_METRICS, repeats, score_unannotated
from summarizer.schema import Coverage, Failure

CASE = next(case for case in load_cases() if case.id == "seed-critical-minerals")
TEXT = AnnotatedArticle(CASE.id, CASE.article, len(CASE.article.text), CASE.attribution)
BRIEF = brief_of_gold(CASE)


def measured(outcome: Outcome | None) -> dict[str, float | None]:
    found = estimates(score_unannotated([TEXT], {} if outcome is None else {TEXT.id: outcome}), UNANNOTATED_METRICS)
    return {name: estimate.value for name, estimate in found.items()}


def test_no_two_items_of_a_gold_brief_are_taken_for_one() -> None:
    for case in load_cases():
        items = items_of_gold(case.gold, case.article.text)
        assert repeats(items.events) == repeats(items.commitments) == []


def test_a_brief_that_is_right_is_right() -> None:
    found = measured(BRIEF)
    assert (found["plain_read"], found["plain_spans"], found["plain_repeated"], found["plain_failed"]) == (1, 1, 0, 0)


def test_an_item_told_twice_is_counted() -> None:
    first, *rest = BRIEF.events
    again = first.model_copy(update={"id": "e99", "summary": first.summary.upper()})
    found = measured(BRIEF.model_copy(update={"events": (first, *rest, again)}))
    assert found["plain_repeated"] == pytest.approx(1 / (len(BRIEF.events) + len(BRIEF.commitments) + 1))


def test_a_span_that_is_off_is_counted() -> None:
    first, *rest = BRIEF.events
    moved = [e.model_copy(update={"start": e.start + 1, "end": e.end + 1}) for e in first.evidence]
    found = measured(BRIEF.model_copy(update={"events": (first.model_copy(update={"evidence": moved}), *rest)}))
    assert found["plain_spans"] is not None
    assert found["plain_spans"] < 1


def test_windows_that_were_not_read_are_counted() -> None:
    assert (
        measured(BRIEF.model_copy(update={"coverage": Coverage(windows_done=3, windows_planned=4)}))["plain_read"]
        == 0.75
    )


@pytest.mark.parametrize("outcome", [None, Failure(error="AnswerError", message="no")])
def test_a_text_without_a_brief_is_a_failure(outcome: Outcome | None) -> None:
    found = measured(outcome)
    assert (found["plain_failed"], found["plain_read"], found["plain_spans"]) == (1, 0, None)


def test_the_texts_carry_their_licences() -> None:
    long = load_plain("long.jsonl")
    other = load_plain("multilingual/texts.jsonl")
    assert max(len(record.article.text.split()) for record in long) > 4_500
    assert [record.article.language for record in other] == [
        code for code in ("fr", "zh", "ar", "hi", "es") for _ in range(3)
    ]
    assert all(record.attribution.licence for record in (*long, *other))
    assert "ShareAlike" in (project().external / "multilingual" / "LICENSE.md").read_text(encoding="utf-8")
