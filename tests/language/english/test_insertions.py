"""Editorial insertions: brackets that code adds to the article's words, and that leave these as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer import Article, Brief, summarize
from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.claims import Insertion, KindClaim, SentenceKind, with_insertions
from summarizer.language.english.rules import EnglishRules
from summarizer.language.rules import Document
from summarizer.output.diffing import diff
from summarizer.output.formats import FORMATS
from summarizer.testing import ScriptedEndpoint

STATEMENT = "Statement from Governor Odo Karst on the Orlen Yard"
OPENED = "Governor Odo Karst opened the new bridge in Orlen on Monday."
VISITED = "He visited the dockers of the old yard [in Porto] in the afternoon."
VOWED = "On Tuesday, Karst vowed to run the yard “with an open hand.\n"


def without(text: str, insertions: Sequence[Insertion]) -> str:
    """A text without its insertions, each of which must stand at its place."""
    for one in insertions:
        assert text[one.at : one.at + len(one.text)] == one.text
        text = text[: one.at] + text[one.at + len(one.text) :]
    return text


ASKED = "What comes next for the dockers of the old yard, for their families, and for the ferries from Porto to Orlen?"
"""No event; an article must have some words."""


def brief_of(text: str, **given: Any) -> Brief:
    with ScriptedEndpoint(lambda _: "A") as endpoint:
        return summarize(f"{text}\n\n{ASKED}", base_url=endpoint.base_url, model="any", profile="small", **given)


def printed(text: str, **given: Any) -> list[str]:
    return [event.summary for event in brief_of(text, **given).events]


PIECES = [
    OPENED, VISITED, VOWED, "He [the mayor] left the town on Friday. ", "They sold two ferries to Norway. ", "\n\n",
    "We will pay for a new dock in Orlen by May. ", "Odo Karst and Ana Reyes met in Porto on Monday. ", "said ",
    "“The board closed the yard on Monday. Nobody was told of it. ", "The ferries sank in March,” he said on Sunday. ",
    "His board sold the ferry [a wreck] to Finland. ", f"\n{STATEMENT}\n", "It also said the port [sic] was open. ",
]  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=12).map("".join), st.sampled_from(["", STATEMENT])
)
@example(OPENED + " " + VISITED, "[Sic] Statement from Governor [Odo] Karst")
def test_without_its_insertions_a_summary_is_the_words_of_the_article(text: str, title: str) -> None:
    numbered = sentences(text, "en")
    shares = {kind: float(kind is SentenceKind.HAPPENING) for kind in SentenceKind}
    kinds = {s.number: KindClaim(s.number, shares) for s in numbered}
    document = Document(Article(text=text, title=title or None), numbered, kinds)
    for event in EnglishRules().extract(document, ActorRegistry(text)).events:
        assert event.statement is not None
        assert text[event.statement.start : event.statement.end] == event.summary
        assert [one.at for one in event.insertions] == sorted(one.at for one in event.insertions)
        assert without(event.printed, tuple(reversed(_placed(event.insertions)))) == event.summary
        assert all(one.text.strip()[0] + one.text.strip()[-1] == "[]" for one in event.insertions)
        assert all(one.text.count("[") == one.text.count("]") == 1 for one in event.insertions)


def _placed(insertions: Sequence[Insertion]) -> list[Insertion]:
    """Insertions with their offsets in the text that has them all."""
    placed, before = [], 0
    for one in insertions:
        placed.append(Insertion(one.at + before, one.text))
        before += len(one.text)
    return placed


def test_insertions_at_one_place_keep_their_order() -> None:
    found = (Insertion(0, "[Karst:] "), Insertion(0, "[“]"), Insertion(2, " [Norway]"), Insertion(9, "[”]"))
    assert with_insertions("It closed", found) == "[Karst:] [“]It [Norway] closed[”]"


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [
        (f"{OPENED} {VISITED}", None, [OPENED, VISITED.replace("He", "He [Odo Karst]")]),
        (f"{OPENED} His board sold two ferries to Norway.", None, [
         OPENED, "His [Odo Karst’s] board sold two ferries to Norway."]),
        (f"{OPENED} {VOWED}", None, [OPENED, f"{VOWED.strip()}[”]"]),
        ("We closed the yard in May,” Governor Odo Karst told the dockers on Monday.", None, [
         "[“]We closed the yard in May,” Governor Odo Karst told the dockers on Monday."]),
        (f"{OPENED} We have sold two ferries to Norway for the bridge.", STATEMENT, [
         f"[Statement from Governor Odo Karst:] {OPENED}",
         "[Statement from Governor Odo Karst:] We have sold two ferries to Norway for the bridge."]),
        # Who they are is not said: no event.
        (f"{OPENED} They sold two ferries to Norway on Friday.", None, [OPENED]),
        (f"{OPENED} We have sold two ferries to Norway for the bridge.", None, [OPENED]),
        # A report about a statement.
        (f"{OPENED} Karst said in a statement that it was a good day.", STATEMENT, [OPENED]),
        (OPENED, "Karst Issues Statement on Yard", [OPENED]),
    ],
)  # fmt: skip
def test_what_a_sentence_needs_is_inserted(text: str, title: str | None, found: list[str]) -> None:
    assert [one for one in printed(text, title=title) if "good day" not in one] == found


def test_what_a_pronoun_leaves_open_is_recorded_as_dropped() -> None:
    brief = brief_of(f"{OPENED} They sold two ferries to Norway on Friday.")
    (reason,) = {d.reason for d in brief.dropped if d.claim == "They sold two ferries to Norway on Friday."}
    assert reason == "only another sentence tells whom or what it is about"


def test_whose_words_a_summary_is_stands_there_once() -> None:
    brief = brief_of(f"{OPENED} We have sold two ferries to Norway for the bridge.", title=STATEMENT)
    assert brief.summary.count("[Statement from Governor Odo Karst:]") == 1
    assert brief.summary.startswith("[Statement from Governor Odo Karst:] ")


@pytest.mark.parametrize("inserted", [True, False])
def test_insertions_can_be_switched_off(monkeypatch: pytest.MonkeyPatch, inserted: bool) -> None:
    text = f"{OPENED} {VISITED}"
    brief = brief_of(text, title=STATEMENT, editorial_insertions=inserted)
    assert any("[Odo Karst]" in event.summary for event in brief.events) is inserted
    assert any(event.summary.startswith("[Statement from") for event in brief.events) is inserted
    assert [event.words for event in brief.events] == [OPENED, VISITED]
    monkeypatch.setenv("SUMMARIZER_EDITORIAL_INSERTIONS", str(inserted))
    assert brief_of(text, title=STATEMENT).events == brief.events


def test_the_summary_and_every_format_have_the_insertions() -> None:
    brief = brief_of(f"{OPENED} {VISITED}", title=STATEMENT)
    assert f"[Statement from Governor Odo Karst:] {OPENED}" in brief.summary
    for name, rendered in FORMATS.items():
        if name != "ics":  # events with days only
            assert "Statement from Governor Odo Karst" in rendered(brief), name


def test_a_brief_with_insertions_is_the_same_story_as_one_without() -> None:
    with_, plain = (brief_of(f"{OPENED} {VISITED}", title=STATEMENT, editorial_insertions=on) for on in (True, False))
    found = diff(with_, plain)
    assert not found.new
    assert not found.gone


@pytest.mark.parametrize(
    ("before", "by"),
    [
        ("Odo Karst closed the old yard on Monday.", ["Odo Karst"]),
        ("Odo Karst told the dockers on Monday that the yard was sold.", ["Odo Karst"]),
        # Somebody else may be meant.
        ("Odo Karst decided on Monday that the Norwegian Ambassador may return.", []),
        ("Odo Karst thanked Kari Lund in Orlen on Monday.", []),
    ],
)
def test_a_commitment_is_by_whom_a_pronoun_certainly_means(before: str, by: list[str]) -> None:
    brief = brief_of(f"{before} He will visit the dockers of Norway on Friday.")
    assert [brief.names(c.by) for c in brief.commitments] == by
