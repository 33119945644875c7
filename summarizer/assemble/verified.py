"""Apply the verdicts of a verification to a brief.

What a claim's sentences contradict is dropped. What they do not state is only marked: who, when and where often stand
elsewhere in the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from summarizer.complete.gateway import Completion
from summarizer.plan.drafts import VerdictDraft
from summarizer.plan.verification import Question, VerificationPlan
from summarizer.schema import Brief, Commitment, Doubt, Dropped, Event, Reader, Verification, When

NOT_STATED = "its sentences do not state it"
"""The reason of a doubt that the model has."""


def verified(brief: Brief, planned: VerificationPlan, completions: Sequence[Completion]) -> Brief:
    """Return a brief without the claims that their sentences contradict, with doubts in what these do not state.

    `completions` has one entry per request of the plan. The claims of a request that failed stay as they are;
    `brief.provenance.verification` tells how many and why. Ids are not given anew, and actors stay.
    """
    letters = {
        question.id: (question, verdicts)
        for completion, questions in zip(completions, planned.questions, strict=True)
        if isinstance(completion.draft, VerdictDraft)
        for question, verdicts in zip(questions, completion.draft.letters(), strict=True)
    }
    kept: dict[str, list[Event | Commitment]] = {"events": [], "commitments": []}
    dropped: list[Dropped] = []
    for part, found in kept.items():
        for item in getattr(brief, part):
            question, verdicts = letters.get(item.id, (None, ""))
            if question is None:
                found.append(item)
            elif wrong := _fields(question, verdicts, "c"):
                dropped.append(_dropped(item, wrong, question, brief))
            else:
                doubts = tuple(
                    Doubt(field=field, claimed=_value(item, field, brief), reason=NOT_STATED, reader=Reader.MODEL)
                    for field in _fields(question, verdicts, "n")
                )
                found.append(item.model_copy(update={"unsupported": (*item.unsupported, *doubts)}) if doubts else item)
    verification = Verification(
        prompt=f"{planned.prompt.name}.{planned.prompt.version}",
        prompt_hash=planned.prompt.hash,
        schema_hash=planned.schema_hash,
        claims_planned=sum(map(len, planned.questions)),
        claims_done=len(letters),
        failures=tuple(type(c.error).__name__ for c in completions if c.draft is None),
    )
    update: dict[str, Any] = {part: tuple(found) for part, found in kept.items()}
    update |= _overall(brief, kept["events"])
    update["dropped"] = (*brief.dropped, *dropped)
    update["provenance"] = brief.provenance.model_copy(update={"verification": verification})
    return brief.model_copy(update=update)


def _fields(question: Question, verdicts: str, letter: str) -> list[str]:
    return [field for field, verdict in zip(question.fields, verdicts, strict=True) if verdict == letter]


def _dropped(item: Event | Commitment, wrong: Sequence[str], question: Question, brief: Brief) -> Dropped:
    told = ", ".join(f"{field} ({_value(item, field, brief)})" for field in wrong)
    return Dropped(
        item="event" if isinstance(item, Event) else "commitment",
        claim=_statement(item),
        reason=f"its sentences contradict it, as the verification found: {told}",
        sentences=question.cited,
    )


def _statement(item: Event | Commitment) -> str:
    return item.summary if isinstance(item, Event) else item.action


def _value(item: Event | Commitment, field: str, brief: Brief) -> str:
    """Return what an item says in a field, as text: the names of actors, the phrase of a date."""
    value = getattr(item, field)
    if isinstance(value, tuple):
        return brief.names(value)
    return value.text if isinstance(value, When) else str(value)


def _overall(brief: Brief, events: Sequence[Any]) -> dict[str, str]:
    """Return headline and summary without the statements of dropped events, of which they are made if the article has
    no title or the model no summary. Other sentences of a model's summary were not verified.
    """
    statements = [event.summary for event in events]
    gone = [event.summary for event in brief.events if event.summary not in statements]
    summary, headline = brief.summary, brief.headline
    for statement in gone:
        summary = " ".join(summary.replace(statement, " ").split()) if statement in summary else summary
        if headline == statement.rstrip(".") and headline != brief.article.title:
            headline = statements[0].rstrip(".") if statements else "(no headline)"
    if not summary.strip():
        leading = [event.summary for event in events if event.main] or statements
        summary = " ".join(leading[:3])
    return {"summary": summary, "headline": headline}
