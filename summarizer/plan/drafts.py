"""The draft (wire) schemas that a model fills in.

A draft is compact, because output tokens determine cost and latency. It holds no quotes as evidence: an `ArticleDraft`
cites sentence numbers; a `KindDraft` or `SentenceDraft` belongs to the one sentence that its request asks about.
Every field is required, and no object has free keys, so servers with strict structured outputs or grammar-constrained
decoding accept the schema as it is. The fields are generated in the order of their definition. A `KindDraft` is not
written by the model at all: its answer is one token, whose probability is what counts.

`KindDraft` (English) and `SentenceDraft` (other languages) are for a small model, which is reliable only if a request
asks little: it says what kind of sentence it reads, and code takes the statement from the sentence. `ArticleDraft` is
for a large model, which reads a whole article at once. All are converted to `Claims`; later code does not depend on the
draft.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from summarizer.article.sentences import Sentence
from summarizer.claims import SentenceKind
from summarizer.schema import ActorKind, EventType, Firmness, Polarity, Status


class _Draft(BaseModel):
    # Errors go into re-asks and logs, which must not contain the text of the article.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Draft(_Draft):
    """Base class of the drafts."""

    asked: ClassVar[tuple[int, ...]] = ()
    """Numbers of the sentences that the request asks about."""
    one_token: ClassVar[bool] = False
    """Whether the answer is one token, read by `from_token`, and no JSON."""

    @classmethod
    def from_token(cls, token: str, likely: Mapping[str, float]) -> Self:
        """Return the draft of an answer of one token; `likely` has the log-probabilities of the likeliest tokens."""
        raise TypeError(f"{cls.__name__} is no draft of one token")

    @classmethod
    def for_sentences(cls, sentences: Sequence[Sentence]) -> type[Self]:
        """Return this draft bound to the sentences of a window: the number of another makes an answer invalid."""
        bound: type[Self] = _bound(cls, "asked", tuple(s.number for s in sentences))
        return bound

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON schema. It is cached for all windows; pydantic would build it again for each one."""
        return _plain_schema(next(base for base in cls.__mro__ if base in DRAFTS.values()))


@lru_cache(maxsize=1024)
def _bound(draft: type[Any], name: str, numbers: tuple[int, ...]) -> type[Any]:
    """Return a draft in which the class variable `name` holds these numbers."""
    # Creating a pydantic class takes milliseconds, and windows with the same numbers can share one.
    return type(draft.__name__, (draft,), {name: numbers, "__module__": draft.__module__})


class KindDraft(Draft):
    """The kind of one English sentence: how likely the model thinks each of the kinds, in shares of 1.

    Kinds that are missing have none. A server that tells no probabilities gives all to the letter that it answers with.
    `likely` are the natural logarithms of the probabilities of the likeliest tokens, letters or not, as far as told.
    """

    one_token: ClassVar[bool] = True

    shares: dict[SentenceKind, Annotated[float, Field(ge=0, le=1)]] = Field(min_length=1)
    likely: dict[str, float] = {}

    @classmethod
    def from_token(cls, token: str, likely: Mapping[str, float]) -> Self:
        """Return the draft of a letter. Raise ValidationError if neither it nor the likeliest tokens are any."""
        found: dict[str, float] = dict.fromkeys(SentenceKind, 0.0)
        for other, logarithm in likely.items():
            if other.strip() in found and not math.isnan(logarithm):
                found[other.strip()] += math.exp(min(0.0, logarithm))
        if not (total := sum(found.values())):
            found, total = {token.strip(): 1.0}, 1.0
        shares = {kind: round(share / total, 6) for kind, share in found.items() if share}
        told = {other: round(logarithm, 3) for other, logarithm in likely.items() if math.isfinite(logarithm)}
        return cls.model_validate({"shares": shares, "likely": told})


