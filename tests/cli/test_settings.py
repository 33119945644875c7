"""Settings on the command line: all can be set and seen, a key by nobody, and a file `.env` is read and told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer import Settings, __version__
from summarizer.addresses import ModelAddress
from summarizer.cli.settings import SECRET, read_env_file, settings_of, variable_of
from summarizer.errors import ConfigurationError
from summarizer.settings import load_settings
from summarizer.testing import answer
from tests.samples import DRAFT, TEXT
from tests.samples import SECRET as KEY
from tests.servers.faults import FaultServer


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ("timeout=60", "timeout", 60.0),
        (" cache =true", "cache", True),
        ("concurrency=2", "concurrency", 2),
        ('fallback=["m@http://h/v1"]', "fallback", (ModelAddress.parse("m@http://h/v1", "fallback"),)),
        ('prices={"m": [1, 0.5, 2]}', "prices", {"m": (1, 0.5, 2)}),
        ("cache_dir=/x=y", "cache_dir", Path("/x=y")),
    ],
)
def test_every_setting_can_be_set_by_its_name(given: str, name: str, value: object) -> None:
    assert getattr(settings_of([given]), name) == value


def test_an_option_wins_over_set_and_the_last_of_two_counts() -> None:
    assert settings_of(["model=a", "profile=small"], model="b", profile=None).model == "b"
    assert settings_of(["timeout=1", "timeout=2"]).timeout == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("timeout", "is not NAME=VALUE"),
        ("time out=3", "no setting 'time out'"),
        ("timeout=soon", "invalid value 'soon' for setting timeout"),
        ("prices={", "invalid value for setting prices: it is not JSON"),
        *((f"{name}={KEY}", "could be read by others") for name in sorted(SECRET & set(Settings.model_fields))),
    ],
)
def test_a_wrong_setting_is_told_and_a_key_never_repeated(given: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said) as caught:
        settings_of([given])
    assert KEY not in str(caught.value)


def test_all_settings_are_printed_and_keys_and_addresses_are_not(
    command: Callable[..., int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    monkeypatch.setenv("SUMMARIZER_BASE_URL", f"http://user:{KEY}@host/v1")
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "77")
    assert command("settings") == 0
    out = capsys.readouterr().out
    assert KEY not in out
    assert "77.0" in out
    for name, field in Settings.model_fields.items():
        assert variable_of(name) in out
        assert field.description in out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SUMMARIZER_BASEURL", "did you mean SUMMARIZER_BASE_URL?"),
        ("SUMMARIZER_MODLE", "did you mean SUMMARIZER_MODEL?"),
        ("summarizer_time_out", "did you mean SUMMARIZER_TIMEOUT?"),
        ("SUMMARIZER_OPENAI_API_KEY", "did you mean "),
        ("SUMMARIZER_XYZ", "sets nothing\n"),
        ("OPENAI_BASE_URL", "did you mean SUMMARIZER_BASE_URL?"),
        ("summarizer_timeout", None),
        ("SUMMARIZER_SERVICE_KEY", None),
        ("SUMMARIZERS", None),
    ],
)
def test_a_variable_that_sets_nothing_is_told(
    name: str, said: str | None, command: Callable[..., int], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv(name, "60")
    assert command("settings") == 0
    err = capsys.readouterr().err
    assert said in err if said else not err
    assert "60" not in err


@pytest.mark.parametrize("name", Settings.model_fields)
def test_an_empty_variable_is_one_that_is_not_set(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(variable_of(name), raising=False)
    default = load_settings()
    monkeypatch.setenv(variable_of(name), "")
    assert load_settings() == default
    if name == "timeout":
        (tmp_path / ".env").write_text(f"{variable_of(name)}=7", encoding="utf-8")
        assert read_env_file(tmp_path / ".env") == [variable_of(name)]


def test_a_setting_reaches_the_model(
    endpoint: FaultServer, tmp_path: Path, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    options = (
        "--base-url",
        endpoint.base_url,
        "--set",
        "model=by-set",
        "--set",
        "include_text=false",
        "--format",
        "json",
    )
    endpoint.replies(answer(DRAFT))
    assert command("brief", str(tmp_path / "a.txt"), *options, "--format", "json") == 0
    brief = json.loads(capsys.readouterr().out)
    assert brief["provenance"]["model_requested"] == "by-set"
    assert brief["article"]["text"] is None


def test_a_file_env_is_read_told_and_less_than_the_environment(tmp_path: Path) -> None:
    lines = [
        "export SUMMARIZER_TIMEOUT='12' # a comment",
        f"OPENAI_API_KEY={KEY}",
        "SUMMARIZER_MODEL=from-file",
        "PATH=/x",
    ]
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    environment = {**os.environ, "SUMMARIZER_MODEL": "from-environment"}
    run = [sys.executable, "-m", "summarizer", "settings"]
    done = subprocess.run(
        run, cwd=tmp_path, env=environment, capture_output=True, check=True, timeout=60, encoding="utf-8"
    )
    assert done.stderr == "summarizer: read from .env: OPENAI_API_KEY, SUMMARIZER_TIMEOUT\n"
    assert "12.0" in done.stdout
    assert "from-environment" in done.stdout
    assert KEY not in done.stdout + done.stderr


@pytest.mark.parametrize("content", ["", "\x00\x01", "no equals sign", "SUMMARIZER_TIMEOUT"])
def test_a_file_env_without_settings_changes_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / ".env").write_text(content, encoding="utf-8")
    before = dict(os.environ)
    assert read_env_file(tmp_path / ".env") == []
    assert dict(os.environ) == before


def test_the_version_is_printed(command: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--version") == 0
    assert capsys.readouterr().out == f"summarizer {__version__}\n"


def test_shells_can_complete(command: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--help") == 0
    assert "--install-completion" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("news.example/story", "write https://news.example/story"),
        ("www.news.example:8080/a?b", "write https://www.news.example:8080/a?b"),
        ("article.txt", "check the path"),
        ("folder/article", "check the path"),
    ],
)
@pytest.mark.parametrize("words", [("brief",), ("batch", "--out", "o.jsonl")])
def test_an_address_without_its_scheme_is_told(
    words: tuple[str, ...], name: str, said: str, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(words[0], name, *words[1:]) == 2
    assert said in capsys.readouterr().err


def test_a_hosted_model_without_a_key_is_told(
    tmp_path: Path, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert command("brief", str(tmp_path / "a.txt"), "--model", "gpt-4.1-mini") == 3
    err = capsys.readouterr().err
    assert "set OPENAI_API_KEY" in err.splitlines()[-1]
    assert "gpt-4.1-mini (embedded)" not in err
