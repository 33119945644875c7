"""The page of a brief: well-formed, self-contained, complete without a script, and nothing in it but text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.article.plain import plain
from summarizer.output.page.marks import Mark, exact, pane, segments
from summarizer.schema import Article, Brief, BriefArticle, Failure, Result
from tests import briefs

VOID = {"meta", "link", "br", "input", "img", "hr"}


class Page(HTMLParser):
    """Check the nesting of tags, and keep what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = self.article = self.data = ""
        self.feed(html)
        self.close()
        assert not self.stack, f"left open: {self.stack}"

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice: {attrs}"
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        if tag not in VOID:
            self.stack.append(f"{tag}.{values.get('class') or values.get('id', '')}")

    def handle_endtag(self, tag):
        assert self.stack, f"</{tag}> without a start"
        assert self.stack.pop().split(".")[0] == tag

    def handle_data(self, data):
        if "script.data" in self.stack:
            self.data += data
        elif not any(entry.startswith(("script", "style")) for entry in self.stack):
            self.text += data
        if "div.text" in self.stack and "sup.notes" not in self.stack:
            self.article += data

    def ids(self, tag="", **values):
        """Return the ids of the elements with this tag and these attributes."""
        return [
            has.get("id", "")
            for name, has in self.tags
            if (not tag or name == tag) and all(has.get(k, "").startswith(v) for k, v in values.items())
        ]

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(briefs.brief().to_html())


@pytest.mark.parametrize("make", [briefs.brief, briefs.hostile_brief, briefs.large_brief])
def test_the_page_is_well_formed_and_every_link_leads_somewhere(make) -> None:
    page = Page(make().to_html())
    ids = [has["id"] for _, has in page.tags if "id" in has]
    assert len(ids) == len(set(ids))
    assert {has["href"][1:] for _, has in page.tags if has.get("href", "").startswith("#")} <= set(ids)
    assert {ref for _, has in page.tags for ref in has.get("aria-labelledby", "").split()} <= set(ids)


@pytest.mark.parametrize("make", [briefs.brief, briefs.hostile_brief])
def test_the_page_asks_for_nothing_from_outside(make) -> None:
    page = Page(make().to_html())
    for tag, has in page.tags:
        assert not {"src", "srcset", "style"} & has.keys()
        assert not any(name.startswith("on") for name in has), has
        if "href" in has and tag != "a":
            assert has["href"] == "data:,"
    style = re.search(r"<style>(.*?)</style>", page.html, re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_the_article_is_there_word_for_word_and_every_item_with_all_that_the_brief_says(page) -> None:
    brief = briefs.brief()
    assert page.article == brief.article.text
    for event in brief.events:
        assert event.summary in page.words
        assert event.status.value in page.words
    for c in brief.commitments:
        assert f"{brief.names(c.by)}: {c.action}" in page.words
    for words in (
        "2026-01-26 (“on Monday”)", "2026-02-02 to 2026-02-08 (“next week”", "“soon”, no day known", "Madrid",
        "40 million euros", "By Ana Reyes, Tom Hale", "In E1 E2 C1",
        "Foreign Minister", "More came.", "the sentence only asks", "m-1", "The Example",
        "1 of 5 parts of the article were not read (RateLimitedError)",
    ):  # fmt: skip
        assert words in page.words, words


def test_weak_support_and_what_is_missing_are_told_where_the_item_is(page) -> None:
    assert "Supports 50 % of the claim" in page.words
    assert "CHECK: no cited sentence has it: 300" in page.words
    assert page.ids("li", **{"data-check": "yes"}) == ["e2", "c1"]


def test_days_that_a_model_guesses_or_reads_otherwise_are_told(page) -> None:
    assert "Due by 2026-06-30 (“by June”; ? by the model)" in page.words
    assert "CHECK: the days of “by June” are a guess of the model" in page.words
    assert "CHECK: the model reads “next week” as 2026-02-01 to 2026-02-07" in page.words


def test_an_item_leads_to_its_evidence_and_the_evidence_to_its_items(page) -> None:
    brief = briefs.brief()
    marks = {has["id"]: has["data-refs"].split() for tag, has in page.tags if tag == "mark" and "id" in has}
    cited = {ref for refs in marks.values() for ref in refs}
    assert {"e1", "e2", "e3", "c1", "c2", "a1", "a2", "a3", "d1"} == cited
    noted = re.findall(r'<sup class="notes">(.*?)</sup>', page.html)
    assert [re.findall(r'href="#(\w+)"', note) for note in noted] == [["e1"], ["c1"], ["e2", "c2"], ["e3"]]
    assert len(page.ids("li", **{"class": "item"})) == 9
    # Two items rest on one sentence, and both say so.
    assert [brief.events[1].evidence[0].quote in page.article] == [True]


def test_what_was_left_out_leads_to_the_sentence_it_cited(page) -> None:
    marked = re.search(r'<mark class="dropped" data-refs="d1" id="(\w+)">Is more to come\?</mark>', page.html)
    assert marked is not None
    assert f'<a href="#{marked[1]}">More came.</a>' in page.html


def test_the_timeline_is_in_order_and_shows_the_day_of_publication(page) -> None:
    timeline = re.search(r'<ol class="timeline">(.*?)</ol>', page.html, re.DOTALL)
    assert timeline is not None
    days = re.findall(r'<li class="(\w+)".*?<span class="days">(.*?)</span>', timeline[1])
    assert days == [
        ("event", "2026-01-26"),
        ("published", "2026-01-29"),
        ("event", "2026-02-02 to 2026-02-08"),
        ("commitment", "by 2026-06-30 ?"),
    ]
    assert "2 without a day" in page.words


def test_hostile_text_stays_text_also_in_the_data() -> None:
    brief = briefs.hostile_brief()
    page = Page(brief.to_html())
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert not [tag for tag, _ in page.tags if tag == "img"]
    assert not [has for _, has in page.tags if "javascript:" in has.get("href", "")]
    assert "49" not in page.text
    assert "\u202e" not in page.html
    assert "\u0007" not in page.html
    assert page.text.count(plain(briefs.HOSTILE)) >= 8
    assert Brief.model_validate(json.loads(page.data)["brief"]) == brief


def test_an_address_is_linked_only_if_it_is_of_the_web(page) -> None:
    assert [has["href"] for tag, has in page.tags if tag == "a" and "rel" in has] == ["https://news.example/1"]


def test_a_quote_that_is_not_at_its_offsets_is_told_and_not_marked() -> None:
    brief = briefs.brief()
    moved = brief.events[0].evidence[0].model_copy(update={"start": 3, "end": 9_999})
    event = brief.events[0].model_copy(update={"evidence": (moved,)})
    page = Page(brief.model_copy(update={"events": (event, *brief.events[1:])}).to_html())
    assert "the article does not have this quote at 3 to 9999" in page.words
    assert page.article == brief.article.text


def test_a_brief_without_the_text_of_its_article_shows_its_quotes() -> None:
    brief = briefs.brief()
    article = brief.article.model_copy(update={"text": None})
    page = Page(brief.model_copy(update={"article": article}).to_html())
    assert "saved without the text of the article" in page.words
    assert all(e.quote in page.words for item in (*brief.events, *brief.commitments) for e in item.evidence)
    assert not page.ids("mark")


@pytest.mark.parametrize(
    "text",
    ["a\r\nb\rc \u2028d\te\n\nf", "שלום עולם אמר דובר", "می‌خواهم 👩‍👩‍👧", "\ud800 lone", " edge ", "x\x1b[31mred"],
)
def test_any_text_is_shown_with_its_lines_and_without_what_steers(text: str) -> None:
    brief = briefs.brief()
    article = BriefArticle.of(Article(text=text))
    bare = {"events": (), "commitments": (), "actors": (), "dropped": (), "headline": text, "article": article}
    page = Page(brief.model_copy(update=bare).to_html())
    page.html.encode("utf-8")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [plain(line) for line in page.article.split("\n")] == [plain(line) for line in lines]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page.html)


