"""Does the claim say no where its sentences say yes, or yes where they say no?

Every negating word reaches some words of its clause. A word that two of them reach is said plainly again: who denied
that nobody came says that somebody came. So each word has a sign, and a claim is compared with its sentences by the
signs of the words that both have. A negating word that stands in both of them is left out of the comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from summarizer.article.text import REMEMBERED, fold
from summarizer.language.english.checks.opposed import opposed
from summarizer.language.english.checks.reading import Word, base, bases_of, clauses, heads, is_past, read
from summarizer.language.english.lexicon import AUXILIARY, BE, listed

_REACH, _WEAK_REACH, _SUBJECT = 5, 3, 3
"""How many words with a content a negating word reaches: a plain one, one of another kind; and before a "be"."""
_COMPARED = 3
"""How many of the words that a claim negates may be looked for in its sentences, until one is found."""

_NEGATORS = listed("negators")
_OF_OBJECTS = ("no", "nothing", "nobody", "none", "neither")
_NO_NEGATION_AFTER = listed("no_negation_after")
_NOTS = ("not", "never", "cannot")
_ASKING = ("why", "how", "whether", "what")
_VERBS = ("refusing", "preventing", "denying", "half_negating")
"""The lists of verbs that negate in some place."""
_PREFIXES = ("un", "in", "im", "dis", "il", "ir", "non")


_SAID, _DENIED, _EITHER = frozenset((False,)), frozenset((True,)), frozenset((True, False))
"""The signs of a word."""


class _Kind(Enum):
    """How a word negates those that it reaches: as "not" does, as "refuse to" does, or perhaps."""

    PLAIN = "plain"
    IMPLIED = "implied"
    PERHAPS = "perhaps"


class _Negation(NamedTuple):
    """A negating word of a text, and the places of the words that it reaches, after it and before it, in this order.

    Those in `unsure` may be denied or not.
    """

    root: str
    kind: _Kind
    after: tuple[int, ...]
    before: tuple[int, ...] = ()
    unsure: frozenset[int] = frozenset()

    @property
    def reached(self) -> tuple[int, ...]:
        """The places of all words that it reaches."""
        return (*self.after, *self.before)


class _Signed(NamedTuple):
    """The words of a text, each by `_plain` too, and the negations of the text."""

    words: tuple[Word, ...]
    plain: tuple[str, ...]
    negations: tuple[_Negation, ...]

    def links(self) -> frozenset[tuple[str, str]]:
        """Return each negating word that is no plain one, with each of the words that it reaches."""
        return frozenset(
            (n.root, self.plain[at]) for n in self.negations if n.kind is not _Kind.PLAIN for at in n.reached
        )

    def signs(self, without: frozenset[tuple[str, str]]) -> dict[int, frozenset[bool]]:
        """Return by place whether a word may be denied (True) or said plainly; some are both.

        The negations in `without`, as in `links`, do not count.
        """
        odd, unsure = [False] * len(self.words), set[int]()
        for negation in self.negations:
            for at in negation.reached:
                if (negation.root, self.plain[at]) in without:
                    continue
                if negation.kind is _Kind.PERHAPS or at in negation.unsure:
                    unsure.add(at)
                else:
                    # "Neither Orlen nor Varnholm signed": the second word goes on with the denial of the first one.
                    odd[at] = negation.root == "nor" or not odd[at]
        return {at: _EITHER if at in unsure else _DENIED if denied else _SAID for at, denied in enumerate(odd)}


@lru_cache(maxsize=REMEMBERED)
def _signed(text: str) -> _Signed:
    words: list[Word] = []
    spans = []
    for clause in clauses(text):
        spans.append((len(words), len(words) + len(clause)))
        words += clause
    found = tuple(negation for k in range(len(spans)) for negation in _found(words, spans, k))
    return _Signed(tuple(words), tuple(map(_plain, words)), found)


def _found(words: Sequence[Word], spans: Sequence[tuple[int, int]], k: int) -> Iterator[_Negation]:
    """Yield the negations of the clause with this number."""
    start, end = spans[k]
    for at in range(start, end):
        word = words[at]
        if not _may_negate(word) or (kind := _kind(words, start, at, end)) is None:
            continue
        # "prevented Karst from leaving": Karst himself is not denied.
        first = _from(words, at, end) if word.base in bases_of("preventing") else at
        after, unsure = _after(words, first, end, _WEAK_REACH if kind is _Kind.PERHAPS else _REACH)
        # "may not, she hopes, close": what is between commas interrupts the clause.
        if not after and k + 2 < len(spans) and spans[k + 1][1] - spans[k + 1][0] <= _REACH:
            after, unsure = _after(words, spans[k + 2][0] - 1, spans[k + 2][1], _REACH)
        before = _before(words, start, at)
        if word.text in _OF_OBJECTS:
            # "took no steps": what is done to nothing is not done.
            before = tuple(i for i in range(at - 1, max(start, at - 3) - 1, -1) if not words[i].is_light)
            unsure |= set(before)
        yield _Negation(word.base, kind, after, before, unsure)


def _may_negate(word: Word) -> bool:
    """Return whether a word negates in some place; few do, and what stands around them is read of these only."""
    return word.text in _NEGATING or word.text.endswith("n't") or word.base in bases_of(*_VERBS)


_NEGATING = _NEGATORS | {"yet", "against", "rule", "ruled"}


@lru_cache(maxsize=REMEMBERED)
def _may_deny(text: str) -> bool:
    """Return whether a text has a word that may negate; without one, it has no negations."""
    reading = read(text)
    return (
        not reading.texts.isdisjoint(_NEGATING)
        or not reading.bases.isdisjoint(bases_of(*_VERBS))
        or "n't" in fold(text)
    )


def _kind(words: Sequence[Word], start: int, at: int, end: int) -> _Kind | None:
    """Return how a word negates, or None if it does not."""
    text, base_ = words[at].text, words[at].base
    near = [word.text for word in words[at + 1 : min(end, at + 4)]]
    after = near[0] if near else ""
    if text in _NEGATORS or text.endswith("n't"):
        # "Didn't it help?" asks, and expects a yes; "who won't help" does not.
        asks = text.endswith("n't") and (at == 0 or (at == start and after in _PRONOUNS))
        return None if asks or after in _NO_NEGATION_AFTER else _Kind.PLAIN
    if text == "yet" and after == "to":
        return _Kind.PLAIN
    if (
        (base_ in bases_of("refusing") and after == "to")
        or (base_ in bases_of("denying") and (after in ("any", "anyone") or after.endswith("ing") or "that" in near))
        or (text == "ruled" and after == "out" and not any(map(_is_not, words[max(start, at - 3) : at])))
        or (base_ in bases_of("preventing") and _from(words, at, end) > at)
    ):
        return _Kind.IMPLIED
    if text == "against":
        decided = any(word.base in bases_of("deciding") for word in words[start:at])
        return _Kind.IMPLIED if decided else _Kind.PERHAPS if _is_action(words, at, end) else None
    # "at the end of May"
    if text == "end" and (at == start or words[at - 1].text not in {"to", "and"} | AUXILIARY):
        return None
    half = after == "out" if text in ("rule", "ruled") else base_ in bases_of("half_negating")
    return _Kind.PERHAPS if half else None


def _is_not(word: Word) -> bool:
    return word.text in _NOTS or word.text.endswith("n't")


def _from(words: Sequence[Word], at: int, end: int) -> int:
    """Return the place of the "from" that belongs to a verb of preventing at a place, or that place if there is none."""
    return next((i for i in range(at + 1, min(end, at + 6)) if words[i].text == "from"), at)


def _is_action(words: Sequence[Word], at: int, end: int) -> bool:
    """Return whether the next word that carries a claim is an action: "against closing", not "against the rebels"."""
    following = next(heads(words[at + 1 : end], 1), None)
    return following is not None and (following.text.endswith("ing") or following.base != following.root)


def _after(words: Sequence[Word], at: int, end: int, reach: int) -> tuple[tuple[int, ...], frozenset[int]]:
    """Return the places of the words after a negating one that it reaches, and of those which may not be denied."""
    found: list[int] = []
    unsure, said = set[int](), False
    negator = words[at].text
    for i in range(at + 1, end):
        word, following = words[i], words[i + 1 : min(i + 2, end)]
        # "expel those without a permit and let others wait"; "is not open and told them to wait".
        if word.text == "and" and (negator == "without" or any(map(_begins_anew, following))):
            break
        if word.text in AUXILIARY and found:
            # "who do not work will not be paid": the second verb has a negation of its own.
            if negator in _NOTS and following and following[0].text in _NOTS:
                break
            # "It is no accident that they were late": another verb begins.
            if negator == "no" and at and words[at - 1].text in BE:
                break
            said = said or negator in _NOTS or negator.endswith("n't")
        if word.is_light:
            continue
        found.append(i)
        if said:
            unsure.add(i)
        said = said or word.base in bases_of("making_known")
        if len(found) == reach:
            break
    asked = next((i for i in found if words[i].text in _ASKING), None)
    if asked is not None and words[found[0]].base in bases_of("making_known"):
        # "has not told them why": it is the reason that was not told.
        found.remove(asked)
        return (asked, *found), frozenset(unsure - {asked})
    return tuple(found), frozenset(unsure)


def _begins_anew(word: Word) -> bool:
    """Return whether a word after "and" is a verb of its own, or goes before one."""
    return word.text in _ANEW or is_past(word.text)


_PRONOUNS = listed("subject_pronouns")
_ANEW = AUXILIARY | _PRONOUNS | {"not", "never", "that"}


def _before(words: Sequence[Word], start: int, at: int) -> tuple[int, ...]:
    """Return the subject of "is not", the nearest word first: "the bill was rejected", "Orlen is not among them".

    It is that of a passive, too: "the offer will not be raised", if nothing else is denied there.
    """
    is_passive = at + 1 < len(words) and words[at + 1].text in BE and not any(map(_may_negate, words[start:at]))
    if at == start or not (is_passive or words[at - 1].text in BE):
        return ()
    found: list[int] = []
    for i in range(at - 1 if is_passive else at - 2, start - 1, -1):
        if not found and words[i].text in _PRONOUNS:
            return ()
        if words[i].text in ("that", "to", "and") or is_past(words[i].text) or len(found) == _SUBJECT:
            break
        if not words[i].is_light:
            found.append(i)
    return tuple(found)


class _Told(NamedTuple):
    """What the quotes have: the signs of their words, by base, and whether they negate anything that counts."""

    signs: dict[str, frozenset[bool]]
    negates: bool


def _common(statement: _Signed, quotes: Sequence[_Signed]) -> frozenset[tuple[str, str]]:
    """Return the negations, other than plain ones, that a statement and its quotes have in common, as in `links`."""
    links = statement.links()
    return links & frozenset().union(*(quote.links() for quote in quotes)) if links else links


def _told(statement: _Signed, quotes: Sequence[_Signed], without: frozenset[tuple[str, str]]) -> _Told:
    signs: dict[str, frozenset[bool]] = {}
    for quote in quotes:
        for at, sign in quote.signs(without).items():
            word = quote.plain[at]
            signs[word] = signs.get(word, frozenset()) | sign
    own = {n.root for n in statement.negations if n.kind is not _Kind.PLAIN}
    return _Told(signs, any(n.root not in own for quote in quotes for n in quote.negations))


def _plain(word: Word) -> str:
    """Return the base of a word; every word for saying has the same."""
    return base("say") if word.base in bases_of("meaning_say") else word.base


def is_added(statement: str, quotes: Sequence[str]) -> bool:
    """Return whether a statement negates what none of the quotes does.

    The first word that it negates and that the quotes have has to be negated there. Where they say it in other words,
    any negation is enough.
    """
    if not _may_deny(statement):
        return False
    said = _signed(statement)
    if not (negations := [n for n in said.negations if n.kind is _Kind.PLAIN]):
        return False
    signed = [_signed(quote) for quote in quotes]
    common = _common(said, signed)
    told, own = _told(said, signed, common), said.signs(common)
    for negation in negations:
        places = negation.reached[:_COMPARED]
        found = next((at for at in places if said.plain[at] in told.signs), None)
        # The reason asked for stands before "clear" in "not clear why".
        lacking = [said.words[at] for at in places[:2] if said.plain[at] not in told.signs]
        if any(_is_opposite(word, told.signs) for word in lacking):
            continue
        if found is None and not told.negates:
            return True
        if found is not None and not own[found] & told.signs[said.plain[found]]:
            return True
    return False


def _is_opposite(word: Word, present: Iterable[str]) -> bool:
    """Return whether the quotes have the opposite of a word: "did not win", "lost"; "not clear", "unclear"."""
    return any(f"{prefix}{word.base}" in present for prefix in _PREFIXES) or any(
        other in present for other in opposed(word.root)
    )


def is_contradicted(statement: str, quotes: Sequence[str]) -> bool:
    """Return whether a statement negates a word that the quotes only have without negation."""
    if not _may_deny(statement):
        return False
    said, signed = _signed(statement), [_signed(quote) for quote in quotes]
    told = _told(said, signed, _common(said, signed)).signs
    return any(
        n.kind is _Kind.PLAIN and n.after and True not in told.get(said.plain[n.after[0]], (True,))
        for n in said.negations
    )


def left_out(statement: str, quotes: Sequence[str]) -> str | None:
    """Return a word that a statement says plainly and that the quotes only have negated, or None.

    If the statement denies something itself, a word beside it has to be the same: "officials say", "officials have not
    said why".
    """
    denied = [
        (quote, negation)
        for quote in map(_signed, filter(_may_deny, quotes))
        for negation in quote.negations
        if negation.kind is _Kind.PLAIN or (negation.kind is _Kind.IMPLIED and negation.root not in bases_of("denying"))
        if negation.after and _has_plain(statement, quote.plain[negation.after[0]])
    ]
    if not denied:
        return None
    said, told = _signed(statement), [_signed(quote) for quote in quotes]
    common = _common(said, told)
    signs, own = _told(said, told, common).signs, said.signs(common)
    for quote, negation in denied:
        head = quote.plain[negation.after[0]]
        if False in signs[head]:
            continue
        beside = {quote.plain[at] for at in negation.reached[1:]}
        for at, word in enumerate(said.plain):
            if word != head or True in own[at]:
                continue
            if negation.root in (*_OF_OBJECTS, "nor") and _is_denied_beside(said, beside):
                continue
            if not said.negations or not beside.isdisjoint(said.plain) or _are_denied(said, quote, negation):
                return said.words[at].text
    return None


def _has_plain(text: str, word: str) -> bool:
    """Return whether a text has a word that is given as by `_plain`."""
    bases = read(text).bases
    return word in bases or (word == base("say") and not bases.isdisjoint(bases_of("meaning_say")))


def _are_denied(said: _Signed, quote: _Signed, besides: _Negation) -> bool:
    """Return whether a quote denies, elsewhere than with the negation `besides`, all that a statement denies.

    Then none of its negations can stand for that one.
    """
    denied = {quote.plain[at] for n in quote.negations if n is not besides for at in n.after[:_COMPARED]}
    return denied.issuperset(said.plain[n.after[0]] for n in said.negations if n.after)


def _is_denied_beside(said: _Signed, beside: Set[str]) -> bool:
    """Return whether one of these words is denied: "no board will close it", "the board will not close it"."""
    return any(said.plain[at] in beside for n in said.negations for at in n.after)
