"""The command line: one line for each error, the exit codes, nothing but the brief on stdout."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli.brief import Format
from summarizer.output.formats import FORMATS
from summarizer.testing import answer, failure, raw
from tests.documents import docx, page, paragraph
from tests.samples import DRAFT, ROOT, TEXT
from tests.servers.faults import FaultServer


@pytest.fixture
def article(tmp_path: Path) -> str:
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    return str(file)


def test_the_option_format_offers_every_format() -> None:
    assert [choice.value for choice in Format] == list(FORMATS)


@pytest.mark.parametrize("format", FORMATS)
def test_stdout_holds_the_brief_and_stderr_names_the_model(
    endpoint: FaultServer,
    article: str,
    format: str,
    command: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    endpoint.replies(answer(DRAFT))
    options = ("--base-url", endpoint.base_url, "--model", "fake", "--published", "2026-01-29", "--format", format)
    assert command("brief", article, *options) == 0
    out, err = capsys.readouterr()
    assert f"fake at {endpoint.base_url}" in err
    assert "Ana Reyes is to visit Lisbon." in out
    assert "2026-02-02" in out or "20260202" in out
    if format == "json":
        assert json.loads(out)["commitments"][0]["amount"] == "40 million euros"


def _file(tmp_path: Path, data: bytes) -> str:
    (tmp_path / "bad.txt").write_bytes(data)
    return str(tmp_path / "bad.txt")


@pytest.mark.parametrize(
    ("data", "options", "said", "code"),
    [
        (b"", (), "empty", 2),
        (b" \n ", (), "empty", 2),
        (b"only a few words", (), "fewer than 20", 2),
        ("Grüße".encode("latin-1") * 9, (), "fewer than 20", 2),
        (bytes(range(256)) * 9, (), "binary data", 2),
        (b"word " * 1_000_000, (), "5.0 MB", 2),
        (TEXT.encode(), ("--published", "soonish"), "publication date", 2),
        (TEXT.encode(), ("--model", "no-such-model"), "no-such-model", 3),
        (TEXT.encode(), ("--profile", "vast"), "unknown profile", 3),
        (TEXT.encode(), ("--base-url", "http://127.0.0.1:9/v1"), "needs a model", 3),
    ],
)
def test_bad_input_is_one_line_on_stderr(
    tmp_path: Path, data: bytes, options: tuple[str, ...], said: str, code: int,
    command: Callable[..., int], capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert command("brief", _file(tmp_path, data), *options) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err.splitlines()[-1]
    assert err.splitlines()[-1].startswith("summarizer: ")
    assert "Traceback" not in err


@pytest.mark.parametrize(("name", "said"), [(".", "is a directory"), ("missing.txt", "no such file")])
def test_what_is_no_file_is_said(
    tmp_path: Path, name: str, said: str, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("brief", str(tmp_path / name)) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("reply", "said", "code"),
    [
        (failure(401), "refused the key", 3),
        (raw(200, "<html>", content_type="text/html"), "chat completion", 4),
        (failure(404, "model_not_found", "no model fake"), "does not serve", 3),
        (answer("", refusal="no"), "declined", 5),
    ],
)
def test_a_bad_endpoint_is_one_line_on_stderr(
    endpoint: FaultServer, article: str, reply: Any, said: str, code: int,
    command: Callable[..., int], capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    endpoint.replies(reply)
    assert command("brief", article, "--base-url", endpoint.base_url, "--model", "fake") == code
    assert said in capsys.readouterr().err.splitlines()[-1]


def test_an_endpoint_that_is_down_is_said(
    article: str, monkeypatch: pytest.MonkeyPatch, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("summarizer.complete.gateway.RetryPolicy.wait", 0.0)
    monkeypatch.setenv("SUMMARIZER_MAX_ATTEMPTS", "1")
    assert command("brief", article, "--base-url", "http://127.0.0.1:9/v1", "--model", "fake") == 4
    assert "cannot reach http://127.0.0.1:9/v1" in capsys.readouterr().err


def test_without_the_local_extra_the_error_says_what_to_install(
    article: str, monkeypatch: pytest.MonkeyPatch, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    assert command("brief", article) == 3
    assert "newsroom-summarizer[local]" in capsys.readouterr().err


def test_the_article_can_come_from_standard_input(endpoint: FaultServer) -> None:
    endpoint.replies(answer(DRAFT))
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", "brief", "-", "--base-url", endpoint.base_url, "--model", "fake"],
        input=TEXT.encode(), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Ana Reyes is to visit Lisbon." in done.stdout.decode()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.html", page().encode(), "read: Reyes to visit Lisbon, 2026-01-29, 53 words, The Harbour Post"),
        ("a.TXT", TEXT.encode("utf-16"), "read: no title, no date (--published sets it), "),
        ("b.txt", f"Reyes to go to Lisbon\n\n{TEXT}".encode(), "read: Reyes to go to Lisbon (the first line), no"),
        ("a.docx", docx(paragraph("Reyes", "Title") + paragraph(TEXT)), "read: Reyes, no date (--published sets it), "),
        ("a.json", json.dumps({"headline": "H", "body_html": f"<p>{TEXT}</p>", "firstcreated": "2026-01-29"}).encode(),
         "read: H, 2026-01-29, "),
    ],
)  # fmt: skip
def test_what_was_read_is_told(
    endpoint: FaultServer, tmp_path: Path, name: str, data: bytes, said: str, command: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / name).write_bytes(data)
    endpoint.replies(answer(DRAFT))
    assert command("brief", str(tmp_path / name), "--base-url", endpoint.base_url, "--model", "fake") == 0
    assert said in " ".join(capsys.readouterr().err.split())


def test_options_win_over_what_was_read(
    endpoint: FaultServer, tmp_path: Path, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    endpoint.replies(answer(DRAFT))
    options = ("--base-url", endpoint.base_url, "--model", "fake", "--published", "2025-05-05", "--title", "Other")
    assert command("brief", str(tmp_path / "a.html"), *options) == 0
    assert "read: Other, 2025-05-05, " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.json", b'{"body_text": "x", "pubstatus": "canceled"}', "was canceled by its publisher"),
        ("a.jsonl", b'{"text": "x"}\n{"text": "y"}', "more than one article"),
        ("a.png", b"\x89PNG", "is a picture"),
        ("a.html", b"<html></html>", "without an article text"),
    ],
)
def test_what_is_not_read_is_one_line_on_stderr(
    tmp_path: Path, name: str, data: bytes, said: str, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    assert command("brief", str(tmp_path / name)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_a_url_of_the_own_network_needs_the_setting(
    endpoint: FaultServer, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("brief", endpoint.base_url) == 2
    assert "SUMMARIZER_PRIVATE_ADDRESSES" in capsys.readouterr().err
    assert endpoint.requests == []


def test_the_option_page_writes_the_page_and_says_where(
    endpoint: FaultServer, article: str, tmp_path: Path, command: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    endpoint.replies(answer(DRAFT))
    file = tmp_path / "new" / "brief.html"
    options = ("--base-url", endpoint.base_url, "--model", "fake", "--published", "2026-01-29")
    assert command("brief", article, *options, "--page", str(file)) == 0
    out, err = capsys.readouterr()
    assert "Ana Reyes is to visit Lisbon." in out
    assert err.rstrip().endswith(f"page: {file}")
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert "Ana Reyes is to visit Lisbon." in file.read_text("utf-8")


def test_a_page_that_cannot_be_written_is_told_before_anything_is_asked(
    endpoint: FaultServer, article: str, tmp_path: Path, command: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / "file").write_text("", encoding="utf-8")
    for file in (tmp_path, tmp_path / "file" / "brief.html"):
        assert command("brief", article, "--base-url", endpoint.base_url, "--model", "fake", "--page", str(file)) == 3
        assert f"cannot write {file}" in capsys.readouterr().err
    assert not endpoint.requests


@pytest.mark.parametrize(
    ("closed", "arguments", "code"),
    [
        ("stdin", ("brief", "-"), 2),
        ("stdin", ("show", "-"), 2),
        ("stdin", ("batch", "-", "--out", "briefs.jsonl"), 0),
        ("stdout", ("brief", "article.txt"), 0),
        ("stdout", ("settings",), 0),
        ("stderr", ("brief", "article.txt"), 0),
        ("stderr", ("batch", "article.txt", "--out", "briefs.jsonl"), 0),
        ("stderr", ("brief", "missing.txt"), 2),
    ],
)
def test_a_closed_stream_is_an_empty_one(
    closed: str, arguments: tuple[str, ...], code: int, endpoint: FaultServer, article: str,
    command: Callable[..., int], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    endpoint.replies(answer(DRAFT))
    monkeypatch.chdir(Path(article).parent)
    monkeypatch.setenv("SUMMARIZER_BASE_URL", endpoint.base_url)
    monkeypatch.setenv("SUMMARIZER_MODEL", "fake")
    monkeypatch.setattr(sys, closed, None)
    assert command(*arguments) == code
    getattr(sys, closed).close()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [("--help",), ("settings",), ("schema", "brief"), ("show", "brief.json")])
def test_a_full_disk_is_one_line_on_stderr(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "summarizer", *arguments], cwd=ROOT / "docs" / "examples", stdout=full,
            stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 4
    assert done.stderr.startswith("summarizer: cannot write the output: No space left on device")
    assert done.stderr.count("\n") == 1
