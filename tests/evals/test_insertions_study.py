"""The study of insertions: sentences that need another one, by annotators, beside those that have one."""

from __future__ import annotations

import re
from itertools import islice

import pytest

from evals.studies import insertions as study
from summarizer import Article

TEXT = (
    "The board closed the old yard in Orlen on Monday. This has cost the town two ferries. They left on Friday. "
    "Governor Odo Karst spoke in Porto on Friday. He thanked the dockers of the yard."
)
WHY = {2: "demonstrative", 3: "pronoun", 5: "pronoun"}


def test_marks_are_compared_with_what_is_inserted() -> None:
    found = study.compared([(Article(text=TEXT), WHY)])
    assert found == {
        ("none", ""): 2, ("demonstrative", "quotation"): 1, ("pronoun", ""): 1, ("pronoun", "name"): 1,
    }  # fmt: skip


def test_what_is_compared_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(study, "marks", lambda: [(Article(text=TEXT), WHY)])
    recordings_of = study.recordings_of
    monkeypatch.setattr(study, "recordings_of", lambda cases, *of: recordings_of(islice(cases, 3), *of))
    study.main(["--marks"])
    printed = capsys.readouterr().out
    assert "1 of 1 sentences with a quotation before them need one" in printed
    assert re.search(r"0 of [1-9]\d* events are printed without", printed)
    monkeypatch.setattr(study, "marks", lambda: [])
    study.main(["--marks"])
    assert "no article has marks" in capsys.readouterr().out


def test_seven_in_ten_sentences_before_which_another_one_is_quoted_need_one() -> None:
    found = study.compared(study.marks())
    quoted = {why: count for (why, told), count in found.items() if told == "quotation"}
    needed = sum(count for why, count in quoted.items() if why in study.NEED_CONTEXT)
    assert sum(quoted.values()) > 60
    assert needed > 0.7 * sum(quoted.values())
