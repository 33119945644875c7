"""A provider's batch API, against a real server on loopback: nothing lost, nothing taken for another, nothing paid for
twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.complete.selection import is_embedded
from summarizer.settings import Settings
from tests.run.batch_api.jobs import KEY, articles, brief_of, headlines, number_of, results
from tests.samples import TEXT
from tests.servers.batch_api import BatchServer, ended


def test_articles_become_briefs_at_half_price(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert summarizer("submit", articles(3)) == 0
    (asked,) = server.asked
    assert {(line["method"], line["url"], line["body"]["model"]) for line in asked} == {
        ("POST", "/v1/chat/completions", "gpt-4.1")
    }
    assert asked[0]["body"]["response_format"]["json_schema"]["strict"] is True
    assert summarizer("status") == 1
    assert summarizer("collect") == 1
    assert results() == []
    server.run()
    assert summarizer("status") == 0
    assert "3 of 3 answered, 0 failed" in capsys.readouterr().out
    assert summarizer("collect") == 0
    # The answers came in reverse order.
    assert [result.id for result in results()] == ["n0", "n1", "n2"]
    assert headlines() == ["Headline 0", "Headline 1", "Headline 2"]
    brief = results()[0].brief
    assert brief is not None
    (attempt,) = brief.provenance.attempts
    assert (attempt.outcome, attempt.endpoint, attempt.seconds) == ("ok", server.base_url, 60.0)
    assert attempt.cost == pytest.approx((10 * 2.0 + 5 * 8.0) / 1e6 / 2)
    assert (brief.provenance.finished - brief.provenance.started).total_seconds() == 60
    assert KEY not in "".join(capsys.readouterr())
    assert KEY.encode() not in Path("job.db").read_bytes()


def test_collecting_again_gives_the_same_and_asks_nothing(server: BatchServer, summarizer: Callable[..., int]) -> None:
    summarizer("submit", articles(2))
    server.run()
    assert summarizer("collect") == 0
    first = Path("briefs.jsonl").read_bytes()
    seen = (len(server.files), len(server.batches))
    assert summarizer("collect") == 0
    assert Path("briefs.jsonl").read_bytes() == first
    assert (len(server.files), len(server.batches)) == seen


def test_an_article_that_comes_twice_is_asked_once(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    line = json.dumps({"text": f"{TEXT} It is report 1."})
    Path("in.jsonl").write_text(f"{line}\n{line}", encoding="utf-8")
    summarizer("submit", "in.jsonl")
    assert [len(asked) for asked in server.asked] == [1]
    server.run()
    assert summarizer("collect") == 0
    assert [result.id for result in results()] == ["in.jsonl:1", "in.jsonl:2"]
    assert "10 prompt + 5 completion tokens" in capsys.readouterr().err


def test_what_cannot_be_read_is_a_failure_in_its_place(server: BatchServer, summarizer: Callable[..., int]) -> None:
    good = json.dumps({"id": "good", "text": f"{TEXT} It is report 1."})
    Path("in.jsonl").write_text(f'no json\n{good}\n{{"id": "short", "text": "Too short."}}', encoding="utf-8")
    assert summarizer("submit", "in.jsonl") == 0
    server.run()
    assert summarizer("collect") == 1
    assert [(r.id, r.failure.error if r.failure else "brief") for r in results()] == [
        ("in.jsonl:1", "UnreadableArticleError"), ("good", "brief"), ("short", "ArticleTooShortError"),
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["expired", "cancelled"])
def test_what_an_ended_batch_left_is_asked_in_a_follow_up_batch(
    server: BatchServer, summarizer: Callable[..., int], status: str
) -> None:
    server.reply = lambda line: brief_of(line) if number_of(line) else ended(f"batch_{status}")
    summarizer("submit", articles(2))
    server.run(status)
    assert summarizer("status") == 0
    assert summarizer("collect") == 1
    assert headlines() == ["Headline 1"]
    assert summarizer("collect") == 1, "the follow-up batch runs"
    assert [len(asked) for asked in server.asked] == [2, 1]
    server.reply = brief_of
    server.run()
    assert summarizer("collect") == 0
    assert headlines() == ["Headline 0", "Headline 1"]
    first, second = results()[0].attempts
    assert (first.outcome, first.cost, second.outcome) == ("BatchEndedError", None, "ok")


def test_without_re_asks_nothing_is_sent_until_they_are_allowed(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    server.reply = lambda line: ended()
    summarizer("submit", articles(1))
    server.run("expired")
    assert summarizer("collect", "--no-reask") == 1
    assert "1 not sent" in capsys.readouterr().err
    assert len(server.batches) == 1
    assert summarizer("collect") == 1
    assert len(server.batches) == 2


def test_a_batch_that_was_not_taken_is_created_again(server: BatchServer, summarizer: Callable[..., int]) -> None:
    summarizer("submit", articles(1))
    server.run("failed", code="invalid_json_line")
    assert summarizer("status") == 0
    assert summarizer("collect") == 1
    assert len(server.files) == 1, "the file is there already"
    server.run()
    assert summarizer("collect") == 0
    assert [attempt.outcome for attempt in results()[0].attempts] == ["ok"]


def test_a_batch_that_is_never_taken_is_a_failure_that_says_why(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    summarizer("submit", articles(1))
    for _ in range(4):
        server.run("failed", code="model_not_found")
        assert summarizer("collect") == 1
    assert len(server.batches) == 4
    (result,) = results()
    assert result.failure is not None
    assert "model_not_found" in result.failure.message


def test_a_full_queue_is_waited_for_as_long_as_it_takes(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    summarizer("submit", articles(2), "--most-requests", "1")
    first = server.batches.pop("batch_1")
    server.run("failed", code="token_limit_exceeded")
    server.batches["batch_1"] = first
    assert summarizer("collect") == 1
    assert "batch 2 waits for the others" in capsys.readouterr().err
    assert summarizer("status") == 1
    assert "not accepted: token_limit_exceeded" in capsys.readouterr().out
    server.run()
    for _ in range(5):
        assert summarizer("collect") == 1
        server.run("failed", code="token_limit_exceeded")
    assert summarizer("collect") == 1
    server.run()
    assert summarizer("collect") == 0
    assert headlines() == ["Headline 0", "Headline 1"]


@pytest.mark.parametrize("fault", [0, 500])
def test_a_batch_that_was_created_but_not_noted_is_not_created_again(
    server: BatchServer, summarizer: Callable[..., int], fault: int
) -> None:
    server.fault_after_create = fault
    path = articles(3)
    assert summarizer("submit", path, "--most-requests", "1") == 4
    server.fault_after_create = None
    # Of other jobs there are many, on more pages than one.
    for i in range(5):
        server.batches[f"other_{i}"] = {**server.batches["batch_1"], "id": f"other_{i}", "metadata": {"job": "other"}}
    assert summarizer("submit", path, "--most-requests", "1") == 0
    assert server.pages == 3
    mine = [batch for batch in server.batches.values() if batch["metadata"]["job"] != "other"]
    assert [batch["metadata"]["part"] for batch in mine] == ["1", "2", "3"]
    assert len(server.files) == 3
    assert summarizer("submit", path, "--most-requests", "1") == 0
    assert len(server.batches) == 3 + 5


def test_a_batch_whose_creation_failed_is_created_of_the_same_file(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    server.on_create = lambda: 500
    path = articles(1)
    assert summarizer("submit", path) == 4
    assert summarizer("status") == 1
    server.on_create = lambda: None
    assert summarizer("submit", path) == 0
    assert (len(server.files), len(server.batches)) == (1, 1)


def test_a_follow_up_batch_that_could_not_be_created_is_not_lost(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    server.reply = lambda line: brief_of(line) if number_of(line) else ended()
    summarizer("submit", articles(2))
    server.run("expired")
    server.on_create = lambda: 500
    assert summarizer("collect") == 4
    assert headlines() == ["Headline 1"], "what was answered is written first"
    server.on_create = lambda: None
    assert summarizer("collect") == 1
    server.reply = brief_of
    server.run()
    assert summarizer("collect") == 0
    assert len(server.batches) == 2


def test_a_process_that_is_killed_before_it_notes_its_batch_creates_no_second_one(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    reached, killed = threading.Event(), threading.Event()

    def hold() -> None:
        reached.set()
        killed.wait(30)

    server.on_create = hold
    path = articles(1)
    command = [sys.executable, "-m", "summarizer", "batch", "submit", path, "--job", "job.db"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ})
    assert reached.wait(30)
    process.kill()
    process.wait()
    server.on_create = lambda: None
    killed.set()
    while not server.batches:
        time.sleep(0.01)
    assert summarizer("submit", path) == 0
    assert (len(server.files), len(server.batches)) == (1, 1)
    server.run()
    assert summarizer("collect") == 0


def test_a_download_that_breaks_off_leaves_the_job_as_it_was(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    summarizer("submit", articles(3))
    server.run()
    server.breaks_off = True
    assert summarizer("collect") == 4
    assert "nothing is paid for twice" in capsys.readouterr().err
    server.breaks_off = False
    assert summarizer("collect") == 0
    assert len(server.batches) == 1


def test_the_embedded_model_has_no_batch_api(
    summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert is_embedded(Settings())
    assert summarizer("submit", articles(1)) == 3
    assert "OPENAI_API_KEY" in capsys.readouterr().err
    assert not Path("job.db").exists()


def test_an_endpoint_without_a_batch_api_says_so(
    summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    server: BatchServer,
) -> None:  # fmt: skip
    server.on_create = lambda: 404
    assert summarizer("submit", articles(1)) == 4
    assert "has a batch API" in capsys.readouterr().err
