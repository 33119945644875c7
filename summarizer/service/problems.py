"""Errors as problem documents (RFC 9457): which status each error has, and what its document says.

A document has the message, the hint and the ledger of the requests that were paid for. Messages of this library hold
neither keys nor texts; of any other error only the class is told.
"""

from __future__ import annotations

import logging
import math
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from summarizer import errors
from summarizer.errors import DISTRIBUTION, SummarizerError
from summarizer.output.neutral import for_json
from summarizer.schema import Attempt

MEDIA_TYPE = "application/problem+json"

RETRY_AFTER = 5
"""Seconds that a caller is asked to wait if nothing else is known."""

STATUS: dict[type[SummarizerError], int] = {
    SummarizerError: 500,
    errors.InputError: 422,
    errors.ArticleTooLargeError: 413,
    errors.UnsupportedFormatError: 415,
    errors.ConfigurationError: 500,
    errors.MissingExtraError: 501,
    errors.WeightsError: 503,
    errors.DiskSpaceError: 507,
    errors.DeadlineExceededError: 504,
    # Not 429, after which clients repeat a request: it would be paid for again, and end in the same way.
    errors.BudgetExceededError: 402,
    errors.QuotaExhaustedError: 402,
    errors.RateLimitedError: 429,
    errors.EndpointError: 502,
    errors.EndpointUnavailableError: 503,
    errors.ClusterError: 503,
    errors.AnswerError: 502,
    errors.ContextLengthError: 413,
}
"""The status of each class of errors; a class that is not named has that of its nearest base."""

_log = logging.getLogger("summarizer")


class Problem(BaseModel):
    """A problem document."""

    type: str = Field("about:blank", description="URN with the name of the error; about:blank: the status says it all")
    title: str = Field(description="what kind of problem it is")
    status: int = Field(description="the status of the response")
    detail: str = Field(description="what is wrong")
    hint: str = Field("", description="what to do next")
    retryable: bool = Field(False, description="whether the same request may succeed later")
    attempts: tuple[Attempt, ...] = Field((), description="the ledger: requests to the model that were made, and paid")


def status_of(error: SummarizerError) -> int:
    """Return the status of the response for an error."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def problem_of(error: Exception) -> Problem:
    """Return the problem document of any exception."""
    if isinstance(error, SummarizerError):
        kind = type(error)
        title = (kind.__doc__ or kind.__name__).partition("\n")[0].rstrip(".")
        return Problem(
            type=f"urn:{DISTRIBUTION}:error:{kind.__name__}", title=title, status=status_of(error),
            detail=error.message, hint=error.hint, retryable=error.retryable, attempts=error.attempts,
        )  # fmt: skip
    if isinstance(error, HTTPException):
        title = HTTPStatus(error.status_code).phrase
        retryable = error.status_code in (429, 503)
        return Problem(title=title, status=error.status_code, detail=error.detail, retryable=retryable)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"][1:]))
        return Problem(
            title="Invalid parameter", status=422, detail=f"{name}: {first['msg']}", hint="see /openapi.json"
        )
    return Problem(
        title="Internal error", status=500, detail=f"an unexpected {type(error).__name__}", hint="see the service's log"
    )


def response_to(error: Exception) -> Response:
    """Return the response for any exception."""
    problem = problem_of(error)
    headers = dict(getattr(error, "headers", None) or {})
    if problem.status in (429, 503):
        seconds = getattr(error, "retry_after", None) or RETRY_AFTER
        headers.setdefault("Retry-After", str(max(1, math.ceil(seconds))))
    return Response(for_json(problem.model_dump_json()), problem.status, headers, MEDIA_TYPE)


def add_problems(app: FastAPI) -> None:
    """Answer every error of an application with its problem document."""

    async def respond(request: Request, error: Exception) -> Response:
        # A caller's mistake is no event of the service; its own are.
        if isinstance(error, SummarizerError) and status_of(error) >= 500:
            _log.warning("%s: %s", type(error).__name__, error.message)
        return response_to(error)

    for kind in (SummarizerError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, respond)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the description of these problems for OpenAPI."""
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": _REFERENCE}}}
        for status in statuses
    }


_REFERENCE = {"$ref": "#/components/schemas/Problem"}
