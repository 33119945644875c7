"""Where the time of the embedded model goes, by its recordings."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.data.project import project
from evals.studies.engine_time import Spent, main, mean_of, spent

FOLDER = project().cassettes / "qwen2.5-coder-1.5b"


def test_a_recording_tells_its_tokens_and_seconds() -> None:
    found = spent(FOLDER / "seed-critical-minerals.yaml")
    assert found.answer_tokens == found.requests > 10  # one letter a sentence
    assert found.prompt_tokens > 10 * found.requests
    assert 0 < found.prompts < 4 * found.seconds


def test_the_mean_of_articles_is_that_of_each_part() -> None:
    assert mean_of([Spent(10, 4, 100, 4, 20, 0), Spent(20, 8, 200, 8, 40, 4)]) == Spent(15, 6, 150, 6, 30, 2)


def test_idle_slots_are_at_neither_prompts_nor_answers() -> None:
    assert Spent(10, 4, 100, 4, 28, 4).idle == pytest.approx(0.2)


def test_the_table_has_a_line_for_each_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        for case in sorted(FOLDER.iterdir())[:3]:
            (tmp_path / name / case.name).symlink_to(case)
    main([str(tmp_path / "first"), str(tmp_path / "second")])
    assert capsys.readouterr().out.count(" 3 ") == 2
