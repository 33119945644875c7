"""Drafts to claims: nothing after this module knows which draft the model filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from summarizer.article.sentences import Sentence
from summarizer.article.text import find_name
from summarizer.claims import ActorClaim, Claims, CommitmentClaim, EventClaim, KindClaim
from summarizer.plan.drafts import ArticleDraft, Draft, Happening, HappeningStatus, KindDraft, SentenceDraft
from summarizer.schema import EventType, Firmness, Polarity, Span, Status

_UNDERTAKINGS = {
    HappeningStatus.PLEDGED: (Firmness.PLEDGED, Status.SCHEDULED),
    HappeningStatus.PLANNED: (Firmness.PLANNED, Status.SCHEDULED),
    HappeningStatus.INTENDED: (Firmness.INTENDED, Status.PROPOSED),
}
"""The firmness of an undertaking, and the status of the event that it would be."""


def claims_of(draft: Draft, sentences: Mapping[int, Sentence]) -> Claims:
    """Return what a draft claims; `sentences` are those of the article by number.

    A kind of sentence becomes one of `Claims.kinds`. Raise TypeError for a draft of an unknown class.
    """
    if isinstance(draft, KindDraft):
        return Claims(kinds=(KindClaim(draft.asked[0], draft.shares, draft.likely),))
    if isinstance(draft, SentenceDraft):
        return _of_sentence(draft, sentences[draft.asked[0]])
    if isinstance(draft, ArticleDraft):
        return _of_article(draft)
    raise TypeError(type(draft).__name__)


_STATEMENT = re.compile(r"[.!…。．！।۔][\s”’»」』\"')）]*$")
"""The end of a sentence that states something, in any script: no question, no heading."""


def _of_sentence(draft: SentenceDraft, sentence: Sentence) -> Claims:
    """Take a sentence with happenings as one event in its own words, and each undertaking of it as a commitment.

    Agents are those that the sentence names, an action is kept only if the sentence has its words.
    """
    if not draft.happenings or not _STATEMENT.search(sentence.text):
        return Claims()
    first = draft.happenings[0]
    _, status = _UNDERTAKINGS.get(first.status, (None, None))
    event = EventClaim(
        summary=sentence.text,
        type=EventType.OTHER,
        status=status or Status(first.status),
        sentences=draft.asked,
        agents=_named(first.who, sentence),
        statement=Span(quote=sentence.text, start=sentence.start, end=sentence.end),
    )
    found = [_undertaking(happening, sentence, draft.asked) for happening in draft.happenings]
    return Claims(events=(event,), commitments=tuple(one for one in found if one is not None))


def _named(names: Sequence[str], sentence: Sentence) -> tuple[str, ...]:
    return tuple(name for name in names if find_name(name, sentence.text))


def _undertaking(happening: Happening, sentence: Sentence, window: tuple[int, ...]) -> CommitmentClaim | None:
    firmness, _ = _UNDERTAKINGS.get(happening.status, (None, None))
    by, spans = _named(happening.who, sentence), find_name(happening.does, sentence.text)
    if firmness is None or not by or not spans:
        return None
    at = spans[0]
    where = Span(quote=at.quote, start=sentence.start + at.start, end=sentence.start + at.end)
    return CommitmentClaim(at.quote, by, firmness, Polarity.DO, window, statement=where)


def _of_article(draft: ArticleDraft) -> Claims:
    """Read actor ids back into names."""
    name = {actor.id: actor.name for actor in draft.actors}

    def names(ids: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name[id] for id in ids))

    return Claims(
        actors=tuple(ActorClaim(a.name, a.kind, a.role, a.affiliation) for a in draft.actors),
        events=tuple(
            EventClaim(
                summary=e.summary,
                type=e.type,
                status=e.status,
                sentences=tuple(dict.fromkeys(e.sentences)),
                agents=names(e.agents),
                others=names(e.others),
                when=e.when,
                days=e.days,
                place=e.place,
                main=e.main,
            )
            for e in draft.events
        ),
        commitments=tuple(
            CommitmentClaim(
                action=c.action,
                by=names(c.by),
                firmness=c.firmness,
                polarity=c.polarity,
                sentences=tuple(dict.fromkeys(c.sentences)),
                to=names(c.to),
                due=c.due,
                days=c.days,
                condition=c.condition,
                amount=c.amount,
                said_by=names(c.said_by),
            )
            for c in draft.commitments
        ),
        headline=draft.headline,
        summary=draft.summary,
        # A model lists whom it takes for an actor, also a source to whom no event or commitment refers.
        present=tuple(actor.name for actor in draft.actors),
    )
