"""Assemble the drafts of an article's windows into its brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import summarizer
from summarizer.assemble.bounds import bounded
from summarizer.assemble.checking import ClaimChecker
from summarizer.assemble.drafted import claims_of
from summarizer.claims import actors_in
from summarizer.complete.gateway import Completion
from summarizer.complete.ledger import Ledger
from summarizer.errors import AnswerError
from summarizer.language.names import with_generation
from summarizer.language.registry import rules_named
from summarizer.pace import steps
from summarizer.plan.planning import Plan
from summarizer.schema import (
    Actor,
    ActorKind,
    Brief,
    BriefArticle,
    Coverage,
    Provenance,
    sha256_of,
)
from summarizer.settings import Endpoint


@dataclass(frozen=True)
class AnsweredPlan:
    """A plan and what became of its requests: all that a brief is made of.

    `completions` has one entry per window, each with a draft or an error. `ledger` has the attempts, `endpoint` is the
    one that was asked first, `started` and `finished` are the times of the call.
    """

    plan: Plan
    completions: Sequence[Completion]
    ledger: Ledger
    endpoint: Endpoint
    started: datetime
    finished: datetime


def assemble(answered: AnsweredPlan, *, strict: bool = False, include_text: bool = True) -> Brief:
    """Return the brief: unify names, ground every claim, resolve dates, merge items and record what was dropped.

    Quotes are of the article as it was given, before it was made legible. If no window was answered or, with `strict`,
    if any was not, the first window's error is raised, with the attempts. With `include_text` the brief holds the text
    of the article, else only its hash.
    """
    plan, completions = answered.plan, answered.completions
    numbered = {sentence.number: sentence for sentence in plan.sentences}
    within = [
        bounded(claims_of(c.draft, numbered, plan.article.language or "en"))
        for c in steps(completions)
        if c.draft is not None
    ]
    claims = [found for found, _ in within]
    failed = [c for c in completions if c.draft is None]
    if failed and (strict or not claims):
        error = failed[0].error or AnswerError("no window was answered")
        error.attempts = tuple(answered.ledger.attempts)
        raise error
    checker = _checker_of(plan)
    checker.dropped += [one for _, beyond in within for one in beyond]
    for completion in failed:
        numbers = completion.request.draft.asked
        checker.drop("window", f"sentences {numbers[0]} to {numbers[-1]}", str(completion.error), numbers)
    event_claims, commitment_claims = checker.check(claims)
    actors = checker.actors.actors([*actors_in([*event_claims, *commitment_claims]), *checker.present])
    ids = {actor.name: actor.id for actor in actors}
    # In this order, in which the checker records what it drops and doubts.
    events = tuple(checker.event(e, i, ids) for i, e in enumerate(steps(event_claims), start=1))
    headline = checker.headline(claims, event_claims)
    summary = checker.summary([one for one in claims if one.summary], event_claims)
    commitments = tuple(checker.commitment(c, i, ids) for i, c in enumerate(steps(commitment_claims), start=1))
    article = plan.article.model_copy(update={"text": plan.legible.original})
    brief = Brief(
        article=BriefArticle.of(article, include_text=include_text),
        language=plan.language,
        headline=headline,
        summary=summary,
        actors=tuple(_in_full(actor, plan.legible.text) for actor in actors),
        events=events,
        commitments=commitments,
        provenance=_provenance_of(answered),
        unsupported=tuple(dict.fromkeys(checker.doubts)),
        dropped=tuple(checker.dropped),
        coverage=Coverage(
            windows_done=len(claims),
            windows_planned=len(plan.requests),
            failures=tuple(type(c.error).__name__ for c in failed),
        ),
    )
    return plan.legible.brief(brief)


def _checker_of(plan: Plan) -> ClaimChecker:
    return ClaimChecker(
        plan.article,
        plan.sentences,
        rules=rules_named(plan.profile.rules),
        finds_dates=plan.profile.finds_dates,
        translated=plan.language != plan.article.language,
        prompt_source=plan.prompt.source,
        country=plan.country,
        insertions=plan.profile.insertions,
    )


def _provenance_of(answered: AnsweredPlan) -> Provenance:
    plan, ledger, endpoint = answered.plan, answered.ledger, answered.endpoint
    return Provenance(
        article_hash=sha256_of(plan.legible.original),
        model_requested=endpoint.model,
        model_answered=ledger.answered or endpoint.model,
        endpoint=ledger.endpoint or endpoint.label,
        prompt=plan.prompt.name,
        prompt_version=plan.prompt.version,
        prompt_hash=plan.prompt.hash,
        schema_hash=plan.schema_hash,
        library_version=summarizer.__version__,
        profile=plan.profile.name,
        started=answered.started,
        finished=answered.finished,
        attempts=tuple(ledger.attempts),
    )


def _in_full(actor: Actor, text: str) -> Actor:
    """Return an actor as a brief names it: a person with "Jr.", where the article has it so."""
    is_person = actor.kind is ActorKind.PERSON
    return actor.model_copy(update={"name": with_generation(actor.name, text)}) if is_person else actor
