"""The one I/O seam: a request goes to a chat endpoint and comes back as a validated draft.

One owner per layer: the OpenAI client sends one request and never retries; tenacity retries faults of the transport;
instructor parses, validates and re-asks a bounded number of times. Every request that left is in the ledger.

The heavy imports are inside functions: `import summarizer` must stay fast.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.draft import Draft, wire_schema
from summarizer.errors import (
    AuthenticationError,
    EndpointUnavailableError,
    InvalidAnswerError,
    NotAnApiError,
    RateLimitedError,
    RefusedAnswerError,
    RequestRejectedError,
    SummarizerError,
    TruncatedAnswerError,
    UnknownModelError,
)
from summarizer.prompting import Message
from summarizer.schema import Attempt
from summarizer.settings import Endpoint

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletion
    from tenacity import RetryCallState


@dataclass(frozen=True)
class Request:
    """What is asked about one window: chat messages and the draft to fill in."""

    window: int
    messages: tuple[Message, ...]
    draft: type[Draft]
    max_tokens: int
    temperature: float = 0.0


@dataclass(frozen=True)
class RetryPolicy:
    """How faults of the transport are retried: `wait` seconds doubled each time, with jitter, up to `longest`.

    `sleep` is what waits, so that tests need not.
    """

    attempts: int = 4
    wait: float = 0.5
    longest: float = 30.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass
class Ledger:
    """Every request that was sent, and which model answered."""

    attempts: list[Attempt] = field(default_factory=list)
    answered: str | None = None


@dataclass(frozen=True)
class Completion:
    """The answer to one request: a draft, or the error that ended it."""

    request: Request
    draft: Draft | None
    error: SummarizerError | None = None


class Gateway:
    """A client of one endpoint, for the time of one `async with`."""

    def __init__(self, client: AsyncOpenAI, endpoint: Endpoint, policy: RetryPolicy, reasks: int, limit: int) -> None:
        self._client = client
        self._endpoint = endpoint
        self._policy = policy
        self._reasks = reasks
        self._slots = asyncio.Semaphore(limit)
        self.ledger = Ledger()

    async def complete_all(
        self, requests: Sequence[Request], on_progress: Callable[[int, int], None] | None = None
    ) -> tuple[Completion, ...]:
        """Answer all requests, as many at once as the limit allows; a failed one is a value, not a raise.

        A failure that would befall the others too (a wrong key, an endpoint that is down) is raised at once.
        `on_progress(done, planned)` is called after each.
        """
        done = 0

        async def one(request: Request) -> Completion:
            nonlocal done
            async with self._slots:
                try:
                    completion = Completion(request, await self.complete(request))
                except (TruncatedAnswerError, RefusedAnswerError, InvalidAnswerError) as error:
                    completion = Completion(request, None, error)
            done += 1
            if on_progress is not None:
                on_progress(done, len(requests))
            return completion

        tasks = [asyncio.create_task(one(request)) for request in requests]
        try:
            return tuple(await asyncio.gather(*tasks))
        except SummarizerError as error:
            error.attempts = tuple(self.ledger.attempts)
            raise
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def complete(self, request: Request) -> Draft:
        """Answer one request with a valid draft, or raise the typed error that ended it."""
        import instructor

        # instructor logs what is raised here anyway; without a handler of the user's it would land on stderr.
        logging.getLogger("instructor").addHandler(logging.NullHandler())
        from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        schema = {"name": request.draft.__name__, "strict": True, "schema": wire_schema(request.draft)}
        retrying = AsyncRetrying(
            stop=stop_after_attempt(self._policy.attempts),
            wait=self._wait,
            sleep=self._policy.sleep,
            retry=retry_if_exception(lambda e: isinstance(e, SummarizerError) and e.retryable),
            reraise=True,
        )

        async def create(*, messages: Sequence[Message], **_: Any) -> ChatCompletion:
            # A re-ask carries the question, the last answer and its faults; older ones would only grow the prompt.
            again = tuple(messages)[len(request.messages) :][-2:]
            if again:
                self._mark_last(request, "invalid")
            return await retrying(self._send, request, (*request.messages, *map(_compact, again)), schema)

        asked: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        try:
            draft: Draft = await asked(
                response_model=request.draft, messages=list(request.messages), max_retries=self._reasks
            )
            return draft
        except IncompleteOutputException as error:
            raise self._truncated(request) from error
        except InstructorRetryException as error:
            cause = error.__cause__
            if isinstance(cause, SummarizerError):
                raise cause from cause.__cause__
            if isinstance(cause, IncompleteOutputException):
                raise self._truncated(request) from cause
            if (foreign := _foreign_cause(cause)) is not None:
                raise foreign from None
            self._mark_last(request, "invalid")
            raise InvalidAnswerError(
                f"{self._endpoint.model} gave no valid answer in {self._reasks + 1} tries: {_brief_fault(cause)}"
            ) from cause

    async def _send(self, request: Request, messages: tuple[Message, ...], schema: dict[str, Any]) -> ChatCompletion:
        """Send one request, enter it in the ledger, and raise typed errors for all but a complete answer."""
        began = time.monotonic()
        outcome = "cancelled"
        answer: ChatCompletion | None = None
        body: dict[str, Any] = {
            "model": self._endpoint.model,
            "messages": list(messages),
            "temperature": request.temperature,
            "max_tokens": request.max_tokens,
            "response_format": {"type": "json_schema", "json_schema": schema},
        }
        try:
            answer = await self._client.chat.completions.create(**body)
            outcome = self._judge(answer)
            return answer
        except Exception as error:
            typed = self._typed(error)
            outcome = "refused" if isinstance(typed, RefusedAnswerError) else type(typed).__name__
            if typed is error:
                raise
            raise typed from error
        finally:
            usage = getattr(answer, "usage", None)
            details = getattr(usage, "prompt_tokens_details", None)
            self.ledger.attempts.append(
                Attempt(
                    model=getattr(answer, "model", None) or self._endpoint.model,
                    outcome=outcome,
                    seconds=round(time.monotonic() - began, 3),
                    prompt_tokens=getattr(usage, "prompt_tokens", None),
                    cached_tokens=getattr(details, "cached_tokens", None),
                    completion_tokens=getattr(usage, "completion_tokens", None),
                    window=request.window,
                )
            )

    def _judge(self, answer: ChatCompletion) -> str:
        """Return the outcome of a parsed answer; raises for what instructor would re-ask although it is hopeless."""
        if isinstance(answer, str) or not getattr(answer, "choices", None):
            raise NotAnApiError(f"{self._endpoint.label} did not answer with a chat completion")
        self.ledger.answered = answer.model
        choice = answer.choices[0]
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise RefusedAnswerError(f"{answer.model} declined to answer")
        return "truncated" if choice.finish_reason == "length" else "ok"

    def _typed(self, error: Exception) -> Exception:
        """Return the library's error for one of the client's; an error of somebody else's comes back as it is."""
        import httpx2
        import openai

        where = self._endpoint.label
        match error:
            case openai.APITimeoutError():
                return EndpointUnavailableError(f"{where} did not answer in time")
            case openai.APIConnectionError():
                # Whatever is no fault of the network (say, a recording that lacks the request) is not one of ours.
                cause = error.__cause__
                if cause is None or isinstance(cause, httpx2.TransportError | OSError):
                    return EndpointUnavailableError(f"cannot reach {where}")
                return cause if isinstance(cause, Exception) else error
            case openai.AuthenticationError() | openai.PermissionDeniedError():
                return AuthenticationError(f"{where} refused the key (HTTP {error.status_code})")
            case openai.NotFoundError() if "model" in str(error).casefold():
                return UnknownModelError(f"{where} does not serve a model named {self._endpoint.model!r}")
            case openai.RateLimitError():
                if "insufficient_quota" in str(error.code or error):
                    return RequestRejectedError(f"{where}: the quota is used up", hint="check the account's billing")
                return RateLimitedError(f"{where} asks for fewer requests (HTTP 429)")
            case openai.APIStatusError() if error.status_code >= 500 or error.status_code in (408, 409):
                return EndpointUnavailableError(f"{where} had a fault (HTTP {error.status_code})")
            case openai.APIStatusError():
                return RequestRejectedError(f"{where} refused the request (HTTP {error.status_code})")
            case openai.APIResponseValidationError() | openai.APIError() | ValueError():
                return NotAnApiError(f"{where} did not answer with the API's JSON")
        return error

    def _wait(self, state: RetryCallState) -> float:
        """Return the seconds to wait: what the server asks for, or exponential with full jitter."""
        from tenacity import wait_random_exponential

        cause = state.outcome.exception().__cause__ if state.outcome and state.outcome.exception() else None  # type: ignore[union-attr]
        headers = getattr(getattr(cause, "response", None), "headers", {})
        try:
            asked = float(headers.get("retry-after", ""))
        except ValueError:
            jittered = wait_random_exponential(multiplier=self._policy.wait, max=self._policy.longest)
            return float(jittered(state))
        return min(max(asked, 0.0), self._policy.longest)

    def _truncated(self, request: Request) -> TruncatedAnswerError:
        return TruncatedAnswerError(
            f"{self._endpoint.model} ran into the limit of {request.max_tokens} tokens on window {request.window}"
        )

    def _mark_last(self, request: Request, outcome: str) -> None:
        """Correct the ledger: a complete answer turned out not to fit the schema."""
        for i in reversed(range(len(self.ledger.attempts))):
            if self.ledger.attempts[i].window == request.window and self.ledger.attempts[i].outcome == "ok":
                self.ledger.attempts[i] = self.ledger.attempts[i].model_copy(update={"outcome": outcome})


