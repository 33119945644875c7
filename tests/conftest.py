"""What all tests share: no network but loopback, no settings from the developer's environment, a scripted endpoint."""

from __future__ import annotations

import gc
import itertools
import os
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from summarizer import testing
from summarizer.cli import main as cli
from summarizer.complete import gateway
from tests.samples import Time
from tests.servers.faults import FaultServer

_NUMBERS = itertools.count()
SLOW = ("tests/evals/", "tests/test_", "tests/service/", "tests/run/")
"""Where the tests are that take long."""


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays: modules, and thousands of tests."""
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that start the embedded engine, a cluster or an installation (make test-local …)."""
    left_out = {name for name in ("local", "ray", "wheel") if name not in (config.getoption("markexpr") or "")}
    chosen = [item for item in items if not left_out & {mark.name for mark in item.iter_markers()}]
    left = set(items) - set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item in left])
    # Modules that take long come first, so that no process is left with one when the others are done.
    items[:] = sorted(chosen, key=lambda item: not item.nodeid.startswith(SLOW))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let one process test all fits, because they read the same recordings."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "fits" if "_fit.py::" in nodeid else str(super()._split_scope(nodeid))

    return Scheduling(config, log)


def _chosen(request: pytest.FixtureRequest, *marks: str) -> bool:
    return any(mark in (request.config.getoption("markexpr") or "") for mark in marks)


@pytest.fixture(autouse=True, scope="session")
def _no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    """Block every connection that leaves the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else address
        if self.family != socket.AF_UNIX and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for the network: {host}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        if not _chosen(request, "local", "ray"):
            patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True, scope="session")
def _clean_environment(request: pytest.FixtureRequest) -> Iterator[None]:
    """Drop the settings of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [] if _chosen(request, "local") else list(os.environ):
            if name.startswith(("SUMMARIZER_", "OPENAI_")) or name.lower().endswith("_proxy"):
                patch.delenv(name)
        yield


@pytest.fixture(autouse=True)
def _alone(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Forget what was learnt of the servers of other tests, whose ports may come again.

    Each test has a cache of its own, made by those that use it.
    """
    testing.reset()
    if not _chosen(request, "local"):
        os.environ["SUMMARIZER_CACHE_DIR"] = str(tmp_path_factory.getbasetemp() / f"cache-{next(_NUMBERS)}")


@pytest.fixture
def endpoint() -> Iterator[FaultServer]:
    """Start a scripted endpoint for one test."""
    with FaultServer() as faults:
        yield faults


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Let waits pass at once; `waits` says how long each was."""
    made = Time()
    monkeypatch.setattr(gateway, "Clock", made.clock)
    return made


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Give the command line as a function of its arguments, which returns the exit code."""

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["summarizer", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0)

    return run
