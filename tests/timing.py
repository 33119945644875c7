"""Times that tests compare, of the processor, as other programs run beside a suite; and waiting for what comes."""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds_of(call: Callable[[], object], repeat: int = 2) -> float:
    """Return the least time of the processor that a call takes."""
    times = []
    for _ in range(repeat):
        started = time.process_time()
        call()
        times.append(time.process_time() - started)
    return min(times)


def wait_until(holds: Callable[[], object]) -> None:
    """Wait until something holds; fail after a minute."""
    ends = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.02)
