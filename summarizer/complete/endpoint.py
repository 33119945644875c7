"""Requests to one endpoint through the OpenAI client, with retries. Every attempt is recorded in the ledger.

Each layer has one task. The client sends one request and never retries. Tenacity retries transport errors, as often as
the policy, the deadline and the budgets allow, and waits as long as the server demands. The gateway above handles
answers that do not fit the schema.

The heavy imports are inside functions: the library must load fast.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.complete.answers import Answer, answer_of, outcome_of
from summarizer.complete.capabilities import capabilities_of, learn
from summarizer.complete.failures import client_fault, is_retryable, translate_error
from summarizer.complete.ledger import Ledger, attempt_of
from summarizer.complete.limits import Clock, Meter, RateLimiter, retry_after
from summarizer.complete.prices import Price, cost_of
from summarizer.complete.streams import completion_of_stream, is_stream
from summarizer.complete.telemetry import chat_span, describe, log_attempt
from summarizer.errors import (
    DeadlineExceededError,
    EndpointUnavailableError,
    NotAnApiError,
    RateLimitedError,
    RefusedAnswerError,
    RequestRejectedError,
    SummarizerError,
)
from summarizer.plan.planning import Request
from summarizer.plan.prompts import Message
from summarizer.settings import Endpoint

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from tenacity import RetryCallState


@dataclass(frozen=True)
class RetryPolicy:
    """How transport errors are retried.

    `attempts` includes the first one. Waits begin at `wait` seconds, double each time up to `max_wait` seconds, and
    have full jitter. If the server demands a wait of more than `max_retry_after` seconds, the request is not retried.
    """

    attempts: int = 4
    wait: float = 0.5
    max_wait: float = 30.0
    max_retry_after: float = 60.0


@dataclass(frozen=True)
class Connection:
    """An endpoint with an open client, for any number of articles.

    `timeout` is the number of seconds that one attempt may take. `is_user_client` says whether the caller of the
    library passed the client.
    """

    client: AsyncOpenAI
    endpoint: Endpoint
    timeout: float
    limiter: RateLimiter
    price: Price | None = None
    clock: Clock = field(default_factory=Clock)
    is_user_client: bool = False


@dataclass
class RetryingEndpoint:
    """A connection as one article uses it. After the error in `broken`, no more requests are sent to it.

    `has_answered` says whether it has answered a request of this article.
    """

    connection: Connection
    policy: RetryPolicy
    meter: Meter
    ledger: Ledger
    broken: SummarizerError | None = None
    has_answered: bool = False

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint of the connection."""
        return self.connection.endpoint

    async def ask(self, request: Request, messages: Sequence[Message], max_tokens: int) -> Answer:
        """Send these messages for a request and return the answer; retry transient errors.

        A re-ask has more messages than the request, and another length of the answer may be tried. Raise the typed
        error of the last attempt, or DeadlineExceededError if no time is left for the next one.
        """
        from tenacity import AsyncRetrying, retry_if_exception

        retrying = AsyncRetrying(
            stop=self._must_stop,
            wait=self._wait_seconds,
            sleep=self.connection.clock.sleep,
            retry=retry_if_exception(is_retryable),
            reraise=True,
        )
        try:
            return await retrying(self._attempt, request, messages, max_tokens)
        except SummarizerError as error:
            remaining = self.meter.remaining()
            if is_retryable(error) and remaining is not None and remaining <= (error.retry_after or 0.0):
                raise DeadlineExceededError(
                    f"the deadline leaves no time to retry the request to {self.endpoint.label}"
                ) from error
            raise

    def _must_stop(self, state: RetryCallState) -> bool:
        remaining = self.meter.remaining()
        return (
            state.attempt_number >= self.policy.attempts
            or (_retry_after_of(state) or 0.0) > self.policy.max_retry_after
            or (remaining is not None and state.upcoming_sleep >= remaining)
        )

    def _wait_seconds(self, state: RetryCallState) -> float:
        """Return the seconds to wait: the number that the server demands, or exponential backoff with full jitter."""
        from tenacity import wait_random_exponential

        if (seconds := _retry_after_of(state)) is not None:
            return seconds
        return float(wait_random_exponential(multiplier=self.policy.wait, max=self.policy.max_wait)(state))

    async def _attempt(self, request: Request, messages: Sequence[Message], max_tokens: int) -> Answer:
        """Send a request; if the server rejects an optional parameter, send it again at once without that one.

        What the server lacks is remembered only if it answers without that parameter: messages can be misread.
        """
        base_url, model, schema = self.endpoint.base_url, self.endpoint.model, request.schema
        capabilities = capabilities_of(base_url, model)
        tried = {capabilities}
        while True:
            body = capabilities.body(model, messages, schema, max_tokens, request.temperature)
            try:
                answer = await self._send(body, request.number, max_tokens, one_token=schema is None)
            except RequestRejectedError as error:
                reduced = capabilities.without_rejected(client_fault(error.__cause__))
                if reduced is None or reduced in tried:
                    raise
                capabilities = reduced
                tried.add(capabilities)
                continue
            if len(tried) > 1:
                learn(base_url, model, capabilities)
            return answer

    async def _send(self, body: dict[str, Any], number: int, max_tokens: int, *, one_token: bool) -> Answer:
        """Send one request and record it in the ledger. Raise a typed error unless an answer comes back."""
        prompt_tokens = _estimated_tokens(body["messages"])
        token_limit = prompt_tokens + max_tokens
        cost_limit = cost_of(self.connection.price, prompt_tokens, 0, max_tokens)
        while (wait := await self.connection.limiter.admit(token_limit)) > 0:
            self.meter.check(wait)
            await self.connection.clock.sleep(wait)
        self.meter.reserve(token_limit, cost_limit)
        started, outcome = time.monotonic(), "cancelled"
        answer: Answer | None = None
        with chat_span(self.endpoint.base_url, self.endpoint.model) as span:
            try:
                answer = await self._exchange(body, one_token=one_token)
                if answer.choices and answer.error is None:
                    self.ledger.answered, self.ledger.endpoint = answer.model, self.endpoint.label
                outcome = outcome_of(answer, self.endpoint)
                self.has_answered = True
                return answer
            except Exception as error:
                typed = self._typed(error)
                outcome = "refused" if isinstance(typed, RefusedAnswerError) else type(typed).__name__
                if typed is error:
                    raise
                raise typed from error
            finally:
                seconds = time.monotonic() - started
                attempt = attempt_of(answer, outcome, self.endpoint, self.connection.price, number, seconds)
                used_tokens = (attempt.prompt_tokens or 0) + (attempt.completion_tokens or 0)
                self.meter.settle(token_limit, cost_limit, used_tokens=used_tokens, paid=attempt.cost)
                self.ledger.attempts.append(attempt)
                describe(span, attempt)
                log_attempt(attempt)

    async def _exchange(self, body: dict[str, Any], *, one_token: bool) -> Answer:
        """Return the answer to one request, within the timeout of an attempt and the deadline of the call."""
        import httpx2
        from pydantic_core import from_json, to_json

        # `to_json` makes the same bytes in a third of the time. But a client of the user's may read the body, as
        # Azure's does.
        content: dict[str, Any] = {"body": body} if self.connection.is_user_client else {"content": to_json(body)}
        timeout, remaining = self.connection.timeout, self.meter.remaining()
        try:
            async with asyncio.timeout(timeout if remaining is None else min(timeout, remaining)):
                # Not `create`: it searches the whole body for names to translate, and building its response types takes
                # longer than everything else here.
                response = await self.connection.client.post("/chat/completions", cast_to=httpx2.Response, **content)
        except TimeoutError:
            self.meter.check()
            raise EndpointUnavailableError(f"{self.endpoint.label} did not answer within {timeout:g} s") from None
        self.connection.limiter.learn(response.headers)
        try:
            parsed = from_json(response.content)
        except ValueError as error:
            parsed = await self._tolerantly_parsed(response, error)
        return answer_of(parsed, self.endpoint, one_token=one_token)

    async def _tolerantly_parsed(self, response: Any, error: ValueError) -> Any:
        """Return the JSON of a response that has, for example, half of a surrogate pair, or that is a stream of events.

        Raise a typed error for others.
        """
        content_type = response.headers.get("content-type", "")
        try:
            if is_stream(response.content, content_type):
                async with asyncio.timeout(self.meter.remaining()):
                    return await completion_of_stream(response, self.connection.client, self.endpoint.label)
            return json.loads(response.content, strict=False)
        except TimeoutError:
            self.meter.check()
        except (ValueError, RecursionError):
            pass
        if "json" not in content_type or response.content.lstrip().startswith(b"<"):  # a page, whatever it is called
            raise NotAnApiError(
                f"{self.endpoint.label} did not answer with a chat completion (content type {content_type[:40]!r})"
            ) from error
        raise EndpointUnavailableError(f"{self.endpoint.label} sent an answer that is not complete JSON") from error

    def _typed(self, error: Exception) -> Exception:
        """Return the library's error for an error of the client. Other errors are returned unchanged."""
        import openai

        typed = translate_error(error, self.endpoint)
        if isinstance(error, openai.APIStatusError) and isinstance(typed, SummarizerError):
            headers = error.response.headers
            seconds = retry_after(headers, self.connection.clock.wall())
            typed.retry_after = typed.retry_after if seconds is None else seconds
            should_retry = headers.get("x-should-retry", "").casefold()
            typed.should_retry = {"true": True, "false": False}.get(should_retry)
            self.connection.limiter.learn(headers)
        if isinstance(typed, RateLimitedError) and typed.retry_after:
            # All other requests to this endpoint wait too.
            self.connection.limiter.pause(min(typed.retry_after, self.policy.max_retry_after))
        return typed


def _retry_after_of(state: RetryCallState) -> float | None:
    """Return the seconds that the server demands to wait after the last attempt, or None."""
    error = state.outcome.exception() if state.outcome else None
    seconds: float | None = getattr(error, "retry_after", None)
    return seconds


def _estimated_tokens(messages: Sequence[Message]) -> int:
    """Return an estimate of the tokens in messages: a third of their bytes, which is rather too high in any script."""
    return sum(len(message["content"].encode("utf-8", "replace")) // 3 + 8 for message in messages)
