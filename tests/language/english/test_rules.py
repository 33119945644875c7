"""The English rules from end to end: an article, the kinds of its sentences, and the brief in the article's words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer import Article, Brief, summarize
from summarizer.article.sentences import sentences
from summarizer.assemble.actors import ActorRegistry
from summarizer.assemble.checking import ClaimChecker
from summarizer.claims import MAX_MAIN, Claims, KindClaim, SentenceKind, actors_in
from summarizer.language.english.rules import EnglishRules, listed_states
from summarizer.language.rules import Document
from summarizer.schema import Polarity
from summarizer.testing import Body, ScriptedEndpoint

PUBLISHED = date(2026, 1, 29)
"""A Thursday."""

TITLE = "Orlen yard closed after fatal fire"
CLOSED = "The harbour board closed the old yard in Port Orlen on Monday after a fire killed three workers."
VISITED = "Governor Odo Karst visited the yard on Tuesday and met Ana Reyes, the chief executive of Varnholm Bank."
SAD = "“It is a sad day for all of us on this coast,” said Karst."
DOCK = "Varnholm Bank will pay for a new dock in Orlen by 2028."
STAYS = "Karst said he will not resign over the fire."
ASKED = "What comes next for the dockers?"
CONDITION = "If the board pays, ferries may sail again in spring."
SOLD = "Two ferries were sold to Norway and Finland last week."
TEXT = f"PORT ORLEN — {CLOSED}\n\n{VISITED} {SAD}\n\n{DOCK} {STAYS}\n\n{ASKED}\n\n{CONDITION}\n\n- {SOLD}\n"

KINDS = {CLOSED: "A", VISITED: "A", SAD: "C", DOCK: "B", STAYS: "D", ASKED: "A", CONDITION: "B", SOLD: "A"}
"""What the model takes the sentences for."""


def letter(body: Body) -> str:
    asked = body["messages"][-1]["content"]
    return next((kind for sentence, kind in KINDS.items() if sentence in asked), "E")


def brief_of(text: str, **given: Any) -> Brief:
    with ScriptedEndpoint(letter) as endpoint:
        return summarize(text, base_url=endpoint.base_url, model="any", profile="small", **given)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return brief_of(TEXT, title=TITLE, published=PUBLISHED)


def test_every_statement_is_a_sentence_of_the_article_verbatim(brief: Brief) -> None:
    assert [event.words for event in brief.events] == [CLOSED, VISITED, DOCK, SOLD]
    for event in brief.events:
        assert event.statement is not None
        assert TEXT[event.statement.start : event.statement.end] == event.statement.quote == event.words
        assert any(e.start <= event.statement.start and event.statement.end <= e.end for e in event.evidence)
    for item in (*brief.events, *brief.commitments):
        assert all(TEXT[e.start : e.end] == e.quote for e in item.evidence)
        assert item.unsupported == ()


def test_the_fields_are_those_that_the_sentences_give(brief: Brief) -> None:
    closed, visited, dock, sold = brief.events
    assert [event.status for event in brief.events] == ["occurred", "occurred", "scheduled", "occurred"]
    assert [event.type for event in brief.events] == ["other", "visit", "other", "other"]
    assert [brief.names(event.agents) for event in brief.events] == ["harbour board", "Odo Karst", "Varnholm Bank", ""]
    assert [event.when and event.when.text for event in brief.events] == ["Monday", "Tuesday", "by 2028", "last week"]
    assert closed.when is not None
    assert visited.when is not None
    assert (closed.when.start, visited.when.start) == (date(2026, 1, 26), date(2026, 1, 27))
    assert dock.others == sold.others == ()


def test_the_commitments_have_their_actions_verbatim(brief: Brief) -> None:
    pay, stay = brief.commitments
    assert (brief.names(pay.by), pay.action, pay.polarity) == (
        "Varnholm Bank", "pay for a new dock in Orlen by 2028", "do",
    )  # fmt: skip
    assert (brief.names(stay.by), stay.action, stay.polarity) == ("Odo Karst", "not resign over the fire", "refrain")
    assert pay.due is not None
    assert (pay.due.start, pay.due.end) == (PUBLISHED, date(2028, 12, 31))
    assert (stay.due, brief.names(stay.said_by)) == (None, "Odo Karst")
    for commitment in brief.commitments:
        assert commitment.statement is not None
        assert TEXT[commitment.statement.start : commitment.statement.end] == commitment.action


def test_the_summary_is_made_of_the_main_events_in_the_words_of_the_article(brief: Brief) -> None:
    main = [event.summary for event in brief.events if event.main]
    assert 1 <= len(main) <= MAX_MAIN == 3
    assert brief.summary == " ".join(main)
    assert CLOSED in main
    assert brief.headline == TITLE


def test_what_the_model_takes_for_a_report_and_is_no_event_is_dropped_with_the_reason(brief: Brief) -> None:
    dropped = {entry.claim: entry.reason for entry in brief.dropped}
    assert dropped.keys() == {SAD, ASKED, CONDITION}
    assert {entry.item for entry in brief.dropped} == {"event"}
    assert set(dropped.values()) == {"it is no sentence that reports something"}
    for entry in brief.dropped:
        assert [s.text for s in sentences(TEXT, "en") if s.number in entry.sentences] == [entry.claim]


def test_a_comment_is_dropped_although_the_model_takes_it_for_a_plan() -> None:
    comment = "A bridge might be worth it, if prices could fall."
    with ScriptedEndpoint(["B"]) as endpoint:
        brief = summarize(f"{TEXT}{comment}", base_url=endpoint.base_url, model="any", profile="small")
    reasons = {entry.claim: entry.reason for entry in brief.dropped}
    assert reasons[comment] == "it reads as comment or background, not as the report of an event"


def test_actors_stand_in_the_article_with_their_titles(brief: Brief) -> None:
    roles = {actor.name: actor.role for actor in brief.actors}
    assert roles["Odo Karst"] == "Governor"
    assert {"Varnholm Bank", "Norway", "Finland", "three workers"} <= roles.keys()
    for actor in brief.actors:
        assert actor.mentions
        assert all(TEXT[m.start : m.end] == m.quote for m in actor.mentions)


def test_commitments_are_read_whatever_the_model_takes_their_sentences_for() -> None:
    with ScriptedEndpoint(["D"]) as endpoint:
        brief = summarize(
            TEXT, base_url=endpoint.base_url, model="any", profile="small", title=TITLE, published=PUBLISHED
        )
    assert [c.action for c in brief.commitments] == ["pay for a new dock in Orlen by 2028", "not resign over the fire"]
    assert brief.dropped == ()
    assert all(event.words in TEXT for event in brief.events)


def test_at_most_three_of_many_events_are_main() -> None:
    lines = [f"Governor Odo Karst opened the bridge of Orlen-{n} on Monday with {n} dockers." for n in range(4, 30)]
    text = "\n".join(lines)
    with ScriptedEndpoint(["A"]) as endpoint:
        brief = summarize(text, base_url=endpoint.base_url, model="any", profile="small", published=PUBLISHED)
    assert sum(event.main for event in brief.events) <= MAX_MAIN
    assert len(brief.events) > 0


def test_we_in_a_joint_statement_are_the_states_that_it_names() -> None:
    text = (
        "The following is the joint statement of Norway and Finland on the ports of the northern coast.\n"
        "We will build a railway to the ports by 2030. “We will sing for you,” said one of the guests at the end."
    )
    with ScriptedEndpoint(["D"]) as endpoint:
        brief = summarize(text, base_url=endpoint.base_url, model="any", profile="small", published=PUBLISHED)
    (made,) = brief.commitments
    assert (set(brief.names(made.by).split(", ")), made.action) == (
        {"Norway", "Finland"}, "build a railway to the ports by 2030",
    )  # fmt: skip


def extracted(text: str, kind: SentenceKind = SentenceKind.HAPPENING) -> Claims:
    numbered = sentences(text, "en")
    article = Article(text=text, title=TITLE, published=PUBLISHED, language="en")
    kinds = {sentence.number: KindClaim(sentence.number, {kind: 1.0}) for sentence in numbered}
    return EnglishRules().extract(Document(article, numbered, kinds), ActorRegistry(text))


def test_an_empty_article_claims_nothing() -> None:
    assert extracted("") == Claims()


# Any text

PIECES = (
    "the board", "The harbour board", "Odo Karst", "Governor Odo Karst", "Ana Reyes", "Norway", "He", "they",
    "we", "We", "closed", "will", "will not", "won’t", "has agreed to", "plans to", "is committed to", "said",
    "said that", "announced", "met", "visit", "build a bridge", "close the yard", "was arrested by", "in Orlen",
    "on Monday", "by June", "in 2019", "next week", "since May", "who", "which", "and", "but", ",", ";", ":",
    ".", "?", "!", "...", "“", "”", '"', "’s", "-", "—", "–", "•", "- ", "ORLEN —", "Response-In May", "Photo:",
    "Image: Karst", "|", "(", ")", "\n", "\n\n", "\t", "  ", "🚢", "é", "U.S.", "40 million", "%", "&", "@karst",
    "https://example.org/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p", "\u2028",
)  # fmt: skip
WORDS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40)
TEXTS = st.one_of(st.builds(" ".join, WORDS), st.builds("".join, WORDS), st.text(max_size=200))


@settings(deadline=None)
@given(text=TEXTS, kind=st.sampled_from(SentenceKind))
@example(text="Governor Odo Karst  Odo Karst closed the U.S.", kind=SentenceKind.HAPPENING)
def test_whatever_the_text_every_statement_is_a_part_of_it(text: str, kind: SentenceKind) -> None:
    claims = extracted(text, kind)
    for event in claims.events:
        assert event.statement is not None
        assert text[event.statement.start : event.statement.end] == event.statement.quote == event.summary
    for commitment in claims.commitments:
        assert commitment.statement is not None
        assert text[commitment.statement.start : commitment.statement.end] == commitment.statement.quote
        # Of "won't close it" the action is "not close it".
        assert commitment.statement.quote == commitment.action or commitment.polarity is Polarity.REFRAIN
        assert commitment.by
    numbers = {sentence.number for sentence in sentences(text, "en")}
    for item in (*claims.events, *claims.commitments, *claims.passed_over):
        assert item.sentences
        assert numbers.issuperset(item.sentences)
    assert sum(event.main for event in claims.events) <= MAX_MAIN


@settings(deadline=None)
@given(text=TEXTS)
def test_whatever_the_text_its_brief_quotes_it_right(text: str) -> None:
    article = Article(text=text, title=TITLE, published=PUBLISHED, language="en")
    numbered = sentences(text, "en")
    rules = EnglishRules()
    checker = ClaimChecker(article, numbered, rules=rules, prompt_source="", translated=False, finds_dates=True)
    kinds = Claims(kinds=tuple(KindClaim(s.number, {SentenceKind.HAPPENING: 1.0}) for s in numbered))
    events, commitments = checker.check([kinds])
    actors = checker.actors.actors([*actors_in([*events, *commitments]), *checker.present])
    ids = {actor.name: actor.id for actor in actors}
    items = [
        *(checker.event(event, number, ids) for number, event in enumerate(events, start=1)),
        *(checker.commitment(commitment, number, ids) for number, commitment in enumerate(commitments, start=1)),
    ]
    for item in items:
        spans = [item.statement, *item.evidence]
        assert all(span is not None and text[span.start : span.end] == span.quote for span in spans)
    assert all(text[m.start : m.end] == m.quote for actor in actors for m in actor.mentions)
    assert sum(event.main for event in events) <= MAX_MAIN


@settings(deadline=None)
@given(
    lines=st.lists(
        st.sampled_from([CLOSED, VISITED, SAD, DOCK, STAYS, ASKED, CONDITION, SOLD, f"- {SOLD}", f"ORLEN — {CLOSED}"]),
        min_size=1, max_size=12,
    ),
    gap=st.sampled_from([" ", "\n", "\n\n", "  \n"]),
)  # fmt: skip
def test_whatever_the_order_of_its_sentences_an_article_is_quoted_right(lines: list[str], gap: str) -> None:
    text = gap.join(lines)
    claims = extracted(text)
    spans = [item.statement for item in (*claims.events, *claims.commitments)]
    assert all(span is not None and text[span.start : span.end] == span.quote for span in spans)
    assert not any(re.search(r"^(?:-|ORLEN)|\?$", event.summary) for event in claims.events)


@pytest.mark.parametrize(
    ("opening", "states"),
    [
        ("The joint statement of Norway and Finland", ["Norway", "Finland"]),
        ("Joint Statement from Mexico, Canada, and the United States", ["Mexico", "Canada", "United States"]),
        ("Australia, India and Japan issued a joint statement.", ["Australia", "India", "Japan"]),
        ("Norway will begin to pay, working closely with the Government of Finland.", []),
        ("Norway told Finland of the joint statement.", []),
        ("Norway met the delegations of Finland and Denmark.", []),
        ("Joint Statement by the Security Advisor", []),
    ],
)
def test_states_speak_together_only_if_they_are_named_in_one_row(opening: str, states: list[str]) -> None:
    assert sorted(listed_states(opening)) == sorted(states)


def test_a_part_of_a_long_list_is_no_sentence() -> None:
    guests = "; ".join(
        f"Minister Ida Moe of the harbour office of Larvik in the state number {n} came" for n in range(9)
    )
    text = f"The forum of Orlen was opened by Ana Reyes and closed with these guests: {guests}.\n{CLOSED}"
    with ScriptedEndpoint(lambda _: "A") as endpoint:
        brief = summarize(text, base_url=endpoint.base_url, model="any", profile="small")
    assert [event.summary for event in brief.events] == [CLOSED]
    assert len([one for one in brief.dropped if one.item == "event"]) == 9


def test_an_actor_has_the_jr_that_the_article_gives_once() -> None:
    text = "Governor Odo Karst, Jr. closed the old yard in Port Orlen on Monday. Karst will sell two ferries in May."
    with ScriptedEndpoint(lambda _: "A") as endpoint:
        brief = summarize(text, base_url=endpoint.base_url, model="any", profile="small", published=PUBLISHED)
    assert [(actor.name, actor.role) for actor in brief.actors] == [("Odo Karst Jr.", "Governor")]
    assert [brief.names(event.agents) for event in brief.events] == ["Odo Karst Jr.", "Odo Karst Jr."]
    assert [brief.names(one.by) for one in brief.commitments] == ["Odo Karst Jr."]
