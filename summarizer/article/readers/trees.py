"""Parse XML from strangers: no entity of a document is expanded, nothing is fetched, and depth is limited."""

from __future__ import annotations

from html.entities import html5
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from summarizer.article.readers.decoding import declared_in, decoded
from summarizer.article.readers.source import Source
from summarizer.errors import UnreadableArticleError

MAX_DEPTH = 200


def parsed_xml(source: Source) -> Element:
    """Return the root element. Raise UnreadableArticleError if the document is not well-formed or declares entities.

    Names of HTML (`&nbsp;`) are understood: many news systems write them without the DTD that declares them.
    """
    text = decoded(source.data, source.name, source.charset or declared_in(source.data))
    builder = TreeBuilder()
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator="}")
    parser.buffer_text = True
    # As if a DTD existed, so that unknown entities are skipped and not errors. It is not fetched.
    parser.UseForeignDTD(True)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise UnreadableArticleError(f"{source.name} has elements nested more than {MAX_DEPTH} deep", hint=_HINT)
        builder.start(_clark(tag), {_clark(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_clark(tag))

    def declares(*_: Any) -> None:
        raise UnreadableArticleError(f"{source.name} declares entities of its own, which are not read", hint=_HINT)

    def skipped(name: str, is_parameter: bool) -> None:
        if not is_parameter and depth:
            builder.data(html5.get(f"{name};", f"&{name};"))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler, parser.SkippedEntityHandler = declares, skipped
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
        return builder.close()
    except expat.ExpatError as error:
        raise UnreadableArticleError(f"{source.name} is not well-formed XML: {error}", hint="fix the XML") from None


_HINT = "save the article as HTML or text, and read that"


def _clark(name: str) -> str:
    return f"{{{name}" if "}" in name else name
