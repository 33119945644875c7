"""XML: NewsML-G2, NITF, RSS and Atom become articles; nothing in a document is expanded or fetched."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer import Article, Result
from summarizer.article.readers.registry import read_source
from summarizer.article.readers.source import Source
from summarizer.errors import UnreadableArticleError

BODY = (
    "<body><body.head><hedline><hl1>Inner</hl1></hedline></body.head><body.content><p>One.</p><media><media-caption>No"
)
BODY += "</media-caption></media><table><tr><td>Moe</td><td>7</td></tr></table></body.content></body>"
NITF = f"<nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'>{BODY}</nitf>"
XHTML = "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head>"
XHTML += "<body><p>One.</p><p>Moe 7</p></body></html>"


def news_item(content: str, *, guid: str = "urn:x", status: str = "stat:usable") -> str:
    return (
        f"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='{guid}' xml:lang='en-GB'><itemMeta>"
        "<itemClass qcode='ninat:text'/><provider qcode='p:acme'><name>Acme</name></provider>"
        f"<versionCreated>2026-01-29T10:00:00Z</versionCreated><pubStatus qcode='{status}'/></itemMeta><contentMeta>"
        f"<headline> Head\n line</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def read(xml: str | bytes, name: str = "a.xml", url: str | None = None) -> list[Article | Result]:
    return list(read_source(Source(name, xml if isinstance(xml, bytes) else xml.encode(), url=url)))


@pytest.mark.parametrize(
    "content",
    [
        f"<inlineXML contenttype='application/nitf+xml'>{NITF}</inlineXML>",
        f"<inlineXML contenttype='application/xhtml+xml'>{XHTML}</inlineXML>",
        "<inlineXML><div xmlns='http://www.w3.org/1999/xhtml'><p>One.</p><p>Moe 7</p></div></inlineXML>",
        "<inlineData contenttype='text/plain'>One.\nMoe 7</inlineData>",
        "<inlineData contenttype='text/html'>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Moe 7&lt;/p&gt;</inlineData>",
        "<inlineData><![CDATA[<p>One.</p><td>Moe</td><td>7</td>]]></inlineData>",
        f"<remoteContent href='x.jpg'/><inlineXML>{NITF}</inlineXML>",
        f"<inlineXML>{NITF}</inlineXML><inlineData>short</inlineData>",
    ],
)
def test_newsml_g2_with_any_content(content: str) -> None:
    assert read(news_item(content)) == [
        Article(
            text="One.\nMoe 7", title="Head line", published=date(2026, 1, 29), language="en", source="Acme", id="urn:x"
        )
    ]


def test_a_message_of_many_items_and_its_package() -> None:
    good, bad = news_item(f"<inlineXML>{NITF}</inlineXML>", guid="a"), news_item("", guid="b", status="stat:canceled")
    package = "<packageItem><itemRef residref='a'/></packageItem>"
    found = read(
        f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{package}{good}{bad}</itemSet></newsMessage>"
    )
    assert [(type(item), item.id) for item in found] == [(Article, "a"), (Result, "b")]


@pytest.mark.parametrize("status", ["stat:canceled", "stat:withheld", "stat:Canceled"])
def test_a_withdrawn_item_is_refused(status: str) -> None:
    (result,) = read(news_item(f"<inlineXML>{NITF}</inlineXML>", status=status))
    assert isinstance(result, Result)
    assert result.failure is not None
    assert "by its publisher" in result.failure.message


@pytest.mark.parametrize(
    ("before", "content"),
    [
        ("", NITF),
        ("<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf-3-6.dtd'>", NITF),
        ("", f"<NewsML><NewsItem1><DataContent>{NITF}</DataContent></NewsItem1></NewsML>"),
        ("", f"<contentSet><inlineXML>{NITF}</inlineXML></contentSet>"),
    ],
)
def test_nitf_by_itself(before: str, content: str) -> None:
    assert read(before + content) == [Article(text="One.\nMoe 7", title="Inner", id="a.xml")]


def test_nitf_has_its_day_and_status() -> None:
    head = "<head><docdata management-status='{}'><date.issue norm='20260129T100000Z'/><doc-id id-string='d1'/>"
    head += "</docdata></head>"
    (article,) = read(f"<nitf>{head.format('usable')}{BODY}</nitf>")
    assert (article.id, getattr(article, "published", None)) == ("d1", date(2026, 1, 29))
    with pytest.raises(UnreadableArticleError, match="withheld"):
        read(f"<nitf>{head.format('withheld')}{BODY}</nitf>")


def rss(items: str) -> str:
    head = "<title>The Post</title><language>en-gb</language><link>https://x.example/</link>"
    return (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        f" xmlns:media='http://search.yahoo.com/mrss/'><channel>{head}{items}</channel></rss>"
    )


@pytest.mark.parametrize(
    "item",
    [
        "<title>A &amp; B</title><link>https://x.example/1</link><pubDate>Thu, 29 Jan 2026 08:00:00 GMT</pubDate>"
        "<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description>",
        "<title>A &amp;amp; B</title><link>/1</link><pubDate>Thu, 29 Jan 2026 08:00:00 +0000</pubDate>"
        "<description>O.</description><content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded>",
        "<title>A &amp; B</title><link>/1</link><pubDate>Thu, 29 Jan 2026 08:00:00 +0000</pubDate><content:encoded>"
        "<![CDATA[<p>One.</p><p>Two.</p><p>The post A &amp; B appeared first on The Post.</p>]]></content:encoded>",
        "<media:title>No</media:title><title><![CDATA[A & B]]></title><guid>https://x.example/1</guid>"
        "<dc:date>2026-01-29T08:00:00Z</dc:date><media:description>No, not at all</media:description>"
        "<description><![CDATA[One.<br>Two.]]></description>",
    ],
)
def test_rss_in_its_spellings(item: str) -> None:
    (article,) = read(rss(f"<item>{item}</item>"))
    assert isinstance(article, Article)
    assert article.model_copy(update={"id": None}) == Article(
        text="One.\nTwo.", title="A & B", published=date(2026, 1, 29), language="en", source="The Post",
        url="https://x.example/1",
    )  # fmt: skip


def test_rss_of_version_1_has_its_items_beside_the_channel() -> None:
    xml = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel>"
        "<title>P</title></channel><item><title>T</title><link>https://x/1</link><description>One.</description></item>"
        "</rdf:RDF>"
    )
    assert read(xml) == [Article(text="One.", title="T", source="P", url="https://x/1", id="https://x/1")]


@pytest.mark.parametrize(
    "content",
    [
        "<content type='html'>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</content>",
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One &amp; two.</p></div></content>",
        "<content type='text'>One &amp; two.</content>",
        "<content>One &amp; two.</content>",
        "<summary>One &amp; two.</summary>",
        "<summary>One.</summary><content type='html'>One &amp;amp; two.</content>",
    ],
)
def test_atom_in_its_spellings(content: str) -> None:
    xml = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><title>P</title><link rel='self' href='https://x/feed'/>"
        "<link href='https://x/'/><entry><id>urn:1</id><title type='html'>A &amp;amp; B</title>"
        "<link rel='edit' href='/e'/>"
        f"<link rel='alternate' href='/1'/><updated>2026-01-30T08:00:00Z</updated>"
        f"<published>2026-01-29T08:00:00Z</published>{content}</entry></feed>"
    )
    assert read(xml) == [
        Article(text="One & two.", title="A & B", published=date(2026, 1, 29), language="fr", source="P",
                url="https://x/1", id="urn:1")
    ]  # fmt: skip


def test_an_entry_without_a_text_fails_in_its_place() -> None:
    one, two, three = read(rss("<item><description>One.</description></item><item><guid>g</guid><title>T</title></item>"
                               "<item><description>T.</description><pubDate>soon</pubDate></item>"))  # fmt: skip
    assert isinstance(one, Article)
    assert [(type(item), item.id) for item in (two, three)] == [(Result, "g"), (Result, "a.xml:3")]


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY a{n} '{'&a;' * 9}'>" for n in range(9)) + "]>"


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (LAUGHS + "<nitf>&a8;</nitf>", "entities"),
        ("<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><nitf>&f;</nitf>", "entities"),
        ("<!DOCTYPE x [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'> %p;]><nitf/>", "entities"),
        ("<nitf>" * 300 + "</nitf>" * 300, "nested"),
        ("<rss>", "not well-formed"),
        ("<rss><channel/></rss>", "without entries"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "root element 'svg'"),
        ("<newsMessage/>", "no news item"),
        ("<nitf/>", "no text"),
        ("", "not well-formed"),
    ],
)
def test_what_is_not_read_is_said(xml: str, said: str) -> None:
    with pytest.raises(UnreadableArticleError, match=said):
        read(xml)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "gb18030"])
def test_every_encoding_is_read(encoding: str) -> None:
    declared = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?>"
    (article,) = read((declared + NITF.replace("One.", "Größe.")).encode(encoding))
    assert isinstance(article, Article)
    assert article.text.startswith("Größe.")


def test_entities_of_html_are_understood() -> None:
    (article,) = read("<nitf><body.content><p>caf&eacute;&nbsp;x &unknown; &amp;</p></body.content></nitf>")
    assert isinstance(article, Article)
    assert article.text == "café x &unknown; &"
