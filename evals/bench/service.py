"""The service beside the bare function: articles per second of both, asked over HTTP one by one and as a batch.

The client of the service is this process, so on a machine with two cores it takes a part of what the service could use.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import aiohttp

from evals.bench.load import answers, articles
from evals.bench.measures import LATENCY, Row, cpu_seconds_of, in_new_process
from evals.bench.server import serving

BARE = "this library"
"""Name of the client that calls `asummarize_many` in its own process, without additional ones."""


def measure(count: int, concurrency: int, repeats: int) -> Row:
    """Return articles per second and processor milliseconds per article, which depend less on what else is running.

    The bare function, single requests and a batch take turns. The time of the client of the service is not counted.
    """
    runs: dict[str, list[tuple[float, float]]] = {"bare": [], "requests": [], "batch": []}
    with serving(answers(), LATENCY) as base_url:
        for _ in range(repeats):
            row = in_new_process("client", BARE, base_url, count, concurrency)
            runs["bare"].append((row["seconds"], row["cpu"]))
            with _service(base_url, concurrency) as (url, cpu):
                runs["requests"].append(asyncio.run(_requests(url, count, concurrency, cpu)))
                runs["batch"].append(asyncio.run(_batch(url, count, cpu)))
    return {
        "articles": count, "concurrency": concurrency, "repeats": repeats, "ideal": concurrency / LATENCY,
        "rates": {name: statistics.median(count / seconds for seconds, _ in found) for name, found in runs.items()},
        "cpu_ms": {name: statistics.median(1_000 * cpu / count for _, cpu in found) for name, found in runs.items()},
    }  # fmt: skip


@contextmanager
def _service(base_url: str, concurrency: int) -> Iterator[tuple[str, Callable[[], float]]]:
    """Run the service as a process. Yield its address, and a function that returns its processor seconds."""
    with tempfile.TemporaryDirectory() as data:
        options = ["--port", "0", "--data", data, "--concurrency", str(concurrency), "--max-requests", "10000"]
        endpoint = ["--base-url", f"{base_url}/ours/v1", "--model", "loopback"]
        command = [sys.executable, "-m", "summarizer", "serve", *options, *endpoint]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
            assert running.stderr is not None
            try:
                url = next(line.split()[-1] for line in running.stderr if "serving at" in line)
                yield url, partial(cpu_seconds_of, running.pid)
            finally:
                running.terminate()


async def _requests(url: str, count: int, concurrency: int, cpu: Callable[[], float]) -> tuple[float, float]:
    """Return the seconds and processor seconds of requests for single briefs.

    Twice as many run at once as requests to the model: the bare function works on as many articles at once. The same
    number of articles come before, to warm up.
    """
    callers, sent = 2 * concurrency, 0
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=callers)) as client:

        async def brief_of(document: dict[str, Any]) -> None:
            async with client.post(f"{url}/v1/briefs", json=document) as answered:
                answered.raise_for_status()
                await answered.read()

        documents = iter([article.model_dump(mode="json") for article in articles(callers + count)])

        async def call(until: int) -> None:
            nonlocal sent
            while sent < until:
                sent += 1
                await brief_of(next(documents))

        await asyncio.gather(*(call(callers) for _ in range(callers)))
        started, used = time.monotonic(), cpu()
        await asyncio.gather(*(call(callers + count) for _ in range(callers)))
        return time.monotonic() - started, cpu() - used


async def _batch(url: str, count: int, cpu: Callable[[], float]) -> tuple[float, float]:
    """Return the seconds and processor seconds of a batch, from its submission until it is done."""
    body = "".join(f"{article.model_dump_json()}\n" for article in articles(count))
    async with aiohttp.ClientSession(raise_for_status=True) as client:
        started, used = time.monotonic(), cpu()
        async with client.post(f"{url}/v1/batches", data=body.encode()) as answered:
            path = answered.headers["Location"]
        while True:
            async with client.get(f"{url}{path}") as answered:
                if (await answered.json())["state"] == "done":
                    return time.monotonic() - started, cpu() - used
            await asyncio.sleep(0.05)


def lines(found: Row) -> Iterator[str]:
    """Yield the lines of the report."""
    rates, cpu = found["rates"], found["cpu_ms"]
    names = {"bare": "`asummarize_many`, no service", "requests": "`POST /v1/briefs`", "batch": "`POST /v1/batches`"}
    size = f"{found['articles']:,} articles, {found['concurrency']} requests to the model at once"
    yield f"| {size} | articles a second | ratio | CPU ms an article |"
    yield "|---|---|---|---|"
    for name, label in names.items():
        yield f"| {label} | {rates[name]:.0f} | {rates[name] / rates['bare']:.2f} | {cpu[name]:.1f} |"
    yield f"| what the latency of the endpoint allows | {found['ideal']:.0f} | | |"
