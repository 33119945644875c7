"""The JSON Schemas of what goes in and comes out, each with an `$id`, for programs in other languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from summarizer.migration import SCHEMA_VERSION
from summarizer.plan.drafts import ArticleDraft
from summarizer.schema import Article, Brief, Result

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# What is written always has every field; what is read may leave out those with a default.
SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "brief": lambda: Brief.model_json_schema(mode="serialization"),
    "result": lambda: Result.model_json_schema(mode="serialization"),
    "article": Article.model_json_schema,
    "draft": ArticleDraft.model_json_schema,
}
"""The schema of each, by the name that the command line uses; without dialect and `$id`."""


def schema_id(name: str) -> str:
    """Return the `$id` of a schema, a URN whose last part is `Brief.schema_version`."""
    return f"urn:newsroom-summarizer:schema:{name}:{SCHEMA_VERSION}"


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `brief`, `result`, `article` or `draft`."""
    return {"$schema": DIALECT, "$id": schema_id(name), **SCHEMAS[name]()}
