"""Negation of English, where it stands: which words a text negates, and whether a claim negates the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.article.text import REMEMBERED
from summarizer.assemble.support.clauses import Word, clauses, heads, roots
from summarizer.language.words import negated, refrains

_NEGATORS = re.compile(r"not|never|no|nobody|none|neither|nor|without|cannot|\w+n't|hardly|unable|yet")
_NEGATING_VERBS = re.compile(r"refus\w+|fail\w*|den(?:y|ies|ied|ying)|reject\w*|cancel\w*|declin\w+|lack\w*|prevent\w*")
_REFRAINING = re.compile(
    r"refrain\w*|avoid\w*|abstain\w*|against|prohibit\w*|forbid\w*|forbade|bans?|banned|stop\w*|halt\w*|ceas\w+|end\w*|"
    r"reject\w*|oppos\w+|rul\w+|block\w*|suspend\w*|unwilling|reluctan\w+|impossible"
)
_NO_NEGATION = re.compile(r"(?:only|just|least|less|later|more|doubt|matter|merely|simply)")
_BE = ("is", "are", "was", "were", "been", "be", "being")
_SCOPE = 5
"""How many words that carry a claim a negating word reaches over, to the end of its clause."""


@lru_cache(maxsize=REMEMBERED * 16)
def _may_negate(word: str) -> bool:
    """Return whether a word negates others, whatever is beside it."""
    return any(pattern.fullmatch(word) for pattern in (_NEGATORS, _NEGATING_VERBS, _REFRAINING))


def _is_negator(words: Sequence[Word], at: int) -> bool:
    text, after = words[at].text, words[at + 1].text if at + 1 < len(words) else ""
    if text == "yet":
        return after == "to"
    if text == "no" and at and words[at - 1].text in ("or", "and"):
        return False
    return _NEGATORS.fullmatch(text) is not None and not _NO_NEGATION.fullmatch(after)


@lru_cache(maxsize=REMEMBERED)
def _scopes(text: str) -> tuple[tuple[bool, tuple[str, ...]], ...]:
    """Return of each negating word whether it is a plain one ("not"), and the roots of the words that it negates."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[tuple[bool, tuple[str, ...]]]:
    for words in clauses(text):
        for at, word in enumerate(words):
            if not _may_negate(word.text):
                continue
            plain = _is_negator(words, at)
            if plain or _NEGATING_VERBS.fullmatch(word.text) or _REFRAINING.fullmatch(word.text):
                reached = [found.root for found in heads(words[at + 1 :], _SCOPE)]
                # "The bill was rejected", "Orlen is not among them": what is denied may stand before the word, too.
                if at and words[at - 1].text in _BE and (plain or _NEGATING_VERBS.fullmatch(word.text)):
                    reached += [found.root for found in words[:at] if not found.is_light]
                yield plain, tuple(reached)


def is_added(statement: str, quotes: Sequence[str]) -> bool:
    """Return whether a statement negates what none of the quotes does.

    A word that the quotes have has to be negated there. Where they say it in other words, any negation is enough.
    """
    if not negated(statement) and not any(plain for plain, _ in _scopes(statement)):
        return False
    told = [scope for quote in quotes for _, scope in _scopes(quote)]
    present = frozenset().union(*map(roots, quotes))
    for plain, scope in _scopes(statement):
        if plain and scope and scope[0] in present:
            # What is negated stands in the quotes: there it has to be negated as well.
            if not any(scope[0] in reached for reached in told):
                return True
        elif plain and not told:
            return True
    if any(plain for plain, _ in _scopes(statement)):
        return False
    return not any(negated(quote) or refrains(quote) for quote in quotes)


def is_contradicted(statement: str, quotes: Sequence[str]) -> bool:
    """Return whether a statement negates a word that the quotes only have without negation."""
    told = {root for quote in quotes for _, scope in _scopes(quote) for root in scope}
    present = frozenset().union(*map(roots, quotes))
    return any(plain and scope and scope[0] in present - told for plain, scope in _scopes(statement))


def is_left_out(statement: str, quotes: Sequence[str]) -> str | None:
    """Return a word that a statement says plainly and that the quotes only have negated, or None.

    If they have it without negation too, or the statement denies something itself, a word beside it has to be the same:
    "officials say", "officials have not said why".
    """
    said = roots(statement)
    denied = {word for _, scope in _scopes(statement) for word in scope} | set(_before_negators(statement))
    denies = negated(statement) or refrains(statement) or bool(_scopes(statement))
    for quote in quotes:
        for plain, scope in _scopes(quote):
            if not plain or not scope or scope[0] not in said - denied:
                continue
            word, beside = scope[0], frozenset(scope[1:])
            alone = not denies and _only_negated(word, frozenset(), quotes)
            if alone or (beside and _count(word, beside, (statement,)) and _only_negated(word, beside, quotes)):
                return next(w.text for clause in clauses(statement) for w in clause if w.root == word)
    return None


def _before_negators(text: str) -> Iterator[str]:
    """Yield the roots of the words just before each negating word: "taking no steps" negates both."""
    for words in clauses(text):
        for at in range(1, len(words)):
            if _is_negator(words, at):
                yield from (word.root for word in words[max(0, at - 3) : at])


def _only_negated(word: str, beside: frozenset[str], quotes: Sequence[str]) -> bool:
    below = [
        scope for quote in quotes for plain, scope in _scopes(quote) if plain and scope[:1] == (word,)
        if not beside or beside.intersection(scope[1:])
    ]  # fmt: skip
    return _count(word, beside, quotes) <= len(below)


def _count(word: str, beside: frozenset[str], texts: Sequence[str]) -> int:
    """Return how often texts have a word, if any are given in a clause with one of those `beside`."""
    return sum(
        w.root == word and (not beside or any(other.root in beside for other in clause))
        for text in texts
        for clause in clauses(text)
        for w in clause
    )
