"""The HTML report: well-formed, self-contained, complete, and true to the article's text."""

from __future__ import annotations

import random
import re
import time
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.data.cases import Case, load_cases
from evals.data.runs import Run, RunError, save_run
from evals.reporting import build_report, write_report
from evals.reporting.marks import named_at
from evals.scoring.synthetic import brief_of_gold
from summarizer.schema import Attempt, Doubt, Dropped, EventType, Failure

CASES = load_cases()
SEED = next(case for case in CASES if case.id == "seed-critical-minerals")
VOID = {"meta", "link", "br", "input", "img", "hr"}


class Page(HTMLParser):
    """Check the nesting of tags, and keep what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, dict[str, str]]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self.case = ""
        self.feed(html)
        self.close()
        assert not self.stack, f"left open: {self.stack}"

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice: {attrs}"
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        if tag == "details" and values.get("class") == "case":
            self.case = values["data-name"]
            self.texts[self.case] = ""
        if tag not in VOID:
            self.stack.append((tag, values))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        assert self.stack, f"</{tag}> without a start"
        assert self.stack.pop()[0] == tag

    def handle_data(self, data):
        if any(values.get("class") == "text" for _, values in self.stack):
            self.texts[self.case] += data


def worsened(case: Case, seed: int):
    """Return gold with items dropped and added, days shifted, promisors and types mistaken."""
    chance, brief = random.Random(f"{seed}{case.id}"), brief_of_gold(case)

    def shifted(when):
        if when is None or when.start is None or chance.random() < 0.5:
            return when
        return when.model_copy(update={"start": when.start + timedelta(days=1), "end": when.end + timedelta(days=1)})

    ids = [actor.id for actor in brief.actors]
    events = [
        e.model_copy(update={"when": shifted(e.when), "type": chance.choice([e.type, EventType.OTHER])})
        for e in brief.events if chance.random() < 0.7
    ]  # fmt: skip
    invented = brief.events[-1].model_copy(
        update={"id": "x1", "summary": "Officials <b>praised</b> the weather", "main": False}
    )
    doubtful = (Doubt(field="summary", claimed="forty", reason="no cited sentence has it"),)
    events.append(invented.model_copy(update={"unsupported": doubtful}))
    commitments = [
        c.model_copy(update={"by": (chance.choice(ids),), "due": shifted(c.due)})
        for c in brief.commitments if chance.random() < 0.7
    ]  # fmt: skip
    dropped = Dropped(item="event", claim="Something else", reason="the sentences that it cites lack Paris, 30")
    attempts = (Attempt(model="m", outcome="ok", seconds=3.5, prompt_tokens=900, completion_tokens=100),)
    return brief.model_copy(
        update={
            "events": tuple(events), "commitments": tuple(commitments), "dropped": (dropped,),
            "provenance": brief.provenance.model_copy(update={"attempts": attempts}),
        }
    )  # fmt: skip


def worsened_run(name: str, seed: int) -> Run:
    return Run(name, {case.id: worsened(case, seed) for case in CASES}, {"model": "tiny"})


def with_failure(run: Run, case: str) -> Run:
    failure = Failure(error="TruncatedAnswerError", message="the answer ran into the limit")
    return Run(run.name, {**run.outcomes, case: failure}, run.about)


@pytest.fixture(scope="module")
def html() -> str:
    first = with_failure(worsened_run("first", 1), CASES[3].id)
    return build_report([first, worsened_run("second", 2)], CASES)


@pytest.fixture(scope="module")
def page(html) -> Page:
    return Page(html)


def hostile_case() -> Case:
    text = '<script>alert(1)</script> said & "agreed" on Monday.\r\nThe </div> group will pay {{ 7 * 7 }} &amp; more.\n'
    return Case.model_validate(
        {
            "id": "hostile",
            "attribution": {"source": "<i>x</i>", "url": "javascript:alert(1)"},
            "article": {"title": "<img src=x onerror=alert(1)>", "text": text, "published": "2026-01-26"},
            "gold": {
                "actors": [
                    {"id": 'a"1 <', "name": "<script>alert(1)</script>", "kind": "group", "role": None,
                     "affiliation": None, "mentions": ["<script>alert(1)</script>"]},
                ],
                "events": [
                    {"id": "e 1", "summary": "</script><script>alert(2)</script>", "type": "other",
                     "status": "occurred", "date": None, "place": None, "agents": ['a"1 <'], "others": [], "main": True,
                     "evidence": ['<script>alert(1)</script> said & "agreed" on Monday.']},
                    {"id": "e2", "summary": "agreed on Monday", "type": "agreement", "status": "occurred",
                     "date": {"text": "Monday", "start": "2026-01-26", "end": "2026-01-26"}, "place": None,
                     "agents": [], "others": [], "main": False, "evidence": ['"agreed" on Monday']},
                ],
                "commitments": [],
            },
        }
    )  # fmt: skip


def test_the_page_is_well_formed_and_its_ids_are_unique(page):
    ids = [values["id"] for _, values in page.tags if "id" in values]
    assert len(ids) == len(set(ids))
    targets = {values["href"][1:] for _, values in page.tags if values.get("href", "").startswith("#")}
    assert targets <= set(ids)
    labelled = {values["for"] for tag, values in page.tags if tag == "label" and "for" in values}
    assert labelled <= set(ids)


def test_the_page_asks_for_nothing_from_outside(html, page):
    for tag, values in page.tags:
        assert "src" not in values
        assert "srcset" not in values
        assert not any(name.startswith("on") for name in values), values
        if "href" in values and tag != "a":
            assert values["href"] == "data:,"
    # The originals of the articles are linked to, never loaded.
    linked = {values["href"] for tag, values in page.tags if tag == "a" and "://" in values.get("href", "")}
    assert linked <= {case.attribution.url for case in CASES}
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_the_highlighted_text_is_the_text_of_the_article(page):
    assert page.texts == {case.id: case.article.text for case in CASES}


def test_script_in_an_article_is_text():
    case = hostile_case()
    html = build_report([Run("<b>run</b>", {"hostile": worsened(case, 1)}, {"<k>": "</dl>"})], [case])
    page = Page(html)
    assert page.texts == {"hostile": case.article.text}
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert "<script>alert" not in html
    assert not [tag for tag, _ in page.tags if tag in {"img", "b", "i"}]
    assert not [values for _, values in page.tags if "javascript:" in values.get("href", "")]


def test_every_case_is_there_the_worst_of_the_first_run_first(page):
    shown = [values["data-name"] for tag, values in page.tags if values.get("class") == "case"]
    assert sorted(shown) == [case.id for case in CASES]
    assert shown[0] == CASES[3].id


def test_failures_faults_and_dropped_items_are_named(html):
    assert html.count("the answer ran into the limit") == 1
    for words in (
        "TruncatedAnswerError", "wrong date", "wrong type", "promisor", "its evidence lacks: forty",
        "the sentences that it cites lack Paris, 30", "Officials &lt;b&gt;praised&lt;/b&gt; the weather",
        "second compared with first",
    ):  # fmt: skip
        assert words in html, words


def test_an_item_leads_to_its_evidence():
    html = build_report([Run("gold", {SEED.id: brief_of_gold(SEED)})], [SEED])
    page = Page(html)
    marked = {ref for tag, values in page.tags if tag == "mark" for ref in values["data-refs"].split()}
    items = [values for _, values in page.tags if values.get("class", "").startswith("item ")]
    assert len(items) == len(SEED.gold.actors) + len(SEED.gold.events) + len(SEED.gold.commitments)
    assert {values["class"] for values in items} == {"item right"}
    assert all(set(values["data-refs"].split()) <= marked for values in items)
    assert "Nothing: every item agrees with gold." in html


def test_a_quote_that_is_not_at_its_offsets_is_told_and_not_marked():
    brief = brief_of_gold(SEED)
    event = brief.events[0]
    moved = event.model_copy(
        update={"evidence": (event.evidence[0].model_copy(update={"start": 3, "end": 9_999_999}),)}
    )
    run = Run("moved", {SEED.id: brief.model_copy(update={"events": (moved, *brief.events[1:])})})
    html = build_report([run], [SEED])
    assert "the article does not have this quote at 3…9999999" in html
    assert Page(html).texts == {SEED.id: SEED.article.text}


def test_a_case_that_a_run_lacks_is_shown_as_such_and_runs_without_a_common_case_are_not_compared():
    one, two = CASES[0], CASES[1]
    html = build_report(
        [Run("same", {one.id: brief_of_gold(one)}), Run("same", {two.id: brief_of_gold(two)})], [one, two]
    )
    assert html.count("This run has no outcome for this article.") == 2
    assert "The two runs share no case." in html
    assert "same (2)" in html
    Page(html)


def test_a_report_needs_a_run_that_has_one_of_the_cases():
    with pytest.raises(ValueError, match="no runs"):
        build_report([], CASES)
    with pytest.raises(RunError, match="none of these cases"):
        build_report([Run("empty", {})], CASES)


def test_a_report_of_the_same_runs_is_the_same(html):
    first = with_failure(worsened_run("first", 1), CASES[3].id)
    assert build_report([first, worsened_run("second", 2)], CASES) == html


def test_the_report_is_written_quickly_and_is_small(tmp_path):
    runs = [worsened_run(f"run {n}", n) for n in range(3)]
    started = time.process_time()
    path = write_report(runs[:2], CASES, tmp_path / "new" / "report.html")
    assert time.process_time() - started < 5
    assert [file.name for file in path.parent.iterdir()] == ["report.html"]
    assert write_report(runs, CASES, path).stat().st_size < 5_000_000


def test_the_command_writes_the_file_and_names_what_is_wrong(tmp_path):
    saved = save_run(worsened_run("saved", 1), tmp_path)
    out = tmp_path / "report.html"
    result = CliRunner().invoke(app, ["report", str(saved), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    result = CliRunner().invoke(app, ["report", str(tmp_path / "none.jsonl"), "--out", str(out)])
    assert result.exit_code == 2
    assert "no run" in result.output
    result = CliRunner().invoke(app, ["report", str(saved), "--out", str(tmp_path)])
    assert result.exit_code == 2


def test_an_actor_is_marked_where_it_is_named_as_a_word():
    assert list(named_at(["US", ""], "US and RUSSIA, the US.")) == [(0, 2), (19, 21)]
    assert list(named_at(["東京"], "昨日東京で")) == [(2, 4)]


def test_a_shifted_date_is_told_as_what_it_is():
    case = hostile_case()
    brief = brief_of_gold(case)
    day = date(2026, 1, 27)
    events = tuple(
        e if e.when is None else e.model_copy(update={"when": e.when.model_copy(update={"start": day, "end": day})})
        for e in brief.events
    )
    html = build_report([Run("late", {"hostile": brief.model_copy(update={"events": events})})], [case])
    assert "2026-01-27…2026-01-27" in html
    assert '<span class="badge">wrong date</span>' in html
