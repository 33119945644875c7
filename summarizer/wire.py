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

from summarizer.capabilities import capabilities_of, learn, mended
from summarizer.errors import (
    AuthenticationError,
    DeadlineExceededError,
    EndpointUnavailableError,
    NotAnApiError,
    QuotaExhaustedError,
    RateLimitedError,
    RefusedAnswerError,
    RequestRejectedError,
    SummarizerError,
    UnknownModelError,
)
from summarizer.limits import Clock, Meter, RateLimiter, retry_after
from summarizer.prices import Price, cost_of
from summarizer.prompting import Message
from summarizer.schema import Attempt
from summarizer.settings import Endpoint
from summarizer.telemetry import chat_span, describe, log_attempt

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletion
    from tenacity import RetryCallState


@dataclass(frozen=True)
class RetryPolicy:
    """How faults of the transport are retried: `attempts` in all; `wait` seconds doubled each time, with jitter, up to
    `longest`. A server that asks to wait longer than `patience` is not waited for."""

    attempts: int = 4
    wait: float = 0.5
    longest: float = 30.0
    patience: float = 60.0


@dataclass
class Ledger:
    """Every attempt of a call, and the model and endpoint that answered last."""

    attempts: list[Attempt] = field(default_factory=list)
    answered: str | None = None
    endpoint: str | None = None

    def mark_last(self, window: int, outcome: str) -> None:
        """Correct the outcome of a window's last complete answer: it turned out not to fit."""
        for i in reversed(range(len(self.attempts))):
            if self.attempts[i].window == window and self.attempts[i].outcome == "ok":
                self.attempts[i] = self.attempts[i].model_copy(update={"outcome": outcome})
                return


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
class Wire:
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
            retry=retry_if_exception(_may_be_retried),
            reraise=True,
        )
        try:
            return await retrying(self._attempt, messages, schema, window, max_tokens, temperature)
        except SummarizerError as error:
            left = self.meter.remaining()
            if _may_be_retried(error) and left is not None and left <= (error.retry_after or 0.0):
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


@dataclass(frozen=True)
class Answer:
    """What is read of a chat completion; tokens are None where the server tells none. `body` is all of it, as JSON,
    `choices` how many it holds: one without any is paid for, too."""

    body: Mapping[str, Any]
    choices: int
    model: str | None
    content: str
    refusal: str | None
    finish_reason: str | None
    read: int | None
    cached: int | None
    written: int | None

    @property
    def is_cut(self) -> bool:
        """Tell whether the answer ran into the limit of its length."""
        return self.finish_reason == "length"

    def completion(self) -> ChatCompletion:
        """Return the answer as the client makes it, which takes longer than all that is read here."""
        from openai.types.chat import ChatCompletion

        made = ChatCompletion.construct(**self.body)
        made.choices[0].message.content = self.content
        return made


def answer_of(body: Any, endpoint: Endpoint) -> Answer:
    """Return what is read of a chat completion's body; raises NotAnApiError if nothing can be."""
    try:
        choices, usage = body.get("choices") or (), body.get("usage") or {}
        choice = choices[0] if choices else {"message": {}}
        message, details = choice["message"], usage.get("prompt_tokens_details") or {}
        return Answer(
            body=body,
            choices=len(choices),
            model=body.get("model"),
            content=message.get("content") or "",
            refusal=message.get("refusal"),
            finish_reason=choice.get("finish_reason"),
            read=usage.get("prompt_tokens"),
            cached=details.get("cached_tokens"),
            written=usage.get("completion_tokens"),
        )
    except (TypeError, AttributeError, LookupError) as error:
        raise NotAnApiError(f"{endpoint.label} did not answer with a chat completion") from error


def outcome_of(answer: Answer, endpoint: Endpoint) -> str:
    """Return 'ok' or 'truncated'; raises NotAnApiError for an answer without a choice, RefusedAnswerError for one that
    the model or a filter declined."""
    if not answer.choices:
        raise NotAnApiError(f"{endpoint.label} did not answer with a chat completion")
    if answer.refusal or answer.finish_reason == "content_filter":
        raise RefusedAnswerError(f"{answer.model} declined to answer")
    return "truncated" if answer.is_cut else "ok"


def attempt_of(
    answer: Answer | None, outcome: str, endpoint: Endpoint, price: Price | None, window: int, seconds: float
) -> Attempt:
    """Return the ledger's line of an attempt, with the tokens that the answer tells and what they cost."""
    read, cached, written = (answer.read, answer.cached, answer.written) if answer else (None, None, None)
    return Attempt(
        model=(answer and answer.model) or endpoint.model,
        endpoint=endpoint.label,
        outcome=outcome,
        seconds=round(seconds, 3),
        prompt_tokens=read,
        cached_tokens=cached,
        completion_tokens=written,
        cost=cost_of(price, read, cached, written),
        window=window,
    )


def translated(error: Exception, endpoint: Endpoint) -> Exception:
    """Return the library's error for one of the client's; an error of somebody else's comes back as it is."""
    import httpx2
    import openai

    where = endpoint.label
    match error:
        case openai.APITimeoutError():
            return EndpointUnavailableError(f"{where} did not answer in time")
        case openai.APIConnectionError():
            # Whatever is no fault of the network (say, a recording that lacks the request) is not one of ours.
            cause = error.__cause__
            if cause is None or isinstance(cause, httpx2.TransportError | OSError):
                return EndpointUnavailableError(f"cannot reach {where}")
            return cause if isinstance(cause, Exception) else error
        case openai.APIStatusError():
            return error_of_status(error.status_code, str(error), endpoint)
        case httpx2.TransportError():
            # A body that broke off, which the client does not take for a fault of the connection.
            return EndpointUnavailableError(f"{where} broke off its answer")
        case openai.APIResponseValidationError() | openai.APIError() | ValueError():
            return NotAnApiError(f"{where} did not answer with the API's JSON")
    return error


def error_of_status(status: int, told: str, endpoint: Endpoint) -> SummarizerError:
    """Return the error of an answer with this HTTP status; `told` is its body, in which models and quotas are named."""
    where = endpoint.label
    if status in (401, 403):
        return AuthenticationError(f"{where} refused the key (HTTP {status})")
    if status == 404 and "model" in told.casefold():
        return UnknownModelError(f"{where} does not serve a model named {endpoint.model!r}")
    if status == 429:
        if "insufficient_quota" in told:
            return QuotaExhaustedError(f"{where}: the quota is used up")
        return RateLimitedError(f"{where} asks for fewer requests (HTTP 429)")
    if status >= 500 or status in (408, 409):
        return EndpointUnavailableError(f"{where} had a fault (HTTP {status})")
    if 300 <= status < 400:
        return RequestRejectedError(f"{where} sends elsewhere (HTTP {status})", hint="check the base URL")
    return RequestRejectedError(f"{where} refused the request (HTTP {status})")


def _may_be_retried(error: BaseException) -> bool:
    """Tell whether an error is a passing fault of the transport: by its class, unless the server says otherwise."""
    if not isinstance(error, SummarizerError) or isinstance(error, DeadlineExceededError):
        return False
    return error.retryable if error.should_retry is None else error.should_retry


def _tokens(messages: Sequence[Message]) -> int:
    """Return about how many tokens messages have: a third of their bytes, which is rather too many in any script."""
    return sum(len(message["content"].encode("utf-8", "replace")) // 3 + 8 for message in messages)
