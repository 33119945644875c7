"""Say where the time of the embedded model goes, by its recordings.

`python -m evals.studies.engine_time FOLDER…` prints, for each folder of cassettes, the mean of an article: seconds from
the first request to the last answer, requests, tokens of the prompts that were not in the cache, tokens of the answers;
and how long the slots of the engine were at each, as it tells itself (`timings`). The slots work at the same time and
share the cores. Idle is what is left of the seconds of all slots: a slot waits for its next request, or for the last of
an article.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import mean

from rich.console import Console
from rich.table import Table

from evals.recording.cassettes import exchanges, read_about
from summarizer.settings import Settings


@dataclass(frozen=True)
class Spent:
    """What an article took: seconds, and the seconds that the slots of the engine were at prompts and answers."""

    seconds: float
    requests: float
    prompt_tokens: float
    answer_tokens: float
    prompts: float
    answers: float

    @property
    def idle(self) -> float:
        """The share of the slots' seconds in which they were at neither."""
        return 1 - (self.prompts + self.answers) / (self.seconds * Settings().concurrency)


def spent(cassette: Path) -> Spent:
    """Return what the recording of an article took."""
    timings = [answer["timings"] for _, answer in exchanges(cassette)]
    return Spent(
        seconds=read_about(cassette)["recorded"]["seconds"],
        requests=len(timings),
        prompt_tokens=sum(one["prompt_n"] for one in timings),
        answer_tokens=sum(one["predicted_n"] for one in timings),
        prompts=sum(one["prompt_ms"] for one in timings) / 1000,
        answers=sum(one["predicted_ms"] for one in timings) / 1000,
    )


def mean_of(found: Sequence[Spent]) -> Spent:
    """Return the mean of some articles."""
    return Spent(*map(mean, zip(*map(astuple, found), strict=True)))


def main(folders: Sequence[str]) -> None:
    """Print the table."""
    names = ("seconds", "requests", "prompt tokens", "answer tokens", "slots at prompts, s", "at answers, s", "idle, %")
    table = Table("cassettes", "articles", *names)
    for folder in map(Path, folders):
        found = [spent(path) for path in sorted(folder.glob("*.yaml"))]
        whole = mean_of(found)
        table.add_row(
            str(folder), str(len(found)), *(f"{value:,.1f}" for value in astuple(whole)), f"{100 * whole.idle:.0f}"
        )
    Console(width=140).print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
