"""Limits: the deadline and budgets of a call, and the rate limits of an endpoint.

A `Meter` belongs to one call. It checks the deadline and the budgets before each attempt. A `RateLimiter` belongs to
one endpoint and model, and is shared by all threads and tasks of this process. It enforces the configured rates and
those that the server reports in its headers. The libraries for rate limits (aiolimiter, pyrate-limiter) read no such
headers and can't use a fake clock in tests, so none is used.
"""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from summarizer.errors import (
    BudgetExceededError,
    DeadlineExceededError,
)
from summarizer.settings import Endpoint

GRACE_SECONDS = 2.0
"""How long after the deadline answers, which are paid for, may still be made into a brief. A usual article takes a
tenth of a second, the first one of a process half a second."""

_limiters: dict[tuple[str, str], RateLimiter] = {}


def limiter_of(endpoint: Endpoint, rates: tuple[int | None, int | None], clock: Clock) -> RateLimiter:
    """Return this process's rate limiter of an endpoint and model.

    `rates` are requests and tokens per minute; a rate of None leaves the current one unchanged.
    """
    limiter = _limiters.setdefault((endpoint.base_url, endpoint.model), RateLimiter(clock=clock))
    limiter.configure(*rates)
    return limiter


def forget() -> None:
    """Forget all rate limiters of this process, with their configured and learned limits."""
    _limiters.clear()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """The source of time, which tests replace so that they need not wait.

    `monotonic` returns seconds, `wall` a date with its time zone, and `sleep` waits for a number of seconds.
    """

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], datetime] = _now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(frozen=True)
class Limits:
    """The limits of a call: `deadline` in seconds from its start, `tokens` (prompt and completion) and `cost` in US
    dollars."""

    deadline: float | None = None
    tokens: int | None = None
    cost: float | None = None


@dataclass
class Meter:
    """What one call has used so far. An attempt in flight counts with the most that it may use."""

    limits: Limits
    clock: Clock = field(default_factory=Clock)
    tokens: int = 0
    cost: float = 0.0
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.clock.monotonic()

    def remaining(self) -> float | None:
        """Return the seconds until the deadline, at least 0, or None if there is no deadline."""
        if self.limits.deadline is None:
            return None
        return max(0.0, self.started + self.limits.deadline - self.clock.monotonic())

    def check(self, wait: float = 0.0) -> None:
        """Raise DeadlineExceededError if the deadline has passed, or would pass during a wait of `wait` seconds."""
        remaining = self.remaining()
        if remaining is not None and remaining <= wait:
            raise DeadlineExceededError(
                f"the deadline of {self.limits.deadline:g} s leaves no time for another request"
            )

    def check_work(self) -> None:
        """Raise DeadlineExceededError if the deadline, and `GRACE_SECONDS` for what was answered, have passed."""
        deadline = self.limits.deadline
        if deadline is not None and self.clock.monotonic() > self.started + deadline + GRACE_SECONDS:
            raise DeadlineExceededError(
                f"the deadline of {deadline:g} s has passed before all answers were made into a brief",
                hint="raise the deadline or split the text; with cache=True, no answer is paid for twice",
            )

    def reserve(self, tokens: int, cost: float | None) -> None:
        """Reserve the most that an attempt may use. Raise DeadlineExceededError, or BudgetExceededError if the rest
        of a budget is too small."""
        self.check()
        if self.limits.tokens is not None and self.tokens + tokens > self.limits.tokens:
            raise BudgetExceededError(
                f"the next request may use {tokens:,} tokens, but {self.tokens:,} of {self.limits.tokens:,} "
                "are used or reserved"
            )
        if self.limits.cost is not None and self.cost + (cost or 0.0) > self.limits.cost:
            raise BudgetExceededError(
                f"the next request may cost ${cost or 0:.4f}, but ${self.cost:.4f} of ${self.limits.cost:.4f} "
                "are spent or reserved"
            )
        self.tokens += tokens
        self.cost += cost or 0.0

    def settle(self, tokens: int, cost: float | None, *, used_tokens: int | None, paid: float | None) -> None:
        """Replace the reservation of an attempt by what it used.

        None means that the server did not report it. Then there was no answer, and the attempt counts as nothing.
        """
        self.tokens += (used_tokens or 0) - tokens
        self.cost += (paid or 0.0) - (cost or 0.0)


