"""Briefs of drafts of profile `large`, without a server."""

from __future__ import annotations

from datetime import date
from typing import Any

from evals.data.briefs import brief_of_completions
from summarizer.complete.gateway import Completion
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.schema import Article, Brief

PADDING = "It rained there for two days, and the streets were quiet at night, as they had been in the week before."


def actor(name: str, kind: str = "person", role: str | None = None) -> dict[str, Any]:
    """Return an actor of a draft; its id is its name."""
    return {"id": name, "name": name, "kind": kind, "role": role, "affiliation": None}


def event(summary: str, *sentences: int, **fields: Any) -> dict[str, Any]:
    """Return an event of a draft; it cites the first sentence unless others are given."""
    empty = {
        "type": "other",
        "status": "occurred",
        "when": None,
        "place": None,
        "agents": [],
        "others": [],
        "main": False,
    }
    return {"sentences": list(sentences or (1,)), "summary": summary, **empty, **fields}


def commitment(action: str, by: str, *sentences: int, **fields: Any) -> dict[str, Any]:
    """Return a commitment of a draft; it cites the first sentence unless others are given."""
    empty = {
        "firmness": "planned",
        "polarity": "do",
        "to": [],
        "due": None,
        "condition": None,
        "amount": None,
        "said_by": [],
    }
    return {"sentences": list(sentences or (1,)), "by": [by], "action": action, **empty, **fields}


def brief_of(text: str, title: str | None = None, language: str = "en", **draft: Any) -> Brief:
    """Return the brief of a draft of profile `large` about a text of January 29, 2026; missing parts are empty."""
    # A text of fewer than twenty words is no article.
    article = Article(text=f"{text}\n\n{PADDING}", title=title, language=language, published=date(2026, 1, 29))
    planned = plan(article, PROFILES["large"])
    content = {"actors": [], "events": [], "commitments": [], "headline": "", "summary": "", **draft}
    request = planned.requests[0]
    completion = Completion(request, request.draft.model_validate(content))
    return brief_of_completions(planned, [completion])
