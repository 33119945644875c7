"""The command line of the eval suite: `python -m evals COMMAND`.

To add a command, write its function in a module of `evals.commands` and register it on `app` here.
"""

from __future__ import annotations

import typer

from evals.commands import (
    attacks,
    claims,
    external,
    gate,
    gold,
    hashes,
    perfect,
    reading,
    readme,
    replays,
    schema,
    scores,
)

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Evaluate briefs against gold."
)


for _command in (
    replays.run, replays.record, scores.score, scores.compare, scores.agreement, scores.report, gate.gate,
    external.external, readme.readme, hashes.hashes, reading.read, perfect.perfect, schema.schema, gold.gold,
    attacks.attacks, claims.claims,
):  # fmt: skip
    app.command()(_command)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
