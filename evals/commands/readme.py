"""The command `readme`: write the measured parts of the README and the docs."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.settings import load_settings

from ..baselines import verbatim
from ..data.cases import load_cases
from ..studies.claims import ALL, acceptances, all_altered, table
from .shared import RELAYED, subject_of


def readme(
    check: Annotated[
        bool, typer.Option("--check", help="write nothing; exit with code 1 if a part is out of date")
    ] = False,
    slow: Annotated[
        bool, typer.Option("--slow", help="also the external sets and the claims made false: two minutes more")
    ] = False,
) -> None:
    """Write the example brief and the table of scores into the README and the docs, from the recordings."""
    from ..reporting.readme import LARGE, LIBRARY, SMALL, external_block, update

    model = load_settings().embedded_model
    subjects = {
        f"peer, {SMALL}": verbatim.subject(model),
        LIBRARY: subject_of(load_settings(model=model), peer=False),
        f"peer, {LARGE}": verbatim.subject(RELAYED),
        f"this library, {LARGE}": subject_of(load_settings(model=RELAYED), peer=False),
    }
    attacked = (LIBRARY, f"this library, {LARGE}")
    further = {"external": external_block(subjects[LIBRARY]), "claims": claims_block()} if slow else {}
    current = update(load_cases(), subjects, {label: subjects[label] for label in attacked}, further, check=check)
    command = f"python -m evals readme{' --slow' if slow else ''}"
    print("up to date" if current else (f"out of date: run '{command}'" if check else "written"))
    raise typer.Exit(1 if check and not current else 0)


def claims_block() -> str:
    """Return the table of the claims made false by rule: how many of each kind come back as fully supported."""
    rows = table(list(acceptances(load_cases())))
    rows |= {ALL: all_altered(rows)}
    lines = [f"| {kind} | {row.total:,} | {row.passed:.1f} % |" for kind, row in rows.items()]
    return "\n".join(["| alteration | items | fully supported |", "|---|---|---|", *lines])
