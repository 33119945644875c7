"""Runs: saved and read back, and named with the line where they are broken."""

from __future__ import annotations

import pytest

from evals.data.cases import load_cases
from evals.data.runs import Run, RunError, load_run, run_path, save_run
from evals.scoring.scorer import score_run
from evals.scoring.statistics import estimates
from evals.scoring.synthetic import brief_of_gold
from summarizer.errors import TruncatedAnswerError
from summarizer.schema import Attempt, Failure

CASES = load_cases()


def test_a_run_comes_back_as_it_was_saved(tmp_path):
    attempt = Attempt(model="m", outcome="truncated", seconds=1.5, cost=0.25)
    failure = Failure.of(TruncatedAnswerError("cut", attempts=(attempt,)))
    run = Run("first", {CASES[0].id: brief_of_gold(CASES[0]), CASES[1].id: failure}, {"model": "m"})
    path = save_run(run, tmp_path)
    assert path == tmp_path / "first.jsonl"
    assert load_run("first", tmp_path) == load_run(path) == run
    assert [p.name for p in tmp_path.iterdir()] == ["first.jsonl"]
    scores = score_run(run, CASES)
    assert [score.error for score in scores] == [None, "TruncatedAnswerError"]
    assert estimates(scores)["failed"].value == 0.5


def test_failures_of_any_exception_are_kept():
    failure = Failure.of(KeyError("x"))
    assert (failure.error, failure.attempts) == ("KeyError", ())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", r"bad\.jsonl:1: JSONDecodeError"),
        ('{"run": "bad"}\n{"case": "x"}', r"bad\.jsonl:2: KeyError"),
        ('{"run": "bad"}\n{"case": "x", "brief": {}}', r"bad\.jsonl:2: headline"),
        ('{"run": "bad"}\n[]', r"bad\.jsonl:2: "),
    ],
)
def test_a_broken_run_is_named_with_its_line(tmp_path, content, message):
    (tmp_path / "bad.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(RunError, match=message):
        load_run("bad", tmp_path)


def test_a_run_of_other_cases_is_not_overwritten(tmp_path):
    def run(*cases):
        return Run("r", {case.id: brief_of_gold(case) for case in cases}, {}, {case.id: case.digest for case in cases})

    one, two, three = CASES[:3]
    path = save_run(run(one, two), tmp_path)
    assert load_run(path).digests == {one.id: one.digest, two.id: two.digest}
    save_run(run(one, two), tmp_path)
    save_run(run(one, two, three), tmp_path)
    with pytest.raises(RunError, match=f"1 cases that this run lacks.*{three.id}.*--name"):
        save_run(run(one, two), tmp_path)
    changed = two.model_copy(update={"article": two.article.model_copy(update={"title": "another"})})
    with pytest.raises(RunError, match=f"other articles for 1 cases .{two.id}"):
        save_run(run(one, changed, three), tmp_path)
    save_run(run(one), tmp_path, replace=True)
    assert load_run("r", tmp_path).outcomes.keys() == {one.id}


def test_runs_without_digests_are_protected_too(tmp_path):
    save_run(Run("r", {case.id: brief_of_gold(case) for case in CASES[:2]}), tmp_path)
    with pytest.raises(RunError, match="lacks"):
        save_run(Run("r", {CASES[0].id: brief_of_gold(CASES[0])}), tmp_path)


def test_a_run_of_another_text_is_not_scored():
    run = Run("r", {CASES[0].id: brief_of_gold(CASES[0])}, {}, {CASES[0].id: "of an earlier text"})
    with pytest.raises(RunError, match="is of other articles"):
        score_run(run, CASES)


def test_unknown_runs_and_names(tmp_path):
    save_run(Run("known", {}), tmp_path)
    with pytest.raises(RunError, match=r"no run .*absent.jsonl; runs in this folder: known"):
        load_run("absent", tmp_path)
    with pytest.raises(RunError, match="invalid name of a run"):
        run_path("a b", tmp_path)
    with pytest.raises(RunError, match="none of these cases"):
        score_run(Run("known", {}), CASES)
