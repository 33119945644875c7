"""Worker processes that build briefs from answered articles, so that the parent process only sends requests.

A worker reads articles from its standard input and writes briefs to its standard output. So the parent needs no
threads, the caller's script needs no `if __name__ == "__main__":`, and a worker ends with its parent, because its input
ends then. Articles are sent in chunks of those that were answered while the workers were busy, because sending a single
article takes nearly as long as building its brief.
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
from multiprocessing.spawn import get_executable
from queue import SimpleQueue
from typing import BinaryIO

from summarizer.assemble.assembler import AnsweredPlan, assemble
from summarizer.complete.gateway import Completion
from summarizer.plan.drafts import DRAFTS
from summarizer.plan.planning import Request, plan
from summarizer.plan.profiles import PROFILES
from summarizer.schema import Article, Brief

MAX_ARTICLES_PER_CHUNK = 8
"""Largest number of articles in a chunk. It is small, so that the first article does not wait long for the last."""

MAX_ARTICLES_PER_WORKER = 64
"""Largest number of articles that a worker holds. They keep it busy while the parent has no time for it."""

MAX_WAITING_PER_WORKER = 16
"""Number of further articles per worker that may wait in the parent. Beyond it, the parent builds briefs itself, one in
an iteration of the event loop: if it built all of them at once, no request would be sent meanwhile."""

PIPE_BUFFER_BYTES = 1 << 20
"""Size of the buffer for a worker's output, so that the worker need not wait until the parent reads it."""

REQUESTS_PER_WORKER = 128
"""Number of requests in flight whose answers one worker can process, if the endpoint takes half a second or more."""

MIN_CONCURRENCY_FOR_WORKERS = 32
"""Number of requests in flight below which worker processes don't pay off."""

WORKER_GC_THRESHOLD_OBJECTS = 20_000
"""Number of new objects after which a worker's garbage collector runs."""

_HEADER_BYTES = 8
"""Size of the header of a message, which is the length of the message."""

_log = logging.getLogger("summarizer")


