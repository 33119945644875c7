"""The command `batch`: read many articles from files, write the results to one file.

Exit codes: 0 every article gave a brief; 1 some articles failed; 2, 3 and 4 an error ended the whole run (see `main`);
130 interrupted.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from summarizer.cli.options import FileTimes, ModelOptions, Published, asks_model
from summarizer.cli.printing import check_output, print_status
from summarizer.errors import ConfigurationError, SummarizerError

if TYPE_CHECKING:
    from summarizer.schema import Article, Result

GRACE = 5.0
"""Seconds in which running articles may finish after Ctrl-C."""

MAX_NAMED = 20
"""Number of unread articles that are named on the terminal. All of them are in the output."""

SOME_FAILED = 1
INTERRUPTED = 130


class _RunByDefault(TyperGroup):
    """Runs `batch INPUT…` as `batch run INPUT…`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Insert `run`, unless the first argument is the name of a command or `--help`."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_RunByDefault,
    no_args_is_help=True,
    help="Summarize many articles: 'batch INPUT…' does it now; submit, status and collect use the batch API of a "
    "provider, at half price.",
)

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUTS",
        help="Files, folders or URLs: JSON Lines, JSON (also ninjs), text, HTML, PDF, .docx, .eml, NewsML-G2, RSS, "
        "Atom; '-' reads JSON Lines from stdin.",
    ),
]
Out = Annotated[Path, typer.Option(help="File for the results, one line of JSON per article.")]


@app.command()
@asks_model
def run(
    *,
    inputs: Inputs,
    out: Out,
    checkpoint: Annotated[
        Path | None, typer.Option(help="File that stores finished articles; default: the name of OUT plus '.db'.")
    ] = None,
    concurrency: Annotated[int, typer.Option(min=1, help="Maximum number of concurrent requests.")] = 8,
    processes: Annotated[
        int | None,
        typer.Option(min=0, help="Extra processes that build briefs from answers; default: depends on --concurrency."),
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Retry the articles that failed in an earlier run.")
    ] = False,
    ordered: Annotated[bool, typer.Option("--ordered", help="Write the results in the order of the input.")] = False,
    asked: ModelOptions,
    cost_budget: Annotated[
        float | None, typer.Option(help="US dollars that the run may cost; the run ends before it costs more.")
    ] = None,
    published: Published = None,
    file_times: FileTimes = False,
) -> None:
    """Write a brief of each article. The same command resumes a run that was stopped."""
    from summarizer.api import summarize_many
    from summarizer.article.files import count_articles, read_articles
    from summarizer.complete.selection import endpoint_label
    from summarizer.run.progress import Tally, progress_line
    from summarizer.run.workers import worker_count

    settings = asked.settings(cost_budget=cost_budget)
    check_output("--out", out, *inputs, *filter(None, [checkpoint]))
    store = checkpoint or out.with_name(f"{out.name}.db")
    own = own_files(out, store)
    total = count_articles(inputs, leave_out=own)
    articles = naming_unread(
        read_articles(inputs, leave_out=own, settings=settings, published=day_given(published), file_times=file_times)
    )
    how_to_resume = f"to resume, run the same command again (finished articles are stored in {store})"
    print_status(f"model: {endpoint_label(settings)}")
    tally = Tally(total=total)

    def report(now: Tally) -> None:
        nonlocal tally
        tally = now

    stop = _GracefulStop()
    with results_file(out) as write, stop.on_interrupt():
        results = summarize_many(
            stop.until_requested(articles), concurrency=concurrency, checkpoint=store, retry_failed=retry_failed,
            ordered=ordered, total=total, progress=True, on_progress=report, on_status=print_status, settings=settings,
            processes=worker_count(concurrency) if processes is None else processes,
        )  # fmt: skip
        try:
            for result in results:
                write(result.model_dump_json(exclude={"resumed"}))
        except KeyboardInterrupt:
            stop.requested = True
        except SummarizerError:
            print_status(f"stopped after {progress_line(tally)}; {how_to_resume}")
            raise
    print_status(progress_line(tally) + f", {tally.seconds:.0f} s")
    if stop.requested:
        print_status(f"interrupted; {how_to_resume}")
        raise typer.Exit(INTERRUPTED)
    if tally.failed:
        again = "" if retry_failed else "; to retry them, add --retry-failed"
        print_status(f"{tally.failed} failed, the reasons are in {out}{again}")
        raise typer.Exit(SOME_FAILED)


def day_given(published: str | None) -> date | None:
    """Return the publication day that was given. Raise InvalidDateError if it is none."""
    from summarizer.article.inputs import parse_day

    return None if published is None else parse_day(published)


def own_files(*files: Path) -> list[Path]:
    """Return the files that a run writes, which are no articles if they lie in a folder of the input."""
    return [file.with_name(f"{file.name}{end}") for file in files for end in ("", ".part", "-wal", "-shm", ".lock")]


def naming_unread(items: Iterable[Article | Result]) -> Iterator[Article | Result]:
    """Yield the items, and print which ones could not be read."""
    from summarizer.schema import Result

    unread = 0
    for item in items:
        if isinstance(item, Result) and item.failure:
            unread += 1
            if unread <= MAX_NAMED:
                print_status(f"not read: {item.failure.message}")
            elif unread == MAX_NAMED + 1:
                print_status("not read: more; the reasons are in the output")
        yield item


class _GracefulStop:
    """Handles Ctrl-C. The first one starts no further articles and gives the running ones `GRACE` seconds to finish;
    a second one, or the end of that time, raises KeyboardInterrupt."""

    def __init__(self) -> None:
        self.requested = False

    def until_requested(self, items: Iterator[Any]) -> Iterator[Any]:
        """Yield the items until a stop is requested."""
        for item in items:
            if self.requested:
                return
            yield item

    @contextmanager
    def on_interrupt(self) -> Iterator[None]:
        """Handle SIGINT within the block; restore the previous handler after it."""
        timer = threading.Timer(GRACE, _interrupt_main)
        timer.daemon = True

        def interrupt(number: int, frame: FrameType | None) -> None:
            if self.requested:
                raise KeyboardInterrupt
            self.requested = True
            print_status(f"stopping: running articles have {GRACE:.0f} s to finish; press Ctrl-C again to stop now")
            timer.start()

        previous = signal.signal(signal.SIGINT, interrupt)
        try:
            yield
        finally:
            timer.cancel()
            signal.signal(signal.SIGINT, previous)


def _interrupt_main() -> None:
    if hasattr(signal, "pthread_kill") and (main := threading.main_thread().ident) is not None:
        signal.pthread_kill(main, signal.SIGINT)  # also wakes a main thread that waits
    else:
        signal.raise_signal(signal.SIGINT)


@contextmanager
def results_file(out: Path) -> Iterator[Callable[[str], None]]:
    """Yield a function that writes one line to `out`; missing folders are created.

    The lines go to a file beside it, which replaces `out` at the end of the block, also after an error. Raise
    ConfigurationError if that file can't be created.
    """
    part = out.with_name(f"{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        file = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigurationError(f"cannot write {out}: {error.strerror}", hint="choose another --out") from error
    try:
        with file:
            yield lambda line: print(line, file=file, flush=True)
    finally:
        os.replace(part, out)
