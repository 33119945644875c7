"""Text from outside is shown, never obeyed: by a terminal, a Markdown reader, a browser, a spreadsheet, a calendar."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import escape

from summarizer.article.plain import plain
from summarizer.output.neutral import for_csv, for_html, for_json, for_markdown, link_to

HOSTILE = {
    "a colour": ("\x1b[31mred\x1b[0m", "[31mred[0m"),
    "the title of a terminal": ("\x1b]0;owned\x07", "]0;owned"),
    "a link of a terminal": ("\x1b]8;;http://x\x1b\\here", "]8;;http://x\\here"),
    "a bell": ("din\x07g", "ding"),
    "a backspace": ("no\b\bgo", "nogo"),
    "a carriage return": ("truth\rlie", "truth lie"),
    "NUL": ("a\x00b", "ab"),
    "DEL": ("a\x7fb", "ab"),
    "CSI in one character": ("\x9b31mred", "31mred"),
    "next line in one character": ("a\x85b", "a b"),
    "reversed": ("\u202egnp.exe\u202c", "gnp.exe"),
    "isolated": ("\u2066a\u2069\u2067b\u2068", "ab"),
    "marks of direction": ("a\u200e\u200f\u061cb", "ab"),
    "zero width": ("in\u200bvis\u2060ible\ufeff", "invisible"),
    "a soft hyphen": ("in\u00advisible", "invisible"),
    "tags that hide a text": ("ok\U000e0068\U000e0069", "ok"),
    "annotations between lines": ("a\ufff9b\ufffac\ufffb", "abc"),
    "a joiner without a purpose": ("a\u200dd\u200cmin", "admin"),
    "a new section": ("Talks\n\nEVENTS (1)\n* It happened", "Talks EVENTS (1) * It happened"),
    "line separators": ("a\u2028b\u2029c\vd\fe", "a b c d e"),
    "lone surrogates": ("a\ud800b", "a\ufffdb"),
    "a space before what is left out": ("a \u200b b", "a b"),
    "nothing": ("\u200b \n", ""),
}
HARMLESS = ["Ana Reyes – “40 million €”", "می‌خواهم", "क्‍ष", "👩‍⚕️ 👨‍👩‍👧 👩🏽‍🚀", "שלום", "د۱۲ \u0600۱۲", "naïve", ""]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_is_one_line_without_what_is_not_seen(name: str) -> None:
    text, shown = HOSTILE[name]
    assert plain(text) == shown


@pytest.mark.parametrize("text", HARMLESS)
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@given(st.text())
def test_whatever_the_text_no_control_is_left_and_a_second_time_changes_nothing(text: str) -> None:
    shown = plain(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in shown)
    assert not any(unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI") for c in shown)
    assert plain(shown) == shown


class Read(HTMLParser):
    """The text of a page, and the elements in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.elements, self.attributes = "", set[str](), dict[str, str | None]()
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= dict(attrs)


MARKUP = [
    "[click](javascript:alert(1))", "](javascript:alert(1))", "![x](http://tracker/pixel.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<http://evil>", "[a]: javascript:x", "**bold** __bold__ ~~gone~~", "`code` ```",
    "# Title",
    "#", "a #", "- item", "-", "---", "***", "+ item", "* item", "1. item", "12) item", "1986. A year", "> quote",
    "===",
    "| a | b |", "&lt;script&gt; &#60; &amp; AT&T", "\\[x\\](y)", "\\", "a\\", "snake_case_name", "<!-- comment",
    "<?php", "~~~",
    "    indented", "\tindented", "a  \nb", "Events\n---", "[^1]: note", '"><script>', "'onload='x", "]]>",
    "Marks & Spencer <b>",
]  # fmt: skip
PLACES = {
    "at the start of a line": ("{}", {"p"}),
    "in a heading": ("# {}", {"h1"}),
    "in a list, bold": ("- **a {}.** b", {"ul", "li", "strong"}),
    "in a block quote": ("- a\n  > {}\n", {"ul", "li", "blockquote", "p"}),
    "in a cell": ("| a |\n|---|\n| {} |", {"table", "thead", "tbody", "tr", "th", "td"}),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", MARKUP)
def test_markdown_shows_the_text_and_makes_nothing_of_it(place: str, text: str) -> None:
    assert_shown(place, text)


@given(st.sampled_from(sorted(PLACES)), st.text("ab1 #*_-+.()[]<>!&;|~`\\=:'\"/\n\t"))
def test_whatever_the_syntax_markdown_makes_nothing_of_it(place: str, text: str) -> None:
    assert_shown(place, text)


def assert_shown(place: str, text: str) -> None:
    template, elements = PLACES[place]
    read, wanted = (
        Read(MarkdownIt("gfm-like", {"linkify": False}).render(template.format(shown)))
        for shown in (for_markdown(text), "HERE")
    )
    assert read.elements <= elements
    assert read.text.split() == wanted.text.replace("HERE", plain(text)).split()


@pytest.mark.parametrize("text", [*MARKUP, *HARMLESS])
def test_html_shows_the_text_in_an_element_and_in_an_attribute(text: str) -> None:
    page = Read(f'<p title="{for_html(text)}">{for_html(text)}</p>')
    assert page.text == plain(text)
    assert page.elements == {"p"}
    assert page.attributes == {"title": plain(text)}
    assert escape(for_html(text)) == for_html(text)


@pytest.mark.parametrize("address", ["https://a.org/x?y=1#z", "http://localhost:8000/"])
def test_a_page_links_to_the_web(address: str) -> None:
    assert link_to(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None, "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "\x01javascript:x",
        "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "//evil.org/x", "/x", "x", "http://", "https://bob:pw@host/", "http://[::1",
        "http:/x", "feed:https://a.org",
    ],
)  # fmt: skip
def test_a_page_links_to_nothing_else(address: str | None) -> None:
    assert link_to(address) is None


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u200b=1",
        "\x00=1",
        "＝1",
        "=cmd|' /C calc'!A0",
        "\ufeff=1",
    ],
)
def test_a_spreadsheet_takes_no_text_for_a_formula(text: str) -> None:
    file = io.StringIO()
    csv.writer(file).writerow([for_csv(text), "b"])
    assert next(csv.reader(io.StringIO(file.getvalue()))) == [f"'{plain(text)}", "b"]


@pytest.mark.parametrize("text", ["", "Ana Reyes", "a=b", "1-2", 'a "b", c; d', "it's"])
def test_an_ordinary_cell_stays_as_it_is(text: str) -> None:
    assert for_csv(text) == text


@given(st.text())
def test_json_has_the_same_value_and_no_control(text: str) -> None:
    document = for_json(json.dumps({"a": text}, ensure_ascii=False))
    assert json.loads(document) == {"a": text}
    assert not any(unicodedata.category(c) == "Cc" for c in document)
    assert not set(document) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
