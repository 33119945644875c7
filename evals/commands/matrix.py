"""The command `matrix`: any number of runs side by side, case by case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..data.runs import RunError
from ..reporting.matrix import matrix_of, matrix_table, pairs_table, write_csv
from ..scoring.custom import known_metrics
from ..scoring.scorer import score_run
from .shared import CasesOption, chosen_cases, fail, loaded, print_table


def matrix(
    runs: Annotated[list[str], typer.Argument(help="names or files of runs, the oldest first")],
    metric: Annotated[str, typer.Option(help="name of the metric, as 'score --json' prints it")] = "events_f1",
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="show only cases in which the runs differ")
    ] = False,
    regressions: Annotated[
        bool, typer.Option("--regressions", help="show only cases in which a run is worse than the one before it")
    ] = False,
    out: Annotated[Path | None, typer.Option("--csv", help="also write the rows to this file, as CSV")] = None,
    cases: CasesOption = None,
) -> None:
    """Show a metric, seconds and cost of each case in each run, and the differences between all pairs of runs."""
    known = chosen_cases(cases)
    if metric not in (names := [entry.name for entry in known_metrics()]):
        raise fail(f"there is no metric {metric!r}; use one of {', '.join(names)}")
    found = loaded(runs)
    if twice := {run.name for run in found if sum(other.name == run.name for other in found) > 1}:
        raise fail(f"two runs are named {sorted(twice)[0]!r}: make one of them with another --name")
    try:
        result = matrix_of({run.name: score_run(run, known) for run in found}, metric)
    except RunError as error:
        raise fail(error) from None
    rows = [
        row for row in result.rows
        if (not disagreements or row.disagrees) and (not regressions or row.regressed(result.metric.direction))
    ]  # fmt: skip
    print_table(matrix_table(result, rows))
    if result.pairs:
        print_table(pairs_table(result))
    if out is not None:
        write_csv(result, rows, out)
