"""Drafts to claims: kinds of sentences for English, sentences as they stand for others, briefs of large models."""

from __future__ import annotations

from datetime import date
from math import log
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer import Brief, summarize
from summarizer.article.sentences import sentences
from summarizer.assemble.drafted import claims_of
from summarizer.claims import Claims, KindClaim, SentenceKind
from summarizer.plan.drafts import ArticleDraft, Draft, KindDraft, SentenceDraft, wire_schema
from summarizer.testing import Body, ScriptedEndpoint, answer
from tests.samples import DRAFT, TEXT
from tests.servers.faults import FaultServer

PUBLISHED = date(2026, 1, 29)


def claims(draft: type[Draft], answer: dict[str, Any], text: str) -> Claims:
    numbered = sentences(text)
    return claims_of(
        draft.for_sentences(numbered[:1] if draft is not ArticleDraft else numbered).model_validate(answer),
        {sentence.number: sentence for sentence in numbered},
    )


# English


def test_a_letter_says_what_kind_of_sentence_it_is() -> None:
    text = "Odo Karst and Ana Reyes met in Porto."
    (kind,) = claims(KindDraft, {"shares": {"A": 0.7, "C": 0.3}}, text).kinds
    assert kind == KindClaim(1, {SentenceKind.HAPPENING: 0.7, SentenceKind.ANNOUNCEMENT: 0.3})
    assert kind.likeliest is SentenceKind.HAPPENING


@pytest.mark.parametrize(
    ("token", "likely", "shares"),
    [
        ("A", {"A": log(0.6), "D": log(0.2), "G": log(0.2)}, {"A": 0.75, "D": 0.25}),
        ("B", {" B": log(0.5), "B": log(0.25), "C": log(0.25)}, {"B": 0.75, "C": 0.25}),
        ("The", {"The": log(0.9), "E": log(0.1)}, {"E": 1}),
        ("C", {}, {"C": 1}),
        (" C\n", {}, {"C": 1}),
        ("C", {"x": log(0.9)}, {"C": 1}),
        ("C", {"A": float("nan")}, {"C": 1}),
    ],
)
def test_the_shares_are_those_of_the_letters(token: str, likely: dict[str, float], shares: dict[str, float]) -> None:
    dumped = KindDraft.from_token(token, likely).model_dump(mode="json")
    assert dumped["shares"] == pytest.approx(shares, abs=1e-5)


@pytest.mark.parametrize("token", ["", "G", "AB", "a", "The", "{"])
def test_what_is_no_letter_is_an_invalid_answer(token: str) -> None:
    with pytest.raises(ValidationError):
        KindDraft.from_token(token, {})


# Other languages


def happening(does: str, status: str, *who: str) -> dict[str, Any]:
    return {"who": list(who), "does": does, "type": "other", "status": status}


def said(sentence: str, *happenings: dict[str, Any]) -> Claims:
    return claims(SentenceDraft, {"happenings": list(happenings)}, sentence)


FRENCH = "La ministre Ana Reyes ouvrira un nouveau port à Lisbonne le 4 février."


@pytest.mark.parametrize(
    ("sentence", "status", "expected"),
    [
        (FRENCH, "planned", "scheduled"),
        (FRENCH, "pledged", "scheduled"),
        (FRENCH, "intended", "proposed"),
        ("El puerto de Orlen cerró el lunes.", "occurred", "occurred"),
        ("El puerto de Orlen cerró el lunes.", "alleged", "alleged"),
        ("港口星期一关闭。", "occurred", "occurred"),
        ("बंदरगाह सोमवार को बंद हुआ।", "occurred", "occurred"),
        ("“El puerto cerró el lunes”, dijo Karst.", "ongoing", "ongoing"),
    ],
)
def test_a_sentence_with_a_happening_is_an_event_in_its_own_words(sentence: str, status: str, expected: str) -> None:
    text = f"  {sentence}\n"
    (event,) = said(text, happening("…", status, "x")).events
    assert event.statement is not None
    assert text[event.statement.start : event.statement.end] == event.statement.quote == event.summary == sentence
    assert (event.status, event.sentences, event.type) == (expected, (1,), "other")


@pytest.mark.parametrize(
    "sentence",
    [
        "¿Quién cerró el puerto de Orlen?",
        "Qui a fermé le port d’Orlen ?",
        "谁关闭了港口？",
        "من أغلق الميناء؟",
        "Fermeture du port d’Orlen",
        "Les mesures sont les suivantes :",
        "22 juin 2012.",
    ],
)
def test_a_question_or_a_heading_is_no_event(sentence: str) -> None:
    assert said(sentence, happening("a fermé le port", "occurred", "Orlen")) == Claims()


def in_context(text: str, number: int, language: str = "fr") -> Claims:
    numbered = {sentence.number: sentence for sentence in sentences(text, language)}
    answer = {"happenings": [happening("…", "occurred", "x")]}
    return claims_of(SentenceDraft.for_sentences([numbered[number]]).model_validate(answer), numbered, language)


