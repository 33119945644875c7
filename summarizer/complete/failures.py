"""What an error of the client or an HTTP status means, as a typed error, and whether it may be retried."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    pass


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


def may_be_retried(error: BaseException) -> bool:
    """Tell whether an error is a passing fault of the transport: by its class, unless the server says otherwise."""
    if not isinstance(error, SummarizerError) or isinstance(error, DeadlineExceededError):
        return False
    return error.retryable if error.should_retry is None else error.should_retry
