"""The command `external`: score this library on human-annotated sets and on texts without annotation."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ..data.runs import Run, save_run
from ..recording.cassettes import file_name
from ..recording.external import SETS, as_case, cases_of, recordings_of
from ..recording.recorder import ReplayStatus, orphans
from ..recording.replaying import replay_all
from ..reporting.tables import score_table
from ..scoring.statistics import estimates
from .shared import (
    RELAY_TIMEOUT,
    CassettesOption,
    ModelOption,
    ProfileOption,
    RelayOption,
    RelayTimeoutOption,
    UrlOption,
    exit_code,
    fail,
    print_table,
    record_outdated,
    relay_of,
    set_up,
    status_table,
)


def external(
    name: Annotated[str, typer.Argument(metavar="SET", help=f"one of {', '.join(SETS)}")],
    record: Annotated[bool, typer.Option("--record", help="record what is stale or missing first")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="use only this many articles of the set")] = None,
    model: ModelOption = None,
    base_url: UrlOption = None,
    profile: ProfileOption = None,
    cassettes: CassettesOption = None,
    relay: RelayOption = None,
    relay_timeout: RelayTimeoutOption = RELAY_TIMEOUT,
) -> None:
    """Replay the recordings of an external set, save the run for `read`, and score it on what the set annotates."""
    if name not in SETS:
        raise fail(f"there is no set {name!r}; use one of {', '.join(SETS)}")
    settings, library = set_up(model, base_url, profile, peer=False)
    by_hand = relay_of(relay, model, base_url, relay_timeout, recording=record)
    records = SETS[name].load()
    cases = cases_of(records[:limit])
    own, shared = recordings_of(cases.values(), name, library, cassettes)
    recordings = [one for one in (own, shared) if one.cases]
    if record:
        record_outdated(recordings, settings, by_hand)
    by_case = {r.case: r for one in recordings for r in replay_all(one)[0]}
    # The set is scored by its own ids, not by those of the ordinary cases.
    replays = [replace(by_case[case.id], case=id) for id, case in cases.items()]
    # Cassettes beyond the limit are no orphans, so all records count. `run` reports orphans of the ordinary cases.
    replays += orphans(replace(own, cases=[as_case(r) for r in records]))
    recorded = [r for r in replays if r.status is not ReplayStatus.MISSING]
    if recorded:
        print_table(status_table(recorded))
    outcomes = {r.case: r.outcome for r in recorded if r.outcome is not None}
    title = f"{name}: {len(outcomes)} of {len(records)} scored"
    if missing := len(replays) - len(recorded):
        title += f", {missing} not recorded"
    if outcomes:
        about = {key: str(value) for key, value in own.subject.fingerprint.items()}
        digests = {id: case.digest for id, case in cases.items() if id in outcomes}
        save_run(Run(file_name(own.subject.name), outcomes, about, digests), replace=True)
        scores = SETS[name].score([r for r in records if r.id in outcomes], outcomes)
        print_table(score_table({library.name: estimates(scores, SETS[name].metrics)}, title=title))
    else:
        print(title)
    # Missing recordings are an error only if there are no others.
    raise typer.Exit(exit_code(recorded or replays))
