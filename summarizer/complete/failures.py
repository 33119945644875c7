"""Translate errors of the client and HTTP statuses into typed errors, and decide which ones are retried."""

from __future__ import annotations

from summarizer.errors import (
    AuthenticationError,
    DeadlineExceededError,
    EndpointUnavailableError,
    NotAnApiError,
    QuotaExhaustedError,
    RateLimitedError,
    RequestRejectedError,
    SummarizerError,
    UnknownModelError,
)
from summarizer.settings import Endpoint


def translate_error(error: Exception, endpoint: Endpoint) -> Exception:
    """Return the library's error for an error of the client. Other errors are returned unchanged."""
    import httpx2
    import openai

    label = endpoint.label
    match error:
        case openai.APITimeoutError():
            return EndpointUnavailableError(f"{label} did not answer in time")
        case openai.APIConnectionError():
            # Another cause is not a network error and is returned as it is: a recording without this request, say.
            cause = error.__cause__
            if cause is None or isinstance(cause, httpx2.TransportError | OSError):
                return EndpointUnavailableError(f"cannot reach {label}")
            return cause if isinstance(cause, Exception) else error
        case openai.APIStatusError():
            return error_of_status(error.status_code, str(error), endpoint)
        case httpx2.TransportError():
            # The body was cut off, which the client does not report as a connection error.
            return EndpointUnavailableError(f"{label} closed the connection before its answer was complete")
        case openai.APIResponseValidationError() | openai.APIError() | ValueError():
            return NotAnApiError(f"{label} did not answer with the API's JSON")
    return error


def error_of_status(status: int, body: str, endpoint: Endpoint) -> SummarizerError:
    """Return the typed error of a response with this HTTP status; its body may name a model or a quota."""
    label = endpoint.label
    if status in (401, 403):
        return AuthenticationError(f"{label} refused the key (HTTP {status})")
    if status == 404 and "model" in body.casefold():
        return UnknownModelError(f"{label} does not serve a model named {endpoint.model!r}")
    if status == 429:
        if "insufficient_quota" in body:
            return QuotaExhaustedError(f"the quota of the account at {label} is used up (HTTP 429)")
        return RateLimitedError(f"{label} received too many requests (HTTP 429)")
    if status >= 500 or status in (408, 409):
        return EndpointUnavailableError(f"{label} could not handle the request (HTTP {status})")
    if 300 <= status < 400:
        return RequestRejectedError(
            f"{label} redirects to another address (HTTP {status})", hint="set the base URL to the final address"
        )
    return RequestRejectedError(f"{label} refused the request (HTTP {status})")


def is_retryable(error: BaseException) -> bool:
    """Return whether an error is a transient transport error: by its class, unless the server says otherwise."""
    if not isinstance(error, SummarizerError) or isinstance(error, DeadlineExceededError):
        return False
    return error.retryable if error.should_retry is None else error.should_retry
