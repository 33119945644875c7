"""The commands `record`, which asks a model and records its answers, and `run`, which replays them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evals.commands.shared import (
    FAIL_EXIT,
    RECORDINGS_SAVED,
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
    relay_of,
    set_up,
    verdict_table,
)
from evals.data.runs import save_run
from evals.recording.recorder import Replay, Verdict
from evals.recording.relay import jobs_of, record_relayed
from evals.recording.replaying import record_all, replay_all, run_live
from evals.reporting.tables import score_table
from evals.scoring.scorer import score_run
from evals.scoring.statistics import estimates
from summarizer.errors import SummarizerError


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
    try:
        if by_hand is None:
            record_all(chosen, subject, settings, force=force, limit=limit, directory=cassettes)
        else:
            record_relayed(jobs_of(chosen, subject, cassettes, force=force, limit=limit), by_hand, settings)
    except SummarizerError as error:
        raise fail(f"{type(error).__name__}: {error}\n{RECORDINGS_SAVED}", FAIL_EXIT) from None


def run(
    model: ModelOption = None,
    base_url: UrlOption = None,
    profile: ProfileOption = None,
    peer: PeerOption = False,
    case: CaseOption = None,
    cases: CasesOption = None,
    cassettes: CassettesOption = None,
    live: Annotated[bool, typer.Option("--live", help="ask the model instead of replaying its recordings")] = False,
    junit: Annotated[Path | None, typer.Option(help="also write the verdicts to this file, as JUnit XML")] = None,
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
    else:
        replays, current = replay_all(chosen, subject, cassettes)
        if case:
            replays = [r for r in replays if r.verdict is not Verdict.ORPHAN]
        code = exit_code(replays, peer=peer)
        print_table(verdict_table(replays))
        if junit:
            write_junit(replays, junit, current.name)
    if current.outcomes:
        print(save_run(current))
        print_table(score_table({current.name: estimates(score_run(current, chosen))}))
    raise typer.Exit(code)


def write_junit(replays: list[Replay], path: Path, classname: str = "replay") -> None:
    """Write the verdicts as JUnit XML: FAIL becomes a failure; STALE, MISSING and ORPHAN become errors."""
    from junitparser import Error, JUnitXml, TestCase, TestSuite
    from junitparser import Failure as Failed

    suite = TestSuite("evals")
    for r in replays:
        entry = TestCase(r.case, classname=f"evals.{classname}")
        if r.verdict is not Verdict.PASS:
            entry.result = [(Failed if r.verdict is Verdict.FAIL else Error)(r.reason, r.verdict)]
        suite.add_testcase(entry)
    xml = JUnitXml("evals")
    xml.add_testsuite(suite)
    xml.write(str(path), pretty=True)
