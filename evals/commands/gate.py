"""The command `gate`: check a run against the floors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..baselines import trivial
from ..data.project import project
from ..data.runs import RunError, load_run
from ..scoring import gate as gates
from .shared import FAIL_EXIT, CasesOption, chosen_cases, fail


def gate(
    run: Annotated[str | None, typer.Argument(help="name of the run; default: the run that the floors name")] = None,
    floors: Annotated[Path | None, typer.Option(help="TOML file with the floors; default: that of the project")] = None,
    cases: CasesOption = None,
    write: Annotated[bool, typer.Option("--write", help="set new floors from the values of the run")] = False,
) -> None:
    """Check a run against the floors and the trivial baselines; exit with code 1 if any metric is worse."""
    chosen, floors = chosen_cases(cases), floors or project().floors
    try:
        if write:
            name = run or (gates.load_floors(floors).run if floors.is_file() else None)
            if name is None:
                raise gates.GateError(
                    f"there are no floors yet ({floors}); name the run to set them from: gate RUN --write"
                )
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
