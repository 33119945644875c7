"""Convert numbers to positions in the small plots of the report, in units of the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..scoring.metrics import CEILED, Metric
from ..scoring.statistics import Estimate, MetricDifference
from .tables import format_value

WIDTH = 200
"""Length of the axis."""


@dataclass(frozen=True)
class Bar:
    """A value with its interval, as horizontal positions; `words` is the text alternative."""

    value: float
    low: float
    high: float
    words: str


@dataclass(frozen=True)
class Plot:
    """Bars over a common axis (None: unscored), the bar of the ceiling, and the labelled ticks of the axis."""

    bars: tuple[Bar | None, ...]
    ceiling: Bar | None = None
    ticks: tuple[tuple[float, str], ...] = ()

    @property
    def words(self) -> str:
        """The plot as text."""
        return "; ".join(bar.words for bar in (*self.bars, self.ceiling) if bar is not None) or "unscored"


def interval(metric: Metric, low: float | None, high: float | None) -> str:
    """Return an interval as text in the metric's unit, or "" without an interval."""
    return "" if low is None or high is None else f"{format_value(metric, low)} … {format_value(metric, high)}"


def _bar(name: str, estimate: Estimate, most: float) -> Bar | None:
    if estimate.value is None:
        return None
    low = estimate.value if estimate.low is None else estimate.low
    high = estimate.value if estimate.high is None else estimate.high
    metric, scale = estimate.metric, WIDTH / most
    words = f"{name} {format_value(metric, estimate.value)} ({interval(metric, low, high)})"
    return Bar(estimate.value * scale, low * scale, high * scale, words)


def estimate_plot(metric: Metric, runs: Sequence[tuple[str, Estimate]], ceiling: Estimate | None) -> Plot:
    """Return the plot of one metric. The axis goes from 0 to 1 for shares, else from 0 to the largest end."""
    ends = [end for _, e in runs for end in (e.value, e.high) if end is not None]
    most = 1.0 if metric.unit == "share" else max(ends, default=0.0) or 1.0
    best = _bar("annotators", ceiling, most) if ceiling is not None and metric.group in CEILED else None
    ticks = ((0.0, "0"), (WIDTH / 2, ""), (float(WIDTH), format_value(metric, most) if metric.unit != "share" else "1"))
    return Plot(tuple(_bar(name, estimate, most) for name, estimate in runs), best, ticks)


def difference_span(differences: Iterable[MetricDifference]) -> float:
    """Return the half-length of the axis for differences of shares: the largest end, rounded up to a tenth."""
    ends = [abs(end) for d in differences if d.metric.unit == "share" for end in (d.low, d.high) if end is not None]
    return max(0.1, -(-max(ends, default=0.0) // 0.1) * 0.1)


def difference_plot(difference: MetricDifference, shares: float) -> Plot:
    """Return the plot of a difference, with 0 in the middle of the axis.

    The axis extends to `shares` on both sides; for another unit than shares, to the larger end of the interval.
    """
    d = difference
    if d.difference is None or d.low is None or d.high is None:
        return Plot((None,))
    reach = shares if d.metric.unit == "share" else max(abs(d.low), abs(d.high)) or 1.0
    low, value, high = (WIDTH / 2 * (1 + end / reach) for end in (d.low, d.difference, d.high))
    return Plot((Bar(value, low, high, f"{d.difference:+.3f} ({d.low:+.3f} … {d.high:+.3f}), {d.verdict}"),))
