"""What is read from a text once, and which actors a text names by it."""

from __future__ import annotations

import pytest

from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import ActorClaim
from summarizer.language.english.checks.positions import has_pronoun
from summarizer.language.english.checks.presence import Presence
from summarizer.language.english.checks.reading import clauses, leading, read, read_together
from summarizer.language.english.checks.references import origins_of
from summarizer.schema import ActorKind

TEXT = "The board won't close it, although Karst's negotiations failed; it has 1,5 million."


def test_a_text_is_read_as_words_and_as_the_sets_of_these() -> None:
    found = read(TEXT)
    assert [word.text for word in found.words][:5] == ["the", "board", "won't", "close", "it"]
    assert found.texts >= {"won't", "karst's", "negotiations", "although"}
    assert found.roots >= {"karst", "negotiation", "fail"}
    assert found.bases >= {"negotiat", "clos"}


def test_clauses_end_at_marks_and_conjunctions_but_not_within_a_number() -> None:
    texts = [[word.text for word in clause] for clause in clauses(TEXT)]
    assert texts == [
        ["the", "board", "won't", "close", "it"],
        ["karst's", "negotiations", "failed"],
        ["it", "has", "1", "5", "million"],
    ]


def test_several_texts_are_read_as_one() -> None:
    one, other = "Karst left.", "Reyes stays."
    both = read_together((one, other))
    assert both.words == read(one).words + read(other).words
    assert both.roots == read(one).roots | read(other).roots
    assert read_together((one,)) is read(one)


@pytest.mark.parametrize(
    ("text", "word"),
    [("has agreed to sign", "agreed"), ("will soon, because of it, close", "soon"), ("of the", None), ("", None)],
)
def test_the_first_word_that_carries_a_claim(text: str, word: str | None) -> None:
    found = leading(text)
    assert (found and found.text) == word


@pytest.mark.parametrize(
    ("text", "has"),
    [("He left.", True), ("They'll leave.", True), ("Karst said it's late.", True), ("Karst left her there.", False)],
)
def test_pronouns_that_may_be_subjects(text: str, has: bool) -> None:
    assert has_pronoun(text) is has


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("The Russian president left.", ["russian"]),
        ("They met the former Orlen president there.", ["orlen"]),
        ("A president left.", []),
        ("The Russian vice presidents left.", []),
        ("Presidents of the Russian kind left, and the Orlen president came.", ["orlen"]),
    ],
)
def test_where_somebody_is_from_who_is_described(text: str, origins: list[str]) -> None:
    assert list(origins_of("president", text)) == origins


ACTORS = {
    "Pavel Drask": ActorKind.PERSON, "Estonia": ActorKind.COUNTRY, "United States": ActorKind.COUNTRY,
    "Varnholm Shipping Ltd": ActorKind.ORGANIZATION, "General Motors": ActorKind.ORGANIZATION,
    "Congress": ActorKind.ORGANIZATION, "Afghanistan rescue team": ActorKind.GROUP,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Drask left.", {"Pavel Drask"}),
        ("Estonian officials left.", {"Estonia"}),
        ("The U.S. left.", {"United States"}),
        ("Varnholm Shipping left.", {"Varnholm Shipping Ltd"}),
        ("GM left.", {"General Motors"}),
        ("The Congressional seat is empty.", {"Congress"}),
        ("The Afghan rescue team left.", {"Afghanistan rescue team"}),
        ("The rescue teams of others left Afghan soil.", set()),
        ("Nobody left.", set()),
    ],
)
def test_a_text_names_an_actor_in_any_of_its_forms(text: str, named: set[str]) -> None:
    known = ActorRegistry(f"{'. '.join(ACTORS)}. {text}")
    for name, kind in ACTORS.items():
        known.add(ActorClaim(name, kind))
    presence = Presence(known, {})
    assert presence.named_in(text) == named
