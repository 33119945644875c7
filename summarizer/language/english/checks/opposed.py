"""Does the claim have a word whose opposite its sentences have in its place: "sold" for "bought", "up" for "down"?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from summarizer.article.text import fold
from summarizer.language.english.checks.reading import Word, heads, is_past, read, read_together, root
from summarizer.language.english.lexicon import BE, phrases
from summarizer.language.opposites import opposites, verbs

_NO_DIRECTION = ("least", "most")
"""Forms of "less" and "more" that begin a bound: "at least 5"."""
_BESIDE = 3
"""How many words that carry a claim are read behind a verb, or before it, to tell of what it is said; one beside any
other word ("up", "more")."""
_JOINING = ("and", "or", "but", "while")
_FAMILY = 6
"""Letters that a verb has in common with its noun: "criticized", "criticism"."""


@cache
def _by_root() -> dict[str, frozenset[str]]:
    """Return the roots of the opposites by the root of each verb that WordNet has some of."""
    found: dict[str, set[str]] = {}
    for verb in verbs():
        # "Has" is mostly an auxiliary, and then not against "missing".
        found.setdefault(root(verb), set()).update(map(root, opposites(verb) - {"have"}))
    return {verb: frozenset(against) for verb, against in found.items()}


def opposed(verb: str) -> frozenset[str]:
    """Return the roots of the opposites of a verb that is given by its root."""
    return _by_root().get(verb, frozenset())


class _Sides(NamedTuple):
    """The roots of the words that mean much the same as a word, with its own, and of those against it."""

    same: frozenset[str]
    against: frozenset[str]


@cache
def _sides() -> dict[str, _Sides]:
    """Return by its root each word that has an opposite in the lexicon or in WordNet."""
    found = {verb: _Sides(frozenset((verb,)), against) for verb, against in _by_root().items()}
    for pair in phrases("opposite_sides"):
        one, two = (frozenset(map(root, side.split())) for side in pair.split("/"))
        for same, against in ((one, two), (two, one)):
            for word in same:
                known = found.get(word, _Sides(frozenset(), frozenset()))
                found[word] = _Sides(known.same | same, known.against | against)
    return found


def opposite_of(statement: str, rest: str, quotes: tuple[str, ...]) -> str | None:
    """Return a word of the statement in whose place the quotes have its opposite; None if there is none.

    A verb that the quotes lack while they have its opposite in WordNet is enough. Any other word has to be said of the
    same as the opposite in the quotes, and not of it in the quotes too: "praised the press", where they have "praised
    her and criticized the press". `rest` is the statement without names.
    """
    sides, said, present = _sides(), read(statement), read_together(quotes).roots
    # Most words that have an opposite stand in the quotes, and the opposites do not.
    suspect = {r for r in sides.keys() & said.roots if not present.isdisjoint(sides[r].against)}
    # The rest of a statement is read only if there is one.
    suspect &= read(rest).roots if suspect else suspect
    for at, word in enumerate(said.words):
        if word.root not in suspect or word.text in _NO_DIRECTION:
            continue
        same, against = sides[word.root]
        if not against.isdisjoint({other.root for other in said.words[max(0, at - 2) : at + 3]}):
            continue  # "begin and end": it says both
        same |= {one for one in present - against if one.startswith(word.root[:_FAMILY])}
        if present.isdisjoint(same) and not opposed(word.root).isdisjoint(present):
            if opposed(word.root).isdisjoint(said.roots):
                return word.text
        elif _shared(said.words, at, quotes, against) > _shared(said.words, at, quotes, same):
            return word.text
    return None


def _shared(words: Sequence[Word], at: int, quotes: Sequence[str], roots: frozenset[str]) -> int:
    """Return how many words a quote has in common with a statement of what it says one of these roots."""
    return max(
        (
            len(_of_the_same(words, at, quote.words, place))
            for quote in map(read, quotes)
            for place, one in enumerate(quote.words)
            if one.root in roots and one.text not in _NO_DIRECTION
        ),
        default=0,
    )


def _of_the_same(words: Sequence[Word], at: int, others: Sequence[Word], place: int) -> set[str]:
    """Return the words of which both words are said: those that follow or, in a passive or at an end, precede."""
    reach = _BESIDE if is_past(words[at].text) or opposed(words[at].root) else 1
    after, after_other = _near(words[at + 1 :], reach), _near(others[place + 1 :], reach)
    passive, passive_other = _is_passive(words, at), _is_passive(others, place)
    if passive == passive_other and not passive and after and after_other:
        return after & after_other
    before, before_other = _near(words[:at][::-1], reach), _near(others[:place][::-1], reach)
    if passive != passive_other:
        return (before if passive else after) & (before_other if passive_other else after_other)
    return before & before_other


def _near(words: Sequence[Word], reach: int) -> set[str]:
    return {word.root for word in heads(takewhile(lambda word: word.text not in _JOINING, words), reach)}


def _is_passive(words: Sequence[Word], at: int) -> bool:
    return any(word.text in BE for word in words[max(0, at - 2) : at])


_LINK = re.compile(r"\b(?:(before)|(after)|(caused|led to)(?! by)|(caused by|because))\b")
_SENTENCE_PART = re.compile(r"[,;:.]\s|[“”]")


def reversed_order(statement: str, quotes: Sequence[str]) -> str | None:
    """Return the word by which a statement has two things the other way round: "fell ill before she resigned", where the
    quotes have it after that, or a cause as the effect; else None."""
    if read(statement).texts.isdisjoint(_LINKING):
        return None
    said, told = list(_ordered(statement)), [found for quote in quotes for found in _ordered(quote)]
    for word, first, then in said:
        alike = [(one, two) for other, one, two in told if (word in _TIMES) == (other in _TIMES)]
        straight = max((max(len(first & one), len(then & two)) for one, two in alike), default=0)
        if any(min(len(first & two), len(then & one)) > straight for one, two in alike):
            return word
    return None


_CIRCUMSTANCE = re.compile(
    r"\b(?:(because(?: of)?|due to|owing to|as a result of|caused by|(died (?:of|from)))|when|after) [^,;.]+"
)
_ALIKE = 4
"""Letters that a word has in common with others of its family: "fund", "funding"."""


def unfounded(rest: str, quotes: Sequence[str]) -> Iterator[str]:
    """Yield what a statement (without names: `rest`) has as a cause or a circumstance, if the quotes have no word of it."""
    for part in _CIRCUMSTANCE.finditer(rest):
        told = {found[:_ALIKE] for found in read_together(tuple(quotes)).roots}
        said = {word.root[:_ALIKE] for word in heads(read(part.group()).words[1:], 1 if part[2] else 2)}
        if len(said) > (0 if part[1] else 1) and told.isdisjoint(said):
            yield part.group().rstrip()


_TIMES = ("before", "after")
_LINKING = frozenset((*_TIMES, "caused", "led", "because"))


def _ordered(text: str) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Yield each word that puts two things in order, with the roots of the first, or the cause, and of the other one."""
    folded = fold(text)
    for link in _LINK.finditer(folded):
        before, after = _SENTENCE_PART.split(folded[: link.start()])[-1], _SENTENCE_PART.split(folded[link.end() :])[0]
        sides = [frozenset(word.root for word in read(side).words if not word.is_light) for side in (before, after)]
        yield (link.group(), *(sides if link[1] or link[3] else sides[::-1]))  # type: ignore[misc]
