"""Many articles: each one once, durable, in a flat memory, whatever stops the run."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer import Article, Result, Tally, asummarize_many, summarize_many
from summarizer.errors import (
    AuthenticationError,
    BudgetExceededError,
    CheckpointError,
    ConfigurationError,
    EndpointUnavailableError,
)
from summarizer.run.checkpoint import Checkpoint
from summarizer.run.many import UNDER_WAY
from summarizer.run.progress import told
from summarizer.settings import Settings
from tests.faults import FaultServer, Handler, Reply, answer, failure
from tests.test_summarize import DRAFT, TEXT

GOOD = answer(DRAFT)


def articles(count: int, first: int = 0) -> Iterator[Article]:
    for number in range(first, first + count):
        yield Article(id=f"n{number}", text=f"{TEXT} This is number {number}.")


def many(endpoint: FaultServer, given: Any, **arguments: Any) -> list[Result]:
    return list(summarize_many(given, base_url=endpoint.base_url, model="m", **arguments))


def drain(results: Iterator[Result], into: list[Result]) -> None:
    for result in results:
        into.append(result)


def ids(results: list[Result]) -> list[str]:
    return [result.id for result in results]


def by_text(fault: Reply, *numbers: int) -> Reply:
    """Fail for these articles only."""

    def reply(handler: Handler) -> None:
        asked = handler.server.faults.requests[-1]["messages"][-1]["content"]
        (fault if any(f"number {n}." in asked for n in numbers) else GOOD)(handler)

    return reply


def slow(seconds: float) -> Reply:
    def reply(handler: Handler) -> None:
        time.sleep(seconds)
        GOOD(handler)

    return reply


def test_each_article_gives_one_result_with_its_id(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    results = many(endpoint, articles(20))
    assert sorted(ids(results)) == sorted(f"n{n}" for n in range(20))
    assert all(result.brief and result.brief.events for result in results)
    assert len(endpoint.requests) == 20


def test_results_can_come_in_the_order_of_the_input(endpoint: FaultServer) -> None:
    def uneven(handler: Handler) -> None:
        time.sleep(0.05 if "number 0." in str(handler.server.faults.requests[-1]) else 0)
        GOOD(handler)

    endpoint.replies(uneven)
    assert ids(many(endpoint, articles(12), concurrency=4, ordered=True)) == [f"n{n}" for n in range(12)]


def test_texts_are_articles_too_and_go_by_their_hash(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    one, two = many(endpoint, [TEXT, TEXT])
    assert one.id == two.id
    assert len(one.id) == 16


def test_what_befalls_one_article_is_its_result(endpoint: FaultServer) -> None:
    endpoint.replies(by_text(failure(400), 2))
    unread = Result(id="bad", failure=None)
    results = {r.id: r for r in many(endpoint, [*articles(4), Article(id="short", text="few words"), unread])}
    failed = {id: r.failure.error for id, r in results.items() if r.failure}
    assert failed == {"n2": "RequestRejectedError", "short": "ArticleTooShortError"}
    assert results["n2"].attempts[0].outcome == "RequestRejectedError"
    assert results["bad"] == unread


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (failure(401), AuthenticationError),
        (failure(404, "model_not_found", "no such model"), ConfigurationError),
    ],
)
def test_what_would_befall_all_ends_the_run(endpoint: FaultServer, fault: Reply, error: type[Exception]) -> None:
    endpoint.replies(fault)
    with pytest.raises(error):
        many(endpoint, articles(500), concurrency=2)
    assert len(endpoint.requests) <= 10


def test_what_is_under_way_is_handed_on_before_the_error_that_ends_the_run(endpoint: FaultServer) -> None:
    def refused(handler: Handler) -> None:
        asked = handler.server.faults.requests[-1]["messages"][-1]["content"]
        (failure(401) if "number 1." in asked else slow(0.2))(handler)

    endpoint.replies(refused)
    done: list[Result] = []
    with pytest.raises(AuthenticationError):
        drain(summarize_many(articles(40), base_url=endpoint.base_url, model="m", concurrency=3), done)
    # Whatever the server answered with a brief has come.
    assert len(done) == len(endpoint.served) > 0


def test_a_budget_that_ends_within_an_article_leaves_no_brief_of_a_part(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(answer({"events": []}, tokens=(9_000, 10)))
    given: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m", "profile": "small", "concurrency": 1}
    done: list[Result] = []
    with pytest.raises(BudgetExceededError):
        drain(summarize_many(articles(1), checkpoint=tmp_path / "c.db", token_budget=12_000, **given), done)
    assert len(endpoint.requests) == 2  # of five
    assert done == []
    (whole,) = summarize_many(articles(1), checkpoint=tmp_path / "c.db", **given)
    assert whole.brief is not None
    assert whole.brief.coverage.share == 1


def test_an_endpoint_that_stays_down_ends_the_run_and_says_how_to_go_on(endpoint: FaultServer) -> None:
    endpoint.replies(failure(503))
    with pytest.raises(EndpointUnavailableError, match=r"8 articles in a row .*retry_failed"):
        many(endpoint, articles(500), concurrency=4, settings=Settings(max_attempts=1))


def test_a_budget_is_that_of_the_whole_run(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(answer(DRAFT, tokens=(5_000, 1_000)))
    done: list[Result] = []
    given: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m", "checkpoint": tmp_path / "run.db"}
    with pytest.raises(BudgetExceededError):
        drain(summarize_many(articles(20), concurrency=1, token_budget=30_000, **given), done)
    assert 1 <= len(done) <= 5
    again = many(endpoint, articles(20), checkpoint=tmp_path / "run.db")
    assert sum(r.resumed for r in again) >= len(done)
    assert len(endpoint.requests) == 20


def test_the_input_is_read_as_it_is_needed(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    read = 0

    def endless() -> Iterator[Article]:
        nonlocal read
        for article in articles(10**9):
            read += 1
            yield article

    results = summarize_many(endless(), base_url=endpoint.base_url, model="m", concurrency=2)
    first = [next(results) for _ in range(5)]
    results.close()  # type: ignore[attr-defined]
    assert len(first) == 5
    assert read <= 5 + 16 + 8 + 2  # handed on, waiting to be, begun


def test_a_source_that_fails_is_told_after_what_it_gave(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)

    def broken() -> Iterator[Article]:
        yield from articles(3)
        raise OSError("disk gone")

    done: list[Result] = []
    with pytest.raises(OSError, match="disk gone"):
        drain(summarize_many(broken(), base_url=endpoint.base_url, model="m"), done)
    assert sorted(ids(done)) == ["n0", "n1", "n2"]


def test_an_async_source_in_a_running_loop(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)

    async def source() -> AsyncIterator[Article]:
        for article in articles(6):
            await asyncio.sleep(0)
            yield article

    async def run() -> list[Result]:
        given = {"base_url": endpoint.base_url, "model": "m"}
        found = [r async for r in asummarize_many(source(), **given)]  # type: ignore[arg-type]
        return [*found, *summarize_many(articles(2, 6), **given)]  # a notebook's cell

    assert sorted(ids(asyncio.run(run()))) == sorted(f"n{n}" for n in range(8))


def test_several_threads_at_once(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    found: list[str] = []
    threads = [threading.Thread(target=lambda n=n: found.extend(ids(many(endpoint, articles(5, n))))) for n in (0, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(f"n{n}" for n in range(10))


def test_so_many_requests_are_under_way_and_no_more(endpoint: FaultServer) -> None:
    now, most, lock = 0, 0, threading.Lock()

    def counted(handler: Handler) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.02)
        with lock:
            now -= 1
        GOOD(handler)

    endpoint.replies(counted)
    many(endpoint, articles(40), concurrency=6)
    assert most == 6


def test_more_than_a_hundred_requests_are_under_way_where_that_is_wanted(endpoint: FaultServer) -> None:
    together = threading.Barrier(120)

    def reply(handler: Handler) -> None:
        together.wait(10)  # all of them, or the connection breaks off
        GOOD(handler)

    endpoint.replies(reply)
    results = many(endpoint, articles(120), concurrency=120, max_attempts=1)
    assert sum(result.brief is not None for result in results) == 120


def test_the_garbage_collector_is_left_as_it_was(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    before, during = (gc.get_freeze_count(), gc.get_threshold()), set()
    many(endpoint, articles(3), on_progress=lambda _: during.add(gc.get_freeze_count() > 0))
    assert during == {True}
    assert (gc.get_freeze_count(), gc.get_threshold()) == before


def test_a_429_holds_all_back(endpoint: FaultServer) -> None:
    times: list[float] = []

    def first_too_many(handler: Handler) -> None:
        times.append(time.monotonic())
        (failure(429, retry_after="0.4") if len(times) == 1 else GOOD)(handler)

    endpoint.replies(first_too_many)
    results = many(endpoint, articles(12), concurrency=2)
    assert all(r.brief for r in results)
    late = [t for t in times if times[0] + 0.15 < t < times[0] + 0.38]
    assert late == []


@pytest.mark.parametrize("given", ["one text", Article(text=TEXT)])
def test_a_single_article_is_refused(endpoint: FaultServer, given: Any) -> None:
    with pytest.raises(ConfigurationError, match="several articles"):
        many(endpoint, given)


def test_an_argument_that_is_no_setting_is_refused(endpoint: FaultServer) -> None:
    with pytest.raises(ConfigurationError, match="concurency"):
        many(endpoint, [TEXT], concurency=3)


# The checkpoint


def test_what_is_finished_is_neither_lost_nor_asked_again(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(by_text(failure(400), 3))
    first = many(endpoint, articles(6), checkpoint=tmp_path / "run.db", ordered=True)
    again = many(endpoint, articles(8), checkpoint=tmp_path / "run.db", ordered=True)
    assert len(endpoint.requests) == 8
    assert [r.resumed for r in again] == [True] * 6 + [False] * 2
    assert [r.model_copy(update={"resumed": False}) for r in again[:6]] == first
    retried = many(endpoint.replies(GOOD), articles(8), checkpoint=tmp_path / "run.db", retry_failed=True)
    assert len(endpoint.requests) == 9
    assert [r.id for r in retried if not r.resumed] == ["n3"]
    assert all(r.brief for r in many(endpoint, articles(8), checkpoint=tmp_path / "run.db"))


@pytest.mark.parametrize(
    "other",
    [{"model": "m2"}, {"profile": "small"}, {"language": "fr"}, {"strict": True}, {"settings": Settings(reasks=0)}],
)
def test_what_was_made_otherwise_is_not_used(endpoint: FaultServer, tmp_path: Path, other: dict[str, Any]) -> None:
    endpoint.replies(GOOD)
    many(endpoint, articles(1), checkpoint=tmp_path / "run.db")
    given: dict[str, Any] = {"model": "m", "base_url": endpoint.base_url, "checkpoint": tmp_path / "run.db", **other}
    assert not any(r.resumed for r in summarize_many(articles(1), **given))


def test_another_date_headline_or_text_is_another_article(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(GOOD)
    base = Article(text=TEXT, id="a")
    others = [base.model_copy(update=u) for u in ({}, {"title": "T"}, {"published": "2026-01-29"}, {"language": "en"})]
    many(endpoint, [base], checkpoint=tmp_path / "run.db")
    results = many(endpoint, others, checkpoint=tmp_path / "run.db", ordered=True)
    assert [r.resumed for r in results] == [True, False, False, False]


def test_the_same_article_twice_is_paid_once(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(slow(0.02))
    twice = [Article(text=TEXT, id="a"), Article(text=TEXT, id="b")]
    assert sorted(ids(many(endpoint, twice, checkpoint=tmp_path / "run.db"))) == ["a", "b"]
    assert len(endpoint.requests) == 1


def test_a_checkpoint_that_cannot_be_used_is_a_typed_error(endpoint: FaultServer, tmp_path: Path) -> None:
    (tmp_path / "not.db").write_text("this is no database, but it is long enough to look at" * 40)
    with pytest.raises(CheckpointError, match=r"not\.db"):
        many(endpoint, articles(1), checkpoint=tmp_path / "not.db")
    with pytest.raises(CheckpointError, match="cannot use"):
        many(endpoint, articles(1), checkpoint=tmp_path / "not.db" / "run.db")
    with sqlite3.connect(tmp_path / "new.db") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(CheckpointError, match="another version"):
        many(endpoint, articles(1), checkpoint=tmp_path / "new.db")


def test_a_checkpoint_is_one_process_s_at_a_time(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(GOOD)
    open_one = summarize_many(
        articles(50), base_url=endpoint.base_url, model="m", checkpoint=tmp_path / "run.db", concurrency=1
    )
    next(open_one)
    with pytest.raises(CheckpointError, match="in use"):
        many(endpoint, articles(1), checkpoint=tmp_path / "run.db")
    open_one.close()  # type: ignore[attr-defined]


def test_a_full_disk_ends_the_run_and_what_was_handed_on_is_kept(
    endpoint: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.replies(GOOD)
    # SQLite's own limit in place of a full disk.
    connect = Checkpoint._connect

    def limited(self: Checkpoint) -> sqlite3.Connection:
        db = connect(self)
        db.execute("PRAGMA max_page_count = 12")
        return db

    done: list[Result] = []
    given: dict[str, Any] = {"base_url": endpoint.base_url, "model": "m", "checkpoint": tmp_path / "run.db"}
    with monkeypatch.context() as patch:
        patch.setattr(Checkpoint, "_connect", limited)
        with pytest.raises(CheckpointError, match=r"cannot write .*full"):
            drain(summarize_many(articles(60), concurrency=1, **given), done)
    again = many(endpoint, articles(len(done)), checkpoint=tmp_path / "run.db")
    assert len(done) > 0
    assert all(r.resumed for r in again)


SCRIPT = """
import sys
from summarizer import Article, summarize_many
from tests.test_many import articles
for result in summarize_many(articles(40), base_url=sys.argv[1], model="m", checkpoint=sys.argv[2], concurrency=4):
    print(result.id, result.resumed, flush=True)
