"""Clauses: what a verb phrase of news English says about time, promise and who is really acting.

"Kerry said the United States will not rush" reports Kerry, and binds the United States. Small models name the speaker
as the one who acts; the form of the clause tells them apart. Other languages pass through unchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.grounding import find_name, fold, negated, stem
from summarizer.schema import Firmness, Polarity, Status

SPEECH = (
    r"(?:said|says|say|saying|told|tells|announced|announces|stated|states|wrote|writes|added|adds|noted|notes|shared|"
    r"informed|reported|reports|declared|explained|confirmed|reiterated|emphasized|stressed|warned|insisted|vowed|"
    r"promised|pledged)"
)

_PLEDGED = r"promis\w+|pledg\w+|vow\w*|agree[ds]?|commit\w*|undert\w+|guarantee\w*|swor\w+|sign(?:ed|s)? .*?\bto"
_INTENDED = (
    r"hop(?:es?|ed|ing)|aim(?:s|ed|ing)?|intend\w*|seek\w*|sought|consider\w*|look(?:s|ed|ing)? forward|ready|willing|"
    r"want(?:s|ed)?|wish\w*|try|tries|work(?:s|ing)? (?:to|towards?)|continue to (?:cooperate|work)"
)
_PLANNED = (
    r"will|won't|shall|(?:is|are|was|were) (?:also )?(?:to|set to|due to|scheduled to|expected to|going to|planning to|"
    r"slated to)|plan(?:s|ned|ning)? to|to be|scheduled|would"
)
_FUTURE = re.compile(rf"\b(?:{_PLANNED}|{_PLEDGED}|{_INTENDED}|may|might|could|propos\w+|offer\w*)\b")

_PAST_FORMS = frozenset(
    (
        "met held said told made took gave went came began saw found led left won lost sent spent spoke wrote "
        "put set brought built bought thought became felt kept fell fought struck rose ran stood sold paid "
        "read heard shot died did had was were got knew broke drew drove chose flew grew hit cut hurt let"
    ).split()
)
_PARTICIPLES = {
    "held": "hold", "hosted": "host", "convened": "convene", "led": "lead", "signed": "sign", "opened": "open",
    "built": "build", "paid": "pay", "given": "give", "made": "make", "taken": "take", "sent": "send",
    "launched": "launch", "organized": "organize", "organised": "organise", "chaired": "chair", "funded": "fund",
    "provided": "provide", "released": "release", "published": "publish", "implemented": "implement",
}  # fmt: skip

# What stands before the deed in "will visit", "is scheduled to visit", "has promised to visit".
_AUXILIARIES = frozenset(
    (
        "will would shall is are was were be been has have had also to scheduled set due expected slated "
        "planned plans plan planning promised promises promise pledged pledges pledge vowed vows vow agreed "
        "agrees agree committed commits stands stand intends intend intended hopes hope hoped aims aim aimed ready "
        "willing "
        "going wants want wanted looks forward"
    ).split()
)
_NEGATIONS = frozenset(("not", "never", "won't", "won’t", "n't"))


@dataclass(frozen=True)
class Reported:
    """What a speaker reports: the clause's subject and its verb phrase."""

    subject: str
    does: str


_ANAPHORS = re.compile(
    r"\b(?:he|him|his|she|her|hers|they|them|their|the two|the latter)\b|^(?:it|its)\b|"
    r"\bit (?:said|says|added|also|will)\b|"
    r"\b(?:the|that) (?:\w+ )?(?:man|woman|minister|president|premier|secretary|ambassador|official|leader|group|"
    r"company|agency|organi[sz]ation|team|couple|country|government|court|party|ministry)\b"
)


def needs_context(sentence: str, language: str | None) -> bool:
    """Tell whether a sentence refers back ("he", "the company"), so that it can't be read alone.

    Context that is not needed does harm: a small model lists its happenings too. Only English is looked at; a
    sentence of another language always gets its context.
    """
    return language not in (None, "en") or bool(_ANAPHORS.search(fold(sentence)))


def is_future(does: str) -> bool:
    """Tell whether a verb phrase speaks of a deed that is still to come."""
    return bool(_FUTURE.search(fold(does))) or fold(does).startswith("to ")


