"""Hedges of English: what a claim says as certain, or of all, although its sentences do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.article.text import REMEMBERED, fold
from summarizer.assemble.support.clauses import Word, clauses, heads, roots
from summarizer.assemble.support.numbers import quantities

_MODAL = frozenset("may might could can".split())
_BEFORE_MONTH = frozenset("in on since of by until from last this late early".split())
_ADVERB = frozenset(
    "reportedly allegedly apparently possibly perhaps probably supposedly purportedly maybe likely unlikely".split()
)
_BELIEVED = frozenset(
    "believed thought alleged suspected rumoured rumored expected likely feared reported presumed said".split()
)
_HEDGES = (
    "may might could can would should reportedly alleg apparently possibl perhaps probabl suppos purported maybe "
    "likely unlikely believe suspect fear thought expect rumor rumour potential hope hopes hoping if unless "
    "whether consider propos plan seek want accus claim said says say according warn suggest report threat ask "
    "offer call urg predict risk allow enabl let able help possibility intend aim try tries trying tried told "
    "tells announc appear seem doubt"
).split()
_HEDGE = re.compile(rf"(?:{'|'.join(_HEDGES)})\w*$")
"""What makes a statement less than certain; one that has any of it is not compared."""
_ANNOUNCED = frozenset("announce announced announces tells told".split())
_ALLEGED = frozenset("allegedly reportedly supposedly purportedly".split())
_STRONG = {
    "all": "all",
    "every": "all",
    "each": "all",
    "everyone": "all",
    "most": "most",
    "always": "all",
    "entire": "all",
}
_WEAK = frozenset("some several many few most part partly half nearly almost".split())
_MORE = r"(?:more than|over|at least|above|no (?:fewer|less) than|upwards of|exceed\w*|minimum of) "
_FEWER = r"(?:less than|fewer than|under|at most|up to|below|no more than|nearly|almost|maximum of) "
_UP, _DOWN, _BOUND = re.compile(f"{_MORE}$"), re.compile(f"{_FEWER}$"), re.compile(f"{_MORE}|{_FEWER}")


@lru_cache(maxsize=REMEMBERED)
def _hedged(text: str) -> tuple[tuple[str, str], ...]:
    """Return the hedges of a text, each with the root of the word that it weakens."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[tuple[str, str]]:
    for words in clauses(text):
        for at, word in enumerate(words):
            after = words[at + 1 :]
            if word.text in _ADVERB or (
                word.text in _MODAL and not _is_month(words, at) and not _is_purpose(words, at)
            ):
                weakened = next(heads(after, 1), None)
            elif word.text in _BELIEVED and at and words[at - 1].text in ("is", "are", "was", "were", "been"):
                weakened = next(heads(after, 1), None) if after and after[0].text == "to" else None
            else:
                continue
            if weakened is not None:
                yield word.text, weakened.root


def _is_month(words: Sequence[Word], at: int) -> bool:
    return words[at].text == "may" and (
        (at + 1 < len(words) and words[at + 1].text[:1].isdigit())
        or (at > 0 and (words[at - 1].text in _BEFORE_MONTH or words[at - 1].text[:1].isdigit()))
    )  # fmt: skip


def _is_purpose(words: Sequence[Word], at: int) -> bool:
    """Return whether a modal verb only says what for: "she moved so (that) she could be nearer"."""
    return any(word.text == "so" for word in words[max(0, at - 4) : at])


def is_left_out(statement: str, quotes: Sequence[str]) -> str | None:
    """Return the hedge of the quotes of which a statement says the weakened word as certain, or None.

    Nothing is said where the quotes say the word without a hedge as well, or where the statement has another hedge.
    """
    told = {
        w.text for c in clauses(statement) for at, w in enumerate(c) if _HEDGE.match(w.text) and not _is_month(c, at)
    }
    # Who announces an arrest does not prove what it is for.
    if told - _ANNOUNCED:
        return None
    said = roots(statement)
    for quote in quotes:
        for hedge, word in _hedged(quote):
            if word in said and (not told or hedge in _ALLEGED) and _always_hedged(word, quotes):
                return hedge
    return None


def _always_hedged(word: str, quotes: Sequence[str]) -> bool:
    total = sum(w.root == word for quote in quotes for clause in clauses(quote) for w in clause)
    return total <= sum(weakened == word for quote in quotes for _, weakened in _hedged(quote))


def overstated(statement: str, quotes: Sequence[str]) -> str | None:
    """Return the word by which a statement says more than the quotes: "all" where they have "some"; else None."""
    for words in clauses(statement):
        for at, word in enumerate(words[:-1]):
            meant, counted = _STRONG.get(word.text), next(heads(words[at + 1 :], 1), None)
            if meant is None or counted is None or counted.text == "of":
                continue
            before = [_before(counted.root, clause) for quote in quotes for clause in clauses(quote)]
            found = {text for texts in before for text in texts}
            if found & (_WEAK - {meant}) and not found & {w for w, kind in _STRONG.items() if kind == meant}:
                return word.text
    return _bound(statement, quotes)


def _before(word: str, words: Sequence[Word]) -> set[str]:
    return {near.text for at, w in enumerate(words) if w.root == word for near in words[max(0, at - 3) : at]}


def _bound(statement: str, quotes: Sequence[str]) -> str | None:
    """Return the bound of a number ("more than") of which the quotes have the opposite, else None."""
    for quantity in quantities(statement):
        claimed = set(_ways(statement, quantity.value))
        told = {way for quote in quotes for way in _ways(quote, quantity.value)} if claimed else set()
        if told and not claimed & told and len(claimed) == 1:
            return next(iter(claimed))
    return None


def _ways(text: str, value: str) -> Iterator[str]:
    folded = fold(text).replace(",", "")
    if value not in folded or not _BOUND.search(folded):
        return
    for match in re.finditer(rf"(?<![\d.]){re.escape(value)}(?![\d])", folded):
        before = folded[max(0, match.start() - 24) : match.start()]
        if _DOWN.search(before):
            yield "fewer than"
        elif _UP.search(before):
            yield "more than"
