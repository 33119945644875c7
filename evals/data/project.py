"""Projects: where cases, recordings, runs, floors and reports lie.

A project is a folder with a file `evals.toml`. A checkout of this repository is one; `evals init` makes others. Every
path in the file is relative to its folder, and each has a default:

```toml
cases = "cases"                 # one JSON file per article, with its gold brief
cassettes = "cassettes"         # what models said
runs = "runs"                   # the briefs of each run
floors = "floors.toml"          # what the gate demands
report = "report/index.html"
model = "gpt-4.1-mini"          # who is asked, if no option says; default: the embedded model
profile = "large"

[each]                          # floors of every single case, for pytest --briefs
events_recall = 0.5

[metrics.long_quotes]           # a metric of your own, see `evals.scoring.custom`
function = "own_metrics:long_quotes"
```

Only the standard library is imported.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = "evals.toml"

PLACES: Mapping[str, str] = {
    "cases": "cases",
    "cassettes": "cassettes",
    "runs": "runs",
    "floors": "floors.toml",
    "report": "report/index.html",
    "external": "external",
    "perfect": "perfect",
    "readings": "readings",
}
"""The places that a project can set, with their defaults."""

WORDS = ("model", "profile")
"""The other settings, which are words."""


class ProjectError(Exception):
    """There is no project, or its file is invalid; the message says what to do."""


@dataclass(frozen=True)
class Project:
    """The places of a project, as absolute paths, and what else its file sets.

    `external`, `perfect` and `readings` are data that only a checkout has. `each` are the least values (the most, where
    less is better) of the metrics of every case; `metrics` are the tables of the project's own metrics, by name.
    """

    root: Path
    cases: Path
    cassettes: Path
    runs: Path
    floors: Path
    report: Path
    external: Path
    perfect: Path
    readings: Path
    model: str | None = None
    profile: str | None = None
    each: Mapping[str, float] = field(default_factory=dict)
    metrics: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def load_project(folder: str | Path) -> Project:
    """Read the project of a folder. Raise ProjectError if it has no valid `evals.toml`."""
    root = Path(folder).resolve()
    try:
        return _project_of(root, (root / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProjectError(f"there is no {root / FILE}: make a project with `evals init {folder}`") from None
    except (OSError, ValueError) as error:
        raise ProjectError(f"{root / FILE}: {error}") from None


@lru_cache(maxsize=8)
def _project_of(root: Path, settings: str) -> Project:
    """Return the project that has these settings. It is asked for thousands of times."""
    path, content = root / FILE, tomllib.loads(settings)
    each, metrics = content.pop("each", {}), content.pop("metrics", {})
    faults = [f"unknown setting {name!r}" for name in content if name not in {*PLACES, *WORDS}]
    faults += [f"{name} must be text" for name in (*PLACES, *WORDS) if not isinstance(content.get(name, ""), str)]
    faults += _faults_of("each", each, int | float) + _faults_of("metrics", metrics, dict)
    if faults:
        raise ProjectError("\n".join(f"{path}: {fault}" for fault in faults))
    places = {name: root / content.get(name, default) for name, default in PLACES.items()}
    return Project(
        root, **places, model=content.get("model"), profile=content.get("profile"), each=each, metrics=metrics
    )


def _faults_of(name: str, table: Any, kind: Any) -> list[str]:
    if not isinstance(table, dict):
        return [f"{name} must be a table"]
    wanted = "a table" if kind is dict else "a number"
    return [f"{name}.{key} must be {wanted}" for key, value in table.items() if not isinstance(value, kind)]


def find_project(start: Path | None = None) -> Project:
    """Return the project of a folder (default: the working folder) or of the nearest folder above it.

    Raise ProjectError if none of them has an `evals.toml`.
    """
    folder = (start or Path.cwd()).resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / FILE).is_file():
            return load_project(candidate)
    raise ProjectError(
        f"there is no {FILE} in {folder} or above: make a project with `evals init`, or name one with --project DIR"
    )


_chosen: Project | None = None


def use(chosen: Project | None) -> None:
    """Use this project in this process from now on; None: that of the working folder."""
    global _chosen
    _chosen = chosen


def project() -> Project:
    """Return the project in use: the chosen one, or that of the working folder. Raise ProjectError if there is none."""
    return _chosen or find_project()
