"""The eval suite in a newsroom: the walk of docs/evals.md, from the checkout and from the installed wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.evals.walk import Walk, clean_environment, walk
from tests.samples import ROOT

MOST_SECONDS = 60
"""How long installing the wheel with its dependencies may take, in seconds of work."""


def test_the_walk_from_the_checkout(tmp_path: Path) -> None:
    environment = clean_environment(PYTHONPATH=str(ROOT))
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "summarizer.pytest_plugin", "-p", "no:cacheprovider"]
    walk(Walk(tmp_path, [], pytest, environment))


@pytest.mark.wheel
def test_the_walk_from_the_wheel_in_an_empty_environment(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "fresh", with_pip=True)
    bin = tmp_path / "fresh" / ("Scripts" if sys.platform == "win32" else "bin")
    # Seconds of work, not on the clock: other processes may keep this machine busy.
    before = os.times()
    subprocess.run([bin / "python", "-m", "pip", "install", "-q", f"{wheel}[evals]"], check=True)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    assert seconds < MOST_SECONDS
    # A folder with the name of the suite's in the checkout, as newsrooms have it.
    folder = tmp_path / "newsroom"
    (folder / "evals").mkdir(parents=True)
    (folder / "evals" / "__init__.py").touch()
    walk(Walk(folder, [str(bin / "summarizer"), "evals"], [str(bin / "pytest"), "-q"], clean_environment()))
