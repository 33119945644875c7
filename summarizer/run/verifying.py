"""Verify a brief: ask a model whether each claim is what its sentences say."""

from __future__ import annotations

from datetime import UTC, datetime

from summarizer.assemble.verified import verified
from summarizer.complete.gateway import Gateway
from summarizer.plan.planning import Plan
from summarizer.plan.verification import plan_verification
from summarizer.schema import Brief
from summarizer.settings import Settings


async def verify(brief: Brief, planned: Plan, gateway: Gateway, settings: Settings) -> Brief:
    """Return the brief as its verification leaves it; see `assemble.verified`.

    The requests go through the gateway that was asked for the brief, so its ledger, budgets and cache hold for them.
    The brief is paid for: whatever error a request ends with, the brief stays, unless the settings are `strict`.
    """
    planned_verification = plan_verification(planned, brief)
    completions = await gateway.complete_all(planned_verification.requests)
    if settings.strict:
        for error in (completion.error for completion in completions if completion.error is not None):
            raise error
    brief = verified(brief, planned_verification, completions)
    if not planned_verification.requests:
        return brief
    update = {"attempts": tuple(gateway.ledger.attempts), "finished": datetime.now(UTC)}
    return brief.model_copy(update={"provenance": brief.provenance.model_copy(update=update)})
