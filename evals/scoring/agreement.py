"""The two annotators against each other: the ceiling of every table, and what the thresholds rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from evals.data.cases import Case
from evals.scoring.alignment import CLAIM_THRESHOLD, Thresholds, actor_map, align_actors, align_claims, set_f1
from evals.scoring.items import ClaimItem, Items, items_of_brief, items_of_gold
from evals.scoring.scorer import CaseScore, score_items
from evals.scoring.similarity import (
    DOERS_WEIGHT,
    EVIDENCE_WEIGHT,
    WORDS_WEIGHT,
    Likeness,
    actor_likeness,
    claim_likeness,
)
from evals.scoring.synthetic import brief_of_gold

LOOSE = Thresholds(actor=0.3, claim=0.3)
"""Thresholds so low that the alignment of two annotators holds every pair that a reader calls the same item.

All its pairs on the six double-annotated cases were read through once when the thresholds were set; no independent
judge confirmed them.
"""

GRID = tuple(round(0.2 + 0.05 * step, 2) for step in range(13))


def agreement(cases: Iterable[Case], thresholds: Thresholds | None = None) -> list[CaseScore]:
    """Score the second annotation of each case that has one against the first, like a brief."""
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
    """What a threshold does: shares of pairs that reach it, and F1 of annotators and of chance."""

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
    """Return gold as a model would give it that copies the sentence for want of a statement of its own."""
    text, widened = case.article.text, items_of_brief(brief_of_gold(case))

    def copied(claim: ClaimItem) -> ClaimItem:
        (start, end), *_ = claim.evidence[0]
        return replace(claim, statement=text[start:end])

    return replace(
        widened, events=tuple(map(copied, widened.events)), commitments=tuple(map(copied, widened.commitments))
    )


def _elsewhere(items: Items, offset: int) -> Items:
    """Move evidence to where this article has no text: that of another article can overlap only by accident."""

    def moved(claim: ClaimItem) -> ClaimItem:
        pieces = tuple(tuple((a + offset, b + offset) for a, b in piece) for piece in claim.evidence)
        return replace(claim, evidence=pieces)

    return replace(items, events=tuple(map(moved, items.events)), commitments=tuple(map(moved, items.commitments)))


def _f1(scores: Iterable[CaseScore], kinds: tuple[str, ...]) -> float:
    counts = [score.counts for score in scores]
    both = sum(c[f"{kind}_both"] for c in counts for kind in kinds)
    return sum(c[f"{kind}_matched_twice"] for c in counts for kind in kinds) / both if both else float("nan")


def _chance(cases: Sequence[Case], thresholds: Thresholds) -> list[CaseScore]:
    """Score every case against the gold of the next case: what no knowledge of the article scores."""
    golds = [items_of_gold(case.gold, case.article.text) for case in cases]
    return [
        score_items(case.id, _elsewhere(golds[(i + 1) % len(cases)], len(case.article.text)), golds[i], thresholds)
        for i, case in enumerate(cases)
    ]


@dataclass(frozen=True)
class ClaimPairs:
    """Pairs of events or commitments of which it is known whether they are the same item, with their likeness.

    `same`: pairs of the two annotators that are one item; `same_as_sentences`: the same with evidence widened to whole
    sentences; `copied_sentences`: gold against itself with the sentence for a statement; `other`: two different items
    of one gold brief, evidence widened; `other_same_sentence`: those of them that share a sentence.
    """

    same: list[Likeness] = field(default_factory=list)
    same_as_sentences: list[Likeness] = field(default_factory=list)
    copied_sentences: list[Likeness] = field(default_factory=list)
    other: list[Likeness] = field(default_factory=list)
    other_same_sentence: list[Likeness] = field(default_factory=list)


def claim_pairs(cases: Sequence[Case]) -> ClaimPairs:
    """Return the pairs that the threshold and the weights of events and commitments are chosen on."""
    pairs = ClaimPairs()
    for case in cases:
        gold = items_of_gold(case.gold, case.article.text)
        own = {actor.id: actor.id for actor in gold.actors}
        for mine, copy in zip(_claims(items_of_brief(brief_of_gold(case))), _claims(_as_sentences(case)), strict=True):
            for claim in gold.events if mine.kind == "event" else gold.commitments:
                doers = set_f1(mine.doers, claim.doers, own)
                if mine.id == claim.id:
                    pairs.copied_sentences.append(claim_likeness(copy, claim, doers))
                    continue
                likeness = claim_likeness(mine, claim, doers)
                pairs.other.append(likeness)
                if likeness.evidence > 0.6:
                    pairs.other_same_sentence.append(likeness)
        if case.second is not None:
            one = items_of_gold(case.second, case.article.text)
            two = items_of_brief(brief_of_gold(case, case.second))
            known = actor_map(align_actors(one, gold))
            widened = {(claim.kind, claim.id): claim for claim in _claims(two)}
            for left, right in ((one.events, gold.events), (one.commitments, gold.commitments)):
                aligned = align_claims(left, right, known, LOOSE.claim)
                for i, j in aligned.pairs.items():
                    ours, theirs = aligned.pred[i], aligned.gold[j]
                    if isinstance(ours, ClaimItem) and isinstance(theirs, ClaimItem):
                        likeness = aligned.parts[i][j]
                        pairs.same.append(likeness)
                        wide = claim_likeness(widened[ours.kind, ours.id], theirs, likeness.doers)
                        pairs.same_as_sentences.append(wide)
    return pairs


def _totals(pairs: Iterable[Likeness]) -> list[float]:
    return [likeness.total for likeness in pairs]


def claim_curve(cases: Sequence[Case], thresholds: Sequence[float] = GRID) -> list[CurvePoint]:
    """Return what each threshold would do to events and commitments (see `ClaimPairs`)."""
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
    (EVIDENCE_WEIGHT, WORDS_WEIGHT, DOERS_WEIGHT),
    (0.25, 0.65, 0.10), (0.30, 0.50, 0.20), (0.30, 0.60, 0.10), (0.35, 0.45, 0.20), (0.35, 0.55, 0.10),
    (0.40, 0.40, 0.20), (0.40, 0.50, 0.10), (0.35, 0.65, 0.00), (0.50, 0.50, 0.00),
)  # fmt: skip
"""Weights of evidence, words and doers that are compared; the first are those in use."""


@dataclass(frozen=True)
class WeightingPoint:
    """Shares of pairs that reach the threshold in use under other weights."""

    weights: tuple[float, float, float]
    same: float
    copied_sentences: float
    other: float
    other_same_sentence: float


def weightings(cases: Sequence[Case], threshold: float = CLAIM_THRESHOLD) -> list[WeightingPoint]:
    """Return what other weights of the three parts would do at the threshold."""
    pairs = claim_pairs(cases)
    kinds = (pairs.same, pairs.copied_sentences, pairs.other, pairs.other_same_sentence)
    arrays = [np.array([(p.evidence, p.words, p.doers) for p in kind]).reshape(-1, 3) for kind in kinds]
    points = []
    for weights in WEIGHTINGS:
        same, copied, other, shared = (_share((parts @ np.array(weights)).tolist(), threshold) for parts in arrays)
        points.append(WeightingPoint(weights, same, copied, other, shared))
    return points


@dataclass(frozen=True)
class ActorPoint:
    """What a threshold does to actors: shares of pairs that reach it, and F1 of annotators and of chance."""

    threshold: float
    same: float
    other: float
    f1: float
    f1_other_article: float


def actor_curve(cases: Sequence[Case], thresholds: Sequence[float] = GRID) -> list[ActorPoint]:
    """Return what each threshold would do to actors; `other`: two different actors of one gold brief."""
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
