"""Secrets: the job file outlives the command that submits it, and holds neither key nor password."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.run.batch_api.jobs import KEY, articles, headlines
from tests.servers.batch_api import BatchServer

LOGIN = "bob:planted%2Fword"
SECRETS = (KEY, "planted", "Ym9iOnBsYW50ZWQvd29yZA")


@pytest.mark.parametrize("by", ["environment", "option"])
def test_the_job_file_has_no_secrets_and_later_commands_take_them_from_the_environment(
    by: str,
    server: BatchServer,
    summarizer: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    where = server.base_url.replace("://", f"://{LOGIN}@")
    monkeypatch.setenv("SUMMARIZER_BASE_URL", where)
    options = ("--base-url", where, "--model", "gpt-4.1") if by == "option" else ()
    assert summarizer("submit", articles(2), *options) == 0
    server.run()
    assert summarizer("status") == 0
    assert summarizer("collect") == 0
    assert headlines() == ["Headline 0", "Headline 1"]
    assert set(server.authorizations) == {"Basic Ym9iOnBsYW50ZWQvd29yZA=="}
    files = [path.read_bytes().decode("utf-8", "replace") for path in tmp_path.rglob("*") if path.is_file()]
    for text in (*files, caplog.text, *capfd.readouterr()):
        assert not [secret for secret in SECRETS if secret in text]
