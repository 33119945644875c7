"""Limits: the size of a body, the time of a request, and how many requests there are at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from starlette.exceptions import HTTPException
from starlette.requests import Request

from summarizer.errors import ArticleTooLargeError, DeadlineExceededError


async def chunks_of(request: Request, limit: int) -> AsyncIterator[bytes]:
    """Yield the body of a request. Raise ArticleTooLargeError as soon as it is known to be larger than the limit."""
    declared = request.headers.get("content-length", "")
    size = int(declared) if declared.isdecimal() else 0
    if size <= limit:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                break
            yield chunk
    if size > limit:
        raise ArticleTooLargeError(
            f"the body is larger than {limit / 1e6:g} MB, the limit",
            hint="send a smaller document, or start the service with a larger --max-body (--max-batch)",
        )


async def body_of(request: Request, limit: int) -> bytes:
    """Return the body of a request. Raise ArticleTooLargeError if it is larger than the limit."""
    return b"".join([chunk async for chunk in chunks_of(request, limit)])


class Deadline:
    """The end of the time that a request may take."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._ends = seconds, asyncio.get_running_loop().time() + seconds

    def error(self) -> DeadlineExceededError:
        """Return the error of a request that took too long."""
        return DeadlineExceededError(f"the deadline of {self._seconds:g} s has passed")

    @property
    def left(self) -> float:
        """Seconds until the end. Raise DeadlineExceededError if there are none."""
        left = self._ends - asyncio.get_running_loop().time()
        if left <= 0:
            raise self.error()
        return left

    @asynccontextmanager
    async def holding(self) -> AsyncIterator[None]:
        """Raise DeadlineExceededError if the block, in which nothing is paid for, takes too long."""
        try:
            async with asyncio.timeout_at(self._ends):
                yield
        except TimeoutError:
            raise self.error() from None


class Places:
    """A limited number of places for requests. Those that find none are sent away, so that none waits unseen."""

    def __init__(self, count: int) -> None:
        self._count, self.taken = count, 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Take a place for the block. Raise HTTPException (429) if there is none."""
        if self.taken >= self._count:
            raise HTTPException(429, f"{self._count} requests are in progress, the limit; try again later")
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1
