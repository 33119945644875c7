"""The cases and their checker."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals import data
from evals.__main__ import app
from evals.data.cases import CaseError, load_case, load_cases
from evals.data.project import project
from evals.scoring.metrics import METRICS

EVALS = Path(data.__file__).parents[1]


def check(folder: Path):
    """Return what `evals check` gives."""
    return CliRunner().invoke(app, ["check", str(folder)])


def small_case(**changes):
    gold = {
        "actors": [{"id": "a1", "name": "Ann Lee", "kind": "person", "role": None, "affiliation": None,
                    "mentions": ["Ann Lee"]}],
        "events": [{"id": "e1", "summary": "Ann Lee visited Rome.", "type": "visit", "status": "occurred",
                    "date": {"text": "Monday", "start": "2026-01-26", "end": "2026-01-26"}, "place": "Rome",
                    "agents": ["a1"], "others": [], "main": True, "evidence": ["Ann Lee visited Rome on Monday"]}],
        "commitments": [],
    }  # fmt: skip
    return {
        "id": "small",
        "article": {"text": "Ann Lee visited Rome on Monday. She left.", "published": "2026-01-29"},
        "gold": gold,
    } | changes


def write(folder: Path, case: object, name: str = "small.json") -> Path:
    path = folder / name
    path.write_text(case if isinstance(case, str) else json.dumps(case), encoding="utf-8")
    return path


def test_thirty_cases_with_attribution_six_of_them_annotated_twice():
    cases = load_cases()
    assert len(cases) == 30
    assert sum(case.second is not None for case in cases) == 6
    assert all(case.attribution.source and case.attribution.licence for case in cases)
    assert all(case.article.id == case.id and case.article.published for case in cases)


def test_case_files_are_named_by_id():
    assert {path.stem for path in project().cases.glob("*.json")} == {case.id for case in load_cases()}


def test_checker_finds_no_fault_in_any_case():
    checked = check(project().cases)
    assert checked.exit_code == 0
    assert "30 cases" in checked.output


def test_own_folder_of_cases(tmp_path):
    write(tmp_path, small_case())
    [case] = load_cases(tmp_path)
    assert case.id == case.article.id == "small"
    assert case.second is None


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("events", 0, "evidence"), ["Ann Lee visited Paris"], "e1: not an exact substring"),
        (("events", 0, "type"), "party", "e1: unknown type 'party'"),
        (("events", 0, "status"), "done", "e1: unknown status 'done'"),
        (("events", 0, "agents"), ["a9"], "e1: no actor has the id 'a9'"),
        (("events", 0, "agents"), "a1", "e1: agents has the wrong type: 'a1'"),
        (("events", 0, "main"), "yes", "e1: main has the wrong type: 'yes'"),
        (("events", 0, "evidence"), [], "e1: 0 pieces of evidence"),
        (("events", 0, "date"), {"text": "Monday", "start": "26 Jan", "end": "26 Jan"}, "e1: not ISO dates"),
        (("events", 0, "date"), {"text": "Monday", "start": "2026-01-26", "end": None}, "e1: set both start and end"),
        (
            ("events", 0, "date"),
            {"text": "Monday", "start": "2026-01-26", "end": "2026-01-25"},
            "e1: start 2026-01-26 is after end 2026-01-25",
        ),
        (("events", 0, "date"), {"text": "Monday"}, "e1: no field 'date.start'"),
        (("events", 0, "date"), "Monday", "e1: date: not an object"),
        (("events", 0, "place"), "Paris", "e1: not an exact substring: 'Paris'"),
        (("events", 0, "mood"), "glad", "e1: unknown field 'mood'"),
        (("events", 0, "summary"), "", "e1: summary is empty"),
        (("actors", 0, "mentions"), [], "a1: no mention"),
        (("actors", 0, "kind"), "dog", "a1: unknown kind 'dog'"),
        (("commitments",), None, "commitments: missing, or not a list"),
        (("commitments",), [{"id": "c1"}], "c1: no field 'by'"),
    ],
)
def test_a_faulty_case_is_named_with_its_fault(tmp_path, path, value, fault):
    case = small_case()
    *parents, last = path
    target = case["gold"]
    for step in parents:
        target = target[step]
    target[last] = value
    file = write(tmp_path, case)
    with pytest.raises(CaseError) as caught:
        load_cases(tmp_path)
    assert caught.value.path == file
    assert any(line.startswith(fault) for line in caught.value.faults)
    assert "small.json" in str(caught.value)
    checked = check(tmp_path)
    assert checked.exit_code == 1
    assert f"small.json: {fault}" in checked.output


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{", "not readable as JSON"),
        ([], "not an object"),
        (small_case(article={"text": " "}), "article: no text"),
        ({"id": "x", "article": {"text": "words"}}, "no gold"),
        (small_case(id="../x"), "id: "),
        (small_case(article={"text": "Ann Lee visited Rome on Monday.", "published": "soon"}), "article.published: "),
        (small_case(extra=1), "extra: "),
        (small_case(second={}), "second: actors: missing, or not a list"),
    ],
)
def test_an_unusable_file_is_named_with_its_fault(tmp_path, content, fault):
    path = write(tmp_path, content)
    with pytest.raises(CaseError) as caught:
        load_case(path)
    assert any(line.startswith(fault) for line in caught.value.faults)


def test_all_faults_are_named_at_once(tmp_path):
    case = small_case(id="../x")
    case["gold"]["events"] += [{"id": "e2"}, "e3"]
    case["gold"]["events"][0]["type"] = "party"
    case["gold"]["actors"][0]["mentions"] = ["Bob"]
    case["article"]["published"] = "soon"
    case["second"] = {"actors": []}
    with pytest.raises(CaseError) as caught:
        load_case(write(tmp_path, case))
    told = "\n".join(caught.value.faults)
    for fault in ("events 3: not an object", "e2: no field 'summary'", "e1: unknown type", "a1: not an exact substring",
                  "id: ", "article.published: ", "second: events: missing"):  # fmt: skip
        assert fault in told
    # What the checker said in its own words is not said again.
    assert "gold." not in told


def test_all_invalid_files_are_named_at_once(tmp_path):
    write(tmp_path, "{", "a.json")
    write(tmp_path, small_case(), "b.json")
    write(tmp_path, small_case(id="../x"), "c.json")
    with pytest.raises(CaseError) as caught:
        load_cases(tmp_path)
    assert caught.value.path == tmp_path
    assert [fault.split(":")[0] for fault in caught.value.faults] == ["a.json", "c.json"]


def test_the_sample_of_a_new_project_is_right(tmp_path):
    sample = Path(data.__file__).with_name("sample.json")
    assert load_case(sample).id == "sample"


def test_folders_without_usable_cases(tmp_path):
    with pytest.raises(CaseError, match="no case files"):
        load_cases(tmp_path)
    with pytest.raises(CaseError, match="not a folder"):
        load_cases(tmp_path / "absent")
    with pytest.raises(CaseError, match="No such file"):
        load_case(tmp_path / "absent.json")
    assert check(tmp_path).exit_code == 1


def test_two_files_with_one_id(tmp_path):
    write(tmp_path, small_case(), "a.json")
    write(tmp_path, small_case(), "b.json")
    with pytest.raises(CaseError, match=r"id 'small' is also used by a\.json"):
        load_cases(tmp_path)


def test_guidelines_and_data_notes_are_there():
    for name in ("GUIDELINES.md", "DATA.md", "README.md"):
        assert (EVALS / name).stat().st_size > 500


def test_metric_names_are_unique():
    assert len({metric.name for metric in METRICS}) == len(METRICS)
