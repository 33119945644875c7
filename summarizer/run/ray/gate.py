"""The gate: the one actor of a run that publishes files, and that enforces the rate limits of all workers.

See `dataset` for why there is one.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

from summarizer.complete.limits import Clock, RateLimiter, limiter_of
from summarizer.errors import CheckpointError, ClusterError, SummarizerError
from summarizer.run.progress import Tally
from summarizer.run.ray.parquet import LOCK_TIMEOUT_SECONDS, Folder
from summarizer.settings import Endpoint

MAX_BATCH_STARTS = 4
"""How often a batch is started if its worker is lost each time. Ray would restart workers without end, but a batch that
kills every worker must end the run."""


def start_gate(ray: Any, output: str, fingerprint: str, rates: tuple[int | None, int | None], max_waiting: int) -> Any:
    """Start the gate of a run and return its handle.

    There is only one gate per output on a cluster, because names of Ray actors are unique.
    """
    name = f"gate-{hashlib.sha256(output.encode()).hexdigest()[:32]}"
    # All requests may wait for the rate limit at once; they must not block calls that publish results.
    options = {"name": name, "namespace": "summarizer", "num_cpus": 0, "max_concurrency": max_waiting + 1_000}
    started = time.monotonic()
    while True:
        try:
            return ray.remote(Gate).options(**options).remote(output, fingerprint, rates)
        except ValueError as error:  # the name is taken, perhaps by a run that has just been killed
            if time.monotonic() - started > LOCK_TIMEOUT_SECONDS:
                raise CheckpointError(
                    f"{output} is in use by another run", hint="wait until it has ended, or give another output"
                ) from error
            time.sleep(0.2)


class Gate:
    """The actor of a run that publishes files, knows which rows have one, and enforces the rate limits.

    It holds the keys of all rows in memory, some 130 bytes each.
    """

    def __init__(self, output: str, fingerprint: str, rates: tuple[int | None, int | None]) -> None:
        self._folder, self._fingerprint, self._rates = Folder(output), fingerprint, rates
        self._finished_before: dict[str, bool] = {}
        """The rows that had a file when the run started, and whether the dataset has them too. Rows of this run are not
        added, so that a task that Ray repeats gets the same answer again."""
        self._failed_before: set[str] = set()
        self._finished_now: set[str] = set()
        self._start_counts: Counter[str] = Counter()
        self._usage = Tally()
        self._fatal_error: SummarizerError | None = None
        self._publishing = asyncio.Lock()
        self._queues: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def open(self, retry_failed: bool) -> None:
        """Open the output and read which rows have a file."""
        try:
            await asyncio.to_thread(self._read, retry_failed)
        except SummarizerError as error:
            raise self._recorded(error) from None

    def _read(self, retry_failed: bool) -> None:
        self._folder.open()
        if retry_failed:
            self._folder.delete_failed(self._fingerprint)
        for key, failed in self._folder.finished(self._fingerprint):
            self._finished_before[key] = False
            if failed:
                self._failed_before.add(key)

    async def finished_before(self, keys: list[str]) -> list[bool]:
        """Return for each key whether it had a row when the run started."""
        for key in keys:
            if key in self._finished_before:
                self._finished_before[key] = True
        return [key in self._finished_before for key in keys]

    async def begin(self, keys: list[str]) -> list[str]:
        """Return the keys of a batch that have no row. Raise ClusterError if the batch was started too often."""
        unfinished = self._unfinished(keys)
        if unfinished:
            # The first key identifies the batch: no other batch has this row, and a repeated one has it again.
            self._start_counts[unfinished[0]] += 1
            if self._start_counts[unfinished[0]] > MAX_BATCH_STARTS:
                message = f"{MAX_BATCH_STARTS} workers were lost while they processed the same batch"
                raise self._recorded(ClusterError(message, hint="look in Ray's logs for what ended them"))
        return unfinished

    def _unfinished(self, keys: list[str]) -> list[str]:
        return [key for key in keys if key not in self._finished_before and key not in self._finished_now]

    async def publish(self, part: str, name: str, usage: Tally, keys: list[str]) -> list[str]:
        """Publish a part as a file and return an empty list.

        If some of its keys have a row already, discard the part and return the other keys.
        """
        async with self._publishing:
            unfinished = self._unfinished(keys)
            try:
                if len(unfinished) < len(keys):
                    await asyncio.to_thread(self._folder.discard, part)
                    return unfinished
                await asyncio.to_thread(self._folder.publish, part, name)
            except SummarizerError as error:
                raise self._recorded(error) from None
            self._finished_now.update(keys)
            for key in keys:
                self._start_counts.pop(key, None)
            self._usage = _sum(self._usage, usage)
        return []

    async def admit(self, base_url: str, model: str, tokens: int) -> None:
        """Return when a request of this many tokens may be sent. Requests are admitted in the order of the calls."""
        limiter = self._limiter(base_url, model)
        async with self._queues[base_url, model]:
            while (wait := limiter.reserve(tokens)) > 0:
                await asyncio.sleep(wait)

    async def pause(self, base_url: str, model: str, seconds: float) -> None:
        """Admit no request to an endpoint and model for this many seconds."""
        self._limiter(base_url, model).pause(seconds)

    def _limiter(self, base_url: str, model: str) -> RateLimiter:
        return limiter_of(Endpoint(base_url, model), self._rates, Clock())

    async def fail(self, error: SummarizerError) -> None:
        """Record the error that ends the run."""
        self._recorded(error)

    def _recorded(self, error: SummarizerError) -> SummarizerError:
        """Record an error that ends the run, and return it. Only the first one is kept."""
        self._fatal_error = self._fatal_error or error
        return error

    async def fatal_error(self) -> SummarizerError | None:
        """Return the error that ended the run, or None."""
        return self._fatal_error

    async def tally(self) -> Tally:
        """Return the progress of the run."""
        resumed = sum(self._finished_before.values())
        failed = sum(self._finished_before[key] for key in self._failed_before)
        return _sum(self._usage, Tally(done=resumed, resumed=resumed, failed=failed))


def _sum(first: Tally, second: Tally) -> Tally:
    costs = [cost for cost in (first.cost, second.cost) if cost is not None]
    counts = ("done", "failed", "resumed", "prompt_tokens", "completion_tokens")
    return replace(
        first,
        **{name: getattr(first, name) + getattr(second, name) for name in counts},
        cost=sum(costs) if costs else None,
        seconds=max(first.seconds, second.seconds),
    )


class ClusterLimiter(RateLimiter):
    """The rate limiter of an endpoint, enforced by the gate for all workers."""

    def __init__(self, gate: Any, endpoint: Endpoint) -> None:
        super().__init__()
        self._gate, self._endpoint = gate, (endpoint.base_url, endpoint.model)

    async def admit(self, tokens: int) -> float:
        """Wait until the gate admits a request of this many tokens."""
        await self._gate.admit.remote(*self._endpoint, tokens)
        return 0.0

    def pause(self, seconds: float) -> None:
        """Make the gate admit no request to this endpoint for this many seconds."""
        self._gate.pause.remote(*self._endpoint, seconds)
