"""The command `schema`: print the JSON Schema of gold, for tools that annotate."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from pydantic import BaseModel

from summarizer.output.schemas import DIALECT, schema_id

from ..data.cases import Case
from ..data.gold import Gold

SCHEMAS: dict[str, type[BaseModel]] = {"gold": Gold, "case": Case}


def schema(name: Annotated[str, typer.Argument(help="gold or case")] = "gold") -> None:
    """Print the JSON Schema of a gold brief, or of a case, which is an article with its gold brief."""
    if name not in SCHEMAS:
        raise typer.BadParameter(f"there is no schema {name!r}, only {', '.join(SCHEMAS)}")
    content = {"$schema": DIALECT, "$id": schema_id(name), **SCHEMAS[name].model_json_schema()}
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))
