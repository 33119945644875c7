"""How alike two items are, between 0 and 1. Every function here is symmetric in its two items.

Two annotators quote clauses, a brief cites whole sentences, and a sentence often holds several events: evidence alone
neither has to be equal nor says which event is meant. So a claim is compared by where it stands in the text, by the
words of its statement, and by who does it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass
from functools import lru_cache

from evals.scoring.items import ActorItem, ClaimItem, Extent, Piece

EVIDENCE_WEIGHT = 0.25
WORDS_WEIGHT = 0.60
DOERS_WEIGHT = 0.15
"""Shares of the three parts in the likeness of two claims; `evals/README.md` shows what they rest on."""

_STOPWORD_LIST = """
a about after against all also an and any are as at be been before being between both but by can could did do does down
during each for from had has have having he her here hers him his how i if in into is it its itself may me might more
most must my no nor not of off on once only or other our out over own said same say says she should so some such than
that the their them then there these they this those through to too under until up upon us very was we were what when
where which while who whom why will with would you your
"""
STOPWORDS = frozenset(_STOPWORD_LIST.split())
"""English function words; in other languages every word counts, which only makes the likeness a little coarser."""

OTHER_KIND = 0.8
"""Factor on the likeness of two actors of different kinds."""

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
    # Crude on purpose: it has to bring "visit", "visits", "visiting" together, not to be a dictionary.
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def _tokens(text: str) -> list[str]:
    text = re.sub(r"['’]s\b", "", text.casefold())
    text = re.sub(r"\b((?:\w\.){2,})", lambda match: match[0].replace(".", ""), text)  # U.S. is US
    tokens = []
    for token in re.findall(r"\w+", text):
        if _CJK.search(token):  # no spaces between words: pairs of characters stand in for words
            tokens += [token[i : i + 2] for i in range(max(1, len(token) - 1))]
        else:
            tokens.append(token)
    return tokens


@lru_cache(maxsize=20_000)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of a text's words without function words."""
    return frozenset(_stem(token) for token in _tokens(text) if token not in STOPWORDS)


@lru_cache(maxsize=20_000)
def name_words(name: str) -> frozenset[str]:
    """Return the words of a name without articles and common titles (all its words if there are no others)."""
    joined = " ".join(_tokens(name))
    for pattern, short in _ALIASES:
        joined = pattern.sub(short, joined)
    words = frozenset(joined.split()) - {"the", "a", "an"}
    return words - _GENERIC or words


def dice(left: Set[Hashable], right: Set[Hashable]) -> float:
    """Return the share of common elements (Dice coefficient, which is F1 of sets); two empty sets are alike."""
    if not left and not right:
        return 1.0
    return 2 * len(left & right) / (len(left) + len(right))


def containment(left: Set[Hashable], right: Set[Hashable]) -> float:
    """Return the share of the smaller set that the other holds (overlap coefficient); 0 if one is empty."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def _union(extents: Iterable[Extent]) -> list[Extent]:
    merged: list[Extent] = []
    for start, end in sorted(extents):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def covered(pieces: Iterable[Piece], others: Iterable[Piece]) -> float:
    """Return the share of the pieces' characters that stand in the other pieces.

    A piece that may stand in several places counts at the place that the other side covers best.
    """
    extents = _union(extent for piece in others for extent in piece)
    inside = total = 0
    for piece in pieces:
        if not piece:
            continue
        total += piece[0][1] - piece[0][0]
        inside += max(sum(max(0, min(b, d) - max(a, c)) for c, d in extents) for a, b in piece)
    return inside / total if total else 0.0


def evidence_likeness(left: ClaimItem, right: ClaimItem) -> float:
    """Return how far two claims cite the same characters: mostly containment, a little mutual coverage.

    The clause of an annotator inside the sentence of a brief is full agreement in substance, so the better covered side
    gives four fifths; the other side's share keeps a claim that cites the whole article below one that is to the point.
    """
    one, two = covered(left.evidence, right.evidence), covered(right.evidence, left.evidence)
    return 0.8 * max(one, two) + 0.2 * min(one, two)


@lru_cache(maxsize=50_000)
def words_likeness(left: str, right: str) -> float:
    """Return how far two statements share their content words: mean of Dice and containment.

    Dice alone would punish a statement that is the whole sentence; containment alone would reward one of two words.
    """
    one, two = content_words(left), content_words(right)
    return (dice(one, two) + containment(one, two)) / 2 if one or two else 0.0


@dataclass(frozen=True)
class Likeness:
    """How alike two claims are, part by part."""

    evidence: float
    words: float
    doers: float

    @property
    def total(self) -> float:
        """The weighted mean of the parts."""
        return EVIDENCE_WEIGHT * self.evidence + WORDS_WEIGHT * self.words + DOERS_WEIGHT * self.doers


def claim_likeness(left: ClaimItem, right: ClaimItem, doers: float) -> Likeness:
    """Compare two claims; `doers` is the F1 of their doers through the alignment of the actors."""
    return Likeness(evidence_likeness(left, right), words_likeness(left.statement, right.statement), doers)


@lru_cache(maxsize=50_000)
def _name_likeness(left: str, right: str) -> float:
    one, two = name_words(left), name_words(right)
    return (dice(one, two) + containment(one, two)) / 2


def actor_likeness(left: ActorItem, right: ActorItem) -> float:
    """Compare two actors by their names and by the strings that name both.

    Half is the likeness of the names, half the share of the shorter list of names that the other holds too: "Daesh" and
    "Islamic State" are one actor if either lists the other. Likeness of mentions is not enough: "Iraqi government" is
    not "Iraqi government forces". Another kind takes a fifth off.
    """
    one, two = {name_words(name) for name in left.names}, {name_words(name) for name in right.names}
    shared = containment(one, two)
    total = (_name_likeness(left.name, right.name) + shared) / 2
    return total if left.kind == right.kind else OTHER_KIND * total
