"""Progress of a run over many articles: the counts that are reported, and their display on a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from summarizer.schema import Result


@dataclass(frozen=True)
class Tally:
    """The progress of a run over many articles.

    `done` is the number of results so far, of these `failed` without a brief and `resumed` from the checkpoint. `total`
    is the number of articles, or None if it is not known. The tokens and `cost` (US dollars; None if unknown) are those
    of this call, without resumed results. `seconds` is the time since the call started.
    """

    done: int = 0
    failed: int = 0
    resumed: int = 0
    total: int | None = None
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    seconds: float = 0.0

    @property
    def seconds_left(self) -> float | None:
        """Estimate of the remaining seconds; None before the first result and if `total` is None."""
        processed = self.done - self.resumed
        if self.total is None or not processed:
            return None
        return max(0.0, (self.total - self.done) * self.seconds / processed)

    def after(self, result: Result, seconds: float) -> Tally:
        """Return the tally with one more result, `seconds` after the start of the call."""
        attempts = () if result.resumed else result.attempts
        costs = [a.cost for a in attempts if a.cost is not None]
        return replace(
            self,
            done=self.done + 1,
            failed=self.failed + (result.brief is None),
            resumed=self.resumed + result.resumed,
            prompt_tokens=self.prompt_tokens + sum(a.prompt_tokens or 0 for a in attempts),
            completion_tokens=self.completion_tokens + sum(a.completion_tokens or 0 for a in attempts),
            cost=(self.cost or 0.0) + sum(costs) if costs else self.cost,
            seconds=seconds,
        )


@contextlib.contextmanager
def tally_progress() -> Iterator[Callable[[Tally], None]]:
    """Yield a function that shows a tally as a progress bar on stderr. It does nothing if stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield lambda tally: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[line]}"))
    with Bars(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task("briefs", total=None, line="")
        yield lambda tally: bars.update(task, completed=tally.done, total=tally.total, line=progress_line(tally))


def progress_line(tally: Tally) -> str:
    """Return a tally as one line of text.

    Example: "120 of 400 done, 2 failed, 81,000 prompt + 9,000 completion tokens, $0.12, 3 min left".
    """
    parts = [f"{tally.done:,} done" if tally.total is None else f"{tally.done:,} of {tally.total:,} done"]
    if tally.resumed:
        parts.append(f"{tally.resumed:,} from the checkpoint")
    parts.append(f"{tally.failed:,} failed")
    parts.append(f"{tally.prompt_tokens:,} prompt + {tally.completion_tokens:,} completion tokens")
    if tally.cost is not None:
        parts.append(f"${tally.cost:.2f}")
    if (seconds := tally.seconds_left) is not None and tally.done < (tally.total or 0):
        parts.append(f"{seconds / 60:.0f} min left" if seconds >= 90 else f"{seconds:.0f} s left")
    return ", ".join(parts)
