"""What code can tell of a sentence in any language: where its own words begin, its quotation marks, its names.

Nothing here reads grammar. Quotation marks are those of Unicode, in the ways in which languages pair them; which words
are common ones tells the dictionary of the language (`lemmas`), where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from summarizer.article.dates.vocabulary import vocabulary
from summarizer.article.sentences import Sentence
from summarizer.article.text import UNSPACED, find_name
from summarizer.language.lemmas import is_word, lemma

_BULLET = r"(?:[-–—•*·▪]\s+)"
_AGENCY = r"(?:[(（][\w./\s-]{2,25}[)）]\.?\s?[-–—:]+|/[\w./\s-]{2,25}/[.:])\s*"
_ONLY_DASH = r"(?!.*\s[-–—]{1,2}\s)"
"""Behind a place: with a second dash, the first one opens a parenthesis ("UNICEF — so die Sprecherin — hat …")."""
_BEGINNINGS = re.compile(
    rf"{_BULLET}(?:[^\W\d_][\w'’.-]*(?:\s[\w'’.-]+){{0,2}}\s[-–—]\s+{_ONLY_DASH})?"  # a bullet, with a place
    rf"|(?:[^\W\d_][\w'’., -]{{1,40}}\s)?{_AGENCY}"  # "Berlin (dpa) - "
    r"|[^\W\d_a-zß-öø-ÿа-я][^\Wa-zß-öø-ÿа-я]+(?:[ ,.'’-]+[^\Wa-zß-öø-ÿа-я]+){0,4}\.?\s?[-–—]{1,2}\s+"
    rf"{_ONLY_DASH}"  # "SÃO PAULO — "
    r"|【[^】]{1,40}】\s*|[（(][^（()）]{2,24}[电電讯訊][）)]\s*|［[^］]{2,30}］\s*[-－–—]?\s*"
    r"|[^\W\d_\u0000-\u2fff]{2,12}(?:\d{1,2}月\d{1,2}日[电電](?:[（(][^）)]{1,20}[）)])?|[电電][（(][^）)]{1,20}[）)])\s*"
)
"""Bullets and datelines: what stands before the words of a sentence, and is none of them."""
_LEAST_REST = 20
"""Characters that are left of a sentence without its dateline."""

_DATELINE_WORDS = 6

_PAIRS = {"“": "”", "„": "”“", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"', "”": "”"}
"""Opening marks, each with those that may close it, the usual one first."""
_MARKS = re.compile(r"[“”„«»「」『』\"]")
_FAR = 15
"""Sentences that a quotation may run over. In a text with more, a mark was lost."""
_OUTSIDE = 2
"""Words, at least, of a sentence that tells who speaks, beside what is quoted."""
_WORDS, _CHARACTERS = 8, 60
"""Of the name of an actor, at most: "Ministerium für Klimaschutz, Umwelt, Energie und Mobilität" has seven words."""
_PREFIXING = re.compile(r"[\u0590-\u06ff]")
_SYLLABLES = 14
"""Characters of a name in a script without spaces, at most."""


def beginning(text: str) -> int:
    """Return where the words of a sentence begin, behind a bullet and a dateline."""
    found = _BEGINNINGS.match(text)
    least = _LEAST_REST // 2 if UNSPACED.search(text) else _LEAST_REST
    return found.end() if found and len(text) - found.end() >= least else 0


def is_dateline(text: str) -> bool:
    """Return whether a sentence is nothing but a dateline: "MADRID, 28 ene (EFE).", "МОСКВА, 28 янв — РИА Новости."."""
    place = re.match(r"[^\W\d_]{3,}(?=[\s-]?[^\W\d_]*[.,])", text)
    return place is not None and place[0].isupper() and len(text.split()) <= _DATELINE_WORDS


class Marks(NamedTuple):
    """What a sentence has of quotations: the mark that it lacks before or behind it, and whether it is only quoted."""

    opening: str = ""
    closing: str = ""
    is_quoted: bool = False


def marks_of(number: int, sentences: Mapping[int, Sentence]) -> Marks:
    """Return the quotation marks that a sentence of an article lacks.

    It is only quoted if nothing of it, or next to nothing, stands outside: another sentence tells who speaks.
    """
    text = sentences[number].text
    before = _left_open("", [sentences[n].text for n in range(number - _FAR, number) if n in sentences])
    if before and not _is_closed(before, [sentences[n].text for n in range(number, number + _FAR) if n in sentences]):
        before = ""
    outside, last, mark = [], 0, before
    for at, opened in _steps(before, text):
        if mark:
            last = at + 1
        else:
            outside.append(text[last:at])
        mark = opened
    if not mark:
        outside.append(text[last:])
    told = sum(map(_count, outside))
    is_partly = before or mark or last
    return Marks(before, _PAIRS[mark][0] if mark else "", bool(is_partly and told < _OUTSIDE))


def in_quotes(text: str, at: int) -> bool:
    """Return whether an offset of a sentence stands within its quotation marks."""
    return bool(_left_open("", [text[:at]]))


def _count(text: str) -> int:
    return len(re.findall(r"[^\W\d_]", text)) if UNSPACED.search(text) else len(re.findall(r"[^\W\d_]{2,}", text))


def _steps(opened: str, text: str) -> list[tuple[int, str]]:
    """Return the offsets at which quotations of a text begin and end, each with the marks that are open behind it.

    `opened` are the marks that are open before the text, the outermost first. Quotations in quotations only count as
    far as they have the marks of the outer one.
    """
    steps = []
    for found in _MARKS.finditer(text):
        at, this = found.start(), found[0]
        if opened and this in _PAIRS[opened[0]]:
            opened = opened[1:]
        elif opened and this == opened[0] and text[:at].strip():
            opened += this
            continue
        elif not opened and _opens(text, at):
            opened = this
        else:
            continue
        if len(opened) < 2:
            steps.append((at, opened))
    return steps


def _opens(text: str, at: int) -> bool:
    """Return whether a mark outside of quotations opens one; some languages open with what others close with."""
    if text[at] in "“„«「『":
        return True
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isalnum() or before in (".", ",", "!", "?", "…"):
        return False
    return text[at] == '"' or (text[at] in "»”" and bool(after) and not after.isspace())


def _left_open(opened: str, texts: list[str]) -> str:
    for text in texts:
        for _, left in _steps(opened, text):
            opened = left
    return opened


def _is_closed(opened: str, texts: list[str]) -> bool:
    for text in texts:
        opened = _left_open(opened, [text])
        if not opened:
            return True
    return False


def pointing(text: str, language: str) -> bool:
    """Return whether a sentence begins with a word for "this", and no date follows ("Cette année", "Este lunes").

    The words are those of Unicode CLDR; it has none of scripts without spaces.
    """
    names, words = vocabulary(language), re.findall(r"[^\s'’,]+", text[:60].lower())
    if names is None or len(words) < 2 or not names.points(words[0]):
        return False
    return not (names.unit(words[1]) or words[1] in names.parts or words[1] in names.weekdays)


def has_capitals(text: str) -> bool:
    """Return whether a text is in a script with capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(letter.isupper() or letter.islower() for letter in letters) > len(letters)


def is_actor(name: str, sentence: str, language: str) -> bool:
    """Return whether words of a sentence can name an actor in it.

    In a script with capitals a name has one, other than that of a common word which begins the sentence. In others it
    is short, and no inflected word: names are in the dictionary as they stand; verbs, pronouns and plurals are not.
    """
    words = name.split()
    letters = sum(map(str.isalpha, name))
    if not find_name(name, sentence) or letters < 2 or len(words) > _WORDS or len(name) > _CHARACTERS:
        return False
    if UNSPACED.search(name):
        return len(name) <= _SYLLABLES
    if not has_capitals(name):
        # Arabic and Hebrew write the article and prepositions at the beginning of a word.
        return bool(_PREFIXING.search(name)) or all(lemma(word, language) == word for word in words)
    first = sentence.split(maxsplit=1)[0]
    opens = words[0] == first and is_word(first.lower().rstrip(",."), language)
    return any(any(map(str.isupper, word)) for word in words[opens:])
