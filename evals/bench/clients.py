"""The clients that are compared, each as its own documentation has it: this library, bare instructor, langextract.

Each takes the base URL, how many articles and how many at once, and returns how many it got something of. Before those
it does as many as go at once, then calls `warmed`: imports, connections and further processes are no part of a long
run's throughput. Bare instructor and langextract check no claim and make no brief; they are what one would write
without this library.
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
from summarizer.run.workers import enough_for

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
    """This library: briefs, checked and grounded. Without `warmed` there are no articles before."""
    warm = concurrency if warmed else 0
    ready = threading.Event()

    def given() -> Iterator[Article]:
        # One run, whose input waits until the first articles are done.
        for number, article in enumerate(articles(warm + count)):
            if warmed and number == warm:
                ready.wait()
                warmed()
            yield article

    async def run() -> int:
        got = 0
        results = asummarize_many(
            given(), concurrency=concurrency, processes=processes, checkpoint=checkpoint,
            base_url=f"{base_url}/ours/v1", model="loopback", api_key="none",
        )  # fmt: skip
        seen = 0
        async for result in results:
            seen += 1
            got += bool(result.brief and result.brief.events) and seen > warm
            if seen == warm:
                ready.set()
        return got

    return asyncio.run(run())


def ours_with_workers(base_url: str, count: int, concurrency: int, warmed: Callable[[], None]) -> int:
    """This library, which makes the briefs in as many further processes as `summarizer batch` starts."""
    return ours(base_url, count, concurrency, warmed, processes=enough_for(concurrency))


class Actor(BaseModel):
    """An actor, as bare instructor is asked for it."""

    name: str
    kind: str


class Happening(BaseModel):
    """An event, as bare instructor is asked for it."""

    what: str
    type: str
    status: str
    quote: str


class Promise(BaseModel):
    """A commitment, as bare instructor is asked for it."""

    who: list[str]
    what: str
    quote: str


class Notes(BaseModel):
    """What bare instructor is asked for."""

    actors: list[Actor]
    events: list[Happening]
    commitments: list[Promise]


def bare_instructor(base_url: str, count: int, concurrency: int, warmed: Callable[[], None]) -> int:
    """Instructor on an AsyncOpenAI client, a semaphore, and gather."""
    import instructor
    import openai

    async def run() -> int:
        slots = asyncio.Semaphore(concurrency)
        async with openai.AsyncOpenAI(base_url=f"{base_url}/instructor/v1", api_key="none") as client:
            asked = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)

            async def one(text: str) -> bool:
                async with slots:
                    messages = [{"role": "system", "content": ASK}, {"role": "user", "content": text}]
                    notes = await asked.create(model="loopback", messages=messages, response_model=Notes)  # type: ignore[arg-type]
                    return bool(notes.events)

            await asyncio.gather(*(one(article.text) for article in articles(concurrency)))
            warmed()
            return sum(await asyncio.gather(*(one(article.text) for article in articles(count))))

    return asyncio.run(run())


def langextract(base_url: str, count: int, concurrency: int, warmed: Callable[[], None]) -> int:
    """langextract with its OpenAI provider and one example, an article a chunk."""
    import langextract as lx

    other = next(case for case in load_cases() if case.id != "seed-critical-minerals" and case.gold.events)
    found = other.gold.events[0]
    example = lx.data.ExampleData(
        text=other.article.text,
        extractions=[lx.data.Extraction("event", found.evidence[0], attributes={"type": found.type})],
    )

    def extracted(some: int) -> int:
        results = lx.extract(
            text_or_documents=[lx.data.Document(text=article.text) for article in articles(some)],
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

    extracted(concurrency)
    warmed()
    return extracted(count)


CLIENTS: Mapping[str, Client] = {
    "this library": ours,
    "this library, further processes": ours_with_workers,
    "bare instructor": bare_instructor,
    "langextract": langextract,
}
