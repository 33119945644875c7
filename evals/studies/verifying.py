"""Ask a model to verify a sample of altered and unaltered items, as the library asks it about the claims of a brief.

The items of an article share requests, altered and unaltered ones mixed, and each is asked about in one version, so
that nothing but the sentences gives an alteration away. Code checks nothing here.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from summarizer.article.sentences import sentences
from summarizer.article.text import find_name
from summarizer.assemble.dating import Dating
from summarizer.assemble.verified import verified
from summarizer.claims import PAST
from summarizer.complete.endpoint import RetryPolicy
from summarizer.complete.gateway import Completion, Gateway, open_connections
from summarizer.complete.limits import Limits, Meter
from summarizer.plan.drafts import VerdictDraft, schema_hash
from summarizer.plan.planning import Plan, plan
from summarizer.plan.profiles import PROFILES
from summarizer.plan.prompts import load_prompt
from summarizer.plan.verification import PROMPT, plan_verification
from summarizer.schema import (
    Actor,
    Brief,
    Commitment,
    Event,
    Evidence,
    Span,
    Status,
    Support,
)
from summarizer.settings import Endpoint, Settings

from ..data.briefs import brief_of
from ..data.cases import Case
from ..recording.recorder import Subject
from .altering import Altered, DraftItem, Source, altered
from .claims import Acceptance, Checker

UNALTERED = 120
"""Number of unaltered items in a sample: of the 430 of gold, the others are altered."""

SUMMED = 4
"""One in so many events is no event of a brief, but a sentence of its summary."""

UNTITLED = 2
"""One in so many cases has no title, and an event for a headline."""

MIN_CAUGHT, MIN_CAUGHT_TOGETHER = 93.0, 97.0
"""The least altered items, in percent, that must be dropped or marked: by the model, by the model or code."""

MAX_DROPPED, MAX_MARKED = 2.0, 8.0
"""The most unaltered items, in percent, that may be dropped and marked."""

NO_ALTERATION = ("gold field from another sentence", "condition left out", "role of an actor")
"""Kinds of altered items whose claims are no less true, or whose change is in no claim."""


@dataclass
class Found:
    """How many items of each kind are accepted how far, and each item with its reason."""

    rows: dict[str, Counter[Acceptance]] = field(default_factory=lambda: defaultdict(Counter))
    items: list[tuple[Altered, Case, Acceptance, str]] = field(default_factory=list)

    def count(self, *, altered: bool) -> Counter[Acceptance]:
        """Return the counts of all altered items, or of all unaltered ones."""
        chosen = (counts for kind, counts in self.rows.items() if _is_altered(kind) is altered)
        return sum(chosen, Counter[Acceptance]())


@dataclass(frozen=True)
class Batch:
    """The items of one case that are asked about, each in one version."""

    case: Case
    items: tuple[Altered, ...]

    def plan(self) -> Plan:
        """Return the plan of the article, which has no title if a headline is asked about."""
        article = self.case.article
        if any(item.part == "headline" for item in self.items):
            article = article.model_copy(update={"title": None})
        return plan(article, PROFILES["large"])


def _is_altered(kind: str) -> bool:
    return not kind.startswith("unaltered")


def sample(cases: Sequence[Case], *, unaltered: int = UNALTERED) -> list[Batch]:
    """Return every item of gold once, the same each time: so many of them unaltered, the others altered.

    An item gets the alteration of which there are fewest so far.
    """
    versions: dict[tuple[int, str], list[Altered]] = defaultdict(list)
    for at, case in enumerate(cases):
        for item in altered(Source.of(case)):
            if item.kind not in NO_ALTERATION:
                versions[at, f"{item.origin}"].append(item)
    whole = dict(_whole(versions))
    by_kind = {key: _by_kind(items, whole.get(key, ("events", "commitments"))) for key, items in versions.items()}
    possible = Counter(kind for kinds in by_kind.values() for kind in kinds)
    # At equal distances; the remainders of the multiples are below `unaltered` that many times.
    plain = {key for n, key in enumerate(by_kind) if n * unaltered % len(by_kind) < unaltered}
    chosen: dict[tuple[int, str], Altered] = {}
    counts: Counter[str] = Counter()
    for key in sorted(by_kind, key=lambda key: len(by_kind[key])):
        kinds = [kind for kind in by_kind[key] if _is_altered(kind) is not (key in plain)]
        if kinds:
            kind = min(kinds, key=lambda kind: (counts[kind], possible[kind], kind))
            counts[kind] += 1
            chosen[key] = by_kind[key][kind]
    batches = []
    for at, case in enumerate(cases):
        items = tuple(chosen[key] for key in by_kind if key in chosen and key[0] == at)
        if items:
            batches.append(Batch(case, items))
    return batches


def _by_kind(versions: Sequence[Altered], parts: Container[str]) -> dict[str, Altered]:
    """Return the versions of an item that are in one of these parts of a brief, the first of each kind."""
    return {version.kind: version for version in reversed(versions) if version.part in parts}


def _whole(versions: Mapping[tuple[int, str], Sequence[Altered]]) -> Iterator[tuple[tuple[int, str], tuple[str]]]:
    """Yield the events of gold that are sentences of the summary, or a headline, in a sample."""
    for at, keys in groupby(versions, key=lambda key: key[0]):
        # Those of which there is an altered version: a sentence in many words, with a verb that can be negated.
        events = [key for key in keys if any(map(_is_altered, _by_kind(versions[key], ("headline",))))]
        yield from ((key, ("summary",)) for key in events[1::SUMMED])
        if at % UNTITLED == 0:
            yield from ((key, ("headline",)) for key in events[2:3])


def together(found: Found, *, altered: bool) -> Counter[Acceptance]:
    """Return the counts of all altered items, or of all unaltered ones, with the doubts of code: what the reader of a
    verified brief sees."""
    checkers: dict[str, Checker] = {}
    counts = Counter[Acceptance]()
    for item, case, acceptance, _ in found.items:
        if _is_altered(item.kind) is altered:
            checker = checkers.setdefault(case.id, Checker(case))
            if acceptance is not Acceptance.DROPPED and (by_code := checker.acceptance(item)) is not Acceptance.PASSED:
                acceptance = by_code
            counts[acceptance] += 1
    return counts


def brief_of_batch(batch: Batch, planned: Plan) -> Brief:
    """Return the brief that consists of the items of a batch; their ids are their positions, from 0."""
    dating = Dating(planned.article, planned.country, lambda days, reason: None)
    text = planned.article.text

    def cited(item: DraftItem) -> tuple[Evidence, ...]:
        chosen = (planned.sentences[number - 1] for number in item["sentences"])
        return tuple(Evidence(quote=s.text, start=s.start, end=s.end, support=Support(score=1.0)) for s in chosen)

    def event(id: str, item: DraftItem) -> Event:
        status, evidence = Status(item["status"]), cited(item)
        past = None if status is Status.ONGOING else status in PAST
        quotes, off = [e.quote for e in evidence], status is Status.NEGATED
        when = dating.when(item["when"], None, quotes, past=past, off=off)
        names = ("summary", "type", "status", "place", "agents", "others", "main")
        return Event.model_validate({**{n: item[n] for n in names}, "id": id, "when": when, "evidence": evidence})

    def commitment(id: str, item: DraftItem) -> Commitment:
        evidence = cited(item)
        due = dating.when(item["due"], None, [e.quote for e in evidence], past=False)
        names = ("by", "to", "action", "firmness", "polarity", "condition", "amount", "said_by")
        return Commitment.model_validate({**{n: item[n] for n in names}, "id": id, "due": due, "evidence": evidence})

    gold = batch.case.gold
    numbered = [(str(number), item) for number, item in enumerate(batch.items)]
    brief = brief_of(
        planned.article,
        {"model_requested": "m", "model_answered": "m", "endpoint": "relay", "profile": "large"},
        headline="\n".join(item.content["headline"] for item in batch.items if item.part == "headline"),
        summary="\n".join(item.content["summary"] for item in batch.items if item.part == "summary"),
        actors=tuple(
            Actor(
                **a.model_dump(exclude={"mentions"}),
                mentions=tuple(
                    Span(**place._asdict())
                    for form in dict.fromkeys((a.name, *a.mentions))
                    for place in find_name(form, text)
                ),
            )
            for a in gold.actors
        ),
        events=tuple(event(id, item.content) for id, item in numbered if item.part == "events"),
        commitments=tuple(commitment(id, item.content) for id, item in numbered if item.part == "commitments"),
    )
    return planned.legible.brief(brief)


def verification_subject(batches: Sequence[Batch], model: str, reasks: int) -> Subject:
    """Return the verification of these batches by a model as the subject of recordings, `<model>-verify`."""
    kinds = Counter(_is_altered(item.kind) for batch in batches for item in batch.items)
    fingerprint = {
        "model": model,
        "prompt": f"{PROMPT} {load_prompt(PROMPT).hash}",
        "schema": schema_hash(VerdictDraft),
        "sample": f"{kinds[True]} altered items, {kinds[False]} unaltered ones",
        "limits": f"reasks {reasks}, temperature 0",
    }
    by_case = {batch.case.id: batch for batch in batches}
    return Subject(f"{model}-verify", fingerprint, partial(_ask, batches=by_case, reasks=reasks))


def _ask(case: Case, endpoint: Endpoint, settings: Settings, *, batches: Mapping[str, Batch], reasks: int) -> Brief:
    """Return the brief that consists of a case's batch, as its verification leaves it."""
    batch = batches[case.id]
    planned = batch.plan()
    brief = brief_of_batch(batch, planned)
    verification = plan_verification(planned, brief)

    async def complete() -> tuple[Completion, ...]:
        async with open_connections((endpoint,), timeout=settings.timeout) as connections:
            gateway = Gateway(
                connections, Meter(Limits(None, None, None)), asyncio.Semaphore(8),
                policy=RetryPolicy(settings.max_attempts), reasks=reasks,
            )  # fmt: skip
            return await gateway.complete_all(verification.requests)

    return verified(brief, verification, asyncio.run(complete()))


