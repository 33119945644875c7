"""Quotations that run over several sentences: what stands in one lacks the marks, or the source, of another sentence.

Marks are read within a paragraph. Some texts have lost marks, mostly at the end of a sentence: a quotation that is
nowhere closed ends with its sentence, unless it began with a sentence of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from summarizer.language.english.lexicon import OPENERS, either
from summarizer.language.rules import Document
from summarizer.pace import steps

_MARK = re.compile(r"[“”\"]")
_OPENING = re.compile(r"“(?=\S)|(?<![^\s(\[—–-])\"(?=\S)")
_INCHES = re.compile(r"(?<=\d)(?<!\d{4})\"(?![,.;:?!])")
_PARTNER = {"“": "”", "”": "“", '"': '"'}
_OWN_SENTENCE = re.compile(r"[“\"]\W*[A-Z\d]")
_NAMED = re.compile(rf"[\w,;] (?!I\b)[A-Z]|[.!?] (?!(?:{either('sentence_openers')}|(?:{OPENERS})\b))[A-Z]")
"""A capital that begins no sentence, or one whose first word may be a name."""
PULL_QUOTE = 40
"""First characters of a sentence by which it is found again in the article."""


@dataclass(frozen=True)
class Marks:
    """The quotation marks that a sentence lacks: of a quotation that it only closes, or only opens."""

    opening: str = ""
    closing: str = ""


def without_inches(sentence: str) -> str:
    """Return a sentence with the sign of inches (″) where a straight mark surely means it, so that offsets stay.

    It does behind a number, if the sentence has no other marks: not in 'Karst said "we sold 12" twice', nor '… in 1959"'.
    """
    told = _INCHES.sub("″", sentence)
    return sentence if _MARK.search(told) else told


def lacking(sentence: str) -> Marks:
    """Return the marks that a sentence lacks."""
    marks = list(_MARK.finditer(without_inches(sentence)))
    if not marks:
        return Marks()
    first, last = marks[0], marks[-1]
    closes, opens = not _OPENING.match(sentence, first.start()), bool(_OPENING.match(sentence, last.start()))
    return Marks(_PARTNER[first[0]] if closes else "", _PARTNER[last[0]] if opens else "")


class Quotations:
    """The quotation marks of a text, by their offsets."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = [mark.start() for mark in _MARK.finditer(text)]
        self._opens = [_OPENING.match(text, at) is not None for at in self._at]
        self._in_quotation: dict[str, bool] = {}

    def hold(self, start: int, end: int) -> bool:
        """Return whether the words from `start` to `end` are all in a quotation that opens before them."""
        first, last = bisect_left(self._at, start), bisect_left(self._at, end)
        if first == last < len(self._at) and self._at[last] == end:
            return not self._opens[last]
        if first < last or not first or not self._opens[first - 1] or "\n" in self._text[self._at[first - 1] : start]:
            return False
        is_followed = last < len(self._at) and "\n" not in self._text[end : self._at[last]]
        if is_followed and not self._opens[last]:
            return True
        # Not closed: a name is more likely one of the report that goes on.
        if is_followed and _NAMED.search(self._text, self._at[first - 1] + 2, end):
            return False
        return _OWN_SENTENCE.match(self._text, self._at[first - 1]) is not None

    def repeat(self, sentence: str) -> bool:
        """Return whether a sentence stands in a quotation too: a pull quote."""
        core = sentence.strip('“”" .,')[:PULL_QUOTE]
        if len(core) < PULL_QUOTE or _MARK.search(sentence):
            return False
        # Once for all sentences that begin so: a text may be the same one again and again.
        if (found := self._in_quotation.get(core)) is None:
            spans = [match.span() for match in re.finditer(re.escape(core), self._text)]
            found = self._in_quotation[core] = len(spans) > 1 and any(self.hold(*span) for span in spans)
        return found


def without_source(document: Document) -> frozenset[int]:
    """Return the numbers of the sentences that a source says who stands in another sentence."""
    quotations = Quotations(document.article.text)
    return frozenset(
        s.number for s in steps(document.sentences) if quotations.hold(s.start, s.end) or quotations.repeat(s.text)
    )
