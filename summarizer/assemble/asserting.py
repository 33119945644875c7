"""Find what sentences do not assert: a question, a condition or a denied report tells of no event.

Stretches of a sentence that assert nothing are found by patterns. A claim is about such a stretch if its words stand in
there; where one of them stands only outside, the sentence is taken to assert the claim. Questions are found in every
language by their marks; the wording of the language finds conditions and doubts, and where a clause turns into a
question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.article.text import REMEMBERED, fold
from summarizer.language.rules import Stretches, Unasserted, Wording

# All patterns are matched with folded text: "？" is "?", the Greek question mark is ";", every dash is "-".
# A pattern that starts with a character, not with what is before it, is searched fast.
_GREEK = r"\u0370-\u03ff\u1f00-\u1fff"
_ASKS = re.compile(rf"[?؟՞፧⸮‽⁇⁈⁉]|;(?:(?<=[{_GREEK}];)|(?<=[{_GREEK}][\"'»)];))")
_BEFORE_QUESTION = re.compile(
    # A question begins after the end of another sentence, a colon, an opening mark, or where the wording says so.
    r"[.!:;…。！；：]\s+|[。！：；…]|(?:^|(?<=[\s(:,：，-]))[\"'«»„「『‹](?=\S)|[「『«„(（]|¿"
)
_LEFT_OVER = re.compile(r"\w")

MIN_SHARE = 0.6
"""A claim is about the unasserted part of a sentence if this share of its words stands there, and none only outside."""


def unasserted(statement: str, besides: Sequence[str], sentences: Sequence[str], wording: Wording) -> Unasserted | None:
    """Return how the cited sentences speak of a claim if none of them asserts it, else None.

    Words of `besides` (names of actors, a date, a place) and of names in the statement are not looked up. `wording` is
    of the article's language.
    """
    found = []
    for sentence in sentences:
        if (manner := _manner(statement, tuple(besides), sentence, wording)) is None:
            return None
        found.append(manner)
    # What one sentence asks and another one denies has been denied.
    return max(found, key=list(Unasserted).index, default=None)


def is_question(sentence: str, wording: Wording) -> bool:
    """Return whether a sentence is nothing but a question or several, in any script."""
    folded = fold(sentence)
    spans = _questions(folded, wording)
    return bool(spans) and not _LEFT_OVER.search(_without(folded, spans))


@lru_cache(maxsize=REMEMBERED)
def _manner(statement: str, besides: tuple[str, ...], sentence: str, wording: Wording) -> Unasserted | None:
    if is_question(sentence, wording):
        return Unasserted.ASKED
    folded = fold(sentence)
    for manner, spans in ((Unasserted.ASKED, _questions(folded, wording)), *wording.unasserted(statement, folded)):
        if _holds(statement, besides, folded, spans, wording):
            return manner
    return None


@lru_cache(maxsize=REMEMBERED)
def _questions(folded: str, wording: Wording) -> tuple[tuple[int, int], ...]:
    return tuple(_asked(folded, wording))


def _asked(folded: str, wording: Wording) -> Iterator[tuple[int, int]]:
    """Yield the stretches that end in a question mark, from where each question begins."""
    end = 0
    for mark in _ASKS.finditer(folded):
        openings = [m.end() for m in _BEFORE_QUESTION.finditer(folded, end, mark.start())]
        turns = [start for start in wording.question_starts(folded) if end < start < mark.start()]
        yield max([*openings, *turns], default=end), mark.end()
        end = mark.end()


def _holds(statement: str, besides: Sequence[str], folded: str, spans: Stretches, wording: Wording) -> bool:
    """Return whether the words of a statement stand in these stretches of a sentence, and none only outside them."""
    if not spans:
        return False
    known = {word for name in (*besides, *wording.names(statement)) for word in wording.stems(fold(name))}
    wanted = wording.stems(fold(statement)) - known
    inside = wording.stems(" ; ".join(folded[start:end] for start, end in spans)) & wanted
    outside = wording.stems(_without(folded, spans)) & wanted
    return bool(inside) and outside <= inside and len(inside) >= MIN_SHARE * len(wanted)


def _without(text: str, spans: Stretches) -> str:
    covered = {place for start, end in spans for place in range(start, end)}
    return "".join(" " if place in covered else character for place, character in enumerate(text))