def count(batches: Sequence[Batch], outcomes: Mapping[str, object]) -> Found:
    """Return what became of the items of the batches whose cases have a brief among the outcomes."""
    found = Found()
    for batch in batches:
        if isinstance(brief := outcomes.get(batch.case.id), Brief):
            _count(found, batch, brief)
    return found


def _count(found: Found, batch: Batch, brief: Brief) -> None:
    items: list[Event | Commitment] = [*brief.events, *brief.commitments]
    kept = {item.id: item for item in items}
    reasons = {dropped.claim: dropped.reason for dropped in brief.dropped}
    for number, item in enumerate(batch.items):
        if item.part in ("summary", "headline"):
            # The gold has one sentence for an event, but an abbreviation may end it.
            lines = [sentence.text for sentence in sentences(item.content[item.part], "en")]
            lost = [reasons[line] for line in lines if line in reasons]
            doubts = [d for d in brief.unsupported if d.field == item.part and d.claimed in lines]
        else:
            left = kept.get(str(number))
            lost = [reasons[item.content.get("summary") or item.content["action"]]] if left is None else []
            doubts = [*left.unsupported] if left else []
        told = ", ".join(f"{d.field} ({d.claimed})" for d in doubts)
        acceptance = Acceptance.DROPPED if lost else Acceptance.MARKED if doubts else Acceptance.PASSED
        found.rows[item.kind][acceptance] += 1
        found.items.append((item, batch.case, acceptance, lost[0] if lost else told))
