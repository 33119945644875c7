"""What changed between the briefs of two versions of a story: what is new, what is gone, and which fields changed.

Actors are the same by name, events and commitments by their words and actors; each is paired with the most similar one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer.article.text import fold
from summarizer.language.words import content_words
from summarizer.output.facts import date
from summarizer.schema import Actor, Brief, Commitment, Event

SAME = 0.5
"""Two statements are of one event if they share this part of their content words (Dice coefficient) …"""

SAME_ACTORS = 0.3
"""… or this part, if their actors are the same. A commitment always needs a common promisor."""

Item = Event | Commitment | Actor


@dataclass(frozen=True)
class Change:
    """A field of an item with its values before and after, as text; None if it is empty."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Difference:
    """An item that is new (`old` is None), gone (`new` is None), or changed in some fields.

    `kind` is 'event', 'commitment' or 'actor'; or 'brief', for a changed headline or summary, which has no items.
    `label` is the item's text: the new one, unless it is gone.
    """

    kind: str
    label: str
    old: Item | None = None
    new: Item | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class BriefDiff:
    """The differences between two briefs. It is false if there are none.

    `warnings` say what else may be the reason than the story: the text is the same, or another model read it.
    """

    new: tuple[Difference, ...]
    gone: tuple[Difference, ...]
    changed: tuple[Difference, ...]
    warnings: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)


def diff(old: Brief, new: Brief) -> BriefDiff:
    """Return what changed from one brief to a later one of the same story.

    Evidence, offsets, mentions and ids are not compared, as they move with every edit of the text.
    """
    found = [
        *_of_brief(old, new),
        *_differences(old, new, "event", (old.events, new.events), _event_likeness),
        *_differences(old, new, "commitment", (old.commitments, new.commitments), _commitment_likeness),
        *_differences(old, new, "actor", (old.actors, new.actors), _actor_likeness),
    ]
    return BriefDiff(
        new=tuple(d for d in found if d.new is not None and d.old is None),
        gone=tuple(d for d in found if d.old is not None and d.new is None),
        changed=tuple(d for d in found if d.changes),
        warnings=tuple(_warnings(old, new)),
    )


def _warnings(old: Brief, new: Brief) -> Iterator[str]:
    if old.article.text_sha256 == new.article.text_sha256:
        yield "the text of the article is the same: any difference is in how it was read"
    made = [(b.provenance.model_answered, b.provenance.prompt, b.provenance.prompt_hash) for b in (old, new)]
    if made[0] != made[1]:
        yield "another model or prompt read the new version: what changed may be its reading, not the story"
    for name, brief in (("old", old), ("new", new)):
        if brief.coverage.share < 1:
            yield f"parts of the article of the {name} brief could not be read"


Fields = Mapping[str, str | None]
"""The fields of an item as text, with names in place of ids; the first one is the item's text."""


def _differences(
    old: Brief,
    new: Brief,
    kind: str,
    items: tuple[Sequence[Item], Sequence[Item]],
    likeness: Callable[[Fields, Fields], float],
) -> Iterator[Difference]:
    before = [(item, fields_of(old, item)) for item in items[0]]
    after = [(item, fields_of(new, item)) for item in items[1]]
    pairs = _paired([fields for _, fields in before], [fields for _, fields in after], likeness)
    for at, (item, fields) in enumerate(after):
        if at not in pairs:
            yield Difference(kind, _label(fields), new=item)
            continue
        earlier, told = before[pairs[at]]
        changes = tuple(Change(name, told[name], fields[name]) for name in fields if told[name] != fields[name])
        if changes:
            yield Difference(kind, _label(fields), earlier, item, changes)
    for at, (item, fields) in enumerate(before):
        if at not in pairs.values():
            yield Difference(kind, _label(fields), old=item)


def _label(fields: Fields) -> str:
    return str(next(iter(fields.values())))


def _paired(
    before: Sequence[Fields], after: Sequence[Fields], likeness: Callable[[Fields, Fields], float]
) -> dict[int, int]:
    """Return, by the index of an item after, that of the item before which it is; the most similar are paired first."""
    scores = [(likeness(b, a), i, j) for i, a in enumerate(after) for j, b in enumerate(before)]
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scores, key=lambda found: (-found[0], found[1:])):
        if score > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _dice(a: str | None, b: str | None) -> float:
    first, second = set(content_words(a or "")), set(content_words(b or ""))
    if not first or not second:
        return float(fold(a or "") == fold(b or ""))
    return 2 * len(first & second) / (len(first) + len(second))


def _event_likeness(a: Fields, b: Fields) -> float:
    score = _dice(a["summary"], b["summary"])
    same_actors = bool(a["by"]) and (a["by"], a["involving"]) == (b["by"], b["involving"])
    return score if score >= (SAME_ACTORS if same_actors else SAME) else 0.0


def _commitment_likeness(a: Fields, b: Fields) -> float:
    shared = {fold(name) for name in (a["by"] or "").split(", ")} & {fold(name) for name in (b["by"] or "").split(", ")}
    score = _dice(a["action"], b["action"]) + 0.1 * (a["due"] == b["due"])
    return score if shared and score >= SAME else 0.0


def _actor_likeness(a: Fields, b: Fields) -> float:
    return float(fold(a["name"] or "") == fold(b["name"] or ""))


def _of_brief(old: Brief, new: Brief) -> Iterator[Difference]:
    values = (("headline", old.headline, new.headline), ("summary", old.summary, new.summary))
    changes = tuple(Change(*value) for value in values if value[1] != value[2])
    if changes:
        yield Difference("brief", new.headline, changes=changes)


def fields_of(brief: Brief, item: Item) -> Fields:
    """Return the fields of an item that are compared, as text; the first one is the item's text."""
    if isinstance(item, Actor):
        return {"name": item.name, "kind": item.kind.value, "role": item.role, "affiliation": item.affiliation}
    if isinstance(item, Event):
        return {
            "summary": item.summary, "type": item.type.value, "status": item.status.value, "when": date(item.when),
            "place": item.place, "by": brief.names(item.agents) or None, "involving": brief.names(item.others) or None,
            "main": "yes" if item.main else "no",
        }  # fmt: skip
    return {
        "action": item.action, "by": brief.names(item.by), "polarity": item.polarity.value,
        "firmness": item.firmness.value, "due": date(item.due), "for": brief.names(item.to) or None,
        "amount": item.amount, "condition": item.condition, "said by": brief.names(item.said_by) or None,
    }  # fmt: skip
