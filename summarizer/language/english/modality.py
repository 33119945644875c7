"""Modality: what a verb phrase of news English says of time, of what is real, and of who is bound by it.

"is to visit" is planned, "agreed to repair" has been agreed and is pledged, "hopes to hire" is intended,
"could be asked" is possible. Only the head of the phrase counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.article.text import fold, fold_in_place
from summarizer.language.english.lexicon import listed
from summarizer.schema import Firmness, Polarity, Status

ADVERBS = r"(?:(?:also|now|still|already|again|then|soon|jointly|today|recently|further|instead|first|\w+ly) )*"


@dataclass(frozen=True)
class Outlook:
    """What the head of a verb phrase says of a predicate: its status, and how firmly it is undertaken, if it is."""

    status: Status
    firmness: Firmness | None = None


_HEAD = re.compile(rf"{ADVERBS}(?:(?:has|have|had) {ADVERBS})?")
_TO = rf"(?:(?:not|never) )?to {ADVERBS}(?!the\b|a\b|an\b)\w"
_OUTLOOKS: tuple[tuple[re.Pattern[str], Outlook], ...] = tuple(
    (re.compile(pattern), outlook)
    for pattern, outlook in (
        (r"(?:could|would)(?: not|n't)? have\b|(?:could|did)(?: not|n't)\b", Outlook(Status.NEGATED)),
        (r"(?:may|might|could|can)\b", Outlook(Status.PROPOSED)),
        (r"would\b.*\bif\b", Outlook(Status.PROPOSED)),
        (
            r"(?:was|were) (?:(?:scheduled|due|set|expected|supposed|planned|going|about) )?to\b",
            Outlook(Status.SCHEDULED),
        ),
        (
            rf"(?:will|would) {ADVERBS}(?:work|continue|seek|try|strive|look)\b",
            Outlook(Status.SCHEDULED, Firmness.INTENDED),
        ),
        (
            rf"will\b|won't\b|shall\b|would\b|to be \w+(?:ed|en|eld|ade|uilt|one)\b|(?:is|are|am) {ADVERBS}"
            rf"(?:(?:set|due|scheduled|expected|going|planning|slated|poised|about) )?{ADVERBS}to \w|"
            rf"(?:is|are) (?:scheduled|planned)\b|plans? (?:\w+ )?{_TO}|(?:\w+ )?scheduled to\b",
            Outlook(Status.SCHEDULED, Firmness.PLANNED),
        ),
        (
            rf"(?:promise|pledge|vow|agree|undertake|guarantee)s? {_TO}|(?:is |are )?{ADVERBS}commit(?:s|ted)? "
            rf"(?:(?:itself|themselves) )?(?:to\b|[$€£\d])|commitments? {_TO}",
            Outlook(Status.SCHEDULED, Firmness.PLEDGED),
        ),
        (
            rf"(?:promis|pledg|vow|swor|undert|guarantee)\w*\b|agree[ds]? (?:{_TO}|that\b)|"
            rf"committing (?:(?:itself|himself|herself|themselves) )?(?:to\b|[$€£\d])|sign(?:ed|s)? .{{3,60}}? {_TO}",
            Outlook(Status.OCCURRED, Firmness.PLEDGED),
        ),
        (
            rf"(?:decid(?:ed|es)|decisions?|announc\w+ (?:\w+ ){{0,3}}?(?:plans?|intention|decision)|planned) {_TO}",
            Outlook(Status.SCHEDULED, Firmness.PLANNED),
        ),
        (
            rf"(?:re)?(?:affirm|iterat|express|convey|declar)\w* (?:[\w']+ ){{1,4}}?"
            rf"(?:commitment|readiness|willingness|intention|keenness|desire) {_TO}",
            Outlook(Status.OCCURRED, Firmness.INTENDED),
        ),
        (rf"(?:propos|offer)\w* {_TO}", Outlook(Status.OCCURRED, Firmness.INTENDED)),
        (
            rf"(?:(?:is|are|am|stands?|remains?) {ADVERBS})?(?:hop(?:es?|ing)|aim(?:s|ing)?|intend(?:s|ing)?|"
            rf"intentions?|seek(?:s|ing)?|want(?:s|ing)?|wish(?:es|ing)?|ready|willing|open|prepared|"
            rf"determined) {_TO}|(?:is |are )?(?:look(?:s|ing)? forward|consider(?:s|ing)?)\b|"
            rf"continues? to (?:cooperate|work)\b",
            Outlook(Status.PROPOSED, Firmness.INTENDED),
        ),
    )
)


def outlook(does: str) -> Outlook:
    """Return what the head of a verb phrase says: of what is done, by its tense; of what is to come, how firmly.

    Only the head counts: what "said he was told that it would close" is about has been said.
    """
    folded = fold(does)
    head = _HEAD.match(folded)
    folded = folded[head.end() if head else 0 :]
    for pattern, found in _OUTLOOKS:
        if pattern.match(folded):
            return found
    return Outlook(factuality(does))


def factuality(does: str) -> Status:
    """Return the status of a predicate that is not to come, by its tense: over, going on, or not happened."""
    folded = fold(does)
    if re.match(r"(?:has|have|had) (?:not yet|yet to)\b", folded):
        return Status.NEGATED
    if re.match(
        r"(?:still )?continu(?:e|es|ing)\b|(?:is|are|has been|have been) (?:still |now )?\w+ing\b|"
        r"(?:is|are|remains?) (?!(?:to|said|believed|reported)\b)|(?:was|were|is|are) (?:still )?under ?way\b",
        folded,
    ):
        return Status.ONGOING
    return Status.OCCURRED


_UNDERTAKING_VERB = re.compile(
    r"\b(?:will|won't|plans? to|(?:is|are) to (?=[a-z]{3})|(?:is|are) (?:set|due|scheduled|going|planning|ready|willing|prepared|committed) to|"
    r"(?:has |have )?(?:agreed|decided|pledged|promised|vowed|committed) (?:(?:not|never) )?to|(?:commits?|pledges?) (?:not )?to|"
    r"commitments? (?:not )?to|(?:promises?|decisions?|intentions?) (?:not )?to|(?:intends?|aims?) (?:not )?to|"
    r"stands? ready to|(?:pledging|promising|vowing|agreeing) (?:not )?to|announced (?:\w+ )?plans? (?:not )?to|"
    # Reported: "announced that it would close the yard".
    r"(?<=\w )would(?= (?:not |also )?(?!be\b|have\b|like\b|mean\b)[a-z]{3}))\b"
)
_DOUBT = re.compile(
    r"\b(?:concern(?:s|ed)?|fear(?:s|ed)?|the hope|hop(?:es?|ed|ing)|believ\w+|doubt\w*|expect\w*|predict\w*|warn\w*|"
    r"no indication|confiden\w+|think\w*|thought|perhaps|if|whether|unless|likely)\b[^.;]{0,60}$"
)


def undertaking_verbs(sentence: str) -> list[tuple[int, int]]:
    """Return where a sentence has words by which somebody undertakes something, as start and end: "will", "agreed to"."""
    folded = fold_in_place(sentence)
    return [
        m.span()
        for m in _UNDERTAKING_VERB.finditer(folded)
        if not _DOUBT.search(folded[: m.start()]) and (m.group() != "would" or _REPORTING.search(folded[: m.start()]))
    ]


_REPORTING = re.compile(r"\b(?:said|says|announced|told|confirmed|promised|pledged|vowed|added|responded)\b[^.;]*$")


_UNDERTAKING = re.compile(
    rf"{ADVERBS}(?:(?:has|have|had|is|are|am|was|were|stands?|remains?) {ADVERBS})*"
    rf"(?:(?:will|would|shall|may|might)(?: (?P<no>not|never))? {ADVERBS}(?:be to )?|(?P<wont>won't) {ADVERBS}|"
    rf"(?:(?:promis|pledg|vow|agree|swor|undert|commit|plan|intend|intention|hop|aim|seek|want|wish|decid|decision|"
    rf"propos|offer|look|announc|sign|work|try|affirm|reaffirm|express|reiterat|prepar|determin|set|due|schedul|expect|go|slat|"
    rf"pois|about|ready|willing|open)\w*)(?: [\w'$]+){{0,6}}? ?(?:(?P<not>not) )?to {ADVERBS}(?!the\b|a\b|an\b)|"
    rf"(?:(?P<never>not) )?to {ADVERBS}|look(?:s|ing)? forward to )"
)


def undertaken(does: str) -> tuple[str, Polarity]:
    """Return the predicate of "is scheduled to visit X" as an action ("visit X"), and whether it is one or a refraining."""
    action, negated = does.strip().rstrip("."), False
    # Twice: "has agreed that it will not | build", "affirmed their commitment to | build".
    for _ in range(2):
        found = _UNDERTAKING.match(fold_in_place(action))
        if found is None or found.end() >= len(action):
            break
        negated |= any(found.group(name) for name in ("no", "wont", "not", "never"))
        action = re.sub(r"^(?:\w+ed )?that (?:it|they|he|she|we) ", "", action[found.end() :])
    # "promised 40 million euros": what will be done is left to the reader.
    action = re.sub(r"^(?:(?:has|have|had) )?(?:promis|pledg)\w+ (?=[$€£\d]|an?\b)", "provide ", action)
    return (f"not {action}", Polarity.REFRAIN) if negated else (action, Polarity.DO)


_PREDICTED = listed("predicted")


def is_prediction(does: str) -> bool:
    """Tell whether what is to come is none that somebody undertakes: "will be difficult", "would require consensus"."""
    action = fold(undertaken(does)[0]).removeprefix("not ")
    if action.startswith(("be able to", "continue to be ")):
        return True
    # Possessive: what an adverb qualifies is looked at, not the adverb.
    if re.match(rf"be {ADVERBS}+(?!\w+(?:ed|en|ing|eld|ade|uilt)\b)\w", action):
        return True
    return action.split()[:1] != [] and action.split()[0] in _PREDICTED


def is_agentless(does: str) -> bool:
    """Tell whether a verb phrase is in the passive and names nobody who acts: "will be engraved on a monument"."""
    return bool(
        re.match(
            rf"(?:will|would|to|shall|(?:is|are) (?:\w+ed )?to) (?:not )?{ADVERBS}be {ADVERBS}"
            r"(?:\w+ed|\w+en|held|built|made|sent|led|met|accessible|available)\b(?!.* by [A-Z])",
            does,
        )
    )
