"""The peer: instructor, one prompt for the whole article, quotes copied by the model.

It is what a competent engineer writes in an afternoon: a good prompt, a pydantic schema, structured outputs, one
re-ask. There are no windows, and code grounds and resolves nothing. A quote that the article does not contain gets
offsets where the text differs from it, so it counts as ungrounded. A truncated answer is a failure, as for a user.

The docstrings of the answer's models are part of the schema that the model is sent: a change makes recordings stale.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import time
from datetime import UTC, date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from summarizer.assemble.grounding import support
from summarizer.errors import EndpointUnavailableError, InvalidAnswerError, RequestRejectedError, TruncatedAnswerError
from summarizer.language.registry import wording_of
from summarizer.schema import (
    Actor,
    ActorKind,
    Attempt,
    Brief,
    Commitment,
    Event,
    EventType,
    Evidence,
    Firmness,
    Polarity,
    Span,
    Status,
    When,
)
from summarizer.settings import Endpoint, Settings

from ..data.briefs import brief_of
from ..data.cases import Case
from ..recording.recorder import Subject

ENGLISH = wording_of("en")
"""The prompt is English, and so are the cases."""
MAX_TOKENS = 2048
"""Maximum length of an answer, in tokens."""

SLOT_TOKENS = 8192
"""Context that one request needs, in tokens: the longest article, the schema and the answer."""

SETTINGS: dict[str, Any] = {"concurrency": 1}
"""An article is a single request, so the engine gives it the whole context and all cores."""

PROMPT = """You are a news editor. Read the article and answer with one JSON object: a brief of who acted, what \
happened and who undertook to do what. Use only what the article says.

headline: one line. summary: two or three sentences, the most important first.

actors: everybody who takes part in one of the events or commitments below, or is quoted as a source for one.
- name: the fullest form in the article, without title.
- kind: person, organization (company, party, agency, ministry, court, army), country (a state or its government), \
group (people described, not named), other.
- role: the title or description as the article gives it, or null. affiliation: the organisation or country that it \
acts for, or null.

events: what happened, is happening or is set to happen; one item per distinct happening, usually 3 to 12. A statement \
is an event only if the saying itself is news (announcement, accusation, warning, denial, demand).
- summary: one sentence that says who does what.
- type: meeting (talks, call, summit), visit (travel), statement, agreement (deal, treaty), policy (law, order, \
government decision or programme), election, personnel (appointment, resignation), legal (arrest, charge, trial, \
investigation), protest, conflict (attack, battle), crime, disaster (natural or accident, epidemic), aid (relief, \
rescue, funding), business, discovery (study, report), culture_sport, other.
- status: occurred, ongoing, scheduled (a definite plan), proposed (possible, offered, considered), alleged (claimed \
and not confirmed), negated (did not happen).
- agents: who does it; others: who it is done to or for; both by their names as in actors. place: exact phrase or null.
- main: true for the one to four without which the story is not told.

commitments: what an actor undertakes to do or not to do after the publication date, so that a reporter could go back \
and check it. No predictions, no demands on others, nothing already done, no mere values.
- by: who undertakes it; to: who it is promised to, or []; said_by: who states it, or []; by their names as in actors.
- action: a verb phrase that completes "will", without the actor and the date.
- firmness: pledged (promise, agreement), planned (will, is to, is scheduled to), intended (aims, hopes, considers, is \
ready to). polarity: do or refrain.
- due: a date like that of events. condition: the exact phrase that it depends on, or null. amount: the exact phrase \
of the sum or quantity that measures it, or null.

date and due: null where the article gives none; otherwise text, the exact phrase, and start and end, ISO days \
(YYYY-MM-DD), inclusive, worked out from the publication date: a month is its first to its last day, "next week" the \
next Monday to Sunday, a bare weekday in a report of the past the last such day. start and end are null where it \
can't be worked out.
quotes of events and commitments: one to three exact quotes, each the shortest clause or sentence that supports the \
item by itself, copied from the article character for character."""


_LINK = re.compile(r"\n?.*errors\.pydantic\.dev.*")


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
    """Return the peer with a model as the subject of recordings."""

    def short(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    fingerprint = {
        "model": model,
        "prompt": f"verbatim {short(PROMPT)}",
        "schema": short(json.dumps(PeerBrief.model_json_schema(), sort_keys=True)),
        "window": "the article",
        "limits": f"max_tokens {MAX_TOKENS}, reasks 1, temperature 0",
    }
    return Subject(f"{model}-verbatim", fingerprint, ask, SLOT_TOKENS)


def ask(case: Case, endpoint: Endpoint, settings: Settings) -> Brief:
    """Return the peer's brief of a case.

    Raise TruncatedAnswerError or InvalidAnswerError if the answer is unusable, RequestRejectedError or
    EndpointUnavailableError if the endpoint fails.
    """
    return asyncio.run(_ask(case, endpoint, settings))


async def _ask(case: Case, endpoint: Endpoint, settings: Settings) -> Brief:
    import instructor
    import openai
    from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

    attempts: list[Attempt] = []
    article = case.article
    text = f"Published: {article.published or 'unknown'}\nHeadline: {article.title or 'none'}\n\n{article.text}"
    started = datetime.now(UTC)
    async with openai.AsyncOpenAI(
        base_url=endpoint.base_url, api_key=endpoint.api_key, max_retries=0, timeout=settings.timeout * 4
    ) as client:

        async def create(**body: Any) -> Any:
            began = time.monotonic()
            if attempts:
                attempts[-1] = attempts[-1].model_copy(update={"outcome": "invalid"})
            # The links in pydantic's messages contain its version, which would make recordings stale.
            body["messages"] = [{**m, "content": _LINK.sub("", m["content"])} for m in body["messages"]]
            try:
                answer = await client.chat.completions.create(**body)
            except openai.OpenAIError as error:
                raise _typed(error, endpoint) from error
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

        structured: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        try:
            draft: PeerBrief = await structured(
                model=endpoint.model,
                messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": text}],
                response_model=PeerBrief,
                max_retries=1,
                max_tokens=MAX_TOKENS,
                temperature=0,
            )
        except IncompleteOutputException as error:
            raise _truncated(attempts) from error
        except InstructorRetryException as error:
            cause = error.__cause__
            if isinstance(cause, IncompleteOutputException):
                raise _truncated(attempts) from error
            if isinstance(cause, ValueError) or cause is None:
                attempts[-1] = attempts[-1].model_copy(update={"outcome": "invalid"})
                raise InvalidAnswerError("no valid answer in 2 tries", attempts=tuple(attempts)) from error
            raise cause from None
    return _brief(draft, case, endpoint, attempts, started)


def _truncated(attempts: list[Attempt]) -> TruncatedAnswerError:
    return TruncatedAnswerError(f"the answer ran into the limit of {MAX_TOKENS} tokens", attempts=tuple(attempts))


def _typed(error: Exception, endpoint: Endpoint) -> Exception:
    """Return the library's error for an error of the client. A cause that is no endpoint error is returned as it is."""
    import httpx2
    import openai

    if isinstance(error, openai.APIStatusError):
        return RequestRejectedError(f"{endpoint.label} refused the request (HTTP {error.status_code})")
    cause = error.__cause__
    if isinstance(cause, Exception) and not isinstance(cause, httpx2.TransportError | OSError):
        return cause
    return EndpointUnavailableError(f"cannot reach {endpoint.label}")


