"""Check briefs of texts without annotation: is the whole text read, do the quotes match, are there repetitions?

This is for long texts, which are read in many windows, and for texts in other languages. The functions take outcomes
by article id (a missing one, or a Failure, counts as one that read nothing) and return counts per article for
`evals.scoring.metrics`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from summarizer.schema import Brief, Span

from ..data.external_sets import AnnotatedArticle
from ..data.runs import Outcome
from .items import ClaimItem, items_of_brief
from .metrics import Metric
from .scorer import CaseScore
from .similarity import words_likeness

SAME = 0.8
"""Minimum likeness of the words of two items for the second to count as a repetition; both must have the same agents
and days. No two items of a gold brief are that similar (a test checks all 2,389 pairs)."""

UNANNOTATED_METRICS: tuple[Metric, ...] = (
    Metric("plain_read", "windows read", "plain", "windows_done", "windows_planned", "read, of windows planned"),
    Metric("plain_spans", "spans that match the text", "plain", "spans_right", "spans",
           "that equal the article's text at their offsets, of quotes and mentions"),
    Metric("plain_repeated", "repeated items", "plain", "repeated", "items",
           "that repeat an earlier item of the brief, of events and commitments", -1),
    Metric("plain_dates", "date phrases resolved", "plain", "resolved", "dates",
           "with days, of date phrases in texts with a publication date", 0),
    Metric("plain_items", "events and commitments per text", "plain", "items", "articles", "found, of texts", 0,
           unit="number"),
    Metric("plain_failed", "texts without a brief", "plain", "failed", "articles", "failed, of texts", -1),
)  # fmt: skip


def score_unannotated(articles: Iterable[AnnotatedArticle], briefs: Mapping[str, Outcome]) -> list[CaseScore]:
    """Count for each article the windows read, the spans that match, the repeated items and the resolved dates."""
    scores = []
    for record in articles:
        counts: dict[str, float] = defaultdict(float, articles=1)
        brief = briefs.get(record.id)
        if isinstance(brief, Brief):
            text = record.article.text
            counts["windows_done"] += brief.coverage.windows_done
            counts["windows_planned"] += brief.coverage.windows_planned
            spans: list[Span] = [m for actor in brief.actors for m in actor.mentions]
            spans += [e for claim in (*brief.events, *brief.commitments) for e in claim.evidence]
            counts["spans"] += len(spans)
            counts["spans_right"] += sum(text[s.start : s.end] == s.quote for s in spans)
            items = items_of_brief(brief)
            counts["items"] += len(items.events) + len(items.commitments)
            counts["repeated"] += len(repeats(items.events)) + len(repeats(items.commitments))
            whens = [w for w in (*(e.when for e in brief.events), *(c.due for c in brief.commitments)) if w is not None]
            if record.article.published is not None:
                counts["dates"] += len(whens)
                counts["resolved"] += sum(w.start is not None for w in whens)
        else:
            counts["failed"] += 1
            counts["windows_planned"] += 1
        scores.append(CaseScore(record.id, counts))
    return scores


def repeats(claims: Sequence[ClaimItem]) -> list[tuple[ClaimItem, ClaimItem]]:
    """Return a pair for each item that repeats an earlier one: that one, then the item.

    Repeated items have the same agents, the same days and similar words (`SAME`).
    """
    pairs: dict[str, tuple[ClaimItem, ClaimItem]] = {}
    for first, second in combinations(claims, 2):
        comparable = set(first.agents) == set(second.agents) and first.when == second.when
        if comparable and words_likeness(first.statement, second.statement) >= SAME:
            pairs.setdefault(second.id, (first, second))
    return list(pairs.values())
