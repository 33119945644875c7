"""Days: which date phrase of an English sentence dates what it tells; one that may date anything else does not count."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

from summarizer.article.dates.resolving import DatePhrase, find, is_past
from summarizer.article.dates.words import MONTH, YEAR
from summarizer.article.text import fold
from summarizer.claims import PAST
from summarizer.language.english.events import FIRST_PERSON, Reading, status_of, type_of
from summarizer.language.english.lexicon import FUNCTION_WORDS, SAYING, TWO, either
from summarizer.language.english.modality import is_plan_of_then
from summarizer.language.english.predicates import Predicate
from summarizer.language.rules import Document
from summarizer.schema import EventType, Granularity, When

LATEST_OPENING = 6
"""Characters, at most, before a phrase that opens its sentence: "Early in"."""

FARTHEST = 20
"""Number of sentences of a paragraph that are searched for its day. A text without line ends is one paragraph."""

SOON = timedelta(days=183)
"""How far ahead a day without a year is that is told in the present: farther, and that of the last year is nearer."""

LONGEST = timedelta(days=50 * 366)
"""The longest time by which an event is dated."""

_HAPPENS = re.compile(
    r"(?:(?:will|to|be|been|is|are|was|were|has|have|set|due|scheduled|expected|planned) )*"
    r"(?:(?:takes?|took|taken|taking) place|held|beg[iau]ns?|start(?:s|ed)?|open(?:s|ed)?|happen(?:s|ed)?|occur(?:s|red)?)\b"
)
_OF_ANOTHER = re.compile(
    r"\b(?:until|over|as of|than(?: in| on)?|(?:compared|up|down) (?:to|with|from)(?: \S+){0,3}? in|days|weeks|months|years|time)"
    r"\s+(?:the\s+)?$|\b(?:planned|scheduled|set|slated|due|expected|called|(?:mov|delay|postpon|deferr|adjourn)ed|put back) "
    r"(?:for|from|to|on|in)\s+(?:the\s+)?$|"
    # What an introduction tells: "After a vote in May, …".
    rf"(?:^|,\s)(?:{either('circumstances', end='')}|prior to|ahead of|according to|thanks to)\b[^,]*$",
    re.IGNORECASE,
)
_OF_ITS = re.compile(r"\s+of (?:that|the same|his|her|its|their)\b")
"""After a phrase that says less than a day of the calendar: "October of that year", "the last months of her life"."""
_WHICH_HAPPENED = re.compile(
    r", which (?:occurred|happened|took place|began)\s+(?:(?:on|in|at|early|late)\s+)*(?:the\s+)?$"
)
_NOUN = re.compile(r"[\s-]+(\w+)")
_WHOSE = re.compile(r"(?:\b(?<!during )(?:the|an?|his|her|its|their|our|of)|['’]s)\s+$", re.IGNORECASE)
"""Before a day that is said of a noun: "the 1951 treaty", "its December summit"."""
_BARE = re.compile(rf"(?:{MONTH}|{YEAR}|{MONTH} {YEAR})", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|since|by|during(?: the)?|early|late|mid|from|and|or|to)[\s-]+$", re.IGNORECASE)
"""Before a month or a year that is said of no noun: not "expects 2026 revenue"."""
_ANOTHER_CLAUSE = re.compile(
    r"\b(?:which|whose|since|who|when|where|while|because|although|despite|amid|according|noting|adding|if|unless|"
    r"whether|after(?! (?:\d|midnight|noon|dark|dawn)))\b|[“”;:—–]|\s--?\s|\bincluding\s[^,]*$|"
    # "jailed for the murder of Moe in 2019"
    r"\b(?:over|for|into|about)\s(?:the|an?|his|her|its|their)\s(?:[\w’'-]+\s){1,3}?(?:of|by|on|against)\s|"
    # "the promise he made in", "the talks held in Orlen", "built on its meeting with Karst"
    r"\b(?:he|she|it|they|we) [a-z]+ (?:in|on)\s+$|"
    rf"(?<!\band )(?<!was )(?<!were )(?<!been )(?<!ly )\b(?:[a-z]{{3,}}ed|{either('participles', end='')})\s+(?:(?:by|in|on|at|between|with|during|under)\b|$)|"
    rf"\b(?:on|to|of|about|for|from)\s(?:an?|its|his|her|their|our|this|the|[\w.’'-]+['’]s)\s"
    rf"(?:[\w’'-]+\s){{0,3}}?{either('gatherings', 'happenings')}"
)
_TO_COME = re.compile(
    r"\b(?:that|will|would|may|might|could|plans?|intends?|hopes?|look(?:s|ing)? forward)\b|"
    r"\b(?:announcement|agreement|decision|pledge|promise|offer|order)s?\b[^,]{0,40}? to [a-z]"
)
_ASIDE = re.compile(
    r"(?:,\s[a-z]+ed\b[^,]*|\bthat\s(?!(?:in|on|at|during)\b)(?:\w+\s){0,7}|\b(?:who|which)\s(?:\w+\s){0,3}|"
    r"\bafter\s[^,]*)$"
)
"""A participle or a relative clause up to its date: "the yard, opened in 1970", "the yard that opened in 1970"."""
_PARTICIPLE_OPENS = re.compile(rf"\W*(?:born|[a-z]+ed|{either('participles', end='')})\s")
_LISTED = re.compile(r"(?:\s+in [A-Z][\w.’' -]{2,30}?)?,?\s+(?:(?:and|or)\s+)?(?:(?:again\s+)?(?:in|on|from)\s+)?")
"""Between days of a list: "in 1998, 2002 and 2016" is no day of any of them."""
_DONE_TOO = re.compile(rf"\band\s+(?:\w+ly\s+)?(?:was|were|had|{either('pasts', end='')}|[a-z]{{2,}}ed)\b[^,]*$")
"""Between the days of two things done: "was elected in 2008 and resigned in 2010"."""
_TO_BE_HELD = re.compile(
    r"\b(?:to be held|(?:set|due|scheduled) to (?:begin|open|start|take place)|to take place) (?:(?:on|in) )?(?:the )?$"
)
_IS_SO = re.compile(r"(?:is|are)\b(?! \w+ing$)")
_AND, _NOT = re.compile(r"\band\b"), re.compile(r"\b(?:not|never)\b|n['’]t\b")
_FATE, _AFTER = re.compile(r"\b(?:died|killed|wounded|injured|hurt)$"), re.compile(r"\bafter\b")
_IS = re.compile(rf"(?:is|are)(?: (?:on|in|at|\w+day|due|set|held|next))?|{either('presents', end='')}")
_NEXT = re.compile(r"\b(?:next|coming|later this)\b", re.IGNORECASE)
_SAYS = re.compile(rf"\b{SAYING}[\s,]*(?:on|in|at|over|during|late|early|in a statement)?\s*$")
_RANGE = re.compile(r"\b(?:to|until|till|through|and)\b|[-–]")
_DAY_OPENING = re.compile(r"(?:(?:on|and|but|also|late|early)\s+)*", re.IGNORECASE)


def when_of(reading: Reading, published: date | None, *, past: bool) -> str | None:
    """Return the date phrase of what is told: the nearest to its verb, unless it dates the saying."""
    text, parsed = reading.text, reading.parsed
    found = _in_time(reading.bare, published, past)  # what is quoted has days of its own
    if not found and not FIRST_PERSON.search(text) and (quoted := _in_time(text, published, past)[:1]):
        opens = quoted[0].start <= LATEST_OPENING and quoted[0].when.start and not quoted[0].when.deadline
        return quoted[0].text if opens else None
    phrases = [p for p in found if p.when.start and not _is_one_of(p, found, text, past)]
    told = parsed.told
    if parsed.main and told and parsed.content and _IS_SO.match(told.group):
        told = parsed.main  # "said Sunday that the yard is safe": the saying is what has been
    else:
        phrases = [p for p in phrases if not _dates_saying(p, text)]
    if parsed.main and parsed.content and told is parsed.content:
        # "said Monday that …": what stands before the reported clause dates the saying.
        reported, saying = parsed.content.start, parsed.main.start
        phrases = [p for p in phrases if p.start >= reported or (past and p.end <= saying)]
    if told and is_plan_of_then(text[told.verb :]):
        # "was due on Friday": which one, only tells what is the same, seen from the past.
        other = {p.start: p.when for p in find(reading.bare, published, past=not past)}
        phrases = [p for p in phrases if p.when == other.get(p.start)]
    if not past and (held := next((p for p in phrases if _TO_BE_HELD.search(text[: p.start])), None)):
        return held.text
    verb = told.verb if told else 0
    dating = [p for p in phrases if _dates(p, told, text, published, past)]
    return min(dating, key=lambda p: abs(p.start - verb)).text if dating else None


_CLAUSE = re.compile(rf"\b(?:{either('circumstances', end='')}|which|who|that|when|once)\b")


def ahead_of(reading: Reading, published: date | None) -> str | None:
    """Return the day to come of what is told in the present: "the meeting is on Monday", "voters go to the polls on"."""
    told, text = reading.parsed.told, reading.text
    if told and not _IS.fullmatch(told.group):
        return None
    phrase = when_of(reading, published, past=False)
    found = next((p for p in find(text, published, past=False) if p.text == phrase), None)
    if found is None or published is None or found.when.start is None or found.when.granularity is not Granularity.DAY:
        return None
    is_to_come = told is not None or is_past(text, found.start, found.end) is False
    return phrase if is_to_come and timedelta() < found.when.start - published <= SOON else None


def due_of(reading: Reading, start: int, stop: int, published: date | None) -> str | None:
    """Return the date phrase of an action: one inside of it, else the sentence's only one, if it opens the sentence."""
    text = reading.text
    phrases = _in_time(text, published, past=False)
    inside = [p for p in phrases if start <= p.start < stop]
    if inside:
        first, last = inside[0], inside[-1]
        of_two = _AND.search(text, first.end, max(first.end, last.start))  # "open it in May and close it in June"
        not_before = first.text.startswith("before") and _NOT.search(
            text, max(0, start - len("would not ")), first.start
        )
        # "pay if Finland does so on Monday", "leave after Sunday’s final"
        in_clause = _CLAUSE.search(reading.bare, start, first.start)
        is_whose = text.startswith(("’s", "'s"), first.end)
        return None if of_two or not_before or in_clause or is_whose else first.text
    # "On Monday Karst said that …" dates the saying.
    opens = len(phrases) == 1 and phrases[0].start <= LATEST_OPENING and not _dates_saying(phrases[0], text)
    return phrases[0].text if opens and not reading.parsed.saying else None


