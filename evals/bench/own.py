"""Own code on the cases: the processor time to plan an article and to assemble its brief, here or beside another tree.

Each measurement is a process of its own (`own_run.py`), as what is remembered of an article makes the next look at it
cheaper: the first pass over the articles meets each for the first time, the later ones are warm. Two checkouts take
turns article by article, so that a machine whose speed changes affects both alike.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

from evals.bench.load import CASE
from evals.data.cases import Case, load_cases
from evals.data.perfect import perfect_answer
from evals.recording.cassettes import cassette_path, one_token_answers
from summarizer.complete.answers import draft_of
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.settings import load_settings

HERE = Path(__file__).resolve().parents[2]
RUNNER = Path(__file__).with_name("own_run.py")

Spent = list[list[dict[str, float]]]
"""Processor seconds by step, for each article in each pass."""
Spend = Callable[[int], dict[str, float]]
"""Takes the article at a position, and returns the processor seconds by step."""


def tasks(profile: str) -> list[dict[str, Any]]:
    """Return the cases with their answers, in the form of `own_run.py`: from gold, or for profile `small` recorded."""
    cases = sorted(load_cases(), key=lambda case: (case.id != CASE, case.id))
    answers = {"large": _of_gold, "small": _recorded}[profile]
    return [
        {"article": case.article.model_dump(mode="json", exclude_none=True), "answers": answers(case)} for case in cases
    ]


def _of_gold(case: Case) -> list[str | None]:
    return [json.dumps(perfect_answer(case).draft)]


def _recorded(case: Case) -> list[str | None]:
    """Return the recorded answer to each request about a case, None for those of which no draft could be made."""
    answers = one_token_answers(cassette_path(load_settings().embedded_model, case.id))
    found: list[str | None] = []
    for request in plan(case.article, PROFILES["small"]).requests:
        try:
            found.append(draft_of(answers[request.messages[-1]["content"]], request.draft).model_dump_json())
        except (KeyError, ValueError):
            found.append(None)
    return found


@contextmanager
def running(profile: str, articles: Sequence[Mapping[str, Any]], tree: Path, *, steps: bool) -> Iterator[Spend]:
    """Run `own_run.py` with a checkout; yield a function that returns what the article at a position takes."""
    process = subprocess.Popen(
        [sys.executable, "-P", str(RUNNER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"},
    )  # fmt: skip
    asked, answers = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)

    def spend(position: int) -> dict[str, float]:
        with suppress(BrokenPipeError):
            print(position, file=asked, flush=True)
        if not (line := answers.readline()):
            raise RuntimeError(f"{tree} cannot be measured: its process ended with code {process.wait()}")
        row: dict[str, float] = json.loads(line)
        return row

    with process:
        with suppress(BrokenPipeError):  # its error is on stderr, and `spend` says that it ended
            print(json.dumps({"profile": profile, "steps": steps, "articles": articles}), file=asked, flush=True)
        yield spend


def measure(
    profile: str, articles: Sequence[Mapping[str, Any]], trees: Sequence[Path], *, passes: int = 3, steps: bool = False
) -> list[Spent]:
    """Return what each checkout spends on each of these articles in each pass; they take turns article by article.

    The first article only warms up and is left out. Raise RuntimeError if a checkout cannot be measured.
    """
    found: list[Spent] = [[] for _ in trees]
    with ExitStack() as stack:
        spends = [stack.enter_context(running(profile, articles, tree, steps=steps)) for tree in trees]
        for number in range(passes):
            for position in range(1, len(articles)):
                for spend, spent in zip(spends, found, strict=True):
                    spent += [[]] if len(spent) == number else []
                    spent[number].append(spend(position))
    return found


def milliseconds(spent: Spent) -> dict[str, dict[str, float]]:
    """Return the milliseconds an article by step, `first` and `warm`, with the sum of plan and assemble as `all`."""
    found = {}
    for name, rows in (("first", spent[0]), ("warm", [row for one in spent[1:] for row in one])):
        found[name] = {step: 1_000 * statistics.fmean(row[step] for row in rows) for step in rows[0]}
        found[name] = {"all": found[name]["plan"] + found[name]["assemble"], **found[name]}
    return found


def compare(profile: str, tree: Path | None, repeats: int) -> Iterator[str]:
    """Yield the lines of a table: milliseconds an article by step, and the ratios to another checkout if given."""
    articles, trees = tasks(profile), [HERE, *([tree.resolve()] if tree else [])]
    runs = {
        steps: [list(map(milliseconds, measure(profile, articles, trees, steps=steps))) for _ in range(repeats)]
        for steps in (False, True)
    }
    yield f"| {profile} | step | CPU ms an article |" + (" there | ratio |" if tree else "")
    yield "|---|---|---|" + ("---|---|" if tree else "")
    for when in ("first", "warm"):
        whole = list(runs[False][0][0][when])
        for step in runs[True][0][0][when]:
            rows = [[row[when][step] for row in run] for run in runs[step not in whole]]
            yield f"| {when} | {step if step in whole else f'… {step}'} | {_cells(rows)} |"


def _cells(rows: Sequence[Sequence[float]]) -> str:
    """Return the medians of each checkout, and the median, least and greatest ratio within a turn."""
    cells = [f"{statistics.median(column):.2f}" for column in zip(*rows, strict=True)]
    if len(cells) > 1:
        ratios = [here / there for here, there in rows if there]
        cells.append(f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})" if ratios else "new")
    return " | ".join(cells)
