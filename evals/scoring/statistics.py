"""Averages over articles, bootstrap intervals, and the paired comparison of two runs.

Articles are resampled, not items, because the items of one article are not independent of each other. Every metric is a
ratio of counts, so a resample is a row of weights, and two matrix products compute a metric for all resamples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .custom import known_metrics
from .metrics import Metric, Score
from .scorer import CaseScore

RESAMPLES = 2_000
SEED = 20_260_129
LEVEL = 0.95

MOST_CHANGED = 5
"""Number of articles that a comparison lists as those that changed most."""

FEW = 10
"""A percentile bootstrap of fewer articles than this is far too narrow: its interval is not to be trusted."""

Floats = NDArray[np.float64]
DifferenceVerdict = Literal["better", "worse", "changed", "no evidence", "too few articles"]


@dataclass(frozen=True)
class Estimate:
    """A metric over articles.

    `value` is the micro average (ratio of summed counts), with the interval `low` to `high`. `macro` is the mean over
    the `articles` that are scored, with the interval `macro_low` to `macro_high`. All are None if nothing is scored.
    """

    metric: Metric
    value: float | None
    low: float | None
    high: float | None
    macro: float | None
    macro_low: float | None
    macro_high: float | None
    articles: int
    reason: str

    @property
    def few(self) -> bool:
        """Whether it is scored on so few articles that its interval is not to be trusted."""
        return self.articles < FEW


@dataclass(frozen=True)
class CaseChange:
    """The values of one article in two runs."""

    case: str
    before: float
    after: float

    @property
    def difference(self) -> float:
        """`after` minus `before`."""
        return self.after - self.before


@dataclass(frozen=True)
class MetricDifference:
    """A metric of two runs on the same articles: `difference` is B minus A, with its paired interval.

    The verdict is about B. If the interval excludes 0 it is "better" or "worse", or "changed" for a metric without a
    direction; otherwise it is "no evidence". On fewer than `FEW` scored articles it is "too few articles" at best.
    """

    metric: Metric
    a: float | None
    b: float | None
    difference: float | None
    low: float | None
    high: float | None
    verdict: DifferenceVerdict
    reason: str
    most_changed: tuple[CaseChange, ...] = ()
    articles: int = 0

    @property
    def few(self) -> bool:
        """Whether it is scored on so few articles that its interval is not to be trusted."""
        return self.articles < FEW


def resampling_weights(articles: int, resamples: int = RESAMPLES) -> Floats:
    """Return how often each resample contains each article, as an array of shape (resamples, articles)."""
    generator = np.random.default_rng(SEED)
    return generator.multinomial(articles, np.full(articles, 1 / articles), size=resamples).astype(np.float64)


def _column(scores: Sequence[CaseScore], count: str) -> Floats:
    return np.array([score.counts.get(count, 0.0) for score in scores], dtype=np.float64)


def _ratio(above: Floats, below: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, above / below, np.nan)


def _micro(metric: Metric, scores: Sequence[CaseScore], weights: Floats) -> Floats:
    values = _ratio(weights @ _column(scores, metric.numerator), weights @ _column(scores, metric.denominator))
    if metric.support is not None:
        values[weights @ _column(scores, metric.support) <= 0] = np.nan
    return values


def _macro(values: Floats, weights: Floats) -> Floats:
    scored = ~np.isnan(values)
    return _ratio(weights @ np.nan_to_num(values), weights @ scored.astype(np.float64))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _interval(samples: Floats, point: float | None) -> tuple[float | None, float | None]:
    # Resamples in which nothing is scored are ignored. With few articles the percentiles can exclude the estimate
    # itself; such an interval is of no use, so it is widened to include it.
    samples = samples[~np.isnan(samples)]
    if point is None or not samples.size:
        return None, None
    tail = 50 * (1 - LEVEL)
    low, high = np.percentile(samples, [tail, 100 - tail])
    return float(min(low, point)), float(max(high, point))


def _per_article(metric: Metric, scores: Sequence[CaseScore]) -> Floats:
    values = (metric.score(score.counts).value for score in scores)
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _total(metric: Metric, scores: Sequence[CaseScore]) -> Score:
    names = {metric.numerator, metric.denominator, metric.support or metric.denominator}
    return metric.score({name: float(_column(scores, name).sum()) for name in names})


def estimates(
    scores: Sequence[CaseScore], metrics: Sequence[Metric] | None = None, resamples: int = RESAMPLES
) -> dict[str, Estimate]:
    """Return every metric over these articles with 95 % percentile bootstrap intervals, by metric name.

    The resampling is seeded, so the same scores give the same figures. Raise ValueError without scores.
    """
    if not scores:
        raise ValueError("no scores")
    weights = resampling_weights(len(scores), resamples)
    all_once = np.ones((1, len(scores)))
    result = {}
    for metric in known_metrics() if metrics is None else metrics:
        total = _total(metric, scores)
        values = _per_article(metric, scores)
        macro = _number(_macro(values, all_once)[0])
        low, high = _interval(_micro(metric, scores, weights), total.value)
        macro_low, macro_high = _interval(_macro(values, weights), macro)
        scored = int((~np.isnan(values)).sum())
        result[metric.name] = Estimate(
            metric, total.value, low, high, macro, macro_low, macro_high, scored, total.reason
        )
    return result


def _changes(metric: Metric, a: Sequence[CaseScore], b: Sequence[CaseScore]) -> tuple[CaseChange, ...]:
    """Return the `MOST_CHANGED` articles whose values differ most."""
    before, after = _per_article(metric, a), _per_article(metric, b)
    changes = [
        CaseChange(score.case, float(x), float(y))
        for score, x, y in zip(a, before, after, strict=True)
        if not (np.isnan(x) or np.isnan(y)) and x != y
    ]
    return tuple(sorted(changes, key=lambda change: (-abs(change.difference), change.case))[:MOST_CHANGED])


def _verdict(metric: Metric, low: float, high: float) -> DifferenceVerdict:
    if low <= 0 <= high:
        return "no evidence"
    if metric.direction == 0:
        return "changed"
    return "better" if (low > 0) == (metric.direction > 0) else "worse"


def compare(
    a: Sequence[CaseScore], b: Sequence[CaseScore], metrics: Sequence[Metric] | None = None
) -> dict[str, MetricDifference]:
    """Compare run B with run A on their common articles, by a paired bootstrap. Return differences by metric name.

    Both runs are resampled with the same articles, so that the difficulty of an article cancels out. With some thirty
    metrics at 95 %, one or two intervals exclude 0 by chance: decide beforehand which metric counts. Raise ValueError
    if the runs share no article.
    """
    left, right = {score.case: score for score in a}, {score.case: score for score in b}
    cases = sorted(left.keys() & right.keys())
    if not cases:
        raise ValueError("the two runs share no case")
    common_a, common_b = [left[case] for case in cases], [right[case] for case in cases]
    weights = resampling_weights(len(cases))
    result = {}
    for metric in known_metrics() if metrics is None else metrics:
        before, after = _total(metric, common_a).value, _total(metric, common_b).value
        if before is None or after is None:
            result[metric.name] = MetricDifference(metric, before, after, None, None, None, "no evidence", "unscored")
            continue
        difference = after - before
        samples = _micro(metric, common_b, weights) - _micro(metric, common_a, weights)
        low, high = _interval(samples, difference)
        if low is None or high is None:
            result[metric.name] = MetricDifference(
                metric, before, after, difference, None, None, "no evidence", "unscored"
            )
            continue
        verdict = _verdict(metric, low, high)
        side = "includes" if verdict == "no evidence" else "excludes"
        scored = int((~np.isnan(_per_article(metric, common_a)) & ~np.isnan(_per_article(metric, common_b))).sum())
        if scored < FEW and verdict != "no evidence":
            verdict = "too few articles"
        result[metric.name] = MetricDifference(
            metric, before, after, difference, low, high, verdict,
            f"the interval of the difference over {len(cases)} articles {side} 0",
            _changes(metric, common_a, common_b), scored,
        )  # fmt: skip
    return result
