"""Read stored briefs: one as JSON, or many as JSON Lines, of any version of the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from summarizer.errors import UnreadableArticleError
from summarizer.schema import Brief, Result

_HINT = "give the output of 'summarizer brief --format json' or of 'summarizer batch'"


def read_briefs(source: Path | bytes, name: str) -> Iterator[Brief | None]:
    """Yield the briefs of a JSON or JSON Lines file, or of its content. `name` is what messages call it.

    Each value is a brief, or a result, as `summarizer batch` writes them: for one that failed, yield None. Raise
    UnreadableArticleError for anything else.
    """
    try:
        text = (source.read_bytes() if isinstance(source, Path) else source).decode("utf-8-sig")
    except OSError as error:
        raise UnreadableArticleError(f"cannot read {name}: {error.strerror}", hint=_HINT) from error
    except UnicodeDecodeError as error:
        raise UnreadableArticleError(f"{name} is not UTF-8", hint=_HINT) from error
    if not text.strip():
        raise UnreadableArticleError(f"{name} is empty", hint=_HINT)
    for where, value in _values(text, name):
        yield _brief_of(value, where)


def _values(text: str, name: str) -> Iterator[tuple[str, Any]]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(text, name)
    else:
        for item in value if isinstance(value, list) else [value]:
            yield name, item


def _lines(text: str, name: str) -> Iterator[tuple[str, Any]]:
    # Not `splitlines`: JSON may hold U+2028 and its like.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield f"{name}, line {number},", json.loads(line)
            except (ValueError, RecursionError) as error:
                raise UnreadableArticleError(f"{name}, line {number}, is not JSON: {error}", hint=_HINT) from None


def _brief_of(value: Any, where: str) -> Brief | None:
    if not isinstance(value, dict):
        raise UnreadableArticleError(f"{where} is not a brief", hint=_HINT)
    try:
        if "brief" in value or "failure" in value:
            return Result.model_validate(value).brief
        return Brief.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = "".join(f"{part}." for part in first["loc"])
        at = f"{place[:-1]}: " if place else ""
        raise UnreadableArticleError(f"{where} is not a brief: {at}{first['msg']}", hint=_HINT) from None
