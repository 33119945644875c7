"""Let long computations end at the deadline of the call: Python code cannot be interrupted from outside.

Loops whose length depends on the article call `tick`, or go over `steps`. It does nothing, except inside of a block
`paced(check)`: there it calls `check`, which raises an error once the time is over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

_check: ContextVar[Callable[[], None] | None] = ContextVar("check", default=None)


@contextmanager
def paced(check: Callable[[], None]) -> Iterator[None]:
    """Let `tick` call this function during the block, in this thread or task."""
    token = _check.set(check)
    try:
        yield
    finally:
        _check.reset(token)


def tick() -> None:
    """Raise the error of the call's deadline if it has passed."""
    if (check := _check.get()) is not None:
        check()


def steps(items: Iterable[T]) -> Iterator[T]:
    """Yield these items, with a `tick` before each."""
    for item in items:
        tick()
        yield item
