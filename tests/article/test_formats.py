"""Formats: ninjs of both versions becomes an article."""

from __future__ import annotations

from datetime import date

from summarizer import Article
from summarizer.article.formats import article_of


def test_ninjs_of_version_1() -> None:
    item = {
        "uri": "http://tt.se/1", "headline": "H", "body_text": "Text.", "language": "en-US",
        "versioncreated": "2026-01-29T10:00:00+01:00", "infosource": [{"name": "TT"}], "byline": "x",
    }  # fmt: skip
    assert article_of(item, "w") == Article(
        id="http://tt.se/1", title="H", text="Text.", language="en", published=date(2026, 1, 29), source="TT",
        url="http://tt.se/1",
    )  # fmt: skip


def test_ninjs_with_markup_gives_a_line_for_each_block() -> None:
    markup = "<style>p {}</style><h1>Head</h1><p>One &amp;\n two <b>three</b>.</p><p>Four.<br/>Five.</p>"
    assert article_of({"body_xhtml": markup}, "w").text == "Head\nOne & two three.\nFour.\nFive."


def test_ninjs_of_version_2() -> None:
    item = {
        "uri": "urn:x", "headlines": [{"role": "main", "value": "H"}],
        "bodies": [{"contenttype": "text/html", "value": "<p>Text.</p>"}], "versionCreated": "2026-01-29T10:00:00Z",
    }  # fmt: skip
    made = article_of(item, "w")
    assert (made.title, made.text, made.published, made.url) == ("H", "Text.", date(2026, 1, 29), None)
