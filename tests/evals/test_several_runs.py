"""Several runs side by side, few articles, and what to annotate next."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from evals.__main__ import app
from evals.data.cases import load_cases
from evals.data.project import use
from evals.data.runs import Outcome, Run, save_run
from evals.reporting.matrix import matrix_of
from evals.scoring.scorer import score_run
from evals.scoring.statistics import FEW, compare, estimates
from evals.scoring.synthetic import brief_of_gold
from evals.scoring.triage import doubts
from summarizer.schema import Brief, Failure, When

CASES = load_cases()
GOLD = {case.id: brief_of_gold(case) for case in CASES}
LOST = CASES[3].id


def without_events(brief: Brief) -> Brief:
    return brief.model_copy(update={"events": brief.events[:1]})


GOOD = Run("good", GOLD)
POOR = Run("poor", {id: without_events(brief) for id, brief in GOLD.items()})
MIXED = Run("mixed", {**GOLD, CASES[0].id: without_events(GOLD[CASES[0].id]), LOST: Failure(error="AnswerError")})


@pytest.fixture
def call(tmp_path: Path) -> Callable[..., Result]:
    for run in (GOOD, POOR, MIXED):
        save_run(run, tmp_path)

    def invoke(name: str, *arguments: str) -> Result:
        files = [str(tmp_path / f"{a}.jsonl") if a in ("good", "poor", "mixed") else a for a in arguments]
        return CliRunner().invoke(app, [name, *files])

    return invoke


def test_a_matrix_of_three_runs() -> None:
    matrix = matrix_of({run.name: score_run(run, CASES) for run in (GOOD, MIXED, POOR)}, "events_f1")
    assert [row.case for row in matrix.rows] == [case.id for case in CASES]
    assert len(matrix.pairs) == 3
    assert matrix.pairs["good", "poor"]["events_f1"].verdict == "worse"
    assert matrix.pairs["good", "mixed"]["events_f1"].verdict == "no evidence"
    rows = {row.case: row for row in matrix.rows}
    assert rows[CASES[0].id].disagrees
    assert rows[CASES[0].id].regressed(1)
    assert rows[LOST].why == ("", "AnswerError", "")
    assert rows[LOST].values[1][0] == 0.0


def test_the_filters_and_the_csv(call: Callable[..., Result], tmp_path: Path) -> None:
    shown = call("matrix", "good", "mixed", "--regressions", "--csv", str(tmp_path / "m.csv"))
    assert shown.exit_code == 0, shown.output
    assert "2 of 30 cases" in shown.output
    with (tmp_path / "m.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["case"] for row in rows} == {CASES[0].id, LOST}
    assert rows[0].keys() == {
        "case",
        *(f"{r} {n}" for r in ("good", "mixed") for n in ("events_f1", "seconds", "cost")),
    }
    assert "2 of 30 cases" in call("matrix", "mixed", "good", "--disagreements").output
    assert "0 of 30 cases" in call("matrix", "mixed", "good", "--regressions").output
    assert "there is no metric 'beauty'" in call("matrix", "good", "--metric", "beauty").output
    assert "two runs are named 'good'" in call("matrix", "good", "good").output


def test_any_number_of_runs_is_compared(call: Callable[..., Result]) -> None:
    shown = call("compare", "good", "mixed", "poor").output
    assert all(f"{b} compared with {a}" in shown for a, b in (("good", "mixed"), ("good", "poor"), ("mixed", "poor")))
    assert call("compare", "good").exit_code == 2


def test_few_articles_give_no_verdict() -> None:
    for number in (FEW - 1, FEW):
        some = [case for case in CASES if len(case.gold.events) > 3][:number]
        good, poor = score_run(GOOD, some), score_run(POOR, some)
        difference = compare(good, poor)["events_recall"]
        assert difference.verdict == ("too few articles" if number < FEW else "worse")
        assert difference.few == estimates(good)["events_recall"].few == (number < FEW)


# Triage


def test_the_doubtful_come_first() -> None:
    brief = GOLD[CASES[0].id]
    undated = brief.events[0].model_copy(update={"when": When(text="some day")})
    outcomes: dict[str, Outcome] = {
        "sure": GOLD[CASES[1].id],
        "failed": Failure(error="AnswerError"),
        "undated": brief.model_copy(update={"events": (undated,), "commitments": ()}),
    }
    found = {each.article: each for each in doubts(outcomes)}
    assert list(found)[-1] == "sure"
    assert (found["sure"].score, found["sure"].disagreement) == (0, None)
    assert found["failed"].failed == "AnswerError"
    assert (found["undated"].dates, found["undated"].unresolved) == (1, 1)


def test_runs_disagree_where_their_items_differ() -> None:
    same, other = CASES[0].id, CASES[1].id
    found = {e.article: e for e in doubts(GOLD, {same: GOLD[same], other: without_events(GOLD[other])})}
    assert found[same].disagreement == 0
    assert 0 < (found[other].disagreement or 0) < 1
    assert doubts({same: GOLD[same]}, {same: Failure(error="x")})[0].disagreement == 1


def test_triage_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    briefs = tmp_path / "briefs.jsonl"
    lines = [{"id": "x", "brief": None, "failure": {"error": "AnswerError"}}]
    lines += [{"id": id, "brief": brief.to_dict()} for id, brief in list(GOLD.items())[:2]]
    briefs.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    shown = CliRunner().invoke(app, ["triage", str(briefs), "--csv", str(tmp_path / "t.csv")])
    assert "1 articles, 2 more are annotated already" in shown.output, shown.output
    monkeypatch.setattr("evals.data.project._chosen", None)
    (tmp_path / "evals.toml").touch()
    arguments = ["--project", str(tmp_path), "triage", str(briefs), "--other", str(save_run(POOR, tmp_path))]
    shown = CliRunner().invoke(app, arguments)
    use(None)
    assert "3 articles, 0 more" in shown.output, shown.output
    assert CliRunner().invoke(app, ["triage", str(tmp_path / "absent.jsonl")]).exit_code == 2
