"""The benchmarks' tables, in `docs/performance.md` and other pages between their marks, and their plot."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.bench import footprint, service, sizing
from evals.bench.clients import BASELINE, CEILING

DOCS = Path(__file__).resolve().parents[2] / "docs"
PLOT = Path(__file__).parent / "throughput.svg"
PAGES = {"bench": "performance.md", "sizing": "clusters.md", "service": "service.md"}
"""The page of each block."""


def write(kept: Mapping[str, Any], *, plotted: bool) -> str:
    """Write the tables of what was measured and, if it is to be `plotted`, the throughput; return the first table."""
    made = blocks(kept)
    for path, text in pages(made).items():
        path.write_text(text, encoding="utf-8")
    if plotted:
        plot(kept["throughput"]["found"])
    return made["bench"]


def blocks(kept: Mapping[str, Any]) -> dict[str, str]:
    """Return the blocks by the name of their marks: the measurements, what ten million articles take, the service."""
    made = {"bench": "\n".join(lines(kept))}
    if {"sizing", "throughput", "own"} <= kept.keys():
        made["sizing"] = "\n".join(sizing.lines(kept["sizing"]["found"], sizing.machine_ms(kept)))
    if "service" in kept:
        made["service"] = "\n".join([*service.lines(kept["service"]["found"]), "", _taken(kept["service"])])
    return made


def pages(made: Mapping[str, str]) -> dict[Path, str]:
    """Return the pages that hold these blocks, with the blocks put between their marks."""
    found = {}
    for mark, block in made.items():
        path = DOCS / PAGES[mark]
        begin, end = f"<!-- {mark}:begin -->", f"<!-- {mark}:end -->"
        found[path] = re.sub(
            f"{re.escape(begin)}.*{re.escape(end)}",
            lambda _, filled=f"{begin}\n{block}\n{end}": filled,  # type: ignore[misc]
            path.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )
    return found


def lines(kept: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the report, a part for each measurement that was taken."""
    makers: dict[str, Callable[[Any], Iterator[str]]] = {
        "throughput": _throughput,
        "own": _own,
        "checkpoint": _checkpoint,
        "memory": _memory,
        "start": footprint.start_lines,
        "size": footprint.size_lines,
        "engine": _engine,
    }
    for name, maker in makers.items():
        if name in kept:
            yield from maker(kept[name]["found"])
            yield _taken(kept[name])
            yield ""


def _taken(kept: Mapping[str, Any]) -> str:
    return f"({kept['machine']}; {kept['at']})"


def _throughput(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield "| client | at once | articles a second | of the ideal | of the ceiling | CPU ms an article |"
    yield "|---|---|---|---|---|---|"
    for row in sorted(rows, key=lambda row: (row["concurrency"], row["client"] != CEILING, -row["rate"])):
        name = f"*ceiling: {CEILING}*" if row["client"] == CEILING else row["client"]
        rate = f"{row['rate']:.1f} ({row['least']:.1f}–{row['most']:.1f})"
        ideal = f"{row['rate'] / row['ideal']:.0%} of {row['ideal']:.0f}"
        share = _spread(_ratios(rows, row, CEILING), ".0%") if row["client"] != CEILING else ""
        yield f"| {name} | {row['concurrency']} | {rate} | {ideal} | {share} | {row['cpu_ms']:.1f} |"
    yield ""
    others = [row for row in rows if row["client"] not in (CEILING, BASELINE) and _ratios(rows, row, BASELINE)]
    for row in others:
        ratio = _spread(_ratios(rows, row, BASELINE), ".1f")
        yield f"{row['client']}, {row['concurrency']} at once: {ratio} times {BASELINE}. "
    if others:
        yield ""


def _ratios(rows: list[dict[str, Any]], row: dict[str, Any], other: str) -> list[float]:
    """Return the rates of a row, each divided by that of another client in the same repeat, if all of them are kept."""
    for found in rows:
        if (found["client"], found["concurrency"]) == (other, row["concurrency"]) and "rates" in row:
            return [mine / its for mine, its in zip(row["rates"], found["rates"], strict=True)]
    return []


def _spread(values: Sequence[float], form: str) -> str:
    """Return the median of some values, with the least and the greatest."""
    if not values:
        return ""
    return f"{statistics.median(values):{form}} ({min(values):{form}}–{max(values):{form}})"


def _own(found: dict[str, Any]) -> Iterator[str]:
    first = found["first"]
    yield (
        f"Own code, CPU milliseconds an article: {_steps(found['spent'])}; on {first['articles']} articles of "
        f"{first['words']:.0f} words, each met for the first time: {_steps(first['spent'])}. "
    )


def _steps(spent: Mapping[str, float]) -> str:
    return f"{sum(spent.values()):.1f} ({', '.join(f'{name} {ms:.1f}' for name, ms in spent.items())})"


def _checkpoint(found: dict[str, Any]) -> Iterator[str]:
    added, plain = found["added_ms"], found["plain_ms"]
    yield (
        f"Checkpoint, milliseconds added to an article: {statistics.median(added):.2f} "
        f"({min(added):.2f} to {max(added):.2f}) to {statistics.median(plain):.1f}; {found['resumed_ms']:.2f} for one "
        f"that is found there; {found['bytes']:,.0f} bytes of disk. "
    )


def _memory(found: dict[str, Any]) -> Iterator[str]:
    yield (
        f"Memory over {found['articles']:,} articles ({found['seconds'] / 60:.0f} min): {found['first']:.0f} MB at "
        f"first, {max(found['most'], found['last']):.0f} at most, {found['last']:.0f} at the end. "
    )


def _engine(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield "| slots of the embedded model | articles an hour | words an hour |"
    yield "|---|---|---|"
    for row in rows:
        hours = row["seconds"] / 3_600
        yield f"| {row['slots']} | {row['articles'] / hours:.0f} | {row['words'] / hours:,.0f} |"
    yield ""


def plot(rows: list[dict[str, Any]]) -> None:
    """Draw articles a second by concurrency, a group of bars for each, with the ideal as a line."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "summarizer"  # the same drawing from the same figures
    import matplotlib.pyplot as plt

    levels = sorted({row["concurrency"] for row in rows})
    names = list(dict.fromkeys(row["client"] for row in rows))
    figure, axes = plt.subplots(figsize=(7.5, 3.8))
    width = 0.8 / len(names)
    for i, name in enumerate(names):
        mine = {row["concurrency"]: row for row in rows if row["client"] == name}
        rates = [mine[level]["rate"] for level in levels]
        spread = [[mine[level]["rate"] - mine[level]["least"] for level in levels],
                  [mine[level]["most"] - mine[level]["rate"] for level in levels]]  # fmt: skip
        axes.bar([x + i * width for x in range(len(levels))], rates, width, yerr=spread, label=name)
    for x, level in enumerate(levels):
        ideal = next(row["ideal"] for row in rows if row["concurrency"] == level)
        axes.hlines(ideal, x - width / 2, x + 0.8 - width / 2, colors="black", linestyles="dashed",
                    label="ideal" if x == 0 else None)  # fmt: skip
    axes.set_xticks([x + 0.4 - width / 2 for x in range(len(levels))], [f"{level} at once" for level in levels])
    axes.set_ylabel("articles a second")
    axes.legend(fontsize=8, loc="upper left")
    figure.tight_layout()
    figure.savefig(PLOT, metadata={"Date": None})
    plt.close(figure)