def test_the_page_of_the_same_brief_is_the_same_and_small_even_of_a_long_article() -> None:
    brief = briefs.large_brief()
    html = brief.to_html()
    assert html == brief.to_html()
    assert len(html) < 500_000


def test_a_notebook_shows_the_page_in_a_frame_that_reaches_nothing_around_it() -> None:
    brief = briefs.hostile_brief()
    frame = Page(brief._repr_html_())
    [(tag, has)] = frame.tags
    assert tag == "iframe"
    assert has["sandbox"] == "allow-scripts allow-downloads"
    assert has["srcdoc"] == brief.to_html()
    assert "Tom Hale" in briefs.brief()._repr_markdown_()


def test_a_result_shows_its_brief_or_its_error() -> None:
    brief = briefs.brief()
    assert Result(id="x", brief=brief)._repr_html_() == brief._repr_html_()
    assert Result(id="x", brief=brief)._repr_markdown_() == brief._repr_markdown_()
    failed = Result(id="<b>x</b>", failure=Failure(error="EmptyArticleError", message="the *article* is <empty>"))
    assert Page(failed._repr_html_()).words == "<b>x</b> has no brief: EmptyArticleError: the *article* is <empty>"
    assert "has no brief: EmptyArticleError: the \\*article\\* is \\<empty>" in failed._repr_markdown_()


@settings(deadline=None)
@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=8))
def test_segments_join_to_the_text_and_hold_exactly_their_marks(text, spans):
    marks = [Mark(start, end, f"r{n}", f"s{n % 3}") for n, (start, end) in enumerate(spans)]
    found = segments(text, marks)
    assert "".join(segment.text for segment in found) == text
    place = 0
    for segment in found:
        assert segment.text
        covering = {m.ref for m in marks if m.start <= place and place + len(segment.text) <= m.end}
        assert set(segment.refs) == covering
        assert bool(segment.styles) == bool(covering)
        place += len(segment.text)


def test_ids_are_given_where_marks_start_and_notes_where_evidence_ends() -> None:
    made = pane("one two three", [Mark(0, 7, "e1", "event"), Mark(4, 7, "a1", "actor")], "m", exact, {"e1"})
    assert [(str(piece.html), piece.anchor, piece.notes) for piece in made.pieces] == [
        ("one ", "m0", ()), ("two", "m1", ("e1",)), (" three", None, ()),
    ]  # fmt: skip
    assert made.anchors == {"e1": "m0", "a1": "m1"}
    assert made.at == {0: "m0", 4: "m1"}
