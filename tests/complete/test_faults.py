"""Whatever an endpoint does, a call ends in a brief or in one typed error, and every attempt is in the ledger.

`FAULTS` is the table: for each fault the attempts, the outcome and the ledger, played sync and async.
`docs/failures.md` shows it; `python -m tests.complete.test_faults` writes it there.
"""

from __future__ import annotations

import asyncio
import copy
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from summarizer import Brief, asummarize, summarize
from summarizer.errors import SummarizerError
from summarizer.run.session import open_session
from summarizer.schema import Article
from summarizer.settings import Settings, load_settings
from summarizer.testing import answer, failure, raw
from tests.samples import DRAFT, GOOD, NOW, ROOT, SECRET, TEXT, Time
from tests.servers.faults import FaultServer, Play, cut, drip, huge, reset, silent

PAGE = ROOT / "docs" / "failures.md"

OUT_OF_RANGE = copy.deepcopy(DRAFT)
OUT_OF_RANGE["events"][0]["sentences"] = [99]


def date_in(seconds: int) -> str:
    """An HTTP date so many seconds after `NOW`."""
    return format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)


@dataclass(frozen=True)
class Fault:
    """A script of the server and what has to come of it. `waits` are the seconds between attempts, where told."""

    name: str
    script: tuple[Play, ...]
    outcome: str
    ledger: tuple[str, ...]
    waits: tuple[float, ...] | None = None
    timeout: float = 5.0

    @property
    def attempts(self) -> int:
        return len(self.ledger)


DOWN, LIMITED, REJECTED = "EndpointUnavailableError", "RateLimitedError", "RequestRejectedError"
NOT_GZIP = raw(200, "{}", content_encoding="gzip")
HTML = raw(502, "<html>bad gateway</html>", content_type="text/html")

LONG = "ContextLengthError"
TOO_LONG = "This model's maximum context length is 8192 tokens. However, you requested 8000 output tokens, prompt {}"

CUT = answer('{"actors"', finish="length")
NO_FORMAT = failure(400, "invalid", "unknown field response_format")

