"""The likeness of two items, between 0 and 1. All likeness functions are symmetric in their two items.

Annotators quote clauses, but a brief cites whole sentences, and one sentence often reports several events. Evidence of
the same event may therefore differ, and equal evidence may be of different events. So claims are compared by their
evidence, by the words of their statements, and by their agents.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass
from functools import lru_cache

from .items import ActorItem, ClaimItem, Extent, Piece

EVIDENCE_WEIGHT = 0.25
WORDS_WEIGHT = 0.60
AGENTS_WEIGHT = 0.15
"""Weights of the three parts in the likeness of two claims; `python -m evals agreement --calibrate` compares others."""

_STOPWORD_LIST = """
a about after against all also an and any are as at be been before being between both but by can could did do does down
during each for from had has have having he her here hers him his how i if in into is it its itself may me might more
most must my no nor not of off on once only or other our out over own said same say says she should so some such than
that the their them then there these they this those through to too under until up upon us very was we were what when
where which while who whom why will with would you your
"""
STOPWORDS = frozenset(_STOPWORD_LIST.split())
"""English function words. In other languages every word counts, which makes the likeness a little less precise."""

OTHER_KIND = 0.8
"""Factor by which the likeness of two actors of different kinds is reduced."""

_ALIASES = (
    (re.compile(r"\bunited states( of america)?\b|\busa\b"), "us"),
    (re.compile(r"\bunited kingdom\b"), "uk"),
    (re.compile(r"\bunited nations\b"), "un"),
    (re.compile(r"\beuropean union\b"), "eu"),
)
_GENERIC_LIST = "mr mrs ms dr sir president minister prime secretary general former"
_GENERIC = frozenset(_GENERIC_LIST.split())
_CJK = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯]")
_SUFFIXES = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "ies", "ed", "er", "es", "ly", "s",
    "e", "y",
)  # fmt: skip


def _stem(word: str) -> str:
    # Crude on purpose: it only has to map "visit", "visits" and "visiting" to one stem.
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def _tokens(text: str) -> list[str]:
    text = re.sub(r"['’]s\b", "", text.casefold())
    text = re.sub(r"\b((?:\w\.){2,})", lambda match: match[0].replace(".", ""), text)  # U.S. is US
    tokens = []
    for token in re.findall(r"\w+", text):
        if _CJK.search(token):  # scripts without spaces: pairs of characters replace words
            tokens += [token[i : i + 2] for i in range(max(1, len(token) - 1))]
        else:
            tokens.append(token)
    return tokens


@lru_cache(maxsize=20_000)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of a text's words, without function words."""
    return frozenset(_stem(token) for token in _tokens(text) if token not in STOPWORDS)


@lru_cache(maxsize=20_000)
def name_words(name: str) -> frozenset[str]:
    """Return the words of a name without articles and common titles; the titles stay if there are no other words."""
    joined = " ".join(_tokens(name))
    for pattern, short in _ALIASES:
        joined = pattern.sub(short, joined)
    words = frozenset(joined.split()) - {"the", "a", "an"}
    return words - _GENERIC or words


def dice(left: Set[Hashable], right: Set[Hashable]) -> float:
    """Return the Dice coefficient of two sets (the F1 of sets), 0 to 1; 1 for two empty sets."""
    if not left and not right:
        return 1.0
    return 2 * len(left & right) / (len(left) + len(right))


def containment(left: Set[Hashable], right: Set[Hashable]) -> float:
    """Return the overlap coefficient of two sets: the share of the smaller one that the other contains; 0 if one is
    empty."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


@lru_cache(maxsize=20_000)
def _union(pieces: tuple[Piece, ...]) -> list[Extent]:
    merged: list[Extent] = []
    for start, end in sorted(extent for piece in pieces for extent in piece):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def covered(pieces: Iterable[Piece], others: tuple[Piece, ...]) -> float:
    """Return the share (0 to 1) of the pieces' characters that the other pieces cover.

    A piece with several possible places counts at the place that is covered best.
    """
    extents = _union(others)
    inside = total = 0
    for piece in pieces:
        if not piece:
            continue
        total += piece[0][1] - piece[0][0]
        inside += max(sum(max(0, min(b, d) - max(a, c)) for c, d in extents) for a, b in piece)
    return inside / total if total else 0.0


@lru_cache(maxsize=100_000)
def evidence_likeness(left: tuple[Piece, ...], right: tuple[Piece, ...]) -> float:
    """Return how far two claims cite the same characters, 0 to 1.

    An annotator's clause inside a brief's sentence is full agreement, so the better covered side has the weight 0.8.
    The weight 0.2 of the other side lowers the likeness of a claim that cites the whole article.
    """
    a, b = covered(left, right), covered(right, left)
    return 0.8 * max(a, b) + 0.2 * min(a, b)


@lru_cache(maxsize=50_000)
def words_likeness(left: str, right: str) -> float:
    """Return how far two statements share their content words: the mean of `dice` and `containment`, 0 to 1.

    `dice` alone would punish a statement that is the whole sentence; `containment` alone would reward a statement of
    two words.
    """
    a, b = content_words(left), content_words(right)
    return (dice(a, b) + containment(a, b)) / 2 if a or b else 0.0


@dataclass(frozen=True)
class Likeness:
    """The likeness of two claims, part by part; each part is between 0 and 1."""

    evidence: float
    words: float
    agents: float

    @property
    def total(self) -> float:
        """The weighted mean of the parts."""
        return EVIDENCE_WEIGHT * self.evidence + WORDS_WEIGHT * self.words + AGENTS_WEIGHT * self.agents


def claim_likeness(left: ClaimItem, right: ClaimItem, agents: float) -> Likeness:
    """Return the likeness of two claims; `agents` is the F1 of their agents (see `alignment.set_f1`)."""
    evidence = evidence_likeness(left.evidence, right.evidence)
    return Likeness(evidence, words_likeness(left.statement, right.statement), agents)


@lru_cache(maxsize=50_000)
def _name_likeness(left: str, right: str) -> float:
    a, b = name_words(left), name_words(right)
    return (dice(a, b) + containment(a, b)) / 2


def actor_likeness(left: ActorItem, right: ActorItem) -> float:
    """Return the likeness of two actors, 0 to 1.

    It is the mean of the likeness of their names and of the share of the shorter list of names that the other list
    contains. So "Daesh" and "Islamic State" are one actor if either lists the other. Mentions must be equal, not just
    similar: "Iraqi government" is not "Iraqi government forces". Different kinds reduce the likeness by `OTHER_KIND`.
    """
    a, b = {name_words(name) for name in left.names}, {name_words(name) for name in right.names}
    shared = containment(a, b)
    total = (_name_likeness(left.name, right.name) + shared) / 2
    return total if left.kind == right.kind else OTHER_KIND * total
