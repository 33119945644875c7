"""Make text of articles and of models harmless where it is shown: the one place that does.

A headline, a quote, a name and even the id of the model that answered come from outside. Shown as they are, they could
steer a terminal (escape sequences), reverse what is read (bidirectional controls), hide words (zero-width characters),
fake a section of the brief (newlines, Markdown), run a script (HTML) or a formula (a spreadsheet).

`plain` makes a text one line without such characters, and each `for_…` function adds what its format needs. `neutral`
applies one of them to every text of a brief. The brief itself, and so its JSON, keeps the text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from pydantic import BaseModel

from summarizer.article.plain import plain
from summarizer.schema import without_surrogates

Model = TypeVar("Model", bound=BaseModel)

_MARKDOWN = re.compile(
    r"[\\`*_\[\]<|~]"  # code, emphasis, links and pictures, HTML, tables, strikethrough
    r"|&(?=#?\w+;)"  # entities
    r"|^[#+>=-]|^\d+(?=[.)])|\#$"  # headings, lists and quotes at the start; the end of a heading
)


def for_markdown(text: str) -> str:
    """Return a text as `plain` does, with backslashes (CommonMark 2.4) so that it is shown as it is, in any place.

    It may start a line, or stand in a heading, a list, a block quote, emphasis, or a cell of a table.
    """
    return _MARKDOWN.sub(_backslashed, plain(text))


def _backslashed(found: re.Match[str]) -> str:
    # Digits cannot be escaped. The full stop behind them can.
    return f"{found.group()}\\" if found.group().isdigit() else f"\\{found.group()}"


def for_html(text: str) -> Markup:
    """Return a text as `plain` does, as HTML for an element or a quoted attribute; templates do not escape it again.

    An address needs `link_to` first: escaping does not make `javascript:` harmless.
    """
    return escape(plain(text))


def link_to(address: str | None) -> str | None:
    """Return an address that a page may link to, else None: http or https, with a host and without credentials."""
    try:
        parts = urlsplit(plain(address or ""))
        is_web = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return None
    return parts.geturl() if is_web else None


def for_csv(text: str) -> str:
    """Return a text as `plain` does, as the value of a cell that no spreadsheet takes for a formula.

    A text that begins like a formula gets an apostrophe before it, as OWASP advises under "CSV injection". The `csv`
    module does the quoting. Numbers need no escaping: pass them as numbers.
    """
    line = plain(text)
    return f"'{line}" if line[:1] in _FORMULA and line else line


_FORMULA = frozenset("=+-@＝＋－＠")
"""How a formula begins; spreadsheets also take the full-width forms."""


def for_json(document: str) -> str:
    """Return a JSON document with what could steer a terminal written as `\\u` escapes.

    Its value is the same, but for lone surrogates, which are replaced: no document could be written with them.
    """
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", without_surrogates(document))


_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def neutral(model: Model, escaping: Callable[[str], str]) -> Model:
    """Return a brief, or a part of one, with `escaping` applied to every text in it, for showing only.

    Its quotes may then differ from the article, so the result is not validated.
    """
    return model.model_copy(update={name: _neutral(value, escaping) for name, value in model})


def _neutral(value: Any, escaping: Callable[[str], str]) -> Any:
    if type(value) is str:  # not the members of an enumeration, which are the library's own
        return escaping(value)
    if isinstance(value, BaseModel):
        return neutral(value, escaping)
    return tuple(_neutral(part, escaping) for part in value) if isinstance(value, tuple) else value
