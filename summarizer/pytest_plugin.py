"""The door to the eval suite, and its plugin for pytest: `pytest --briefs cases/`.

The suite is the package `summarizer_evals` if it is installed, and `evals` beside this package in a checkout. Nothing
of it is imported before it is asked for: pytest loads this module in every environment that has it.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from summarizer.errors import MissingExtraError

if TYPE_CHECKING:
    import pytest


def suite(module: str) -> ModuleType:
    """Import a module of the eval suite, by its name in it. Raise MissingExtraError without the extra `evals`."""
    beside = Path(__file__).resolve().parents[1] / "evals"
    # Only the checkout's own: others may have a package named `evals` too.
    found = find_spec("evals") if (beside / "__main__.py").is_file() else None
    own = found is not None and found.origin is not None and Path(found.origin).resolve().parent == beside
    try:
        return import_module(f"{'evals' if own else 'summarizer_evals'}.{module}")
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"the eval suite needs {error.name}", extra="evals") from error


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the plugin."""
    group = parser.getgroup("briefs", "briefs of articles against gold (newsroom-summarizer)")
    group.addoption("--briefs", metavar="DIR", help="test the cases of this folder, by replaying their recordings")
    group.addoption("--briefs-project", metavar="DIR", help="folder with evals.toml; default: DIR or one above it")


def pytest_configure(config: pytest.Config) -> None:
    """Load the plugin itself, only with --briefs."""
    if config.getoption("briefs"):
        import pytest

        try:
            config.pluginmanager.register(suite("testing.plugin").Briefs(config), "summarizer-briefs")
        except MissingExtraError as error:
            raise pytest.UsageError(str(error)) from None
