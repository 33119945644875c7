"""The walk through the eval suite that docs/evals.md describes, command by command, in a folder that was empty."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from evals.__main__ import main
from evals.data.cases import Case, load_cases
from evals.data.perfect import perfect_draft
from evals.data.project import use
from summarizer.testing import ScriptedEndpoint

MODEL = "newsroom-1"

HARBOUR: dict[str, Any] = {
    "id": "harbour",
    "article": {
        "title": "Orlen closes its harbour", "published": "2026-02-03",
        "text": "The city of Orlen closed its harbour on Tuesday. Mayor Ida Brand said the city will "
                "reopen it on Friday.",
    },
    "gold": {
        "actors": [
            {"id": "a1", "name": "city of Orlen", "kind": "organization", "role": None, "affiliation": None,
             "mentions": ["The city of Orlen", "the city"]},
            {"id": "a2", "name": "Ida Brand", "kind": "person", "role": "Mayor", "affiliation": "Orlen",
             "mentions": ["Mayor Ida Brand"]},
        ],
        "events": [
            {"id": "e1", "summary": "The city of Orlen closed its harbour.", "type": "other", "status": "occurred",
             "date": {"text": "Tuesday", "start": "2026-02-03", "end": "2026-02-03"}, "place": None, "agents": ["a1"],
             "others": [], "main": True, "evidence": ["closed its harbour on Tuesday"]},
        ],
        "commitments": [
            {"id": "c1", "by": ["a1"], "to": [], "action": "reopen the harbour", "firmness": "planned",
             "polarity": "do", "due": {"text": "on Friday", "start": "2026-02-06", "end": "2026-02-06"},
             "condition": None, "amount": None, "said_by": ["a2"], "evidence": ["the city will reopen it on Friday"]},
        ],
    },
}  # fmt: skip
"""A case of one's own, beside the sample."""


def _suite(arguments: Sequence[str]) -> None:
    main(arguments, "summarizer evals")


def _pytest(arguments: Sequence[str]) -> int:
    try:
        return int(pytest.main(["-q", "-p", "summarizer.pytest_plugin", "-p", "no:cacheprovider", *arguments]))
    finally:
        use(None)


class Walk:
    """Runs the commands of the suite in a folder: `suite` and `pytest` are how they begin.

    Without `suite`, its commands run in this process, where everything is imported already.
    """

    def __init__(self, folder: Path, suite: Sequence[str], pytest: Sequence[str], environment: Mapping[str, str]):
        self.folder, self.suite, self.pytest, self.environment = folder, suite, pytest, environment

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """Run a command of the suite, check its exit code, and return what it printed."""
        return self.run([*self.suite, *arguments], code) if self.suite else self._run_here(arguments, code)

    def tests(self, *arguments: str, code: int = 0) -> str:
        """Run pytest on the cases in the same way."""
        told = ["--briefs", "cases", *arguments]
        return self.run([*self.pytest, *told], code) if self.suite else self._run_here(told, code, _pytest)

    def _run_here(self, arguments: Sequence[str], code: int, run: Callable[[Sequence[str]], object] = _suite) -> str:
        printed = io.StringIO()
        with contextlib.chdir(self.folder), redirect_stdout(printed), redirect_stderr(printed):
            try:
                ended = run(arguments)
            except SystemExit as end:
                ended = end.code
        assert ended == code, f"{' '.join(arguments)} ended with {ended}:\n{printed.getvalue()}"
        return printed.getvalue()

    def run(self, command: Sequence[str], code: int = 0) -> str:
        """Run any command in the folder, check its exit code, and return what it printed."""
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        told = f"{done.stdout}\n{done.stderr}"
        assert done.returncode == code, f"{' '.join(command)} ended with {done.returncode}:\n{told}"
        return told


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment without settings of this library and of Python."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SUMMARIZER_", "OPENAI_", "PYTHON", "PYTEST_"))}
    return {name: value for name, value in kept.items() if not name.lower().endswith("_proxy")} | more


def answering(cases: Sequence[Case], worse: bool = False) -> ScriptedEndpoint:
    """Return an endpoint that knows the gold of the cases; if `worse`, it keeps the commitments to itself."""

    def answer(body: dict[str, Any]) -> dict[str, Any]:
        asked = json.dumps(body["messages"], ensure_ascii=False)
        case = next(case for case in cases if case.article.text.split(". ")[0] in asked)
        draft = perfect_draft(case)
        return draft | {"commitments": []} if worse else draft

    return ScriptedEndpoint(answer)


def walk(go: Walk) -> None:
    """Take every step once, and check what is printed."""
    assert "cases/sample.json" in go("init").replace(os.sep, "/")
    assert "there are no floors yet" in go("gate", code=2)
    cases = go.folder / "cases"
    (cases / "harbour.json").write_text(json.dumps(HARBOUR), encoding="utf-8")
    settings = go.folder / "evals.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'model = "{MODEL}"\nprofile = "large"\n{text}', encoding="utf-8")
    assert "2 cases" in go("check")
    assert "2 MISSING" in go("run", code=3)
    known = load_cases(cases)

    with answering(known) as endpoint:
        go("record", "--base-url", endpoint.base_url)
    assert "2 PASS" in go("run", "--junit", "junit.xml")
    assert '<property name="events_f1" value="1.0000"' in (go.folder / "junit.xml").read_text(encoding="utf-8")
    assert f"`evals gate RUN --write`. Runs: {MODEL}" in go("gate", code=2)
    go("gate", MODEL, "--write")
    assert "passes the gate" in go("gate")

    with answering(known, worse=True) as endpoint:
        go("run", "--live", "--base-url", endpoint.base_url, "--name", "worse")
    assert "not saved" in go("run", "--case", "harbour", code=2)
    shown = go("compare", MODEL, "worse")
    assert "too few articles" in shown
    assert "not to be trusted" in shown
    shown = go("matrix", MODEL, "worse", "--metric", "commitments_f1", "--regressions", "--csv", "matrix.csv")
    assert "2 of 2 cases" in shown
    assert (go.folder / "matrix.csv").read_text(encoding="utf-8").startswith(f"case,{MODEL} commitments_f1")
    assert "commitments_f1 is 0.0000, below its floor" in go("gate", "worse", code=1)
    go("report", MODEL, "worse")
    assert "<html" in (go.folder / "report" / "index.html").read_text(encoding="utf-8")

    passed = go.tests()
    assert "failed" not in passed
    assert "passed" in passed
    floors = go.folder / "floors.toml"
    floors.write_text(floors.read_text(encoding="utf-8").replace('"harbour", ', ""), encoding="utf-8")
    assert "new: harbour" in go.tests(code=1)

    articles = go.folder / "articles"
    articles.mkdir()
    (articles / "news.txt").write_text("The port of Velm opened on Monday. Crowds came to see the ships.", "utf-8")
    with ScriptedEndpoint(lambda _: perfect_draft(known[0]) | {"commitments": []}) as endpoint:
        assert "1 articles" in go("triage", "articles", "--base-url", endpoint.base_url)
