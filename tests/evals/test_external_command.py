"""The command `external`: human-annotated sets are recorded, replayed and scored like the cases, but apart."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from typer.testing import CliRunner

from evals.__main__ import app
from evals.data.cases import load_cases
from evals.data.project import project
from evals.recording.external import SETS
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.testing import answer, failure
from tests.evals.recordings import SECRETS, edit
from tests.servers.faults import FaultServer

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LEAD = (
    "Boeing will build a plant in Ohio next year, the company told reporters in Seattle on Saturday after a meeting "
    "of its board of directors."
)
REST = " Airbus lodged a complaint."


def said(status: str = "scheduled", type: str = "business") -> Any:
    """What the model says: one event in the first sentence."""
    event = {
        "sentences": [1], "summary": "Boeing will build a plant in Ohio", "type": type, "status": status,
        "when": "next year", "place": "Ohio", "agents": ["a1"], "others": [], "main": True,
    }  # fmt: skip
    actor = {"id": "a1", "name": "Boeing", "kind": "organization", "role": None, "affiliation": None}
    return answer({"actors": [actor], "events": [event], "commitments": [], "headline": "Plant", "summary": LEAD})


def mention(text: str) -> dict[str, Any]:
    return {"start": LEAD.index(text), "end": LEAD.index(text) + len(text), "text": text}


def meantime(id: str) -> dict[str, Any]:
    build = {
        **mention("build"), "pred": "build", "time": "FUTURE", "certainty": "CERTAIN",
        "participants": [{**mention("Boeing"), "entity_id": "e1"}],
    }  # fmt: skip
    return {
        "id": id, "title": "A plant", "published_date": "2008-03-01", "text": LEAD + REST,
        "annotated_char_end": len(LEAD), "source": "test", "licence": "CC0", "url_if_known": None,
        "gold": {
            "entities": [{"id": "e1", "type": "ORG", "mentions": [mention("Boeing")]}],
            "events": [{"mentions": [build]}],
            "timexes": [{**mention("next year"), "value": "2009"}],
        },
    }  # fmt: skip


def gum(id: str, text: str, title: str | None, published: str | None) -> dict[str, Any]:
    boeing = {"id": "e1", "type": "organization", "salience_votes": 5, "mentions": [mention("Boeing")]}
    return {
        "id": id, "title": title, "published_date": published, "text": text,
        "source": "test", "licence": "CC0", "url_if_known": None,
        "gold": {"entities": [boeing], "dates": [], "human_summaries": []},
    }  # fmt: skip


def plover(id: str, event: str, text: str = LEAD) -> dict[str, Any]:
    gold = {"event": event, "mode": None, "source": [], "target": []}
    return {"id": id, "text": text, "source": "test", "licence": "CC0", "url_if_known": None, "gold": gold}


@pytest.fixture
def sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a set of these records in the place of the real one."""
    folder = tmp_path / "external"
    (folder / "plover").mkdir(parents=True)
    shutil.copy(project().external / "plover" / "crosswalk.json", folder / "plover")
    monkeypatch.setattr("evals.data.project._chosen", replace(project(), external=folder))

    def write(name: str, *records: dict[str, Any]) -> None:
        (folder / name).write_text("".join(f"{json.dumps(r)}\n" for r in records), encoding="utf-8")

    return write


@pytest.fixture
def two(sets: Callable[..., None]) -> None:
    """A MEANTIME of two articles."""
    sets("meantime.jsonl", meantime("one"), meantime("two"))


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["external", *arguments, "--model", "fake", "--cassettes", str(tmp_path / "c")])

    return invoke


@pytest.fixture
def record(run: Callable[..., Result], endpoint: FaultServer) -> Callable[..., Result]:
    return lambda *arguments: run(*arguments, "--record", "--base-url", endpoint.base_url)


def value(output: str, label: str) -> str:
    """The figure of a row of the table."""
    found = re.search(rf"^│ {re.escape(label)} +│ +(\S+) │", output, re.MULTILINE)
    assert found, output
    return found[1]


