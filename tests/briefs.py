"""Briefs made by hand for tests of what is shown: rich, hostile and large ones."""

from __future__ import annotations

import random
import re
from datetime import UTC, date, datetime

from summarizer.schema import (
    Actor,
    ActorKind,
    Article,
    Attempt,
    Brief,
    BriefArticle,
    Commitment,
    Coverage,
    DayRange,
    Dropped,
    Event,
    EventType,
    Evidence,
    Firmness,
    Provenance,
    Reader,
    Span,
    Status,
    Support,
    When,
)

TEXT = (
    "LISBON — Foreign Minister Ana Reyes met Ambassador Tom Hale on Monday.\n\n"
    "Hale pledged 40 million euros for the port by June. Reyes is to visit Madrid next week, and Hale will join her.\n"
    "The dockers, soon on strike, accused Porto Shipping of hiding a report.\nIs more to come?"
)
_SENTENCES = (
    "LISBON — Foreign Minister Ana Reyes met Ambassador Tom Hale on Monday.",
    "Hale pledged 40 million euros for the port by June.",
    "Reyes is to visit Madrid next week, and Hale will join her.",
    "The dockers, soon on strike, accused Porto Shipping of hiding a report.",
)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }} \"'&amp;\u202e\u0007"


def brief(text: str = TEXT, *, title: str = "Reyes meets Hale", url: str | None = "https://news.example/1") -> Brief:
    """Return a brief with three actors, three events, two commitments and a claim that was left out."""
    met, pledged, visit, accused = _SENTENCES
    article = Article(text=text, title=title, published=date(2026, 1, 29), source="The Example", url=url, id="reyes")
    return Brief(
        article=BriefArticle.of(article),
        headline=title,
        summary=met,
        language="en",
        actors=(
            _actor(text, "a1", "Ana Reyes", "Ana Reyes", "Reyes", role="Foreign Minister"),
            _actor(text, "a2", "Tom Hale", "Tom Hale", "Hale", role="Ambassador"),
            _actor(text, "a3", "dockers", "dockers", kind=ActorKind.GROUP),
        ),
        events=(
            Event(
                id="e1", summary="Ana Reyes met Tom Hale.", type=EventType.MEETING, status=Status.OCCURRED, main=True,
                when=_day("on Monday", 26), agents=("a1", "a2"), evidence=(_evidence(text, met),),
            ),
            Event(
                id="e2", summary="Reyes and 300 others visit Madrid.", type=EventType.VISIT, status=Status.SCHEDULED,
                place="Madrid",
                when=When(
                    text="next week", start=date(2026, 2, 2), end=date(2026, 2, 8), resolved_by=Reader.CODE,
                    other_reading=DayRange(start=date(2026, 2, 1), end=date(2026, 2, 7)),
                ),
                agents=("a1",), evidence=(_evidence(text, visit, 0.5, "300"),),
            ),
            Event(
                id="e3", summary=accused, type=EventType.OTHER, status=Status.ALLEGED, agents=("a3",),
                when=When(text="soon"), evidence=(_evidence(text, accused),), statement=_span(text, accused),
            ),
        ),
        commitments=(
            Commitment(
                id="c1", by=("a2",), to=("a1",), action="pay 40 million euros for the port",
                firmness=Firmness.PLEDGED, due=When(
                    text="by June", start=date(2026, 1, 29), end=date(2026, 6, 30), deadline=True,
                    resolved_by=Reader.MODEL,
                ),
                amount="40 million euros", evidence=(_evidence(text, pledged),),
            ),
            Commitment(
                id="c2", by=("a2",), action="join her", firmness=Firmness.PLANNED, evidence=(_evidence(text, visit),)
            ),
        ),
        dropped=(Dropped(item="event", claim="More came.", reason="the sentence only asks", sentences=(5,)),),
        provenance=_provenance(article),
        coverage=Coverage(windows_done=4, windows_planned=5, failures=("RateLimitedError",)),
    )  # fmt: skip


