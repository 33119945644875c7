"""The one I/O seam: requests go to a chat endpoint and come back as validated drafts.

`endpoint` speaks to one endpoint and retries faults of the transport; here instructor parses, validates and re-asks a
bounded number of times, an answer that was cut is asked for once more with more room, another endpoint is tried where
one fails, and the cache is looked up. A window that fails is a value, not a raise: what was answered is never lost.

The heavy imports are inside functions: `import summarizer` must stay fast.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from summarizer.complete.answers import Answer
from summarizer.complete.cache import ResponseCache, parts_of
from summarizer.complete.client import open_client
from summarizer.complete.endpoint import Connection, RetryingEndpoint, RetryPolicy
from summarizer.complete.ledger import Ledger
from summarizer.complete.limits import Clock, Meter, RateLimiter, limiter_of
from summarizer.complete.prices import Price, price_of
from summarizer.complete.telemetry import log_attempt
from summarizer.errors import (
    AnswerError,
    ConfigurationError,
    EndpointError,
    InvalidAnswerError,
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

MORE_ROOM = 2
"""How much longer an answer that was cut may be when it is asked for again."""


@dataclass(frozen=True)
class Completion:
    """The answer to one request: a draft, or the error that ended it."""

    request: Request
    draft: Draft | None
    error: SummarizerError | None = None


class Gateway:
    """The endpoints for one article: they are asked in order until one answers, and every attempt is in its ledger.

    Connections and `meter` may be those of many articles; `slots` bounds how many requests are under way at once, of
    all that share it.
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
        """Answer all requests, as many at once as the limit allows; a failed one is a value, not a raise.

        After a failure that would befall the others too (a wrong key, an endpoint that is down, a budget that is used
        up) those that have not begun fail with it, unasked. `on_progress(done, planned)` is called after each.
        """
        done = 0

        async def one(request: Request) -> Completion:
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

        tasks = [asyncio.create_task(one(request)) for request in requests]
        try:
            return tuple(await asyncio.gather(*tasks))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def complete(self, request: Request) -> Draft:
        """Answer one request with a valid draft, by the first endpoint that can; raises the last one's typed error."""
        failure: SummarizerError | None = None
        for candidate in self._candidates:
            if candidate.broken is not None:
                failure = candidate.broken
                continue
            try:
                return await self._complete(candidate, request)
            except (EndpointError, ConfigurationError) as error:
                candidate.broken = failure = error
            except AnswerError as error:
                failure = error
        assert failure is not None
        raise failure

    async def _complete(self, candidate: RetryingEndpoint, request: Request) -> Draft:
        """Return the draft of the cache or of an endpoint."""
        if self._cache is None:
            return await self._with_room(candidate, request)
        parts = request_parts(request, candidate.endpoint, self._reasks)
        if kept := self._cache.get(parts):
            model, content = kept
            entry = Attempt(
                model=model, endpoint=candidate.endpoint.label, outcome="cached", seconds=0.0, window=request.window
            )
            self.ledger.attempts.append(entry)
            self.ledger.answered, self.ledger.endpoint = model, candidate.endpoint.label
            log_attempt(entry)
            return request.draft.model_validate_json(content)
        draft = await self._with_room(candidate, request)
        self._cache.put(parts, self.ledger.answered or candidate.endpoint.model, draft.model_dump_json())
        return draft

    async def _with_room(self, candidate: RetryingEndpoint, request: Request) -> Draft:
        """Return the draft; an answer that ran into the limit is asked for once more, with a larger one."""
        try:
            return await self._instructed(candidate, request, request.max_tokens)
        except TruncatedAnswerError:
            return await self._instructed(candidate, request, MORE_ROOM * request.max_tokens)

    async def _instructed(self, candidate: RetryingEndpoint, request: Request, max_tokens: int) -> Draft:
        """Return the draft: the answer if it fits, else what instructor gets out of the model by asking again.

        Most answers fit, and for those instructor's own preparations would take longer than all else.
        """

        async def ask(messages: Sequence[Message]) -> Answer:
            return await candidate.ask(
                messages, request.schema, window=request.window, max_tokens=max_tokens, temperature=request.temperature
            )

        first = await ask(request.messages)
        if not first.is_cut:
            with suppress(ValidationError):
                return request.draft.model_validate_json(first.content, strict=True)
        return await self._reasked(candidate, request, max_tokens, first, ask)

    async def _reasked(
        self,
        candidate: RetryingEndpoint,
        request: Request,
        max_tokens: int,
        first: Answer,
        ask: Callable[[Sequence[Message]], Awaitable[Answer]],
    ) -> Draft:
        """Return the draft that instructor gets, after re-asks, from a first answer that does not fit."""
        import instructor

        # instructor logs what is raised here anyway; without a handler of the user's it would land on stderr.
        logging.getLogger("instructor").addHandler(logging.NullHandler())
        from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

        async def create(*, messages: Sequence[Message], **_: Any) -> ChatCompletion:
            # A re-ask carries the question, the last answer and its faults; older ones would only grow the prompt.
            again = tuple(messages)[len(request.messages) :][-2:]
            if not again:
                return first.completion()
            self.ledger.mark_last(request.window, "invalid")
            return (await ask((*request.messages, *map(_compact, again)))).completion()

        asked: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        model = candidate.endpoint.model
        cut = f"{model} ran into the limit of {max_tokens} tokens on window {request.window}"
        try:
            draft: Draft = await asked(
                response_model=request.draft, messages=list(request.messages), max_retries=self._reasks
            )
            return draft
        except IncompleteOutputException as error:
            raise TruncatedAnswerError(cut) from error
        except InstructorRetryException as error:
            cause = error.__cause__
            if isinstance(cause, SummarizerError):
                raise cause from cause.__cause__
            if isinstance(cause, IncompleteOutputException):
                raise TruncatedAnswerError(cut) from cause
            if (foreign := _foreign_cause(cause)) is not None:
                raise foreign from None
            self.ledger.mark_last(request.window, "invalid")
            raise InvalidAnswerError(
                f"{model} gave no valid answer in {self._reasks + 1} tries: {brief_fault(cause)}"
            ) from cause


