"""Which events are the main ones if the draft marks none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.claims import EventClaim, main_count
from summarizer.language.words import content_words
from summarizer.schema import EventType


def with_main(events: Sequence[EventClaim], title: str) -> list[EventClaim]:
    """Return the events, a third of them (see `main_count`) marked as main.

    An event ranks higher the more words it shares with the headline, the earlier its first sentence is and the
    more sentences it cites. A statement ranks lower.
    """
    title_words = set(content_words(title))

    def weight(event: EventClaim) -> float:
        shared = len(title_words & set(content_words(event.summary))) / max(1, len(title_words))
        statement_penalty = 0.2 if event.type is EventType.STATEMENT else 0.0
        return shared + 1 / (1 + min(event.sentences)) + 0.1 * len(event.sentences) - statement_penalty

    best = sorted(events, key=weight, reverse=True)[: main_count(len(events))]
    return [replace(event, main=event in best) for event in events]
