"""The wire: one endpoint, asked through the OpenAI client; every attempt is in the ledger.

One owner per layer: the client sends one request and never retries; tenacity retries faults of the transport, as often
as the policy, the deadline and the budgets allow, and waits as long as the server asks. Answers that do not fit are the
business of the gateway above.

The heavy imports are inside functions: `import summarizer` must stay fast.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from summarizer.complete.answers import Answer, answer_of, outcome_of
from summarizer.complete.capabilities import capabilities_of, learn, mended
from summarizer.complete.failures import may_be_retried, translated
from summarizer.complete.ledger import Ledger, attempt_of
from summarizer.complete.limits import Clock, Meter, RateLimiter, retry_after
from summarizer.complete.prices import Price, cost_of
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
from summarizer.plan.prompts import Message
from summarizer.settings import Endpoint

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from tenacity import RetryCallState


@dataclass(frozen=True)
class RetryPolicy:
    """How faults of the transport are retried: `attempts` in all; `wait` seconds doubled each time, with jitter, up to
    `longest`. A server that asks to wait longer than `patience` is not waited for."""

    attempts: int = 4
    wait: float = 0.5
    longest: float = 30.0
    patience: float = 60.0


@dataclass(frozen=True)
class Connection:
    """An endpoint with an open client, for any number of articles. `timeout`: seconds that an attempt may take;
    `given`: whether the client is somebody else's."""

    client: AsyncOpenAI
    endpoint: Endpoint
    timeout: float
    limiter: RateLimiter
    price: Price | None = None
    clock: Clock = field(default_factory=Clock)
    given: bool = False


