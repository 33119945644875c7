"""ninjs: every version and spelling becomes an article, and what its publisher withdrew does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from summarizer import Article, Result
from summarizer.article.formats import article_of, item_of
from summarizer.errors import UnreadableArticleError

HTML = "<p>One &amp; two.</p><p>Three.</p>"


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ({"body_text": "One.\nTwo."}, "One.\nTwo."),
        ({"body_xhtml": HTML}, "One & two.\nThree."),
        ({"body_html": HTML}, "One & two.\nThree."),
        ({"bodyHtml": HTML}, "One & two.\nThree."),
        ({"body": HTML}, "One & two.\nThree."),
        ({"body": "1 < 2 & 3"}, "1 < 2 & 3"),
        ({"body_richtext": HTML}, "One & two.\nThree."),
        ({"body_text": "", "body_html": HTML}, "One & two.\nThree."),
        ({"body_text": None, "body_xhtml": " ", "body_html": HTML}, "One & two.\nThree."),
        ({"body_text": "a <b> c"}, "a <b> c"),
        ({"bodies": [{"contenttype": "text/html", "value": HTML}]}, "One & two.\nThree."),
        ({"bodies": [{"contentType": "text/html", "value": HTML}]}, "One & two.\nThree."),
        ({"bodies": [{"contentType": "application/xhtml+xml", "value": HTML}]}, "One & two.\nThree."),
        ({"bodies": [{"contentType": "body_xhtml", "value": HTML}]}, "One & two.\nThree."),
        ({"bodies": [{"value": HTML}]}, "One & two.\nThree."),
        ({"bodies": [{"contentType": "text/plain", "value": "1 < 2 <p>"}]}, "1 < 2 <p>"),
        ({"bodies": [{"contentType": "text/html", "value": HTML}, {"contentType": "text/plain", "value": "P."}]}, "P."),
        ({"bodies": [{"role": "teaser", "value": "No."}, {"role": "main", "value": "Yes."}]}, "Yes."),
        ({"bodies": [{"role": "abstract", "value": "No."}, {"role": "x", "value": "Yes."}]}, "Yes."),
        ({"bodies": [{"role": "abstract", "value": "Only."}]}, "Only."),
        ({"bodies": [{"role": "main"}, {"role": "x", "value": "Yes."}]}, "Yes."),
        ({"bodies": {"contentType": "text/html", "value": HTML}}, "One & two.\nThree."),
        ({"body_html": "<td>Ida Moe</td><td>1,204</td>"}, "Ida Moe 1,204"),
        ({"body_html": "<p>A</p></script><p>B</p>"}, "A\nB"),
    ],
)  # fmt: skip
def test_a_body_in_any_spelling(item: dict[str, Any], text: str) -> None:
    assert article_of({"uri": "urn:x", **item}, "w").text == text


@pytest.mark.parametrize(
    "item",
    [
        {"headline": "H &amp; <b>I</b>", "versioncreated": "2026-01-29T10:00:00Z", "infosource": [{"name": "TT"}]},
        {"headline": "H & I", "versionCreated": "2026-01-29T10:00:00Z", "infosources": [{"name": "TT"}]},
        {"headlines": [{"value": "H & I"}], "version_created": "2026-01-29", "infoSources": [{"name": "TT"}]},
        {"headlines": [{"role": "short", "value": "S"}, {"role": "main", "value": "H & I"}], "source": "TT",
         "firstcreated": "2026-01-29"},
        {"headlines": [{"value": "<p>H &amp; I</p>", "contentType": "text/html"}], "firstCreated": "2026-01-29",
         "copyrightHolder": "TT"},
        {"headline": " H  & I\n", "versioncreated": "Thu, 29 Jan 2026 10:00:00 GMT", "copyrightholder": "TT"},
        {"title": "H & I", "versioncreated": "2026-01-29T10:00:00.000+0100", "infosource": {"name": "TT"}},
    ],
)  # fmt: skip
def test_title_day_and_source_in_any_spelling(item: dict[str, Any]) -> None:
    made = article_of({"uri": "https://tt.example/1", "body_text": "Text.", "language": "en-US", **item}, "w")
    assert made == Article(
        id="https://tt.example/1", url="https://tt.example/1", text="Text.", title="H & I",
        published=date(2026, 1, 29), source="TT", language="en",
    )  # fmt: skip


@pytest.mark.parametrize(
    "status",
    [
        {"pubstatus": "canceled"}, {"pubStatus": "canceled"}, {"pubstatus": "cancelled"}, {"pub_status": "Canceled"},
        {"pubstatus": "withheld"}, {"pubStatus": "WITHHELD"}, {"pubstatus": "stat:canceled"}, {"pubstatus": " killed "},
        {"pubStatus": "http://cv.iptc.org/newscodes/pubstatusg2/withheld"}, {"pubstatus": "withdrawn"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("body", [{"body_text": "Text."}, {"bodies": [{"value": "T."}]}, {"text": "Text."}, {}])
def test_what_its_publisher_withdrew_is_refused(status: dict[str, str], body: dict[str, Any]) -> None:
    with pytest.raises(UnreadableArticleError, match="by its publisher") as caught:
        article_of({"uri": "urn:x", **body, **status}, "w")
    assert "do not use" in caught.value.hint


@pytest.mark.parametrize("status", ["usable", "Usable", "", None, "stat:usable", "embargoed", 7])
def test_any_other_status_is_read(status: object) -> None:
    assert article_of({"body_text": "Text.", "pubstatus": status}, "w").text == "Text."


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"uri": "urn:x", "type": "picture", "headline": "H"}, "of type 'picture'"),
        ({"uri": "urn:x", "type": "event", "title": "T"}, "of type 'event'"),
        ({"uri": "urn:x", "bodies": []}, "no text"),
        ({"uri": "urn:x", "body_html": "<img src='x'>"}, "no text"),
        ({"uri": "urn:x", "body_text": 7}, "no text"),
        ({"uri": "urn:x", "body_text": "T.", "versioncreated": "soon"}, "publication date"),
        ({"uri": "urn:x", "body_text": "T.", "pubstatus": "canceled"}, "canceled"),
    ],
)
def test_a_failure_has_the_id_of_the_item(item: dict[str, Any], said: str) -> None:
    result = item_of(item, "in.jsonl:7")
    assert isinstance(result, Result)
    assert result.failure is not None
    assert result.id == "urn:x"
    assert said in result.failure.message
    assert "in.jsonl:7" in result.failure.message
