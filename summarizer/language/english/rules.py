"""The English rules as the rest of the library calls them: what an article's sentences report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer.article.text import find_name
from summarizer.claims import (
    PAST,
    ActorClaim,
    Claims,
    CommitmentClaim,
    EventClaim,
    PassedOver,
    SentenceKind,
    main_count,
)
from summarizer.language.english import selection
from summarizer.language.english.commitments import commitments_of
from summarizer.language.english.context import AT_TOP, Context, context_of
from summarizer.language.english.days import ahead_of, day_before, when_of
from summarizer.language.english.doers import Doers, Doing
from summarizer.language.english.events import (
    FIRST_PERSON,
    Reading,
    as_quoted,
    follows_another,
    is_caption,
    is_report,
    of_captions,
    read,
    status_of,
)
from summarizer.language.english.insertions import insertions_of
from summarizer.language.english.mentions import bulleted, counted, introduced, involved, people_of, quoted
from summarizer.language.english.participants import EARLIER
from summarizer.language.english.quotations import without_source
from summarizer.language.english.types import type_of
from summarizer.language.english.voice import attribution_of
from summarizer.language.names import is_country
from summarizer.language.rules import Actors, Document
from summarizer.language.words import names
from summarizer.pace import steps
from summarizer.schema import Status

_JOINT = re.compile(r"\b(?:joint|trilateral|quad|leaders[’']|communiqu\w+|declaration)\b", re.IGNORECASE)

REPORTS = (SentenceKind.HAPPENING, SentenceKind.PLAN, SentenceKind.ANNOUNCEMENT)
"""Kinds of sentences that report an event, if the model is right."""

AS_EVENT = 0.3
"""How much a sentence's score as an event counts beside that as a main event."""

UNCLEAR = 1.0
"""How much likelier an event a sentence must be that leaves something to another one: readers strike it more often."""

LEAST_STATED = 10
"""With so many words and a full stop, text is taken for a sentence also if no verb is found in it."""

LEAST_WORDS = 6
"""A sentence with fewer words reports nothing that stands by itself."""


class EnglishRules:
    """What code reads off English sentences, so that a small model need only point at them."""

    extracts = True

    def extract(self, document: Document, actors: Actors) -> Claims:
        """Return the events and commitments that the sentences of an article report, each in the article's own words."""
        found = understood(document, actors)
        readings, doing, voice = found.readings, found.doing, found.voice
        values = selection.features(readings, document.kinds, document.article.title, document.article.published)
        odds = [
            selection.event_odds(value, document.kinds.get(reading.sentence.number))
            for reading, value in zip(readings, values, strict=True)
        ]
        chosen, passed_over = _chosen(odds, document, found)

        def told(reading: Reading) -> EventClaim:
            one, before = doing[reading.sentence.number], found.context.quoted.get(reading.sentence.number, ())
            event = event_of(reading, one, readings, document)
            return replace(event, insertions=insertions_of(reading, one, voice, before))

        events = tuple(told(reading) for reading in steps(chosen))
        lead = None if chosen else _lead(odds, found)
        return Claims(
            lead=told(lead) if lead else None,
            events=_with_main(events, chosen, readings, values, odds),
            commitments=_commitments(readings, doing, document, actors),
            passed_over=passed_over,
            present=_present(readings, chosen, document, actors),
        )


@dataclass(frozen=True)
class Understood:
    """The sentences of an article as they are understood one after the other; `doing` is by number.

    `no_sentences` are the numbers of those that are quoted, cut off or part of a caption.
    """

    readings: Sequence[Reading]
    doing: Mapping[int, Doing]
    voice: str | None
    no_sentences: Set[int]
    context: Context

    def can_be_printed(self, reading: Reading) -> bool:
        """Return whether a sentence is a whole one that reports something, by its form."""
        is_whole = is_report(reading, attributed=self.voice is not None) and len(reading.text.split()) >= LEAST_WORDS
        return is_whole and reading.sentence.number not in self.no_sentences


