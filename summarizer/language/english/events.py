"""Events out of English sentences: the statement is the sentence's own words, fields are given only where it says so.

What a rule cannot tell stays empty.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from summarizer.article.dates.resolving import DatePhrase, find
from summarizer.article.sentences import Sentence
from summarizer.article.text import fold, fold_in_place
from summarizer.claims import PAST, EventClaim
from summarizer.language.english.lexicon import SAYING
from summarizer.language.english.participants import participants
from summarizer.language.english.predicates import Parsed, Predicate, masked, parse
from summarizer.language.rules import Actors, Document
from summarizer.schema import EventType, Granularity, Span, Status, When

_LEADING = re.compile(
    # A bullet, a stray closing quotation mark, a dateline, a day, a credit, a sub-heading glued on ("Response-In May …").
    r"(?:[\s”*]*[-–—•*·]\s+|[\s\"”]+\s|(?!FILE\b)[A-Z][A-Z .,'’-]{3,40}(?:\([^)]{2,20}\)\s*)?\s?[-–—]{1,2}\s+|"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )?[A-Z][a-z]+ \d{1,2}, \d{4}\s+(?=[A-Z])|\([^)]{3,30}\)-(?=[A-Z])|"
    r"[A-Z][a-z]+-(?=[“\"]|(?:In|On|At|By|The|An|After|Before|Since|During|For|He|She|It|They|We)\s)|"
    r"[A-Z“][\w.’'“”]*(?: [\w.’'“”]+){0,5} (?!(?:pro|anti|non|ex|mid|post|all|pre|trans|inter|then|co)-)[a-z’]+-(?=[“\"A-Z]))"
)


@dataclass(frozen=True)
class Reading:
    """A sentence with its statement (the sentence without bullet, dateline or glued heading) and its predicates."""

    sentence: Sentence
    statement: Span
    parsed: Parsed

    @property
    def text(self) -> str:
        """The statement's words."""
        return self.statement.quote


def read(sentence: Sentence) -> Reading:
    """Return the reading of a sentence."""
    leading = _LEADING.match(sentence.text)
    cut = leading.end() if leading and len(sentence.text) - leading.end() > 20 else 0
    credit = _CREDIT.search(sentence.text, cut + 20)
    quote = sentence.text[cut : credit.start() if credit else None]
    start = sentence.start + cut
    return Reading(sentence, Span(quote=quote, start=start, end=start + len(quote)), parse(quote))


_CREDIT = re.compile(r"\s(?:Image|Photo|File photo|Picture|Credit|Video):\s[^.!?]*\.?$")
_HEADLESS = re.compile(r"[A-Z][a-z]+(?:ed|ing) (?:him|her|them|it|us|me|that|to|the|a|an|his|their)\b[^,]*$")


def without_source(document: Document) -> frozenset[int]:
    """Return the numbers of the sentences that a source says who stands in another sentence.

    They are wholly inside a quotation that an earlier sentence opens (only typographic marks tell opening from
    closing), or stand again inside quotation marks: a pull quote.
    """
    text = document.article.text
    quotations = [match.span() for match in re.finditer(r"“[^“”\"\n]*[”\"]|(?<=\s)\"[^\"“”\n]*\"", text)]

    openings = [opening for opening, _ in quotations]

    def is_quoted(start: int, end: int) -> bool:
        before = bisect_left(openings, start)  # quotations do not overlap: only the last one before can hold it
        return before > 0 and end <= quotations[before - 1][1]

    found = set[int]()
    for sentence in document.sentences:
        core = sentence.text.strip('“”" .,')[:PULL_QUOTE]
        again = list(_places(core, text)) if len(core) == PULL_QUOTE else []
        is_repeated = len(again) > 1 and any(is_quoted(start, start + PULL_QUOTE) for start in again)
        is_pull_quote = is_repeated and "“" not in sentence.text and '"' not in sentence.text
        if is_pull_quote or is_quoted(sentence.start, sentence.end):
            found.add(sentence.number)
    return frozenset(found)


def _places(part: str, text: str) -> Iterator[int]:
    """Yield where a text has this part, without overlaps. A pattern of each part would take longer to compile."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


PULL_QUOTE = 40
"""First characters of a sentence by which it is found again in the article."""

LEAST_OWN_WORDS = 3
"""Words outside of quotation marks, below which a sentence is a quotation without its source."""

_ASKED = re.compile(
    r"[“\"]?(?:Who|What|When|Where|Why|How|Did|Does|Do|Is|Are|Was|Were|Has|Have|Can|Could|Will|Would|Should|Didn[’']t|"
    r"Isn[’']t|Aren[’']t|Don[’']t|Doesn[’']t)\b[^.!]*\?"
)
LONGEST_WORD = 45
"""Characters of a word beyond which it is an address or the remains of a page's markup."""

_FRAGMENT = re.compile(r"FILE\b|(?:Photo|Image|Video|Read more|See also|Updated?|Source|By)\s*:|By [A-Z]")


