"""Parse articles from JSON objects.

An object is in this library's own format (`text`, `title`, `published`, `id` …) or in versions 1 or 2 of ninjs, the
JSON news format of the IPTC (https://iptc.org/standards/ninjs/). An article that cannot be read becomes a failed result
in its place, so one bad line does not stop a run.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from pydantic import ValidationError

from summarizer.article.inputs import parse_day
from summarizer.errors import InvalidDateError, SummarizerError, UnreadableArticleError
from summarizer.schema import Article, Failure, Result


def item_of(parsed: Any, where: str) -> Article | Result:
    """Return the article of a parsed JSON value, like `article_of`, or a failed result if it cannot be read."""
    try:
        return article_of(parsed, where)
    except SummarizerError as error:
        return unreadable(where, error)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(map(str, first["loc"]))
        message = f"{where} has an invalid value for {name!r}: {first['msg']}"
        return unreadable(where, UnreadableArticleError(message, hint=f"correct the value of {name!r}"))


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
    fields = _ninjs(parsed) if _is_ninjs(parsed) else {key: parsed.get(key) for key in Article.model_fields}
    if not isinstance(fields.get("text"), str):
        raise UnreadableArticleError(
            f"{where} has no text", hint="put the text into the field 'text', or 'body_text' in ninjs"
        )
    try:
        day = parse_day(published) if (published := fields.get("published")) is not None else None
    except InvalidDateError as error:
        raise InvalidDateError(f"{where}: {error.message}") from None
    id = fields.get("id")
    return Article.model_validate({**fields, "published": day, "id": where if id is None else str(id)})


def _is_ninjs(parsed: Mapping[str, Any]) -> bool:
    return "text" not in parsed and bool({"body_text", "body_xhtml", "bodies"} & parsed.keys())


def _ninjs(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an article from a ninjs item, version 1 (`body_text`, `headline`) or 2 (`bodies`, …)."""
    text = item.get("body_text") or _plain(item.get("body_xhtml"))
    for body in _objects(item.get("bodies")):
        if text is None and (value := body.get("value")):
            text = value if "html" not in str(body.get("contenttype", "")) else _plain(value)
    title = item.get("headline") or next((h.get("value") for h in _objects(item.get("headlines"))), None)
    # Relative dates are relative to the day of this version, so prefer it to the day of the first version.
    dates = (item.get(key) for key in ("versioncreated", "versionCreated", "firstcreated", "firstCreated"))
    sources = (source.get("name") for source in _objects(item.get("infosource") or item.get("infosources")))
    return {
        "id": item.get("uri"),
        "text": text,
        "title": title,
        "published": next(filter(None, dates), None),
        "language": str(item["language"]).split("-")[0] if item.get("language") else None,
        "source": item.get("source") or next(filter(None, sources), None),
        "url": item.get("uri") if str(item.get("uri", "")).startswith("http") else None,
    }


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


_BLOCKS = frozenset("p div br h1 h2 h3 h4 h5 h6 li tr blockquote figcaption".split())
_HIDDEN = frozenset(("script", "style"))


class _Text(HTMLParser):
    """A parser that collects the text of markup, one line per block element."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Start a new line at a block element."""
        self._hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End the line of a block element."""
        self._hidden -= tag in _HIDDEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Collect text, with its line breaks as spaces."""
        if not self._hidden:
            self.parts.append(" ".join(data.split("\n")))


def _plain(markup: Any) -> str | None:
    if not markup:
        return None
    page = _Text()
    page.feed(str(markup))
    page.close()
    lines = (" ".join(line.split()) for line in "".join(page.parts).split("\n"))
    return "\n".join(line for line in lines if line)
