"""Reading: from what a small model points at in one sentence to claims.

The model only says who acts, by which verb of the sentence, and how real the deed is. What is done is the clause from
that verb on, cut out of the sentence by code: a deed in other words than the article's can't come up. The clause tells
whether it is still to come, who is bound by it and what type of event it is. All of it reads English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from summarizer import clauses
from summarizer.claims import Claims, CommitmentClaim, EventClaim, PassedOver
from summarizer.event_types import type_of
from summarizer.grounding import find_name, fold, stem
from summarizer.schema import EventType, Firmness, Status

LONGEST_DEED = 220
"""Characters of a clause, beyond which it ends at its last comma."""

Happening = tuple[tuple[str, ...], str, "HappeningStatus"]
"""Who acts, the verb as it stands in the sentence, and the status."""


class HappeningStatus(StrEnum):
    """A happening's status; the undertakings (pledged, planned, intended) say how firm they are."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLEDGED = "pledged"
    PLANNED = "planned"
    INTENDED = "intended"
    SCHEDULED = "scheduled"
    PROPOSED = "proposed"
    ALLEGED = "alleged"
    NEGATED = "negated"


UNDERTAKINGS = {
    HappeningStatus.PLEDGED: (Firmness.PLEDGED, Status.SCHEDULED),
    HappeningStatus.PLANNED: (Firmness.PLANNED, Status.SCHEDULED),
    HappeningStatus.INTENDED: (Firmness.INTENDED, Status.PROPOSED),
}
"""The firmness of an undertaking, and the status of the event that it would be."""


def read(happenings: Sequence[Happening], sentence: str, window: tuple[int, ...]) -> Claims:
    """Return each happening as an event, and one that is undertaken, or reported to be, as a commitment too.

    A verb that the sentence does not have, or one that tells of no happening, is passed over, with the reason.
    """
    events, commitments, passed_over = [], [], []
    verbs = [verb for _, verb, _ in happenings]
    for who, verb, status in happenings:
        does = clause_of(verb, sentence, [other for other in verbs if other != verb])
        reason = "the sentence does not have this verb" if does is None else clauses.no_deed(does)
        if does is None or reason is not None:
            statement = clauses.sentence_of(who, does or verb)
            passed_over.append(PassedOver(statement, reason or "", window))
            continue
        event, commitment = _claims_of(who, does, status, window)
        events.append(event)
        if commitment is not None:
            commitments.append(commitment)
    return Claims(events=tuple(events), commitments=tuple(commitments), passed_over=tuple(passed_over))


_AUXILIARY = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|has|have|had|will|would|shall|may|might|could|can|do|does|did|to|not|never|"
    r"also|now|still|already|scheduled|set|due|expected|soon|jointly|reportedly|allegedly)\s+)+$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[,;]?\s+[-–—]{1,2}\s|;\s"
    r"|,\s(?:which|who|whom|whose|where|while|whereas|although|though|but|as|so|because|since|adding|noting|saying|"
    r"according to)\b"
    r"|\s(?:according to|because)\s"
    r"|,?[”\"]?,?\s(?:(?:[A-Z][\w.’'-]*|the|an?|he|she|they|it|[a-z]+)\s){1,5}(?:said|says|told|added|noted|wrote|reported)\b"
)
_JOINT = re.compile(r"(?:,?\s(?:and|but|or|then)\s(?:[\w’'-]+\s){0,4}?|,\s(?:[\w’'-]+\s){0,3}?)$")


def clause_of(verb: str, sentence: str, other_verbs: Sequence[str] = ()) -> str | None:
    """Return the clause of a sentence from this verb on, with the auxiliaries before it; None if it is not there.

    It ends where the sentence turns to something else: an attribution, a relative clause, the next happening's verb.
    """
    spot = _spot(verb, sentence)
    if spot is None:
        return None
    start, end = spot
    if before := _AUXILIARY.search(sentence[:start]):
        start = before.start()
    stop = len(sentence.rstrip(' .!?”"’»'))
    saying = re.fullmatch(clauses.SPEECH, fold(verb.split()[-1])) is not None
    cut = _ENDS.search(sentence, end)
    while cut and (cut.start() <= end + 1 or (saying and cut.start() <= end + 12)):
        cut = _ENDS.search(sentence, cut.end() - 1)
    if cut:
        stop = min(stop, cut.start())
    for other in other_verbs:
        further = _spot(other, sentence)
        if further and further[0] > end and (joint := _JOINT.search(sentence[end : further[0]])):
            stop = min(stop, end + joint.start())
    return _tidied(sentence[start : max(stop, end)])


