"""The measure of the verification: a fixed sample of altered and unaltered items, asked by way of files."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.commands.shared import STALE_EXIT
from evals.data.cases import load_cases
from evals.recording.relay import ANSWER, REQUEST
from evals.studies.verifying import MAX_DROPPED, MAX_MARKED, MIN_CAUGHT, UNALTERED, Batch, brief_of_batch, sample
from summarizer.plan.verification import plan_verification

CASES = sorted(load_cases(), key=lambda case: len(case.article.text))[:2]
ARGUMENTS = [
    "verify",
    "--model",
    "by-hand",
    "--unaltered",
    "4",
    *(word for case in CASES for word in ("--case", case.id)),
]


@pytest.fixture(scope="module")
def batches() -> list[Batch]:
    return sample(load_cases())


def test_the_sample_is_the_same_each_time() -> None:
    assert sample(CASES) == sample(CASES)


def test_the_sample_has_every_item_once_and_every_kind(batches: list[Batch]) -> None:
    kinds = Counter(item.kind for batch in batches for item in batch.items)
    unaltered = sum(count for kind, count in kinds.items() if kind.startswith("unaltered"))
    assert unaltered == UNALTERED
    assert kinds.total() - unaltered >= 300
    assert len(kinds) > 30
    assert min(count for kind, count in kinds.items() if kind != "unaltered headline") >= 4
    assert sum(count for kind, count in kinds.items() if kind.startswith(("brief's summary", "headline"))) >= 60
    for batch in batches:
        origins = [f"{item.part} {item.origin}" for item in batch.items]
        assert len(origins) == len(set(origins))
        if len(origins) >= 5:
            assert 0 < sum(item.kind.startswith("unaltered") for item in batch.items) < len(origins)


def test_the_sentences_of_summary_and_headline_are_asked_about_as_they_are(batches: list[Batch]) -> None:
    for batch in batches:
        planned = batch.plan()
        verification = plan_verification(planned, brief_of_batch(batch, planned))
        asked = [question for part in verification.questions for question in part]
        for part in ("summary", "headline"):
            told = sorted(item.content[part] for item in batch.items if item.part == part)
            assert sorted(line for question in asked if question.part == part for line in question.lines) == told


def run(folder: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*ARGUMENTS, "--relay", str(folder), "--cassettes", str(folder / "c"), *options])
    return result.exit_code, result.output


def replied(folder: Path, letter: str) -> None:
    """Answer all requests: the same verdict on every line."""
    for request in folder.glob(f"*{REQUEST}"):
        claims = request.read_text("utf-8").rsplit("<claims ", 1)[1].split("</claims", 1)[0]
        verdicts: list[str] = []
        for line in claims.splitlines():
            if number := re.match(r"(\d+)\. cites", line):
                verdicts.append(number[1])
            elif found := re.match(r"([a-i])\. ", line):
                verdicts[-1] += f" {found[1]}:{letter}"
        Path(str(request).removesuffix(REQUEST) + ANSWER).write_text(json.dumps({"verdicts": verdicts}))


@pytest.mark.parametrize(
    ("letter", "shares", "faults"),
    [
        ("s", "0.0 │ 0.0", ("altered items are dropped or marked",)),
        ("n", "0.0 │ 100.0", ("unaltered items are marked",)),
        ("c", "100.0 │ 100.0", ("unaltered items are dropped",)),
    ],
)
def test_the_outcomes_are_those_of_the_answers(
    tmp_path: Path, letter: str, shares: str, faults: tuple[str, ...]
) -> None:
    code, output = run(tmp_path)
    assert (code, "2 requests are not answered" in output) == (1, True)
    replied(tmp_path, letter)
    code, output = run(tmp_path, "--show", "unaltered")
    assert code == bool(faults)
    (line,) = (line for line in output.splitlines() if "all altered" in line)
    assert shares in re.sub(r" +", " ", line)
    assert all(f"of {fault}" in output for fault in faults)
    assert ("  passed" in output.split("all unaltered", 1)[1]) is (letter == "s")


def test_the_recorded_verification_is_within_its_limits() -> None:
    result = CliRunner().invoke(app, ["verify"])
    assert result.exit_code == 0, result.output
    assert f"{len(load_cases())} PASS" in result.output
    altered, unaltered = (
        [float(share) for share in re.findall(r"[\d.]+", line)]
        for line in result.output.splitlines()
        if "all altered" in line or "all unaltered" in line
    )
    number, _, _, _, _, caught = altered
    assert number >= 300
    assert caught >= MIN_CAUGHT
    number, dropped, marked, *_ = unaltered
    assert number == UNALTERED
    assert 100 * dropped / number <= MAX_DROPPED
    assert 100 * marked / number <= MAX_MARKED


def test_another_sample_than_the_recorded_one_is_stale() -> None:
    result = CliRunner().invoke(app, ["verify", "--case", CASES[0].id])
    assert result.exit_code == STALE_EXIT
    assert "sample" in result.output
