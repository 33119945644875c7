"""The command `show`: print stored briefs in any format, without asking a model."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.brief import Format, FormatOption, Full
from summarizer.cli.printing import print_status, write


def show(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES", help="Files with briefs: 'brief.json', or the output of 'batch'; '-' for stdin."
        ),
    ],
    format: FormatOption = Format.TEXT,
    full: Full = False,
) -> None:
    """Print stored briefs in any format, without a model."""
    from summarizer.output.stored import read_briefs

    briefs, failed = [], 0
    for file in files:
        text = sys.stdin.buffer.read() if file == "-" else Path(file)
        for brief in read_briefs(text, "standard input" if file == "-" else file):
            if brief is None:
                failed += 1
            else:
                briefs.append(brief)
    if failed:
        print_status(f"{failed} of {failed + len(briefs)} articles have no brief; the reasons are in the file")
    write(briefs, format, full=full)
