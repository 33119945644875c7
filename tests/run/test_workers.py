"""Workers: further processes make the same briefs, and whatever befalls them, every article has its brief."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer import Result, summarize_many
from summarizer.assemble.assembler import assemble
from summarizer.run import session, workers
from summarizer.schema import Brief
from tests.samples import GOOD, TEXT, articles
from tests.servers.faults import FaultServer
from tests.timing import wait_until


def many(endpoint: FaultServer, count: int, **arguments: Any) -> list[Result]:
    return list(summarize_many(articles(count), base_url=endpoint.base_url, model="m", **arguments))


def told(results: list[Result]) -> list[Any]:
    return [(r.id, r.brief.model_dump(exclude={"provenance"})) for r in results if r.brief]


def children(pid: int | str = "self") -> list[int]:
    """Return the processes that a process has started and that make briefs (Linux)."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended meanwhile
            found += map(int, (task / "children").read_text().split())
    return list(filter(is_worker, found))


def is_worker(pid: int) -> bool:
    try:
        return b"summarizer.run.workers" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@pytest.mark.parametrize("processes", [1, 2])
def test_workers_make_the_same_briefs(endpoint: FaultServer, processes: int) -> None:
    endpoint.replies(GOOD)
    count = 3 * workers.MAX_ARTICLES_PER_CHUNK + 1
    here = many(endpoint, count, ordered=True, concurrency=32)
    there = many(endpoint, count, ordered=True, concurrency=32, processes=processes)
    assert told(here) == told(there)
    assert len(told(there)) == count
    assert all(r.brief and r.brief.provenance.attempts for r in there)
    assert children() == []


def test_the_parent_builds_briefs_one_by_one_when_workers_lag(
    endpoint: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.replies(GOOD)
    iteration, made = 0, list[int]()

    def count_iterations() -> None:
        nonlocal iteration
        iteration += 1
        asyncio.get_running_loop().call_soon(count_iterations)

    def build(*given: Any, **how: Any) -> Brief:
        if not made:
            count_iterations()
        made.append(iteration)
        return assemble(*given, **how)

    monkeypatch.setattr(session, "assemble", build)
    monkeypatch.setattr(workers, "MAX_ARTICLES_PER_WORKER", 1)
    monkeypatch.setattr(workers, "MAX_WAITING_PER_WORKER", 1)
    results = many(endpoint, 60, concurrency=32, processes=1)
    assert len({r.id for r in results if r.brief}) == 60
    assert 0 < len(made) < 60
    assert len(set(made)) == len(made)  # requests are sent in between


def test_an_article_that_a_worker_can_make_nothing_of_is_told_by_its_own_error(
    endpoint: FaultServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint.replies(GOOD)

    def spoilt(whole: workers.AnsweredArticle) -> workers.AnsweredArticle:
        # A sentence that is not there: in the worker, binding the draft to its window fails.
        return replace(whole, drafts=(((999,), "{}"),))

    whole = workers.AnsweredArticle.of
    monkeypatch.setattr(workers.AnsweredArticle, "of", lambda *given: spoilt(whole(*given)))
    results = many(endpoint, 4, processes=1)
    assert len(told(results)) == 4
    assert "a worker could not build" in caplog.text


def test_a_worker_that_is_killed_costs_no_article(endpoint: FaultServer, caplog: pytest.LogCaptureFixture) -> None:
    endpoint.replies(GOOD)
    results: list[Result] = []
    with caplog.at_level(logging.WARNING, "summarizer"):
        given = summarize_many(articles(80), base_url=endpoint.base_url, model="m", concurrency=8, processes=1)
        for result in given:
            results.append(result)
            if len(results) == 20:
                for pid in children():
                    os.kill(pid, signal.SIGKILL)
    assert len({r.id for r in results if r.brief}) == len(results) == 80
    assert "a worker process has ended unexpectedly; 0 left" in caplog.text


PROGRAM = """
import sys
from summarizer import summarize_many
texts = (f"{sys.argv[2]} Number {n}." for n in range(100_000))
for result in summarize_many(texts, base_url=sys.argv[1], model="m", processes=1):
    print(result.id, flush=True)
"""


def test_a_script_needs_no_guard_and_its_workers_end_with_it(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(GOOD)
    script = tmp_path / "script.py"
    script.write_text(PROGRAM)
    (tmp_path / "pickle.py").write_text("raise SystemExit('not this one')")
    given = [sys.executable, "-P", str(script), endpoint.base_url, TEXT]
    running = subprocess.Popen(given, stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    assert running.stdout is not None
    assert running.stdout.readline().strip()
    (worker,) = children(running.pid)
    running.kill()
    running.wait()
    wait_until(lambda: not is_worker(worker))
