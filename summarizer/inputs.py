"""Inputs: articles out of files and folders, one at a time.

JSON Lines and JSON files hold articles as objects: those of this library (`text`, `title`, `published`, `id` …) or
ninjs, the IPTC's news format, in its versions 1 and 2. Text files hold one article each. What can't be read becomes a
failed result in the article's place, so that one bad line stops nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from summarizer.api import parse_day
from summarizer.errors import InvalidDateError, SummarizerError, UnreadableArticleError
from summarizer.schema import Article, Failure, Result

LINES, OBJECTS, TEXTS = (".jsonl", ".ndjson"), (".json",), (".txt", ".md")
"""Endings of the files that are read; in a folder all others are passed over."""


def read_articles(paths: Sequence[str]) -> Iterator[Article | Result]:
    """Give the articles of files and folders ('-': JSON Lines on standard input), each with an id: its own, or the name
    of its file and the line.

    Raises UnreadableArticleError, before anything is read, for a path that is not there or of an unknown kind.
    """
    files = [file for path in paths for file in _files(path)]
    return (item for root, file in files for item in _read(root, file))


def count_articles(paths: Sequence[str]) -> int | None:
    """Return how many articles there are, without parsing them; None if standard input is one of the paths."""
    if "-" in paths:
        return None
    return sum(_count(file) for path in paths for _, file in _files(path))


def _count(file: Path) -> int:
    if file.suffix not in LINES:
        return 1
    with file.open("rb") as lines:
        return sum(1 for line in lines if line.strip())


def _files(path: str) -> list[tuple[Path, Path]]:
    """Return the files of a path, each with the folder that its name is told from."""
    given = Path(path)
    if path == "-":
        return [(given, given)]
    if given.is_dir():
        found = sorted(f for f in given.rglob("*") if f.suffix in (*LINES, *OBJECTS, *TEXTS) and f.is_file())
        if not found:
            raise UnreadableArticleError(f"{path} holds no article", hint="articles are .jsonl, .json or .txt files")
        return [(given, file) for file in found]
    if not given.exists():
        raise UnreadableArticleError(f"cannot read {path}: there is no such file or folder", hint="check the path")
    if given.suffix not in (*LINES, *OBJECTS, *TEXTS):
        raise UnreadableArticleError(f"{path} is of no kind that can be read", hint="give .jsonl, .json or .txt files")
    return [(given.parent, given)]


def _read(root: Path, file: Path) -> Iterator[Article | Result]:
    name = "stdin" if str(file) == "-" else str(file.relative_to(root))
    if str(file) == "-":
        yield from _lines(name, sys.stdin.buffer)
    elif file.suffix in LINES:
        with file.open("rb") as lines:
            yield from _lines(name, lines)
    elif file.suffix in OBJECTS:
        yield _parsed(name, file.read_bytes())
    else:
        try:
            yield Article(text=file.read_text("utf-8-sig"), id=name)
        except (OSError, UnicodeDecodeError) as error:
            yield _unreadable(name, UnreadableArticleError(f"cannot read {name}: {error}"))


def _lines(name: str, lines: Iterable[bytes]) -> Iterator[Article | Result]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _parsed(f"{name}:{number}", line)


def _parsed(where: str, data: bytes) -> Article | Result:
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        return _unreadable(where, UnreadableArticleError(f"{where} is no JSON: {error}", hint="mend the line"))
    return item_of(told, where)


def item_of(told: Any, where: str) -> Article | Result:
    """Return the article that an object tells, as `article_of` does, or the failed result of one that can't be read."""
    try:
        return article_of(told, where)
    except SummarizerError as error:
        return _unreadable(where, error)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        return _unreadable(
            where, UnreadableArticleError(f"{where}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}")
        )


def _unreadable(id: str, error: SummarizerError) -> Result:
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
