"""The command `evals`: the suite is found, loaded only when it is asked for, and its extra named if it is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.pytest_plugin import suite
from tests.samples import ROOT

LOADED = "print(*sorted({'evals', 'numpy', 'vcr', 'pydantic', 'pytest'} & sys.modules.keys()))"


def python(code: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=folder)


def test_the_suite_beside_the_package_is_taken() -> None:
    assert suite("data.project").__name__ == "evals.data.project"


def test_pytest_loads_nothing_of_it_without_being_asked() -> None:
    done = python(f"import summarizer.pytest_plugin, summarizer.cli.main; {LOADED}")
    assert (done.stdout.split(), done.stderr) == ([], "")


@pytest.mark.parametrize("missing", ["numpy", "vcr", "yaml"])
def test_without_the_extra_the_message_names_it(missing: str) -> None:
    run = "from summarizer.cli.main import main; sys.argv = ['summarizer', 'evals', 'run']; main()"
    done = python(f"sys.modules[{missing!r}] = None; {run}")
    assert done.returncode == 3
    assert f"the eval suite needs {missing}" in done.stderr
    assert "[evals]" in done.stderr


def test_a_folder_named_evals_of_somebody_else_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "evals").mkdir()
    (tmp_path / "evals" / "__init__.py").touch()
    # As `python -m` and pytest do, the working folder comes first.
    load = "from summarizer.pytest_plugin import suite; print(suite('data').__name__)"
    done = python(f"sys.path.insert(0, {str(tmp_path)!r}); {load}")
    # An editable install may have a copy of the suite under its own name.
    assert done.stdout.strip() == "summarizer_evals.data" or "the eval suite needs summarizer_evals" in done.stderr


def test_a_project_is_named_before_the_command(tmp_path: Path) -> None:
    run = f"sys.argv = ['summarizer', 'evals', '--project', {str(tmp_path)!r}, 'check']"
    done = python(f"{run}; from summarizer.cli.main import main; main()", tmp_path)
    assert done.returncode == 2
    assert "make a project with `evals init" in done.stderr
