"""The common form into which briefs and gold briefs are converted before they are compared.

Evidence becomes character spans, actors become the strings that name them, dates become days. A gold quote that occurs
more than once in the text keeps all its places, since the annotator did not say which one was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from summarizer.schema import Brief, Span, When

from ..data.gold import Gold, GoldDate

Extent = tuple[int, int]
"""Start and end of a span of the article, as Python character offsets."""

Piece = tuple[Extent, ...]
"""One piece of evidence: its possible places, usually one."""

ClaimKind = Literal["event", "commitment"]
ItemKind = Literal["actor", "event", "commitment"]


@dataclass(frozen=True)
class Days:
    """A date phrase with its first and last day, both inclusive; the days are None if it is not resolved."""

    text: str
    start: date | None
    end: date | None

    @property
    def resolved(self) -> bool:
        """Whether the phrase was resolved to days."""
        return self.start is not None and self.end is not None

    def __str__(self) -> str:
        return f"{self.text!r} = {self.start}…{self.end}" if self.resolved else f"{self.text!r}, no days"


@dataclass(frozen=True)
class ActorItem:
    """An actor; `names` are its name, then its mentions."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...]

    @property
    def statement(self) -> str:
        """The name, as the text by which a reader knows the item."""
        return self.name


@dataclass(frozen=True)
class ClaimItem:
    """An event or a commitment.

    `agents` are those of an event, or the promisors of a commitment; `others` are the other participants, or those to
    whom the commitment is made; all are actor ids. `labels` has the keys `type` and `status`, or `firmness` and
    `polarity`.
    """

    id: str
    kind: ClaimKind
    statement: str
    evidence: tuple[Piece, ...]
    agents: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    when: Days | None = None
    labels: dict[str, str] = field(default_factory=dict)
    main: bool = False


@dataclass(frozen=True)
class Items:
    """The items of a brief or a gold brief."""

    actors: tuple[ActorItem, ...] = ()
    events: tuple[ClaimItem, ...] = ()
    commitments: tuple[ClaimItem, ...] = ()

    def names(self, ids: tuple[str, ...]) -> str:
        """Return the names of the actors with these ids, joined by commas; an unknown id is its own name."""
        known = {actor.id: actor.name for actor in self.actors}
        return ", ".join(known.get(id, id) for id in ids) or "nobody"


def occurrences(quote: str, text: str) -> Iterator[Extent]:
    """Yield every place where a quote occurs in a text; places may overlap."""
    start = text.find(quote) if quote else -1
    while start >= 0:
        yield start, start + len(quote)
        start = text.find(quote, start + 1)


def stands(span: Span, text: str) -> bool:
    """Return whether a text has the quote of a span at its offsets."""
    return bool(span.quote) and text[span.start : span.end] == span.quote


def _pieces(quotes: tuple[str, ...], text: str) -> tuple[Piece, ...]:
    return tuple(tuple(occurrences(quote, text)) for quote in quotes)


def _days(when: When | GoldDate | None) -> Days | None:
    return None if when is None else Days(when.text, when.start, when.end)


def items_of_gold(gold: Gold, text: str) -> Items:
    """Return the items of a gold brief. Its quotes are located in `text`, the article's."""
    return Items(
        actors=tuple(ActorItem(a.id, a.name, a.kind.value, (a.name, *a.mentions)) for a in gold.actors),
        events=tuple(
            ClaimItem(
                e.id, "event", e.summary, _pieces(e.evidence, text), e.agents, e.others, _days(e.date),
                {"type": e.type.value, "status": e.status.value}, e.main,
            )
            for e in gold.events
        ),
        commitments=tuple(
            ClaimItem(
                c.id, "commitment", c.action, _pieces(c.evidence, text), c.by, c.to, _days(c.due),
                {"firmness": c.firmness.value, "polarity": c.polarity.value},
            )
            for c in gold.commitments
        ),
    )  # fmt: skip


def items_of_brief(brief: Brief) -> Items:
    """Return the items of a brief, with the offsets of its own evidence."""
    return Items(
        actors=tuple(
            ActorItem(a.id, a.name, a.kind.value, (a.name, *dict.fromkeys(m.quote for m in a.mentions)))
            for a in brief.actors
        ),
        events=tuple(
            ClaimItem(
                e.id, "event", e.words, tuple(((s.start, s.end),) for s in e.evidence), e.agents, e.others,
                _days(e.when), {"type": e.type.value, "status": e.status.value}, e.main,
            )
            for e in brief.events
        ),
        commitments=tuple(
            ClaimItem(
                c.id, "commitment", c.action, tuple(((s.start, s.end),) for s in c.evidence), c.by, c.to,
                _days(c.due), {"firmness": c.firmness.value, "polarity": c.polarity.value},
            )
            for c in brief.commitments
        ),
    )  # fmt: skip
