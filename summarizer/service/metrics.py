"""The figures of the service in the format of Prometheus, as `/metrics` prints them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from summarizer.schema import Attempt, Result

_SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600)


class Metrics:
    """The figures of one service."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self._requests = Counter(
            "summarizer_http_requests", "Requests by path and status", ("method", "path", "status"), registry=registry
        )
        self._briefs = Counter(
            "summarizer_briefs", "Articles by outcome: brief, or the name of the error", ("outcome", "from"),
            registry=registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "summarizer_brief_seconds", "Seconds of a request for a brief", registry=registry, buckets=_SECONDS
        )
        self._in_progress = Gauge("summarizer_briefs_in_progress", "Requests for a brief", registry=registry)
        self._attempts = Counter("summarizer_model_requests", "Requests to the model", ("outcome",), registry=registry)
        self._tokens = Counter("summarizer_model_tokens", "Tokens of the model", ("kind",), registry=registry)
        self._cost = Counter("summarizer_model_cost_usd", "Cost, as far as prices are known", registry=registry)
        self._batches = Gauge("summarizer_batches", "Batches by state", ("state",), registry=registry)

    def rendered(self) -> bytes:
        """Return all figures as text."""
        return generate_latest(self._registry)

    def count_request(self, method: str, path: str, status: int) -> None:
        """Count a response."""
        self._requests.labels(method, path, str(status)).inc()

    @contextmanager
    def one_brief(self) -> Iterator[None]:
        """Measure a request for a brief."""
        started = time.monotonic()
        with self._in_progress.track_inprogress():
            try:
                yield
            finally:
                self._seconds.observe(time.monotonic() - started)

    def count_article(self, outcome: str, attempts: Sequence[Attempt], *, source: str) -> None:
        """Count an article, and what was paid for it. `source` is `request` or `batch`."""
        self._briefs.labels(outcome, source).inc()
        for attempt in attempts:
            self._attempts.labels(attempt.outcome).inc()
            self._tokens.labels("prompt").inc(attempt.prompt_tokens or 0)
            self._tokens.labels("completion").inc(attempt.completion_tokens or 0)
            self._cost.inc(attempt.cost or 0)

    def count_result(self, result: Result) -> None:
        """Count an article of a batch, unless it was counted before a restart."""
        if not result.resumed:
            outcome = result.failure.error if result.failure else "brief"
            self.count_article(outcome, result.attempts, source="batch")

    def set_batches(self, counts: dict[str, int]) -> None:
        """Set how many batches are in each state."""
        for state, count in counts.items():
            self._batches.labels(state).set(count)


class Counted:
    """Middleware that counts the responses of an application by the template of their path."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request, and count its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                method = scope["method"] if scope["method"] in _METHODS else "other"
                self._metrics.count_request(method, _template_of(scope), message["status"])
            await send(message)

        await self._app(scope, receive, counting)


_METHODS = ("GET", "HEAD", "POST", "DELETE")


def _template_of(scope: Scope) -> str:
    """Return the template of the path, so that the number of different ones does not grow."""
    for route in scope["app"].routes if "app" in scope else ():
        if route.matches(scope)[0] is not Match.NONE:
            return str(getattr(route, "path", "other"))
    return "other"
