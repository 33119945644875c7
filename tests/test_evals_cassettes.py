"""Recordings: what they hold, what they refuse, and what is said of one that is no longer that of the code."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from evals.__main__ import app
from evals.commands.shared import exit_code
from evals.data.cases import CASES, Case, load_cases
from evals.data.runs import load_run, run_path
from evals.recording import recorder, replaying
from evals.recording.cassettes import CASSETTES, CassetteError, CassetteMissError, cassette_path, read_about, recording
from evals.recording.recorder import Replay, Subject, Verdict
from summarizer.complete.limits import Clock
from summarizer.errors import EndpointError
from summarizer.plan import prompts as prompting
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.schema import Brief, Failure
from summarizer.settings import Endpoint, Settings, load_settings
from tests.conftest import FakeEndpoint, answer, failure

SMALL = PROFILES["small"]
SAID = answer({"events": []})


@pytest.fixture(scope="module")
def case() -> Case:
    return min(load_cases(), key=lambda case: len(case.article.text))


@pytest.fixture
def windows(case: Case) -> int:
    return len(plan(case.article, SMALL).requests)


@pytest.fixture
def subject() -> Subject:
    return recorder.library_subject("fake", SMALL, reasks=1)


def record(case: Case, subject: Subject, endpoint: FakeEndpoint, directory: Path, **settings: Any) -> Path:
    where = Endpoint(endpoint.base_url, "fake", api_key="sk-secret-0123456789abcdef")
    recorder.record(case, subject, where, load_settings(**settings), directory)
    return cassette_path(subject.name, case.id, directory)


def replay(case: Case, subject: Subject, directory: Path) -> Replay:
    return recorder.replay(case, subject, recorder.quick_settings(), directory)


def edit(path: Path, change: Callable[[Any], None]) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


def test_a_recording_replays_to_the_same_brief_without_the_endpoint(
    case: Case, subject: Subject, endpoint: FakeEndpoint, windows: int, tmp_path: Path
) -> None:
    happening = "they | " + " ".join(case.article.text[:60].split())
    endpoint.replies(answer({"events": [happening]}), SAID)
    where = Endpoint(endpoint.base_url, "fake")
    live = recorder.record(case, subject, where, load_settings(concurrency=1), tmp_path)
    assert len(endpoint.requests) == windows
    played = replay(case, subject, tmp_path)
    assert len(endpoint.requests) == windows
    assert played.verdict is Verdict.PASS
    assert isinstance(live, Brief)
    assert isinstance(played.outcome, Brief)
    assert played.outcome.events == live.events
    assert played.outcome.dropped == live.dropped


def test_a_recording_is_readable_and_holds_no_secret_and_no_address(
    case: Case, subject: Subject, endpoint: FakeEndpoint, windows: int, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "sk-secret" not in text
    assert "127.0.0.1" not in text
    data = yaml.safe_load(text)
    assert list(data) == ["fingerprint", "recorded", "interactions"]
    assert len(data["interactions"]) == windows
    for exchange in data["interactions"]:
        assert exchange["request"]["uri"] == "http://recorded/v1/chat/completions"
        assert {*exchange["request"]["headers"], *exchange["response"]["headers"]} <= {"content-type", "Content-Type"}
        assert exchange["request"]["body"]["messages"][0]["role"] == "system"
        assert exchange["response"]["body"]["choices"]


def test_what_all_requests_share_is_written_once(
    case: Case, subject: Subject, endpoint: FakeEndpoint, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    text = record(case, subject, endpoint, tmp_path).read_text(encoding="utf-8")
    assert text.count("role: system") == 1


def test_the_seconds_are_those_of_the_recording(
    case: Case, subject: Subject, endpoint: FakeEndpoint, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)
    edit(path, lambda data: data["recorded"].update(seconds=123.5))
    outcome = replay(case, subject, tmp_path).outcome
    assert isinstance(outcome, Brief)
    assert (outcome.provenance.finished - outcome.provenance.started).total_seconds() == 123.5


def test_an_answer_of_no_use_is_recorded_as_what_the_model_said(
    case: Case, subject: Subject, endpoint: FakeEndpoint, tmp_path: Path
) -> None:
    endpoint.replies(answer('{"events": [', finish="length"))
    record(case, subject, endpoint, tmp_path)
    played = replay(case, subject, tmp_path)
    assert played.verdict is Verdict.FAIL
    assert isinstance(played.outcome, Failure)
    assert played.outcome.error == "TruncatedAnswerError"
    assert played.outcome.seconds == read_about(cassette_path(subject.name, case.id, tmp_path))["recorded"]["seconds"]


def test_a_reask_is_replayed_from_the_recording(
    case: Case, subject: Subject, endpoint: FakeEndpoint, windows: int, tmp_path: Path
) -> None:
    endpoint.replies(answer({"events": ["nobody"]}), SAID)
    record(case, subject, endpoint, tmp_path, concurrency=1)
    assert len(endpoint.requests) == windows + 1
    played = replay(case, subject, tmp_path)
    assert isinstance(played.outcome, Brief)
    assert sorted(a.outcome for a in played.outcome.provenance.attempts) == ["invalid", *["ok"] * windows]


def test_an_endpoint_that_fails_leaves_the_older_recording_as_it_was(
    case: Case, subject: Subject, endpoint: FakeEndpoint, tmp_path: Path
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
    case: Case, subject: Subject, endpoint: FakeEndpoint, windows: int, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)

    def older(data: Any) -> None:
        for exchange in data["interactions"]:
            exchange["request"]["body"]["messages"][0]["content"] = "an older prompt"

    edit(path, older)
    record(case, subject, endpoint, tmp_path)
    assert len(yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]) == windows
    assert replay(case, subject, tmp_path).verdict is Verdict.PASS


def test_a_recorder_that_gives_up_writes_nothing(tmp_path: Path) -> None:
    with recording(tmp_path / "none.yaml"):
        pass
    assert not list(tmp_path.iterdir())


def test_replay_never_waits_for_what_was_a_fault_of_the_transport(
    case: Case, subject: Subject, endpoint: FakeEndpoint, windows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.replies(failure(429, retry_after="0.01"), SAID)
    path = record(case, subject, endpoint, tmp_path, concurrency=1)
    assert len(endpoint.requests) == windows + 1
    assert len(yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]) == windows

    async def never(seconds: float) -> None:
        raise AssertionError("replay waited")

    monkeypatch.setattr("summarizer.complete.gateway.Clock", lambda: Clock(sleep=never))
    assert replay(case, subject, tmp_path).verdict is Verdict.PASS


def test_a_request_that_was_not_recorded_is_stale_and_asked_only_once(
    case: Case, subject: Subject, endpoint: FakeEndpoint, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    record(case, subject, endpoint, tmp_path)
    asked = len(endpoint.requests)
    changed = case.model_copy(
        update={"article": case.article.model_copy(update={"text": case.article.text.replace(" the ", " their ", 1)})}
    )
    played = replay(changed, subject, tmp_path)
    assert played.verdict is Verdict.STALE
    assert "not recorded: message" in played.reason
    assert "their" in played.reason
    assert "the nearest recorded is" in played.reason
    assert played.outcome is None
    assert len(endpoint.requests) == asked


def test_a_changed_setting_of_the_request_is_named(
    case: Case, subject: Subject, endpoint: FakeEndpoint, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)

    def hotter(data: Any) -> None:
        for exchange in data["interactions"]:
            exchange["request"]["body"]["temperature"] = 1.0

    edit(path, hotter)
    assert "not recorded with this temperature" in replay(case, subject, tmp_path).reason


def test_a_recorded_answer_that_nobody_asks_for_is_stale(
    case: Case, subject: Subject, endpoint: FakeEndpoint, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)

    def more(data: Any) -> None:
        extra = json.loads(json.dumps(data["interactions"][0]))
        extra["request"]["body"]["messages"].append({"role": "user", "content": "More?"})
        data["interactions"].append(extra)

    edit(path, more)
    played = replay(case, subject, tmp_path)
    assert played.verdict is Verdict.STALE
    assert played.reason == "1 recorded answers were not asked for"


def test_one_word_of_the_prompt_turns_the_recording_stale(
    case: Case,
    subject: Subject,
    endpoint: FakeEndpoint,
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
    assert played.verdict is Verdict.STALE
    assert re.fullmatch(rf"prompt: '{SMALL.prompt} \w{{16}}' is now '{SMALL.prompt} \w{{16}}'", played.reason)


@pytest.mark.parametrize("part", ["model", "prompt", "schema", "window", "limits"])
def test_the_verdict_names_the_part_that_differs(
    case: Case, subject: Subject, endpoint: FakeEndpoint, tmp_path: Path, part: str
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)
    edit(path, lambda data: data["fingerprint"].update({part: "another"}))
    played = replay(case, subject, tmp_path)
    assert played.verdict is Verdict.STALE
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
    assert replay(case, subject, tmp_path).verdict is Verdict.STALE


def test_a_missing_cassette_is_missing_not_empty(case: Case, subject: Subject, tmp_path: Path) -> None:
    played = replay(case, subject, tmp_path)
    assert played.verdict is Verdict.MISSING
    assert not list(tmp_path.iterdir())
    with pytest.raises(CassetteError, match="no cassette"), recorder.replaying(tmp_path / "none.yaml"):
        pass


def test_a_cassette_without_a_case_is_an_orphan(
    case: Case, subject: Subject, endpoint: FakeEndpoint, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    path = record(case, subject, endpoint, tmp_path)
    path.rename(path.with_name("gone.yaml"))
    replays, run = replaying.replay_all([case], subject, tmp_path)
    assert [(r.case, r.verdict) for r in replays] == [(case.id, Verdict.MISSING), ("gone", Verdict.ORPHAN)]
    assert not run.outcomes


def test_replay_ignores_the_environment(
    case: Case, subject: Subject, endpoint: FakeEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.replies(answer({"events": ["nobody"]}), SAID)
    record(case, subject, endpoint, tmp_path, concurrency=1)
    monkeypatch.setenv("SUMMARIZER_REASKS", "0")
    monkeypatch.setenv("SUMMARIZER_BASE_URL", "http://elsewhere.invalid/v1")
    monkeypatch.setenv("SUMMARIZER_PROFILE", "large")
    monkeypatch.setenv("SUMMARIZER_MODEL", "another")
    assert replay(case, subject, tmp_path).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("verdicts", "peer", "code"),
    [
        ([], False, 0),
        (["PASS"], False, 0),
        (["PASS", "FAIL"], False, 1),
        (["PASS", "FAIL"], True, 0),
        (["FAIL", "STALE"], False, 3),
        (["MISSING"], True, 3),
        (["PASS", "ORPHAN"], False, 3),
    ],
)
def test_exit_codes(verdicts: list[str], peer: bool, code: int) -> None:
    assert exit_code([Replay("a", Verdict(v)) for v in verdicts], peer=peer) == code


def test_another_profile_than_the_models_own_has_cassettes_of_its_own() -> None:
    assert recorder.library_subject("qwen2.5-coder-1.5b", PROFILES["small"], 1).name == "qwen2.5-coder-1.5b"
    assert recorder.library_subject("qwen2.5-coder-1.5b", PROFILES["large"], 1).name == "qwen2.5-coder-1.5b-large"
    assert recorder.profile_of("gpt-5").name == "large"


@pytest.mark.parametrize(
    ("model", "name"), [("org/model:7b", "org-model-7b"), ("../up", "up"), ("a\\b c", "a-b-c"), ("通义", "model")]
)
def test_a_models_name_is_made_fit_for_a_folder_and_a_run(model: str, name: str) -> None:
    assert cassette_path(model, "x").parent.name == name
    assert run_path(name).stem == name


@pytest.fixture
def folder(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one case, with a folder of runs beside it."""
    cases = tmp_path / "cases"
    cases.mkdir()
    shutil.copy(CASES / f"{case.id}.json", cases)
    monkeypatch.setattr("evals.data.runs.RUNS", tmp_path / "runs")
    return tmp_path