def day_before(
    reading: Reading, readings: Sequence[Reading], document: Document, *, past: bool
) -> tuple[str, int] | None:
    """Return the day that an earlier sentence of the paragraph gives, and its number: it opens with it, or dates the
    meeting after which "the two leaders" did what is told."""
    published, told = document.article.published, reading.parsed.told
    if told is None or _PRESENT.match(told.group) or _OWN_TIME.search(reading.text[: told.verb]):
        return None
    jointly = told is not None and TWO.fullmatch(fold(told.subject)) and not _PERFECT.match(told.group)
    at = bisect_left(readings, reading.sentence.number, key=lambda one: one.sentence.number)
    for other in reversed(readings[max(0, at - FARTHEST) : at]):
        near = document.same_paragraph(other.sentence, reading.sentence)
        if not near and not jointly:
            break
        if (status_of(other) in PAST) is not past:
            continue  # its day is read the other way round
        if jointly and type_of(other) is EventType.MEETING and (day := when_of(other, published, past=past)):
            return day, other.sentence.number
        if not near or reading.parsed.saying:
            continue  # who says something need not do so on that day
        first = next(iter(find(other.text, published, past=past)), None)
        opening = _DAY_OPENING.match(other.text)
        opens = first and opening and first.start <= opening.end()
        if first and opens and first.when.granularity is Granularity.DAY and _is_in_time(first.when, published, past):
            return first.text, other.sentence.number
    return None


