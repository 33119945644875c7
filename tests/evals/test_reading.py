"""Reading: sheets that hold every line of a brief, verdicts that are checked, and the shares of both."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from evals.__main__ import app
from evals.data.cases import load_cases
from evals.data.runs import Run, save_run
from evals.reading.sheets import line_ids, write_sheets
from evals.reading.verdicts import KINDS, VERDICTS, Verdict, VerdictError, missing, read_verdicts, shares
from evals.scoring.synthetic import brief_of_gold
from summarizer import Failure

CASES = load_cases()[:3]
BRIEFS = {case.id: brief_of_gold(case) for case in CASES}
RUN = Run("gold", BRIEFS)


def written(folder: Path, run: Run = RUN) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in write_sheets(run, CASES, folder)}


# Sheets


def test_the_lines_of_a_brief_are_its_summary_and_its_items() -> None:
    brief = next(iter(BRIEFS.values()))
    ids = line_ids(brief)
    assert ids[:2] == ["SUMMARY", "E1"]
    assert len(ids) == len(set(ids)) == 1 + len(brief.events) + len(brief.commitments) + len(brief.actors)
    assert {id[0] for id in ids} <= KINDS.keys()


def test_a_sheet_holds_the_article_and_every_line_of_the_brief(tmp_path: Path) -> None:
    sheets = written(tmp_path)
    assert sheets.keys() == BRIEFS.keys()
    for case in CASES:
        sheet, brief = sheets[case.id], BRIEFS[case.id]
        assert case.article.text in sheet
        shown = re.findall(r"^(SUMMARY|[ECA]\d+)[:.] ", sheet.split("## Brief")[1], re.MULTILINE)
        assert shown == line_ids(brief)
        for event in brief.events:
            assert event.summary in sheet
        for commitment in brief.commitments:
            assert f"{brief.names(commitment.by)} will: {commitment.action}" in sheet
            assert commitment.evidence[0].quote in sheet
        assert all(actor.name in sheet for actor in brief.actors)


def test_a_sheet_shows_the_fields_that_are_given_and_no_others(tmp_path: Path) -> None:
    brief, event = next((b, e) for b in BRIEFS.values() for e in b.events if e.agents)
    first = event.model_copy(update={"place": "Port Orlen", "when": None, "others": ()})
    bare = first.model_copy(update={"id": "e2", "place": None, "agents": ()})
    case = next(case for case in CASES if BRIEFS[case.id] is brief)
    changed = brief.model_copy(update={"events": (first, bare), "commitments": ()})
    (sheet,) = written(tmp_path, Run("changed", {case.id: changed})).values()
    one, two = re.findall(r"^E\d\..*\n    (.*)$", sheet, re.MULTILINE)
    assert f"status: {first.status.value}" in one
    assert f"agents: {brief.names(first.agents)}" in one
    assert "place: Port Orlen" in one
    assert not re.search("agents|others|place|date", two)


def test_the_reader_is_told_every_verdict(tmp_path: Path) -> None:
    written(tmp_path)
    told = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert all(f"| {name} | {meaning} |" in told for name, meaning in VERDICTS.items())


def test_a_case_without_a_brief_has_no_sheet(tmp_path: Path) -> None:
    run = Run("part", {CASES[0].id: BRIEFS[CASES[0].id], CASES[1].id: Failure(error="AnswerError")})
    assert written(tmp_path, run).keys() == {CASES[0].id}


# Verdicts


def verdict_file(folder: Path, *lines: str) -> Path:
    path = folder / "verdicts.tsv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_verdicts_are_read_with_and_without_notes(tmp_path: Path) -> None:
    path = verdict_file(tmp_path, "a.md\tSUMMARY\tok", "", "a\tE1\twrong\tnot him", "b\tC2\tfield\t")
    assert read_verdicts(path) == [
        Verdict("a", "SUMMARY", "ok"), Verdict("a", "E1", "wrong", "not him"), Verdict("b", "C2", "field"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["a\tE1\tok", "a\tE2\tfine"], r"verdicts\.tsv:2: .*ok, field"),
        (["a\tE1"], r"verdicts\.tsv:1"),
        (["a E1 ok"], r"verdicts\.tsv:1"),
        (["a\tX1\tok"], r"verdicts\.tsv:1"),
        (["a\tE1\tok", "a.md\tE1\twrong"], r"verdicts\.tsv:2: a E1 has a verdict already"),
    ],
    ids=["wrong verdict", "too short", "no tabs", "wrong line", "double line"],
)
def test_a_line_that_is_wrong_is_an_error_with_its_number(tmp_path: Path, lines: list[str], reason: str) -> None:
    with pytest.raises(VerdictError, match=reason):
        read_verdicts(verdict_file(tmp_path, *lines))


def test_lines_without_a_verdict_are_named_for_the_cases_that_were_read() -> None:
    lines = {"a": ["SUMMARY", "E1", "C1"], "b": ["SUMMARY"], "c": ["SUMMARY", "A1"]}
    given = [Verdict("a", "SUMMARY", "ok"), Verdict("a", "C1", "ok"), Verdict("c", "A1", "ok")]
    assert missing(given, lines) == ["a E1", "c SUMMARY"]
    assert missing([], lines) == []


def verdicts(**by_case: dict[str, str]) -> list[Verdict]:
    return [Verdict(case, line, verdict) for case, lines in by_case.items() for line, verdict in lines.items()]


READ = verdicts(
    a={"SUMMARY": "ok", "E1": "ok", "E2": "wrong", "E3": "ok", "A1": "broken"},
    b={"SUMMARY": "wrong", "E1": "trivial", "A1": "ok"},
    c={"SUMMARY": "ok", "E1": "ok"},
)


def test_the_shares_of_a_kind_add_to_one_and_lie_in_their_intervals() -> None:
    found = shares(READ)
    assert {share.kind for share in found} == {"summaries", "events", "actors"}, "no commitments were read"
    for kind in {share.kind for share in found}:
        own = [share for share in found if share.kind == kind]
        assert [share.verdict for share in own] == list(VERDICTS)
        assert sum(share.value for share in own) == pytest.approx(1)
        assert sum(share.count for share in own) == own[0].lines
        for share in own:
            assert 0 <= share.low <= share.value <= share.high <= 1


def test_a_share_is_the_count_of_its_lines() -> None:
    found = {(share.kind, share.verdict): share for share in shares(READ)}
    assert (found["events", "ok"].count, found["events", "ok"].lines) == (3, 5)
    assert found["events", "ok"].value == pytest.approx(0.6)
    assert found["events", "double"].value == found["events", "double"].high == 0


def test_what_every_article_has_alike_has_no_interval() -> None:
    same = verdicts(**{name: {"E1": "ok", "E2": "wrong"} for name in "abcd"})
    assert {(s.low, s.high) for s in shares(same) if s.verdict == "ok"} == {(0.5, 0.5)}


def test_shares_are_the_same_each_time_and_none_without_verdicts() -> None:
    assert shares(READ) == shares(READ)
    assert shares([]) == []


# The command


def call(*arguments: Any) -> Result:
    return CliRunner().invoke(app, ["read", *map(str, arguments)])


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return save_run(RUN, tmp_path)


def read_all(folder: Path, verdict: str = "ok", *, without: str = "") -> Path:
    rows = [f"{case}.md\t{line}\t{verdict}" for case, brief in BRIEFS.items() for line in line_ids(brief)]
    return verdict_file(folder, *(row for row in rows if not (without and f"\t{without}\t" in row)))


def test_the_command_writes_the_sheets(run: Path, tmp_path: Path) -> None:
    shown = call(run, "--out", tmp_path / "sheets")
    assert shown.exit_code == 0, shown.output
    assert f"{len(BRIEFS)} sheets" in shown.output
    names = {path.name for path in (tmp_path / "sheets").iterdir()}
    assert names == {"README.md", *(f"{case}.md" for case in BRIEFS)}


def test_the_command_counts_the_verdicts(run: Path, tmp_path: Path) -> None:
    shown = call(run, "--verdicts", read_all(tmp_path))
    assert shown.exit_code == 0, shown.output
    lines = sum(len(brief.events) for brief in BRIEFS.values())
    assert f"events ({lines})" in shown.output
    assert "1.000 (1.000–1.000)" in shown.output
    assert f"{len(BRIEFS)} articles" in shown.output


def test_the_verdicts_of_several_readers_are_counted_together(run: Path, tmp_path: Path) -> None:
    for name, verdict in (("one", "ok"), ("two", "wrong")):
        (tmp_path / name).mkdir()
        read_all(tmp_path / name, verdict)
    files = [tmp_path / name / "verdicts.tsv" for name in ("one", "two")]
    shown = call(run, "--verdicts", files[0], "--verdicts", files[1])
    assert shown.exit_code == 0, shown.output
    assert shown.output.count("0.500 (0.500–0.500)") >= 2


def test_a_line_that_was_not_read_is_an_error(run: Path, tmp_path: Path) -> None:
    shown = call(run, "--verdicts", read_all(tmp_path, without="E1"))
    assert shown.exit_code == 2
    assert f"{len(BRIEFS)} lines have no verdict: {CASES[0].id} E1" in shown.output


@pytest.mark.parametrize(
    "arguments",
    [[], ["--out", "sheets", "--verdicts", "v.tsv"], ["--verdicts", "absent.tsv"]],
    ids=["neither", "both", "no such file"],
)
def test_the_command_says_what_is_wrong(run: Path, tmp_path: Path, arguments: list[str]) -> None:
    placed = [argument if argument.startswith("-") else tmp_path / argument for argument in arguments]
    shown = call(run, *placed)
    assert shown.exit_code == 2
    assert shown.output.strip()


def test_a_wrong_verdict_ends_the_command(run: Path, tmp_path: Path) -> None:
    shown = call(run, "--verdicts", verdict_file(tmp_path, "a\tE1\tfine"))
    assert shown.exit_code == 2
    assert "verdicts.tsv:1" in shown.output


def test_an_unknown_run_ends_the_command(tmp_path: Path) -> None:
    assert call(tmp_path / "absent.jsonl", "--out", tmp_path / "sheets").exit_code == 2
