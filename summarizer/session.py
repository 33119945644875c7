"""A session: the endpoint, its connections and what a call may take, for one article or for any number of them."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from summarizer.cache import ResponseCache
from summarizer.errors import ConfigurationError, SummarizerError
from summarizer.gateway import Gateway, open_connections
from summarizer.limits import Limits, Meter, RateLimiter
from summarizer.pipeline import Plan, assemble, plan
from summarizer.schema import Article, Brief
from summarizer.settings import Endpoint, Profile, Settings, profile_for
from summarizer.wire import Connection, RetryPolicy
from summarizer.workers import Answered, Workers, open_workers

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


def is_embedded(settings: Settings) -> bool:
    """Tell whether the embedded model answers: nothing says otherwise, or it was asked for by name."""
    if settings.base_url:
        return False
    if settings.model:
        from summarizer.weights import MODELS

        # Without a key an unknown name can only be a mistyped embedded one: looking it up says so.
        return settings.model in MODELS or (settings.api_key or settings.openai_api_key) is None
    return (settings.api_key or settings.openai_api_key) is None


def hosted_endpoint(settings: Settings) -> Endpoint:
    """Return the endpoint that the settings name: the base URL, or OpenAI's.

    Raises ConfigurationError if there is a base URL but no model.
    """
    key = settings.api_key or (None if settings.base_url else settings.openai_api_key)
    if settings.base_url and not settings.model:
        raise ConfigurationError("a base URL needs a model", hint="set SUMMARIZER_MODEL or give model=")
    return Endpoint(
        base_url=settings.base_url or "https://api.openai.com/v1",
        model=settings.model or settings.openai_model,
        api_key=key.get_secret_value() if key else "none",
    )


def open_endpoint(settings: Settings, planned: Plan, on_status: Callable[[str], None] | None = None) -> Endpoint:
    """Return the endpoint that answers, first that applies: a base URL or model, OpenAI's key, the embedded model.

    The embedded model is fetched and started here if need be, and reads the part that all requests share. Raises
    ConfigurationError, UnknownModelError, MissingExtraError or a WeightsError.
    """
    if not is_embedded(settings):
        return hosted_endpoint(settings)
    from summarizer import local

    tell = on_status or (lambda line: None)

    def progress(done: int, total: int, message: str) -> None:
        tell(f"{message} ({done / total:.0%} of {total / 1e6:,.0f} MB)")

    endpoint = local.serve(settings.model or settings.embedded_model, settings, on_status=tell, progress=progress)
    tell("reading the instructions")
    local.warm(endpoint, planned.shared_messages, planned.prompt.hash)
    return endpoint


def endpoint_named(settings: Settings) -> Endpoint:
    """Return the endpoint that would answer, without starting it."""
    if not is_embedded(settings):
        return hosted_endpoint(settings)
    return Endpoint("", settings.model or settings.embedded_model, embedded=True)


def endpoint_label(settings: Settings) -> str:
    """Return which model answers and where, for people."""
    if is_embedded(settings):
        return f"{settings.model or settings.embedded_model} (embedded)"
    endpoint = hosted_endpoint(settings)
    return f"{endpoint.model} at {endpoint.label}"


def fallback_endpoints(settings: Settings) -> tuple[Endpoint, ...]:
    """Return the endpoints of `Settings.fallback`; the key is that of the first endpoint.

    Raises ConfigurationError for one that is not MODEL@BASE_URL.
    """
    found = []
    for entry in settings.fallback:
        model, at, base_url = entry.partition("@")
        if not (at and model and base_url.startswith(("http://", "https://"))):
            raise ConfigurationError(
                f"fallback {entry!r} is not MODEL@BASE_URL", hint="for example m@http://host:8000/v1"
            )
        key = settings.api_key or settings.openai_api_key
        found.append(Endpoint(base_url, model, key.get_secret_value() if key else "none"))
    return tuple(found)


def open_cache(settings: Settings) -> ResponseCache:
    """Return the response cache of the settings; raises ConfigurationError if its file can't be used."""
    return ResponseCache(
        settings.answers_file, max_bytes=settings.cache_size * 1_000_000, max_age=settings.cache_age * 86_400
    )
