"""The public schema: the input (`Article`) and the output (`Brief`).

The prompts and the gold annotations use the same vocabulary; `evals/GUIDELINES.md` defines it. All offsets are Python
character offsets into `Article.text`: `article.text[start:end] == quote` always holds.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from summarizer.display import NotebookDisplay, PageDisplay
from summarizer.migration import SCHEMA_VERSION, migrated
from summarizer.records import NOT_IN_EVIDENCE as NOT_IN_EVIDENCE
from summarizer.records import Attempt as Attempt
from summarizer.records import Coverage as Coverage
from summarizer.records import Doubt as Doubt
from summarizer.records import Provenance as Provenance
from summarizer.records import Record, missing_everywhere
from summarizer.records import Verification as Verification
from summarizer.records import without_surrogates as without_surrogates
from summarizer.rows import frame_of
from summarizer.vocabulary import ActorKind as ActorKind
from summarizer.vocabulary import EventType as EventType
from summarizer.vocabulary import Firmness as Firmness
from summarizer.vocabulary import Granularity as Granularity
from summarizer.vocabulary import Polarity as Polarity
from summarizer.vocabulary import Reader as Reader
from summarizer.vocabulary import Status as Status

if TYPE_CHECKING:
    import pandas


def _day(value: object) -> object:
    """Return the day of a time, as databases, data frames and APIs have it, and None for the NaT of pandas."""
    if isinstance(value, str) and ":" in value:
        with suppress(ValueError):
            value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return value.date() if value == value else None  # NaT is not equal to itself
    return value


class Article(Record):
    """A news article.

    `text` is never changed; every offset in the brief points into it.
    """

    text: str = Field(description="text of the article")
    title: str | None = Field(None, description="headline")
    published: Annotated[date | None, BeforeValidator(_day)] = Field(
        None, description="publication day; relative dates are resolved against it"
    )
    source: str | None = Field(None, description="name of the publisher or agency")
    url: str | None = Field(None, description="address of the article")
    language: str | None = Field(None, description="ISO 639-1 code, for example 'en'; None: unknown")
    id: str | None = Field(None, description="identifier chosen by the caller, returned as `Result.id`")


class BriefArticle(Record):
    """The article that a brief is of, so that the brief can be checked without anything else."""

    text: str | None = Field(None, description="text that all offsets point into; null if only its hash was asked for")
    text_sha256: str = Field(description="SHA-256 of the text in UTF-8, 64 hex digits")
    title: str | None = Field(None, description="headline of the article")
    source: str | None = Field(None, description="name of the publisher or agency")
    url: str | None = Field(None, description="address of the article")
    published: date | None = Field(None, description="publication day, against which relative dates were resolved")
    language: str | None = Field(None, description="ISO 639 code, as given or detected")
    id: str | None = Field(None, description="identifier chosen by the caller")

    @classmethod
    def of(cls, article: Article, *, include_text: bool = True) -> Self:
        """Return the article with its hash, and without its text if that is not to be included."""
        fields = article.model_dump(exclude=set() if include_text else {"text"})
        return cls(**fields, text_sha256=sha256_of(article.text))


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hex digits. Lone surrogates are encoded as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Span(Record):
    """A part of the article's text: `article.text[start:end] == quote`."""

    quote: str = Field(description="the text of the span")
    start: int = Field(ge=0, description="offset of the first character")
    end: int = Field(ge=0, description="offset after the last character")


class Support(Record):
    """How many of a claim's names, numbers and negations are in one piece of its evidence."""

    score: float = Field(ge=0, le=1, description="share of the claim's checkable parts that are in the quote")
    missing: tuple[str, ...] = Field((), description="the parts that are not")


class Evidence(Span):
    """A verbatim sentence that supports a claim, and how well it supports it."""

    support: Support = Field(description="how well the sentence supports the claim")


class DayRange(Record):
    """The days from `start` to `end`, both inclusive."""

    start: date = Field(description="first day")
    end: date = Field(description="last day, inclusive")


