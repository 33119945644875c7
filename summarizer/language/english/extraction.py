"""Reading: from what a small model points at in one sentence to claims.

The model only says who acts and with which words of the sentence the predicate begins. What is done is the clause from there
on, cut out of the sentence by code. The clause tells whether it is done or still to come, who is bound by it and what
type of event it is. All of it reads English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.article.text import find_name, fold
from summarizer.claims import Claims, CommitmentClaim, EventClaim, PassedOver
from summarizer.language.english import clauses
from summarizer.language.english.event_types import type_of
from summarizer.language.english.lexicon import SPEECH
from summarizer.language.english.modality import (
    is_agentless,
    is_deed,
    is_prediction,
    outlook,
    undertaken,
    undertaking_verbs,
)
from summarizer.language.english.subjects import place_of, subject_of, verb_group
from summarizer.language.rules import Extraction, statement_of
from summarizer.language.words import stem
from summarizer.schema import EventType, Firmness

LONGEST_DEED = 220
"""Characters of a clause, beyond which it ends at its last comma."""


def read(extractions: Sequence[Extraction], sentence: str, window: tuple[int, ...]) -> Claims:
    """Return each happening as an event, and one that is undertaken, or reported to be, as a commitment too.

    One whose words tell of no happening is passed over, with the reason.
    """
    events, commitments, passed_over = [], [], []
    for extraction in _joined(extractions, sentence):
        does = clause_of(
            extraction.predicate, sentence, [other.predicate for other in extractions if other is not extraction]
        )
        event, commitment = _claims_of(extraction.agents, does, window)
        if reason := clauses.no_deed(event.predicate):
            passed_over.append(PassedOver(event.summary, reason, window))
        else:
            events.append(event)
        if commitment is not None:
            commitments.append(commitment)
    commitments += _unnoticed(sentence, window, commitments)
    return Claims(events=tuple(events), commitments=tuple(commitments), passed_over=tuple(passed_over))


_AND = re.compile(r"(?:\band|\bbut|\bthen|,)\s*$")


def _joined(extractions: Sequence[Extraction], sentence: str) -> list[Extraction]:
    """Return the extractions with the second of "Karst met Reyes and praised her" done by whoever does the first."""
    found: list[Extraction] = []
    for extraction in extractions:
        spot = _spot(extraction.predicate, sentence)
        before = _spot(found[-1].predicate, sentence) if found else None
        if spot and before and before.start < spot.start:
            between = sentence[before.end : verb_group(sentence, spot.start)]
            if _AND.search(between) and not re.search(r"[.;:”]", between):
                extraction = replace(extraction, agents=found[-1].agents)
        found.append(extraction)
    return found


def _unnoticed(sentence: str, window: tuple[int, ...], known: Sequence[CommitmentClaim]) -> list[CommitmentClaim]:
    """Return the undertakings that a sentence states in set words and that the model did not point at."""
    found: list[CommitmentClaim] = []
    for start in undertaking_verbs(sentence):
        does = clause_of(" ".join(sentence[start:].split()[:3]), sentence)
        subject = subject_of(sentence, start)
        if subject is None or not does:
            continue
        _, made = _claims_of((subject,), does, window)
        spots = {place_of(c.action, sentence) for c in (*known, *found)}
        if made is not None and place_of(made.action, sentence) not in spots:
            found.append(made)
    return found


_ENDS = re.compile(
    r"[,;]?\s+[-–—]{1,2}\s|;\s"
    r"|,\sto\sbe\b|,\s(?:which|who|whom|whose|where|while|whereas|although|though|but|as|so|because|since|adding|noting|saying|"
    r"according to)\b"
    r"|\s(?:according to|because)\s"
    r"|,?[”\"]?,?\s(?:(?:[A-Z][\w.’'-]*|the|an?|he|she|they|it|[a-z]+)\s){1,5}(?:said|says|told|added|noted|wrote|reported)\b"
)
_JOINT = re.compile(r"(?:,?\s(?:and|but|or|then)\s(?:[\w’'-]+\s){0,4}?|,\s(?:[\w’'-]+\s){0,3}?)$")


def clause_of(does: str, sentence: str, others: Sequence[str] = ()) -> str:
    """Return the clause of a sentence that begins with these words, with the auxiliaries before it.

    It ends where the sentence turns to something else: an attribution, a relative clause, what `others` begin with.
    Where the sentence has the verb in another form, or another verb ("took his family" for "was taking his family"),
    the verb is as told and the rest as in the sentence. Words that it does not have are returned as they are.
    """
    spot = _spot(does, sentence)
    if spot is None:
        return _tidied(does)
    stop = len(sentence.rstrip(' .!?”"’»'))
    saying = re.match(SPEECH, fold(sentence[spot.start :])) is not None
    cut = _ENDS.search(sentence, spot.end)
    while cut and (cut.start() < spot.end or (saying and cut.start() <= spot.end + 12)):
        cut = _ENDS.search(sentence, cut.end() - 1)
    if cut:
        stop = min(stop, cut.start())
    for other in others:
        further = _spot(other, sentence)
        if further and further.start > spot.start and (joint := _JOINT.search(sentence[spot.end : further.start])):
            stop = min(stop, spot.end + joint.start())
    stop = max(stop, spot.end)
    if spot.lead:
        return _tidied(f"{spot.lead} {sentence[spot.start : stop]}")
    # What the model puts before the verb ("is to" for "plans to") is not what the sentence says.
    return _tidied(sentence[verb_group(sentence, spot.start) : stop])


@dataclass(frozen=True)
class _Spot:
    """Where a sentence has the words that are told; `lead` are those before that it has not, with the verb."""

    start: int
    end: int
    lead: str = ""


def _spot(does: str, sentence: str) -> _Spot | None:
    """Return where a sentence has the verb of what is told, and the words after it; else the words after it."""
    told = does.split()
    verb = next((i for i, word in enumerate(told) if verb_group(f"{word} ", len(word) + 1) != 0), len(told) - 1)
    if found := _longest(told[verb:], sentence):
        return _Spot(*found)
    root = stem(fold(told[verb])) if told else ""
    for match in re.finditer(r"[^\W\d_]+", sentence):
        if len(root) > 2 and stem(fold(match.group())) == root:
            after = _longest(told[verb + 1 :], sentence[match.end() :])
            end = match.end() + (after[1] if after else 0)
            return _Spot(min(match.end() + 1, end), end, " ".join(told[: verb + 1]))
    for first in range(verb + 1, len(told)):
        found = _longest(told[first:], sentence)
        if found and found[1] - found[0] > 6:
            return _Spot(*found, " ".join(told[:first]))
    return None


def _longest(told: Sequence[str], sentence: str) -> tuple[int, int] | None:
    """Return where a sentence has the first words of what is told, as many as it has."""
    for length in range(len(told), 0, -1):
        if spans := find_name(" ".join(told[:length]), sentence):
            return spans[0].start, spans[0].end
    return None


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


def _claims_of(who: tuple[str, ...], does: str, window: tuple[int, ...]) -> tuple[EventClaim, CommitmentClaim | None]:
    """Take a happening by the words of its clause: who acts, whether it is still to come, how firmly."""
    said_by: tuple[str, ...] = ()
    statement = (who, does)
    view = event_view = outlook(does)
    if (clause := clauses.reported(does)) is not None:
        said_by, who, does = who, (clause.subject,), clause.does
        if passive := clauses.active(clause.subject, does):
            who, does = (passive.subject,), passive.does
        view = outlook(does)
        if type_of(statement[1]) is not EventType.STATEMENT:
            statement, event_view = (who, does), view
    elif (passive := clauses.active(" ".join(who), does)) is not None:
        who, does = (passive.subject,), passive.does
        statement = (who, does)
    event = EventClaim(
        summary=statement_of(*statement),
        type=type_of(statement[1]),
        status=event_view.status,
        sentences=window,
        agents=statement[0],
        predicate=statement[1],
    )
    if not view.firmness or not who or is_agentless(does):
        return event, None
    action, polarity = undertaken(does)
    if not is_deed(action) or (view.firmness is Firmness.PLANNED and is_prediction(does)):
        return event, None
    return event, CommitmentClaim(action, who, view.firmness, polarity, window, said_by=said_by)
