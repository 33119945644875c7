"""Say what a failure means: whose fault it is decides what is done about it.

* The text (refused, filtered, too long): an AnswerError. Other texts are not affected.
* The account or the set-up (key, credit, name of the model): every request would fail, so a run ends.
* What passes (too many requests, overload, no connection): the request is repeated.

The body of an error says more than its HTTP status, which proxies and compatible servers choose freely: its codes and
types count first, then its message, then the status. So a body with an error is judged alike with any status, also 200.
"""

from __future__ import annotations

import json
import os
import re
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from summarizer.addresses import is_loopback
from summarizer.complete.lengths import OVERFLOW, overflow_error
from summarizer.errors import (
    AuthenticationError,
    DeadlineExceededError,
    EndpointUnavailableError,
    InvalidAnswerError,
    NotAnApiError,
    QuotaExhaustedError,
    RateLimitedError,
    RefusedAnswerError,
    RequestRejectedError,
    SummarizerError,
    UnknownModelError,
)
from summarizer.settings import Endpoint

_MAX_DEPTH = 10
"""How deep the body of an error is searched. Proxies wrap the error of the server behind them, once or twice."""


@dataclass(frozen=True)
class Fault:
    """What the response to a failed request says.

    `status` is the HTTP status, or the one that the body gives. `codes` are its codes, types and reasons, in lower case
    and without punctuation. `param` names the parameter that the server objects to, if it says so. `numbers` are those
    that some servers add (`n_ctx`). `flagged` says whether a moderation objects to the text.
    """

    status: int
    codes: frozenset[str] = frozenset()
    message: str = ""
    param: str = ""
    numbers: tuple[tuple[str, int], ...] = ()
    flagged: bool = False


_CODE_KEYS = ("code", "type", "status", "reason", "quotaId")
_MESSAGE_KEYS = ("message", "detail", "msg", "error", "error_msg", "raw", "errors")


def fault_of(status: int, body: Any) -> Fault:
    """Read the body of an error in whatever form a server sends it: an object, a list, text, or JSON in text."""
    fields = list(fields_of(body))
    codes = frozenset(_plain(value) for key, value in fields if key in _CODE_KEYS and isinstance(value, str | int))
    statuses = (value for key, value in fields if key in ("code", "status", "status_code") and _is_status(value))
    texts = [str(value) for key, value in fields if key in _MESSAGE_KEYS and isinstance(value, str)]
    texts += [f"retry in {value}" for key, value in fields if key == "retryDelay"]
    return Fault(
        int(next(statuses, status)),
        codes,
        "\n".join(texts),
        " ".join(str(value) for key, value in fields if key in ("param", "loc") and value),
        tuple((key, value) for key, value in fields if key.startswith("n_") and isinstance(value, int)),
        # OpenRouter's moderation names the text that it objects to. That text is not kept.
        flagged=any(key == "flagged_input" for key, _ in fields),
    )


