"""Headings, datelines, captions and credits: what stands before or behind the words of a sentence and is none of them.

Texts that were taken from web pages have lost the line breaks there: "Talks on the yard-In May the board …". Each rule
returns the offset behind what it finds. A hyphen is read as such a break only where it surely is none of a compound: as
nothing is lost if a heading stays, but a compound without its beginning is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article.dates.words import MONTH
from summarizer.language.english.lexicon import AUXILIARIES, ORGANIZATION, SPEECH, either, listed
from summarizer.language.english.predicates import has_verb, masked, predicate_at
from summarizer.language.lemmas import is_word, lemma
from summarizer.language.names import is_country, is_nominal

DATED = r"[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d"
LEAST_REST = 20
"""Characters that are left of a sentence without its heading."""
MOST_WORDS, MOST_CHARACTERS = 7, 90
"""Of a heading."""

_REGION, _AGENCY = r"(?:,\s?[A-Z\d][\w.’' ]{1,20})", r"\s*\([^)]{2,40}\)"
_LABELS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[\s”*]*[-–—•*·]\s+|[\s\"”]+\s",  # a bullet, a stray closing quotation mark
        # A dateline: "PORT ORLEN, May 4 (Post) — The board …", but not "UNICEF — the agency — …".
        rf"(?!FILE\b)(?:[A-Z][A-Z .,'’/-]{{2,40}}{_REGION}{{0,3}}(?:{_AGENCY})?|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{0,2}}"
        rf"(?:{_REGION}{{0,3}}{_AGENCY}|{_REGION}{{1,3}}(?=\s[–—])))\s?[-–—]{{1,2}}\s+(?=[“\"‘A-Z\d])",
        rf"(?:[A-Z][a-z]+day, )?{DATED}(?:\s+| ?-)(?=[“\"A-Z])",
        rf"(?:{MONTH} \d{{1,2}})?{_AGENCY}\s?[-–—]{{1,2}}\s*(?=[“\"‘A-Z\d])",  # a credit: "(Post) -", "May 4 (Post) -"
        rf"{either('adding_openers')},\s+(?=[A-Z])",  # "In addition, Karst …": it says nothing of its own
    )
)
_HYPHEN = re.compile(r"(?P<blank> )?-(?P<next>[“\"]|[A-Z][\w’']*)")
_PLACE = re.compile(rf", (?:(?P<place>[A-Z][a-z]+)|{DATED})-(?=(?P<next>[“\"]|[A-Z][\w’']*))")
_SUBJECT = re.compile(r"[A-Z][\w.’'-]+ [A-Z][\w.’'-]+ [a-z]+(?:s|ed)\b")
"""A name of two words and a verb."""
_FULL_NAME = re.compile(r"(?<=[a-z]{3})-(?=[A-Z][\w.’'-]+ [A-Z])")
_NAMES = re.compile(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)+")
_OF_ACTIONS = ("tion", "sion", "ness", "ity", "ing", "ance", "ence")
_NAME_ACTS = re.compile(rf"[A-Z][\w’']+ (?:{AUXILIARIES}|{SPEECH})\b")
_OPENERS = (listed("no_names", "function_words", "openers") | {w.lower() for w in listed("sentence_openers")}) - {
    *("a", "an", "i", "may", "will", "new", "up", "out", "off", "down", "mr", "mrs", "ms", "dr"),
}
"""Words that begin a sentence, and no name behind a hyphen."""
_ARTICLES = ("a", "an")
_DETERMINERS = frozenset(("the", *_ARTICLES, "two", "three", "many", "some", "several", "its", "his", "her", "their"))
_PREFIXES = listed("prefixes")
_CREDIT = re.compile(
    r"\s(?:Image|Photo|File photo|Picture|Credit|Video):\s[^.!?]*\.?$|(?<=[.!?:”\"’])[\s-]FILE [-–—]\s.*$", re.DOTALL
)


def beginning(text: str) -> int:
    """Return the offset at which the words of a sentence begin, behind bullets, dateline, heading or caption."""
    start, is_cut = 0, False
    while True:
        label = next((m.end() for rule in _LABELS if (m := rule.match(text, start))), None)
        # One heading or caption at most: behind it, a hyphen is one of the sentence.
        if label is None and not is_cut:
            label, is_cut = _caption(text, start) or _heading(text, start) or _clause(text, start), True
        if label is None or len(text) - label <= LEAST_REST:
            return start
        start = label


def ending(text: str, start: int) -> int:
    """Return the offset at which the words of a sentence end, before a credit or the caption of an archive's photo."""
    behind = _CREDIT.search(text, start + LEAST_REST)
    return behind.start() if behind else len(text)


