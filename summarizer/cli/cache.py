"""The commands `cache …`: show and clear the response cache, and explain why it lacks an article's answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import ModelOptions, PublishedOfOne, Set, Title, asks_model
from summarizer.cli.settings import settings_of

if TYPE_CHECKING:
    from summarizer.schema import Article
    from summarizer.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Show or clear the cache of responses, or explain a cache miss.")


@app.command("info")
def cache_info(given: Set = None) -> None:
    """Print the number of cached answers, their size, the date of the oldest, and the cache's path."""
    from datetime import datetime

    from summarizer.complete.cache import open_cache

    info = open_cache(settings_of(given)).info()
    oldest = f", the oldest from {datetime.fromtimestamp(info.oldest):%Y-%m-%d}" if info.oldest is not None else ""
    typer.echo(f"{info.answers} answers, {info.bytes / 1e6:.1f} MB{oldest}\n{info.path}")


@app.command("clear")
def cache_clear(given: Set = None) -> None:
    """Delete all cached answers."""
    from summarizer.complete.cache import open_cache

    typer.echo(f"{open_cache(settings_of(given)).clear()} answers deleted")


@app.command("explain")
@asks_model
def cache_explain(
    *,
    file: Annotated[str, typer.Argument(metavar="FILE", help="File or URL, as for 'brief'; - for standard input.")],
    published: PublishedOfOne = None,
    title: Title = None,
    asked: ModelOptions,
) -> None:
    """Print for each window of an article whether its answer is cached and, if not, what differs."""
    from summarizer.article.files import read_article
    from summarizer.article.inputs import as_article

    settings = asked.settings()
    for line in explain(as_article(read_article(file, settings=settings), published, title), settings):
        typer.echo(line)


def explain(article: Article, settings: Settings) -> Iterator[str]:
    """Yield one line for each window of an article: whether its answer is cached and, if not, how the nearest entry
    differs; before them one if the cache is off."""
    from summarizer.complete.cache import PARTS, open_cache
    from summarizer.complete.gateway import request_parts
    from summarizer.complete.selection import endpoint_of, profile_of
    from summarizer.plan.planning import plan

    if not settings.cache:
        yield "the cache is off, so that answers are neither stored nor read: set SUMMARIZER_CACHE=1"
    cache = open_cache(settings)
    endpoint = endpoint_of(settings)
    planned = plan(article, profile_of(settings), settings.language)
    for request in planned.requests:
        numbers = request.draft.asked
        differing = cache.explain(request_parts(request, endpoint, settings.reasks))
        if differing is None:
            state = "not cached: the cache is empty"
        elif not differing:
            state = "cached"
        elif len(differing) == len(PARTS):
            state = "not cached: no entry has anything in common with the request"
        else:
            state = f"not cached: the nearest entry differs in {', '.join(differing)}"
        yield f"sentences {numbers[0]} to {numbers[-1]}: {state}"
