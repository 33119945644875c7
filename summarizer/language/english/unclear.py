"""What leaves open whom a sentence is about, besides the pronoun of its subject.

"Both are seen as …", "Among them were …", "The board last month named it …": another sentence tells. Most and many,
numbers, and some who only say something ("Some say …") are people in general.
"""

from __future__ import annotations

import re

from summarizer.article.text import fold
from summarizer.language.english.events import Reading
from summarizer.language.words import names

_THEM = r"of (?:them|these|those|the (?:two|three|latter|former))\b"
_BARE = re.compile(
    rf"(?:both|neither|each|another|some|(?:\w+ )?others|one|the (?:latter|former|others?|rest))(?: sides?| {_THEM})?|"
    rf"(?:\w+ )?(?:all|none|many|most|two|three|four|five|several|few|half) {_THEM}"
)
_AMONG = re.compile(
    r"\W*(?:among|besides|like|unlike) (?:them|(?:these|those)(?: \w+s)? (?:is|are|was|were))\b", re.IGNORECASE
)
_THAN = re.compile(
    r"\W*(?:(?:and|but|or|yet),? )?(?:(?:(?:no(?:where)?|never|even|still|much|all the) )?(?:more|less) so\b|"
    r"so (?:too|do|did|does|is|was|has|have|will)\b|nor\b|not so\b)",
    re.IGNORECASE,
)
"""Openings that go on with the verb of the sentence before: "And no more so than in Orlen"."""
_IN_GENERAL = re.compile(r"(?:can|could|may|might|must|should|would|will)\b")
_JOINED = re.compile(r"\b(?:of|for|by|with|from|and|in)\b")
_OBJECT = re.compile(
    r"\s(?:him|them|it|her)(?=[.,;]|\s(?:as|to|in|on|at|from|with|by|for|last|this|after|before|when)\b)"
)
_OF_NOTHING = re.compile(
    r"(?:ma[dk]e|making|found|finds?|finding|takes?|took|taken|consider\w*|deem\w*|calls?|called|thinks?)$"
)
"""Verbs whose "it" means what follows: "made it clear that"."""


def leaves_open(reading: Reading) -> bool:
    """Return whether a sentence leaves open whom it is about, in its subject or in the object of its verb."""
    if _AMONG.match(reading.bare) or _THAN.match(reading.bare):
        return True
    main = reading.parsed.main
    if main is None:
        return False
    if _BARE.fullmatch(fold(main.subject)):
        return not reading.parsed.saying and not (main.subject == "One" and _IN_GENERAL.match(main.group))
    # Nobody stands before the verb but the one who does it: "The board dismissed him", not "As Karst left, they hit him".
    is_first = not reading.bare[: main.start].strip()
    is_alone = is_first and not _JOINED.search(main.subject) and len(names(f"- {reading.bare[: main.verb]}")) <= 1
    return is_alone and _OBJECT.match(reading.bare, main.end) is not None and not _OF_NOTHING.search(main.group)
