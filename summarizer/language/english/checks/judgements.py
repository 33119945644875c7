"""Are the words against what a model judges of an item: its status, firmness, polarity, condition?

Words rarely prove a judgement, but they can be against it: nothing is scheduled in a sentence that knows no future.
Only such contradictions are reported; the judgement stays the model's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from summarizer.article.text import REMEMBERED, as_seen, fold, fold_in_place
from summarizer.claims import CommitmentClaim, EventClaim
from summarizer.language.english.checks.reading import is_past, leading, read, root
from summarizer.language.english.lexicon import AUXILIARY, BE, cues, listed
from summarizer.language.words import negated, refrains
from summarizer.schema import Doubt, EventType, Firmness, Polarity, Status

_AHEAD = re.compile(cues("ahead"))
_POSSIBLE = re.compile(cues("modals_possible", "modals_wished", "weakening", "leaving_open"))
_ASCRIBED = re.compile(cues("ascribing", "supposing"))
_DOUBTED = re.compile(cues("doubting"))
_PREVENTED = re.compile(cues("prevented"))
_GOING_ON = re.compile(
    r"\b(?:\w+ing|continu\w*|still|since|remain\w*|is|are|has|have|keeps?|current\w*|under ?way|always|every|so far)\b"
)
_TO_COME = listed("to_come", "set_to") | {"to", "planned"}
_UNTIL_NOW = ("is", "are")
_PRESENT = listed("presents", "more_presents") - {"needs"}  # mostly a noun where the verb is another word
_WISHED = re.compile(cues("wished_presents"))
_NO_VERB_AFTER = listed("determiners", "prepositions", "be") | set("and or some than more most".split())
_TAKES_FUTURE = re.compile(cues("takes_future"))
_UNDONE = re.compile(cues("prevented", "undone"))
_TRAILING = re.compile(
    r", [^,]*\b(?:claims?|claimed|alleges?|alleged)(?: (?:in|on|during) [^,]*)?\W*$|\b(?:reportedly|allegedly) (?:was |were )?$"
)
_CLAIMED = re.compile(r"\b(?:claims|claimed|alleges|alleged) (?:that )?")
_FIRM = {
    Firmness.PLEDGED: re.compile(cues("pledged")),
    Firmness.PLANNED: re.compile(cues("planned")),
    Firmness.INTENDED: re.compile(cues("intended")),
}
_IF = re.compile(
    r"\b(?:if(?! any\b)|unless|provided that|as long as|on (?:the )?condition|subject to|pending|"
    r"once (?=\w+ed\b|the\b|all\b|it\b|they\b)|at (?:its|his|her|their) (?:option|discretion))\b"
)


class _Tense(Enum):
    """What the main verb of a summary tells of."""

    PAST = "the past"
    PRESENT = "what is going on"
    AHEAD = "what is to come"
    WISHED = "what is planned"
    POSSIBLE = "what is only possible"


class _Main(NamedTuple):
    """The main verb of a summary: the words before it, the verb, the word after it, and its tense."""

    before: str
    verb: str
    after: str
    tense: _Tense

    @property
    def is_negated(self) -> bool:
        """Whether what it tells is denied: "has not said", "no group has claimed"."""
        return self.after in ("not", "never", "no") or self.verb.endswith("n't") or negated(self.before)


_TOKEN = re.compile(r"[\w'’.-]*\w|,")


@lru_cache(maxsize=REMEMBERED)
def _main_verb(summary: str) -> _Main | None:
    """Return the first finite verb of a summary, or None if none is found."""
    text = as_seen(summary)
    folded = fold_in_place(text)
    # Each word is looked at between the two beside it.
    before = word = ""
    start = 0
    for token in chain(_TOKEN.finditer(folded), (None,)):
        after = token.group() if token else ""
        # "United" is no verb, and in "displaced people" and ", allied with it," there is none. Nor is there one behind
        # "their partners'".
        if before and not (text[start].isupper() or "-" in word or folded[:start].rstrip().endswith(("'", "'s"))):
            if word in _SUBORDINATE:
                return None  # "critics charge that it is": the verb before was not known
            if (tense := _tense(word, before, after)) is not None:
                return _Main(folded[:start], word, after, tense)
        before, word, start = word, after, token.start() if token else start
    return None


_MODALS = {
    **dict.fromkeys(listed("modals_ahead"), _Tense.AHEAD),
    **dict.fromkeys(listed("modals_possible"), _Tense.POSSIBLE),
    **dict.fromkeys(listed("modals_wished"), _Tense.WISHED),
}


def _tense(word: str, before: str, after: str) -> _Tense | None:
    if word in _MODALS:
        return _MODALS[word]
    if word in ("is", "are", "was", "were"):
        return _Tense.AHEAD if after in _TO_COME else _Tense.PRESENT if word in _UNTIL_NOW else _Tense.PAST
    if word in ("has", "have", "had", "did", "didn't", "hasn't", "haven't"):
        return _Tense.PAST
    if before in _NO_VERB_AFTER or before == ",":
        return None
    if _WISHED.fullmatch(word):
        return _Tense.WISHED
    if word in _PRESENT:
        return _Tense.PRESENT
    return _Tense.PAST if is_past(word) and after not in AUXILIARY else None


_UNFINISHED = ("has", "have", "had", "was", "were")
"""Auxiliaries of the past behind which something may still go on: "has grown", "was rising"."""
_SUBORDINATE = listed("conjunctions", "question_words") - {"but"} | {"that", "whether"}
_RUMOURED = listed("said_to")


def against_event(claim: EventClaim, quotes: Sequence[str]) -> Iterator[Doubt]:
    """Yield a doubt if the words of an event or of its sentences are against its status."""
    if reason := _against_status(claim, fold(claim.summary), " ".join(map(fold, quotes))):
        yield Doubt(field="status", claimed=claim.status.value, reason=reason)


_UNKNOWN = {
    Status.NEGATED: "nothing in its sentences is negated",
    Status.ALLEGED: "its sentences ascribe it to nobody",
    Status.PROPOSED: "its sentences know nothing that is only possible",
    Status.SCHEDULED: "its sentences know nothing to come",
}
"""What is against a status for which neither the summary nor the sentences have any word."""


def _against_status(claim: EventClaim, summary: str, told: str) -> str | None:
    main = _main_verb(claim.summary)
    # "Dockers go to the polls on Thursday" is to come, though nothing but the day says so.
    is_dated = claim.status is Status.SCHEDULED and claim.when is not None and main is None
    if claim.status in _UNKNOWN and not is_dated and not _has_cue(claim.status, f"{summary} {told}"):
        return _UNKNOWN[claim.status]
    is_fact = claim.status in (Status.OCCURRED, Status.ONGOING) and claim.type is not EventType.STATEMENT
    if is_fact and _only_alleged(summary, told):
        return "its sentences only allege it"
    return None if main is None else _against_tense(claim, main, summary, told)


def _has_cue(status: Status, text: str) -> bool:
    """Return whether a folded text has a word of a status that `_UNKNOWN` lists."""
    if status is Status.NEGATED:
        return bool(negated(text) or refrains(text) or _PREVENTED.search(text))
    cues = {Status.ALLEGED: _ASCRIBED, Status.PROPOSED: _POSSIBLE, Status.SCHEDULED: _AHEAD}
    return cues[status].search(text) is not None


def _against_tense(claim: EventClaim, main: _Main, summary: str, told: str) -> str | None:
    """Return what the main verb of a summary has against the status, or None."""
    status, is_said = claim.status, claim.type is EventType.STATEMENT
    tells = f"the summary tells of {main.tense.value}"
    match status, main.tense:
        case Status.NEGATED, _ if not (main.is_negated if is_said else negated(summary) or _UNDONE.search(summary)):
            return "the summary denies nothing"
        case Status.SCHEDULED | Status.PROPOSED, _Tense.PAST if is_said or not _TAKES_FUTURE.search(summary):
            return tells
        case Status.OCCURRED, _Tense.AHEAD | _Tense.POSSIBLE:
            return tells
        case Status.OCCURRED | Status.ONGOING, _Tense.WISHED if _WISHED.fullmatch(main.verb):
            return tells
        case Status.OCCURRED, _Tense.PRESENT if main.verb in _UNTIL_NOW or main.verb.startswith("continue"):
            return tells
        case Status.OCCURRED, _ if not is_said and (_is_rumoured(main) or _is_ascribed(summary, main)):
            return "the summary ascribes it to somebody"
        case Status.ONGOING | Status.ALLEGED, _Tense.AHEAD | _Tense.POSSIBLE if "continu" not in summary:
            return None if status is Status.ALLEGED and _ASCRIBED.search(summary) else tells
        case Status.ALLEGED, _ if is_said and not _DOUBTED.search(summary):
            return "the summary tells of it as certain"
        case Status.PROPOSED, _Tense.AHEAD if main.verb != "would":
            return tells
        case Status.SCHEDULED, _Tense.POSSIBLE:
            return tells
        case Status.ONGOING, _Tense.PAST if main.verb not in _UNFINISHED and not _GOING_ON.search(summary):
            return "the summary tells of what is over" if not re.search(r"\b(?:has|have) \w+ed\b", told) else None
    return None


def _only_alleged(summary: str, told: str) -> bool:
    """Return whether somebody only alleges what the sentences tell: "he took the money, the union alleged in its plea"."""
    if _DOUBTED.search(summary):
        return False
    if _TRAILING.search(told.rstrip(".")):
        return True
    if not (claimed := _CLAIMED.search(told)):
        return False
    before, after = read(told[: claimed.start()]).roots, read(told[claimed.end() :]).roots
    said = {word.root for word in read(summary).words if not word.is_light}
    return len(said & after) > 1 and said.isdisjoint(before)


def _is_rumoured(main: _Main) -> bool:
    """Return whether a summary tells what is rumoured or "is said"; who "has said" it is who acts."""
    return main.verb in BE and main.after in _RUMOURED


def _is_ascribed(summary: str, main: _Main) -> bool:
    """Return whether a summary leaves all of it to somebody: "Karst reportedly stole it", "he stole it, she claims"."""
    return _TRAILING.search(summary) is not None or _TRAILING.search(main.before) is not None


def _if_of(action: str, told: str) -> re.Match[str] | None:
    """Return the condition in the parts of folded sentences that say most of an action: what another one does is not
    under it."""
    if not _IF.search(told):
        return None
    wanted, parts = read(action).roots, _PARTS.split(told)
    shared = [len(wanted & read(part).roots) for part in parts]
    found = (_IF.search(part) for part, count in zip(parts, shared, strict=True) if count == max(shared))
    return next(filter(None, found), None)


_PARTS = re.compile(r";|, (?:while|whereas|but)\b")
_UNDERTAKEN = tuple(
    (re.compile(pattern), allowed)
    for pattern, allowed in (
        (
            r"\b(?:plan\w*|set|due|scheduled|slated) to (?:\w+ly )?$|\b(?:is|are) to (?:be )?$",
            {Firmness.PLANNED},
        ),
        (
            r"(?:\bwill|'ll|\bwon't) (?:(?:\w+ly|not|also|soon|then|be) )*$",
            {Firmness.PLANNED, Firmness.PLEDGED},
        ),
        (
            r"\b(?:hop\w+|want\w*|wish\w*|seek\w*|aim\w*|intend\w*|intentions?|ready|willing|open|interested|propos\w+|"
            r"try\w*|consider\w*) (?:to |in )?(?:\w+ly )?$",
            {Firmness.INTENDED, Firmness.PLANNED},
        ),
        (
            r"\b(?:pledg\w+|promis\w+|vow\w*|agree[sd]?|commit\w*|undert\w+|guarantee\w*) (?:\w+ ){0,3}$",
            {Firmness.PLEDGED, Firmness.INTENDED},
        ),
    )
)
"""Words of undertaking just before what is undertaken, and how firm they are."""
_WINDOW = 45
"""How many characters before what is undertaken are searched for them."""


def _undertaken(action: str, quotes: Sequence[str]) -> frozenset[Firmness]:
    """Return how firm the words just before an action are in the quotes; nothing if there are none."""
    # Whoever will work for something may only intend it.
    first = leading(action)
    if first is None or _MAY_INTEND.match(first.text):
        return frozenset()
    found = set[Firmness]()
    for quote in [fold(quote) for quote in quotes if first.root in read(quote).roots]:
        for match in _TOKEN.finditer(quote):
            if match.group()[:3] == first.text[:3] and root(match.group()) == first.root:
                before = quote[max(0, match.start() - _WINDOW) : match.start()]
                found.update(*(allowed for pattern, allowed in _UNDERTAKEN if pattern.search(before)))
    return frozenset(found)


_MAY_INTEND = re.compile(r"(?:work|continu|seek|try|striv|look|consider|explor|support)")


def against_commitment(claim: CommitmentClaim, quotes: Sequence[str]) -> Iterator[Doubt]:
    """Yield a doubt for each judgement of a commitment that its words, or those of its sentences, are against."""
    told = " ".join(map(fold, quotes))
    cues = {firmness for firmness, pattern in _FIRM.items() if pattern.search(told)}
    if cues and claim.firmness not in cues:
        reason = f"its sentences have the words of {' or '.join(sorted(c.value for c in cues))}"
        yield Doubt(field="firmness", claimed=claim.firmness.value, reason=reason)
    elif (allowed := _undertaken(claim.action, quotes)) and claim.firmness not in allowed:
        reason = f"its sentences say it as {' or '.join(sorted(f.value for f in allowed))}"
        yield Doubt(field="firmness", claimed=claim.firmness.value, reason=reason)
    action = fold(claim.action)
    starts_with_not = re.match(r"(?:not|never|no longer|refrain|abstain)\b", action) is not None
    if claim.polarity is Polarity.DO and starts_with_not:
        yield Doubt(field="polarity", claimed=claim.polarity.value, reason="the action begins with a negation")
    elif claim.polarity is Polarity.REFRAIN and not (negated(action) or refrains(action) or _PREVENTED.search(action)):
        yield Doubt(field="polarity", claimed=claim.polarity.value, reason="the action has no negation")
    had = {doubt.field for doubt in claim.doubts}
    if (
        claim.condition is None
        and "condition" not in had
        and not _IF.search(action)
        and (found := _if_of(action, told))
    ):
        reason = f"its sentences have “{found.group()}”"
        yield Doubt(field="condition", claimed="none", reason=reason)
