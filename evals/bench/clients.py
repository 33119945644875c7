"""The clients that are compared, used as their documentation shows: this library, bare instructor, langextract.

A client takes the base URL, the number of articles and the number of concurrent requests, and returns the number of
articles from which it got a result. Before these it processes as many articles as there are concurrent requests, then
calls `warmed`, so that imports, connections and extra processes do not count in the throughput of a long run. Bare
instructor and langextract check no claims and make no briefs; they are what one would write without this library.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from evals.bench.load import articles
from evals.data.cases import load_cases
from summarizer import Article, asummarize_many
from summarizer.run.workers import worker_count

ASK = "List the actors, the events and the commitments of the article, each with the sentence that supports it."

Client = Callable[[str, int, int, Callable[[], None]], int]


def ours(
    base_url: str,
    count: int,
    concurrency: int,
    warmed: Callable[[], None] | None = None,
    *,
    processes: int = 0,
    checkpoint: Path | None = None,
) -> int:
    """Make checked and grounded briefs with this library. Without `warmed` there are no articles to warm up.

    `processes` and `checkpoint` are those of `asummarize_many`.
    """
    warm_up = concurrency if warmed else 0
    ready = threading.Event()

    def inputs() -> Iterator[Article]:
        # This is one run. Its input waits until the articles of the warm-up are done.
        for number, article in enumerate(articles(warm_up + count)):
            if warmed and number == warm_up:
                ready.wait()
                warmed()
            yield article

    async def run() -> int:
        with_events = 0
        results = asummarize_many(
            inputs(), concurrency=concurrency, processes=processes, checkpoint=checkpoint,
            base_url=f"{base_url}/ours/v1", model="loopback", api_key="none",
        )  # fmt: skip
        seen = 0
        async for result in results:
            seen += 1
            with_events += bool(result.brief and result.brief.events) and seen > warm_up
            if seen == warm_up:
                ready.set()
        return with_events

    return asyncio.run(run())


def ours_with_workers(base_url: str, count: int, concurrency: int, warmed: Callable[[], None]) -> int:
    """Make briefs with this library, in as many extra processes as `summarizer batch` starts."""
    return ours(base_url, count, concurrency, warmed, processes=worker_count(concurrency))


class Actor(BaseModel):
    """An actor, in the schema for bare instructor."""

    name: str
    kind: str


class Happening(BaseModel):
    """An event, in the schema for bare instructor."""

    what: str
    type: str
    status: str
    quote: str


class Promise(BaseModel):
    """A commitment, in the schema for bare instructor."""

    who: list[str]
    what: str
    quote: str


class Notes(BaseModel):
    """The answer, in the schema for bare instructor."""

    actors: list[Actor]
    events: list[Happening]
    commitments: list[Promise]


def bare_instructor(base_url: str, count: int, concurrency: int, warmed: Callable[[], None]) -> int:
    """Use instructor with an AsyncOpenAI client, a semaphore and gather."""
    import instructor
    import openai

    async def run() -> int:
        slots = asyncio.Semaphore(concurrency)
        async with openai.AsyncOpenAI(base_url=f"{base_url}/instructor/v1", api_key="none") as client:
            structured = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)

            async def has_events(text: str) -> bool:
                async with slots:
                    messages = [{"role": "system", "content": ASK}, {"role": "user", "content": text}]
                    notes = await structured.create(model="loopback", messages=messages, response_model=Notes)  # type: ignore[arg-type]
                    return bool(notes.events)

            await asyncio.gather(*(has_events(article.text) for article in articles(concurrency)))
            warmed()
            return sum(await asyncio.gather(*(has_events(article.text) for article in articles(count))))

    return asyncio.run(run())


def langextract(base_url: str, count: int, concurrency: int, warmed: Callable[[], None]) -> int:
    """Use langextract with its OpenAI provider and one example, one chunk per article."""
    import langextract as lx

    other = next(case for case in load_cases() if case.id != "seed-critical-minerals" and case.gold.events)
    event = other.gold.events[0]
    example = lx.data.ExampleData(
        text=other.article.text,
        extractions=[lx.data.Extraction("event", event.evidence[0], attributes={"type": event.type})],
    )

    def extract(number: int) -> int:
        results = lx.extract(
            text_or_documents=[lx.data.Document(text=article.text) for article in articles(number)],
            prompt_description=ASK,
            examples=[example],
            config=lx.factory.ModelConfig(
                model_id="gpt-4.1",
                provider="OpenAILanguageModel",
                provider_kwargs={
                    "base_url": f"{base_url}/langextract/v1", "api_key": "none", "max_workers": concurrency
                },
            ),
            max_char_buffer=100_000,
            batch_length=concurrency,
            max_workers=concurrency,
            show_progress=False,
            fence_output=False,
        )  # fmt: skip
        return sum(bool(result.extractions) for result in results)

    extract(concurrency)
    warmed()
    return extract(count)


CLIENTS: Mapping[str, Client] = {
    "this library": ours,
    "this library, further processes": ours_with_workers,
    "bare instructor": bare_instructor,
    "langextract": langextract,
}
