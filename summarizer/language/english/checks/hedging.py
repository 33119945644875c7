"""Does the claim say as certain, or of all, what its sentences only say as possible, likely, alleged, or of some?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from summarizer.article.text import REMEMBERED, fold
from summarizer.language.english.checks.numbers import has_number, quantities
from summarizer.language.english.checks.reading import (
    Word,
    base,
    bases_of,
    clauses,
    heads,
    is_past,
    read,
    read_together,
)
from summarizer.language.english.lexicon import BE, cues, listed, phrases


class _Kind(Enum):
    """How a hedge weakens: as what somebody says, as what is only possible, likely, wished, or planned."""

    ALLEGED = "alleged"
    POSSIBLE = "possible"
    LIKELY = "likely"
    WISHED = "wished"
    PLANNED = "planned"


_BEFORE_MONTH = frozenset("in on since of by until from last this late early".split())
_SINGLE = {
    **dict.fromkeys(listed("hedges_alleged"), _Kind.ALLEGED),
    **dict.fromkeys(listed("modals_possible", "hedges_possible"), _Kind.POSSIBLE),
    **dict.fromkeys(listed("hedges_likely"), _Kind.LIKELY),
}
"""Hedges of the next word with a content."""
_WILLS = listed("modals_ahead") | {"'ll"}
_BEFORE_TO = {
    **dict.fromkeys(listed("said_to"), _Kind.ALLEGED),
    **dict.fromkeys(listed("likely_to"), _Kind.LIKELY),
    **dict.fromkeys(listed("set_to"), _Kind.PLANNED),
}
"""Hedges of the word after "to", behind a form of "be": "is said to have left"."""
_NOUNS = {
    **dict.fromkeys(listed("alleged_nouns"), _Kind.ALLEGED),
    **dict.fromkeys(listed("expected_nouns"), _Kind.LIKELY),
}
"""Hedges of the nouns after them: "an alleged plot", "the expected vote of the council"."""
_CHANCES = listed("chances")
_DETERMINERS = listed("determiners")
_MODAL = listed("modals_ahead", "modals_possible", "modals_wished") | {"to", "not"}
_NEARLY, _CLOSE_TO = listed("nearly"), listed("close_to")
_VERBS = ("wishing", "planning", "accusing", "asking_others", "looking_like", "escaping", "asking_that")
"""The lists of verbs that hedge in some place; those of accusing hedge what follows "of" or "with", those of asking others
what follows "to"."""
_LINKED, _OF_NOUNS = 5, 6
"""How many words may stand between a hedge and its preposition; how many nouns an adjective may hedge."""

_ASCRIBES = re.compile(cues("ascribing", "seeming"))
_WEAKENS = re.compile(cues("modals_possible", "modals_wished", "weakening", "leaving_undone"))
_STRONG = {**dict.fromkeys(listed("strong"), "all"), "most": "most"}
_WEAK = listed("weak")
_MORE = r"(?:more than|over|at least|above|(?:no|not) (?:fewer|less) than|upwards of|exceed\w*|minimum of) "
_FEWER = r"(?:less than|fewer than|under|at most|up to|below|(?:no|not) more than|nearly|almost|maximum of) "
_BOUND = re.compile(rf"\b(?:(?P<fewer>{_FEWER})|{_MORE})[$€£¥₹]?(?P<number>[\d.]+)")
_SETTLED = re.compile(r"\b(found|finds|established|concluded|confirmed|determined|ruled|showed) that\b")
_WILL_NOT = re.compile(r"\b(?:will not|won't)\b")
_UNABLE = re.compile(r"\b(?:not able|unable|cannot|can't|could not|couldn't|impossible)\b")
_WILL = re.compile(
    r"\b(?:will|won't|would|wouldn't|shall|refus\w*|declin\w*|reject\w*|never|not (?:to|going)|"
    r"not (?:be )?\w+ing)\b|'ll\b"
)


class _Hedged(NamedTuple):
    """A word that a text weakens, by its base, the hedge, and how it weakens."""

    word: str
    hedge: str
    kind: _Kind


@lru_cache(maxsize=REMEMBERED)
def _hedged(text: str) -> tuple[_Hedged, ...]:
    """Return the words that a text weakens."""
    reading = read(text)
    # Most texts have no word that is a hedge in some place, and of the others only these words are looked at.
    is_to = _IS_TO.search(fold(text)) is not None
    if not is_to and reading.texts.isdisjoint(_HEDGES) and reading.bases.isdisjoint(bases_of(*_VERBS)):
        return ()
    return tuple(
        _Hedged(word.base, hedge.text, kind)
        for words in clauses(text)
        for at, hedge in enumerate(words)
        if hedge.text in _HEDGES or (is_to and hedge.text in _BE_OR_BUT) or hedge.base in bases_of(*_VERBS)
        for kind, weakened in _weakened(words, at)
        for word in weakened
    )


_HEDGES = frozenset((*_SINGLE, *_BEFORE_TO, *_NOUNS, *_CHANCES, *_WILLS, *_NEARLY, *_CLOSE_TO, "within"))
_BE_OR_BUT = BE | {"but"}
# "To" comes first, because a pattern that starts with a choice of words is tried at every character.
_BE_BEFORE = "|".join(rf"(?<=\b{word} to)" for word in sorted(BE))
_IS_TO = re.compile(rf" to\b(?:{_BE_BEFORE}|(?= be\b))| but\b(?<=\ball but)")
"""A form of "be" stands in most sentences, and hedges only so: "is to open"; so does "but"."""


_FAR = 60
"""Words after a hedge that are looked at: without a bound, a text without full stops takes the square of its length."""


def _weakened(words: Sequence[Word], at: int) -> Iterator[tuple[_Kind, Iterable[Word]]]:
    """Yield the words that the word at this place weakens, if it is a hedge."""
    word, after = words[at], words[at + 1 : at + _FAR]
    next_, before = after[0].text if after else "", words[at - 1].text if at else ""
    if word.text in _SINGLE and not _is_month(words, at) and not _is_purpose(words, at):
        yield _SINGLE[word.text], heads(after, 1)
    elif word.text in _BEFORE_TO and before in BE:
        if next_ == "to":
            yield _BEFORE_TO[word.text], heads(after, 1)
    elif word.text in _WILLS or (word.text in BE and next_ == "to"):
        yield _Kind.PLANNED, heads(after, 1)
    elif word.text == "be" and at == 1 and before == "to":
        yield _Kind.PLANNED, heads(after, 1)  # "an inquiry, to be led by a judge"
    elif word.text in _NOUNS:
        yield _NOUNS[word.text], _nouns(after)
    elif word.text in _CHANCES and next_ in ("of", "that"):
        found = list(heads(after[1:], _OF_NOUNS))
        yield _Kind.POSSIBLE, [w for w in found if w.text.endswith("ing") or is_past(w.text)] or found[:1]
    elif word.base in bases_of("accusing") and (of := _linked(after, ("of", "with"))):
        yield _Kind.ALLEGED, heads(after[of:], 1)
    elif word.base in bases_of("wishing", "planning") and (next_ == "to" or next_.endswith("ing")):
        yield _Kind.WISHED if word.base in bases_of("wishing") else _Kind.PLANNED, heads(after, 1)
    elif word.base in bases_of("asking_others") and before != "in" and (to := _linked(after, ("to",))):
        yield _Kind.WISHED, heads(after[to:], 1)
    elif word.base in bases_of("asking_that") and (be := _subjunctive(after)):
        yield _Kind.WISHED, heads(after[be:], 1)
    elif word.base in bases_of("looking_like") and next_ == "to":
        yield _Kind.LIKELY, heads(after, 1)
    else:
        yield from ((_Kind.POSSIBLE, found) for found in _nearly(words, at))


def _nearly(words: Sequence[Word], at: int) -> Iterator[Iterable[Word]]:
    """Yield what only nearly happened: "almost fell", "all but vanished", "came within hours of closing", "averted a war"."""
    text, after = words[at].text, words[at + 1 : at + _FAR]
    first = next(heads(after, 1), None)
    if first is None:
        return
    if text in _NEARLY or (text == "but" and at and words[at - 1].text == "all"):
        if is_past(first.text) and first is after[0]:
            yield (first,)
    elif text in _CLOSE_TO and after[0].text == "to":
        yield (word for word in after[1:2] if word.text.endswith("ing"))
    elif text == "within" and (of := _linked(after, ("of",))):
        yield (word for word in after[of : of + 1] if word.text.endswith("ing"))
    elif words[at].base in bases_of("escaping"):
        yield heads(after, 2)


def _nouns(words: Sequence[Word]) -> Iterator[Word]:
    """Yield the noun that an adjective qualifies: the last before the next small word."""
    yield from list(takewhile(lambda word: not word.is_light, words[:_OF_NOUNS]))[-1:]


def _linked(words: Sequence[Word], prepositions: Sequence[str]) -> int:
    """Return the place after the next of these prepositions, 0 if it is not near."""
    return next((at + 1 for at, word in enumerate(words[:_LINKED]) if word.text in prepositions), 0)


def _subjunctive(words: Sequence[Word]) -> int:
    """Return the place after the "be" of "that the mill be closed", 0 if there is none near."""
    that = _linked(words, ("that",))
    be = next((at for at in range(that, min(len(words), that + _OF_NOUNS)) if words[at].text == "be"), 0)
    return be + 1 if be and words[be - 1].text not in _MODAL else 0


def _is_month(words: Sequence[Word], at: int) -> bool:
    return words[at].text == "may" and (
        (at + 1 < len(words) and words[at + 1].text[:1].isdigit())
        or (at > 0 and (words[at - 1].text in _BEFORE_MONTH or words[at - 1].text[:1].isdigit()))
    )  # fmt: skip


def _is_purpose(words: Sequence[Word], at: int) -> bool:
    """Return whether a modal verb only says what for: "she moved so (that) she could be nearer"."""
    return any(word.text == "so" for word in words[max(0, at - 4) : at])


def left_out(statement: str, rest: str, quotes: tuple[str, ...]) -> str | None:
    """Return the hedge of the quotes of which a statement says the weakened word as certain, or None.

    `rest` is the statement without names, which no hedge weakens. Nothing is said where the quotes say the word without
    a hedge as well.
    """
    own = read(statement).bases
    found = [hedged for quote in quotes for hedged in _hedged(quote) if hedged.word in own]
    for hedged in found:
        if (
            hedged.word in read(rest).bases
            and not any(own.word == hedged.word and own.kind is hedged.kind for own in _hedged(statement))
            and any(
                word.base == hedged.word and _is_certain(clauses(statement), number, at, hedged.kind)
                for number, clause in enumerate(clauses(statement))
                for at, word in enumerate(clause)
            )
            and _always_hedged(hedged.word, quotes)
        ):
            return hedged.hedge
    return _unable(statement, quotes) or _unsettled(statement, quotes)


def _unsettled(statement: str, quotes: Sequence[str]) -> str | None:
    """Return the "whether" of quotes of which a statement tells an answer: "found that", where they look into it."""
    said = read(statement).texts
    if "that" not in said or "whether" in said or not (settled := _SETTLED.search(fold(statement))):
        return None
    told = read_together(tuple(quotes))
    return "whether" if "whether" in told.texts and base(settled[1]) not in told.bases else None


def _unable(statement: str, quotes: Sequence[str]) -> str | None:
    """Return what the quotes have of not being able, where a statement says "will not" and they know no will, or None.

    Who cannot do it need not refuse to.
    """
    if read(statement).texts.isdisjoint(("not", "won't")):
        return None
    if not _WILL_NOT.search(said := fold(statement)) or _UNABLE.search(said):
        return None
    told = " ".join(map(fold, quotes))
    unable = _UNABLE.search(told)
    return unable.group() if unable and not _WILL.search(told) else None


def _is_certain(said: Sequence[Sequence[Word]], number: int, at: int, kind: _Kind) -> bool:
    """Return whether the word at this place of a statement is said with more certainty than such a hedge leaves."""
    clause = said[number]
    before = [word for i, word in enumerate(clause[:at]) if not _is_month(clause, i)]
    # "they will, she hopes, close"
    if any(_WEAKENS.match(word.text) for word in before):
        return False
    will = any(word.text in _WILLS for word in before[-4:])
    if kind in (_Kind.WISHED, _Kind.PLANNED):
        # What is wished need not happen; what is planned will, as far as anybody knows.
        # "A ceremony attended by the king will be held": a participle of what is to come.
        is_ahead = kind is _Kind.PLANNED and any(word.text in _WILLS for word in clause)
        return (_is_done(clause, at) and not is_ahead) or (will and kind is _Kind.WISHED)
    others = (
        word
        for words in said
        for i, word in enumerate(words)
        if (words is not clause or i != at) and not _is_month(words, i)
    )
    return (kind is _Kind.POSSIBLE and will) or not any(
        _ASCRIBES.match(word.text) or _WEAKENS.match(word.text) for word in others
    )


def _is_done(clause: Sequence[Word], at: int) -> bool:
    """Return whether the verb at this place tells what has been done."""
    text, before = clause[at].text, [word.text for word in clause[max(0, at - 3) : at]]
    return is_past(text) and not {"to", "be", "being"} & set(before) and not _is_wanted(clause, at)


def _is_wanted(clause: Sequence[Word], at: int) -> bool:
    """Return whether a participle tells what somebody wants done: "ordered the troops deployed"."""
    for start in range(at - 2, max(-1, at - _OF_NOUNS), -1):
        if clause[start].base in bases_of("wanting_done"):
            between = clause[start + 1 : at]
            return all(not word.is_light or word.text in _DETERMINERS for word in between)
    return False


def _always_hedged(word: str, quotes: tuple[str, ...]) -> bool:
    total = sum(w.base == word for w in read_together(quotes).words)
    return total <= sum(hedged.word == word for quote in quotes for hedged in _hedged(quote))


def overstated(statement: str, rest: str, quotes: tuple[str, ...]) -> str | None:
    """Return the word by which a statement says more than the quotes: "all" where they have "some"; else None.

    `rest` is the statement without names.
    """
    # Most statements are of no "all", and their rest need not be split into clauses.
    for words in () if read(statement).texts.isdisjoint(_STRONG) else clauses(rest):
        for at, word in enumerate(words[:-1]):
            if (meant := _STRONG.get(word.text)) is None:
                continue
            counted = next(heads(words[at + 1 :], 1), None)
            if counted is None:
                continue
            before = [_before(counted.root, clause) for quote in quotes for clause in clauses(quote)]
            found = {text for texts in before for text in texts}
            is_part = found & (_WEAK - {meant}) or (
                meant == "all" and not has_number(rest) and any(map(str.isdigit, found))
            )
            if is_part and not found & {w for w, kind in _STRONG.items() if kind == meant}:
                return word.text
    return _graver(statement, quotes) or (_bound(rest, quotes) if has_number(statement) else None)


def _graver(statement: str, quotes: tuple[str, ...]) -> str | None:
    """Return the word by which a statement has somebody admit, promise or blame who only speaks in the quotes, or None."""
    said, told = read(statement), read_together(quotes).bases
    for verbs, alike in _grave():
        if (grave := said.bases & verbs) and told.isdisjoint(verbs | alike):
            return next(word.text for word in said.words if word.base in grave)
    return None


@cache
def _grave() -> tuple[tuple[frozenset[str], ...], ...]:
    """Return verbs that nobody's words are without, of whom they are told, each with those that tell the same."""
    return tuple(tuple(frozenset(map(base, side.split())) for side in row.split("/")) for row in phrases("grave"))


def _before(word: str, words: Sequence[Word]) -> set[str]:
    return {near.text for at, w in enumerate(words) if w.root == word for near in words[max(0, at - 3) : at]}


def _bound(statement: str, quotes: Sequence[str]) -> str | None:
    """Return the bound of a number ("more than") of which the quotes have the opposite, else None."""
    for quantity in quantities(statement):
        claimed = set(_ways(statement, quantity.value))
        told = {way for quote in quotes for way in _ways(quote, quantity.value)} if claimed else set()
        if told and not claimed & told:
            return min(claimed)
    return None


def _ways(text: str, value: str) -> Iterator[str]:
    for number, way in _bounds(text):
        if number.startswith(value) and not number[len(value) :][:1].isdigit():
            yield way


@lru_cache(maxsize=REMEMBERED)
def _bounds(text: str) -> tuple[tuple[str, str], ...]:
    """Return the numbers of a text that it only gives as bounds, each with its bound."""
    found = _BOUND.finditer(fold(text).replace(",", ""))
    return tuple((match["number"], "fewer than" if match["fewer"] else "more than") for match in found)
