"""Read e-mail messages such as newsletters (.eml), by the standard library."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from itertools import pairwise

from summarizer.article.hyphens import without_line_ends
from summarizer.article.readers.decoding import decoded
from summarizer.article.readers.markup import text_of_markup
from summarizer.article.readers.source import Source, one_line, web_address
from summarizer.article.stamps import day_of
from summarizer.errors import InvalidDateError, UnreadableArticleError
from summarizer.schema import Article

_MAX_HEADER = 10_000
_SHORT = 20
"""A text of fewer words only tells where the article is."""
_WIDTH = 60
"""A line this long, in characters, was probably wrapped by the mail program: the next one continues it."""
_END = "\u2028"
"""Stands for the line end after a hyphen, until it is clear whether the hyphen divides a word."""
_DIVIDED = re.compile(f"-{_END}")
_SIGNATURE = re.compile(r"(?m)^-- ?\r?$")


def read_mail(source: Source) -> Article:
    """Return the article of a message: its text, or that of its HTML, its subject as title and its day."""
    message = message_from_bytes(source.data)
    plain, html = _text(message, "text/plain", source.name), _text(message, "text/html", source.name)
    text = _unwrapped(plain) if plain else ""
    if html and len(text.split()) < _SHORT:
        text = text_of_markup(html) or text
    if len(text.split()) < _SHORT:
        # "See below": what is forwarded or released is attached.
        parts = list(message.walk())
        inner = next((b for a, b in pairwise(parts) if a.get_content_type() == "message/rfc822"), None)
        if inner is not None:
            return read_mail(replace(source, data=inner.as_bytes()))
        text = max(text, _unwrapped(_text(message, "text/plain", source.name, attached=True)), key=len)
    if not text.strip():
        raise UnreadableArticleError(f"{source.name} is a message without a text", hint="save its text, and read that")
    name, address = parseaddr(_header(message, "From"))
    day = None
    with suppress(InvalidDateError):
        day = day_of(_header(message, "Date"))
    return Article(
        text=text,
        title=one_line(_header(message, "Subject")),
        published=day,
        source=one_line(name) or one_line(address),
        url=web_address(_header(message, "Archived-At").strip("<> ")),
    )


def _header(message: Message, name: str) -> str:
    value = str(message.get(name, ""))[:_MAX_HEADER]
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError):
        return value


def _text(message: Message, type: str, name: str, *, attached: bool = False) -> str:
    """Return the text of the first part of a type that is not an attachment, or that is one (`attached`)."""
    for part in message.walk():
        disposition = str(part.get("Content-Disposition", ""))[:_MAX_HEADER].lower()
        if part.get_content_type() == type and disposition.startswith("attachment") is attached:
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data.strip():
                return decoded(data, name, part.get_content_charset())
    return ""


def _unwrapped(text: str) -> str:
    """Return the text with the lines of a paragraph joined, without the signature."""
    text = _SIGNATURE.split(text, maxsplit=1)[0]
    lines: list[str] = []
    joins = False
    for line in text.splitlines():
        words = " ".join(line.split())
        if joins and words and not re.match(r"[-*•>#|]|\d+[.)]\s", words):
            lines[-1] += f"{_END if lines[-1][-2:-1].isalpha() and lines[-1].endswith('-') else ' '}{words}"
        else:
            lines.append(words)
        # A space at the end is the mark of a wrapped line in "format=flowed".
        joins = bool(words) and (len(line.rstrip()) >= _WIDTH or (line.endswith(" ") and len(line) > 20))
    return without_line_ends("\n".join(line for line in lines if line), _DIVIDED)
