"""Documents: web pages, PDF, .docx, mail and Markdown become articles; what is none says so."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from datetime import date

import pytest

from summarizer import Article, MissingExtraError
from summarizer.article.readers.registry import read_source
from summarizer.article.readers.source import Source
from summarizer.errors import ArticleTooLargeError, UnreadableArticleError, UnsupportedFormatError
from tests.documents import PARAGRAPHS, TEXT, docx, page, paragraph, pdf


def read(data: bytes | str, name: str, **given: str | None) -> Article:
    (item,) = read_source(Source(name, data.encode() if isinstance(data, str) else data, **given))
    assert isinstance(item, Article)
    return item


PAGE = Article(
    text=TEXT, title="Reyes to visit Lisbon", published=date(2026, 1, 29), source="The Harbour Post", language="en"
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (page(), TEXT),
        (page(body="<table><tr><td>Ida Moe</td><td>1,204</td></tr></table>"), f"{TEXT}\nIda Moe 1,204"),
        (page(body="<script>var x = '<p>no</p>'</script></script>"), TEXT),
        (page(head="<style>p { color: red }</style><script>x</script>"), TEXT),
        ("<?xml version='1.0' encoding='utf-8'?>\n" + page(), TEXT),
        ("<!-- saved from a browser -->\n" + page(), TEXT),
        (page(body="<div class='comments'><p>I do not agree with it at all.</p></div>"), TEXT),
    ],
)
def test_a_web_page_gives_its_main_text(html: str, text: str) -> None:
    assert read(html, "a.html") == PAGE.model_copy(update={"text": text, "id": "a.html"})


def test_a_live_blog_that_a_script_shows_has_its_posts_as_linked_data() -> None:
    posts = [{"@type": "BlogPosting", "articleBody": f"<p>{one}</p>"} for one in PARAGRAPHS]
    data = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": posts})
    html = page(paragraphs=["Loading…"], head=f'<script type="application/ld+json">{data}</script>')
    assert read(html, "a.html").text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_a_web_page_in_any_encoding(encoding: str) -> None:
    declared = page(paragraphs=("Größe zählt nicht immer, sagte der Bürgermeister von München am Montag.", *PARAGRAPHS))
    data = declared.replace('charset="utf-8"', f'charset="{encoding.removesuffix("-sig")}"').encode(encoding)
    assert "Größe zählt" in read(data, "a.html").text
    assert "Größe zählt" in read(declared.encode("cp1252"), "a.html", charset="windows-1252").text


def test_the_address_is_that_of_the_page_or_of_its_link() -> None:
    linked = page(head='<link rel="canonical" href="https://post.example/reyes">')
    assert read(linked, "a.html").url == "https://post.example/reyes"
    assert read(page(), "https://post.example/a", url="https://post.example/a").url == "https://post.example/a"


@pytest.mark.parametrize(
    "html",
    ["<html></html>", "<!doctype html>", "<html><div id='app'></div><script>x</script></html>", "<p>"],
)
def test_a_page_without_an_article_says_so(html: str) -> None:
    with pytest.raises(UnreadableArticleError, match="without an article text"):
        read(html, "a.html")


def test_a_piece_of_a_page_is_taken_whole() -> None:
    assert read("<p>One &amp; two.</p><p>Three.</p>", "a.html").text == "One & two.\nThree."


LINES = [
    (50, 800, 18, "Reyes to visit Lisbon"),
    (50, 770, 11, "Foreign Minister Ana Reyes is to visit Lisbon next week,"),
    (50, 757, 11, "officials said on Monday. She will meet the mayor of the"),
    (50, 744, 11, "city."),
    (50, 725, 11, "She will open the new harbour (2026) there and meet its"),
    (50, 712, 11, "owners, who paid more than the caf\xe9 \x93Porto\x94 has cost as"),
]


def test_the_lines_of_a_pdf_file_are_joined_to_paragraphs() -> None:
    made = read(pdf(LINES, [(50, 800, 11, "was said before.")], title="Reyes to visit"), "a.PDF")
    assert made.text == (
        "Reyes to visit Lisbon\nForeign Minister Ana Reyes is to visit Lisbon next week, officials said on Monday. She "
        "will meet the mayor of the city.\nShe will open the new harbour (2026) there and meet its owners, who paid "
        "more than the café “Porto” has cost as was said before."
    )
    assert (made.title, made.published) == ("Reyes to visit", None)


def test_running_lines_of_a_pdf_file_are_left_out() -> None:
    pages = [[(50, 820, 9, "The Harbour Post"), (50, 700, 11, f"Words of page {w}."), (50, 20, 9, f"Page {n}")]
             for n, w in enumerate(("one", "two", "three"), start=1)]  # fmt: skip
    assert read(pdf(*pages), "a.pdf").text == "Words of page one.\nWords of page two.\nWords of page three."


@pytest.mark.parametrize("title", ["Microsoft Word - a.docx", "untitled", "story.indd", "Document1", ""])
def test_a_title_that_a_program_made_is_none(title: str) -> None:
    assert read(pdf(LINES, title=title), "a.pdf").title is None


@pytest.mark.parametrize(
    ("data", "said"),
    [(pdf([]), "no text"), (b"%PDF-1.4\nbroken", "not a valid PDF"), (pdf(LINES)[:300], "not a valid PDF|no text"),
     (b"no PDF at all", "not a PDF")],
)  # fmt: skip
def test_what_is_no_readable_pdf_file_says_so(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableArticleError, match=said):
        read(data, "a.pdf")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("One.") + paragraph("Two."), "One.\nTwo."),
        ("<w:p><w:r><w:t>On</w:t></w:r><w:r><w:t>e.</w:t></w:r></w:p>", "One."),
        (
            "<w:p><w:ins><w:r><w:t>New.</w:t></w:r></w:ins><w:del><w:r><w:delText>Old.</w:delText></w:r></w:del></w:p>",
            "New.",
        ),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + paragraph("Held.") + "</w:sdtContent></w:sdt>", "Held."),
        ("<w:p><w:hyperlink><w:r><w:t>Link.</w:t></w:r></w:hyperlink></w:p>", "Link."),
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p>", "a\nb c"),
        (
            "<w:tbl><w:tr><w:tc>" + paragraph("Moe") + "</w:tc><w:tc>" + paragraph("7") + "</w:tc></w:tr></w:tbl>",
            "Moe 7",
        ),
        (paragraph("A & B <c>"), "A & B <c>"),
        ("<w:p/><w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>" + paragraph("One."), "One."),
        (paragraph("Head", "Heading1") + paragraph("One."), "Head\nOne."),
    ],
)
def test_every_text_of_a_docx_file_is_read(body: str, text: str) -> None:
    assert read(docx(body), "a.docx").text == text


def test_a_docx_file_has_a_title_by_style_or_by_its_properties() -> None:
    core = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>P</dc:title><dc:language>en-US</dc:language></c>'
    made = read(docx(paragraph("One."), core), "a.docx")
    assert (made.title, made.language, made.published) == ("P", "en", None)
    assert read(docx(paragraph("Styled", "Title") + paragraph("One."), core), "a.docx").title == "Styled"
    assert read(docx(paragraph("One."), "<broken"), "a.docx").title is None


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 60_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (docx(""), UnreadableArticleError),
        (docx(paragraph("One."))[:200], UnreadableArticleError),
        (docx("<w:p>broken"), UnreadableArticleError),
        (b"PK\x03\x04", UnreadableArticleError),
        (b"no zip", UnsupportedFormatError),
        (_bomb(), ArticleTooLargeError),
    ],
)
def test_what_is_no_readable_docx_file_says_so(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(data, "a.docx")


def mail(body: str, *headers: str) -> str:
    given = ("From: The Post <news@post.example>", "Subject: Reyes", "Date: Thu, 29 Jan 2026 08:00:00 +0100", *headers)
    return "\r\n".join((*given, "", body))


WRAPPED = (
    "Foreign Minister Ana Reyes is to visit Lisbon next week, officials said on\r\nMonday in the capital.\r\n\r\nNext."
)
UNWRAPPED = "Foreign Minister Ana Reyes is to visit Lisbon next week, officials said on Monday in the capital.\nNext."
PARTS = "--b\r\nContent-Type: text/plain\r\n\r\n{}\r\n"
PARTS += "--b\r\nContent-Type: text/html\r\n\r\n<p>{}</p><p>Next.</p>\r\n--b--\r\n"
MULTIPART = 'Content-Type: multipart/alternative; boundary="b"'
MIXED = 'Content-Type: multipart/mixed; boundary="b"'
ATTACHED = "--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--b\r\nContent-Type: {}\r\n{}\r\n--b--\r\n"
LONG = " ".join(["word"] * 25)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (mail(WRAPPED), UNWRAPPED),
        (mail(WRAPPED + "\r\n-- \r\nThe Post\r\n"), UNWRAPPED),
        (mail("<p>One &amp; two.</p><p>Three.</p>", "Content-Type: text/html"), "One & two.\nThree."),
        (mail("Gr=FC=DFe =\r\naus K=F6ln", "Content-Type: text/plain; charset=iso-8859-1",
              "Content-Transfer-Encoding: quoted-printable"), "Grüße aus Köln"),
        (mail("T25lLg==", "Content-Transfer-Encoding: base64"), "One."),
        (mail(PARTS.format("See the web.", "One &amp; two."), MULTIPART), "One & two.\nNext."),
        (mail(PARTS.format(LONG, "Other."), MULTIPART), LONG),
        (mail(ATTACHED.format("text/plain", f"Content-Disposition: attachment\r\n\r\n{LONG}"), MIXED), LONG),
        (mail(ATTACHED.format("message/rfc822", f"\r\n{mail(LONG)}"), MIXED), LONG),
        (mail("- one\r\n- two\r\n"), "- one\n- two"),
        (mail(f"{LONG} gov-\r\nernment and a well-\r\nknown man."), f"{LONG} government and a well-\nknown man."),
        (mail(f"{LONG} a well-\r\nknown man -\r\nnot Hale."), f"{LONG} a well-known man -\nnot Hale."),
        (mail("One.", "Content-Type: text/plain; charset=no-such"), "One."),
        (mail("One.", "Content-Type: text/plain; charset*=utf-8''x%00"), "One."),
    ],
)  # fmt: skip
def test_a_message_gives_its_text(message: str, text: str) -> None:
    assert read(message, "a.eml") == Article(
        text=text, title="Reyes", published=date(2026, 1, 29), source="The Post", id="a.eml"
    )


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"), ("=?iso-8859-1?B?R3L832U=?=", "Grüße"),
        ("=?no-such?q?x?=", "=?no-such?q?x?="), ("=?utf-8?q?broken", "=?utf-8?q?broken"), ("", None),
    ],
)  # fmt: skip
def test_a_subject_in_any_spelling(header: str, title: str | None) -> None:
    assert read(f"Subject: {header}\r\nDate: soon\r\n\r\nOne.", "a.eml") == Article(
        text="One.", title=title, id="a.eml"
    )


@pytest.mark.parametrize("message", ["", "Subject: x\r\n\r\n", mail("AAAA", "Content-Type: image/png")])
def test_a_message_without_a_text_says_so(message: str) -> None:
    with pytest.raises(UnreadableArticleError, match="without a text"):
        read(message, "a.eml")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("One *two*\nthree [four](http://x).", {"text": "One two three four."}),
        ("# Head\n\nOne.", {"title": "Head", "text": "One."}),
        ("Head\n====\n\nOne.", {"title": "Head", "text": "One."}),
        ("One.\n\n# Later\n\nTwo.", {"text": "One.\nLater\nTwo."}),
        ("---\ntitle: 'T'\ndate: 2026-01-29\nlang: en-GB\n---\nOne.", {
            "title": "T", "published": date(2026, 1, 29), "language": "en", "text": "One."}),
        ("---\ndate: soon\n---\nOne.", {"text": "One."}),
        ("---\npublished: 29. Januar 2026\ndate: soon\n---\nOne.", {"text": "One.", "published": date(2026, 1, 29)}),
        ("The gov-\nernment met a well-\nknown man.", {"text": "The government met a well-known man."}),
        ("- one\n- two\n\n1. three", {"text": "one\ntwo\nthree"}),
        ("| a | b |\n|---|---|\n| c | d |", {"text": "a b\nc d"}),
        ("One<br>two &amp; <b>three</b>", {"text": "One\ntwo & three"}),
        ("> Quoted\n> text", {"text": "Quoted text"}),
        ("![picture](x.png) One \\* two.", {"text": "One * two."}),
        ("", {"text": ""}),
    ],
)  # fmt: skip
def test_markdown_gives_its_text(markdown: str, expected: dict[str, object]) -> None:
    assert read(markdown, "a.md") == Article.model_validate({**expected, "id": "a.md"})


@pytest.mark.parametrize(
    ("data", "name", "module"),
    [
        (page(), "a.html", "trafilatura"),
        (pdf(LINES), "a.pdf", "pypdfium2"),
        (b"Gr\xfc\xdfe aus K\xf6ln", "a.txt", "chardet"),
    ],
)
def test_without_the_extra_the_error_names_it(
    data: bytes | str, name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match="newsroom-summarizer\\[readers\\]"):
        read(data, name)
