"""Evaluate the answers of a provider's batches, window by window, by the same rules as the gateway.

A batch returns lines of JSON. Each has the HTTP response that a single request would have had, or an error. A request
that may still succeed is repeated in a follow-up batch:

* after an answer that does not fit the schema, with its errors;
* after a truncated answer, once, with a higher token limit;
* after the server rejected an optional parameter, without it;
* after a transport error, or if the batch ended early, unchanged.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from summarizer.complete.answers import answer_of, outcome_of
from summarizer.complete.capabilities import capabilities_of, repaired_json
from summarizer.complete.failures import error_of_status
from summarizer.complete.gateway import (
    TRUNCATION_RETRY_FACTOR,
    invalid_answer_message,
    reask_messages,
    truncation_message,
)
from summarizer.complete.ledger import attempt_of
from summarizer.complete.prices import Price
from summarizer.errors import (
    BatchEndedError,
    InvalidAnswerError,
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

BATCH_REJECTED = "batch_refused"
"""Error code of a request whose batch the provider rejected. It is this library's code, not the provider's."""


@dataclass(frozen=True)
class Terms:
    """The endpoint, its price for batches (None: not known), and the number of re-asks after an invalid answer."""

    endpoint: Endpoint
    price: Price | None
    reasks: int


@dataclass
class WindowProgress:
    """The state of one window after `answer_count` answers.

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
        self._messages, self._max_tokens = self.request.messages, self.request.max_tokens
        self._capabilities = capabilities_of(self.terms.endpoint.base_url, self.terms.endpoint.model)

    def body(self) -> dict[str, Any]:
        """Return the body of the next request."""
        model, request = self.terms.endpoint.model, self.request
        return self._capabilities.body(model, self._messages, request.schema, self._max_tokens, request.temperature)

    def add_answer(self, line: str, seconds: float) -> Attempt:
        """Evaluate the next answer and return its ledger entry.

        `line` is a line of the provider's file, `seconds` the time that its batch took.
        """
        output = json.loads(line)
        response = output.get("response") or {}
        answer, outcome, model, rejection = None, "ok", self.terms.endpoint.model, ""
        self.error, self.needs_retry, self.answer_count = None, False, self.answer_count + 1
        try:
            if not response:
                raise _error_without_response(output, self.terms.endpoint)
            if response.get("status_code") != 200:
                rejection = json.dumps(response.get("body"))
                raise error_of_status(int(response.get("status_code") or 0), rejection, self.terms.endpoint)
            answer = answer_of(response.get("body"), self.terms.endpoint)
            if outcome_of(answer, self.terms.endpoint) == "truncated":
                raise TruncatedAnswerError(truncation_message(model, self.request.window, self._max_tokens))
            content = repaired_json(answer.content) if self._capabilities.format != "schema" else answer.content
            self.draft = self.request.draft.model_validate_json(content)
        except ValidationError as error:
            outcome, self.needs_retry = "invalid", self._count("invalid") <= self.terms.reasks
            self.error = InvalidAnswerError(invalid_answer_message(model, self._counts["invalid"], error))
            self._messages = reask_messages(self.request, content, error)
        except TruncatedAnswerError as error:
            outcome, self.error, self.needs_retry = "truncated", error, self._count("truncated") <= 1
            self._messages = self.request.messages
            self._max_tokens = TRUNCATION_RETRY_FACTOR * self.request.max_tokens
        except RefusedAnswerError as error:
            outcome, self.error = "refused", error
        except SummarizerError as error:
            outcome, self.error = type(error).__name__, error
            is_rejection = isinstance(error, RequestRejectedError)
            if reduced := self._capabilities.without_rejected(rejection) if is_rejection else None:
                self._capabilities, self.needs_retry = reduced, True
            else:
                self.needs_retry = error.retryable and self._count("transport") <= MAX_TRANSPORT_RETRIES
        return attempt_of(answer, outcome, self.terms.endpoint, self.terms.price, self.request.window, seconds)

    def _count(self, kind: str) -> int:
        self._counts[kind] += 1
        return self._counts[kind]


def error_line(code: str, detail: str = "") -> str:
    """Return a line in the provider's format, with an error for a request that the provider's files don't contain."""
    return json.dumps({"response": None, "error": {"code": code, "message": detail}})


def _error_without_response(output: dict[str, Any], endpoint: Endpoint) -> SummarizerError:
    """Return the error of a line that has no HTTP response."""
    error = output.get("error") or {}
    code = str(error.get("code") or "no reason given")[:40]
    if code == BATCH_REJECTED:
        return RequestRejectedError(
            f"{endpoint.label} rejected the batch: {error.get('message')}",
            hint="fix the cause that it names, then submit the article in a new job",
        )
    return BatchEndedError(f"the batch ended before this request was answered ({code})")
