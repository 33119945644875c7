"""The versions of dependencies that the code is written for: pip must not fall back to older ones."""

import tomllib
from importlib.metadata import version

import pytest

from tests.samples import ROOT

LEAST = {"instructor": (1, 17), "openai": (3, 3), "vcrpy": (9, 4), "tenacity": (9,)}


@pytest.mark.parametrize(("package", "least"), LEAST.items())
def test_the_resolved_versions_are_those_the_code_is_written_for(package: str, least: tuple[int, ...]) -> None:
    assert tuple(int(part) for part in version(package).split(".")[: len(least)]) >= least


@pytest.mark.parametrize(("package", "least"), LEAST.items())
def test_the_project_asks_for_no_older_ones(package: str, least: tuple[int, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    (bounds,) = [line.partition(">=")[2] for line in wanted if line.partition(">=")[0].partition("[")[0] == package]
    assert bounds.partition(",")[0] == ".".join(map(str, least))
