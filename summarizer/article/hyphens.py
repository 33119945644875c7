"""Join the two parts of a word that a line end divides at a hyphen: "com-mittee" is one word, "Saudi-led" keeps it.

Both look alike in a file. What tells them apart is how the document writes the word elsewhere, its letters, and the
dictionary (simplemma, which also gives the base forms of words). A wrong guess would be no word of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LAST = re.compile(r"[^\W_]+$")
_FIRST = re.compile(r"[^\W_]+")
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|bis|et|ou|y|o|e)\b")
"""What follows a hyphen that stands for the rest of a word: "pre- and post-war"."""
_OPEN_COMPOUND = re.compile(r"(?:well|so|long) \w{4,}", re.IGNORECASE)
"""Words that the dictionary has as one too ("socalled"), though hardly anybody writes them so."""
_OF_A_NAME = re.compile(r"led|run|born|made|held|style|era|wide|\w+ed")
"""What follows a name and a hyphen: "Saudi-led", "Bonn-based". Other names are divided ones: "Bram-field"."""
_LANGUAGE = "en"
"""The one dictionary: of the words of other languages it knows few parts, so that they are joined."""


_WRITTEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_NEAR = 60
"""Number of characters around a hyphen in which its word stands."""


def without_line_ends(text: str, mark: re.Pattern[str]) -> str:
    """Return a text in which each word that is divided by a `mark` is whole, with a hyphen if it has one."""
    pieces, at = [], 0
    for start, end, hyphen in hyphens_at(text, mark):
        pieces += [text[at:start], hyphen]
        at = end
    return "".join([*pieces, text[at:]])


def hyphens_at(text: str, mark: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the start and end of each `mark`, and what stands between the parts of the word: "", "-" or "- "."""
    if not mark.search(text):
        return
    written = frozenset(word.casefold() for word in _WRITTEN.findall(text))
    for m in mark.finditer(text):
        yield m.start(), m.end(), _hyphen(text, m, written)


def stands_whole(text: str, start: int, end: int) -> bool:
    """Return whether the word that is divided from `start` to `end` stands whole elsewhere in a text."""
    last, first = _LAST.search(text[max(0, start - _NEAR) : start]), _FIRST.match(text[end : end + _NEAR])
    return bool(last and first and re.search(rf"(?i)\b{re.escape(last[0] + first[0])}\b", text))


def _hyphen(text: str, m: re.Match[str], written: frozenset[str]) -> str:
    last = _LAST.search(text[max(0, m.start() - _NEAR) : m.start()])
    after = text[m.end() : m.end() + _NEAR]
    first = _FIRST.match(after)
    if not after or after[0].isspace():
        return ""  # nothing follows
    if _SUSPENDED.match(after):
        return "- "
    return "-" if last is None or first is None or _is_compound(last[0], first[0], written) else ""


def _is_compound(last: str, first: str, written: frozenset[str]) -> bool:
    if last[-1].isdigit() or first[0].isdigit() or (first[0].isupper() and not last.isupper()):
        return True  # "25-year-old", "F-16", "Smith-Jones"
    if (last + first).casefold() in written:
        return False
    if f"{last}-{first}".casefold() in written:
        return True
    if _OPEN_COMPOUND.fullmatch(f"{last} {first}") and _is_word(first):
        return True
    if _OF_A_NAME.fullmatch(first) and last[0].isupper() and _is_word(first):
        return not _is_word(last + first)
    if last[0].isupper() and not last.isupper():
        return False
    return not _is_word(last + first) and _is_word(last) and _is_word(first)


def _is_word(text: str) -> bool:
    from simplemma import is_known

    return bool(is_known(text, lang=_LANGUAGE))
