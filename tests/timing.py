"""Times that tests compare, of the processor, as other programs run beside a suite; and waiting for what comes."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial


def seconds_of(call: Callable[[], object], repeat: int = 2) -> float:
    """Return the least time of the processor that a call takes."""
    times = []
    for _ in range(repeat):
        started = time.process_time()
        call()
        times.append(time.process_time() - started)
    return min(times)


def is_linear(call: Callable[[int], object], size: int, slack: float) -> bool:
    """Return whether twice the size takes about twice the time. With the square of the size it would be four times.

    `slack`, in seconds, is for what garbage and other programs delay. It is tried again, because they delay some of the
    tries, and what is quadratic is so in each.
    """
    call(size // 8)  # what is loaded or compiled once

    def holds() -> bool:
        short, long = (seconds_of(partial(call, times * size), 1) for times in (1, 2))
        return long < 2.5 * short + slack

    return any(holds() for _ in range(5))


def wait_until(holds: Callable[[], object]) -> None:
    """Wait until something holds; fail after a minute."""
    ends = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.02)
