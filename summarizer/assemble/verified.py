"""Apply the verdicts of a verification to a brief.

What a claim's sentences contradict is dropped. What they do not state is only marked: who, when and where often stand
elsewhere in the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from summarizer.claims import MAX_MAIN, attribution
from summarizer.complete.gateway import Completion
from summarizer.plan.drafts import VerdictDraft
from summarizer.plan.verification import BriefPart, Question, VerificationPlan, repeated, summary_of
from summarizer.schema import (
    NO_HEADLINE,
    Brief,
    Commitment,
    Doubt,
    Dropped,
    Event,
    Reader,
    Verification,
    When,
)

NOT_STATED = "its sentences do not state it"
"""The reason of a doubt that the model has."""

AnsweredQuestion = tuple[Question, str]
"""A question, and the verdicts on its lines."""


def verified(brief: Brief, planned: VerificationPlan, completions: Sequence[Completion]) -> Brief:
    """Return a brief without what its sentences contradict, with doubts in what these do not state.

    `completions` has one entry per request of the plan. The claims of a request that failed stay as they are;
    `brief.provenance.verification` tells how many and why. Ids are not given anew, and actors stay.
    """
    answered: list[AnsweredQuestion] = [
        pair
        for completion, questions in zip(completions, planned.questions, strict=True)
        if isinstance(completion.draft, VerdictDraft)
        for pair in zip(questions, completion.draft.letters(), strict=True)
    ]
    by_id = {question.id: (question, verdicts) for question, verdicts in answered}
    kept: dict[str, list[Event | Commitment]] = {"events": [], "commitments": []}
    dropped: list[Dropped] = []
    for part, found in kept.items():
        for item in getattr(brief, part):
            question, verdicts = by_id.get(item.id, (None, ""))
            if question is None:
                found.append(item)
            elif wrong := _fields(question, verdicts, "c"):
                dropped.append(_dropped(item, wrong, question, brief))
            else:
                doubts = tuple(_doubt(f, _value(item, f, brief)) for f in _fields(question, verdicts, "n"))
                found.append(item.model_copy(update={"unsupported": (*item.unsupported, *doubts)}) if doubts else item)
    verification = Verification(
        prompt=f"{planned.prompt.name}.{planned.prompt.version}",
        prompt_hash=planned.prompt.hash,
        schema_hash=planned.schema_hash,
        claims_planned=sum(map(len, planned.questions)),
        claims_done=len(answered),
        failures=tuple(type(c.error).__name__ for c in completions if c.draft is None),
    )
    update: dict[str, Any] = {part: tuple(found) for part, found in kept.items()}
    update |= _overall(brief, [event for event in kept["events"] if isinstance(event, Event)], answered)
    update["dropped"] = (*brief.dropped, *dropped, *_untold(answered))
    update["provenance"] = brief.provenance.model_copy(update={"verification": verification})
    return brief.model_copy(update=update)


def _fields(question: Question, verdicts: str, letter: str) -> list[str]:
    return [field for field, verdict in zip(question.fields, verdicts, strict=True) if verdict == letter]


def _doubt(field: str, claimed: str) -> Doubt:
    return Doubt(field=field, claimed=claimed, reason=NOT_STATED, reader=Reader.MODEL)


def _dropped(item: Event | Commitment, wrong: Sequence[str], question: Question, brief: Brief) -> Dropped:
    told = ", ".join(f"{field} ({_value(item, field, brief)})" for field in wrong)
    return Dropped(
        item=question.part.value,
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


def _lines(answered: Iterable[AnsweredQuestion], part: BriefPart, letter: str) -> dict[str, Question]:
    """Return the sentences of a headline or summary that have this verdict, with the questions about them."""
    return {
        line: question
        for question, verdicts in answered
        if question.part is part
        for line, verdict in zip(question.lines, verdicts, strict=True)
        if verdict == letter
    }


def _untold(answered: Sequence[AnsweredQuestion]) -> list[Dropped]:
    """Return the records of the sentences of the headline and the summary that are contradicted."""
    reason = "the sentences that it sums up contradict it, as the verification found"
    return [
        Dropped(item=part.value, claim=text, reason=reason, sentences=question.cited)
        for part in (BriefPart.HEADLINE, BriefPart.SUMMARY)
        for text, question in _lines(answered, part, "c").items()
    ]


def _overall(brief: Brief, events: Sequence[Event], answered: Sequence[AnsweredQuestion]) -> dict[str, Any]:
    """Return the headline, the summary and the doubts about them, as the verification leaves them.

    With what is contradicted, the statements of dropped events go, of which both are made if the article has no title
    or the model worded no summary. If nothing is left, they are made of the other events.
    """
    left = {event.id for event in events}
    gone = [event for event in brief.events if event.id not in left]
    statements = [event.summary for event in events if event.main] or [event.summary for event in events]

    def kept(part: BriefPart, texts: Sequence[str]) -> list[str]:
        no_more = repeated(texts, gone, brief.language) - repeated(texts, events, brief.language)
        wrong = _lines(answered, part, "c").keys() | no_more
        return [text for text in texts if text not in wrong]

    sentences, headline = summary_of(brief), brief.headline
    told = kept(BriefPart.SUMMARY, sentences)
    titled = [headline] if brief.article.title else kept(BriefPart.HEADLINE, [headline])
    summary = brief.summary if len(told) == len(sentences) else " ".join(told or statements[:MAX_MAIN])
    if (voice := attribution(brief.summary)) and summary and not attribution(summary):
        summary = voice + summary  # it stood before a sentence that is gone, and is of all the others
    if not titled:
        headline = statements[0].rstrip(".") if statements else NO_HEADLINE
    before = {"headline": brief.headline, "summary": brief.summary}
    now = {"headline": titled, "summary": told}
    doubts = [d for d in brief.unsupported if _stands(d, before[d.field], " ".join(now[d.field]))]
    silent = [(part.value, _lines(answered, part, "n")) for part in (BriefPart.HEADLINE, BriefPart.SUMMARY)]
    doubts += [_doubt(field, text) for field, texts in silent for text in now[field] if text in texts]
    return {"headline": headline, "summary": summary, "unsupported": tuple(doubts)}


def _stands(doubt: Doubt, before: str, now: str) -> bool:
    """Return whether the sentence that a doubt of code is about is left. A part that is no word of it is anywhere."""
    return bool(now) and (doubt.claimed in now or doubt.claimed not in before)
