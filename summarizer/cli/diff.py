"""The command `diff`: what changed between the briefs of two versions of a story."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.printing import write_document

if TYPE_CHECKING:
    from summarizer.schema import Brief


class Format(StrEnum):
    """The names in `output.changes.DIFF_FORMATS`, which is not loaded for them."""

    TEXT = "text"
    MARKDOWN = "markdown"


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="File with the earlier brief, as 'brief --format json' prints it.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="File with the later brief.")],
    format: Annotated[Format, typer.Option(help="Output format.")] = Format.TEXT,
) -> None:
    """Print what is new, gone and changed between the briefs of two versions of a story."""
    from summarizer.output.changes import DIFF_FORMATS

    write_document(DIFF_FORMATS[format](_one(old), _one(new)))


def _one(file: str) -> Brief:
    from summarizer.errors import UnreadableArticleError
    from summarizer.output.stored import read_briefs

    briefs = [brief for brief in read_briefs(Path(file), file) if brief is not None]
    if len(briefs) != 1:
        raise UnreadableArticleError(f"{file} has {len(briefs)} briefs, not one", hint="give files with one brief each")
    return briefs[0]
