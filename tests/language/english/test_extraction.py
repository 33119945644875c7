"""Extraction: from what a small model points at to claims, by the words of the sentence."""

import pytest

from summarizer.article.sentences import sentences
from summarizer.assemble.drafted import claims_of
from summarizer.language.english.extraction import clause_of, read
from summarizer.language.english.rules import EnglishRules
from summarizer.language.rules import Extraction
from summarizer.plan.drafts import ClauseDraft
from summarizer.schema import EventType, Firmness, Polarity, Status

SENTENCE = (
    "Transport Minister Ana Reyes is to travel to Porto on Friday to open a bridge, and the board plans to sell "
    "the yard, officials said."
)


@pytest.mark.parametrize(
    ("does", "others", "clause"),
    [
        ("is to travel to Porto", (), SENTENCE[len("Transport Minister Ana Reyes ") : -len(", officials said.")]),
        ("is to travel to Porto", ("plans to sell",), "is to travel to Porto on Friday to open a bridge"),
        ("travel to Porto", ("plans to sell",), "is to travel to Porto on Friday to open a bridge"),
        ("will sell the yard", (), "plans to sell the yard"),
        ("danced on the table", (), "danced on the table"),
    ],
    ids=["up to who says so", "up to the next", "with its auxiliaries", "in the words of the sentence", "not in it"],
)  # fmt: skip
def test_the_clause_is_cut_out_of_the_sentence(does: str, others: tuple[str, ...], clause: str) -> None:
    assert clause_of(does, SENTENCE, others) == clause


def test_a_happening_that_is_undertaken_is_an_event_and_a_commitment() -> None:
    claims = read(
        [Extraction(("Ana Reyes",), "is to travel to Porto"), Extraction(("board",), "plans to sell")], SENTENCE, (3,)
    )
    assert [(e.agents, e.type, e.status, e.sentences) for e in claims.events] == [
        (("Ana Reyes",), EventType.VISIT, Status.SCHEDULED, (3,)),
        (("board",), EventType.BUSINESS, Status.SCHEDULED, (3,)),
    ]
    assert [(c.by, c.action, c.firmness) for c in claims.commitments] == [
        (("Ana Reyes",), "travel to Porto on Friday to open a bridge", Firmness.PLANNED),
        (("board",), "sell the yard", Firmness.PLANNED),
    ]


def test_an_undertaking_that_the_model_does_not_point_at_is_read_off_the_sentence() -> None:
    (made,) = read([], "Karst praised Spain’s pledge to pay 40 million euros.", (1,)).commitments
    assert (made.by, made.action, made.firmness) == (("Spain",), "pay 40 million euros", Firmness.PLEDGED)


def test_whoever_is_reported_to_undertake_it_is_bound_and_the_speaker_says_so() -> None:
    sentence = "Karst said on Monday that Spain will not rush the deal."
    claims = read([Extraction(("Karst",), "said on Monday that Spain will")], sentence, (1,))
    (made,) = claims.commitments
    assert (made.by, made.said_by, made.polarity) == (("Spain",), ("Karst",), Polarity.REFRAIN)


def test_comment_is_passed_over_with_the_reason() -> None:
    claims = read(
        [Extraction(("Karst",), "stressed the importance of trade")], "Karst stressed the importance of trade.", (1,)
    )
    assert claims.events == ()
    assert ["says" in passed.reason for passed in claims.passed_over] == [True]


@pytest.mark.parametrize("line", ["Karst", "Karst | ", " | met", 'Karst | met "him"', "Karst | met\nhim"])
def test_a_line_of_another_form_is_an_invalid_answer(line: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        ClauseDraft.for_window(sentences(SENTENCE)).model_validate({"events": [line]})


def test_several_who_act_are_parted_by_semicolons() -> None:
    draft = ClauseDraft.for_window(sentences("Karst and Reyes met in Porto."))
    (event,) = claims_of(
        draft.model_validate({"events": ["Karst; Reyes | met in Porto"]}),
        "Karst and Reyes met in Porto.",
        EnglishRules(),
    ).events
    assert (event.agents, event.summary) == (("Karst", "Reyes"), "Karst and Reyes met in Porto.")
