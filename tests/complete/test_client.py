"""Clients: ones of the caller, what they tell of this machine, and their end."""

from __future__ import annotations

import asyncio
import functools
import gzip
import json
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable

import httpx2
import openai
import pytest

from summarizer import asummarize, summarize, summarize_many
from summarizer.complete.failures import translate_error
from summarizer.errors import EndpointUnavailableError, NotAnApiError, SummarizerError
from summarizer.settings import Endpoint
from summarizer.testing import Reply, answer, raw
from tests.complete.quirks import J, said
from tests.run.calls import many
from tests.samples import DRAFT, GOOD, SECRET, TEXT, articles
from tests.servers.faults import Exchange, FaultServer, silent


def test_a_client_of_ones_own_is_used_and_stays_open(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)

    async def run() -> bool:
        async with openai.AsyncOpenAI(
            base_url=endpoint.base_url, api_key=SECRET, default_headers={"x-desk": "1"}
        ) as client:
            for _ in range(2):
                brief = await asummarize(TEXT, client=client, model="fake")
            assert brief.provenance.endpoint == endpoint.base_url
            return client.is_closed()

    assert asyncio.run(run()) is False
    assert len(endpoint.requests) == 2


def test_no_endpoint_is_told_of_this_machine(endpoint: FaultServer) -> None:
    told: list[str] = []

    def looking(exchange: Exchange) -> Reply:
        told.extend(name.casefold() for name in exchange.connection.headers)
        return answer(DRAFT)

    endpoint.replies(looking)
    assert summarize(TEXT, base_url=endpoint.base_url, model="m").events
    assert {"authorization", "content-type", "user-agent"} <= set(told)
    assert not {name for name in told if "-os" in name or "-arch" in name or "-runtime" in name}


def test_azure_is_asked_through_its_own_client(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    client = openai.AsyncAzureOpenAI(azure_endpoint=endpoint.base_url, api_key=SECRET, api_version="2024-10-21")
    assert summarize(TEXT, client=client, model="my-deployment").events
    assert endpoint.requests[0]["model"] == "my-deployment"


def test_a_cancelled_call_leaves_no_task_and_no_connection(endpoint: FaultServer) -> None:
    endpoint.replies(silent)

    async def run() -> int:
        call = asyncio.create_task(asummarize(TEXT, base_url=endpoint.base_url, model="fake", profile="small"))
        while not endpoint.requests:
            await asyncio.sleep(0.01)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        return len(asyncio.all_tasks())

    threads = {thread.name for thread in threading.enumerate() if thread.name.startswith("summarizer")}
    assert asyncio.run(run()) == 1
    assert {t.name for t in threading.enumerate() if t.name.startswith("summarizer")} == threads


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": ("gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "deflate without a head": ("deflate", _raw_deflate),
    "gzip twice": ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
}


@pytest.mark.parametrize("name", PACKED)
def test_a_packed_answer_is_read(name: str, endpoint: FaultServer) -> None:
    coding, pack = PACKED[name]
    endpoint.replies(raw(200, pack(json.dumps(said(J)).encode()), content_encoding=coding))
    assert summarize(TEXT, base_url=endpoint.base_url, model="m").headline == DRAFT["headline"]
    assert many(endpoint, articles(1))[0].brief


@functools.cache
def bomb(name: str) -> bytes:
    """300 megabytes of spaces, packed."""
    return PACKED[name][1](b" " * 300_000_000)


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("name", PACKED)
def test_few_bytes_that_become_very_many_are_not_unpacked(name: str, status: int, endpoint: FaultServer) -> None:
    endpoint.replies(raw(status, bomb(name), content_encoding=PACKED[name][0]))
    summarize_once = functools.partial(summarize, TEXT, base_url=endpoint.base_url, model="m", max_attempts=1)
    tracemalloc.start()
    started = time.monotonic()
    with pytest.raises(SummarizerError) as caught:
        summarize_once(deadline=2)
    assert time.monotonic() - started < 2.5
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()
    assert isinstance(caught.value, NotAnApiError)
    assert "larger than 16 MB" in caught.value.message
    assert many(endpoint, articles(1))[0].failure.error == "NotAnApiError"  # through aiohttp


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_a_server_of_this_machine_is_asked_without_the_proxy(
    variable: str, endpoint: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, "http://127.0.0.1:9")
    endpoint.replies(GOOD)
    for host in ("127.0.0.1", "LocalHost"):
        base_url = endpoint.base_url.replace("127.0.0.1", host)
        assert summarize(TEXT, base_url=base_url, model="m", max_attempts=1).events
    assert many(endpoint, articles(1))[0].brief
    with pytest.raises(EndpointUnavailableError):
        summarize(TEXT, base_url="http://server.invalid/v1", model="m", max_attempts=1)


def _garbled(exchange: Exchange) -> None:
    exchange.connection.wfile.write(b"SSH-2.0-server\r\n")
    exchange.connection.close_connection = True


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda url: "http://127.0.0.1:9/v1", "Connection refused"),
        (lambda url: "http://server.invalid/v1", "Name or service not known"),
        (lambda url: url.replace("http:", "https:"), "TLS failed, wrong version number"),
        (lambda url: url, "does not speak HTTP"),
    ],
)
def test_why_a_server_is_not_reached_is_told(change: Callable[[str], str], reason: str, endpoint: FaultServer) -> None:
    endpoint.replies(_garbled)
    options = {"base_url": change(endpoint.base_url), "model": "m", "max_attempts": 1}
    with pytest.raises(EndpointUnavailableError, match=reason):
        summarize(TEXT, **options)
    failure = next(iter(summarize_many(articles(1), **options))).failure
    assert failure is not None
    assert failure.error == "EndpointUnavailableError"
    assert reason in failure.message
    assert "SSH" not in failure.message


def test_a_certificate_that_is_not_trusted_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    cause = ssl.SSLCertVerificationError(1, "certificate verify failed")
    cause.verify_message = "self-signed certificate"
    error = openai.APIConnectionError(request=httpx2.Request("POST", "https://server.invalid/v1"))
    error.__cause__ = cause
    told = str(translate_error(error, Endpoint("https://server.invalid/v1", "m")))
    assert "self-signed certificate" in told
    assert "SSL_CERT_FILE" in told
    assert "proxy" not in told
    monkeypatch.setenv("HTTPS_PROXY", "http://bob:PLANTED@proxy.invalid")
    told = str(translate_error(error, Endpoint("https://server.invalid/v1", "m")))
    assert "proxy" in told
    assert "PLANTED" not in told
