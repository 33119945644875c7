"""Read articles from files, folders and standard input, one at a time.

JSON Lines files hold one JSON object per line, JSON files one object, and text files one article each. An article that
cannot be read becomes a failed result in its place, so one bad line does not stop a run.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from summarizer.article.formats import item_of, unreadable
from summarizer.errors import (
    ArticleTooLargeError,
    UnreadableArticleError,
)
from summarizer.schema import Article, Result
from summarizer.settings import MAX_CHARACTERS

LINES, OBJECTS, TEXTS = (".jsonl", ".ndjson"), (".json",), (".txt", ".md")
"""Supported file extensions. Other files in a folder are ignored."""

_EXTENSIONS = (*LINES, *OBJECTS, *TEXTS)
_ANY_EXTENSION = f"{', '.join(_EXTENSIONS[:-1])} or {_EXTENSIONS[-1]}"


def read_articles(paths: Sequence[str]) -> Iterator[Article | Result]:
    """Yield the articles of files and folders; the path '-' means JSON Lines on standard input.

    Each article has an id: its own, or the name of its file and the line number. Raise UnreadableArticleError, before
    any file is read, if a path does not exist or has an unsupported type.
    """
    files = [file for path in paths for file in _files(path)]
    return (item for root, file in files for item in _read(root, file))


def count_articles(paths: Sequence[str]) -> int | None:
    """Return the number of articles without parsing them, or None if standard input is one of the paths."""
    if "-" in paths:
        return None
    return sum(_count(file) for path in paths for _, file in _files(path))


def _count(file: Path) -> int:
    if file.suffix not in LINES:
        return 1
    with file.open("rb") as lines:
        return sum(1 for line in lines if line.strip())


def _files(path: str) -> list[tuple[Path, Path]]:
    """Return the files of a path, each with the folder to which its name is relative."""
    root = Path(path)
    if path == "-":
        return [(root, root)]
    if root.is_dir():
        files = sorted(f for f in root.rglob("*") if f.suffix in _EXTENSIONS and f.is_file())
        if not files:
            raise UnreadableArticleError(f"the folder {path} has no article files", hint=f"add {_ANY_EXTENSION} files")
        return [(root, file) for file in files]
    if not root.exists():
        raise UnreadableArticleError(f"cannot read {path}: no such file or folder", hint="check the path")
    if root.suffix not in _EXTENSIONS:
        raise UnreadableArticleError(
            f"cannot read {path}: unsupported file extension {root.suffix!r}", hint=f"use {_ANY_EXTENSION} files"
        )
    return [(root.parent, root)]


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
            yield unreadable(name, UnreadableArticleError(f"cannot read {name}: {error}"))


def _lines(name: str, lines: Iterable[bytes]) -> Iterator[Article | Result]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _parsed(f"{name}:{number}", line)


def _parsed(where: str, data: bytes) -> Article | Result:
    try:
        parsed = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        return unreadable(where, UnreadableArticleError(f"{where} is not valid JSON: {error}", hint="fix the JSON"))
    return item_of(parsed, where)


def read_article(file: str) -> str:
    """Return the text of a file, or of standard input for '-'.

    Raise UnreadableArticleError if it cannot be read or is not UTF-8, ArticleTooLargeError if it is too large.
    """
    limit = 4 * MAX_CHARACTERS  # in bytes: a character takes at most four in UTF-8
    if file == "-":
        data = sys.stdin.buffer.read(limit + 1)
        name = "standard input"
    else:
        path, name = Path(file), file
        if path.is_dir():
            raise UnreadableArticleError(f"{name} is a directory")
        try:
            if path.stat().st_size > limit:
                raise ArticleTooLargeError(
                    f"{name} has {path.stat().st_size / 1e6:.1f} MB; the limit is {limit / 1e6:.0f} MB"
                )
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableArticleError(f"cannot read {name}: {error.strerror}", hint="check the path") from error
    if len(data) > limit:
        raise ArticleTooLargeError(f"{name} has more than {limit / 1e6:.0f} MB, the limit")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableArticleError(
            f"{name} is not UTF-8 text: invalid byte at offset {error.start}", hint="convert it to UTF-8"
        ) from error
