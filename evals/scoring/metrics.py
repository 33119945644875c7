"""The catalogue of metrics. Each metric is a ratio of two counts.

This form serves the micro average (ratio of the counts summed over articles), the value of one article (ratio of its
counts), the macro average (mean of those values) and fast resampling of articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Direction = Literal[1, -1, 0]
"""1: higher is better; -1: lower is better; 0: neither, the metric is descriptive."""

Unit = Literal["share", "number", "dollars", "seconds"]

Counts = Mapping[str, float]
"""The counts of one article; a missing count is 0."""


@dataclass(frozen=True)
class Score:
    """A value and its explanation; the value None means unscored, which is not zero."""

    value: float | None
    reason: str


@dataclass(frozen=True)
class Metric:
    """A ratio of counts.

    `of` describes the ratio in words: "numerator, of denominator". `support` is a count that must be positive for the
    metric to be scored: if gold lists no items, there is nothing to find.
    """

    name: str
    label: str
    group: str
    numerator: str
    denominator: str
    of: str
    direction: Direction = 1
    support: str | None = None
    unit: Unit = "share"

    def score(self, counts: Counts) -> Score:
        """Return the value for the counts of one article, or for summed counts."""
        above, below = counts.get(self.numerator, 0.0), counts.get(self.denominator, 0.0)
        counted, _, base = self.of.partition(", of ")
        if self.support is not None and not counts.get(self.support):
            return Score(None, f"unscored: gold has no {self.support.removesuffix('_gold')}")
        if not below:
            return Score(None, f"unscored: there are no {base}")
        return Score(above / below, f"{above:g} {counted}, of {below:g} {base}")


def _found(kind: str, group: str = "found") -> Iterator[Metric]:
    singular = kind.rstrip("s")
    yield Metric(f"{kind}_precision", f"{kind}, precision", group, f"{kind}_matched", f"{kind}_predicted",
                 f"with a gold {singular}, of predicted {kind}", support=f"{kind}_gold")  # fmt: skip
    yield Metric(f"{kind}_recall", f"{kind}, recall", group, f"{kind}_matched", f"{kind}_gold",
                 f"found, of gold {kind}", support=f"{kind}_gold")  # fmt: skip
    yield Metric(f"{kind}_f1", f"{kind}, F1", group, f"{kind}_matched_twice", f"{kind}_both",
                 f"twice those aligned, of predicted and gold {kind}", support=f"{kind}_gold")  # fmt: skip


def _promisor() -> Iterator[Metric]:
    for short, label, above, below, of in (
        ("precision", "precision", "matched", "predicted", "of predicted commitments"),
        ("recall", "recall", "matched", "gold", "of gold commitments"),
        ("f1", "F1", "matched_twice", "both", "of predicted and gold commitments"),
    ):
        yield Metric(f"commitments_by_{short}", f"commitments with promisor, {label}", "found",
                     f"commitments_by_{above}", f"commitments_{below}", f"aligned with the right promisor, {of}",
                     support="commitments_gold")  # fmt: skip


METRICS: tuple[Metric, ...] = (
    *_found("actors"),
    *_found("events"),
    Metric("main_event_recall", "main events, recall", "found", "main_matched", "main events_gold",
           "found, of gold main events", support="main events_gold"),
    *_found("commitments"),
    *_promisor(),
    Metric("actor_kind", "kind of actor", "right on aligned pairs", "kind_right", "actors_matched",
           "of the right kind, of aligned actors"),
    Metric("event_type", "type of event", "right on aligned pairs", "type_right", "events_matched",
           "of the right type, of aligned events"),
    Metric("event_status", "status of event", "right on aligned pairs", "status_right", "events_matched",
           "of the right status, of aligned events"),
    Metric("event_dates", "days of event", "right on aligned pairs", "when_right", "when_gold",
           "with the right first and last day, of aligned events with gold days"),
    Metric("item_dates", "days of events and commitments", "right on aligned pairs", "days_right", "days_gold",
           "with the right first and last day, of aligned items with gold days"),
    Metric("event_agents", "agents, F1", "right on aligned pairs", "agents_common_twice", "agents_both",
           "twice the common ones, of predicted and gold agents of aligned events"),
    Metric("commitment_firmness", "firmness", "right on aligned pairs", "firmness_right", "commitments_matched",
           "of the right firmness, of aligned commitments"),
    Metric("commitment_polarity", "polarity", "right on aligned pairs", "polarity_right", "commitments_matched",
           "of the right polarity, of aligned commitments"),
    Metric("commitment_due", "due days", "right on aligned pairs", "due_right", "due_gold",
           "with the right first and last day, of aligned commitments with gold days"),
    Metric("promisor", "promisor", "right on aligned pairs", "commitments_by_matched", "commitments_matched",
           "with the right promisor, of aligned commitments"),
    Metric("dates_invented", "days where gold has none", "right on aligned pairs", "days_invented", "undated_gold",
           "with days, of aligned events and commitments without gold days", -1),
    Metric("grounded", "grounded claims", "trust", "claims_grounded", "claims",
           "with every quote at its offsets, of predicted events and commitments"),
    Metric("unsupported", "claims with unsupported parts", "trust", "claims_unsupported", "claims",
           "with a name or number that their evidence lacks, of predicted events and commitments", -1),
    Metric("dropped", "items dropped", "trust", "dropped", "briefs", "dropped items, of briefs", 0, unit="number"),
    Metric("failed", "articles without a brief", "effort", "failures", "articles", "without a brief, of articles", -1),
    Metric("attempts", "attempts per article", "effort", "attempts", "ledgers", "attempts, of articles", -1,
           unit="number"),
    Metric("tokens", "tokens per article", "effort", "tokens", "token_ledgers", "tokens, of articles with token counts",
           -1, unit="number"),
    Metric("output_tokens", "output tokens per article", "effort", "output_tokens", "token_ledgers",
           "tokens of answers, of articles with token counts", -1, unit="number"),
    Metric("seconds", "seconds per article", "effort", "seconds", "timed_ledgers",
           "seconds on the clock, of timed articles", -1, unit="seconds"),
    Metric("cost", "cost per article", "effort", "cost", "cost_ledgers", "US dollars, of articles with known costs", -1,
           unit="dollars"),
)  # fmt: skip
"""Every metric, in the order of the tables."""

CEILED = frozenset({"found", "right on aligned pairs"})
"""Groups of metrics that have a ceiling because annotators can be scored on them; the others need a brief."""
