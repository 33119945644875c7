"""The command `readme`: write the measured parts of the README and the docs."""

from __future__ import annotations

from typing import Annotated

import typer

from summarizer.settings import load_settings

from ..baselines import verbatim
from ..data.cases import load_cases
from .shared import RELAYED, subject_of


def readme(
    check: Annotated[
        bool, typer.Option("--check", help="write nothing; exit with code 1 if a part is out of date")
    ] = False,
) -> None:
    """Write the example brief and the table of scores into the README and the docs, from the recordings."""
    from ..reporting.readme import LARGE, LIBRARY, SMALL, update

    model = load_settings().embedded_model
    subjects = {
        f"peer, {SMALL}": verbatim.subject(model),
        LIBRARY: subject_of(load_settings(model=model), peer=False),
        f"peer, {LARGE}": verbatim.subject(RELAYED),
        f"this library, {LARGE}": subject_of(load_settings(model=RELAYED), peer=False),
    }
    attacked = (LIBRARY, f"this library, {LARGE}")
    current = update(load_cases(), subjects, {label: subjects[label] for label in attacked}, check=check)
    print("up to date" if current else ("out of date: run 'python -m evals readme'" if check else "written"))
    raise typer.Exit(1 if check and not current else 0)