def command(name: str, folder: Path, *more: str) -> Any:
    options = ["--model", "fake", "--profile", "small", "--cases", str(folder / "cases")]
    if "--live" not in more:
        options += ["--cassettes", str(folder / "cassettes")]
    return CliRunner().invoke(app, [name, *options, *more])


def test_record_run_and_record_again_from_the_command_line(folder: Path, endpoint: FakeEndpoint, windows: int) -> None:
    endpoint.replies(SAID)
    assert command("run", folder).exit_code == 3
    made = command("record", folder, "--base-url", endpoint.base_url)
    assert made.exit_code == 0, made.output
    assert "1/1" in made.output
    played = command("run", folder, "--junit", str(folder / "junit.xml"))
    assert played.exit_code == 0, played.output
    assert "1 PASS" in played.output
    assert 'tests="1"' in (folder / "junit.xml").read_text(encoding="utf-8")
    assert len(load_run("fake-small").outcomes) == 1
    again = command("record", folder, "--base-url", endpoint.base_url)
    assert "nothing to record" in again.output
    assert len(endpoint.requests) == windows
    command("record", folder, "--base-url", endpoint.base_url, "--force")
    assert len(endpoint.requests) == 2 * windows


def test_a_recording_that_breaks_off_says_why_and_exits_1(folder: Path, endpoint: FakeEndpoint) -> None:
    endpoint.replies(failure(401))
    broken = command("record", folder, "--base-url", endpoint.base_url)
    assert broken.exit_code == 1
    assert "AuthenticationError" in broken.output
    assert not (folder / "cassettes").exists()


