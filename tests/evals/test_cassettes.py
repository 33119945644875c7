"""Cassettes: readable files without a secret, named so that any system can hold them."""

from pathlib import Path

import httpx2
import pytest
import yaml

from evals.data.cases import Case
from evals.data.project import project
from evals.data.runs import run_path
from evals.recording import recorder
from evals.recording.cassettes import (
    CassetteMissError,
    cassette_path,
    exchanges,
    read_about,
    recording,
    replaying,
)
from evals.recording.recorder import Subject
from summarizer.testing import answer
from tests.evals.recordings import SAID, SECRETS, record
from tests.servers.faults import FaultServer


def test_a_recording_is_readable_and_holds_no_secret_and_no_address(
    case: Case, subject: Subject, endpoint: FaultServer, windows: int, tmp_path: Path
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
    case: Case, subject: Subject, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(SAID)
    text = record(case, subject, endpoint, tmp_path).read_text(encoding="utf-8")
    assert text.count("role: system") == 1


def test_hundreds_of_likely_tokens_are_packed_and_come_back_as_they_were(endpoint: FaultServer, tmp_path: Path) -> None:
    likely = {f"token {i} é \n": -0.1234567890123456 - i for i in range(300)}
    endpoint.replies(answer("A", likely=likely), answer("B", likely={"B": -0.5}), answer("A", likely=likely))
    asked = [{"model": "m", "messages": [{"role": "user", "content": sentence}]} for sentence in "abc"]
    path = tmp_path / "many.yaml"
    with recording(path) as tape:
        said = [httpx2.post(f"{endpoint.base_url}/chat/completions", json=body).json() for body in asked]
        tape.about = {"fingerprint": {"a": 1}, "recorded": {"at": "now"}}
    assert exchanges(path) == list(zip(asked, said, strict=True))
    written = yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]
    tops = [e["response"]["body"]["choices"][0]["logprobs"]["content"][0]["top_logprobs"] for e in written]
    assert tops == [0, [{"token": "B", "logprob": -0.5}], 1]
    assert read_about(path) == tape.about
    with replaying(path):
        assert httpx2.post("http://recorded/v1/chat/completions", json=asked[2]).json() == said[2]


def test_a_recorder_that_gives_up_writes_nothing(tmp_path: Path) -> None:
    with recording(tmp_path / "none.yaml"):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("model", "name"), [("org/model:7b", "org-model-7b"), ("../up", "up"), ("a\\b c", "a-b-c"), ("通义", "model")]
)
def test_a_models_name_is_made_fit_for_a_folder_and_a_run(model: str, name: str) -> None:
    assert cassette_path(model, "x").parent.name == name
    assert run_path(name).stem == name


@pytest.mark.parametrize(
    "path", sorted(project().cassettes.rglob("*.yaml")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_no_recording_of_the_project_holds_a_secret(path: Path) -> None:
    found = SECRETS.search(path.read_text(encoding="utf-8"))
    assert found is None, found


def test_the_nearest_recording_is_told_also_where_nothing_was_recorded(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("fingerprint: {a: b}\nrecorded: {}\ninteractions: []\n", encoding="utf-8")
    with pytest.raises(CassetteMissError, match="not recorded: GET"), recorder.replaying(path):
        httpx2.get("http://recorded/v1/models")
