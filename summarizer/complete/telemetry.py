"""Telemetry: what an operator sees of each attempt, as a log record and as a span.

Loggers are named `summarizer.…`; a record of an attempt carries the fields of `FIELDS`, always all of them. Where
opentelemetry-api is installed, each attempt is a span after the semantic conventions of GenAI clients. Neither holds a
key or any text of an article.
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
"""Fields of the log record of an attempt, named as in the ledger."""

PASSING = frozenset(("ok", "cached"))


def log_attempt(attempt: Attempt) -> None:
    """Log an attempt: at level DEBUG if it was answered, at WARNING if not."""
    level = logging.DEBUG if attempt.outcome in PASSING else logging.WARNING
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
    """Return opentelemetry's module, or None where it is not installed, which Python does not remember by itself."""
    try:
        from opentelemetry import trace
    except ImportError:
        return None
    return trace


@contextmanager
def chat_span(endpoint: str, model: str) -> Iterator[Any]:
    """Give the span of one attempt, or None where opentelemetry-api is not installed; `describe` fills it in."""
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
    # Errors are told by their type alone: the text of an exception might hold what was asked.
    with tracer.start_as_current_span(
        f"chat {model}", kind=kind, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as span:
        yield span


def describe(span: Any, attempt: Attempt) -> None:
    """Put what came of an attempt into its span."""
    if span is None:
        return
    from opentelemetry.trace import StatusCode

    told = {
        "gen_ai.response.model": attempt.model,
        "gen_ai.usage.input_tokens": attempt.prompt_tokens,
        "gen_ai.usage.output_tokens": attempt.completion_tokens,
        "summarizer.window": attempt.window,
    }
    span.set_attributes({name: value for name, value in told.items() if value is not None})
    if attempt.outcome not in PASSING:
        span.set_attribute("error.type", attempt.outcome)
        span.set_status(StatusCode.ERROR, attempt.outcome)
