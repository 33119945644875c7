"""The command `read`: sheets for a reader of briefs, and the shares of the readers' verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from summarizer import Brief

from ..data.runs import RunError, load_run
from ..reading.sheets import line_ids, write_sheets
from ..reading.verdicts import KINDS, VERDICTS, VerdictError, missing, read_verdicts, shares
from ..recording.external import SETS, cases_of
from .shared import CasesOption, chosen_cases, fail, print_table


def read(
    run: Annotated[str, typer.Argument(help="name of a run, or a file of one")],
    out: Annotated[Path | None, typer.Option(help="folder to write the sheets to, one per article")] = None,
    verdicts: Annotated[
        list[Path] | None, typer.Option(help="file of a reader's verdicts; can be repeated, one for each reader")
    ] = None,
    cases: CasesOption = None,
    external: Annotated[str | None, typer.Option("--set", help="name of the external set that the run is of")] = None,
) -> None:
    """Write the briefs of a run as sheets for a reader (--out), or count the readers' verdicts (--verdicts)."""
    if (out is None) == (verdicts is None):
        raise fail("give either --out DIR to write sheets, or --verdicts FILE to count what was read")
    if external is not None and external not in SETS:
        raise fail(f"there is no set {external!r}; use one of {', '.join(SETS)}")
    known = list(cases_of(SETS[external].load()).values()) if external else chosen_cases(cases)
    try:
        loaded = load_run(run)
        if out is not None:
            typer.echo(
                f"{len(write_sheets(loaded, known, out))} sheets in {out}; how to read them: {out / 'README.md'}"
            )
            return
        found = [verdict for path in verdicts or () for verdict in read_verdicts(path)]
    except (RunError, VerdictError, OSError) as error:
        raise fail(error) from None
    briefs = {name: outcome for name, outcome in loaded.outcomes.items() if isinstance(outcome, Brief)}
    if unread := missing(found, {name: line_ids(brief) for name, brief in briefs.items()}):
        raise fail(f"{len(unread)} lines have no verdict: {', '.join(unread[:5])} …")
    table = Table("lines", *VERDICTS, title=f"{run}: {len({v.case for v in found})} articles, share (95 %)")
    counted = shares(found)
    for kind in KINDS.values():
        cells = [f"{s.value:.3f} ({s.low:.3f}–{s.high:.3f})" for s in counted if s.kind == kind]
        if cells:
            total = next(s.lines for s in counted if s.kind == kind)
            table.add_row(f"{kind} ({total})", *cells)
    print_table(table)
