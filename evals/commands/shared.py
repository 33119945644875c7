"""What the commands share: options, the set-up that they mean, exit codes, tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from evals.baselines import verbatim
from evals.data.cases import Case, CaseError, load_cases
from evals.recording import recorder
from evals.recording.recorder import Replay, Subject, Verdict
from summarizer.errors import SummarizerError
from summarizer.settings import Settings, load_settings

FAIL_EXIT = 1
"""Exit code where an article gives no brief, the gate is not passed, or a recording breaks off."""

STALE_EXIT = 3
"""Exit code where a cassette is stale, missing or an orphan; it wins over 1."""


def subject_of(settings: Settings, *, peer: bool) -> Subject:
    """Return what is evaluated: this library with the model of the settings, or the peer with it."""
    model = settings.model or settings.embedded_model
    if peer:
        return verbatim.subject(model)
    return recorder.library_subject(model, recorder.profile_of(model, settings.profile), settings.reasks)


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


def chosen_cases(directory: Path | None, ids: list[str] | None = None) -> list[Case]:
    """Return the cases of a folder, or those of these ids; ends the command if one is wrong or not there."""
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


def print_table(table: object) -> None:
    """Print a table; it is cut to the terminal's width, where there is a terminal."""
    console = Console()
    (console if console.is_terminal else Console(width=220)).print(table)


def print_json(values: dict[str, Any]) -> None:
    """Print values as indented JSON."""
    typer.echo(json.dumps(values, ensure_ascii=False, indent=2, default=str))
