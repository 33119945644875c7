"""Bounds of what one answer may claim: how many items, and how long each part of one.

A schema that names lengths is not understood by all servers, and some ignore it, so they are checked here. An item
beyond a bound is dropped with the reason, and the rest of the answer is kept. It is not asked for again: the question
would have to repeat the oversized answer, and the rest can be checked as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from summarizer.article.plain import plain
from summarizer.claims import ActorClaim, Claims, CommitmentClaim, EventClaim
from summarizer.schema import Dropped

MAX_ITEMS = 500
"""Actors, events or commitments of one window. A window has about 3,000 words, so hardly as many sentences."""

MAX_SENTENCES = 20
"""Sentences that an item cites. The model is asked for one to three."""

LONGEST = {
    "name": 200, "role": 500, "affiliation": 500, "summary": 4_000, "action": 4_000, "when": 300, "due": 300,
    "place": 500, "condition": 1_000, "amount": 300, "headline": 1_000,
}  # fmt: skip
"""The length of each part, in characters: several times that of the longest in news. A statement may be a sentence."""

MAX_SHOWN = 2_000
"""Characters of a claim that `Brief.dropped` shows."""

Claim = TypeVar("Claim", ActorClaim, EventClaim, CommitmentClaim)


def bounded(claims: Claims) -> tuple[Claims, list[Dropped]]:
    """Return the claims of a window that are within the bounds, and the others with the reasons to drop them."""
    dropped: list[Dropped] = []
    actors = _within("actor", claims.actors, dropped)
    events, commitments = _within("event", claims.events, dropped), _within("commitment", claims.commitments, dropped)
    within = replace(claims, actors=actors, events=events, commitments=commitments)
    if claims.headline and len(claims.headline) > LONGEST["headline"]:
        dropped.append(_dropped("summary", claims.headline, _too_long("headline", claims.headline)))
        within = replace(within, headline=None)
    if claims.summary and len(claims.summary) > LONGEST["summary"]:
        dropped.append(_dropped("summary", claims.summary, _too_long("summary", claims.summary)))
        within = replace(within, summary=None)
    return within, dropped


def shown(claim: str) -> str:
    """Return a claim as far as it is shown."""
    return claim if len(claim) <= MAX_SHOWN else f"{claim[:MAX_SHOWN]}…"


def _dropped(item: str, claim: str, reason: str) -> Dropped:
    return Dropped(item=item, claim=shown(claim), reason=reason)


def _within(item: str, claims: tuple[Claim, ...], dropped: list[Dropped]) -> tuple[Claim, ...]:
    kept = []
    for claim in claims[:MAX_ITEMS]:
        if reason := _reason(claim):
            dropped.append(_dropped(item, _words(claim), reason))
        else:
            kept.append(claim)
    if (further := len(claims) - MAX_ITEMS) > 0:
        reason = f"the answer has {len(claims):,} of them, more than {MAX_ITEMS:,}"
        dropped.append(_dropped(item, f"{further:,} further ones", reason))
    return tuple(kept)


def _words(claim: ActorClaim | EventClaim | CommitmentClaim) -> str:
    return claim.name if isinstance(claim, ActorClaim) else claim.text


def _reason(claim: ActorClaim | EventClaim | CommitmentClaim) -> str | None:
    """Return the reason to drop a claim: it says nothing, or the first part beyond its bound; None if there is none."""
    if not plain(_words(claim)):
        return "it has no words"
    for name, limit in LONGEST.items():
        text = getattr(claim, name, None)
        if isinstance(text, str) and len(text) > limit:
            return _too_long(name, text)
    cited = set(getattr(claim, "sentences", ()))
    return f"it cites {len(cited):,} sentences, more than {MAX_SENTENCES}" if len(cited) > MAX_SENTENCES else None


def _too_long(name: str, text: str) -> str:
    return f"its {name} has {len(text):,} characters, more than {LONGEST[name]:,}"
