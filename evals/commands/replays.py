"""The commands `record`, which asks a model and records its answers, and `run`, which replays them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as renamed
from pathlib import Path
from typing import Annotated

import typer

from summarizer.errors import SummarizerError
from summarizer.schema import Failure

from ..data.runs import Outcome, Run, RunError, save_run, seconds_of
from ..recording.recorder import Recordings, Replay, ReplayStatus
from ..recording.replaying import replay_all, run_live
from ..reporting.tables import score_table
from ..scoring.scorer import CaseScore, score_run
from ..scoring.statistics import estimates
from .shared import (
    RELAY_TIMEOUT,
    CaseOption,
    CasesOption,
    CassettesOption,
    ModelOption,
    PeerOption,
    ProfileOption,
    RelayOption,
    RelayTimeoutOption,
    UrlOption,
    chosen_cases,
    exit_code,
    fail,
    print_table,
    record_outdated,
    relay_of,
    set_up,
    status_table,
)


def record(
    model: ModelOption = None,
    base_url: UrlOption = None,
    profile: ProfileOption = None,
    peer: PeerOption = False,
    case: CaseOption = None,
    cases: CasesOption = None,
    cassettes: CassettesOption = None,
    force: Annotated[bool, typer.Option("--force", help="also record again what is up to date")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="record at most this many cases")] = None,
    relay: RelayOption = None,
    relay_timeout: RelayTimeoutOption = RELAY_TIMEOUT,
) -> None:
    """Record the cases whose recordings are stale or missing. Run the command again to resume an interrupted one."""
    chosen = chosen_cases(cases, case)
    settings, subject = set_up(model, base_url, profile, peer)
    by_hand = relay_of(relay, model, base_url, relay_timeout)
    record_outdated([Recordings(chosen, subject, cassettes)], settings, by_hand, force=force, limit=limit)


def run(
    model: ModelOption = None,
    base_url: UrlOption = None,
    profile: ProfileOption = None,
    peer: PeerOption = False,
    case: CaseOption = None,
    cases: CasesOption = None,
    cassettes: CassettesOption = None,
    live: Annotated[bool, typer.Option("--live", help="ask the model instead of replaying its recordings")] = False,
    junit: Annotated[
        Path | None, typer.Option(help="also write statuses, seconds and metrics to this file, as JUnit XML")
    ] = None,
    name: Annotated[str | None, typer.Option(help="name of the run; default: that of the model")] = None,
    out: Annotated[Path | None, typer.Option(help="folder to save it in; default: the runs of the project")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="overwrite a run of other cases")] = False,
) -> None:
    """Replay the recordings (or ask the model), save the run for `compare` and `report`, and score it."""
    chosen = chosen_cases(cases, case)
    settings, subject = set_up(model, base_url, profile, peer)
    code = 0
    if live:
        try:
            current = run_live(chosen, subject, settings)
        except SummarizerError as error:
            raise fail(f"{type(error).__name__}: {error}") from None
        replays = [live_replay(id, outcome) for id, outcome in current.outcomes.items()]
    else:
        replays, current = replay_all(Recordings(chosen, subject, cassettes))
        if case:
            replays = [r for r in replays if r.status is not ReplayStatus.ORPHAN]
        code = exit_code(replays, peer=peer)
        print_table(status_table(replays))
    current = renamed(current, name=name or current.name)
    scores = score_run(current, chosen) if current.outcomes else []
    if junit:
        write_junit(replays, junit, current.name, scores)
    if current.outcomes:
        tell_and_save(current, scores, out, replace=replace)
    if code:
        raise typer.Exit(code)


def tell_and_save(run: Run, scores: Sequence[CaseScore], out: Path | None = None, *, replace: bool = False) -> None:
    """Print the table of a run's scores, and save the run."""
    print_table(score_table({run.name: estimates(scores)}))
    try:
        print(save_run(run, out, replace=replace))
    except RunError as error:
        raise fail(f"not saved: {error}") from None


def live_replay(case: str, outcome: Outcome) -> Replay:
    """Return what a model said just now as a replay: PASS for a brief, FAIL for a failure."""
    if isinstance(outcome, Failure):
        return Replay(case, ReplayStatus.FAIL, f"{outcome.error}: {outcome.message}", outcome)
    return Replay(case, ReplayStatus.PASS, "", outcome)


def write_junit(replays: list[Replay], path: Path, classname: str = "replay", scores: Sequence[CaseScore] = ()) -> None:
    """Write the statuses as JUnit XML: FAIL becomes a failure; STALE, MISSING and ORPHAN become errors.

    The time of a case is that of its recording, in seconds; its properties are the metrics that are scored.
    """
    from junitparser import Error, JUnitXml, Properties, Property, TestCase, TestSuite
    from junitparser import Failure as Failed

    suite = TestSuite("evals")
    by_case = {score.case: score.scores() for score in scores}
    for r in replays:
        seconds = seconds_of(r.outcome) if r.outcome is not None else None
        entry = TestCase(r.case, classname=f"evals.{classname}", time=seconds or 0.0)
        values = {name: score.value for name, score in by_case.get(r.case, {}).items() if score.value is not None}
        if values:
            measured = Properties()  # type: ignore[no-untyped-call]
            for name, value in values.items():
                measured.add_property(Property(name, f"{value:.4f}"))
            entry.append(measured)  # type: ignore[no-untyped-call]
        if r.status is not ReplayStatus.PASS:
            entry.result = [(Failed if r.status is ReplayStatus.FAIL else Error)(r.reason, r.status)]
        suite.add_testcase(entry)
    suite.update_statistics()  # type: ignore[no-untyped-call]
    xml = JUnitXml("evals")
    xml.add_testsuite(suite)
    xml.write(str(path), pretty=True)
