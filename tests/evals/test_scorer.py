"""The scorer: hand-made cases with known scores, and the laws that every score obeys."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.data.cases import Case, load_cases
from evals.scoring.alignment import assign
from evals.scoring.items import ActorItem, ClaimItem, Days, Items, items_of_brief, items_of_gold
from evals.scoring.metrics import METRICS
from evals.scoring.scorer import score_case, score_items
from evals.scoring.similarity import actor_likeness, covered, evidence_likeness, words_likeness
from evals.scoring.synthetic import brief_of_gold, sentences
from summarizer.schema import Attempt, Doubt, Failure

CASES = load_cases()
BY_ID = {case.id: case for case in CASES}
DAY = Days("Monday", date(2026, 1, 26), date(2026, 1, 26))
RUBIO = ActorItem("a1", "Marco Rubio", "person", ("Marco Rubio", "Secretary Rubio"))
INDIA = ActorItem("a2", "India", "country", ("India",))


def event(id, statement, start, end, *, agents=(), when=None, type="visit", status="occurred", main=False):
    labels = {"type": type, "status": status}
    return ClaimItem(id, "event", statement, (((start, end),),), agents, (), when, labels, main)


def commitment(id, statement, start, end, by=("a1",), when=None, firmness="planned"):
    labels = {"firmness": firmness, "polarity": "do"}
    return ClaimItem(id, "commitment", statement, (((start, end),),), by, (), when, labels)


GOLD = Items(
    actors=(RUBIO, INDIA),
    events=(
        event("e1", "Rubio visited New Delhi.", 0, 40, agents=("a1",), when=DAY, main=True),
        event("e2", "India signed a trade treaty.", 50, 90, agents=("a2",), type="agreement"),
    ),
    commitments=(commitment("c1", "send forty trucks to the border", 100, 150, when=DAY),),
)


def values(pred, gold=GOLD):
    return {name: score.value for name, score in score_items("x", pred, gold).scores().items()}


def test_gold_against_itself_is_one_everywhere():
    for case in CASES:
        gold = items_of_gold(case.gold, case.article.text)
        score = score_items(case.id, gold, gold)
        assert not score.missed
        assert not score.spurious
        assert not any(pair.faults for pair in score.pairs)
        for metric in METRICS:
            value = metric.score(score.counts).value
            if metric.group in {"found", "right on aligned pairs"} and value is not None:
                assert value == (0 if metric.direction < 0 else 1), metric.name


def test_briefs_that_cite_whole_sentences_find_every_gold_item():
    for case in CASES:
        score = score_case(case, brief_of_gold(case))
        assert not score.missed
        assert not score.spurious
        assert score.scores()["grounded"].value == 1


def test_known_scores_of_a_hand_made_brief():
    pred = Items(
        actors=(replace(RUBIO, id="p1"), ActorItem("p2", "Rome", "country", ("Rome",))),
        events=(
            event("x", "Rubio visited New Delhi.", 0, 60, agents=("p1",), type="meeting", when=None),
            event("y", "Storm hits the coast.", 500, 540, status="alleged"),
            event("z", "Floods follow.", 600, 640),
        ),
        commitments=(commitment("k", "send forty trucks to the border", 90, 160, by=("p2",), when=DAY),),
    )
    got = values(pred)
    assert got["actors_precision"] == got["actors_recall"] == got["actors_f1"] == 0.5
    assert got["events_precision"] == pytest.approx(1 / 3)
    assert got["events_recall"] == 0.5
    assert got["events_f1"] == pytest.approx(2 / 5)
    assert got["main_event_recall"] == 1
    assert got["commitments_f1"] == 1
    assert got["commitments_by_f1"] == got["promisor"] == 0
    assert got["event_type"] == 0
    assert got["event_status"] == 1
    assert got["event_dates"] == 0
    assert got["event_agents"] == 1
    assert got["commitment_due"] == 1
    assert got["dates_invented"] is None


def test_pairs_and_unmatched_items_say_what_is_wrong():
    pred = Items(
        actors=(replace(RUBIO, kind="other"), INDIA),
        events=(
            event("x", "Rubio visited New Delhi.", 0, 60, agents=("a2",), status="scheduled"),
            event("y", "Rubio visited New Delhi briefly.", 0, 60, agents=("a1",), when=DAY),
            event("z", "Prices rose sharply.", 700, 720),
        ),
        commitments=(commitment("k", "send forty trucks to the border", 100, 150, by=("a2",)),),
    )
    score = score_items("x", pred, GOLD)
    faults = {(pair.pred.id, fault.field) for pair in score.pairs for fault in pair.faults}
    assert ("a1", "kind") in faults
    assert ("k", "promisor") in faults
    assert ("k", "due date") in faults
    spurious = {item.item.id: item for item in score.spurious}
    assert spurious["x"].reason == "the nearest is aligned with a better match"
    assert spurious["x"].nearest.id == "e1"
    assert spurious["z"].reason == "no overlap of evidence"
    missed = {item.item.id: item.reason for item in score.missed}
    assert missed == {"e2": "little overlap of evidence"}


def test_two_events_in_one_sentence_are_told_apart_by_statement_and_agents():
    gold = Items((RUBIO, INDIA), (
        event("e1", "Rubio arrived in Rome.", 0, 100, agents=("a1",)),
        event("e2", "India opened an embassy.", 0, 100, agents=("a2",)),
    ))  # fmt: skip
    pred = Items((RUBIO, INDIA), (event("x", "India opens embassy", 0, 100, agents=("a2",)),))
    [pair] = [pair for pair in score_items("x", pred, gold).pairs if pair.kind == "event"]
    assert pair.gold.id == "e2"


def test_same_sentence_with_another_statement_is_no_match():
    pred = Items((RUBIO,), (event("x", "Stock markets fell.", 0, 40, agents=("a1",)),))
    score = score_items("x", pred, GOLD)
    [spurious] = [item for item in score.spurious if item.kind == "event"]
    assert spurious.reason == "same evidence, another statement"


def test_wrong_date_is_named_for_unmatched_items():
    other = Days("Friday", date(2026, 1, 30), date(2026, 1, 30))
    pred = Items((RUBIO,), (event("x", "Rubio left.", 300, 340, agents=("a1",), when=other),))
    reasons = {item.item.id: item.reason for item in score_items("x", pred, GOLD).missed}
    assert reasons["e1"].endswith("wrong date")


def test_empty_gold_is_unscored_not_zero():
    gold = replace(GOLD, commitments=())
    for pred in (GOLD, Items()):
        scores = score_items("x", pred, gold).scores()
        for name in ("commitments_precision", "commitments_recall", "commitments_f1", "commitments_by_f1"):
            assert scores[name].value is None
            assert "gold has no commitments" in scores[name].reason


def test_empty_brief_has_no_precision_and_recall_zero():
    scores = score_items("x", Items(), GOLD).scores()
    assert scores["events_precision"].value is None
    assert scores["events_recall"].value == scores["events_f1"].value == 0


def test_a_failed_article_counts_as_an_empty_brief_and_its_attempts_as_effort():
    case = BY_ID["seed-critical-minerals"]
    attempt = Attempt(model="m", outcome="truncated", seconds=3, prompt_tokens=10, completion_tokens=5)
    score = score_case(case, Failure(error="TruncatedAnswerError", attempts=(attempt, attempt), seconds=4))
    scores = score.scores()
    assert score.error == "TruncatedAnswerError"
    assert scores["failed"].value == 1
    assert scores["events_f1"].value == 0
    assert scores["grounded"].value is None
    assert (scores["tokens"].value, scores["output_tokens"].value, scores["attempts"].value) == (30, 10, 2)
    # On the clock: attempts may overlap, so theirs do not add up.
    assert scores["seconds"].value == 4
    assert scores["cost"].value is None
    assert len(score.missed) == 21 + 4 + 2


def test_ungrounded_and_unsupported_claims_are_counted():
    case = BY_ID["seed-critical-minerals"]
    brief = brief_of_gold(case)
    first, second, *rest = brief.events
    moved = first.evidence[0].model_copy(update={"start": first.evidence[0].start + 1})
    lacking = Doubt(field="summary", claimed="Rome", reason="no cited sentence has it")
    brief = brief.model_copy(update={"events": (
        first.model_copy(update={"evidence": (moved,)}), second.model_copy(update={"unsupported": (lacking,)}), *rest,
    )})  # fmt: skip
    scores = score_case(case, brief).scores()
    assert scores["grounded"].value == pytest.approx(5 / 6)
    assert scores["unsupported"].value == pytest.approx(1 / 6)


def test_shifted_dates_and_dropped_commitments_show():
    case = BY_ID["wh-2021-02-16-mpp-border-security"]
    brief = brief_of_gold(case)
    halved = brief.model_copy(update={"commitments": brief.commitments[::2]})
    assert score_case(case, halved).scores()["commitments_recall"].value == pytest.approx(3 / 5)
    dated = [e for e in brief.events if e.when and e.when.start]
    assert dated
    shifted = brief.model_copy(update={"events": tuple(
        e.model_copy(update={"when": e.when.model_copy(update={"start": date(2000, 1, 1)})}) if e in dated else e
        for e in brief.events
    )})  # fmt: skip
    assert score_case(case, shifted).scores()["event_dates"].value == 0


# Likeness


def test_a_clause_inside_a_sentence_is_nearly_full_overlap():
    clause, sentence = event("a", "", 10, 60), event("b", "", 0, 100)
    assert evidence_likeness(clause.evidence, sentence.evidence) == pytest.approx(0.8 + 0.2 * 0.5)
    assert evidence_likeness(clause.evidence, event("c", "", 0, 5000).evidence) < evidence_likeness(
        clause.evidence, sentence.evidence
    )
    assert evidence_likeness(clause.evidence, event("d", "", 60, 100).evidence) == 0


def test_a_quote_that_occurs_twice_counts_where_it_is_cited():
    assert covered((((0, 10), (50, 60)),), (((50, 60),),)) == 1
    assert covered((((0, 10),), ((20, 30),)), (((0, 30),),)) == 1
    assert covered((), (((0, 30),),)) == 0


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (("United States",), ("U.S.", "the United States"), True),
        (("S Jaishankar",), ("Jaishankar",), True),
        (("Islamic State", "Daesh"), ("Daesh",), True),
        (("US Department of State",), ("US Department of the Treasury",), False),
        (("Iraqi government",), ("Iraqi forces", "Iraqi government forces"), False),
        (("Biden", "the president"), ("Macron", "the president", "President Macron"), False),
    ],
)
def test_actor_names(left, right, same):
    one, two = (ActorItem("x", names[0], "person", names) for names in (left, right))
    assert (actor_likeness(one, two) >= 0.4) == same


def test_words_are_compared_by_stem_and_in_chinese_by_pairs():
    assert words_likeness("Rubio visits Rome", "Rubio visited Rome.") == 1
    assert 0 < words_likeness("总统访问北京", "总统昨天访问北京") < 1
    assert words_likeness("the", "of") == 0


def test_the_assignment_is_optimal_not_greedy():
    likeness = np.array([[0.9, 0.8], [0.8, 0.1]])
    assert assign(likeness, 0.5) == {0: 1, 1: 0}
    assert assign(np.array([[0.4]]), 0.5) == {}
    assert assign(np.zeros((0, 3)), 0.5) == {}


def test_sentences_cover_every_word():
    for case in CASES:
        text = case.article.text
        kept = "".join(text[a:b] for a, b in sentences(text))
        assert len("".join(kept.split())) >= 0.99 * len("".join(text.split()))


# Laws

WORDS = ["rubio", "india", "visit", "treaty", "truck", "border", "rome", "vote", "storm", "court"]
ids = st.sampled_from(["a1", "a2", "a3"])
actors = st.lists(st.sampled_from(WORDS), min_size=3, max_size=3, unique=True).map(
    lambda names: tuple(ActorItem(f"a{i}", n, "person", (n,)) for i, n in enumerate(names, 1))
)


@st.composite
def claims(draw, kind="event"):
    result = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, 200))
        statement = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)))
        agents = tuple(draw(st.lists(ids, min_size=1, max_size=2, unique=True)))
        make = event if kind == "event" else commitment
        item = make(f"{kind[0]}{number}", statement, start, start + draw(st.integers(10, 80)))
        result.append(replace(item, agents=agents))
    return tuple(result)


items = st.builds(Items, actors, claims(), claims("commitment"))
FOUND = ("actors", "events", "commitments", "commitments_by")


@settings(max_examples=25, deadline=None)
@given(items, items)
def test_swapping_prediction_and_gold_swaps_precision_and_recall(pred, gold):
    one, two = score_items("x", pred, gold).scores(), score_items("x", gold, pred).scores()
    for name in FOUND:
        for left, right in (("precision", "recall"), ("recall", "precision"), ("f1", "f1")):
            a, b = one[f"{name}_{left}"].value, two[f"{name}_{right}"].value
            if a is not None and b is not None:
                assert a == pytest.approx(b)


@settings(max_examples=25, deadline=None)
@given(items, items, st.randoms(use_true_random=False))
def test_order_does_not_matter(pred, gold, dice):
    def shuffled(given: Items) -> Items:
        parts = [list(given.actors), list(given.events), list(given.commitments)]
        for part in parts:
            dice.shuffle(part)
        return Items(*map(tuple, parts))

    assert score_items("x", shuffled(pred), shuffled(gold)).counts == score_items("x", pred, gold).counts


@settings(max_examples=25, deadline=None)
@given(items, items, st.data())
def test_adding_a_missed_item_never_lowers_f1_and_adds_one_match(pred, gold, data):
    gold = replace(gold, actors=pred.actors)  # so that the agents of the added item are the same people
    before = score_items("x", pred, gold)
    missed = [item.item for item in before.missed if item.kind == "event"]
    if not missed:
        return
    added = replace(data.draw(st.sampled_from(missed)), id="new")
    after = score_items("x", replace(pred, events=(*pred.events, added)), gold)
    assert after.counts["events_matched"] >= before.counts["events_matched"]
    assert after.scores()["events_f1"].value >= before.scores()["events_f1"].value


@settings(max_examples=25, deadline=None)
@given(items, items)
def test_removing_a_spurious_item_never_lowers_f1(pred, gold):
    before = score_items("x", pred, gold)
    for wrong in [item.item for item in before.spurious if item.kind == "event"][:1]:
        kept = tuple(e for e in pred.events if e.id != wrong.id)
        after = score_items("x", replace(pred, events=kept), gold)
        assert after.counts["events_matched"] == before.counts["events_matched"]
        if gold.events:
            assert after.scores()["events_f1"].value >= before.scores()["events_f1"].value


@settings(max_examples=40, deadline=None)
@given(items, items)
def test_every_value_is_a_share_with_a_reason_and_the_counts_add_up(pred, gold):
    score = score_items("x", pred, gold)
    for value in score.scores().values():
        assert value.reason
        assert value.value is None or 0 <= value.value <= 1
    for kind, mine, theirs in (("actor", pred.actors, gold.actors), ("event", pred.events, gold.events)):
        paired = sum(pair.kind == kind for pair in score.pairs)
        assert paired + sum(item.kind == kind for item in score.spurious) == len(mine)
        assert paired + sum(item.kind == kind for item in score.missed) == len(theirs)


def test_removing_gold_items_from_a_perfect_brief_lowers_recall_step_by_step():
    dice = random.Random(1)
    for case in (BY_ID["voa-3392569"], BY_ID["wh-2022-07-16-jeddah-summit"]):
        pred = items_of_brief(brief_of_gold(case))
        gold = items_of_gold(case.gold, case.article.text)
        events = list(pred.events)
        last = 1.0
        while events:
            events.pop(dice.randrange(len(events)))
            now = score_items(case.id, replace(pred, events=tuple(events)), gold).scores()["events_recall"].value
            assert now < last
            last = now


def test_gold_of_another_article_scores_next_to_nothing():
    def other(case: Case, donor: Case) -> float:
        pred = items_of_brief(brief_of_gold(donor))
        gold = items_of_gold(case.gold, case.article.text)
        return score_items(case.id, pred, gold).scores()["events_f1"].value

    assert max(other(a, b) for a, b in itertools.pairwise(CASES)) < 0.2
