"""A provider's batch API, against a real server on loopback: nothing lost, nothing taken for another, nothing paid for
twice."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli import main as cli
from summarizer.complete.selection import is_embedded
from summarizer.run.batch_api.client import open_provider_batch
from summarizer.run.batch_api.job_file import open_job
from summarizer.schema import Result
from summarizer.settings import Settings, load_settings
from tests.batch_server import BatchServer, Line, ended, http, ok, serving
from tests.conftest import FakeEndpoint, answer
from tests.test_summarize import DRAFT, TEXT

KEY = "sk-secret-key"
EMPTY: dict[str, Any] = {"events": []}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[BatchServer]:
    with serving() as api:
        monkeypatch.setenv("SUMMARIZER_BASE_URL", api.base_url)
        monkeypatch.setenv("SUMMARIZER_MODEL", "gpt-4.1")
        monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
        api.reply = brief_of
        yield api


@pytest.fixture
def summarizer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    """Run a command of 'batch' in a folder of its own; gives the exit code."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> int:
        job = () if "--job" in arguments else ("--job", "job.db")
        out = ("--out", "briefs.jsonl") if arguments[0] == "collect" else ()
        monkeypatch.setattr(sys, "argv", ["summarizer", "batch", *arguments, *job, *out])
        with pytest.raises(SystemExit) as done:
            cli.main()
        return int(done.value.code or 0)

    return run


def articles(count: int, name: str = "in.jsonl") -> str:
    """Write so many articles, told apart by a number."""
    lines = [json.dumps({"id": f"n{i}", "text": f"{TEXT} It is report {i}."}) for i in range(count)]
    Path(name).write_text("\n".join(lines), encoding="utf-8")
    return name


def number_of(line: Line) -> int:
    """The number of the article that a request asks about."""
    found = re.findall(r"It is report (\d+)", json.dumps(line["body"]["messages"]))
    return int(found[0])


def asks(line: Line) -> str:
    """The last turn of a request, which asks about the window."""
    return str(line["body"]["messages"][-1]["content"])


def brief_of(line: Line) -> Line:
    """A valid answer whose headline tells which article it is of."""
    return ok({**DRAFT, "headline": f"Headline {number_of(line)}"})


def results() -> list[Result]:
    return [Result.model_validate_json(line) for line in Path("briefs.jsonl").read_text("utf-8").splitlines()]


def headlines() -> list[str]:
    return [result.brief.headline if result.brief else "-" for result in results()]


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
    assert "10 + 5 tokens" in capsys.readouterr().err


def test_what_cannot_be_read_is_a_failure_in_its_place(server: BatchServer, summarizer: Callable[..., int]) -> None:
    good = json.dumps({"id": "good", "text": f"{TEXT} It is report 1."})
    Path("in.jsonl").write_text(f'no json\n{good}\n{{"id": "short", "text": "Too short."}}', encoding="utf-8")
    assert summarizer("submit", "in.jsonl") == 0
    server.run()
    assert summarizer("collect") == 1
    assert [(r.id, r.failure.error if r.failure else "brief") for r in results()] == [
        ("in.jsonl:1", "UnreadableArticleError"), ("good", "brief"), ("short", "ArticleTooShortError"),
    ]  # fmt: skip


