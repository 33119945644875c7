"""The brief that given answers make, when no model is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from summarizer.assemble.assembler import AnsweredPlan, assemble
from summarizer.complete.gateway import Completion
from summarizer.complete.ledger import Ledger
from summarizer.plan.planning import Plan
from summarizer.schema import Brief
from summarizer.settings import Endpoint

_ENDPOINT = Endpoint("http://recorded/v1", "m")
_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def brief_of_completions(plan: Plan, completions: Sequence[Completion]) -> Brief:
    """Return the brief that `assemble` makes of these answers; its provenance is always the same, and has no attempts.

    `completions` has one entry per window. Raise the error of the first one if none has a draft.
    """
    return assemble(AnsweredPlan(plan, completions, Ledger(), _ENDPOINT, _MOMENT, _MOMENT))
