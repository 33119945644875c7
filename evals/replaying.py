"""The commands that deal with recordings: `record` asks a model for real, `run` replays what it said, `gate` judges."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from evals import gate as gates
from evals import recorder
from evals.baselines import verbatim
from evals.cases import Case, CaseError, load_cases
from evals.cassettes import file_name
from evals.recorder import Replay, Subject, Verdict
from evals.runs import Outcome, Run, RunError, load_run, save_run
from evals.scoring import score_run
from evals.statistics import estimates
from evals.tables import score_table
from summarizer.complete.selection import hosted_endpoint, is_embedded
from summarizer.errors import ConfigurationError, InputError, SummarizerError
from summarizer.schema import Failure
from summarizer.settings import Endpoint, Settings, load_settings

FAIL_EXIT = 1
"""Exit code where an article gives no brief, the gate is not passed, or a recording breaks off."""

STALE_EXIT = 3
"""Exit code where a cassette is stale, missing or an orphan; it wins over 1."""

JOBS = 4
"""Processes that replay at once, at most: vcrpy patches a process as a whole, so each plays one cassette at a time."""


def subject_of(settings: Settings, *, peer: bool) -> Subject:
    """Return what is evaluated: this library with the model of the settings, or the peer with it."""
    model = settings.model or settings.embedded_model
    if peer:
        return verbatim.subject(model)
    return recorder.library_subject(model, recorder.profile_of(model, settings.profile), settings.reasks)


def open_endpoint(settings: Settings, subject: Subject, cases: list[Case], *, peer: bool) -> Endpoint:
    """Return the endpoint to record from; an embedded engine is started and warmed here, outside of any cassette."""
    if not is_embedded(settings):
        return hosted_endpoint(settings)
    from summarizer.complete import selection
    from summarizer.complete.embedded import engine as local
    from summarizer.plan.planning import plan

    if peer:
        return local.serve(settings.model or settings.embedded_model, settings, slot_tokens=verbatim.SLOT_TOKENS)
    model = settings.model or settings.embedded_model
    planned = plan(cases[0].article, recorder.profile_of(model, settings.profile))
    return selection.open_endpoint(settings, planned, lambda line: print(line, file=sys.stderr))


def record_all(
    cases: list[Case],
    subject: Subject,
    settings: Settings,
    *,
    peer: bool,
    force: bool = False,
    limit: int | None = None,
    directory: Path | None = None,
) -> int:
    """Record what is stale or missing, each cassette saved as soon as it is whole; return how many were recorded.

    May be interrupted at any time: what is recorded is kept, and the next call goes on. An endpoint's fault is raised;
    the recording that was there before stays.
    """
    wanted = [case for case in cases if force or recorder.check(case, subject, directory) is not None][:limit]
    if not wanted:
        print("nothing to record: every cassette is that of the code", file=sys.stderr)
        return 0
    endpoint = open_endpoint(settings, subject, wanted, peer=peer)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    total, done, began, recorded = sum(len(c.article.text) for c in wanted), 0, time.monotonic(), 0
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"recording {subject.name}", total=len(wanted))
        for number, case in enumerate(wanted, start=1):
            started = time.monotonic()
            try:
                outcome = recorder.record(case, subject, endpoint, settings, directory)
                told = outcome.error if isinstance(outcome, Failure) else f"{len(outcome.events)} events"
                recorded += 1
            except InputError as error:
                told = f"not recorded, {error}"
            done += len(case.article.text)
            now = time.monotonic()
            line = f"{number}/{len(wanted)} {case.id}: {told}, {now - started:.0f} s"
            # Time goes by length of text; the bar, where there is one, gives its own estimate.
            if not console.is_terminal and number < len(wanted):
                line += f", about {(now - began) * (total - done) / done / 60:.0f} min left"
            console.print(line, highlight=False, markup=False, soft_wrap=True)
            bar.advance(task)
    return recorded


def replay_all(
    cases: list[Case], subject: Subject, directory: Path | None = None, *, jobs: int | None = None
) -> tuple[list[Replay], Run]:
    """Replay all cases; return the verdicts (orphans too) and the run that they make.

    `jobs` processes at once; default: as many as there are cores, at most four, and this one alone for a few cases.
    """
    play = partial(recorder.replay, subject=subject, settings=recorder.quick_settings(), directory=directory)
    jobs = jobs or (1 if len(cases) < 6 else min(JOBS, os.cpu_count() or 1))
    if jobs == 1:
        replays = [play(case) for case in cases]
    else:
        with ProcessPoolExecutor(jobs, mp_context=_processes()) as pool:
            replays = list(pool.map(play, cases))
    outcomes: dict[str, Outcome] = {r.case: r.outcome for r in replays if r.outcome is not None}
    about = {key: str(value) for key, value in subject.fingerprint.items()}
    return [*replays, *recorder.orphans(cases, subject, directory)], Run(file_name(subject.name), outcomes, about)


def _processes() -> BaseContext:
    """Return how processes are made: not by a fork of this one, which may have threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # Imported once, in place of once in each process: they take longer than the replay of an article.
    context.set_forkserver_preload(["evals.replaying", "openai", "instructor"])
    return context


