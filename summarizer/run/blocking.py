"""Run coroutines and async generators from synchronous code.

Both functions also work inside a running event loop (a notebook, for example). They block it, and do the work in
another thread.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import aclosing, suppress
from typing import Any, TypeVar

T = TypeVar("T")

MAX_BUFFERED_ITEMS = 16
"""Largest number of items that an async generator may produce before the caller takes them."""


def run_blocking(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine and return its result. If this thread already runs an event loop, use another thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    result: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            result.append(asyncio.run(coroutine))
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, name="summarizer", daemon=True)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]


def iterate_blocking(generator_function: Callable[[], AsyncGenerator[T, None]]) -> Iterator[T]:
    """Yield the items of an async generator that runs in another thread, at most `MAX_BUFFERED_ITEMS` ahead.

    Raise what the generator raises. Closing the iterator cancels the generator.
    """
    ready: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()
    started: queue.SimpleQueue[tuple[asyncio.AbstractEventLoop, asyncio.Task[None], asyncio.Semaphore]] = (
        queue.SimpleQueue()
    )

    async def produce() -> None:
        free_places, task = asyncio.Semaphore(MAX_BUFFERED_ITEMS), asyncio.current_task()
        assert task is not None
        started.put((asyncio.get_running_loop(), task, free_places))
        ending: BaseException = StopIteration()
        try:
            async with aclosing(generator_function()) as items:
                async for item in items:
                    await free_places.acquire()
                    ready.put((item, None))
        except BaseException as error:
            ending = error
        ready.put((None, ending))

    thread = threading.Thread(target=lambda: asyncio.run(produce()), name="summarizer", daemon=True)
    thread.start()
    loop, task, free_places = started.get()
    try:
        while True:
            item, ending = ready.get()
            if isinstance(ending, StopIteration):
                return
            if ending is not None:
                raise ending
            with suppress(RuntimeError):  # the loop has ended, so nothing waits for a free place
                loop.call_soon_threadsafe(free_places.release)
            yield item  # type: ignore[misc]
    finally:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(task.cancel)
        thread.join()
