"""Limits: how long and how much a call may take, and how often an endpoint may be asked.

`Meter` belongs to one call: its deadline and its budgets, looked at before each attempt. `RateLimiter` belongs to one
endpoint and model in this process, for all threads and tasks: it keeps to the rates that are set and to those that the
server tells in its headers. No library is used for it: those that limit rates for threads and tasks alike (aiolimiter,
pyrate-limiter) know nothing of the headers, nor of a clock that tests can turn.
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
from typing import TYPE_CHECKING

from summarizer.errors import (
    BudgetExceededError,
    DeadlineExceededError,
)
from summarizer.settings import Endpoint

if TYPE_CHECKING:
    pass


_limiters: dict[tuple[str, str], RateLimiter] = {}


def limiter_of(endpoint: Endpoint, rates: tuple[int | None, int | None], clock: Clock) -> RateLimiter:
    """Return the rate limiter of an endpoint and model, one for this process; rates that are given are set."""
    limiter = _limiters.setdefault((endpoint.base_url, endpoint.model), RateLimiter(clock=clock))
    limiter.configure(*rates)
    return limiter


def forget() -> None:
    """Forget the rate limiters of this process, with the rates that were set and learnt."""
    _limiters.clear()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """What tells and passes the time, so that tests need not wait: `monotonic` in seconds, `wall` as a date."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], datetime] = _now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(frozen=True)
class Limits:
    """What a call may take: `deadline` in seconds from its beginning, tokens (read and written) and US dollars."""

    deadline: float | None = None
    tokens: int | None = None
    cost: float | None = None


@dataclass
class Meter:
    """What one call has taken so far. Attempts under way count with all that they may take."""

    limits: Limits
    clock: Clock = field(default_factory=Clock)
    tokens: int = 0
    cost: float = 0.0
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.clock.monotonic()

    def remaining(self) -> float | None:
        """Return the seconds left until the deadline, at least 0; None without one."""
        if self.limits.deadline is None:
            return None
        return max(0.0, self.started + self.limits.deadline - self.clock.monotonic())

    def check(self, wait: float = 0.0) -> None:
        """Raise DeadlineExceededError if the deadline is over, or would be after a wait of so many seconds."""
        left = self.remaining()
        if left is not None and left <= wait:
            raise DeadlineExceededError(f"the deadline of {self.limits.deadline:g} s is over")

    def reserve(self, tokens: int, cost: float | None) -> None:
        """Set aside what an attempt may take at most; raises BudgetExceededError where the budget does not hold it."""
        self.check()
        if self.limits.tokens is not None and self.tokens + tokens > self.limits.tokens:
            raise BudgetExceededError(
                f"an attempt may take {tokens:,} tokens; {self.tokens:,} of {self.limits.tokens:,} are taken"
            )
        if self.limits.cost is not None and self.cost + (cost or 0.0) > self.limits.cost:
            raise BudgetExceededError(
                f"an attempt may cost ${cost or 0:.4f}; ${self.cost:.4f} of ${self.limits.cost:.4f} are spent"
            )
        self.tokens += tokens
        self.cost += cost or 0.0

    def settle(self, tokens: int, cost: float | None, *, taken: int | None, paid: float | None) -> None:
        """Put what an attempt took in the place of what was set aside for it.

        Where the server did not tell, nothing was answered: the attempt took nothing that is known of.
        """
        self.tokens += (taken or 0) - tokens
        self.cost += (paid or 0.0) - (cost or 0.0)


class RateLimiter:
    """Keeps the requests to one endpoint within its rates; safe for threads and tasks.

    `requests` and `tokens` are those of a minute; None: only what the server tells.
    """

    def __init__(self, requests: int | None = None, tokens: int | None = None, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._buckets = {"requests": _Bucket(requests), "tokens": _Bucket(tokens)}
        self._closed_until = 0.0

    def configure(self, requests: int | None, tokens: int | None) -> None:
        """Set the rates of a minute; those that are None stay as they are."""
        with self._lock:
            for name, rate in (("requests", requests), ("tokens", tokens)):
                if rate is not None and rate != self._buckets[name].rate:
                    self._buckets[name] = _Bucket(rate)

    def reserve(self, tokens: int) -> float:
        """Take a request of so many tokens and return 0, or return the seconds to wait before asking again."""
        with self._lock:
            now = self._clock.monotonic()
            needs = {"requests": 1.0, "tokens": float(tokens)}
            wait = max(
                self._closed_until - now, *(bucket.wait(needs[name], now) for name, bucket in self._buckets.items())
            )
            if wait > 0:
                return wait
            for name, bucket in self._buckets.items():
                bucket.take(needs[name])
            return 0.0

    async def admit(self, tokens: int) -> float:
        """Do as `reserve` does, for code that awaits: where others keep the rates, it takes a while to ask them."""
        return self.reserve(tokens)

    def close(self, seconds: float) -> None:
        """Let nobody ask for so many seconds: the server has said that it is too much."""
        with self._lock:
            self._closed_until = max(self._closed_until, self._clock.monotonic() + seconds)

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take in what the server tells of its limits (`x-ratelimit-…`): with nothing left, wait until it is reset."""
        for name in self._buckets:
            left, reset = headers.get(f"x-ratelimit-remaining-{name}"), headers.get(f"x-ratelimit-reset-{name}")
            if left is not None and re.fullmatch(r"\s*0+\s*", left) and (seconds := seconds_of(reset)) is not None:
                self.close(min(seconds, LONGEST_RESET))


LONGEST_RESET = 60.0
"""Seconds that a server's word of an exhausted limit is believed at most: rates are those of a minute."""


@dataclass
class _Bucket:
    """A token bucket that holds what may be taken in a minute."""

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
        # What is larger than the bucket waits for a full one.
        return max(0.0, min(need, self.rate) - self.level) * 60 / self.rate

    def take(self, need: float) -> None:
        if self.rate is not None:
            self.level -= need


def seconds_of(value: str | None) -> float | None:
    """Return the seconds of a header such as "20", "1.5s", "6m0s" or "120ms"; None where it can't be read."""
    text = (value or "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    parts = re.findall(r"(\d+(?:\.\d+)?)(ms|h|m|s)", text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return None
    return sum(float(number) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600}[unit] for number, unit in parts)


def retry_after(headers: Mapping[str, str], wall: datetime) -> float | None:
    """Return the seconds that a `Retry-After` (or `retry-after-ms`) asks for, at least 0; None without one.

    A date is counted from the server's own clock where it tells it, since the two may differ.
    """
    if (ms := seconds_of(headers.get("retry-after-ms"))) is not None:
        return ms / 1000
    asked = headers.get("retry-after")
    if (seconds := seconds_of(asked)) is not None:
        return seconds
    until = _date(asked)
    if until is None:
        return None
    return max(0.0, (until - (_date(headers.get("date")) or wall)).total_seconds())


def _date(value: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(value or "")
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
