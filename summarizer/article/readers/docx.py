"""Read .docx files (Office Open XML), with nothing but the standard library.

The usual libraries leave out text that stands in insertions under review or in content controls. Here every piece of
text of the body counts, except deletions, comments, footnotes, headers and footers.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element

from summarizer.article.readers.markup import local_name
from summarizer.article.readers.source import Source, language_code, one_line
from summarizer.article.readers.trees import parsed_xml
from summarizer.errors import ArticleTooLargeError, SummarizerError, UnreadableArticleError
from summarizer.schema import Article

MAX_PART = 50_000_000
"""Largest size of a part of the file when it is unpacked, in bytes."""

_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "nobreakhyphen": "-"}
_LEFT_OUT = frozenset(("del", "movefrom", "deltext", "instrtext", "ppr", "rpr", "txbxcontent", "fallback", "sdtpr"))

_TITLE_STYLES = frozenset(("title", "titel", "titre", "ttulo", "titolo"))  # ids of styles have no accents


def read_docx(source: Source) -> Article:
    """Return the article of a .docx file. Its dates are those of the file, not of the article, so it has no day."""
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as package:
            body = _part(package, "word/document.xml", source.name)
            properties = _properties(package, source.name)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise UnreadableArticleError(
            f"{source.name} is not a valid .docx file: {error}", hint="save it again, or save its text"
        ) from None
    if body is None:
        raise UnreadableArticleError(f"{source.name} is not a .docx file", hint="save the article as .docx or text")
    lines, title = _lines(body)
    text = "\n".join(line for line in lines if line)
    if not text:
        raise UnreadableArticleError(f"{source.name} has no text", hint="save the article as text, and read that")
    return Article(
        text=text,
        title=title or one_line(properties.get("title")),
        language=language_code(properties.get("language")),
    )


def _part(package: zipfile.ZipFile, part: str, name: str) -> Element | None:
    if part not in package.NameToInfo:
        return None
    with package.open(part) as file:
        data = file.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise ArticleTooLargeError(f"{name} unpacks to more than {MAX_PART // 1_000_000} MB, the limit")
    return parsed_xml(Source(f"{name} ({part})", data))


def _properties(package: zipfile.ZipFile, name: str) -> dict[str, str]:
    try:
        core = _part(package, "docProps/core.xml", name)
    except SummarizerError:
        return {}  # they are not worth the article
    return {local_name(child): child.text or "" for child in core} if core is not None else {}


def _lines(body: Element) -> tuple[list[str], str | None]:
    """Return the lines of paragraphs and table rows, and the title, if a paragraph has the style of a title."""
    parts: list[str] = []
    title: str | None = None
    pending: list[tuple[bool, Element]] = [(True, body)]
    starts: list[int] = []
    rows = 0
    while pending:
        entering, element = pending.pop()
        tag = local_name(element)
        if tag == "p" and not entering:
            start = starts.pop()
            if title is None and _style(element) in _TITLE_STYLES:
                title = one_line("".join(parts[start:]))
                del parts[start:]
            parts.append(" " if rows else "\n")
        elif tag == "tr":
            rows += 1 if entering else -1
            parts.append(" " if rows else "\n")
        elif tag == "t":
            parts.append(element.text or "")
        elif entering and tag in _BREAKS:
            parts.append(_BREAKS[tag])
        if tag == "p" and entering:
            starts.append(len(parts))
        if entering and tag not in _LEFT_OUT:
            if tag in ("p", "tr"):
                pending.append((False, element))
            pending += [(True, child) for child in reversed(element)]
    return [" ".join(line.split()) for line in "".join(parts).split("\n")], title


def _style(paragraph: Element) -> str:
    for child in paragraph:
        if local_name(child) == "ppr":
            for property in child:
                if local_name(property) == "pstyle":
                    return next((v for k, v in property.attrib.items() if k.endswith("val")), "").casefold()
    return ""
