"""Read web pages: the main text, title, day, site and language, by trafilatura (extra `readers`)."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date
from typing import Any

from summarizer.article.readers.decoding import declared_in, decoded
from summarizer.article.readers.markup import text_of_markup, text_of_tree
from summarizer.article.readers.source import Source, imported, language_code, one_line, web_address
from summarizer.article.stamps import day_of
from summarizer.errors import InvalidDateError, UnreadableArticleError
from summarizer.schema import Article

_LANGUAGE = re.compile(r"""<html\b[^<>]{0,2000}?\b(?:xml:)?lang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_LINKED_DATA = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_PIECE = 2_000
"""In characters: a shorter document without a main text is taken whole, if it has no elements of a page."""
_PAGE_ELEMENTS = re.compile(r"<(?:nav|header|footer|script|form|aside|frameset|iframe)\b", re.IGNORECASE)


def read_page(source: Source) -> Article:
    """Return the article of a web page. Raise UnreadableArticleError if no main text is found."""
    trafilatura = imported("trafilatura", f"the web page {source.name}")
    html = decoded(source.data, source.name, source.charset or declared_in(source.data))
    # The text is decoded already: a declaration of another encoding would only be in the way.
    html = _DECLARATION.sub("", html, count=1)
    found = trafilatura.bare_extraction(
        html, url=source.url, with_metadata=True, include_comments=False, include_tables=True,
        # The first date that stands anywhere on a page is often not that of the article.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    title = one_line(found.title) if found else None
    text = _without_title(_main_text(found), title) if found else ""
    text = max(text, _live_updates(html), key=len)
    if not text and len(html) < _PIECE and not _PAGE_ELEMENTS.search(html):
        text = text_of_markup(html)
    if not text:
        raise UnreadableArticleError(
            f"{source.name} is a web page without an article text",
            hint="it may need a login or a browser that runs its scripts; save the text of the article, and read that",
        )
    language = _LANGUAGE.search(html[:20_000])
    return Article(
        text=text,
        title=title,
        published=_day(found.date) if found else None,
        source=one_line(found.sitename) if found else None,
        url=source.url or (web_address(found.url) if found else None),
        language=language_code(language[1]) if language else None,
    )


def _live_updates(html: str) -> str:
    """Return the posts of a live blog that the page only has as linked data, because a script shows them."""
    posts: list[Any] = []
    for data in _LINKED_DATA.findall(html) if "liveBlogUpdate" in html else ():
        with suppress(ValueError, RecursionError):
            blogs = json.loads(data, strict=False)
            for blog in blogs if isinstance(blogs, list) else [blogs]:
                posts += blog.get("liveBlogUpdate") or [] if isinstance(blog, dict) else []
    bodies = (post.get("articleBody") for post in posts if isinstance(post, dict))
    return "\n".join(text_of_markup(body) for body in bodies if isinstance(body, str))


def _main_text(found: Any) -> str:
    """Return the text of the tree that was extracted. Its own text writes tables as Markdown, which is no prose."""
    return text_of_tree(found.body) if found.body is not None else found.text or ""


def _without_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and rest and first.casefold() == title.casefold() else text


def _day(stamp: object) -> date | None:
    try:
        return day_of(stamp)
    except InvalidDateError:
        return None
