"""Intervals and comparisons: counts summed over articles, resampled, and a change found in its direction."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.scoring.scorer import CaseScore
from evals.scoring.statistics import compare, estimates, resampling_weights


def case_score(name, matched, predicted, gold, seconds=0.0):
    counts = defaultdict(float, {
        "articles": 1, "events_matched": matched, "events_predicted": predicted, "events_gold": gold,
        "events_both": predicted + gold, "events_matched_twice": 2 * matched, "timed_ledgers": 1, "seconds": seconds,
        "briefs": 1, "dropped": seconds,
    })  # fmt: skip
    return CaseScore(name, counts)


def test_micro_sums_counts_and_macro_averages_articles():
    values = estimates([case_score("a", 1, 1, 1), case_score("b", 0, 9, 9), case_score("c", 0, 5, 0)])
    assert values["events_recall"].value == pytest.approx(1 / 10)
    assert values["events_recall"].macro == pytest.approx(1 / 2)
    assert values["events_recall"].articles == 2
    # spurious items of an article without gold weigh on the micro average, but give the article no score
    assert values["events_precision"].value == pytest.approx(1 / 15)
    assert values["events_precision"].articles == 2


def test_nothing_in_gold_anywhere_is_unscored():
    value = estimates([case_score("a", 0, 4, 0)])["events_f1"]
    assert (value.value, value.low, value.macro, value.articles) == (None, None, None, 0)
    assert "unscored" in value.reason


counted = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)).map(
    lambda t: (min(t[0], t[1], t[2]), t[1], t[2])
)


@settings(max_examples=20, deadline=None)
@given(st.lists(counted, min_size=1, max_size=12))
def test_intervals_hold_their_point_and_are_deterministic(rows):
    scores = [case_score(f"c{i}", *row) for i, row in enumerate(rows)]
    once, again = estimates(scores, resamples=200), estimates(scores, resamples=200)
    assert once == again
    for value in once.values():
        if value.value is not None:
            assert value.low <= value.value <= value.high
        if value.macro is not None:
            assert value.macro_low <= value.macro <= value.macro_high


def test_resampling_draws_as_many_articles_as_there_are():
    weights = resampling_weights(7, resamples=50)
    assert weights.shape == (50, 7)
    assert (weights.sum(axis=1) == 7).all()


def test_an_empty_list_of_scores_is_refused():
    with pytest.raises(ValueError, match="no scores"):
        estimates([])


def test_compare_finds_a_change_in_its_direction():
    worse = [case_score(f"c{i}", i % 2, 4, 4, seconds=9) for i in range(20)]
    better = [case_score(f"c{i}", 3, 4, 4, seconds=2) for i in range(20)]
    forward, backward = compare(worse, better), compare(better, worse)
    assert forward["events_f1"].verdict == "better"
    assert backward["events_f1"].verdict == "worse"
    assert forward["seconds"].verdict == "better"
    assert backward["seconds"].verdict == "worse"
    assert forward["dropped"].verdict == "changed"
    assert forward["events_f1"].difference == pytest.approx(-backward["events_f1"].difference)
    assert forward["events_f1"].most_changed[0].difference == pytest.approx(0.75)
    assert forward["commitments_f1"].verdict == "no evidence"


def test_compare_with_itself_gives_no_evidence_and_no_changed_case():
    scores = [case_score(f"c{i}", i % 3, 3, 3) for i in range(10)]
    for difference in compare(scores, scores).values():
        assert difference.verdict == "no evidence"
        assert not difference.most_changed


def test_one_changed_article_of_many_is_no_evidence():
    a = [case_score(f"c{i}", 2, 4, 4) for i in range(30)]
    b = [case_score("c0", 3, 4, 4), *a[1:]]
    assert compare(a, b)["events_f1"].verdict == "no evidence"


def test_compare_uses_the_articles_that_both_runs_have():
    a = [case_score("c1", 1, 1, 1), case_score("c2", 0, 1, 1)]
    b = [case_score("c2", 0, 1, 1), case_score("c3", 1, 1, 1)]
    assert compare(a, b)["events_f1"].a == 0
    with pytest.raises(ValueError, match="share no case"):
        compare(a[:1], b)
