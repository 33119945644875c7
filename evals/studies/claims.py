"""Count how many altered items come back from `assemble` as fully supported.

Each altered item is the only item of a draft of profile `large`, and no model is asked.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from summarizer.complete.gateway import Completion
from summarizer.plan.planning import Plan, plan
from summarizer.plan.profiles import PROFILES
from summarizer.schema import Brief, Dropped

from ..data.briefs import brief_of_completions
from ..data.cases import Case
from .altering import Altered, Source, altered

LIMITS = Path(__file__).parent.parent / "claims.toml"
"""The most that may come back as fully supported, of each kind, and the least of unaltered items; in percent."""


class Acceptance(StrEnum):
    """How far a brief accepts an item: nothing is said against it, something is unsupported, or it is left out."""

    PASSED = "passed"
    MARKED = "marked"
    DROPPED = "dropped"


@dataclass
class Row:
    """How many items of one kind of alteration are accepted how far."""

    counts: Counter[Acceptance] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """The number of items."""
        return sum(self.counts.values())

    @property
    def passed(self) -> float:
        """The share of items that nothing is said against, in percent."""
        return 100 * self.counts[Acceptance.PASSED] / self.total if self.total else 0.0


class Checker:
    """Makes briefs of the altered items of one case."""

    def __init__(self, case: Case) -> None:
        self.source = Source.of(case)
        self._lost_by_origin: dict[str, set[tuple[str, str]]] = {}
        self._plan = plan(case.article, PROFILES["large"])
        self._untitled = plan(case.article.model_copy(update={"title": None}), PROFILES["large"])

    def brief(self, item: Altered) -> Brief:
        """Return the brief of a draft of this item alone; a headline or summary has all items of gold with it."""
        text = item.content.get(item.part) if item.part in ("summary", "headline") else None
        draft = {
            "actors": list(item.actors), "events": [], "commitments": [],
            "headline": text if item.part == "headline" else "h", "summary": text if item.part == "summary" else "",
        }  # fmt: skip
        if text is None:
            draft[item.part] = [item.content]
        else:
            # A summary is checked against the items, too.
            draft |= {"events": self.source.draft["events"], "commitments": self.source.draft["commitments"]}
        planned = self._untitled if item.part == "headline" else self._plan
        completions = _completions(planned, draft, item)
        return brief_of_completions(planned, completions)

    def acceptance(self, item: Altered) -> Acceptance:
        """Return what the brief of a draft that holds only this item says of it."""
        brief = self.brief(item)
        if item.part in ("summary", "headline"):
            lost = any(dropped.item == item.part for dropped in brief.dropped)
            return Acceptance.DROPPED if lost else Acceptance.MARKED if brief.unsupported else Acceptance.PASSED
        found = brief.events if item.part == "events" else brief.commitments
        if not found:
            return Acceptance.DROPPED
        # What was left out of the item (an actor, a role) is told in `dropped`. What gold itself loses is no answer to
        # the alteration.
        told = any(c.unsupported for c in found) or set(map(_key, brief.dropped)) - self._lost(item)
        return Acceptance.MARKED if told else Acceptance.PASSED

    def _lost(self, item: Altered) -> set[tuple[str, str]]:
        """Return what the brief of the unaltered item leaves out."""
        if item.origin is None:
            return set()
        key = f"{item.part} {item.origin}"
        if key not in self._lost_by_origin:
            unaltered = Altered("unaltered", item.part, item.origin, tuple(self.source.draft["actors"]))
            self._lost_by_origin[key] = set(map(_key, self.brief(unaltered).dropped))
        return self._lost_by_origin[key]


def _key(dropped: Dropped) -> tuple[str, str]:
    return dropped.item, dropped.claim


def _completions(planned: Plan, draft: dict[str, object], item: Altered) -> list[Completion]:
    """Return the answers of all windows: the draft for the one that has the item's sentences."""
    cited = item.content.get("sentences", [])
    home = next((r for r in planned.requests if set(cited) <= set(r.draft.asked)), planned.requests[0])
    return [Completion(home, home.draft.model_validate(draft))]


def acceptances(cases: Iterable[Case], *, every: int = 1) -> Iterator[tuple[Altered, Acceptance]]:
    """Yield the altered items of all cases and how far each is accepted; with `every`, only each n-th of a case."""
    for case in cases:
        checker = Checker(case)
        for number, item in enumerate(altered(checker.source)):
            if number % every == 0:
                yield item, checker.acceptance(item)


def table(found: Iterable[tuple[Altered, Acceptance]]) -> dict[str, Row]:
    """Return the counts by kind of alteration: first the unaltered items, then the others by name."""
    rows: dict[str, Row] = {}
    for item, acceptance in found:
        rows.setdefault(item.kind, Row()).counts[acceptance] += 1
    return dict(sorted(rows.items(), key=lambda row: (not row[0].startswith("unaltered"), row[0])))


ALL = "all altered"
"""The name of the last row of the table."""


def all_altered(rows: dict[str, Row]) -> Row:
    """Return the counts of all kinds of alteration together."""
    return Row(sum((row.counts for kind, row in rows.items() if not kind.startswith("unaltered")), Counter()))


def faults(rows: dict[str, Row], *, slack: float = 0.0) -> Sequence[str]:
    """Return one line for each kind that is beyond its limit by more than `slack` percent points."""
    limits = tomllib.loads(LIMITS.read_text("utf-8"))
    lines = []
    for kind, row in rows.items():
        least, most = limits["least"].get(kind, 0.0), limits["most"].get(kind, 100.0)
        if not least - slack <= row.passed <= most + slack:
            lines.append(f"{kind}: {row.passed:.1f} % fully supported, the limits are {least} and {most}")
    return lines