def _heading(text: str, start: int) -> int | None:
    """Return the end of a heading: "Talks on the yard-In May …", "More protests -Dockers …", "‘Greed’-Karst …"."""
    for hyphen in _HYPHEN.finditer(text, start):
        heading = text[start : hyphen.start()]
        if len(heading) > MOST_CHARACTERS or len(heading.split()) > MOST_WORDS or not re.match(r"[A-Z‘“\d]", heading):
            return None
        if _ends_heading(heading, hyphen, text[hyphen.start("next") :]):
            return hyphen.start("next")
    return None


def _ends_heading(heading: str, hyphen: re.Match[str], rest: str) -> bool:
    """Return whether a hyphen ends a heading, and joins no compound ("al-Qaida", "ultra-Orthodox", "Rolls-Royce")."""
    if hyphen["blank"] and heading.lower() != "file":
        return " - " not in heading and "- " not in rest[:80]  # no aside
    if heading.endswith(":") or (heading[0] in "‘“" and heading[-1] in "’”"):
        return True
    words, following = heading.split(), hyphen["next"]
    last = words[-1].lower()
    if not re.fullmatch(r"[\w’'-]*\w", words[-1]):
        return False  # "U.S.-Japan"
    if rest.startswith(f"{following}-"):
        return False  # "Stratford-On-Avon"
    is_opener = following.lower() in _OPENERS and not following.isupper()  # "anti-IS"
    if following[0] in '“"' or is_opener:
        return words[-1] not in _PREFIXES
    if len(words) == 1:
        # "Investigation-Karst said …"; in "Government-Karst talks" no verb stands behind the name.
        return last.endswith(_OF_ACTIONS) and is_word(last, "en") and _NAME_ACTS.match(rest) is not None
    return _is_noun_phrase(words) and has_verb(rest)


def _is_noun_phrase(words: Sequence[str]) -> bool:
    """Return whether words make a heading whose last one can be no part of a compound with the name behind it."""
    before, last = words[-2].lower(), words[-1]
    begins = _DETERMINERS.isdisjoint((words[0].lower(), before)) and not has_verb(" ".join(words[:-2]))
    # "government-Houthi", "Italo-French", "formerly-Soviet"
    is_modifier = last in _PREFIXES | ORGANIZATION or last.endswith(("ly", "o", "i", "a")) or is_nominal(last)
    if is_modifier or not begins or not re.fullmatch(r"[a-z]{3,}", last):
        return False
    # A noun or a participle; "once" and "foo" are none. The dictionary has no word classes, but plurals.
    plurals = (f"{last}s", f"{last}es", re.sub("y$", "ies", last))
    is_noun = lemma(last, "en") != last or any(is_word(plural, "en") for plural in plurals if plural != last)
    return is_noun or (is_word(last, "en") and before not in _OPENERS)


def _caption(text: str, start: int) -> int | None:
    """Return the end of a caption, up to its place or date: "… in Conakry, Guinea-Ida Moe warns …"."""
    for end in _PLACE.finditer(text, start + LEAST_REST):
        first = end["next"].lower()
        begins = first[0] in '“"' or first in _OPENERS or first in _ARTICLES or _SUBJECT.match(text, end.end())
        if begins and (end["place"] is None or is_country(end["place"])):
            return end.end()
    return None


def _clause(text: str, start: int) -> int | None:
    """Return the end of a whole clause before one of somebody named in full: "… died in the fire-Ida Moe, a smith, said"."""
    for hyphen in _FULL_NAME.finditer(text, start + LEAST_REST):
        clause, rest = text[start : hyphen.start()], masked(text[hyphen.end() :])
        last = clause.split()[-1]
        is_word_of_compound = last in _PREFIXES | ORGANIZATION or last.endswith("ly") or is_nominal(last)
        if is_word_of_compound or not has_verb(masked(clause)):
            continue
        behind = predicate_at(rest, 0)
        if behind and _NAMES.fullmatch(behind.subject):
            return hyphen.end()
    return None
