"""The command `verify`: whether the verification by a model finds items that were made false by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Annotated

import typer
from rich.table import Table

from summarizer.errors import SummarizerError
from summarizer.settings import load_settings

from ..recording.recorder import Recordings, ReplayStatus
from ..recording.relay import Relay, jobs_of, record_relayed
from ..recording.replaying import replay_all
from ..studies.claims import Acceptance
from ..studies.verifying import (
    MAX_DROPPED,
    MAX_MARKED,
    MIN_CAUGHT,
    MIN_CAUGHT_TOGETHER,
    UNALTERED,
    Found,
    count,
    sample,
    together,
    verification_subject,
)
from .shared import (
    FAIL_EXIT,
    RECORDINGS_SAVED,
    RELAYED,
    CaseOption,
    CasesOption,
    CassettesOption,
    RelayOption,
    chosen_cases,
    exit_code,
    print_table,
    status_table,
)


def verify(
    relay: RelayOption = None,
    model: Annotated[str, typer.Option(help="name of the model that answers")] = RELAYED,
    case: CaseOption = None,
    cases: CasesOption = None,
    cassettes: CassettesOption = None,
    unaltered: Annotated[int, typer.Option(min=0, help="number of items that stay unaltered")] = UNALTERED,
    show: Annotated[
        str | None,
        typer.Option(help="print the items of a kind: 'KIND' (passed), 'KIND=marked' or 'KIND=dropped'"),
    ] = None,
) -> None:
    """Replay what a model made of altered and unaltered items of gold; print it by kind of alteration.

    With `--relay`, what is not recorded is first recorded from the answers in that folder; requests that have none are
    written into it: run it again after answering. Other cases or another number of unaltered items are another sample.

    Exits with code 3 if recordings are missing or stale, with 1 if requests are unanswered, too few altered items are
    caught, or too many unaltered ones dropped or marked.
    """
    settings = load_settings(model=model)
    batches = sample(chosen_cases(cases, case), unaltered=unaltered)
    subject = verification_subject(batches, model, settings.reasks)
    recordings = Recordings([batch.case for batch in batches], subject, cassettes)
    unanswered = None
    if relay is not None:
        try:
            record_relayed(jobs_of(recordings), Relay(relay, model, 0.0), settings)
        except SummarizerError as error:
            unanswered = f"{error}\n{RECORDINGS_SAVED}"
    replays, run = replay_all(recordings)
    print_table(status_table(replays))
    found = count(batches, run.outcomes)
    both = {name: together(found, altered=name == "altered") for name in ("altered", "unaltered")}
    _print(found, both)
    if show:
        kind, _, wanted = show.partition("=")
        for item, of, acceptance, why in found.items:
            if item.kind.startswith(kind) and acceptance == (wanted or Acceptance.PASSED):
                typer.echo(f"{of.id}: {item.content}\n  {acceptance} {why}")
    # A part of the sample is too small for the limits.
    whole = all(replay.status is ReplayStatus.PASS for replay in replays)
    faults = [unanswered] if unanswered else list(faults_of(found, both["altered"])) if whole else []
    for line in faults:
        typer.echo(line, err=True)
    raise typer.Exit(FAIL_EXIT if faults else exit_code(replays))


def _print(found: Found, both: Mapping[str, Counter[Acceptance]]) -> None:
    altered, unaltered = found.count(altered=True), found.count(altered=False)
    table = Table("alteration", "N", *reversed(Acceptance), "dropped, %", "dropped or marked, %")
    rows = sorted(found.rows.items(), key=lambda row: (row[0].startswith("unaltered"), row[0]))
    rows += [("all altered", altered), ("all unaltered", unaltered)]
    for kind, counts in (*rows, *((f"{name}, by code too", counts) for name, counts in both.items())):
        told = percent(counts, Acceptance.DROPPED, Acceptance.MARKED)
        shares = (f"{percent(counts, Acceptance.DROPPED):.1f}", f"{told:.1f}") if counts.total() else ("–", "–")
        table.add_row(
            kind, str(counts.total()), *(str(counts[acceptance]) for acceptance in reversed(Acceptance)), *shares
        )
    print_table(table)


def percent(counts: Counter[Acceptance], *which: Acceptance) -> float:
    """Return the share of items with one of these acceptances, in percent; 0 if there are none."""
    return 100 * sum(counts[acceptance] for acceptance in which) / counts.total() if counts.total() else 0.0


def faults_of(found: Found, altered_by_both: Counter[Acceptance]) -> list[str]:
    """Return a line for each limit that the counts are beyond; `altered_by_both` has the doubts of code too."""
    altered, unaltered = found.count(altered=True), found.count(altered=False)
    caught = percent(altered, Acceptance.DROPPED, Acceptance.MARKED)
    faults = []
    if altered and caught < MIN_CAUGHT:
        faults.append(f"{caught:.1f} % of altered items are dropped or marked, the limit is {MIN_CAUGHT:g} %")
    caught = percent(altered_by_both, Acceptance.DROPPED, Acceptance.MARKED)
    if altered and caught < MIN_CAUGHT_TOGETHER:
        limit = f"{MIN_CAUGHT_TOGETHER:g} %"
        faults.append(
            f"{caught:.1f} % of altered items are dropped or marked by code or the model, the limit is {limit}"
        )
    for acceptance, most in ((Acceptance.DROPPED, MAX_DROPPED), (Acceptance.MARKED, MAX_MARKED)):
        if (share := percent(unaltered, acceptance)) > most:
            faults.append(f"{share:.1f} % of unaltered items are {acceptance}, the limit is {most:g} %")
    return faults
