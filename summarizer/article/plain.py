"""Make a text one line that shows what it holds: for prompts, and for everything that people read."""

from __future__ import annotations

import unicodedata

from summarizer.schema import without_surrogates

_JOINERS = "\u200c\u200d"
_JOINED = frozenset(("Lo", "Mn", "Mc", "So", "Sk"))
"""Categories of characters that joiners join: letters of Arabic and Indian scripts, and emoji with their modifiers."""


def plain(text: str) -> str:
    """Return a text as one line without invisible characters.

    Each run of white space is one space. Control characters (C0 with ESC and BEL, DEL, C1), bidirectional controls,
    zero-width characters and other format characters are left out, lone surrogates replaced. Joiners stay where they
    belong to the spelling, as in Persian and in emoji.
    """
    line = " ".join(text.split())
    if line.isprintable():
        return line  # as most are; format characters, joiners among them, are not printable
    line = without_surrogates(line)
    # What is left out may have stood between spaces.
    return " ".join("".join(c for at, c in enumerate(line) if _is_shown(line, at)).split())


def _is_shown(line: str, at: int) -> bool:
    c = line[at]
    if c in _JOINERS:
        around = line[at - 1 : at] + line[at + 1 : at + 2]
        return len(around) == 2 and all(unicodedata.category(neighbour) in _JOINED for neighbour in around)
    if unicodedata.category(c) == "Cf":
        return unicodedata.bidirectional(c) == "AN"  # the Arabic signs that stand over numbers are seen
    return unicodedata.category(c) != "Cc"
