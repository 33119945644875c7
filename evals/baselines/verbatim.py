"""The straightforward way: instructor, one prompt, the article at once, quotes copied by the model.

It is what a competent engineer writes in an afternoon: a good prompt, a pydantic schema, structured outputs, one
re-ask. Nothing is windowed, grounded or resolved by code. A quote that the article does not hold gets offsets where
the text is not equal to it, so it counts as ungrounded. An answer cut at the length limit is a failure, as it would
be for a user.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from evals.cases import Case
from evals.recorder import Subject
from summarizer.errors import EndpointUnavailableError, InvalidAnswerError, TruncatedAnswerError
from summarizer.schema import (
    Actor,
    ActorKind,
    Attempt,
    Brief,
    Commitment,
    Coverage,
    Event,
    EventType,
    Evidence,
    Firmness,
    Polarity,
    Provenance,
    Span,
    Status,
    Support,
    When,
)
from summarizer.settings import Endpoint, Settings

MAX_TOKENS = 2048
SLOT_TOKENS = 8192
"""Context that one request needs: the longest article, the schema and the answer."""

SETTINGS: dict[str, Any] = {"concurrency": 1}
"""One article is one request: the engine gives it all of its context and both cores."""

PROMPT = """You are a news editor. Read the article and make a structured brief of it.
actors: everybody who takes part in an event or commitment or is quoted; name without title, kind, role, affiliation.
events: what happened, is happening or is set to happen; one item per happening. type is one of the given values;
status: occurred, ongoing, scheduled (definite plan), proposed (possible), alleged (claimed, not confirmed), negated.
agents do it, others have it done to them; name them as in actors. main: the one to four that make the story.
commitments: what an actor undertakes to do or not to do in the future; by: who undertakes it; action: a verb phrase
that completes "will"; firmness: pledged (promise, agreement), planned (will, is to), intended (hopes, aims);
polarity: do or refrain; said_by: who says so.
Dates: text as in the article, start and end as ISO days, resolved against the publication date; null if there is none.
quotes: one to three exact, verbatim quotes of the article that support the item.
Use only what the article says."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Day(_Model):
    """A date as the model gives it."""

    text: str
    start: date | None
    end: date | None


class PeerActor(_Model):
    """An actor as the model gives it."""

    name: str
    kind: ActorKind
    role: str | None
    affiliation: str | None


class PeerEvent(_Model):
    """An event as the model gives it; actors by name."""

    summary: str
    type: EventType
    status: Status
    date: Day | None
    place: str | None
    agents: list[str]
    others: list[str]
    main: bool
    quotes: list[str] = Field(min_length=1)


class PeerCommitment(_Model):
    """A commitment as the model gives it; actors by name."""

    by: list[str] = Field(min_length=1)
    to: list[str]
    action: str
    firmness: Firmness
    polarity: Polarity
    due: Day | None
    condition: str | None
    amount: str | None
    said_by: list[str]
    quotes: list[str] = Field(min_length=1)


class PeerBrief(_Model):
    """The whole answer."""

    headline: str
    summary: str
    actors: list[PeerActor]
    events: list[PeerEvent]
    commitments: list[PeerCommitment]


