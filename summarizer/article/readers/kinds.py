"""What a document is: by its first bytes, then by what a server says, then by its file extension."""

from __future__ import annotations

import codecs
import mimetypes
import re
from enum import StrEnum
from pathlib import PurePosixPath

from summarizer.errors import UnsupportedFormatError

HEAD = 4096
"""Number of bytes at the beginning of a document that tell what it is."""


class Kind(StrEnum):
    """The kinds of documents that are read."""

    LINES = "JSON Lines"
    OBJECT = "JSON"
    TEXT = "text"
    MARKDOWN = "Markdown"
    PAGE = "HTML"
    XML = "XML"
    PDF = "PDF"
    DOCX = "Word document"
    MAIL = "e-mail"


EXTENSIONS = {
    ".jsonl": Kind.LINES, ".ndjson": Kind.LINES, ".json": Kind.OBJECT, ".txt": Kind.TEXT, ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN, ".markdown": Kind.MARKDOWN, ".html": Kind.PAGE, ".htm": Kind.PAGE, ".xhtml": Kind.PAGE,
    ".xml": Kind.XML, ".rss": Kind.XML, ".atom": Kind.XML, ".rdf": Kind.XML, ".nitf": Kind.XML, ".newsml": Kind.XML,
    ".pdf": Kind.PDF, ".docx": Kind.DOCX, ".eml": Kind.MAIL,
}  # fmt: skip
"""The kind of each file extension, in lower case."""

MEDIA_TYPES = {
    "application/jsonl": Kind.LINES, "application/x-ndjson": Kind.LINES, "application/ndjson": Kind.LINES,
    "application/json": Kind.OBJECT, "text/json": Kind.OBJECT, "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN, "text/html": Kind.PAGE, "application/xhtml+xml": Kind.PAGE, "text/xml": Kind.XML,
    "application/xml": Kind.XML, "application/pdf": Kind.PDF, "message/rfc822": Kind.MAIL,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.DOCX,
}  # fmt: skip
_UNSAID = frozenset(("", "application/octet-stream", "binary/octet-stream", "application/zip", "unknown/unknown"))
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_XML = re.compile(
    rb"\s*(?:<\?xml[^>]*>|<(?:newsitem|newsmessage|packageitem|nitf|rss|feed|rdf:rdf)[\s>])", re.IGNORECASE
)
_OTHERS = (
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"RIFF", "media"),
    (b"{\\rtf", "a document in RTF"), (b"\xd0\xcf\x11\xe0", "a document in the old format of Word or Excel"),
    (b"SQLite format 3\0", "a database"), (b"\x1f\x8b", "a compressed file"), (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"), (b"BZh", "a compressed file"), (b"\xfd7zXZ", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"), (b"PAR1", "a Parquet file"), (b"ID3", "a sound"), (b"OggS", "media"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
)  # fmt: skip
_TABLES = frozenset(("text/csv", "text/tab-separated-values"))
_NAMES = {"image": "a picture", "audio": "a sound", "video": "a video", "font": "a font"}


def document_kind(name: str, head: bytes, media_type: str | None = None) -> Kind:
    """Return the kind of a document from its name, its first bytes and the media type that a server gave.

    Raise UnsupportedFormatError, which says what it is instead, if no reader exists for it.
    """
    path = name.partition("?")[0].partition("#")[0] if "://" in name else name
    extension = PurePosixPath(path).suffix.lower()
    if head.lstrip()[:5] == b"%PDF-":
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(name, extension)
    for start, what in _OTHERS:
        if head.startswith(start):
            raise _unsupported(name, what)
    said = _said(name, media_type)
    start = _as_ascii(head)
    by_name = said or EXTENSIONS.get(extension)
    if by_name in (Kind.TEXT, Kind.XML, Kind.MARKDOWN, Kind.PAGE, None):
        if _HTML.match(start):
            return Kind.PAGE
        if _XML.match(start):
            return Kind.XML
    if by_name in (Kind.PDF, Kind.DOCX) and head:
        raise UnsupportedFormatError(f"{name} is not a {by_name} file", hint="save it again, or save its text")
    if by_name:
        return by_name
    if head.strip().startswith((b"{", b"[")) and not extension:
        return Kind.OBJECT
    guessed = mimetypes.guess_type(path)[0] or ""
    if guessed in _TABLES:
        raise _table(name)
    family = guessed.partition("/")[0]
    if family in (*_NAMES, "application", "model"):
        raise _unsupported(name, _NAMES.get(family, f"of the type {extension}"))
    return Kind.TEXT


def _said(name: str, media_type: str | None) -> Kind | None:
    """Return the kind that a media type names, None if it names none. Raise UnsupportedFormatError if none reads it."""
    essence = (media_type or "").partition(";")[0].strip().lower()
    if essence in _UNSAID:
        return None
    if essence in MEDIA_TYPES:
        # Servers call files of every kind plain text or XML, so that their extension tells more.
        return None if essence == "text/plain" else MEDIA_TYPES[essence]
    if essence.endswith("+xml") and not essence.startswith("image/"):
        return Kind.XML
    if essence.endswith("+json"):
        return Kind.OBJECT
    if essence in _TABLES:
        raise _table(name)
    if essence.startswith("text/"):
        return None
    family = essence.partition("/")[0]
    raise _unsupported(name, _NAMES.get(family, f"of the type {essence[:80]}"))


def _zipped(name: str, extension: str) -> Kind:
    if extension in ("", ".docx", ".docm", ".dotx", ".zip") or extension not in _OFFICE:
        if extension == ".zip":
            raise _unsupported(name, "an archive")
        return Kind.DOCX
    raise _unsupported(name, _OFFICE[extension])


_OFFICE = {
    ".odt": "an OpenDocument text", ".ods": "a spreadsheet", ".xlsx": "a spreadsheet", ".pptx": "a presentation",
    ".odp": "a presentation", ".epub": "a book", ".jar": "a program", ".pages": "a Pages document",
}  # fmt: skip


def _as_ascii(head: bytes) -> bytes:
    """Return the head without a byte order mark, and without the null bytes of UTF-16."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(codecs.BOM_UTF8)


def _table(name: str) -> UnsupportedFormatError:
    hint = "write each row as a line of JSON with the fields text, title and published, in a file .jsonl"
    return UnsupportedFormatError(f"{name} is a table, which would be read as one article", hint=hint)


def _unsupported(name: str, what: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(f"{name} is {what}, which is not read")