def _spot(verb: str, sentence: str) -> tuple[int, int] | None:
    """Return where a sentence has a verb, word for word or else by the stem of its last word."""
    spans = find_name(verb, sentence)
    if spans:
        return spans[0].start, spans[0].end
    parts = fold(verb).split()
    if not parts or len(parts[-1]) < 4:
        return None
    wanted = stem(parts[-1])
    hits = [m for m in re.finditer(r"[^\W\d_]+", fold(sentence)) if stem(m.group()) == wanted]
    return hits[0].span() if hits else None


def _tidied(clause: str) -> str:
    """Return a clause without brackets, lone quotation marks and what is beyond its length."""
    clause = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", clause)
    if len(clause) > LONGEST_DEED:
        short = clause[:LONGEST_DEED]
        clause = short[: short.rfind(",")] if "," in short[60:] else short.rsplit(" ", 1)[0]
    if clause.count("“") != clause.count("”"):
        clause = clause.replace("“", "").replace("”", "")
    if clause.count('"') % 2:
        clause = clause.replace('"', "")
    return re.sub(r"\s+", " ", clause).strip(" ,;:–—-")


def _claims_of(
    who: tuple[str, ...], does: str, told: HappeningStatus, window: tuple[int, ...]
) -> tuple[EventClaim, CommitmentClaim | None]:
    """Take a happening by the words of its clause: who acts, whether it is still to come, how firmly."""
    said_by: tuple[str, ...] = ()
    firmness, status = UNDERTAKINGS.get(told, (None, None))
    statement = (who, does)
    if (clause := clauses.reported(does)) is not None:
        said_by, who, does = who, (clause.subject,), clause.does
        if passive := clauses.active(clause.subject, does):
            who, does = (passive.subject,), passive.does
        firmness = clauses.firmness_of(does) or firmness
        if status is not None or type_of(statement[1]) is not EventType.STATEMENT:
            statement = (who, does)
    elif (passive := clauses.active(" ".join(who), does)) is not None:
        who, does = (passive.subject,), passive.does
        statement = (who, does)
    if told is HappeningStatus.SCHEDULED and said_by == () and who:
        firmness = clauses.firmness_of(does)  # "A is scheduled to …" says who will do it
    if firmness and not clauses.is_future(does):
        # A deed already done, or a habit, is no undertaking; a bare verb may be either, and is none to be sure.
        if not clauses.is_bare(does):
            status = Status.OCCURRED if clauses.is_past(does) else Status.ONGOING
        firmness = None
    elif firmness and clauses.is_possible(does):
        firmness, status = None, Status.PROPOSED
    elif told is HappeningStatus.OCCURRED and said_by == () and re.match(r"(?:will|is to|are to) ", does):
        firmness, status = clauses.firmness_of(does), Status.SCHEDULED
    elif status is not None and clauses.is_conditional(does):
        status = Status.PROPOSED
    elif status is Status.SCHEDULED and clauses.is_past(statement[1]):
        status = Status.OCCURRED  # that it was promised has happened; what was promised is the commitment
    firmness = (clauses.firmness_of(does) or firmness) if firmness else None
    type_ = type_of(statement[1])
    event = EventClaim(
        summary=clauses.sentence_of(*statement),
        type=type_,
        status=clauses.factuality(statement[1], status or Status(told), saying=type_ is EventType.STATEMENT),
        sentences=window,
        agents=statement[0],
        deed=statement[1],
    )
    if not firmness or not who or clauses.is_agentless(does):
        return event, None
    action, polarity = clauses.undertaken(does)
    if not clauses.is_deed(action):
        return event, None
    return event, CommitmentClaim(action, who, firmness, polarity, window, said_by=said_by)
