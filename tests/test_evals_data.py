"""The cases, their checker, and the human-annotated sets."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from evals.data import check_gold
from evals.data.cases import CaseError, load_case, load_cases
from evals.data.external_sets import days_of, load_crosswalk, load_gum, load_meantime, load_plover
from evals.scoring.metrics import METRICS
from summarizer.schema import EventType

EVALS = Path(check_gold.__file__).parents[1]


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
    assert {path.stem for path in check_gold.CASES.glob("*.json")} == {case.id for case in load_cases()}


def test_checker_finds_no_fault_in_any_case(capsys):
    assert check_gold.main() == 0
    assert "30 cases" in capsys.readouterr().out


def test_checker_vocabulary_is_that_of_the_schema():
    assert {entry.value for entry in EventType} == check_gold.TYPES


def test_own_folder_of_cases(tmp_path):
    write(tmp_path, small_case())
    [case] = load_cases(tmp_path)
    assert case.id == case.article.id == "small"
    assert case.second is None


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("events", 0, "evidence"), ["Ann Lee visited Paris"], "e1: not an exact substring"),
        (("events", 0, "type"), "party", "e1: type party"),
        (("events", 0, "status"), "done", "e1: status done"),
        (("events", 0, "agents"), ["a9"], "e1: no actor a9"),
        (("events", 0, "agents"), "a1", "e1: agents is 'a1'"),
        (("events", 0, "main"), "yes", "e1: main is 'yes'"),
        (("events", 0, "evidence"), [], "e1: 0 pieces of evidence"),
        (("events", 0, "date"), {"text": "Monday", "start": "26 Jan", "end": "26 Jan"}, "e1: not ISO days"),
        (("events", 0, "date"), {"text": "Monday", "start": "2026-01-26", "end": None}, "e1: start and end go"),
        (("events", 0, "date"), {"text": "Monday", "start": "2026-01-26", "end": "2026-01-25"}, "e1: start after end"),
        (("events", 0, "date"), {"text": "Monday"}, "e1: a date has text, start and end"),
        (("actors", 0, "mentions"), [], "a1: no mention"),
        (("actors", 0, "kind"), "dog", "a1: kind dog"),
        (("commitments",), None, "commitments: no list"),
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
    assert check_gold.main(str(tmp_path)) == 1


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
        (small_case(second={}), "second: actors: no list"),
    ],
)
def test_an_unusable_file_is_named_with_its_fault(tmp_path, content, fault):
    path = write(tmp_path, content)
    with pytest.raises(CaseError) as caught:
        load_case(path)
    assert any(line.startswith(fault) for line in caught.value.faults)


def test_folders_without_usable_cases(tmp_path):
    with pytest.raises(CaseError, match="no case files"):
        load_cases(tmp_path)
    with pytest.raises(CaseError, match="not a folder"):
        load_cases(tmp_path / "absent")
    with pytest.raises(CaseError, match="No such file"):
        load_case(tmp_path / "absent.json")
    assert check_gold.main(str(tmp_path)) == 1


def test_two_files_with_one_id(tmp_path):
    write(tmp_path, small_case(), "a.json")
    write(tmp_path, small_case(), "b.json")
    with pytest.raises(CaseError, match=r"id 'small' is also that of a\.json"):
        load_cases(tmp_path)


def test_meantime_offsets_hold_and_annotation_ends_where_it_says():
    articles = load_meantime()
    assert len(articles) == 60
    for one in articles:
        spans = [e.span for e in one.events] + [t.span for t in one.times]
        assert spans
        for span in spans:
            assert one.article.text[span.start : span.end] == span.text
            assert span.end <= one.annotated_end
    assert any(event.future for one in articles for event in one.events)


def test_gum_holds_salient_entities_and_dates():
    articles = load_gum()
    assert len(articles) == 17
    for one in articles:
        assert one.summaries
        assert one.attribution.licence
        for entity in one.entities.values():
            assert entity.salience >= 3
            assert all(one.article.text[m.start : m.end] == m.text for m in entity.mentions)


def test_plover_is_apart_with_its_licence_and_every_class_has_a_crosswalk():
    records, crosswalk = load_plover(min_words=0), load_crosswalk()
    assert len(records) == 200
    assert len(load_plover()) < 200
    assert {record.event for record in records} <= crosswalk.keys()
    assert set().union(*crosswalk.values()) <= check_gold.TYPES
    assert "ShareAlike 4.0" in (EVALS / "external" / "plover" / "LICENSE.md").read_text(encoding="utf-8")
    assert all("BY-SA" in record.attribution.licence for record in records)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2026-02-04", (date(2026, 2, 4), date(2026, 2, 4))),
        ("2026-02-04T10:00Z", (date(2026, 2, 4), date(2026, 2, 4))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2026", (date(2026, 1, 1), date(2026, 12, 31))),
        ("2026-W06", (date(2026, 2, 2), date(2026, 2, 8))),
        ("2026-Q1", (date(2026, 1, 1), date(2026, 3, 31))),
        ("PRESENT_REF", (None, None)),
        ("P3D", (None, None)),
    ],
)
def test_days_of_time_values(value, days):
    assert days_of(value) == days


def test_guidelines_and_data_notes_are_there():
    for name in ("GUIDELINES.md", "DATA.md", "README.md"):
        assert (EVALS / name).stat().st_size > 500


def test_metric_names_are_unique():
    assert len({metric.name for metric in METRICS}) == len(METRICS)
