"""The pages of the documentation, taken apart: code blocks, code spans, links, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.samples import ROOT

COMPILE_ONLY = "<!-- compile only:"
"""Begins the line before a block of Python that needs what is not installed here, and says what that is."""


@dataclass(frozen=True)
class Block:
    """A fenced block of code, its language, the line it begins at, and whether it can be run."""

    language: str
    code: str
    line: int
    runs: bool


@dataclass(frozen=True)
class Page:
    """A page of Markdown."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def blocks(self) -> list[Block]:
        found = []
        for match in re.finditer(r"^```(\S*)\n(.*?)^```$", self.text, re.DOTALL | re.MULTILINE):
            before = self.text[: match.start()]
            last = before.splitlines()[-1] if before else ""
            found.append(Block(match[1], match[2], before.count("\n") + 2, not last.startswith(COMPILE_ONLY)))
        return found

    @cached_property
    def prose(self) -> str:
        """The text without its blocks of code."""
        return re.sub(r"^```.*?^```$", "", self.text, flags=re.DOTALL | re.MULTILINE)

    @property
    def spans(self) -> list[str]:
        """The code in the prose."""
        return re.findall(r"`([^`\n]+)`", self.prose)

    @property
    def links(self) -> list[str]:
        return re.findall(r"\]\(([^)\s]+)\)", self.prose)

    @property
    def anchors(self) -> set[str]:
        """What links to a heading may name, as GitHub makes it of the heading."""
        heads = re.findall(r"^#+ (.+)$", self.prose, re.MULTILINE)
        return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}

    def shell_lines(self) -> Iterator[str]:
        """Yield the commands of the blocks of shell code, continued lines joined."""
        for block in self.blocks:
            if block.language == "sh":
                yield from filter(None, map(str.strip, block.code.replace("\\\n", " ").splitlines()))


README = Page(ROOT / "README.md")
PAGES = [
    README,
    Page(ROOT / "CHANGELOG.md"),
    *map(Page, sorted((ROOT / "docs").rglob("*.md"))),
    *map(Page, sorted((ROOT / "evals").rglob("*.md"))),
]
