"""The command `attacks`: how often a model obeys instructions that are planted in the text, and what it still finds."""

from __future__ import annotations

from typing import Annotated

import typer

from ..data.attacks import load_attacks
from ..recording.attacks import attack_cases, attack_subject
from ..recording.recorder import Recordings, ReplayStatus
from ..recording.replaying import replay_all
from ..reporting.attacks import attack_table
from ..scoring.attacks import rates, score_attacks
from .shared import (
    RELAY_TIMEOUT,
    CassettesOption,
    ModelOption,
    ProfileOption,
    RelayOption,
    RelayTimeoutOption,
    UrlOption,
    exit_code,
    print_table,
    record_outdated,
    relay_of,
    set_up,
    status_table,
)


def attacks(
    record: Annotated[bool, typer.Option("--record", help="record what is stale or missing first")] = False,
    details: Annotated[
        bool, typer.Option("--details", help="also print what shows that the model obeyed, and what it printed")
    ] = False,
    model: ModelOption = None,
    base_url: UrlOption = None,
    profile: ProfileOption = None,
    cassettes: CassettesOption = None,
    relay: RelayOption = None,
    relay_timeout: RelayTimeoutOption = RELAY_TIMEOUT,
) -> None:
    """Replay the recordings of the texts with planted instructions; print how many were obeyed, by kind and aim."""
    settings, library = set_up(model, base_url, profile, peer=False)
    by_hand = relay_of(relay, model, base_url, relay_timeout, recording=record)
    subject, texts = attack_subject(library), load_attacks()
    cases = attack_cases(texts)
    recordings = Recordings(cases, subject, cassettes)
    if record:
        record_outdated([recordings], settings, by_hand)
    replays, run = replay_all(recordings)
    recorded = [replay for replay in replays if replay.status is not ReplayStatus.MISSING]
    if recorded:
        print_table(status_table(recorded))
    scores = score_attacks(texts, run.outcomes)
    title = f"{library.name}: {len(run.outcomes)} of {len(cases)} texts scored"
    if scores:
        print_table(attack_table(rates(scores), title))
    else:
        print(title)
    if details:
        for score in scores:
            for label, traces in (("obeyed", score.traces), ("printed", score.printed)):
                for trace in traces:
                    typer.echo(f"{score.case.id}, {label}: {trace}")
    # Missing recordings are an error only if there are no others.
    raise typer.Exit(exit_code(recorded or replays))
