"""How briefs and results show themselves: as a page, and in notebooks.

The page is made by `summarizer.output`, which is above the schema. Imports go downward only, so its modules are found
by name, when they are needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class NotebookDisplay:
    """Mixin of what a notebook shows as the last value of a cell."""

    def _repr_html_(self) -> str:
        """Return the page of the brief in a frame, or the error of an article without a brief."""
        return str(_output("page.page").as_frame(self))

    def _repr_markdown_(self) -> str:
        """Return the brief or the error as Markdown, for notebooks that show no HTML."""
        return str(_output("markdown").as_cell(self))


class PageDisplay(NotebookDisplay):
    """Mixin of what is a page of its own."""

    def to_html(self) -> str:
        """Return the brief as one HTML page with the article beside it, to be saved or sent: it needs nothing else."""
        return str(_output("page.page").as_html(self))


def _output(module: str) -> Any:
    return import_module(f"summarizer.output.{module}")
