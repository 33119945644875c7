"""A session: an endpoint, its connections and the limits of a call, for one article or any number of them."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from summarizer.assemble.assembler import AnsweredPlan, assemble
from summarizer.complete.cache import ResponseCache, open_cache
from summarizer.complete.endpoint import Connection, RetryPolicy
from summarizer.complete.gateway import Completion, Gateway, open_connections
from summarizer.complete.limits import GRACE_SECONDS, Limits, Meter, RateLimiter
from summarizer.complete.selection import fallback_endpoints, is_embedded, open_endpoint, profile_of
from summarizer.errors import ConfigurationError, ContextLengthError, SummarizerError
from summarizer.pace import paced
from summarizer.plan.planning import Plan, plan
from summarizer.plan.profiles import Profile
from summarizer.run.verifying import verify
from summarizer.run.workers import AnsweredArticle, Workers, open_workers
from summarizer.schema import Article, Brief
from summarizer.settings import Endpoint, Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

Progress = Callable[[int, int], None]
"""Called with (windows done, windows planned) after each window."""

GC_THRESHOLD_OBJECTS = 100_000
"""Number of new objects after which the garbage collector runs, in a run over many articles. With Python's default it
would run too often: the articles in progress hold nearly all new objects, so almost none of them are garbage."""


@dataclass
class _Opened:
    """The connections of a session once they are open; sessions of single calls share them."""

    connections: tuple[Connection, ...] | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass
class Session:
    """Everything that is needed to summarize articles; `open_session` opens one.

    `slots` limits the requests in flight. `stack` closes the connections. `limiter` returns the rate limiter of an
    endpoint; None: the one of this process. `many` says whether many articles share the session.
    """

    settings: Settings
    profile: Profile
    meter: Meter
    slots: asyncio.Semaphore
    cache: ResponseCache | None
    client: AsyncOpenAI | None
    on_status: Callable[[str], None] | None
    stack: AsyncExitStack
    workers: Workers | None = None
    limiter: Callable[[Endpoint], RateLimiter] | None = None
    many: bool = False
    unreachable_count: int = 0
    """Number of consecutive articles that failed to reach the endpoint."""
    _opened: _Opened = field(default_factory=_Opened)

    def for_call(self, settings: Settings) -> Session:
        """Return a session that shares the connections, slots and cache, for one of many calls at the same endpoint.

        The options of the settings, the deadline and the budgets are those of the call; what selects the endpoint must
        be as in the settings of this session.
        """
        return replace(
            self,
            settings=settings,
            profile=profile_of(settings),
            meter=_meter_of(settings),
            unreachable_count=0,
        )

    async def brief(
        self,
        article: Article,
        on_progress: Progress | None = None,
        *,
        fatal: tuple[type[SummarizerError], ...] = (),
    ) -> Brief:
        """Return the brief of an article.

        Raise a SummarizerError, whose `attempts` is the ledger of this article. If only some windows fail, the brief
        is built from the others, except after an error of a class in `fatal`, which is always raised. If a window is
        too long for the model, the article is cut into smaller ones.
        """
        with paced(self.meter.check):
            planned = plan(article, self.profile, self.settings.language)
        connections = await self._open_connections(planned)
        started = datetime.now(UTC)
        gateway = Gateway(
            connections,
            self.meter,
            self.slots,
            policy=RetryPolicy(self.settings.max_attempts),
            reasks=self.settings.reasks,
            cache=self.cache,
        )
        try:
            planned, completions = await self._answers(article, planned, gateway, on_progress)
            for error in (c.error for c in completions if isinstance(c.error, fatal)):
                raise error
            endpoint, finished = connections[0].endpoint, datetime.now(UTC)
            brief = await self._assembled(
                AnsweredPlan(planned, completions, gateway.ledger, endpoint, started, finished)
            )
            return await verify(brief, planned, gateway, self.settings) if self.settings.verify else brief
        except Exception as error:
            # The requests are paid for, whatever went wrong after them.
            error.attempts = tuple(gateway.ledger.attempts)  # type: ignore[attr-defined]
            raise

    async def _answers(
        self, article: Article, planned: Plan, gateway: Gateway, on_progress: Progress | None
    ) -> tuple[Plan, tuple[Completion, ...]]:
        """Return the answers to the requests of a plan, or of one with smaller windows if they are too long."""
        completions = await gateway.complete_all(planned.requests, on_progress)
        while any(isinstance(c.error, ContextLengthError) for c in completions):
            if (smaller := planned.profile.halved()) is None:
                break
            with paced(self.meter.check):
                planned = plan(article, smaller, self.settings.language)
            completions = await gateway.complete_all(planned.requests, on_progress)
        return planned, completions

    async def _assembled(self, answered: AnsweredPlan) -> Brief:
        """Return the brief, built by a worker process if there is one that is not behind."""
        include_text = self.settings.include_text
        if self.workers is not None and all(c.draft is not None for c in answered.completions):
            remaining = self.meter.remaining()
            # After it, `assemble` raises the error.
            with suppress(TimeoutError):
                async with asyncio.timeout(None if remaining is None else remaining + GRACE_SECONDS):
                    brief = await self.workers.brief(AnsweredArticle.of(answered, include_text))
                    if brief is not None:
                        return brief
        with paced(self.meter.check_work):
            return assemble(answered, strict=self.settings.strict, include_text=include_text)

    async def _open_connections(self, planned: Plan) -> tuple[Connection, ...]:
        """Return the connections. The first call opens them, and starts the embedded engine if it is used."""
        async with self._opened.lock:
            if self._opened.connections is None:
                endpoint = await asyncio.to_thread(open_endpoint, self.settings, planned, self.on_status)
                self._opened.connections = await self.stack.enter_async_context(
                    open_connections(
                        (endpoint, *fallback_endpoints(self.settings)),
                        timeout=self.settings.timeout,
                        rates=(self.settings.requests_per_minute, self.settings.tokens_per_minute),
                        prices=self.settings.prices,
                        client=self.client,
                        limiter=self.limiter,
                        many=self.many,
                    )
                )
                self._check_prices()
                if self.many:
                    self.stack.enter_context(_fewer_collections())
            return self._opened.connections

    def _check_prices(self) -> None:
        for connection in self._opened.connections or ():
            if self.settings.cost_budget is not None and not connection.endpoint.embedded and connection.price is None:
                raise ConfigurationError(
                    f"no price is known for {connection.endpoint.model!r}, so the cost budget of "
                    f"${self.settings.cost_budget:g} can't be enforced",
                    hint="add the model's price to SUMMARIZER_PRICES (Settings.prices)",
                )


def _meter_of(settings: Settings) -> Meter:
    return Meter(Limits(settings.deadline, settings.token_budget, settings.cost_budget))


@contextmanager
def _fewer_collections() -> Iterator[None]:
    """Exclude the objects that exist now from garbage collection during the block, and collect less often.

    This saves a tenth of the time of a run over many articles. Do nothing if the application uses `gc.freeze` itself.
    """
    if gc.get_freeze_count():
        yield
        return
    gc.freeze()
    threshold = gc.get_threshold()
    gc.set_threshold(max(threshold[0], GC_THRESHOLD_OBJECTS), *threshold[1:])
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()


@asynccontextmanager
async def open_session(
    settings: Settings,
    *,
    client: AsyncOpenAI | None = None,
    on_status: Callable[[str], None] | None = None,
    concurrency: int | None = None,
    processes: int = 0,
    limiter: Callable[[Endpoint], RateLimiter] | None = None,
) -> AsyncIterator[Session]:
    """Yield a session, and close its connections at the end.

    The deadline and the budgets of the settings apply to the whole session. `concurrency` is the number of requests in
    flight at once; default: that of the settings. `processes` is the number of worker processes that build briefs; with
    0, this process builds them. `limiter` returns the rate limiter of an endpoint; default: the one of this process.

    Raise ConfigurationError for settings that can't be used.
    """
    embedded = is_embedded(settings)
    async with AsyncExitStack() as stack:
        profile = profile_of(settings)
        workers = await stack.enter_async_context(open_workers(processes, profile.name)) if processes else None
        yield Session(
            settings=settings,
            profile=profile,
            meter=_meter_of(settings),
            # The embedded engine has `settings.concurrency` slots; further requests might time out in its queue.
            slots=asyncio.Semaphore(settings.concurrency if embedded or concurrency is None else concurrency),
            cache=open_cache(settings) if settings.cache else None,
            client=client,
            on_status=on_status,
            stack=stack,
            workers=workers,
            limiter=limiter,
            many=concurrency is not None,
        )
