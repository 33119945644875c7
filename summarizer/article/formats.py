"""Inputs: articles out of files and folders, one at a time.

JSON Lines and JSON files hold articles as objects: those of this library (`text`, `title`, `published`, `id` …) or
ninjs, the IPTC's news format, in its versions 1 and 2. Text files hold one article each. What can't be read becomes a
failed result in the article's place, so that one bad line stops nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from pydantic import ValidationError

from summarizer.article.inputs import parse_day
from summarizer.errors import InvalidDateError, SummarizerError, UnreadableArticleError
from summarizer.schema import Article, Failure, Result


def item_of(told: Any, where: str) -> Article | Result:
    """Return the article that an object tells, as `article_of` does, or the failed result of one that can't be read."""
    try:
        return article_of(told, where)
    except SummarizerError as error:
        return unreadable(where, error)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        return unreadable(where, UnreadableArticleError(f"{where}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"))


def unreadable(id: str, error: SummarizerError) -> Result:
    """Return the failed result of an article that cannot be read."""
    return Result(id=id, failure=Failure.of(error))


def article_of(told: Any, where: str) -> Article:
    """Return the article that an object tells, `where` as its id if it has none; fields that are not known are passed
    over. Raises UnreadableArticleError for one without a text, InvalidDateError for an unreadable day."""
    if not isinstance(told, Mapping):
        raise UnreadableArticleError(f"{where} is no JSON object", hint="give an object with 'text' for each article")
    fields = _ninjs(told) if _is_ninjs(told) else {key: told.get(key) for key in Article.model_fields}
    if not isinstance(fields.get("text"), str):
        raise UnreadableArticleError(f"{where} has no text", hint="name it 'text', or 'body_text' as in ninjs")
    try:
        day = parse_day(told_day) if (told_day := fields.get("published")) is not None else None
    except InvalidDateError as error:
        raise InvalidDateError(f"{where}: {error.message}") from None
    id = fields.get("id")
    return Article.model_validate({**fields, "published": day, "id": where if id is None else str(id)})


def _is_ninjs(told: Mapping[str, Any]) -> bool:
    return "text" not in told and bool({"body_text", "body_xhtml", "bodies"} & told.keys())


def _ninjs(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return an article's fields out of a ninjs item: of version 1 (`body_text`, `headline`) or 2 (`bodies`, …)."""
    text = told.get("body_text") or _plain(told.get("body_xhtml"))
    for body in _objects(told.get("bodies")):
        if text is None and (value := body.get("value")):
            text = value if "html" not in str(body.get("contenttype", "")) else _plain(value)
    title = told.get("headline") or next((h.get("value") for h in _objects(told.get("headlines"))), None)
    # Relative dates are told from the day of this version.
    dates = (told.get(key) for key in ("versioncreated", "versionCreated", "firstcreated", "firstCreated"))
    sources = (source.get("name") for source in _objects(told.get("infosource") or told.get("infosources")))
    return {
        "id": told.get("uri"),
        "text": text,
        "title": title,
        "published": next(filter(None, dates), None),
        "language": str(told["language"]).split("-")[0] if told.get("language") else None,
        "source": told.get("source") or next(filter(None, sources), None),
        "url": told.get("uri") if str(told.get("uri", "")).startswith("http") else None,
    }


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


_BLOCKS = frozenset("p div br h1 h2 h3 h4 h5 h6 li tr blockquote figcaption".split())
_HIDDEN = frozenset(("script", "style"))


class _Text(HTMLParser):
    """The text of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line with a block."""
        self._hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End the line of a block."""
        self._hidden -= tag in _HIDDEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Take text, its line breaks as spaces."""
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
