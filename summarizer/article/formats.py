"""Parse articles from JSON objects.

An object is in this library's own format (`text`, `title`, `published`, `id` …) or in ninjs, the JSON news format of
the IPTC. An article that cannot be read becomes a failed result in its place, so one bad line does not stop a run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from summarizer.article.readers.ninjs import check_status, fields_of, is_ninjs, status_of
from summarizer.article.stamps import day_of
from summarizer.errors import InvalidDateError, SummarizerError, UnreadableArticleError
from summarizer.schema import Article, Failure, Result


def item_of(parsed: Any, where: str) -> Article | Result:
    """Return the article of a parsed JSON value, like `article_of`, or a failed result if it cannot be read.

    The failed result has the article's own id, if it has one, so that the caller can find the article.
    """
    id = _own_id(parsed) or where
    try:
        return article_of(parsed, where)
    except SummarizerError as error:
        return unreadable(id, error)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(map(str, first["loc"]))
        message = f"{where} has an invalid value for {name!r}: {first['msg']}"
        return unreadable(id, UnreadableArticleError(message, hint=f"correct the value of {name!r}"))


def unreadable(id: str, error: SummarizerError) -> Result:
    """Return the failed result of an article that cannot be read."""
    return Result(id=id, failure=Failure.of(error))


def article_of(parsed: Any, where: str) -> Article:
    """Return the article of a parsed JSON value, with `where` as its id if it has none.

    Unknown fields are ignored. Raise UnreadableArticleError if the value is not an object with a text, InvalidDateError
    if the publication day is invalid, and pydantic's ValidationError if another field is.
    """
    if not isinstance(parsed, Mapping):
        raise UnreadableArticleError(
            f"{where} is not a JSON object", hint="write each article as an object with the field 'text'"
        )
    check_status(status_of(parsed), where)
    fields = fields_of(parsed, where) if is_ninjs(parsed) else {key: parsed.get(key) for key in Article.model_fields}
    if not isinstance(fields.get("text"), str):
        raise UnreadableArticleError(
            f"{where} has no text", hint="put the text into the field 'text', or 'body_text' in ninjs"
        )
    try:
        day = day_of(fields.get("published"))
    except InvalidDateError as error:
        raise InvalidDateError(f"{where}: {error.message}", hint=error.hint) from None
    return Article.model_validate({**fields, "published": day, "id": _own_id(parsed) or where})


def _own_id(parsed: Any) -> str | None:
    """Return the identifier that an object has itself, or None."""
    if not isinstance(parsed, Mapping):
        return None
    id = parsed.get("uri") if is_ninjs(parsed) else parsed.get("id")
    return str(id) if isinstance(id, str | int) and not isinstance(id, bool) and str(id).strip() else None
