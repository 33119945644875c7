"""The command `evals`: the eval suite, which is a package of its own and is loaded only when the command runs."""

from __future__ import annotations

from typing import Any

import typer

AS_IT_IS: dict[str, Any] = {
    "add_help_option": False,
    "context_settings": {"allow_extra_args": True, "ignore_unknown_options": True, "allow_interspersed_args": False},
}
"""The command reads no options itself: the suite does, `--help` too."""


def evals(context: typer.Context) -> None:
    """Evaluate briefs on gold of your own (extra 'evals'): 'summarizer evals --help' lists the commands."""
    from summarizer.pytest_plugin import suite

    suite("__main__").main(context.args or ["--help"], "summarizer evals")
