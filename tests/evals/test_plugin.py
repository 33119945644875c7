"""The plugin for pytest: a test of every case and every floor, without network."""

from __future__ import annotations

import shutil
import socket
import sys
from pathlib import Path

import pytest

from evals.data.cases import load_cases
from evals.data.project import project
from evals.scoring.scorer import score_case
from evals.scoring.synthetic import brief_of_gold
from evals.testing.diffs import difference_of
from evals.testing.plugin import no_network
from summarizer.schema import EventType
from tests.evals.walk import Walk, clean_environment
from tests.samples import ROOT

SHORT = sorted(load_cases(), key=lambda case: len(case.article.text))[:2]
PLUGIN = ["-m", "pytest", "-q", "-p", "summarizer.pytest_plugin", "-p", "no:cacheprovider"]


@pytest.fixture
def go(tmp_path: Path) -> Walk:
    """A project of two cases, with the recordings of the checkout."""
    (tmp_path / "cases").mkdir()
    for case in SHORT:
        shutil.copy(project().cases / f"{case.id}.json", tmp_path / "cases")
    recordings = Path("cassettes", "qwen2.5-coder-1.5b")
    (tmp_path / recordings).mkdir(parents=True)
    for case in SHORT:
        shutil.copy(project().cassettes.parent / recordings / f"{case.id}.yaml", tmp_path / recordings)
    (tmp_path / "evals.toml").write_text("[each]\ngrounded = 1\n", encoding="utf-8")
    environment = clean_environment(PYTHONPATH=str(ROOT))
    return Walk(tmp_path, [], [sys.executable, *PLUGIN], environment)


def test_cases_floors_and_parallel_processes(go: Walk) -> None:
    (go.folder / "test_other.py").write_text("def test_other(): pass", encoding="utf-8")
    assert "3 passed" in go.tests()
    go("run", "--name", "mine")
    go("gate", "mine", "--write")
    parallel = ["--briefs", "cases", "-n", "2", "--dist", "load", "--junit-xml", "j.xml"]
    shown = go.run([*go.pytest, *parallel])
    assert "passed" in shown
    assert '<property name="events_f1"' in (go.folder / "j.xml").read_text(encoding="utf-8")
    one = go.tests(f"cases/{SHORT[0].id}.json::brief")
    assert "1 passed" in one


def test_failures_show_the_difference_from_gold(go: Walk) -> None:
    (go.folder / "evals.toml").write_text("[each]\nevent_type = 1.1\n", encoding="utf-8")
    next((go.folder / "cassettes").rglob(f"{SHORT[1].id}.yaml")).unlink()
    shown = go.tests(code=1)
    assert "type of event is" in shown
    assert "demanded of every case is 1.1" in shown
    assert "events: " in shown
    assert "wrong type: other (gold: " in shown
    assert f"MISSING: there is no {SHORT[1].id}.yaml" in shown
    assert "Traceback" not in shown


def test_what_is_wrong_with_the_project_is_told_before_any_test(go: Walk) -> None:
    (go.folder / "evals.toml").write_text("[each]\nbeauty = 1\n", encoding="utf-8")
    assert "there is no metric 'beauty'" in go.tests(code=4)
    (go.folder / "cases" / "a.json").write_text("{", encoding="utf-8")
    (go.folder / "evals.toml").write_text("", encoding="utf-8")
    assert "a.json: not readable as JSON" in go.tests(code=4)


def test_the_network_is_blocked_and_opened_again() -> None:
    with no_network():
        for reach in (
            lambda: socket.create_connection(("example.org", 80), timeout=1),
            lambda: socket.socket().connect(("192.0.2.1", 80)),
            lambda: socket.socket().connect_ex(("192.0.2.1", 80)),
        ):
            with pytest.raises(OSError, match="the network is blocked"):
                reach()
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def test_a_difference_can_be_read() -> None:
    case = next(case for case in load_cases() if len(case.gold.commitments) > 1)
    brief = brief_of_gold(case)
    assert difference_of(score_case(case, brief)) == "no difference from gold"
    events = (brief.events[0].model_copy(update={"type": EventType.OTHER}), *brief.events[2:])
    told = difference_of(score_case(case, brief.model_copy(update={"events": events, "commitments": ()})))
    assert f"events: {len(events)} of {len(brief.events)} found" in told
    assert f"  - {case.gold.events[1].summary}" in told
    assert f"  - {case.gold.commitments[0].action}" in told
    assert "actors" not in told
