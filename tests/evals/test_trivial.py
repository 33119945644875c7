"""Trivial baselines: briefs without a model, and the margin by which a run beats them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.baselines import trivial
from evals.data.cases import Case, load_cases
from evals.data.runs import Run, save_run
from evals.scoring.scorer import score_run
from evals.scoring.statistics import estimates
from evals.scoring.synthetic import brief_of_gold
from summarizer import Article, Brief

MET = [f"Odo Karst met dockers in Port Orlen {n} times." for n in range(1, 15)]
TEXT = "\n".join(["Yard closes", "By Ana Reyes", *MET, "It rained."])


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return load_cases()


@pytest.fixture(scope="module")
def perfect(cases: list[Case]) -> Run:
    return Run("perfect", {case.id: brief_of_gold(case) for case in cases})


def test_every_sentence_of_six_words_is_an_event_that_occurred() -> None:
    brief = trivial.brief_of(Article(text=TEXT, title="Yard closes", language="en"))
    assert [event.summary for event in brief.events] == MET
    assert {(event.type, event.status) for event in brief.events} == {("other", "occurred")}
    assert [event.main for event in brief.events] == [True] * 3 + [False] * 11
    assert brief.commitments == ()


def test_every_statement_and_every_mention_is_a_part_of_the_article(cases: list[Case]) -> None:
    for case in cases[:5]:
        text, brief = case.article.text, trivial.brief_of(case.article)
        for event in brief.events:
            assert event.statement is not None
            assert text[event.statement.start : event.statement.end] == event.summary
            assert [e.quote for e in event.evidence] == [event.summary]
        assert all(text[m.start : m.end] == m.quote for actor in brief.actors for m in actor.mentions)


def test_the_names_of_a_capital_letter_tagger_are_the_actors() -> None:
    brief = trivial.brief_of(Article(text=TEXT, language="en"))
    assert [actor.name for actor in brief.actors] == ["Odo Karst", "Port Orlen"]
    assert len({actor.id for actor in brief.actors}) == 2


def test_title_and_lead_are_headline_and_summary() -> None:
    brief = trivial.brief_of(Article(text=TEXT, title="Yard closes", language="en"))
    assert (brief.headline, brief.summary) == ("Yard closes", brief.events[0].summary)
    untitled = trivial.brief_of(Article(text=TEXT, language="en"))
    assert untitled.headline == untitled.events[0].summary


def test_a_text_of_headings_has_an_empty_brief() -> None:
    brief = trivial.brief_of(Article(text="Yard closes\nBy Ana Reyes", language="en"))
    assert (brief.headline, brief.summary, brief.events, brief.actors) == ("", "", (), ())


def test_one_baseline_takes_all_sentences_and_one_the_first_twelve(cases: list[Case]) -> None:
    every, twelve = trivial.runs(cases)
    assert (every.name, twelve.name) == ("every-sentence", "first-twelve")
    for case in cases:
        whole, part = every.outcomes[case.id], twelve.outcomes[case.id]
        assert isinstance(whole, Brief)
        assert isinstance(part, Brief)
        assert part.events == whole.events[:12]
        assert all(len(event.summary.split()) >= 6 for event in whole.events)
        assert whole.commitments == part.commitments == ()
    assert max(len(outcome.events) for outcome in every.outcomes.values() if isinstance(outcome, Brief)) > 12


def test_the_baselines_find_nearly_all_events_but_promise_nothing(cases: list[Case]) -> None:
    found = estimates(score_run(trivial.runs(cases)[0], cases))
    assert (found["events_recall"].value or 0) > 0.7
    assert found["commitments_recall"].value == 0
    assert found["grounded"].value == 1


def test_a_perfect_run_beats_every_baseline_on_every_metric(cases: list[Case], perfect: Run) -> None:
    margins = trivial.margins(perfect, cases)
    assert len(margins) == len(trivial.BEATEN) * len(trivial.LIMITS)
    assert all(margin.is_beaten and margin.ours > margin.theirs for margin in margins)
    assert all("beats" in str(margin) and "not" not in str(margin) for margin in margins)


def test_a_baseline_does_not_beat_itself(cases: list[Case]) -> None:
    every, _ = trivial.runs(cases)
    own = [margin for margin in trivial.margins(every, cases) if margin.baseline == every.name]
    assert own
    for margin in own:
        assert not margin.is_beaten
        assert margin.ours == margin.theirs
        assert "does not beat 'every-sentence'" in str(margin)


def test_a_margin_whose_interval_holds_zero_is_not_beaten() -> None:
    assert not trivial.Margin("events, F1", "first-twelve", 0.61, 0.6, 0.0).is_beaten
    assert trivial.Margin("events, F1", "first-twelve", 0.61, 0.6, 0.001).is_beaten


def test_the_gate_is_closed_to_a_run_that_beats_no_baseline(cases: list[Case], perfect: Run, tmp_path: Path) -> None:
    every, _ = trivial.runs(cases)
    floors, trivially = str(tmp_path / "floors.toml"), str(save_run(every, tmp_path))
    call = CliRunner().invoke
    assert call(app, ["gate", trivially, "--floors", floors, "--write"]).exit_code == 0
    shut = call(app, ["gate", trivially, "--floors", floors])
    assert shut.exit_code == 1
    assert "does not beat 'every-sentence'" in shut.output
    good = str(save_run(perfect, tmp_path))
    assert call(app, ["gate", good, "--floors", floors, "--write"]).exit_code == 0
    assert "beats 'every-sentence'" in call(app, ["gate", good, "--floors", floors]).output
