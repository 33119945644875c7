"""Read feeds: RSS 0.9 to 2.0, Atom and JSON Feed. An entry is an article of what the feed holds; no link is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from summarizer.article.readers.markup import local_name, text_of_markup, text_of_tree
from summarizer.article.readers.newsml import guarded
from summarizer.article.readers.source import language_code, one_line, web_address
from summarizer.article.stamps import day_of
from summarizer.errors import UnreadableArticleError
from summarizer.schema import Article, Result

_APPEARED = re.compile(r"\s*\bThe post .{1,300} (?:appeared first|first appeared) on .{1,200}$")
"""What WordPress adds to each entry."""
_FOREIGN = ("search.yahoo.com/mrss", "itunes.com", "georss", "xmlns/1.0/podcast")
"""Parts of the namespaces of pictures, podcasts and places, whose titles are not those of the entry."""


def read_feed(root: Element, name: str, url: str | None = None) -> Iterator[Article | Result]:
    """Yield the article of each entry. Raise UnreadableArticleError if there is none."""
    channel = next((child for child in root if local_name(child) == "channel"), root)
    entries = [element for element in root.iter() if local_name(element) in ("item", "entry")]
    if not entries:
        raise UnreadableArticleError(f"{name} is a feed without entries", hint="try again when it has some")
    base = _link(channel, url) or url
    for number, entry in enumerate(entries, start=1):
        where = f"{name}:{number}"
        identity = _words(entry, "guid", "id") or _link(entry, base) or where
        yield guarded(lambda e=entry, w=where, i=identity: _article(e, channel, base, w, i), identity)  # type: ignore[misc]


def entries_of_json(feed: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Return the entries of a JSON Feed (jsonfeed.org) as objects of the library's own format; None for others."""
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(items, list):
        return None
    return [
        {
            "text": text_of_markup(item["content_html"]) if item.get("content_html") else item.get("content_text"),
            "published": item.get("date_published"), "language": item.get("language") or feed.get("language"),
            "source": feed.get("title"), **{name: item.get(name) for name in ("id", "title", "url")},
        }
        for item in items if isinstance(item, dict)
    ]  # fmt: skip


def _article(entry: Element, channel: Element, base: str | None, where: str, id: str) -> Article:
    # The fullest text comes first: 'encoded' is that of content:encoded.
    bodies = (_body(_child(entry, name)) for name in ("encoded", "content", "description", "summary"))
    if not (text := _APPEARED.sub("", max(bodies, key=len))):
        raise UnreadableArticleError(
            f"{where} has no text", hint="the feed has only headlines; read the pages it links"
        )
    title = _child(entry, "title")
    language = _words(entry, "language") or _lang(entry) or _words(channel, "language") or _lang(channel)
    return Article(
        text=text,
        title=one_line(_body(title)),
        published=day_of(_words(entry, "pubdate", "published", "date", "issued", "updated", "modified")),
        source=_source(entry) or one_line(_body(_child(channel, "title"))),
        url=_link(entry, base),
        language=language_code(language),
        id=id,
    )


def _children(parent: Element, *names: str) -> Iterator[Element]:
    for name in names:
        for child in parent:
            if local_name(child) == name and not any(part in child.tag for part in _FOREIGN):
                yield child


def _child(parent: Element, name: str) -> Element | None:
    return next(_children(parent, name), None)


def _words(parent: Element, *names: str) -> str | None:
    return next(filter(None, (one_line(child.text) for child in _children(parent, *names))), None)


def _lang(element: Element) -> str | None:
    return element.get("{http://www.w3.org/XML/1998/namespace}lang")


def _body(element: Element | None) -> str:
    """Return the text of a construct that holds plain text, escaped HTML, or XHTML as elements."""
    if element is None:
        return ""
    if len(element):
        return text_of_tree(element)
    words = element.text or ""
    # Plain text by its type; an RSS element does not say, and 'A &amp;amp; B' is common in titles.
    return "\n".join(" ".join(line.split()) for line in words.splitlines() if line.strip()) if (
        element.get("type") == "text"
    ) else text_of_markup(words)  # fmt: skip


def _source(entry: Element) -> str | None:
    source = _child(entry, "source")
    if source is None:
        return None
    return one_line(source.text) or one_line(_body(_child(source, "title")))


def _link(parent: Element, base: str | None) -> str | None:
    links = list(_children(parent, "link"))
    pages = [link.get("href") for link in links if link.get("rel", "alternate") == "alternate" and link.get("href")]
    permanent = [guid.text for guid in _children(parent, "guid") if guid.get("isPermaLink", "true") != "false"]
    for address in (*pages, *(link.text for link in links), *permanent):
        if address and address.strip():
            try:
                if found := web_address(urljoin(base or "", address.strip())):
                    return found
            except ValueError:
                continue
    return None