class RateLimiter:
    """Limits the rate of requests to one endpoint. Safe for threads and tasks.

    `requests` and `tokens` are per minute. None means that only the limits that the server reports apply.
    """

    def __init__(self, requests: int | None = None, tokens: int | None = None, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._buckets = {"requests": _Bucket(requests), "tokens": _Bucket(tokens)}
        self._paused_until = 0.0

    def configure(self, requests: int | None, tokens: int | None) -> None:
        """Set the rates per minute. A rate of None leaves the current one unchanged."""
        with self._lock:
            for name, rate in (("requests", requests), ("tokens", tokens)):
                if rate is not None and rate != self._buckets[name].rate:
                    self._buckets[name] = _Bucket(rate)

    def reserve(self, tokens: int) -> float:
        """Count a request of this many tokens and return 0, or return the seconds to wait before the next call."""
        with self._lock:
            now = self._clock.monotonic()
            needs = {"requests": 1.0, "tokens": float(tokens)}
            wait = max(
                self._paused_until - now, *(bucket.wait(needs[name], now) for name, bucket in self._buckets.items())
            )
            if wait > 0:
                return wait
            for name, bucket in self._buckets.items():
                bucket.take(needs[name])
            return 0.0

    async def admit(self, tokens: int) -> float:
        """Like `reserve`, for asynchronous code. A subclass may ask another process for the permission."""
        return self.reserve(tokens)

    def pause(self, seconds: float) -> None:
        """Admit no request for this many seconds, because the server has reported too many."""
        with self._lock:
            self._paused_until = max(self._paused_until, self._clock.monotonic() + seconds)

    def learn(self, headers: Mapping[str, str]) -> None:
        """Read the limits that the server reports (`x-ratelimit-…`). If none is left, pause until the reset."""
        for name in self._buckets:
            left, reset = headers.get(f"x-ratelimit-remaining-{name}"), headers.get(f"x-ratelimit-reset-{name}")
            if left is not None and re.fullmatch(r"\s*0+\s*", left) and (seconds := seconds_of(reset)) is not None:
                self.pause(min(seconds, MAX_RESET_SECONDS))


MAX_RESET_SECONDS = 60.0
"""Longest pause after a server reports an exhausted limit, in seconds. Rates are per minute, so a longer reset time
is not believed."""


@dataclass
class _Bucket:
    """A token bucket that holds one minute's worth."""

    rate: int | None
    level: float = field(init=False)
    at: float | None = None

    def __post_init__(self) -> None:
        self.level = float(self.rate or 0)

    def wait(self, need: float, now: float) -> float:
        if self.rate is None:
            return 0.0
        if self.at is not None:
            self.level = min(self.rate, self.level + (now - self.at) * self.rate / 60)
        self.at = now
        # A need that is larger than the bucket waits until the bucket is full.
        return max(0.0, min(need, self.rate) - self.level) * 60 / self.rate

    def take(self, need: float) -> None:
        if self.rate is not None:
            self.level -= need


def seconds_of(value: str | None) -> float | None:
    """Return the seconds in a header such as "20", "1.5s", "6m0s" or "120ms", or None if it can't be parsed."""
    text = (value or "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    parts = re.findall(r"(\d+(?:\.\d+)?)(ms|h|m|s)", text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return None
    return sum(float(number) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600}[unit] for number, unit in parts)


def retry_after(headers: Mapping[str, str], wall: datetime) -> float | None:
    """Return the seconds of a `Retry-After` header (or `retry-after-ms`), at least 0, or None if there is none.

    A date is compared with the server's own clock if its `Date` header is present, since that clock may differ from
    `wall`.
    """
    if (ms := seconds_of(headers.get("retry-after-ms"))) is not None:
        return ms / 1000
    header = headers.get("retry-after")
    if (seconds := seconds_of(header)) is not None:
        return seconds
    until = _date(header)
    if until is None:
        return None
    return max(0.0, (until - (_date(headers.get("date")) or wall)).total_seconds())


def _date(value: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(value or "")
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
