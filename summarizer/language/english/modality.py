"""Modality: what a verb phrase of news English says of time, of what is real, and of who is bound by it.

"is to visit" is planned, "agreed to repair" has been agreed and is pledged, "aims to hire" is intended, "could be asked"
is possible. Only the head of the phrase counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.article.text import fold, fold_in_place
from summarizer.language.english.lexicon import SPEECH, either
from summarizer.schema import Firmness, Status

ADVERBS = r"(?:(?:also|now|still|already|again|then|soon|jointly|today|recently|further|instead|first|\w+ly) )*"

_HEAD = re.compile(rf"{ADVERBS}(?:(?:has|have|had) {ADVERBS})?")
_TO = rf"(?:(?:not|never) )?to {ADVERBS}(?!the\b|a\b|an\b)\w"
_EXPECTED = "due|set|scheduled|slated|expected|planned|forecast"
_EXPECTED_THEN = (
    # "was expected in Orlen", but not "was expected by analysts", "was set on fire".
    rf"(?:(?!set\b)(?:{_EXPECTED}) (?:home|back|soon|today|tonight|tomorrow|in|on|at|for|from|before|early|late|later|next|"
    r"this|within|\w+day)|set for|(?:due|scheduled) by)\b"
)
_WAS_TO = rf"(?:was|were) {ADVERBS}(?:(?:(?:{_EXPECTED}|supposed|going|about) )?to|{_EXPECTED_THEN})\b"
_CAUSED = (
    r"due to (?:the|an?|its|his|her|their|this|that|these|\w*[aeiou]\w*ing|(?!mention|question)\w+tion|\w+[^s]s)\b"
)
_FELL_THROUGH = re.compile(
    rf"{ADVERBS}had {ADVERBS}(?:(?:hoped|planned|intended|wanted|aimed|expected|meant) to|been {ADVERBS}"
    rf"(?:(?:{_EXPECTED}|supposed|meant|going|about) to|(?:due|scheduled|slated) (?:for|on|in)))\b"
)
"""What had been planned, and is told because it came to nothing."""
_STATUSES: tuple[tuple[re.Pattern[str], Status], ...] = tuple(
    (re.compile(pattern), status)
    for pattern, status in (
        (r"(?:could|would)(?: not|n't)? have\b|(?:could|did)(?: not|n't)\b", Status.NEGATED),
        (r"(?:may|might|could|can)\b", Status.PROPOSED),
        (r"would\b.*\bif\b", Status.PROPOSED),
        (rf"(?:is|are|was|were) {ADVERBS}{_CAUSED}", Status.OCCURRED),
        (rf"(?:was|were) to have (?!{either('determiners', end='')}|no\b|some\b|more\b|\d)", Status.NEGATED),
        (rf"(?:{_WAS_TO}|(?:was|were) {ADVERBS}meant to\b)[^;]*\bbut\b", Status.NEGATED),
        (_WAS_TO, Status.SCHEDULED),
        (
            rf"will\b|won't\b|shall\b|would\b|to be \w+(?:ed|en|eld|ade|uilt|one)\b|(?:is|are|am) {ADVERBS}"
            rf"(?:(?:set|due|scheduled|expected|going|planning|slated|poised|about) )?{ADVERBS}to \w|"
            rf"(?:is|are) (?:{ADVERBS}{_EXPECTED_THEN}|(?:scheduled|planned)\b)|plans? (?:\w+ )?{_TO}|(?:\w+ )?scheduled to\b",
            Status.SCHEDULED,
        ),
        (
            rf"(?:promise|pledge|vow|agree|undertake|guarantee)s? {_TO}|(?:is |are )?{ADVERBS}commit(?:s|ted)? "
            rf"(?:(?:itself|themselves) )?(?:to\b|[$€£\d])|commitments? {_TO}",
            Status.SCHEDULED,
        ),
        (
            rf"(?:promis|pledg|vow|swor|undert|guarantee)\w*\b|agree[ds]? (?:{_TO}|that\b)|"
            rf"committing (?:(?:itself|himself|herself|themselves) )?(?:to\b|[$€£\d])|sign(?:ed|s)? .{{3,60}}? {_TO}",
            Status.OCCURRED,
        ),
        (
            rf"(?:decid(?:ed|es)|decisions?|announc\w+ (?:\w+ ){{0,3}}?(?:plans?|intention|decision)|planned) {_TO}",
            Status.SCHEDULED,
        ),
        (
            rf"(?:re)?(?:affirm|iterat|express|convey|declar)\w* (?:[\w']+ ){{1,4}}?"
            rf"(?:commitment|readiness|willingness|intention|keenness|desire) {_TO}|(?:propos|offer)\w* {_TO}",
            Status.OCCURRED,
        ),
        (
            rf"(?:(?:is|are|am|stands?|remains?) {ADVERBS})?(?:hop(?:es?|ed|ing)|aim(?:s|ed|ing)?|intend(?:s|ed|ing)?|"
            rf"intentions?|seek(?:s|ing)?|want(?:s|ed|ing)?|wish(?:es|ing)?|ready|willing|open|prepared|"
            rf"determined) {_TO}|(?:is |are )?(?:look(?:s|ing)? forward|consider(?:s|ing)?)\b|"
            rf"continues? to (?:cooperate|work)\b",
            Status.PROPOSED,
        ),
    )
)


def outlook(does: str) -> Status:
    """Return the status of what a verb phrase says, by its head: by tense, or as what is to come.

    Only the head counts: what "said he was told that it would close" is about has been said.
    """
    folded = fold(does)
    if _FELL_THROUGH.match(folded):
        return Status.NEGATED
    head = _HEAD.match(folded)
    folded = folded[head.end() if head else 0 :]
    for pattern, status in _STATUSES:
        if pattern.match(folded):
            return status
    return factuality(does)


def is_plan_of_then(does: str) -> bool:
    """Return whether a verb phrase tells what was planned, seen from the past: "was due to", "had been set to"."""
    folded = fold(does)
    return re.match(_WAS_TO, folded) is not None or _FELL_THROUGH.match(folded) is not None


def factuality(does: str) -> Status:
    """Return the status of a predicate that is not to come, by its tense: over, going on, or not happened."""
    folded = fold(does)
    if re.match(
        r"(?:still )?continu(?:e|es|ing)\b|(?:is|are|has been|have been) (?:still |now )?\w+ing\b|"
        r"(?:is|are|remains?) (?!(?:to|said|believed|reported)\b)|(?:was|were|is|are) (?:still )?under ?way\b",
        folded,
    ):
        return Status.ONGOING
    return Status.OCCURRED


@dataclass(frozen=True)
class Undertaking:
    """Words by which somebody undertakes something ("will", "agreed not to"), by their offsets in a sentence.

    `negation` is "not" or "never" if it is undertaken not to do it, and begins at `denied`. Words that are `ahead` are
    about the time of what is undertaken ("On Monday Karst will …"), others about their own ("agreed to").
    """

    start: int
    end: int
    firmness: Firmness
    negation: str = ""
    denied: int = 0
    ahead: bool = True
    is_sum: bool = False


_WHEN = r"(?: (?:in return|in principle|unanimously|together|to(?:day|night)|yesterday|(?:on |last |this )?\w+day|(?:last|this) \w+|in (?:19|20)\d\d))?"
_BEFORE_TO = {
    Firmness.PLEDGED: rf"(?:(?:has |have )?(?<!had )(?:agreed|pledged|promised|vowed|undertook|undertaken){_WHEN}|(?:(?:has|have|is|are) )?committed|"
    r"commits?|pledges?|promises?|vows|undertakes?|pledging|promising|vowing|agreeing|undertaking|"
    r"sign(?:ed|s) (?:an?|the) (?:[\w-]+ ){0,3}(?:contract|agreement|deal|memorandum|treaty|pact|accord|undertaking)(?: with [\w’' ]{2,40})?)",
    Firmness.PLANNED: rf"(?:(?<!had )plans?|(?:is|are|am|(?<=\w)'(?:m|re|s)) (?:set|due|scheduled|going|planning)|(?:is|are)(?= to [a-z]{{3}})|"
    rf"(?:has |have )?decided{_WHEN}|announc(?:ed|ing) (?:\w+ ){{0,2}}(?:plans?|intent|intentions?))",
    Firmness.INTENDED: r"(?:(?:is|are|am|(?:will|would) be) (?:ready|willing|prepared|determined|open)|stands? ready|intends?|intentions?|aims?)",
}
_WOULD = r"would(?= (?:not |also |\w+ly )?+(?!be\b(?! (?!willing)\w+ing\b)|have\b|like\b|mean\b)(?:be |[a-z]{3}))"
_SUM = (
    rf"(?:(?:has|have) )?(?<!had )(?:pledge[ds]|promise[ds]|commit(?:s|ted))"
    rf"(?= (?:{either('about')} |an(?:other| additional) |a further )?"
    r"(?:[a-z]{0,3}[$€£¥]\d|\d[\d.,]* (?:million|billion|trillion|crore|lakh)\b))"
)
_CUE = re.compile(
    rf"(?:\b|(?=')(?<=\w))(?:(?P<will>will(?! be (?:ready|willing|prepared|determined) to)|'ll|won't|shall|{_WOULD})|(?P<sum>{_SUM})|"
    + "|".join(rf"(?P<{firmness.value}>{words})" for firmness, words in _BEFORE_TO.items())
    + r")(?(will)|(?(sum)|(?: (?P<no>not|never))? to))\b"
)
_EFFORT = re.compile(rf" (?:not )?{ADVERBS}(?:work|continue|seek|try|strive|look)\b")
"""Behind "will": it is only intended."""
_NOT_UNDERTAKEN = re.compile(
    r"\b(?:concern(?:s|ed)?|fear(?:s|ed)?|the hope|hop(?:es?|ed|ing)|believ\w+|doubt\w*|expect\w*|predict\w*|warn\w*|"
    r"no indication|confiden\w+|think\w*|thought|perhaps|if|whether|unless|likely|claim\w*|as long as)\b[^.;]{0,60}$|"
    # "urged Norway to promise to pay"
    r"(?:\b(?:not|never|no longer|to|nor|neither)|n't)\s+(?:\w+ly\s+)?$"
)
_AHEAD = re.compile(r"(?:will|'|won|shall|is|are|am|plans? |intends?|aims?)")
_REPORTING = re.compile(rf"\b(?!states)(?:{SPEECH}|agreed|decided|indicated|responded|replied|assured)\b[^.;]*$")
"""Before "would", which else is only possible."""
_OF_TELLER = re.compile(rf"\b(?:{SPEECH})\b[^.;,]* (?:he|she|it|they) $")
"""Before "would … if": who tells it undertakes it under a condition."""


def undertakings(sentence: str) -> Iterator[Undertaking]:
    """Yield where a sentence has words by which somebody undertakes something."""
    folded = fold_in_place(sentence)
    for cue in _CUE.finditer(folded):
        earlier = folded[: cue.start()]
        # "The Action Plan to …" has a name.
        if (cue.start() and sentence[cue.start()].isupper()) or " Plan" in sentence[slice(*cue.span())]:
            continue
        if _NOT_UNDERTAKEN.search(earlier) or (cue["will"] == "would" and not _is_told(folded, cue)):
            continue
        is_sum = cue["sum"] is not None
        firmness = next((one for one in _BEFORE_TO if cue[one.value]), Firmness.PLEDGED if is_sum else Firmness.PLANNED)
        if cue["will"] and _EFFORT.match(folded, cue.end()):
            firmness = Firmness.INTENDED
        denied = cue.start() if cue["will"] == "won't" else cue.start("no")
        negation = "not" if cue["will"] == "won't" else cue["no"] or ""
        ahead = _AHEAD.match(cue[0]) is not None
        yield Undertaking(*cue.span(), firmness, negation, max(0, denied), ahead, is_sum)


def _is_told(folded: str, would: re.Match[str]) -> bool:
    """Return whether what "would" happen is told of as to come, not as only possible."""
    before = _OF_TELLER if re.search(r"[^.;]*\bif\b", folded[would.end() :]) else _REPORTING
    return before.search(folded[: would.start()]) is not None


_PREDICTED = re.compile(
    rf"(?:{either('predicted')}|lead (?:to|by)\b|appeal to\b|(?:not )?(?:be )?comment|continue to be\b|stay (?:closed|shut|open)\b|be (?!(?!willing)\w+ing [a-z])|also$)"
)


def is_prediction(action: str) -> bool:
    """Tell whether what is to come is none that somebody undertakes: "require consensus", "be able to pay"."""
    return _PREDICTED.match(fold(action)) is not None
