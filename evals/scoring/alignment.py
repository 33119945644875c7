"""One-to-one optimal alignment of predicted and gold items.

The assignment maximises the summed likeness over admissible pairs (likeness at least the threshold), as CEAF does
(Luo 2005, "On coreference resolution performance metrics"). It does not depend on the order of the items: they are
sorted by content first, so that ties are always broken in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from .items import ActorItem, ClaimItem, Items
from .similarity import Likeness, actor_likeness, claim_likeness

ACTOR_THRESHOLD = 0.40
CLAIM_THRESHOLD = 0.50
"""Minimum likeness of an aligned pair. `python -m evals agreement --calibrate` prints the curves behind the choice."""

_TIE = 1e-6  # makes the assignment with more pairs win if the likeness is equal

Side = Literal["pred", "gold"]


@dataclass(frozen=True)
class Thresholds:
    """Minimum likeness of an aligned pair of actors (`actor`) and of events or commitments (`claim`)."""

    actor: float = ACTOR_THRESHOLD
    claim: float = CLAIM_THRESHOLD


@dataclass(frozen=True)
class Alignment:
    """The assignment of predicted items to gold items.

    `likeness` has the shape (len(pred), len(gold)): `likeness[i, j]` compares predicted `i` with gold `j`. `parts` has
    the same shape and holds the parts of the likeness; it is empty for actors. `pairs` maps positions in `pred` to
    positions in `gold`.
    """

    pred: tuple[ActorItem | ClaimItem, ...]
    gold: tuple[ActorItem | ClaimItem, ...]
    likeness: NDArray[np.float64]
    parts: tuple[tuple[Likeness, ...], ...]
    pairs: dict[int, int]

    def nearest(self, side: Side, position: int) -> int | None:
        """Return the position of the most similar item of the other side, or None if that side has no items."""
        row = self.likeness[position] if side == "pred" else self.likeness[:, position]
        return int(row.argmax()) if row.size else None


def assign(likeness: NDArray[np.float64], threshold: float) -> dict[int, int]:
    """Return the one-to-one assignment of rows to columns that maximises the summed likeness.

    Only pairs whose likeness is at least `threshold` are assigned.
    """
    admissible = likeness >= threshold
    rows, columns = linear_sum_assignment(np.where(admissible, likeness + _TIE, 0.0), maximize=True)
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if admissible[i, j]}


def _actor_key(actor: ActorItem) -> tuple[object, ...]:
    return actor.name, sorted(actor.names), actor.kind, actor.id


def align_actors(pred: Items, gold: Items, threshold: float = ACTOR_THRESHOLD) -> Alignment:
    """Align the actors of two briefs of one article."""
    left, right = tuple(sorted(pred.actors, key=_actor_key)), tuple(sorted(gold.actors, key=_actor_key))
    likeness = np.zeros((len(left), len(right)))
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            likeness[i, j] = actor_likeness(a, b)
    return Alignment(left, right, likeness, (), assign(likeness, threshold))


def actor_map(actors: Alignment) -> dict[str, str]:
    """Return a map from the ids of aligned predicted actors to the ids of their gold actors."""
    return {actors.pred[i].id: actors.gold[j].id for i, j in actors.pairs.items()}


def set_f1(pred: tuple[str, ...], gold: tuple[str, ...], actors: dict[str, str]) -> float:
    """Return the F1 of two lists of actor ids, predicted ids translated by `actors`; 1 for two empty lists."""
    if not pred and not gold:
        return 1.0
    common = {actors[id] for id in pred if id in actors} & set(gold)
    return 2 * len(common) / (len(set(pred)) + len(set(gold)))


def _claim_key(claim: ClaimItem) -> tuple[object, ...]:
    return claim.evidence, claim.statement, sorted(claim.labels.items()), str(claim.when), claim.id


def align_claims(
    pred: tuple[ClaimItem, ...],
    gold: tuple[ClaimItem, ...],
    actors: dict[str, str],
    threshold: float = CLAIM_THRESHOLD,
) -> Alignment:
    """Align the events, or the commitments, of two briefs of one article; `actors` is the result of `actor_map`."""
    left, right = tuple(sorted(pred, key=_claim_key)), tuple(sorted(gold, key=_claim_key))
    parts = tuple(
        tuple(claim_likeness(claim, other, set_f1(claim.agents, other.agents, actors)) for other in right)
        for claim in left
    )
    likeness = np.array([[part.total for part in row] for row in parts], dtype=np.float64)
    likeness = likeness.reshape(len(left), len(right))
    return Alignment(left, right, likeness, parts, assign(likeness, threshold))
