"""What all tests share: no network but loopback, no settings from the developer's environment, a scripted endpoint."""

from __future__ import annotations

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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that start the embedded engine, a cluster or an installation (make test-local …)."""
    left_out = {name for name in ("local", "ray", "wheel") if name not in (config.getoption("markexpr") or "")}
    chosen = [item for item in items if not left_out & {mark.name for mark in item.iter_markers()}]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Block every connection that leaves the machine."""
    if request.node.get_closest_marker("local") or request.node.get_closest_marker("ray"):
        return
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else address
        if self.family != socket.AF_UNIX and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for the network: {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _clean_environment(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Drop the settings of whoever runs the tests. Each test has a cache of its own, made by those that use it."""
    if request.node.get_closest_marker("local"):
        return
    for name in list(os.environ):
        if name.startswith(("SUMMARIZER_", "OPENAI_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path_factory.getbasetemp() / f"cache-{next(_NUMBERS)}"))


@pytest.fixture(autouse=True)
def _nothing_learnt() -> None:
    """Forget what was learnt of the servers of other tests, whose ports may come again."""
    testing.reset()


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