class HappeningStatus(StrEnum):
    """Status of a happening. For an undertaking, it is the firmness (pledged, planned, intended)."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLEDGED = "pledged"
    PLANNED = "planned"
    INTENDED = "intended"
    SCHEDULED = "scheduled"
    PROPOSED = "proposed"
    ALLEGED = "alleged"
    NEGATED = "negated"


class Happening(_Draft):
    """One happening in the sentence."""

    who: list[str] = Field(max_length=4, description="names of those who do it")
    does: str = Field(max_length=160, description="what they do, in the words of the sentence")
    type: EventType
    status: HappeningStatus


class SentenceDraft(Draft):
    """What one sentence in another language reports: at most two happenings; the statement is the sentence itself."""

    happenings: list[Happening] = Field(max_length=2)


class DraftActor(_Draft):
    """An actor. Events and commitments refer to it by its id."""

    id: str = Field(description="a1, a2 … in order of first appearance")
    name: str = Field(description="fullest form in the article, without title")
    kind: ActorKind
    role: str | None = Field(description="title or description as the article gives it, or null")
    affiliation: str | None = Field(description="organisation or country it acts for, if the article says, or null")


Days = Annotated[str | None, Field(description="its days in ISO 8601, or null", coerce_numbers_to_str=True)]
"""The days of a date phrase. No pattern: days that are none must not make a whole answer invalid, so they are checked
when claims are dated. An answer without them is valid too; the wire schema requires them, as all fields."""


class DraftEvent(_Draft):
    """One distinct happening."""

    sentences: list[int] = Field(description="one to three numbers of the sentences that state it")
    summary: str = Field(description="one short sentence: who did, does or will do what")
    type: EventType
    status: Status
    when: str | None = Field(description="the date phrase, copied exactly from a cited sentence, or null")
    days: Days = None
    place: str | None = Field(description="the place phrase, copied exactly, or null")
    agents: list[str] = Field(description="ids of the actors that do it or take part as equals")
    others: list[str] = Field(description="ids of the actors that it is done to or for")
    main: bool = Field(description="true for the one to four events without which the story is not told")


class DraftCommitment(_Draft):
    """One undertaking that can be checked later."""

    sentences: list[int] = Field(description="one to three numbers of the sentences that state it")
    by: list[str] = Field(description="ids of the actors who undertake it")
    action: str = Field(description="verb phrase that completes 'will …', without the actor and the date")
    firmness: Firmness
    polarity: Polarity
    to: list[str] = Field(description="ids of the actors it is promised to, if stated")
    due: str | None = Field(description="the date phrase, copied exactly from a cited sentence, or null")
    days: Days = None
    condition: str | None = Field(description="the exact phrase it depends on, or null")
    amount: str | None = Field(description="the exact phrase of the sum or quantity that measures it, or null")
    said_by: list[str] = Field(description="ids of the actors who state it, or [] if the article itself does")


class ArticleDraft(Draft):
    """The whole brief, with sentence numbers as evidence."""

    actors: list[DraftActor]
    events: list[DraftEvent]
    commitments: list[DraftCommitment]
    headline: str = Field(description="one line, in the article's words")
    summary: str = Field(description="two or three sentences, lead first, no name or number that the article lacks")

    @model_validator(mode="after")
    def _check_references(self) -> Self:
        known = {actor.id for actor in self.actors}
        if len(known) != len(self.actors):
            raise ValueError("actor ids repeat")
        for event in self.events:
            self._check(f"event {event.summary[:40]!r}", event.sentences, [*event.agents, *event.others], known)
        for c in self.commitments:
            self._check(f"commitment {c.action[:40]!r}", c.sentences, [*c.by, *c.to, *c.said_by], known)
            if not c.by:
                raise ValueError(f"commitment {c.action[:40]!r}: 'by' names nobody")
        return self

    def _check(self, where: str, sentences: list[int], actors: list[str], known: set[str]) -> None:
        if not sentences:
            raise ValueError(f"{where}: cites no sentence")
        if outside := sorted(set(sentences) - set(self.asked)):
            raise ValueError(f"{where}: no sentence {outside[0]}; there are {self.asked[0]} to {self.asked[-1]}")
        if unknown := [actor for actor in actors if actor not in known]:
            raise ValueError(f"{where}: no actor {unknown[0][:40]!r} in 'actors'")


class VerdictDraft(Draft):
    """What the sentences say of each claim, line by line: "3 a:s b:c" for line a stated and line b contradicted.

    `lines` holds how many lines each claim has. A line needs three tokens, an object with a key per field ten.
    """

    lines: ClassVar[tuple[int, ...]] = ()

    verdicts: list[Annotated[str, Field(pattern=r"^[1-9][0-9]{0,2}( [a-i]:[snc]){1,9}$")]]

    @classmethod
    def for_claims(cls, lines: Sequence[int]) -> type[Self]:
        """Return this draft bound to claims with so many lines each: an answer that leaves one out is invalid."""
        bound: type[Self] = _bound(cls, "lines", tuple(lines))
        return bound

    def letters(self) -> tuple[str, ...]:
        """Return the verdicts of each claim, a letter per line: s (stated), n (not stated) or c (contradicted)."""
        found = dict(verdict.split(" ", 1) for verdict in self.verdicts)
        return tuple(found[str(number)][2::4] for number in range(1, len(self.lines) + 1))

    @model_validator(mode="after")
    def _check_lines(self) -> Self:
        given = [verdict.split(" ") for verdict in self.verdicts]
        if sorted(int(number) for number, *_ in given) != list(range(1, len(self.lines) + 1)):
            raise ValueError(f"give one verdict for each of the claims 1 to {len(self.lines)}")
        for number, *parts in given:
            wanted = "abcdefghi"[: self.lines[int(number) - 1]]
            if "".join(part[0] for part in parts) != wanted:
                raise ValueError(f"claim {number} has the lines {', '.join(wanted)}")
        return self


DRAFTS: dict[str, type[Draft]] = {
    "kind": KindDraft, "sentence": SentenceDraft, "article": ArticleDraft, "verdicts": VerdictDraft,
}  # fmt: skip
"""The draft schemas by name. Profiles name all but the last, which verification asks for."""


def wire_schema(draft: type[Draft]) -> dict[str, Any]:
    """Return the JSON schema of a draft as it is sent to servers: strict, without the titles that pydantic adds.

    It is the same for all windows.
    """
    return _trimmed_schema(next(base for base in draft.__mro__ if base in DRAFTS.values()))


@cache
def _plain_schema(draft: type[Draft]) -> dict[str, Any]:
    return super(Draft, draft).model_json_schema()


_UNSENT = ("title", "default")
"""Keywords that are not sent to servers: a strict one knows no defaults."""


@cache
def _trimmed_schema(draft: type[Draft]) -> dict[str, Any]:
    def trimmed(node: Any, *, names: bool = False) -> Any:
        if isinstance(node, dict):
            kept = {k: trimmed(v, names=k == "properties") for k, v in node.items() if names or k not in _UNSENT}
            return kept | {"required": list(kept["properties"])} if not names and "properties" in kept else kept
        return [trimmed(item) for item in node] if isinstance(node, list) else node

    schema: dict[str, Any] = trimmed(draft.model_json_schema())
    # Docstrings are for readers of this file, not for the model.
    for definition in schema.get("$defs", {}).values():
        definition.pop("description", None)
    schema.pop("description", None)
    return schema


@cache
def schema_hash(draft: type[Draft]) -> str:
    """Return the SHA-256 of the wire schema, 16 hex digits."""
    return hashlib.sha256(json.dumps(wire_schema(draft), sort_keys=True).encode()).hexdigest()[:16]
