"""The weights on the disk: whole and verified, fetched once, whatever stands in the way."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from summarizer.complete.embedded.weights import fetch, is_present, is_published, weights_path
from summarizer.errors import DiskSpaceError, WeightsError
from summarizer.settings import Settings, load_settings
from tests.complete.embedded.tiny import CONTENT, MODEL
from tests.servers.hub import Hub

pytestmark = pytest.mark.usefixtures("offline")


def test_a_full_disk_is_told_before_anything_is_fetched(
    hub: Hub, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=len(CONTENT)))
    with pytest.raises(DiskSpaceError, match="are needed"):
        fetch(MODEL, settings)
    assert hub.seen == []


def test_a_folder_that_cannot_be_made_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WeightsError, match="cannot write to"):
        fetch(MODEL, load_settings(cache_dir=tmp_path / "file"))


def test_a_file_put_there_by_hand_is_verified_once(hub: Hub, settings: Settings) -> None:
    settings.models_dir.mkdir(parents=True)
    weights_path(MODEL, settings).write_bytes(CONTENT)
    assert not is_present(MODEL, settings)
    fetch(MODEL, settings)
    assert is_present(MODEL, settings)
    assert hub.seen == []


def test_a_changed_file_is_verified_again_and_replaced(settings: Settings) -> None:
    path = fetch(MODEL, settings)
    path.write_bytes(bytes(len(CONTENT)))
    os.utime(path, ns=(1, 1))
    assert not is_present(MODEL, settings)
    assert fetch(MODEL, settings).read_bytes() == CONTENT


def test_a_broken_stamp_counts_as_none(settings: Settings) -> None:
    path = fetch(MODEL, settings)
    for broken in ("", "[]", json.dumps({"sha256": MODEL.sha256})):
        path.with_name("tiny.gguf.sha256").write_text(broken)
        assert not is_present(MODEL, settings)


def test_a_given_file_is_used_as_it_is(tmp_path: Path, hub: Hub, settings: Settings) -> None:
    given = tmp_path / "own.gguf"
    given.write_bytes(b"GGUF and more")
    assert fetch(MODEL, settings.model_copy(update={"weights": given})) == given
    assert hub.seen == []


@pytest.mark.parametrize("content", [b"", b"<html>", None], ids=["empty", "other", "missing"])
def test_a_given_file_must_be_gguf(tmp_path: Path, settings: Settings, content: bytes | None) -> None:
    given = tmp_path / "own.gguf"
    if content is not None:
        given.write_bytes(content)
    with pytest.raises(WeightsError, match=r"own\.gguf"):
        fetch(MODEL, settings.model_copy(update={"weights": given}))


def test_threads_at_once_fetch_once(hub: Hub, settings: Settings) -> None:
    found: list[Path] = []
    threads = [threading.Thread(target=lambda: found.append(fetch(MODEL, settings))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [weights_path(MODEL, settings)] * 4
    assert found[0].read_bytes() == CONTENT
    assert len([path for path, _ in hub.seen if path == "/cdn"]) == 1


def test_processes_at_once_fetch_once(hub: Hub, settings: Settings) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=fetch, args=(MODEL, settings)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert weights_path(MODEL, settings).read_bytes() == CONTENT
    assert len([path for path, _ in hub.seen if path == "/cdn"]) == 1


def test_the_published_file_is_known_wherever_it_is_kept(tmp_path: Path) -> None:
    for name, content in (("mine.gguf", CONTENT), ("other.gguf", CONTENT + b"more")):
        (tmp_path / name).write_bytes(content)
    assert is_published(MODEL, tmp_path / "mine.gguf")
    assert not is_published(MODEL, tmp_path / "other.gguf")
