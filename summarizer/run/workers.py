"""Workers: further processes that make briefs of what was answered, so that the one that asks can ask.

Each reads articles from its standard input and writes briefs to its standard output: no thread in the process that
asks, no `if __name__ == "__main__":` in the caller's script, and a worker ends with whoever started it, as its input
does. Articles go over by the chunk: what was answered while the workers were busy goes together, since for an article
alone the handing over takes nearly as long as the brief.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import pickle
import sys
import threading
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing.spawn import get_executable
from queue import SimpleQueue
from typing import BinaryIO

from summarizer.assemble.assembler import assemble
from summarizer.complete.gateway import Completion
from summarizer.complete.ledger import Ledger
from summarizer.plan.drafts import DRAFTS
from summarizer.plan.planning import Plan, Request, plan
from summarizer.plan.profiles import PROFILES
from summarizer.schema import Article, Brief
from summarizer.settings import Endpoint

CHUNK = 8
"""Articles that go over together, at most: few enough that the first is not kept waiting for the last."""

AHEAD = 64
"""Articles that a worker has at most: those to come lie ready while the process that asks has no time for it."""

BEHIND = 16
"""Articles for each worker that wait beside those, from which on the process that asks lends a hand."""

ROOM = 1 << 20
"""Bytes that lie ready for the process that asks, so that a worker need not wait for it to take them."""

EACH = 128
"""Requests under way at once whose answers one worker keeps up with, where the endpoint takes half a second or more."""

_HEAD = 8
"""Bytes before each message that tell its length."""

_log = logging.getLogger("summarizer")


def enough_for(concurrency: int) -> int:
    """Return how many workers so many requests at once are worth: none for a few, and not more than there are cores
    beside that of the process that asks."""
    cores = max(1, (os.cpu_count() or 1) - 1)
    return min(cores, 1 + (concurrency - 1) // EACH) if concurrency >= 32 else 0


@dataclass(frozen=True)
class Answered:
    """An article whose windows were all answered: what `assemble` makes a brief of. The plan is without its requests,
    whose messages make no brief; `drafts` are the windows' sentence numbers and what was answered, as JSON."""

    plan: Plan
    drafts: tuple[tuple[tuple[int, ...], str], ...]
    ledger: Ledger
    endpoint: Endpoint
    started: datetime
    finished: datetime

    @classmethod
    def of(
        cls,
        planned: Plan,
        completions: Sequence[Completion],
        ledger: Ledger,
        endpoint: Endpoint,
        started: datetime,
        finished: datetime,
    ) -> Answered:
        """Take what `assemble` takes; every completion has its draft."""
        drafts = tuple((c.draft.window, c.draft.model_dump_json()) for c in completions if c.draft is not None)
        return cls(replace(planned, requests=()), drafts, ledger, endpoint, started, finished)

    def brief(self) -> Brief:
        """Make the brief; raises what `assemble` raises."""
        planned, completions = self.plan, []
        for index, (window, draft) in enumerate(self.drafts):
            bound = DRAFTS[planned.profile.draft].for_window([planned.sentences[number - 1] for number in window])
            request = Request(index, (), bound, planned.profile.max_tokens)
            completions.append(Completion(request, bound.model_validate_json(draft)))
        planned = replace(planned, requests=tuple(c.request for c in completions))
        return assemble(planned, completions, self.ledger, self.endpoint, self.started, self.finished)


@dataclass(eq=False)
class _Worker:
    """One process, and for each chunk that it has the futures of its briefs, as JSON."""

    process: Process
    chunks: deque[list[asyncio.Future[bytes | None]]] = field(default_factory=deque)
    held: int = 0


