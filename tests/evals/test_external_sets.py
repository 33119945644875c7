"""The human-annotated sets: their offsets, licences and time values."""

from __future__ import annotations

from datetime import date

import pytest

from evals.data.external_sets import days_of, load_crosswalk, load_gum, load_meantime, load_plover
from evals.data.project import project
from summarizer.schema import EventType


def test_meantime_offsets_hold_and_annotation_ends_where_it_says():
    articles = load_meantime()
    assert len(articles) == 60
    for one in articles:
        spans = [e.span for e in one.events] + [t.span for t in one.times]
        assert spans
        for span in spans:
            assert one.article.text[span.start : span.end] == span.text
            assert span.end <= one.annotated_end
    assert any(event.future for one in articles for event in one.events)


def test_gum_holds_salient_entities_and_dates():
    articles = load_gum()
    assert len(articles) == 17
    for one in articles:
        assert one.summaries
        assert one.attribution.licence
        for entity in one.entities.values():
            assert entity.salience >= 3
            assert all(one.article.text[m.start : m.end] == m.text for m in entity.mentions)


def test_plover_is_apart_with_its_licence_and_every_class_has_a_crosswalk():
    records, crosswalk = load_plover(min_words=0), load_crosswalk()
    assert len(records) == 200
    assert len(load_plover()) < 200
    assert {record.event for record in records} <= crosswalk.keys()
    assert set().union(*crosswalk.values()) <= set(EventType)
    assert "ShareAlike 4.0" in (project().external / "plover" / "LICENSE.md").read_text(encoding="utf-8")
    assert all("BY-SA" in record.attribution.licence for record in records)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2026-02-04", (date(2026, 2, 4), date(2026, 2, 4))),
        ("2026-02-04T10:00Z", (date(2026, 2, 4), date(2026, 2, 4))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2026", (date(2026, 1, 1), date(2026, 12, 31))),
        ("2026-W06", (date(2026, 2, 2), date(2026, 2, 8))),
        ("2026-Q1", (date(2026, 1, 1), date(2026, 3, 31))),
        ("PRESENT_REF", (None, None)),
        ("P3D", (None, None)),
    ],
)
def test_days_of_time_values(value, days):
    assert days_of(value) == days
