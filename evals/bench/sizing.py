"""Tokens, dollars, hours and machines for ten million articles, computed from the measured needs of one article.

Tokens are counted over the 30 dev articles by the embedded model's tokenizer (other tokenizers differ by some percent):
the requests of profile `large`, and gold as the answer. Processor time comes from `results.json`. The rate limit of an
endpoint and the speed of your own server are assumptions; the table states them.
"""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evals.data.cases import load_cases
from evals.data.perfect import perfect_draft
from summarizer.complete.prices import PRICES, cost_of
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.settings import load_settings

ARTICLES = 10_000_000

RATE = 10_000_000
"""Rate limit of a hosted endpoint, in tokens per minute; large accounts have this."""

BATCH_REQUESTS, BATCH_BYTES = 50_000, 200_000_000
"""Maximum requests and bytes in one file of the provider's batch API."""

SERVER = 2_500
"""Tokens per second that one server of your own writes for many concurrent requests. An assumption: measure yours."""

MODELS = ("gpt-4.1-nano", "gpt-4.1-mini", "gpt-4.1")


@dataclass(frozen=True)
class PerArticle:
    """Means over the dev articles: words, tokens read, those of them that are the same for all articles (`shared`),
    tokens written, and bytes of the requests."""

    words: float
    read: float
    shared: float
    written: float
    bytes: float


def measure() -> dict[str, float]:
    """Return the means over the dev articles, with the keys of `PerArticle`. Starts the embedded engine to count
    tokens."""
    import httpx2

    from summarizer.complete.embedded import engine as local

    settings = load_settings()
    endpoint = local.serve(settings.embedded_model, settings)
    rows = []
    with httpx2.Client(
        base_url=endpoint.base_url.removesuffix("/v1"),
        headers={"authorization": f"Bearer {endpoint.api_key}"},
        trust_env=False,
    ) as client:

        def tokens(text: str) -> int:
            return len(client.post("/tokenize", json={"content": text}).raise_for_status().json()["tokens"])

        for case in load_cases():
            planned = plan(case.article, PROFILES["large"])
            messages = [message["content"] for request in planned.requests for message in request.messages]
            shared = [message["content"] for message in planned.shared_messages] * len(planned.requests)
            schema = json.dumps(planned.requests[0].schema)
            rows.append(
                PerArticle(
                    words=len(case.article.text.split()),
                    read=sum(map(tokens, [*messages, schema])),
                    shared=sum(map(tokens, [*shared, schema])),
                    written=tokens(json.dumps(perfect_draft(case), separators=(",", ":"), ensure_ascii=False)),
                    bytes=sum(len(json.dumps(m)) for m in messages) + len(schema),
                )
            )
    return {name: statistics.mean(getattr(row, name) for row in rows) for name in PerArticle.__annotations__}


def lines(found: Mapping[str, float], cpu_ms: float) -> Iterator[str]:
    """Yield the lines of the table in Markdown.

    `found` is the result of `measure`; `cpu_ms` are the milliseconds that an article takes of one core.
    """
    mean = PerArticle(**found)
    yield (
        f"Measured for an article of {mean.words:.0f} words (mean of 30): {mean.read:,.0f} tokens read, of which "
        f"{mean.shared:,.0f} are the same for all and come from the server's cache, {mean.written:,.0f} written, "
        f"{mean.bytes / 1_000:.1f} kB of request, {cpu_ms:.1f} ms of one core."
    )
    yield ""
    yield "| ten million articles by | tokens | dollars | hours | machines |"
    yield "|---|---|---|---|---|"
    total = ARTICLES * (mean.read + mean.written)
    hours = total / RATE / 60
    cores = max(1, math.ceil(ARTICLES * cpu_ms / 1_000 / 3_600 / hours))
    dollars = " / ".join(f"{_dollars(model, mean):,.0f}" for model in MODELS)
    batch_dollars = " / ".join(f"{_dollars(model, mean, cached=False) / 2:,.0f}" for model in MODELS)
    yield (
        f"| a hosted endpoint ({', '.join(MODELS)}) | {total / 1e9:,.0f} billion | {dollars} | {hours:,.0f} at "
        f"{RATE / 1e6:.0f} million tokens a minute | {cores} core of the client |"
    )
    files = math.ceil(max(ARTICLES / BATCH_REQUESTS, ARTICLES * mean.bytes / BATCH_BYTES))
    yield (
        f"| the provider's batch API, half price, nothing cached | {total / 1e9:,.0f} billion | {batch_dollars} | "
        f"24 for each batch; as many at once as your queue limit holds | 1 core; {files:,} files |"
    )
    days = ARTICLES * mean.written / SERVER / 86_400
    yield (
        f"| vLLM servers of your own | {total / 1e9:,.0f} billion | yours | {24 * days / 20:,.0f} with 20 servers | "
        f"{days:,.0f} server-days at {SERVER:,} tokens written a second (an assumption) |"
    )


def _dollars(model: str, mean: PerArticle, *, cached: bool = True) -> float:
    cost = cost_of(PRICES[model], int(mean.read), int(mean.shared) if cached else 0, int(mean.written))
    assert cost is not None
    return cost * ARTICLES


def machine_ms(results: Mapping[str, Any]) -> float:
    """Return the processor milliseconds of one article of an archive; `results` is the content of `results.json`.

    The total was measured with 64 concurrent requests on variants of one article, which caches make cheaper. So the
    time of the library's own code on variants is replaced by its time on new articles.
    """
    rows, own = results["throughput"]["found"], results["own"]["found"]
    variants, new = (sum(map(float, spent.values())) for spent in (own["spent"], own["first"]["spent"]))
    total = next(float(r["cpu_ms"]) for r in rows if r["client"] == "this library" and r["concurrency"] == 64)
    return total - variants + new
