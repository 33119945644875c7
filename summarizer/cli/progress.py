"""Progress of a long download, on the terminal or in a log."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

from summarizer.complete.embedded.sources import DownloadProgress


@contextlib.contextmanager
def console_progress() -> Iterator[DownloadProgress]:
    """Yield a function that shows a bar on stderr or, if stderr is no terminal, prints a line per step and per 10 %."""
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


class _Lines:
    """Prints plain lines for logs: one when a step starts, then one for each tenth of it."""

    def __init__(self) -> None:
        self._last: tuple[str, int] | None = None

    def __call__(self, done: int, total: int, message: str) -> None:
        tenth = 10 * done // total if total else 0
        if (now := (message.partition(":")[0], tenth)) != self._last:
            self._last = now
            print(f"{message} ({10 * tenth} % of {total / 1e6:,.0f} MB)", file=sys.stderr, flush=True)
