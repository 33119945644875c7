"""Counted groups: people who have no name, only a number."""

from __future__ import annotations

import pytest

from summarizer.assemble.actors import ActorRegistry
from summarizer.language.english.counted_groups import counted
from summarizer.schema import ActorKind


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("At least 40 people were hurt when the ferry sank.", {"At least 40 people": "hurt"}),
        ("The flood killed two Norwegian sailors and wounded nine other people.",
         {"two Norwegian sailors": "killed", "nine other people": "wounded"}),
        ("A mast fell on the deck, killing 17 or more and injuring 58.", {"17": "killed", "58": "injured"}),
        ("Ferry sinks off Port Orlen, 17 dead", {"17": "dead"}),
        ("The war has displaced 2.4 million.", {"2.4 million": "displaced"}),
        ("Dozens of miners are still missing.", {"Dozens of miners": "missing"}),
        ("The parade drew thousands to the harbour.", {"thousands": None}),
        ("Ferry Fire Leaves Hundreds at Sea", {}),
        ("Ferry Fire Leaves Hundreds Dead", {}),
        ("The town lies 40 kilometers from where the ferry went missing.", {}),
        ("The two leaders met 40 officials in Port Orlen.", {}),
        ("The storm destroyed 40 houses, police said.", {}),
        ("It cost thousands of crowns.", {}),
    ],
)  # fmt: skip
def test_people_are_named_as_they_are_counted_with_what_befell_them(
    sentence: str, expected: dict[str, str | None]
) -> None:
    cast = ActorRegistry(sentence)
    actors = cast.actors(counted(sentence, cast))
    assert {actor.name: actor.role for actor in actors} == expected
    assert all(actor.kind is ActorKind.GROUP for actor in actors)