_PERFECT = re.compile(r"(?:has|have|had)\b")
_HAS_BEEN = re.compile(r"(?:has|have) (?!(?:an?|the|no|to)\b)")
_PRESENT = re.compile(r"(?:has|have|had|is|are)\b")
_OWN_TIME = re.compile(r"\b(?:recent(?:ly)?|earlier|previous(?:ly)?|later|so far|already)\b", re.IGNORECASE)


def _dates(phrase: DatePhrase, told: Predicate | None, text: str, published: date | None, past: bool) -> bool:
    """Return whether a phrase dates the predicate: it opens the sentence, or follows the verb in the same clause."""
    before, after, kind = text[: phrase.start], text[phrase.end :], fold(phrase.text).split()[0]
    if after.startswith(("’s", "'s")):
        # "Next year's vote is to take place in Orlen."
        return told is not None and 0 <= phrase.start - told.start <= 4 and bool(_HAPPENS.match(text, told.verb))
    if (
        # "is due on Monday", but not "closed the yard that is due on Monday"
        _OF_ANOTHER.search(before, told.end if told and not past and told.end <= phrase.start else 0)
        or _OF_ITS.match(after)
        or kind in ("until", "prior", "before", "after")
        or (past and (kind in ("through", "till", "by", "up") or (kind == "from" and not _RANGE.search(phrase.text))))
        or (past and phrase.when.deadline)
    ):
        return False
    if _WHICH_HAPPENED.search(before):
        return True
    if past and _NEXT.search(phrase.text):
        return False
    if kind == "since" and not (told and re.match(r"(?:has|have)\b", told.group)):
        return False
    if told is None:
        if text.startswith(("“", '"')) or _PARTICIPLE_OPENS.match(fold(before)):
            return False
        return not _ASIDE.search(before) and not _is_attribute(phrase, before, after)
    if past and _HAS_BEEN.match(told.group) and kind != "since" and _is_over(phrase.when, published):
        return False  # "Last week's vote has led to …": what has been is not of a day that is over
    if phrase.end <= told.start:
        return _ANOTHER_CLAUSE.search(before) is None and not _PARTICIPLE_OPENS.match(fold(before))
    if _is_attribute(phrase, before, after):
        return False
    if phrase.start <= LATEST_OPENING:
        return True
    # "Karst on Friday resigned", but not "the talks on Friday in Orlen ended".
    if phrase.start < told.verb and re.search(r"\w\s+\w|,", text[phrase.end : told.verb]):
        return False
    between = text[told.end : phrase.start]
    if _FATE.search(told.group) and phrase.when.granularity is Granularity.DAY:
        between = _AFTER.sub("", between)  # "were killed after a bus overturned on Monday"
    # "announced that it would close the yard in May": what has been is not of the day of what is to come.
    return not _ANOTHER_CLAUSE.search(between) and not (past and _TO_COME.search(between))


