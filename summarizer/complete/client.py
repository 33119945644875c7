"""Clients: the OpenAI client as this library uses it, without retries of its own and with a bound on what it reads.

The heavy imports are inside functions: `import summarizer` must stay fast.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies

from summarizer.errors import NotAnApiError
from summarizer.settings import Endpoint

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_TELLTALE = tuple(
    f"X-Stainless-{name}" for name in "Lang Package-Version OS Arch Runtime Runtime-Version Async".split()
)
"""Headers by which the client tells of this machine: that is no endpoint's business, and they cost a tenth of the time
that a request takes."""

LARGEST_BODY = 16_000_000
"""Bytes of an answer that are read at most: no chat completion is that long."""


@asynccontextmanager
async def open_client(
    endpoint: Endpoint, timeout: float, given: AsyncOpenAI | None = None, *, many: bool = False
) -> AsyncIterator[AsyncOpenAI]:
    """Give a client of an endpoint, closed at the end; a client that was given is used as it is, and stays open.

    For `many` requests at once they go over aiohttp, whose pool does not look through all of its connections for each.
    """
    import httpx2
    import openai

    if given is not None:
        yield given.with_options(max_retries=0, timeout=timeout)
        return
    # Proxies of the environment are the other client's business.
    over_aiohttp = many and not getproxies()
    kind = openai.DefaultAioHttpClient if over_aiohttp else openai.DefaultAsyncHttpxClient
    # Who asks bounds how many requests are under way; a pool with a bound of its own would close and open connections,
    # or let some requests wait. No bound is 0 for aiohttp, to which None would be its default of 100.
    most = 0 if over_aiohttp else None
    http = kind(
        timeout=timeout, follow_redirects=False, event_hooks={"response": [_keep_small]}, verify=_certificates(),
        limits=httpx2.Limits(max_connections=most, max_keepalive_connections=None),
    )  # fmt: skip
    left_out: Any = {name: openai.Omit() for name in _TELLTALE}
    async with openai.AsyncOpenAI(
        base_url=endpoint.base_url, api_key=endpoint.api_key, max_retries=0, timeout=timeout, http_client=http,
        default_headers=left_out,
    ) as client:  # fmt: skip
        yield client


@cache
def _certificates() -> ssl.SSLContext:
    """Return the certificates of this process, read once: that takes longer than all else about a client."""
    import httpx2

    return httpx2.create_ssl_context()


async def _keep_small(response: Any) -> None:
    """Stop reading an answer that is too large to be one."""
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) <= LARGEST_BODY and "content-encoding" not in response.headers:
        return  # no longer than it says
    response.stream = _capped()(response.stream)


@cache
def _capped() -> Any:
    import httpx2

    class Capped(httpx2.AsyncByteStream):
        """A stream, up to the limit."""

        def __init__(self, stream: Any) -> None:
            self._stream = stream

        async def __aiter__(self) -> AsyncIterator[bytes]:
            size = 0
            async for chunk in self._stream:
                size += len(chunk)
                if size > LARGEST_BODY:
                    raise NotAnApiError(f"the answer has over {LARGEST_BODY // 1_000_000} MB")
                yield chunk

        async def aclose(self) -> None:
            await self._stream.aclose()

    return Capped
