"""The versions of dependencies that the code is written for: pip must not fall back to older ones."""

import sys
import tomllib
from importlib.metadata import distribution, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.samples import ROOT

LEAST = {"instructor": (1, 17), "openai": (3, 3), "vcrpy": (9, 4), "tenacity": (9,)}


@pytest.mark.parametrize(("package", "least"), LEAST.items())
def test_the_resolved_versions_are_those_the_code_is_written_for(package: str, least: tuple[int, ...]) -> None:
    assert tuple(int(part) for part in version(package).split(".")[: len(least)]) >= least


@pytest.mark.parametrize(("package", "least"), LEAST.items())
def test_the_project_asks_for_no_older_ones(package: str, least: tuple[int, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["evals"], *extras["dev"]]
    (bounds,) = [line.partition(">=")[2] for line in wanted if line.partition(">=")[0].partition("[")[0] == package]
    assert bounds.partition(",")[0] == ".".join(map(str, least))


def needed(wanted: Requirement, found: dict[str, set[str]]) -> dict[str, set[str]]:
    """Add to `found` the packages that a requirement brings here, each with the extras that were asked for."""
    extras = found.setdefault(canonicalize_name(wanted.name), set())
    fresh = ({""} | wanted.extras) - extras
    extras |= fresh
    for one in map(Requirement, (requires(wanted.name) or []) if fresh else []):
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in fresh):
            needed(one, found)
    return found


def test_an_installation_without_extras_is_small() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, set[str]] = {}
    for line in project["dependencies"]:
        needed(Requirement(line), found)
    assert {"openai", "aiohttp", "fasttext-predict"} <= found.keys() or sys.version_info >= (3, 14)
    assert {"numpy", "scipy", "pandas", "vcrpy", "xllamacpp", "trafilatura"} & found.keys() == set()
    files = (Path(str(file.locate())) for name in found for file in distribution(name).files or ())
    assert sum(path.stat().st_size for path in files if path.is_file()) < 150e6
