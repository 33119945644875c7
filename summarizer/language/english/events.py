"""Events out of English sentences: the statement is the sentence's own words, fields are given only where it says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer.article.sentences import Sentence
from summarizer.article.text import fold, fold_in_place
from summarizer.language.english.captions import describes_photo
from summarizer.language.english.headings import beginning, ending
from summarizer.language.english.lexicon import AUXILIARIES, either
from summarizer.language.english.modality import is_prediction, outlook
from summarizer.language.english.predicates import Parsed, has_verb, masked, parse
from summarizer.language.english.quotations import Marks, lacking
from summarizer.language.words import stem, words
from summarizer.schema import EventType, Span, Status


@dataclass(frozen=True)
class Reading:
    """A sentence with its statement (the sentence without bullet, dateline or glued heading) and its predicates.

    `bare` is the statement with spaces for what is quoted; `lacks` are the quotation marks that it lacks.
    """

    sentence: Sentence
    statement: Span
    parsed: Parsed
    bare: str
    lacks: Marks

    @property
    def text(self) -> str:
        """The statement's words."""
        return self.statement.quote

    @property
    def is_prose(self) -> bool:
        """Whether it ends as a sentence does. A headline does not; its words are all capitalised, and make no names."""
        return self.text.rstrip(' ”"’)').endswith((".", "!", "?", ":"))

    def span(self, start: int, end: int) -> Span:
        """Return a part of the statement, by its offsets in the statement, as a span of the article."""
        offset = self.statement.start
        return Span(quote=self.text[start:end], start=offset + start, end=offset + end)


def read(sentence: Sentence) -> Reading:
    """Return the reading of a sentence."""
    cut = beginning(sentence.text)
    quote, start = sentence.text[cut : ending(sentence.text, cut)], sentence.start + cut
    statement = Span(quote=quote, start=start, end=start + len(quote))
    lacks = lacking(quote)
    # What stands before a mark that only closes is quoted too.
    bare = masked(lacks.opening + quote)[len(lacks.opening) :]
    return Reading(sentence, statement, parse(bare), bare, lacks)


def as_quoted(reading: Reading) -> Reading:
    """Return the reading of a sentence that stands in a quotation, and has no marks of its own."""
    return replace(reading, parsed=Parsed(), bare=" " * len(reading.text))


FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|us|[Mm]y|me)\b")
LEAST_OWN_WORDS = 3
"""Words outside of quotation marks, below which a sentence is a quotation without its source."""

_FRAGMENT = re.compile(
    # The remains of a page, a caption, a byline, a bare condition, a call, a credit.
    r"[a-z]|.*\||.*</?[a-z]+|FILE\b|(?:Photo|Image|Video|Read more|See also|Updated?|Source|By)\s*:|By [A-Z]|"
    r"(?:If|Unless|Whether|Should|Would|Could)\b|Let(?:[’']s| us)\b|[^“\"]*, let us\b|"
    r".*\bcontributed to this (?:report|story|article)\b",
    re.DOTALL,
)
_TAG = re.compile(r"(?<![\w&/])[#@](?=[A-Za-z])")
"""What only a post on the web has: its words are those of whoever wrote it."""
_ABOUT_TAG = re.compile(
    r"\b(?:hashtag|handle|account|tweet|twitter|instagram|facebook|movement|campaign|post)(?:s|ed|ing)?\b",
    re.IGNORECASE,
)
_ONLY_NAMED = re.compile(
    # An appointment in a list, or a name with its apposition and nothing more.
    r"(?P<who>[A-Z][^;:]*?), (?:to be|for (?:a|the) term)\b|"
    r"(?P<whom>[A-Z][^,;:]*, (?:an?|the) [^,;:]*?) (?:who|which) [^,;:]*\.$"
)


def is_report(reading: Reading, *, attributed: bool = False) -> bool:
    """Return whether a sentence can report an event: no question, heading, list head, quotation or bare condition.

    It needs a verb, and is in somebody's own voice ("I am proud …", "across our borders") only if it is `attributed`.
    """
    text = reading.bare
    # Headings and bylines have no full stop; at a comma, a clause has to have its subject and verb already.
    main, end = reading.parsed.main, reading.text.rstrip(' ”"’)')[-1:]
    ends = end in tuple(".!…;") or (end == "," and main and not re.match(r"[A-Z]\w+ing\b", main.subject))
    if not ends or _FRAGMENT.match(reading.text) or len(text.split()) < LEAST_OWN_WORDS:
        return False
    # "Ida Moe, of Orlen, to be judge, vice Odo Karst, retired."
    only = _ONLY_NAMED.match(text)
    if describes_photo(text) or (only and not has_verb(only["who"] or only["whom"])):
        return False
    return has_verb(text) and (attributed or not (FIRST_PERSON.search(text) or _is_post(reading)))


