"""ninjs: valid by the schema of the IPTC, with the whole brief in it, and marked as made by a machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from summarizer import Article, Brief, BriefArticle, Coverage, Status
from summarizer.output.ninjs import as_ninjs, as_ninjs_lines
from summarizer.schema import ActorKind, Doubt
from tests.samples import ROOT

BRIEF = Brief.model_validate_json((ROOT / "docs/examples/brief.json").read_text(encoding="utf-8"))
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "ninjs-schema_3.1.json").read_text(encoding="utf-8"))
CHECKER = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def item(brief: Brief = BRIEF, *, full: bool = False) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(as_ninjs(brief, full=full))
    CHECKER.validate(made)
    return made


BARE = BRIEF.model_copy(update={
    "actors": (), "events": (), "commitments": (), "dropped": (), "language": None, "summary": "",
    "article": BriefArticle.of(Article(text="x"), include_text=False),
})  # fmt: skip


@pytest.mark.parametrize("brief", [BRIEF, BARE])
@pytest.mark.parametrize("full", [False, True])
def test_it_is_valid_and_holds_the_whole_brief(brief: Brief, full: bool) -> None:
    body = next(body for body in item(brief, full=full)["bodies"] if body["role"] == "brief")
    assert Brief.model_validate_json(body["value"]) == brief


def test_the_validator_finds_what_is_wrong() -> None:
    assert not CHECKER.is_valid({**item(), "brief": {}})
    assert not CHECKER.is_valid({key: value for key, value in item().items() if key != "uri"})


def test_it_says_that_a_machine_made_it_from_which_article() -> None:
    made = item()
    assert made["digitalSourceType"]["uri"].endswith("/digitalsourcetype/trainedAlgorithmicMedia")
    assert made["edNote"].startswith("Made by a machine; check it against the article before use. example-model")
    (article,) = made["associations"]
    assert (article["rel"], article["uri"]) == ("derivedFrom", BRIEF.article.url)
    assert {"role": "sha256", "value": BRIEF.article.text_sha256} in article["altIds"]
    assert item(BARE)["associations"][0]["uri"].startswith("ni:///sha-256;")


def test_actors_places_and_events_are_where_the_standard_has_them() -> None:
    made = item()
    assert [p["name"] for p in made["people"]] == ["Ana Reyes", "Tom Hale"]
    assert [p["name"] for p in made["organisations"]] == ["Porto Shipping", "dockers' union"]
    assert [p["name"] for p in made["places"]] == ["Lisbon", "the port"]
    assert [(e["id"], e["rel"]) for e in made["events"]][:1] == [("e1", "about")]
    kinds = [a.model_copy(update={"kind": k}) for a, k in zip(BRIEF.actors, ActorKind, strict=False)]
    every = [BRIEF.actors[0].model_copy(update={"kind": kind, "name": kind.value}) for kind in ActorKind]
    assert len(kinds) == 4
    varied = item(BRIEF.model_copy(update={"actors": tuple(every), "events": (), "commitments": ()}))
    assert [s["name"] for s in varied["subjects"]] == ["group", "other"]
    assert [s["name"] for s in varied["places"]] == ["country"]


@pytest.mark.parametrize("status", Status)
def test_what_is_not_asserted_is_no_event(status: Status) -> None:
    event = BRIEF.events[0].model_copy(update={"status": status})
    events = item(BRIEF.model_copy(update={"events": (event,)})).get("events", [])
    assert bool(events) == (status in (Status.OCCURRED, Status.ONGOING, Status.SCHEDULED))


def test_doubts_gaps_and_what_was_left_out_are_in_the_editorial_note() -> None:
    (first, *rest) = BRIEF.commitments
    doubted = (Doubt(field="action", claimed="900", reason="no cited sentence has it"),)
    gap = Coverage(windows_done=1, windows_planned=2)
    changed = {"commitments": (first.model_copy(update={"unsupported": doubted}), *rest), "coverage": gap}
    note = item(BRIEF.model_copy(update=changed))["edNote"]
    assert "CHECK: no cited sentence has it: 900 (sign a treaty on fishing)" in note
    assert "CHECK: parts of the article could not be read" in note
    assert "1 claim left out of the brief" in note
    assert "dismissed 900 workers" not in note
    assert "dismissed 900 workers" in item(full=True)["edNote"]


def test_a_later_brief_of_a_story_is_another_version_of_the_item() -> None:
    later = BRIEF.provenance.model_copy(update={"finished": BRIEF.provenance.finished.replace(hour=20)})
    first, second = item(), item(BRIEF.model_copy(update={"provenance": later}))
    assert first["uri"] == second["uri"]
    assert first["version"] < second["version"]


def test_many_are_lines() -> None:
    lines = as_ninjs_lines([BRIEF, BARE]).splitlines()
    assert [CHECKER.is_valid(json.loads(line)) for line in lines] == [True, True]
