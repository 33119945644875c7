"""The public schema: what callers give (`Article`) and get (`Brief`).

The vocabulary is that of `evals/GUIDELINES.md`, which the prompts and the gold annotations share.
All offsets are Python character offsets into `Article.text`: `article.text[start:end] == quote` always holds.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


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
    """The unit in which a date phrase speaks."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(_Model):
    """A news article as it is handed in.

    `text` is kept character by character; every offset of the brief points into it.
    """

    text: str
    title: str | None = None
    published: date | None = Field(None, description="publication day; relative dates are resolved against it")
    source: str | None = None
    url: str | None = None
    language: str | None = Field(None, description="ISO 639-1 code, for example 'en'; None: not known")
    id: str | None = None


class Span(_Model):
    """A stretch of the article's text."""

    quote: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Support(_Model):
    """How far a claim's names, numbers, dates and negation are found in one piece of its evidence."""

    score: float = Field(ge=0, le=1, description="share of the claim's checkable parts that stand in the quote")
    missing: tuple[str, ...] = Field((), description="the parts that do not")


class Evidence(Span):
    """A verbatim sentence that supports a claim, and how well it does."""

    support: Support


class When(_Model):
    """A date phrase of the article and the days that it means (inclusive), or null days if it can't be resolved."""

    text: str
    start: date | None = None
    end: date | None = None
    granularity: Granularity | None = None


class Actor(_Model):
    """Somebody who takes part in an event or a commitment, or is quoted as a source."""

    id: str
    name: str = Field(description="fullest form in the article, without title")
    kind: ActorKind
    role: str | None = Field(None, description="title or description as the article gives it")
    affiliation: str | None = Field(None, description="organisation or country it acts for")
    mentions: tuple[Span, ...] = ()


class _Claim(_Model):
    evidence: tuple[Evidence, ...] = Field(min_length=1)

    @property
    def unsupported(self) -> tuple[str, ...]:
        """Names, numbers and other checkable parts that stand in no piece of the evidence."""
        first, *rest = self.evidence
        return tuple(part for part in first.support.missing if all(part in e.support.missing for e in rest))


class Event(_Claim):
    """Something that happened, is happening or is set to happen. `agents` and `others` are actor ids."""

    id: str
    summary: str
    type: EventType
    status: Status
    when: When | None = None
    place: str | None = None
    agents: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    main: bool = False


class Commitment(_Claim):
    """An undertaking that a reporter could go back and check. `by`, `to` and `said_by` are actor ids."""

    id: str
    by: tuple[str, ...] = Field(min_length=1)
    to: tuple[str, ...] = ()
    action: str = Field(description="verb phrase that completes 'will …'")
    firmness: Firmness
    polarity: Polarity = Polarity.DO
    due: When | None = None
    condition: str | None = None
    amount: str | None = None
    said_by: tuple[str, ...] = ()


class Dropped(_Model):
    """Something that the model claimed and that the brief leaves out, and why."""

    item: str = Field(description="'actor', 'event', 'commitment' or 'summary'")
    claim: str = Field(description="the claim in the model's words")
    reason: str
    sentences: tuple[int, ...] = Field((), description="the sentence numbers that it cited")


class Attempt(_Model):
    """One request to a model: a line of the ledger. Tokens are null where the server did not tell."""

    model: str
    endpoint: str | None = Field(None, description="'embedded' or the base URL, without credentials")
    outcome: str = Field(
        description="'ok', 'cached', 'invalid', 'truncated', 'refused', 'cancelled' or the name of the error"
    )
    seconds: float
    prompt_tokens: int | None = None
    cached_tokens: int | None = None
    completion_tokens: int | None = None
    cost: float | None = Field(None, description="US dollars; null where the price is not known")
    window: int = Field(0, description="which window of the article")


class Provenance(_Model):
    """Where a brief comes from: enough to make it again and to tell it from another."""

    article_hash: str
    model_requested: str
    model_answered: str
    endpoint: str = Field(description="'embedded' or the base URL, without credentials")
    prompt: str
    prompt_version: str
    prompt_hash: str
    schema_hash: str
    library_version: str
    profile: str
    started: datetime
    finished: datetime
    attempts: tuple[Attempt, ...] = ()


class Coverage(_Model):
    """How much of the article was read: windows done of windows planned."""

    windows_done: int
    windows_planned: int
    failures: tuple[str, ...] = Field((), description="names of the errors of the windows that were not read")

    @property
    def share(self) -> float:
        """Windows done of windows planned, 0 to 1."""
        return self.windows_done / self.windows_planned if self.windows_planned else 0.0


class Brief(_Model):
    """What an article says happened, who acted, and who undertook to do what, each with its evidence."""

    headline: str
    summary: str
    language: str | None = Field(None, description="ISO 639 code of the language that statements are written in")
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    commitments: tuple[Commitment, ...]
    provenance: Provenance
    dropped: tuple[Dropped, ...] = ()
    coverage: Coverage

    def actor(self, id: str) -> Actor:
        """Return the actor of this id; KeyError if there is none."""
        for actor in self.actors:
            if actor.id == id:
                return actor
        raise KeyError(id)

    def names(self, ids: tuple[str, ...]) -> str:
        """Return the names of these actor ids, joined for reading."""
        return ", ".join(self.actor(id).name for id in ids)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return self.model_dump(mode="json")


class Failure(_Model):
    """An article that gave no brief: the error's name, its message, the attempts that were made and paid for, and the
    seconds that it took."""

    error: str
    message: str = ""
    retryable: bool = Field(False, description="whether asking again later may help")
    attempts: tuple[Attempt, ...] = ()
    seconds: float = 0.0

    @classmethod
    def of(cls, error: Exception, seconds: float = 0.0) -> Failure:
        """Record an exception; errors of the library bring the ledger of their attempts along."""
        return cls(
            error=type(error).__name__,
            message=str(error),
            retryable=getattr(error, "retryable", False),
            attempts=tuple(getattr(error, "attempts", ())),
            seconds=round(seconds, 3),
        )


class Result(_Model):
    """What became of one article of many: a brief, or the failure in its place."""

    id: str = Field(description="the article's id; of one without, the beginning of its text's hash")
    brief: Brief | None = None
    failure: Failure | None = None
    resumed: bool = Field(False, description="taken from the checkpoint: nothing was asked, or paid, this time")

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """The ledger of the article."""
        return self.brief.provenance.attempts if self.brief else self.failure.attempts if self.failure else ()
