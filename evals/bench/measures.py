"""The measurements. Clients and engines run in new processes, so that one measurement does not affect another."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from evals.bench.clients import CLIENTS, ours
from evals.bench.load import CASE, answers, articles
from evals.bench.server import serving
from evals.data.briefs import brief_of_completions
from evals.data.cases import load_cases
from evals.data.perfect import perfect_draft
from summarizer import Article
from summarizer.complete.gateway import Completion
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES

LATENCY = 0.5
"""Seconds after which the loopback server answers."""

WARM = 64
"""Number of articles to warm up with, where the client does not do it itself."""

Row = dict[str, Any]


def cpu_seconds() -> float:
    """Return the processor seconds of this process and its children, both running and ended ones. Linux only."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    spent = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # a thread or process that ended in the meantime
            spent += sum(map(cpu_seconds_of, (task / "children").read_text().split()))
    return spent


def cpu_seconds_of(pid: int | str) -> float:
    """Return the processor seconds of a running process, without those of its children. Linux only."""
    # After the name in parentheses, fields 12 and 13 are the user and the system time.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run_client(name: str, base_url: str, count: int, concurrency: int) -> Row:
    """Measure one client in this process after its warm-up.

    Return the seconds, the processor seconds (`cpu`), and the number of articles with a result (`got`).
    """
    starts: list[tuple[float, float]] = []
    got = CLIENTS[name](base_url, count, concurrency, lambda: starts.append((time.monotonic(), cpu_seconds())))
    ((began, cpu_began),) = starts
    return {"seconds": time.monotonic() - began, "cpu": cpu_seconds() - cpu_began, "got": got}


def in_new_process(*arguments: object) -> Row:
    """Run a measurement in a new process and return its result. Raise RuntimeError if it fails."""
    command = [sys.executable, "-m", "evals.bench", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-2_000:]}")
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def throughput(count: int, concurrencies: Sequence[int], repeats: int, names: Sequence[str]) -> Iterator[Row]:
    """Yield a row for each client and concurrency: articles per second (of each repeat: `rates`; their median: `rate`),
    processor milliseconds per article, and the ideal rate (`concurrency / LATENCY`).

    The clients take turns in each repeat, so that a disturbance of the machine affects all of them. Raise RuntimeError
    if a client does not get a result from every article.
    """
    runs: dict[tuple[str, int], list[Row]] = {}
    with serving(answers(), LATENCY) as base_url:
        for _ in range(repeats):
            for concurrency in concurrencies:
                for name in names:
                    row = in_new_process("client", name, base_url, count, concurrency)
                    if row["got"] != count:
                        raise RuntimeError(f"{name} got a result from only {row['got']} of {count} articles")
                    runs.setdefault((name, concurrency), []).append(row)
    for (name, concurrency), rows in runs.items():
        rates = [count / row["seconds"] for row in rows]
        yield {
            "client": name, "concurrency": concurrency, "articles": count, "repeats": repeats,
            "rate": statistics.median(rates), "least": min(rates), "most": max(rates), "rates": rates,
            "ideal": concurrency / LATENCY, "cpu_ms": 1_000 * statistics.median(row["cpu"] / count for row in rows),
        }  # fmt: skip


def resident_mb() -> float:
    """Return the resident memory of this process in MB. Raise RuntimeError on other systems than Linux."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1_024
    raise RuntimeError("no VmRSS in /proc: this measurement needs Linux")


def memory(count: int, processes: int) -> Row:
    """Return the resident memory in MB during a run over `count` articles, every two seconds (`seen`)."""
    seen: list[float] = []

    def watched(run: Callable[[], int]) -> int:
        ended = threading.Event()

        def sample() -> None:
            while not ended.wait(2.0):
                seen.append(round(resident_mb(), 1))

        threading.Thread(target=sample, daemon=True).start()
        try:
            return run()
        finally:
            ended.set()

    with serving(answers(), 0.0) as base_url:
        ours(base_url, 1_000, 64)  # imports, caches, connections
        began = time.monotonic()
        first = resident_mb()
        got = watched(lambda: ours(base_url, count, 64, processes=processes))
        seconds = time.monotonic() - began
    return {"articles": got, "seconds": seconds, "first": first, "last": resident_mb(), "most": max(seen), "seen": seen}


def checkpoint(count: int, repeats: int) -> Row:
    """Return the milliseconds that the checkpoint adds to an article: runs with and without it take turns."""
    added, plain = [], []
    with serving(answers(), 0.0) as base_url, tempfile.TemporaryDirectory() as folder:
        ours(base_url, WARM, WARM)
        for number in range(repeats):
            seconds = []
            for path in (None, Path(folder) / f"{number}.db"):
                began = time.monotonic()
                ours(base_url, count, 64, checkpoint=path)
                seconds.append(1_000 * (time.monotonic() - began) / count)
            plain.append(seconds[0])
            added.append(seconds[1] - seconds[0])
        began = time.monotonic()
        ours(base_url, count, 64, checkpoint=Path(folder) / "0.db")
        resumed = 1_000 * (time.monotonic() - began) / count
        size = (Path(folder) / "0.db").stat().st_size / count
    return {"articles": count, "repeats": repeats, "plain_ms": plain, "added_ms": added, "resumed_ms": resumed,
            "bytes": size}  # fmt: skip


def own_code(count: int) -> Row:
    """Return the processor milliseconds per article of this library's own code, without the client and the network.

    They are needed to plan an article, to validate the answer and to make the brief. `spent` is for variants of one
    article, `first` for the cases, which are all new to the library's caches.
    """
    content = answers()["ours"]
    spent = [_spent(article, content) for article in articles(count + WARM)][WARM:]
    others = [case for case in load_cases() if case.id != CASE]
    first = [_spent(case.article, json.dumps(perfect_draft(case))) for case in others]
    words = sum(len(case.article.text.split()) for case in others) / len(others)
    return {
        "spent": _mean(spent),
        "first": {"articles": len(others), "words": words, "spent": _mean(first)},
    }


def _mean(spent: Sequence[Row]) -> Row:
    return {name: 1_000 * statistics.fmean(row[name] for row in spent) for name in spent[0]}


def _spent(article: Article, content: str) -> Row:
    """Return the processor seconds of each step for an article of one window; `content` is the answer."""
    marks = [time.process_time()]
    planned = plan(article, PROFILES["large"])
    marks.append(time.process_time())
    draft = planned.requests[0].draft.model_validate_json(content)
    marks.append(time.process_time())
    brief_of_completions(planned, [Completion(planned.requests[0], draft)])
    marks.append(time.process_time())
    steps = ("plan", "validate", "assemble")
    return {name: after - before for name, before, after in zip(steps, marks, marks[1:], strict=False)}


def engine(slots: int, ids: Sequence[str]) -> Row:
    """Return the seconds in which the embedded model reads the cases with these ids, with this number of slots."""
    from summarizer import summarize_many
    from summarizer.settings import load_settings

    chosen = [case.article for case in load_cases() if case.id in ids]
    settings = load_settings(concurrency=slots, model=load_settings().embedded_model)
    list(summarize_many(chosen[:1], settings=settings))  # starts the engine, which then has the instructions cached
    began = time.monotonic()
    results = list(summarize_many(chosen, settings=settings))
    return {"slots": slots, "articles": len(chosen), "words": sum(len(a.text.split()) for a in chosen),
            "seconds": time.monotonic() - began, "briefs": sum(r.brief is not None for r in results)}  # fmt: skip


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print the name of a measurement to stderr and, after the block, the seconds that it took."""
    print(f"{name} … ", end="", file=sys.stderr, flush=True)
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
