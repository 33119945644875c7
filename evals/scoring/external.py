"""Score briefs on the human-annotated sets, each set on the fields that it annotates.

These sets do not follow this project's guidelines, so their figures are an independent check, not floors to be met.
Every function takes outcomes by article id (a missing one, or a Failure, counts as an empty brief) and returns counts
per article for `evals.scoring.metrics`. `estimates(scores, MEANTIME_METRICS)` turns them into shares with intervals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from summarizer.schema import Actor, Brief, Commitment, Event, EventType, Status, When, actor_ids

from ..data.external_sets import (
    AnnotatedArticle,
    Entity,
    EventMention,
    PloverRecord,
    TimeExpression,
    load_crosswalk,
)
from ..data.runs import Outcome
from .alignment import ACTOR_THRESHOLD, assign
from .items import ActorItem
from .metrics import Metric
from .scorer import CaseScore
from .similarity import actor_likeness, content_words, name_words

SALIENT = 3
"""An entity counts as salient if at least this many of GUM's five summaries name it."""

COMPARABLE = frozenset({"person", "organization"})
"""Types of GUM's entities that a brief should list as actors; places, objects and abstractions are no actors."""

_PRONOUN_LIST = """
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom whose which
that this these those himself herself itself themselves
"""
_PRONOUNS = frozenset(_PRONOUN_LIST.split())

MEANTIME_METRICS: tuple[Metric, ...] = (
    Metric("meantime_event_precision", "events that are annotated", "meantime", "events_annotated", "events_inside",
           "whose words and evidence hold an annotated event, of predicted events in the annotated part"),
    Metric("meantime_participants", "participants, precision", "meantime", "participants_right", "participants",
           "that are participants of the event, of agents and others of those events"),
    Metric("meantime_times", "time values", "meantime", "times_right", "times",
           "with the gold days, of dates whose phrase is an annotated time expression with a calendar value"),
    Metric("meantime_future", "FUTURE, accuracy", "meantime", "future_right", "future_known",
           "with the right side of FUTURE, of those events"),
    Metric("meantime_commitments_future", "commitments on FUTURE", "meantime", "commitments_future",
           "commitments_inside", "whose evidence holds a FUTURE event, of commitments in the annotated part"),
)  # fmt: skip

GUM_METRICS: tuple[Metric, ...] = (
    Metric("gum_salient_recall", "salient people and organizations, recall", "gum", "salient_found", "salient",
           "listed as actors, of people and organizations that three of five summaries name"),
    Metric("gum_named_recall", "… of those that have a name, recall", "gum", "named_found", "named",
           "listed as actors, of those that the text calls by a capitalised name"),
    Metric("gum_times", "time values", "gum", "times_right", "times",
           "with the gold days, of dates whose phrase is an annotated date"),
)  # fmt: skip

PLOVER_METRICS: tuple[Metric, ...] = (
    Metric("plover_type", "type by the crosswalk", "plover", "type_right", "records",
           "with a main event of a type that renders the class, of records"),
    Metric("plover_type_chance", "type by the crosswalk, any type at random", "plover", "type_chance", "records",
           "expected at random, of records", 0),
)  # fmt: skip


def _brief(outcome: Outcome | None) -> Brief | None:
    return outcome if isinstance(outcome, Brief) else None


def _actor_item(actor: Actor) -> ActorItem:
    return ActorItem(actor.id, actor.name, actor.kind.value, (actor.name, *(m.quote for m in actor.mentions)))


def _named(strings: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in strings if text.casefold() not in _PRONOUNS))


def _inside(claim: Event | Commitment, end: int) -> bool:
    return all(e.start < end for e in claim.evidence)


def _holds(claim: Event | Commitment, event: EventMention) -> bool:
    return any(e.start <= event.span.start and event.span.end <= e.end for e in claim.evidence)


def _annotated_predicates(event: Event, mentions: Iterable[EventMention]) -> list[EventMention]:
    """Return the annotated predicates in the event's evidence that share a word with its summary."""
    words = content_words(event.words)
    return [m for m in mentions if _holds(event, m) and words & content_words(f"{m.span.text} {m.predicate}")]


def _same_name(actor: Actor, names: Iterable[str]) -> bool:
    own = [name_words(name) for name in (actor.name, *(m.quote for m in actor.mentions))]
    return any(a <= b or b <= a for a in own for b in map(name_words, names) if a and b)


