"""What commands print: results to stdout, lines about a run to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import ConfigurationError

if TYPE_CHECKING:
    from summarizer.schema import Brief


def print_status(line: str) -> None:
    """Print a line about a run to stderr; stdout is for results."""
    from summarizer.article.plain import plain

    print(f"summarizer: {plain(line)}", file=sys.stderr, flush=True)


def check_output(option: str, out: Path, *others: str | Path) -> None:
    """Raise ConfigurationError if a file to write is a folder or device, or one of the others that a command uses.

    It takes the place of what was there: of articles that are read, a checkpoint, or `/dev/stdout`.
    """
    reason = "it is no file" if str(out) == "-" or (os.path.exists(out) and not os.path.isfile(out)) else None
    if any(os.path.realpath(out) == os.path.realpath(other) for other in others):
        reason = "it would take the place of what the command reads"
    if reason:
        raise ConfigurationError(f"{option}: cannot write {out}: {reason}", hint="name another file")


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
