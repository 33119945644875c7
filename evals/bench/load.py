"""The load: any number of variants of one real article, and the answers that a large model would give.

The variants have a number in each sentence. The answers are made from the article's gold, in the shape that each
library asks for, so that a client has as much to parse, check and build as with a real model.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from evals.data.cases import Case, load_cases
from evals.data.perfect import perfect_draft
from summarizer import Article
from summarizer.article.sentences import sentences

CASE = "seed-critical-minerals"


def case() -> Case:
    """Return the case whose article (330 words) and gold (11 items) are used."""
    return next(case for case in load_cases() if case.id == CASE)


def articles(count: int) -> Iterator[Article]:
    """Yield this many articles. No two share a sentence, so that only names can be reused from a cache."""
    base = case().article
    numbered = sentences(base.text, "en")
    ends = [s.end - len(s.text) + len(s.text.rstrip(".”!?")) for s in numbered]
    parts = [base.text[start:end] for start, end in zip([0, *ends], [*ends, len(base.text)], strict=True)]
    for number in range(count):
        yield base.model_copy(update={"id": str(number), "text": f" n{number}".join(parts)})


def answers() -> dict[str, str]:
    """Return the content of the model's message for each client library, by its name in the server's paths."""
    gold = case().gold
    actors = [{"name": a.name, "kind": a.kind} for a in gold.actors]
    events = [{"what": e.summary, "type": e.type, "status": e.status, "quote": e.evidence[0]} for e in gold.events]
    promises = [{"who": list(c.by), "what": c.action, "quote": c.evidence[0]} for c in gold.commitments]
    extractions = [{"event": e.evidence[0], "event_attributes": {"type": e.type}} for e in gold.events]
    extractions += [{"commitment": c.evidence[0], "commitment_attributes": {}} for c in gold.commitments]
    return {
        "ours": json.dumps(perfect_draft(case())),
        "instructor": json.dumps({"actors": actors, "events": events, "commitments": promises}),
        "langextract": json.dumps({"extractions": extractions}),
    }
