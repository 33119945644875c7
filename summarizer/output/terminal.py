"""A brief on a terminal: the text with colours, and links where the terminal follows them (OSC 8).

rich finds out what the terminal can do. Where the output is piped, the text is as `text` has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.output.neutral import link_to
from summarizer.output.text import WIDTH, Role, lines_of
from summarizer.schema import Brief

if TYPE_CHECKING:
    from rich.console import Console

STYLES = {
    Role.HEADLINE: "bold", Role.SECTION: "bold cyan", Role.TEXT: "", Role.FACTS: "green", Role.QUOTE: "dim italic",
    Role.WARNING: "bold yellow", Role.FOOTER: "dim",
}  # fmt: skip


def print_brief(brief: Brief, console: Console, *, full: bool = False) -> None:
    """Print a brief as text, not wider than the terminal. The headline links to the article, if it has an address."""
    from rich.style import Style
    from rich.text import Text

    width = min(WIDTH, console.width) if console.is_terminal else WIDTH
    for line, role in lines_of(brief, full=full, width=width):
        link = link_to(brief.article.url) if role is Role.HEADLINE else None
        console.print(Text(line, style=Style.parse(STYLES[role]) + Style(link=link)), soft_wrap=True)
