"""`python -m evals.bench`: measure what is asked for (default: all that needs no embedded model), write the report.

Figures are kept in `evals/bench/results.json`, each with the machine and the day; the table and the plot are made of
it.
"""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from evals.bench import measures, report, sizing
from evals.bench.clients import CLIENTS

RESULTS = Path(__file__).parent / "results.json"

app = typer.Typer(no_args_is_help=False, add_completion=False, help=__doc__)


class Part(StrEnum):
    """What can be measured."""

    THROUGHPUT = "throughput"
    MEMORY = "memory"
    CHECKPOINT = "checkpoint"
    OWN = "own"
    START = "start"
    ENGINE = "engine"
    SIZING = "sizing"


DEFAULT = [part for part in Part if part not in (Part.ENGINE, Part.SIZING)]

ENGINE_CASES = ("seed-critical-minerals", "wh-2022-09-02-harris-osinbajo", "gum-news-stampede")
"""Short articles: the embedded model takes half a minute for one."""


@app.command()
def run(
    parts: Annotated[list[Part] | None, typer.Argument(help="default: all but engine and sizing")] = None,
    count: Annotated[int, typer.Option(help="articles of the throughput")] = 2_000,
    concurrency: Annotated[list[int] | None, typer.Option(help="requests at once; can be repeated")] = None,
    repeats: Annotated[int, typer.Option(help="times that each is measured, in turns")] = 2,
    long: Annotated[int, typer.Option(help="articles of the memory measurement")] = 100_000,
) -> None:
    """Measure, keep the figures, and write the table and the plot."""
    kept: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}
    for part in parts or DEFAULT:
        with measures.told(part.value):
            found = _measure(part, count, concurrency or [64, 256], repeats, long)
        kept[part.value] = {"at": f"{datetime.now(UTC):%Y-%m-%d}", "machine": _machine(), "found": found}
        RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(report.write(kept))


def _measure(part: Part, count: int, concurrency: list[int], repeats: int, long: int) -> Any:
    match part:
        case Part.THROUGHPUT:
            return list(measures.throughput(count, concurrency, repeats, list(CLIENTS)))
        case Part.MEMORY:
            return measures.memory(long, processes=1)
        case Part.CHECKPOINT:
            return measures.checkpoint(1_000, max(3, repeats))
        case Part.OWN:
            return measures.own_code(500)
        case Part.START:
            return measures.start_up(10)
        case Part.ENGINE:
            return [measures.apart("engine", slots) for slots in (1, 2, 4)]
        case Part.SIZING:
            return sizing.measure()


def _machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


@app.command(hidden=True)
def client(name: str, base_url: str, count: int, concurrency: int) -> None:
    """Measure one client in this process."""
    print(json.dumps(measures.run_client(name, base_url, count, concurrency)))


@app.command(hidden=True)
def engine(slots: int) -> None:
    """Measure the embedded engine in this process."""
    print(json.dumps(measures.engine(slots, ENGINE_CASES)))


if __name__ == "__main__":
    app()
