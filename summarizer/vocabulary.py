"""The closed vocabulary of the schema: kinds, types, statuses and units. `summarizer.schema` exports all of it.

`evals/GUIDELINES.md` defines each term.
"""

from __future__ import annotations

from enum import StrEnum


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    GROUP = "group"
    OTHER = "other"


class EventType(StrEnum):
    """The 17 types of events."""

    MEETING = "meeting"
    VISIT = "visit"
    STATEMENT = "statement"
    AGREEMENT = "agreement"
    POLICY = "policy"
    ELECTION = "election"
    PERSONNEL = "personnel"
    LEGAL = "legal"
    PROTEST = "protest"
    CONFLICT = "conflict"
    CRIME = "crime"
    DISASTER = "disaster"
    AID = "aid"
    BUSINESS = "business"
    DISCOVERY = "discovery"
    CULTURE_SPORT = "culture_sport"
    OTHER = "other"


class Status(StrEnum):
    """Factuality of an event, as the article puts it."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    SCHEDULED = "scheduled"
    PROPOSED = "proposed"
    ALLEGED = "alleged"
    NEGATED = "negated"


class Firmness(StrEnum):
    """How firmly an actor undertook to act."""

    PLEDGED = "pledged"
    PLANNED = "planned"
    INTENDED = "intended"


class Polarity(StrEnum):
    """Whether an actor undertook to do something or to refrain from it."""

    DO = "do"
    REFRAIN = "refrain"


class Granularity(StrEnum):
    """The calendar unit of a date phrase."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"


class Reader(StrEnum):
    """Who gave the days of a date phrase: `code` by rules, or `model`, whose days nothing checks."""

    CODE = "code"
    MODEL = "model"