def is_bare(does: str) -> bool:
    """Tell whether a verb phrase begins with a bare verb, as after "will": "release funds", "be able to inspect"."""
    first = fold(does).split()[:1]
    known = _PAST_FORMS | {"is", "are", "am", "has", "have", "do"}
    return bool(first) and first[0] not in known and not re.search(r"(?:[^s]s|ed|ing|ly)$", first[0])


_HEDGED = re.compile(
    r"\b(?:alleg\w+|claim\w*|suspect\w*|reportedly|accus\w+|supposed\w*|believed|purported\w*|rumou?r\w*)\b"
)


def factuality(does: str, told: Status, *, saying: bool) -> Status:
    """Return the status of a deed that is not to come: as told, where its words bear that out.

    Small models call alleged or negated what merely sounds bad. A denial needs a word of negation, an allegation one
    of hedging, and an accusation is itself a fact; tense tells what is over and what goes on.
    """
    folded = fold(does)
    if re.match(r"(?:has|have|had) (?:not yet|yet to)\b|(?:could|did) not\b", folded):
        return Status.NEGATED
    if told is Status.NEGATED and not negated(does):
        told = Status.OCCURRED
    if told is Status.ALLEGED and (saying or not _HEDGED.search(folded)):
        told = Status.OCCURRED
    if told in (Status.OCCURRED, Status.ONGOING):
        if re.match(
            r"(?:still )?continu(?:e|es|ing)\b|(?:is|are|has been|have been) (?:still |now )?\w+ing\b|"
            r"(?:is|are|remains?) (?!(?:to|said|believed|reported)\b)|(?:was|were|is|are) (?:still )?under ?way\b",
            folded,
        ):
            return Status.ONGOING
        if re.match(r"(?:has|have|had) (?:also |already |now )?(?:been )?(?:\w+ed|\w+en)\b", folded) or is_past(does):
            return Status.OCCURRED
    return told


_DOUBTED = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|alleg(?:es?|ed|ing|ations?)|complain(?:s|ed)|rumou?rs?) (?:that|she|he|they)\b"
)
_DOUBTED_ADVERB = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|(?:is|was|were|are) (?:alleged|rumou?red|supposed) to)\b"
)


def is_hedged(does: str, sentence: str) -> bool:
    """Tell whether a sentence gives a deed as somebody's claim: "she claims that …", "was reportedly …", "is accused
    of …". An accusation itself, or a claim of responsibility, is a fact."""
    deed, whole = fold(does), fold(sentence)
    if re.match(r"(?:also |has |have |had )*(?:accus\w+|alleg\w+|complain\w+|claim\w* (?:responsibility|the))\b", deed):
        return False
    if _DOUBTED.match(re.sub(r"^(?:also |has |have |had )+", "", deed)):
        return True
    at = whole.find(deed[:24])
    if at < 0:
        first = deed.split()[:1]
        at = whole.find(first[0]) if first else -1
    if at < 0:
        return False
    before, around = whole[max(0, at - 80) : at], whole[max(0, at - 16) : at + 40]
    return bool(
        _DOUBTED_ADVERB.search(around) or _DOUBTED.search(before) or re.search(r"\baccused of\b[^.;]*$", before)
    )


def is_possible(does: str) -> bool:
    """Tell whether a deed is only possible: "may visit", "could be asked to go"."""
    return bool(re.match(r"(?:also )?(?:may|might|could|can)\b", fold(does)))


def is_conditional(does: str) -> bool:
    """Tell whether a deed hangs on something that may not come: "would meet him if it helped"."""
    return bool(re.match(r"would\b.*\bif\b", fold(does)))


def is_past(does: str) -> bool:
    """Tell whether a verb phrase is in the past tense: "met Karst", "opened the bridge"."""
    first = fold(does).split()[:1]
    return bool(first) and (first[0] in _PAST_FORMS or (first[0].endswith("ed") and len(first[0]) > 4))


