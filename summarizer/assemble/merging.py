"""Merge claims: one event per happening and one commitment per promise, however many windows report them.

A model that lists two items in one answer means two, unless their statements are the same. Two answers may tell of the
same in different words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from summarizer.article.text import fold
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.rules import MOST_CITED
from summarizer.language.words import content_words
from summarizer.pace import steps
from summarizer.schema import EventType, Status

SAME_EVENT = 0.6
"""Two claims merge only if the longer statement contains this share of the shorter one's content words (but see
`NEARBY`)."""

SAME_SENTENCE = 0.8
"""The share for two statements that are both sentences of the article."""

NEARBY = 4
"""Two meetings, or two agreements, that share an agent are one if they are at most this many sentences apart and the
participants of one are among those of the other, whatever their statements."""

Claim = TypeVar("Claim", EventClaim, CommitmentClaim)

_JOINT = (EventType.MEETING, EventType.AGREEMENT)


def merge_events(answers: Sequence[Sequence[EventClaim]]) -> list[EventClaim]:
    """Merge the events of several answers that report the same happening, in the order of the answers.

    The first report's fields win; later ones add evidence and names.
    """
    return _merged(answers, _same_event, _same_report, _join_events)


def _merged(
    answers: Sequence[Sequence[Claim]],
    same: Callable[[Claim, Claim], bool],
    same_words: Callable[[Claim, Claim], bool],
    join: Callable[[Claim, Claim], Claim],
) -> list[Claim]:
    merged: list[Claim] = []
    for answer in answers:
        earlier = len(merged)
        for claim in steps(answer):
            for i, other in enumerate(merged):
                if (i < earlier or same_words(claim, other)) and same(claim, other):
                    merged[i] = join(other, claim)
                    break
            else:
                merged.append(claim)
    return merged


def _same_report(a: EventClaim, b: EventClaim) -> bool:
    """Return whether two statements of one answer are nearly the same, on the same days at the same place."""
    if a.statement is not None and b.statement is not None:
        return True  # `_same_event` is as strict
    return (a.when, a.place, a.status) == (b.when, b.place, b.status) and _all_shared(a.summary, b.summary)


def _same_event(a: EventClaim, b: EventClaim) -> bool:
    if Status.NEGATED in (a.status, b.status) and a.status != b.status:
        return False
    if a.when and b.when and fold(a.when) != fold(b.when) and not (a.sentences != b.sentences and a.type in _JOINT):
        return False
    if a.statement is not None and b.statement is not None:
        # Two sentences of the article: what one says is not read into the other unless they are nearly the same.
        return _likeness(a.summary, b.summary) >= SAME_SENTENCE
    people_a, people_b = set(a.actors), set(b.actors)
    has_agents = bool(a.agents or b.agents)
    if has_agents and people_a and people_b and not (set(a.agents) & people_b or set(b.agents) & people_a):
        return False
    if a.type == b.type and a.type in _JOINT and a.status == b.status:
        shared, distance = set(a.agents) & people_b, abs(a.sentences[0] - b.sentences[0])
        if len(shared) >= 2 or (shared and distance <= NEARBY and (people_a <= people_b or people_b <= people_a)):
            return True
    return _likeness(a.summary, b.summary) >= SAME_EVENT


def _join_events(first: EventClaim, second: EventClaim) -> EventClaim:
    return replace(
        first,
        sentences=tuple(dict.fromkeys([*first.sentences, *second.sentences]))[:MOST_CITED],
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


def merge_commitments(answers: Sequence[Sequence[CommitmentClaim]]) -> list[CommitmentClaim]:
    """Merge the commitments of several answers that are of the same promisor to the same action."""
    return _merged(answers, _same_commitment, _same_action, _join_commitments)


def _same_commitment(a: CommitmentClaim, b: CommitmentClaim) -> bool:
    return (
        a.polarity == b.polarity
        and bool(set(a.by) & set(b.by))
        and not (a.due and b.due and fold(a.due) != fold(b.due))
        and _likeness(a.action, b.action) >= SAME_EVENT
    )


def _same_action(a: CommitmentClaim, b: CommitmentClaim) -> bool:
    return a.statement is not None or ((a.due, a.amount) == (b.due, b.amount) and _all_shared(a.action, b.action))


def _join_commitments(first: CommitmentClaim, second: CommitmentClaim) -> CommitmentClaim:
    return replace(
        first,
        sentences=tuple(dict.fromkeys([*first.sentences, *second.sentences]))[:MOST_CITED],
        by=tuple(dict.fromkeys([*first.by, *second.by])),
        due=first.due or second.due,
        days=first.days or (second.days if _same_phrase(first.due, second.due) else None),
        said_by=tuple(dict.fromkeys([*first.said_by, *second.said_by])),
    )


def _all_shared(a: str, b: str) -> bool:
    """Return whether neither of two statements has a content word that the other lacks."""
    return set(content_words(a)) == set(content_words(b))


def _likeness(a: str, b: str) -> float:
    """Return the share (0 to 1) of the shorter statement's content words that the longer one contains."""
    first, second = set(content_words(a)), set(content_words(b))
    if min(len(first), len(second)) < 2:
        return float(first == second)
    return len(first & second) / min(len(first), len(second))
