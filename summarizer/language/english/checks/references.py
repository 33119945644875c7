"""Which words of a sentence mean somebody without a name ("he", "the company", "the two leaders"), and may mean whom?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.article.text import REMEMBERED, find_name, fold, fold_in_place
from summarizer.language.english.lexicon import either, listed
from summarizer.language.names import is_nominal, is_title
from summarizer.language.words import FUNCTION_WORDS
from summarizer.schema import ActorKind

_PRONOUN = re.compile(r"\b(?:he|she|it|they|both|each other)\b")
_OBLIQUE = re.compile(r"\b(him|his|her|its)\b(?: (\w+))?")
_NO_NOUN = FUNCTION_WORDS | {None}
"""What follows "her" where it is no possessive."""
_AS_SUBJECT = {"him": "he", "his": "he", "her": "she", "its": "it"}
_EMPTY = re.compile(
    r" ?(?:(?:is|was|'s|will be|would be|has been|had been|may be|might be|becomes?|became|seems|seemed|appears|remains|"
    r"takes?|took)\b(?=[^.;:]* (?:to|that|for|if|whether|when|how|who)\b)|"
    r"(?:would|will|could|can|may|might) be \w+(?:ful|able|ible|ary|er)\b|"
    r"comes as\b|turns? out\b)"
)
"""What follows an "it" that means nobody: "it is clear that", "if it would be helpful"."""
_SEVERAL = re.compile(r"\b(?:the|all|these|those|our|their) (?:two|three|four|five|six)\b(?: (\w+))?(?: (\w+))?")
_TOGETHER = re.compile(
    r"\b(?:the|our|both|all) (leaders|presidents|ministers|parties|sides|governments|countries|nations|peoples|parents|"
    r"couple|pair|brothers|sisters|men|women|spouses)\b"
)
_DEFINITE = re.compile(r"\b(?:the|this|that|its|his|her|their) ((?:[\w'-]+ ){0,3}[a-z]{3,})\b")
_BODY = re.compile(
    r"group|organi[sz]ation|agency|company|firm|body|team|party|movement|\w+maker|institution|network|alliance|bloc|"
    r"club|union|association|charity|airline|bank|operator|lender|retailer"
)
_NATION = re.compile(r"government|authorities|country|nation|administration|kingdom|island")
_STATES = re.compile(r"countr|nation|government|side|part(?:y|ies)|state|republic|capital|partner|all(?:y|ies)|neighb")
_SPEAKING = re.compile(r"\b(?:i|i'm|i'll|i've|we|we're|we'll|we've)\b")
_PEOPLE_TOGETHER = re.compile(
    r"leader|president|minister|men\b|women\b|official|secretar|king|chief|parents|"
    r"couple|pair|brothers|sisters|spouses"
)
HEAD_END = re.compile(rf"\b{either('head_ends')}|,(?!\d)")
"""What ends the head of a name or role: "mayor" of "mayor of Orlen"."""
_PLURAL_ONLY = re.compile(r"(?:[^s]s|people|police|men|women|children)$")
_ORIGIN = re.compile(r"(?:an|ese|ish|[iq]i)$")
_OF_NAME = re.compile(r" of (?:the )?[A-Z]")
_NEXT = re.compile(r" (?:officials?|spokes\w+|sources?|leaders?|ministers?|forces)\b")
_STEP = listed("other_office")
"""Words that make another office of a title: a vice president is no president."""


class Reference(NamedTuple):
    """Where a folded text means somebody, and by which word: a pronoun, "two leaders", or the noun of a description."""

    start: int
    word: str
    is_noun: bool = False
    is_object: bool = False
    """Whether it is an object ("called him"), so that it means nobody who is the subject."""


@lru_cache(maxsize=REMEMBERED)
def references(text: str) -> tuple[Reference, ...]:
    """Return the pronouns and descriptions of a text that may mean an actor, in order."""
    folded = fold_in_place(text)
    pronouns = (
        Reference(m.start(), m.group())
        for m in _PRONOUN.finditer(folded)
        if m.group() != "it" or not _EMPTY.match(folded, m.end())
    )
    return tuple(sorted((*pronouns, *_described(text, folded)), key=lambda reference: reference.start))


@lru_cache(maxsize=REMEMBERED)
def obliques(text: str) -> tuple[Reference, ...]:
    """Return the pronouns of a text that are no subjects, each as the subject that means the same: "she" for "her"."""
    return tuple(
        Reference(m.start(), _AS_SUBJECT[m[1]], is_object=m[1] == "him" or (m[1] == "her" and m[2] in _NO_NOUN))
        for m in _OBLIQUE.finditer(fold_in_place(text))
    )


def _described(text: str, folded: str) -> Iterator[Reference]:
    for m in _SEVERAL.finditer(folded):
        yield Reference(m.start(), f"two {m[1] or ''} {m[2] or ''}".strip())
    for m in _TOGETHER.finditer(folded):
        yield Reference(m.start(), f"two {m[1]}")
    for m in _DEFINITE.finditer(folded):
        for found in re.finditer(r"[\w-]+", m[1]):
            word, at = found.group(), m.start(1) + found.start()
            if word in _STEP:
                continue  # "the vice president" is no "vice"
            if text[at].isupper() and _OF_NAME.match(text, at + len(word)):
                continue  # a part of "the Kingdom of Veltia"
            is_nation = _NATION.fullmatch(word) is not None
            before = text[m.start(1) : at]
            if is_nation and (before != before.casefold() or _NEXT.match(text, at + len(word))):
                continue  # "the Afghan government" is not that of another country; "the administration official"
            is_described = is_nation or is_title(word) or _BODY.fullmatch(word)
            if is_described or (is_nominal(word) and not text[at].isupper()):
                yield Reference(m.start(), word, is_noun=True)


_HE, _SHE = listed("he_words"), listed("she_words")


@lru_cache(maxsize=REMEMBERED)
def _is_other_gender(pronoun: str, described: str) -> bool:
    """Return whether the head of a name or role tells that "he" or "she" means somebody else: "her husband"."""
    heads = {part.split()[-1].strip(".") for part in HEAD_END.split(fold(described)) if part.split()}
    heads |= {word.strip(".") for word in fold(described).split()[:1]}
    return not heads.isdisjoint(_SHE if pronoun == "he" else _HE)


def fits(
    reference: Reference, name: str, kind: ActorKind, joint: Sequence[ActorKind] = (), role: str | None = None
) -> bool:
    """Return whether a reference may mean an actor of a kind, who acts with others of the kinds in `joint`."""
    word, is_person = reference.word, kind is ActorKind.PERSON
    plural = kind is ActorKind.GROUP and _PLURAL_ONLY.search(HEAD_END.split(fold(name))[0].strip()) is not None
    if reference.is_noun:
        return _fits_noun(word, kind, plural)
    if word in ("he", "she"):
        return is_person and not any(_is_other_gender(word, described) for described in (name, role) if described)
    if word == "it":
        return not is_person and not plural
    # Several are meant: of the same kind, or a group.
    alike = bool(joint) and all((k is ActorKind.PERSON) == is_person for k in joint)
    if word == "they":
        return alike or kind in (ActorKind.GROUP, ActorKind.ORGANIZATION)
    # A country may be meant by its leader, but no person is one of two countries.
    return alike and not (is_person and _STATES.search(word) and not _PEOPLE_TOGETHER.search(word))


def means_several(text: str) -> bool:
    """Return whether a text means several persons together: "the two leaders"."""
    return any(r.word.startswith("two ") and _PEOPLE_TOGETHER.search(r.word) for r in references(text))


def _fits_noun(word: str, kind: ActorKind, plural: bool) -> bool:
    match kind:
        case ActorKind.PERSON:
            return is_title(word) or (is_nominal(word) and word[-1] != "s")
        case ActorKind.COUNTRY:
            return _NATION.fullmatch(word) is not None
        case ActorKind.GROUP:
            if plural:
                return is_nominal(word) and word[-1] == "s"
            return _BODY.fullmatch(word) is not None or (is_nominal(word) and word[-1] == "s")
    return _BODY.fullmatch(word) is not None


@lru_cache(maxsize=REMEMBERED)
def is_speaking(text: str) -> bool:
    """Return whether the speaker of a text tells of himself: "I", "we"."""
    return _SPEAKING.search(fold(text)) is not None


def descriptions(name: str, role: str | None, kind: ActorKind) -> tuple[str, ...]:
    """Return the words by which a text may refer to an actor: the heads of its role, and of its name if a body's."""
    found = []
    if role:
        heads = [part.split()[-1] for part in HEAD_END.split(fold(role)) if part.split()]
        found += heads[:1]
    if kind is not ActorKind.PERSON:
        own = [part.split()[-1] for part in HEAD_END.split(fold(name)) if part.split()]
        found += [*own[:1], *(word for word in fold(name).split() if word == "police")]
    return tuple(word for word in dict.fromkeys(found) if word not in FUNCTION_WORDS and len(word) > 2)


def has_description(word: str, role: str | None, text: str) -> bool:
    """Return whether a text has a description in small letters, or after "the": "the Ministry", "police".

    "The Vice President" describes nobody whose role is President.
    """
    # Most texts do not have the word; a search for it as a name would be remembered for each of them.
    if word not in fold(text):
        return False
    steps = _STEP & set(fold(role or "").split())
    for span in find_name(word, text):
        before = text[max(0, span.start - 30) : span.start]
        if role and _STEP & set(fold(before).split()[-1:]) != steps:
            continue
        if span.quote[:1].isupper() and _ORIGIN.search(word) and re.match(" [a-z]", text[span.end :]):
            continue  # "the Cuban government" is not a Cuban
        if span.quote[:1].islower() or re.search(r"\b[Tt]he (?:\w+ ){0,2}$", before):
            return True
    return False


def origins_of(word: str, text: str) -> Iterator[str]:
    """Yield the capitalised words before a description, folded: "russian" in "the Russian president"."""
    for span in find_name(word, text) if word in text else ():
        if span.quote == word and (before := _BEFORE.search(text[: span.start])):
            yield from (fold(part) for part in before[1].split() if part[0].isupper() and not is_title(part))


_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?) ((?:[\w.'’-]+ ){1,3})$")
