"""Projects: where their data lie, what is wrong with their files, and metrics of their own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals import data
from evals.__main__ import app
from evals.data.cases import Case
from evals.data.project import ProjectError, find_project, load_project, use
from evals.scoring import custom
from evals.scoring.custom import MetricError, custom_metrics, known_metrics
from evals.scoring.scorer import score_case
from evals.scoring.statistics import compare, estimates
from evals.scoring.synthetic import brief_of_gold
from summarizer.schema import Brief, Failure
from tests.samples import ROOT


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Make and use a project of this content, with these functions of its own."""
    monkeypatch.setattr("evals.data.project._chosen", None)

    def made(content: str, code: str = "") -> Path:
        (tmp_path / "evals.toml").write_text(content, encoding="utf-8")
        (tmp_path / "own_metrics.py").write_text(code, encoding="utf-8")
        use(load_project(tmp_path))
        return tmp_path

    return made


def test_the_checkout_is_a_project() -> None:
    project = load_project(ROOT)
    assert project.cases == ROOT / "evals" / "cases"
    assert find_project(ROOT / "evals" / "cases") == project


def test_paths_have_defaults_and_are_relative_to_the_file(make: Callable[..., Path]) -> None:
    folder = make('cases = "../gold"\nmodel = "m"\n[each]\nevents_recall = 0.5')
    project = load_project(folder)
    assert project.cases == folder / "../gold"
    assert project.floors == folder / "floors.toml"
    assert (project.model, project.each) == ("m", {"events_recall": 0.5})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("case = 'x'", "unknown setting 'case'"),
        ("cases = 1", "cases must be text"),
        ("model = 1", "model must be text"),
        ("each = 1", "each must be a table"),
        ("[each]\nevents_f1 = 'a'", "each.events_f1 must be a number"),
        ("[metrics]\na = 1", "metrics.a must be a table"),
        ("[", "evals.toml"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(make: Callable[..., Path], content: str, message: str) -> None:
    with pytest.raises(ProjectError, match=message):
        make(content)


def test_without_a_project_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="evals init"):
        find_project(tmp_path)
    with pytest.raises(ProjectError, match="evals init"):
        load_project(tmp_path)


def test_init_keeps_what_is_there(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["init", str(tmp_path)]).exit_code == 0
    case = tmp_path / "cases" / "sample.json"
    case.write_text("mine", encoding="utf-8")
    again = CliRunner().invoke(app, ["init", str(tmp_path)])
    assert again.exit_code == 2
    assert "exists already" in again.output
    (tmp_path / "evals.toml").unlink()
    assert CliRunner().invoke(app, ["init", str(tmp_path)]).exit_code == 0
    assert case.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["external", "readme", "hashes"])
def test_commands_for_data_of_the_checkout_say_so(make: Callable[..., Path], name: str) -> None:
    folder = make("")
    (folder / "cases").mkdir()
    shutil.copy(Path(data.__file__).with_name("sample.json"), folder / "cases")
    result = CliRunner().invoke(app, [name, *(["long"] if name == "external" else [])])
    assert isinstance(result.exception, ProjectError)
    assert "only a checkout" in str(result.exception)


# Metrics of one's own

QUOTES = """
def quotes(case, brief):
    if brief is None:
        return None
    spans = [e for event in brief.events for e in event.evidence]
    return sum(len(span.quote) > 100 for span in spans), len(spans)

def length(case, brief):
    return float(len(case.article.text))

def broken(case, brief):
    return brief.nothing
"""


def test_own_metrics_have_averages_intervals_and_comparisons(make: Callable[..., Path], case: Case) -> None:
    make('[metrics.long]\nfunction = "own_metrics:quotes"\nlabel = "long quotes"\nbetter = "less"\n'
         '[metrics.length]\nfunction = "own_metrics:length"\nunit = "number"\nbetter = "neither"', QUOTES)  # fmt: skip
    score = score_case(case, brief_of_gold(case))
    values = estimates([score])
    assert (values["long"].metric.label, values["long"].metric.direction) == ("long quotes", -1)
    assert 0 <= (values["long"].value or 0) <= 1
    assert values["length"].value == len(case.article.text)
    assert compare([score], [score])["long"].difference == 0
    failed = estimates([score_case(case, Failure(error="AnswerError"))])
    assert failed["long"].value is None
    assert failed["length"].value == len(case.article.text)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "set function ="),
        ('function = "own_metrics:absent"', "absent"),
        ('function = "no_such_module:f"', "no_such_module"),
        ('function = "own_metrics:quotes"\nbetter = "up"', "better is one of more, less, neither"),
        ('function = "own_metrics:quotes"\ncolour = "red"', "unknown setting 'colour'"),
    ],
)
def test_a_metric_that_cannot_be_used_is_named(make: Callable[..., Path], table: str, message: str) -> None:
    make(f"[metrics.mine]\n{table}", QUOTES)
    with pytest.raises(MetricError, match=r"mine") as caught:
        custom_metrics()
    assert message in str(caught.value)


def test_a_metric_has_a_name_of_its_own(make: Callable[..., Path]) -> None:
    make('[metrics.events_f1]\nfunction = "own_metrics:quotes"', QUOTES)
    with pytest.raises(MetricError, match="two metrics named events_f1"):
        known_metrics()


def test_a_function_that_fails_is_named_with_the_case(make: Callable[..., Path], case: Case) -> None:
    make('[metrics.mine]\nfunction = "own_metrics:broken"', QUOTES)
    with pytest.raises(MetricError, match=f"metric 'mine', case '{case.id}': AttributeError"):
        score_case(case, brief_of_gold(case))


def words(case: Case, brief: Brief | None) -> tuple[int, int]:
    return len(case.article.text.split()), 1


words.unit = "number"  # type: ignore[attr-defined]


def test_a_package_registers_a_metric(make: Callable[..., Path], case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    make("# no metrics here")
    point = EntryPoint("words", f"{__name__}:words", custom.ENTRY_POINTS)
    monkeypatch.setattr(custom, "entry_points", lambda group: [point])
    custom._loaded.cache_clear()
    try:
        values = estimates([score_case(case, brief_of_gold(case))])
        assert values["words"].value == len(case.article.text.split())
        assert values["words"].metric.unit == "number"
    finally:
        custom._loaded.cache_clear()


def test_junit_has_seconds_and_metrics(tmp_path: Path, case: Case) -> None:
    from junitparser import JUnitXml

    from evals.commands.replays import live_replay, write_junit

    brief = brief_of_gold(case)
    write_junit([live_replay(case.id, brief)], tmp_path / "j.xml", "r", [score_case(case, brief)])
    (suite,) = JUnitXml.fromfile(str(tmp_path / "j.xml"))
    assert (suite.tests, suite.failures) == (1, 0)
    text = (tmp_path / "j.xml").read_text(encoding="utf-8")
    assert '<property name="events_f1" value="1.0000"/>' in text
    assert 'time="' in text
    assert json.dumps(case.id) in text
