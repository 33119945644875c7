"""What a reader is given, and what the readers share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from summarizer.errors import MissingExtraError

EXTRA = "readers"
"""Name of the extra with the parsers of web pages, PDF files and text in legacy encodings."""


@dataclass(frozen=True)
class Source:
    """The bytes of a document: its name for messages, and what a server said of it."""

    name: str
    data: bytes
    charset: str | None = None
    url: str | None = None


def imported(module: str, what: str) -> Any:
    """Return a module of the extra `readers`. Raise MissingExtraError, which says what it reads, without the extra."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(f"reading {what} needs {module.partition('.')[0]}", extra=EXTRA) from error


def language_code(tag: object) -> str | None:
    """Return the language code of a language tag ('en-US' -> 'en'), or None if it is not a tag."""
    match = re.match(r"\s*([a-zA-Z]{2,3})(?:[-_].*)?\s*$", tag) if isinstance(tag, str) else None
    return match[1].lower() if match else None


def web_address(value: object) -> str | None:
    """Return a web address without the white space around it, or None if it is not one."""
    address = value.strip() if isinstance(value, str) else ""
    return address if re.match(r"https?://\S+$", address, re.IGNORECASE) else None


def one_line(value: object) -> str | None:
    """Return a text with single spaces, or None if it is empty or not a text."""
    return (" ".join(value.split()) or None) if isinstance(value, str) else None