def understood(document: Document, actors: Actors) -> Understood:
    """Read the sentences of an article: who does what each tells, whose words it is, and what it leaves to another."""
    readings = [read(sentence) for sentence in steps(document.sentences)]
    # First, so that "the US Ambassador" is known for whoever was introduced as such.
    for reading in steps(readings):
        if reading.is_prose or _is_of_list(reading):
            introduced(reading.text, actors)
            counted(reading.text, actors)
    # Neither is a sentence of the report.
    unsourced = without_source(document) | of_captions(readings)
    doers = Doers(actors)
    # All sentences are read, in order: "he" is whom the sentence before is about, unless somebody else says it.
    doing = {r.sentence.number: doers.read(r) for r in steps(readings) if r.sentence.number not in unsourced}
    voice = attribution_of(document.article, readings)
    no_sentences = unsourced | _cut_at_semicolons(document)
    context = context_of(readings, doing, voice, document.article.title or "", actors, no_sentences)
    return Understood(readings, doing, voice, no_sentences, context)


def event_of(reading: Reading, doing: Doing, readings: Sequence[Reading], document: Document) -> EventClaim:
    """Return the event that a sentence reports; if it gives no day, an earlier one of its paragraph may, and is cited."""
    status, number = status_of(reading), reading.sentence.number
    published = document.article.published
    past = status in PAST
    when = ahead_of(reading, published) if status is Status.OCCURRED else None
    if when:
        status, past = Status.SCHEDULED, False
    else:
        when = when_of(reading, published, past=past)
    before = day_before(reading, readings, document, past=past) if when is None else None
    return EventClaim(
        summary=reading.text,
        type=type_of(reading, document.kinds.get(number)),
        status=status,
        sentences=(number, before[1]) if before else (number,),
        agents=doing.agents,
        others=doing.others,
        when=before[0] if before else when,
        statement=reading.statement,
    )


def _present(
    readings: Sequence[Reading], chosen: Sequence[Reading], document: Document, actors: Actors
) -> tuple[str, ...]:
    """Return whom the sentences quote, introduce, list or count, and whom the chosen ones name as concerned."""
    texts = [reading.sentence.text for reading in readings]
    prose = [reading.text for reading in readings if reading.is_prose]
    found = [name for text in steps(prose) for rule in (quoted, introduced) for name in rule(text, actors)]
    found += [name for text in steps(prose) for name in counted(text, actors)]
    found += [name for reading in readings if _is_of_list(reading) for name in introduced(reading.text, actors)]
    found += bulleted(texts, actors)
    for reading in steps(chosen):
        found += involved(reading.text, actors)
        found += people_of(reading.text, actors)
    return tuple(dict.fromkeys(found))


def _is_of_list(reading: Reading) -> bool:
    """Return whether a text is an item of a list in a long sentence, which was cut at its semicolons."""
    return reading.text.rstrip().endswith((";", "; and"))


def _chosen(
    odds: Sequence[float], document: Document, found: Understood
) -> tuple[list[Reading], tuple[PassedOver, ...]]:
    """Return the sentences that report an event, and those that the model takes for a report and that do not.

    `odds` are the log-odds that a sentence reports an event.
    """
    untold, unclear = found.context.untold | found.context.of_bodies, found.context.unclear
    threshold = selection.model()["event"]["threshold"]
    chosen, passed_over = [], []
    for reading, likely in zip(steps(found.readings), odds, strict=True):
        number = reading.sentence.number
        kind = document.kinds.get(number)
        if kind is None:
            continue  # the model was not asked, or did not answer
        if not found.can_be_printed(reading):
            reason = "it is no sentence that reports something"
        elif likely - (UNCLEAR if number in unclear else 0) < threshold:
            reason = "it reads as comment or background, not as the report of an event"
        elif number in untold:
            reason = "only another sentence tells whom or what it is about"
        else:
            chosen.append(reading)
            continue
        if kind.likeliest in REPORTS:
            passed_over.append(PassedOver(reading.text, reason, (number,)))
    return chosen, tuple(passed_over)


