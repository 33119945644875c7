"""Agreement of annotators, and the thresholds and weights that it supports."""

from __future__ import annotations

import pytest

from evals.data.cases import Case, load_cases
from evals.scoring.agreement import WEIGHTINGS, actor_curve, agreement, claim_curve, weightings
from evals.scoring.alignment import ACTOR_THRESHOLD, CLAIM_THRESHOLD
from evals.scoring.statistics import estimates

CASES = load_cases()


def test_annotators_agree_far_above_chance():
    values = estimates(agreement(CASES))
    assert len(agreement(CASES)) == 6
    assert values["events_f1"].value > 0.9
    assert values["commitments_f1"].value > 0.9
    assert values["actors_f1"].value > 0.85


@pytest.fixture(scope="module")
def double_cases() -> list[Case]:
    return [case for case in CASES if case.second is not None]


def test_the_thresholds_separate_same_from_other_items(double_cases):
    [point] = claim_curve(double_cases, [CLAIM_THRESHOLD])
    assert point.same == point.same_as_sentences == 1
    assert point.other < 0.02
    assert point.f1_other_article < 0.05
    [actor] = actor_curve(double_cases, [ACTOR_THRESHOLD])
    assert actor.same > 0.98
    assert actor.other < 0.01


def test_the_weights_in_use_are_compared_with_others(double_cases):
    used, *others = weightings(double_cases)
    assert used.weights == WEIGHTINGS[0]
    assert all(sum(point.weights) == pytest.approx(1) for point in (used, *others))
    assert used.same == 1
