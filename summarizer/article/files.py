"""Read articles from files, folders, web addresses and standard input, one at a time.

What cannot be read becomes a failed result in its place, so that one bad line or file does not stop a run, and nothing
is passed over in silence.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from summarizer import errors
from summarizer.addresses import shown, without_login
from summarizer.article.fetching import fetched, is_url
from summarizer.article.formats import unreadable
from summarizer.article.readers.decoding import mark_of
from summarizer.article.readers.kinds import EXTENSIONS, HEAD, Kind, document_kind
from summarizer.article.readers.registry import MAX_DOCUMENT, check_size, read_lines, read_source
from summarizer.article.readers.source import Source
from summarizer.errors import (
    ArticleTooLargeError,
    InputError,
    SummarizerError,
    UnreadableArticleError,
    UnsupportedFormatError,
)
from summarizer.schema import Article, Failure, Result
from summarizer.settings import Settings, load_settings

STDIN = "-"
_ANY = ".txt, .html, .pdf, .docx or .jsonl"


def read_articles(
    paths: Sequence[str],
    *,
    leave_out: Collection[Path] = (),
    settings: Settings | None = None,
    published: date | None = None,
    file_times: bool = False,
) -> Iterator[Article | Result]:
    """Yield the articles of files, folders and URLs; the path '-' means JSON Lines on standard input.

    Each article has an id: its own, or the name of its file, with the number of the line or entry. Hidden files and
    those in `leave_out` are left out of folders; any other file that is not read is a failed result. Articles without a
    publication day get the day on which their file was changed (local time) with `file_times`, else `published`. Raise
    UnreadableArticleError, before any file is read, if a path does not exist or is of a kind that is not read.
    """
    found = [entry for path in paths for entry in _entries(path, leave_out)]
    return (_dated(item, entry, published, file_times) for entry in found for item in _read(entry, settings))


def _dated(item: Article | Result, entry: _Entry, published: date | None, file_times: bool) -> Article | Result:
    if isinstance(item, Result) or item.published is not None:
        return item
    if file_times and isinstance(entry.path, Path):
        with suppress(OSError):
            published = date.fromtimestamp(entry.path.stat().st_mtime)
    return item.model_copy(update={"published": published})


def count_articles(paths: Sequence[str], *, leave_out: Collection[Path] = ()) -> int | None:
    """Return the number of articles, or None if standard input or a URL is one of the paths.

    Only feeds and the like are parsed for it.
    """
    if any(path == STDIN or is_url(path) for path in paths):
        return None
    return sum(_count(entry) for path in paths for entry in _entries(path, leave_out))


def read_article(source: str | Path, *, settings: Settings | None = None) -> Article:
    """Return the article of a file or URL, or of standard input for '-'.

    It reads text in any encoding, Markdown, HTML, PDF, .docx, e-mail, JSON (also ninjs), NewsML-G2 and NITF; feeds and
    JSON Lines if they hold one article. The `id` is None unless the article has one of its own.

    Raise UnreadableArticleError, or one of its kinds (`UnsupportedFormatError`, `FetchError`), if it cannot be read,
    ArticleTooLargeError if it is too large, MissingExtraError if its format needs the extra `readers`.
    """
    return article_in(*_document(str(source), settings))


def article_in(document: Source, media_type: str | None = None) -> Article:
    """Return the one article of a document, like `read_article`, whose errors it raises.

    `media_type` is what a server or client says the document is.
    """
    first: Article | Result | None = None
    for number, item in enumerate(read_source(document, media_type), start=1):
        if number > 1:
            raise UnreadableArticleError(
                f"{document.name} has more than one article",
                hint="use 'summarizer batch', or read_articles of summarizer.article.files",
            )
        first = item
    if first is None:
        raise UnreadableArticleError(f"{document.name} has no article", hint="check that it is the right file")
    if isinstance(first, Result):
        raise _error_of(first.failure)
    has_own = first.id not in (document.name, f"{document.name}:1")
    return first if has_own else first.model_copy(update={"id": None})


def _error_of(failure: Failure | None) -> SummarizerError:
    """Return the error that a failed result records."""
    kind = getattr(errors, failure.error, None) if failure else None
    message = failure.message if failure else "the article cannot be read"
    if isinstance(kind, type) and issubclass(kind, InputError):
        return kind(message, hint="")
    return UnreadableArticleError(message, hint="")


def _document(name: str, settings: Settings | None) -> tuple[Source, str | None]:
    """Return a document and its media type, if a server gave one."""
    if is_url(name):
        answer = fetched(name, settings or load_settings())
        return Source(answer.url, answer.data, answer.charset, answer.url), answer.media_type
    if name == STDIN:
        data = sys.stdin.buffer.read(MAX_DOCUMENT + 1)
        if len(data) > MAX_DOCUMENT:
            raise ArticleTooLargeError(f"standard input has more than {MAX_DOCUMENT // 1_000_000} MB, the limit")
        return Source("standard input", data), None
    _check_no_other_scheme(name)
    path = _existing(name)
    if path.is_dir():
        raise UnreadableArticleError(f"{name} is a directory", hint="pass a file, or use 'summarizer batch'")
    return Source(name, _bytes(path, name)), None


def _check_no_other_scheme(name: str) -> None:
    if "://" in name and not os.path.lexists(name):
        raise UnreadableArticleError(f"cannot read {shown(name)}", hint="use an address with http:// or https://")


def _existing(name: str) -> Path:
    """Return a path. Raise UnreadableArticleError if it leads nowhere, is too long, or no path at all."""
    try:
        Path(name).stat()
    except FileNotFoundError:
        raise UnreadableArticleError(f"cannot read {name}: no such file or folder", hint=_path_hint(name)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableArticleError(f"cannot read {name[:200]!r}: {reason}", hint="check the path") from None
    return Path(name)


_ADDRESS = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::\d+)?(?:[/?].*)?$", re.IGNORECASE)


def _path_hint(name: str) -> str:
    """Return what to do about a path that is none: an address may have been meant."""
    is_address = _ADDRESS.match(name) and Path(name).suffix.lower() not in EXTENSIONS
    return f"for a web address, write https://{name}" if is_address else "check the path"


def _bytes(path: Path, name: str) -> bytes:
    """Return the bytes of a file. Raise an error, before all of it is read, if it is not a file or is too large."""
    try:
        _check_regular(path, name)
        with path.open("rb") as file:
            head = file.read(HEAD)
            check_size(name, document_kind(name, head), os.fstat(file.fileno()).st_size)
            return head + file.read()
    except OSError as error:
        raise UnreadableArticleError(f"cannot read {name}: {error.strerror or error}", hint=_path_hint(name)) from error
    except ValueError as error:  # a null character in the path
        raise UnreadableArticleError(f"cannot read {name!r}: {error}", hint="check the path") from None


@dataclass(frozen=True)
class _Entry:
    """A file (its `Path`), URL or standard input, with its name for ids and messages.

    `error` is set if it is known not to be read.
    """

    path: str | Path
    name: str
    error: SummarizerError | None = None


def _entries(path: str, leave_out: Collection[Path]) -> list[_Entry]:
    """Return what a path stands for. Raise UnreadableArticleError if it is nothing that is read."""
    if path == STDIN:
        return [_Entry(path, "stdin")]
    if is_url(path):
        return [_Entry(path, without_login(path))]
    _check_no_other_scheme(path)
    root = _existing(path)
    if root.is_dir():
        found = sorted(_below(root, {file.absolute() for file in leave_out}), key=lambda entry: entry.name)
        if not found:
            raise UnreadableArticleError(f"the folder {path} has no files", hint=f"add {_ANY} files")
        return found
    try:
        _kind(root, path)
    except OSError as error:
        raise UnreadableArticleError(f"cannot read {path}: {error.strerror}", hint="check the path") from error
    return [_Entry(root, root.name)]


def _check_regular(path: Path, name: str) -> None:
    """Raise UnreadableArticleError for a pipe or device: opening it may wait for ever."""
    if path.exists() and not path.is_file():
        raise UnreadableArticleError(f"{name} is not a regular file", hint="pass a file, or '-' for standard input")


def _kind(file: Path, name: str) -> Kind:
    _check_regular(file, name)
    with file.open("rb") as opened:
        return document_kind(name, opened.read(HEAD))


def _below(root: Path, leave_out: set[Path]) -> Iterator[_Entry]:
    """Yield every file below a folder that is not hidden."""
    problems: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(folder, file)
            name = path.relative_to(root).as_posix()
            if file.startswith(".") or path.absolute() in leave_out:
                continue
            error: SummarizerError | None = None
            if not path.is_file():
                error = UnreadableArticleError(f"{name} is not a regular file", hint="pass files only")
            elif path.suffix and path.suffix.lower() not in EXTENSIONS:
                error = _other_extension(path, name)
            yield _Entry(path, name, error)
    for problem in problems:
        name = Path(problem.filename or root).relative_to(root).as_posix()
        message = f"cannot read the folder {name}: {problem.strerror}"
        yield _Entry(root, name, UnreadableArticleError(message, hint="check its permissions"))


def _other_extension(path: Path, name: str) -> SummarizerError:
    """Return the error of a file in a folder whose extension is not one of articles: it may be anything."""
    try:
        _kind(path, name)
    except SummarizerError as error:
        return error
    except OSError:
        pass
    return UnsupportedFormatError(
        f"{name} has the extension {path.suffix!r}, which is not one of an article",
        hint=f"rename it if it is one ({_ANY}), or name the file itself",
    )


def _count(entry: _Entry) -> int:
    if entry.error or not isinstance(entry.path, Path):
        return 1
    try:
        kind = _kind(entry.path, entry.name)
        if kind is Kind.LINES:
            return sum(1 for line in _lines(entry.path) if line.strip())
        return sum(1 for _ in _read(entry, None)) if kind in (Kind.XML, Kind.OBJECT) else 1
    except (OSError, SummarizerError):
        return 1


def _read(entry: _Entry, settings: Settings | None) -> Iterator[Article | Result]:
    """Yield the articles of an entry, or its failed result."""
    try:
        if entry.error:
            raise entry.error
        if entry.path == STDIN:
            yield from read_lines(entry.name, sys.stdin.buffer)
        elif isinstance(entry.path, str):
            yield from read_source(*_document(entry.path, settings))
        elif _kind(entry.path, entry.name) is Kind.LINES:
            yield from read_lines(entry.name, _lines(entry.path))
        else:
            yield from read_source(Source(entry.name, _bytes(entry.path, entry.name)))
    except SummarizerError as error:
        yield unreadable(entry.name, error)
    except OSError as error:
        problem = UnreadableArticleError(f"cannot read {entry.name}: {error.strerror or error}", hint="check the file")
        yield unreadable(entry.name, problem)


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file in UTF-8, one at a time, whatever its byte order mark says."""
    with path.open("rb") as file:
        mark = mark_of(file.read(4))
        file.seek(mark[1] if mark else 0)
        if mark and mark[0] != "utf-8":
            for line in io.TextIOWrapper(file, mark[0], "replace", newline="\n"):
                yield line.encode("utf-8", "replace")
        else:
            yield from file
