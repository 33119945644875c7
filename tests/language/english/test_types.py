"""Types of events: by the verb, and by the model of tokens and words where it is sure."""

from __future__ import annotations

import pytest

from summarizer.article.sentences import sentences
from summarizer.claims import KindClaim, SentenceKind
from summarizer.language.english.events import Reading, read
from summarizer.language.english.selection import LEAST_TOKENS
from summarizer.language.english.types import Model, features, model, type_of
from summarizer.schema import EventType


def reading(text: str) -> Reading:
    (sentence,) = sentences(text, "en")
    return read(sentence)


def kind(likely: dict[str, float]) -> KindClaim:
    return KindClaim(1, {SentenceKind.HAPPENING: 1.0}, likely)


def telling(type: EventType, count: int = LEAST_TOKENS) -> dict[str, float]:
    """Tokens that speak for a type, and as many others as are needed."""
    at = model().types.index(type)
    best = sorted(
        model().tokens, key=lambda token: model().tokens[token][at] - max(model().tokens[token]), reverse=True
    )
    return {**{f"none {i}": -20.0 for i in range(count)}, **dict.fromkeys(best[:30], -10.0)}


SMALL = Model(
    types=(EventType.MEETING, EventType.OTHER),
    threshold=0.9,
    bias=(0, 100),
    tokens={"A": (100, 0), "B": (0, 200)},
    words={"talk": (300, 0), "verb clos": (0, 50)},
)


@pytest.mark.parametrize(
    ("tokens", "words", "odds"),
    [
        ({}, (), -1.0),
        ({"A": 1.0}, (), 0.0),
        ({"A": 0.5, "B": 1.0}, (), -2.5),
        ({"unknown": 5.0}, ("unknown",), -1.0),
        ({}, ("talk",), 2.0),
        ({"A": 1.0}, ("talk", "verb clos"), 2.5),
    ],
)
def test_probabilities_are_of_sums_of_weights(tokens: dict[str, float], words: tuple[str, ...], odds: float) -> None:
    likely = SMALL.probabilities(tokens, words)
    assert sum(likely.values()) == pytest.approx(1)
    assert likely[EventType.MEETING] == pytest.approx(1 / (1 + 2.718281828**-odds))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The board closed the yard.", ["board", "clos", "yard", "verb clos"]),
        ("The yard will be closed.", ["yard", "clos", "verb clos"]),
        ("Dockers and dockers marched.", ["docker", "march", "verb march"]),
        ("A sad day for Orlen.", ["sad", "day", "orlen"]),
    ],
)
def test_words_are_stems_and_the_verb_counts_apart(sentence: str, words: list[str]) -> None:
    assert features(reading(sentence), kind({}))[1] == words


def test_a_token_counts_by_how_much_likelier_it_is_than_the_last() -> None:
    assert features(reading("The board closed the yard."), kind({"A": -1.0, "B": -11.0}))[0] == {"A": 1.0, "B": 0.0}


@pytest.mark.parametrize("type", [EventType.CONFLICT, EventType.LEGAL, EventType.BUSINESS, EventType.POLICY])
def test_a_type_is_given_where_the_model_is_sure(type: EventType) -> None:
    assert type_of(reading("They did it on Monday in Orlen."), kind(telling(type))) is type


def test_without_tokens_only_the_verb_counts() -> None:
    assert type_of(reading("Gunmen attacked the yard."), None) is EventType.OTHER
    assert type_of(reading("Gunmen attacked the yard."), kind({"A": -0.1, "B": -3.0})) is EventType.OTHER
    assert type_of(reading("Ana Reyes met Odo Karst."), None) is EventType.MEETING


def test_the_verb_goes_before_the_model() -> None:
    assert type_of(reading("Ana Reyes met Odo Karst."), kind(telling(EventType.LEGAL))) is EventType.MEETING


def test_a_model_that_is_not_sure_gives_no_type() -> None:
    flat = {f"none {i}": -5.0 for i in range(LEAST_TOKENS)}
    assert max(model().probabilities(*features(reading("They did it."), kind(flat))).values()) < model().threshold
    assert type_of(reading("They did it."), kind(flat)) is EventType.OTHER


def test_the_stored_model_has_a_weight_for_each_type() -> None:
    assert set(model().types) == set(EventType)
    rows = [model().bias, *model().tokens.values(), *model().words.values()]
    assert {len(row) for row in rows} == {len(EventType)}
    assert len(model().tokens) >= 200
    assert 0.8 <= model().threshold < 1


@pytest.mark.parametrize(
    ("sentence", "type"),
    [
        ("Ana Reyes and Odo Karst spoke on Monday.", "meeting"),
        ("Ana Reyes spoke by telephone with Odo Karst.", "other"),
        ("Ana Reyes and Odo Karst held talks by phone.", "other"),
        ("The board held a meeting by video link on Monday.", "other"),
    ],
)
def test_a_call_is_not_called_a_meeting(sentence: str, type: str) -> None:
    assert type_of(reading(sentence), None) == type
