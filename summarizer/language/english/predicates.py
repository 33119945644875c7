"""Predicates: the main verb of an English sentence, its subject, and what a speaker is said to have said.

Nothing here is a parser. The first finite verb counts whose subject reaches back to the start of the sentence without a
conjunction, a relative clause or a comma of its own between; where that is not so the answer is None, and callers leave
fields empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.language.english.lexicon import AUXILIARIES, DAY, OPENERS, SAYING, SPEECH, either
from summarizer.language.english.quotations import without_inches

_PAST, _PRESENT = rf"(?:{either('pasts', end='')}|[a-z]{{2,}}ed)", either("presents", end="")
# Of other verbs in -s than the listed ones, only what stands before an article is surely none but a verb: "backs a ban".
_THIRD = r"[a-z]{3,}(?<![sui])s(?=\s(?:an?|the|its|his|her|their)\s)(?<!\btimes)"
_FINITE = re.compile(rf"(?<![\w-])(?:{AUXILIARIES}|(?P<past>{_PAST})|{_PRESENT}|{_THIRD})\b(?![-’'])")
_OPENING = re.compile(
    # "Next year's vote" has no opener.
    rf"[\s“\"‘'•*–—-]*(?:(?!Next \w+['’]s)(?:{OPENERS}|[A-Z][a-z]+ly)\b,?\s+|"
    rf"{either('opening_prepositions')}[^,;:]{{2,80}},\s+(?:(?:19|20)\d\d,?\s+)?|"
    # "Using money from the harbour fund, the board …", but not "Boeing sold …".
    rf"(?!King\b)[A-Z][a-z]+ing\s(?=[a-z])(?!(?:{AUXILIARIES}|{_PAST}|{_PRESENT})\b)[^,;:]{{2,150}},\s+"
    r"(?=(?:the|an?|his|her|its|their)\s|[A-Z]))*"
)
_BREAK = re.compile(rf"\b(?i:{either('clause_openers')})|[;:—()]")
_APPOSITION = re.compile(r",(?:[^,]|(?<=\d),(?=\d)){2,90},\s*$")
_OPEN_ASIDE = re.compile(r",\s(?:who|which|whose)\b(?:[^,]|(?<=\d),(?=\d))*$")
_ENUMERATED = re.compile(r",(?=\s[JS]r\.)|,\s(?=[A-Z][\w.’' -]*(?:,|,? and\b))|(?<=\d),(?=\d)")
_GROUP = re.compile(
    rf"(?:(?:{AUXILIARIES}|{either('verb_adverbs', end='')}|[a-z]+ly|been|being|be|"
    rf"(?:{either('to_come', 'set_to', end='')}\s+)?to)\s+)*[\w’'-]+"
)
_INFINITE = re.compile(r"\b(?:to|be|been|being|have|having)\s+(?:\w+ly\s+)?$")
_NOT_FINITE = re.compile(r"\b(?:to|an?|the|its|his|her|their)\s+$", re.IGNORECASE)
"""Before the form of a verb that is an infinitive or describes a noun."""
_TRAILING = re.compile(rf"(?:\s+(?:{either('subject_adverbs', end='')}|(?:on\s+)?{DAY}|on [A-Z][a-z]+ \d+|[a-z]+ly))+$")
_REPORTED = re.compile(
    # Blanks are read by one part each, as what is quoted is blanks, and any number of them.
    rf"(?:\s+(?=\S)(?:[a-z]+\s+(?=\S))?(?:on|in|at|to|during|late|early)?\s?"
    rf"(?:{DAY}|[A-Za-z’'](?:(?!  )[A-Za-z’' ]){{1,49}}?))?,?\s+that\s+|\s+(?:(?:on\s+)?{DAY}\s+)?(?=[A-Za-z])"
)
_SAYS_THAT = re.compile(rf"(?:[a-z]+\s)*?{either('saying_that')}\s+that\b")
"""A verb that says something only before "that": not "shared a photo"."""
_SPEAKS = re.compile(rf"{SPEECH}\b(?!\s(?:by|in|at|to|for|from|(?:(?:on )?{DAY} )?(?:{AUXILIARIES}))\b)")
"""A verb of speech that is no participle: not "the plan announced today will …"."""
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:(?:not|also|[a-z]+ly)\s+)*"
    rf"(?:[a-z]+(?:ed|en|wn|ught|orn)|{either('participles', end='')})$"
)

_OBJECT = re.compile(
    r"\s(?:the|an?|its|his|her|their|two|three|more|some|several|many|all)\s(?!(?:day|week|month|year)s?\b)"
)
"""What a verb in the active is done to. A participle has a time at most: "held two weeks ago"."""
_OF_TWO = re.compile(rf"\b{either('of_two_objects', end='')}$")
_NOBODY = re.compile(r"(?:no|none|nobody|neither)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Predicate:
    """A subject and its verb group ("has been arrested"), with the offsets of both in the sentence."""

    subject: str
    start: int
    verb: int
    end: int
    group: str

    @property
    def is_passive(self) -> bool:
        """Whether the subject is whom the verb is done to."""
        return _PASSIVE.search(self.group) is not None

    @property
    def is_by_nobody(self) -> bool:
        """Whether the subject denies it: "Neither Reyes nor Karst", "No board"."""
        return _NOBODY.match(self.subject) is not None


@dataclass(frozen=True)
class Parsed:
    """The main predicate of a sentence; where it is one of saying, `content` is the predicate that is reported."""

    main: Predicate | None = None
    content: Predicate | None = None
    saying: bool = False

    @property
    def told(self) -> Predicate | None:
        """The predicate that the sentence is about: what is reported, else the main one."""
        return self.content or self.main


def masked(sentence: str) -> str:
    """Return a sentence with its quoted text as spaces, so that offsets stay."""
    return re.sub(r"“[^”]*”?|\"[^\"]*\"?", lambda quoted: " " * len(quoted.group()), without_inches(sentence))


def has_verb(text: str) -> bool:
    """Return whether a masked sentence has a finite verb: "Ana Reyes, to be judge." and "A proven team." have none."""
    return any(not _NOT_FINITE.search(text, max(0, verb.start() - 8), verb.start()) for verb in _FINITE.finditer(text))


def parse(sentence: str) -> Parsed:
    """Return the predicates of a sentence, quoted text left out."""
    text = masked(sentence)
    main = predicate_at(text, 0)
    if main is None:
        return Parsed()
    says = re.search(rf"{SAYING}$", main.group) or _SAYS_THAT.match(text, main.verb)
    if not says or main.is_passive:
        return Parsed(main)
    reported = _REPORTED.match(text, main.end)
    # "said the board heard that …": the clause begins at once, not after "that".
    if reported and _FINITE.search(text, main.end, reported.end()):
        reported = re.compile(r"\s+").match(text, main.end)
    return Parsed(main, predicate_at(text, reported.end()) if reported else None, saying=True)


def predicate_at(text: str, at: int) -> Predicate | None:
    """Return the predicate whose subject begins at an offset of a masked sentence."""
    opening = _OPENING.match(text, at)
    start = opening.end() if opening else at
    for verb in _FINITE.finditer(text, start):
        if _INFINITE.search(text, max(start, verb.start() - 12), verb.start()):
            continue
        if _OPEN_ASIDE.search(text, start, verb.start()):
            continue
        subject = _APPOSITION.sub(" ", text[start : verb.start()]).strip()
        if re.search(rf"\b(?i:{either('needing_more', end='')})$", subject):
            continue  # "the plan" is no verb
        if not subject or len(subject.split()) > 18 or _BREAK.search(subject) or "," in _ENUMERATED.sub("", subject):
            return None
        if verb["past"] and not _SPEAKS.match(text, verb.start()) and _is_reduced(text, verb.end()):
            return None
        group = _GROUP.match(text, verb.start())
        end = group.end() if group else verb.end()
        return Predicate(_TRAILING.sub("", subject), start, verb.start(), end, text[verb.start() : end])
    return None


def _is_reduced(text: str, end: int) -> bool:
    """Return whether a past form is a participle before the real verb: "the man arrested in Ohio was charged".

    A participle has no object, as "released the boats they were using" has, but "the men denied the bonus were …".
    """
    if _OBJECT.match(text, end) and not _OF_TWO.search(text, max(0, end - 12), end):
        return False
    later = re.match(rf"[^,;]*?\s(?:{AUXILIARIES})\b", text[end : end + 80])
    return later is not None and not re.search(r"\b(?:and|that|to|who|which|but|he|she|they|it|we)\b", later.group())
