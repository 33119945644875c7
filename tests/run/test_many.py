"""Many articles: each one once, durable, in a flat memory, whatever stops the run."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer import Article, Result, asummarize_many, summarize_many
from summarizer.errors import AuthenticationError, BudgetExceededError, ConfigurationError, EndpointUnavailableError
from summarizer.settings import Settings
from summarizer.testing import Reply, answer, failure
from tests.run.calls import drain, ids, many
from tests.samples import DRAFT, GOOD, TEXT, articles, by_text
from tests.servers.faults import Exchange, FaultServer


def test_each_article_gives_one_result_with_its_id(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    results = many(endpoint, articles(20))
    assert sorted(ids(results)) == sorted(f"n{n}" for n in range(20))
    assert all(result.brief and result.brief.events for result in results)
    assert len(endpoint.requests) == 20


def test_results_can_come_in_the_order_of_the_input(endpoint: FaultServer) -> None:
    def uneven(exchange: Exchange) -> Reply:
        time.sleep(0.05 if "number 0." in exchange.asked else 0)
        return GOOD

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
    def refused(exchange: Exchange) -> Reply:
        if "number 1." in exchange.asked:
            return failure(401)
        time.sleep(0.2)
        return GOOD

    endpoint.replies(refused)
    done: list[Result] = []
    with pytest.raises(AuthenticationError):
        drain(summarize_many(articles(40), base_url=endpoint.base_url, model="m", concurrency=3), done)
    # Whatever the server answered with a brief has come.
    assert len(done) == len(endpoint.served) > 0


def test_a_budget_that_ends_within_an_article_leaves_no_brief_of_a_part(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(answer("D", tokens=(9_000, 10)))
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
    now, most, lock, all_at_once = 0, 0, threading.Lock(), threading.Event()

    def counted(exchange: Exchange) -> Reply:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
            if most == 6:
                all_at_once.set()
        # A busy machine needs a while until all of them are there; then one too many would be seen.
        all_at_once.wait(10)
        time.sleep(0.02)
        with lock:
            now -= 1
        return GOOD

    endpoint.replies(counted)
    many(endpoint, articles(40), concurrency=6)
    assert most == 6


def test_more_than_a_hundred_requests_are_under_way_where_that_is_wanted(endpoint: FaultServer) -> None:
    together = threading.Barrier(120)

    def reply(exchange: Exchange) -> Reply:
        together.wait(10)  # all of them, or the connection breaks off
        return GOOD

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

    def first_too_many(exchange: Exchange) -> Reply:
        times.append(time.monotonic())
        return failure(429, retry_after="0.4") if len(times) == 1 else GOOD

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


def test_a_result_is_json_and_back(endpoint: FaultServer) -> None:
    (result,) = many(endpoint.replies(GOOD), articles(1))
    assert Result.model_validate(json.loads(result.model_dump_json())) == result