def _participant_names(mentions: Iterable[EventMention], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    strings: list[str] = []
    for mention in mentions:
        for span, entity in mention.participants:
            strings.append(span.text)
            if entity is not None and entity in entities:
                strings += [m.text for m in entities[entity].mentions]
    return _named(strings)


def _dated(brief: Brief) -> Iterator[tuple[Event | Commitment, When]]:
    for event in brief.events:
        if event.when is not None:
            yield event, event.when
    for commitment in brief.commitments:
        if commitment.due is not None:
            yield commitment, commitment.due


def _count_times(counts: dict[str, float], brief: Brief, times: Sequence[TimeExpression]) -> None:
    """Count the dates whose phrase shares a word with a time expression in the evidence that has a calendar value."""
    for claim, when in _dated(brief):
        phrase = set(when.text.casefold().split())
        matching = [
            t for t in times
            if t.start is not None
            and any(e.start <= t.span.start and t.span.end <= e.end for e in claim.evidence)
            and phrase & set(t.span.text.casefold().split())
        ]  # fmt: skip
        if matching:
            counts["times"] += 1
            counts["times_right"] += any((when.start, when.end) == (t.start, t.end) for t in matching)


def score_meantime(articles: Iterable[AnnotatedArticle], briefs: Mapping[str, Outcome]) -> list[CaseScore]:
    """Score events, participants, time values and FUTURE in the annotated part of each article.

    MEANTIME annotates nearly every predicate, so recall would be meaningless. A predicted event counts as right if its
    summary shares a word with an annotated predicate in its evidence; this undercounts free paraphrase.
    """
    scores = []
    for article in articles:
        counts: dict[str, float] = defaultdict(float, articles=1)
        brief = _brief(briefs.get(article.id))
        if brief is not None:
            known = {actor.id: actor for actor in brief.actors}
            for event in brief.events:
                if not _inside(event, article.annotated_end):
                    continue
                counts["events_inside"] += 1
                predicates = _annotated_predicates(event, article.events)
                if not predicates:
                    continue
                counts["events_annotated"] += 1
                names = _participant_names(predicates, article.entities)
                for id in set(actor_ids(event)):
                    counts["participants"] += 1
                    counts["participants_right"] += _same_name(known[id], names)
                futures = [m.future for m in predicates if m.future is not None]
                if futures:
                    future = 2 * sum(futures) > len(futures)
                    counts["future_known"] += 1
                    counts["future_right"] += (event.status in {Status.SCHEDULED, Status.PROPOSED}) == future
            for commitment in brief.commitments:
                if _inside(commitment, article.annotated_end):
                    counts["commitments_inside"] += 1
                    counts["commitments_future"] += any(m.future and _holds(commitment, m) for m in article.events)
            _count_times(counts, brief, article.times)
        scores.append(CaseScore(article.id, counts))
    return scores


def _has_name(entity: Entity, text: str) -> bool:
    """Return whether a text calls an entity by a name: capitalised words, and not only one word that opens a sentence.

    The dead of a disaster, whom the text only counts, have no name.
    """
    return any(
        re.fullmatch(r"(?:[Tt]he )?[A-Z][\w'’.&-]*(?: (?:(?:of|for|the|and) )*[A-Z][\w'’.&-]*)*", mention.text)
        and (" " in mention.text or re.search(r"[^\s.!?”\"]\s*$", text[: mention.start]))
        for mention in entity.mentions
    )


def score_gum(articles: Iterable[AnnotatedArticle], briefs: Mapping[str, Outcome]) -> list[CaseScore]:
    """Score the recall of salient people and organizations among the actors, and the days of the dates."""
    scores = []
    for article in articles:
        counts: dict[str, float] = defaultdict(float, articles=1)
        entities = [
            entity for entity in article.entities.values()
            if entity.type in COMPARABLE and (entity.salience or 0) >= SALIENT
            and _named(m.text for m in entity.mentions)
        ]  # fmt: skip
        counts["salient"] += len(entities)
        counts["named"] += sum(_has_name(entity, article.article.text) for entity in entities)
        brief = _brief(briefs.get(article.id))
        if brief is not None:
            likeness = np.zeros((len(brief.actors), len(entities)))
            for j, entity in enumerate(entities):
                names = _named(m.text for m in entity.mentions)
                # GUM does not say which mention is the name, so the best match counts.
                for i, actor in enumerate(brief.actors):
                    item = _actor_item(actor)
                    likeness[i, j] = max(actor_likeness(item, ActorItem("", n, item.kind, names)) for n in names)
            pairs = assign(likeness, ACTOR_THRESHOLD)
            counts["salient_found"] += len(pairs)
            counts["named_found"] += sum(_has_name(entities[j], article.article.text) for j in pairs.values())
            _count_times(counts, brief, article.times)
        scores.append(CaseScore(article.id, counts))
    return scores


def score_plover(records: Iterable[PloverRecord], briefs: Mapping[str, Outcome]) -> list[CaseScore]:
    """Score the type of the first main event (of the first event if none is main) of each sentence by the crosswalk.

    The crosswalk is many-to-many, so the expected score of a random type is reported too.
    """
    crosswalk = load_crosswalk()
    scores = []
    for record in records:
        counts: dict[str, float] = defaultdict(float, articles=1, records=1)
        counts["type_chance"] = len(crosswalk[record.event]) / len(EventType)
        brief = _brief(briefs.get(record.id))
        if brief is not None and brief.events:
            event = next((e for e in brief.events if e.main), brief.events[0])
            counts["type_right"] += event.type.value in crosswalk[record.event]
        scores.append(CaseScore(record.id, counts))
    return scores
