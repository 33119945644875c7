"""Gold briefs as annotators write them, and everything that is wrong with one.

Every evidence quote, mention and date, place, condition and amount phrase must be an exact substring of the article's
text, every reference the id of an actor, and every label one of `GUIDELINES.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.schema import ActorKind, EventType, Firmness, Polarity, Status


class Model(BaseModel):
    """What annotators write: nothing is left out, or added."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldDate(Model):
    """A date phrase with its first and last day, both inclusive; the days are None if it can't be resolved."""

    text: str
    start: date | None
    end: date | None


class GoldActor(Model):
    """An actor; `mentions` are the strings by which the article refers to it."""

    id: str
    name: str
    kind: ActorKind
    role: str | None
    affiliation: str | None
    mentions: tuple[str, ...]

    def faults(self, text: str, actors: Set[str]) -> Iterator[str]:
        """Yield what is wrong with it, given the text of the article and the ids of all actors."""
        if not self.mentions:
            yield "no mentions"
        yield from _inexact(self.mentions, text)


class GoldEvent(Model):
    """An event; `agents` and `others` are actor ids, `evidence` are exact substrings of the article."""

    id: str
    summary: str
    type: EventType
    status: Status
    date: GoldDate | None
    place: str | None
    agents: tuple[str, ...]
    others: tuple[str, ...]
    main: bool
    evidence: tuple[str, ...]

    def faults(self, text: str, actors: Set[str]) -> Iterator[str]:
        """Yield what is wrong with it, given the text of the article and the ids of all actors."""
        if not self.summary:
            yield "summary is empty"
        yield from _unfounded(self.date, (self.place,), (*self.agents, *self.others), self.evidence, text, actors)


class GoldCommitment(Model):
    """A commitment; `by`, `to` and `said_by` are actor ids, `evidence` are exact substrings of the article."""

    id: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    firmness: Firmness
    polarity: Polarity
    due: GoldDate | None
    condition: str | None
    amount: str | None
    said_by: tuple[str, ...]
    evidence: tuple[str, ...]

    def faults(self, text: str, actors: Set[str]) -> Iterator[str]:
        """Yield what is wrong with it, given the text of the article and the ids of all actors."""
        if not self.by or not self.action:
            yield "by or action is empty"
        ids = (*self.by, *self.to, *self.said_by)
        yield from _unfounded(self.due, (self.condition, self.amount), ids, self.evidence, text, actors)


class Gold(Model):
    """A gold brief, written by an annotator."""

    actors: tuple[GoldActor, ...]
    events: tuple[GoldEvent, ...]
    commitments: tuple[GoldCommitment, ...]


_PARTS: Mapping[str, type[GoldActor | GoldEvent | GoldCommitment]] = {
    "actors": GoldActor, "events": GoldEvent, "commitments": GoldCommitment,
}  # fmt: skip


def case_faults(case: Any) -> Iterator[str]:
    """Yield one line for each fault of a case (as parsed from JSON): in its article, its gold, or its second gold."""
    if not isinstance(case, dict):
        yield "not an object"
        return
    article = case.get("article")
    text = article.get("text") if isinstance(article, dict) else None
    if not isinstance(text, str) or not text.strip():
        # Without a text nothing can be a part of it, so only what does not depend on it is worth reporting.
        yield "article: no text"
        yield from (f"{part}: not an object" for part in ("gold", "second") if not isinstance(case.get(part, {}), dict))
        return
    yield from _faults(case["gold"], text) if "gold" in case else ("no gold",)
    if case.get("second") is not None:
        yield from (f"second: {fault}" for fault in _faults(case["second"], text))


def _faults(gold: Any, text: str) -> Iterator[str]:
    """Yield the faults of a gold brief. An item of a wrong shape is reported for that, and the others further."""
    if not isinstance(gold, dict):
        yield "gold: not an object"
        return
    yield from (f"gold: unknown field {name!r}" for name in gold.keys() - _PARTS.keys())
    actors: set[str] = set()
    for part, model in _PARTS.items():
        items = gold.get(part)
        if not isinstance(items, list):
            yield f"{part}: missing, or not a list"
            continue
        named = [str(item["id"]) for item in items if isinstance(item, dict) and "id" in item]
        if twice := sorted({name for name in named if named.count(name) > 1}):
            yield f"{part}: ids must be unique: {', '.join(twice)}"
        actors = actors or set(named)
        for number, item in enumerate(items, start=1):
            where = item.get("id", f"{part} {number}") if isinstance(item, dict) else f"{part} {number}"
            try:
                # As JSON, in which types are exact and lists are tuples.
                found = model.model_validate_json(json.dumps(item), strict=True).faults(text, actors)
            except ValidationError as error:
                found = map(_in_words, error.errors(include_url=False))
            yield from (f"{where}: {fault}" for fault in found)


def _in_words(fault: Mapping[str, Any]) -> str:
    """Return a fault of pydantic's in words for annotators."""
    field, given = ".".join(map(str, fault["loc"])), fault["input"]
    match fault["type"]:
        case "model_type":
            return f"{field}: not an object" if field else "not an object"
        case "missing":
            return f"no field {field!r}"
        case "extra_forbidden":
            return f"unknown field {field!r}"
        case "enum":
            return f"unknown {field} {given!r}"
        case "date_from_datetime_parsing" | "date_parsing":
            return f"not ISO dates (YYYY-MM-DD): {given!r}"
    return f"{field} has the wrong type: {given!r}"


def _unfounded(
    when: GoldDate | None,
    phrases: Iterable[str | None],
    ids: Iterable[str],
    quotes: tuple[str, ...],
    text: str,
    actors: Set[str],
) -> Iterator[str]:
    """Yield what of a claim is not that of the article or of its actors."""
    if when is not None:
        phrases = (when.text, *phrases)
        if (when.start is None) != (when.end is None):
            yield "set both start and end, or neither"
        elif when.start and when.end and when.start > when.end:
            yield f"start {when.start} is after end {when.end}"
    yield from (f"no actor has the id {name!r}" for name in ids if name not in actors)
    if not 1 <= len(quotes) <= 3:
        yield f"{len(quotes)} pieces of evidence; 1 to 3 are allowed"
    yield from _inexact((*(phrase for phrase in phrases if phrase is not None), *quotes), text)


def _inexact(phrases: Iterable[str], text: str) -> Iterator[str]:
    yield from (f"not an exact substring: {one!r}" for one in phrases if not one.strip() or one not in text)
