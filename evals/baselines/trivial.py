"""Trivial baselines: briefs made without any model, which a profile has to beat.

`every sentence` takes each sentence of six words or more as an event that occurred, `first twelve` only the first
twelve of them. Both list the names of a capital-letter tagger as actors, state no commitments, and take the lead as
summary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer import (
    Actor,
    Article,
    Brief,
    Event,
    EventType,
    Evidence,
    Span,
    Status,
    Support,
)
from summarizer.article.sentences import Sentence, sentences
from summarizer.article.text import find_name, fold
from summarizer.language.kinds import kind_of
from summarizer.language.words import names

from ..data import briefs
from ..data.cases import Case
from ..data.runs import Run
from ..scoring.scorer import score_run
from ..scoring.statistics import compare

LEAST_WORDS = 6
"""A line with fewer words is a heading or a byline."""

LIMITS: Mapping[str, int | None] = {"every-sentence": None, "first-twelve": 12}
"""How many sentences each baseline takes, by its name."""

BEATEN = ("events_f1", "actors_f1")
"""Metrics on which a profile has to beat the baselines."""

_FULL = Support(score=1.0)


def runs(cases: Sequence[Case]) -> list[Run]:
    """Return the run of each baseline over the cases."""
    return [
        Run(name, {case.id: brief_of(case.article, limit) for case in cases}, {"model": "none", "baseline": name})
        for name, limit in LIMITS.items()
    ]


@dataclass(frozen=True)
class Margin:
    """By how much a run beats a baseline on one metric, with the 95 % interval of the paired difference."""

    metric: str
    baseline: str
    ours: float
    theirs: float
    low: float

    @property
    def is_beaten(self) -> bool:
        """Whether the interval excludes no difference."""
        return self.low > 0

    def __str__(self) -> str:
        verdict = "beats" if self.is_beaten else "does not beat"
        return f"{self.metric} {self.ours:.3f} {verdict} {self.baseline!r} {self.theirs:.3f} (at least {self.low:+.3f})"


def margins(run: Run, cases: Sequence[Case]) -> list[Margin]:
    """Return how a run compares with each baseline, on the metrics in `BEATEN` (paired bootstrap over articles)."""
    scores = score_run(run, cases)
    found = []
    for baseline in runs([case for case in cases if case.id in run.outcomes]):
        differences = compare(score_run(baseline, cases), scores)
        for name in BEATEN:
            difference = differences[name]
            if difference.a is not None and difference.b is not None and difference.low is not None:
                found.append(Margin(difference.metric.label, baseline.name, difference.b, difference.a, difference.low))
    return found


@lru_cache(maxsize=128)  # each gate has those of all cases
def brief_of(article: Article, limit: int | None = None) -> Brief:
    """Return the baseline's brief of an article, of at most `limit` sentences."""
    numbered = [s for s in sentences(article.text, article.language) if len(s.text.split()) >= LEAST_WORDS][:limit]
    return briefs.brief_of(
        article,
        {"model_requested": "none", "model_answered": "none"},
        headline=article.title or (numbered[0].text if numbered else ""),
        summary=numbered[0].text if numbered else "",
        actors=_actors(article.text, numbered),
        events=tuple(_event(number, sentence) for number, sentence in enumerate(numbered, start=1)),
        commitments=(),
    )


def _event(number: int, sentence: Sentence) -> Event:
    evidence = Evidence(quote=sentence.text, start=sentence.start, end=sentence.end, support=_FULL)
    return Event(
        id=f"e{number}", summary=sentence.text, type=EventType.OTHER, status=Status.OCCURRED, main=number <= 3,
        evidence=(evidence,), statement=Span(quote=sentence.text, start=sentence.start, end=sentence.end),
    )  # fmt: skip


def _actors(text: str, numbered: Sequence[Sentence]) -> tuple[Actor, ...]:
    found = {fold(name): name for sentence in numbered for name in names(f"- {sentence.text}")}
    return tuple(
        Actor(
            id=f"a{number}",
            name=name,
            kind=kind_of(name, text),
            mentions=tuple(Span(**place._asdict()) for place in find_name(name, text)),
        )
        for number, name in enumerate(found.values(), start=1)
    )
