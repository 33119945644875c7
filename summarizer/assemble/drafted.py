"""Drafts to claims: nothing after this module knows which draft the model filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from summarizer.article.sentences import Sentence
from summarizer.article.text import find_name
from summarizer.claims import ActorClaim, Claims, CommitmentClaim, EventClaim, Insertion, KindClaim, PassedOver
from summarizer.language.plain import Marks, beginning, is_actor, is_dateline, marks_of, pointing
from summarizer.language.words import words as word_list
from summarizer.plan.drafts import ArticleDraft, Draft, Happening, HappeningStatus, KindDraft, SentenceDraft
from summarizer.schema import EventType, Firmness, Polarity, Span, Status

_UNDERTAKINGS = {
    HappeningStatus.PLEDGED: (Firmness.PLEDGED, Status.SCHEDULED),
    HappeningStatus.PLANNED: (Firmness.PLANNED, Status.SCHEDULED),
    HappeningStatus.INTENDED: (Firmness.INTENDED, Status.PROPOSED),
}
"""The firmness of an undertaking, and the status of the event that it would be."""


def claims_of(draft: Draft, sentences: Mapping[int, Sentence], language: str = "en") -> Claims:
    """Return what a draft claims; `sentences` are those of the article by number, `language` is its ISO 639 code.

    A kind of sentence becomes one of `Claims.kinds`. Raise TypeError for a draft of an unknown class.
    """
    if isinstance(draft, KindDraft):
        return Claims(kinds=(KindClaim(draft.asked[0], draft.shares, draft.likely),))
    if isinstance(draft, SentenceDraft):
        return _of_sentence(draft, sentences, language)
    if isinstance(draft, ArticleDraft):
        return _of_article(draft)
    raise TypeError(type(draft).__name__)


_STATEMENT = re.compile(r"[.!…。．！।۔][\s”’»」』\"')）]*$")
"""The end of a sentence that states something, in any script: no question, no heading."""


QUOTED = "it only quotes, and another sentence says whom"
POINTING = "it points at what another sentence says"
"""Reasons to pass over a sentence."""

_INNER = str.maketrans("“”", "‘’")
"""Quotation marks within a quotation."""


def _of_sentence(draft: SentenceDraft, sentences: Mapping[int, Sentence], language: str) -> Claims:
    """Take a sentence with happenings as one event in its own words, and each undertaking of it as a commitment.

    Agents are those that the sentence names, an action is kept only if the sentence has its words. A sentence that is
    only quoted does not say who speaks, so it is none; of other quotations that run over several sentences the mark
    that stands in another one is inserted.
    """
    number = draft.asked[0]
    sentence = sentences[number]
    start = beginning(sentence.text)
    words = sentence.text[start:]
    is_statement = _STATEMENT.search(words) and len(word_list(words)) >= LEAST_WORDS and not is_dateline(words)
    if not draft.happenings or not is_statement:
        return Claims()
    marks = marks_of(number, sentences)
    if marks.is_quoted:
        return Claims(passed_over=(PassedOver(words, QUOTED, draft.asked),))
    before = _told_before(number, sentences, language) if pointing(words, language) else None
    if pointing(words, language) and before is None:
        return Claims(passed_over=(PassedOver(words, POINTING, draft.asked),))
    first = draft.happenings[0]
    _, status = _UNDERTAKINGS.get(first.status, (None, None))
    event = EventClaim(
        summary=words,
        type=EventType.OTHER,
        status=status or Status(first.status),
        sentences=draft.asked,
        agents=_named(first.who, sentence, language),
        statement=Span(quote=words, start=sentence.start + start, end=sentence.end),
        insertions=tuple(_inserted(words, marks, before)),
    )
    found = [_undertaking(happening, sentence, draft.asked, language) for happening in draft.happenings]
    return Claims(events=(event,), commitments=tuple(one for one in found if one is not None))


LEAST_WORDS = 4
"""Of a sentence that reports something: "22 juin 2012." has fewer."""


def _told_before(number: int, sentences: Mapping[int, Sentence], language: str) -> Span | None:
    """Return the sentence before one that points at what it says, or None if that does not tell it either."""
    before = sentences.get(number - 1)
    if before is None or not _STATEMENT.search(before.text) or pointing(before.text, language):
        return None
    if marks_of(number - 1, sentences) != Marks() or re.search(r"[\[\]]", before.text):
        return None
    start = beginning(before.text)
    return Span(quote=before.text[start:], start=before.start + start, end=before.end)


def _inserted(words: str, marks: Marks, before: Span | None) -> Iterator[Insertion]:
    if before:
        yield Insertion(0, f"[Sentence before: “{before.quote.translate(_INNER)}”] ", quoted=before)
    if marks.opening:
        yield Insertion(0, f"[{marks.opening}]")
    if marks.closing:
        yield Insertion(len(words), f"[{marks.closing}]")


def _named(names: Sequence[str], sentence: Sentence, language: str) -> tuple[str, ...]:
    return tuple(name for name in names if is_actor(name, sentence.text, language))


def _undertaking(
    happening: Happening, sentence: Sentence, window: tuple[int, ...], language: str
) -> CommitmentClaim | None:
    firmness, _ = _UNDERTAKINGS.get(happening.status, (None, None))
    by, spans = _named(happening.who, sentence, language), find_name(happening.does, sentence.text)
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
