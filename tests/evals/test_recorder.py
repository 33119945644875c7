"""The recorder: what was recorded replays to the same brief, and a recording that breaks off leaves the older one."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from evals.data.cases import Case
from evals.recording import recorder
from evals.recording.cassettes import cassette_path, read_about
from evals.recording.recorder import ReplayStatus, Subject
from summarizer.complete.limits import Clock
from summarizer.errors import EndpointError
from summarizer.plan.profiles import PROFILES
from summarizer.schema import Brief, Failure
from summarizer.settings import Endpoint, load_settings
from summarizer.testing import answer, failure
from tests.evals.recordings import NOTHING, SAID, edit, record, replay
from tests.servers.faults import FaultServer


def test_a_recording_replays_to_the_same_brief_without_the_endpoint(
    case: Case, subject: Subject, endpoint: FaultServer, windows: int, tmp_path: Path
) -> None:
    endpoint.replies(answer("A", likely={"A": -0.1, "D": -2.5}), SAID)
    where = Endpoint(endpoint.base_url, "fake")
    live = recorder.record(case, subject, where, load_settings(concurrency=1), tmp_path)
    assert len(endpoint.requests) == windows
    played = replay(case, subject, tmp_path)
    assert len(endpoint.requests) == windows
    assert played.status is ReplayStatus.PASS
    assert isinstance(live, Brief)
    assert isinstance(played.outcome, Brief)
    assert played.outcome.events == live.events
    assert played.outcome.dropped == live.dropped


def test_the_seconds_are_those_of_the_recording(
    case: Case, subject: Subject, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)
    edit(path, lambda data: data["recorded"].update(seconds=123.5))
    outcome = replay(case, subject, tmp_path).outcome
    assert isinstance(outcome, Brief)
    assert (outcome.provenance.finished - outcome.provenance.started).total_seconds() == 123.5


def test_an_answer_of_no_use_is_recorded_as_what_the_model_said(
    case: Case, subject: Subject, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(answer("The", finish="length"))
    record(case, subject, endpoint, tmp_path)
    played = replay(case, subject, tmp_path)
    assert played.status is ReplayStatus.FAIL
    assert isinstance(played.outcome, Failure)
    assert played.outcome.error == "InvalidAnswerError"
    assert played.outcome.seconds == read_about(cassette_path(subject.name, case.id, tmp_path))["recorded"]["seconds"]


def test_a_reask_is_replayed_from_the_recording(
    case: Case, whole: Subject, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(answer({"events": ["nobody"]}), NOTHING)
    record(case, whole, endpoint, tmp_path, concurrency=1)
    assert len(endpoint.requests) == 2
    played = replay(case, whole, tmp_path)
    assert isinstance(played.outcome, Brief)
    assert [a.outcome for a in played.outcome.provenance.attempts] == ["invalid", "ok"]


def test_an_endpoint_that_fails_leaves_the_older_recording_as_it_was(
    case: Case, subject: Subject, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)
    good = path.read_bytes()
    endpoint.replies(SAID, SAID, failure(401))
    with pytest.raises(EndpointError):
        record(case, subject, endpoint, tmp_path, concurrency=1)
    assert path.read_bytes() == good
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_recording_again_replaces_all_of_the_older_recording(
    case: Case, subject: Subject, endpoint: FaultServer, windows: int, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)

    def older(data: Any) -> None:
        for exchange in data["interactions"]:
            exchange["request"]["body"]["messages"][0]["content"] = "an older prompt"

    edit(path, older)
    record(case, subject, endpoint, tmp_path)
    assert len(yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]) == windows
    assert replay(case, subject, tmp_path).status is ReplayStatus.PASS


def test_replay_never_waits_for_what_was_a_fault_of_the_transport(
    case: Case, subject: Subject, endpoint: FaultServer, windows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.replies(failure(429, retry_after="0.01"), SAID)
    path = record(case, subject, endpoint, tmp_path, concurrency=1)
    assert len(endpoint.requests) == windows + 1
    assert len(yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]) == windows

    async def never(seconds: float) -> None:
        raise AssertionError("replay waited")

    monkeypatch.setattr("summarizer.complete.gateway.Clock", lambda: Clock(sleep=never))
    assert replay(case, subject, tmp_path).status is ReplayStatus.PASS


def test_another_profile_than_the_models_own_has_cassettes_of_its_own() -> None:
    assert recorder.library_subject("qwen2.5-coder-1.5b", PROFILES["small"], 1).name == "qwen2.5-coder-1.5b"
    assert recorder.library_subject("qwen2.5-coder-1.5b", PROFILES["large"], 1).name == "qwen2.5-coder-1.5b-large"
    assert recorder.profile_of("gpt-5").name == "large"
