"""The command line. Nothing but the result goes to stdout; status and errors go to stderr.

Exit codes: 0 a brief was made; 2 the article or an argument cannot be used; 3 the set-up is wrong (model, extra,
key); 4 the endpoint or the weights could not be had, or a limit was reached; 5 the model gave no usable answer; 130
interrupted.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer import cli_provider
from summarizer.errors import (
    AnswerError,
    ArticleTooLargeError,
    AuthenticationError,
    ConfigurationError,
    InputError,
    SummarizerError,
    UnreadableArticleError,
)
from summarizer.settings import MAX_CHARACTERS, load_settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Turn a news article into a grounded brief: events, actors and commitments, each with its evidence.",
)
models = typer.Typer(no_args_is_help=True, help="The embedded models: list them, fetch their weights.")
app.add_typer(models, name="model")
cached = typer.Typer(no_args_is_help=True, help="The response cache: what is kept, and why an article is not.")
app.add_typer(cached, name="cache")
app.add_typer(cli_provider.app, name="batch")


class Format(StrEnum):
    """The views that can be printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


@app.callback()
def _top() -> None:
    """Turn a news article into a grounded brief: events, actors and commitments, each with its evidence."""


@app.command()
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

    from summarizer.api import as_article, summarize
    from summarizer.pipeline import check
    from summarizer.session import endpoint_label
    from summarizer.view import VIEWS

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
    sys.stdout.write(VIEWS[format.value](result).rstrip("\n") + "\n")


@models.command("list")
def list_models() -> None:
    """List the embedded models, and whether their weights are here."""
    from summarizer.weights import MODELS, is_present

    settings = load_settings()
    for model in MODELS.values():
        here = "here" if is_present(model, settings) else "not fetched"
        typer.echo(f"{model.name}\t{model.size / 1e6:,.0f} MB\t{model.licence}\t{here}")


@models.command("pull")
def pull_model(
    name: Annotated[str | None, typer.Argument(help="Embedded model; default: the one in use.")] = None,
) -> None:
    """Fetch the weights of an embedded model, once; an interrupted fetch goes on where it stopped."""
    from summarizer.progress import console_progress
    from summarizer.weights import fetch, find_model

    settings = load_settings()
    model = find_model(name or settings.embedded_model)
    with console_progress() as progress:
        path = fetch(model, settings, progress=progress)
    typer.echo(str(path))


@models.command("path")
def model_path(
    name: Annotated[str | None, typer.Argument(help="Embedded model; default: the one in use.")] = None,
) -> None:
    """Print where the weights of an embedded model are, or would be."""
    from summarizer.weights import find_model, weights_path

    settings = load_settings()
    typer.echo(str(weights_path(find_model(name or settings.embedded_model), settings)))


@cached.command("info")
def cache_info() -> None:
    """Print how many answers are kept, since when, and where."""
    from datetime import datetime

    from summarizer.session import open_cache

    info = open_cache(load_settings()).info()
    since = f", the oldest of {datetime.fromtimestamp(info.oldest):%Y-%m-%d}" if info.oldest is not None else ""
    typer.echo(f"{info.answers} answers, {info.bytes / 1e6:.1f} MB{since}\n{info.path}")


@cached.command("clear")
def cache_clear() -> None:
    """Drop all answers."""
    from summarizer.session import open_cache

    typer.echo(f"{open_cache(load_settings()).clear()} answers dropped")


@cached.command("explain")
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
    from summarizer.api import as_article, explain

    settings = load_settings(model=model, base_url=base_url, profile=profile, language=language)
    for line in explain(as_article(read_article(file), published, title), settings):
        typer.echo(line)


def read_article(file: str) -> str:
    """Return the text of a file, or of standard input for '-'; raises UnreadableArticleError, ArticleTooLargeError."""
    limit = 4 * MAX_CHARACTERS  # bytes: UTF-8 takes at most four a character
    if file == "-":
        data = sys.stdin.buffer.read(limit + 1)
        name = "standard input"
    else:
        path, name = Path(file), file
        if path.is_dir():
            raise UnreadableArticleError(f"{name} is a directory")
        try:
            if path.stat().st_size > limit:
                raise ArticleTooLargeError(f"{name} has {path.stat().st_size / 1e6:.1f} MB, over {limit / 1e6:.0f} MB")
            data = path.read_bytes()
        except OSError as error:
            raise UnreadableArticleError(f"cannot read {name}: {error.strerror}") from error
    if len(data) > limit:
        raise ArticleTooLargeError(f"{name} has over {limit / 1e6:.0f} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableArticleError(f"{name} is not UTF-8 text (byte {error.start})") from error


def exit_code(error: SummarizerError) -> int:
    """Return the exit code of an error."""
    if isinstance(error, InputError):
        return 2
    if isinstance(error, ConfigurationError | AuthenticationError):
        return 3
    return 5 if isinstance(error, AnswerError) else 4


def main() -> None:
    """Run the command line; an error of the library becomes one line on stderr."""
    try:
        app()
    except SummarizerError as error:
        print(f"summarizer: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(exit_code(error))
    except KeyboardInterrupt:
        print("summarizer: interrupted", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