@pytest.mark.usefixtures("two")
def test_meantime_is_recorded_replayed_and_scored_on_its_annotated_part(
    run: Any, record: Any, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(said(), said(status="occurred"))
    made = record("meantime")
    assert made.exit_code == 0, made.output
    assert "1/2 one: 1 events" in made.output
    assert "min left" in made.output
    assert len(endpoint.requests) == 2
    assert "Ohio" in str(endpoint.requests)
    assert "Airbus" not in str(endpoint.requests)
    assert sorted(str(p.relative_to(tmp_path / "c")) for p in (tmp_path / "c").rglob("*.yaml")) == [
        "fake-meantime/one.yaml", "fake-meantime/two.yaml",
    ]  # fmt: skip
    played = run("meantime")
    assert played.exit_code == 0, played.output
    assert len(endpoint.requests) == 2
    assert "2 PASS" in played.output
    assert "meantime: 2 of 2 scored\n" in re.sub(" +\n", "\n", played.output)
    assert value(played.output, "events that are annotated") == "1.000"
    assert value(played.output, "participants, precision") == "1.000"
    assert value(played.output, "time values") == "1.000"
    assert value(played.output, "FUTURE, accuracy") == "0.500"


@pytest.mark.usefixtures("two")
def test_a_limit_takes_the_first_and_what_is_missing_is_counted_and_recorded_later(
    run: Any, record: Any, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(said())
    made = record("meantime", "--limit", "1")
    assert "1 of 2 scored" in made.output
    assert "not recorded" not in made.output
    assert [path.stem for path in (tmp_path / "c").rglob("*.yaml")] == ["one"]
    played = run("meantime")
    assert played.exit_code == 0, played.output
    assert "1 of 2 scored, 1 not recorded" in played.output
    record("meantime")
    assert len(endpoint.requests) == 2
    again = run("meantime", "--limit", "1")
    assert again.exit_code == 0, again.output  # what is beyond the limit is no orphan
    assert "1 of 2 scored" in again.output


@pytest.mark.usefixtures("two")
def test_a_set_without_any_recording_has_no_figures(run: Any) -> None:
    result = run("meantime")
    assert result.exit_code == 3
    assert result.output == "meantime: 0 of 2 scored, 2 not recorded\n"


@pytest.mark.usefixtures("two")
def test_a_stale_recording_is_told_and_not_scored(run: Any, record: Any, endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(said(), said(status="occurred"))
    record("meantime")
    edit(tmp_path / "c" / "fake-meantime" / "one.yaml", lambda data: data["fingerprint"].update(prompt="older"))
    played = run("meantime")
    assert played.exit_code == 3
    assert "1 PASS, 1 STALE" in played.output
    assert re.search(r"STALE +│ one +│ prompt: 'older' is now", played.output)
    assert "1 of 2 scored" in played.output
    assert value(played.output, "FUTURE, accuracy") == "0.000"


@pytest.mark.usefixtures("two")
def test_a_recording_that_belongs_to_no_article_is_an_orphan(
    run: Any, record: Any, endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(said())
    record("meantime")
    shutil.copy(tmp_path / "c" / "fake-meantime" / "one.yaml", tmp_path / "c" / "fake-meantime" / "gone.yaml")
    played = run("meantime")
    assert played.exit_code == 3
    assert re.search(r"ORPHAN +│ gone ", played.output)


@pytest.mark.usefixtures("two")
def test_an_article_without_a_brief_is_scored_as_an_empty_one(run: Any, record: Any, endpoint: FaultServer) -> None:
    endpoint.replies(answer('{"actors": [', finish="length"))
    record("meantime")
    played = run("meantime")
    assert played.exit_code == 1
    assert "2 FAIL" in played.output
    assert "2 of 2 scored" in played.output
    assert value(played.output, "FUTURE, accuracy") == "–"


@pytest.mark.usefixtures("two")
def test_a_recording_that_breaks_off_keeps_what_it_has(record: Any, endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(said(), failure(401))
    broken = record("meantime")
    assert broken.exit_code == 1
    assert "AuthenticationError" in broken.output
    assert [path.stem for path in (tmp_path / "c").rglob("*.yaml")] == ["one"]


def test_an_article_of_gum_that_is_also_a_case_is_played_from_the_cases_recording(
    sets: Any, run: Any, record: Any, endpoint: FaultServer, tmp_path: Path
) -> None:
    case = min(load_cases(), key=lambda case: len(case.article.text))
    day = str(case.article.published)
    sets(
        "gum_news.jsonl",
        gum("the_case", case.article.text, case.article.title, day),
        gum("another", LEAD, "A plant", "2008-03-01"),
        gum("another_day", case.article.text, case.article.title, "2008-03-01"),
    )
    endpoint.replies(said())
    record("gum")
    assert sorted(str(p.relative_to(tmp_path / "c")) for p in (tmp_path / "c").rglob("*.yaml")) == [
        "fake-gum/another.yaml", "fake-gum/another_day.yaml", f"fake/{case.id}.yaml",
    ]  # fmt: skip
    shutil.rmtree(tmp_path / "c" / "fake-gum")
    (tmp_path / "c" / "fake" / "another-case.yaml").touch()
    played = run("gum")
    assert played.exit_code == 0, played.output
    assert "1 of 3 scored, 2 not recorded" in played.output


def test_the_articles_that_gum_and_the_cases_share_are_known() -> None:
    from evals.recording.external import cases_of, recordings_of
    from evals.recording.recorder import Subject

    library = Subject("fake", {}, lambda *_: pytest.fail("asked"))
    own, shared = recordings_of(cases_of(SETS["gum"].load()).values(), "gum", library)
    assert {case.id for case in shared.cases} == {c.id for c in load_cases() if c.id.startswith("gum-news-")}
    assert len(own.cases) == 9
    assert (own.subject.name, shared.subject.name) == ("fake-gum", "fake")


@pytest.mark.parametrize("name", SETS)
def test_a_recording_is_held_against_the_prompt_that_its_language_is_asked_with(name: str) -> None:
    from evals.recording.external import cases_of, recordings_of
    from evals.recording.recorder import library_subject

    cases = cases_of(SETS[name].load())
    own, _ = recordings_of(cases.values(), name, library_subject("fake", PROFILES["small"], 1))
    prompts = [plan(case.article, PROFILES["small"]).prompt for case in own.cases]
    asked = {f"{prompt.name}.{prompt.version} {prompt.hash}" for prompt in prompts}
    assert asked == {own.subject.fingerprint["prompt"]}


def test_plover_is_scored_by_its_crosswalk_and_leaves_short_sentences_out(
    sets: Any, run: Any, record: Any, endpoint: FaultServer
) -> None:
    crosswalk = json.loads((project().external / "plover" / "crosswalk.json").read_text(encoding="utf-8"))
    first = crosswalk["PROTEST"]["types"][0]
    other = next(name for name, entry in crosswalk.items() if first not in entry["types"])
    sets("plover/plover.jsonl", plover("a", "PROTEST"), plover("short", "PROTEST", "Too short."), plover("b", other))
    endpoint.replies(said(type=first))
    record("plover")
    assert len(endpoint.requests) == 2
    played = run("plover")
    assert played.exit_code == 0, played.output
    assert "plover: 2 of 2 scored" in played.output
    assert value(played.output, "type by the crosswalk") == "0.500"


def test_recordings_of_plover_stay_in_the_folder_of_its_licence() -> None:
    kept = SETS["plover"].directory
    assert kept is not None
    assert (kept.parent / "LICENSE.md").is_file()


def test_no_recording_of_a_set_holds_a_secret() -> None:
    recordings = list(project().external.rglob("*.yaml"))
    assert recordings
    for path in recordings:
        text = path.read_text(encoding="utf-8")
        assert yaml.load(text, Loader=LOADER)
        assert SECRETS.search(text) is None, path


def test_a_mistyped_set_is_told_in_one_line(run: Any) -> None:
    result = run("gumm")
    assert result.exit_code == 2
    assert (
        result.output
        == "there is no set 'gumm'; use one of meantime, gum, plover, unlabelled, marked, unseen, unread, long, multi"
        "lingual\n"
    )
