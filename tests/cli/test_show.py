"""The command `show`: stored briefs in every format, and no model is asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer import Brief, Failure, Result
from summarizer.output.formats import FORMATS, rendered
from tests.samples import ROOT

EXAMPLE = ROOT / "docs" / "examples" / "brief.json"
BRIEF = Brief.model_validate_json(EXAMPLE.read_text(encoding="utf-8"))


@pytest.fixture
def many(tmp_path: Path) -> str:
    """The output of `batch`: two briefs and a failure."""
    results = [
        Result(id="1", brief=BRIEF),
        Result(id="2", failure=Failure(error="EmptyArticleError")),
        Result(id="3", brief=BRIEF.model_copy(update={"headline": "Another\u2028story"})),
    ]
    file = tmp_path / "briefs.jsonl"
    file.write_text("".join(f"{r.model_dump_json(exclude={'resumed'})}\n" for r in results), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("format", FORMATS)
def test_a_stored_brief_is_shown_in_every_format(
    format: str, command: Callable[..., int], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert command("show", str(EXAMPLE), "--format", format) == 0
    out, err = capsysbinary.readouterr()
    assert out.decode() == rendered([BRIEF], format)
    assert err == b""


@pytest.mark.parametrize("format", FORMATS)
def test_many_stored_briefs_are_shown_in_every_format_and_failures_are_counted(
    format: str, many: str, command: Callable[..., int], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert command("show", many, "--format", format) == 0
    out, err = capsysbinary.readouterr()
    assert out.decode().count("Reyes to sign fishing treaty") >= 1
    assert b"1 of 3 articles have no brief" in err


def test_everything_is_shown_on_demand(command: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert command("show", str(EXAMPLE), "--full") == 0
    assert "dismissed 900 workers" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("not json", "line 1, is not JSON"),
        ('{"headline": "x"}\n{"headline": "y"}', "is not a brief"),
        ("[3]", "is not a brief"),
        (json.dumps({**BRIEF.to_dict(), "schema_version": 99}), "has schema version 99"),
        (json.dumps({**BRIEF.to_dict(), "events": 3}), "events: Input should be"),
    ],
)
def test_what_is_no_brief_is_one_line_on_stderr(
    tmp_path: Path, content: str, said: str, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")
    assert command("show", str(tmp_path / "bad.json")) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert "summarizer brief --format json" in line


def test_a_missing_file_is_said(command: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert command("show", "no-such.json") == 2
    assert "cannot read no-such.json: No such file" in capsys.readouterr().err


def test_stdin_is_read_and_a_pipe_gets_no_colours() -> None:
    run = [sys.executable, "-m", "summarizer", "show", "-"]
    done = subprocess.run(run, input=EXAMPLE.read_bytes(), capture_output=True, check=True, timeout=60)
    assert done.stdout.decode() == rendered([BRIEF], "text")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_real_terminal_gets_colours_and_a_link() -> None:
    import pty

    main, other = pty.openpty()
    run = [sys.executable, "-m", "summarizer", "show", str(EXAMPLE)]
    environment = {**os.environ, "TERM": "xterm-256color"}
    with subprocess.Popen(run, stdout=other, env=environment) as running:
        os.close(other)
        shown = b""
        try:
            while part := os.read(main, 65536):
                shown += part
        except OSError:  # the other side is closed: this is how Linux ends a terminal
            pass
        assert running.wait(60) == 0
    os.close(main)
    assert b"\x1b[1" in shown
    assert b"\x1b]8;" in shown
    assert b"https://harbour-post.example/2026/01/28/reyes" in shown