def fields_of(node: Any, key: str = "error", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the keys and values of an error, the outer ones first."""
    if isinstance(node, str):
        if node.lstrip()[:1] in ("{", "[") and (inner := _parsed(node)) is not None:
            node = inner
        else:
            yield key, node
    if depth >= _MAX_DEPTH:
        return
    if isinstance(node, Mapping):
        for name, value in node.items():
            if not isinstance(value, Mapping | list | str):
                yield str(name), value
        for name, value in node.items():
            if isinstance(value, Mapping | list | str):
                yield from fields_of(value, str(name), depth + 1)
    elif isinstance(node, list):
        for value in node:
            yield from fields_of(value, key, depth + 1)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _plain(code: str | int) -> str:
    """Return a code in the form that the tables below have: "ResponsibleAIPolicyViolation", "content_filter"."""
    return re.sub(r"[^a-z0-9]", "", str(code).casefold())[:80]


def _is_status(value: Any) -> bool:
    return not isinstance(value, bool) and bool(re.fullmatch(r"[45]\d\d", str(value)))


# Codes and types of the APIs of OpenAI, Azure, Anthropic, Google, Mistral, DeepSeek, Alibaba, OpenRouter, Groq, vLLM
# and llama.cpp, as `_plain` writes them. tests/complete/test_failures.py has responses with them, and their sources.
_TOO_LONG = (
    "contextlengthexceeded exceedcontextsizeerror contextwindowexceedederror modelcontextwindowexceeded "
    "requesttoolarge stringabovemaxlength 3051"
)
_FILTERED = (
    "contentfilter contentfiltered responsibleaipolicyviolation contentpolicyviolation datainspectionfailed safety "
    "prohibitedcontent blocklist sensitive moderationblocked invalidprompt contentpolicyviolationerror recitation spii "
    "refusal guardrailintervened intervened errortoxic"
)
_UNUSABLE = "jsonvalidatefailed toolusefailed outputparsefailed"
_QUOTA = (
    "insufficientquota billinghardlimitreached billingnotactive billingerror insufficientbalance insufficientcredits "
    "insufficientfunds paymentrequired arrearage accountoverdue quotaexhausted budgetexceeded"
)
_KEY = (
    "invalidapikey apikeyinvalid authenticationerror permissionerror permissiondenied unauthorized unauthenticated "
    "invalidauthentication accountdeactivated invalidiamtoken"
)
_MODEL = "modelnotfound deploymentnotfound modelnotexist modelnotexists invalidmodel unknownmodel nosuchmodel"
_LIMITED = (
    "ratelimitexceeded ratelimiterror ratelimited toomanyrequests resourceexhausted throttling throttlingratequota"
)
_PASSING = (
    "overloadederror overloaded servererror internalservererror internalerror internal unavailable serviceunavailable "
    "engineoverloaded engineoverloadederror timeouterror requesttimeout gatewaytimeout badgateway deadlineexceeded "
    "networkerror insufficientsystemresource servicetiercapacityexceeded modeloverloaded loading"
)

_FILTER_TEXT = (
    r"content management policy|content exists risk|inappropriate content|(?:was|been|is|were|got) flagged|"
    r"content[ _](?:filter|polic)|(?:unsafe|sensitive) content|safety (?:system|policy|filter)|violat\w+ .{0,40}polic|"
    r"responsible ai"
)
_QUOTA_TEXT = (
    r"insufficient (?:balance|credit|fund|quota)|credit balance|out of credits?|requires more credits|never purchased "
    r"credits|payment required|billing|exceeded your current quota|quota (?:is )?(?:exhausted|used up)|"
    r"free-models-per-day|budget has been exceeded|exceededbudget|(?:usage|spend(?:ing)?) limits?\b"
)
_KEY_TEXT = (
    r"(?:api[ _-]?key|token) (?:is )?(?:not valid|not found|invalid|expired)|"
    r"(?:invalid|incorrect|missing) api[ _-]?key"
)
_MODEL_TEXT = (
    r"\bmodel\b.{0,120}?(?:not found|does(?: not|n't) exist|not exist\b|is not a valid)|is not a valid model|"
    r"(?:invalid|unknown|no such) model\b(?! (?:output|response))|no models? (?:is )?loaded|"
    r"deployment .{0,80}does not exist"
)
_PASSING_TEXT = r"overloaded|temporarily|try again|timed? ?out|unavailable|(?:still )?loading model|model is loading"
_REJECTED_TEXT = r"system role not supported|roles must alternate|(?:parse|initiali[sz]e|compile)\b.{0,40}\bgrammar"
"""What is told of a request that never passes as it is, with whatever status: llama.cpp answers 500."""
_LIMITED_TEXT = r"rate.?limit|too many requests"


def _table(words: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words.split())


_CODES = {name: _table(words) for name, words in (
    ("too long", _TOO_LONG), ("filtered", _FILTERED), ("unusable", _UNUSABLE), ("quota", _QUOTA), ("key", _KEY),
    ("model", _MODEL), ("limited", _LIMITED), ("passing", _PASSING),
)}  # fmt: skip


def is_filtered(reason: object) -> bool:
    """Return whether a reason or code of a server says that a filter or the model itself refused."""
    return isinstance(reason, str) and _plain(reason.rpartition(".")[2]) in _CODES["filtered"]


def error_of(fault: Fault, endpoint: Endpoint) -> SummarizerError:
    """Return the typed error of a failed request. Its message names numbers and codes, but no text of the response."""
    label, status = endpoint.label, f" (HTTP {fault.status})" if fault.status >= 300 else ""
    match _kind(fault):
        case "too long":
            return overflow_error(fault.message, dict(fault.numbers), endpoint.model)
        case "filtered":
            return RefusedAnswerError(f"the content filter of {label} refused the text{status}")
        case "unusable":
            return InvalidAnswerError(f"{endpoint.model} wrote no valid JSON, says {label}{status}")
        case "quota":
            return QuotaExhaustedError(f"the quota or credit of the account at {label} is used up{status}")
        case "key" if fault.status == 403 and fault.codes.isdisjoint(_CODES["key"]):
            return AuthenticationError(
                f"{label} refused access{status}",
                hint="check the key and what it may use, and whether a proxy, firewall or region stands in the way",
            )
        case "key":
            return AuthenticationError(f"{label} refused the key{status}")
        case "model":
            return UnknownModelError(f"{label} does not serve a model named {endpoint.model!r}")
        case "limited":
            error: SummarizerError = RateLimitedError(f"{label} received too many requests{status}")
            if seconds := re.search(
                r"(?:retry|try again) (?:in|after) (\d+(?:\.\d+)?) ?s(?:ec\w*)?\b", fault.message, re.IGNORECASE
            ):
                error.retry_after = float(seconds[1])
            return error
        case "passing":
            return EndpointUnavailableError(f"{label} could not handle the request{status}")
        case "redirect":
            return RequestRejectedError(
                f"{label} redirects to another address{status}", hint="set the base URL to the final address"
            )
        case "no api":
            return NotAnApiError(f"{label} did not answer with a chat completion")
    # A path that is not there: of an address, or of a server with its API elsewhere.
    hint = f"{NotAnApiError.hint}; check the model name too" if fault.status in (404, 405) else None
    return RequestRejectedError(f"{label} refused the request{status}", hint=hint)


def _kind(fault: Fault) -> str:
    """Return what a fault means, by the codes of the body, its message and the status, in this order."""
    status, codes = fault.status, fault.codes

    def says(pattern: str) -> bool:
        return re.search(pattern, fault.message, re.IGNORECASE | re.DOTALL) is not None

    def has(name: str) -> bool:
        return not codes.isdisjoint(_CODES[name])

    # A request that alone exceeds the rate never passes, so that it is too long. Else 429 is about the rate.
    if status == 413 or has("too long") or (status != 401 and says(OVERFLOW if status != 429 else "request too large")):
        return "too long"
    if has("filtered") or fault.flagged or status == 451 or (status != 401 and says(_FILTER_TEXT)):
        return "filtered"
    if has("unusable"):
        return "unusable"
    # Messages about a limit per minute name quota and billing too. Only a limit per day does not pass soon.
    per_minute = says(r"rate limit reached|per min") or (has("limited") and not any("perday" in code for code in codes))
    if status == 402 or has("quota") or (says(_QUOTA_TEXT) and not per_minute):
        return "quota"
    if has("key") or status in (401, 403) or says(_KEY_TEXT):
        return "key"
    if has("model") or (status in (0, 200, 400, 404, 422) and says(_MODEL_TEXT)) or _names_model(fault):
        return "model"
    if has("limited") or status == 429:
        return "limited"
    if status >= 500 and says(_REJECTED_TEXT):
        return "rejected"
    if has("passing") or status >= 500 or status in (408, 409, 425):
        return "passing"
    if 300 <= status < 400:
        return "redirect"
    if status >= 400:
        return "rejected"
    # Not an HTTP error: a body with an error and status 200, or a line of a batch.
    if says(_LIMITED_TEXT):
        return "limited"
    return "passing" if says(_PASSING_TEXT) else "no api"


def _names_model(fault: Fault) -> bool:
    return fault.status == 404 and (fault.param == "model" or "model" in fault.message.casefold())


def translate_error(error: Exception, endpoint: Endpoint) -> Exception:
    """Return the library's error for an error of the client. Other errors are returned unchanged."""
    import httpx2
    import openai

    _hide_secrets(error, endpoint.secrets)
    label = endpoint.label
    match error:
        case openai.APIConnectionError():
            reason, hint = _unreached(error, endpoint)
            # The client also calls it a timeout if aiohttp is refused a connection.
            if isinstance(error, openai.APITimeoutError) and not reason:
                return EndpointUnavailableError(f"{label} did not answer in time", hint=hint)
            # Another cause is not a network error and is returned as it is: a recording without this request, say.
            cause = error.__cause__
            if cause is None or isinstance(cause, httpx2.TransportError | OSError) or _is_aiohttp(cause):
                return EndpointUnavailableError(f"cannot reach {label}{': ' if reason else ''}{reason}", hint=hint)
            if isinstance(cause, httpx2.DecodingError):
                return EndpointUnavailableError(f"{label} sent an answer that is not compressed as its headers say")
            return cause if isinstance(cause, Exception) else error
        case openai.APIStatusError():
            return error_of(client_fault(error), endpoint)
        case httpx2.TransportError():
            # The body was cut off, which the client does not report as a connection error.
            return EndpointUnavailableError(f"{label} closed the connection before its answer was complete")
        case openai.APIResponseValidationError() | openai.APIError() | ValueError():
            return NotAnApiError(f"{label} did not answer with the API's JSON")
    return error


def _unreached(failure: Exception, endpoint: Endpoint) -> tuple[str, str | None]:
    """Return why a server was not reached, as the system says it, and what to do. No text of a server is quoted."""
    import httpx2

    reason, hint = "", None
    error: BaseException | None = failure
    while error is not None:
        if isinstance(error, ssl.SSLError):
            said = getattr(error, "verify_message", None) or getattr(error, "reason", None)
            reason = f"TLS failed, {said.replace('_', ' ').lower()}" if said else reason
            hint = "check its certificate, that it speaks https, and SSL_CERT_FILE if its authority is your own"
        elif isinstance(error, socket.gaierror):
            reason = error.strerror or ""
        elif isinstance(error, OSError) and error.errno is not None and error.errno > 0:
            reason = os.strerror(error.errno)
        elif isinstance(error, httpx2.ProtocolError) or (_is_aiohttp(error) and not isinstance(error, TimeoutError)):
            reason = "it closes the connection, or does not speak HTTP"
        error = error.__cause__ or error.__context__
    if getproxies() and not is_loopback(urlsplit(endpoint.base_url).hostname or ""):
        hint = f"{hint or EndpointUnavailableError.hint}; the environment sets a proxy (HTTP_PROXY, NO_PROXY …)"
    return reason, hint


def _is_aiohttp(error: BaseException) -> bool:
    """Return whether an error is one of aiohttp that the client did not translate."""
    return type(error).__module__.partition(".")[0] == "aiohttp"


def _hide_secrets(error: BaseException | None, secrets: Sequence[str]) -> None:
    """Take secrets out of the messages of an error and its causes: a server may send back the key that it refuses."""
    while error is not None:
        if any(secret in str(argument) for secret in secrets for argument in error.args):
            error.args = ("(not shown: it contains the key)",)
        error = error.__cause__ or error.__context__


def client_fault(error: BaseException | None) -> Fault:
    """Return what the response says that the client raised an error for."""
    return fault_of(getattr(error, "status_code", 0), getattr(error, "body", None))


def is_retryable(error: BaseException) -> bool:
    """Return whether an error is a transient transport error: by its class, unless the server says otherwise."""
    if not isinstance(error, SummarizerError) or isinstance(error, DeadlineExceededError):
        return False
    return error.retryable if error.should_retry is None else error.should_retry
