"""What a type checker says of calls; checked by mypy and never run.

Right calls have no error. Wrong ones carry the error that is expected of them: were it lost, mypy would tell of an
unused `type: ignore`.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from datetime import date
from pathlib import Path
from typing import assert_type

from openai import AsyncOpenAI

from summarizer import Article, Brief, Result, Settings, Tally, asummarize, asummarize_many, summarize, summarize_many


def show_window(done: int, planned: int) -> None: ...


def show_tally(tally: Tally) -> None: ...


def one(client: AsyncOpenAI) -> None:
    assert_type(summarize("text"), Brief)
    assert_type(summarize(Article(text="text"), published=date(2026, 1, 29), title="title"), Brief)
    summarize("text", model="gpt-4.1", base_url="http://localhost/v1", api_key="key", published="2026-01-29")
    summarize("text", deadline=3, token_budget=10_000, cost_budget=0.5, timeout=1.5, strict=True, language="fr")
    summarize("text", fallback=["model@http://localhost/v1"], prices={"model": (2.0, 0.5, 8.0)}, cache_dir=Path())
    summarize("text", settings=Settings(reasks=0), client=client, on_progress=show_window, on_status=print)

    summarize("text", dedline=3)  # type: ignore[call-arg]
    summarize("text", deadline="soon")  # type: ignore[arg-type]
    summarize("text", on_progress=show_tally)  # type: ignore[arg-type]
    summarize("text", checkpoint="run.db")  # type: ignore[call-arg]
    summarize(["text"])  # type: ignore[arg-type]


async def one_awaited() -> None:
    assert_type(await asummarize("text", model="gpt-4.1", concurrency=2), Brief)

    await asummarize("text", dedline=3)  # type: ignore[call-arg]
    await asummarize("text", deadline="soon")  # type: ignore[arg-type]


def many(articles: Iterator[Article]) -> None:
    assert_type(summarize_many(["text", Article(text="text")]), Iterator[Result])
    summarize_many(articles, model="gpt-4.1", concurrency=64, checkpoint="run.db", retry_failed=True, ordered=True)
    summarize_many(articles, total=10, processes=2, progress=True, on_progress=show_tally, deadline=3.0)

    summarize_many(articles, dedline=3)  # type: ignore[call-arg]
    summarize_many(articles, deadline="soon")  # type: ignore[arg-type]
    summarize_many(articles, on_progress=show_window)  # type: ignore[arg-type]
    summarize_many(articles, title="title")  # type: ignore[call-arg]


async def many_awaited(articles: AsyncIterator[Article]) -> None:
    assert_type(asummarize_many(articles, checkpoint=Path("run.db")), AsyncGenerator[Result, None])
    async for result in asummarize_many(["text"]):
        assert_type(result, Result)

    asummarize_many(articles, dedline=3)  # type: ignore[call-arg]
    asummarize_many(articles, deadline="soon")  # type: ignore[arg-type]
