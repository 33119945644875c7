"""What comes of a window that a provider's batches ask about: its answers are judged as the gateway judges them.

A batch answers in lines of JSON, each with the HTTP response that the request alone would have had, or an error. What
may get better is asked again in a follow-up batch: an answer that does not fit, with its faults; one that was cut,
once, with more room; what the server does not understand, without it; a fault of the transport or a batch that ended
before, as it was.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from summarizer.complete.answers import answer_of, outcome_of
from summarizer.complete.capabilities import capabilities_of, mended
from summarizer.complete.failures import error_of_status
from summarizer.complete.gateway import MORE_ROOM, brief_fault, reask_messages
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

FAULT_ROUNDS = 3
"""How often a request is asked again after faults that were none of the model's."""

REFUSED = "batch_refused"
"""Code of a request whose batch the provider did not take; not the provider's own."""


@dataclass(frozen=True)
class Terms:
    """Who is asked, at what price (None: not known), and how often again after an answer that does not fit."""

    endpoint: Endpoint
    price: Price | None
    reasks: int


@dataclass
class WindowProgress:
    """What has come of one window so far, after as many answers as were `taken`: its draft or its error, whether it is
    worth asking `again`, and with what."""

    request: Request
    terms: Terms
    draft: Draft | None = None
    error: SummarizerError | None = None
    again: bool = True
    taken: int = 0
    _tries: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._messages, self._room = self.request.messages, self.request.max_tokens
        self._able = capabilities_of(self.terms.endpoint.base_url, self.terms.endpoint.model)

    def body(self) -> dict[str, Any]:
        """Return the body of the next request."""
        model, request = self.terms.endpoint.model, self.request
        return self._able.body(model, self._messages, request.schema, self._room, request.temperature)

    def take(self, line: str, seconds: float) -> Attempt:
        """Judge the next answer, a line of the provider's file, and return its line of the ledger. `seconds`: how long
        its batch took."""
        told = json.loads(line)
        response = told.get("response") or {}
        answer, outcome, model, refusal = None, "ok", self.terms.endpoint.model, ""
        self.error, self.again, self.taken = None, False, self.taken + 1
        try:
            if not response:
                raise _unanswered(told, self.terms.endpoint)
            if response.get("status_code") != 200:
                refusal = json.dumps(response.get("body"))
                raise error_of_status(int(response.get("status_code") or 0), refusal, self.terms.endpoint)
            answer = answer_of(response.get("body"), self.terms.endpoint)
            if outcome_of(answer, self.terms.endpoint) == "truncated":
                raise TruncatedAnswerError(
                    f"{model} ran into the limit of {self._room} tokens on window {self.request.window}"
                )
            content = mended(answer.content) if self._able.format != "schema" else answer.content
            self.draft = self.request.draft.model_validate_json(content)
        except ValidationError as fault:
            outcome, self.again = "invalid", self._tried("invalid") <= self.terms.reasks
            self.error = InvalidAnswerError(
                f"{model} gave no valid answer in {self._tries['invalid']} tries: {brief_fault(fault)}"
            )
            self._messages = reask_messages(self.request, content, fault)
        except TruncatedAnswerError as error:
            outcome, self.error, self.again = "truncated", error, self._tried("truncated") <= 1
            self._messages, self._room = self.request.messages, MORE_ROOM * self.request.max_tokens
        except RefusedAnswerError as error:
            outcome, self.error = "refused", error
        except SummarizerError as error:
            outcome, self.error = type(error).__name__, error
            if weaker := self._able.less(refusal) if isinstance(error, RequestRejectedError) else None:
                # The server refuses a part of the request that can be left out.
                self._able, self.again = weaker, True
            else:
                self.again = error.retryable and self._tried("fault") <= FAULT_ROUNDS
        return attempt_of(answer, outcome, self.terms.endpoint, self.terms.price, self.request.window, seconds)

    def _tried(self, how: str) -> int:
        self._tries[how] += 1
        return self._tries[how]


def unanswered(code: str, detail: str = "") -> str:
    """Return the line, as the provider would tell it, of a request that its files say nothing of."""
    return json.dumps({"response": None, "error": {"code": code, "message": detail}})


def _unanswered(told: dict[str, Any], endpoint: Endpoint) -> SummarizerError:
    error = told.get("error") or {}
    code = str(error.get("code") or "no reason told")[:40]
    if code == REFUSED:
        return RequestRejectedError(
            f"{endpoint.label} did not take the batch ({error.get('message')})",
            hint="see to what it names, then submit the article in a new job",
        )
    return BatchEndedError(f"the batch ended before this request was answered ({code})")
