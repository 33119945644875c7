"""Many articles: an archive goes through one session, a few at a time, and nothing of it is lost.

The input is read as it is needed and results are handed on as they are finished, so that memory does not grow with the
length. What befalls one article is its result; what would befall all of them (a wrong key, a budget that is used up, an
endpoint that stays down) ends the run with its error, and the checkpoint knows where to go on.
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

from summarizer.complete.selection import endpoint_named
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
from summarizer.plan.profiles import profile_for
from summarizer.run.checkpoint import Checkpoint, article_key, fingerprint_of, open_checkpoint
from summarizer.run.progress import Tally
from summarizer.run.session import Session, open_session
from summarizer.schema import Article, Failure, Result
from summarizer.settings import Settings

UNDER_WAY = 2
"""Articles begun and not finished, at most, as a multiple of the concurrency: while some are read or made into briefs,
others keep the endpoint busy."""

AHEAD = 4
"""Articles begun and not yet handed on, at most, as a multiple of the concurrency: with `ordered`, quick ones wait for
a slow one."""

READ_AHEAD = 16
"""Articles that are read before there is room for them, at most; no more than a quarter of the concurrency, as they are
still begun after an end was asked for."""

LEAST_DOWN = 8
"""An endpoint counts as down when at least so many articles in a row, and as many as are under way, could not reach
it."""

_log = logging.getLogger("summarizer")

Item = Article | str | Result
"""What is taken: an article, the text of one, or the failed result of one that could not be read."""


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
    **opening: Any,
) -> AsyncGenerator[Result, None]:
    """Give what becomes of each article, as it is finished or in the order of the input.

    `session` is an open one to use, which stays open; without it one is opened with these settings and with `opening`,
    which is what `open_session` takes. Raises the error that ends a run; see the module.
    """
    if concurrency < 1:
        raise ConfigurationError(f"concurrency is {concurrency}, which lets nothing through")
    total = total if total is not None or not isinstance(articles, Sized) else len(articles)
    tally, began = Tally(total=total), time.monotonic()
    opened = open_session(settings, concurrency=concurrency, **opening) if session is None else nullcontext(session)
    async with opened as used:
        keeping = (
            nullcontext() if checkpoint is None else open_checkpoint(Path(checkpoint), fingerprint_with(used.settings))
        )
        with keeping as kept:
            run = _Run(used, kept, concurrency, retry_failed=retry_failed, ordered=ordered)
            ahead = max(1, min(READ_AHEAD, concurrency // 4))
            async with _pulled(articles, ahead) as source, run.under_way(source):
                async for result in run.results():
                    tally = tally.after(result, time.monotonic() - began)
                    if on_progress is not None:
                        on_progress(tally)
                    yield result


def fingerprint_with(settings: Settings) -> dict[str, str]:
    """Return what shapes every brief that is made with these settings, as `checkpoint.fingerprint_of` tells it."""
    endpoint = endpoint_named(settings)
    return fingerprint_of(
        profile_for(settings.profile, embedded=endpoint.embedded),
        endpoint=endpoint.label,
        model=endpoint.model,
        language=settings.language,
        reasks=settings.reasks,
        strict=settings.strict,
    )


_ENDS_ALL = (ConfigurationError, AuthenticationError, QuotaExhaustedError, LimitError, WeightsError)
"""Errors that every other article would meet too."""


class _Run:
    """One run: articles under way, and what waits to be handed on."""

    def __init__(
        self, session: Session, kept: Checkpoint | None, concurrency: int, *, retry_failed: bool, ordered: bool
    ) -> None:
        self._session, self._kept, self._retry_failed, self._ordered = session, kept, retry_failed, ordered
        self._at_once = asyncio.Semaphore(UNDER_WAY * concurrency)
        self._ahead = asyncio.Semaphore(AHEAD * concurrency)
        self._patience = max(LEAST_DOWN, concurrency)
        self._ready: asyncio.Queue[asyncio.Future[Result] | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[Result]] = set()
        self._same: dict[str, asyncio.Lock] = {}

    @asynccontextmanager
    async def under_way(self, source: AsyncIterator[Item]) -> AsyncIterator[None]:
        """Begin articles of the source while the block runs; at its end those under way are cancelled."""
        self._feeding = asyncio.create_task(self._feed(source))
        try:
            yield
        finally:
            # What has been cancelled may not begin anew: the feeder first.
            await _cancelled([self._feeding])
            await _cancelled(self._tasks)

    async def results(self) -> AsyncIterator[Result]:
        """Give the results; raises the error that ends the run, after those of the articles that were under way, which
        are paid for."""
        while (finished := await self._ready.get()) is not None:
            try:
                result = await finished
            except Exception:
                await _cancelled([self._feeding])
                await asyncio.gather(*self._tasks, return_exceptions=True)
                while not self._ready.empty():
                    late = self._ready.get_nowait()
                    if late is not None and late.exception() is None:
                        yield late.result()
                raise
            self._ahead.release()
            yield result

    async def _feed(self, source: AsyncIterator[Item]) -> None:
        try:
            while True:
                # Room first: articles are not read long before they can be begun.
                await self._ahead.acquire()
                await self._at_once.acquire()
                try:
                    item = await anext(source)
                except StopAsyncIteration:
                    break
                task = asyncio.create_task(self._one(item))
                self._tasks.add(task)
                task.add_done_callback(self._done)
                if self._ordered:
                    self._ready.put_nowait(task)
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self._ready.put_nowait(None)
        except Exception as error:  # of the source
            await asyncio.gather(*self._tasks, return_exceptions=True)
            failed: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
            failed.set_exception(error)
            self._ready.put_nowait(failed)

    def _done(self, task: asyncio.Task[Result]) -> None:
        self._tasks.discard(task)
        self._at_once.release()
        if task.cancelled():
            return
        task.exception()  # looked at, so that one which is not handed on any more is no complaint on stderr
        if not self._ordered:
            self._ready.put_nowait(task)

    async def _one(self, item: Item) -> Result:
        if isinstance(item, Result):
            return item
        article = Article(text=item) if isinstance(item, str) else item
        key = article_key(article)
        id = article.id or key[:16]
        if self._kept is None:
            return await self._asked(article, id)
        # The same article twice is asked once, and the second time found.
        async with self._same.setdefault(key, asyncio.Lock()):
            try:
                known = self._kept.get(key)
                if known is not None and not (self._retry_failed and known.brief is None):
                    return known.model_copy(update={"id": id})
                result = await self._asked(article, id)
                await self._kept.put(key, result)
                return result
            finally:
                self._same.pop(key, None)

    async def _asked(self, article: Article, id: str) -> Result:
        began = time.monotonic()
        try:
            brief = await self._session.brief(article, fatal=_ENDS_ALL)
        except _ENDS_ALL:
            raise
        except Exception as error:
            self._judge(error)
            return Result(id=id, failure=Failure.of(error, time.monotonic() - began))
        self._session.down = 0
        return Result(id=id, brief=brief)

    def _judge(self, error: Exception) -> None:
        """Raise the error of an endpoint that stays down; log one that is none of the library's."""
        if isinstance(error, EndpointUnavailableError):
            self._session.down += 1
            if self._session.down >= self._patience:
                raise EndpointUnavailableError(
                    f"{error.message}, for {self._session.down} articles in a row",
                    hint="see to the endpoint, then run the same again with retry_failed (--retry-failed)",
                ) from error
        elif not isinstance(error, InputError):
            self._session.down = 0
        if not isinstance(error, SummarizerError):
            _log.error("an article failed with an error that is none of its own", exc_info=error)


