"""A brief as JSON-LD with the vocabulary of schema.org, for web pages and knowledge graphs.

The graph has the brief (an `Article` based on the `NewsArticle`), the actors, the events that the article asserts, its
commitments (`PlanAction`), and as `Claim` what it only reports as alleged, proposed or denied.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from summarizer.article.plain import plain
from summarizer.output.facts import commitment_facts, dropped_fact, event_facts, footer, joined, left_out, undertaking
from summarizer.output.identity import article_uri, brief_uri
from summarizer.output.neutral import for_json, neutral
from summarizer.output.ninjs import ASSERTED
from summarizer.schema import Actor, ActorKind, Brief, Commitment, Event, Status, When, actor_ids

CONTEXT = "https://schema.org"

TYPES = {
    ActorKind.PERSON: "Person", ActorKind.ORGANIZATION: "Organization", ActorKind.COUNTRY: "Country",
    ActorKind.GROUP: "Thing", ActorKind.OTHER: "Thing",
}  # fmt: skip


def as_jsonld(briefs: Sequence[Brief], *, full: bool = False) -> str:
    """Return briefs as one JSON-LD graph. `backstory` counts what was left out and, with `full`, lists it.

    The document can stand in a `script` element of a page.
    """
    graph = [node for brief in briefs for node in _nodes(neutral(brief, plain), full=full)]
    document = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2)
    return for_json(document.replace("<", "\\u003c"))


def _nodes(brief: Brief, *, full: bool) -> Iterator[dict[str, Any]]:
    yield _filled(_brief(brief, full=full))
    yield _filled(_article(brief))
    for actor in brief.actors:
        yield _filled(_actor(brief, actor))
    for event in brief.events:
        yield _filled(_event(brief, event))
    for commitment in brief.commitments:
        yield _filled(_commitment(brief, commitment))


def _brief(brief: Brief, *, full: bool) -> dict[str, Any]:
    return {
        "@type": "Article",
        "@id": brief_uri(brief),
        "headline": brief.headline,
        "abstract": brief.summary,
        "inLanguage": brief.language,
        "isBasedOn": {"@id": article_uri(brief)},
        "dateModified": brief.provenance.finished.isoformat(),
        "creator": {"@type": "SoftwareApplication", "name": brief.provenance.model_answered},
        "digitalSourceType": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
        "about": [_ref(brief, e.id) for e in brief.events if e.main],
        "mentions": [_ref(brief, id) for id in _ids(brief)],
        "backstory": "\n".join(_backstory(brief, full=full)),
    }


def _ids(brief: Brief) -> list[str]:
    return [*(e.id for e in brief.events), *(c.id for c in brief.commitments), *(a.id for a in brief.actors)]


def _backstory(brief: Brief, *, full: bool) -> Iterator[str]:
    yield f"Made by a machine: {footer(brief)}; {left_out(brief)} left out of the brief"
    if full:
        yield from (f"left out: {dropped_fact(d)}" for d in brief.dropped)


def _article(brief: Brief) -> dict[str, Any]:
    article = brief.article
    return {
        "@type": "NewsArticle",
        "@id": article_uri(brief),
        "headline": article.title or brief.headline,
        "datePublished": article.published and str(article.published),
        "publisher": {"@type": "Organization", "name": article.source} if article.source else None,
        "inLanguage": article.language,
        "identifier": article.id,
    }


def _actor(brief: Brief, actor: Actor) -> dict[str, Any]:
    node = {"@type": TYPES[actor.kind], **_ref(brief, actor.id), "name": actor.name}
    if actor.kind is ActorKind.PERSON:
        body = {"@type": "Organization", "name": actor.affiliation} if actor.affiliation else None
        return {**node, "jobTitle": actor.role, "affiliation": body}
    return {**node, "description": joined((actor.role, actor.affiliation))}


def _event(brief: Brief, event: Event) -> dict[str, Any]:
    shared = {
        **_ref(brief, event.id), "name": event.summary, "subjectOf": _quotations(event),
        "about": [_ref(brief, id) for id in actor_ids(event)],
        "description": joined(event_facts(brief, event)),
    }  # fmt: skip
    if event.status not in ASSERTED:
        return {"@type": "Claim", **shared, "appearance": {"@id": article_uri(brief)}}
    first, last = _days(event.when)
    return {
        "@type": "Event", **shared, "startDate": first, "endDate": last,
        "location": {"@type": "Place", "name": event.place} if event.place else None,
        "eventStatus": "https://schema.org/EventScheduled" if event.status is Status.SCHEDULED else None,
    }  # fmt: skip


def _commitment(brief: Brief, commitment: Commitment) -> dict[str, Any]:
    return {
        "@type": "PlanAction",
        **_ref(brief, commitment.id),
        "name": undertaking(commitment),
        "agent": [_ref(brief, id) for id in commitment.by],
        "participant": [_ref(brief, id) for id in commitment.to],
        "scheduledTime": _days(commitment.due)[1],
        "actionStatus": "https://schema.org/PotentialActionStatus",
        "description": joined(commitment_facts(brief, commitment)),
        "subjectOf": _quotations(commitment),
    }


def _quotations(item: Event | Commitment) -> list[dict[str, Any]]:
    """Return the evidence, with the offsets in the article's text as position."""
    return [{"@type": "Quotation", "text": e.quote, "position": f"{e.start}:{e.end}"} for e in item.evidence]


def _days(when: When | None) -> tuple[str | None, str | None]:
    days = when.days if when else None
    return (str(days[0]), str(days[1])) if days else (None, None)


def _ref(brief: Brief, id: str) -> dict[str, Any]:
    return {"@id": f"{brief_uri(brief)}#{id}"}


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value}