def test_a_live_run_needs_no_cassettes(folder: Path, endpoint: FakeEndpoint) -> None:
    endpoint.replies(answer('{"events": [', finish="length"))
    made = command("run", folder, "--live", "--base-url", endpoint.base_url)
    assert made.exit_code == 0, made.output
    (outcome,) = load_run("fake-small-live").outcomes.values()
    assert isinstance(outcome, Failure)
    assert outcome.error == "TruncatedAnswerError"


@pytest.mark.parametrize("options", [["--case", "nothing"], ["--cases", "/nowhere"], ["--profile", "huge"]])
def test_a_mistyped_option_is_told_in_one_line(options: list[str]) -> None:
    result = CliRunner().invoke(app, ["run", *options])
    assert result.exit_code == 2
    assert "Traceback" not in result.output


SECRETS = re.compile(
    r"\bauthorization\s*:|bearer\s|api[_-]?key|set-cookie|\bsk-[A-Za-z0-9]|127\.0\.0\.1|localhost|/(?:root|home)/",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", sorted(CASSETTES.rglob("*.yaml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_recording_of_the_project_holds_a_secret(path: Path) -> None:
    found = SECRETS.search(path.read_text(encoding="utf-8"))
    assert found is None, found


def test_the_nearest_recording_is_told_also_where_nothing_was_recorded(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("fingerprint: {a: b}\nrecorded: {}\ninteractions: []\n", encoding="utf-8")
    import httpx2

    with pytest.raises(CassetteMissError, match="not recorded: GET"), recorder.replaying(path):
        httpx2.get("http://recorded/v1/models")


def test_settings_for_replay_are_the_defaults() -> None:
    assert recorder.quick_settings() == Settings(max_attempts=1)
