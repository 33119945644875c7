"""The fit of the model of types: its worth on articles that were not fitted, and that the stored weights are of it."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import summarizer.language.english as english
from evals.data.cases import load_cases
from evals.studies import types as study
from evals.studies.types import GOAL, TYPES, Fitted, Row, fitted, rows, threshold_of, worth
from summarizer.language.english import types
from summarizer.schema import EventType


@pytest.fixture(scope="module")
def found() -> list[Row]:
    return rows()


@pytest.fixture(scope="module")
def result(found: list[Row]) -> Fitted:
    return fitted(found)


def test_the_rows_are_event_sentences_of_articles_that_are_no_cases(found: list[Row]) -> None:
    cases = load_cases()
    assert len({row.article for row in found}) > 160
    assert {row.article for row in found}.isdisjoint({name for case in cases for name in (case.id, case.full_id)})
    assert {row.type for row in found} == set(EventType)
    assert sum(row.weight == 1.0 for row in found) > 1100


def test_nine_of_ten_given_types_are_right_in_articles_that_were_not_fitted(found: list[Row], result: Fitted) -> None:
    share, precision = worth(found, result.probabilities, result.model.threshold)
    assert precision >= GOAL
    assert share > 0.1


def test_probabilities_are_shares(result: Fitted) -> None:
    assert result.probabilities.sum(axis=1) == pytest.approx(np.ones(len(result.probabilities)))


def test_the_stored_weights_are_those_of_the_fit(result: Fitted) -> None:
    stored, again = types.model(), result.model
    message = "run: python -m evals.studies.types --write"
    assert stored.threshold == pytest.approx(again.threshold, abs=0.01), message
    assert stored.bias == pytest.approx(again.bias, abs=2), message
    for kept, fit in ((stored.tokens, again.tokens), (stored.words, again.words)):
        assert list(kept) == list(fit), message
        assert np.array(list(kept.values())) == pytest.approx(np.array(list(fit.values())), abs=2), message


@pytest.mark.parametrize(
    ("sure", "right", "expected"),
    [
        ([0.9, 0.8, 0.7, 0.6], [True, True, True, True], 0.5),
        ([0.9, 0.8, 0.7, 0.6], [True, True, True, False], 0.61),
        ([0.9, 0.8, 0.7, 0.6], [True, False, True, True], 0.81),
    ],
)
def test_the_threshold_is_the_lowest_above_which_enough_are_right(
    sure: list[float], right: list[bool], expected: float
) -> None:
    chosen = [Row(f"n{i}", {}, {}, EventType.LEGAL if one else EventType.AID, 1.0) for i, one in enumerate(right)]
    probabilities = np.zeros((len(sure), len(TYPES)))
    probabilities[:, TYPES.index(EventType.LEGAL)] = sure
    assert threshold_of(chosen, probabilities) == expected


def test_other_is_never_counted_as_given() -> None:
    probabilities = np.zeros((1, len(TYPES)))
    probabilities[0, TYPES.index(EventType.OTHER)] = 0.99
    assert worth([Row("n", {}, {}, EventType.LEGAL, 1.0)], probabilities, 0.5) == (0.0, 1.0)


def test_the_study_prints_its_worth_and_stores_only_if_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, found: list[Row],
    result: Fitted,
) -> None:  # fmt: skip
    monkeypatch.setattr(study, "rows", lambda: found)
    monkeypatch.setattr(study, "fitted", lambda rows: result)
    monkeypatch.setattr(english, "__path__", [str(tmp_path)])
    monkeypatch.setattr(sys, "argv", ["types"])
    study.main()
    assert "(chosen)" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(sys, "argv", ["types", "--write"])
    study.main()
    assert (tmp_path / "types.json").read_text(encoding="utf-8").startswith('{\n "types": ["meeting"')
