"""The command line of the eval suite: `python -m evals COMMAND` in a checkout, `summarizer evals COMMAND` elsewhere.

To add a command, write its function in a module of `evals.commands` and register it on `app` here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from .commands import (
    attacks,
    claims,
    everything,
    external,
    gate,
    gold,
    hashes,
    matrix,
    perfect,
    projects,
    reading,
    readme,
    replays,
    schema,
    scores,
    triage,
    verify,
)
from .data.project import ProjectError, load_project, use

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Evaluate briefs against gold."
)


OF_THE_SUITE = (
    replays.run, replays.record, scores.score, scores.compare, scores.agreement, scores.report, gate.gate, reading.read,
    schema.schema, gold.gold, projects.init, projects.check, matrix.matrix, triage.triage,
)  # fmt: skip
OF_THE_CHECKOUT = (
    external.external, readme.readme, hashes.hashes, perfect.perfect, attacks.attacks, claims.claims, verify.verify,
    everything.everything,
)  # fmt: skip
"""Commands for data that only a checkout of this repository has."""

for _panel, _commands in ((None, OF_THE_SUITE), ("On the data of the checkout", OF_THE_CHECKOUT)):
    for _command in _commands:
        app.command(rich_help_panel=_panel)(_command)


@app.callback()
def _top(
    project: Annotated[
        Path | None, typer.Option(help="folder with evals.toml; default: the working folder or one above it")
    ] = None,
) -> None:
    """Evaluate briefs against gold."""
    if project is not None:
        use(load_project(project))


def main(arguments: Sequence[str] | None = None, name: str | None = None) -> None:
    """Run the command line: these arguments (default: those of the process), with this name in the help."""
    try:
        app(arguments, prog_name=name)
    except ProjectError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
