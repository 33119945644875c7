"""The command `schema`: print the JSON Schema of what goes in or comes out."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer


class Name(StrEnum):
    """The names in `output.schemas.SCHEMAS`, which is not loaded for them."""

    BRIEF = "brief"
    RESULT = "result"
    ARTICLE = "article"
    DRAFT = "draft"


def schema(
    name: Annotated[
        Name,
        typer.Argument(
            help="brief; result: a line of the output of 'batch'; article: the input; draft: a large model's"
        ),
    ],
) -> None:
    """Print the JSON Schema of a brief, a result, an article or a draft. Its $id has the version."""
    from summarizer.output.schemas import json_schema

    typer.echo(json.dumps(json_schema(name), ensure_ascii=False, indent=2))
