"""Scores on the external sets: only what each annotates."""

from __future__ import annotations

import pytest

from evals.data.cases import load_cases
from evals.data.external_sets import load_crosswalk, load_gum, load_meantime, load_plover
from evals.scoring.external import (
    GUM_METRICS,
    MEANTIME_METRICS,
    PLOVER_METRICS,
    score_gum,
    score_meantime,
    score_plover,
)
from evals.scoring.statistics import estimates
from evals.scoring.synthetic import NOTHING_MISSING, brief_of_gold
from summarizer.schema import Actor, ActorKind, Commitment, Event, EventType, Evidence, Span, When

EMPTY = brief_of_gold(load_cases()[0])


def evidence(text, start, end):
    return (Evidence(quote=text[start:end], start=start, end=end, support=NOTHING_MISSING),)


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
    crosswalk = load_crosswalk()
    demands = sum("statement" in crosswalk[r.event] for r in records)
    assert values["plover_type"].value == pytest.approx(demands / len(records))
    assert 0 < values["plover_type_chance"].value < 0.3
    assert "meeting" in crosswalk["CONSULT"]
    assert "crime" not in crosswalk["CONSULT"]
