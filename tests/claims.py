"""Claims about an article, as its brief has them, for tests of what comes after the brief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.data.briefs import brief_of_completions
from summarizer.assemble.grounding import support
from summarizer.complete.gateway import Completion
from summarizer.language.registry import wording_of
from summarizer.plan.planning import plan
from summarizer.plan.profiles import PROFILES
from summarizer.schema import (
    NO_HEADLINE,
    Article,
    Brief,
    Commitment,
    Event,
    EventType,
    Evidence,
    Firmness,
    Polarity,
    Span,
    Status,
    Support,
    When,
)

Claim = dict[str, Any]
NAMES = ("Odo Karst", "Ana Reyes")


def supported(statement: str, *quotes: str, names: Sequence[str] = (), language: str = "en") -> Support:
    """How far quotes in a language support a statement about these names."""
    return support(names, statement, *quotes, wording=wording_of(language))


def event(
    sentences: Sequence[int], summary: str, *, agents: Sequence[str] = (), others: Sequence[str] = (),
    status: Status = Status.OCCURRED, when: str | None = None, place: str | None = None, main: bool = False,
) -> Claim:  # fmt: skip
    """An event that cites these sentences; actors are given by name."""
    return {
        "cited": sentences, "summary": summary, "type": EventType.OTHER, "status": status, "agents": agents,
        "others": others, "when": when and When(text=when), "place": place, "main": main,
    }  # fmt: skip


def commitment(
    sentences: Sequence[int], action: str, *, by: Sequence[str], firmness: Firmness = Firmness.PLANNED,
    polarity: Polarity = Polarity.DO, **fields: Any,
) -> Claim:  # fmt: skip
    """A commitment that cites these sentences; actors are given by name."""
    return {"cited": sentences, "action": action, "by": by, "firmness": firmness, "polarity": polarity, **fields}


def brief_about(article: Article, *, events: Sequence[Claim] = (), claims: Sequence[Any] = ()) -> Brief:
    """The brief of an article that has these claims, unchecked, `NAMES` as its actors, and no summary."""
    planned = plan(article, PROFILES["large"])
    actors = [
        {"id": f"a{n}", "name": name, "kind": "person", "role": None, "affiliation": None}
        for n, name in enumerate(NAMES, start=1)
    ]
    content = {"actors": actors, "events": [], "commitments": [], "headline": "h", "summary": ""}
    (request,) = planned.requests
    completion = Completion(request, request.draft.model_validate(content))
    brief = brief_of_completions(planned, [completion])
    ids = {actor.name: actor.id for actor in brief.actors}

    def made(claim: Claim) -> dict[str, Any]:
        fields = {name: value for name, value in claim.items() if name != "cited"}
        for name in ("agents", "others", "by", "to", "said_by"):
            if name in fields:
                fields[name] = tuple(ids[actor] for actor in fields[name])
        spans = [Span(quote=s.text, start=s.start, end=s.end) for s in planned.sentences if s.number in claim["cited"]]
        quoted = [planned.legible.quoted(span) for span in spans]
        return fields | {"evidence": tuple(Evidence(**s.model_dump(), support=Support(score=1)) for s in quoted)}

    given = [*events, *claims]
    happened = [made(claim) for claim in given if "summary" in claim]
    promised = [made(claim) for claim in given if "action" in claim]
    return brief.model_copy(
        update={
            "headline": article.title or NO_HEADLINE,
            "events": tuple(Event(id=f"e{n}", **fields) for n, fields in enumerate(happened, start=1)),
            "commitments": tuple(Commitment(id=f"c{n}", **fields) for n, fields in enumerate(promised, start=1)),
        }
    )
