"""The command `everything`: replay all recordings of the cases, report, and check the floors, in one process.

As commands of their own, these would take twice the time, for imports and for processes to replay in.
"""

from __future__ import annotations

from ..data.project import project
from ..recording.cassettes import file_name
from .gate import gate
from .replays import run
from .scores import report
from .shared import RELAYED, set_up

RECORDED = ((None, True), (None, False), (RELAYED, True), (RELAYED, False))
"""The model (None: the project's) of all recordings of the cases, and whether the peer was asked."""


FLOORS = ("floors.toml", "floors.large.toml")
"""The files with floors, each for one of the runs."""


def everything() -> None:
    """Replay all recordings of the cases, also the peer's, save and score them, write the report, check the floors."""
    for model, peer in RECORDED:
        run(model=model, peer=peer)
    report(run_names())
    for name in FLOORS:
        gate(floors=project().floors.with_name(name))


def run_names() -> list[str]:
    """Return the names of the runs of all recordings."""
    return [file_name(set_up(model, None, None, peer)[1].name) for model, peer in RECORDED]
