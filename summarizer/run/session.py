"""A session: the endpoint, its connections and what a call may take, for one article or for any number of them."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from summarizer.assemble.assembler import assemble
from summarizer.complete.cache import ResponseCache, open_cache
from summarizer.complete.endpoint import Connection, RetryPolicy
from summarizer.complete.gateway import Gateway, open_connections
from summarizer.complete.limits import Limits, Meter, RateLimiter
from summarizer.complete.selection import fallback_endpoints, is_embedded, open_endpoint
from summarizer.errors import ConfigurationError, SummarizerError
from summarizer.plan.planning import Plan, plan
from summarizer.plan.profiles import Profile, profile_for
from summarizer.run.workers import Answered, Workers, open_workers
from summarizer.schema import Article, Brief
from summarizer.settings import Endpoint, Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI

Progress = Callable[[int, int], None]

YOUNG = 100_000
"""Objects after which Python looks for garbage, in a run over many articles: with as many as the articles under way
have, hardly any of them is garbage each time."""


@dataclass
class Session:
    """What briefs are made with; `open_session` gives one."""

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
    down: int = 0
    """Articles in a row that could not reach the endpoint."""
    _connections: tuple[Connection, ...] | None = None
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def brief(
        self,
        article: Article,
        on_progress: Progress | None = None,
        *,
        fatal: tuple[type[SummarizerError], ...] = (),
    ) -> Brief:
        """Return the brief of an article; raises a SummarizerError, whose `attempts` are the ledger of this article.

        After an error that is `fatal` no brief is made of the windows that were answered: it is raised.
        """
        planned = plan(article, self.profile, self.settings.language)
        connections = await self._opened(planned)
        started = datetime.now(UTC)
        gateway = Gateway(
            connections,
            self.meter,
            self.slots,
            policy=RetryPolicy(self.settings.max_attempts),
            reasks=self.settings.reasks,
            cache=self.cache,
        )
        completions = await gateway.complete_all(planned.requests, on_progress)
        finished, endpoint, ledger = datetime.now(UTC), connections[0].endpoint, gateway.ledger
        for error in (c.error for c in completions if isinstance(c.error, fatal)):
            error.attempts = tuple(ledger.attempts)
            raise error
        if self.workers is not None and all(c.draft is not None for c in completions):
            answered = Answered.of(planned, completions, ledger, endpoint, started, finished)
            if (made := await self.workers.brief(answered)) is not None:
                return made
        return assemble(planned, completions, ledger, endpoint, started, finished, strict=self.settings.strict)

    async def _opened(self, planned: Plan) -> tuple[Connection, ...]:
        """Return the connections; with the first article the endpoint is opened, an embedded engine started."""
        async with self._opening:
            if self._connections is None:
                endpoint = await asyncio.to_thread(open_endpoint, self.settings, planned, self.on_status)
                self._connections = await self.stack.enter_async_context(
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
                    self.stack.enter_context(_loaded_at_rest())
            return self._connections

    def _check_prices(self) -> None:
        for connection in self._connections or ():
            if self.settings.cost_budget is not None and not connection.endpoint.embedded and connection.price is None:
                raise ConfigurationError(
                    f"no price is known for {connection.endpoint.model!r}, so that a cost budget can't be kept",
                    hint="give its price in Settings.prices",
                )


@contextmanager
def _loaded_at_rest() -> Iterator[None]:
    """Keep the garbage collector from going through all that is loaded, while many articles come and go: a tenth of the
    time. What is loaded is looked at again afterwards."""
    if gc.get_freeze_count():
        yield  # somebody else's
        return
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], YOUNG), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
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
    """Give a session; its connections are closed at the end. The deadline and the budgets of the settings are those of
    the whole session. `concurrency`: requests under way at once; default: that of the settings. `processes`: how many
    further processes make briefs of what was answered; none: this one does it all. `limiter` gives what keeps the rates
    of an endpoint, where this process does not.

    Raises ConfigurationError for settings that can't be used.
    """
    embedded = is_embedded(settings)
    async with AsyncExitStack() as stack:
        profile = profile_for(settings.profile, embedded=embedded)
        workers = await stack.enter_async_context(open_workers(processes, profile.name)) if processes else None
        yield Session(
            settings,
            profile,
            Meter(Limits(settings.deadline, settings.token_budget, settings.cost_budget)),
            # The embedded engine has so many slots, and a queue that times out.
            asyncio.Semaphore(settings.concurrency if embedded or concurrency is None else concurrency),
            open_cache(settings) if settings.cache else None,
            client,
            on_status,
            stack,
            workers,
            limiter,
            many=concurrency is not None,
        )
