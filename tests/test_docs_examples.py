"""Every block of Python in the documentation runs, against an endpoint on loopback in place of the model."""

from __future__ import annotations

import ast
import asyncio
import inspect
import logging
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from summarizer.testing import Body, ScriptedEndpoint
from tests.documents import page as html_page
from tests.pages import PAGES, Block, Page
from tests.samples import DRAFT, TEXT

WITH_PYTHON = [page for page in PAGES if any(block.language == "python" for block in page.blocks)]


def draft_for(body: Body) -> dict[str, Any]:
    """A draft in the form that the request asks for."""
    return DRAFT if "response_format" in body else "D"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedEndpoint]:
    """The endpoint that stands in for every model, also where the environment chooses it."""
    with ScriptedEndpoint(draft_for) as endpoint:
        monkeypatch.setenv("SUMMARIZER_BASE_URL", endpoint.base_url)
        monkeypatch.setenv("SUMMARIZER_MODEL", "stand-in")
        yield endpoint


@pytest.fixture
def _logging() -> Iterator[None]:
    """Undo what an example sets up of logging."""
    root, ours = logging.getLogger(), logging.getLogger("summarizer.gateway")
    before = (list(root.handlers), root.level, ours.level)
    yield
    root.handlers[:], level, own = before
    root.setLevel(level)
    ours.setLevel(own)


def elsewhere(code: str, base_url: str) -> str:
    """The code with the addresses of servers replaced by that of the endpoint."""
    code = re.sub(r'https?://[\w.:-]+/v1(?=")', base_url, code)
    return re.sub(r"https://NAME\.openai\.azure\.com", base_url.removesuffix("/v1"), code)


def run(block: Block, page: Page, base_url: str, names: dict[str, Any]) -> None:
    """Run a block, or only compile one that needs what is not here. As in a notebook, it may await."""
    code = "\n" * (block.line - 1) + elsewhere(block.code, base_url)
    compiled = compile(code, page.path, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    if block.runs and inspect.iscoroutine(awaited := eval(compiled, names)):
        asyncio.run(awaited)


@pytest.mark.usefixtures("_logging")
@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda page: page.name)
def test_the_python_of_a_page_runs(
    page: Page, model: ScriptedEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(TEXT)
    (tmp_path / "story.html").write_text(html_page(), encoding="utf-8")
    row = SimpleNamespace(id="n1", text=TEXT, day=date(2026, 1, 29))
    names: dict[str, Any] = {"__name__": "docs", "text": TEXT, "archive": [row]}
    for block in page.blocks:
        if block.language == "python":
            run(block, page, model.base_url, names)


def test_only_what_needs_a_cluster_is_not_run() -> None:
    left_out = [block for page in WITH_PYTHON for block in page.blocks if block.language == "python" and not block.runs]
    assert left_out
    assert all("ray" in block.code for block in left_out)


def test_a_block_that_fails_is_found(model: ScriptedEndpoint) -> None:
    with pytest.raises(NameError, match="nowhere"):
        run(Block("python", "nowhere\n", 1, True), WITH_PYTHON[0], model.base_url, {})
