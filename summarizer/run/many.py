"""Summarize many articles in one session, a limited number at a time.

The input is read as needed and results are yielded as they finish, so memory does not grow with the length of the
input. An error in one article becomes the failure in its result. An error that would affect all articles (a wrong key,
an exhausted budget, an endpoint that stays down) ends the run. With a checkpoint, the next run resumes there.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Iterable, Sized
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from summarizer.article.inputs import as_article
from summarizer.errors import (
    AuthenticationError,
    ConfigurationError,
    EndpointUnavailableError,
    InputError,
    LimitError,
    QuotaExhaustedError,
    SummarizerError,
    WeightsError,
)
from summarizer.run.checkpoint import Checkpoint, article_key, fingerprint_of, open_checkpoint
from summarizer.run.progress import Tally
from summarizer.run.session import Session, open_session
from summarizer.schema import Article, BriefArticle, Failure, Result
from summarizer.settings import Settings

MAX_ACTIVE_PER_REQUEST = 2
"""Largest number of unfinished articles per unit of concurrency. While some are planned or assembled, others keep the
endpoint busy."""

MAX_PENDING_PER_REQUEST = 4
"""Largest number of started articles, per unit of concurrency, whose results have not been yielded. With `ordered`,
finished articles wait for a slow one."""

MAX_READ_AHEAD_ARTICLES = 16
"""Largest number of articles that are read before they can start. The limit is a quarter of the concurrency if that is
smaller, because articles that have been read still start after the caller asks the run to end."""

MIN_UNREACHABLE_ARTICLES = 8
"""Smallest number of consecutive articles that fail to reach the endpoint before it counts as down. The limit is the
concurrency if that is larger."""

_log = logging.getLogger("summarizer")

Item = Article | str | Result
"""An item of the input: an article, its text, or the failed result of an article that could not be read."""


async def results_of(
    articles: Iterable[Item] | AsyncIterable[Item],
    settings: Settings,
    *,
    concurrency: int,
    checkpoint: str | Path | None = None,
    retry_failed: bool = False,
    ordered: bool = False,
    total: int | None = None,
    on_progress: Callable[[Tally], None] | None = None,
    session: Session | None = None,
    **session_options: Any,
) -> AsyncGenerator[Result, None]:
    """Yield one Result per article, as it finishes or, if `ordered`, in the order of the input.

    `session` is an open session to use; it stays open. Without it, a session is opened with these settings and with
    `session_options`, the other parameters of `open_session`. Raise the error that ends the run; see the module.
    """
    if concurrency < 1:
        raise ConfigurationError(f"concurrency is {concurrency}; it must be at least 1")
    total = total if total is not None or not isinstance(articles, Sized) else len(articles)
    tally, started = Tally(total=total), time.monotonic()
    session_context = (
        open_session(settings, concurrency=concurrency, **session_options) if session is None else nullcontext(session)
    )
    async with session_context as opened:
        checkpoint_context = (
            nullcontext() if checkpoint is None else open_checkpoint(Path(checkpoint), fingerprint_of(opened.settings))
        )
        with checkpoint_context as opened_checkpoint:
            for note in opened_checkpoint.notes() if opened_checkpoint is not None else ():
                (opened.on_status or _log.warning)(note)
            run = _Run(opened, opened_checkpoint, concurrency, retry_failed=retry_failed, ordered=ordered)
            read_ahead = max(1, min(MAX_READ_AHEAD_ARTICLES, concurrency // 4))
            async with _reading(articles, read_ahead) as source, run.processing(source):
                async for result in run.results():
                    tally = tally.after(result, time.monotonic() - started)
                    if on_progress is not None:
                        on_progress(tally)
                    yield result


_FATAL_ERRORS = (ConfigurationError, AuthenticationError, QuotaExhaustedError, LimitError, WeightsError)
"""Errors that all other articles would have too."""


class _Run:
    """One run: the articles in progress, and the results that wait to be yielded."""

    def __init__(
        self, session: Session, checkpoint: Checkpoint | None, concurrency: int, *, retry_failed: bool, ordered: bool
    ) -> None:
        self._session, self._checkpoint, self._retry_failed, self._ordered = session, checkpoint, retry_failed, ordered
        self._active_slots = asyncio.Semaphore(MAX_ACTIVE_PER_REQUEST * concurrency)
        self._pending_slots = asyncio.Semaphore(MAX_PENDING_PER_REQUEST * concurrency)
        self._max_unreachable = max(MIN_UNREACHABLE_ARTICLES, concurrency)
        self._ready: asyncio.Queue[asyncio.Future[Result] | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[Result]] = set()
        self._locks: dict[str, asyncio.Lock] = {}
        """Locks of the articles in progress, by key."""

    @asynccontextmanager
    async def processing(self, source: AsyncIterator[Item]) -> AsyncIterator[None]:
        """Process the articles of the source while the block runs. Cancel those in progress when it ends."""
        self._feeder = asyncio.create_task(self._feed(source))
        try:
            yield
        finally:
            # The feeder first: it must not start articles after the others have been cancelled.
            await _cancel([self._feeder])
            await _cancel(self._tasks)

    async def results(self) -> AsyncIterator[Result]:
        """Yield the results. Raise the error that ends the run, after the results of the articles in progress.

        Those articles are paid for already, so they are finished and not cancelled.
        """
        while (finished := await self._ready.get()) is not None:
            try:
                result = await finished
            except Exception:
                await _cancel([self._feeder])
                await asyncio.gather(*self._tasks, return_exceptions=True)
                while not self._ready.empty():
                    late = self._ready.get_nowait()
                    if late is not None and late.exception() is None:
                        yield late.result()
                raise
            self._pending_slots.release()
            yield result

    async def _feed(self, source: AsyncIterator[Item]) -> None:
        """Start a task for each article of the source."""
        try:
            while True:
                # Wait before reading, so that an article is not read long before it can start.
                await self._pending_slots.acquire()
                await self._active_slots.acquire()
                try:
                    item = await anext(source)
                except StopAsyncIteration:
                    break
                task = asyncio.create_task(self._process(item))
                self._tasks.add(task)
                task.add_done_callback(self._on_done)
                if self._ordered:
                    self._ready.put_nowait(task)
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self._ready.put_nowait(None)
        except Exception as error:  # raised by the source
            await asyncio.gather(*self._tasks, return_exceptions=True)
            failed: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
            failed.set_exception(error)
            self._ready.put_nowait(failed)

    def _on_done(self, task: asyncio.Task[Result]) -> None:
        self._tasks.discard(task)
        self._active_slots.release()
        if task.cancelled():
            return
        task.exception()  # marks it as retrieved: asyncio would report an error that is never yielded on stderr
        if not self._ordered:
            self._ready.put_nowait(task)

    async def _process(self, item: Item) -> Result:
        """Return the result of an item: from the checkpoint, or from the model."""
        if isinstance(item, Result):
            return item
        article = as_article(item)
        key = article_key(article)
        id = article.id or key[:16]
        if self._checkpoint is None:
            return await self._summarize(article, id)
        # If the same article occurs twice, the second one waits and finds the result of the first.
        async with self._locks.setdefault(key, asyncio.Lock()):
            try:
                stored = self._checkpoint.get(key)
                if stored is not None and not (self._retry_failed and stored.brief is None):
                    return self._resumed(stored, article, id)
                result = await self._summarize(article, id)
                await self._checkpoint.put(key, result)
                return result
            finally:
                self._locks.pop(key, None)

    def _resumed(self, stored: Result, article: Article, id: str) -> Result:
        """Return a stored result as that of an article, which may be a copy with another id, address or source."""
        brief = stored.brief
        if brief is not None:
            article = article.model_copy(update={"language": brief.article.language})
            own = BriefArticle.of(article, include_text=self._session.settings.include_text)
            brief = brief.model_copy(update={"article": own})
        return stored.model_copy(update={"id": id, "brief": brief})

    async def _summarize(self, article: Article, id: str) -> Result:
        """Return the brief of an article or its failure. Raise an error that ends the run."""
        started = time.monotonic()
        try:
            brief = await self._session.brief(article, fatal=_FATAL_ERRORS)
        except _FATAL_ERRORS:
            raise
        except Exception as error:
            self._check_failure(error)
            return Result(id=id, failure=Failure.of(error, time.monotonic() - started))
        self._session.unreachable_count = 0
        return Result(id=id, brief=brief)

    def _check_failure(self, error: Exception) -> None:
        """Raise EndpointUnavailableError if the endpoint stays down. Log an error that is not a SummarizerError."""
        if isinstance(error, EndpointUnavailableError):
            self._session.unreachable_count += 1
            if self._session.unreachable_count >= self._max_unreachable:
                raise EndpointUnavailableError(
                    f"{error.message}, for {self._session.unreachable_count} articles in a row",
                    hint="make the endpoint available, then run the same again with retry_failed (--retry-failed)",
                ) from error
        elif not isinstance(error, InputError):
            self._session.unreachable_count = 0
        if not isinstance(error, SummarizerError):
            _log.error("an article failed with an unexpected error", exc_info=error)


async def _cancel(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel tasks and wait until they have ended."""
    cancelled = list(tasks)
    for task in cancelled:
        task.cancel()
    await asyncio.gather(*cancelled, return_exceptions=True)


