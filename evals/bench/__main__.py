"""Run the benchmarks and write their report: `python -m evals.bench run [PART]…`.

The figures are stored in `evals/bench/results.json`, each with the machine and the date. The tables and the plot are
made from that file.
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

from evals.bench import footprint, growth, measures, own, report, service, sizing
from evals.bench.clients import CLIENTS

RESULTS = Path(__file__).parent / "results.json"

app = typer.Typer(no_args_is_help=False, add_completion=False, help=__doc__)


class Part(StrEnum):
    """The measurements."""

    THROUGHPUT = "throughput"
    MEMORY = "memory"
    CHECKPOINT = "checkpoint"
    OWN = "own"
    START = "start"
    SIZE = "size"
    SERVICE = "service"
    ENGINE = "engine"
    SIZING = "sizing"


DEFAULT = [part for part in Part if part not in (Part.ENGINE, Part.SIZING)]

ENGINE_CASES = ("seed-critical-minerals", "wh-2022-09-02-harris-osinbajo", "gum-news-stampede")
"""Short articles, because the embedded model needs half a minute for each."""


@app.command()
def run(
    parts: Annotated[
        list[Part] | None,
        typer.Argument(help="measurements to take; default: all but engine and sizing, which need the embedded model"),
    ] = None,
    count: Annotated[int, typer.Option(help="number of articles for throughput")] = 2_000,
    concurrency: Annotated[
        list[int] | None, typer.Option(help="concurrent requests for throughput; can be repeated; default: 64 and 256")
    ] = None,
    repeats: Annotated[int, typer.Option(help="number of repeats of each measurement, in turns")] = 3,
    long: Annotated[int, typer.Option(help="number of articles for memory")] = 100_000,
) -> None:
    """Take the measurements, store the figures, and write the tables and, of throughput, the plot."""
    results: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}
    chosen = parts or DEFAULT
    for part in chosen:
        with measures.timed(part.value):
            figures = _measure(part, count, concurrency or [64, 256], repeats, long)
        results[part.value] = {"at": f"{datetime.now(UTC):%Y-%m-%d}", "machine": _machine(), "found": figures}
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(report.write(results, plotted=Part.THROUGHPUT in chosen))


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
            return footprint.start_up(20)
        case Part.SIZE:
            return footprint.installed()
        case Part.SERVICE:
            return service.measure(count, concurrency[0], repeats)
        case Part.ENGINE:
            return [measures.in_new_process("engine", slots) for slots in (1, 2, 4)]
        case Part.SIZING:
            return sizing.measure()


def _machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


@app.command("own")
def own_code(
    against: Annotated[Path | None, typer.Option(help="another checkout of the repository to compare with")] = None,
    repeats: Annotated[int, typer.Option(help="number of repeats, in turns")] = 5,
    profile: Annotated[list[str] | None, typer.Option(help="profile; can be repeated; default: large, small")] = None,
) -> None:
    """Print the processor time of own code by step on the cases, each met for the first time, and warm."""
    for name in profile or ["large", "small"]:
        print("\n".join(own.compare(name, against, repeats)), end="\n\n", flush=True)


@app.command("growth")
def grown(
    profile: Annotated[list[str] | None, typer.Option(help="profile; can be repeated; default: large, small")] = None,
    text: Annotated[list[str] | None, typer.Option(help="kind of text; can be repeated; default: all")] = None,
) -> None:
    """Print the processor seconds of own code on texts and answers that double in size."""
    for line in growth.table(profile or ["large", "small"], text or list(growth.TEXTS)):
        print(line, flush=True)


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
