"""The subject of a verb, where the words tell it: actors, pronouns, who stands behind "by", who spoke."""

from __future__ import annotations

import pytest

from summarizer.article.text import find_name
from summarizer.language.english.checks.positions import Mention, Positions
from summarizer.language.english.checks.reading import root

NAMES = ("Ana Reyes", "Reyes", "Karst", "Orlen", "Varn")


def mentions(text: str) -> list[Mention]:
    return [Mention(span.start, span.end, name) for name in NAMES for span in find_name(name, text)]


@pytest.mark.parametrize(
    ("verb", "text", "found"),
    [
        ("sign", "Reyes has agreed to sign the deal.", ["Reyes"]),
        ("build", "Varn is already working to build a camp.", ["Varn"]),
        ("meet", "Tomorrow he plans to meet dignitaries.", ["he"]),
        ("dispatch", "They noted President Reyes's plan to dispatch a mission.", ["Reyes"]),
        ("approve", "The plan was approved by Mayor Ana Reyes.", ["Ana Reyes"]),
        ("pursue", "Karst said Orlen will pursue peace.", ["Orlen"]),
        ("visit", "Reyes, who leads Orlen, will visit Varn.", ["Reyes"]),
        ("sign", "Reyes, Karst and Orlen have signed it.", ["Karst", "Orlen", "Reyes"]),
        ("sign", "Reyes asked Karst to sign it.", ["Karst"]),
        ("sign", "Reyes of Orlen signed it.", ["Reyes"]),
        ("sign", "Karst and Reyes of the Varn signed it.", ["Karst", "Reyes"]),
    ],
)
def test_who_acts_stands_before_the_verb_or_behind_by(verb: str, text: str, found: list[str]) -> None:
    (subject,) = Positions(text, mentions(text)).subjects(root(verb))
    assert not subject.is_open
    assert sorted([*subject.names, *filter(None, [subject.pronoun])]) == found


@pytest.mark.parametrize(
    ("verb", "text"),
    [
        ("close", "Orlen police will close the road."),
        ("sign", "The mayor and Reyes signed it."),
        ("close", "The road near Orlen was closed."),
        ("close", "Reyes met those who saw the owner of the port close it."),
    ],
)
def test_a_subject_that_is_not_clear_is_open(verb: str, text: str) -> None:
    assert all(subject.is_open for subject in Positions(text, mentions(text)).subjects(root(verb)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"No," said Mayor Ana Reyes.', ["Ana Reyes"]),
        ("Karst told Reyes that Orlen will pay.", ["Karst"]),
        ("Orlen will pay.", []),
        ("Karst's statement said that Orlen will pay.", ["Karst"]),
        ("Reyes responded that Orlen will pay.", ["Reyes"]),
    ],
)
def test_who_speaks_is_the_subject_of_a_verb_of_speech(text: str, found: list[str]) -> None:
    assert [name for subject in Positions(text, mentions(text)).speakers() for name in subject.names] == found