def worker_count(concurrency: int) -> int:
    """Return how many workers to start for this many requests in flight.

    It is 0 for few requests, and at most the number of cores without the parent's.
    """
    cores = max(1, (os.cpu_count() or 1) - 1)
    if concurrency < MIN_CONCURRENCY_FOR_WORKERS:
        return 0
    return min(cores, 1 + (concurrency - 1) // REQUESTS_PER_WORKER)


@dataclass(frozen=True)
class AnsweredArticle:
    """An article whose windows all have an answer, in a form that can be sent to a worker.

    `answered` has no requests, since their messages are not needed for the brief, and no completions: the class of a
    draft is made for its window, and cannot be pickled. `drafts` holds the sentence numbers and the draft, as JSON, of
    each window.
    """

    answered: AnsweredPlan
    drafts: tuple[tuple[tuple[int, ...], str], ...]
    include_text: bool = True

    @classmethod
    def of(cls, answered: AnsweredPlan, include_text: bool) -> AnsweredArticle:
        """Return one from the arguments of `assemble`. Every completion must have a draft."""
        drafts = tuple((c.draft.asked, c.draft.model_dump_json()) for c in answered.completions if c.draft is not None)
        bare = replace(answered, plan=replace(answered.plan, requests=()), completions=())
        return cls(bare, drafts, include_text)

    def brief(self) -> Brief:
        """Build the brief. Raise the errors of `assemble`."""
        plan, completions = self.answered.plan, []
        for number, (asked, draft) in enumerate(self.drafts):
            draft_class = DRAFTS[plan.profile.draft].for_sentences([plan.sentences[n - 1] for n in asked])
            request = Request(number, (), draft_class, plan.profile.max_tokens)
            completions.append(Completion(request, draft_class.model_validate_json(draft)))
        plan = replace(plan, requests=tuple(c.request for c in completions))
        return assemble(replace(self.answered, plan=plan, completions=completions), include_text=self.include_text)


@dataclass(eq=False)
class _Worker:
    """One process, the futures of the briefs (as JSON) of each chunk that it holds, and the number of its articles."""

    process: Process
    chunks: deque[list[asyncio.Future[bytes | None]]] = field(default_factory=deque)
    article_count: int = 0


class Workers:
    """The worker processes of one session; `open_workers` starts them."""

    def __init__(self) -> None:
        self._workers: list[_Worker] = []
        self._waiting: deque[tuple[AnsweredArticle, asyncio.Future[bytes | None]]] = deque()
        self._readers: list[asyncio.Task[None]] = []
        self._closing = False
        self._relieving = False

    async def start(self, profile: str) -> None:
        """Start a worker for articles of this profile."""
        program = f"from summarizer.run.workers import work; work({profile!r})"
        # PYTHONPATH and -P: a worker can import what this process can, and nothing from the working directory.
        # start_new_session: Ctrl-C reaches all processes of a terminal, but only the parent decides what to finish.
        process = await asyncio.create_subprocess_exec(
            os.fsdecode(get_executable()), "-P", "-c", program, stdin=PIPE, stdout=PIPE, limit=PIPE_BUFFER_BYTES,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        self._workers.append(worker := _Worker(process))
        self._readers.append(asyncio.create_task(self._read_briefs(worker)))

    async def brief(self, answered: AnsweredArticle) -> Brief | None:
        """Return the brief of an article, or None if the caller has to build it.

        That is the case if all workers lag behind, if the worker was killed, and if building the brief raised an error
        in the worker; the caller then gets the same error.
        """
        if not self._workers:
            return None
        loop = asyncio.get_running_loop()
        future: asyncio.Future[bytes | None] = loop.create_future()
        if not self._waiting:
            # Send it together with the other articles that are answered in this iteration of the event loop.
            loop.call_soon(self._send_chunks)
        self._waiting.append((answered, future))
        if not self._relieving and self._lags():
            self._relieving = True
            loop.call_soon(self._relieve)
        brief_json = await future
        return None if brief_json is None else Brief.model_validate_json(brief_json)

    def _send_chunks(self) -> None:
        """Send the waiting articles to the least busy workers, as far as these have free places."""
        while self._waiting and self._workers:
            worker = min(self._workers, key=lambda w: w.article_count)
            share = -(-len(self._waiting) // len(self._workers))
            size = min(MAX_ARTICLES_PER_CHUNK, MAX_ARTICLES_PER_WORKER - worker.article_count, share)
            if not size:
                return
            chunk = [self._waiting.popleft() for _ in range(size)]
            worker.chunks.append([future for _, future in chunk])
            worker.article_count += size
            assert worker.process.stdin is not None
            worker.process.stdin.write(_message([answered for answered, _ in chunk]))

    def _lags(self) -> bool:
        """Return whether more articles wait than the workers will soon take."""
        return len(self._waiting) > MAX_WAITING_PER_WORKER * len(self._workers)

    def _relieve(self) -> None:
        """Give the article that has waited longest back to the parent, and the next one in the next iteration."""
        self._relieving = self._lags()
        if self._relieving:
            _, future = self._waiting.popleft()
            _set_results([future], [None])
            asyncio.get_running_loop().call_soon(self._relieve)

    async def _read_briefs(self, worker: _Worker) -> None:
        """Read the briefs of a worker until its output ends."""
        output = worker.process.stdout
        assert output is not None
        with suppress(Exception):  # after any error, the parent builds the briefs of this worker
            while True:
                length = int.from_bytes(await output.readexactly(_HEADER_BYTES), "little")
                briefs = pickle.loads(await output.readexactly(length))
                if failed := briefs.count(None):
                    _log.warning("a worker could not build %d briefs; its parent process builds them", failed)
                worker.article_count -= len(briefs)
                _set_results(worker.chunks.popleft(), briefs)
                self._send_chunks()
        with suppress(ProcessLookupError):
            worker.process.kill()
        await worker.process.wait()
        self._workers.remove(worker)
        unfinished = [future for chunk in worker.chunks for future in chunk]
        if not self._workers:
            unfinished += [future for _, future in self._waiting]
            self._waiting.clear()
        _set_results(unfinished, [None] * len(unfinished))
        if not self._closing:
            _log.warning("a worker process has ended unexpectedly; %d left", len(self._workers))

    async def close(self) -> None:
        """End the processes. The articles that they still hold are dropped."""
        self._closing = True
        for worker in self._workers:
            with suppress(ProcessLookupError):
                worker.process.kill()
        await asyncio.gather(*self._readers)


@asynccontextmanager
async def open_workers(count: int, profile: str) -> AsyncIterator[Workers]:
    """Start `count` worker processes for articles of this profile, and end them after the block."""
    workers = Workers()
    try:
        for _ in range(count):
            await workers.start(profile)
        yield workers
    finally:
        await workers.close()


def _set_results(futures: Sequence[asyncio.Future[bytes | None]], briefs: Sequence[bytes | None]) -> None:
    for future, brief in zip(futures, briefs, strict=True):
        if not future.done():  # it is done if the waiting task was cancelled
            future.set_result(brief)


def _message(content: object) -> bytes:
    data = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(_HEADER_BYTES, "little") + data


def _brief_json(answered: AnsweredArticle) -> bytes | None:
    """Return the brief of an article as JSON, or None if building it raised an error.

    The error is not logged here, where nobody set up logging: the parent, which builds the brief then, gets the same.
    """
    try:
        return answered.brief().model_dump_json().encode()
    except Exception:
        return None


def work(profile: str) -> None:
    """Build briefs until standard input ends. This is the main function of a worker process."""
    with suppress(ImportError, AttributeError, OSError):  # only Linux can change the size of a pipe
        import fcntl

        fcntl.fcntl(1, fcntl.F_SETPIPE_SZ, PIPE_BUFFER_BYTES)
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # standard output becomes stderr, so that prints of a library don't mix with the briefs
    # Load what the first brief needs: the prompt, the language model, the segmenter.
    plan(Article(text="It is a long way from one end of the harbour to the other. " * 2), PROFILES[profile])
    gc.freeze()  # the loaded objects stay alive, so the garbage collector need not visit them
    gc.set_threshold(WORKER_GC_THRESHOLD_OBJECTS)
    # Read in another thread, so that the next chunk is in memory when it is needed.
    chunks: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_read_chunks, args=(source, chunks), daemon=True).start()
    while (chunk := chunks.get()) is not None:
        sink.write(_message([_brief_json(answered) for answered in pickle.loads(chunk)]))
        sink.flush()


def _read_chunks(source: BinaryIO, chunks: SimpleQueue[bytes | None]) -> None:
    while header := source.read(_HEADER_BYTES):
        chunks.put(source.read(int.from_bytes(header, "little")))
    chunks.put(None)
