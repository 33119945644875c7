"""The command `gate`: check a run against the floors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from evals.baselines import trivial
from evals.commands.shared import FAIL_EXIT, CasesOption, chosen_cases, fail
from evals.data.runs import RunError, load_run
from evals.scoring import gate as gates


def gate(
    run: Annotated[str | None, typer.Argument(help="name of the run; default: the run that the floors name")] = None,
    floors: Annotated[Path, typer.Option(help="TOML file with the floors", show_default="evals/floors.toml")] = (
        gates.FLOORS
    ),
    cases: CasesOption = None,
    write: Annotated[bool, typer.Option("--write", help="set new floors from the values of the run")] = False,
) -> None:
    """Check a run against the floors and the trivial baselines; exit with code 1 if any metric is worse."""
    chosen = chosen_cases(cases)
    try:
        if write:
            name = run or (gates.load_floors(floors).run if floors.is_file() else None)
            if name is None:
                raise gates.GateError("there are no floors yet; name the run to set them from: gate RUN --write")
            print(gates.write_floors(load_run(name), chosen, floors))
            return
        limits = gates.load_floors(floors)
        checked = load_run(run or limits.run)
        breaches = [str(breach) for breach in gates.check(checked, chosen, limits)]
        margins = trivial.margins(checked, chosen)
        breaches += [str(margin) for margin in margins if not margin.is_beaten]
    except (gates.GateError, RunError) as error:
        raise fail(error) from None
    for breach in breaches:
        print(breach)
    if breaches:
        print(f"{checked.name} does not pass the gate", file=sys.stderr)
        raise typer.Exit(FAIL_EXIT)
    for margin in margins:
        print(margin)
    print(f"{checked.name} passes the gate: {len(limits.floors)} metrics, {len(chosen)} cases")
