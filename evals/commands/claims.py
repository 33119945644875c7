"""The command `claims`: whether items that were made false by rule come back as supported."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from ..studies.claims import ALL, Acceptance, acceptances, all_altered, faults, table
from .shared import FAIL_EXIT, CaseOption, CasesOption, chosen_cases, print_table


def claims(
    case: CaseOption = None,
    cases: CasesOption = None,
    show: Annotated[
        str | None,
        typer.Option(help="print the items of a kind: 'KIND' (passed), 'KIND=marked' or 'KIND=dropped'"),
    ] = None,
) -> None:
    """Print how many altered items of the gold briefs are fully supported, by kind of alteration.

    Exits with code 1 if a kind is beyond its limit in evals/claims.toml.
    """
    found = list(acceptances(chosen_cases(cases, case)))
    rows = table(found)
    shown = Table("alteration", "N", *Acceptance, "passed, %")
    for kind, row in (*rows.items(), (ALL, all_altered(rows))):
        shown.add_row(kind, str(row.total), *(str(row.counts[o]) for o in Acceptance), f"{row.passed:.1f}")
    print_table(shown)
    if show:
        kind, _, wanted = show.partition("=")
        for item, acceptance in found:
            if item.kind == kind and acceptance == (wanted or Acceptance.PASSED):
                typer.echo(item.content)
    wrong = faults(rows) if cases is None and case is None else ()
    for line in wrong:
        typer.echo(line, err=True)
    raise typer.Exit(FAIL_EXIT if wrong else 0)