def subject(model: str) -> Subject:
    """Return the peer with a model as what is recorded."""
    import hashlib
    import json

    def short(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    fingerprint = {
        "model": model,
        "prompt": f"verbatim {short(PROMPT)}",
        "schema": short(json.dumps(PeerBrief.model_json_schema(), sort_keys=True)),
        "window": "the article",
        "limits": f"max_tokens {MAX_TOKENS}, reasks 1, temperature 0",
    }
    return Subject(f"{model}-verbatim", fingerprint, ask)


def ask(case: Case, endpoint: Endpoint, settings: Settings) -> Brief:
    """Return the peer's brief of a case; raises TruncatedAnswerError or InvalidAnswerError where it has none."""
    return asyncio.run(_ask(case, endpoint, settings))


async def _ask(case: Case, endpoint: Endpoint, settings: Settings) -> Brief:
    import instructor
    import openai
    from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

    attempts: list[Attempt] = []
    article = case.article
    text = f"Published: {article.published}\nHeadline: {article.title}\n\n{article.text}"
    started = datetime.now(UTC)
    async with openai.AsyncOpenAI(
        base_url=endpoint.base_url, api_key=endpoint.api_key, max_retries=0, timeout=settings.timeout * 4
    ) as client:

        async def create(**body: Any) -> Any:
            began = time.monotonic()
            answer = await client.chat.completions.create(**body)
            usage = answer.usage
            attempts.append(
                Attempt(
                    model=answer.model,
                    outcome="truncated" if answer.choices[0].finish_reason == "length" else "ok",
                    seconds=round(time.monotonic() - began, 3),
                    prompt_tokens=usage.prompt_tokens if usage else None,
                    completion_tokens=usage.completion_tokens if usage else None,
                )
            )
            return answer

        asked: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        try:
            made: PeerBrief = await asked(
                model=endpoint.model,
                messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": text}],
                response_model=PeerBrief,
                max_retries=1,
                max_tokens=MAX_TOKENS,
                temperature=0,
            )
        except IncompleteOutputException as error:
            raise TruncatedAnswerError("the answer was cut", attempts=tuple(attempts)) from error
        except InstructorRetryException as error:
            cause = error.__cause__
            if isinstance(cause, IncompleteOutputException):
                raise TruncatedAnswerError("the answer was cut", attempts=tuple(attempts)) from error
            if isinstance(cause, openai.APIConnectionError):
                if isinstance(cause.__cause__, OSError) or cause.__cause__ is None:
                    raise EndpointUnavailableError("cannot reach the endpoint") from error
                raise cause.__cause__ from None
            raise InvalidAnswerError("no valid answer in 2 tries", attempts=tuple(attempts)) from error
    return _brief(made, case, endpoint, attempts, started)


def _brief(made: PeerBrief, case: Case, endpoint: Endpoint, attempts: list[Attempt], started: datetime) -> Brief:
    text = case.article.text
    ids: dict[str, str] = {}
    for actor in made.actors:
        ids.setdefault(actor.name, f"a{len(ids) + 1}")

    def known(names: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ids[name] for name in names if name in ids))

    def evidence(quotes: list[str]) -> tuple[Evidence, ...]:
        none_missing = Support(score=1.0)
        return tuple(Evidence(**_located(q, text), support=none_missing) for q in quotes if q.strip())

    def when(day: Day | None) -> When | None:
        return None if day is None else When(text=day.text, start=day.start, end=day.end or day.start)

    described = {actor.name: actor for actor in reversed(made.actors)}
    commitments = [c for c in made.commitments if known(c.by) and evidence(c.quotes)]
    return Brief(
        headline=made.headline,
        summary=made.summary,
        actors=tuple(
            Actor(
                id=id,
                name=name,
                kind=described[name].kind,
                role=described[name].role,
                affiliation=described[name].affiliation,
                mentions=(Span(**_located(name, text)),) if name in text else (),
            )
            for name, id in ids.items()
        ),
        events=tuple(
            Event(
                id=f"e{i}",
                summary=e.summary,
                type=e.type,
                status=e.status,
                when=when(e.date),
                place=e.place,
                agents=known(e.agents),
                others=known(e.others),
                main=e.main,
                evidence=evidence(e.quotes),
            )
            for i, e in enumerate((e for e in made.events if evidence(e.quotes)), start=1)
        ),
        commitments=tuple(
            Commitment(
                id=f"c{i}",
                by=known(c.by),
                to=known(c.to),
                action=c.action,
                firmness=c.firmness,
                polarity=c.polarity,
                due=when(c.due),
                condition=c.condition,
                amount=c.amount,
                said_by=known(c.said_by),
                evidence=evidence(c.quotes),
            )
            for i, c in enumerate(commitments, start=1)
        ),
        provenance=Provenance(
            article_hash="",
            model_requested=endpoint.model,
            model_answered=attempts[-1].model,
            endpoint=endpoint.label,
            prompt="verbatim",
            prompt_version="1",
            prompt_hash="",
            schema_hash="",
            library_version="",
            profile="none",
            started=started,
            finished=datetime.now(UTC),
            attempts=tuple(attempts),
        ),
        coverage=Coverage(windows_done=1, windows_planned=1),
    )


def _located(quote: str, text: str) -> dict[str, Any]:
    """Return the quote's place; one that the text does not hold gets offsets where it does not stand."""
    start = text.find(quote)
    return {"quote": quote, "start": max(start, 0), "end": max(start, 0) + len(quote)}
