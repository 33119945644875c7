"""The agreement of the two annotators: the ceiling in every table, and the data behind the thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..data.cases import Case
from .alignment import CLAIM_THRESHOLD, Thresholds, actor_map, align_actors, align_claims, set_f1
from .items import ClaimItem, Items, items_of_brief, items_of_gold
from .scorer import CaseScore, score_items
from .similarity import (
    AGENTS_WEIGHT,
    EVIDENCE_WEIGHT,
    WORDS_WEIGHT,
    Likeness,
    actor_likeness,
    claim_likeness,
)
from .synthetic import brief_of_gold

LOOSE = Thresholds(actor=0.3, claim=0.3)
"""Thresholds so low that the alignment of two annotators contains every pair that a reader calls the same item.

All its pairs on the six double-annotated cases were read once when the thresholds were set. No independent judge has
confirmed them.
"""

GRID = tuple(round(0.2 + 0.05 * step, 2) for step in range(13))
"""Thresholds at which the curves are computed: 0.20 to 0.80."""


def agreement(cases: Iterable[Case], thresholds: Thresholds | None = None) -> list[CaseScore]:
    """Score the second annotation of each case that has one against the first, as if it were a brief."""
    scores = []
    for case in cases:
        if case.second is not None:
            text = case.article.text
            scores.append(
                score_items(case.id, items_of_gold(case.second, text), items_of_gold(case.gold, text), thresholds)
            )
    return scores


@dataclass(frozen=True)
class CurvePoint:
    """A threshold for events and commitments: shares of pairs that reach it, F1 of the annotators, F1 of chance.

    See `ClaimPairs` for the kinds of pairs. All values are between 0 and 1, or nan where there are no pairs.
    """

    threshold: float
    same: float
    same_as_sentences: float
    copied_sentences: float
    other: float
    other_same_sentence: float
    f1: float
    f1_other_article: float


def _share(values: Sequence[float], threshold: float) -> float:
    return float((np.array(values) >= threshold).mean()) if values else float("nan")


def _claims(items: Items) -> tuple[ClaimItem, ...]:
    return items.events + items.commitments


def _as_sentences(case: Case) -> Items:
    """Return gold as a model would give it that copies the sentence instead of writing a statement."""
    text, widened = case.article.text, items_of_brief(brief_of_gold(case))

    def copied(claim: ClaimItem) -> ClaimItem:
        (start, end), *_ = claim.evidence[0]
        return replace(claim, statement=text[start:end])

    return replace(
        widened, events=tuple(map(copied, widened.events)), commitments=tuple(map(copied, widened.commitments))
    )


def _elsewhere(items: Items, offset: int) -> Items:
    """Return items of another article, with evidence moved beyond this article's text so that it cannot overlap."""

    def moved(claim: ClaimItem) -> ClaimItem:
        pieces = tuple(tuple((a + offset, b + offset) for a, b in piece) for piece in claim.evidence)
        return replace(claim, evidence=pieces)

    return replace(items, events=tuple(map(moved, items.events)), commitments=tuple(map(moved, items.commitments)))


def _f1(scores: Iterable[CaseScore], kinds: tuple[str, ...]) -> float:
    counts = [score.counts for score in scores]
    both = sum(c[f"{kind}_both"] for c in counts for kind in kinds)
    return sum(c[f"{kind}_matched_twice"] for c in counts for kind in kinds) / both if both else float("nan")


def _chance(cases: Sequence[Case], thresholds: Thresholds) -> list[CaseScore]:
    """Score the gold of the next case against every case: the score without any knowledge of the article."""
    golds = [items_of_gold(case.gold, case.article.text) for case in cases]
    return [
        score_items(case.id, _elsewhere(golds[(i + 1) % len(cases)], len(case.article.text)), golds[i], thresholds)
        for i, case in enumerate(cases)
    ]


@dataclass(frozen=True)
class ClaimPairs:
    """Likeness of pairs of events or commitments that are known to be the same item or different items.

    `same`: the same item from both annotators; `same_as_sentences`: those pairs with evidence widened to whole
    sentences; `copied_sentences`: a gold item and its copy with the sentence as statement; `other`: two different items
    of one gold brief, evidence widened; `other_same_sentence`: those of them that share a sentence.
    """

    same: list[Likeness] = field(default_factory=list)
    same_as_sentences: list[Likeness] = field(default_factory=list)
    copied_sentences: list[Likeness] = field(default_factory=list)
    other: list[Likeness] = field(default_factory=list)
    other_same_sentence: list[Likeness] = field(default_factory=list)


