"""Find what sentences do not assert: a question, a condition or a denied report tells of no event.

Stretches of a sentence that assert nothing are found by patterns. A claim is about such a stretch if its words stand in
there; where one of them stands only outside, the sentence is taken to assert the claim. Questions are found in every
language, conditions and doubts in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from summarizer.article.text import REMEMBERED, fold
from summarizer.language.words import content_words, negated


class Unasserted(StrEnum):
    """How a sentence speaks of something without asserting it; the value is the reason to drop a claim of it."""

    ASKED = "the sentences that it cites only ask about it"
    CONDITIONAL = "the sentences that it cites say it only under a condition or in doubt"
    DENIED = "the sentences that it cites say that it is denied, or only possible"


# All patterns are matched with folded text: "？" is "?", the Greek question mark is ";", every dash is "-".
_ASKS = re.compile(r"[?؟՞፧⸮‽⁇⁈⁉]|(?<=[\u0370-\u03ff\u1f00-\u1fff]);|(?<=[\u0370-\u03ff\u1f00-\u1fff][\"'»)]);")
_BEFORE_QUESTION = re.compile(
    # A question begins after the end of another sentence, a colon, an opening mark, or where a clause turns around.
    r"[.!:;…。！；：]\s+|[。！：；…]|(?:^|(?<=[\s(:,：，-]))[\"'«»„「『‹](?=\S)|[「『«„(（]|¿|"
    r", (?:but|and|so|or|yet) (?=(?:do|does|did|is|are|was|were|will|would|can|could|should|has|have|had|who|what|when|"
    r"where|why|how)\b)"
)
_LEFT_OVER = re.compile(r"\w")

_END = (
    r"(?=[,:;.!?]|\s-|-\s|\"|$|\b(?:but|while|after|before|since|because|although|though|when|where|who|which|whose|as|"
    r"following|despite|amid)\b|\band (?:\w+ed|it|he|she|they|we|then|is|was|were|has|have|had|will|would)\b)"
)
_CONDITION = re.compile(
    rf"(?:\b(?:if|unless|whether|in case|provided that|assuming that|supposing that)\b|^[\"']?should (?=\w)|"
    # "no doubt that" and "not unlikely that" assert.
    rf"\bno (?:\w+ )?(?:evidence|proof|indications?|signs?|suggestion|confirmation)\b(?: (?:that|of))?|"
    r"\bnot (?:yet )?(?:clear|certain|known|confirmed|proven) that\b|"
    rf"(?<!no )(?<!not )(?<!without )(?<!little )\b(?:doubt(?:s|ed|ing|ful)?|unlikely|untrue|not true) that\b)"
    rf"(?P<rest>.*?){_END}"
)
_COUNTERFACTUAL = re.compile(
    rf"\b(?:would|could|should)(?: not|n't| never| also| otherwise| probably| likely)* have (?P<rest>(?!to\b).*?){_END}"
)
_INVERTED = re.compile(rf"(?:^[\"']?|[,-] ?|\b(?:would|could|might)\b.*? )had (?=\w).*?{_END}")
_DENIAL = re.compile(
    r"(?<!not )(?<!n't )(?<!never )(?<!cannot )\b(?:(?:deny|denies|denied|denying) (?:that\b|(?=(?:ever|\w+ing)\b)|"
    r"(?=(?:he|she|it|they|we|i) (?:had|has|have|was|were|did|ever)\b))|"
    r"(?:deny|denies|denied|denying|dismiss\w*|reject\w*|refut\w*|disput\w*) (?:[\w']+ ){0,2}?"
    rf"(?:reports?|claims?|allegations?|accusations?|rumou?rs|suggestions?) (?:that|of)\b)(?P<rest>.*?){_END}"
)
_POSSIBLE = re.compile(rf"\b(?:may|might)(?: not| also| well)* have (?P<rest>(?!to\b).*?){_END}")
_PATTERNS = ((_DENIAL, Unasserted.DENIED), (_POSSIBLE, Unasserted.DENIED), (_CONDITION, Unasserted.CONDITIONAL))

_CLAUSE_START = re.compile(
    r"[,:;\"] ?|\s-\s|\b(?:that|but|and|because|which|who|said|says|say|saying|told|added|warned|argued|claimed|"
    r"believe[sd]?|think|thought)\b "
)
_PREDICATE = re.compile(
    r"\b\w+ed\b|\b(?:took|met|won|lost|gave|made|sent|led|left|held|shot|told|saw|found|began|hit|cut)\b"
)

_SAYING = re.compile(r"\b(?:said|says|say|saying|told|tells)\b")

_FORMS = {
    form: line.split()[0]
    for line in (
        "take took taken;meet met;win won;lose lost;give gave given;make made;send sent;lead led;leave left;hold held;"
        "shoot shot;fall fell fallen;steal stole stolen;break broke broken;begin began begun;buy bought;sell sold;"
        "pay paid;strike struck stricken;know knew known;speak spoke spoken;write wrote written;flee fled;"
        "come came;go went gone;build built;burn burnt;die death dead;sink sank sunk;rise rose risen;find found;"
        "lie lied lying;hide hid hidden;choose chose chosen;drive drove driven;bring brought;"
        "plan planned;ban banned;rob robbed;resign resignation;see saw seen;spy spied;bear bore born;fly flew flown;"
        "spend spent;kill killed;stop stopped"
    ).split(";")
    for form in line.split()
}
LEAST_SHARE = 0.6
"""A claim is about the unasserted part of a sentence if this share of its words stands there, and none only outside."""


def unasserted(statement: str, besides: Sequence[str], sentences: Sequence[str], *, english: bool) -> Unasserted | None:
    """Return how the cited sentences speak of a claim if none of them asserts it, else None.

    Words of `besides` (names of actors, a date, a place) are not looked up. With `english`, conditions and doubts are
    looked for too.
    """
    found = [_manner(statement, tuple(besides), sentence, english) for sentence in sentences]
    if not found or None in found:
        return None
    # What one sentence asks and another one denies has been denied.
    return max((manner for manner in found if manner), key=list(Unasserted).index)


def is_question(sentence: str) -> bool:
    """Return whether a sentence is nothing but a question or several, in any script."""
    folded = fold(sentence)
    spans = list(_questions(folded))
    return bool(spans) and not _LEFT_OVER.search(_without(folded, spans))


@lru_cache(maxsize=REMEMBERED)
def _manner(statement: str, besides: tuple[str, ...], sentence: str, english: bool) -> Unasserted | None:
    if is_question(sentence):
        return Unasserted.ASKED
    folded = fold(sentence)
    asked = list(_questions(folded))
    if _holds(statement, besides, folded, asked):
        return Unasserted.ASKED
    # What is said to be so is the saying; a claim that is negated agrees with a denial.
    if not english or negated(statement) or _SAYING.search(fold(statement)):
        return None
    for pattern, manner in _PATTERNS:
        if _holds(statement, besides, folded, [match.span("rest") for match in pattern.finditer(folded)]):
            return manner
    conditions = [match.span("rest") for match in _CONDITION.finditer(folded)]
    return Unasserted.CONDITIONAL if _holds(statement, besides, folded, [*_hypotheses(folded), *conditions]) else None


def _questions(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that end in a question mark, from where each question begins."""
    end = 0
    for mark in _ASKS.finditer(folded):
        openings = [m.end() for m in _BEFORE_QUESTION.finditer(folded, end, mark.start())]
        yield (openings[-1] if openings else end), mark.end()
        end = mark.end()


