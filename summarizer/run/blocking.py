"""Bridges for code that does not await: run a coroutine, or iterate over an async generator, from anywhere.

Both work inside a running event loop too (a notebook), where they block: the work is done in a thread of its own.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import aclosing, suppress
from typing import Any, TypeVar

T = TypeVar("T")


def run_blocking(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, in a thread of its own if this one already runs an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    result: list[T] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            result.append(asyncio.run(coroutine))
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=work, name="summarizer", daemon=True)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return result[0]


def iterate_blocking(made: Callable[[], AsyncGenerator[T, None]]) -> Iterator[T]:
    """Give the items of an async generator, which runs in a thread of its own, a few ahead at most."""
    ready: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()
    begun: queue.SimpleQueue[tuple[asyncio.AbstractEventLoop, asyncio.Task[None], asyncio.Semaphore]] = (
        queue.SimpleQueue()
    )

    async def work() -> None:
        room, task = asyncio.Semaphore(16), asyncio.current_task()
        assert task is not None
        begun.put((asyncio.get_running_loop(), task, room))
        ending: BaseException = StopIteration()
        try:
            async with aclosing(made()) as items:
                async for item in items:
                    await room.acquire()
                    ready.put((item, None))
        except BaseException as error:
            ending = error
        ready.put((None, ending))

    thread = threading.Thread(target=lambda: asyncio.run(work()), name="summarizer", daemon=True)
    thread.start()
    loop, task, room = begun.get()
    try:
        while True:
            item, ending = ready.get()
            if isinstance(ending, StopIteration):
                return
            if ending is not None:
                raise ending
            with suppress(RuntimeError):  # the loop has ended: nobody needs room
                loop.call_soon_threadsafe(room.release)
            yield item  # type: ignore[misc]
    finally:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(task.cancel)
        thread.join()
