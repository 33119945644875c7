"""Which events are the main ones if the draft marks none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from summarizer.claims import EventClaim, main_count
from summarizer.language.words import content_words
from summarizer.schema import EventType

NAMED = 0.2
"""What it counts that an event has an agent, as a share of the headline's words."""


def with_main(
    events: Sequence[EventClaim],
    title: str,
    words_of: Callable[[str], Iterable[str]] = content_words,
    *,
    reads_grammar: bool = True,
) -> list[EventClaim]:
    """Return the events, a third of them (see `main_count`) marked as main.

    An event ranks higher the more words it shares with the headline, the earlier its first sentence is and the
    more sentences it cites. A statement ranks lower. `words_of` returns the words of a text that tell what it is about.
    Where no grammar is read, an event of nobody who is named ranks lower: it may be told of "him".
    """
    title_words = set(words_of(title))

    def weight(event: EventClaim) -> float:
        shared = len(title_words & set(words_of(event.summary))) / max(1, len(title_words))
        statement_penalty = 0.2 if event.type is EventType.STATEMENT else 0.0
        named = 0.0 if reads_grammar or not event.agents else NAMED
        return named + shared + 1 / (1 + min(event.sentences)) + 0.1 * len(event.sentences) - statement_penalty

    best = sorted(events, key=weight, reverse=True)[: main_count(len(events))]
    return [replace(event, main=event in best) for event in events]
