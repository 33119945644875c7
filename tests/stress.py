"""Ten thousand random scripts of faults: each call ends in a brief or a typed error, its ledger is the server's count.

`make stress` (or `python -m tests.stress [CALLS] [SEED]`): a real server on loopback, calls many at once, waits by a
clock that does not wait. It fails if a call ends otherwise, if the requests or tokens of a ledger are not those that
the server counted, or if sockets, threads or memory are left over.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import random
import resource
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from summarizer import asummarize, testing
from summarizer.complete import gateway
from summarizer.complete.limits import Clock
from summarizer.errors import SummarizerError
from summarizer.settings import Settings
from summarizer.testing import answer, failure, raw
from tests.samples import DRAFT, TEXT
from tests.servers.faults import FaultServer, Play, cut, reset, silent

AT_ONCE = 16
SMALL = "B"


def replies(rng: random.Random, small: bool) -> list[Play]:
    """A random script, which ends in an answer or in a fault that stays."""
    tokens = (rng.randrange(1, 2_000), rng.randrange(1, 500))
    good = answer(SMALL if small else DRAFT, tokens=tokens)
    faults: list[Play] = [
        reset, cut, failure(408), failure(409), failure(429), failure(429, retry_after="3"), failure(500), failure(503),
        failure(429, "insufficient_quota"), failure(400), failure(401), failure(404, "model_not_found", "no model"),
        raw(502, "<html>", content_type="text/html"), raw(200, ""), raw(200, "{}"), raw(200, '{"id": "1", "ch'),
        raw(200, "<html>", content_type="text/html"), raw(307, "", location="/elsewhere"),
        answer("{", tokens=tokens), answer({"a": 1}, tokens=tokens), answer("{", finish="length", tokens=tokens),
        answer("", refusal="no", tokens=tokens), answer("", finish="content_filter", tokens=tokens),
        failure(400, "invalid", "response_format is not supported"),
    ]  # fmt: skip
    script = [rng.choice(faults) if rng.random() < 0.6 else good for _ in range(rng.randrange(0, 7))]
    if rng.random() < 0.005:
        script.insert(0, silent)
    return [*script, good if rng.random() < 0.8 else rng.choice(faults)]


async def one(number: int, seed: int, server: FaultServer, ends: Counter[str]) -> None:
    """Play one script and hold the ledger against what the server has seen."""
    rng = random.Random(f"{seed}-{number}")
    model, small = f"m{number}", rng.random() < 0.5
    server.seen[model] = []
    server.scripts[model] = replies(rng, small)
    # Long enough for a busy machine, short where the server is to say nothing.
    timeout = 2.0 if silent in server.scripts[model] else 30.0
    settings = Settings(timeout=timeout, concurrency=rng.choice((1, 4)), deadline=rng.choice((None, 60.0)))
    try:
        brief = await asummarize(
            TEXT, base_url=server.base_url, model=model, profile="small" if small else "large", settings=settings,
            token_budget=rng.choice((None, 200_000)), strict=rng.random() < 0.3,
        )  # fmt: skip
        attempts, end = brief.provenance.attempts, "brief" if brief.coverage.share == 1 else "brief of a part"
    except SummarizerError as error:
        attempts, end = error.attempts, type(error).__name__
    ends[end] += 1
    seen = server.seen.pop(model)
    del server.scripts[model]
    assert len(attempts) == len(seen), f"{model}: {[a.outcome for a in attempts]} in the ledger, {seen} seen"
    told = sorted((a.prompt_tokens or 0, a.completion_tokens or 0) for a in attempts if a.prompt_tokens is not None)
    assert told == sorted(tokens for tokens in seen if tokens is not None), f"{model}: other tokens than the server's"


async def run(calls: int, seed: int, server: FaultServer) -> Counter[str]:
    """Play all scripts, some at once."""
    ends: Counter[str] = Counter()
    slots = asyncio.Semaphore(AT_ONCE)

    async def slot(number: int) -> None:
        async with slots:
            await one(number, seed, server, ends)
        if number % 1_000 == 999:
            print(f"{number + 1} calls, {memory():.0f} MB, {handles()} handles", file=sys.stderr, flush=True)

    for start in range(0, calls, 1_000):
        await asyncio.gather(*(slot(number) for number in range(start, min(start + 1_000, calls))))
        testing.reset()  # what is kept of each of the invented models
    return ends


def memory() -> float:
    """Megabytes of memory in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def handles() -> int:
    """Open files and sockets."""
    return len(os.listdir("/proc/self/fd"))


def main(calls: int = 10_000, seed: int = 20261125) -> None:
    """Run it; an AssertionError says which call was not as it should be."""

    async def no_wait(seconds: float) -> None:
        await asyncio.sleep(0)

    logging.getLogger("summarizer").setLevel(logging.ERROR)  # faults are what this is about
    gateway.Clock = lambda: Clock(sleep=no_wait)  # type: ignore[misc,assignment]
    with FaultServer() as server:
        asyncio.run(run(200, seed + 1, server))  # what is loaded and pooled once
        gc.collect()
        before, began = (memory(), handles(), threading.active_count()), time.monotonic()
        ends = asyncio.run(run(calls, seed, server))
        seconds = time.monotonic() - began
        gc.collect()
        time.sleep(1)  # the server's threads see that their connections are closed
        after = (memory(), handles(), threading.active_count())
    for end, count in ends.most_common():
        print(f"{count:6} {end}")
    print(f"{calls} calls in {seconds:.0f} s; every ledger is the server's own count")
    kinds = ("memory (MB)", "handles", "threads")
    print(", ".join(f"{kind} {was:.0f} to {now:.0f}" for kind, was, now in zip(kinds, before, after, strict=True)))
    assert after[0] - before[0] < 60, "memory is left over"
    assert after[1] - before[1] <= 4, "handles are left over"
    assert after[2] - before[2] <= 4, "threads are left over"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
