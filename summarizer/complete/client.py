"""Clients: the OpenAI client as this library uses it, without retries and with a limit on the size of a response.

The heavy imports are inside functions: the library must load fast.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from summarizer.addresses import is_loopback
from summarizer.errors import ConfigurationError, NotAnApiError
from summarizer.settings import Endpoint

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_PLATFORM_HEADERS = tuple(
    f"X-Stainless-{name}" for name in "Lang Package-Version OS Arch Runtime Runtime-Version Async".split()
)
"""Headers in which the client describes this machine. They are left out: no endpoint needs them, and they take a tenth
of the time of a request."""

MAX_BODY_BYTES = 16_000_000
"""Largest response that is read, in bytes after unpacking. No chat completion is that long."""


def check_client(client: object) -> None:
    """Raise ConfigurationError for a client of the user's that is not asynchronous: no request could be awaited."""
    from openai import AsyncOpenAI

    if not isinstance(client, AsyncOpenAI):
        raise ConfigurationError(
            f"client is of the class {type(client).__name__}",
            hint="pass an openai.AsyncOpenAI or openai.AsyncAzureOpenAI",
        )


@asynccontextmanager
async def open_client(
    endpoint: Endpoint, timeout: float, user_client: AsyncOpenAI | None = None, *, many: bool = False
) -> AsyncIterator[AsyncOpenAI]:
    """Yield a client for an endpoint and close it at the end. `timeout` is in seconds.

    A client of the user's is used in place of a new one, and stays open. With `many` requests at once, the client uses
    aiohttp, whose connection pool does not search all of its connections for each request.
    """
    import httpx2

    if user_client is not None:
        yield user_client.with_options(max_retries=0, timeout=timeout)
        return
    try:
        client = _new_client(endpoint, timeout, many=many)
    except (httpx2.InvalidURL, ValueError, ImportError) as error:
        # These errors quote addresses: that of the server, or of a proxy with its password.
        raise ConfigurationError(
            f"cannot open a client for {endpoint.label}: {type(error).__name__}",
            hint="check the base URL, and the addresses of proxies in the environment (HTTP_PROXY, ALL_PROXY …)",
        ) from None
    async with client:
        yield client


def _new_client(endpoint: Endpoint, timeout: float, *, many: bool) -> AsyncOpenAI:
    import httpx2
    import openai

    # A proxy does not reach what only this machine reaches, such as the embedded engine.
    is_local = is_loopback(urlsplit(endpoint.base_url).hostname or "")
    # If the environment sets proxies, the httpx client handles them.
    use_aiohttp = many and (is_local or not getproxies())
    client_class = openai.DefaultAioHttpClient if use_aiohttp else openai.DefaultAsyncHttpxClient
    # The caller limits how many requests run at once. A limit of the pool would reopen connections or delay requests.
    # For aiohttp, 0 means no limit and None means its default of 100.
    max_connections = 0 if use_aiohttp else None
    http_client = client_class(
        timeout=timeout, follow_redirects=False, event_hooks={"response": [_limit_body]}, verify=_certificates(),
        trust_env=not is_local,
        limits=httpx2.Limits(max_connections=max_connections, max_keepalive_connections=None),
    )  # fmt: skip
    return openai.AsyncOpenAI(**client_options(endpoint), max_retries=0, timeout=timeout, http_client=http_client)


def client_options(endpoint: Endpoint) -> dict[str, Any]:
    """Return the options of an OpenAI client for an endpoint: its address, what proves who asks, and no more.

    The headers that the client takes from the environment (`OPENAI_ORG_ID` …) are those of an account at OpenAI. They
    are sent only there.
    """
    from openai import Omit

    headers: dict[str, Any] = dict.fromkeys(_PLATFORM_HEADERS, Omit())
    if not endpoint.base_url.startswith("https://api.openai.com/"):
        lines = os.environ.get("OPENAI_CUSTOM_HEADERS", "").split("\n")
        names = ("OpenAI-Organization", "OpenAI-Project", *(line.partition(":")[0].strip() for line in lines))
        headers |= {name: Omit() for name in names if name}
    if endpoint.authorization:
        headers["Authorization"] = endpoint.authorization
    return {"base_url": endpoint.base_url, "api_key": endpoint.api_key, "default_headers": headers}


@cache
def _certificates() -> ssl.SSLContext:
    """Return the certificates, read once per process: reading them takes longer than the rest of opening a client."""
    import httpx2

    return httpx2.create_ssl_context()


async def _limit_body(response: Any) -> None:
    """Make the client stop reading a response that is too large, also one that becomes so when it is unpacked."""
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) <= MAX_BODY_BYTES and "content-encoding" not in response.headers:
        return  # the body can't be longer than its header says
    unlimited = response.aiter_bytes  # it unpacks a piece of at most a megabyte at a time

    async def limited(chunk_size: int | None = None) -> AsyncGenerator[bytes, None]:
        size = 0
        async with aclosing(unlimited(chunk_size)) as pieces:
            async for piece in pieces:
                size += len(piece)
                if size > MAX_BODY_BYTES:
                    raise NotAnApiError(f"the response is larger than {MAX_BODY_BYTES // 1_000_000} MB")
                yield piece

    response.aiter_bytes = limited