def is_report(reading: Reading) -> bool:
    """Return whether a sentence can report an event: no question, heading, list head or bare condition."""
    text = reading.text.rstrip(' ”"’)')
    if text.endswith(("?", ":")) or text[:1].islower() or _FRAGMENT.match(reading.text):
        return False
    # What a page's video player or menu leaves in a text.
    if "|" in reading.text or max(map(len, reading.text.split()), default=0) > LONGEST_WORD:
        return False
    # The end of a quotation, whose beginning was cut off: "Welcomed him and expressed confidence that …".
    if _HEADLESS.match(reading.text):
        return False
    # What a source is quoted with, whose name stands in another sentence, or a question that it asks.
    if len(masked(reading.text).split()) < LEAST_OWN_WORDS or _ASKED.match(reading.text):
        return False
    # Headings and bylines have no full stop.
    if not text.endswith((".", "!", "…", ";", ",")):
        return False
    return not re.match(r"(?:If|Unless|Whether|Should|Would|Could)\b", reading.text)


_FUTURE = re.compile(
    r"\b(?:will|won['’]t|shall)\b|\b(?:is|are) (?:also |now |still )*(?:(?:set|due|scheduled|expected|slated|going|planning|"
    r"about|poised|preparing) )?to (?!the\b)\w|\b(?:is|are) (?:scheduled|planned)\b|\b(?:plans?|intends?|commits?|committed) to\b|"
    r"\b(?:has|have) (?:decided|planned|agreed|pledged|promised) (?:to|that)\b|\bannounced (?:\w+ )?plans? to\b"
)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|can|should|must)\b|\bwould\b|\b(?:hopes?|aims?|seeks?|wants?) to\b|\bis considering\b"
)
_UNABLE = re.compile(r"(?:cannot|ca(?:n not|n['’]t)|could(?: not|n['’]t))\b")
_PLANNED_THEN = re.compile(
    r"(?:was|were) (?:(?:also|now) )?(?:(?:due|set|scheduled|supposed|going|about) )?to (?!the\b)\w"
)
_PURPOSE = re.compile(r"\b(?:way|aim|goal|idea|purpose|task|job|step|option|choice|plan|point)\b")
"""Subjects of which "was to" tells what they were: "the only way was to flee"."""

_NEGATIVE = re.compile(r"(?:\w+ )?(?:not|never)\b|\w+n['’]t\b|(?:has|have|had) (?:yet to|not)\b")
_ONGOING = re.compile(
    r"\bcontinu(?:e|es)\b|\b(?:is|are|has been|have been) (?:(?:also|already|still|now|currently) )?(?!announc|launch|be)\w+ing\b(?! to\b)|"
    r"\bremains?\b|\b(?:is|are|was|were) (?:still )?under ?way\b"
)
_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly)\b|\b(?:is|are|was|were) (?:also )?(?:alleged|rumou?red|accused)\b|"
    r"\b(?:claim(?:s|ed)|alleg(?:es|ed)|complain(?:s|ed)) (?:that|she|he|they|it)\b|\breports of\b|\breported(?= (?:default|attack))"
)
_HEAD = 48
"""Characters of a verb phrase that hold its tense and modality."""


def status_of(reading: Reading) -> Status:
    """Return an event's status by the verb group of what is told; where none was found, by the whole sentence."""
    told, text = reading.parsed.told, fold_in_place(reading.text)
    if _HEDGE.search(fold(masked(reading.text))):
        return Status.ALLEGED
    if told is None:
        return (
            Status.SCHEDULED if _FUTURE.search(text) else Status.ONGOING if _ONGOING.search(text) else Status.OCCURRED
        )
    head = text[told.verb : told.verb + _HEAD]
    if text[: told.verb].endswith("never "):
        return Status.NEGATED
    if _PLANNED_THEN.match(head) and not _PURPOSE.search(fold(told.subject)):
        return Status.SCHEDULED
    for pattern, status in (
        (_UNABLE, Status.NEGATED),
        (_FUTURE, Status.SCHEDULED),
        (_POSSIBLE, Status.PROPOSED),
        (_NEGATIVE, Status.NEGATED),
        (_ONGOING, Status.ONGOING),
    ):
        if pattern.match(head):
            return status
    return Status.OCCURRED


_TYPES = (
    (
        EventType.MEETING,
        re.compile(
            r"(?:met|meets|meet|spoke|talked|held (?:talks|a meeting|discussions)|convened)\b(?! with (?:resistance|criticism))"
        ),
    ),
    (EventType.VISIT, re.compile(r"(?:visit(?:s|ed)?|travell?ed|arrived|toured|flew|paid a visit)\b")),
)


def type_of(reading: Reading) -> EventType:
    """Return the type that the main verb tells without doubt, else `other`."""
    told = reading.parsed.told
    if told is None or told.is_passive:
        return EventType.OTHER
    verb = fold(reading.text[told.verb :])
    verb = re.sub(r"^(?:(?:has|have|had|will|is|are|to|also|be|set|due|scheduled|expected|later|\w+ly) )+", "", verb)
    return next((kind for kind, pattern in _TYPES if pattern.match(verb)), EventType.OTHER)