"""


def test_after_kill_9_the_same_call_goes_on(endpoint: FaultServer, tmp_path: Path) -> None:
    """Killed twice at different moments; handed-on results were durable, so that none is paid twice."""
    endpoint.replies(slow(0.05))
    handed_on: list[str] = []
    for results in (7, 5):
        running = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, endpoint.base_url, str(tmp_path / "run.db")],
            stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent,
        )  # fmt: skip
        assert running.stdout is not None
        fresh = (line.split()[0] for line in running.stdout if line.endswith("False\n"))
        handed_on += [next(fresh) for _ in range(results)]
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running.stdout.close()
    final = many(endpoint, articles(40), checkpoint=tmp_path / "run.db")
    assert sorted(ids(final)) == sorted(f"n{n}" for n in range(40))
    assert {r.id for r in final if r.resumed} >= set(handed_on)
    asked = Counter(str(request["messages"][-1]) for request in endpoint.requests)
    assert len(asked) == 40
    # Only what was under way when it was killed is asked again.
    assert sum(asked.values()) - 40 <= 2 * UNDER_WAY * 4


# Progress


def test_the_tally_counts_what_was_handed_on(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(by_text(failure(400), 1))
    tallies: list[Tally] = []
    many(endpoint, articles(3), checkpoint=tmp_path / "run.db")
    many(endpoint, list(articles(4)), checkpoint=tmp_path / "run.db", on_progress=tallies.append)
    last = tallies[-1]
    assert (last.done, last.failed, last.resumed, last.total) == (4, 1, 3, 4)
    assert (last.prompt_tokens, last.completion_tokens) == (10, 5)
    assert "4 of 4, 3 from the checkpoint, 1 failed, 10 + 5 tokens" in told(last)


def test_the_time_left_goes_by_what_was_asked() -> None:
    assert Tally(total=10).seconds_left is None
    assert Tally(done=6, resumed=2, total=10, seconds=8.0).seconds_left == 8.0
    assert "8 s left" in told(Tally(done=6, resumed=2, total=10, seconds=8.0))
    assert "min left" in told(Tally(done=1, total=1_000, seconds=1.0, cost=0.5))


def test_a_result_is_json_and_back(endpoint: FaultServer) -> None:
    (result,) = many(endpoint.replies(GOOD), articles(1))
    assert Result.model_validate(json.loads(result.model_dump_json())) == result