FAULTS = (
    Fault("nothing", (GOOD,), "brief", ("ok",), ()),
    Fault("connection refused", (), DOWN, (DOWN,) * 4),
    Fault("reset before the answer, once", (reset, GOOD), "brief", (DOWN, "ok")),
    Fault("reset before the answer, always", (reset,), DOWN, (DOWN,) * 4),
    Fault("reset in the middle of the body, once", (cut, GOOD), "brief", (DOWN, "ok")),
    Fault("no headers in time, once", (silent, GOOD), "brief", (DOWN, "ok"), timeout=0.2),
    Fault("no headers in time, always", (silent,), DOWN, (DOWN,) * 4, timeout=0.1),
    Fault("a drip that never ends", (drip, GOOD), "brief", (DOWN, "ok"), timeout=0.3),
    Fault("408", (failure(408), GOOD), "brief", (DOWN, "ok")),
    Fault("409", (failure(409), GOOD), "brief", (DOWN, "ok")),
    Fault("429, twice", (failure(429), failure(429), GOOD), "brief", (LIMITED, LIMITED, "ok")),
    Fault("429 always", (failure(429),), LIMITED, (LIMITED,) * 4),
    Fault("429 with Retry-After in seconds", (failure(429, retry_after="7"), GOOD), "brief", (LIMITED, "ok"), (7.0,)),
    Fault(
        "429 with Retry-After as a date", (failure(429, retry_after=date_in(9), date=date_in(0)), GOOD),
        "brief", (LIMITED, "ok"), (9.0,),
    ),
    Fault(
        "… by a clock a day ahead",
        (failure(429, retry_after=date_in(86_409), date=date_in(86_400)), GOOD), "brief", (LIMITED, "ok"), (9.0,),
    ),
    Fault("429 that asks to wait an hour", (failure(429, retry_after="3600"),), LIMITED, (LIMITED,), ()),
    Fault("429, x-should-retry: false", (failure(429, x_should_retry="false"),), LIMITED, (LIMITED,), ()),
    Fault("400, x-should-retry: true", (failure(400, x_should_retry="true"), GOOD), "brief", (REJECTED, "ok")),
    Fault(
        "insufficient quota", (failure(429, "insufficient_quota"),), "QuotaExhaustedError", ("QuotaExhaustedError",), ()
    ),
    Fault("500", (failure(500), GOOD), "brief", (DOWN, "ok")),
    Fault("502 with HTML", (HTML, GOOD), "brief", (DOWN, "ok")),
    Fault("503 always", (failure(503),), DOWN, (DOWN,) * 4),
    Fault("200 with an empty body, once", (raw(200, ""), GOOD), "brief", (DOWN, "ok")),
    Fault("200 with an empty body, always", (raw(200, ""),), DOWN, (DOWN,) * 4),
    Fault("200 with HTML", (raw(200, "<html>", content_type="text/html"),), "NotAnApiError", ("NotAnApiError",), ()),
    Fault("200 with HTML called JSON", (raw(200, "\n<!doctype html>"),), "NotAnApiError", ("NotAnApiError",), ()),
    Fault("200 not compressed as it says, once", (NOT_GZIP, GOOD), "brief", (DOWN, "ok")),
    Fault("200 not compressed as it says, always", (NOT_GZIP,), DOWN, (DOWN,) * 4),
    Fault("200 with another JSON", (raw(200, "{}"),), "NotAnApiError", ("NotAnApiError",), ()),
    Fault("200 with truncated JSON", (raw(200, '{"id": "1", "cho'), GOOD), "brief", (DOWN, "ok")),
    Fault("a body of 50 MB", (huge,), "NotAnApiError", ("NotAnApiError",), ()),
    Fault("truncated JSON in the answer", (answer('{"actors": [{"id"'), GOOD), "brief", ("invalid", "ok"), ()),
    Fault("JSON of the wrong shape", (answer({"actors": []}), GOOD), "brief", ("invalid", "ok"), ()),
    Fault("JSON of the wrong shape, always", (answer({"a": 1}),), "InvalidAnswerError", ("invalid", "invalid"), ()),
    Fault("a sentence that is not there", (answer(OUT_OF_RANGE), GOOD), "brief", ("invalid", "ok"), ()),
    Fault("refusal", (answer("", refusal="I cannot"),), "RefusedAnswerError", ("refused",), ()),
    Fault("content filter", (answer("", finish="content_filter"),), "RefusedAnswerError", ("refused",), ()),
    Fault("cut at the length limit, once", (CUT, GOOD), "brief", ("truncated", "ok"), ()),
    Fault(
        "cut at the length limit, always", (CUT,), "TruncatedAnswerError",
        ("truncated", "truncated"), (),
    ),
    Fault(
        "a body with status 200 and an error 429, once", (raw(200, '{"error": {"code": 429, "message": "no"}}'), GOOD),
        "brief", (LIMITED, "ok"),
    ),
    Fault("200 without choices, once", (raw(200, '{"choices": null}'), GOOD), "brief", (DOWN, "ok")),
    Fault("529, overloaded, once", (failure(529, "overloaded_error"), GOOD), "brief", (DOWN, "ok")),
    Fault("thinking before the answer", (answer(f"<think>{{}}?</think>{json.dumps(DRAFT)}"),), "brief", ("ok",), ()),
    Fault("400, content filter", (failure(400, "content_filter"),), "RefusedAnswerError", ("refused",), ()),
    Fault(
        "too long with the room for the answer", (failure(400, "context_length_exceeded", TOO_LONG.format(5000)), GOOD),
        "brief", (LONG, "ok"), (),
    ),
    Fault(
        "too long, until the windows are smaller", (failure(400, "x", TOO_LONG.format(8200)), GOOD),
        "brief", (LONG, "ok"), (),
    ),
    Fault("too long, always", (failure(400, "x", TOO_LONG.format(9000)),), LONG, (LONG,) * 4, ()),
    Fault("redirect", (raw(307, "", location="http://127.0.0.1:9/v1"),), REJECTED, (REJECTED,), ()),
    Fault("400", (failure(400),), REJECTED, (REJECTED,), ()),
    Fault("401", (failure(401),), "AuthenticationError", ("AuthenticationError",), ()),
    Fault(
        "402, payment required", (failure(402, "402", "Insufficient Balance"),), "QuotaExhaustedError",
        ("QuotaExhaustedError",), (),
    ),
    Fault("403", (failure(403),), "AuthenticationError", ("AuthenticationError",), ()),
    Fault(
        "404, no such model", (failure(404, "model_not_found", "The model `fake` does not exist"),),
        "UnknownModelError", ("UnknownModelError",), (),
    ),
    Fault("404", (failure(404, "not_found", "nothing here"),), REJECTED, (REJECTED,), ()),
    Fault(
        "no strict schemas", (failure(400, "invalid", "response_format json_schema is not supported"), GOOD), "brief",
        (REJECTED, "ok"), (),
    ),
    Fault(
        "no structured outputs: JSON in prose",
        (NO_FORMAT, NO_FORMAT, answer(f"Here it is:\n```json\n{json.dumps(DRAFT)[:-1]},}}\n```")),
        "brief", (REJECTED, REJECTED, "ok"), (),
    ),
    Fault(
        "max_tokens not known", (failure(400, "invalid", "use 'max_completion_tokens' instead of 'max_tokens'"), GOOD),
        "brief", (REJECTED, "ok"), (),
    ),
)  # fmt: skip


