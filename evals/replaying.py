"""The commands that deal with cassettes: `record` asks a model for real, `run` replays what it said."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from evals import recorder
from evals.baselines import verbatim
from evals.cases import Case, load_cases
from evals.recorder import Replay, Subject, Verdict
from evals.runs import Failure, Outcome, Run, save_run
from summarizer.api import hosted_endpoint, is_embedded
from summarizer.errors import SummarizerError
from summarizer.settings import Endpoint, Settings, load_settings, profile_for

STALE_EXIT = 3
"""Exit code where a cassette is stale, missing or an orphan; 1 is for a failed gate."""


def subject_of(settings: Settings, *, peer: bool) -> Subject:
    """Return what is evaluated: this library with the model of the settings, or the peer with it."""
    model = settings.model or settings.embedded_model
    if peer:
        return verbatim.subject(model)
    return recorder.library_subject(
        model, profile_for(settings.profile, embedded=is_embedded(settings)), settings.reasks
    )


def open_endpoint(settings: Settings, subject: Subject, cases: list[Case], *, peer: bool) -> Endpoint:
    """Return the endpoint to record from; an embedded engine is started and warmed here, outside of any cassette."""
    if not is_embedded(settings):
        return hosted_endpoint(settings)
    from summarizer import api, local
    from summarizer.pipeline import plan

    if peer:
        return local.serve(settings.model or settings.embedded_model, settings, slot_tokens=verbatim.SLOT_TOKENS)
    planned = plan(cases[0].article, profile_for(settings.profile, embedded=True))
    return api.open_endpoint(settings, planned, lambda line: print(line, file=sys.stderr))


def record_all(
    cases: list[Case], subject: Subject, settings: Settings, *, peer: bool, force: bool, directory: Path | None = None
) -> int:
    """Record what is stale or missing, each cassette saved as soon as it is whole; return how many were recorded.

    May be interrupted at any time: what is recorded is kept, and the next call goes on.
    """
    wanted = [case for case in cases if force or recorder.check(case, subject, directory) is not None]
    if not wanted:
        print("nothing to record: every cassette is that of the code", file=sys.stderr)
        return 0
    endpoint = open_endpoint(settings, subject, wanted, peer=peer)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"recording {subject.name}", total=len(wanted))
        for number, case in enumerate(wanted, start=1):
            began = time.monotonic()
            outcome = recorder.record(case, subject, endpoint, settings, directory)
            told = outcome.error if isinstance(outcome, Failure) else f"{len(outcome.events)} events"
            console.print(
                f"{number}/{len(wanted)} {case.id}: {told}, {time.monotonic() - began:.0f} s", highlight=False
            )
            bar.advance(task)
    return len(wanted)


def replay_all(cases: list[Case], subject: Subject, directory: Path | None = None) -> tuple[list[Replay], Run]:
    """Replay all cases; return the verdicts (orphans too) and the run that they make."""
    settings = recorder.quick_settings()
    replays = [recorder.replay(case, subject, settings, directory) for case in cases]
    outcomes: dict[str, Outcome] = {r.case: r.outcome for r in replays if r.outcome is not None}
    about = {key: str(value) for key, value in subject.fingerprint.items()}
    return [*replays, *recorder.orphans(cases, subject, directory)], Run(subject.name, outcomes, about)


def verdict_table(replays: list[Replay]) -> Table:
    """Return the verdicts that are not PASS, and a count of all, as a table."""
    table = Table("verdict", "case", "why", title=", ".join(f"{n} {v}" for v, n in _counted(replays)))
    for r in replays:
        if r.verdict is not Verdict.PASS:
            table.add_row(r.verdict, r.case, r.reason)
    return table


def exit_code(replays: list[Replay]) -> int:
    """Return 3 where a cassette can't be relied on, 0 otherwise; a failed article is scored, not an exit code."""
    return STALE_EXIT if any(r.verdict not in (Verdict.PASS, Verdict.FAIL) for r in replays) else 0


def _counted(replays: list[Replay]) -> list[tuple[Verdict, int]]:
    return [(v, n) for v in Verdict if (n := sum(r.verdict is v for r in replays))]


