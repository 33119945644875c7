"""The rows of a brief, one for each item, with names in place of ids: what tables are made of.

`Brief.to_frame` and the format `csv` have the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from summarizer.errors import MissingExtraError
from summarizer.vocabulary import Reader

if TYPE_CHECKING:
    import pandas

    from summarizer.schema import Brief, Commitment, Doubt, Event, When

COLUMNS = (
    "article", "title", "source", "url", "published", "kind", "id", "text", "type", "status", "main", "by", "to",
    "said_by", "start", "end", "date", "place", "condition", "amount", "reason", "quote", "quote_start", "quote_end",
    "unsupported",
)  # fmt: skip
"""The columns. `article` is the id of the article or, without one, the beginning of the hash of its text; `by` are the
agents of an event and `to` its others; `date` is the phrase; the quote is the first sentence of the evidence."""


def rows_of(brief: Brief) -> Iterator[dict[str, Any]]:
    """Yield a row for each event, commitment, actor and claim left out, in this order (`kind` tells which it is).

    Keys are `COLUMNS`; values are strings, whole numbers, truth values, days and None.
    """
    article = brief.article
    shared = {
        "article": article.id or article.text_sha256[:16], "title": article.title, "source": article.source,
        "url": article.url, "published": article.published,
    }  # fmt: skip
    for row in _items(brief):
        yield {**dict.fromkeys(COLUMNS), **shared, **row}


def _items(brief: Brief) -> Iterator[dict[str, Any]]:
    for e in brief.events:
        yield {
            "kind": "event", "id": e.id, "text": e.summary, "type": e.type.value, "status": e.status.value,
            "main": e.main, "by": brief.names(e.agents), "to": brief.names(e.others), "place": e.place,
            **_dated(e.when), **_quoted(e),
        }  # fmt: skip
    for c in brief.commitments:
        yield {
            "kind": "commitment", "id": c.id, "text": c.action, "type": c.polarity.value, "status": c.firmness.value,
            "by": brief.names(c.by), "to": brief.names(c.to), "said_by": brief.names(c.said_by),
            "condition": c.condition, "amount": c.amount, **_dated(c.due), **_quoted(c),
        }  # fmt: skip
    for a in brief.actors:
        told = ", ".join(part for part in (a.role, a.affiliation) if part)
        first = a.mentions[0] if a.mentions else None
        place = {"quote": first.quote, "quote_start": first.start, "quote_end": first.end} if first else {}
        yield {"kind": "actor", "id": a.id, "text": a.name, "type": a.kind.value, "status": told or None, **place}
    for dropped in brief.dropped:
        yield {"kind": "left out", "text": dropped.claim, "type": dropped.item, "reason": dropped.reason}


def _dated(when: When | None) -> dict[str, Any]:
    return {} if when is None else {"start": when.start, "end": when.end, "date": when.text}


def _quoted(claim: Event | Commitment) -> dict[str, Any]:
    first = claim.evidence[0]
    return {
        "quote": first.quote, "quote_start": first.start, "quote_end": first.end,
        "unsupported": ", ".join(map(_doubted, claim.unsupported)) or None,
    }  # fmt: skip


def _doubted(doubt: Doubt) -> str:
    return f"{doubt.field}, by a model: {doubt.claimed}" if doubt.reader is Reader.MODEL else doubt.claimed


def frame_of(briefs: Iterable[Brief]) -> pandas.DataFrame:
    """Return the rows of briefs as one pandas data frame. Raise MissingExtraError without pandas."""
    try:
        import pandas
    except ImportError as error:
        raise MissingExtraError("pandas is not installed", extra="tables") from error
    return pandas.DataFrame([row for brief in briefs for row in rows_of(brief)], columns=list(COLUMNS))
