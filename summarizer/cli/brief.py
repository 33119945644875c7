"""The command `brief`: summarize one article."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.options import ModelOptions, PublishedOfOne, Title, asks_model
from summarizer.cli.printing import check_output, write
from summarizer.errors import ConfigurationError

if TYPE_CHECKING:
    from summarizer.schema import Article


class Format(StrEnum):
    """The names in `output.formats.FORMATS`, which is not loaded for them: the command line lists them in its help."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"
    ICS = "ics"
    NINJS = "ninjs"
    JSONLD = "jsonld"
    HTML = "html"


FormatOption = Annotated[Format, typer.Option(help="Output format.")]
Full = Annotated[bool, typer.Option("--full", help="In text: everything with its evidence, instead of one screen.")]


@asks_model
def brief(
    *,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="File or URL: text, Markdown, HTML, PDF, .docx, .eml, JSON (also ninjs), NewsML-G2; "
            "- for standard input.",
        ),
    ],
    published: PublishedOfOne = None,
    title: Title = None,
    asked: ModelOptions,
    format: FormatOption = Format.TEXT,
    full: Full = False,
    page: Annotated[
        Path | None, typer.Option(help="Also write the brief as one HTML page with the article beside it to this file.")
    ] = None,
) -> None:
    """Print the brief of one article."""
    from rich.console import Console

    from summarizer.api import summarize
    from summarizer.article.files import read_article
    from summarizer.article.inputs import as_article
    from summarizer.article.plain import plain
    from summarizer.complete.selection import endpoint_label
    from summarizer.plan.planning import check

    settings = asked.settings()
    # Check the input before anything slow starts, so that a mistake shows at once.
    article = as_article(read_article(file, settings=settings), published, title)
    if page:
        check_output("--page", page, file)
        _check_page(page)
    console = Console(stderr=True)
    console.print(f"read: {plain(read_line(article))}", style="dim", highlight=False, markup=False, soft_wrap=True)
    check(article)
    console.print(f"model: {plain(endpoint_label(settings))}", style="dim", highlight=False, markup=False)
    with console.status("starting") as status:
        result = summarize(
            article,
            settings=settings,
            on_status=lambda line: status.update(line),
            on_progress=lambda done, planned: status.update(f"reading: {done} of {planned} windows"),
        )
    if result.coverage.share < 1:
        coverage = result.coverage
        console.print(
            f"summarizer: warning: {coverage.windows_planned - coverage.windows_done} of {coverage.windows_planned} "
            f"windows of the article could not be read ({', '.join(sorted(set(coverage.failures)))}); "
            "with --strict this is an error",
            style="yellow",
            highlight=False,
        )
    write([result], format, full=full)
    if page:
        with _page_errors(page):
            page.write_bytes(result.to_html().encode())
        console.print(f"page: {page}", style="dim", highlight=False, markup=False, soft_wrap=True)


@contextmanager
def _page_errors(page: Path) -> Iterator[None]:
    """Raise ConfigurationError for a page that cannot be written."""
    try:
        yield
    except OSError as error:
        raise ConfigurationError(
            f"--page: cannot write {page}: {error.strerror}", hint="name a file in a folder of yours"
        ) from None


def _check_page(page: Path) -> None:
    """Make the folder of a page and check that the page can be written; no file is left. Raise ConfigurationError."""
    with _page_errors(page):
        page.parent.mkdir(parents=True, exist_ok=True)
        existed = page.exists()
        page.open("a", encoding="utf-8").close()
        if not existed:
            page.unlink()


def read_line(article: Article) -> str:
    """Return what was read of an article, in one line: title, day, words and source."""
    title = " ".join(article.title.split()) if article.title else ""
    # A reader of plain text may have taken it from there, which is a guess.
    first = " (the first line)" if title and title == " ".join(article.text.strip().partition("\n")[0].split()) else ""
    title = f"{title[:80]}{first}" or "no title"
    day = str(article.published) if article.published else "no date (--published sets it)"
    where = [value for value in (article.source, article.url) if value]
    return ", ".join([title, day, f"{len(article.text.split()):,} words", *where])
