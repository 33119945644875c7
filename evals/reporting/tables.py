"""Tables of scores for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple

from rich.table import Table

from ..scoring.agreement import ActorPoint, CurvePoint, WeightingPoint
from ..scoring.metrics import CEILED, Metric
from ..scoring.statistics import FEW, Estimate, MetricDifference


def format_value(metric: Metric, value: float | None) -> str:
    """Return a value as text in the metric's unit; a dash for None (unscored)."""
    if value is None:
        return "–"
    if metric.unit == "share":
        return f"{value:.3f}"
    if metric.unit == "dollars":
        return f"${value:.4f}"
    return f"{value:,.1f}" + (" s" if metric.unit == "seconds" else "")


FEW_NOTE = f"* fewer than {FEW} articles: the interval is not to be trusted"


def _range(metric: Metric, entry: Estimate | MetricDifference) -> str:
    if entry.low is None or entry.high is None:
        return ""
    return f"{format_value(metric, entry.low)} … {format_value(metric, entry.high)}" + (" *" if entry.few else "")


def score_table(
    runs: Mapping[str, Mapping[str, Estimate]], ceiling: Mapping[str, Estimate] | None = None, title: str = ""
) -> Table:
    """Return a table of one or more runs, with the agreement of the annotators (`ceiling`) as the last columns.

    The ceiling is measured on fewer articles than the runs, and only for metrics that apply to annotators.
    """
    shown = [entry for values in (*runs.values(), ceiling or {}) for entry in values.values()]
    table = Table(title=title or None, title_justify="left", caption=FEW_NOTE if any(e.few for e in shown) else None)
    table.add_column("metric")
    for name in runs:
        table.add_column(name, justify="right")
        table.add_column("95 %", justify="right", style="dim")
        table.add_column("macro", justify="right")
        table.add_column("articles", justify="right", style="dim")
    if ceiling is not None:
        table.add_column("annotators", justify="right")
        table.add_column("95 %", justify="right", style="dim")
    group = None
    first = next(iter(runs.values()), ceiling or {})
    for name, estimate in first.items():
        metric = estimate.metric
        cells = [metric.label]
        for values in runs.values():
            entry = values[name]
            cells += [format_value(metric, entry.value), _range(metric, entry),
                      format_value(metric, entry.macro), str(entry.articles)]  # fmt: skip
        if ceiling is not None:
            best = ceiling[name]
            if metric.group in CEILED:
                cells += [format_value(metric, best.value), _range(metric, best)]
            else:
                cells += ["", ""]
        if metric.group != group and group is not None:
            table.add_section()
        group = metric.group
        table.add_row(*cells)
    return table


def difference_table(differences: Mapping[str, MetricDifference], a: str, b: str) -> Table:
    """Return a table that compares run `b` with run `a`, metric by metric."""
    table = Table("metric", title=f"{b} compared with {a}", title_justify="left")
    table.caption = FEW_NOTE if any(entry.few for entry in differences.values()) else None
    for heading in (a, b, "difference", "95 %"):
        table.add_column(heading, justify="right")
    table.add_column("verdict")
    table.add_column("changed most (case: difference)")
    styles = {"better": "green", "worse": "red", "changed": "yellow", "no evidence": "dim", "too few articles": "dim"}
    group = None
    for entry in differences.values():
        metric = entry.metric
        if metric.group != group and group is not None:
            table.add_section()
        group = metric.group
        most = ", ".join(f"{change.case}: {change.difference:+.2f}" for change in entry.most_changed[:3])
        table.add_row(
            metric.label, format_value(metric, entry.a), format_value(metric, entry.b),
            "" if entry.difference is None else f"{entry.difference:+.3f}", _range(metric, entry),
            f"[{styles[entry.verdict]}]{entry.verdict}[/]", most,
        )  # fmt: skip
    return table


_CALIBRATIONS = {
    CurvePoint: (
        "Events and commitments: share of pairs that reach the threshold",
        ("threshold", "same item", "… as sentences", "… copied", "other item", "… same sentence", "annotators F1",
         "other article F1"),
    ),
    WeightingPoint: (
        "Weights: share of pairs that reach the threshold",
        ("evidence, words, agents", "same item", "… copied", "other item", "… same sentence"),
    ),
    ActorPoint: (
        "Actors: share of pairs that reach the threshold",
        ("threshold", "same actor", "other actor", "annotators F1", "other article F1"),
    ),
}  # fmt: skip
"""The title and the headings of each table; the columns are the fields of the points."""


def calibration_table(points: Sequence[CurvePoint | WeightingPoint | ActorPoint], chosen: object) -> Table:
    """Return the effect of each threshold, or of each weighting; the `chosen` one is marked."""
    title, headings = _CALIBRATIONS[type(points[0])]
    table = Table(*headings, title=title, title_justify="left")
    for tried, *values in map(astuple, points):
        label = ", ".join(f"{one:.2f}" for one in (tried if isinstance(tried, tuple) else (tried,)))
        table.add_row(label + (" ←" if tried == chosen else ""), *(f"{value:.3f}" for value in values))
    return table
