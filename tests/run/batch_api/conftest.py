"""A provider's batch API on loopback, and the commands that work with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.run.batch_api.jobs import KEY, brief_of
from tests.servers.batch_api import BatchServer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[BatchServer]:
    with BatchServer() as api:
        monkeypatch.setenv("SUMMARIZER_BASE_URL", api.base_url)
        monkeypatch.setenv("SUMMARIZER_MODEL", "gpt-4.1")
        monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
        api.reply = brief_of
        yield api


@pytest.fixture
def summarizer(command: Callable[..., int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    """Run a command of 'batch' in a folder of its own; gives the exit code."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> int:
        job = () if "--job" in arguments else ("--job", "job.db")
        out = ("--out", "briefs.jsonl") if arguments[0] == "collect" else ()
        return command("batch", *arguments, *job, *out)

    return run
