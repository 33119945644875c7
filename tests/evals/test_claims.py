"""Claims made false by rule: a sample of them stays within the limits; the command runs them all."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.data.cases import load_cases
from evals.studies.altering import Source, altered
from evals.studies.claims import Acceptance, Row, acceptances, faults, table

CASES = load_cases()
SLACK = 12.0
"""Percent points by which a sample may be beyond the limits of the whole."""


def test_a_sample_is_within_the_limits() -> None:
    rows = table(acceptances(CASES[::3], every=3))
    many = {kind: row for kind, row in rows.items() if row.total >= 30}
    assert len(many) >= 6
    assert faults(many, slack=SLACK) == []


def test_the_items_are_the_same_in_every_run_and_differ_from_gold() -> None:
    first, second = (list(altered(Source.of(CASES[0]))) for _ in range(2))
    assert first == second
    assert sum(len(list(altered(Source.of(case)))) for case in CASES[::3]) > 1_400
    for item in first:
        if not item.kind.startswith(("unaltered", "role", "gold")) and item.origin is not None:
            assert item.content != item.origin


def test_a_kind_beyond_its_limit_is_named() -> None:
    row = Row()
    row.counts[Acceptance.PASSED] = 10
    assert [line.split(":")[0] for line in faults({"digits changed": row})] == ["digits changed"]


@pytest.mark.parametrize("case", [CASES[8].id])
def test_the_command_prints_every_kind(case: str) -> None:
    result = CliRunner().invoke(app, ["claims", "--case", case])
    assert result.exit_code == 0
    assert "unaltered" in result.stdout
    assert "all altered" in result.stdout
