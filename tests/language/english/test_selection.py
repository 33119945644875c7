"""Selection: the features of a sentence, the stored weights, and that a report scores above a comment."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.article.sentences import sentences
from summarizer.claims import KindClaim, SentenceKind
from summarizer.language.english.events import read
from summarizer.language.english.selection import LEAST_TOKENS, event_odds, features, model, score, token_features

PUBLISHED = date(2026, 1, 29)
TITLE = "Harbour board closes yard"
TEXT = (
    "The harbour board closed the yard in Port Orlen on Monday.\n"
    "“It is a sad day for me and for all of us,” said one docker.\n"
    "Would you have thought so?\n"
    "- Karst has said that 40 ferries will be sold, Ana Reyes of the Orlen Post reported.\n"
    "It is old."
)


def values(text: str, kind: SentenceKind = SentenceKind.COMMENT, title: str | None = TITLE) -> list[dict[str, float]]:
    """The features of the sentences of a text, all of which the model takes for this kind, with a share of 0.9."""
    readings = [read(sentence) for sentence in sentences(text, "en")]
    shares = {kind: 0.9, SentenceKind.BACKGROUND: 0.1}
    kinds = {reading.sentence.number: KindClaim(reading.sentence.number, shares) for reading in readings}
    return features(readings, kinds, title, PUBLISHED)


def odds(sentence: str, kind: SentenceKind = SentenceKind.COMMENT) -> float:
    """The log-odds of an event for a sentence that stands fifth of six."""
    (*_, before_last, _) = values(f"It rained. It rained. It rained. It rained.\n{sentence}\nIt rained.", kind)
    return score(before_last, model()["event"])


def test_the_weights_are_of_the_features_that_are_read_and_of_no_others() -> None:
    names = values(TEXT)[0].keys()
    assert model().keys() == {"event", "main", "tokens", "both"}
    assert model()["event"].keys() == names | {"bias", "threshold"}
    assert model()["main"].keys() == names | {"bias"}
    assert model()["both"].keys() == {"page", "tokens", "bias"}


def test_every_sentence_has_every_feature_between_0_and_about_1() -> None:
    rows = values(TEXT, SentenceKind.HAPPENING)
    assert len(rows) == 5
    for row in rows:
        assert row.keys() == rows[0].keys()
        assert all(-1e-9 <= value <= 2 for value in row.values())


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, {"past": 1, "has_date": 1, "has_day": 1, "among_first_three": 1,
             "kind_happening_or_plan": 0.9, "kind_background": 0.1, "kind_comment": 0,
             "no_predicate": 0, "title_words": 1, "bullet": 0, "quoted_share": 0}),
        (2, {"opens_with_quote": 1, "ends_with_attribution": 1, "first_person": 1, "has_date": 0}),
        (3, {"second_person": 1}),
        (4, {"bullet": 1, "main_verb_says": 1, "reports_clause": 1, "future": 1, "passive": 1, "numbers": 1 / 3,
             "among_first_three": 0, "names": 2 / 5}),
        (5, {"copula": 1, "subject_is_pronoun": 1, "position": 1, "names": 0}),
    ],
)  # fmt: skip
def test_features_are_what_stands_on_the_page(number: int, expected: dict[str, float]) -> None:
    row = values(TEXT, SentenceKind.HAPPENING)[number - 1]
    assert {name: row[name] for name in expected} == pytest.approx(expected)


def test_names_that_were_seen_before_are_counted() -> None:
    first, second = values("We met Odo Karst in Port Orlen.\nWe left Odo Karst in Port Orlen.")
    assert (first["names_seen_before"], second["names_seen_before"]) == (0, pytest.approx(2 / 3))


def test_without_a_title_no_word_is_of_it() -> None:
    assert all(row["title_words"] == 0 for row in values(TEXT, title=None))


@pytest.mark.parametrize(
    ("report", "comment"),
    [
        ("The harbour board closed the yard in Port Orlen on Monday.",
         "“It could have been so much better for all of us,” he said."),
        ("Governor Odo Karst has signed a treaty with Norway and Finland.", "You might ask whether it is worth it."),
        ("Ana Reyes will meet Tom Hale in Port Orlen on February 9.", "It would be a good thing if they met."),
        ("Two ferries were sold to Varnholm Bank last week.", "Ferries are old, and it should not be so."),
    ],
)  # fmt: skip
def test_a_report_scores_above_a_comment(report: str, comment: str) -> None:
    threshold = model()["event"]["threshold"]
    assert odds(report, SentenceKind.HAPPENING) > threshold > odds(comment)
    assert odds(report) > odds(comment)
    assert odds(report, SentenceKind.HAPPENING) > odds(comment, SentenceKind.HAPPENING)


@pytest.mark.parametrize("kind", [SentenceKind.HAPPENING, SentenceKind.PLAN, SentenceKind.ANNOUNCEMENT])
def test_what_the_model_takes_for_a_report_scores_higher(kind: SentenceKind) -> None:
    sentence = "The harbour board closed the yard in Port Orlen on Monday."
    assert odds(sentence, kind) > odds(sentence, SentenceKind.COMMENT)


def test_a_score_is_the_bias_and_the_weighted_features() -> None:
    assert score({"a": 1.0, "b": 0.5, "c": 1.0}, {"bias": -2.0, "a": 3.0, "b": 4.0}) == 3.0


def test_no_sentences_have_no_features() -> None:
    assert features([], {}, TITLE, PUBLISHED) == []


def test_a_token_counts_by_how_much_likelier_it_is_than_the_last() -> None:
    assert token_features({"A": -1.0, "The": -6.0, "I": -11.0}) == pytest.approx({"A": 1.0, "The": 0.5, "I": 0.0})
    assert token_features({}) == {}


def test_the_tokens_count_only_if_there_are_many() -> None:
    (page,) = values("Ida Moe opened the bridge on Monday.")
    weights = {token: weight for token, weight in model()["tokens"].items() if token != "bias"}
    best = sorted(weights, key=weights.__getitem__, reverse=True)

    def odds_of(tokens: list[str]) -> float:
        likely = {token: -float(i > 20) * 10 for i, token in enumerate(tokens)}
        return event_odds(page, KindClaim(1, {SentenceKind.HAPPENING: 1.0}, likely))

    plain = event_odds(page, None)
    assert odds_of(best[: LEAST_TOKENS - 1]) == plain == score(page, model()["event"])
    assert odds_of(best[:LEAST_TOKENS]) > odds_of(best[::-1][:LEAST_TOKENS])
