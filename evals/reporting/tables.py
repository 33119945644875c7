"""Tables of scores for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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


def claim_curve_table(points: Sequence[CurvePoint], chosen: float) -> Table:
    """Return the calibration table for the threshold of events and commitments; the chosen one is marked."""
    table = Table(
        "threshold", "same item", "… as sentences", "… copied", "other item", "… same sentence", "annotators F1",
        "other article F1", title="Events and commitments: share of pairs that reach the threshold",
        title_justify="left",
    )  # fmt: skip
    for p in points:
        values = (
            p.same, p.same_as_sentences, p.copied_sentences, p.other, p.other_same_sentence, p.f1, p.f1_other_article,
        )  # fmt: skip
        table.add_row(_mark(p.threshold, chosen), *(f"{value:.3f}" for value in values))
    return table


def weightings_table(points: Sequence[WeightingPoint], threshold: float) -> Table:
    """Return the calibration table for the weights; those in use, in the first row, are marked."""
    table = Table(
        "evidence, words, agents", "same item", "… copied", "other item", "… same sentence",
        title=f"Weights: share of pairs that reach {threshold:.2f}", title_justify="left",
    )  # fmt: skip
    for number, p in enumerate(points):
        values = (p.same, p.copied_sentences, p.other, p.other_same_sentence)
        weights = ", ".join(f"{weight:.2f}" for weight in p.weights) + ("" if number else " ←")
        table.add_row(weights, *(f"{value:.3f}" for value in values))
    return table


def actor_curve_table(points: Sequence[ActorPoint], chosen: float) -> Table:
    """Return the calibration table for the threshold of actors; the chosen one is marked."""
    table = Table(
        "threshold", "same actor", "other actor", "annotators F1", "other article F1",
        title="Actors: share of pairs that reach the threshold", title_justify="left",
    )  # fmt: skip
    for p in points:
        values = (p.same, p.other, p.f1, p.f1_other_article)
        table.add_row(_mark(p.threshold, chosen), *(f"{value:.3f}" for value in values))
    return table


def _mark(threshold: float, chosen: float) -> str:
    return f"{threshold:.2f}" + (" ←" if abs(threshold - chosen) < 1e-9 else "")
