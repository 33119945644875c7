"""Markup: lines of blocks, cells apart, and nothing swallowed by what is broken."""

from __future__ import annotations

import time
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.article.readers.markup import looks_like_markup, text_of_markup, text_of_tree

PIECES = st.lists(
    st.sampled_from([
        "<p>", "</p>", "<", ">", "<a href=", '"', "'", "=", "<!--", "-->", "<script>", "</script>", "x", "&",
                     "<![CDATA[", "]]>", "&lt;p&gt;", "<?", "<td>", "<pre>", "/", "\n", " ",
    ]), max_size=60,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>A</p></script><p>B</p>", "A\nB"),
        ("<p>A</p></style><p>B</p></style>", "A\nB"),
        ("<p>A</p></p></div><p>B</p>", "A\nB"),
        ("<p>A</p><script>x = '<p>no</p>'</script><p>B</p>", "A\nB"),
        ("<p>A</p><SCRIPT>x</Script><p>B</p>", "A\nB"),
        ("<p>A</p><script>never closed<p>B</p>", "A\nB"),
        ("<p>A</p><style>p {} <div>B</div>", "A\nB"),
        ("<p>A</p><script src='x'/><p>B</p>", "A\nB"),
        ("<p>A<!-- note --></p><!-- never closed <p>B</p>", "A\nnever closed\nB"),
        ("<p>A</p><iframe src='x'>no</iframe><noscript><img></noscript><p>B</p>", "A\nB"),
        ("<p>A <b>bold<p>B", "A bold\nB"),
        ("<p>A</p><p title='x > y'>B</p>", "A\nB"),
        ("<p>A</p><p title=\"unclosed>B</p>", "A\nB"),
        ("<p>A</p <p>B</p>", "A</p\nB"),
        ("A <!DOCTYPE html><?xml version='1.0'?>B", "A B"),
    ],
)  # fmt: skip
def test_broken_markup_swallows_nothing(markup: str, text: str) -> None:
    assert text_of_markup(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<td>Ida Moe</td><td>1,204</td>", "Ida Moe 1,204"),
        ("<tr><th>Name</th><th>Votes</th></tr><tr><td>Moe</td><td>7</td></tr>", "Name Votes\nMoe 7"),
        ("<table><tr><td><p>Moe</p></td><td><p>7</p></td></tr></table>", "Moe\n7"),
        ("<dl><dt>When</dt><dd>Now</dd></dl>", "When\nNow"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("One<br>Two<br/>Three<BR />Four", "One\nTwo\nThree\nFour"),
        ("<section>One</section><section>Two</section>", "One\nTwo"),
        ("<figure><img alt='x'><figcaption>Seen</figcaption></figure><p>One</p>", "Seen\nOne"),
        ("<h2>Head</h2>Text<hr>More", "Head\nText\nMore"),
        ("<pre>one\ntwo</pre>", "one\ntwo"),
        ("<p>one\n two <b>three</b>.</p>", "one two three."),
        ("<p>H<sub>2</sub>O and re<i>cov</i>er</p>", "H2O and recover"),
        ("<p>One</p>\u2028<p>Two</p>", "One\nTwo"),
    ],
)
def test_blocks_are_lines_and_cells_are_apart(markup: str, text: str) -> None:
    assert text_of_markup(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("caf&eacute;", "café"),
        ("5&nbsp;km", "5 km"),
        ("&#8220;Yes&#x201d;", "“Yes”"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\nTwo"),
        ("a &lt; b", "a < b"),
        ("AT&T and R&D", "AT&T and R&D"),
        ("&copy 2026", "© 2026"),
        ("&#0;&#x110000;", "\ufffd\ufffd"),
        ("<![CDATA[a & b < c]]>", "a & b < c"),
        ("3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
    ],
)
def test_entities_are_decoded_once(markup: str, text: str) -> None:
    assert text_of_markup(markup) == text


@given(PIECES | st.text())
def test_any_markup_gives_a_text(markup: str) -> None:
    assert "\n\n" not in text_of_markup(markup)
    looks_like_markup(markup)


@given(st.lists(st.text("abc &", min_size=1).map(str.strip).filter(bool), max_size=6))
def test_the_words_of_paragraphs_are_kept(paragraphs: list[str]) -> None:
    markup = "".join(f"<p>{one.replace('&', '&amp;')}</p>" for one in paragraphs)
    assert text_of_markup(markup).split() == " ".join(paragraphs).split()


@pytest.mark.parametrize(
    "piece",
    ["<a ", '<a x="', "<!--", '<a x=">" ', "<![CDATA[", "<", "</script", "<script>", "<a x='\"<b y=\"'", "&lt;p", "&"],
)
def test_the_time_is_linear(piece: str) -> None:
    started = time.perf_counter()
    text_of_markup(piece * 100_000)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<div><p>One <em>two</em> three</p><p>Four</p></div>", "One two three\nFour"),
        ("<x xmlns='urn:x'><tr><td>a</td><td>b</td></tr>tail</x>", "a b\ntail"),
        ("<html><head><title>T</title></head><body><script>x</script>One</body></html>", "One"),
        ("<a>One<!-- no -->Two<?no?>Three</a>", "OneTwoThree"),
    ],
)
def test_trees_are_read_alike(xml: str, text: str) -> None:
    assert text_of_tree(fromstring(xml)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<p>One</p>", True), ("a &lt;br&gt; b", True), ("3 < 4", False), ("<3 you", False), ("x <b>y</b>", True),
     ("if a<b and b>c", False), ("mail <ida@x.example>", False)],
)  # fmt: skip
def test_markup_is_told_from_text(text: str, expected: bool) -> None:
    assert looks_like_markup(text) is expected
