"""The load: one real article with a number in each sentence, as often as wanted, and what a large model would answer.

The answers are made from the article's gold, each in the shape that its library asks for, so that a client has as much
to read, check and build as with a real model.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from evals.data.cases import Case, load_cases
from summarizer import Article
from summarizer.article.sentences import sentences

CASE = "seed-critical-minerals"


def case() -> Case:
    """Return the case whose article and gold are used: 330 words, 11 items."""
    return next(case for case in load_cases() if case.id == CASE)


def articles(count: int) -> Iterator[Article]:
    """Give so many articles, no two of which share a sentence, so that nothing that is known of one helps with another
    but its names."""
    base = case().article
    numbered = sentences(base.text, "en")
    ends = [s.end - len(s.text) + len(s.text.rstrip(".”!?")) for s in numbered]
    parts = [base.text[start:end] for start, end in zip([0, *ends], [*ends, len(base.text)], strict=True)]
    for number in range(count):
        yield base.model_copy(update={"id": str(number), "text": f" n{number}".join(parts)})


def answers() -> dict[str, str]:
    """Return the content of the model's message by library."""
    gold = case().gold
    actors = [{"name": a.name, "kind": a.kind} for a in gold.actors]
    events = [{"what": e.summary, "type": e.type, "status": e.status, "quote": e.evidence[0]} for e in gold.events]
    promises = [{"who": list(c.by), "what": c.action, "quote": c.evidence[0]} for c in gold.commitments]
    extractions = [{"event": e.evidence[0], "event_attributes": {"type": e.type}} for e in gold.events]
    extractions += [{"commitment": c.evidence[0], "commitment_attributes": {}} for c in gold.commitments]
    return {
        "ours": json.dumps(draft_of(case())),
        "instructor": json.dumps({"actors": actors, "events": events, "commitments": promises}),
        "langextract": json.dumps({"extractions": extractions}),
    }


def draft_of(case: Case) -> dict[str, Any]:
    """Return the gold of a case as a large model's draft: sentence numbers as evidence."""
    text, gold = case.article.text, case.gold
    numbered = sentences(text, "en")

    def cited(quotes: Sequence[str]) -> list[int]:
        places = [text.find(quote) for quote in quotes]
        return sorted({s.number for s in numbered for at in places if s.start <= at < s.end})[:3]

    return {
        "actors": [
            {"id": a.id, "name": a.name, "kind": a.kind, "role": a.role, "affiliation": a.affiliation}
            for a in gold.actors
        ],
        "events": [
            {
                "sentences": cited(e.evidence), "summary": e.summary, "type": e.type, "status": e.status,
                "when": e.date.text if e.date else None, "place": e.place, "agents": list(e.agents),
                "others": list(e.others), "main": e.main,
            }
            for e in gold.events
        ],
        "commitments": [
            {
                "sentences": cited(c.evidence), "by": list(c.by), "action": c.action, "firmness": c.firmness,
                "polarity": c.polarity, "to": list(c.to), "due": c.due.text if c.due else None,
                "condition": c.condition, "amount": c.amount, "said_by": list(c.said_by),
            }
            for c in gold.commitments
        ],
        "headline": case.article.title, "summary": gold.events[0].summary,
    }  # fmt: skip
