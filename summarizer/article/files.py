"""Articles out of files, folders and standard input, one at a time.

What cannot be read becomes a failed result in the place of its article, so that one bad line stops nothing.
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
            yield unreadable(name, UnreadableArticleError(f"cannot read {name}: {error}"))


def _lines(name: str, lines: Iterable[bytes]) -> Iterator[Article | Result]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _parsed(f"{name}:{number}", line)


def _parsed(where: str, data: bytes) -> Article | Result:
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        return unreadable(where, UnreadableArticleError(f"{where} is no JSON: {error}", hint="mend the line"))
    return item_of(told, where)


def read_article(file: str) -> str:
    """Return the text of a file, or of standard input for '-'; raises UnreadableArticleError, ArticleTooLargeError."""
    limit = 4 * MAX_CHARACTERS  # bytes: UTF-8 takes at most four a character
    if file == "-":
        data = sys.stdin.buffer.read(limit + 1)
        name = "standard input"
    else:
        path, name = Path(file), file
        if path.is_dir():
            raise UnreadableArticleError(f"{name} is a directory")
        try:
            if path.stat().st_size > limit:
                raise ArticleTooLargeError(f"{name} has {path.stat().st_size / 1e6:.1f} MB, over {limit / 1e6:.0f} MB")
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableArticleError(f"cannot read {name}: {error.strerror}") from error
    if len(data) > limit:
        raise ArticleTooLargeError(f"{name} has over {limit / 1e6:.0f} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableArticleError(f"{name} is not UTF-8 text (byte {error.start})") from error
