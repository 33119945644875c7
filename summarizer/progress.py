"""Progress of a long fetch or of a long run: what is reported, and how it is shown on a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from summarizer.many import Tally


class Progress(Protocol):
    """What a fetch tells while it runs: bytes on the disk, bytes in all, and what is being done.

    What stands before a colon in the message names the step; what follows is detail.
    """

    def __call__(self, done: int, total: int, message: str) -> None:
        """Take one report; called often, so it must return fast."""


def silent(done: int, total: int, message: str) -> None:
    """Report nothing."""


@contextlib.contextmanager
def console_progress() -> Iterator[Progress]:
    """Yield a Progress that shows a bar on stderr, or, where stderr is no terminal, a line per step and per 10 %."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Bars(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=None)

        def show(done: int, total: int, message: str) -> None:
            bars.update(task, completed=done, total=total, description=message)

        yield show


@contextlib.contextmanager
def tally_progress() -> Iterator[Callable[[Tally], None]]:
    """Yield what shows a tally as a bar on stderr; where stderr is no terminal, it says nothing."""
    if not sys.stderr.isatty():
        yield lambda tally: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
    with Bars(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task("briefs", total=None, told="")
        yield lambda tally: bars.update(task, completed=tally.done, total=tally.total, told=told(tally))


def told(tally: Tally) -> str:
    """Return a tally as a line: "120 of 400, 2 failed, 81,000 + 9,000 tokens, $0.12, 3 min left"."""
    parts = [f"{tally.done:,}" if tally.total is None else f"{tally.done:,} of {tally.total:,}"]
    if tally.resumed:
        parts.append(f"{tally.resumed:,} from the checkpoint")
    parts.append(f"{tally.failed:,} failed")
    parts.append(f"{tally.prompt_tokens:,} + {tally.completion_tokens:,} tokens")
    if tally.cost is not None:
        parts.append(f"${tally.cost:.2f}")
    if (left := tally.seconds_left) is not None and tally.done < (tally.total or 0):
        parts.append(f"{left / 60:.0f} min left" if left >= 90 else f"{left:.0f} s left")
    return ", ".join(parts)


class _Lines:
    """Plain lines for logs: one when a step starts, then one for each tenth."""

    def __init__(self) -> None:
        self._last: tuple[str, int] | None = None

    def __call__(self, done: int, total: int, message: str) -> None:
        tenth = 10 * done // total if total else 0
        if (now := (message.partition(":")[0], tenth)) != self._last:
            self._last = now
            print(f"{message} ({10 * tenth} % of {total / 1e6:,.0f} MB)", file=sys.stderr, flush=True)