def verdict_table(replays: list[Replay]) -> Table:
    """Return the verdicts that are not PASS, and a count of all, as a table."""
    table = Table("verdict", "case", "why", title=", ".join(f"{n} {v}" for v, n in _counted(replays)))
    for r in replays:
        if r.verdict is not Verdict.PASS:
            table.add_row(r.verdict, r.case, r.reason)
    return table


def exit_code(replays: list[Replay], *, peer: bool = False) -> int:
    """Return 3 where a cassette can't be relied on, 1 where an article gave no brief, 0 otherwise.

    That the peer fails on an article is a result, not a fault of the project's: it is scored as such, with exit code 0.
    """
    verdicts = {r.verdict for r in replays}
    if verdicts - {Verdict.PASS, Verdict.FAIL}:
        return STALE_EXIT
    return FAIL_EXIT if Verdict.FAIL in verdicts and not peer else 0


def _counted(replays: list[Replay]) -> list[tuple[Verdict, int]]:
    return [(v, n) for v in Verdict if (n := sum(r.verdict is v for r in replays))]


def run_live(cases: list[Case], subject: Subject, settings: Settings, *, peer: bool) -> Run:
    """Ask every case for real, without cassettes; a case that fails is a failure of the run, not its end."""
    endpoint = open_endpoint(settings, subject, cases, peer=peer)
    outcomes: dict[str, Outcome] = {}
    for number, case in enumerate(cases, start=1):
        began = time.monotonic()
        try:
            outcomes[case.id] = subject.ask(case, endpoint, settings)
        except ConfigurationError:
            raise
        except SummarizerError as error:
            failure = Failure.of(error)
            outcomes[case.id] = failure.model_copy(update={"seconds": round(time.monotonic() - began, 1)})
        print(f"{number}/{len(cases)} {case.id}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    return Run(f"{file_name(subject.name)}-live", outcomes, {k: str(v) for k, v in subject.fingerprint.items()})


ModelOption = Annotated[str | None, typer.Option(help="model to ask; default: the embedded one")]
UrlOption = Annotated[str | None, typer.Option(help="OpenAI-compatible endpoint, usually ending in /v1")]
ProfileOption = Annotated[str | None, typer.Option(help="'small' or 'large'; default: by model")]
PeerOption = Annotated[bool, typer.Option("--peer", help="the straightforward way in place of this library")]
CaseOption = Annotated[list[str] | None, typer.Option("--case", help="only this case; can be repeated")]
CasesOption = Annotated[Path | None, typer.Option("--cases", help="folder of case files of your own")]
CassettesOption = Annotated[Path | None, typer.Option("--cassettes", help="folder of cassettes of your own")]


def fail(message: object, code: int = 2) -> typer.Exit:
    """Tell what is wrong; return what to raise to end the command."""
    typer.echo(message, err=True)
    return typer.Exit(code)


def _chosen(directory: Path | None, ids: list[str] | None = None) -> list[Case]:
    try:
        cases = load_cases(directory)
    except CaseError as error:
        raise fail("\n".join(f"{error.path}: {fault}" for fault in error.faults)) from None
    if unknown := set(ids or ()) - {case.id for case in cases}:
        raise fail(f"no case {sorted(unknown)[0]!r}")
    return [case for case in cases if not ids or case.id in ids]


def set_up(model: str | None, base_url: str | None, profile: str | None, peer: bool) -> tuple[Settings, Subject]:
    """Return the settings and the subject that the options of a command mean."""
    try:
        settings = load_settings(model=model, base_url=base_url, profile=profile, **(verbatim.SETTINGS if peer else {}))
        return settings, subject_of(settings, peer=peer)
    except SummarizerError as error:
        raise fail(error) from None


def record(
    model: ModelOption = None,
    base_url: UrlOption = None,
    profile: ProfileOption = None,
    peer: PeerOption = False,
    case: CaseOption = None,
    cases: CasesOption = None,
    cassettes: CassettesOption = None,
    force: Annotated[bool, typer.Option("--force", help="record also what is up to date")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="record at most so many, then end")] = None,
) -> None:
    """Record what is stale or missing; goes on where it was interrupted."""
    chosen = _chosen(cases, case)
    settings, subject = set_up(model, base_url, profile, peer)
    try:
        record_all(chosen, subject, settings, peer=peer, force=force, limit=limit, directory=cassettes)
    except SummarizerError as error:
        raise fail(f"{type(error).__name__}: {error}\nwhat was recorded is kept", FAIL_EXIT) from None


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
    """Replay the recordings (or ask for real), save the run for `compare` and `report`, and score it."""
    chosen = _chosen(cases, case)
    settings, subject = set_up(model, base_url, profile, peer)
    code = 0
    if live:
        try:
            made = run_live(chosen, subject, settings, peer=peer)
        except SummarizerError as error:
            raise fail(f"{type(error).__name__}: {error}") from None
    else:
        replays, made = replay_all(chosen, subject, cassettes)
        if case:
            replays = [r for r in replays if r.verdict is not Verdict.ORPHAN]
        code = exit_code(replays, peer=peer)
        print_table(verdict_table(replays))
        if junit:
            write_junit(replays, junit, made.name)
    if made.outcomes:
        print(save_run(made))
        print_table(score_table({made.name: estimates(score_run(made, chosen))}))
    raise typer.Exit(code)


