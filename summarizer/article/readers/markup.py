"""Turn markup into text: one line per block, table cells apart, entities decoded.

HTML inside other formats (ninjs, feeds, mail, Markdown) comes in pieces that no browser has checked. The tokenizer here
takes linear time and never raises; the one of the standard library takes quadratic time on some broken pieces in older
versions of Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre "
    "section summary table tbody tfoot thead title tr ul "
    "block hl1 hl2 byline byttl dateline abstract tagline q-block body.head body.content body.end "  # NITF
    "item list lb quote row".split()  # TEI, which trafilatura gives
)
_CELLS = frozenset("td th cell".split())
_HIDDEN = frozenset("script style template noscript iframe svg object select textarea canvas audio video".split())
_HIDDEN_IN_TREES = _HIDDEN | {"head", "title", "media", "nitf-table-metadata", "graphic"}
_UNCLOSED = "?"
"""Stands for a hidden element that is never closed. It ends at the next block, so that it does not swallow the rest."""
_NAME = re.compile(r"[a-zA-Z][^\s/<>]{0,60}")
_ESCAPED_BLOCK = re.compile(r"&lt;(?:p|br|div|h[1-6]|ul|table)\b", re.IGNORECASE)
# The rest of a tag after its name. A quoted value may hold '<' and '>'. The possessive quantifiers never go back.
_TAG_END = re.compile(r"""(?:[^<>"'=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|["'=])*+>""")
_PLAIN_END = re.compile(r"[^<>]*+>")
_LONGEST_TAG = 200_000
"""In characters: a tag may hold a whole image."""
_MOST_FAILURES = 500
"""After so many tags that are broken, quotes are no longer regarded, so that the time stays linear."""
_LOOKS_LIKE_MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|table|td|a|b|i|em|strong|span|section|article)(?:\s[^<>=]{0,99}=[^<>]{0,9999})?\s*/?>",
    re.IGNORECASE,
)


class Lines:
    """Collects text: a block starts and ends a line, a cell is set apart by a space."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._preformatted = 0

    def start(self, tag: str) -> None:
        """Begin an element."""
        self._preformatted += tag == "pre"
        self._separate(tag)

    def end(self, tag: str) -> None:
        """End an element."""
        self._preformatted = max(0, self._preformatted - (tag == "pre"))
        self._separate(tag)

    def add(self, text: str) -> None:
        """Add text. Its line breaks are spaces, except in `<pre>`."""
        self._parts.append(text if self._preformatted else re.sub(r"[\r\n\x85\u2028\u2029]", " ", text))

    def text(self) -> str:
        """Return the lines that are not empty, with single spaces."""
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line)

    def _separate(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._parts.append("\n")
        elif tag in _CELLS:
            self._parts.append(" ")


def looks_like_markup(text: str) -> bool:
    """Return whether a text has tags of HTML."""
    return bool(_LOOKS_LIKE_MARKUP.search(text) or ("<" not in text and _ESCAPED_BLOCK.search(text)))


def text_of_markup(markup: str) -> str:
    """Return the text of HTML or XHTML, whole or a piece, well-formed or not."""
    if "<" not in markup and _ESCAPED_BLOCK.search(markup):
        markup = unescape(markup)  # markup that was escaped as a whole
    lines, hidden = Lines(), ""
    for kind, value in _tokens(markup):
        if kind == "text":
            if not hidden:
                lines.add(unescape(value))
        elif hidden and not (hidden == _UNCLOSED and kind != "hide" and value in _BLOCKS):
            hidden = "" if value == hidden and kind == "end" else hidden
        elif kind == "raw":
            lines.add(value)
        elif kind == "hide":
            hidden = value
        else:
            hidden = ""
            (lines.start if kind == "start" else lines.end)(value)
    return lines.text()


def _tokens(markup: str) -> Iterator[tuple[str, str]]:
    """Yield ('text', …), ('raw', …) for CDATA, ('start', tag), ('end', tag) and ('hide', tag)."""
    # Closing tags of hidden elements that are in the markup, with the position of the last one.
    lowered = markup.lower() if markup.isascii() else "".join(c.lower() if c.isascii() else c for c in markup)
    last = {tag: lowered.rfind(f"</{tag}") for tag in _HIDDEN}
    scanner = _Scanner(markup)
    position = 0
    while (start := markup.find("<", position)) >= 0:
        if start > position:
            yield "text", markup[position:start]
        following = markup[start + 1 : start + 2]
        if following in ("!", "?"):
            position, raw = scanner.declaration(start)
            if raw is not None:
                yield "raw", raw
            continue
        closing = following == "/"
        name = _NAME.match(markup, start + 1 + closing)
        end = scanner.tag_end(name.end()) if name else -1
        if name is None or end < 0:
            yield "text", "<"
            position = start + 1
            continue
        tag = name[0].lower()
        position = end
        if closing:
            yield "end", tag
        elif tag in _HIDDEN and markup[end - 2] != "/":
            yield "hide", tag if last[tag] > start else _UNCLOSED
        else:
            yield "start", tag
    if position < len(markup):
        yield "text", markup[position:]


class _Scanner:
    """Finds the ends of tags and comments in linear time: a search that failed is not repeated."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._missing: set[str] = set()
        self._failures = 0

    def find(self, what: str, start: int) -> int:
        """Return where a string is next, or -1."""
        if what in self._missing:
            return -1
        if (found := self._markup.find(what, start)) < 0:
            self._missing.add(what)
        return found

    def declaration(self, start: int) -> tuple[int, str | None]:
        """Return the end of a comment, declaration or CDATA section, and the text of the latter."""
        markup = self._markup
        for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")):
            if markup.startswith(opening, start) and (end := self.find(closing, start + len(opening))) >= 0:
                raw = markup[start + len(opening) : end] if opening == "<![CDATA[" else None
                return end + len(closing), raw
        if markup.startswith("<!--", start):
            return start + 4, None
        plain = _PLAIN_END.match(markup, start + 1)
        return (plain.end(), None) if plain else (start + 1, "<")

    def tag_end(self, start: int) -> int:
        """Return the offset after the tag whose name ends at `start`, or -1 if it has no end."""
        if self._failures < _MOST_FAILURES:
            if match := _TAG_END.match(self._markup, start, start + _LONGEST_TAG):
                return match.end()
            self._failures += 1
        plain = _PLAIN_END.match(self._markup, start)
        return plain.end() if plain else -1


def text_of_tree(root: Any) -> str:
    """Return the text of an element of XML, like `text_of_markup`; namespaces do not matter."""
    lines = Lines()
    pending: list[tuple[bool, Element]] = [(True, root)]
    while pending:
        entering, element = pending.pop()
        tag = local_name(element)
        if not entering:
            lines.end(tag)
            lines.add((element.tail or "") if element is not root else "")
        elif not tag or (tag in _HIDDEN_IN_TREES and element is not root and tag not in ("head",)):
            lines.add((element.tail or "") if element is not root else "")
        else:
            lines.start(tag)
            lines.add(element.text or "")
            pending.append((False, element))
            pending += [(True, child) for child in reversed(element)]
    return lines.text()


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace, in lower case; '' for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
