"""A brief as ninjs 3.1, the JSON news format of the IPTC: an item of its own, associated with the article.

The brief is the item's content: a body in plain text, and one with the whole brief as JSON. People, organisations,
places and events are where the standard has them, and `digitalSourceType` says that a machine made it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from summarizer.article.plain import plain
from summarizer.output.facts import doubt, dropped_fact, event_facts, footer, joined, left_out
from summarizer.output.identity import article_uri, brief_uri
from summarizer.output.neutral import for_json, neutral
from summarizer.output.text import as_text
from summarizer.schema import ActorKind, Brief, Status

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}

MACHINE_MADE = {
    "name": "Created using Generative AI",
    "uri": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
}
"""The IPTC's digital source type of what a model wrote or selected."""

ASSERTED = frozenset({Status.OCCURRED, Status.ONGOING, Status.SCHEDULED})
"""The events that the item names as events: readers of `events` may not look at what only is alleged or proposed."""

_PLACES_OF_ACTORS = {
    ActorKind.PERSON: "people", ActorKind.ORGANIZATION: "organisations", ActorKind.COUNTRY: "places",
    ActorKind.GROUP: "subjects", ActorKind.OTHER: "subjects",
}  # fmt: skip


def as_ninjs(brief: Brief, *, full: bool = False) -> str:
    """Return the brief as a ninjs 3.1 item. With `full`, the editorial note lists what was left out."""
    return for_json(json.dumps(_item(brief, full=full), ensure_ascii=False, indent=2))


def as_ninjs_lines(briefs: Sequence[Brief], *, full: bool = False) -> str:
    """Return briefs as ninjs items, one a line."""
    items = (for_json(json.dumps(_item(brief, full=full), ensure_ascii=False)) for brief in briefs)
    return "".join(f"{item}\n" for item in items)


def _item(brief: Brief, *, full: bool) -> dict[str, Any]:
    shown = neutral(brief, plain)
    made = brief.provenance.finished.isoformat()
    item = {
        "standard": STANDARD,
        "uri": brief_uri(brief),
        "type": "text",
        "profile": "brief",
        "version": made,
        "versionCreated": made,
        "language": shown.language,
        "title": shown.headline,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": shown.headline}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": shown.summary}],
        "bodies": [
            {"role": "main", "contentType": "text/plain", "value": as_text(brief, full=True)},
            {"role": "brief", "contentType": "application/json", "value": brief.model_dump_json()},
        ],
        **_actors(shown),
        "events": [
            {"id": e.id, "name": e.summary, "rel": "about" if e.main else "mentions",
             "literal": joined(event_facts(shown, e))}
            for e in shown.events if e.status in ASSERTED
        ],
        "infoSources": list(_sources(shown)),
        "digitalSourceType": MACHINE_MADE,
        "edNote": "\n".join(_note(shown, full=full)),
        "associations": [_article(shown)],
    }  # fmt: skip
    return {name: value for name, value in item.items() if value}


def _actors(brief: Brief) -> dict[str, list[dict[str, str]]]:
    """Return people, organisations, places and other subjects, each name once."""
    named: dict[str, dict[str, dict[str, str]]] = {}
    for actor in brief.actors:
        named.setdefault(_PLACES_OF_ACTORS[actor.kind], {})[actor.name] = {"name": actor.name, "rel": "mentions"}
    for place in (event.place for event in brief.events if event.place):
        named.setdefault("places", {}).setdefault(place, {"name": place, "rel": "mentions"})
    return {kind: list(values.values()) for kind, values in named.items()}


def _sources(brief: Brief) -> Iterator[dict[str, str]]:
    if brief.article.source:
        yield {"name": brief.article.source, "role": "publisher of the article"}
    yield {"name": brief.provenance.model_answered, "role": "model that made the brief"}


def _note(brief: Brief, *, full: bool) -> Iterator[str]:
    yield f"Made by a machine; check it against the article before use. {footer(brief)}"
    if brief.coverage.share < 1:
        yield "CHECK: parts of the article could not be read"
    if warning := doubt(brief.unsupported):
        yield f"{warning} (headline and summary)"
    said = {**{e.summary: e for e in brief.events}, **{c.action: c for c in brief.commitments}}
    yield from (f"{warning} ({text})" for text, claim in said.items() if (warning := doubt(claim.unsupported)))
    if brief.dropped:
        yield f"{left_out(brief)} left out of the brief, listed in the body 'brief' under 'dropped'"
    if full:
        yield from (f"left out: {dropped_fact(d)}" for d in brief.dropped)


def _article(brief: Brief) -> dict[str, Any]:
    article = brief.article
    ids = [{"role": "sha256", "value": article.text_sha256}]
    ids += [{"role": "id", "value": article.id}] if article.id else []
    found = {
        "name": "article",
        "rel": "derivedFrom",
        "uri": article_uri(brief),
        "type": "text",
        "language": article.language,
        "headlines": [{"role": "main", "value": article.title}] if article.title else [],
        "infoSources": [{"name": article.source}] if article.source else [],
        "altIds": ids,
    }
    return {name: value for name, value in found.items() if value}
