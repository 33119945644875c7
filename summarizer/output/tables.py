"""Briefs as CSV (RFC 4180): the rows of `summarizer.rows`, with names in place of ids.

No cell is taken for a formula by a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from summarizer.output.neutral import for_csv
from summarizer.rows import COLUMNS, rows_of
from summarizer.schema import Brief


def as_csv(briefs: Sequence[Brief], *, full: bool = False) -> str:
    """Return one table of briefs, with a header: a row for each event, commitment, actor and claim left out."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for brief in briefs:
        writer.writerows([_cell(value) for value in row.values()] for row in rows_of(brief))
    return table.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str):
        return for_csv(value)
    return str(value).lower() if isinstance(value, bool) else value