def claim_pairs(cases: Sequence[Case]) -> ClaimPairs:
    """Return the pairs from which the threshold and the weights for events and commitments were chosen."""
    pairs = ClaimPairs()
    for case in cases:
        gold = items_of_gold(case.gold, case.article.text)
        own = {actor.id: actor.id for actor in gold.actors}
        for wide, copy in zip(_claims(items_of_brief(brief_of_gold(case))), _claims(_as_sentences(case)), strict=True):
            for claim in gold.events if wide.kind == "event" else gold.commitments:
                agents = set_f1(wide.agents, claim.agents, own)
                if wide.id == claim.id:
                    pairs.copied_sentences.append(claim_likeness(copy, claim, agents))
                    continue
                likeness = claim_likeness(wide, claim, agents)
                pairs.other.append(likeness)
                if likeness.evidence > 0.6:
                    pairs.other_same_sentence.append(likeness)
        if case.second is not None:
            second = items_of_gold(case.second, case.article.text)
            second_widened = items_of_brief(brief_of_gold(case, case.second))
            known = actor_map(align_actors(second, gold))
            widened = {(claim.kind, claim.id): claim for claim in _claims(second_widened)}
            for left, right in ((second.events, gold.events), (second.commitments, gold.commitments)):
                aligned = align_claims(left, right, known, LOOSE.claim)
                for i, j in aligned.pairs.items():
                    a, b = aligned.pred[i], aligned.gold[j]
                    if isinstance(a, ClaimItem) and isinstance(b, ClaimItem):
                        likeness = aligned.parts[i][j]
                        pairs.same.append(likeness)
                        pairs.same_as_sentences.append(claim_likeness(widened[a.kind, a.id], b, likeness.agents))
    return pairs


def _totals(pairs: Iterable[Likeness]) -> list[float]:
    return [likeness.total for likeness in pairs]


def claim_curve(cases: Sequence[Case], thresholds: Sequence[float] = GRID) -> list[CurvePoint]:
    """Return the effect of each threshold on events and commitments."""
    pairs = claim_pairs(cases)
    points = []
    for threshold in thresholds:
        limits = Thresholds(claim=threshold)
        points.append(
            CurvePoint(
                threshold,
                same=_share(_totals(pairs.same), threshold),
                same_as_sentences=_share(_totals(pairs.same_as_sentences), threshold),
                copied_sentences=_share(_totals(pairs.copied_sentences), threshold),
                other=_share(_totals(pairs.other), threshold),
                other_same_sentence=_share(_totals(pairs.other_same_sentence), threshold),
                f1=_f1(agreement(cases, limits), ("events", "commitments")),
                f1_other_article=_f1(_chance(cases, limits), ("events", "commitments")),
            )
        )
    return points


WEIGHTINGS = (
    (EVIDENCE_WEIGHT, WORDS_WEIGHT, AGENTS_WEIGHT),
    (0.25, 0.65, 0.10), (0.30, 0.50, 0.20), (0.30, 0.60, 0.10), (0.35, 0.45, 0.20), (0.35, 0.55, 0.10),
    (0.40, 0.40, 0.20), (0.40, 0.50, 0.10), (0.35, 0.65, 0.00), (0.50, 0.50, 0.00),
)  # fmt: skip
"""Weights of evidence, words and agents to compare; the first are those in use."""


@dataclass(frozen=True)
class WeightingPoint:
    """Shares of pairs that reach the threshold with these weights of evidence, words and agents."""

    weights: tuple[float, float, float]
    same: float
    copied_sentences: float
    other: float
    other_same_sentence: float


def weightings(cases: Sequence[Case]) -> list[WeightingPoint]:
    """Return the effect of each weighting in `WEIGHTINGS` at the threshold in use."""
    pairs = claim_pairs(cases)
    kinds = (pairs.same, pairs.copied_sentences, pairs.other, pairs.other_same_sentence)
    arrays = [np.array([(p.evidence, p.words, p.agents) for p in kind]).reshape(-1, 3) for kind in kinds]
    points = []
    for weights in WEIGHTINGS:
        same, copied, other, shared = (
            _share((parts @ np.array(weights)).tolist(), CLAIM_THRESHOLD) for parts in arrays
        )
        points.append(WeightingPoint(weights, same, copied, other, shared))
    return points


@dataclass(frozen=True)
class ActorPoint:
    """A threshold for actors: shares of pairs that reach it, F1 of the annotators, F1 of chance.

    `same`: the same actor from both annotators; `other`: two different actors of one gold brief.
    """

    threshold: float
    same: float
    other: float
    f1: float
    f1_other_article: float


def actor_curve(cases: Sequence[Case], thresholds: Sequence[float] = GRID) -> list[ActorPoint]:
    """Return the effect of each threshold on actors."""
    same: list[float] = []
    other: list[float] = []
    for case in cases:
        gold = items_of_gold(case.gold, case.article.text)
        other += [actor_likeness(a, b) for a in gold.actors for b in gold.actors if a.id != b.id]
        if case.second is not None:
            aligned = align_actors(items_of_gold(case.second, case.article.text), gold, LOOSE.actor)
            same += [float(aligned.likeness[i, j]) for i, j in aligned.pairs.items()]
    return [
        ActorPoint(
            threshold, _share(same, threshold), _share(other, threshold),
            _f1(agreement(cases, Thresholds(actor=threshold)), ("actors",)),
            _f1(_chance(cases, Thresholds(actor=threshold)), ("actors",)),
        )
        for threshold in thresholds
    ]  # fmt: skip