@asynccontextmanager
async def _reading(
    articles: Iterable[Item] | AsyncIterable[Item], read_ahead: int
) -> AsyncIterator[AsyncIterator[Item]]:
    """Yield an async iterator over the articles.

    A synchronous iterable may block, so it is read in another thread, `read_ahead` articles at a time.
    """
    if isinstance(articles, AsyncIterable):
        yield aiter(articles)
        return
    if isinstance(articles, str | bytes | Article):
        raise ConfigurationError(
            f"summarize_many takes several articles, not a single {type(articles).__name__}",
            hint="pass a list of articles, or call summarize",
        )
    source, end = iter(articles), object()
    loop, items = asyncio.get_running_loop(), asyncio.Queue[Any]()
    reader = ThreadPoolExecutor(1, thread_name_prefix="summarizer-input")

    def read_items() -> None:
        # Pass on each article at once, since the next one may take long. Read several per call, since waking up the
        # thread takes longer than reading.
        with suppress(RuntimeError):  # the loop is closed, so nothing waits for the items
            for _ in range(read_ahead):
                try:
                    item = next(source, end)
                except Exception as error:
                    item = error
                loop.call_soon_threadsafe(items.put_nowait, item)
                if item is end or isinstance(item, Exception):
                    return

    async def iterate() -> AsyncIterator[Item]:
        while True:
            loop.run_in_executor(reader, read_items)
            for _ in range(read_ahead):
                item = await items.get()
                if item is end:
                    return
                if isinstance(item, Exception):
                    raise item
                yield item

    try:
        yield iterate()
    finally:
        reader.shutdown(wait=False)  # don't wait: the source may block for long
