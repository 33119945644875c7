"""The response cache: what is kept, for how long, and why something is not."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import pytest

from summarizer import Settings, summarize
from summarizer.complete.cache import ResponseCache, parts_of
from summarizer.errors import ConfigurationError
from summarizer.testing import answer
from tests.samples import DRAFT, TEXT
from tests.servers.faults import FaultServer


def cache(path: Path, **given: Any) -> ResponseCache:
    return ResponseCache(path / "answers.sqlite", **{"max_bytes": 1_000, "max_age": 100.0, **given})


def parts(question: str = "q", **given: Any) -> dict[str, str]:
    told = {"endpoint": "e", "model": "m", "schema": {"a": 1}, "settings": {"t": 0}, **given}
    return parts_of(
        told["endpoint"], told["model"], ({"role": "user", "content": question},), told["schema"], told["settings"]
    )


def test_an_answer_is_kept_by_all_that_was_asked(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.put(parts(), "m-1", "{}")
    assert kept.get(parts()) == ("m-1", "{}")
    for other in (parts("another"), parts(model="n"), parts(endpoint="f"), parts(schema={}), parts(settings={"t": 1})):
        assert kept.get(other) is None


def test_what_is_old_is_not_given_and_what_is_not_used_goes_first(tmp_path: Path) -> None:
    now = [1000.0]
    kept = cache(tmp_path, now=lambda: now[0])
    for question in "abc":
        kept.put(parts(question), "m", question * 400)
        now[0] += 1
        kept.get(parts("a"))
    assert [kept.get(parts(question)) is not None for question in "abc"] == [True, False, True]
    assert kept.info().bytes == 800
    now[0] += 100
    assert kept.get(parts("a")) is None


def test_why_an_entry_does_not_match(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    assert kept.explain(parts()) is None
    kept.put(parts(), "m", "{}")
    assert kept.explain(parts()) == ()
    assert kept.explain(parts(model="n")) == ("model",)
    assert kept.explain(parts("another", schema={})) == ("question", "schema")
    assert kept.clear() == 1


def _fill(path: Path, start: int) -> None:
    kept = cache(path, max_bytes=10_000_000)
    for number in range(start, start + 50):
        kept.put(parts(str(number)), "m", "x" * 100)


def test_several_processes_may_write_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_fill, args=(tmp_path, 50 * n)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert cache(tmp_path).info().answers == 150


def test_a_file_that_cannot_be_used_is_a_typed_error(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_text("this is no database, and long enough to be seen as none " * 20)
    with pytest.raises(ConfigurationError, match="cannot use the cache"):
        cache(tmp_path)


def test_a_call_is_answered_from_the_cache_and_its_ledger_says_so(endpoint: FaultServer) -> None:
    endpoint.replies(answer(DRAFT))
    settings = Settings(cache=True)
    first, second = (summarize(TEXT, base_url=endpoint.base_url, model="fake", settings=settings) for _ in range(2))
    assert len(endpoint.requests) == 1
    assert second.events == first.events
    (attempt,) = second.provenance.attempts
    assert (attempt.outcome, attempt.prompt_tokens, attempt.cost) == ("cached", None, None)
    assert second.provenance.model_answered == "fake-1"
    assert not any(word in settings.answers_file.read_bytes() for word in (b"dockers", b"officials said"))


def test_an_answer_of_no_use_is_not_kept(endpoint: FaultServer) -> None:
    endpoint.replies(answer({"a": 1}), answer(DRAFT))
    for _ in range(2):
        summarize(TEXT, base_url=endpoint.base_url, model="fake", settings=Settings(cache=True))
    assert len(endpoint.requests) == 2