def _brief(draft: PeerBrief, case: Case, endpoint: Endpoint, attempts: list[Attempt], started: datetime) -> Brief:
    claims = _Claims(draft, case.article.text)
    return brief_of(
        case.article,
        {
            "model_requested": endpoint.model,
            "model_answered": attempts[-1].model,
            "endpoint": endpoint.label,
            "prompt": "verbatim",
            "prompt_version": "1",
            "profile": "none",
            "started": started,
            "finished": datetime.now(UTC),
            "attempts": tuple(attempts),
        },
        headline=draft.headline,
        summary=draft.summary,
        actors=claims.actors(),
        events=claims.events(),
        commitments=claims.commitments(),
    )


class _Claims:
    """The claims of a draft in the form of a brief: actors have ids, quotes have offsets."""

    def __init__(self, draft: PeerBrief, text: str) -> None:
        self._draft, self._text = draft, text
        claimed = [n for e in draft.events for n in (*e.agents, *e.others)]
        claimed += [n for c in draft.commitments for n in (*c.by, *c.to, *c.said_by)]
        # A name that the model uses but forgot to list becomes an actor, because a reader would understand it.
        names = dict.fromkeys([*(a.name for a in draft.actors), *claimed])
        self._ids = {name: f"a{i}" for i, name in enumerate((n for n in names if n.strip()), start=1)}

    def actors(self) -> tuple[Actor, ...]:
        described = {actor.name: actor for actor in reversed(self._draft.actors)}
        return tuple(
            Actor(
                id=id,
                **(dict(described[name]) if name in described else {"name": name, "kind": ActorKind.OTHER}),
                mentions=(Span(**_located(name, self._text)),) if name in self._text else (),
            )
            for name, id in self._ids.items()
        )

    def events(self) -> tuple[Event, ...]:
        quoted = [(e, self._evidence(e.quotes, e.agents, e.summary)) for e in self._draft.events]
        return tuple(
            Event(
                id=f"e{i}",
                **e.model_dump(exclude={"date", "agents", "others", "quotes"}),
                when=_when(e.date),
                agents=self._known(e.agents),
                others=self._known(e.others),
                evidence=evidence,
            )
            for i, (e, evidence) in enumerate(((e, q) for e, q in quoted if q), start=1)
        )

    def commitments(self) -> tuple[Commitment, ...]:
        quoted = [(c, self._evidence(c.quotes, c.by, c.action)) for c in self._draft.commitments if self._known(c.by)]
        return tuple(
            Commitment(
                id=f"c{i}",
                **c.model_dump(exclude={"by", "to", "due", "said_by", "quotes"}),
                by=self._known(c.by),
                to=self._known(c.to),
                due=_when(c.due),
                said_by=self._known(c.said_by),
                evidence=evidence,
            )
            for i, (c, evidence) in enumerate(((c, q) for c, q in quoted if q), start=1)
        )

    def _known(self, names: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._ids[name] for name in names if name in self._ids))

    def _evidence(self, quotes: list[str], agents: list[str], statement: str) -> tuple[Evidence, ...]:
        # Measured like the library's own evidence, so that the figures are comparable.
        return tuple(
            Evidence(**_located(q, self._text), support=support(agents, statement, q, wording=ENGLISH))
            for q in quotes
            if q.strip()
        )


def _when(day: Day | None) -> When | None:
    return None if day is None else When(text=day.text, start=day.start, end=day.end or day.start)


def _located(quote: str, text: str) -> dict[str, Any]:
    """Return a quote with its offsets. A quote that the text does not contain gets offsets where the text differs."""
    start = text.find(quote)
    return {"quote": quote, "start": max(start, 0), "end": max(start, 0) + len(quote)}
