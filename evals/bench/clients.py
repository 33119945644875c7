"""The clients that are compared, used as their documentation shows: this library, bare instructor, langextract.

`only_http` is the ceiling: it posts the requests of this library and reads the answers, but does nothing with them.

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
from urllib.parse import urlsplit

from pydantic import BaseModel
from pydantic_core import to_json

from evals.bench.load import articles
from evals.data.cases import load_cases
from summarizer import Article, asummarize_many
from summarizer.complete.capabilities import Capabilities
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
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


def only_http(base_url: str, count: int, concurrency: int, warmed: Callable[[], None]) -> int:
    """Post the requests of this library over bare sockets and read the answers, as nearly nothing as a client can do.

    The requests are made before the clock starts. The result is the number of answers with an article's events.
    """
    bodies = [request_body(article) for article in articles(concurrency + count)]
    server = urlsplit(base_url)
    head = f"POST /ours/v1/chat/completions HTTP/1.1\r\nhost: {server.netloc}\r\ncontent-type: application/json\r\n"

    async def ask(connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], waiting: Iterator[bytes]) -> int:
        reader, writer = connection
        with_events = 0
        for body in waiting:
            writer.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
            received = await reader.readuntil(b"\r\n\r\n")
            length = int(received.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
            with_events += b"events" in await reader.readexactly(length)
        return with_events

    async def run() -> int:
        connections = [await asyncio.open_connection(server.hostname, server.port) for _ in range(concurrency)]
        for start, end in ((0, concurrency), (concurrency, None)):
            if start:
                warmed()
            waiting = iter(bodies[start:end])
            with_events = sum(await asyncio.gather(*(ask(connection, waiting) for connection in connections)))
        for _, writer in connections:
            writer.close()
        return with_events

    return asyncio.run(run())


def request_body(article: Article) -> bytes:
    """Return the body of the request in which this library asks about an article of one window."""
    (request,) = plan(article, PROFILES["large"]).requests
    body = Capabilities().body("loopback", request.messages, request.schema, request.max_tokens, request.temperature)
    return to_json(body)


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


CEILING, BASELINE = "only posts and reads", "bare instructor"
"""The clients that the others are compared with: what they can reach at most, and what one would write instead."""

CLIENTS: Mapping[str, Client] = {
    CEILING: only_http,
    "this library": ours,
    "this library, further processes": ours_with_workers,
    BASELINE: bare_instructor,
    "langextract": langextract,
}
