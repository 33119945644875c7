"""The command `cache`: what is kept, and why something is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from summarizer import Settings, summarize
from summarizer.cli.main import app
from summarizer.testing import answer
from tests.samples import DRAFT, TEXT
from tests.servers.faults import FaultServer


def test_the_command_tells_what_is_kept_and_why_not(
    endpoint: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = CliRunner().invoke
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    where = ["--base-url", endpoint.replies(answer(DRAFT)).base_url, "--model", "fake", "--set", "cache=true"]
    assert "the cache is empty" in run(app, ["cache", "explain", str(file), *where]).output
    summarize(TEXT, base_url=endpoint.base_url, model="fake", settings=Settings(cache=True))
    assert "1 answers" in run(app, ["cache", "info"]).output
    assert run(app, ["cache", "explain", str(file), *where]).output == "sentences 1 to 4: cached\n"
    assert "differs in question" in run(app, ["cache", "explain", str(file), *where, "--title", "Another"]).output
    assert "differs in settings" in run(app, ["cache", "explain", str(file), *where, "--set", "reasks=3"]).output
    elsewhere = ["--base-url", "http://localhost:9/v1", "--model", "other", "--profile", "small"]
    told = run(app, ["cache", "explain", str(file), *elsewhere]).output
    assert "the cache is off" in told
    assert "no entry has anything in common" in told
    assert run(app, ["cache", "clear"]).output == "1 answers deleted\n"