def run_live(cases: list[Case], subject: Subject, settings: Settings, *, peer: bool) -> Run:
    """Ask every case for real, without cassettes; a case that fails is a failure of the run, not its end."""
    endpoint = open_endpoint(settings, subject, cases, peer=peer)
    outcomes: dict[str, Outcome] = {}
    for number, case in enumerate(cases, start=1):
        try:
            outcomes[case.id] = subject.ask(case, endpoint, settings)
        except SummarizerError as error:
            outcomes[case.id] = Failure.of(error)
        print(f"{number}/{len(cases)} {case.id}", file=sys.stderr)
    return Run(f"{subject.name}-live", outcomes, {k: str(v) for k, v in subject.fingerprint.items()})


ModelOption = Annotated[str | None, typer.Option(help="model to ask; default: the embedded one")]
UrlOption = Annotated[str | None, typer.Option(help="OpenAI-compatible endpoint, usually ending in /v1")]
ProfileOption = Annotated[str | None, typer.Option(help="'small' or 'large'; default: by model")]
PeerOption = Annotated[bool, typer.Option("--peer", help="the straightforward way in place of this library")]
CaseOption = Annotated[list[str] | None, typer.Option("--case", help="only this case; can be repeated")]
CasesOption = Annotated[Path | None, typer.Option("--cases", help="folder of case files of your own")]
CassettesOption = Annotated[Path | None, typer.Option("--cassettes", help="folder of cassettes of your own")]


def _chosen(directory: Path | None, ids: list[str] | None) -> list[Case]:
    cases = load_cases(directory)
    if unknown := set(ids or ()) - {case.id for case in cases}:
        raise typer.BadParameter(f"no case {sorted(unknown)[0]!r}")
    return [case for case in cases if not ids or case.id in ids]


def record(
    model: ModelOption = None,
    base_url: UrlOption = None,
    profile: ProfileOption = None,
    peer: PeerOption = False,
    case: CaseOption = None,
    cases: CasesOption = None,
    cassettes: CassettesOption = None,
    force: Annotated[bool, typer.Option("--force", help="record also what is up to date")] = False,
) -> None:
    """Record what is stale or missing; goes on where it was interrupted."""
    settings = load_settings(model=model, base_url=base_url, profile=profile, **(verbatim.SETTINGS if peer else {}))
    subject = subject_of(settings, peer=peer)
    record_all(_chosen(cases, case), subject, settings, peer=peer, force=force, directory=cassettes)


def run(
    model: ModelOption = None,
    base_url: UrlOption = None,
    profile: ProfileOption = None,
    peer: PeerOption = False,
    case: CaseOption = None,
    cases: CasesOption = None,
    cassettes: CassettesOption = None,
    live: Annotated[bool, typer.Option("--live", help="ask the model for real, without cassettes")] = False,
    junit: Annotated[Path | None, typer.Option(help="also write the verdicts as JUnit XML")] = None,
) -> None:
    """Replay the recordings (or ask for real) and save the run for `score`, `compare` and `report`."""
    settings = load_settings(model=model, base_url=base_url, profile=profile, **(verbatim.SETTINGS if peer else {}))
    subject, chosen = subject_of(settings, peer=peer), _chosen(cases, case)
    if live:
        print(save_run(run_live(chosen, subject, settings, peer=peer)))
        return
    replays, made = replay_all(chosen, subject, cassettes)
    if case:
        replays = [r for r in replays if r.verdict is not Verdict.ORPHAN]
    print(save_run(made))
    Console(width=160).print(verdict_table(replays))
    if junit:
        write_junit(replays, junit)
    raise typer.Exit(exit_code(replays))


def write_junit(replays: list[Replay], path: Path) -> None:
    """Write the verdicts as JUnit XML: FAIL is a failure, a cassette that can't be relied on an error."""
    from junitparser import Error, JUnitXml, TestCase, TestSuite
    from junitparser import Failure as Failed

    suite = TestSuite("evals")
    for r in replays:
        entry = TestCase(r.case, classname="evals")
        if r.verdict is not Verdict.PASS:
            entry.result = [(Failed if r.verdict is Verdict.FAIL else Error)(r.reason, r.verdict)]
        suite.add_testcase(entry)
    xml = JUnitXml("evals")
    xml.add_testsuite(suite)
    xml.write(str(path), pretty=True)
