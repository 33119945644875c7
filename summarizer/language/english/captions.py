"""Captions: lines below photos that stand among the sentences of an article, as taken from a web page.

A caption tells in the present tense what was so at one moment of the past, and gives its whole date; or it speaks of its
own photo, or of who stands where in it. The report of a day is in the past tense, or tells what will be.
"""

from __future__ import annotations

import re

from summarizer.language.english.headings import DATED
from summarizer.language.english.lexicon import AUXILIARIES, either
from summarizer.language.english.predicates import has_verb

_PHOTO = r"(?:photo(?:graph|s|graphs)?|pictures?|images?|(?:frame|screen|video) ?grabs?|screenshots?)\b"
_MADE = r"(?:taken|made|shot|obtained|provided|released|distributed|posted|from)\b"
_OF_PHOTO = re.compile(
    # "Undated photo obtained by the Post shows …", but not "The photo shows …"
    rf"(?:An?|This|The|These)?\s?(?:[A-Za-z][\w.’'-]*\s){{0,3}}?{_PHOTO}[^;:]{{0,20}}?\s{_MADE}.{{0,160}}?\b(?:shows?|depicts?|purports?)\b|"
    rf"(?:Undated|Handout|File|Still|Combination)\s(?:\w+\s)?{_PHOTO}|"
    rf"In (?:this|an?)\b[^;:]{{0,60}}?\b{_PHOTO}|"
    rf".*\b(?:is|are)\s(?:pictured|photographed)\b|"
    rf".*\b(?:is|are)\s(?:seen|shown)\sin\s(?:this|an?)\s[^,;:]{{0,60}}?{_PHOTO}",
    re.DOTALL | re.IGNORECASE,
)
_PLACES = re.compile(
    r"From left[,:]|.*\((?:[a-z]+\s)?(?:[LRC]|left|right|cent(?:er|re))\)|"
    r".*, (?:(?:far|top|bottom|second|third|fourth|center|centre)(?: from)? )?(?:left|right|center|centre)(?: in [^,]{3,40})?, ",
    re.DOTALL,
)
"""Who stands where."""
_DATE = re.compile(
    # ", Jan. 5, 2026", "in Orlen Jan. 5, 2026", "in Orlen, 1978." and "during a march on May 5, 2026."
    rf"(?:(?<!day),|\b(?!On\b|\w+day\b)[A-Z][\w’-]+)\s(?:[A-Z]\w+day,?\s)?{DATED}(?=[,.”\"]|$)|"
    rf"(?<!\d),\s(?:[A-Z][a-z]{{2,8}}\.?\s)?(?:19|20)\d\d(?=\.$)|"
    rf"(?:,|\bduring\s.{{3,160}}?(?<!ed))\son\s(?:[A-Z]\w+day,?\s)?{DATED}(?=[.”\"]*$)"
)
_CLAUSE = re.compile(rf"\b(?:{either('clause_openers')}|during\b)|[;:—]")
_NOT_PRESENT = re.compile(
    rf"(?<![\w-])(?:{either('pasts')}|(?<!\ba )(?<!\ban )(?<!\bthe )[a-z]{{2,}}ed\b(?!\sby\b)|"
    rf"(?!(?:is|are)\s+(?:\w+ing|seen|shown)\b)(?:{AUXILIARIES})\b)"
)
"""What tells of the past, of what will be, or of what just is so ("is open")."""
_PLANNED = re.compile(
    r"\b(?:begin|start|open|end|close|expire|run|follow|take (?:place|effect)|say)s?\b|\btakes\s(?:place|effect)"
)
_ENDS_WITH_DATE = re.compile(
    rf"^(?!.*\b(?:on [A-Z]\w*|was|were|had|will)\b).*, (?:\w+day,? )?{DATED}[.”\"]*$", re.DOTALL
)
LEAST_TOLD = 2
"""Words of what a caption tells, before any clause that hangs on it."""
_POINTING = re.compile(r"(?:This|That|These|Those|It)\b")


def describes_photo(text: str) -> bool:
    """Return whether a sentence, without what it quotes, is the caption of a photo."""
    is_marked = any(cue.match(text) for cue in (_OF_PHOTO, _PLACES, _ENDS_WITH_DATE))
    return is_marked or _is_dated_present(text)


def _is_dated_present(text: str) -> bool:
    """Return whether a sentence tells in the present what was on a whole date of the past."""
    date = _DATE.search(text)
    if date is None or _POINTING.match(text):
        return False
    told, behind = (_CLAUSE.split(part, maxsplit=1)[0] for part in (text[: date.start()], text[date.end() :]))
    return not (
        len(told.split()) < LEAST_TOLD or _NOT_PRESENT.search(told) or _PLANNED.search(told) or has_verb(behind)
    )