def _is_post(reading: Reading) -> bool:
    """Return whether a sentence is the text of somebody's post, and neither tells whose nor is about the tag itself."""
    return _TAG.search(reading.bare) is not None and not reading.parsed.saying and not _ABOUT_TAG.search(reading.bare)


def is_caption(reading: Reading) -> bool:
    """Return whether a sentence is the caption of a photo: it is about nobody whom the next sentence may go on with."""
    return reading.text.startswith("FILE") or describes_photo(reading.bare)


_DEFINITE = re.compile(r"(?:The|These|Those) (?:[\w’'-]+ ){0,2}?(?P<noun>[a-z][a-z-]{2,})")


def of_captions(readings: Sequence[Reading]) -> frozenset[int]:
    """Return the numbers of the sentences that go on with the caption before them.

    "The sailors had been held for a week" is about the sailors of the photo if only its caption has any.
    """
    found = set[int]()
    told = set[str]()
    for before, reading in pairwise(readings):
        if not is_caption(before):
            told |= set(map(stem, words(before.text)))
            continue
        subject = _DEFINITE.fullmatch(reading.parsed.main.subject) if reading.parsed.main else None
        if subject and stem(subject["noun"]) in set(map(stem, words(before.text))) - told:
            found.add(reading.sentence.number)
    return frozenset(found)


_LATER = re.compile(r"\b(?:later|(?<!the )then|afterwards?|subsequently|thereafter)\b", re.IGNORECASE)


def follows_another(reading: Reading) -> bool:
    """Return whether a statement needs what is told before it: it opens with "he" or "but", or tells what came "later"."""
    if re.match(rf"[“\"]?{either('pointing_openers')}", reading.text):
        return True
    main = reading.parsed.main
    return main is not None and _LATER.search(reading.bare, main.start, main.end) is not None


_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly)\b|\b(?:is|are|was|were) (?:also )?(?:alleged|rumou?red|accused)\b|"
    r"\b(?:claim(?:s|ed)|alleg(?:es|ed)) (?:that|she|he|they|it|(?:the )?\w+ (?:is|are|was|were|has|had))\b|"
    r"\b(?:were|been|amid) reports of\b|\ballegations that\b"
)
_FUTURE = re.compile(
    r"\b(?:will|won['’]t|shall|(?:plans?|intends?|commits?|committed) to|announced (?:\w+ )?plans? to|"
    rf"(?:has|have) (?:agreed|decided|planned|pledged|promised) (?:to|that)|(?:is|are) (?:scheduled|planned))\b|"
    rf"\b(?:is|are) (?:(?:also|now|still) )*(?:(?:{either('to_come', 'set_to', end='')}|preparing) )?to (?!the\b)\w"
)
_ONGOING = re.compile(
    r"\b(?:continu(?:e|es)|remains?|(?:is|are|was|were) (?:still )?under ?way)\b|"
    r"\b(?:is|are|has been|have been) (?:(?:also|already|still|now|currently) )?"
    r"(?!announc|launch|be(?!ing)|(?:go|plann|prepar|hop|aim|seek|wait)ing to\b)\w+ing\b"
)
_CALLED_OFF = r"will (?:not|no longer) (?:now )?(?:go ahead|take place|be held|happen)\b"
_ANYWHERE = ((re.compile(_CALLED_OFF), Status.NEGATED), (_FUTURE, Status.SCHEDULED), (_ONGOING, Status.ONGOING))
_SUBORDINATE = re.compile(
    r"\b(?:that|(?:who|which|whose)(?!.*,))\s(?:(?!\b(?:is|are|was|were|has|have|had|\w+ed)\b).)*$"
)
"""Before the verb of a clause: "warned that it will close", but not "the yard that was due to open will close"."""
_RELATIVE = re.compile(r"\b(?:which|who|whose|where|amid)\b|\bafter (?:[\w’'-]+ )?$")
"""Before a hedge, what sets it apart from the verb that is told."""
_SINCE = re.compile(
    r"(?:has|have) (?:\w+ly )?(?:been|served|worked|lived|led|headed|chaired|held|run|ruled|owned|kept) .*\bsince\b"
)
_SETTLED = re.compile(r"(?:(?:has|have) (?:planned|decided)|(?:is|are) preparing to)\b")
_NEGATED = re.compile(
    rf"(?:can|could)(?: ?not|n't)\b|(?!w(?:ill|on't|ould)|may|might|shall|should)"
    # "did not sign", but "agreed not to sign"
    rf"(?:(?:(?:{AUXILIARIES}) )?(?:not|never)\b|\w+n't\b)|"
    rf"(?:has|have|had) yet to\b|{_CALLED_OFF}|"
    r"(?:(?:has|have|had|could) )?(?:given?|gave|made?|get|got|shown?|showed|had) no\b(?! (?:fewer|less|longer|more)\b)"
)
_REFUSES = re.compile(r"(?:(?:will|would) (?:not|never)|wo(?:n|uldn)['’]t)\b")
_SAID_TO_COME = re.compile(r"would (?!have\b)(?:\w+ly )?(?=[a-z])(?!.*\bif\b)")
_EXPECTED = re.compile(r"(?:would|should|must|(?:is|are) supposed to|(?:is|are|was|were) (?:\w+ )?(?:un)?likely to)\b")
_PURPOSE = re.compile(r"\b(?:way|aim|goal|idea|purpose|task|job|step|option|choice|plan|point)\b")
"""Subjects of which "was to" tells what they were: "the only way was to flee"."""


