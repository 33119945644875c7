"""What ten million articles take: tokens, dollars, hours and machines, from what one article was measured to take.

Tokens are counted by the embedded model's own tokenizer (other models' differ by some percent) over the 30 dev
articles: what is asked with profile `large`, and what gold would be as an answer. Processor time is that of
`results.json`. What an endpoint lets through, and how fast a server of one's own is, are assumptions, which stand in
the table.
"""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evals.bench.load import draft_of
from evals.data.cases import load_cases
from summarizer.complete.prices import PRICES, cost_of
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.settings import load_settings

ARTICLES = 10_000_000

RATE = 10_000_000
"""Tokens a minute that a hosted endpoint lets through: what large accounts have."""

BATCH_REQUESTS, BATCH_BYTES = 50_000, 200_000_000
"""Requests and bytes that one file of the provider's batch API may have."""

SERVER = 2_500
"""Tokens a second that one server of one's own writes, many requests at once: an assumption, measure yours."""

MODELS = ("gpt-4.1-nano", "gpt-4.1-mini", "gpt-4.1")


@dataclass(frozen=True)
class PerArticle:
    """Means over the dev articles: words, tokens read, of these the same for all articles, tokens written, and the
    bytes of a request."""

    words: float
    read: float
    shared: float
    written: float
    bytes: float


def measure() -> dict[str, float]:
    """Return the means over the dev articles; starts the embedded engine for its tokenizer."""
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
                    written=tokens(json.dumps(draft_of(case), separators=(",", ":"), ensure_ascii=False)),
                    bytes=sum(len(json.dumps(m)) for m in messages) + len(schema),
                )
            )
    return {name: statistics.mean(getattr(row, name) for row in rows) for name in PerArticle.__annotations__}


def lines(found: Mapping[str, float], cpu_ms: float) -> Iterator[str]:
    """Give the table: a line for each way; `cpu_ms` is what this library takes of one core for an article."""
    one = PerArticle(**found)
    yield (
        f"Measured for an article of {one.words:.0f} words (mean of 30): {one.read:,.0f} tokens read, of which "
        f"{one.shared:,.0f} are the same for all and come from the server's cache, {one.written:,.0f} written, "
        f"{one.bytes / 1_000:.1f} kB of request, {cpu_ms:.1f} ms of one core."
    )
    yield ""
    yield "| ten million articles by | tokens | dollars | hours | machines |"
    yield "|---|---|---|---|---|"
    total = ARTICLES * (one.read + one.written)
    hours = total / RATE / 60
    cores = max(1, math.ceil(ARTICLES * cpu_ms / 1_000 / 3_600 / hours))
    dollars = " / ".join(f"{_dollars(model, one):,.0f}" for model in MODELS)
    halves = " / ".join(f"{_dollars(model, one, cached=False) / 2:,.0f}" for model in MODELS)
    yield (
        f"| a hosted endpoint ({', '.join(MODELS)}) | {total / 1e9:,.0f} billion | {dollars} | {hours:,.0f} at "
        f"{RATE / 1e6:.0f} million tokens a minute | {cores} core of the client |"
    )
    files = math.ceil(max(ARTICLES / BATCH_REQUESTS, ARTICLES * one.bytes / BATCH_BYTES))
    yield (
        f"| the provider's batch API, half price, nothing cached | {total / 1e9:,.0f} billion | {halves} | "
        f"24 for each batch; as many at once as your queue limit holds | 1 core; {files:,} files |"
    )
    days = ARTICLES * one.written / SERVER / 86_400
    yield (
        f"| vLLM servers of your own | {total / 1e9:,.0f} billion | yours | {24 * days / 20:,.0f} with 20 servers | "
        f"{days:,.0f} server-days at {SERVER:,} tokens written a second (an assumption) |"
    )


def _dollars(model: str, one: PerArticle, *, cached: bool = True) -> float:
    cost = cost_of(PRICES[model], int(one.read), int(one.shared) if cached else 0, int(one.written))
    assert cost is not None
    return cost * ARTICLES


def machine_ms(kept: Mapping[str, Any]) -> float:
    """Return the processor milliseconds of an article: asking, as at 64 requests at once, and own code on articles that
    are met for the first time, as those of an archive are."""
    rows, own = kept["throughput"]["found"], kept["own"]["found"]
    known, first = (sum(map(float, spent.values())) for spent in (own["spent"], own["first"]["spent"]))
    asked = next(float(r["cpu_ms"]) for r in rows if r["client"] == "this library" and r["concurrency"] == 64)
    return asked - known + first
