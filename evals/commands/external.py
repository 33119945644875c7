"""The command `external`: what human-annotated sets, and texts without annotation, say of this library."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from evals.commands.shared import (
    FAIL_EXIT,
    CassettesOption,
    ModelOption,
    ProfileOption,
    UrlOption,
    exit_code,
    fail,
    print_table,
    set_up,
    verdict_table,
)
from evals.recording.external import SETS, as_case, cases_of, parts_of
from evals.recording.recorder import Verdict, orphans
from evals.recording.replaying import record_all, replay_all
from evals.reporting.tables import score_table
from evals.scoring.statistics import estimates
from summarizer.errors import SummarizerError


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
                record_all(part.cases, part.subject, settings, directory=part.directory)
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
