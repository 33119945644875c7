"""The fit of the selection model: its rows, its worth, and that the stored weights are its own."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from evals.data.cases import load_cases
from evals.data.project import project
from evals.studies import selection as study
from evals.studies.selection import Fitted, Row, area, cross_validated, fit, fitted, rows
from summarizer.language.english import selection
from summarizer.language.english.selection import model, score


@pytest.fixture(scope="module")
def found() -> list[Row]:
    return rows()


@pytest.fixture(scope="module")
def result(found: list[Row]) -> Fitted:
    return fitted(found)


@pytest.fixture(scope="module")
def positive(found: list[Row]) -> np.ndarray:
    return np.array([row.label == 1.0 for row in found])


def test_the_rows_are_sentences_of_the_marked_articles(found: list[Row]) -> None:
    lines = (project().external / "event_sentences.jsonl").read_text(encoding="utf-8").splitlines()
    marked = [json.loads(line) for line in lines]
    assert len({row.article for row in found}) == len(marked) == 169
    assert len(found) > 1900
    assert {row.label for row in found} == {0.0, study.SECOND_SENTENCE, 1.0}
    assert all(row.values.keys() == found[0].values.keys() for row in found)
    assert all(row.label == 1.0 for row in found if row.main)
    assert 0.2 < np.mean([row.label == 1.0 for row in found]) < 0.7


def test_no_marked_article_is_a_case_of_the_suite(found: list[Row]) -> None:
    cases = load_cases()
    assert {row.article for row in found}.isdisjoint({name for case in cases for name in (case.id, case.full_id)})
    known = study._cases()
    texts = {case.article.text[:200] for case in cases}
    assert texts.isdisjoint({known[row.article][1].article.text[:200] for row in found})


def test_reports_are_told_from_the_rest_in_articles_that_were_not_fitted(
    found: list[Row], result: Fitted, positive: np.ndarray
) -> None:
    values = [{name: value for name, value in row.values.items() if "kind_" not in name} for row in found]
    plain = area(cross_validated(found, values), positive)
    assert plain > 0.75, "without the model's kinds"
    assert area(result.page, positive) > plain + 0.02
    assert area(result.both, positive) > max(area(result.page, positive), area(result.tokens, positive)) + 0.01


def test_every_sentence_has_hundreds_of_likely_tokens(found: list[Row]) -> None:
    assert min(len(row.tokens) for row in found) >= selection.LEAST_TOKENS


def test_the_stored_weights_are_those_of_the_fit(result: Fitted) -> None:
    assert model().keys() == result.weights.keys()
    for name, weights in result.weights.items():
        assert model()[name] == pytest.approx(weights, abs=0.01), "run: python -m evals.studies.selection --write"


def test_a_fit_finds_what_separates() -> None:
    chosen = [{"a": float(i % 2), "b": float(i % 3 == 0)} for i in range(60)]
    weights = fit(chosen, [values["a"] for values in chosen], 1.0)
    assert weights["a"] > 2
    assert abs(weights["b"]) < 0.5
    assert score(chosen[1], weights) > 0 > score(chosen[0], weights)


def test_a_feature_that_a_row_lacks_is_zero() -> None:
    chosen = [{"a": 1.0} if i % 2 else {"b": 1.0} for i in range(40)]
    weights = fit(chosen, [float(i % 2) for i in range(40)], 1.0)
    assert weights["a"] > 0 > weights["b"]


def test_a_larger_penalty_gives_smaller_weights() -> None:
    chosen = [{"a": float(i % 2)} for i in range(40)]
    labels = [values["a"] for values in chosen]
    assert fit(chosen, labels, 100.0)["a"] < fit(chosen, labels, 1.0)["a"]


@pytest.mark.parametrize(
    ("odds", "expected"), [((1, 2, 3, 4), 1.0), ((4, 3, 2, 1), 0.0), ((1, 3, 2, 4), 0.75)], ids=["all", "none", "some"]
)
def test_the_area_is_the_share_of_pairs_in_the_right_order(odds: tuple[float, ...], expected: float) -> None:
    assert area(np.array(odds, dtype=float), np.array([False, False, True, True])) == pytest.approx(expected)


def test_an_article_is_scored_by_weights_that_never_saw_it() -> None:
    chosen = [Row(f"n{i // 4}", {"a": float(i % 2)}, float(i % 2), False) for i in range(80)]
    odd_one = [Row("odd", {"a": 1.0}, 0.0, False)] * 4
    together = [*chosen, *odd_one]
    odds = cross_validated(together, [row.values for row in together])
    assert (odds[-4:] > 0).all()


def test_the_study_prints_its_worth_and_stores_only_if_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, found: list[Row],
    result: Fitted,
) -> None:  # fmt: skip
    monkeypatch.setattr(study, "rows", lambda: found)
    monkeypatch.setattr(study, "fitted", lambda rows: result)
    stored = Path(selection.__file__).with_name("selection.json")
    before = stored.read_bytes()
    monkeypatch.setattr(study.english, "__path__", [str(tmp_path)])
    monkeypatch.setattr(sys, "argv", ["selection"])
    study.main()
    assert "area under the curve, cross-validated by article: 0." in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(sys, "argv", ["selection", "--write"])
    study.main()
    assert stored.read_bytes() == before
    written = json.loads((tmp_path / "selection.json").read_text(encoding="utf-8"))
    assert written.keys() == model().keys()
    assert all(written[name].keys() == weights.keys() for name, weights in model().items())
