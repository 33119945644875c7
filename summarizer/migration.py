"""Read briefs of earlier versions of the schema: the one place that knows what has changed.

Version 1 had neither `schema_version` nor `article`. A brief of it becomes one of the current version whose article has
no text, only the hash in the provenance.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SCHEMA_VERSION = 2
"""Version of the schema of a brief. It changes when a field is added, removed, or means something else."""


def migrated(brief: Any) -> Any:
    """Return the fields of a brief of any version as those of the current one.

    What is no mapping is returned as it is, for pydantic to judge. Raise ValueError for a version that does not exist
    yet.
    """
    if not isinstance(brief, Mapping):
        return brief
    version = brief.get("schema_version") or 1
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise ValueError(
            f"the brief has schema version {version}, and this library reads versions up to {SCHEMA_VERSION}: update it"
        )
    if brief.get("article") is not None:
        return brief
    provenance = brief.get("provenance")
    hashed = (
        provenance.get("article_hash") if isinstance(provenance, Mapping) else provenance and provenance.article_hash
    )
    return {**brief, "schema_version": SCHEMA_VERSION, "article": {"text_sha256": hashed or ""}}
