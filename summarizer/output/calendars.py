"""Briefs as a calendar (RFC 5545): what is to come, and the days on which commitments are due, for a newsroom's diary.

An entry keeps its UID while story, actors and wording stay the same, so that a later brief of the story updates it: a
later brief has a higher SEQUENCE. icalendar, an extra, writes the file; it is imported inside a function.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from summarizer.article.plain import plain
from summarizer.errors import MissingExtraError
from summarizer.output.facts import (
    REFRAIN,
    commitment_facts,
    dropped_fact,
    event_facts,
    footer,
    joined,
    left_out,
    quoted,
    undertaking,
)
from summarizer.output.identity import stable_uuid
from summarizer.output.neutral import link_to, neutral
from summarizer.schema import Brief, Commitment, Event, Firmness, Status, When

MAX_DAYS = 7
"""Longest period that fills all its days. A longer one ("in 2027") has an entry on its last day only."""

TO_COME = {Status.SCHEDULED: "CONFIRMED", Status.PROPOSED: "TENTATIVE"}
DUE = {Firmness.PLEDGED: "CONFIRMED", Firmness.PLANNED: "CONFIRMED", Firmness.INTENDED: "TENTATIVE"}
"""The events and commitments of a calendar, and their STATUS in it. CONFIRMED is as the article puts it."""


@dataclass(frozen=True)
class Entry:
    """An entry of the calendar, its days inclusive."""

    uid: str
    first: date
    last: date
    summary: str
    status: str
    category: str
    place: str | None
    description: str
    brief: Brief

    @property
    def sequence(self) -> int:
        """The number of the version: minutes since 1970, as briefs do not know of earlier ones."""
        return int(self.brief.provenance.finished.timestamp()) // 60


def as_ics(briefs: Sequence[Brief], *, full: bool = False) -> str:
    """Return one calendar of briefs. Of briefs of one story, the latest counts where entries are the same.

    The description of the calendar counts what has no entry; with `full`, it lists what the briefs left out. Raise
    MissingExtraError without icalendar.
    """
    try:
        import icalendar
    except ImportError as error:
        raise MissingExtraError("icalendar is not installed", extra="calendar") from error
    briefs = [neutral(brief, plain) for brief in briefs]
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//newsroom-summarizer//EN")
    calendar.add("version", "2.0")
    name = briefs[0].headline if len(briefs) == 1 else f"{len(briefs)} articles"
    about = "\n".join(_about(brief, full=full) for brief in briefs)
    # As RFC 7986 calls them, and as programs did before it. No METHOD: that would be a message from an organizer.
    for properties in (("name", "description"), ("x-wr-calname", "x-wr-caldesc")):
        for property, value in zip(properties, (name, about), strict=True):
            calendar.add(property, icalendar.vText(value))
    latest: dict[str, Entry] = {}
    for entry in sorted((e for brief in briefs for e in entries_of(brief)), key=lambda entry: entry.sequence):
        latest[entry.uid] = entry
    for entry in sorted(latest.values(), key=lambda entry: (entry.first, entry.last, entry.uid)):
        calendar.add_component(_component(icalendar.Event(), entry))
    return str(calendar.to_ical().decode())


def _component(event: Any, entry: Entry) -> Any:
    made = entry.brief.provenance.finished
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + timedelta(days=1))  # exclusive
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("status", entry.status)
    event.add("transp", "TRANSPARENT")  # nobody is busy because of it
    event.add("categories", [entry.category])
    if entry.place:
        event.add("location", entry.place)
    if url := link_to(entry.brief.article.url):
        event.add("url", url)
    return event


def entries_of(brief: Brief) -> Iterator[Entry]:
    """Yield an entry for each event to come and each commitment that has a day, from the publication day on."""
    article = brief.article
    seen: Counter[str] = Counter()

    def entry(item: Event | Commitment, when: When | None, text: str, said: str, facts: str) -> Entry | None:
        if when is None or (days := when.days) is None:
            return None
        first, last = days if (days[1] - days[0]).days < MAX_DAYS else (days[1], days[1])
        if article.published and last < article.published:
            return None
        # Without the date phrase, so that a story in which only the day has changed moves the entry.
        kind = item.type.value if isinstance(item, Event) else "commitment"
        names = sorted(actor.name for actor in brief.actors_of(item))
        key = "\n".join([kind, *names, " ".join(said.replace(when.text, "").split()).casefold()])
        seen[key] += 1
        return Entry(
            str(stable_uuid(brief, key, str(seen[key]))), first, last, text,
            TO_COME[item.status] if isinstance(item, Event) else DUE[item.firmness], kind,
            item.place if isinstance(item, Event) else None, _description(brief, item, facts), brief,
        )  # fmt: skip

    for e in brief.events:
        if e.status in TO_COME:
            made = entry(e, e.when, e.summary, e.summary, joined(event_facts(brief, e)))
            if made:
                yield made
    for c in brief.commitments:
        action = undertaking(c)
        facts = joined(fact for fact in commitment_facts(brief, c) if fact != REFRAIN or action == c.action)
        made = entry(c, c.due, f"Due: {brief.names(c.by)}: {action}", action, facts)
        if made:
            yield made


def _description(brief: Brief, item: Event | Commitment, facts: str) -> str:
    article = brief.article
    source = joined([article.title or brief.headline, article.source, str(article.published or ""), article.url])
    return "\n".join([*map(quoted, item.evidence), facts, source, footer(brief)])


def _about(brief: Brief, *, full: bool) -> str:
    """Return in one line what of a brief has no entry, and with `full` a line for each claim that it left out."""
    items = len(brief.events) + len(brief.commitments)
    without = items - sum(1 for _ in entries_of(brief))
    lines = [
        f"{brief.headline}: {without} of {items} events and commitments are past or have no day; "
        f"{left_out(brief)} left out of the brief"
    ]
    lines += [f"left out: {dropped_fact(d)}" for d in brief.dropped] if full else []
    return "\n".join(lines)