class When(Record):
    """A date phrase of the article and its first and last day, both null if the phrase cannot be resolved.

    Dates sort by their last day, then by their first one; those without days come last.
    """

    text: str = Field(description="the date phrase, as in the article")
    start: date | None = Field(None, description="first day; null if the phrase cannot be resolved")
    end: date | None = Field(None, description="last day, inclusive; null if the phrase cannot be resolved")
    granularity: Granularity | None = Field(None, description="calendar unit of the phrase")
    deadline: bool = Field(
        False, description="whether `end` is the latest day ('by June'); `start` is then only the publication day"
    )
    resolved_by: Reader | None = Field(None, description="who gave the days; those of a model are a guess")
    other_reading: DayRange | None = Field(
        None, description="the days that the other reader gave, if both gave some and they differ"
    )

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day on which it happens or is due; of "by June" both are the last day. None if unresolved."""
        if self.start is None or self.end is None:
            return None
        return (self.end, self.end) if self.deadline else (self.start, self.end)

    def __lt__(self, other: When) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, date]:
        return (self.end or date.max, self.start or date.max)


class Actor(Record):
    """A participant in an event or a commitment, or a quoted source."""

    id: str = Field(description="id that events and commitments refer to")
    name: str = Field(description="fullest form in the article, without title")
    kind: ActorKind = Field(description="what the actor is")
    role: str | None = Field(None, description="title or description as the article gives it")
    affiliation: str | None = Field(None, description="organisation or country that it acts for")
    mentions: tuple[Span, ...] = Field((), description="where the article names the actor")


def _doubts() -> Any:
    told = "what the evidence does not support or contradicts; empty if nothing is known against the item"
    return Field(default_factory=missing_everywhere, description=told)


class _Claim(Record):
    evidence: tuple[Evidence, ...] = Field(min_length=1, description="the sentences that support the claim")
    unsupported: tuple[Doubt, ...] = ()


class Event(_Claim):
    """Something that happened, is happening or will happen. `agents` and `others` are actor ids."""

    id: str = Field(description="id of the event in the brief")
    summary: str = Field(description="one sentence: who did, does or will do what")
    type: EventType = Field(description="type of the event")
    status: Status = Field(description="factuality of the event")
    when: When | None = Field(None, description="date phrase and days of the event")
    place: str | None = Field(None, description="the place phrase")
    agents: tuple[str, ...] = Field((), description="ids of the actors that do it or take part as equals")
    others: tuple[str, ...] = Field((), description="ids of the actors that it is done to or for")
    main: bool = Field(False, description="whether it is one of the main events of the article")
    statement: Span | None = Field(
        None,
        description="where the article has the summary, word for word but for editorial insertions in square brackets; "
        "null if a model worded it",
    )
    unsupported: tuple[Doubt, ...] = _doubts()

    @property
    def words(self) -> str:
        """The summary without editorial insertions."""
        return self.statement.quote if self.statement else self.summary


class Commitment(_Claim):
    """An undertaking that a reporter can check later. `by`, `to` and `said_by` are actor ids."""

    id: str = Field(description="id of the commitment in the brief")
    by: tuple[str, ...] = Field(min_length=1, description="ids of the actors that undertake it")
    to: tuple[str, ...] = Field((), description="ids of the actors that it is promised to")
    action: str = Field(description="verb phrase that completes 'will …'")
    firmness: Firmness = Field(description="how firmly it is undertaken")
    polarity: Polarity = Field(Polarity.DO, description="whether it is to act or to refrain")
    due: When | None = Field(None, description="date phrase and days by which it is due")
    condition: str | None = Field(None, description="the phrase that it depends on")
    amount: str | None = Field(None, description="the phrase of the sum or quantity that measures it")
    said_by: tuple[str, ...] = Field((), description="ids of the actors that state it; empty if only the article does")
    statement: Span | None = Field(
        None, description="where the article has the action, its first verb perhaps in -ing; null if a model worded it"
    )
    unsupported: tuple[Doubt, ...] = _doubts()


def actor_ids(item: Event | Commitment) -> tuple[str, ...]:
    """Return the ids of the actors of an event (agents, then others) or of a commitment (by, to, said by)."""
    return (*item.agents, *item.others) if isinstance(item, Event) else (*item.by, *item.to, *item.said_by)


class Dropped(Record):
    """A claim of the model that the brief leaves out, and the reason."""

    item: str = Field(description="'actor', 'role', 'event', 'commitment', 'headline', 'summary', 'date' or 'window'")
    claim: str = Field(description="the claim, in the model's words")
    reason: str = Field(description="why the brief leaves it out")
    sentences: tuple[int, ...] = Field((), description="the sentence numbers that the claim cited")


NO_HEADLINE = "(no headline)"
"""The headline of a brief that has nothing to make one of."""


class Brief(Record, PageDisplay):
    """The events, actors and commitments of an article, each event and commitment with its evidence.

    Briefs of earlier versions of the schema are read too, as briefs of the current one.
    """

    schema_version: int = Field(SCHEMA_VERSION, ge=1, description="version of this schema, the last part of its `$id`")
    article: BriefArticle = Field(description="the article: its text, or only the hash of it, and where it is from")
    headline: str = Field(description="title of the article; without one, the model's headline or the first event")
    summary: str = Field(description="supported sentences of the model's summary; without any, the main events")
    language: str | None = Field(None, description="ISO 639 code of the language of the statements")
    actors: tuple[Actor, ...] = Field(description="the actors of the events and commitments, and quoted sources")
    events: tuple[Event, ...] = Field(description="the events")
    commitments: tuple[Commitment, ...] = Field(description="the commitments")
    unsupported: tuple[Doubt, ...] = Field(
        (), description="what the article neither supports nor rules out of the model's headline and summary"
    )
    provenance: Provenance = Field(description="how the brief was made")
    dropped: tuple[Dropped, ...] = Field((), description="the claims that the brief leaves out")
    coverage: Coverage = Field(description="how much of the article was read")

    @model_validator(mode="before")
    @classmethod
    def _of_any_version(cls, brief: Any) -> Any:
        return migrated(brief)

    @model_validator(mode="after")
    def _names_its_actors(self) -> Self:
        known = {actor.id for actor in self.actors}
        items: list[Event | Commitment] = [*self.events, *self.commitments]
        for item in items:
            if unknown := [id for id in actor_ids(item) if id not in known]:
                raise ValueError(f"{item.id[:40]!r} refers to {unknown[0][:40]!r}, who is not in 'actors'")
        return self

    def actor(self, id: str) -> Actor:
        """Return the actor with this id; raise KeyError if there is none."""
        for actor in self.actors:
            if actor.id == id:
                return actor
        raise KeyError(id)

    def actors_of(self, item: Event | Commitment) -> tuple[Actor, ...]:
        """Return the actors of an event (agents, then others) or of a commitment (by, to, said by), each once."""
        return tuple(self.actor(id) for id in dict.fromkeys(actor_ids(item)))

    def names(self, ids: tuple[str, ...]) -> str:
        """Return the names of the actors with these ids, separated by commas: `brief.names(commitment.by)`."""
        return ", ".join(self.actor(id).name for id in ids)

    def due_between(self, first: date, last: date) -> tuple[Commitment, ...]:
        """Return the commitments that are due on a day from `first` to `last`, both inclusive, the earliest first.

        A period ("next week") counts if any of its days does, a deadline ("by June") by its last day. Commitments
        without days are left out.
        """
        due = [
            (c.due, c)
            for c in self.commitments
            if c.due and (days := c.due.days) and days[0] <= last and days[1] >= first
        ]
        return tuple(c for _, c in sorted(due, key=lambda pair: pair[0]))

    def to_frame(self) -> pandas.DataFrame:
        """Return a pandas data frame with a row for each event, commitment, actor and claim left out, names resolved.

        `summarizer.rows.COLUMNS` are its columns. Raise MissingExtraError without pandas (extra `tables`).
        """
        return frame_of([self])

    def to_dict(self) -> dict[str, Any]:
        """Return the brief as plain JSON types."""
        return self.model_dump(mode="json")


class Failure(Record):
    """The error of an article that has no brief."""

    error: str = Field(description="name of the exception class")
    message: str = Field("", description="message of the exception, with its hint")
    retryable: bool = Field(False, description="whether a later retry may succeed")
    attempts: tuple[Attempt, ...] = Field((), description="the requests that were made, and paid for, before the error")
    seconds: float = Field(0.0, description="time spent on the article, in seconds")

    @classmethod
    def of(cls, error: Exception, seconds: float = 0.0) -> Failure:
        """Return the failure for an exception, with the attempts that an error of this library holds."""
        return cls(
            error=type(error).__name__,
            message=str(error),
            retryable=getattr(error, "retryable", False),
            attempts=tuple(getattr(error, "attempts", ())),
            seconds=round(seconds, 3),
        )


class Result(Record, NotebookDisplay):
    """The result of one article of many: a brief or a failure."""

    id: str = Field(description="the article's id; without one, the beginning of the hash of its text")
    brief: Brief | None = Field(None, description="the brief; null after an error")
    failure: Failure | None = Field(None, description="the error; null if there is a brief")
    resumed: bool = Field(False, description="whether it was taken from the checkpoint, without any request")

    def renamed(self, id: str) -> Result:
        """Return the same result under another id, which is also that of the article in its brief."""
        brief = self.brief
        if brief is not None:
            brief = brief.model_copy(update={"article": brief.article.model_copy(update={"id": id})})
        return self.model_copy(update={"id": id, "brief": brief})

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """The ledger of the article."""
        return self.brief.provenance.attempts if self.brief else self.failure.attempts if self.failure else ()
