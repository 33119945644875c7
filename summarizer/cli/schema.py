"""The command `schema`: print the JSON Schema of what goes in or comes out."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.output.schemas import SCHEMAS, json_schema

# As in `cli.brief`: the command line lists what there is.
if TYPE_CHECKING:
    Name = str
else:
    Name = StrEnum("Name", {name.upper(): name for name in SCHEMAS})


def schema(
    name: Annotated[
        Name,
        typer.Argument(
            help="brief; result: a line of the output of 'batch'; article: the input; draft: a large model's"
        ),
    ],
) -> None:
    """Print the JSON Schema of a brief, a result, an article or a draft. Its $id has the version."""
    typer.echo(json.dumps(json_schema(name), ensure_ascii=False, indent=2))
