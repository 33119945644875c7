"""Voice: whose words a text is. A statement, letter or fact sheet speaks for its issuer, and only its title says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.language.english.events import FIRST_PERSON, Reading
from summarizer.language.english.lexicon import FUNCTION_WORDS, SPEECH, either
from summarizer.language.english.selection import TRAILING_SAYING
from summarizer.language.names import is_title
from summarizer.language.words import names
from summarizer.schema import Article

_TITLE = re.compile(
    rf"(?:\W*|.*?(?=joint\s))(?P<words>(?:an?\s|the\s)?(?:(?:{either('genre_openers', 'titles', end='')}|[\w.-]+['’]s?)\s){{0,4}}"
    rf"{either('genres')}(?=\s*[:–—-]|$|\s(?:from|by|of|to|for|between|among|as|{either('subject_openers')}))"
    rf"(?:(?!\s(?:{either('subject_openers')})|\s*[:–—]|\s-)[^\n])*)",
    re.IGNORECASE,
)
# "NATO Summit Declaration": it may as well end a headline, so the text has to say "we".
_NAMED = re.compile(rf"(?P<words>\S.{{2,80}}\s{either('genres')})\W*$", re.IGNORECASE)
_IMPERSONAL = re.compile(rf"(?:[\w.’'-]+\s){{0,2}}?{either('impersonal_genres')}", re.IGNORECASE)
_READOUT = re.compile(r"readout of\b", re.IGNORECASE)
_GENRE = re.compile(rf"(?:{either('genres', end='')}|{either('genre_openers', end='')})\b", re.IGNORECASE)
_JOINT = re.compile(r"(?:joint|trilateral|quadrilateral|common|leaders['’])\b", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_UNENDED = re.compile(r"(?:,|\s(?:and|the|of|to|for|by))+$")
FIRST_LINES = 5
LONGEST_LINE = 240
"""Characters of a line that can be a title."""
MOST_WORDS, MOST_NAMED_BEHIND = 14, 20
"""Words of an attribution, beyond which it is cut; of one whose parties are named in what the text is about."""
SOME, MANY = 0.1, 0.3
"""The share of sentences that may attribute what they say in a text without "we"; that of a text that speaks as "we"."""


def attribution_of(article: Article, readings: Sequence[Reading]) -> str | None:
    """Return the words by which the title or the first lines of a text say whose words it is; None for a report.

    A title alone does not tell a statement from a report about one. The latter attributes what is said, sentence by
    sentence, and does not say "we". A readout tells what was said, too, and is known by its title.
    """
    lines = [article.title or "", *article.text.split("\n")[:FIRST_LINES]]
    own = sum(FIRST_PERSON.search(reading.bare) is not None for reading in readings)
    reported = sum(reading.parsed.saying or TRAILING_SAYING.search(reading.text) is not None for reading in readings)
    if reported > max(own, SOME * len(readings)):
        readouts = (words for line in lines if (words := _attribution(line, _TITLE)) and _READOUT.match(words))
        return next((words for words in readouts if _is_formal(words)), None)
    forms = (_TITLE, _NAMED) if own > MANY * len(readings) else (_TITLE,)
    found = (words for form in forms for line in lines if (words := _attribution(line, form)))
    # "Statement of the mayor angers residents" is a headline.
    return next((words for words in found if own or _is_formal(words)), None)


def _names_several(words: Sequence[str]) -> bool:
    """Return whether a title of a joint statement names two or more: "Joint Statement on the Talks of Norway and Spain"."""
    return len(names(f"- {_GENRE.sub('-', ' '.join(words))}")) > 1


def _is_formal(words: str) -> bool:
    """Return whether words are a title by their form: names and offices, and what joins them, or "Press release: …"."""
    genre = _IMPERSONAL.match(words)
    if genre and words[genre.end() :][:1] == ":":
        return True
    others = _GENRE.sub(" ", words).split()
    offices = [is_title(word.removesuffix("s")) for word in others]
    return all(
        not word[:1].islower() or word in FUNCTION_WORDS or any(offices[at : at + 2])  # "foreign ministers"
        for at, word in enumerate(others)
    )


def _attribution(line: str, form: re.Pattern[str]) -> str | None:
    """Return the words of a title of this form that tell whose words the text is, with an ellipsis if they are many."""
    line = _LINK.sub(r"\1", line.strip(" *#\t"))
    title = form.match(line) if len(line) <= LONGEST_LINE and not line.endswith(".") else None
    words = re.sub(r"[\[\]]", "", title["words"]).split() if title else []
    if title and _JOINT.match(" ".join(words)) and not _GENRE.sub("", " ".join(words)).strip():
        whole = re.sub(r"[\[\]]", "", line[title.start("words") :]).split()
        return " ".join(whole if _names_several(whole) and len(whole) <= MOST_NAMED_BEHIND else words)
    if title and _IMPERSONAL.fullmatch(" ".join(words)):
        words = re.sub(r"[\[\]]", "", line[title.start("words") :]).split()  # else it names nobody
    if not words or not words[0][0].isupper() or re.search(rf"\b{SPEECH}\b", " ".join(words)):
        return None
    if len(words) == 1 and not _IMPERSONAL.match(words[0]):
        return None  # "Remarks", "Address:" tell nobody's words
    most = MOST_NAMED_BEHIND if _IMPERSONAL.match(" ".join(words)) else MOST_WORDS
    return " ".join(words) if len(words) <= most else _UNENDED.sub("", " ".join(words[:most])) + " …"
