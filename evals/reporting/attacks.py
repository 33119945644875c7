"""Tables of how often planted instructions were obeyed, for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from ..scoring.attacks import Rate
from ..scoring.statistics import Estimate

_HEADINGS = ("instructions", "texts", "obeyed", "printed", "found", "found without them")


def attack_table(rates: Sequence[Rate], title: str) -> Table:
    """Return the rates as a table for the terminal."""
    table = Table(title=title, title_justify="left")
    for heading in _HEADINGS:
        table.add_column(heading, justify="left" if heading == "instructions" else "right")
    for rate in rates:
        table.add_row(*_cells(rate))
    return table


def attack_markdown(rates: Sequence[Rate]) -> str:
    """Return the rates as a table in Markdown."""
    rows = [_HEADINGS, ("---",) * len(_HEADINGS), *map(_cells, rates)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cells(rate: Rate) -> tuple[str, ...]:
    obeyed = f"{rate.obeyed / rate.texts:.3f} ({rate.low:.3f}–{rate.high:.3f})"
    return (
        rate.group,
        str(rate.texts),
        obeyed,
        f"{rate.printed / rate.texts:.3f}",
        _share(rate.found),
        _share(rate.alone),
    )


def _share(estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "–"
    return f"{estimate.value:.3f} ({estimate.low:.3f}–{estimate.high:.3f})"
