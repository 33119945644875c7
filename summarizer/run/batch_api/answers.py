"""Evaluate the answers of a provider's batches, request by request, by the same rules as the gateway.

A batch returns lines of JSON. Each has the HTTP response that a single request would have had, or an error. A request
that may still succeed is repeated in a follow-up batch:

* after an answer that does not fit the schema, with its errors;
* after a truncated answer, once, with a higher token limit, and with a lower one if the model has no room for it;
* after the server rejected an optional parameter, without it;
* after a transport error, or if the batch ended early, unchanged;
* if another version of this library numbered the sentences that were asked about in another way.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from summarizer.complete.answers import Answer, answer_of, draft_of, outcome_of, text_of
from summarizer.complete.capabilities import capabilities_of
from summarizer.complete.failures import error_of, fault_of
from summarizer.complete.gateway import (
    invalid_answer_message,
    reask_messages,
    truncation_message,
)
from summarizer.complete.ledger import attempt_of
from summarizer.complete.lengths import Room
from summarizer.complete.prices import Price
from summarizer.errors import (
    AnswerError,
    BatchEndedError,
    ContextLengthError,
    InvalidAnswerError,
    NotAnApiError,
    RefusedAnswerError,
    RequestRejectedError,
    SummarizerError,
    TruncatedAnswerError,
)
from summarizer.plan.drafts import Draft
from summarizer.plan.planning import Request
from summarizer.schema import Attempt
from summarizer.settings import Endpoint

MAX_TRANSPORT_RETRIES = 3
"""How often a request is repeated after errors that the model did not cause."""

MAX_REDUCTIONS = 4
"""How often a parameter that the server rejects is left out of a request. There are no more."""

BATCH_REJECTED = "batch_refused"
"""Error code of a request whose batch the provider rejected. It is this library's code, not the provider's."""


@dataclass(frozen=True)
class Terms:
    """The endpoint, its price for batches (None: not known), and the number of re-asks after an invalid answer."""

    endpoint: Endpoint
    price: Price | None
    reasks: int


@dataclass
class RequestProgress:
    """The state of one request after `answer_count` answers, those about an earlier, larger window included.

    It has a draft or an error after the first answer. `needs_retry` says whether a further request is worth sending;
    `body` returns that request.
    """

    request: Request
    terms: Terms
    draft: Draft | None = None
    error: SummarizerError | None = None
    needs_retry: bool = True
    answer_count: int = 0
    _counts: Counter[str] = field(default_factory=Counter)
    """How often each kind of failure has occurred."""

    def __post_init__(self) -> None:
        self._messages, self._room = self.request.messages, Room(self.request.max_tokens)
        self._capabilities = capabilities_of(self.terms.endpoint.base_url, self.terms.endpoint.model)

    @property
    def is_too_long(self) -> bool:
        """Whether the request is too long for the model whatever the room for its answer."""
        return isinstance(self.error, ContextLengthError) and not self.needs_retry

    def body(self) -> dict[str, Any]:
        """Return the body of the next request."""
        model, request = self.terms.endpoint.model, self.request
        return self._capabilities.body(model, self._messages, request.schema, self._room.tokens, request.temperature)

    def add_answer(self, line: str, seconds: float) -> Attempt:
        """Evaluate the next answer and return its ledger entry.

        `line` is a line of the provider's file, `seconds` the time that its batch took.
        """
        answer: Answer | None = None
        outcome, model, endpoint = "ok", self.terms.endpoint.model, self.terms.endpoint
        self.error, self.needs_retry, self.answer_count = None, False, self.answer_count + 1
        status, body, reported = _parts(line)
        try:
            if body is None and reported is not None:
                raise _error_without_response(reported, endpoint)
            if status not in (200, None):
                raise error_of(fault_of(status, body), endpoint)
            answer = answer_of(body, endpoint, one_token=self.request.draft.one_token)
            if outcome_of(answer, endpoint) == "truncated":
                raise TruncatedAnswerError(truncation_message(model, self.request.number, self._room.tokens))
            self.draft = draft_of(answer, self.request.draft)
        except ValidationError as error:
            assert answer is not None
            outcome, self.needs_retry = "invalid", self._count("invalid") <= self.terms.reasks
            self.error = InvalidAnswerError(invalid_answer_message(model, self._counts["invalid"], error))
            self._messages = reask_messages(self.request, text_of(answer, self.request.draft), error)
        except (TruncatedAnswerError, ContextLengthError) as error:
            outcome = "truncated" if isinstance(error, TruncatedAnswerError) else type(error).__name__
            self._change_room(error)
        except RefusedAnswerError as error:
            outcome, self.error = "refused", error
        except SummarizerError as error:
            outcome, self.error = type(error).__name__, error
            is_rejection = isinstance(error, RequestRejectedError) and body is not None
            reduced = self._capabilities.without_rejected(fault_of(status or 0, body)) if is_rejection else None
            if reduced and self._count("rejected") <= MAX_REDUCTIONS:
                self._capabilities, self.needs_retry = reduced, True
            else:
                self.needs_retry = error.retryable and self._count("transport") <= MAX_TRANSPORT_RETRIES
        return attempt_of(answer, outcome, endpoint, self.terms.price, self.request.number, seconds)

    def ask_again(self) -> None:
        """Discard the last answer, because it is about other sentences than the request is now.

        Another version of this library, which splits texts differently, asked for it.
        """
        self.draft, self.needs_retry = None, True
        self.error = BatchEndedError("another version of this library asked about this window, with other sentences")
        self._messages, self._room = self.request.messages, Room(self.request.max_tokens)

    def _change_room(self, error: TruncatedAnswerError | ContextLengthError) -> None:
        """Give the next answer another room, or end with the error that says why that cannot help."""
        try:
            self._room.change(error)
        except AnswerError as final:
            self.error = final
        else:
            self.error, self.needs_retry, self._messages = error, True, self.request.messages

    def _count(self, kind: str) -> int:
        self._counts[kind] += 1
        return self._counts[kind]


def error_line(code: str, detail: str = "") -> str:
    """Return a line in the provider's format, with an error for a request that the provider's files don't contain."""
    return json.dumps({"response": None, "error": {"code": code, "message": detail}})


def _parts(line: str) -> tuple[int | None, Any, Any]:
    """Return the HTTP status, the body and the error of a line, whatever of them it has and in whatever form."""
    output = json.loads(line)
    response = output.get("response")
    if not isinstance(response, dict) or not response:
        return None, None, output.get("error") or response or ""
    if "body" not in response and "choices" in response:
        return None, response, None  # the completion itself
    status, body = response.get("status_code"), response.get("body")
    if isinstance(body, str):
        with suppress(ValueError, RecursionError):
            body = json.loads(body)
    return int(str(status)) if str(status).isdecimal() else None, body, output.get("error") or None


def _error_without_response(reported: Any, endpoint: Endpoint) -> SummarizerError:
    """Return the error of a line that has no HTTP response: an object with a code, or any text."""
    named = reported if isinstance(reported, dict) else {"code": reported}
    code = re.sub(r"[^\w .-]", "", str(named.get("code") or named.get("type") or ""))[:40] or "no reason given"
    if code == BATCH_REJECTED:
        return RequestRejectedError(
            f"{endpoint.label} rejected the batch: {named.get('message')}",
            hint="fix the cause that it names, then submit the article in a new job",
        )
    error = error_of(fault_of(0, reported), endpoint)
    # What says nothing about the text or the account: the provider gave up.
    if isinstance(error, NotAnApiError | RequestRejectedError) or error.retryable:
        return BatchEndedError(f"the batch ended before this request was answered ({code})")
    return error