def test_a_sentence_that_is_only_quoted_is_passed_over() -> None:
    made = in_context("« Nous fermons le port », a dit Karst. « C'est une décision très dure. »", 2)
    assert made.events == ()
    assert [passed.reason for passed in made.passed_over] == ["it only quotes, and another sentence says whom"]


def test_a_mark_that_another_sentence_has_is_inserted() -> None:
    long = "困难很大，一直到后来才能真正实现，所以这件事情经过了许多年，也遇到了很多人的反对和很大的阻力，" * 2
    (event,) = in_context(f"王明说：“{long}不能推行了。{long}不必着急。”", 1, "zh").events
    assert event.printed == f"王明说：“{long}不能推行了。[”]"


def test_a_dateline_is_no_part_of_the_statement() -> None:
    text = "Berlin (dpa) - Der Minister hat den Hafenvertrag unterzeichnet."
    (event,) = in_context(text, 1, "de").events
    assert event.summary == "Der Minister hat den Hafenvertrag unterzeichnet."
    assert event.statement is not None
    assert text[event.statement.start : event.statement.end] == event.statement.quote == event.summary


def test_what_this_points_at_is_quoted_or_the_sentence_is_passed_over() -> None:
    text = "Le conseil a voté la loi sur les ports. Cette loi ferme le port d'Orlen. Cette loi ferme aussi la gare."
    (event,) = in_context(text, 2).events
    quoted = "[Sentence before: “Le conseil a voté la loi sur les ports.”] "
    assert event.printed == f"{quoted}Cette loi ferme le port d'Orlen."
    made = in_context(text, 3)
    assert made.events == ()
    assert [passed.reason for passed in made.passed_over] == ["it points at what another sentence says"]


def test_a_sentence_without_a_happening_is_no_event() -> None:
    assert said(FRENCH) == Claims()


def test_agents_are_those_whom_the_sentence_names() -> None:
    (event,) = said(FRENCH, happening("ouvrira", "planned", "Ana Reyes", "Tom Hale", "elle")).events
    assert event.agents == ("Ana Reyes",)


@pytest.mark.parametrize(
    ("does", "status", "who", "action", "firmness"),
    [
        ("ouvrira un nouveau port à Lisbonne", "planned", "Ana Reyes", "ouvrira un nouveau port à Lisbonne", "planned"),
        ("ouvrira un nouveau port", "pledged", "Ana Reyes", "ouvrira un nouveau port", "pledged"),
        ("Ouvrira un nouveau port", "intended", "Ana Reyes", "ouvrira un nouveau port", "intended"),
        # Not in the words of the sentence, by nobody whom it names, or no undertaking.
        ("va inaugurer le port", "planned", "Ana Reyes", None, None),
        ("will open a new port", "planned", "Ana Reyes", None, None),
        ("ouvrira un nouveau port", "planned", "Tom Hale", None, None),
        ("ouvrira un nouveau port", "scheduled", "Ana Reyes", None, None),
        ("ouvrira un nouveau port", "occurred", "Ana Reyes", None, None),
    ],
)
def test_an_action_is_kept_only_if_the_sentence_has_its_words(
    does: str, status: str, who: str, action: str | None, firmness: str | None
) -> None:
    made = said(FRENCH, happening(does, status, who)).commitments
    assert [(c.action, c.firmness, c.by) for c in made] == ([(action, firmness, (who,))] if action else [])
    for commitment in made:
        assert commitment.statement is not None
        assert FRENCH[commitment.statement.start : commitment.statement.end] == action


def test_two_undertakings_of_a_sentence_are_one_event_and_two_commitments() -> None:
    sentence = "Ana Reyes ouvrira le port et Tom Hale fermera la gare."
    made = said(
        sentence,
        happening("ouvrira le port", "planned", "Ana Reyes"),
        happening("fermera la gare", "planned", "Tom Hale"),
    )
    assert [event.summary for event in made.events] == [sentence]
    assert [(c.by, c.action) for c in made.commitments] == [
        (("Ana Reyes",), "ouvrira le port"), (("Tom Hale",), "fermera la gare"),
    ]  # fmt: skip


@settings(deadline=None)
@given(
    does=st.text(max_size=20), who=st.lists(st.text(max_size=10), max_size=4), before=st.text(max_size=20),
    status=st.sampled_from(["planned", "occurred", "intended", "negated"]),
)  # fmt: skip
def test_whatever_a_model_says_a_claim_is_a_part_of_the_text(
    does: str, who: list[str], before: str, status: str
) -> None:
    text = f"{before} {' '.join(who)} {does}. {FRENCH}"
    for number, sentence in enumerate(sentences(text)):
        draft = SentenceDraft.for_sentences([sentence]).model_validate({"happenings": [happening(does, status, *who)]})
        made = claims_of(draft, {sentence.number: sentence})
        for item in (*made.events, *made.commitments):
            assert item.statement is not None
            assert text[item.statement.start : item.statement.end] == item.statement.quote
            assert item.sentences == (number + 1,)


