"""The command `external`: what human-annotated sets, and texts without annotation, of `external/` say of this library.

An article of a set becomes a case without gold, so that it is recorded and replayed like any other, into the folder
`<model>-<set>`. One that is also an ordinary case is not recorded twice: the recording of the case is played.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from evals.cases import Case, Gold, load_cases
from evals.external_scoring import (
    GUM_METRICS,
    MEANTIME_METRICS,
    PLOVER_METRICS,
    score_gum,
    score_meantime,
    score_plover,
)
from evals.external_sets import (
    EXTERNAL,
    AnnotatedArticle,
    PloverRecord,
    load_gum,
    load_meantime,
    load_plain,
    load_plover,
)
from evals.metrics import Metric
from evals.plain_scoring import PLAIN_METRICS, score_plain
from evals.recorder import Subject, Verdict, orphans
from evals.replaying import (
    FAIL_EXIT,
    CassettesOption,
    ModelOption,
    ProfileOption,
    UrlOption,
    exit_code,
    fail,
    print_table,
    record_all,
    replay_all,
    set_up,
    verdict_table,
)
from evals.runs import Outcome
from evals.scoring import CaseScore
from evals.statistics import estimates
from evals.tables import score_table
from summarizer.errors import SummarizerError
from summarizer.schema import Article

Record = AnnotatedArticle | PloverRecord

NO_GOLD = Gold(actors=(), events=(), commitments=())


@dataclass(frozen=True)
class ExternalSet:
    """How a set is read and scored, and where its recordings are kept (None: with those of the cases)."""

    load: Callable[[], Sequence[Record]]
    score: Callable[[Iterable[Any], Mapping[str, Outcome]], list[CaseScore]]
    metrics: Sequence[Metric]
    cassettes: Path | None = None


@dataclass(frozen=True)
class Part:
    """Cases whose recordings are kept in one folder."""

    cases: list[Case]
    subject: Subject
    directory: Path | None


SETS: Mapping[str, ExternalSet] = {
    "meantime": ExternalSet(load_meantime, score_meantime, MEANTIME_METRICS),
    "gum": ExternalSet(load_gum, score_gum, GUM_METRICS),
    # Share-alike: recordings hold the sentences, so they stay in the folder of the licence.
    "plover": ExternalSet(load_plover, score_plover, PLOVER_METRICS, EXTERNAL / "plover" / "cassettes"),
    "long": ExternalSet(partial(load_plain, EXTERNAL / "long.jsonl"), score_plain, PLAIN_METRICS),
    "multilingual": ExternalSet(
        partial(load_plain, EXTERNAL / "multilingual" / "texts.jsonl"),
        score_plain,
        PLAIN_METRICS,
        EXTERNAL / "multilingual" / "cassettes",
    ),
}


def as_case(record: Record) -> Case:
    """Return a record as a case without gold: as much of its text as is annotated."""
    end = record.annotated_end if isinstance(record, AnnotatedArticle) else None
    article = record.article.model_copy(update={"text": record.article.text[:end]})
    return Case(id=record.id, attribution=record.attribution, article=article, gold=NO_GOLD)


def _asked(article: Article) -> tuple[object, ...]:
    return article.text, article.title, article.published


def cases_of(records: Iterable[Record]) -> dict[str, Case]:
    """Return the case of each record, by the record's id: the ordinary one of the same article where there is one."""
    ordinary = {_asked(case.article): case for case in load_cases()}
    made = {record.id: as_case(record) for record in records}
    return {id: ordinary.get(_asked(case.article), case) for id, case in made.items()}


def parts_of(cases: Iterable[Case], name: str, library: Subject, directory: Path | None = None) -> tuple[Part, Part]:
    """Return the articles that only the set has, and those that are played from the recordings of the cases."""
    own, shared = list[Case](), list[Case]()
    for case in cases:
        (own if case.gold == NO_GOLD else shared).append(case)
    subject = replace(library, name=f"{library.name}-{name}")
    return Part(own, subject, directory or SETS[name].cassettes), Part(shared, library, directory)


def external(
    name: Annotated[str, typer.Argument(metavar="SET", help=f"one of {', '.join(SETS)}")],
    record: Annotated[bool, typer.Option("--record", help="first record what is stale or missing")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="only the first so many of the set")] = None,
    model: ModelOption = None,
    base_url: UrlOption = None,
    profile: ProfileOption = None,
    cassettes: CassettesOption = None,
) -> None:
    """Replay the recordings of a human-annotated set and score them on what it annotates."""
    if name not in SETS:
        raise fail(f"no set {name!r}: use one of {', '.join(SETS)}")
    settings, library = set_up(model, base_url, profile, peer=False)
    records = SETS[name].load()
    cases = cases_of(records[:limit])
    own, shared = parts_of(cases.values(), name, library, cassettes)
    parts = [part for part in (own, shared) if part.cases]
    if record:
        try:
            for part in parts:
                record_all(part.cases, part.subject, settings, peer=False, directory=part.directory)
        except SummarizerError as error:
            raise fail(f"{type(error).__name__}: {error}\nwhat was recorded is kept", FAIL_EXIT) from None
    verdicts = {r.case: r for part in parts for r in replay_all(part.cases, part.subject, part.directory)[0]}
    # Under the ids of the set, by which it is scored.
    replays = [replace(verdicts[case.id], case=id) for id, case in cases.items()]
    # Beyond the limit there are no orphans, and those of the ordinary cases are told by `run`.
    replays += orphans([as_case(r) for r in records], own.subject, own.directory)
    found = [r for r in replays if r.verdict is not Verdict.MISSING]
    if found:
        print_table(verdict_table(found))
    outcomes = {r.case: r.outcome for r in found if r.outcome is not None}
    told = f"{name}: {len(outcomes)} of {len(records)} scored"
    if absent := len(replays) - len(found):
        told += f", {absent} not recorded"
    if outcomes:
        scores = SETS[name].score([r for r in records if r.id in outcomes], outcomes)
        print_table(score_table({library.name: estimates(scores, SETS[name].metrics)}, title=told))
    else:
        print(told)
    # A recording that is missing is no fault, unless there is no other.
    raise typer.Exit(exit_code(found or replays))
