"""The gate: no metric of a run may fall below its floor.

`floors.toml` holds for each gated metric what was measured and the floor (or, where less is better, the ceiling).
A replay is exact, so a fall means that the code or a new recording is worse. The margin leaves room for one item that
turns out otherwise in a new recording, not for a habit.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.data.cases import Case
from evals.data.runs import Run
from evals.scoring.metrics import Metric, metric
from evals.scoring.scorer import CaseScore, score_run
from evals.scoring.statistics import estimates

FLOORS = Path(__file__).parents[1] / "floors.toml"

MARGIN = 0.02
"""Least distance of a floor from what was measured, for shares."""

SLACK = 0.1
"""Share of what was measured by which numbers without an upper bound (tokens, attempts) may grow."""

EXACT = frozenset({"grounded", "failed"})
"""Metrics without any margin: a quote that is not in the article, or an article without a brief, is a defect."""

GATED = (
    "actors_precision", "actors_recall", "actors_f1", "events_precision", "events_recall", "events_f1",
    "main_event_recall", "commitments_precision", "commitments_recall", "commitments_f1", "commitments_by_f1",
    "actor_kind", "event_type", "event_status", "event_dates", "event_agents", "commitment_firmness",
    "commitment_polarity", "commitment_due", "promisor", "dates_invented", "grounded", "unsupported", "failed",
    "attempts", "output_tokens",
)  # fmt: skip
"""The metrics that have floors. Seconds are not among them: they are the machine's."""


class GateError(Exception):
    """The floors cannot be read or do not fit; the message says which."""


@dataclass(frozen=True)
class Floor:
    """What was measured of a metric, and the bound: the least value, or the greatest where less is better."""

    metric: Metric
    measured: float
    bound: float

    def breached_by(self, value: float | None) -> str | None:
        """Return why a value does not pass, or None. A metric that is no longer scored does not pass."""
        if value is None:
            return "is no longer scored"
        # A bound is written with four decimals; a value that is equal to it passes.
        over = (self.bound - value) * self.metric.direction
        if over <= 5e-5:
            return None
        relation = "below its floor" if self.metric.direction > 0 else "above its ceiling"
        return f"is {value:.4f}, {relation} {self.bound:.4f} (measured: {self.measured:.4f})"


@dataclass(frozen=True)
class Floors:
    """The floors of one run: its name, how many cases it had, and a floor for each gated metric."""

    run: str
    cases: int
    floors: tuple[Floor, ...]


@dataclass(frozen=True)
class Breach:
    """Something that keeps a run from passing: a metric, or "cases"."""

    metric: str
    reason: str

    def __str__(self) -> str:
        return f"{self.metric} {self.reason}"


def load_floors(path: Path = FLOORS) -> Floors:
    """Read the floors; raises GateError that names what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        run = data.pop("run")
        floors = tuple(
            Floor(
                entry := metric(name), float(row["measured"]), float(row["floor" if entry.direction > 0 else "ceiling"])
            )
            for name, row in data.items()
        )
        return Floors(str(run["name"]), int(run["cases"]), floors)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise GateError(f"{path}: {type(error).__name__}: {error}") from None


def check(run: Run, cases: Sequence[Case], floors: Floors) -> list[Breach]:
    """Return what keeps a run from passing, in the order of the floors; empty if it passes.

    A run that lacks cases does not pass, whatever its values: the floors are those of all.
    """
    absent = [case.id for case in cases if case.id not in run.outcomes]
    if absent:
        return [Breach("cases", f"are missing from {run.name}: {', '.join(absent)}")]
    if len(cases) != floors.cases:
        return [Breach("cases", f"are {len(cases)}, the floors are those of {floors.cases}: measure them anew")]
    return check_scores(score_run(run, cases), floors)


def check_scores(scores: Sequence[CaseScore], floors: Floors) -> list[Breach]:
    """Return the metrics of these scores that are worse than their floors."""
    values = estimates(scores)
    return [
        Breach(floor.metric.name, reason)
        for floor in floors.floors
        if (reason := floor.breached_by(values[floor.metric.name].value)) is not None
    ]


def measure(run: Run, cases: Sequence[Case]) -> Floors:
    """Return the floors that a run's own values give; raises GateError if it lacks cases."""
    absent = [case.id for case in cases if case.id not in run.outcomes]
    if absent:
        raise GateError(f"{run.name} lacks {len(absent)} of {len(cases)} cases: {', '.join(absent[:5])} …")
    scores = score_run(run, cases)
    values = estimates(scores)
    found = []
    for entry in map(metric, GATED):
        value = values[entry.name].value
        if value is not None:
            bound = value - entry.direction * _margin(entry, value, scores)
            found.append(Floor(entry, value, min(max(bound, 0.0), 1.0) if entry.unit == "share" else bound))
    return Floors(run.name, len(cases), tuple(found))


def _margin(entry: Metric, value: float, scores: Iterable[CaseScore]) -> float:
    """Return how far a floor is from what was measured: one item of those counted, and at least `MARGIN`."""
    if entry.name in EXACT:
        return 0.0
    if entry.unit != "share":
        return SLACK * value
    counted = sum(score.counts.get(entry.denominator, 0.0) for score in scores)
    # In an F1 a pair counts twice.
    return max(MARGIN, (2 if entry.numerator.endswith("_twice") else 1) / counted)


def _bound_name(entry: Metric) -> str:
    return "floor" if entry.direction > 0 else "ceiling"


def write_floors(run: Run, cases: Sequence[Case], path: Path = FLOORS) -> Path:
    """Measure a run and write its floors; an older file is replaced as a whole."""
    floors = measure(run, cases)
    lines = [
        "# The floors of the gate, and what was measured when they were set.",
        "# Written by `python -m evals gate RUN --write`; whoever lowers one says why in the commit.",
        "",
        "[run]",
        f'name = "{floors.run}"',
        f"cases = {floors.cases}",
    ]
    about: Mapping[str, str] = run.about
    lines += [f'{key} = "{about[key]}"' for key in ("prompt", "schema") if key in about]
    for floor in floors.floors:
        bound = f"{_bound_name(floor.metric)} = {floor.bound:.4f}"
        lines += ["", f"[{floor.metric.name}]", f"measured = {floor.measured:.4f}", bound]
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=path.parent, delete=False) as part:
        part.write("\n".join(lines) + "\n")
    os.chmod(part.name, 0o644)  # temporary files are made for their owner only
    os.replace(part.name, path)
    return path
