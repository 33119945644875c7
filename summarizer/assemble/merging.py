"""Merge claims: one event per happening and one commitment per promise, however many windows report them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.article.text import fold
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.words import content_words
from summarizer.schema import EventType, Status

SAME_EVENT = 0.6
"""Two claims merge only if the longer statement contains this share of the shorter one's content words (but see
`NEARBY`)."""

SAME_SENTENCE = 0.8
"""The share for two statements that are both sentences of the article."""

NEARBY = 4
"""Two meetings, or two agreements, that share an agent are one if they are at most this many sentences apart and the
participants of one are among those of the other, whatever their statements."""

_JOINT = (EventType.MEETING, EventType.AGREEMENT)


def merge_events(events: Sequence[EventClaim]) -> list[EventClaim]:
    """Merge events that report the same happening. The first report's fields win; later ones add evidence and names."""
    merged: list[EventClaim] = []
    for event in events:
        for i, other in enumerate(merged):
            if _same_event(event, other):
                merged[i] = _join(other, event)
                break
        else:
            merged.append(event)
    return merged


def _same_event(a: EventClaim, b: EventClaim) -> bool:
    if Status.NEGATED in (a.status, b.status) and a.status != b.status:
        return False
    if a.when and b.when and fold(a.when) != fold(b.when) and not (a.sentences != b.sentences and a.type in _JOINT):
        return False
    if a.statement is not None and b.statement is not None:
        # Two sentences of the article: what one says is not read into the other unless they are nearly the same.
        return _likeness(a.summary, b.summary) >= SAME_SENTENCE
    people_a, people_b = {*a.agents, *a.others}, {*b.agents, *b.others}
    has_agents = bool(a.agents or b.agents)
    if has_agents and people_a and people_b and not (set(a.agents) & people_b or set(b.agents) & people_a):
        return False
    if a.type == b.type and a.type in _JOINT and a.status == b.status:
        shared, distance = set(a.agents) & people_b, abs(a.sentences[0] - b.sentences[0])
        if len(shared) >= 2 or (shared and distance <= NEARBY and (people_a <= people_b or people_b <= people_a)):
            return True
    return _likeness(a.summary, b.summary) >= SAME_EVENT


def _join(first: EventClaim, second: EventClaim) -> EventClaim:
    return replace(
        first,
        sentences=tuple(dict.fromkeys([*first.sentences, *second.sentences]))[:3],
        agents=tuple(dict.fromkeys([*first.agents, *second.agents])),
        others=tuple(o for o in dict.fromkeys([*first.others, *second.others]) if o not in first.agents),
        when=first.when or second.when,
        days=first.days or (second.days if _same_phrase(first.when, second.when) else None),
        place=first.place or second.place,
        main=first.main or second.main,
    )


def _same_phrase(kept: str | None, phrase: str | None) -> bool:
    """Return whether days that are given for `phrase` are those of the phrase that is kept."""
    return kept is None or (phrase is not None and fold(kept) == fold(phrase))


def merge_commitments(commitments: Sequence[CommitmentClaim]) -> list[CommitmentClaim]:
    """Merge commitments of the same promisor to the same action."""
    merged: list[CommitmentClaim] = []
    for claim in commitments:
        for i, other in enumerate(merged):
            if (
                claim.polarity == other.polarity
                and set(claim.by) & set(other.by)
                and not (claim.due and other.due and fold(claim.due) != fold(other.due))
                and _likeness(claim.action, other.action) >= SAME_EVENT
            ):
                merged[i] = replace(
                    other,
                    sentences=tuple(dict.fromkeys([*other.sentences, *claim.sentences]))[:3],
                    by=tuple(dict.fromkeys([*other.by, *claim.by])),
                    due=other.due or claim.due,
                    days=other.days or (claim.days if _same_phrase(other.due, claim.due) else None),
                    said_by=tuple(dict.fromkeys([*other.said_by, *claim.said_by])),
                )
                break
        else:
            merged.append(claim)
    return merged


def _likeness(a: str, b: str) -> float:
    """Return the share (0 to 1) of the shorter statement's content words that the longer one contains."""
    first, second = set(content_words(a)), set(content_words(b))
    if min(len(first), len(second)) < 2:
        return float(first == second)
    return len(first & second) / min(len(first), len(second))
