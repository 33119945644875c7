"""The job file: bound to what it was made with, and refused where it is something else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli.settings import settings_of
from summarizer.run.batch_api.job_file import open_job
from summarizer.settings import load_settings
from tests.run.batch_api.jobs import articles, headlines, results
from tests.servers.batch_api import BatchServer


def test_nothing_is_sent_of_articles_that_could_not_all_be_planned(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    path = articles(1)
    assert summarizer("submit", path, "--profile", "small", "--language", "fr") == 3
    assert not server.files
    assert summarizer("collect") == 3
    assert "submit' again" in capsys.readouterr().err
    assert summarizer("submit", path) == 0, "the job is not bound to what never began"


SHAPING = [("reasks", "3"), ("strict", "1"), ("language", "fr"), ("verify", "1"), ("model", "gpt-4o")]
"""Settings that shape briefs, each with another value than that of the environment of these tests."""


@pytest.mark.parametrize("again", [("submit", "in.jsonl"), ("status",), ("collect",)])
@pytest.mark.parametrize(("name", "value"), SHAPING)
def test_a_job_of_other_settings_is_refused(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str], name: str, value: str,
    again: tuple[str, ...],
) -> None:  # fmt: skip
    summarizer("submit", articles(1))
    server.run()
    assert summarizer(*again, "--set", f"{name}={value}") == 3
    assert "different values of: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"), [*SHAPING, ("prices", '{"gpt-4.1": [50, 5, 100]}'), ("include_text", "false")]
)
def test_what_shapes_briefs_is_given_to_submit_and_kept(
    server: BatchServer, summarizer: Callable[..., int], name: str, value: str
) -> None:
    assert summarizer("submit", articles(1), "--set", f"{name}={value}") == 0
    server.run()
    assert summarizer("status") == 0
    assert summarizer("collect") == (1 if name == "verify" else 0)
    with open_job(Path("job.db")) as job:
        kept = load_settings(**job.get("given"))
    assert getattr(kept, name) == getattr(settings_of([f"{name}={value}"]), name)


def test_the_environment_of_later_commands_does_not_shape_briefs(
    server: BatchServer, summarizer: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    summarizer("submit", articles(1))
    server.run()
    monkeypatch.setenv("SUMMARIZER_REASKS", "3")
    monkeypatch.setenv("SUMMARIZER_STRICT", "1")
    assert summarizer("collect") == 0


def test_a_job_of_another_prompt_model_or_input_is_refused(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    path = articles(1)
    summarizer("submit", path)
    assert summarizer("submit", path, "--model", "gpt-4o") == 3
    assert "different values of: model" in capsys.readouterr().err
    assert summarizer("submit", articles(2, "other.jsonl")) == 3
    assert "other articles" in capsys.readouterr().err
    with open_job(Path("job.db")) as job:
        fingerprint = {**job.get("fingerprint"), "prompt": "brief.v1:0"}
        job._db.execute("UPDATE job SET value = ? WHERE name = 'fingerprint'", (json.dumps(fingerprint),))
    assert summarizer("collect") == 3
    assert "different values of: prompt" in capsys.readouterr().err


def test_the_model_that_the_job_was_submitted_with_is_remembered(
    server: BatchServer, summarizer: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    summarizer("submit", articles(1), "--model", "gpt-4o", "--base-url", server.base_url)
    server.run()
    monkeypatch.setenv("SUMMARIZER_MODEL", "another")
    monkeypatch.setenv("SUMMARIZER_BASE_URL", "http://127.0.0.1:9/v1")
    assert summarizer("collect") == 0


def test_an_answer_about_sentences_that_are_split_otherwise_is_asked_for_again(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """As after an upgrade: its numbers could lead to the wrong sentences."""
    summarizer("submit", articles(2))
    server.run()
    with open_job(Path("job.db")) as job:
        job._db.execute("UPDATE questions SET digest = 'another' WHERE id LIKE '1-%'")
    assert summarizer("collect") == 1
    assert headlines() == ["Headline 1"]
    assert "1 of them for a follow-up batch" in capsys.readouterr().err
    server.run()
    assert summarizer("collect") == 0
    assert headlines() == ["Headline 0", "Headline 1"]
    first = results()[0].brief
    assert first
    assert [attempt.outcome for attempt in first.provenance.attempts] == ["ok", "ok"]


def test_a_job_file_without_the_questions_is_collected(server: BatchServer, summarizer: Callable[..., int]) -> None:
    summarizer("submit", articles(2))
    server.run()
    with open_job(Path("job.db")) as job:
        job._db.execute("DROP TABLE questions")
    assert summarizer("collect") == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "does not exist"), (b"no database at all" * 99, "cannot use"), ("other", "is not a job file")],
)
def test_a_file_that_is_no_job_is_told(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str], content: Any, said: str
) -> None:
    if content == "other":
        import sqlite3

        sqlite3.connect("job.db").execute("CREATE TABLE results (id)").connection.close()
    elif content:
        Path("job.db").write_bytes(content)
    assert summarizer("collect") == 3
    assert said in capsys.readouterr().err