def _is_one_of(phrase: DatePhrase, found: Sequence[DatePhrase], text: str, past: bool) -> bool:
    """Return whether a phrase is one of a list, or of the days of two things done: it dates what is told only in part."""
    others = ((min(phrase.end, p.end), max(phrase.start, p.start)) for p in found if p != phrase)
    between = [text[slice(*place)] for place in others]
    return any(_LISTED.fullmatch(words) or (past and _DONE_TOO.search(words)) for words in between)


def _is_over(when: When, published: date | None) -> bool:
    return published is not None and when.end is not None and when.end < published


def _is_attribute(phrase: DatePhrase, before: str, after: str) -> bool:
    noun = _NOUN.match(after)
    if noun is None or fold(noun[1]) in FUNCTION_WORDS:
        return False
    return _WHOSE.search(before) is not None or (_BARE.fullmatch(phrase.text) is not None and not _IN.search(before))


def _dates_saying(phrase: DatePhrase, text: str) -> bool:
    """Return whether a phrase dates the saying, not what is said: "he said on Wednesday"."""
    # Unfolded: "the United States next week" says nothing.
    return _SAYS.search(text[max(0, phrase.start - 24) : phrase.start]) is not None


def _in_time(text: str, published: date | None, past: bool) -> list[DatePhrase]:
    return [p for p in find(text, published, past=past) if _is_in_time(p.when, published, past)]


def _is_in_time(when: When, published: date | None, past: bool) -> bool:
    """Return whether what is past, or still to come, can be of these days: a century dates nothing of the news."""
    if when.start is not None and when.end is not None and when.end - when.start > LONGEST:
        return False
    if published is None or when.start is None or when.end is None:
        return True
    return when.start <= published if past else when.end >= published
