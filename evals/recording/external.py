"""The sets in `external/` as cases: human-annotated articles, and texts without annotation.

An article of a set becomes a case without gold, so that it can be recorded and replayed like any other; its cassette is
in the folder `<model>-<set>`. If the article is also an ordinary case, that case's cassette is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from summarizer.schema import Article

from ..data.cases import Case, load_cases
from ..data.external_sets import (
    AnnotatedArticle,
    PloverRecord,
    load_gum,
    load_meantime,
    load_plain,
    load_plover,
)
from ..data.gold import Gold
from ..data.project import project
from ..data.runs import Outcome
from ..scoring.external import (
    GUM_METRICS,
    MEANTIME_METRICS,
    PLOVER_METRICS,
    score_gum,
    score_meantime,
    score_plover,
)
from ..scoring.metrics import Metric
from ..scoring.scorer import CaseScore
from ..scoring.unannotated import UNANNOTATED_METRICS, score_unannotated
from .recorder import Recordings, Subject

Record = AnnotatedArticle | PloverRecord

NO_GOLD = Gold(actors=(), events=(), commitments=())


@dataclass(frozen=True)
class ExternalSet:
    """How to load and score a set, and its folder of cassettes in `external` (None: that of the cases)."""

    load: Callable[[], Sequence[Record]]
    score: Callable[[Iterable[Any], Mapping[str, Outcome]], list[CaseScore]]
    metrics: Sequence[Metric]
    cassettes: str | None = None
    english: bool = True
    """Whether its texts are in English; if not, a profile may ask about them in another way."""

    @property
    def directory(self) -> Path | None:
        """The folder of its cassettes, or None."""
        return None if self.cassettes is None else project().external / self.cassettes


SETS: Mapping[str, ExternalSet] = {
    "meantime": ExternalSet(load_meantime, score_meantime, MEANTIME_METRICS),
    "gum": ExternalSet(load_gum, score_gum, GUM_METRICS),
    # The licence is share-alike. Recordings contain the sentences, so they stay in the folder with that licence.
    "plover": ExternalSet(load_plover, score_plover, PLOVER_METRICS, "plover/cassettes"),
    **{
        name: ExternalSet(partial(load_plain, f"{name}.jsonl"), score_unannotated, UNANNOTATED_METRICS)
        for name in ("unlabelled", "marked", "unseen", "unread", "long")
    },
    "multilingual": ExternalSet(
        partial(load_plain, "multilingual/texts.jsonl"),
        score_unannotated,
        UNANNOTATED_METRICS,
        "multilingual/cassettes",
        english=False,
    ),
}


def as_case(record: Record) -> Case:
    """Return a record as a case without gold. Its text is cut to the annotated part."""
    end = record.annotated_end if isinstance(record, AnnotatedArticle) else None
    article = record.article.model_copy(update={"text": record.article.text[:end]})
    return Case(id=record.id, attribution=record.attribution, article=article, gold=NO_GOLD)


def _key(article: Article) -> tuple[object, ...]:
    """Return the fields of an article that a model is shown."""
    return article.text, article.title, article.published


def cases_of(records: Iterable[Record]) -> dict[str, Case]:
    """Return the case of each record by the record's id: the ordinary case of the same article, if there is one."""
    ordinary = {_key(case.article): case for case in load_cases()}
    converted = {record.id: as_case(record) for record in records}
    return {id: ordinary.get(_key(case.article), case) for id, case in converted.items()}


def recordings_of(
    cases: Iterable[Case], name: str, library: Subject, directory: Path | None = None
) -> tuple[Recordings, Recordings]:
    """Return the recordings of the cases that only the set has, and those of the ordinary cases among them."""
    own, shared = list[Case](), list[Case]()
    for case in cases:
        (own if case.gold == NO_GOLD else shared).append(case)
    asked = library if SETS[name].english else library.asked_in_other_languages()
    subject = replace(asked, name=f"{library.name}-{name}")
    return Recordings(own, subject, directory or SETS[name].directory), Recordings(shared, library, directory)
