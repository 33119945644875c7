"""The command `gold`: add a case that was made by reviewing a brief in its page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ..data.cases import CaseError, load_case
from ..data.project import project
from .shared import fail


def gold(
    file: Annotated[Path, typer.Argument(help="the case that the page saved: 'Save gold case'")],
    cases: Annotated[Path | None, typer.Option(help="folder of the cases; default: that of the project")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="replace the case of this name")] = False,
) -> None:
    """Check a reviewed case like all others, and store it under its id; exit with code 2 if it is invalid."""
    try:
        case = load_case(file)
    except CaseError as error:
        raise fail("\n".join(f"{error.path}: {fault}" for fault in error.faults)) from None
    cases = cases or project().cases
    target = cases / f"{case.id}.json"
    if target.exists() and not replace:
        raise fail(f"there is a case {case.id!r} already: choose another name in the page, or use --replace")
    kept = json.loads(file.read_text(encoding="utf-8"))
    cases.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"{target}: {len(case.gold.events)} events, {len(case.gold.commitments)} commitments, "
          f"{len(case.gold.actors)} actors")  # fmt: skip
    if not case.attribution.licence:
        print("its licence is unknown: set attribution.licence before you pass it on")
    print("record the model's answers for it: python -m evals record --case", case.id)
