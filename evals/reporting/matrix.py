"""Runs side by side: a row for each case, columns for each run, and the differences of each pair of runs."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rich.table import Table

from ..scoring.custom import metric_named
from ..scoring.metrics import Metric
from ..scoring.scorer import CaseScore
from ..scoring.statistics import MetricDifference, compare, estimates
from .tables import FEW_NOTE, format_value

EFFORT = ("seconds", "cost")
"""The metrics beside the chosen one."""

Values = tuple[float | None, ...]


@dataclass(frozen=True)
class Row:
    """The values of one case: for each run those of the chosen metric, seconds and cost; None if unscored.

    `why` says for each run why there is no value of the chosen metric, or "".
    """

    case: str
    values: tuple[Values, ...]
    why: tuple[str, ...]

    @property
    def disagrees(self) -> bool:
        """Whether the runs differ in the chosen metric."""
        return len({None if v[0] is None else round(v[0], 9) for v in self.values}) > 1

    def regressed(self, direction: int) -> bool:
        """Whether a run is worse than the one before it, or has no brief where that one has a value."""
        pairs = zip(self.values, self.values[1:], strict=False)
        return any(a[0] is not None and (b[0] is None or (a[0] - b[0]) * (direction or 1) > 1e-9) for a, b in pairs)


@dataclass(frozen=True)
class Matrix:
    """Cases by runs for one metric: the rows, the values of all cases together, and the pairs' differences."""

    metric: Metric
    runs: tuple[str, ...]
    rows: tuple[Row, ...]
    total: tuple[Values, ...]
    pairs: Mapping[tuple[str, str], Mapping[str, MetricDifference]]


def matrix_of(scores: Mapping[str, Sequence[CaseScore]], name: str = "events_f1") -> Matrix:
    """Return the matrix of runs, given as scores by name, for a metric. Raise KeyError if there is no such metric."""
    metrics = tuple(map(metric_named, (name, *EFFORT)))
    by_case = {run: {score.case: score for score in found} for run, found in scores.items()}
    rows = []
    for case in sorted({score.case for found in scores.values() for score in found}):
        cells, why = [], []
        for known in by_case.values():
            score = known.get(case)
            values = tuple(None if score is None else metric.score(score.counts).value for metric in metrics)
            cells.append(values)
            why.append("not run" if score is None else score.error or ("unscored" if values[0] is None else ""))
        rows.append(Row(case, tuple(cells), tuple(why)))
    overall = [estimates(found, metrics) for found in scores.values()]
    pairs = {
        (a, b): compare(scores[a], scores[b], metrics)
        for a, b in combinations(scores, 2)
        if by_case[a].keys() & by_case[b].keys()
    }
    total = tuple(tuple(values[metric.name].value for metric in metrics) for values in overall)
    return Matrix(metrics[0], tuple(scores), tuple(rows), total, pairs)


def matrix_table(matrix: Matrix, rows: Sequence[Row]) -> Table:
    """Return the table of these rows, with the values of all cases at the end."""
    table = Table("case", title=f"{matrix.metric.label}; {len(rows)} of {len(matrix.rows)} cases", title_justify="left")
    metrics = (matrix.metric, *map(metric_named, EFFORT))
    for run in matrix.runs:
        table.add_column(run, justify="right")
        table.add_column("s", justify="right", style="dim")
        table.add_column("$", justify="right", style="dim")
    for row in rows:
        cells = []
        for values, why in zip(row.values, row.why, strict=True):
            shown = [format_value(metric, value) for metric, value in zip(metrics, values, strict=True)]
            cells += [f"{shown[0]} {why}".strip("– ") if why else shown[0], *shown[1:]]
        table.add_row(row.case, *cells)
    table.add_section()
    table.add_row("all cases", *(format_value(m, v) for t in matrix.total for m, v in zip(metrics, t, strict=True)))
    return table


def pairs_table(matrix: Matrix) -> Table:
    """Return the table of the paired differences between each two runs."""
    table = Table("run", "compared with", "metric", title="Differences, each pair on its common cases")
    for heading in ("difference", "95 %"):
        table.add_column(heading, justify="right")
    table.add_column("verdict")
    for (a, b), differences in matrix.pairs.items():
        for d in differences.values():
            limits = "" if d.low is None or d.high is None else f"{d.low:+.3f} … {d.high:+.3f}"
            change = "–" if d.difference is None else f"{d.difference:+.3f}"
            table.add_row(b, a, d.metric.label, change, limits + (" *" if limits and d.few else ""), d.verdict)
    if any(d.few for differences in matrix.pairs.values() for d in differences.values()):
        table.caption = FEW_NOTE
    return table


def write_csv(matrix: Matrix, rows: Sequence[Row], path: Path) -> None:
    """Write these rows as CSV: a column for the case, then metric, seconds and cost of each run; unscored is empty."""
    names = (matrix.metric.name, *EFFORT)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["case", *(f"{run} {name}" for run in matrix.runs for name in names)])
        for row in rows:
            writer.writerow([row.case, *("" if v is None else v for values in row.values for v in values)])
