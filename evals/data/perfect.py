"""Perfect answers: what a model without faults would fill in, for the cases from their gold and for texts of our own.

The texts of our own are in `evals/perfect`, one file per language with one JSON object per line:

```json
{"text": "…", "published": "2026-01-29",
 "actors": [["Ida Moe", "person", null], …],
 "events": [[[1, 2], "Ida Moe signed …", "agreement", "occurred", [0], [1]], …],
 "commitments": [[[2], [0], "close the quay", "planned", "do"], …]}
```

An actor is its name, kind and role. An event is the numbers of its sentences, its statement, type, status, and the
positions of its agents and of the others in `actors`. A commitment is the numbers of its sentences, the positions of
those who undertake it, the action, firmness and polarity.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from summarizer import Article
from summarizer.article.sentences import sentences
from summarizer.language.rules import MOST_CITED

from .cases import Case
from .gold import GoldDate
from .project import project


@dataclass(frozen=True)
class PerfectAnswer:
    """An article and the draft of profile `large` that a model without faults fills in.

    `days` are the first and last day of each item that gold dates, by the item's statement; None for texts of our own.
    """

    id: str
    article: Article
    draft: dict[str, Any]
    days: dict[str, tuple[date | None, date | None]] | None = None


def perfect_draft(case: Case) -> dict[str, Any]:
    """Return the gold of a case as a draft of profile `large`: evidence as sentence numbers, three at most.

    An item without evidence in the text cites nothing, which no draft may: see `perfect_answer`.
    """
    text, gold = case.article.text, case.gold
    numbered = sentences(text, "en")

    def cited(quotes: Sequence[str]) -> list[int]:
        places = [(at, at + len(quote)) for quote in quotes if (at := text.find(quote)) >= 0]
        return sorted({s.number for s in numbered for at, end in places if s.start < end and at < s.end})[:MOST_CITED]

    return {
        "actors": [
            {"id": a.id, "name": a.name, "kind": a.kind, "role": a.role, "affiliation": a.affiliation}
            for a in gold.actors
        ],
        "events": [
            {
                "sentences": cited(e.evidence), "summary": e.summary, "type": e.type, "status": e.status,
                "when": e.date.text if e.date else None, "days": _days(e.date), "place": e.place,
                "agents": list(e.agents), "others": list(e.others), "main": e.main,
            }
            for e in gold.events
        ],
        "commitments": [
            {
                "sentences": cited(c.evidence), "by": list(c.by), "action": c.action, "firmness": c.firmness,
                "polarity": c.polarity, "to": list(c.to), "due": c.due.text if c.due else None, "days": _days(c.due),
                "condition": c.condition, "amount": c.amount, "said_by": list(c.said_by),
            }
            for c in gold.commitments
        ],
        "headline": case.article.title, "summary": gold.events[0].summary,
    }  # fmt: skip


def _days(when: GoldDate | None) -> str | None:
    return f"{when.start}/{when.end}" if when and when.start and when.end else None


def perfect_answer(case: Case) -> PerfectAnswer:
    """Return the gold of a case as a perfect answer, with the items that cite a sentence."""
    draft = perfect_draft(case)
    for name in ("events", "commitments"):
        draft[name] = [item for item in draft[name] if item["sentences"]]
    dated: list[tuple[str, GoldDate | None]] = [(e.summary, e.date) for e in case.gold.events]
    dated += [(c.action, c.due) for c in case.gold.commitments]
    days = {statement: (when.start, when.end) for statement, when in dated if when is not None}
    return PerfectAnswer(case.id, case.article, draft, days)


def own_answers(language: str, folder: Path | None = None) -> Iterator[PerfectAnswer]:
    """Yield the texts of our own in a language (ISO 639 code), each with its perfect answer."""
    for number, line in enumerate(
        ((folder or project().perfect) / f"{language}.jsonl").read_text("utf-8").splitlines(), start=1
    ):
        row = json.loads(line)
        article = Article(text=row["text"], published=row["published"], language=language)
        yield PerfectAnswer(f"{language}-{number}", article, _draft_of_row(row))


def own_languages(folder: Path | None = None) -> list[str]:
    """Return the languages of the texts of our own (ISO 639 codes)."""
    return sorted(path.stem for path in (folder or project().perfect).glob("*.jsonl"))


def _draft_of_row(row: dict[str, Any]) -> dict[str, Any]:
    ids = [f"a{number}" for number in range(1, len(row["actors"]) + 1)]
    undated = {"when": None, "days": None, "place": None}
    unmeasured: dict[str, Any] = {"to": [], "due": None, "days": None, "condition": None, "amount": None, "said_by": []}
    return {
        "actors": [
            {"id": id, "name": name, "kind": kind, "role": role, "affiliation": None}
            for id, (name, kind, role) in zip(ids, row["actors"], strict=True)
        ],
        "events": [
            {
                "sentences": numbers, "summary": summary, "type": type, "status": status, **undated,
                "agents": [ids[at] for at in agents], "others": [ids[at] for at in others], "main": number == 0,
            }
            for number, (numbers, summary, type, status, agents, others) in enumerate(row["events"])
        ],
        "commitments": [
            {
                "sentences": numbers, "by": [ids[at] for at in by], "action": action, "firmness": firmness,
                "polarity": polarity, **unmeasured,
            }
            for numbers, by, action, firmness, polarity in row["commitments"]
        ],
        "headline": row["events"][0][1], "summary": row["events"][0][1],
    }  # fmt: skip
