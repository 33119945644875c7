"""A perfect answer survives: nothing true is lost behind the model, in English and in seven other languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.data.cases import load_cases
from evals.data.perfect import own_answers, own_languages, perfect_answer
from evals.scoring.perfect import brief_of_answer, checked_items

CASES = load_cases()
TEXTS = [answer for language in own_languages() for answer in own_answers(language)]


@pytest.mark.parametrize("answer", [*map(perfect_answer, CASES), *TEXTS], ids=lambda answer: answer.id)
def test_events_commitments_and_actors_of_a_perfect_answer_are_kept(answer) -> None:  # type: ignore[no-untyped-def]
    items = list(checked_items(answer, brief_of_answer(answer)))
    assert [item for item in items if item.fault and item.kind != "days"] == []
    assert {item.kind for item in items} >= {"event", "actor"}


def test_there_are_ten_texts_in_each_of_seven_languages() -> None:
    assert own_languages() == ["ar", "de", "en", "es", "fr", "hi", "ru", "zh"]
    assert {sum(a.article.language == language for a in TEXTS) for language in own_languages()} == {10}


TEXT = (
    "Mayor Odo Karst visited the port of Orlen on Monday. He met Ana Reyes of the dockers’ union there. "
    "The council will sell the old ferry in May."
)


def texts(folder: Path, actor: str, event: str) -> Path:
    """A folder with one text and an answer to it."""
    row = {
        "text": TEXT, "published": "2026-01-29", "actors": [[actor, "person", None]],
        "events": [[[1], event, "visit", "occurred", [0], []]], "commitments": [],
    }  # fmt: skip
    (folder / "en.jsonl").write_text(json.dumps(row), "utf-8")
    return folder


def run(folder: Path) -> tuple[int, str]:
    small = next(path for path in (Path(__file__).parents[2] / "evals/cases").glob("*.json") if "clock" in path.name)
    (folder / "cases").mkdir()
    (folder / "cases" / small.name).write_text(small.read_text("utf-8"), "utf-8")
    result = CliRunner().invoke(app, ["perfect", "--texts", str(folder), "--cases", str(folder / "cases")])
    return result.exit_code, result.output


def test_the_command_counts_what_is_kept(tmp_path: Path) -> None:
    code, output = run(texts(tmp_path, "Odo Karst", "Odo Karst visited the port of Orlen."))
    assert code == 0, output
    assert "1 of 1" in output


@pytest.mark.parametrize(
    ("actor", "event", "fault"),
    [
        ("Olaf Brandt", "Olaf Brandt visited the port.", "en-1, actor, dropped: the article does not name it"),
        ("Olaf Brandt", "Olaf Brandt visited the port.", "en-1, event, dropped: nobody of the article does it"),
        ("Odo Karst", "Odo Karst will sell the old ferry.", "en-1, event, dropped: the sentences that it cites say"),
    ],
)
def test_the_command_names_what_is_lost_and_fails(tmp_path: Path, actor: str, event: str, fault: str) -> None:
    code, output = run(texts(tmp_path, actor, event))
    assert code == 1
    assert fault in output