def _lead(odds: Sequence[float], found: Understood) -> Reading | None:
    """Return the sentence that sums up an article without events: the lead, else the likeliest to be an event.

    It is one that can be printed alone; if there is none, there is none.
    """
    untold = found.no_sentences | found.context.untold
    whole = [
        (likely, reading)
        for likely, reading in zip(odds, found.readings, strict=True)
        if reading.sentence.number not in untold and (found.can_be_printed(reading) or _is_statement(reading, found))
    ]
    first = next((reading for _, reading in whole if reading.sentence.number <= AT_TOP), None)
    return first or max(whole, key=lambda one: one[0], default=(0.0, None))[1]


def _is_statement(reading: Reading, found: Understood) -> bool:
    """Return whether a sentence states something, although no verb is found in it: "Ida and I wish all of you …"."""
    ends, is_ours = reading.text[-1:] in (".", "!"), FIRST_PERSON.search(reading.bare) is not None
    is_long = len(reading.bare.split()) >= LEAST_STATED
    return (
        reading.is_prose and ends and is_long and not is_caption(reading) and (not is_ours or found.voice is not None)
    )


def _cut_at_semicolons(document: Document) -> frozenset[int]:
    """Return the numbers of the sentences that are parts of a long one, cut at the semicolons of its list."""
    parts = (
        pair for pair in pairwise(document.sentences) if pair[0].text.endswith(";") and document.same_paragraph(*pair)
    )
    return frozenset(part.number for pair in parts for part in pair)


def _with_main(
    events: tuple[EventClaim, ...],
    chosen: Sequence[Reading],
    readings: Sequence[Reading],
    features: Sequence[Mapping[str, float]],
    odds: Sequence[float],
) -> tuple[EventClaim, ...]:
    """Mark the events that tell the story: of those that follow no other one the best by the model's weights."""
    main = selection.model()["main"]
    worth = {
        reading.sentence.number: selection.score(value, main) + AS_EVENT * likely
        for reading, value, likely in zip(readings, features, odds, strict=True)
    }
    alone = [r for r in chosen if not follows_another(r)] or list(chosen)
    count = main_count(len(chosen))
    best = {
        reading.sentence.number
        for reading in sorted(alone, key=lambda r: worth[r.sentence.number], reverse=True)[:count]
    }
    return tuple(replace(event, main=event.sentences[0] in best) for event in events)


_BETWEEN_NAMES = re.compile(r"[\s,&–-]*(?:(?:and|of|the|from|between)\b[\s,]*)*")
"""What stands between states that speak together: "Mexico, Canada, and the United States", "the U.S.-Japan"."""


def listed_states(text: str) -> list[str]:
    """Return the states that a text names in one row; none if something else stands between any two of them."""
    found = [name for name in dict.fromkeys(names(f"- {text}")) if is_country(name)]
    spans = [find_name(name, text)[0] for name in found if find_name(name, text)]
    gaps = (text[a.end : b.start] for a, b in pairwise(sorted(spans, key=lambda span: span.start)))
    return found if all(_BETWEEN_NAMES.fullmatch(gap) for gap in gaps) else []


_UNTOLD = Doing()


def _commitments(
    readings: Sequence[Reading], doing: Mapping[int, Doing], document: Document, actors: Actors
) -> tuple[CommitmentClaim, ...]:
    """Return what the sentences say that somebody undertakes; `doing` is who does what they tell, by number."""
    title = document.article.title or ""
    opening = [title, *(reading.text for reading in readings[:8])]
    # "We" in the voice of a joint statement are the states that it names together at its beginning.
    is_joint = any(_JOINT.search(text) for text in opening[:2])
    states = [listed_states(text) for text in opening] if is_joint else []
    together = [known for name in max(states, key=len, default=[]) if (known := actors.add(ActorClaim(name)))]
    speakers = tuple(together) if len(together) >= 2 else ()
    published = document.article.published
    # In a quotation that another sentence opens, nobody but who speaks it undertakes anything.
    told = [one if one.sentence.number in doing else as_quoted(one) for one in readings]
    return tuple(
        commitment
        for i, one in enumerate(told)
        for commitment in commitments_of(
            one,
            told[max(0, i - EARLIER) : i][::-1],
            speakers,
            actors,
            published,
            doing.get(one.sentence.number, _UNTOLD),
        )
    )
