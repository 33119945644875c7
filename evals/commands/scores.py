"""The commands `score`, `compare`, `agreement` and `report`."""

from __future__ import annotations

from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Annotated

import typer

from ..data.cases import Case
from ..data.project import project
from ..data.runs import RunError, load_run, run_path
from ..reporting import write_report
from ..reporting.tables import calibration_table, difference_table, score_table
from ..scoring import agreement as annotators
from ..scoring.alignment import ACTOR_THRESHOLD, CLAIM_THRESHOLD
from ..scoring.metrics import CEILED
from ..scoring.scorer import CaseScore, score_run
from ..scoring.statistics import compare as compare_scores
from ..scoring.statistics import estimates
from .shared import CasesOption, chosen_cases, fail, print_json, print_table

JsonOption = Annotated[bool, typer.Option("--json", help="print JSON instead of a table")]


def _scores(run: str, cases: list[Case]) -> list[CaseScore]:
    try:
        loaded = load_run(run)
        scores = score_run(loaded, cases)
    except RunError as error:
        raise fail(str(error)) from None
    missing = [case.id for case in cases if case.id not in loaded.outcomes]
    if missing:
        typer.echo(f"{run}: {len(missing)} of {len(cases)} cases were not run: {', '.join(missing[:5])} …", err=True)
    return scores


def score(
    run: Annotated[str, typer.Argument(help="name of a run, or its file")],
    cases: CasesOption = None,
    details: Annotated[
        bool, typer.Option("--details", help="also list the items that are missed, spurious or wrong")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Score a saved run, next to the agreement of the annotators."""
    known = chosen_cases(cases)
    scores = _scores(run, known)
    values = estimates(scores)
    if as_json:
        print_json({name: asdict(value) for name, value in values.items()})
        return
    second = annotators.agreement(known)
    print_table(score_table({run_path(run).stem: values}, estimates(second) if second else None))
    if details:
        for case in scores:
            typer.echo(f"\n{case.case}" + (f": {case.error}" if case.error else ""))
            for pair in case.pairs:
                for fault in pair.faults:
                    typer.echo(f"  {pair.kind} {pair.pred.statement!r}: {fault}")
            for side, items in (("missed", case.missed), ("spurious", case.spurious)):
                for item in items:
                    typer.echo(f"  {side} {item.kind} {item.item.statement!r}: {item.reason}")


def compare(
    runs: Annotated[list[str], typer.Argument(help="the run to compare with, then those to judge (names or files)")],
    cases: CasesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show for each metric whether a run is better or worse than an earlier one (paired bootstrap over articles).

    Each pair of runs is compared; `matrix` shows the articles.
    """
    if len(runs) < 2:
        raise fail("name at least two runs to compare")
    known = chosen_cases(cases)
    scores = {run: _scores(run, known) for run in runs}
    for a, b in combinations(runs, 2):
        try:
            differences = compare_scores(scores[a], scores[b])
        except ValueError as error:
            raise fail(f"{a}, {b}: {error}") from None
        if as_json:
            values = {name: asdict(value) for name, value in differences.items()}
            print_json(values if len(runs) == 2 else {"a": a, "b": b, "metrics": values})
        else:
            print_table(difference_table(differences, run_path(a).stem, run_path(b).stem))


def agreement(
    cases: CasesOption = None,
    calibrate: Annotated[
        bool, typer.Option("--calibrate", help="also print the curves from which the thresholds were chosen")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Score the second annotators against the first. This is the ceiling in every table."""
    known = chosen_cases(cases)
    second = annotators.agreement(known)
    if not second:
        raise fail("no case has a second annotation: add one as 'second' to a case file")
    values = estimates(second)
    if as_json:
        print_json({name: asdict(value) for name, value in values.items()})
        return
    annotated = {k: v for k, v in values.items() if v.metric.group in CEILED}
    title = f"Second annotator against the first, {len(second)} articles"
    print_table(score_table({"annotators": annotated}, title=title))
    if calibrate:
        pairs = annotators.claim_pairs(known)
        typer.echo(
            f"pairs: {len(pairs.same)} of the same item; {len(pairs.other)} of different items, "
            f"{len(pairs.other_same_sentence)} of these in the same sentence; "
            f"{len(pairs.copied_sentences)} of gold items with copies of their sentences"
        )
        print_table(calibration_table(annotators.claim_curve(known), CLAIM_THRESHOLD))
        print_table(calibration_table(annotators.weightings(known), annotators.WEIGHTINGS[0]))
        print_table(calibration_table(annotators.actor_curve(known), ACTOR_THRESHOLD))


def report(
    runs: Annotated[list[str], typer.Argument(help="names or files of runs; the first two are compared")],
    out: Annotated[
        Path | None, typer.Option("--out", help="the HTML file to write; default: that of the project")
    ] = None,
    cases: CasesOption = None,
) -> None:
    """Write a self-contained HTML page that shows the mistakes of the runs, article by article."""
    known, out = chosen_cases(cases), out or project().report
    try:
        path = write_report([load_run(run) for run in runs], known, out)
    except RunError as error:
        raise fail(str(error)) from None
    except OSError as error:
        raise fail(f"{out}: {error.strerror}") from None
    typer.echo(path)
