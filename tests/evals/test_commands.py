"""The commands that score runs, compare them and measure agreement."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.data.cases import load_cases
from evals.data.project import project
from evals.data.runs import Run, save_run
from evals.scoring.custom import metric_named
from evals.scoring.metrics import METRICS
from evals.scoring.synthetic import brief_of_gold

CASES = load_cases()
runner = CliRunner()


@pytest.fixture
def runs(tmp_path):
    perfect = Run("perfect", {case.id: brief_of_gold(case) for case in CASES})
    halved = Run("halved", {
        case.id: (b := brief_of_gold(case)).model_copy(update={"commitments": b.commitments[::2]}) for case in CASES
    })  # fmt: skip
    return str(save_run(perfect, tmp_path)), str(save_run(halved, tmp_path))


def test_score_command(runs):
    shown = runner.invoke(app, ["score", runs[1], "--details"])
    assert shown.exit_code == 0
    assert "commitments, recall" in shown.stdout
    assert "missed commitment" in shown.stdout
    values = json.loads(runner.invoke(app, ["score", runs[0], "--json"]).stdout)
    assert values["events_f1"]["value"] == 1
    assert values.keys() == {entry.name for entry in METRICS}


def test_compare_command(runs):
    shown = runner.invoke(app, ["compare", *runs])
    assert shown.exit_code == 0
    assert "worse" in shown.stdout
    values = json.loads(runner.invoke(app, ["compare", *runs, "--json"]).stdout)
    assert values["commitments_recall"]["verdict"] == "worse"
    assert values["events_recall"]["verdict"] == "no evidence"


def test_agreement_command():
    shown = runner.invoke(app, ["agreement"])
    assert shown.exit_code == 0
    assert "events, F1" in shown.stdout
    assert metric_named("tokens").label not in shown.stdout


def test_commands_say_what_is_wrong(tmp_path):
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    for arguments in (["agreement", "--cases", str(tmp_path)], ["score", "absent"]):
        result = runner.invoke(app, arguments)
        assert result.exit_code == 2
        assert result.stderr


def test_a_reviewed_case_is_checked_and_stored_once(tmp_path):
    case = json.loads((project().cases / "seed-critical-minerals.json").read_text("utf-8")) | {"id": "reviewed"}
    file, folder = tmp_path / "saved.json", tmp_path / "cases"
    file.write_text(json.dumps(case), encoding="utf-8")
    stored = runner.invoke(app, ["gold", str(file), "--cases", str(folder)])
    assert stored.exit_code == 0, stored.output
    assert [case.id for case in load_cases(folder)] == ["reviewed"]
    again = runner.invoke(app, ["gold", str(file), "--cases", str(folder)])
    assert again.exit_code == 2
    assert "--replace" in again.stderr
    assert runner.invoke(app, ["gold", str(file), "--cases", str(folder), "--replace"]).exit_code == 0
    case["gold"]["events"][0]["place"] = "Atlantis"
    file.write_text(json.dumps(case), encoding="utf-8")
    wrong = runner.invoke(app, ["gold", str(file), "--cases", str(folder), "--replace"])
    assert wrong.exit_code == 2
    assert "not an exact substring: 'Atlantis'" in wrong.stderr
