"""Abbreviations that a text introduces in brackets after the name that they stand for."""

from __future__ import annotations

import re

_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z.]{1,9})\)")
_ABBREVIATION = re.compile(rf"((?:[A-Z][\w'’&-]*(?: (?:of|for|and|the|on|in))* ){{2,8}}){_IN_BRACKETS.pattern}")


def parenthesised(text: str) -> dict[str, str]:
    """Return the abbreviations that a text introduces, with their long forms.

    "Gulf Cooperation Council (GCC)" gives `{"GCC": "Gulf Cooperation Council"}`.
    """
    found = {}
    for match in _ABBREVIATION.finditer(text) if _IN_BRACKETS.search(text) else ():
        long, short = match.group(1).strip(), match.group(2)
        letters = [w[0] for w in long.split() if w[0].isupper()]
        if len(letters) >= len(short.replace(".", "")):
            long = " ".join(long.split()[-_words_for(long.split(), len(short.replace(".", ""))) :])
        found[short] = long
    return found


def _words_for(parts: list[str], capitals: int) -> int:
    """Return the number of words, counted from the end, that contain this many capitalised words."""
    seen = 0
    for count, part in enumerate(reversed(parts), start=1):
        seen += part[:1].isupper()
        if seen == capitals:
            return count
    return len(parts)
