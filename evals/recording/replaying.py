"""Record many cases, resumably, and replay them in several processes."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache, partial
from multiprocessing.context import BaseContext

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from summarizer.complete.selection import hosted_endpoint, is_embedded
from summarizer.errors import ConfigurationError, InputError, SummarizerError
from summarizer.schema import Failure
from summarizer.settings import Endpoint, Settings

from ..data.cases import Case
from ..data.project import project
from ..data.runs import Outcome, Run
from . import recorder
from .cassettes import file_name
from .recorder import Recordings, Replay, Subject

JOBS = 4
"""Maximum number of processes that replay. vcrpy patches a whole process, so each replays one cassette at a time."""


def open_endpoint(settings: Settings, subject: Subject, cases: list[Case]) -> Endpoint:
    """Return the endpoint to record from. An embedded engine is started and warmed up here, outside of any cassette."""
    if not is_embedded(settings):
        return hosted_endpoint(settings)
    from summarizer.complete import selection
    from summarizer.complete.embedded import engine as local
    from summarizer.plan.planning import plan

    if subject.slot_tokens is not None:
        return local.serve(selection.embedded_model_of(settings), settings, slot_tokens=subject.slot_tokens)
    model = selection.embedded_model_of(settings)
    planned = plan(cases[0].article, recorder.profile_of(model, settings.profile))
    return selection.open_endpoint(settings, planned, lambda line: print(line, file=sys.stderr))


def record_all(recordings: Recordings, settings: Settings, *, force: bool = False, limit: int | None = None) -> int:
    """Record the cases that are stale or missing (with `force`, all), `limit` at most; return how many were recorded.

    Each cassette is saved as soon as it is complete, so a call can be interrupted at any time and the next one resumes.
    An error of the endpoint is raised, and an older recording stays.
    """
    subject = recordings.subject
    wanted = recorder.outdated(recordings, force=force, limit=limit)
    if not wanted:
        print(recorder.NOTHING_TO_RECORD, file=sys.stderr)
        return 0
    endpoint = open_endpoint(settings, subject, wanted)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    total, done, began, recorded = sum(len(c.article.text) for c in wanted), 0, time.monotonic(), 0
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"recording {subject.name}", total=len(wanted))
        for number, case in enumerate(wanted, start=1):
            started = time.monotonic()
            try:
                outcome = recorder.record(case, subject, endpoint, settings, recordings.directory)
                result = recorder.described(outcome)
                recorded += 1
            except InputError as error:
                result = f"not recorded, {error}"
            done += len(case.article.text)
            now = time.monotonic()
            line = f"{number}/{len(wanted)} {case.id}: {result}, {now - started:.0f} s"
            # The time needed grows with the length of the text. On a terminal the bar has its own estimate.
            if not console.is_terminal and number < len(wanted):
                line += f", about {(now - began) * (total - done) / done / 60:.0f} min left"
            console.print(line, highlight=False, markup=False, soft_wrap=True)
            bar.advance(task)
    return recorded


Replayed = tuple[list[Replay], Run]
"""The statuses of all cases, including orphans, and the run of their outcomes."""


def replay_all(recordings: Recordings, *, jobs: int | None = None) -> Replayed:
    """Replay all cases and wait for them; see `start_replays`."""
    return start_replays(recordings, jobs=jobs)()


def start_replays(recordings: Recordings, *, jobs: int | None = None) -> Callable[[], Replayed]:
    """Let processes replay all cases, and return a function that waits for them.

    `jobs` is the number of processes. The default is the number of cores, at most `JOBS`; for fewer than six cases,
    this process alone.
    """
    # Processes of their own do not know which project this one uses.
    recordings = replace(recordings, directory=recordings.directory or project().cassettes)
    cases, subject = recordings.cases, recordings.subject
    play = partial(recorder.replay, subject=subject, settings=recorder.quick_settings(), directory=recordings.directory)
    jobs = jobs or (1 if len(cases) < 6 else min(JOBS, os.cpu_count() or 1))
    started = map(play, cases) if jobs == 1 else _pool(jobs).map(play, cases)

    def replayed() -> Replayed:
        replays = list(started)
        outcomes: dict[str, Outcome] = {r.case: r.outcome for r in replays if r.outcome is not None}
        about = {key: str(value) for key, value in subject.fingerprint.items()}
        return [*replays, *recorder.orphans(recordings)], Run(
            file_name(subject.name), outcomes, about, {case.id: case.digest for case in cases if case.id in outcomes}
        )

    return replayed


@cache
def _pool(jobs: int) -> ProcessPoolExecutor:
    """Return the processes that replay. They live as long as this one, because it takes seconds until they are warm."""
    return ProcessPoolExecutor(jobs, mp_context=_processes())


def _processes() -> BaseContext:
    """Return a multiprocessing context that does not fork this process, because it may have threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # Import these once, not in each process: the imports take longer than the replay of an article.
    context.set_forkserver_preload([__name__, "openai", "instructor"])
    return context


def run_live(cases: list[Case], subject: Subject, settings: Settings) -> Run:
    """Ask the model about every case, without cassettes. An error in one case becomes its failure in the run.

    Only a ConfigurationError is raised, because it would affect all cases.
    """
    endpoint = open_endpoint(settings, subject, cases)
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
    about, digests = {k: str(v) for k, v in subject.fingerprint.items()}, {case.id: case.digest for case in cases}
    return Run(f"{file_name(subject.name)}-live", outcomes, about, digests)
