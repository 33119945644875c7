"""Editorial insertions: in square brackets, what a sentence needs to be read alone and the article says elsewhere.

Whose words a text is, whom a pronoun means, and the quotation marks that stand in another sentence. Where one of them is
not certain, nothing is inserted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.claims import Insertion
from summarizer.language.english.doers import Doing
from summarizer.language.english.events import Reading
from summarizer.language.english.lexicon import either

_POINTING = re.compile(
    rf"\W*(?:(?:but|and|yet|so|still)\s)?(?:(?:to|in|at|with|for|on|after|as|by|from|under)\s)?"
    rf"{either('demonstratives')}(?! {either('periods')}| the\b)",
    re.IGNORECASE,
)


def points_back(reading: Reading) -> bool:
    """Return whether a sentence begins with what another one tells: "This process …", "To that end …", not "This year"."""
    return _POINTING.match(reading.bare) is not None


def is_unclear(doing: Doing, voice: str | None) -> bool:
    """Return whether a pronoun leaves open whom a sentence is about. "We" are those whose words the text is."""
    pronoun = doing.pronoun
    return pronoun is not None and not doing.meant and not (voice and pronoun.word in ("we", "our"))


def insertions_of(reading: Reading, doing: Doing, voice: str | None) -> tuple[Insertion, ...]:
    """Return the insertions of a sentence, in the order in which they stand; `voice` is the attribution of its text."""
    return tuple(Insertion(at, text) for at, text in _insertions(reading, doing, voice))


def _insertions(reading: Reading, doing: Doing, voice: str | None) -> Iterator[tuple[int, str]]:
    if voice:
        yield 0, f"[{voice}:] "
    if reading.lacks.opening:
        yield 0, f"[{reading.lacks.opening}]"
    if doing.pronoun and doing.meant:
        yield doing.pronoun.end, f" [{doing.meant}{'’s' if doing.pronoun.owns else ''}]"
    if reading.lacks.closing:
        yield len(reading.text), f"[{reading.lacks.closing}]"
