"""The fields of an item: what is copied has to stand in its sentences."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.schema import Brief, Commitment, Event
from tests.drafts import actor, brief_of, commitment, event

TEXT = (
    "Odo Karst opened the yard in Orlen on Friday. He will hire 500 workers by June if the board agrees. "
    "Ana Reyes denied that the port was sold. Varnholm Shipping may buy it."
)
ACTORS = [actor("Odo Karst"), actor("Ana Reyes"), actor("Varnholm Shipping", "organization")]


def told(item: Event | Commitment) -> list[tuple[str, str]]:
    return [(doubt.field, doubt.claimed) for doubt in item.unsupported]


def only(**fields: Any) -> Event:
    given = {"agents": ["Odo Karst"], **fields}
    return brief_of(TEXT, actors=ACTORS, events=[event("Odo Karst opened the yard in Orlen.", **given)]).events[0]


@pytest.mark.parametrize(
    ("field", "copied", "wrong"),
    [
        ("when", "on Friday", "on Monday"),
        ("when", "Friday", "June"),
        ("place", "Orlen", "Lisbon"),
        ("place", "the yard", "x"),
    ],
)
def test_what_is_copied_stands_in_a_cited_sentence_or_is_left_out(field: str, copied: str, wrong: str) -> None:
    good, bad = only(**{field: copied}), only(**{field: wrong})
    assert (told(good), told(bad)) == ([], [(field, wrong)])
    assert getattr(good, field) is not None
    assert getattr(bad, field) is None


@pytest.mark.parametrize(
    ("field", "copied", "wrong"),
    [
        ("due", "by June", "by July"),
        ("amount", "500 workers", "900 workers"),
        ("condition", "if the board agrees", "if it rains"),
    ],
)
def test_what_a_commitment_copies_stands_there_too(field: str, copied: str, wrong: str) -> None:
    given = {"condition": "if the board agrees"}
    briefs = [
        brief_of(
            TEXT, actors=ACTORS, commitments=[commitment("hire workers", "Odo Karst", 2, **{**given, field: value})]
        )
        for value in (copied, wrong)
    ]
    assert [told(brief.commitments[0]) for brief in briefs] == [[], [(field, wrong)]]
    assert getattr(briefs[1].commitments[0], field) is None


def test_copied_fields_are_checked_in_every_language() -> None:
    text = "Odo Karst a ouvert le chantier à Orlen vendredi."
    brief = brief_of(text, language="fr", actors=ACTORS, events=[
        event("Odo Karst a ouvert le chantier.", agents=["Odo Karst"], when="lundi", place="Orlen"),
    ])  # fmt: skip
    assert told(brief.events[0]) == [("when", "lundi")]


@pytest.mark.parametrize(
    ("number", "missing"), [("two", []), ("three", [("summary", "3")]), ("four", [("summary", "4")])]
)
def test_a_number_that_refers_to_a_group_has_its_size(number: str, missing: list[tuple[str, str]]) -> None:
    acting = ["Odo Karst", "Ana Reyes"]
    met = event(f"The {number} leaders met.", agents=acting)
    brief = brief_of("Odo Karst and Ana Reyes met as leaders.", actors=ACTORS, events=[met])
    assert told(brief.events[0]) == missing


def test_a_role_that_the_article_does_not_say_of_an_actor_is_left_out() -> None:
    text = "Mayor Odo Karst opened the yard. Minister Ana Reyes came."
    actors = [actor("Odo Karst", role="Mayor"), actor("Ana Reyes", role="Mayor")]
    events = [event("Odo Karst opened the yard.", agents=["Odo Karst"], others=["Ana Reyes"])]
    brief = brief_of(text, actors=actors, events=events)
    assert [(a.name, a.role) for a in brief.actors] == [("Odo Karst", "Mayor"), ("Ana Reyes", "Minister")]
    assert [(d.item, d.claim) for d in brief.dropped] == [("role", "Ana Reyes: Mayor")]


def test_a_brief_without_the_field_is_read_and_has_what_its_evidence_lacks() -> None:
    brief = brief_of(TEXT, actors=ACTORS, events=[event("Odo Karst opened the yard in Orlen for 900 workers.")])
    old = brief.to_dict()
    del old["events"][0]["unsupported"]
    assert told(Brief.model_validate(old).events[0]) == [("summary", "900")]
