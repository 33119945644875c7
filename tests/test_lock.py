"""The lock of what `make` installs: as pyproject.toml has it, from the public index alone, with wheels everywhere."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.samples import ROOT

uv = pytest.importorskip("uv", reason="what reads the lock is installed by make")

EVERYTHING = ("--frozen", "--all-extras", "--all-groups", "--no-install-project")
WITHOUT_WHEEL = {
    "x86_64-unknown-linux-gnu": [],
    "aarch64-unknown-linux-gnu": ["atheris"],
    "aarch64-apple-darwin": [],
    "x86_64-apple-darwin": ["cryptography", "ray", "text2num"],
}
"""The packages without a wheel for a platform: pip builds them there from their source, but for ray, which has none."""


def run(*arguments: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run uv without network, settings and what it has cached."""
    command = [uv.find_uv_bin(), *arguments, "--offline", "--no-config", "--no-cache", "--python", sys.executable]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
    clean |= {"UV_DEFAULT_INDEX": "https://pypi.org/simple", **environment}
    return subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, timeout=60)


def test_the_lock_is_in_line_with_the_project() -> None:
    done = run("lock", "--check")
    assert done.returncode == 0, f"run 'make lock': {done.stderr}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tenacity>=9,<10", "tenacity>=8,<9"),
        ('"rich>=13.7,<15",', ""),
        ('"hypothesis>=6.100",', '"hypothesis>=6.100", "idna",'),
    ],
)
def test_make_refuses_a_lock_of_other_dependencies(old: str, new: str, tmp_path: Path) -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert project.count(old) == 1
    (tmp_path / "pyproject.toml").write_text(project.replace(old, new), encoding="utf-8")
    for name in ("uv.lock", "uv.txt", "Makefile"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for name, program in (("python", sys.executable), ("uv", uv.find_uv_bin()), ("pip", shutil.which("false"))):
        (tmp_path / ".venv/bin" / name).symlink_to(program)
    (tmp_path / ".venv/.uv").touch()
    alone = {**os.environ, "MAKEFLAGS": ""}  # not those of the make that runs the tests
    done = subprocess.run(["make", ".venv/.dev"], cwd=tmp_path, env=alone, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "run 'make lock'" in done.stderr
    assert "pip install" not in done.stdout


def test_the_file_that_brings_uv_is_that_of_the_lock() -> None:
    done = run("export", "--quiet", "--frozen", "--only-group", "lock", "--no-header")
    assert done.stdout == (ROOT / "uv.txt").read_text(encoding="utf-8")


def test_every_file_is_of_the_public_index_and_has_a_hash() -> None:
    lock: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    others = [package for package in lock["package"] if package["source"] != {"editable": "."}]
    assert {package["source"]["registry"] for package in others} == {"https://pypi.org/simple"}
    files = [file for package in others for file in (*package["wheels"], package.get("sdist")) if file]
    assert all(file["url"].startswith("https://files.pythonhosted.org/packages/") for file in files)
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", file["hash"]) for file in files)


@pytest.mark.parametrize(("platform", "without"), WITHOUT_WHEEL.items())
def test_there_are_wheels_for_every_platform(platform: str, without: list[str], tmp_path: Path) -> None:
    def plan(left_out: list[str]) -> subprocess.CompletedProcess[str]:
        options = [option for package in left_out for option in ("--no-install-package", package)]
        plan = ("sync", *EVERYTHING, "--dry-run", "--no-build", "--python-platform", platform, *options)
        return run(*plan, UV_PROJECT_ENVIRONMENT=str(tmp_path / "none"))

    assert (plan(without).returncode, plan(without).stderr.count("no binary distribution")) == (0, 0)
    for package in without:
        assert f"`{package}==" in plan([other for other in without if other != package]).stderr
