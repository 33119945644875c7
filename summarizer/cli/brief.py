"""The command `brief`: one article."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from summarizer.article.files import read_article
from summarizer.settings import load_settings


class Format(StrEnum):
    """The views that can be printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def brief(
    file: Annotated[str, typer.Argument(help="Text file in UTF-8, or - for standard input.")],
    published: Annotated[
        str | None, typer.Option(help="Publication day, YYYY-MM-DD; dates are resolved against it.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Headline of the article.")] = None,
    model: Annotated[
        str | None, typer.Option(help="Model to ask; default: SUMMARIZER_MODEL, or the embedded one.")
    ] = None,
    base_url: Annotated[str | None, typer.Option(help="OpenAI-compatible endpoint, usually ending in /v1.")] = None,
    profile: Annotated[
        str | None, typer.Option(help="'small' (a sentence at a time) or 'large' (the article).")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(help="Language of the brief, for example 'fr' (profile large); default: the article's."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail if a part of the article could not be read.")] = False,
    format: Annotated[Format, typer.Option(help="How to print the brief.")] = Format.TEXT,
) -> None:
    """Print the brief of one article."""
    from rich.console import Console

    from summarizer.api import summarize
    from summarizer.article.inputs import as_article
    from summarizer.complete.selection import endpoint_label
    from summarizer.output.formats import FORMATS
    from summarizer.plan.planning import check

    settings = load_settings(model=model, base_url=base_url, profile=profile, language=language, strict=strict or None)
    # The input is checked before anything slow begins: a typing error shows at once.
    article = as_article(read_article(file), published, title)
    check(article)
    console = Console(stderr=True)
    console.print(f"model: {endpoint_label(settings)}", style="dim", highlight=False)
    with console.status("starting") as status:
        result = summarize(
            article,
            settings=settings,
            on_status=lambda line: status.update(line),
            on_progress=lambda done, planned: status.update(f"reading: {done} of {planned} windows"),
        )
    if result.coverage.share < 1:
        read = result.coverage
        console.print(
            f"summarizer: {read.windows_planned - read.windows_done} of {read.windows_planned} windows were not read "
            f"({', '.join(sorted(set(read.failures)))}); --strict makes that an error",
            style="yellow",
            highlight=False,
        )
    sys.stdout.write(FORMATS[format.value](result).rstrip("\n") + "\n")
