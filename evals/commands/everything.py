"""The command `everything`: replay all recordings of the cases, report, and check the floors, in one process.

As commands of their own, these would take twice the time, for imports and for processes to replay in.
"""

from __future__ import annotations

import typer

from ..data.project import project
from ..recording.cassettes import file_name
from ..recording.recorder import Recordings
from ..recording.replaying import start_replays
from ..scoring.scorer import score_run
from .gate import gate
from .replays import tell_and_save
from .scores import report
from .shared import RELAYED, chosen_cases, exit_code, print_table, set_up, status_table

RECORDED = ((None, True), (None, False), (RELAYED, True), (RELAYED, False))
"""The model (None: the project's) of all recordings of the cases, and whether the peer was asked."""


FLOORS = ("floors.toml", "floors.large.toml")
"""The files with floors, each for one of the runs."""


def everything() -> None:
    """Replay all recordings of the cases, also the peer's, save and score them, write the report, check the floors."""
    cases = chosen_cases(None)
    subjects = [(set_up(model, None, None, peer)[1], peer) for model, peer in RECORDED]
    # All at once: while one run is scored here, other processes replay the next.
    started = [(start_replays(Recordings(cases, subject)), peer) for subject, peer in subjects]
    for replayed, peer in started:
        replays, run = replayed()
        print_table(status_table(replays))
        tell_and_save(run, score_run(run, cases))
        if code := exit_code(replays, peer=peer):
            raise typer.Exit(code)
    report(run_names())
    for name in FLOORS:
        gate(floors=project().floors.with_name(name))


def run_names() -> list[str]:
    """Return the names of the runs of all recordings."""
    return [file_name(set_up(model, None, None, peer)[1].name) for model, peer in RECORDED]
