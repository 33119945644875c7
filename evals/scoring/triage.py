"""What to annotate next: judge briefs without gold, by what is doubtful about them.

Every sign of doubt is a share between 0 and 1, and the rank of an article is by their plain sum: there is no gold to
fit weights on. The signs are what the library itself reports, and the disagreement with another run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.schema import Brief, Failure

from ..data.runs import Outcome
from .items import items_of_brief
from .scorer import score_items


@dataclass(frozen=True)
class Doubts:
    """What is doubtful about the brief of an article; all numbers are counts but `unread` and `disagreement`.

    `unread` is the share of windows that were not read, `disagreement` 1 minus the F1 of all items against the other
    run, or None without one; `failed` is the name of the error if there is no brief.
    """

    article: str
    failed: str | None = None
    claims: int = 0
    unsupported: int = 0
    dropped: int = 0
    dates: int = 0
    unresolved: int = 0
    unread: float = 0.0
    disagreement: float | None = None

    @property
    def score(self) -> float:
        """The sum of the shares; the larger, the more there is to learn from annotating this article."""
        shares = (
            float(self.failed is not None), self.unsupported / max(1, self.claims),
            self.dropped / max(1, self.dropped + self.claims), self.unresolved / max(1, self.dates),
            self.unread, self.disagreement or 0.0,
        )  # fmt: skip
        return sum(shares)


def doubts(outcomes: Mapping[str, Outcome], others: Mapping[str, Outcome] | None = None) -> list[Doubts]:
    """Return the doubts about each article, the most doubtful first; `others` are the outcomes of another run."""
    found = [_doubts_of(article, outcome, (others or {}).get(article)) for article, outcome in outcomes.items()]
    return sorted(found, key=lambda each: (-each.score, each.article))


def _doubts_of(article: str, outcome: Outcome, other: Outcome | None) -> Doubts:
    if isinstance(outcome, Failure):
        return Doubts(article, outcome.error, disagreement=None if other is None else float(isinstance(other, Brief)))
    claims = (*outcome.events, *outcome.commitments)
    whens = [when for when in (*(e.when for e in outcome.events), *(c.due for c in outcome.commitments)) if when]
    return Doubts(
        article,
        claims=len(claims),
        unsupported=sum(bool(claim.unsupported) for claim in claims),
        dropped=len(outcome.dropped),
        dates=len(whens),
        unresolved=sum(when.days is None for when in whens),
        unread=1 - outcome.coverage.share,
        disagreement=None if other is None else _disagreement(outcome, other),
    )


def _disagreement(brief: Brief, other: Outcome) -> float:
    if isinstance(other, Failure):
        return 1.0
    counts = score_items("", items_of_brief(brief), items_of_brief(other)).counts
    kinds = ("actors", "events", "commitments")
    items = sum(counts[f"{kind}_both"] for kind in kinds)
    return 1 - sum(counts[f"{kind}_matched_twice"] for kind in kinds) / items if items else 0.0
