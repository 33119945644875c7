"""The commands `cache …`: what the response cache keeps, and why an article is not answered from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from summarizer.article.files import read_article
from summarizer.schema import Article
from summarizer.settings import Settings, load_settings

app = typer.Typer(no_args_is_help=True, help="The response cache: what is kept, and why an article is not.")


@app.command("info")
def cache_info() -> None:
    """Print how many answers are kept, since when, and where."""
    from datetime import datetime

    from summarizer.complete.cache import open_cache

    info = open_cache(load_settings()).info()
    since = f", the oldest of {datetime.fromtimestamp(info.oldest):%Y-%m-%d}" if info.oldest is not None else ""
    typer.echo(f"{info.answers} answers, {info.bytes / 1e6:.1f} MB{since}\n{info.path}")


@app.command("clear")
def cache_clear() -> None:
    """Drop all answers."""
    from summarizer.complete.cache import open_cache

    typer.echo(f"{open_cache(load_settings()).clear()} answers dropped")


@app.command("explain")
def cache_explain(
    file: Annotated[str, typer.Argument(help="Text file in UTF-8, or - for standard input.")],
    published: Annotated[str | None, typer.Option(help="Publication day, as for 'brief'.")] = None,
    title: Annotated[str | None, typer.Option(help="Headline, as for 'brief'.")] = None,
    model: Annotated[str | None, typer.Option(help="Model, as for 'brief'.")] = None,
    base_url: Annotated[str | None, typer.Option(help="Endpoint, as for 'brief'.")] = None,
    profile: Annotated[str | None, typer.Option(help="Profile, as for 'brief'.")] = None,
    language: Annotated[str | None, typer.Option(help="Language, as for 'brief'.")] = None,
) -> None:
    """Print for each window of an article whether the cache has its answer, and what differs if not."""
    from summarizer.article.inputs import as_article

    settings = load_settings(model=model, base_url=base_url, profile=profile, language=language)
    for line in explain(as_article(read_article(file), published, title), settings):
        typer.echo(line)


def explain(article: Article, settings: Settings) -> Iterator[str]:
    """Give a line for each window of an article: whether the cache has its answer, and if not, what differs."""
    from summarizer.complete.cache import open_cache
    from summarizer.complete.gateway import request_parts
    from summarizer.complete.selection import endpoint_named, is_embedded
    from summarizer.plan.planning import plan
    from summarizer.plan.profiles import profile_for

    cache = open_cache(settings)
    endpoint = endpoint_named(settings)
    planned = plan(article, profile_for(settings.profile, embedded=is_embedded(settings)), settings.language)
    for request in planned.requests:
        numbers = request.draft.window
        differing = cache.explain(request_parts(request, endpoint, settings.reasks))
        if differing is None:
            told = "the cache is empty"
        elif not differing:
            told = "kept"
        else:
            told = f"not kept: the nearest entry has another {', another '.join(differing)}"
        yield f"sentences {numbers[0]} to {numbers[-1]}: {told}"
