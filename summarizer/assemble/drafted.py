"""Convert drafts to claims. No later module knows which kind of draft the model filled in."""

from __future__ import annotations

from summarizer.claims import ActorClaim, Claims, CommitmentClaim, EventClaim
from summarizer.language.rules import Extraction, LanguageRules, statement_of
from summarizer.plan.drafts import ArticleDraft, ClauseDraft, Draft, Happening, HappeningStatus, SentenceDraft
from summarizer.schema import Firmness, Polarity, Status

_UNDERTAKINGS = {
    HappeningStatus.PLEDGED: (Firmness.PLEDGED, Status.SCHEDULED),
    HappeningStatus.PLANNED: (Firmness.PLANNED, Status.SCHEDULED),
    HappeningStatus.INTENDED: (Firmness.INTENDED, Status.PROPOSED),
}
"""For each status of an undertaking, the firmness of the commitment and the status of the event."""


def claims_of(draft: Draft, text: str, rules: LanguageRules) -> Claims:
    """Return the claims of a draft; `text` is the text of its window.

    Raise TypeError for a draft of an unknown class.
    """
    if isinstance(draft, ClauseDraft):
        return rules.read([_extraction(line) for line in draft.events], text, draft.window)
    if isinstance(draft, SentenceDraft):
        return _of_sentence(draft)
    if isinstance(draft, ArticleDraft):
        return _of_article(draft)
    raise TypeError(type(draft).__name__)


def _extraction(line: str) -> Extraction:
    agents, predicate = line.split(" | ", 1)
    return Extraction(tuple(name.strip() for name in agents.split(";") if name.strip()), predicate.strip())


def _of_sentence(draft: SentenceDraft) -> Claims:
    """Return each happening as an event and, if someone undertakes it, as a commitment too."""
    pairs = [_of_happening(happening, draft.window) for happening in draft.happenings]
    return Claims(
        events=tuple(event for event, _ in pairs),
        commitments=tuple(commitment for _, commitment in pairs if commitment is not None),
    )


def _of_happening(happening: Happening, window: tuple[int, ...]) -> tuple[EventClaim, CommitmentClaim | None]:
    agents, predicate = tuple(happening.who), happening.does.strip()
    firmness, status = _UNDERTAKINGS.get(happening.status, (None, None))
    event = EventClaim(
        summary=statement_of(agents, predicate),
        type=happening.type,
        status=status or Status(happening.status),
        sentences=window,
        agents=agents,
        predicate=predicate,
    )
    if firmness is None or not agents:
        return event, None
    return event, CommitmentClaim(predicate, agents, firmness, Polarity.DO, window)


def _of_article(draft: ArticleDraft) -> Claims:
    """Replace actor ids by names."""
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
                sentences=tuple(e.sentences),
                agents=names(e.agents),
                others=names(e.others),
                when=e.when,
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
                sentences=tuple(c.sentences),
                to=names(c.to),
                due=c.due,
                condition=c.condition,
                amount=c.amount,
                said_by=names(c.said_by),
            )
            for c in draft.commitments
        ),
        headline=draft.headline,
        summary=draft.summary,
    )
