"""What of a perfect answer survives the code behind the model: each item is kept, dropped or merged into another.

Nothing here is lenient: an item is kept if the brief has its statement word for word, an actor if the brief has its
name, where the title of a person may have become the role.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from summarizer import Actor, Brief, summarize
from summarizer.testing import ScriptedEndpoint

from ..data.perfect import PerfectAnswer

Kind = Literal["event", "commitment", "actor", "days"]
KINDS: tuple[Kind, ...] = ("event", "commitment", "actor", "days")
TARGETS: dict[Kind, float] = {"event": 1.0, "commitment": 1.0, "actor": 1.0}
"""The share of the items of a kind that must be kept. Days depend on the resolver of dates, and are only printed."""


@dataclass(frozen=True)
class CheckedItem:
    """One item of a perfect answer: `fault` says how it was lost, None if it is in the brief."""

    kind: Kind
    article: str
    item: str
    fault: str | None = None


def brief_of_answer(answer: PerfectAnswer) -> Brief:
    """Return the brief that the library makes if the model gives this answer."""
    with ScriptedEndpoint([answer.draft]) as endpoint:
        return summarize(answer.article, base_url=endpoint.base_url, model="perfect", profile="large")


def checked_items(answer: PerfectAnswer, brief: Brief) -> Iterator[CheckedItem]:
    """Yield each item of a perfect answer with what became of it."""
    wanted = [e["summary"] for e in answer.draft["events"]]
    yield from _claims(answer, brief, "event", wanted, [event.summary for event in brief.events])
    wanted = [c["action"] for c in answer.draft["commitments"]]
    yield from _claims(answer, brief, "commitment", wanted, [c.action for c in brief.commitments])
    for actor in answer.draft["actors"]:
        name = actor["name"]
        fault = None if any(_is(name, a) for a in brief.actors) else _lost(name, brief)
        yield CheckedItem("actor", answer.id, name, fault)
    found = {e.summary: e.when for e in brief.events} | {c.action: c.due for c in brief.commitments}
    for statement, days in (answer.days or {}).items():
        if statement in found:
            when = found[statement]
            got = (when.start, when.end) if when else (None, None)
            fault = None if got == days else f"{' to '.join(map(str, got))} instead of {' to '.join(map(str, days))}"
            yield CheckedItem("days", answer.id, f"{when.text if when else 'no phrase'}: {statement}", fault)


def _claims(
    answer: PerfectAnswer, brief: Brief, kind: Kind, wanted: Iterable[str], found: Iterable[str]
) -> Iterator[CheckedItem]:
    left = Counter(found)
    reasons = {item.claim: item.reason for item in brief.dropped if item.item == kind}
    for statement in wanted:
        fault = None
        if not left[statement]:
            fault = f"dropped: {reasons[statement]}" if statement in reasons else "merged into another"
        left[statement] -= 1
        yield CheckedItem(kind, answer.id, statement, fault)


def _is(name: str, actor: Actor) -> bool:
    """Return whether an actor goes by the name of the answer, or by the name and the title that it consists of."""
    if name == actor.name:
        return True
    title = name.removesuffix(actor.name).strip()
    return actor.kind == "person" and name.endswith(f" {actor.name}") and title in (actor.role or "")


def _lost(name: str, brief: Brief) -> str:
    reasons = [item.reason for item in brief.dropped if item.item == "actor" and item.claim == name]
    return f"dropped: {reasons[0]}" if reasons else "under another name, or not at all"