def _hypotheses(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that tell what would have happened, and on what condition."""
    found = [match.span() for match in _COUNTERFACTUAL.finditer(folded)]
    for start, end in found:
        starts = [match.end() for match in _CLAUSE_START.finditer(folded, 0, start)]
        subject = starts[-1] if starts else 0
        # "Karst vetoed the law Reyes would have signed": what stands before the verb is more than its subject.
        yield (start if _PREDICATE.search(folded, subject, start) else subject), end
    if found:
        yield from (match.span() for match in _INVERTED.finditer(folded))


def _holds(statement: str, besides: Sequence[str], folded: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether the words of a statement stand in these stretches of a sentence, and none only outside them."""
    if not spans:
        return False
    known = {word for name in besides for word in _words(name)}
    wanted = _words(statement) - known
    inside = _words(" ; ".join(folded[start:end] for start, end in spans)) & wanted
    outside = _words(_without(folded, spans)) & wanted
    return bool(inside) and outside <= inside and len(inside) >= LEAST_SHARE * len(wanted)


def _words(text: str) -> frozenset[str]:
    """Return the stems of the words of a text; forms of irregular verbs are equal."""
    plain = re.sub(r"\w+", lambda match: _FORMS.get(match.group(), match.group()), fold(text))
    return frozenset(content_words(plain))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    covered = {place for start, end in spans for place in range(start, end)}
    return "".join(" " if place in covered else character for place, character in enumerate(text))
