"""The command `batch`: files in, results out, exit codes, and an end on Ctrl-C that loses nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.testing import answer, failure
from tests.samples import DRAFT, TEXT, by_text, slow
from tests.servers.faults import FaultServer


@pytest.fixture
def articles(tmp_path: Path) -> str:
    file = tmp_path / "in.jsonl"
    file.write_text(
        "".join(json.dumps({"id": f"n{n}", "text": f"{TEXT} This is number {n}."}) + "\n" for n in range(9))
    )
    return str(file)


def results(out: Path) -> dict[str, str]:
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert all(set(line) == {"id", "brief", "failure"} for line in lines)
    return {line["id"]: line["failure"]["error"] if line["failure"] else "brief" for line in lines}


def test_results_go_to_the_file_and_what_happened_to_stderr(
    endpoint: FaultServer, articles: str, tmp_path: Path, command: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    endpoint.replies(answer(DRAFT))
    out = tmp_path / "out" / "briefs.jsonl"
    options = ("--out", str(out), "--base-url", endpoint.base_url, "--model", "m")
    assert command("batch", articles, *options, "--ordered") == 0
    assert list(results(out)) == [f"n{n}" for n in range(9)]
    said = capsys.readouterr()
    assert said.out == ""
    assert "9 of 9 done, 0 failed, 90 prompt + 45 completion tokens" in said.err
    # The same again asks for nothing.
    assert command("batch", articles, *options) == 0
    assert len(endpoint.requests) == 9
    assert len(results(out)) == 9
    assert "9 from the checkpoint" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ("batch", "in.jsonl", "--out", "in.jsonl"),
        ("batch", "in.jsonl", "--out", "./folder/../in.jsonl"),
        ("batch", "folder", "in.jsonl", "--out", "link.jsonl"),
        ("batch", "in.jsonl", "--out", "new.db", "--checkpoint", "new.db"),
        ("batch", "in.jsonl", "--out", "folder"),
        ("batch", "in.jsonl", "--out", "."),
        ("batch", "in.jsonl", "--out", ".."),
        ("batch", "in.jsonl", "--out", ""),
        ("batch", "in.jsonl", "--out", "-"),
        ("batch", "in.jsonl", "--out", "device"),
        ("batch", "collect", "--job", "job.db", "--out", "job.db"),
        ("brief", "article.html", "--page", "article.html"),
        ("brief", "article.html", "--page", "device"),
    ],
    ids=" ".join,
)
def test_no_output_takes_the_place_of_what_is_read_or_of_what_is_no_file(
    arguments: tuple[str, ...], endpoint: FaultServer, articles: str, tmp_path: Path, command: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMARIZER_BASE_URL", endpoint.base_url)
    monkeypatch.setenv("SUMMARIZER_MODEL", "m")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "article.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "article.html").write_text(TEXT, encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to(articles)
    os.mkfifo(tmp_path / "device")
    before = {file: (file.lstat().st_ino, file.lstat().st_size) for file in tmp_path.iterdir()}
    assert command(*arguments) == 3
    assert "cannot write" in capsys.readouterr().err
    assert {file: (file.lstat().st_ino, file.lstat().st_size) for file in tmp_path.iterdir()} == before
    assert not endpoint.requests


def test_failures_are_in_the_file_and_in_the_exit_code(
    endpoint: FaultServer, articles: str, tmp_path: Path, command: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    endpoint.replies(by_text(failure(400), 4))
    out = tmp_path / "briefs.jsonl"
    options = ("--out", str(out), "--base-url", endpoint.base_url, "--model", "m", "--checkpoint", str(tmp_path / "c"))
    assert command("batch", articles, *options) == 1
    assert results(out)["n4"] == "RequestRejectedError"
    assert "--retry-failed" in capsys.readouterr().err
    endpoint.replies(answer(DRAFT))
    assert command("batch", articles, *options) == 1
    assert command("batch", articles, *options, "--retry-failed") == 0
    assert len(endpoint.requests) == 10


def test_a_run_that_ends_says_how_to_go_on_and_keeps_what_it_has(
    endpoint: FaultServer, articles: str, tmp_path: Path, command: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    endpoint.replies(answer(DRAFT), answer(DRAFT), failure(401))
    out = tmp_path / "briefs.jsonl"
    options = ("--out", str(out), "--base-url", endpoint.base_url, "--model", "m", "--concurrency", "1")
    assert command("batch", articles, *options) == 3
    said = capsys.readouterr().err
    assert "refused the key" in said
    assert "to resume, run the same command again" in said
    assert len(results(out)) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("none.jsonl",), "no such file"), (("{in}", "--concurrency", "0"), "concurrency"), ((), "")],
)
def test_what_is_wrong_is_told_before_anything_is_asked(
    endpoint: FaultServer, articles: str, tmp_path: Path, command: Callable[..., int],
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    filled = [articles if a == "{in}" else a for a in arguments]
    options = ("--out", str(tmp_path / "o"), "--base-url", endpoint.base_url, "--model", "m")
    assert command("batch", *filled, *(options if filled else ())) == 2
    assert said in capsys.readouterr().err.casefold()
    assert endpoint.requests == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_finishes_what_is_under_way(endpoint: FaultServer, articles: str, tmp_path: Path) -> None:
    endpoint.replies(slow(0.1))
    out = tmp_path / "briefs.jsonl"
    arguments = ("batch", articles, "--out", str(out), "--base-url", endpoint.base_url, "--model", "m")
    running = subprocess.Popen(
        [sys.executable, "-m", "summarizer", *arguments, "--concurrency", "1"], stderr=subprocess.PIPE, text=True
    )
    while len(endpoint.requests) < 2:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "to resume, run the same command again" in said
    finished = results(out)
    assert set(finished.values()) == {"brief"}
    assert 2 <= len(finished) < 9
    # All that was asked is in the file.
    assert len(finished) == len(endpoint.requests)


def test_a_folder_with_its_own_output_is_read_and_what_is_not_read_is_named(
    endpoint: FaultServer, tmp_path: Path, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.replies(answer(DRAFT))
    (tmp_path / "A.TXT").write_text(TEXT, encoding="utf-8")
    feed = f"<rss><channel><item><guid>g1</guid><description>{TEXT}</description></item></channel></rss>"
    (tmp_path / "feed.rss").write_text(feed, encoding="utf-8")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    out = tmp_path / "briefs.jsonl"
    options = ("--out", str(out), "--base-url", endpoint.base_url, "--model", "m")
    for _ in range(2):
        assert command("batch", str(tmp_path), *options) == 1
        assert results(out) == {"A.TXT": "brief", "g1": "brief", "c.png": "UnsupportedFormatError"}
        assert "not read: c.png is a picture" in capsys.readouterr().err
