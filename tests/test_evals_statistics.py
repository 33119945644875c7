"""Intervals, comparisons, agreement, runs, the external sets and the commands."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import evals
from evals.__main__ import app
from evals.data.cases import Case, load_cases
from evals.data.external_sets import load_gum, load_meantime, load_plover
from evals.data.runs import Run, RunError, load_run, run_path, save_run
from evals.scoring.agreement import WEIGHTINGS, actor_curve, agreement, claim_curve, weightings
from evals.scoring.alignment import ACTOR_THRESHOLD, CLAIM_THRESHOLD
from evals.scoring.external import (
    GUM_METRICS,
    MEANTIME_METRICS,
    PLOVER_METRICS,
    renders,
    score_gum,
    score_meantime,
    score_plover,
)
from evals.scoring.metrics import METRICS, metric
from evals.scoring.scorer import CaseScore, score_run
from evals.scoring.statistics import compare, estimates, resampling_weights
from evals.scoring.synthetic import NOTHING_MISSING, brief_of_gold
from summarizer.errors import TruncatedAnswerError
from summarizer.schema import Actor, ActorKind, Attempt, Commitment, Event, EventType, Evidence, Failure, Span, When

CASES = load_cases()


def case_score(name, matched, predicted, gold, seconds=0.0):
    counts = defaultdict(float, {
        "articles": 1, "events_matched": matched, "events_predicted": predicted, "events_gold": gold,
        "events_both": predicted + gold, "events_matched_twice": 2 * matched, "ledgers": 1, "seconds": seconds,
        "briefs": 1, "dropped": seconds,
    })  # fmt: skip
    return CaseScore(name, counts)


def test_micro_sums_counts_and_macro_averages_articles():
    values = estimates([case_score("a", 1, 1, 1), case_score("b", 0, 9, 9), case_score("c", 0, 5, 0)])
    assert values["events_recall"].value == pytest.approx(1 / 10)
    assert values["events_recall"].macro == pytest.approx(1 / 2)
    assert values["events_recall"].articles == 2
    # spurious items of an article without gold weigh on the micro average, but give the article no score
    assert values["events_precision"].value == pytest.approx(1 / 15)
    assert values["events_precision"].articles == 2


def test_nothing_in_gold_anywhere_is_unscored():
    value = estimates([case_score("a", 0, 4, 0)])["events_f1"]
    assert (value.value, value.low, value.macro, value.articles) == (None, None, None, 0)
    assert "unscored" in value.reason


counted = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)).map(
    lambda t: (min(t[0], t[1], t[2]), t[1], t[2])
)


@settings(max_examples=20, deadline=None)
@given(st.lists(counted, min_size=1, max_size=12))
def test_intervals_hold_their_point_and_are_deterministic(rows):
    scores = [case_score(f"c{i}", *row) for i, row in enumerate(rows)]
    once, again = estimates(scores, resamples=200), estimates(scores, resamples=200)
    assert once == again
    for value in once.values():
        if value.value is not None:
            assert value.low <= value.value <= value.high
        if value.macro is not None:
            assert value.macro_low <= value.macro <= value.macro_high


def test_resampling_draws_as_many_articles_as_there_are():
    weights = resampling_weights(7, resamples=50)
    assert weights.shape == (50, 7)
    assert (weights.sum(axis=1) == 7).all()


def test_an_empty_list_of_scores_is_refused():
    with pytest.raises(ValueError, match="no scores"):
        estimates([])


def test_compare_finds_a_change_in_its_direction():
    worse = [case_score(f"c{i}", i % 2, 4, 4, seconds=9) for i in range(20)]
    better = [case_score(f"c{i}", 3, 4, 4, seconds=2) for i in range(20)]
    forward, backward = compare(worse, better), compare(better, worse)
    assert forward["events_f1"].verdict == "better"
    assert backward["events_f1"].verdict == "worse"
    assert forward["seconds"].verdict == "better"
    assert backward["seconds"].verdict == "worse"
    assert forward["dropped"].verdict == "changed"
    assert forward["events_f1"].difference == pytest.approx(-backward["events_f1"].difference)
    assert forward["events_f1"].most_changed[0].difference == pytest.approx(0.75)
    assert forward["commitments_f1"].verdict == "no evidence"


def test_compare_with_itself_gives_no_evidence_and_no_changed_case():
    scores = [case_score(f"c{i}", i % 3, 3, 3) for i in range(10)]
    for difference in compare(scores, scores).values():
        assert difference.verdict == "no evidence"
        assert not difference.most_changed


def test_one_changed_article_of_many_is_no_evidence():
    a = [case_score(f"c{i}", 2, 4, 4) for i in range(30)]
    b = [case_score("c0", 3, 4, 4), *a[1:]]
    assert compare(a, b)["events_f1"].verdict == "no evidence"


def test_compare_uses_the_articles_that_both_runs_have():
    a = [case_score("c1", 1, 1, 1), case_score("c2", 0, 1, 1)]
    b = [case_score("c2", 0, 1, 1), case_score("c3", 1, 1, 1)]
    assert compare(a, b)["events_f1"].a == 0
    with pytest.raises(ValueError, match="share no case"):
        compare(a[:1], b)


# Agreement and calibration


def test_the_readme_states_the_agreement_that_is_measured():
    readme = (Path(evals.__file__).parent / "README.md").read_text(encoding="utf-8")
    values = estimates(agreement(CASES))
    for name, label in (
        ("actors_f1", "actors, F1"),
        ("events_f1", "events, F1"),
        ("main_event_recall", "main events, recall"),
        ("commitments_f1", "commitments, F1 (also with the right promisor)"),
        ("event_type", "type of event"),
        ("event_dates", "days of event"),
        ("event_agents", "agents, F1"),
    ):
        value = values[name]
        assert f"| {label} | {value.value:.3f} | {value.low:.3f} … {value.high:.3f} |" in readme


def test_annotators_agree_far_above_chance():
    values = estimates(agreement(CASES))
    assert len(agreement(CASES)) == 6
    assert values["events_f1"].value > 0.9
    assert values["commitments_f1"].value > 0.9
    assert values["actors_f1"].value > 0.85


@pytest.fixture(scope="module")
def double_cases() -> list[Case]:
    return [case for case in CASES if case.second is not None]


def test_the_thresholds_separate_same_from_other_items(double_cases):
    [point] = claim_curve(double_cases, [CLAIM_THRESHOLD])
    assert point.same == point.same_as_sentences == 1
    assert point.other < 0.02
    assert point.f1_other_article < 0.05
    [actor] = actor_curve(double_cases, [ACTOR_THRESHOLD])
    assert actor.same > 0.98
    assert actor.other < 0.01


def test_the_weights_in_use_are_compared_with_others(double_cases):
    used, *others = weightings(double_cases)
    assert used.weights == WEIGHTINGS[0]
    assert all(sum(point.weights) == pytest.approx(1) for point in (used, *others))
    assert used.same == 1


# Runs


def test_a_run_comes_back_as_it_was_saved(tmp_path):
    attempt = Attempt(model="m", outcome="truncated", seconds=1.5, cost=0.25)
    failure = Failure.of(TruncatedAnswerError("cut", attempts=(attempt,)))
    run = Run("first", {CASES[0].id: brief_of_gold(CASES[0]), CASES[1].id: failure}, {"model": "m"})
    path = save_run(run, tmp_path)
    assert path == tmp_path / "first.jsonl"
    assert load_run("first", tmp_path) == load_run(path) == run
    assert [p.name for p in tmp_path.iterdir()] == ["first.jsonl"]
    scores = score_run(run, CASES)
    assert [score.error for score in scores] == [None, "TruncatedAnswerError"]
    assert estimates(scores)["failed"].value == 0.5


def test_failures_of_any_exception_are_kept():
    failure = Failure.of(KeyError("x"))
    assert (failure.error, failure.attempts) == ("KeyError", ())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", r"bad\.jsonl:1: JSONDecodeError"),
        ('{"run": "bad"}\n{"case": "x"}', r"bad\.jsonl:2: KeyError"),
        ('{"run": "bad"}\n{"case": "x", "brief": {}}', r"bad\.jsonl:2: headline"),
        ('{"run": "bad"}\n[]', r"bad\.jsonl:2: "),
    ],
)
def test_a_broken_run_is_named_with_its_line(tmp_path, content, message):
    (tmp_path / "bad.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(RunError, match=message):
        load_run("bad", tmp_path)


def test_unknown_runs_and_names(tmp_path):
    save_run(Run("known", {}), tmp_path)
    with pytest.raises(RunError, match=r"no run .*absent.jsonl \(there are: known\)"):
        load_run("absent", tmp_path)
    with pytest.raises(RunError, match="no name for a run"):
        run_path("a b", tmp_path)
    with pytest.raises(RunError, match="none of these cases"):
        score_run(Run("known", {}), CASES)


# External sets


def evidence(text, start, end):
    return (Evidence(quote=text[start:end], start=start, end=end, support=NOTHING_MISSING),)


EMPTY = brief_of_gold(CASES[0])


def brief_with(actors=(), events=(), commitments=()):
    return EMPTY.model_copy(
        update={"actors": tuple(actors), "events": tuple(events), "commitments": tuple(commitments)}
    )


def test_meantime_scores_only_what_it_annotates():
    articles = load_meantime()
    one = next(a for a in articles if any(e.future and e.participants for e in a.events))
    text = one.article.text
    mention = next(e for e in one.events if e.future and e.participants)
    span, _ = mention.participants[0]
    start, end = min(span.start, mention.span.start), max(span.end, mention.span.end)
    actor = Actor(id="a1", name=span.text, kind=ActorKind.OTHER,
                  mentions=(Span(quote=span.text, start=span.start, end=span.end),))  # fmt: skip

    def told(summary, start, end):
        return Event(id="e1", summary=summary, type=EventType.OTHER, status="scheduled", agents=("a1",),
                     evidence=evidence(text, start, end))  # fmt: skip

    promise = Commitment(id="c1", by=("a1",), action="do", firmness="planned", evidence=evidence(text, start, end))
    outside = told("anything", one.annotated_end + 1, one.annotated_end + 20)
    brief = brief_with([actor], [told(mention.span.text, start, end), told("zzz", start, end), outside], [promise])
    values = estimates(score_meantime([one], {one.id: brief}), MEANTIME_METRICS, resamples=50)
    assert values["meantime_event_precision"].value == 0.5
    assert values["meantime_participants"].value == 1
    assert values["meantime_commitments_future"].value == 1
    assert values["meantime_future"].reason.endswith("of 1 those events")


def test_time_values_are_right_or_wrong_by_their_days():
    one = next(a for a in load_meantime() if any(t.start for t in a.times))
    time = next(t for t in one.times if t.start)
    text = one.article.text

    def brief(day):
        when = When(text=time.span.text, start=day, end=time.end)
        return brief_with(events=[Event(
            id="e", summary="s", type="other", status="occurred", when=when,
            evidence=evidence(text, time.span.start, time.span.end),
        )])  # fmt: skip

    for day, share in ((time.start, 1), (None, 0)):
        values = estimates(score_meantime([one], {one.id: brief(day)}), MEANTIME_METRICS, resamples=50)
        assert values["meantime_times"].value == share


def test_gum_recall_of_salient_people_and_organizations():
    articles = load_gum()
    one = next(a for a in articles if a.id == "gum-news_afghan")
    trump = Actor(id="a1", name="Donald Trump", kind=ActorKind.PERSON)
    got = estimates(score_gum([one], {one.id: brief_with([trump])}), GUM_METRICS, resamples=50)["gum_salient_recall"]
    salient = [e for e in one.entities.values() if e.type in {"person", "organization"}]
    assert got.value == pytest.approx(1 / len(salient))
    nothing = estimates(score_gum(articles, {}), GUM_METRICS, resamples=50)
    assert nothing["gum_salient_recall"].value == 0


def test_plover_types_by_the_crosswalk():
    records = load_plover()
    briefs = {
        r.id: brief_with(events=[Event(
            id="e", summary="s", type="statement", status="occurred", evidence=evidence(r.article.text, 0, 10),
        )])
        for r in records
    }  # fmt: skip
    values = estimates(score_plover(records, briefs), PLOVER_METRICS, resamples=50)
    demands = sum(renders(EventType.STATEMENT, r.event) for r in records)
    assert values["plover_type"].value == pytest.approx(demands / len(records))
    assert 0 < values["plover_type_chance"].value < 0.3
    assert renders(EventType.MEETING, "CONSULT")
    assert not renders(EventType.CRIME, "CONSULT")


# Commands

runner = CliRunner()


@pytest.fixture
def runs(tmp_path):
    perfect = Run("perfect", {case.id: brief_of_gold(case) for case in CASES})
    halved = Run("halved", {
        case.id: (b := brief_of_gold(case)).model_copy(update={"commitments": b.commitments[::2]}) for case in CASES
    })  # fmt: skip
    return str(save_run(perfect, tmp_path)), str(save_run(halved, tmp_path))


def test_score_command(runs):
    shown = runner.invoke(app, ["score", runs[1], "--details"])
    assert shown.exit_code == 0
    assert "commitments, recall" in shown.stdout
    assert "missed commitment" in shown.stdout
    values = json.loads(runner.invoke(app, ["score", runs[0], "--json"]).stdout)
    assert values["events_f1"]["value"] == 1
    assert values.keys() == {entry.name for entry in METRICS}


def test_compare_command(runs):
    shown = runner.invoke(app, ["compare", *runs])
    assert shown.exit_code == 0
    assert "worse" in shown.stdout
    values = json.loads(runner.invoke(app, ["compare", *runs, "--json"]).stdout)
    assert values["commitments_recall"]["verdict"] == "worse"
    assert values["events_recall"]["verdict"] == "no evidence"


def test_agreement_command():
    shown = runner.invoke(app, ["agreement"])
    assert shown.exit_code == 0
    assert "events, F1" in shown.stdout
    assert metric("tokens").label not in shown.stdout


def test_commands_say_what_is_wrong(tmp_path):
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    for arguments in (["agreement", "--cases", str(tmp_path)], ["score", "absent"]):
        result = runner.invoke(app, arguments)
        assert result.exit_code == 2
        assert result.stderr
