"""What commands print: results to stdout, lines about a run to stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.schema import Brief


def print_status(line: str) -> None:
    """Print a line about a run to stderr; stdout is for results."""
    from summarizer.article.plain import plain

    print(f"summarizer: {plain(line)}", file=sys.stderr, flush=True)


def write(briefs: Sequence[Brief], format: str, *, full: bool) -> None:
    """Write briefs to stdout in a format, as UTF-8. Text on a terminal has colours and links."""
    if format == "text" and sys.stdout.isatty():
        from rich.console import Console

        from summarizer.output.terminal import print_brief

        console = Console(highlight=False)
        for number, brief in enumerate(briefs):
            if number:
                console.print()
            print_brief(brief, console, full=full)
        return
    from summarizer.output.formats import rendered

    write_document(rendered(briefs, format, full=full))


def write_document(document: str) -> None:
    """Write a document to stdout as it is, as UTF-8."""
    # As bytes: some formats prescribe their line ends, and a pipe of Windows has another encoding.
    sys.stdout.flush()
    sys.stdout.buffer.write(document.encode())
    sys.stdout.buffer.flush()