def _sync(*args: Any, **given: Any) -> Brief:
    return summarize(*args, **given)


def _async(*args: Any, **given: Any) -> Brief:
    return asyncio.run(asummarize(*args, **given))


def _of_many(text: str, *, settings: Settings, **given: Any) -> Brief:
    """By the session of a long run, which has another client."""

    async def run() -> Brief:
        async with open_session(
            load_settings(**settings.model_dump(exclude_unset=True), **given), concurrency=4
        ) as many:
            return await many.brief(Article(text=text))

    return asyncio.run(run())


@pytest.mark.parametrize("call", [_sync, _async, _of_many])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault(
    fault: Fault, call: Callable[..., Brief], endpoint: FaultServer, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    url = endpoint.replies(*fault.script).base_url if fault.script else "http://127.0.0.1:9/v1"
    settings = Settings(timeout=fault.timeout)
    with caplog.at_level("DEBUG", "summarizer"):
        made: Brief | SummarizerError
        try:
            made = call(TEXT, base_url=url, model="fake", api_key=SECRET, settings=settings)
            outcome, attempts = "brief", made.provenance.attempts
        except SummarizerError as error:
            made = error
            outcome, attempts = type(error).__name__, error.attempts
    if isinstance(made, SummarizerError):
        assert made.hint
        assert not any(secret in str(made) for secret in (SECRET, *TEXT.split("\n")))
    assert (outcome, tuple(a.outcome for a in attempts)) == (fault.outcome, fault.ledger)
    if fault.script:
        assert len(endpoint.requests) == fault.attempts
    told = [(a.prompt_tokens, a.completion_tokens) for a in attempts if a.prompt_tokens is not None]
    assert told == endpoint.served
    if fault.waits is not None:
        assert tuple(time.waits) == fault.waits
    assert len(caplog.records) >= fault.attempts
    assert not any(secret in caplog.text for secret in (SECRET, *TEXT.split("\n")))


def table() -> str:
    """The faults as a table for the documentation."""
    lines = ["| what the endpoint does | requests | the call ends in | ledger |", "|---|---|---|---|"]
    for fault in FAULTS:
        counted = [f"{n} × {o}" if (n := fault.ledger.count(o)) > 1 else o for o in dict.fromkeys(fault.ledger)]
        ends = "a brief" if fault.outcome == "brief" else f"`{fault.outcome}`"
        waited = f", after {fault.waits[0]:g} s" if fault.waits else ""
        lines.append(f"| {fault.name} | {fault.attempts} | {ends}{waited} | {', '.join(counted)} |")
    return "\n".join(lines)


def rewritten(text: str) -> str:
    """The page with the table of now."""
    pattern = r"(<!-- faults:begin -->\n).*?(<!-- faults:end -->)"
    return re.sub(pattern, lambda m: f"{m[1]}{table()}\n{m[2]}", text, flags=re.DOTALL)


def test_the_documentation_shows_the_faults() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert table() in text
    assert rewritten(text) == text, "run: python -m tests.complete.test_faults"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