def request_parts(request: Request, endpoint: Endpoint, reasks: int) -> dict[str, str]:
    """Return the parts of a request by which the cache keeps its answer."""
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
    clock: Clock | None = None,
) -> AsyncIterator[tuple[Connection, ...]]:
    """Open connections to endpoints; they are closed at the end.

    `client` speaks to the first endpoint in place of one made here (Azure, a proxy, certificates). `limiter` gives what
    keeps the rates of an endpoint; without it this process does, at `rates`. `many`: whether they are for many requests
    at once.
    """
    clock = clock or Clock()
    async with AsyncExitStack() as stack:
        opened = []
        for number, endpoint in enumerate(endpoints):
            given = client if number == 0 else None
            speaker = await stack.enter_async_context(open_client(endpoint, timeout, given, many=many))
            keeper = limiter_of(endpoint, rates, clock) if limiter is None else limiter(endpoint)
            price = price_of(endpoint.model, prices)
            opened.append(Connection(speaker, endpoint, timeout, keeper, price, clock, given=given is not None))
        yield tuple(opened)


def reask_messages(request: Request, answer: str, fault: ValidationError) -> tuple[Message, ...]:
    """Return the messages that ask again after an answer that does not fit, in the words of instructor's re-asks."""
    told = f"Correct your JSON ONLY RESPONSE, based on the following errors:\n{fault}"
    again = ({"role": "assistant", "content": answer}, {"role": "user", "content": told})
    return (*request.messages, *map(_compact, again))


def _compact(message: Mapping[str, Any]) -> Message:
    """Return a re-ask message without pydantic's links, whose versions would make recordings stale."""
    lines = str(message.get("content") or "").splitlines()
    kept: Iterable[str] = (line for line in lines if "errors.pydantic.dev" not in line)
    return {"role": str(message["role"]), "content": "\n".join(kept)}


def brief_fault(cause: BaseException | None) -> str:
    """Return one line that names the first fault of an invalid answer, without the answer's text."""
    errors = getattr(cause, "errors", None)
    if callable(errors):
        first = errors(include_url=False, include_input=False, include_context=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'answer'}: {first['msg']}"
    return type(cause).__name__


def _foreign_cause(cause: BaseException | None) -> Exception | None:
    """Return an error that is neither the model's nor ours, such as a recording's miss, so that it shows as itself."""
    if isinstance(cause, ValueError | ValidationError | TypeError | AttributeError) or cause is None:
        return None
    return cause if isinstance(cause, Exception) else None