SPANISH = (
    "El gobernador Odo Karst cerró el puerto de Orlen el lunes tras un incendio en el que murieron tres trabajadores.\n"
    "La ministra Ana Reyes visitará Lisboa el 4 de febrero de 2026 para reunirse con los sindicatos del puerto.\n"
    "¿Quién va a pagar las obras del puerto de Orlen?"
)


@pytest.fixture(scope="module")
def brief() -> Brief:
    def points(body: Body) -> dict[str, Any]:
        asked = body["messages"][-1]["content"].split("SENTENCE: ")[-1]
        if "Karst" in asked:
            return {"happenings": [happening("cerró el puerto", "occurred", "Odo Karst", "Tom Hale")]}
        if "Reyes" in asked:
            return {"happenings": [happening("visitará Lisboa el 4 de febrero de 2026", "planned", "Ana Reyes")]}
        return {"happenings": [happening("va a pagar las obras", "planned", "Orlen")]}

    with ScriptedEndpoint(points) as endpoint:
        return summarize(SPANISH, base_url=endpoint.base_url, model="any", profile="small", published=PUBLISHED)


def test_a_brief_in_another_language_is_made_of_sentences_of_the_article(brief: Brief) -> None:
    first, second, _ = SPANISH.split("\n")
    assert brief.language == "es"
    assert [(event.summary, event.status) for event in brief.events] == [(first, "occurred"), (second, "scheduled")]
    assert [brief.names(event.agents) for event in brief.events] == ["Odo Karst", "Ana Reyes"]
    assert [event.when and event.when.start for event in brief.events] == [date(2026, 1, 26), date(2026, 2, 4)]
    for event in brief.events:
        assert event.statement is not None
        assert SPANISH[event.statement.start : event.statement.end] == event.summary
    assert set(brief.summary.replace(first, "").replace(second, "")) <= {" "}
    (made,) = brief.commitments
    assert (made.action, brief.names(made.by)) == ("visitará Lisboa el 4 de febrero de 2026", "Ana Reyes")
    assert made.due is not None
    assert made.due.start == date(2026, 2, 4)


# Large models


def test_a_brief_that_a_model_worded_has_no_statement_in_the_article() -> None:
    made = claims(ArticleDraft, {**DRAFT, "events": DRAFT["events"][:2]}, TEXT)
    assert [event.agents for event in made.events] == [("Ana Reyes",), ("Ana Reyes", "Tom Hale")]
    assert [c.by for c in made.commitments] == [("Tom Hale",)]
    assert all(item.statement is None for item in (*made.events, *made.commitments))
    assert (made.headline, made.summary) == (DRAFT["headline"], DRAFT["summary"])


def test_a_draft_of_an_unknown_class_is_an_error() -> None:
    with pytest.raises(TypeError, match="Draft"):
        claims_of(Draft(), {})


def with_days(days: object) -> dict[str, object]:
    """Return the draft with the days that a model states for its second event, which a date phrase has no days for."""
    visit, meeting, *rest = DRAFT["events"]
    return {**DRAFT, "events": [visit, {**meeting, "when": "a first", "days": days}, *rest]}


def test_the_days_that_a_model_states_become_those_of_a_phrase_that_code_cannot_resolve(endpoint: FaultServer) -> None:
    endpoint.replies(answer(with_days("2026-01-26")))
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", published="2026-01-29")
    visit, meeting = brief.events
    assert visit.when is not None
    assert meeting.when is not None
    assert (visit.when.resolved_by, str(visit.when.start)) == ("code", "2026-02-02")
    assert (meeting.when.resolved_by, str(meeting.when.start)) == ("model", "2026-01-26")


@pytest.mark.parametrize("days", ["last Monday", "2026-02-31", "2026-03-01/2026-01-01", "0000", 20260126, ""])
def test_days_that_are_none_cost_neither_the_article_nor_the_item(endpoint: FaultServer, days: object) -> None:
    endpoint.replies(answer(with_days(days)))
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", published="2026-01-29")
    assert [attempt.outcome for attempt in brief.provenance.attempts] == ["ok"]
    assert brief.events[1].when is not None
    assert brief.events[1].when.start is None
    assert [d.claim for d in brief.dropped if d.item == "date"] == ([str(days)] if days else [])


def test_servers_are_asked_for_the_days_but_an_answer_without_them_is_valid() -> None:
    definitions = wire_schema(ArticleDraft)["$defs"]
    for name in ("DraftEvent", "DraftCommitment"):
        assert "days" in definitions[name]["required"]
        assert "default" not in definitions[name]["properties"]["days"]
    assert claims(ArticleDraft, DRAFT, TEXT).events[0].days is None
