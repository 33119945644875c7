"""What an English sentence does not assert: conditions, doubts, denials, and what would have happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from summarizer.article.text import REMEMBERED, fold
from summarizer.language.english.lexicon import either
from summarizer.language.rules import Stretches, Unasserted
from summarizer.language.words import negated

# All patterns are matched with folded text.
_END = (
    rf"(?=[,:;.!?]|\s-|-\s|\"|$|\b(?:{either('conjunctions', end='')}|after|before|since|where|as|following|despite|"
    r"amid)\b|\band (?:\w+ed|it|he|she|they|we|then|is|was|were|has|have|had|will|would)\b)"
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

_CUES = (
    "if", "unless", "whether", "in case", "should", "provided that", "assuming that", "supposing that", "evidence",
    "proof", "indication", "sign", "suggestion", "confirmation", "clear that", "certain that", "known that",
    "confirmed that", "proven that", "doubt", "unlikely", "true that", "would", "could", "may", "might", "deny", "deni",
    "dismiss", "reject", "refut", "disput",
)  # fmt: skip
"""Of what each pattern finds at least one: looking for these takes less time than the patterns, and often finds none."""

_CLAUSE_START = re.compile(
    rf"[,:;\"] ?|\s-\s|\b(?:that|but|and|because|which|who|{either('saying', 'announcing', end='')}|claimed)\b "
)
_PREDICATE = re.compile(rf"\b\w+ed\b|\b{either('pasts')}")

_SAYING = re.compile(rf"\b{either('telling_itself')}")

_TURN = re.compile(rf", (?:but|and|so|or|yet) (?={either('auxiliaries', 'question_words')})")


def question_starts(folded: str) -> list[int]:
    """Return where a clause of a folded sentence turns into what may be a question: ", but did he sign"."""
    return [match.end() for match in _TURN.finditer(folded)]


def unasserted(statement: str, folded: str) -> list[tuple[Unasserted, Stretches]]:
    """Return the parts of a folded sentence that, as to a claim's statement, assert nothing, and how they do not."""
    found = _stretches(folded)
    # What is said to be so is the saying; a claim that is negated agrees with a denial.
    if not found or negated(statement) or _SAYING.search(fold(statement)):
        return []
    return list(found)


@lru_cache(maxsize=REMEMBERED)
def _stretches(folded: str) -> tuple[tuple[Unasserted, Stretches], ...]:
    if not any(map(folded.__contains__, _CUES)):
        return ()
    found = [(manner, [match.span("rest") for match in pattern.finditer(folded)]) for pattern, manner in _PATTERNS]
    conditions = found[-1][1]
    return (*found, (Unasserted.CONDITIONAL, [*_hypotheses(folded), *conditions]))


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
