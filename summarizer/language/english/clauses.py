"""Clauses: who a sentence of news English is about, whoever a model takes for the one who acts.

"Kerry said the United States will not rush" reports Kerry, and binds the United States; "to be held by Mayor Tveit"
names the host. Small models name the speaker or the thing; the form of the clause tells them apart. Other languages
pass through unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.article.text import fold
from summarizer.language.english.lexicon import SPEECH
from summarizer.language.english.modality import ADVERBS, undertaken

_PLANNED = (
    r"will|won't|shall|(?:is|are|was|were) (?:also )?(?:to|set to|due to|scheduled to|expected to|going to|planning to|"
    r"slated to)|plan(?:s|ned|ning)? to|to be|scheduled|would"
)
_PARTICIPLES = {
    "held": "hold", "hosted": "host", "convened": "convene", "led": "lead", "signed": "sign", "opened": "open",
    "built": "build", "paid": "pay", "given": "give", "made": "make", "taken": "take", "sent": "send",
    "launched": "launch", "organized": "organize", "organised": "organise", "chaired": "chair", "funded": "fund",
    "provided": "provide", "released": "release", "published": "publish", "implemented": "implement",
}  # fmt: skip

_ANAPHORS = re.compile(
    r"\b(?:he|she|they|the (?:two|three|latter|couple|company|group|ministry|agency))\b|^(?:it|its)\b|"
    r"\bit (?:said|says|added|also|will)\b"
)


def needs_context(sentence: str) -> bool:
    """Tell whether a sentence refers back ("he", "the company"), so that it can't be read alone.

    Context that is not needed does harm: a small model lists its happenings too.
    """
    return bool(_ANAPHORS.search(fold(sentence)))


@dataclass(frozen=True)
class Reported:
    """What a speaker reports: the clause's subject and its verb phrase."""

    subject: str
    does: str


def reported(does: str) -> Reported | None:
    """Split "said (on Monday) that X will do it" into X and what it will do; None if nothing future is reported."""
    match = re.match(
        rf"(?:also |had |has |have )*{SPEECH}\b(?P<aside>[^.;“”]{{0,60}}?)(?:\bthat\b|[:,]?)\s+(?P<clause>\S.*)$", does
    )
    # Models also give the reported clause alone: "the United States will not rush".
    if not match and not re.match(
        r"(?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*)* (?:will|would|is to|are to|plans? to)\b", does
    ):
        return None
    clause = match.group("clause") if match else does
    future = re.search(rf"\b(?:{_PLANNED}|agreed to|promised to|pledged to|intends? to|hopes? to|aims? to)\b", clause)
    if not future or future.start() < 2:
        return None
    subject = clause[: future.start()].strip(' ,“"')
    subject = subject.rsplit(" that ", 1)[-1]
    return Reported(subject, clause[future.start() :].rstrip(' .”"')) if 0 < len(subject.split()) <= 14 else None


def active(subject: str, does: str) -> Reported | None:
    """Turn "the forum" "will be held on 9 May by Mayor Tveit" into the mayor and "will hold the forum on 9 May"."""
    match = re.match(
        r"(?:will|would|is to|are to|to|is scheduled to|is set to) be (\w+)\b(.*?)\s*\bby ([A-Z@].*)$", does
    )
    if not match or match.group(1) not in _PARTICIPLES:
        return None
    verb, middle, agent = _PARTICIPLES[match.group(1)], match.group(2).strip(" ,"), match.group(3)
    agent = re.split(r",| with | on | in | at | to discuss ", agent, maxsplit=1)[0].strip(" .")
    return Reported(agent, f"will {verb} {subject}" + (f" {middle}" if middle else ""))


def passive_agent(does: str, sentence: str) -> str | None:
    """Return who does what a verb phrase says, where the sentence says it in the passive.

    "A said that the forum, to be held on 9 May by Mayor Tveit, …" names the mayor as the one who holds it, whoever a
    model took for it.
    """
    verb = fold(undertaken(does)[0]).split()[:1]
    for match in re.finditer(r"\bbe (\w+)\b[^,;.]*? by ((?:[A-Z@][\w'’.-]*|of|and|the|to|for| )+)", sentence):
        participle = match.group(1)
        if verb and (participle in verb or _PARTICIPLES.get(participle) in verb):
            return re.sub(r"\s+(?:of|and|the|to|for)$", "", match.group(2).strip())
    return None


def is_bare_saying(does: str) -> bool:
    """Tell whether a verb phrase says no more than that somebody spoke: "said", "wrote on X", "told reporters"."""
    return bool(
        re.fullmatch(
            rf"(?:also |had |has |have )*{SPEECH}(?: (?:on|in|to|at|that|reporters)\b.{{0,24}})?\.?", does.strip()
        )
        # "…," said Senator Karst, a former mayor.
        or re.fullmatch(
            rf"{SPEECH} (?:[a-z]+ ){{0,3}}[A-Z][\w.’'-]*(?: (?:of |the )*[A-Z][\w.’'-]*)*(?:,[^”]*)?", does.strip()
        )
    )


def is_state(does: str) -> bool:
    """Tell whether a verb phrase says what something is, not what it does: "is vital to security"."""
    if re.match(r"(?:is|are|was|were|remains?) (?:also |still )?(?:a|an|the|one of|among) (?!subject\b)", fold(does)):
        return True
    adjectives = "essential|vital|important|critical|crucial|necessary|key|central|unique|part|based"
    return bool(re.match(rf"(?:is|are|was|were|remains?) (?:also |still |very )?(?:{adjectives})\b", fold(does)))


_COMMENT = re.compile(
    rf"{ADVERBS}(?:(?:has|have|had) )?{ADVERBS}(?:(?:re)?affirm(?:s|ed)?|reiterate[sd]?|emphasi[sz]e[sd]?|"
    r"recogni[sz]e[sd]?|note[sd]?|believe[sd]?|discuss(?:es|ed)|told|tells|highlight(?:s|ed)|stress(?:es|ed)|convey(?:s|ed)|"
    r"comment(?:s|ed)|explain(?:s|ed)|think[s]?|thought|insist(?:s|ed)|hope[sd]?)\b"
)


_COURTESY = re.compile(
    rf"(?:also |had |has |have )*{SPEECH}\b(?: (?:on|in) \w+)?[ ,:“\"]*"
    r"(?:(?:it is|it was|i am|we are|i'm|always|very|so|truly) )*"
    r"(?:an? )?(?:(?:great|real|true) )?(?:pleasure|pleased|delight(?:ed)?|glad|happy|honou?r(?:ed)?|proud|grateful|"
    r"privilege[d]?|thank (?:you|s))\b"
)


def no_deed(does: str) -> str | None:
    """Return why a verb phrase tells of no happening, or None if it does."""
    if is_bare_saying(does):
        return "it only says that somebody spoke"
    if _COMMENT.match(fold(does)):
        return "it tells what somebody thinks or says, which is no news in itself"
    if _COURTESY.match(fold(does)):
        return "it is a courtesy, which is no news"
    return "it says what something is, not what happens" if is_state(does) else None
