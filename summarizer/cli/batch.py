"""The command `batch`: many articles, out of files into a file of results.

Exit codes: 0 each article gave a brief; 1 some failed; 2, 3 and 4 as for a single article, where the whole run ended;
130 interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from summarizer.errors import ConfigurationError, SummarizerError
from summarizer.settings import load_settings

GRACE = 5.0
"""Seconds that articles under way are given to finish after Ctrl-C."""

SOME_FAILED = 1
INTERRUPTED = 130


class _RunByDefault(TyperGroup):
    """`batch INPUT…` is `batch run INPUT…`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `run` in, unless another command or the help is asked for."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_RunByDefault,
    no_args_is_help=True,
    help="Many articles: 'batch INPUT…' now, or at half price by a provider's batch API: submit, status, collect.",
)

Inputs = Annotated[
    list[str],
    typer.Argument(help="JSON Lines, JSON or text files, or folders of them (ninjs is understood); - for stdin."),
]
Out = Annotated[Path, typer.Option(help="File of the results: a line of JSON for each article.")]
Model = Annotated[str | None, typer.Option(help="Model to ask, as for 'brief'.")]
BaseUrl = Annotated[str | None, typer.Option(help="Endpoint, as for 'brief'.")]
ProfileName = Annotated[str | None, typer.Option(help="Profile, as for 'brief'.")]
Language = Annotated[str | None, typer.Option(help="Language of the briefs, as for 'brief'.")]


@app.command()
def run(
    inputs: Inputs,
    out: Out,
    checkpoint: Annotated[
        Path | None, typer.Option(help="File that keeps finished articles; default: OUT with '.db' after it.")
    ] = None,
    concurrency: Annotated[int, typer.Option(min=1, help="Requests under way at once.")] = 8,
    processes: Annotated[
        int | None,
        typer.Option(min=0, help="Processes that make briefs of what was answered; default: by --concurrency."),
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Ask again for articles that failed before.")
    ] = False,
    ordered: Annotated[bool, typer.Option("--ordered", help="Results in the order of the input.")] = False,
    model: Model = None,
    base_url: BaseUrl = None,
    profile: ProfileName = None,
    language: Language = None,
    strict: Annotated[bool, typer.Option("--strict", help="An article of which a part was not read fails.")] = False,
    cost_budget: Annotated[float | None, typer.Option(help="US dollars that the run may cost.")] = None,
) -> None:
    """Make a brief of each article; goes on where it was stopped."""
    from summarizer.api import summarize_many
    from summarizer.article.files import count_articles, read_articles
    from summarizer.complete.selection import endpoint_label
    from summarizer.run.progress import Tally, told
    from summarizer.run.workers import enough_for

    settings = load_settings(
        model=model, base_url=base_url, profile=profile, language=language, strict=strict or None,
        cost_budget=cost_budget,
    )  # fmt: skip
    articles, total = read_articles(inputs), count_articles(inputs)
    kept = checkpoint or out.with_name(f"{out.name}.db")
    again = f"run the same again to go on: what is finished is in {kept}"
    tell(f"model: {endpoint_label(settings)}")
    tally = Tally(total=total)

    def report(now: Tally) -> None:
        nonlocal tally
        tally = now

    ending = _Ending()
    with written(out) as write, ending.on_interrupt():
        results = summarize_many(
            ending.until_asked(articles), concurrency=concurrency, checkpoint=kept, retry_failed=retry_failed,
            ordered=ordered, total=total, progress=True, on_progress=report, on_status=tell, settings=settings,
            processes=enough_for(concurrency) if processes is None else processes,
        )  # fmt: skip
        try:
            for result in results:
                write(result.model_dump_json(exclude={"resumed"}))
        except KeyboardInterrupt:
            ending.asked = True
        except SummarizerError:
            tell(f"ended after {told(tally)}; {again}")
            raise
    tell(told(tally) + f", {tally.seconds:.0f} s")
    if ending.asked:
        tell(f"interrupted; {again}")
        raise typer.Exit(INTERRUPTED)
    if tally.failed:
        tell(f"{tally.failed} failed: the reasons are in {out}; --retry-failed asks again for them")
        raise typer.Exit(SOME_FAILED)


class _Ending:
    """What Ctrl-C asks for: nothing new is begun, what is under way may finish in `GRACE` seconds; a second one, or the
    end of that time, is a KeyboardInterrupt."""

    def __init__(self) -> None:
        self.asked = False

    def until_asked(self, items: Iterator[Any]) -> Iterator[Any]:
        """Give the items until an end is asked for."""
        for item in items:
            if self.asked:
                return
            yield item

    @contextmanager
    def on_interrupt(self) -> Iterator[None]:
        """Take Ctrl-C over for the time of the block."""
        timer = threading.Timer(GRACE, _interrupt_main)
        timer.daemon = True

        def interrupt(number: int, frame: FrameType | None) -> None:
            if self.asked:
                raise KeyboardInterrupt
            self.asked = True
            tell(f"ending: articles under way have {GRACE:.0f} s to finish; Ctrl-C again to leave them")
            timer.start()

        before = signal.signal(signal.SIGINT, interrupt)
        try:
            yield
        finally:
            timer.cancel()
            signal.signal(signal.SIGINT, before)


def _interrupt_main() -> None:
    if hasattr(signal, "pthread_kill") and (main := threading.main_thread().ident) is not None:
        signal.pthread_kill(main, signal.SIGINT)  # wakes it from waiting, too
    else:
        signal.raise_signal(signal.SIGINT)


@contextmanager
def written(out: Path) -> Iterator[Callable[[str], None]]:
    """Give what writes a line into a file, which is put in the place of an older one at the end, whatever ended it."""
    part = out.with_name(f"{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        file = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConfigurationError(f"cannot write {out}: {error.strerror}", hint="give another --out") from error
    try:
        with file:
            yield lambda line: print(line, file=file, flush=True)
    finally:
        os.replace(part, out)


def tell(line: str) -> None:
    """Say something about a run, on stderr: stdout is for results."""
    print(f"summarizer: {line}", file=sys.stderr, flush=True)