def when_of(reading: Reading, published: date | None, *, past: bool) -> str | None:
    """Return the date phrase of what is told: the nearest to its verb, unless it dates the saying."""
    phrases = [
        p for p in find(reading.text, published, past=past) if p.when.start and in_time(p.when, published, past=past)
    ]
    told, main = reading.parsed.told, reading.parsed.main
    if reading.parsed.content and main:
        # "said Monday that …": what stands before the reported clause dates the saying.
        content = reading.parsed.content.start
        phrases = [p for p in phrases if p.start >= content or (past and p.end <= main.start)]
    phrases = [
        p for p in phrases if not dates_saying(p, reading.text) and _dates_predicate(p, told, reading.text, past)
    ]
    if not phrases:
        return None
    at = told.verb if told else 0
    return min(phrases, key=lambda p: abs(p.start - at)).text


_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:since|until|prior to|scheduled for|than(?: in| on)?)\s+(?:the\s+)?$", re.IGNORECASE
)
_ANOTHER_CLAUSE = re.compile(r"\b(?:which|whose|since|who)\b|[“”;:]")
_TO_COME = re.compile(r"\b(?:will|would|may|might|could|plans?|intends?|hopes?|look(?:s|ing)? forward)\b")
_ASIDE = re.compile(r"(?:,\s[a-z]+ed\b[^,]*|\b(?:that|who)\s(?!(?:in|on|at|during)\b)(?:\w+\s){0,4})$")
"""A participle or a relative clause up to its date: "the yard, opened in 1970", "the yard that opened in 1970"."""


def _dates_predicate(phrase: DatePhrase, told: Predicate | None, text: str, past: bool) -> bool:
    """Return whether a phrase dates the predicate: it opens the sentence, or follows the verb in the same clause."""
    if text[phrase.end : phrase.end + 2] in ("’s", "'s") or _OF_SOMETHING_ELSE.search(text[: phrase.start]):
        return False
    if re.match(r"since|until|prior|before|after", phrase.text, re.IGNORECASE):
        return False
    if told is None:
        return _ASIDE.search(text[: phrase.start]) is None
    if phrase.start < told.verb:
        return phrase.end <= told.start or phrase.start >= told.verb - 30
    between = text[told.end : phrase.start]
    # "announced that it would close the yard in May": what has been is not of the day of what is to come.
    return _ANOTHER_CLAUSE.search(between) is None and not (past and _TO_COME.search(between))


def dates_saying(phrase: DatePhrase, text: str) -> bool:
    """Return whether a phrase dates the saying, not what is said: "he said on Wednesday"."""
    # Unfolded: "the United States next week" says nothing.
    before = text[max(0, phrase.start - 24) : phrase.start]
    return re.search(rf"\b{SAYING}[\s,]*(?:on|late|early|in a statement)?\s*$", before) is not None


def in_time(when: When, published: date | None, *, past: bool) -> bool:
    """Return whether what is past, or still to come, can be of these days."""
    if published is None or when.start is None or when.end is None:
        return True
    return when.start <= published if past else when.end >= published


def event_of(reading: Reading, actors: Actors, published: date | None) -> EventClaim:
    """Return the event that a sentence reports."""
    status = status_of(reading)
    agents, others = participants(reading, actors)
    return EventClaim(
        summary=reading.text,
        type=type_of(reading),
        status=status,
        sentences=(reading.sentence.number,),
        agents=agents,
        others=others,
        when=when_of(reading, published, past=status in PAST),
        statement=reading.statement,
    )


def dated(event: EventClaim, reading: Reading, readings: Sequence[Reading], document: Document) -> EventClaim:
    """Return an event without a date with the day that an earlier sentence of its paragraph opens with, citing it."""
    if event.when is not None:
        return event
    published, past = document.article.published, event.status in PAST
    at = bisect_left(readings, reading.sentence.number, key=lambda one: one.sentence.number)
    for other in reversed(readings[max(0, at - FARTHEST) : at]):
        if not document.same_paragraph(other.sentence, reading.sentence):
            break
        if (status_of(other) in PAST) is not past:
            continue  # its day is read the other way round
        first = next(iter(find(other.text, published, past=past)), None)
        opening = _DAY_OPENING.match(other.text)
        if (
            first is not None
            and opening is not None
            and first.start <= opening.end()
            and first.when.granularity is Granularity.DAY
            and in_time(first.when, published, past=past)
        ):
            return replace(event, when=first.text, sentences=(*event.sentences, other.sentence.number))
    return event


FARTHEST = 20
"""Number of sentences of a paragraph that are searched for its day. A text without line ends is one paragraph."""

_DAY_OPENING = re.compile(r"(?:(?:on|and|but|also|late|early)\s+)*", re.IGNORECASE)


def opens_with_pronoun(reading: Reading) -> bool:
    """Return whether a statement needs the sentence before it to be understood."""
    return (
        re.match(r"[“\"]?(?:He|She|It|They|We|This|That|These|Those|His|Her|Their|Its|But|And)\b", reading.text)
        is not None
    )
