"""Custom metrics: a function, registered in `evals.toml` or by an installed package.

```python
def long_quotes(case, brief):
    # How many quotes are long, and of how many.
    quotes = [e.quote for event in brief.events for e in event.evidence] if brief else []
    return sum(len(quote.split()) > 40 for quote in quotes), len(quotes)
```

```toml
[metrics.long_quotes]
function = "own_metrics:long_quotes"     # own_metrics.py beside evals.toml, or an installed module
label = "quotes of more than 40 words"
better = "less"                          # or "more" (the default) or "neither"
unit = "share"                           # or "number", "dollars", "seconds"
```

The function gets the case (`case.article`, `case.gold`) and its brief, or None if there is none. It returns two counts,
whose ratio is the metric; a number, whose mean it is; or None if the article cannot be scored. A package registers such
a function as an entry point of the group `summarizer_evals.metrics`; `label`, `better` and `unit` are attributes of it.
Averages, intervals, comparisons and floors are those of all other metrics.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, get_args

from summarizer.schema import Brief

from ..data.cases import Case
from ..data.project import FILE, ProjectError, project
from ..data.runs import Outcome
from .metrics import METRICS, Direction, Metric, Unit

ENTRY_POINTS = "summarizer_evals.metrics"
"""The group of entry points by which packages register metrics."""

BETTER: Mapping[str, Direction] = {"more": 1, "less": -1, "neither": 0}


class MetricError(ProjectError):
    """A custom metric cannot be loaded, or its function failed; the message names the metric."""


@dataclass(frozen=True)
class CustomMetric:
    """A metric and the function that counts it for one article."""

    metric: Metric
    function: Callable[[Case, Brief | None], Any]

    def count(self, counts: MutableMapping[str, float], case: Case, brief: Brief | None) -> None:
        """Add the counts of an article. Raise MetricError if the function fails or returns something else."""
        name = self.metric.name
        try:
            returned = self.function(case, brief)
            if returned is None:
                return
            above, below = returned if isinstance(returned, tuple) else (returned, 1)
            counts[self.metric.numerator], counts[self.metric.denominator] = float(above), float(below)
        except Exception as error:
            raise MetricError(f"metric {name!r}, case {case.id!r}: {type(error).__name__}: {error}") from error


def known_metrics() -> tuple[Metric, ...]:
    """Return all metrics: those of the suite, those of installed packages, and those of the project."""
    return (*METRICS, *(custom.metric for custom in custom_metrics()))


def metric_named(name: str) -> Metric:
    """Return the metric of this name. Raise KeyError if there is none."""
    for entry in known_metrics():
        if entry.name == name:
            return entry
    raise KeyError(name)


def count_custom(counts: MutableMapping[str, float], case: Case, outcome: Outcome) -> None:
    """Add the counts of all custom metrics for an article."""
    for custom in custom_metrics():
        custom.count(counts, case, outcome if isinstance(outcome, Brief) else None)


def custom_metrics() -> tuple[CustomMetric, ...]:
    """Return the metrics of installed packages, then those of the project. Raise MetricError for an invalid one."""
    try:
        current = project()
    except ProjectError:
        return _loaded(None, "{}")
    return _loaded(current.root, json.dumps(current.metrics, default=str))


@lru_cache(maxsize=8)
def _loaded(root: Path | None, tables: str) -> tuple[CustomMetric, ...]:
    found = [*_installed(), *(_of_project(root, name, table) for name, table in json.loads(tables).items() if root)]
    names = [entry.name for entry in METRICS] + [custom.metric.name for custom in found]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise MetricError(f"there are two metrics named {', '.join(twice)}: rename one of them")
    return tuple(found)


def _installed() -> Iterator[CustomMetric]:
    for point in entry_points(group=ENTRY_POINTS):
        try:
            function = point.load()
        except Exception as error:
            raise MetricError(f"metric {point.name!r} ({point.value}): {type(error).__name__}: {error}") from error
        told = {key: getattr(function, key) for key in ("label", "better", "unit") if hasattr(function, key)}
        yield _custom(point.name, function, told)


def _of_project(root: Path, name: str, table: dict[str, Any]) -> CustomMetric:
    where = f"{root / FILE}: metrics.{name}"
    module, _, attribute = str(table.pop("function", "")).partition(":")
    if not attribute:
        raise MetricError(f'{where}: set function = "module:function"')
    if unknown := sorted(table.keys() - {"label", "better", "unit"}):
        raise MetricError(f"{where}: unknown setting {unknown[0]!r}")
    try:
        function = getattr(_module(root, module), attribute)
    except Exception as error:
        raise MetricError(f"{where}: {type(error).__name__}: {error}") from error
    return _custom(name, function, table)


def _module(root: Path, name: str) -> Any:
    """Return a module beside the project's file or, if there is none, an installed one."""
    path = root / f"{name}.py"
    if not path.is_file():
        return importlib.import_module(name)
    # A name of its own, so that it hides no other module.
    spec = importlib.util.spec_from_file_location(f"_evals_project_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _custom(name: str, function: Any, told: Mapping[str, Any]) -> CustomMetric:
    better, unit = told.get("better", "more"), told.get("unit", "share")
    if not callable(function):
        raise MetricError(f"metric {name!r}: {function!r} is not a function")
    if better not in BETTER or unit not in get_args(Unit):
        raise MetricError(f"metric {name!r}: better is one of {', '.join(BETTER)}, unit of {', '.join(get_args(Unit))}")
    label = str(told.get("label", name.replace("_", " ")))
    counted = Metric(name, label, "own", f"{name} above", f"{name} below", "counted, of counted below", BETTER[better],
                     unit=unit)  # fmt: skip
    return CustomMetric(counted, function)
