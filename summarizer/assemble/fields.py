"""The fields that a draft has to copy from the sentences of an item: what they do not have is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from summarizer.article.text import find_name, fold
from summarizer.claims import ActorClaim, CommitmentClaim, EventClaim
from summarizer.language.naming import holds_any
from summarizer.language.words import content_words
from summarizer.schema import NOT_IN_EVIDENCE, Doubt

_Claim = TypeVar("_Claim", bound=EventClaim | CommitmentClaim)

COPIED = ("when", "place", "due", "condition", "amount")
"""Fields that a draft copies from a cited sentence."""


def without_uncopied(claim: _Claim, quotes: Sequence[str]) -> _Claim:
    """Return a claim without the copied fields that no quote has, and with a doubt for each of them."""
    wrong = {field: value for field in COPIED if (value := getattr(claim, field, None)) and not _is_in(value, quotes)}
    if not wrong:
        return claim
    doubts = [Doubt(field=field, claimed=value, reason=NOT_IN_EVIDENCE) for field, value in wrong.items()]
    without: dict[str, Any] = dict.fromkeys(wrong)
    if {"when", "due"} & wrong.keys():
        without["days"] = None
    return replace(claim, doubts=(*claim.doubts, *doubts), **without)


def _is_in(value: str, quotes: Sequence[str]) -> bool:
    return any(find_name(value, quote) for quote in quotes)


def with_said_role(actor: ActorClaim, told: Sequence[str], drop: Callable[[str, str, str], None]) -> ActorClaim:
    """Return an actor without a role that no sentence of `told` has that names the actor; `drop` records the role."""
    if not actor.role or _is_said_of(actor.role, actor.name, told):
        return actor
    drop("role", f"{actor.name}: {actor.role}", "no sentence that names the actor has it")
    return replace(actor, role=None)


def _is_said_of(role: str, name: str, told: Sequence[str]) -> bool:
    """Return whether a sentence that names an actor has all words of a role."""
    wanted = set(content_words(role))
    longest = max(wanted, key=len, default="")
    # Few sentences have the words of a role, of which the longest is looked for first, and most actors are in none.
    having = (text for text in told if longest in fold(text) and wanted.issubset(content_words(text)))
    return any(holds_any((name,), text) for text in having)
