"""Score a brief against gold: align the items, count, and give the reason for everything that does not match.

One call compares one article. All later reports (averages, intervals, comparisons, the error browser) are computed
from the `CaseScore` objects returned here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summarizer.schema import Attempt, Brief, Failure

from ..data.cases import Case
from ..data.runs import Outcome, Run, RunError, seconds_of
from .alignment import Alignment, Side, Thresholds, actor_map, align_actors, align_claims, set_f1
from .custom import count_custom, known_metrics
from .items import ActorItem, ClaimItem, Days, ItemKind, Items, items_of_brief, items_of_gold, stands
from .metrics import Score

RIGHT_PROMISOR = 0.5
"""Minimum F1 of the promisors for the promisor to count as right, so that two lists of parties may differ a little."""


@dataclass(frozen=True)
class FieldFault:
    """A field in which an aligned pair differs."""

    field: str
    pred: str
    gold: str

    def __str__(self) -> str:
        return f"wrong {self.field}: {self.pred} (gold: {self.gold})"


@dataclass(frozen=True)
class Pair:
    """A predicted item, the gold item that it is aligned with, their likeness (0 to 1) and their differences."""

    kind: ItemKind
    pred: ActorItem | ClaimItem
    gold: ActorItem | ClaimItem
    similarity: float
    faults: tuple[FieldFault, ...] = ()


@dataclass(frozen=True)
class Unmatched:
    """A gold item that was missed, or a predicted item that is spurious.

    `nearest` is the most similar item of the other side (None if that side has none), `similarity` its likeness.
    """

    kind: ItemKind
    side: Side
    item: ActorItem | ClaimItem
    reason: str
    nearest: ActorItem | ClaimItem | None = None
    similarity: float = 0.0


@dataclass(frozen=True)
class CaseScore:
    """The score of one article; `error` is the name of the error if there is no brief."""

    case: str
    counts: dict[str, float]
    pairs: tuple[Pair, ...] = ()
    missed: tuple[Unmatched, ...] = ()
    spurious: tuple[Unmatched, ...] = ()
    error: str | None = None

    def scores(self) -> dict[str, Score]:
        """Return the value of every metric for this article, with its explanation, by metric name."""
        return {metric.name: metric.score(self.counts) for metric in known_metrics()}


def _date_fault(field: str, pred: Days | None, gold: Days | None) -> FieldFault | None:
    if gold is not None and gold.resolved:
        if pred is None or (pred.start, pred.end) != (gold.start, gold.end):
            return FieldFault(field, str(pred) if pred else "none", str(gold))
    elif pred is not None and pred.resolved:
        return FieldFault(field, str(pred), str(gold) if gold else "none")
    return None


def _claim_faults(pred: ClaimItem, gold: ClaimItem, briefs: tuple[Items, Items], f1: float) -> Iterable[FieldFault]:
    for label, value in gold.labels.items():
        if pred.labels.get(label) != value:
            yield FieldFault(label, pred.labels.get(label, "none"), value)
    date = _date_fault("date" if gold.kind == "event" else "due date", pred.when, gold.when)
    if date:
        yield date
    wrong = f1 < 1 if gold.kind == "event" else f1 < RIGHT_PROMISOR
    if wrong:
        field = "agents" if gold.kind == "event" else "promisor"
        yield FieldFault(field, briefs[0].names(pred.agents), briefs[1].names(gold.agents))


def _count_pair(counts: dict[str, float], pred: ClaimItem, gold: ClaimItem, actors: dict[str, str]) -> float:
    """Count the fields of an aligned pair of claims that are right; return the F1 of its agents."""
    for label, value in gold.labels.items():
        counts[f"{label}_right"] += pred.labels.get(label) == value
    date = "when" if gold.kind == "event" else "due"
    if gold.when is not None and gold.when.resolved:
        right = _date_fault(date, pred.when, gold.when) is None
        for counted in (date, "days"):
            counts[f"{counted}_gold"] += 1
            counts[f"{counted}_right"] += right
    else:
        counts["undated_gold"] += 1
        counts["days_invented"] += pred.when is not None and pred.when.resolved
    f1 = set_f1(pred.agents, gold.agents, actors)
    if gold.kind == "event":
        size = len(set(pred.agents)) + len(set(gold.agents))
        counts["agents_common_twice"] += round(f1 * size)
        counts["agents_both"] += size
        counts["main_matched"] += gold.main
    else:
        counts["commitments_by_matched"] += f1 >= RIGHT_PROMISOR
        counts["commitments_by_matched_twice"] += 2 * (f1 >= RIGHT_PROMISOR)
    return f1


def _unmatched(kind: ItemKind, side: Side, alignment: Alignment, position: int, threshold: float) -> Unmatched:
    same_side = alignment.pred if side == "pred" else alignment.gold
    other_side = alignment.gold if side == "pred" else alignment.pred
    item = same_side[position]
    near = alignment.nearest(side, position)
    if near is None:
        return Unmatched(kind, side, item, f"there is no {kind} {'in gold' if side == 'pred' else 'predicted'}")
    row, column = (position, near) if side == "pred" else (near, position)
    likeness, other = float(alignment.likeness[row, column]), other_side[near]
    aligned = near in (alignment.pairs.values() if side == "pred" else alignment.pairs)
    if likeness >= threshold and aligned:
        reason = "the nearest is aligned with a better match"
    elif isinstance(item, ActorItem) or isinstance(other, ActorItem):
        reason = "too little in common" if likeness else "no name in common"
    else:
        reason = _claim_reason(item, other, alignment, row, column)
    return Unmatched(kind, side, item, reason, other, likeness)


def _claim_reason(item: ClaimItem, other: ClaimItem, alignment: Alignment, row: int, column: int) -> str:
    parts = alignment.parts[row][column]
    if parts.evidence < 0.5:
        overlap = "no overlap of evidence" if parts.evidence < 0.05 else "little overlap of evidence"
        reason = overlap if parts.words < 0.3 else f"similar words, {overlap}"
    elif parts.words >= 0.3 and not parts.agents:
        reason = "wrong promisor" if item.kind == "commitment" else "wrong agents"
    elif parts.words < 0.3:
        reason = "same evidence, another statement"
    else:
        reason = "too little in common"
    when, other_when = item.when, other.when
    dated = when is not None and other_when is not None and when.resolved and other_when.resolved
    if when and other_when and dated and (when.start, when.end) != (other_when.start, other_when.end):
        reason += ", wrong date"
    return reason


def score_items(case: str, pred: Items, gold: Items, thresholds: Thresholds | None = None) -> CaseScore:
    """Score the predicted items of an article against its gold items."""
    limits = thresholds or Thresholds()
    counts: dict[str, float] = defaultdict(float, articles=1)
    pairs: list[Pair] = []
    missed: list[Unmatched] = []
    spurious: list[Unmatched] = []
    actors = align_actors(pred, gold, limits.actor)
    known = actor_map(actors)
    events = align_claims(pred.events, gold.events, known, limits.claim)
    commitments = align_claims(pred.commitments, gold.commitments, known, limits.claim)
    kinds: tuple[tuple[ItemKind, str, Alignment, float], ...] = (
        ("actor", "actors", actors, limits.actor),
        ("event", "events", events, limits.claim),
        ("commitment", "commitments", commitments, limits.claim),
    )
    for kind, name, alignment, threshold in kinds:
        counts[f"{name}_predicted"] = len(alignment.pred)
        counts[f"{name}_gold"] = len(alignment.gold)
        counts[f"{name}_both"] = len(alignment.pred) + len(alignment.gold)
        counts[f"{name}_matched"] = len(alignment.pairs)
        counts[f"{name}_matched_twice"] = 2 * len(alignment.pairs)
        for i, j in alignment.pairs.items():
            a, b = alignment.pred[i], alignment.gold[j]
            faults: tuple[FieldFault, ...] = ()
            if isinstance(a, ClaimItem) and isinstance(b, ClaimItem):
                f1 = _count_pair(counts, a, b, known)
                faults = tuple(_claim_faults(a, b, (pred, gold), f1))
            elif isinstance(a, ActorItem) and isinstance(b, ActorItem):
                counts["kind_right"] += a.kind == b.kind
                faults = () if a.kind == b.kind else (FieldFault("kind", a.kind, b.kind),)
            pairs.append(Pair(kind, a, b, float(alignment.likeness[i, j]), faults))
        aligned = set(alignment.pairs.values())
        missed += [_unmatched(kind, "gold", alignment, j, threshold)
                   for j in range(len(alignment.gold)) if j not in aligned]  # fmt: skip
        spurious += [_unmatched(kind, "pred", alignment, i, threshold)
                     for i in range(len(alignment.pred)) if i not in alignment.pairs]  # fmt: skip
    counts["main events_gold"] = sum(event.main for event in gold.events)
    return CaseScore(case, counts, tuple(pairs), tuple(missed), tuple(spurious))


def _count_ledger(counts: dict[str, float], attempts: Sequence[Attempt], seconds: float | None) -> None:
    tokens = [n for a in attempts for n in (a.prompt_tokens, a.completion_tokens) if n is not None]
    costs = [a.cost for a in attempts if a.cost is not None]
    counts["ledgers"] += bool(attempts)
    counts["attempts"] += len(attempts)
    counts["seconds"] += seconds or 0.0
    counts["timed_ledgers"] += bool(attempts) and seconds is not None
    counts["output_tokens"] += sum(a.completion_tokens or 0 for a in attempts)
    counts["tokens"] += sum(tokens)
    counts["token_ledgers"] += bool(tokens)
    counts["cost"] += sum(costs)
    counts["cost_ledgers"] += bool(costs)


def _count_trust(counts: dict[str, float], brief: Brief, text: str) -> None:
    for claim in (*brief.events, *brief.commitments):
        counts["claims"] += 1
        counts["claims_grounded"] += all(stands(e, text) for e in claim.evidence)
        counts["claims_unsupported"] += bool(claim.unsupported)
    counts["dropped"] += len(brief.dropped)
    counts["briefs"] += 1


def score_case(case: Case, outcome: Outcome) -> CaseScore:
    """Score the outcome of one case. A failure counts as an empty brief; its attempts count as effort."""
    text = case.article.text
    gold = items_of_gold(case.gold, text)
    if isinstance(outcome, Failure):
        score = score_items(case.id, Items(), gold)
        score.counts["failures"] += 1
        _count_ledger(score.counts, outcome.attempts, seconds_of(outcome))
        count_custom(score.counts, case, outcome)
        return replace(score, error=outcome.error)
    score = score_items(case.id, items_of_brief(outcome), gold)
    _count_trust(score.counts, outcome, text)
    _count_ledger(score.counts, outcome.provenance.attempts, seconds_of(outcome))
    count_custom(score.counts, case, outcome)
    return score


def score_run(run: Run, cases: Iterable[Case]) -> list[CaseScore]:
    """Score every case for which the run has an outcome, in the order of the cases.

    A case that was not run is left out; it does not count as a failure. Raise RunError if the run has none of the
    cases, or is of other articles than the cases have now.
    """
    cases = list(cases)
    if changed := [case.id for case in cases if run.digests.get(case.id, case.digest) != case.digest]:
        raise RunError(
            f"run {run.name!r} is of other articles than these cases: {', '.join(changed[:5])}; run them again"
        )
    scores = [score_case(case, run.outcomes[case.id]) for case in cases if case.id in run.outcomes]
    if not scores:
        raise RunError(f"run {run.name!r} has none of these cases")
    return scores
