"""The gate: no metric of a run may be worse than its floor.

The file of floors has the measured value of each gated metric, and its floor (a ceiling if less is better). A replay is
deterministic, so a worse value means that the code or a new recording is worse. The margin allows for one item that
changes in a new recording, not for a trend.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..data.cases import Case
from ..data.files import write_whole
from ..data.project import project
from ..data.runs import Run, project_runs
from .custom import known_metrics, metric_named
from .metrics import Metric
from .scorer import CaseScore, score_run
from .statistics import estimates

MARGIN = 0.02
"""Minimum distance between a measured share and its floor."""

SLACK = 0.1
"""Relative growth allowed for numbers without an upper bound, such as tokens and attempts."""

EXACT = frozenset({"grounded", "failed"})
"""Metrics without a margin: a quote that is not in the article, or an article without a brief, is a defect."""

GATED = (
    "actors_precision", "actors_recall", "actors_f1", "events_precision", "events_recall", "events_f1",
    "main_event_recall", "commitments_precision", "commitments_recall", "commitments_f1", "commitments_by_f1",
    "actor_kind", "event_type", "event_status", "event_dates", "event_agents", "commitment_firmness",
    "commitment_polarity", "commitment_due", "promisor", "dates_invented", "grounded", "unsupported", "failed",
    "attempts", "output_tokens",
)  # fmt: skip
"""The metrics that have floors. Seconds have none, because they depend on the machine."""


class GateError(Exception):
    """The floors cannot be read, or a run cannot set them; the message gives the reason."""


@dataclass(frozen=True)
class Floor:
    """The measured value of a metric, and its bound: the minimum, or the maximum if less is better."""

    metric: Metric
    measured: float
    bound: float

    def breached_by(self, value: float | None) -> str | None:
        """Return why a value does not pass, or None if it passes. None, for unscored, does not pass."""
        if value is None:
            return "is no longer scored"
        # Bounds are written with four decimals, so a difference by rounding passes.
        over = (self.bound - value) * self.metric.direction
        if over <= 5e-5:
            return None
        relation = "below its floor" if self.metric.direction > 0 else "above its ceiling"
        return f"is {value:.4f}, {relation} {self.bound:.4f} (measured: {self.measured:.4f})"


@dataclass(frozen=True)
class Floors:
    """The floors set from one run: its name, its cases (their ids, if the file has them), a floor for each metric."""

    run: str
    cases: int
    floors: tuple[Floor, ...]
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Breach:
    """A reason why a run does not pass; `metric` is the name of a metric, or "cases"."""

    metric: str
    reason: str

    def __str__(self) -> str:
        return f"{self.metric} {self.reason}"


def load_floors(path: Path | None = None) -> Floors:
    """Read the floors (default: those of the project). Raise GateError if the file is missing or invalid."""
    path = path or project().floors
    if not path.is_file():
        runs = ", ".join(sorted(run.stem for run in project_runs())) or "none yet; `evals run` makes one"
        raise GateError(f"there are no floors yet ({path}): set them with `evals gate RUN --write`. Runs: {runs}")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        run = data.pop("run")
        floors = tuple(
            Floor(
                entry := metric_named(name),
                float(row["measured"]),
                float(row["floor" if entry.direction > 0 else "ceiling"]),
            )
            for name, row in data.items()
        )
        return Floors(str(run["name"]), int(run["cases"]), floors, tuple(map(str, run.get("ids", ()))))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise GateError(f"{path}: {type(error).__name__}: {error}") from None


def check(run: Run, cases: Sequence[Case], floors: Floors) -> list[Breach]:
    """Return the reasons why a run does not pass, in the order of the floors; none if it passes.

    A run that lacks cases never passes, because the floors are for all cases.
    """
    missing = [case.id for case in cases if case.id not in run.outcomes]
    if missing:
        reason = f"are missing from {run.name}: {', '.join(missing)}; run them all: `evals run`"
        return [Breach("cases", reason)]
    known = {case.id for case in cases}
    if len(cases) != floors.cases or (floors.ids and known != set(floors.ids)):
        reason = f"number {len(cases)}, but the floors were set from {floors.cases}"
        if floors.ids:
            new, gone = sorted(known - set(floors.ids)), sorted(set(floors.ids) - known)
            reason += "".join(f"; {what}: {', '.join(ids)}" for what, ids in (("new", new), ("gone", gone)) if ids)
        return [Breach("cases", f"{reason}; set new floors with --write")]
    return check_scores(score_run(run, cases), floors)


def check_scores(scores: Sequence[CaseScore], floors: Floors) -> list[Breach]:
    """Return the metrics whose values in these scores are worse than their floors."""
    values = estimates(scores)
    return [
        Breach(floor.metric.name, reason)
        for floor in floors.floors
        if (reason := floor.breached_by(values[floor.metric.name].value)) is not None
    ]


def measure(run: Run, cases: Sequence[Case]) -> Floors:
    """Return floors set from the values of a run. Raise GateError if the run lacks cases."""
    missing = [case.id for case in cases if case.id not in run.outcomes]
    if missing:
        raise GateError(
            f"{run.name} lacks {len(missing)} of {len(cases)} cases: {', '.join(missing)}; run them: `evals run`"
        )
    scores = score_run(run, cases)
    values = estimates(scores)
    floors = []
    gated = [
        *map(metric_named, GATED),
        *(entry for entry in known_metrics() if entry.group == "own" and entry.direction),
    ]
    for entry in gated:
        value = values[entry.name].value
        if value is not None:
            bound = value - entry.direction * _margin(entry, value, scores)
            floors.append(Floor(entry, value, min(max(bound, 0.0), 1.0) if entry.unit == "share" else bound))
    return Floors(run.name, len(cases), tuple(floors), tuple(sorted(case.id for case in cases)))


def _margin(entry: Metric, value: float, scores: Iterable[CaseScore]) -> float:
    """Return the distance between a measured value and its floor: for a share, one of the items counted, but at least
    `MARGIN`."""
    if entry.name in EXACT:
        return 0.0
    if entry.unit != "share":
        return SLACK * value
    counted = sum(score.counts.get(entry.denominator, 0.0) for score in scores)
    # In an F1 each pair counts twice.
    return max(MARGIN, (2 if entry.numerator.endswith("_twice") else 1) / counted)


def _bound_name(entry: Metric) -> str:
    return "floor" if entry.direction > 0 else "ceiling"


def write_floors(run: Run, cases: Sequence[Case], path: Path | None = None) -> Path:
    """Set floors from a run, write them, and return the file. An older file is replaced as a whole."""
    path = path or project().floors
    floors = measure(run, cases)
    lines = [
        "# The floors of the gate, and the values measured when they were set.",
        "# Written by `evals gate RUN --write`. If you lower a floor, give the reason in the commit.",
        "",
        "[run]",
        f'name = "{floors.run}"',
        f"cases = {floors.cases}",
        f"ids = {json.dumps(floors.ids)}",
    ]
    lines += [f'{key} = "{run.about[key]}"' for key in ("prompt", "schema") if key in run.about]
    for floor in floors.floors:
        bound = f"{_bound_name(floor.metric)} = {floor.bound:.4f}"
        lines += ["", f"[{floor.metric.name}]", f"measured = {floor.measured:.4f}", bound]
    write_whole(path, "\n".join(lines) + "\n")
    return path
