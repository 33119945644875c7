"""What goes wrong, counted over all articles: the part of the report that is read first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.data.runs import Outcome
from evals.scoring.scorer import CaseScore, Pair, Unmatched
from summarizer.schema import Failure

GROUPS = {"event": "Events", "commitment": "Commitments", "actor": "Actors", "brief": "Briefs"}
"""Headings by kind, in the order of the report."""

STATES = {
    "missed": "missed",
    "spurious": "spurious",
    "wrong": "found, but with a wrong field",
    "doubtful": "not borne out by its evidence",
    "dropped": "dropped by the library",
    "failed": "no brief at all",
}
"""What can be wrong, in the order of the report."""

_ALSO = ", wrong date"
_ALSO_DATED = "… also with another date"
_VARIABLE = re.compile(r"\b(lacks?) .*", re.DOTALL)


@dataclass(frozen=True, order=True)
class Fault:
    """A way to be wrong: of which kind of item, in which state, and why ("" for the whole state)."""

    kind: str
    state: str
    detail: str = ""


def faults_of_unmatched(item: Unmatched) -> tuple[Fault, ...]:
    """Return under which faults a missed or a spurious item is counted.

    A wrong date that comes on top of the reason proper is a line of its own: it would split every other line in two.
    """
    state = "missed" if item.side == "gold" else "spurious"
    reason, also, _ = item.reason.partition(_ALSO)
    return (Fault(item.kind, state, reason), *([Fault(item.kind, state, _ALSO_DATED)] if also else []))


def faults_of_pair(pair: Pair) -> tuple[Fault, ...]:
    """Return under which faults an aligned pair is counted: one for each field that differs."""
    return tuple(Fault(pair.kind, "wrong", fault.field) for fault in pair.faults)


def fault_of_dropped(item: str, reason: str) -> Fault:
    """Return under which fault a dropped item is counted; what its evidence lacks differs each time and is left out."""
    return Fault("brief", "dropped", f"{item}: " + _VARIABLE.sub(r"\1 …", reason))


def fault_of_failure(error: str) -> Fault:
    """Return under which fault an article without a brief is counted."""
    return Fault("brief", "failed", error)


def faults_of_claim(kind: str, unsupported: bool, displaced: bool) -> tuple[Fault, ...]:
    """Return under which faults a predicted claim is counted that its own evidence does not bear out."""
    faults = []
    if unsupported:
        faults.append(Fault(kind, "doubtful", "a name or number that its evidence lacks"))
    if displaced:
        faults.append(Fault(kind, "doubtful", "a quote that does not stand at its offsets"))
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
            displaced = any(text[e.start : e.end] != e.quote or not e.quote for e in claim.evidence)
            yield faults_of_claim(kind, bool(claim.unsupported), displaced)


@dataclass(frozen=True)
class Row:
    """A line of the table: how often each run was wrong in this way, and out of how many ("of 41 in gold")."""

    fault: Fault
    label: str
    counts: tuple[int, ...]
    of: tuple[str, ...] = ()


Tally = Mapping[Fault, int]


def tally(faults: Iterator[tuple[Fault, ...]]) -> dict[Fault, int]:
    """Count faults; an item with several of a state counts once in the line of the state."""
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


def rows(tallies: Sequence[Tally], totals: Sequence[Mapping[str, float]]) -> dict[str, list[Row]]:
    """Return the lines of the table by heading: each state with its total, then its reasons, the most frequent first.

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


def worst(counts: Tally, most: int = 4) -> list[tuple[Fault, int]]:
    """Return the most frequent faults of a run, for its summary; actors are left to the table."""
    chosen = [
        (fault, n) for fault, n in counts.items() if fault.detail not in ("", _ALSO_DATED) and fault.kind != "actor"
    ]
    return sorted(chosen, key=lambda entry: (-entry[1], entry[0]))[:most]
