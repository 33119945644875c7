"""The commands `init`, which makes a project, and `check`, which checks its gold."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from ..data.cases import CaseError, load_case
from ..data.project import FILE, PLACES, load_project, project
from .shared import fail

CONTENT = """\
# Where the eval suite finds the data of this project, and who is asked. Paths are relative to this folder.
cases = "cases"
cassettes = "cassettes"
runs = "runs"
floors = "floors.toml"
report = "report/index.html"

# model = "gpt-4.1-mini"         # default: the embedded model
# profile = "large"              # "small" or "large"; default: "small" for embedded models

# Floors of every single case, for pytest --briefs:
# [each]
# events_recall = 0.5

# A metric of your own, a function in own_metrics.py beside this file:
# [metrics.long_quotes]
# function = "own_metrics:long_quotes"
# better = "less"
"""
"""The file of a new project."""

SAMPLE = "sample.json"
"""The sample case: its name in the package and in a new project."""


GUIDELINES = "GUIDELINES.md"
"""What annotators follow."""


def init(
    folder: Annotated[Path, typer.Argument(help="folder of the project; made if it does not exist")] = Path(),
) -> None:
    """Make a project: evals.toml, guidelines for annotators, a sample case. Files that exist are kept."""
    if (folder / FILE).exists():
        raise fail(f"{folder / FILE} exists already: this is a project")
    cases = folder / PLACES["cases"]
    try:
        cases.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(CONTENT, encoding="utf-8")
        made = [folder / FILE]
        suite = resources.files(str(__package__).rpartition(".")[0])
        copies = {folder / GUIDELINES: suite / GUIDELINES}
        if not any(cases.glob("*.json")):
            copies[cases / SAMPLE] = suite / "data" / SAMPLE
        for target, source in copies.items():
            if not target.exists():
                target.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
                made.append(target)
    except OSError as error:
        raise fail(f"{folder}: {error.strerror}") from None
    for path in made:
        typer.echo(path)
    load_project(folder)
    typer.echo("add cases of your own, then: evals check, evals record, evals run, evals gate RUN --write", err=True)


def check(
    cases: Annotated[Path | None, typer.Argument(help="folder of the cases; default: that of the project")] = None,
) -> None:
    """Print everything that is wrong with the cases of a folder; exit with code 1 if anything is."""
    folder, bad = cases or project().cases, 0
    paths = sorted(folder.glob("*.json"))
    for path in paths:
        try:
            load_case(path)
        except CaseError as error:
            bad += len(error.faults)
            print("\n".join(f"{path.name}: {fault}" for fault in error.faults))
    print(f"{len(paths)} cases in {folder}, {bad} faults")
    raise typer.Exit(1 if bad or not paths else 0)