@dataclass
class RetryingEndpoint:
    """A connection during one article. `broken` is the error after which it is not asked any more."""

    connection: Connection
    policy: RetryPolicy
    meter: Meter
    ledger: Ledger
    broken: SummarizerError | None = None

    def __post_init__(self) -> None:
        self.endpoint = self.connection.endpoint
        self.timeout = self.connection.timeout
        self.limiter = self.connection.limiter
        self.clock = self.connection.clock

    async def ask(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, Any],
        *,
        window: int,
        max_tokens: int,
        temperature: float,
    ) -> Answer:
        """Return an answer, after retries where they may help; raises the typed error that ended them."""
        from tenacity import AsyncRetrying, retry_if_exception

        retrying = AsyncRetrying(
            stop=self._gives_up,
            wait=self._pause,
            sleep=self.clock.sleep,
            retry=retry_if_exception(may_be_retried),
            reraise=True,
        )
        try:
            return await retrying(self._attempt, messages, schema, window, max_tokens, temperature)
        except SummarizerError as error:
            left = self.meter.remaining()
            if may_be_retried(error) and left is not None and left <= (error.retry_after or 0.0):
                raise DeadlineExceededError(f"no time is left to ask {self.endpoint.label} again") from error
            raise

    def _gives_up(self, state: RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        asked = getattr(error, "retry_after", None) or 0.0
        left = self.meter.remaining()
        return (
            state.attempt_number >= self.policy.attempts
            or asked > self.policy.patience
            or (left is not None and state.upcoming_sleep >= left)
        )

    def _pause(self, state: RetryCallState) -> float:
        """Return the seconds to wait: what the server asks for, or exponential with full jitter."""
        from tenacity import wait_random_exponential

        error = state.outcome.exception() if state.outcome else None
        asked = getattr(error, "retry_after", None)
        if asked is not None:
            return float(asked)
        return float(wait_random_exponential(multiplier=self.policy.wait, max=self.policy.longest)(state))

    async def _attempt(
        self, messages: Sequence[Message], schema: Mapping[str, Any], window: int, max_tokens: int, temperature: float
    ) -> Answer:
        """Send a request, again at once where the server refuses a part of it that can be left out."""
        where, model = self.endpoint.base_url, self.endpoint.model
        while True:
            able = capabilities_of(where, model)
            try:
                answer = await self._send(
                    able.body(model, messages, schema, max_tokens, temperature), window, max_tokens
                )
            except RequestRejectedError as error:
                weaker = able.less(str(error.__cause__))
                if weaker is None:
                    raise
                learn(where, model, weaker)
                continue
            if able.format != "schema" and answer.content:
                return replace(answer, content=mended(answer.content))
            return answer

    async def _send(self, body: dict[str, Any], window: int, max_tokens: int) -> Answer:
        """Send one request, enter it in the ledger, and raise typed errors for all but a complete answer."""
        most = _tokens(body["messages"]) + max_tokens
        most_cost = cost_of(self.connection.price, most - max_tokens, 0, max_tokens)
        while (wait := await self.limiter.admit(most)) > 0:
            self.meter.check(wait)
            await self.clock.sleep(wait)
        self.meter.reserve(most, most_cost)
        began, outcome = time.monotonic(), "cancelled"
        answer: Answer | None = None
        with chat_span(self.endpoint.base_url, self.endpoint.model) as span:
            try:
                answer = await self._exchange(body)
                if answer.choices:
                    self.ledger.answered, self.ledger.endpoint = answer.model, self.endpoint.label
                outcome = outcome_of(answer, self.endpoint)
                return answer
            except Exception as error:
                typed = self._typed(error)
                outcome = "refused" if isinstance(typed, RefusedAnswerError) else type(typed).__name__
                if typed is error:
                    raise
                raise typed from error
            finally:
                seconds = time.monotonic() - began
                attempt = attempt_of(answer, outcome, self.endpoint, self.connection.price, window, seconds)
                taken = (attempt.prompt_tokens or 0) + (attempt.completion_tokens or 0)
                self.meter.settle(most, most_cost, taken=taken, paid=attempt.cost)
                self.ledger.attempts.append(attempt)
                describe(span, attempt)
                log_attempt(attempt)

    async def _exchange(self, body: dict[str, Any]) -> Answer:
        """Return the answer to one request within the time that an attempt, and the call, may take."""
        import httpx2
        from pydantic_core import from_json, to_json

        # As bytes, the same ones in a third of the time; but a client that was given may look into the body, as Azure's
        # does.
        sent: dict[str, Any] = {"body": body} if self.connection.given else {"content": to_json(body)}
        left = self.meter.remaining()
        try:
            async with asyncio.timeout(self.timeout if left is None else min(self.timeout, left)):
                # Not by `create`, which looks into every part of a body for names to translate and takes longer than
                # all the rest to make the answer's types.
                response = await self.connection.client.post("/chat/completions", cast_to=httpx2.Response, **sent)
        except TimeoutError:
            self.meter.check()
            raise EndpointUnavailableError(f"{self.endpoint.label} did not answer in {self.timeout:g} s") from None
        self.limiter.learn(response.headers)
        if "json" not in response.headers.get("content-type", ""):
            raise NotAnApiError(f"{self.endpoint.label} did not answer with a chat completion")
        try:
            told = from_json(response.content)
        except ValueError as error:
            raise EndpointUnavailableError(f"{self.endpoint.label} broke off its answer") from error
        return answer_of(told, self.endpoint)

    def _typed(self, error: Exception) -> Exception:
        """Return the library's error for one of the client's; an error of somebody else's comes back as it is."""
        import openai

        typed = translated(error, self.endpoint)
        if isinstance(error, openai.APIStatusError) and isinstance(typed, SummarizerError):
            headers = error.response.headers
            typed.retry_after = retry_after(headers, self.clock.wall())
            told = headers.get("x-should-retry", "").casefold()
            typed.should_retry = {"true": True, "false": False}.get(told)
            self.limiter.learn(headers)
            if isinstance(typed, RateLimitedError) and typed.retry_after:
                # Whoever else asks this endpoint waits too.
                self.limiter.close(min(typed.retry_after, self.policy.patience))
        return typed


def _tokens(messages: Sequence[Message]) -> int:
    """Return about how many tokens messages have: a third of their bytes, which is rather too many in any script."""
    return sum(len(message["content"].encode("utf-8", "replace")) // 3 + 8 for message in messages)
