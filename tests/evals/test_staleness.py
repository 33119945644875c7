"""Staleness: a recording that is no longer that of the code is told, with the part that differs."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from evals.data.cases import Case
from evals.recording import recorder, replaying
from evals.recording.cassettes import CassetteError, cassette_path
from evals.recording.recorder import Recordings, ReplayStatus, Subject
from summarizer.plan import prompts as prompting
from summarizer.settings import Settings
from summarizer.testing import answer
from tests.evals.recordings import NOTHING, SAID, SMALL, edit, record, replay
from tests.servers.faults import FaultServer


def test_a_request_that_was_not_recorded_is_stale_and_asked_only_once(
    case: Case, subject: Subject, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    record(case, subject, endpoint, tmp_path)
    asked = len(endpoint.requests)
    changed = case.model_copy(
        update={"article": case.article.model_copy(update={"text": case.article.text.replace(" the ", " their ", 1)})}
    )
    played = replay(changed, subject, tmp_path)
    assert played.status is ReplayStatus.STALE
    assert "not recorded: message" in played.reason
    assert "their" in played.reason
    assert "the nearest recorded one is" in played.reason
    assert played.outcome is None
    assert len(endpoint.requests) == asked
    assert recorder.outdated(Recordings([case, changed], subject, tmp_path)) == [changed]
    assert len(endpoint.requests) == asked


def test_a_changed_setting_of_the_request_is_named(
    case: Case, subject: Subject, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)

    def hotter(data: Any) -> None:
        for exchange in data["interactions"]:
            exchange["request"]["body"]["temperature"] = 1.0

    edit(path, hotter)
    assert "not recorded with this temperature" in replay(case, subject, tmp_path).reason


def test_a_recorded_answer_that_nobody_asks_for_is_stale(
    case: Case, subject: Subject, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)

    def more(data: Any) -> None:
        extra = json.loads(json.dumps(data["interactions"][0]))
        extra["request"]["body"]["messages"].append({"role": "user", "content": "More?"})
        data["interactions"].append(extra)

    edit(path, more)
    played = replay(case, subject, tmp_path)
    assert played.status is ReplayStatus.STALE
    assert played.reason == "1 recorded answers were not used"


def test_one_word_of_the_prompt_turns_the_recording_stale(
    case: Case,
    subject: Subject,
    endpoint: FaultServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endpoint.replies(SAID)
    record(case, subject, endpoint, tmp_path / "cassettes")
    folder = tmp_path / "prompts"
    shutil.copytree(str(prompting.folder()), folder)
    template = folder / f"{SMALL.prompt}.jinja"
    template.write_text(template.read_text(encoding="utf-8").replace("news", "press", 1), encoding="utf-8")
    monkeypatch.setattr(prompting, "folder", lambda: folder)
    prompting.load_prompt.cache_clear()
    try:
        played = replay(case, recorder.library_subject("fake", SMALL, reasks=1), tmp_path / "cassettes")
    finally:
        prompting.load_prompt.cache_clear()
    assert played.status is ReplayStatus.STALE
    assert re.fullmatch(rf"prompt: '{SMALL.prompt} \w{{16}}' is now '{SMALL.prompt} \w{{16}}'", played.reason)


@pytest.mark.parametrize("part", ["model", "prompt", "schema", "window", "limits"])
def test_the_reason_names_the_part_that_differs(
    case: Case, subject: Subject, endpoint: FaultServer, tmp_path: Path, part: str
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)
    edit(path, lambda data: data["fingerprint"].update({part: "another"}))
    played = replay(case, subject, tmp_path)
    assert played.status is ReplayStatus.STALE
    assert played.reason.startswith(f"{part}: 'another' is now ")


@pytest.mark.parametrize(
    "content",
    ["", "fingerprint: {", "interactions: []\n", "fingerprint: {}\nrecorded: {}\ninteractions: 1\n", "\x00"],
    ids=["empty", "no YAML", "no head", "no exchanges", "binary"],
)
def test_a_file_that_is_no_cassette_is_stale(case: Case, subject: Subject, tmp_path: Path, content: str) -> None:
    path = cassette_path(subject.name, case.id, tmp_path)
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    assert replay(case, subject, tmp_path).status is ReplayStatus.STALE


def test_a_missing_cassette_is_missing_not_empty(case: Case, subject: Subject, tmp_path: Path) -> None:
    played = replay(case, subject, tmp_path)
    assert played.status is ReplayStatus.MISSING
    assert not list(tmp_path.iterdir())
    with pytest.raises(CassetteError, match="no cassette"), recorder.replaying(tmp_path / "none.yaml"):
        pass


def test_a_cassette_without_a_case_is_an_orphan(
    case: Case, subject: Subject, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)
    path.rename(path.with_name("gone.yaml"))
    replays, run = replaying.replay_all(Recordings([case], subject, tmp_path))
    assert [(r.case, r.status) for r in replays] == [(case.id, ReplayStatus.MISSING), ("gone", ReplayStatus.ORPHAN)]
    assert not run.outcomes


def test_replay_ignores_the_environment(
    case: Case, whole: Subject, endpoint: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.replies(answer({"events": ["nobody"]}), NOTHING)
    record(case, whole, endpoint, tmp_path, concurrency=1)
    monkeypatch.setenv("SUMMARIZER_REASKS", "0")
    monkeypatch.setenv("SUMMARIZER_BASE_URL", "http://elsewhere.invalid/v1")
    monkeypatch.setenv("SUMMARIZER_PROFILE", "small")
    monkeypatch.setenv("SUMMARIZER_MODEL", "another")
    assert replay(case, whole, tmp_path).status is ReplayStatus.PASS


def test_settings_for_replay_are_the_defaults_one_request_at_a_time() -> None:
    assert recorder.quick_settings() == Settings(max_attempts=1, concurrency=1)
