"""Limits of a call and rates of an endpoint, by a clock that the test turns."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from summarizer.complete.limits import GRACE_SECONDS, Clock, Limits, Meter, RateLimiter, retry_after, seconds_of
from summarizer.errors import BudgetExceededError, DeadlineExceededError


class Turned:
    def __init__(self) -> None:
        self.now = 100.0

    def clock(self) -> Clock:
        return Clock(monotonic=lambda: self.now)


def test_a_deadline_counts_from_the_beginning() -> None:
    time = Turned()
    meter = Meter(Limits(deadline=10), time.clock())
    meter.check()
    time.now += 7
    assert meter.remaining() == 3
    with pytest.raises(DeadlineExceededError):
        meter.check(wait=3)
    time.now += 7
    with pytest.raises(DeadlineExceededError):
        meter.reserve(1, None)
    assert Meter(Limits()).remaining() is None


def test_what_was_answered_may_be_made_into_a_brief_soon_after_the_deadline() -> None:
    time = Turned()
    meter = Meter(Limits(deadline=10), time.clock())
    time.now += 10 + GRACE_SECONDS
    meter.check_work()
    time.now += 0.1
    with pytest.raises(DeadlineExceededError, match="cache"):
        meter.check_work()
    Meter(Limits()).check_work()


def test_a_budget_holds_what_is_under_way_until_it_is_settled() -> None:
    meter = Meter(Limits(tokens=100, cost=1.0))
    meter.reserve(60, 0.6)
    with pytest.raises(BudgetExceededError, match="60 of 100"):
        meter.reserve(60, 0.1)
    meter.settle(60, 0.6, used_tokens=20, paid=0.2)
    meter.reserve(60, 0.6)
    meter.settle(60, 0.6, used_tokens=None, paid=None)
    assert (meter.tokens, meter.cost) == (20, pytest.approx(0.2))
    with pytest.raises(BudgetExceededError, match=r"\$0\.2000 of \$1\.0000"):
        meter.reserve(1, 0.9)


def test_a_rate_is_a_bucket_that_fills_within_a_minute() -> None:
    time = Turned()
    limiter = RateLimiter(requests=60, tokens=600, clock=time.clock())
    assert [limiter.reserve(100) for _ in range(6)] == [0.0] * 6
    assert limiter.reserve(100) == pytest.approx(10)
    time.now += 10
    assert limiter.reserve(100) == 0.0
    assert limiter.reserve(10_000) == pytest.approx(60)
    time.now += 60
    assert limiter.reserve(10_000) == 0.0


def test_a_server_that_has_nothing_left_is_left_alone_until_it_has() -> None:
    time = Turned()
    limiter = RateLimiter(clock=time.clock())
    limiter.learn({"x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "20s"})
    assert limiter.reserve(1) == 0.0
    limiter.learn({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "1m0s"})
    assert limiter.reserve(1) == pytest.approx(60)
    time.now += 61
    assert limiter.reserve(1) == 0.0


def test_threads_share_a_rate() -> None:
    time = Turned()
    limiter = RateLimiter(requests=50, clock=time.clock())
    granted: list[float] = []

    def ask() -> None:
        granted.extend(limiter.reserve(1) for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert granted.count(0.0) == 50


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("20", 20),
        ("1.5s", 1.5),
        ("6m0s", 360),
        ("120ms", 0.12),
        ("1h2m", 3720),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_header_tells_seconds(value: str | None, seconds: float | None) -> None:
    assert seconds_of(value) == (seconds if seconds is None else pytest.approx(seconds))


def test_retry_after_is_read_by_the_clock_of_the_server() -> None:
    wall = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert retry_after({"retry-after": "7"}, wall) == 7
    assert retry_after({"retry-after-ms": "250"}, wall) == 0.25
    assert retry_after({"retry-after": "Wed, 25 Nov 2026 12:00:30 GMT"}, wall) == 30
    skewed = {"retry-after": "Thu, 26 Nov 2026 12:00:30 GMT", "date": "Thu, 26 Nov 2026 12:00:00 GMT"}
    assert retry_after(skewed, wall) == 30
    assert retry_after({"retry-after": "Wed, 25 Nov 2026 11:00:00 GMT"}, wall) == 0
    assert retry_after({"retry-after": "later"}, wall) is None
