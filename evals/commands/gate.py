"""The command `gate`: hold a run against the floors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from evals.commands.shared import FAIL_EXIT, CasesOption, chosen_cases, fail
from evals.data.runs import RunError, load_run
from evals.scoring import gate as gates


def gate(
    run: Annotated[str | None, typer.Argument(help="name of a run; default: that of the floors")] = None,
    floors: Annotated[Path, typer.Option(help="TOML file of the floors", show_default="evals/floors.toml")] = (
        gates.FLOORS
    ),
    cases: CasesOption = None,
    write: Annotated[bool, typer.Option("--write", help="measure the run and write its floors anew")] = False,
) -> None:
    """Check a run against the floors; exit code 1 if it is worse."""
    chosen = chosen_cases(cases)
    try:
        if write:
            name = run or (gates.load_floors(floors).run if floors.is_file() else None)
            if name is None:
                raise gates.GateError("say which run to take the floors from")
            print(gates.write_floors(load_run(name), chosen, floors))
            return
        limits = gates.load_floors(floors)
        made = load_run(run or limits.run)
        breaches = gates.check(made, chosen, limits)
    except (gates.GateError, RunError) as error:
        raise fail(error) from None
    for breach in breaches:
        print(breach)
    if breaches:
        print(f"{made.name} does not pass the gate", file=sys.stderr)
        raise typer.Exit(FAIL_EXIT)
    print(f"{made.name} passes the gate: {len(limits.floors)} metrics, {len(chosen)} cases")
