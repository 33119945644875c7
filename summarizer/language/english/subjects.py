"""Subjects: who does what a verb of an English sentence says, by the words before it; and sentences that refer back."""

from __future__ import annotations

import re

from summarizer.article.text import fold, fold_in_place

_VERB_GROUP = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|has|have|had|will|would|shall|may|might|could|can|do|does|did|to|not|never|"
    r"also|now|yet|still|already|both|all|each|scheduled|set|due|expected|soon|jointly|together|reportedly|allegedly|"
    r"plan(?:s|ned|ning)?|intends?|hop(?:es?|ing)|aims?|seeks?|wants?|wish(?:es)?|agree[ds]?|commit(?:s|ted)?|"
    r"promise[ds]?|pledge[ds]?|vow(?:s|ed)?|decide[ds]?|ready|willing|prepared|continues?|proposed|offered|begin|began|"
    r"decisions?|commitments?|intentions?|stands?|looks?|forward|"
    r"\w+ly)\s+|\w+[’']ll\s+)+$",
    re.IGNORECASE,
)


def verb_group(sentence: str, at: int) -> int:
    """Return where the verb group begins that a verb at `at` ends: "will | visit", "has agreed to | build"."""
    found = _VERB_GROUP.search(sentence[:at])
    return found.start() if found else at


_BREAK = re.compile(
    r"[,;:()\"]|\s-+\s|\b(?:that|which|who|while|when|whereas|because|if|although|though|as|after|before|until|since|so|"
    r"but|and|or|than|where|said|says|told)\b"
)
_PREPOSITION = re.compile(
    r"^(?:on|in|at|by|for|with|of|to|from|under|during|over|(?:last|this|next) (?:week|month|year)|earlier|later|"
    r"today|yesterday|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|meanwhile|together|now|then|also|soon|still|already|once|yet|here|\w+ly)\b(?!')"
)
_PRONOUN = re.compile(r"(?:i|we|he|she|it|they|you|this|these|those|there|both|all|one|some|many)")


_OWNER = re.compile(
    r"(?:(?P<name>(?:[Tt]he (?:\w+ )?)?(?:\b[A-Z][\w.-]*)(?: (?:(?:of|and|the) )*[A-Z][\w.-]*)*|\b[Tt]he \w+)[’']s?"
    r"|\b(?P<whose>[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y))\s+(?:own |joint |shared |ongoing |strong )?$"
)
_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they", "our": "we", "my": "I"}


def subject_of(sentence: str, at: int) -> str | None:
    """Return the words before a verb that name who does it, as the sentence has them: a pronoun, a name, a description.

    None where they can't be told. What stands between commas after a name is skipped, "A and B" is taken together.
    """
    folded, end = fold_in_place(sentence), verb_group(sentence, at)
    # "Spain's pledge to pay", "their commitment to meet": whose it is.
    if owner := _OWNER.search(sentence[:end]):
        return owner.group("name") or _OWNERS[fold(owner.group("whose"))]
    start = _break_before(folded, end)
    if not folded[start:end].strip():
        # "Karst, the governor, will …", "rebels who have …": whoever stands before it.
        end = max((m.start() for m in _BREAK.finditer(folded, 0, start)), default=0)
        start = _break_before(folded, end)
        if folded[end : end + 1] == "," and folded[start - 1 : start] == ",":
            end = start - 1
            start = _break_before(folded, end)
    while joined := re.search(r"\b[A-Z][\w.’'-]*(?: (?:the )?[A-Z][\w.’'-]*)*,? and\s*$", sentence[:start]):
        start = joined.start()
        if listed := re.search(r"(?:[A-Z][\w.’' -]*, )+$", sentence[:start]):
            start = listed.start()
    subject = sentence[start:end].strip(' ,“”"')
    while subject and _PREPOSITION.match(fold(subject)):
        later = re.search(r"\s(?=(?:the|a|an|his|her|its|their|our|he|she|it|they|we|i)\s|[A-Z])", f"{subject} ")
        if later is None:
            return None
        subject = subject[later.end() :]
    return subject if 0 < len(subject.split()) <= 10 else None


def _break_before(folded: str, end: int) -> int:
    """Return where the last clause before `end` begins."""
    return max((m.end() for m in _BREAK.finditer(folded, 0, end)), default=0)


def is_pronoun(subject: str) -> bool:
    """Tell whether a subject is a pronoun, which names nobody by itself."""
    return bool(_PRONOUN.fullmatch(fold(subject)))


_ANAPHORS = re.compile(
    r"\b(?:he|she|they|the (?:two|three|latter|couple|company|group|ministry|agency))\b|^(?:it|its)\b|"
    r"\bit (?:said|says|added|also|will)\b"
)


def needs_context(sentence: str) -> bool:
    """Tell whether a sentence refers back ("he", "the company"), so that it can't be read alone.

    Context that is not needed does harm: a small model lists its happenings too.
    """
    return bool(_ANAPHORS.search(fold(sentence)))
