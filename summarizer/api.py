"""The functions that newsroom tools call."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import aclosing, nullcontext, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.article.inputs import as_article
from summarizer.errors import ConfigurationError
from summarizer.run.many import Item, results_of
from summarizer.run.progress import Tally, tally_progress
from summarizer.run.session import Progress, open_session
from summarizer.schema import Article, Brief, Result
from summarizer.settings import Settings, load_settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

T = TypeVar("T")


def summarize(
    article: str | Article,
    *,
    published: str | date | None = None,
    title: str | None = None,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    profile: str | None = None,
    language: str | None = None,
    strict: bool | None = None,
    deadline: float | None = None,
    token_budget: int | None = None,
    cost_budget: float | None = None,
    fallback: Sequence[str] | None = None,
    client: AsyncOpenAI | None = None,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
    on_status: Callable[[str], None] | None = None,
) -> Brief:
    """Return the brief of an article: its events, actors and commitments, each with its evidence.

    `article` is the text or an `Article`; `published` (a day, or YYYY-MM-DD) is what relative dates are resolved
    against. `model`, `base_url`, `api_key` and `profile` win over `settings`, and these are read from the environment
    (`SUMMARIZER_…`) if not given; with no endpoint at all the embedded model answers. `language` (an ISO 639 code) is
    what the brief is written in, by a model of profile `large`; default: the article's own. A window that fails after
    all retries leaves a brief whose `coverage` and `dropped` say so, or raises its error if `strict`. `deadline`
    (seconds), `token_budget` and `cost_budget` (US dollars) bound the call; they are looked at before each attempt.
    `fallback` lists endpoints to ask where the first fails, as MODEL@BASE_URL. `client` is an AsyncOpenAI (or
    AsyncAzureOpenAI) of your own, for Azure, a proxy or certificates; it needs `model`.
    `on_progress(done, planned)` is called after each window, `on_status(line)` when something takes long.

    Usable inside a running event loop too, where it blocks; `asummarize` does not.

    Raises a `SummarizerError`: `InputError` for the article, `ConfigurationError` for the set-up, `WeightsError` for
    the embedded model's file, `LimitError` for the deadline or a budget, `EndpointError` for the endpoint,
    `AnswerError` for the model. `error.attempts` holds the ledger of what was asked.
    """
    return _run(
        asummarize(
            article, published=published, title=title, model=model, base_url=base_url, api_key=api_key,
            profile=profile, language=language, strict=strict, deadline=deadline, token_budget=token_budget,
            cost_budget=cost_budget, fallback=fallback, client=client, settings=settings, on_progress=on_progress,
            on_status=on_status,
        )
    )  # fmt: skip


async def asummarize(
    article: str | Article,
    *,
    published: str | date | None = None,
    title: str | None = None,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    profile: str | None = None,
    language: str | None = None,
    strict: bool | None = None,
    deadline: float | None = None,
    token_budget: int | None = None,
    cost_budget: float | None = None,
    fallback: Sequence[str] | None = None,
    client: AsyncOpenAI | None = None,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
    on_status: Callable[[str], None] | None = None,
) -> Brief:
    """Return the brief of an article; `summarize` for code that awaits. Same arguments, same errors."""
    if client is not None:
        # The client knows where; the address is told for the provenance.
        base_url, api_key = str(client.base_url).rstrip("/"), None
    chosen = _override(
        settings, model=model, base_url=base_url, api_key=api_key, profile=profile, language=language, strict=strict,
        deadline=deadline, token_budget=token_budget, cost_budget=cost_budget, fallback=fallback,
    )  # fmt: skip
    asked = as_article(article, published, title)
    async with open_session(chosen, client=client, on_status=on_status) as session:
        return await session.brief(asked, on_progress)


async def asummarize_many(
    articles: Iterable[Item] | AsyncIterable[Item],
    *,
    concurrency: int = 8,
    checkpoint: str | Path | None = None,
    retry_failed: bool = False,
    ordered: bool = False,
    total: int | None = None,
    processes: int = 0,
    progress: bool = False,
    on_progress: Callable[[Tally], None] | None = None,
    on_status: Callable[[str], None] | None = None,
    client: AsyncOpenAI | None = None,
    settings: Settings | None = None,
    **given: Any,
) -> AsyncGenerator[Result, None]:
    """Give what becomes of each of many articles, as it is finished, or in the order of the input if `ordered`.

    `articles` is any iterable or async iterable of texts or `Article`s; it is read as it is needed, never as a whole,
    a plain one in a thread of its own. A `Result` has the article's id, and a brief or the failure in its place.
    `concurrency` requests are under way at once (of the embedded model as many as it has slots). `checkpoint` is a
    file in which every article is durable before it is handed on: the same call goes on where it was stopped, whatever
    stopped it; articles that failed are asked again only with `retry_failed`. What was made with another model, prompt,
    schema or setting is not used. `processes` are started to make the briefs of what was answered: worth it from some
    50 requests at once on. `progress` shows a bar on a terminal; `on_progress` is called with a `Tally` after each
    article; `total` is the number of articles, where `len` does not tell it. Other arguments are settings by their
    names, as for `summarize`; `deadline` and the budgets are those of the whole call.

    Raises the error that would befall all articles: ConfigurationError, AuthenticationError, QuotaExhaustedError,
    LimitError, WeightsError, an endpoint that stays down (EndpointUnavailableError), or what the input itself raises.
    """
    if client is not None:
        given |= {"base_url": str(client.base_url).rstrip("/"), "api_key": None}
    chosen = _override(settings, **given)
    with tally_progress() if progress else nullcontext() as show:

        def report(tally: Tally) -> None:
            for tell in (show, on_progress):
                if tell is not None:
                    tell(tally)

        made = results_of(
            articles, chosen, concurrency=concurrency, checkpoint=checkpoint, retry_failed=retry_failed,
            ordered=ordered, total=total, on_progress=report, on_status=on_status, client=client,
            processes=processes,
        )  # fmt: skip
        async with aclosing(made):
            async for result in made:
                yield result


def summarize_many(articles: Iterable[Item] | AsyncIterable[Item], **arguments: Any) -> Iterator[Result]:
    """Give what becomes of each of many articles; `asummarize_many` for code that does not await, also inside a running
    event loop, where it blocks. Same arguments, same errors. Leaving the loop over it stops what is under way."""
    return _iterate(lambda: asummarize_many(articles, **arguments))


def _override(settings: Settings | None, **given: Any) -> Settings:
    if unknown := sorted(given.keys() - Settings.model_fields.keys()):
        raise ConfigurationError(f"there is no argument or setting {unknown[0]!r}")
    if settings is None:
        return load_settings(**given)
    return load_settings(
        **{**settings.model_dump(exclude_unset=True), **{k: v for k, v in given.items() if v is not None}}
    )


def _iterate(made: Callable[[], AsyncGenerator[T, None]]) -> Iterator[T]:
    """Give the items of an async generator, which runs in a thread of its own, a few ahead at most."""
    ready: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()
    begun: queue.SimpleQueue[tuple[asyncio.AbstractEventLoop, asyncio.Task[None], asyncio.Semaphore]] = (
        queue.SimpleQueue()
    )

    async def work() -> None:
        room, task = asyncio.Semaphore(16), asyncio.current_task()
        assert task is not None
        begun.put((asyncio.get_running_loop(), task, room))
        ending: BaseException = StopIteration()
        try:
            async with aclosing(made()) as items:
                async for item in items:
                    await room.acquire()
                    ready.put((item, None))
        except BaseException as error:
            ending = error
        ready.put((None, ending))

    thread = threading.Thread(target=lambda: asyncio.run(work()), name="summarizer", daemon=True)
    thread.start()
    loop, task, room = begun.get()
    try:
        while True:
            item, ending = ready.get()
            if isinstance(ending, StopIteration):
                return
            if ending is not None:
                raise ending
            with suppress(RuntimeError):  # the loop has ended: nobody needs room
                loop.call_soon_threadsafe(room.release)
            yield item  # type: ignore[misc]
    finally:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(task.cancel)
        thread.join()


def _run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, in a thread of its own if this one already runs an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    result: list[T] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            result.append(asyncio.run(coroutine))
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=work, name="summarizer", daemon=True)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]
