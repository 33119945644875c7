"""Filling in: what a small model is not asked for, because code reads it off the sentence more reliably.

A small draft holds who does what, its type and its status. The date phrase, the place, those it is done to and who
says so are taken from the words of the statement and of the sentence that it cites. Only profiles with `fill` use
this; a large model says these things itself. The cue words are English.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from summarizer.article.dates.resolving import DatePhrase, find
from summarizer.article.text import find_name, fold
from summarizer.claims import PAST, ActorClaim, CommitmentClaim, EventClaim
from summarizer.language.english.event_types import type_of
from summarizer.language.english.lexicon import SPEECH
from summarizer.language.english.mentions import enumerated, involved, is_where, listed
from summarizer.language.english.modality import is_hedged
from summarizer.language.english.subjects import place_of
from summarizer.language.names import is_title, kind_of
from summarizer.language.rules import Actors
from summarizer.language.words import content_words, stem, words
from summarizer.schema import ActorKind, EventType, Granularity, Status, When

_PLACE = re.compile(
    r"\b(?:in|at|to|near|outside|from)\s+((?:the\s+)?(?:[A-Z][\w'’.-]*)(?:\s+[A-Z][\w'’.-]*)*(?:,\s[A-Z][\w.]+)?)"
)
_NEAR = 120
"""Characters between a statement's words and a date phrase within which the phrase is taken to be the statement's."""


def fill_event(claim: EventClaim, sentence: str, actors: Actors, published: date | None) -> EventClaim:
    """Return the event with its date phrase, place and other participants read off the sentence."""
    if claim.status in (Status.OCCURRED, Status.ONGOING) and is_hedged(claim.predicate, sentence):
        claim = replace(claim, status=Status.ALLEGED)
    claim = replace(claim, type=type_of(claim.predicate or claim.summary, claim.type, sentence))
    place = claim.place or _place(claim.summary, sentence)
    involved(claim.summary, actors)
    others = [name for name in actors.named_in(claim.summary) if name not in claim.agents]
    others = [name for name in others if not is_where(claim.summary, actors.forms(name))]
    agents = claim.agents
    if claim.type in (EventType.MEETING, EventType.AGREEMENT):
        equals = [name for name in others if _takes_part(name, claim.summary, actors)]
        equals += [name for name in listed(sentence, actors) if name not in (*agents, *equals)]
        agents, others = (*agents, *equals), [name for name in others if name not in equals]
    if by := _doers_in_passive(claim.predicate, actors):
        agents, others = by, [name for name in (*agents, *others) if name not in by]
    said, past = claim.type is EventType.STATEMENT, claim.status in PAST
    when = claim.when or date_phrase(
        claim.summary, sentence, published, said=said, past=past, predicate=claim.predicate
    )
    return replace(claim, agents=agents, others=tuple(others), place=place, when=when)


_PASSIVE_BY = re.compile(
    r"(?:(?:has|have|had) been|is|are|was|were)\s(?:being\s)?(?:\w+ly\s)?(?!not\b)\w+[edtn]\b[^,;:“”]{0,80}?"
    r"\bby\s(?:the\s)?"
    r"(?P<by>[A-Z@][\w.&’'-]*(?:(?:,|,? and| of| for| to| the|, the)*\s[A-Z@][\w.&’'-]*)*)"
)


def _doers_in_passive(predicate: str, actors: Actors) -> tuple[str, ...]:
    """Return who does what a predicate says was done "by" them: all that it lists, or the bearer of the office it gives."""
    match = _PASSIVE_BY.match(predicate)
    if match is None or match.group("by").endswith(("’s", "'s")):
        return ()
    enumerated(f"{predicate}.", actors)  # so that who bears an office of many names is known
    told = [actors.resolve(part) for part in re.split(r",\s(?:and\s)?|\sand\s", match.group("by"))]
    if all(told):
        return tuple(dict.fromkeys(name for name in told if name))
    people = [name for name in actors.named_in(match.group("by")) if kind_of(name, actors.text) is ActorKind.PERSON]
    return tuple(people[-1:])


def fill_commitment(claim: CommitmentClaim, sentence: str, actors: Actors, published: date | None) -> CommitmentClaim:
    """Return the commitment with its due date and its source read off the sentence, and the date cut from the act."""
    due = claim.due or date_phrase(claim.action, sentence, published, said=False, past=False)
    action = claim.action
    if due is not None and len(words(action)) - len(words(due)) >= 2:
        cut = rf"\s*,?\s*\b(?:(?:on|by|in|at|from|until|before|during)\s+)?{re.escape(due)}"
        action = re.sub(cut, "", action, flags=re.IGNORECASE).strip() or action
    return replace(claim, due=due, action=action, said_by=claim.said_by or sources(sentence, actors))


def _takes_part(name: str, statement: str, actors: Actors) -> bool:
    """Tell whether somebody is met, or talked or agreed with, in a statement."""
    for form in actors.forms(name):
        for span in find_name(form, statement):
            before = fold(statement[max(0, span.start - 50) : span.start])
            if re.search(r"\b(?:met|meets?|meeting|with|between|among|together|convened|hosted)\b[^,;]*$", before):
                return True
    return False


def date_phrase(
    statement: str, sentence: str, published: date | None, *, said: bool, past: bool | None = None, predicate: str = ""
) -> str | None:
    """Return the sentence's date phrase that belongs to a statement, or None.

    A phrase that the statement itself holds wins; then the nearest one, unless it dates the saying ("…, he said on
    Wednesday") and the statement is no saying.
    """
    phrases = [p for p in find(sentence, published, past=past) if _in_time(p.when, published, past=past)]
    if not phrases:
        return None
    for phrase in phrases:
        if find_name(phrase.text, statement):
            return phrase.text
    spots = _spots(statement, sentence, predicate)

    def distance(phrase: DatePhrase) -> int:
        return min(max(start - phrase.end, phrase.start - end, 0) for start, end in spots)

    def dates_saying(phrase: DatePhrase) -> bool:
        before = fold(sentence[max(0, phrase.start - 24) : phrase.start])
        return bool(re.search(SPEECH + r"[\s,]*(?:on|late|early)?\s*$", before))

    eligible = [p for p in phrases if said or not dates_saying(p)]
    nearest = min(eligible, key=distance, default=None)
    return nearest.text if nearest is not None and distance(nearest) <= _NEAR else None


_OPENING = re.compile(r"[^\w“”\"«»]*(?:(?:on|and|but|also|late|early)\s+)*", re.IGNORECASE)


def opening_date(sentence: str, published: date | None, *, past: bool) -> str | None:
    """Return the day that a sentence opens with ("Today, …", "On Friday …"): it holds for those that follow too.

    None where the day can't be meant, because what it would date is past and the day to come, or the other way round.
    """
    first = next(iter(find(sentence, published, past=past)), None)
    opens = first is not None and first.start <= _OPENING.match(sentence).end()  # type: ignore[union-attr]
    if first is None or not opens or first.when.start is None or first.when.granularity is not Granularity.DAY:
        return None
    return first.text if _in_time(first.when, published, past=past) else None


def _in_time(when: When, published: date | None, *, past: bool | None) -> bool:
    """Tell whether what is past, or still to come, can be of these days."""
    if published is None or past is None or when.start is None or when.end is None:
        return True
    return when.start <= published if past else when.end >= published


def _spots(statement: str, sentence: str, predicate: str = "") -> list[tuple[int, int]]:
    """Return where the sentence has the words that it shares with the statement; all of it if there are none."""
    if predicate and (at := place_of(predicate, sentence)) is not None:
        return [(at, at + len(predicate.split(maxsplit=1)[0]))]
    wanted = set(content_words(statement))
    hits = [m.span() for m in re.finditer(r"[^\W_]+", fold(sentence)) if stem(m.group()) in wanted]
    return hits or [(0, len(sentence))]


def _place(statement: str, sentence: str) -> str | None:
    """Return the place phrase of the statement, spelled as in the sentence."""
    for match in _PLACE.finditer(statement):
        before = statement[: match.start()].split()
        if match.group(1).endswith(("'s", "’s")):
            continue  # "the US’s security"
        if before and is_title(before[-1]):
            continue  # "Ambassador to India"
        spans = find_name(match.group(1).rstrip("."), sentence)
        if spans and not find(match.group(1), None):
            return re.sub(r"^the\s+", "", spans[0].quote)
    return None


def sources(sentence: str, actors: Actors) -> tuple[str, ...]:
    """Return the actors to whom a sentence attributes what it says ("…, sources said", "according to X")."""
    for name in actors.known():
        for form in actors.forms(name):
            for span in find_name(form, sentence):
                after = fold(sentence[span.end : span.end + 30])
                before = fold(sentence[max(0, span.start - 20) : span.start])
                if re.match(rf"[\s,]*(?:also |had |has |have )?{SPEECH}\b", after) or before.endswith("according to "):
                    return (name,)
    # Sources who do nothing else are met here for the first time.
    unnamed = re.search(r",\s+((?:[a-z]+\s){0,3}[a-z]{3,}s)\s+(?:said|say)\b", sentence)
    met = actors.add(ActorClaim(unnamed.group(1))) if unnamed else None
    return (met,) if met else ()
