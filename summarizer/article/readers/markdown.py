"""Read Markdown: the text without its marks, wrapped lines joined, the title from the front matter or first heading."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from summarizer.article.hyphens import without_line_ends
from summarizer.article.readers.decoding import decoded
from summarizer.article.readers.markup import text_of_markup
from summarizer.article.readers.source import Source, language_code, one_line, web_address
from summarizer.article.stamps import day_of
from summarizer.errors import ArticleTooLargeError, InvalidDateError
from summarizer.schema import Article
from summarizer.settings import MAX_CHARACTERS

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"(?m)^([A-Za-z_-]+)[ \t]*:[ \t]*(\S[^\r\n]*)$")
_DIVIDED = re.compile(r"(?<=[^\W\d_])-\r?\n(?=[^\W\d_])")
_HEADING = re.compile(r"\s*<h1>([^\n]*)</h1>\n?")


def read_markdown(source: Source) -> Article:
    """Return the article of a Markdown file."""
    from markdown_it import MarkdownIt

    text = decoded(source.data, source.name, source.charset)
    if len(text) > MAX_CHARACTERS:  # before the parser, which takes seconds for it
        raise ArticleTooLargeError(f"{source.name} has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}")
    fields: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        fields = {m[1].lower(): m[2].strip().strip("\"'") for m in _FIELD.finditer(front[1])}
        text = text[front.end() :]
    text = without_line_ends(text, _DIVIDED)
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    title = one_line(fields.get("title"))
    if heading := _HEADING.match(html):
        title = title or one_line(text_of_markup(heading[1]))
        html = html[heading.end() :]
    return Article(
        text=text_of_markup(html),
        title=title,
        published=_day(fields),
        source=one_line(fields.get("source")),
        url=web_address(fields.get("url") or fields.get("canonical_url")),
        language=language_code(fields.get("language") or fields.get("lang")),
    )


def _day(fields: dict[str, str]) -> date | None:
    """Return the day of the front matter. Raise InvalidDateError if `published` is none; other fields may mean more."""
    if day := day_of(fields.get("published")):
        return day
    for key in ("date", "pubdate"):
        with suppress(InvalidDateError):
            if day := day_of(fields.get(key)):
                return day
    return None
