"""Batches: many articles in one request, which are made into briefs one batch after the other.

Each batch is a folder with its articles, its checkpoint, its results so far and its state. A service that starts goes
on with the batches that are not finished; their checkpoints have what was paid for.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException

from summarizer.article.readers.registry import read_lines
from summarizer.errors import EmptyArticleError
from summarizer.run.many import Item, results_of
from summarizer.run.progress import Tally
from summarizer.run.session import Session
from summarizer.service.briefs import Options
from summarizer.service.config import ServiceConfig
from summarizer.service.metrics import Metrics
from summarizer.service.problems import Problem, problem_of

MAX_WAITING = 100
"""Largest number of batches that are not finished."""

ARTICLES, RESULTS, CHECKPOINT, STATE = "articles.jsonl", "results.jsonl", "checkpoint.db", "batch.json"

_log = logging.getLogger("summarizer")


class Batch(BaseModel):
    """The state of a batch. Counts are those of its last run; `problem` is what ended it early."""

    id: str
    state: Literal["queued", "running", "done", "failed"] = Field("queued", description="failed: the run ended early")
    created: datetime
    options: Options
    retry_failed: bool = Field(False, description="whether articles that failed in an earlier run are asked for again")
    total: int = Field(description="number of articles")
    done: int = Field(0, description="number of results so far")
    failed: int = Field(0, description="number of results without a brief")
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = Field(None, description="US dollars; null if unknown")
    problem: Problem | None = None

    def after(self, tally: Tally) -> Batch:
        """Return the batch with the counts of a tally."""
        counts = ("done", "failed", "prompt_tokens", "completion_tokens", "cost")
        return self.model_copy(update={name: getattr(tally, name) for name in counts})


class Batches:
    """The batches in a folder, which one task works off."""

    def __init__(self, folder: Path, config: ServiceConfig, session: Session, metrics: Metrics) -> None:
        self._folder, self._config, self._session, self._metrics = folder, config, session, metrics
        self._known: dict[str, Batch] = {batch.id: batch for batch in _stored(folder)}
        self._news = asyncio.Event()
        self._stopping = False
        self._removed: set[str] = set()
        self._worker = asyncio.create_task(self._work())
        self._count()

    def stop(self) -> None:
        """Start no further article."""
        self._stopping = True
        self._news.set()

    async def finish(self, seconds: float) -> None:
        """Wait until the articles in progress are finished, at most so long, and end."""
        self.stop()
        with suppress(asyncio.CancelledError, TimeoutError):
            await asyncio.wait_for(self._worker, max(0.0, seconds))

    async def submit(self, body: AsyncIterator[bytes], options: Options) -> Batch:
        """Store a batch of articles in JSON Lines, and return it, once it is on disk."""
        if sum(batch.state in ("queued", "running") for batch in self._known.values()) >= MAX_WAITING:
            raise HTTPException(429, f"{MAX_WAITING} batches are not finished yet; try again later")
        id = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        folder = self._folder / id
        folder.mkdir(parents=True)
        try:
            with (folder / ARTICLES).open("wb") as file:
                async for chunk in body:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            with (folder / ARTICLES).open("rb") as lines:
                total = sum(1 for line in lines if line.strip())
            if not total:
                raise EmptyArticleError("the batch has no article", hint="send an article as JSON on each line")
            batch = Batch(id=id, created=datetime.now(UTC), options=options, total=total)
            self._set(batch, stored=True)
        except BaseException:  # a caller that went away, too
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._news.set()
        return batch

    def get(self, id: str) -> Batch:
        """Return a batch. Raise HTTPException (404) if there is none."""
        if id not in self._known:
            raise HTTPException(404, "there is no such batch")
        return self._known[id]

    def all(self) -> list[Batch]:
        """Return the batches, the latest first."""
        return sorted(self._known.values(), key=lambda batch: batch.id, reverse=True)

    def resume(self, id: str, *, retry_failed: bool) -> Batch:
        """Let a batch that has ended run again, which asks for nothing that the checkpoint has."""
        batch = self.get(id)
        if batch.state in ("queued", "running"):
            raise HTTPException(409, f"the batch is {batch.state}")
        batch = batch.model_copy(update={"state": "queued", "retry_failed": retry_failed, "problem": None})
        self._set(batch, stored=True)
        self._news.set()
        return batch

    def delete(self, id: str) -> None:
        """Remove a batch and all that is stored of it. Articles of it that are in progress are finished."""
        batch = self.get(id)
        if batch.state == "running":
            self._removed.add(id)
        else:
            shutil.rmtree(self._folder / id, ignore_errors=True)
        del self._known[id]
        self._count()

    def results(self, id: str) -> Iterator[bytes]:
        """Return the results of a batch so far, a line of JSON each."""
        self.get(id)
        return _whole_lines(self._folder / id / RESULTS)

    def _set(self, batch: Batch, *, stored: bool) -> None:
        self._known[batch.id] = batch
        self._count()
        if stored:
            file = self._folder / batch.id / STATE
            part = file.with_suffix(".part")
            part.write_text(batch.model_dump_json(indent=1), encoding="utf-8")
            os.replace(part, file)

    def _count(self) -> None:
        states = Counter(batch.state for batch in self._known.values())
        self._metrics.set_batches({state: states[state] for state in ("queued", "running", "done", "failed")})

    async def _work(self) -> None:
        """Run the batches that are queued, the oldest first, until the service stops."""
        while not self._stopping:
            queued = sorted(batch.id for batch in self._known.values() if batch.state == "queued")
            if queued:
                try:
                    await self._run(queued[0])
                except OSError as error:  # the disk is full: the others may still be finished, and be deleted
                    _log.error("the state of batch %s cannot be written", queued[0], exc_info=error)
                    self._known[queued[0]] = self._known[queued[0]].model_copy(
                        update={"state": "failed", "problem": problem_of(error)}
                    )
            else:
                self._news.clear()
                await self._news.wait()

    async def _run(self, id: str) -> None:
        """Run one batch. If the service stops meanwhile, its stored state stays queued."""
        self._set(self._known[id].model_copy(update={"state": "running"}), stored=False)
        problem: Problem | None = None
        try:
            await self._results(self._known[id])
        except Exception as error:
            _log.warning("batch %s ended early", id, exc_info=error)
            problem = problem_of(error)
        if id in self._removed:
            self._removed.discard(id)
            shutil.rmtree(self._folder / id, ignore_errors=True)
        elif problem is not None:
            self._set(self._known[id].model_copy(update={"state": "failed", "problem": problem}), stored=True)
        elif self._known[id].done >= self._known[id].total:
            self._set(self._known[id].model_copy(update={"state": "done"}), stored=True)

    async def _results(self, batch: Batch) -> None:
        folder = self._folder / batch.id
        settings = batch.options.applied_to(self._config.settings)

        def report(tally: Tally) -> None:
            if batch.id in self._known:
                self._known[batch.id] = self._known[batch.id].after(tally)

        results = results_of(
            self._articles(batch.id), settings, concurrency=self._config.concurrency, checkpoint=folder / CHECKPOINT,
            retry_failed=batch.retry_failed, total=batch.total, on_progress=report,
            session=self._session.for_call(settings),
        )  # fmt: skip
        with (folder / RESULTS).open("wb") as file:
            async with aclosing(results):
                async for result in results:
                    file.write(result.model_dump_json(exclude={"resumed"}).encode() + b"\n")
                    file.flush()
                    self._metrics.count_result(result)

    def _articles(self, id: str) -> Iterator[Item]:
        with (self._folder / id / ARTICLES).open("rb") as lines:
            for item in read_lines("line", lines):
                if self._stopping or id in self._removed:
                    return
                yield item


def _stored(folder: Path) -> Iterator[Batch]:
    """Yield the batches in a folder. What was not stored completely is removed: its caller got no answer."""
    folder.mkdir(parents=True, exist_ok=True)
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        if not (inner / STATE).is_file():
            shutil.rmtree(inner, ignore_errors=True)
            continue
        try:
            yield Batch.model_validate_json((inner / STATE).read_bytes())
        except (ValidationError, OSError) as error:
            _log.warning("the batch in %s is left alone: %s", inner, error)


def _whole_lines(file: Path) -> Iterator[bytes]:
    """Yield the lines of a file that may be growing, without a last one that is not written to its end."""
    with suppress(FileNotFoundError), file.open("rb") as lines:
        for line in lines:
            if line.endswith(b"\n"):
                yield line
