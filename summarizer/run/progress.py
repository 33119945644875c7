"""Progress of a long fetch or of a long run: what is reported, and how it is shown on a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from summarizer.schema import Result


@dataclass(frozen=True)
class Tally:
    """How far a run has come: articles handed on (`done`, of these `failed` and `resumed`) of `total` (None: not
    known), tokens and US dollars that this call took, seconds since it began."""

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
        """Estimate of the seconds that are left; None while nothing is known."""
        asked = self.done - self.resumed
        if self.total is None or not asked:
            return None
        return max(0.0, (self.total - self.done) * self.seconds / asked)

    def after(self, result: Result, seconds: float) -> Tally:
        """Return the tally with one more result."""
        fresh = () if result.resumed else result.attempts
        costs = [a.cost for a in fresh if a.cost is not None]
        return replace(
            self,
            done=self.done + 1,
            failed=self.failed + (result.brief is None),
            resumed=self.resumed + result.resumed,
            prompt_tokens=self.prompt_tokens + sum(a.prompt_tokens or 0 for a in fresh),
            completion_tokens=self.completion_tokens + sum(a.completion_tokens or 0 for a in fresh),
            cost=(self.cost or 0.0) + sum(costs) if costs else self.cost,
            seconds=seconds,
        )


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
