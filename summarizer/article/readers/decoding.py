"""Decode text whose encoding is declared, marked or unknown.

A byte order mark wins, then a declared encoding, then UTF-8. What is left is recognized by chardet, of the extra
`readers`: a text in a legacy encoding does not say so itself.
"""

from __future__ import annotations

import codecs
import re

from summarizer.article.readers.source import imported
from summarizer.errors import UnsupportedFormatError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # starts with the mark of UTF-16, so comes before it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_SAMPLE = 65_536
# Browsers read these names as Windows-1252, and so are most texts that claim them.
_CALLED_LATIN = frozenset(("ascii", "iso8859-1"))


def mark_of(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte order mark names and the length of the mark, or None without one."""
    return next(((encoding, len(mark)) for mark, encoding in _MARKS if data.startswith(mark)), None)


def declared_in(data: bytes) -> str | None:
    """Return the encoding that an XML declaration or a `<meta>` element at the beginning of a document names."""
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def decoded(data: bytes, name: str, charset: str | None = None) -> str:
    """Return the text of the bytes; `charset` is the encoding that the document or its server declares.

    Raise UnsupportedFormatError if the bytes are no text, MissingExtraError if the encoding must be recognized and the
    extra for it is not installed.
    """
    if mark := mark_of(data):
        return _text(data[mark[1] :].decode(mark[0], "replace"), name)
    codec = _codec(charset)
    if (strict := _strict(data, codec)) is not None:
        return _text(strict, name)
    if (wide := _wide(data)) is not None:
        return _text(wide, name)
    if b"\x1b$" in data[:_SAMPLE] and (japanese := _strict(data, "iso2022_jp")) is not None:
        return _text(japanese, name)
    if (strict := _strict(data, "utf-8")) is not None:
        return _text(strict, name)
    if codec:
        return _text(data.decode(codec, "replace"), name)
    if (damaged := _damaged_utf8(data)) is not None:
        return _text(damaged, name)
    _check_no_nulls(data, name)
    return _text(_recognized(data, name), name)


def _codec(charset: str | None) -> str | None:
    try:
        found = codecs.lookup(charset.strip()).name if charset else None
        "".encode(found or "ascii")  # names of codecs that are no encodings of text raise here
    except (LookupError, ValueError):
        return None
    return "cp1252" if found in _CALLED_LATIN else found


def _strict(data: bytes, codec: str | None) -> str | None:
    try:
        return data.decode(codec) if codec else None
    except (ValueError, LookupError):
        return None


def _wide(data: bytes) -> str | None:
    """Return the text of UTF-16 without a mark. In Western text every second byte is null, and no other is."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or max(even, odd) < len(sample) * 0.2 or min(even, odd) > len(sample) * 0.01:
        return None
    return _strict(data, "utf-16-le" if odd > even else "utf-16-be")


def _damaged_utf8(data: bytes) -> str | None:
    """Return the text of UTF-8 with a few broken bytes, such as a file that was cut within a character."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(c > "\x7f" for c in text) - broken
    return text if broken * 10 <= whole or (broken == 1 and whole and text.endswith("\ufffd")) else None


def _recognized(data: bytes, name: str) -> str:
    chardet = imported("chardet", f"{name}, which is not UTF-8 text,")
    eras = chardet.EncodingEra
    found = chardet.detect(data[:_SAMPLE], encoding_era=eras.MODERN_WEB | eras.LEGACY_ISO | eras.DOS)["encoding"]
    if not found:
        raise _no_text(name)
    return data.decode("cp1252" if _codec(found) == "cp1252" else found, "replace")


def _check_no_nulls(data: bytes, name: str) -> None:
    if b"\0" in data[:_SAMPLE]:
        raise _no_text(name)


def _text(text: str, name: str) -> str:
    """Return the text. Raise UnsupportedFormatError if so many of its characters are controls that it is binary."""
    sample = text[:_SAMPLE]
    controls = sum(c < " " and c not in "\t\n\r\f\v\x1b" for c in sample)
    if controls > 8 + len(sample) // 50 or (controls and controls * 5 > len(sample)):
        raise _no_text(name)
    return text.replace("\0", "") if "\0" in text else text


def _no_text(name: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(f"{name} is binary data, not text", hint="save the article as text, and read that")