class Workers:
    """The processes of one session; `open_workers` gives them."""

    def __init__(self) -> None:
        self._workers: list[_Worker] = []
        self._waiting: deque[tuple[Answered, asyncio.Future[bytes | None]]] = deque()
        self._listening: list[asyncio.Task[None]] = []
        self._closing = False

    async def start(self, profile: str) -> None:
        """Start one, ready for articles of a profile."""
        program = f"from summarizer.run.workers import work; work({profile!r})"
        # What this process can import, that one can, and nothing else: -P leaves the working folder out. In a session
        # of its own: Ctrl-C, which reaches all processes of a terminal, is for the one that may finish what is begun.
        process = await asyncio.create_subprocess_exec(
            os.fsdecode(get_executable()), "-P", "-c", program, stdin=PIPE, stdout=PIPE, limit=ROOM,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        self._workers.append(worker := _Worker(process))
        self._listening.append(asyncio.create_task(self._listen(worker)))

    async def brief(self, answered: Answered) -> Brief | None:
        """Return the brief of an article, or None where the caller has to make it: all workers are behind, or the
        worker was killed, or met an error, which the caller meets too."""
        if len(self._waiting) >= BEHIND * len(self._workers):
            return None
        made: asyncio.Future[bytes | None] = asyncio.get_running_loop().create_future()
        if not self._waiting:
            # With whatever else comes up in this turn of the loop.
            asyncio.get_running_loop().call_soon(self._hand_over)
        self._waiting.append((answered, made))
        brief = await made
        return None if brief is None else Brief.model_validate_json(brief)

    def _hand_over(self) -> None:
        while self._waiting and self._workers:
            worker = min(self._workers, key=lambda w: w.held)
            share = -(-len(self._waiting) // len(self._workers))
            size = min(CHUNK, AHEAD - worker.held, share)
            if not size:
                return
            chunk = [self._waiting.popleft() for _ in range(size)]
            worker.chunks.append([made for _, made in chunk])
            worker.held += size
            assert worker.process.stdin is not None
            worker.process.stdin.write(_message([answered for answered, _ in chunk]))

    async def _listen(self, worker: _Worker) -> None:
        """Take in what a worker has made, until its output ends."""
        output = worker.process.stdout
        assert output is not None
        with suppress(Exception):  # of any kind: what it has, this process makes
            while True:
                length = int.from_bytes(await output.readexactly(_HEAD), "little")
                made = pickle.loads(await output.readexactly(length))
                worker.held -= len(made)
                _tell(worker.chunks.popleft(), made)
                self._hand_over()
        with suppress(ProcessLookupError):
            worker.process.kill()
        await worker.process.wait()
        self._workers.remove(worker)
        unmade = [made for chunk in worker.chunks for made in chunk]
        if not self._workers:
            unmade += [made for _, made in self._waiting]
            self._waiting.clear()
        _tell(unmade, [None] * len(unmade))
        if not self._closing:
            _log.warning("a process that makes briefs has ended; %d left beside this one", len(self._workers))

    async def close(self) -> None:
        """End the processes; what they still work on, nobody waits for."""
        self._closing = True
        for worker in self._workers:
            with suppress(ProcessLookupError):
                worker.process.kill()
        await asyncio.gather(*self._listening)


@asynccontextmanager
async def open_workers(count: int, profile: str) -> AsyncIterator[Workers]:
    """Start so many processes, ready for articles of a profile, and end them after the block."""
    workers = Workers()
    try:
        for _ in range(count):
            await workers.start(profile)
        yield workers
    finally:
        await workers.close()


def _tell(futures: Sequence[asyncio.Future[bytes | None]], briefs: Sequence[bytes | None]) -> None:
    for made, brief in zip(futures, briefs, strict=True):
        if not made.done():  # else whoever wanted it was cancelled
            made.set_result(brief)


def _message(content: object) -> bytes:
    data = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(_HEAD, "little") + data


def _made(answered: Answered) -> bytes | None:
    """Return the brief of an article as JSON, or None if it gave an error."""
    try:
        return answered.brief().model_dump_json().encode()
    except Exception:
        _log.warning("a brief could not be made here; the process that asks makes it", exc_info=True)
        return None


def work(profile: str) -> None:
    """Be a worker: make briefs until there is nothing left to read."""
    with suppress(ImportError, AttributeError, OSError):  # Linux alone can
        import fcntl

        fcntl.fcntl(1, fcntl.F_SETPIPE_SZ, ROOM)
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library might print is no brief
    # What the first brief would wait for: the prompt, the language model, the segmenter.
    plan(Article(text="It is a long way from one end of the harbour to the other. " * 2), PROFILES[profile])
    gc.freeze()  # what is loaded stays: the collector need not go through it again and again
    gc.set_threshold(20_000)
    # Read ahead, so that what comes next is here when it is wanted.
    chunks: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_read, args=(source, chunks), daemon=True).start()
    while (chunk := chunks.get()) is not None:
        sink.write(_message([_made(answered) for answered in pickle.loads(chunk)]))
        sink.flush()


def _read(source: BinaryIO, chunks: SimpleQueue[bytes | None]) -> None:
    while head := source.read(_HEAD):
        chunks.put(source.read(int.from_bytes(head, "little")))
    chunks.put(None)