def firmness_of(does: str) -> Firmness | None:
    """Return how firm an undertaking is by its words, or None where they do not tell."""
    folded = fold(does)
    if re.match(rf"(?:has |have |had )?(?:also )?(?:{_PLEDGED})\b", folded):
        return Firmness.PLEDGED
    if re.search(rf"^(?:\S+ ){{0,3}}?(?:{_INTENDED})\b", folded):
        return Firmness.INTENDED
    return Firmness.PLANNED if re.search(rf"\b(?:{_PLANNED})\b", folded) else None


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


def is_bare_saying(does: str) -> bool:
    """Tell whether a verb phrase says no more than that somebody spoke: "said", "wrote on X", "told reporters"."""
    return bool(
        re.fullmatch(
            rf"(?:also |had |has |have )*{SPEECH}(?: (?:on|in|to|at|that|reporters)\b.{{0,24}})?\.?", does.strip()
        )
    )


def is_state(does: str) -> bool:
    """Tell whether a verb phrase says what something is, not what it does: "is vital to security"."""
    if re.match(r"(?:is|are|was|were|remains?) (?:also |still )?(?:a|an|the|one of|among) (?!subject\b)", fold(does)):
        return True
    adjectives = "essential|vital|important|critical|crucial|necessary|key|central|unique|part|based"
    return bool(re.match(rf"(?:is|are|was|were|remains?) (?:also |still |very )?(?:{adjectives})\b", fold(does)))


def no_deed(does: str) -> str | None:
    """Return why a verb phrase tells of no happening, or None if it does."""
    if is_bare_saying(does):
        return "it only says that somebody spoke"
    return "it says what something is, not what happens" if is_state(does) else None


def is_agentless(does: str) -> bool:
    """Tell whether a verb phrase is in the passive and names nobody who acts: "will be engraved on a monument"."""
    return bool(
        re.match(
            r"(?:will|would|to|shall|(?:is|are) (?:scheduled )?to) be "
            r"(?:\w+ed|held|built|made|given|sent|taken|seen|led|accessible|available)\b(?!.* by [A-Z])",
            does,
        )
    )


def is_deed(action: str) -> bool:
    """Tell whether an action begins with a verb, as what completes "will …" does."""
    first = fold(action).split()[:1]
    return bool(first) and first[0] not in ("that", "their", "his", "her", "its", "at", "more", "the", "a", "an", "one")


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


def undertaken(does: str) -> tuple[str, Polarity]:
    """Return the deed of "is scheduled to visit X" as an action ("visit X"), and whether it is one or a refraining."""
    # "affirmed their commitment to …", "discussed the region and agreed to …": the deed is what follows.
    inner = re.search(r"\b(?:agreed|committed|pledged|promised|vowed|commitments?) to (?!the\b|a\b|an\b)(\w.+)$", does)
    deed = re.sub(r"^(?:\w+ed )?that (?:it|they|he|she) ", "", inner.group(1) if inner else does)
    words = deed.rstrip(".").split()
    negated = False
    while len(words) > 1 and (words[0].casefold() in _AUXILIARIES or words[0].casefold() in _NEGATIONS):
        negated |= words[0].casefold() in _NEGATIONS
        words.pop(0)
    action = " ".join(words)
    return (f"not {action}", Polarity.REFRAIN) if negated else (action, Polarity.DO)


def place_of(deed: str, sentence: str) -> int | None:
    """Return where the sentence tells of the deed: the offset of its verb, or None."""
    words = undertaken(deed)[0].removeprefix("not ").split()
    for length in (4, 3, 2):
        if len(words) >= length and (spans := find_name(" ".join(words[:length]), sentence)):
            return spans[0].start
    verb = stem(fold(words[0])) if words else ""
    hits = [m.start() for m in re.finditer(r"[^\W_]+", fold(sentence)) if stem(m.group()) == verb]
    return hits[0] if hits else None


def sentence_of(who: tuple[str, ...], does: str) -> str:
    """Return "A, B and C do it." of names and what they do."""
    # "A and B met B": whoever the verb phrase names already is not named before it too.
    who = tuple(name for i, name in enumerate(who) if i == 0 or fold(name) not in fold(does))
    names = " and ".join(part for part in (", ".join(who[:-1]), *who[-1:]) if part)
    does = re.sub(r"^to (?=\w)", "is to " if len(who) == 1 else "are to ", does) if who else does
    text = f"{names} {does}".strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
