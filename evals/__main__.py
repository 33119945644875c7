"""The commands of the eval suite: `python -m evals COMMAND`.

A further command is a function registered on `app` in the same way; give it a module of its own and import that here.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from evals import agreement as annotators
from evals import external, hashes, replaying
from evals.alignment import ACTOR_THRESHOLD, CLAIM_THRESHOLD
from evals.cases import Case, CaseError, load_cases
from evals.reporting import write_report
from evals.runs import RunError, load_run, run_path
from evals.scoring import CaseScore, score_run
from evals.statistics import compare as compare_scores
from evals.statistics import estimates
from evals.tables import actor_curve_table, claim_curve_table, difference_table, score_table, weightings_table

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Evaluate briefs against gold."
)

REPORT = Path(__file__).parent / "report" / "index.html"

CasesOption = Annotated[
    Path | None, typer.Option("--cases", help="folder of case files; default: those of this project")
]
JsonOption = Annotated[bool, typer.Option("--json", help="print JSON instead of a table")]


def _print(content: object) -> None:
    # Tables are cut to the terminal's width; a file or a pipe has none.
    console = Console()
    if not console.is_terminal:
        console = Console(width=220)
    console.print(content)


def _print_json(values: dict[str, Any]) -> None:
    typer.echo(json.dumps(values, ensure_ascii=False, indent=2, default=str))


def _fail(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(2)


def _cases(directory: Path | None) -> list[Case]:
    try:
        return load_cases(directory)
    except CaseError as error:
        raise _fail("\n".join(f"{error.path}: {fault}" for fault in error.faults)) from None


def _scores(run: str, cases: list[Case]) -> list[CaseScore]:
    try:
        loaded = load_run(run)
        scores = score_run(loaded, cases)
    except RunError as error:
        raise _fail(str(error)) from None
    absent = [case.id for case in cases if case.id not in loaded.outcomes]
    if absent:
        typer.echo(f"{run}: {len(absent)} of {len(cases)} cases were not run: {', '.join(absent[:5])} …", err=True)
    return scores


@app.command()
def score(
    run: Annotated[str, typer.Argument(help="name of a run, or a file of one")],
    cases: CasesOption = None,
    details: Annotated[bool, typer.Option("--details", help="also list what was missed, spurious or wrong")] = False,
    as_json: JsonOption = False,
) -> None:
    """Score a recorded run, with the agreement of the annotators beside it."""
    known = _cases(cases)
    scores = _scores(run, known)
    values = estimates(scores)
    if as_json:
        _print_json({name: asdict(value) for name, value in values.items()})
        return
    second = annotators.agreement(known)
    _print(score_table({run_path(run).stem: values}, estimates(second) if second else None))
    if details:
        for case in scores:
            typer.echo(f"\n{case.case}" + (f": {case.error}" if case.error else ""))
            for pair in case.pairs:
                for fault in pair.faults:
                    typer.echo(f"  {pair.kind} {pair.pred.statement!r}: {fault}")
            for side, items in (("missed", case.missed), ("spurious", case.spurious)):
                for item in items:
                    typer.echo(f"  {side} {item.kind} {item.item.statement!r}: {item.reason}")


@app.command()
def compare(
    a: Annotated[str, typer.Argument(help="the run to compare with")],
    b: Annotated[str, typer.Argument(help="the run that is judged")],
    cases: CasesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say, metric by metric, whether run B is better or worse than run A (paired bootstrap over articles)."""
    known = _cases(cases)
    try:
        differences = compare_scores(_scores(a, known), _scores(b, known))
    except ValueError as error:
        raise _fail(str(error)) from None
    if as_json:
        _print_json({name: asdict(value) for name, value in differences.items()})
    else:
        _print(difference_table(differences, run_path(a).stem, run_path(b).stem))


@app.command()
def agreement(
    cases: CasesOption = None,
    calibrate: Annotated[
        bool, typer.Option("--calibrate", help="also print the curves that the thresholds rest on")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Score the second annotators against the first: the ceiling of every table."""
    known = _cases(cases)
    second = annotators.agreement(known)
    if not second:
        raise _fail("no case has a second annotation")
    values = estimates(second)
    if as_json:
        _print_json({name: asdict(value) for name, value in values.items()})
        return
    said = {k: v for k, v in values.items() if v.metric.group in {"found", "right on aligned pairs"}}
    _print(score_table({"annotators": said}, title=f"Second annotator against the first, {len(second)} articles"))
    if calibrate:
        pairs = annotators.claim_pairs(known)
        typer.echo(
            f"{len(pairs.same)} pairs are the same item, {len(pairs.other)} another one, "
            f"{len(pairs.other_same_sentence)} of these in the same sentence; {len(pairs.copied_sentences)} copied"
        )
        _print(claim_curve_table(annotators.claim_curve(known), CLAIM_THRESHOLD))
        _print(weightings_table(annotators.weightings(known), CLAIM_THRESHOLD))
        _print(actor_curve_table(annotators.actor_curve(known), ACTOR_THRESHOLD))


@app.command()
def report(
    runs: Annotated[list[str], typer.Argument(help="names of runs, or files of them; the first two are compared")],
    out: Annotated[
        Path, typer.Option("--out", help="the HTML file to write", show_default="evals/report/index.html")
    ] = REPORT,
    cases: CasesOption = None,
) -> None:
    """Write one self-contained HTML page that shows what the runs get wrong, article by article."""
    known = _cases(cases)
    try:
        path = write_report([load_run(run) for run in runs], known, out)
    except RunError as error:
        raise _fail(str(error)) from None
    except OSError as error:
        raise _fail(f"{out}: {error.strerror}") from None
    typer.echo(path)


app.command()(replaying.run)
app.command()(replaying.record)
app.command()(replaying.gate)
app.command()(external.external)
app.command()(replaying.readme)
app.command()(hashes.hashes)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
