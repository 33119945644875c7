"""The only live calls to a model: requests go to a chat endpoint and come back as validated drafts.

`endpoint` sends requests to one endpoint and retries transport errors. This module does the rest:

* look up the response cache;
* validate an answer, and re-ask a limited number of times (with instructor) if it does not fit;
* repeat a request with another token limit if its answer was truncated, or if the limit was too high for the model;
* try the next endpoint if one fails.

The error of a window is returned, not raised, so that the answers to the other windows are never lost.

The heavy imports are inside functions: the library must load fast.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from summarizer.complete.answers import Answer, draft_of
from summarizer.complete.cache import ResponseCache, parts_of
from summarizer.complete.client import open_client
from summarizer.complete.endpoint import Connection, RetryingEndpoint, RetryPolicy
from summarizer.complete.ledger import Ledger
from summarizer.complete.lengths import Room
from summarizer.complete.limits import Clock, Meter, RateLimiter, limiter_of
from summarizer.complete.prices import Price, price_of
from summarizer.complete.telemetry import log_attempt
from summarizer.errors import (
    AnswerError,
    ConfigurationError,
    ContextLengthError,
    EndpointError,
    InvalidAnswerError,
    RequestRejectedError,
    SummarizerError,
    TruncatedAnswerError,
)
from summarizer.plan.drafts import Draft
from summarizer.plan.planning import Request
from summarizer.plan.prompts import Message
from summarizer.schema import Attempt
from summarizer.settings import Endpoint

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletion


@dataclass(frozen=True)
class Completion:
    """The result of one request: a draft, or the error that ended it."""

    request: Request
    draft: Draft | None
    error: SummarizerError | None = None


class Gateway:
    """The endpoints for one article, tried in order until one answers. `ledger` records every attempt.

    Several gateways may share the connections, `meter` and `slots`. `slots` limits how many requests are in flight at
    once. `reasks` is the number of re-asks after an answer that does not fit.
    """

    def __init__(
        self,
        connections: Sequence[Connection],
        meter: Meter,
        slots: asyncio.Semaphore,
        *,
        policy: RetryPolicy,
        reasks: int,
        cache: ResponseCache | None = None,
    ) -> None:
        self.ledger = Ledger()
        self._candidates = [RetryingEndpoint(connection, policy, meter, self.ledger) for connection in connections]
        self._slots = slots
        self._reasks = reasks
        self._cache = cache

    async def complete_all(
        self, requests: Sequence[Request], on_progress: Callable[[int, int], None] | None = None
    ) -> tuple[Completion, ...]:
        """Return one Completion per request, in order; as many requests run at once as `slots` allows.

        An error becomes the `error` of its Completion. If it would affect all other requests too (a wrong key, an
        endpoint that is down, an exhausted budget), the requests that have not started fail with the same error and
        are not sent. `on_progress(done, planned)` is called after each request.
        """
        done = 0

        async def complete_one(request: Request) -> Completion:
            nonlocal done
            async with self._slots:
                try:
                    completion = Completion(request, await self.complete(request))
                except SummarizerError as error:
                    completion = Completion(request, None, error)
            done += 1
            if on_progress is not None:
                on_progress(done, len(requests))
            return completion

        tasks = [asyncio.create_task(complete_one(request)) for request in requests]
        try:
            return tuple(await asyncio.gather(*tasks))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def complete(self, request: Request) -> Draft:
        """Return a valid draft from the first endpoint that gives one. Raise the typed error of the last endpoint."""
        failure: SummarizerError | None = None
        for candidate in self._candidates:
            if candidate.broken is not None:
                failure = candidate.broken
                continue
            try:
                return await self._complete(candidate, request)
            except AnswerError as error:
                failure = error
            except (EndpointError, ConfigurationError) as error:
                failure = error
                # An endpoint that has answered knows the form of the requests, so that it rejected this text only.
                if not (isinstance(error, RequestRejectedError) and candidate.has_answered):
                    candidate.broken = error
        assert failure is not None
        raise failure

    async def _complete(self, candidate: RetryingEndpoint, request: Request) -> Draft:
        """Return the draft from the cache or from an endpoint."""
        if self._cache is None:
            return await self._complete_in_room(candidate, request)
        parts = request_parts(request, candidate.endpoint, self._reasks)
        if cached := self._cache.get(parts):
            model, content = cached
            attempt = Attempt(
                model=model, endpoint=candidate.endpoint.label, outcome="cached", seconds=0.0, window=request.number
            )
            self.ledger.attempts.append(attempt)
            self.ledger.answered, self.ledger.endpoint = model, candidate.endpoint.label
            log_attempt(attempt)
            return request.draft.model_validate_json(content)
        draft = await self._complete_in_room(candidate, request)
        self._cache.put(parts, self.ledger.answered or candidate.endpoint.model, draft.model_dump_json())
        return draft

    async def _complete_in_room(self, candidate: RetryingEndpoint, request: Request) -> Draft:
        """Return the draft. If an answer has too little room, or the request too much, repeat it with another limit."""
        room = Room(request.max_tokens)
        while True:
            try:
                return await self._complete_valid(candidate, request, room.tokens)
            except (TruncatedAnswerError, ContextLengthError) as error:
                room.change(error)

    async def _complete_valid(self, candidate: RetryingEndpoint, request: Request, max_tokens: int) -> Draft:
        """Return the draft of the first answer if it fits the schema, else the one that instructor gets by re-asks.

        Most answers fit. For them, instructor's set-up would take longer than everything else. An answer of one token
        is not re-asked: it would be the same.
        """

        async def ask(messages: Sequence[Message]) -> Answer:
            return await candidate.ask(request, messages, max_tokens)

        first = await ask(request.messages)
        if request.draft.one_token:
            try:
                return draft_of(first, request.draft)
            except ValidationError as error:
                self.ledger.mark_last(request.number, "invalid")
                raise InvalidAnswerError(invalid_answer_message(candidate.endpoint.model, 1, error)) from error
        if not first.is_truncated:
            with suppress(ValidationError):
                return draft_of(first, request.draft)
        return await self._reask(candidate, request, max_tokens, first, ask)

    async def _reask(
        self,
        candidate: RetryingEndpoint,
        request: Request,
        max_tokens: int,
        first: Answer,
        ask: Callable[[Sequence[Message]], Awaitable[Answer]],
    ) -> Draft:
        """Return the draft that instructor gets by re-asks, after a first answer that does not fit."""
        import instructor

        # instructor logs errors that are raised here too. Without a handler, Python would print them to stderr.
        logging.getLogger("instructor").addHandler(logging.NullHandler())
        from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

        async def create(*, messages: Sequence[Message], **_: Any) -> ChatCompletion:
            # A re-ask has the question, the last answer and its errors. Older answers would only lengthen the prompt.
            last_two = tuple(messages)[len(request.messages) :][-2:]
            if not last_two:
                return first.completion(request.draft)
            self.ledger.mark_last(request.number, "invalid")
            return (await ask((*request.messages, *map(_compact, last_two)))).completion(request.draft)

        create_validated: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        model = candidate.endpoint.model
        truncated = truncation_message(model, request.number, max_tokens)
        try:
            draft: Draft = await create_validated(
                response_model=request.draft, messages=list(request.messages), max_retries=self._reasks
            )
            return draft
        except IncompleteOutputException as error:
            raise TruncatedAnswerError(truncated) from error
        except InstructorRetryException as error:
            cause = error.__cause__
            if isinstance(cause, SummarizerError):
                raise cause from cause.__cause__
            if isinstance(cause, IncompleteOutputException):
                raise TruncatedAnswerError(truncated) from cause
            if (foreign := _foreign_cause(cause)) is not None:
                raise foreign from None
            self.ledger.mark_last(request.number, "invalid")
            raise InvalidAnswerError(invalid_answer_message(model, self._reasks + 1, cause)) from cause


def request_parts(request: Request, endpoint: Endpoint, reasks: int) -> dict[str, str]:
    """Return the hashes under which the cache stores the answer to a request; see `cache.parts_of`."""
    settings = {"max_tokens": request.max_tokens, "temperature": request.temperature, "reasks": reasks}
    return parts_of(endpoint.label, endpoint.model, request.messages, request.schema, settings)


@asynccontextmanager
async def open_connections(
    endpoints: Sequence[Endpoint],
    *,
    timeout: float,
    rates: tuple[int | None, int | None] = (None, None),
    prices: Mapping[str, Price] | None = None,
    client: AsyncOpenAI | None = None,
    limiter: Callable[[Endpoint], RateLimiter] | None = None,
    many: bool = False,
) -> AsyncIterator[tuple[Connection, ...]]:
    """Open one connection per endpoint and close them at the end.

    `timeout` is the number of seconds that an attempt may take. `client` is used for the first endpoint in place of a
    new client (for Azure, a proxy or certificates). `limiter` returns the rate limiter of an endpoint; by default the
    limiter of this process is used, with `rates` (requests and tokens per minute; None: unlimited). `prices` adds to
    the table of prices. Set `many` if many requests will run at once.
    """
    clock = Clock()
    async with AsyncExitStack() as stack:
        connections = []
        for index, endpoint in enumerate(endpoints):
            user_client = client if index == 0 else None
            opened = await stack.enter_async_context(open_client(endpoint, timeout, user_client, many=many))
            rate_limiter = limiter_of(endpoint, rates, clock) if limiter is None else limiter(endpoint)
            price = price_of(endpoint.model, prices)
            is_user_client = user_client is not None
            connections.append(Connection(opened, endpoint, timeout, rate_limiter, price, clock, is_user_client))
        yield tuple(connections)


def reask_messages(request: Request, answer: str, error: ValidationError) -> tuple[Message, ...]:
    """Return the messages of a re-ask after an answer that does not fit, in the wording of instructor."""
    instruction = f"Correct your JSON ONLY RESPONSE, based on the following errors:\n{error}"
    last_two = ({"role": "assistant", "content": answer}, {"role": "user", "content": instruction})
    return (*request.messages, *map(_compact, last_two))


def _compact(message: Mapping[str, Any]) -> Message:
    """Return a re-ask message without pydantic's links: their version numbers would make recordings stale."""
    lines = str(message.get("content") or "").splitlines()
    without_links: Iterable[str] = (line for line in lines if "errors.pydantic.dev" not in line)
    return {"role": str(message["role"]), "content": "\n".join(without_links)}


def truncation_message(model: str, number: int, max_tokens: int) -> str:
    """Return the message of a TruncatedAnswerError."""
    return f"the answer of {model} about window {number} was cut off at the limit of {max_tokens:,} tokens"


def invalid_answer_message(model: str, attempts: int, cause: BaseException | None) -> str:
    """Return the message of an InvalidAnswerError: it names the first error of the last answer, but not its text."""
    tries = "1 attempt" if attempts == 1 else f"{attempts} attempts"
    return f"{model} returned no valid answer in {tries}: {_first_error(cause)}"


def _first_error(cause: BaseException | None) -> str:
    errors = getattr(cause, "errors", None)
    if callable(errors):
        first = errors(include_url=False, include_input=False, include_context=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'answer'}: {first['msg']}"
    return type(cause).__name__


def _foreign_cause(cause: BaseException | None) -> Exception | None:
    """Return an error that comes neither from the model nor from this library (a missing recording, for example).

    Such an error is raised unchanged, so that it is not mistaken for an invalid answer.
    """
    of_the_answer = isinstance(cause, ValueError | TypeError | AttributeError)
    return cause if isinstance(cause, Exception) and not of_the_answer else None
