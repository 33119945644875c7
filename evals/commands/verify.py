"""The command `verify`: whether the verification by a model finds items that were made false by rule."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from evals.commands.shared import FAIL_EXIT, CaseOption, CasesOption, chosen_cases, print_table
from evals.recording.relay import Relay
from evals.studies.verifying import (
    MOST_DROPPED,
    MOST_MARKED,
    UNALTERED,
    Found,
    Outcome,
    ask,
    sample,
)
from summarizer.settings import load_settings


def verify(
    relay: Annotated[Path, typer.Option(help="folder that requests are written to, and answers are read from")],
    model: Annotated[str, typer.Option(help="name of the model that answers")],
    case: CaseOption = None,
    cases: CasesOption = None,
    unaltered: Annotated[int, typer.Option(min=0, help="number of items that stay unaltered")] = UNALTERED,
    show: Annotated[
        str | None, typer.Option(help="print the items of this kind and outcome, such as 'unaltered=marked'")
    ] = None,
) -> None:
    """Ask a model to verify altered and unaltered items of gold; print what it makes of them, by kind of alteration.

    The requests are written out and the answers that are there are counted: run it again after answering. Exits with
    code 1 if requests are unanswered, or if more unaltered items are dropped or marked than may be.
    """
    batches = sample(chosen_cases(cases, case), unaltered=unaltered)
    found = ask(batches, Relay(relay, model, 0.0), load_settings())
    if found.unanswered:
        typer.echo(f"{found.unanswered} of {found.requests} requests are not answered in {relay}", err=True)
    _print(found)
    if show:
        kind, _, wanted = show.partition("=")
        for item, of, outcome, why in found.items:
            if item.kind.startswith(kind) and outcome == (wanted or Outcome.PASSED):
                typer.echo(f"{of.id}: {item.item}\n  {outcome} {why}")
    for line in (faults := _faults(found)):
        typer.echo(line, err=True)
    raise typer.Exit(FAIL_EXIT if faults or found.unanswered else 0)


def _print(found: Found) -> None:
    altered, unaltered = found.count(altered=True), found.count(altered=False)
    table = Table("alteration", "N", *Outcome, "dropped, %", "dropped or marked, %")
    rows = sorted(found.rows.items(), key=lambda row: (row[0].startswith("unaltered"), row[0]))
    for kind, counts in (*rows, ("all altered", altered), ("all unaltered", unaltered)):
        told = _percent(counts, Outcome.DROPPED) + _percent(counts, Outcome.MARKED)
        shares = (f"{_percent(counts, Outcome.DROPPED):.1f}", f"{told:.1f}") if counts.total() else ("–", "–")
        table.add_row(kind, str(counts.total()), *(str(counts[outcome]) for outcome in Outcome), *shares)
    print_table(table)
    tokens = ", ".join(f"{name} {count:,}" for name, count in found.tokens.items() if name != "claims")
    typer.echo(f"{found.requests} requests about {found.tokens['claims']} claims; tokens by characters: {tokens}")


def _percent(counts: Counter[Outcome], outcome: Outcome) -> float:
    return 100 * counts[outcome] / counts.total() if counts.total() else 0.0


def _faults(found: Found) -> list[str]:
    counts = found.count(altered=False)
    limits = ((Outcome.DROPPED, MOST_DROPPED), (Outcome.MARKED, MOST_MARKED))
    shares = [(outcome, _percent(counts, outcome), most) for outcome, most in limits]
    return [
        f"{share:.1f} % of unaltered items are {outcome}, the limit is {most:g} %"
        for outcome, share, most in shares
        if share > most
    ]