def status_of(reading: Reading) -> Status:
    """Return an event's status by the verb group of what is told; where none was found, by the whole sentence."""
    told, text = reading.parsed.told, fold_in_place(reading.text)
    hedge = _HEDGE.search(fold_in_place(reading.bare))
    # "killed in a fire, which was reportedly set", "left amid allegations that": only how it began is alleged.
    if hedge and not (told and _RELATIVE.search(text, told.end, max(told.end, hedge.start()))):
        return Status.ALLEGED
    if told is None:
        found = ((pattern.finditer(text), status) for pattern, status in _ANYWHERE)
        return next((status for cues, status in found if any(map(_is_of_main_clause, cues))), Status.OCCURRED)
    does = text[told.verb :]
    if _SETTLED.match(does):
        return Status.SCHEDULED
    if _NEGATED.match(does) or told.is_by_nobody or text[: told.verb].endswith("never "):
        # "Karst said he did not sign": this he said.
        return Status.OCCURRED if reading.parsed.content else Status.NEGATED
    if reading.parsed.content and _REFUSES.match(does):
        return Status.OCCURRED
    if reading.parsed.content and (would := _SAID_TO_COME.match(does)) and not is_prediction(does[would.end() :]):
        return Status.SCHEDULED
    if _EXPECTED.match(does):
        return Status.PROPOSED
    if _SINCE.match(does):
        return Status.ONGOING
    status = outlook(does)
    # What is so ("is a captain") does not go on, and "the only way was to flee" tells what it was.
    is_so = status is Status.ONGOING and not _ONGOING.match(does)
    return Status.OCCURRED if is_so or (does.startswith("was to ") and _PURPOSE.search(told.subject)) else status


def _is_of_main_clause(cue: re.Match[str]) -> bool:
    """Return whether words stand in no clause like "who is visiting Norway", "warned that it will close"."""
    return _SUBORDINATE.search(cue.string, 0, cue.start()) is None


_TYPES = {
    EventType.MEETING: r"(?:met|meets?|(?:spoke|talked)(?! (?:about|against|for|in|of|out|up)\b)|"
    r"held (?:talks|a meeting|discussions)|convened)\b(?! with (?:resistance|criticism))",
    EventType.VISIT: r"(?:visit(?:s|ed)?|travell?ed|arrived|toured|flew|paid a visit)\b",
}
_AUXILIARIES = r"(?:(?:has|have|had|will|is|are|to|also|be|set|due|scheduled|expected|later|\w+ly) )*"


def type_of(reading: Reading) -> EventType:
    """Return the type that the main verb tells without doubt, else `other`."""
    told = reading.parsed.told
    verb = fold(reading.text[told.verb :]) if told and not told.is_passive else ""
    return next((kind for kind, verbs in _TYPES.items() if re.match(_AUXILIARIES + verbs, verb)), EventType.OTHER)
