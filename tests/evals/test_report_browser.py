"""The report in a real browser: the pane that it shares with the page of a brief, and accessibility."""

from __future__ import annotations

import pytest

from evals.data.cases import load_cases
from evals.data.runs import Run
from evals.reporting import build_report
from evals.scoring.synthetic import brief_of_gold
from tests.browser import opened, started

pytestmark = pytest.mark.browser

CASES = load_cases()[:3]


@pytest.fixture(scope="module")
def browser():
    with started() as browser:
        yield browser


@pytest.fixture
def html() -> str:
    def run(name: str, step: int) -> Run:
        briefs = {case.id: brief_of_gold(case) for case in CASES}
        return Run(name, {k: b.model_copy(update={"events": b.events[::step]}) for k, b in briefs.items()})

    return build_report([run("one", 1), run("two", 2)], CASES)


def test_items_and_sentences_of_the_chosen_run_mark_each_other(browser, html, tmp_path):
    with opened(browser, html, tmp_path) as page:
        case = "details.case[open]"
        item = page.locator(f"{case} .panel.of-0 .item").first
        item.locator(".badge").click()
        marked = page.locator(f"{case} mark.on")
        assert marked.count() > 0
        refs = set(str(item.get_attribute("data-refs")).split())
        assert all(refs & set(str(m.get_attribute("data-refs")).split()) for m in marked.all())
        page.keyboard.press("Escape")
        assert page.locator(".on").count() == 0
        page.check("#run-1")
        page.locator(f"{case} .text mark").first.click()
        chosen = page.locator(f"{case} .item.on").all()
        assert chosen
        assert all(e.evaluate("e => Boolean(e.closest('.of-1'))") for e in chosen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser, html, tmp_path, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with opened(browser, html, tmp_path, color_scheme=scheme, bypass_csp=True) as page:
        found = axe.Axe().run(page.tab)
        assert [(v["id"], [n["html"][:150] for n in v["nodes"]][:4]) for v in found.response["violations"]] == []
