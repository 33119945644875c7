"""Count the faults over all articles, for the first table of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer.schema import Failure

from ..data.runs import Outcome
from ..scoring.items import stands
from ..scoring.scorer import CaseScore, Pair, Unmatched

GROUPS = {"event": "Events", "commitment": "Commitments", "actor": "Actors", "brief": "Briefs"}
"""The heading of each kind of item, in the order of the report."""

STATES = {
    "missed": "missed",
    "spurious": "spurious",
    "wrong": "found, but with a wrong field",
    "doubtful": "not supported by its evidence",
    "dropped": "dropped by the library",
    "failed": "no brief",
}
"""The label of each state of a fault, in the order of the report."""

WORST = 4
"""Number of faults that the summary of a run names."""

_ALSO = ", wrong date"
_ALSO_DATED = "… also with another date"
_VARIABLE = re.compile(r"\b(lacks?) .*", re.DOTALL)


@dataclass(frozen=True, order=True)
class Fault:
    """A class of mistakes: the kind of item, its state, and the reason ("" stands for the whole state)."""

    kind: str
    state: str
    detail: str = ""


def faults_of_unmatched(item: Unmatched) -> tuple[Fault, ...]:
    """Return the faults of a missed or a spurious item.

    A wrong date in addition to the main reason is a fault of its own; otherwise every reason would have two lines.
    """
    state = "missed" if item.side == "gold" else "spurious"
    reason, also, _ = item.reason.partition(_ALSO)
    return (Fault(item.kind, state, reason), *([Fault(item.kind, state, _ALSO_DATED)] if also else []))


def faults_of_pair(pair: Pair) -> tuple[Fault, ...]:
    """Return the faults of an aligned pair: one for each field that differs."""
    return tuple(Fault(pair.kind, "wrong", fault.field) for fault in pair.faults)


def fault_of_dropped(item: str, reason: str) -> Fault:
    """Return the fault of a dropped item, without the names that its evidence lacks, so that equal reasons are counted
    together."""
    return Fault("brief", "dropped", f"{item}: " + _VARIABLE.sub(r"\1 …", reason))


def fault_of_failure(error: str) -> Fault:
    """Return the fault of an article without a brief; `error` is the name of the error."""
    return Fault("brief", "failed", error)


def faults_of_claim(kind: str, unsupported: bool, displaced: bool) -> tuple[Fault, ...]:
    """Return the faults of a predicted claim's evidence: unsupported parts, quotes that are not at their offsets."""
    faults = []
    if unsupported:
        faults.append(Fault(kind, "doubtful", "a name or number that its evidence lacks"))
    if displaced:
        faults.append(Fault(kind, "doubtful", "a quote that is not at its offsets"))
    return tuple(faults)


def case_faults(score: CaseScore, outcome: Outcome, text: str) -> Iterator[tuple[Fault, ...]]:
    """Yield the faults of one article, item by item."""
    for unmatched in (*score.missed, *score.spurious):
        yield faults_of_unmatched(unmatched)
    for pair in score.pairs:
        yield faults_of_pair(pair)
    if isinstance(outcome, Failure):
        yield (fault_of_failure(outcome.error),)
        return
    for dropped in outcome.dropped:
        yield (fault_of_dropped(dropped.item, dropped.reason),)
    for kind, claims in (("event", outcome.events), ("commitment", outcome.commitments)):
        for claim in claims:
            displaced = not all(stands(e, text) for e in claim.evidence)
            yield faults_of_claim(kind, bool(claim.unsupported), displaced)


@dataclass(frozen=True)
class Row:
    """A row of the table: the count of a fault in each run, and the totals ("of 41 in gold")."""

    fault: Fault
    label: str
    counts: tuple[int, ...]
    of: tuple[str, ...] = ()


FaultCounts = Mapping[Fault, int]


def tally(faults: Iterator[tuple[Fault, ...]]) -> dict[Fault, int]:
    """Count the faults of items. An item with several faults of one state counts once for the state."""
    counts: dict[Fault, int] = {}
    for item in faults:
        whole = {Fault(fault.kind, fault.state) for fault in item}
        for fault in {*item, *whole}:
            counts[fault] = counts.get(fault, 0) + 1
    return counts


def _of(kind: str, state: str, totals: Mapping[str, float]) -> str:
    base = {"missed": "gold", "spurious": "predicted", "wrong": "matched"}.get(state)
    if base is not None:
        word = {"gold": "in gold", "predicted": "predicted", "matched": "found"}[base]
        return f"of {totals.get(f'{kind}s_{base}', 0):g} {word}"
    return f"of {totals.get('articles', 0):g} articles" if state == "failed" else ""


def rows(tallies: Sequence[FaultCounts], totals: Sequence[Mapping[str, float]]) -> dict[str, list[Row]]:
    """Return the rows of the table by heading: each state, followed by its reasons, the most frequent first.

    `totals` are the counts of each run, summed over its articles.
    """
    table: dict[str, list[Row]] = {}
    known = {fault for counts in tallies for fault in counts}
    for kind, heading in GROUPS.items():
        lines = []
        for state, label in STATES.items():
            whole = Fault(kind, state)
            if whole not in known:
                continue
            of = tuple(_of(kind, state, total) for total in totals)
            lines.append(Row(whole, label, tuple(counts.get(whole, 0) for counts in tallies), of))
            parts = [
                Row(fault, fault.detail, tuple(counts.get(fault, 0) for counts in tallies))
                for fault in sorted(known)
                if (fault.kind, fault.state) == (kind, state) and fault.detail
            ]
            lines += sorted(parts, key=lambda row: (row.label == _ALSO_DATED, -sum(row.counts)))
        if lines:
            table[heading] = lines
    return table


def worst(counts: FaultCounts) -> list[tuple[Fault, int]]:
    """Return the `WORST` most frequent faults of a run with their counts, without those of actors."""
    chosen = [
        (fault, n) for fault, n in counts.items() if fault.detail not in ("", _ALSO_DATED) and fault.kind != "actor"
    ]
    return sorted(chosen, key=lambda entry: (-entry[1], entry[0]))[:WORST]
