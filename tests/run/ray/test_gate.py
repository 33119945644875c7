"""The gate of a cluster: each row once, and the rates of all workers together."""

from __future__ import annotations

import asyncio
import time
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from summarizer import Failure, Result, Tally
from summarizer.errors import ClusterError
from summarizer.run.ray.gate import MAX_BATCH_STARTS, ClusterLimiter, Gate
from summarizer.run.ray.parquet import Folder
from summarizer.settings import Endpoint


@pytest.mark.ray
def test_a_gate_makes_a_file_of_rows_that_have_none_and_of_no_others(tmp_path: Path) -> None:
    def failed(*keys: str) -> dict[str, Result]:
        return {key: Result(id=key, failure=Failure(error="X")) for key in keys}

    def files() -> list[str]:
        return sorted(file.name for file in tmp_path.glob("*.parquet"))

    async def work() -> None:
        gate, folder = Gate(str(tmp_path), "m", (None, None)), Folder(str(tmp_path))
        await gate.open(retry_failed=False)
        assert await gate.begin(["1", "2"]) == ["1", "2"]
        assert await gate.publish(*folder.stage(failed("1", "2"), "m"), Tally(done=2, failed=2), ["1", "2"]) == []
        # A worker that was thought to be lost, and one that has a row of it by chance.
        assert await gate.publish(*folder.stage(failed("2", "1"), "m"), Tally(done=2), ["2", "1"]) == []
        assert await gate.publish(*folder.stage(failed("2", "3"), "m"), Tally(done=2), ["2", "3"]) == ["3"]
        assert await gate.begin(["1", "2"]) == []
        assert len(files()) == 1
        for _ in range(MAX_BATCH_STARTS):
            await gate.begin(["3"])
        with pytest.raises(ClusterError, match="the same batch"):
            await gate.begin(["3"])
        assert isinstance(await gate.fatal_error(), ClusterError)
        assert await gate.tally() == Tally(done=2, failed=2)

        assert gate._folder._lock is not None
        gate._folder._lock.release()  # as if its process had ended
        again, other = Gate(str(tmp_path), "m", (None, None)), Folder(str(tmp_path))
        await again.open(retry_failed=False)
        assert await again.finished_before(["1", "3"]) == [True, False]
        assert await again.tally() == Tally(done=1, failed=1, resumed=1)
        assert list(other.finished("n")) == []
        other.delete_failed("n")
        assert len(files()) == 1
        other.delete_failed("m")
        assert files() == []

    asyncio.run(work())


@pytest.mark.ray
def test_requests_wait_at_the_gate_in_their_order(tmp_path: Path) -> None:
    async def work() -> None:
        gate = Gate(str(tmp_path), "m", (600, None))
        order: list[int] = []

        async def ask(number: int) -> None:
            await gate.admit("http://host/v1", "fake", 10)
            order.append(number)

        await asyncio.gather(*(ask(number) for number in range(600)))
        await gate.pause("http://host/v1", "fake", 0.3)
        began = time.monotonic()
        await asyncio.gather(*(ask(number) for number in range(600, 603)))
        assert time.monotonic() - began >= 0.3
        assert order == list(range(603))

    asyncio.run(work())


def test_what_a_server_asks_for_goes_to_the_gate() -> None:
    told: list[tuple[Any, ...]] = []

    class Method:
        def __init__(self, name: str) -> None:
            self.name = name

        async def _nothing(self) -> None:
            return

        def remote(self, *given: Any) -> Any:
            told.append((self.name, *given))
            return self._nothing()

    gate = SimpleNamespace(admit=Method("admit"), pause=Method("pause"))
    limiter = ClusterLimiter(gate, Endpoint("http://host/v1", "fake"))

    async def work() -> None:
        assert await limiter.admit(70) == 0.0
        limiter.pause(3.0)
        limiter.learn({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "20s"})

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # nobody waits for what is told on the side
        asyncio.run(work())
    where = ("http://host/v1", "fake")
    assert told == [("admit", *where, 70), ("pause", *where, 3.0), ("pause", *where, 20.0)]
