"""Briefs for which the library asks no model: what given answers make, and those that something else made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from summarizer.assemble.assembler import AnsweredPlan, assemble
from summarizer.complete.gateway import Completion
from summarizer.complete.ledger import Ledger
from summarizer.plan.planning import Plan
from summarizer.schema import Article, Brief, BriefArticle, Coverage, Provenance
from summarizer.settings import Endpoint

_ENDPOINT = Endpoint("http://recorded/v1", "m")
_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def brief_of_completions(plan: Plan, completions: Sequence[Completion]) -> Brief:
    """Return the brief that `assemble` makes of these answers; its provenance is always the same, and has no attempts.

    `completions` has one entry per window. Raise the error of the first one if none has a draft.
    """
    return assemble(AnsweredPlan(plan, completions, Ledger(), _ENDPOINT, _MOMENT, _MOMENT))


def brief_of(article: Article, provenance: dict[str, Any], **content: Any) -> Brief:
    """Return a brief with this content, which something else than the library made of an article.

    What `provenance` does not tell is empty there, and its times are always the same.
    """
    untold = {name: "" for name, field in Provenance.model_fields.items() if field.annotation is str}
    return Brief(
        article=BriefArticle.of(article, include_text=False),
        provenance=Provenance(**{**untold, "started": _MOMENT, "finished": _MOMENT, **provenance}),
        coverage=Coverage(windows_done=1, windows_planned=1),
        **content,
    )
