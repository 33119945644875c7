"""Clients: ones of the caller, what they tell of this machine, and their end."""

from __future__ import annotations

import asyncio
import threading

import openai
import pytest

from summarizer import asummarize, summarize
from summarizer.testing import Reply, answer
from tests.samples import DRAFT, GOOD, SECRET, TEXT
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
