"""Telemetry: one log record and one OpenTelemetry span per attempt.

Loggers are named `summarizer.…`. The log record of an attempt always has all fields in `FIELDS`. If opentelemetry-api
is installed, each attempt is a span that follows the OpenTelemetry semantic conventions for GenAI clients. Neither
contains a key or text of an article.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from summarizer.schema import Attempt

LOG = logging.getLogger("summarizer.gateway")

FIELDS = (
    "endpoint", "model", "window", "outcome", "seconds", "prompt_tokens", "cached_tokens", "completion_tokens", "cost",
)  # fmt: skip
"""Fields of the log record of an attempt. They have the names of the ledger's fields."""

SUCCESS_OUTCOMES = frozenset(("ok", "cached"))
"""Outcomes of attempts that gave a usable answer."""


def log_attempt(attempt: Attempt) -> None:
    """Log an attempt: at level DEBUG if it succeeded, else at level WARNING."""
    level = logging.DEBUG if attempt.outcome in SUCCESS_OUTCOMES else logging.WARNING
    if not LOG.isEnabledFor(level):
        return
    LOG.log(
        level,
        "attempt on window %d: %s after %.1f s",
        attempt.window,
        attempt.outcome,
        attempt.seconds,
        extra={name: getattr(attempt, name) for name in FIELDS},
    )


@cache
def _tracing() -> Any:
    """Return the opentelemetry.trace module, or None if it is not installed. Python does not cache a failed import."""
    try:
        from opentelemetry import trace
    except ImportError:
        return None
    return trace


@contextmanager
def chat_span(endpoint: str, model: str) -> Iterator[Any]:
    """Yield the span of one attempt, or None if opentelemetry-api is not installed. `describe` sets its attributes."""
    trace = _tracing()
    if trace is None:
        yield None
        return
    attributes = {"gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": model}
    parts = urlsplit(endpoint)
    if parts.hostname:
        attributes["server.address"] = parts.hostname
    tracer = trace.get_tracer("summarizer")
    kind = trace.SpanKind.CLIENT
    # Only the type of an error is recorded: its text might contain parts of the request.
    with tracer.start_as_current_span(
        f"chat {model}", kind=kind, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as span:
        yield span


def describe(span: Any, attempt: Attempt) -> None:
    """Set the attributes and the status of the span of an attempt."""
    if span is None:
        return
    from opentelemetry.trace import StatusCode

    attributes = {
        "gen_ai.response.model": attempt.model,
        "gen_ai.usage.input_tokens": attempt.prompt_tokens,
        "gen_ai.usage.output_tokens": attempt.completion_tokens,
        "summarizer.window": attempt.window,
    }
    span.set_attributes({name: value for name, value in attributes.items() if value is not None})
    if attempt.outcome not in SUCCESS_OUTCOMES:
        span.set_attribute("error.type", attempt.outcome)
        span.set_status(StatusCode.ERROR, attempt.outcome)
