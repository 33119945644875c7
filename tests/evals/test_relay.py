"""Recording by hand: requests are files, and so are the answers."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.baselines import verbatim
from evals.data.cases import Case, load_cases
from evals.data.project import project
from evals.data.runs import load_run
from evals.recording import recorder
from evals.recording.cassettes import cassette_path, read_about
from evals.recording.recorder import Recordings, ReplayStatus, Subject
from evals.recording.relay import (
    ANSWER,
    REQUEST,
    SETTLED,
    Relay,
    UnansweredError,
    answer_in,
    jobs_of,
    record_relayed,
)
from evals.reporting.panels import effort
from evals.reporting.tables import format_value
from evals.scoring.custom import metric_named
from evals.scoring.scorer import score_case
from summarizer.errors import ConfigurationError
from summarizer.plan.profiles import PROFILES
from summarizer.schema import Brief, Failure
from summarizer.settings import load_settings
from tests.evals.recordings import SECRETS, replay

NOTHING: dict[str, Any] = {"headline": "h", "summary": "s", "actors": [], "events": [], "commitments": []}
"""An answer that fits the schemas of profile large and of the peer."""


@pytest.fixture
def subject() -> Subject:
    return recorder.library_subject("by-hand", PROFILES["large"], reasks=1)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return sorted(load_cases(), key=lambda case: len(case.article.text))[:3]


def record(cases: list[Case], subject: Subject, folder: Path, timeout: float = 0.0) -> int:
    relay = Relay(folder / "relay", "by-hand", timeout)
    return record_relayed(jobs_of(Recordings(cases, subject, folder / "cassettes")), relay, load_settings())


def open_requests(folder: Path) -> list[Path]:
    """Return the requests without an answer."""
    return [path for path in sorted((folder / "relay").glob(f"*{REQUEST}")) if not answer_to(path).exists()]


def answer_to(request: Path) -> Path:
    return request.with_name(request.name.removesuffix(REQUEST) + ANSWER)


def say(request: Path, answer: Any = NOTHING) -> None:
    """Write an answer that has not changed for a while."""
    path = answer_to(request)
    path.write_text(answer if isinstance(answer, str) else json.dumps(answer), encoding="utf-8")
    long_ago = time.time() - SETTLED - 1
    os.utime(path, (long_ago, long_ago))


@contextmanager
def somebody(folder: Path, reply: Callable[[Path], Any]) -> Iterator[None]:
    """Answer every open request in a thread, as a person would, within the block."""
    done = threading.Event()

    def work() -> None:
        while not done.wait(0.05):
            for request in open_requests(folder):
                say(request, reply(request))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_all_requests_stand_in_the_folder_at_once_and_can_be_read(
    cases: list[Case], subject: Subject, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(
        UnansweredError, match=r"no answer came within 0 s; 3 requests are not answered; .*\.answer\.json"
    ):
        record(cases, subject, tmp_path)
    assert not caplog.records, "to wait for an answer is no fault"
    requests = open_requests(tmp_path)
    assert sorted({r.name.rpartition("-")[0] for r in requests}) == sorted(case.id for case in cases)
    text = requests[0].read_text(encoding="utf-8")
    assert f"nothing else; write it to the file `{answer_to(requests[0]).name}`" in text
    assert text.index("\n## system\n") < text.index("\n## user\n") < text.index("\n## schema\n")
    schema = json.loads(text.rpartition("```json\n")[2].removesuffix("```\n"))
    assert {"events", "actors", "commitments"} <= set(schema["properties"])
    assert schema["$defs"]
    assert not (tmp_path / "cassettes").exists()


@pytest.mark.parametrize("peer", [False, True])
def test_an_answered_case_is_replayed_like_any_other(
    peer: bool, cases: list[Case], subject: Subject, tmp_path: Path
) -> None:
    subject = verbatim.subject("by-hand") if peer else subject
    with somebody(tmp_path, lambda request: NOTHING):
        assert record(cases, subject, tmp_path, timeout=30) == 3
    path = cassette_path(subject.name, cases[0].id, tmp_path / "cassettes")
    head = read_about(path)
    assert head["fingerprint"] == subject.fingerprint
    assert head["recorded"]["relayed"] is True
    assert head["recorded"]["model"] == "by-hand"
    assert head["recorded"]["seconds"] is None
    assert not SECRETS.search(path.read_text(encoding="utf-8").split("interactions:")[0])
    played = [replay(case, subject, tmp_path / "cassettes") for case in cases]
    assert [r.status for r in played] == [ReplayStatus.PASS] * 3
    assert record(cases, subject, tmp_path) == 0


def test_what_nobody_counted_is_not_scored(cases: list[Case], subject: Subject, tmp_path: Path) -> None:
    with somebody(tmp_path, lambda request: NOTHING):
        record(cases[:1], subject, tmp_path, timeout=30)
    outcome = replay(cases[0], subject, tmp_path / "cassettes").outcome
    assert isinstance(outcome, Brief)
    assert {(a.prompt_tokens, a.completion_tokens, a.cost) for a in outcome.provenance.attempts} == {(None, None, None)}
    counts = score_case(cases[0], outcome).counts
    for name in ("seconds", "tokens", "output_tokens", "cost"):
        assert format_value(metric_named(name), metric_named(name).score(counts).value) == "–"
    assert metric_named("attempts").score(counts).value == 1
    assert effort(outcome) == "1 attempt · – s"


def test_an_invalid_answer_is_asked_again_as_a_further_file(
    cases: list[Case], subject: Subject, tmp_path: Path
) -> None:
    with pytest.raises(UnansweredError):
        record(cases[:1], subject, tmp_path)
    (first,) = open_requests(tmp_path)
    say(first, {**NOTHING, "events": "none"})
    with pytest.raises(UnansweredError):
        record(cases[:1], subject, tmp_path)
    (second,) = open_requests(tmp_path)
    assert '"events": "none"' in second.read_text(encoding="utf-8")
    say(second)
    assert record(cases[:1], subject, tmp_path) == 1
    outcome = replay(cases[0], subject, tmp_path / "cassettes").outcome
    assert isinstance(outcome, Brief)
    assert [a.outcome for a in outcome.provenance.attempts] == ["invalid", "ok"]


@pytest.mark.parametrize("peer", [False, True])
def test_a_model_that_never_answers_as_asked_fails_the_article(
    peer: bool, cases: list[Case], subject: Subject, tmp_path: Path
) -> None:
    subject = verbatim.subject("by-hand") if peer else subject
    with somebody(tmp_path, lambda request: "I would rather not."):
        assert record(cases[:1], subject, tmp_path, timeout=30) == 1
    played = replay(cases[0], subject, tmp_path / "cassettes")
    assert isinstance(played.outcome, Failure)
    assert played.outcome.error == "InvalidAnswerError"
    counts = score_case(cases[0], played.outcome).counts
    assert metric_named("seconds").score(counts).value is None


def test_a_stopped_recording_goes_on_with_the_answers_that_are_there(
    cases: list[Case], subject: Subject, tmp_path: Path
) -> None:
    with pytest.raises(UnansweredError):
        record(cases, subject, tmp_path)
    written = {path: path.stat().st_mtime_ns for path in open_requests(tmp_path)}
    say(open_requests(tmp_path)[0], f"Here you are:\n```json\n{json.dumps(NOTHING)}\n```\n")
    with pytest.raises(UnansweredError, match="2 requests are not answered"):
        record(cases, subject, tmp_path)
    assert len(list((tmp_path / "cassettes").rglob("*.yaml"))) == 1
    for request in open_requests(tmp_path):
        say(request)
    assert record(cases, subject, tmp_path) == 2
    assert {path: path.stat().st_mtime_ns for path in written} == written
    assert len(list((tmp_path / "relay").glob(f"*{REQUEST}"))) == 3


def test_the_requests_of_all_windows_are_written_out_together(cases: list[Case], tmp_path: Path) -> None:
    small = recorder.library_subject("by-hand", PROFILES["small"], reasks=1)
    with pytest.raises(UnansweredError):
        record(cases[:1], small, tmp_path)
    requests = open_requests(tmp_path)
    assert len(requests) > 3
    for request in requests[1:]:
        say(request, "D")
    # One window is open, so the case is not recorded, and no window is missing in its cassette later.
    with pytest.raises(UnansweredError, match="1 request is not answered"):
        record(cases[:1], small, tmp_path)
    say(requests[0], "D")
    assert record(cases[:1], small, tmp_path) == 1
    assert replay(cases[0], small, tmp_path / "cassettes").status is ReplayStatus.PASS


@pytest.mark.parametrize(
    ("written", "age", "counts"),
    [
        (b"", 60, False),
        (b"  \n", 60, False),
        (b'{"events": [', 0, False),
        (b'{"events": [', 60, True),
        (b'{"events": []}', 0, True),
        (b'\xef\xbb\xbf{"events": []}', 0, True),
        (b'```json\n{"events": []}', 0, False),
        (b'```json\n{"events": []}\n```', 60, True),
        (b"12", 0, False),
        ('{"events": ["ä"]}'.encode("utf-16"), 60, False),
    ],
)
def test_a_half_written_answer_does_not_count(written: bytes, age: int, counts: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.answer.json"
    assert answer_in(path) is None
    path.write_bytes(written)
    then = time.time() - age
    os.utime(path, (then, then))
    text = written.decode("utf-8-sig", "replace")
    assert answer_in(path) == (text if counts else None)


def command(name: str, folder: Path, *more: str) -> Any:
    return CliRunner().invoke(app, [name, *more, "--model", "by-hand", "--cassettes", str(folder / "cassettes")])


def test_from_the_command_line(cases: list[Case], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.data.project._chosen", replace(project(), runs=tmp_path / "runs"))
    chosen = ["--case", cases[0].id]
    by_hand = ["--relay", str(tmp_path / "relay"), "--relay-timeout", "0"]
    broken = command("record", tmp_path, *chosen, *by_hand)
    assert broken.exit_code == 1
    assert "1 request is not answered" in broken.output
    say(open_requests(tmp_path)[0])
    assert command("record", tmp_path, *chosen, *by_hand).exit_code == 0
    assert "nothing to record" in command("record", tmp_path, *chosen, *by_hand).output
    played = command("run", tmp_path, *chosen)
    assert "1 PASS" in played.output
    assert len(load_run("by-hand").outcomes) == 1


@pytest.mark.parametrize("name", ["multilingual", "long", "gum"])
def test_external_sets_with_several_windows_and_articles_of_the_cases(name: str, tmp_path: Path) -> None:
    by_hand = ["--record", "--limit", "2", "--relay", str(tmp_path / "relay"), "--relay-timeout", "0"]
    broken = command("external", tmp_path, name, *by_hand)
    assert broken.exit_code == 1, broken.output
    requests = open_requests(tmp_path)
    assert len({r.name.rpartition("-")[0] for r in requests}) == 2
    assert name != "long" or len(requests) > 2
    for request in requests:
        say(request)
    made = command("external", tmp_path, name, *by_hand)
    assert "2 PASS" in made.output, made.output


def test_a_folder_that_can_not_be_made_is_told(cases: list[Case], subject: Subject, tmp_path: Path) -> None:
    (tmp_path / "relay").write_text("a file", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="name a folder"):
        record(cases, subject, tmp_path)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["record", "--relay", "r"], "--relay needs --model"),
        (["record", "--relay", "r", "--model", "m", "--base-url", "http://h/v1"], "give one of them"),
        (["external", "long", "--relay", "r", "--model", "m"], "--relay needs --record"),
    ],
)
def test_options_that_contradict_each_other_are_told_in_one_line(options: list[str], said: str) -> None:
    result = CliRunner().invoke(app, options)
    assert result.exit_code == 2
    assert said in result.output
