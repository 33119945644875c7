"""Times that tests compare: of the processor, as other programs run beside a suite."""

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
