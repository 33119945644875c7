"""The commands that record and replay, from the command line."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.commands.shared import exit_code
from evals.data.cases import Case
from evals.data.project import project
from evals.data.runs import load_run
from evals.recording.recorder import Replay, ReplayStatus
from summarizer.schema import Failure
from summarizer.testing import answer, failure
from tests.evals.recordings import SAID
from tests.servers.faults import FaultServer


@pytest.mark.parametrize(
    ("statuses", "peer", "code"),
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
def test_exit_codes(statuses: list[str], peer: bool, code: int) -> None:
    assert exit_code([Replay("a", ReplayStatus(s)) for s in statuses], peer=peer) == code


@pytest.fixture
def folder(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one case, with a folder of runs beside it."""
    cases = tmp_path / "cases"
    cases.mkdir()
    shutil.copy(project().cases / f"{case.id}.json", cases)
    monkeypatch.setattr("evals.data.project._chosen", replace(project(), runs=tmp_path / "runs"))
    return tmp_path


def command(name: str, folder: Path, *more: str) -> Any:
    options = ["--model", "fake", "--profile", "small", "--cases", str(folder / "cases")]
    if "--live" not in more:
        options += ["--cassettes", str(folder / "cassettes")]
    return CliRunner().invoke(app, [name, *options, *more])


def test_record_run_and_record_again_from_the_command_line(folder: Path, endpoint: FaultServer, windows: int) -> None:
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


def test_a_recording_that_breaks_off_says_why_and_exits_1(folder: Path, endpoint: FaultServer) -> None:
    endpoint.replies(failure(401))
    broken = command("record", folder, "--base-url", endpoint.base_url)
    assert broken.exit_code == 1
    assert "AuthenticationError" in broken.output
    assert not (folder / "cassettes").exists()


def test_a_live_run_needs_no_cassettes(folder: Path, endpoint: FaultServer) -> None:
    endpoint.replies(answer("The", finish="length"))
    made = command("run", folder, "--live", "--base-url", endpoint.base_url)
    assert made.exit_code == 0, made.output
    (outcome,) = load_run("fake-small-live").outcomes.values()
    assert isinstance(outcome, Failure)
    assert outcome.error == "InvalidAnswerError"


@pytest.mark.parametrize("options", [["--case", "nothing"], ["--cases", "/nowhere"], ["--profile", "huge"]])
def test_a_mistyped_option_is_told_in_one_line(options: list[str]) -> None:
    result = CliRunner().invoke(app, ["run", *options])
    assert result.exit_code == 2
    assert "Traceback" not in result.output
