"""Code shared by the commands: options, their evaluation, exit codes, tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from summarizer.errors import SummarizerError
from summarizer.settings import Settings, load_settings

from ..baselines import verbatim
from ..data.cases import Case, CaseError, load_cases
from ..data.project import Project, ProjectError, project
from ..data.runs import Run, RunError, load_run
from ..recording import recorder
from ..recording.recorder import Recordings, Replay, ReplayStatus, Subject
from ..recording.relay import Relay, jobs_of, record_relayed
from ..recording.replaying import record_all

FAIL_EXIT = 1
"""Exit code if an article gives no brief, a run does not pass the gate, or a recording was interrupted by an error."""

STALE_EXIT = 3
"""Exit code if a cassette is stale, missing or an orphan; it takes precedence over `FAIL_EXIT`."""

RELAYED = "relayed-large"
"""Name under which the project has the recordings of a large model, which was asked by relay."""

RELAY_TIMEOUT = 3600.0
"""Seconds to wait for the next answer to a relayed request, if nothing else is asked for."""

RECORDINGS_SAVED = "the cases recorded so far are saved; run the command again to record the rest"
"""What to tell a user whose recording was interrupted."""


def subject_of(settings: Settings, *, peer: bool) -> Subject:
    """Return the subject of the evaluation: this library or the peer, with the model of the settings."""
    model = settings.model or settings.embedded_model
    if peer:
        return verbatim.subject(model)
    return recorder.library_subject(model, recorder.profile_of(model, settings.profile), settings.reasks)


def status_table(replays: list[Replay]) -> Table:
    """Return a table of the replays that are not PASS; its title counts all statuses."""
    table = Table("status", "case", "why", title=", ".join(f"{n} {status}" for status, n in _counted(replays)))
    for r in replays:
        if r.status is not ReplayStatus.PASS:
            table.add_row(r.status, r.case, r.reason)
    return table


def exit_code(replays: list[Replay], *, peer: bool = False) -> int:
    """Return 3 if a cassette is stale, missing or an orphan, else 1 if an article gave no brief, else 0.

    A failure of the peer is a result, not an error of this project: it is scored, and the exit code is 0.
    """
    statuses = {r.status for r in replays}
    if statuses - {ReplayStatus.PASS, ReplayStatus.FAIL}:
        return STALE_EXIT
    return FAIL_EXIT if ReplayStatus.FAIL in statuses and not peer else 0


def _counted(replays: list[Replay]) -> list[tuple[ReplayStatus, int]]:
    return [(s, n) for s in ReplayStatus if (n := sum(r.status is s for r in replays))]


ModelOption = Annotated[
    str | None, typer.Option(help="name of the model; default: that of the project, or the embedded model")
]
UrlOption = Annotated[str | None, typer.Option(help="base URL of an OpenAI-compatible endpoint; usually ends in /v1")]
ProfileOption = Annotated[str | None, typer.Option(help="'small' or 'large'; default: 'small' for embedded models")]
PeerOption = Annotated[bool, typer.Option("--peer", help="use the peer (one plain prompt) instead of this library")]
CaseOption = Annotated[list[str] | None, typer.Option("--case", help="id of a case to use; can be repeated")]
CasesOption = Annotated[Path | None, typer.Option("--cases", help="folder with case files; default: the project's")]
RelayOption = Annotated[
    Path | None,
    typer.Option("--relay", help="ask by hand: folder that requests are written to, and answers are read from"),
]
RelayTimeoutOption = Annotated[
    float, typer.Option(min=0, help="seconds to wait for the next relayed answer; 0 only writes out the requests")
]
CassettesOption = Annotated[
    Path | None, typer.Option("--cassettes", help="folder with cassettes; default: the project's")
]


def fail(message: object, code: int = 2) -> typer.Exit:
    """Print a message to stderr and return the exception that ends the command: `raise fail(…)`."""
    typer.echo(message, err=True)
    return typer.Exit(code)


def chosen_cases(directory: Path | None, ids: list[str] | None = None) -> list[Case]:
    """Return the cases of a folder, or those with these ids. End the command if a case is invalid or an id unknown."""
    try:
        cases = load_cases(directory)
    except CaseError as error:
        raise fail("\n".join(f"{error.path}: {fault}" for fault in error.faults)) from None
    if unknown := set(ids or ()) - {case.id for case in cases}:
        raise fail(f"there is no case {sorted(unknown)[0]!r}; use the 'id' of one of the case files")
    return [case for case in cases if not ids or case.id in ids]


def loaded(names: list[str]) -> list[Run]:
    """Return the runs of these names or files. End the command if one cannot be read."""
    try:
        return [load_run(name) for name in names]
    except RunError as error:
        raise fail(error) from None


def project_or_none() -> Project | None:
    """Return the project in use, or None if there is none: not every command needs one."""
    try:
        return project()
    except ProjectError:
        return None


def set_up(model: str | None, base_url: str | None, profile: str | None, peer: bool) -> tuple[Settings, Subject]:
    """Return the settings and the subject that a command's options select. End the command if they are invalid."""
    try:
        return configured(model, base_url, profile, peer=peer)
    except SummarizerError as error:
        raise fail(error) from None


def configured(model: str | None, base_url: str | None, profile: str | None, *, peer: bool) -> tuple[Settings, Subject]:
    """Return the settings and the subject of these options; without a model, of the project's model and profile.

    Raise SummarizerError if they are invalid.
    """
    if (current := project_or_none()) is not None and model is None:
        model, profile = current.model, profile or current.profile
    settings = load_settings(model=model, base_url=base_url, profile=profile, **(verbatim.SETTINGS if peer else {}))
    return settings, subject_of(settings, peer=peer)


def relay_of(
    folder: Path | None, model: str | None, base_url: str | None, timeout: float, *, recording: bool = True
) -> Relay | None:
    """Return the relay that a command's options ask for, or None. End the command if they contradict each other.

    `recording` says whether the command was told to record.
    """
    if folder is None:
        return None
    if not recording:
        raise fail("--relay needs --record")
    if base_url is not None:
        raise fail("--relay asks by hand and --base-url a server; give one of them")
    if model is None:
        raise fail("--relay needs --model: the name of the model that answers")
    return Relay(folder, model, timeout)


def record_outdated(
    recordings: Sequence[Recordings],
    settings: Settings,
    relay: Relay | None,
    *,
    force: bool = False,
    limit: int | None = None,
) -> None:
    """Record what is stale or missing of all these recordings, by asking the model or by relay.

    End the command if the endpoint fails or answers are missing: what was recorded until then is saved.
    """
    try:
        if relay is not None:
            jobs = [job for one in recordings for job in jobs_of(one, force=force, limit=limit)]
            record_relayed(jobs, relay, settings)
            return
        for one in recordings:
            record_all(one, settings, force=force, limit=limit)
    except SummarizerError as error:
        raise fail(f"{type(error).__name__}: {error}\n{RECORDINGS_SAVED}", FAIL_EXIT) from None


def print_table(table: object) -> None:
    """Print a table, as wide as the terminal or, without a terminal, 220 columns wide."""
    console = Console()
    (console if console.is_terminal else Console(width=220)).print(table)


def print_json(values: dict[str, Any]) -> None:
    """Print values as indented JSON."""
    typer.echo(json.dumps(values, ensure_ascii=False, indent=2, default=str))
