"""Verify a brief: ask a model whether each claim is what its sentences say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from summarizer.assemble.verified import verified
from summarizer.complete.gateway import Completion, Gateway
from summarizer.plan.planning import Plan
from summarizer.plan.verification import VerificationPlan, plan_verification
from summarizer.schema import Attempt, Brief
from summarizer.settings import Settings


async def verify(brief: Brief, planned: Plan, gateway: Gateway, settings: Settings) -> Brief:
    """Return the brief as its verification leaves it; see `after_verification`.

    The requests go through the gateway that was asked for the brief, so its ledger, budgets and cache hold for them.
    """
    verification = plan_verification(planned, brief)
    completions = await gateway.complete_all(verification.requests)
    return after_verification(
        brief, verification, completions, gateway.ledger.attempts, datetime.now(UTC), strict=settings.strict
    )


def after_verification(
    brief: Brief,
    planned: VerificationPlan,
    completions: Sequence[Completion],
    attempts: Sequence[Attempt],
    finished: datetime,
    *,
    strict: bool,
) -> Brief:
    """Return the brief as its verification leaves it; see `assemble.verified`.

    `completions` has one entry per request of the plan; `attempts` is the whole ledger, `finished` the time of the last
    answer. The brief is paid for: whatever error a request ended with, the brief stays. With `strict`, the first error
    is raised.
    """
    if strict:
        for error in (completion.error for completion in completions if completion.error is not None):
            raise error
    brief = verified(brief, planned, completions)
    if not planned.requests:
        return brief
    update = {"attempts": tuple(attempts), "finished": finished}
    return brief.model_copy(update={"provenance": brief.provenance.model_copy(update=update)})