def test_files_are_split_by_requests_and_windows_find_their_article(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    server.reply = lambda line: ok({"events": ["Ana Reyes | met Ambassador"]} if "met Amb" in asks(line) else EMPTY)
    assert summarizer("submit", articles(3), "--profile", "small", "--most-requests", "4") == 0
    sizes = [len(asked) for asked in server.asked]
    windows = sum(sizes)
    assert windows > 9
    assert sizes == [4] * (windows // 4) + [windows % 4] * (windows % 4 > 0)
    ids = [line["custom_id"] for asked in server.asked for line in asked]
    assert len(set(ids)) == len(ids)
    server.run()
    assert summarizer("collect") == 0
    for result in results():
        assert result.brief is not None
        (event,) = result.brief.events
        assert "On Monday she met Ambassador Tom Hale" in event.evidence[0].quote
        assert result.brief.coverage.share == 1


def test_files_are_split_by_bytes(server: BatchServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    from summarizer.article.files import read_articles

    path = articles(5)
    with open_provider_batch(tmp_path / "one.db", load_settings()) as provider:
        provider.submit(read_articles([path]), [path])
    (whole,) = (server.files[batch["input_file_id"]] for batch in server.batches.values())
    most = len(whole) * 2 // 5 + 50
    with open_provider_batch(tmp_path / "job.db", load_settings(), most_bytes=most) as provider:
        provider.submit(read_articles([path]), [path])
        told = [batch.bytes for batch in provider.job.batches()]
    files = [server.files[batch["input_file_id"]] for batch in server.batches.values()][1:]
    assert [len(file.splitlines()) for file in files] == [2, 2, 1]
    assert [len(file) for file in files] == told
    assert max(told) <= most


def test_a_part_that_failed_is_asked_again_and_the_rest_is_written(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    faults = {0: http(500), 1: http(429, "rate_limit_exceeded"), 2: http(400), 3: None}
    server.reply = lambda line: faults.get(number_of(line), brief_of(line))
    summarizer("submit", articles(5))
    server.run()
    assert summarizer("collect") == 1
    assert [result.id for result in results()] == ["n2", "n4"]
    assert "3 wait for answers, 3 of them for a follow-up batch" in capsys.readouterr().err
    # What can't get better is a failure; the rest, and that of which the files say nothing, is asked again as it was.
    assert [result.failure.error for result in results() if result.failure] == ["RequestRejectedError"]
    first, again = server.asked
    assert [line["body"] for line in again] == [first[i]["body"] for i in (0, 1, 3)]
    server.reply = brief_of
    server.run()
    assert summarizer("collect") == 1
    assert headlines() == ["Headline 0", "Headline 1", "-", "Headline 3", "Headline 4"]
    outcomes = [[attempt.outcome for attempt in result.attempts] for result in results()]
    assert outcomes == [
        ["EndpointUnavailableError", "ok"], ["RateLimitedError", "ok"], ["RequestRejectedError"],
        ["BatchEndedError", "ok"], ["ok"],
    ]  # fmt: skip


def test_a_fault_that_stays_ends_after_three_rounds(server: BatchServer, summarizer: Callable[..., int]) -> None:
    server.reply = lambda line: http(503)
    summarizer("submit", articles(1))
    for _ in range(4):
        server.run()
        assert summarizer("collect") == 1
    assert len(server.asked) == 4
    (result,) = results()
    assert result.failure is not None
    assert result.failure.error == "EndpointUnavailableError"
    assert len(result.attempts) == 4


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
    assert "1 not asked" in capsys.readouterr().err
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
    assert "not taken: token_limit_exceeded" in capsys.readouterr().out
    server.run()
    for _ in range(5):
        assert summarizer("collect") == 1
        server.run("failed", code="token_limit_exceeded")
    assert summarizer("collect") == 1
    server.run()
    assert summarizer("collect") == 0
    assert headlines() == ["Headline 0", "Headline 1"]


def test_an_answer_that_does_not_fit_is_asked_again_with_its_faults(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    wrong = ok({**DRAFT, "events": [{**DRAFT["events"][0], "sentences": [99]}]})
    server.reply = lambda line: wrong
    summarizer("submit", articles(1))
    server.run()
    assert summarizer("collect") == 1
    (first,), (again,) = server.asked
    *question, last, faults = again["body"]["messages"]
    assert question == first["body"]["messages"]
    assert last == {"role": "assistant", "content": wrong["response"]["body"]["choices"][0]["message"]["content"]}
    assert "no sentence 99" in faults["content"]
    server.reply = brief_of
    server.run()
    assert summarizer("collect") == 0
    assert [attempt.outcome for attempt in results()[0].attempts] == ["invalid", "ok"]


def test_an_answer_that_never_fits_is_re_asked_once_and_is_a_failure(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    server.reply = lambda line: ok("no json")
    summarizer("submit", articles(1))
    for _ in range(3):
        server.run()
        assert summarizer("collect") == 1
    assert len(server.batches) == 2
    (result,) = results()
    assert result.failure is not None
    assert result.failure.error == "InvalidAnswerError"
    assert [attempt.outcome for attempt in result.attempts] == ["invalid", "invalid"]
    assert sum(attempt.cost or 0 for attempt in result.attempts) == pytest.approx(6e-5)


def test_a_re_ask_reads_as_one_of_the_gateway(
    server: BatchServer, summarizer: Callable[..., int], endpoint: FakeEndpoint
) -> None:
    wrong = {**DRAFT, "events": [{**DRAFT["events"][0], "sentences": [99]}]}
    server.reply = lambda line: ok(wrong)
    summarizer("submit", articles(1))
    server.run()
    summarizer("collect")
    import summarizer as library

    endpoint.replies(answer(wrong), answer(DRAFT))
    library.summarize(f"{TEXT} It is report 0.", base_url=endpoint.base_url, model="gpt-4.1")
    assert server.asked[1][0]["body"] == endpoint.requests[1]


def test_an_answer_that_was_cut_is_asked_for_once_more_with_more_room(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    server.reply = lambda line: ok('{"actors": [', finish="length")
    summarizer("submit", articles(2))
    server.run()
    assert summarizer("collect") == 1
    first, again = server.asked
    assert again[0]["body"] == {**first[0]["body"], "max_tokens": 2 * first[0]["body"]["max_tokens"]}
    server.reply = lambda line: brief_of(line) if number_of(line) else ok("", finish="length")
    server.run()
    assert summarizer("collect") == 1
    assert [[attempt.outcome for attempt in result.attempts] for result in results()] == [
        ["truncated", "truncated"], ["truncated", "ok"],
    ]  # fmt: skip
    assert [result.failure.error for result in results() if result.failure] == ["TruncatedAnswerError"]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (ok("", refusal="I cannot"), "RefusedAnswerError"),
        (http(401), "AuthenticationError"),
        (http(404, "model_not_found", "The model does not exist"), "UnknownModelError"),
        ({"response": {"status_code": 200, "body": {"hello": 1}}, "error": None}, "NotAnApiError"),
        ({"response": {"status_code": 200, "body": None}, "error": None}, "NotAnApiError"),
    ],
)
def test_what_is_hopeless_is_asked_once(
    server: BatchServer, summarizer: Callable[..., int], reply: Line, error: str
) -> None:
    server.reply = lambda line: reply
    summarizer("submit", articles(1))
    server.run()
    assert summarizer("collect") == 1
    assert len(server.batches) == 1
    assert [result.failure.error for result in results() if result.failure] == [error]


def test_what_a_server_does_not_understand_is_left_out(server: BatchServer, summarizer: Callable[..., int]) -> None:
    def reply(line: Line) -> Line:
        if "max_tokens" in line["body"]:
            return http(400, "unsupported_parameter", "'max_tokens' is not supported, use 'max_completion_tokens'")
        if line["body"]["response_format"]["type"] == "json_schema":
            return http(400, "unsupported_parameter", "no response_format of type json_schema")
        return ok(f"Here it is: ```json\n{json.dumps(DRAFT)}```")

    server.reply = reply
    summarizer("submit", articles(2))
    for left in (1, 1, 0):
        server.run()
        assert summarizer("collect") == left
    assert [[attempt.outcome for attempt in result.attempts] for result in results()] == [
        ["RequestRejectedError", "RequestRejectedError", "ok"]
    ] * 2


def test_a_window_that_failed_leaves_a_brief_of_the_others(server: BatchServer, summarizer: Callable[..., int]) -> None:
    server.reply = lambda line: ok("", refusal="no") if "met Amb" in asks(line) else ok(EMPTY)
    summarizer("submit", articles(1), "--profile", "small")
    server.run()
    assert summarizer("collect") == 0
    brief = results()[0].brief
    assert brief is not None
    assert brief.coverage.failures == ("RefusedAnswerError",)
    assert 0 < brief.coverage.share < 1


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


def test_nothing_is_sent_of_articles_that_could_not_all_be_planned(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    path = articles(1)
    assert summarizer("submit", path, "--profile", "small", "--language", "fr") == 3
    assert not server.files
    assert summarizer("collect") == 3
    assert "submit' again" in capsys.readouterr().err
    assert summarizer("submit", path) == 0, "the job is not bound to what never began"


@pytest.mark.parametrize(("name", "value"), [("SUMMARIZER_REASKS", "3"), ("SUMMARIZER_STRICT", "1")])
def test_a_job_of_other_settings_is_refused(
    server: BatchServer, summarizer: Callable[..., int], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], name: str, value: str,
) -> None:  # fmt: skip
    summarizer("submit", articles(1))
    server.run()
    monkeypatch.setenv(name, value)
    assert summarizer("collect") == 3
    assert "another settings" in capsys.readouterr().err


def test_a_job_of_another_prompt_model_or_input_is_refused(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    path = articles(1)
    summarizer("submit", path)
    assert summarizer("submit", path, "--model", "gpt-4o") == 3
    assert "another model" in capsys.readouterr().err
    assert summarizer("submit", articles(2, "other.jsonl")) == 3
    assert "other articles" in capsys.readouterr().err
    with open_job(Path("job.db")) as job:
        fingerprint = {**job.get("fingerprint"), "prompt": "brief.v1:0"}
        job._db.execute("UPDATE job SET value = ? WHERE name = 'fingerprint'", (json.dumps(fingerprint),))
    assert summarizer("collect") == 3
    assert "another prompt" in capsys.readouterr().err


def test_the_model_that_the_job_was_submitted_with_is_remembered(
    server: BatchServer, summarizer: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    summarizer("submit", articles(1), "--model", "gpt-4o", "--base-url", server.base_url)
    server.run()
    monkeypatch.setenv("SUMMARIZER_MODEL", "another")
    monkeypatch.setenv("SUMMARIZER_BASE_URL", "http://127.0.0.1:9/v1")
    assert summarizer("collect") == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "there is no job"), (b"no database at all" * 99, "cannot use"), ("other", "no job file")],
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
