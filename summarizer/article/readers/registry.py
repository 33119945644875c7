"""Choose the reader of a document, and turn whatever goes wrong in it into an error of this library."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from pydantic import ValidationError

from summarizer.article.formats import item_of, unreadable
from summarizer.article.readers.decoding import decoded, mark_of
from summarizer.article.readers.docx import read_docx
from summarizer.article.readers.feed import entries_of_json, read_feed
from summarizer.article.readers.kinds import HEAD, Kind, document_kind
from summarizer.article.readers.mail import read_mail
from summarizer.article.readers.markdown import read_markdown
from summarizer.article.readers.markup import local_name
from summarizer.article.readers.newsml import named, read_newsml, read_nitf
from summarizer.article.readers.page import read_page
from summarizer.article.readers.pdf import read_pdf
from summarizer.article.readers.source import Source
from summarizer.article.readers.text import read_text
from summarizer.article.readers.trees import parsed_xml
from summarizer.errors import ArticleTooLargeError, SummarizerError, UnreadableArticleError, UnsupportedFormatError
from summarizer.schema import Article, Result
from summarizer.settings import MAX_CHARACTERS

MAX_TEXT = 4 * MAX_CHARACTERS
"""Largest size of a text file, in bytes: a character takes at most four in UTF-8."""
MAX_MARKUP = 5_000_000
"""Largest size of a file with markup, in bytes."""
MAX_DOCUMENT = 50_000_000
"""Largest size of any other document, in bytes. Pictures take most of the space."""

LIMITS = {Kind.TEXT: MAX_TEXT, Kind.MARKDOWN: MAX_TEXT, Kind.PAGE: MAX_MARKUP, Kind.XML: MAX_MARKUP}


def read_source(source: Source, media_type: str | None = None) -> Iterator[Article | Result]:
    """Yield the articles of a document; a part of it that cannot be read is a failed result.

    Articles have an id: their own, or the name of the document. Raise a SummarizerError if nothing can be read.
    """
    kind = document_kind(source.name, source.data[:HEAD], media_type)
    check_size(source.name, kind, len(source.data))
    try:
        for item in _READERS[kind](source):
            yield _completed(item, source, kind)
    except SummarizerError:
        raise
    except ValidationError as error:
        detail = error.errors(include_url=False, include_input=False)[0]["msg"]
        raise UnreadableArticleError(f"{source.name} cannot be read: {detail}", hint=_HINT) from None
    except Exception as error:  # parsers of documents from strangers raise what they like
        raise UnreadableArticleError(
            f"{source.name} cannot be read as {kind}: {type(error).__name__}: {str(error)[:200]}", hint=_HINT
        ) from error


def _completed(item: Article | Result, source: Source, kind: Kind) -> Article | Result:
    """Return the article with the id and address of its document, if it has none of its own."""
    if isinstance(item, Result):
        return item
    missing: dict[str, str | None] = {}
    if item.id is None:
        missing["id"] = source.name
    if item.url is None and kind not in _OF_MANY:
        missing["url"] = source.url
    return item.model_copy(update=missing) if missing else item


_OF_MANY = (Kind.LINES, Kind.OBJECT, Kind.XML)
"""Kinds that may hold many articles, which have not the address of the document."""


def check_size(name: str, kind: Kind, size: int) -> None:
    """Raise ArticleTooLargeError if a document of this kind may not have this size."""
    limit = LIMITS.get(kind, MAX_DOCUMENT)
    if size > limit:
        raise ArticleTooLargeError(f"{name} has {size / 1e6:.1f} MB; the limit is {limit / 1e6:.0f} MB")


def read_lines(name: str, lines: Iterable[bytes]) -> Iterator[Article | Result]:
    """Yield the article of each line of JSON Lines that is not empty."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _item(f"{name}:{number}", line)


def read_objects(name: str, data: bytes) -> Iterator[Article | Result]:
    """Yield the article of a JSON object, or those of an array of objects or a JSON Feed."""
    try:
        parsed = json.loads(decoded(data, name))
    except (ValueError, RecursionError) as error:
        raise UnreadableArticleError(f"{name} is not valid JSON: {error}", hint="fix the JSON") from None
    if isinstance(parsed, dict) and (entries := entries_of_json(parsed)) is not None:
        parsed = entries
    if not isinstance(parsed, list):
        yield item_of(parsed, name)
    for number, one in enumerate(parsed if isinstance(parsed, list) else (), start=1):
        yield item_of(one, f"{name}:{number}")


def _item(where: str, data: bytes) -> Article | Result:
    try:
        parsed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        message = f"{where} is not valid JSON: {error}"
        return unreadable(where, UnreadableArticleError(message, hint="fix the JSON; JSON Lines are in UTF-8"))
    return item_of(parsed, where)


def _xml(source: Source) -> Iterator[Article | Result]:
    root = parsed_xml(source)
    name = local_name(root)
    if name in ("newsitem", "newsmessage", "packageitem"):
        yield from read_newsml(root, source.name)
    elif name == "nitf":
        yield read_nitf(root, source.name)
    elif name in ("rss", "feed", "rdf"):
        yield from read_feed(root, source.name, source.url)
    elif name == "html":
        yield read_page(source)
    elif (inner := next(named(root, "nitf"), None)) is not None:
        yield read_nitf(inner, source.name)
    else:
        raise UnsupportedFormatError(
            f"{source.name} is XML with the root element {name[:40]!r}, which is not read",
            hint="read NewsML-G2, NITF, RSS or Atom, or save the article as HTML or text",
        )


_READERS: dict[Kind, Callable[[Source], Iterable[Article | Result]]] = {
    Kind.LINES: lambda source: read_lines(source.name, decoded_lines(source)),
    Kind.OBJECT: lambda source: read_objects(source.name, source.data),
    Kind.TEXT: lambda source: [read_text(source)],
    Kind.MARKDOWN: lambda source: [read_markdown(source)],
    Kind.PAGE: lambda source: [read_page(source)],
    Kind.XML: _xml,
    Kind.PDF: lambda source: [read_pdf(source)],
    Kind.DOCX: lambda source: [read_docx(source)],
    Kind.MAIL: lambda source: [read_mail(source)],
}


def decoded_lines(source: Source) -> list[bytes]:
    """Return the lines of a document in UTF-8, whatever its byte order mark says."""
    mark = mark_of(source.data)
    data = source.data[mark[1] :].decode(mark[0], "replace").encode() if mark else source.data
    return data.split(b"\n")


_HINT = "save the article as text, and read that"
