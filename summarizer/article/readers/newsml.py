"""Read news in XML of the IPTC: NewsML-G2 with NITF, XHTML or plain text inside, and NITF by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from summarizer.article.formats import unreadable
from summarizer.article.readers.markup import local_name, looks_like_markup, text_of_markup, text_of_tree
from summarizer.article.readers.ninjs import check_status
from summarizer.article.readers.source import language_code, one_line, web_address
from summarizer.article.stamps import day_of
from summarizer.errors import SummarizerError, UnreadableArticleError
from summarizer.schema import Article, Result

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TEXTS = ("nitf", "html")


def read_newsml(root: Element, name: str) -> Iterator[Article | Result]:
    """Yield the article of each news item. Packages and concepts are no articles."""
    items = [root] if local_name(root) == "newsitem" else list(named(root, "newsitem"))
    if not items:
        raise UnreadableArticleError(f"{name} has no news item with a text", hint="pass the news items themselves")
    for number, item in enumerate(items, start=1):
        where = name if len(items) == 1 else f"{name}:{number}"
        yield guarded(lambda item=item, where=where: _article(item, where), item.get("guid") or where)  # type: ignore[misc]


def read_nitf(root: Element, name: str) -> Article:
    """Return the article of an NITF document."""
    title, text = _nitf(root)
    facts = next(named(root, "docdata"), None)
    status = facts.get("management-status") if facts is not None else None
    check_status(status, name)
    if not text:
        raise UnreadableArticleError(f"{name} has no text", hint="use items with a body")
    identity = _attribute(root, "doc-id", "id-string")
    return Article(
        text=text,
        title=title,
        published=day_of(_attribute(root, "date.issue", "norm") or _attribute(root, "story.date", "norm")
                         or _attribute(root, "pubdata", "date.publication")),
        language=language_code(root.get(_LANG)),
        source=one_line(_attribute(root, "doc.copyright", "holder")) or one_line(_attribute(root, "pubdata", "name")),
        id=identity or name,
    )  # fmt: skip


def guarded(read: Callable[[], Article], id: str) -> Article | Result:
    """Return the article of one item of many, or its failed result."""
    try:
        return read()
    except SummarizerError as error:
        return unreadable(id, error)


def named(root: Element, *names: str) -> Iterator[Element]:
    """Yield the descendants with one of these names, without regard to namespace and case."""
    return (element for element in root.iter() if element is not root and local_name(element) in names)


def words_of(element: Element | None) -> str | None:
    """Return the text of an element in one line, or None."""
    return one_line("".join(element.itertext())) if element is not None else None


def _article(item: Element, where: str) -> Article:
    meta, content = next(named(item, "itemmeta"), item), next(named(item, "contentmeta"), item)
    check_status(_attribute(meta, "pubstatus", "qcode") or _attribute(meta, "pubstatus", "uri"), where)
    title, text = _content(item)
    if not text:
        kind = _attribute(meta, "itemclass", "qcode") or ""
        what = f" (it is of class {kind!r})" if kind and not kind.endswith(":text") else ""
        raise UnreadableArticleError(f"{where} has no text{what}", hint="use items whose content is inline")
    dates = (_words(meta, "versioncreated"), _words(content, "contentmodified"), _words(content, "contentcreated"))
    source = next(named(content, "infosource"), None)
    provider = next(named(meta, "provider"), None)
    return Article(
        text=text,
        title=_words(content, "headline") or title or _words(meta, "title"),
        published=day_of(next(filter(None, dates), None)),
        language=language_code(_attribute(content, "language", "tag") or item.get(_LANG)),
        source=next(filter(None, map(_name, (source, provider))), None),
        url=web_address(item.get("guid")) or web_address(_attribute(meta, "link", "href")),
        id=item.get("guid") or where,
    )


def _content(item: Element) -> tuple[str | None, str]:
    """Return the title and text of the fullest rendition of the content."""
    found: list[tuple[str | None, str]] = []
    for inline in named(item, "inlinexml", "inlinedata"):
        if local_name(inline) == "inlinedata":
            words = "".join(inline.itertext())
            markup = "html" in (inline.get("contenttype") or "") or looks_like_markup(words)
            found.append((None, text_of_markup(words) if markup else words.strip()))
        else:
            inner = [child for child in inline if local_name(child) in _TEXTS] or [inline]
            for child in inner:
                found.append(_nitf(child) if local_name(child) == "nitf" else (None, text_of_tree(child)))
    return max(found, key=lambda one: len(one[1]), default=(None, ""))


def _nitf(root: Element) -> tuple[str | None, str]:
    """Return the headline and text of NITF."""
    title = _words(root, "hl1") or _words(root, "hedline") or _words(root, "title")
    bodies = list(named(root, "body.content"))
    return title, "\n".join(filter(None, map(text_of_tree, bodies)))


def _name(party: Element | None) -> str | None:
    """Return the name of an organization, or the code that stands for it."""
    if party is None:
        return None
    return _words(party, "name") or one_line(party.get("literal")) or _code(party.get("qcode"))


def _code(qcode: str | None) -> str | None:
    return one_line(qcode.partition(":")[2]) if qcode else None


def _words(root: Element, name: str) -> str | None:
    return words_of(next(named(root, name), None))


def _attribute(root: Element, name: str, attribute: str) -> str | None:
    element = next(named(root, name), None)
    return element.get(attribute) if element is not None else None