async def _cancelled(tasks: Iterable[asyncio.Task[Any]]) -> None:
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)


@asynccontextmanager
async def _pulled(articles: Iterable[Item] | AsyncIterable[Item], ahead: int) -> AsyncIterator[AsyncIterator[Item]]:
    """Give an async iterator over the articles. A plain one is read in a thread of its own, as it may have to wait, so
    many articles at a time."""
    if isinstance(articles, AsyncIterable):
        yield aiter(articles)
        return
    if isinstance(articles, str | bytes | Article):
        raise ConfigurationError("summarize_many takes several articles", hint="give a list, or use summarize")
    source, end = iter(articles), object()
    loop, read = asyncio.get_running_loop(), asyncio.Queue[Any]()
    reader = ThreadPoolExecutor(1, thread_name_prefix="summarizer-input")

    def read_on() -> None:
        # Each article at once, since the next may have to be waited for; and several, as waking a thread takes longer
        # than reading.
        with suppress(RuntimeError):  # of a loop that is closed: nobody waits any more
            for _ in range(ahead):
                try:
                    item = next(source, end)
                except Exception as error:
                    item = error
                loop.call_soon_threadsafe(read.put_nowait, item)
                if item is end or isinstance(item, Exception):
                    return

    async def pulled() -> AsyncIterator[Item]:
        while True:
            loop.run_in_executor(reader, read_on)
            for _ in range(ahead):
                item = await read.get()
                if item is end:
                    return
                if isinstance(item, Exception):
                    raise item
                yield item

    try:
        yield pulled()
    finally:
        reader.shutdown(wait=False)  # a source that waits for its next article must not keep the run from ending
