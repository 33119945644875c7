"""Bounds: what an answer has too much or too long of is left out with the reason, and the rest is kept."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from summarizer import Brief, summarize
from summarizer.assemble.bounds import LONGEST, MAX_ITEMS, MAX_SHOWN
from summarizer.testing import ScriptedEndpoint
from tests.samples import DRAFT, TEXT


def brief_of(draft: dict[str, Any]) -> Brief:
    with ScriptedEndpoint([draft]) as endpoint:
        return summarize(TEXT, base_url=endpoint.base_url, model="m", published="2026-01-29")


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("actors", "name"), ("actors", "role"), ("actors", "affiliation"), ("events", "summary"), ("events", "when"),
        ("events", "place"), ("commitments", "action"), ("commitments", "due"), ("commitments", "condition"),
        ("commitments", "amount"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("length", [50_000, 100_000])
def test_a_part_that_is_too_long_is_named_and_its_item_left_out(kind: str, field: str, length: int) -> None:
    draft = copy.deepcopy(DRAFT)
    draft[kind][0][field] = "Ana Reyes " * (length // 10)
    brief = brief_of(draft)
    assert f"its {field} has {length:,} characters, more than {LONGEST[field]:,}" in [d.reason for d in brief.dropped]
    assert max(len(dropped.claim) for dropped in brief.dropped) <= MAX_SHOWN + 1
    assert len(brief.model_dump_json()) < 20_000
    assert brief.events or field == "name"  # without its name, nobody is left who acts


@pytest.mark.parametrize("field", ["headline", "summary"])
def test_a_headline_or_summary_that_is_too_long_is_left_out(field: str) -> None:
    brief = brief_of({**DRAFT, field: "Ana Reyes visits Lisbon. " * 4_000})
    assert f"its {field} has 100,000 characters" in " ".join(dropped.reason for dropped in brief.dropped)
    assert len(brief.headline) + len(brief.summary) < 1_000


@pytest.mark.parametrize("kind", ["actors", "events", "commitments"])
def test_items_beyond_the_bound_are_counted_and_left_out(kind: str) -> None:
    draft = copy.deepcopy(DRAFT)
    first = draft[kind][0]
    draft[kind] += [{**first, **({"id": f"x{i}"} if kind == "actors" else {})} for i in range(5_000)]
    brief = brief_of(draft)
    count = 5_000 + len(DRAFT[kind])
    reasons = {dropped.claim: dropped.reason for dropped in brief.dropped}
    assert reasons[f"{count - MAX_ITEMS:,} further ones"] == f"the answer has {count:,} of them, more than {MAX_ITEMS}"
    assert len(brief.dropped) < 10
    assert brief.events


def test_a_sentence_that_is_cited_again_and_again_counts_once() -> None:
    draft = copy.deepcopy(DRAFT)
    draft["events"][0]["sentences"] = [1] * 10_000
    event = brief_of(draft).events[0]
    assert [evidence.start for evidence in event.evidence] == [0]


def test_an_error_quotes_little_of_an_id() -> None:
    with ScriptedEndpoint([{**DRAFT, "events": [{**DRAFT["events"][0], "agents": ["a" * 100_000]}]}]) as endpoint:
        with pytest.raises(Exception, match="no actor") as caught:
            summarize(TEXT, base_url=endpoint.base_url, model="m", reasks=0)
        assert len(str(caught.value)) < 500