def gate(
    run: Annotated[str | None, typer.Argument(help="name of a run; default: that of the floors")] = None,
    floors: Annotated[Path, typer.Option(help="TOML file of the floors", show_default="evals/floors.toml")] = (
        gates.FLOORS
    ),
    cases: CasesOption = None,
    write: Annotated[bool, typer.Option("--write", help="measure the run and write its floors anew")] = False,
) -> None:
    """Check a run against the floors; exit code 1 if it is worse."""
    chosen = _chosen(cases)
    try:
        if write:
            name = run or (gates.load_floors(floors).run if floors.is_file() else None)
            if name is None:
                raise gates.GateError("say which run to take the floors from")
            print(gates.write_floors(load_run(name), chosen, floors))
            return
        limits = gates.load_floors(floors)
        made = load_run(run or limits.run)
        breaches = gates.check(made, chosen, limits)
    except (gates.GateError, RunError) as error:
        raise fail(error) from None
    for breach in breaches:
        print(breach)
    if breaches:
        print(f"{made.name} does not pass the gate", file=sys.stderr)
        raise typer.Exit(FAIL_EXIT)
    print(f"{made.name} passes the gate: {len(limits.floors)} metrics, {len(chosen)} cases")


def print_table(table: Table) -> None:
    """Print a table; it is cut to the terminal's width, where there is a terminal."""
    console = Console()
    (console if console.is_terminal else Console(width=160)).print(table)


def write_junit(replays: list[Replay], path: Path, classname: str = "replay") -> None:
    """Write the verdicts as JUnit XML: FAIL is a failure, a cassette that can't be relied on an error."""
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


def readme(
    check: Annotated[bool, typer.Option("--check", help="only say whether the README is up to date")] = False,
) -> None:
    """Write the brief and the table of the README from the recordings."""
    from evals.readme import LIBRARY, PEER, update

    model = load_settings().embedded_model
    subjects = {PEER: verbatim.subject(model), LIBRARY: subject_of(load_settings(model=model), peer=False)}
    current = update(load_cases(), subjects, check=check)
    print("up to date" if current else ("out of date: run 'python -m evals readme'" if check else "written"))
    raise typer.Exit(1 if check and not current else 0)
