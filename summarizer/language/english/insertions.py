"""Editorial insertions: in square brackets, what a sentence needs to be read alone and the article says elsewhere.

Whose words a text is, whom a pronoun means, and the quotation marks that stand in another sentence. Where one of them is
not certain, nothing is inserted. What is not resolved but told by an earlier sentence (`context`), is quoted from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.claims import Insertion
from summarizer.language.english.context import Quoted
from summarizer.language.english.doers import Doing
from summarizer.language.english.events import Reading

_INNER = str.maketrans("“”", "‘’")
"""Quotation marks within a quotation."""


def insertions_of(
    reading: Reading, doing: Doing, voice: str | None, before: Sequence[Quoted] = ()
) -> tuple[Insertion, ...]:
    """Return the insertions of a sentence, in the order in which they stand.

    `voice` is the attribution of its text, `before` what is quoted before it.
    """
    return tuple(_insertions(reading, doing, voice, before))


def _insertions(reading: Reading, doing: Doing, voice: str | None, before: Sequence[Quoted]) -> Iterator[Insertion]:
    of_voice = next((one.words for one in before if voice and one.words.startswith(voice)), voice)
    if of_voice:
        yield Insertion(0, f"[{of_voice}:] ")
    for one in before:
        if one.words != of_voice:
            words = " ".join(one.words.split()).translate(_INNER)
            yield Insertion(0, f"[{one.where}: “{words}”] ", quoted=one.span)
    if reading.lacks.opening:
        yield Insertion(0, f"[{reading.lacks.opening}]")
    if doing.pronoun and doing.meant:
        yield Insertion(doing.pronoun.end, f" [{doing.meant}{'’s' if doing.pronoun.owns else ''}]")
    if reading.lacks.closing:
        yield Insertion(len(reading.text), f"[{reading.lacks.closing}]")