def hostile_brief() -> Brief:
    """Return a brief of which every text tries to leave its place."""
    made = brief(f"{TEXT}\n{HOSTILE}", title=HOSTILE, url="javascript:alert(1)")
    claims = {"summary": HOSTILE, "place": HOSTILE, "when": When(text=HOSTILE)}
    event = made.events[1].model_copy(update={**claims, "evidence": (_evidence(f"{TEXT}\n{HOSTILE}", HOSTILE),)})
    actor = made.actors[0].model_copy(update={"name": HOSTILE, "role": HOSTILE})
    return made.model_copy(
        update={
            "headline": HOSTILE, "summary": HOSTILE, "events": (made.events[0], event, made.events[2]),
            "actors": (actor, *made.actors[1:]),
            "dropped": (Dropped(item="event", claim=HOSTILE, reason=HOSTILE, sentences=(99,)),),
            "provenance": made.provenance.model_copy(update={"model_answered": HOSTILE}),
        }
    )  # fmt: skip


def large_brief() -> Brief:
    """Return a brief of an article of 5,000 words, with a hundred items; actors have up to a hundred mentions."""
    words, items, chance = 5000, 100, random.Random(1)
    vocabulary = "port council harbour minister vote budget strike ferry report north crane union night bridge".split()
    sentences, count = [], 0
    while count < words:
        length = chance.randint(12, 28)
        sentences.append(" ".join(chance.choices(vocabulary, k=length)).capitalize() + f" {len(sentences)}.")
        count += length + 1
    text = "\n".join(" ".join(sentences[n : n + 4]) for n in range(0, len(sentences), 4))
    made, cited = brief(), [_evidence(text, chance.choice(sentences)) for _ in range(items)]
    actors = tuple(
        _actor(text, f"a{n}", name, name).model_copy(update={"mentions": _everywhere(text, name)[:100]})
        for n, name in enumerate(vocabulary[: items // 4])
    )
    events = tuple(
        made.events[n % 2].model_copy(
            update={"id": f"e{n}", "summary": e.quote, "evidence": (e,), "agents": (actors[n % len(actors)].id,)}
        )
        for n, e in enumerate(cited[: items - len(actors) - 10])
    )
    commitments = tuple(
        made.commitments[0].model_copy(
            update={"id": f"c{n}", "evidence": (e,), "by": (actors[0].id,), "to": (actors[1].id,)}
        )
        for n, e in enumerate(cited[-10:])
    )
    article = BriefArticle.of(Article(text=text, title="Long", published=date(2026, 1, 29)))
    return made.model_copy(
        update={"article": article, "actors": actors, "events": events, "commitments": commitments, "dropped": ()}
    )


def _evidence(text: str, quote: str, score: float = 1.0, *missing: str) -> Evidence:
    start = text.index(quote)
    support = Support(score=score, missing=missing)
    return Evidence(quote=quote, start=start, end=start + len(quote), support=support)


def _span(text: str, quote: str) -> Span:
    return Span(quote=quote, start=text.index(quote), end=text.index(quote) + len(quote))


def _everywhere(text: str, word: str) -> tuple[Span, ...]:
    return tuple(Span(quote=word, start=m.start(), end=m.end()) for m in re.finditer(rf"\b{word}\b", text))


def _actor(
    text: str, id: str, name: str, *mentions: str, role: str | None = None, kind: ActorKind = ActorKind.PERSON
) -> Actor:
    spans = tuple(Span(quote=m, start=at, end=at + len(m)) for m in mentions if (at := text.rfind(m)) >= 0)
    return Actor(id=id, name=name, kind=kind, role=role, mentions=spans)


def _day(phrase: str, day: int) -> When:
    return When(text=phrase, start=date(2026, 1, day), end=date(2026, 1, day))


def _provenance(article: Article) -> Provenance:
    moment = datetime(2026, 1, 30, 12, tzinfo=UTC)
    return Provenance(
        article_hash=BriefArticle.of(article).text_sha256, model_requested="m", model_answered="m-1",
        endpoint="http://127.0.0.1/v1", prompt="brief", prompt_version="v1", prompt_hash="0" * 16,
        schema_hash="1" * 16, library_version="0", profile="large", started=moment, finished=moment,
        attempts=(Attempt(model="m", outcome="ok", seconds=1.0, completion_tokens=10),),
    )  # fmt: skip
