"""Briefs made from gold without a model, for tests, the calibration, and a deliberately worsened pipeline.

As in a real brief, the evidence is the whole sentence around each gold quote, not the annotator's clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from summarizer.schema import (
    Actor,
    Attempt,
    Brief,
    Commitment,
    Event,
    Evidence,
    Span,
    Support,
    When,
)

from ..data.briefs import brief_of
from ..data.cases import Case
from ..data.gold import Gold, GoldDate
from .items import Extent, occurrences

_BOUNDARY = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[“\"‘(\w-])|\n+")

NOTHING_MISSING = Support(score=1.0, missing=())


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[Extent, ...]:
    """Split a text roughly into sentences. What measures the library must not follow its segmenter."""
    extents, start = [], 0
    for match in _BOUNDARY.finditer(text):
        extents.append((start, match.start()))
        start = match.end()
    extents.append((start, len(text)))
    return tuple((a, b) for a, b in extents if text[a:b].strip())


def sentences_around(quotes: Iterable[str], text: str) -> tuple[Extent, ...]:
    """Return the sentences that overlap the first occurrence of each quote, in order, each once."""
    extents = []
    for quote in quotes:
        place = next(occurrences(quote, text), None)
        if place is not None:
            extents += [(a, b) for a, b in sentences(text) if a < place[1] and place[0] < b]
    return tuple(sorted(set(extents)))


def _evidence(quotes: Iterable[str], text: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(quote=text[a:b], start=a, end=b, support=NOTHING_MISSING) for a, b in sentences_around(quotes, text)
    )


def _when(date: GoldDate | None) -> When | None:
    return None if date is None else When(text=date.text, start=date.start, end=date.end)


def brief_of_gold(case: Case, gold: Gold | None = None, attempts: tuple[Attempt, ...] = ()) -> Brief:
    """Return a brief with the items of a gold brief (default: the case's own), citing whole sentences."""
    gold, text = gold or case.gold, case.article.text
    return brief_of(
        case.article,
        {"model_requested": "gold", "model_answered": "gold", "attempts": attempts},
        headline=case.article.title or case.id,
        summary=" ".join(event.summary for event in gold.events if event.main),
        actors=tuple(
            Actor(
                **a.model_dump(exclude={"mentions"}),
                mentions=tuple(
                    Span(quote=m, start=place[0], end=place[1])
                    for m in a.mentions if (place := next(occurrences(m, text), None)) is not None
                ),
            )
            for a in gold.actors
        ),
        events=tuple(
            Event(
                **e.model_dump(exclude={"date", "evidence"}), when=_when(e.date), evidence=_evidence(e.evidence, text)
            )
            for e in gold.events
        ),
        commitments=tuple(
            Commitment(
                **c.model_dump(exclude={"due", "evidence"}), due=_when(c.due), evidence=_evidence(c.evidence, text)
            )
            for c in gold.commitments
        ),
    )  # fmt: skip