@asynccontextmanager
async def open_gateway(
    endpoint: Endpoint, *, policy: RetryPolicy, timeout: float, reasks: int, concurrency: int
) -> AsyncIterator[Gateway]:
    """Open a gateway to an endpoint; its connections are closed at the end."""
    from openai import AsyncOpenAI

    async with AsyncOpenAI(
        base_url=endpoint.base_url, api_key=endpoint.api_key, max_retries=0, timeout=timeout
    ) as client:
        yield Gateway(client, endpoint, policy, reasks, concurrency)


def _compact(message: Mapping[str, Any]) -> Message:
    """Return a re-ask message without pydantic's links, whose versions would make recordings stale."""
    lines = str(message.get("content") or "").splitlines()
    kept: Iterable[str] = (line for line in lines if "errors.pydantic.dev" not in line)
    return {"role": str(message["role"]), "content": "\n".join(kept)}


def _brief_fault(cause: BaseException | None) -> str:
    """Return one line that names the first fault of an invalid answer, without the answer's text."""
    errors = getattr(cause, "errors", None)
    if callable(errors):
        first = errors(include_url=False, include_input=False, include_context=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'answer'}: {first['msg']}"
    return type(cause).__name__


def _foreign_cause(cause: BaseException | None) -> Exception | None:
    """Return an error that is neither the model's nor ours, such as a recording's miss, so that it shows as itself."""
    from pydantic import ValidationError

    if isinstance(cause, ValueError | ValidationError | TypeError | AttributeError) or cause is None:
        return None
    return cause if isinstance(cause, Exception) else None
