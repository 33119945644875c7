"""Numbers in words: "zwölf", "deux cents", "三百五十万".

text2num (MIT) reads European languages; the English checks use it too. Chinese and Japanese numerals are in Unicode
with their values. In other languages only digits are read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from summarizer.article.text import REMEMBERED
from summarizer.language.words import numbers
from summarizer.schema import without_surrogates

_READ = frozenset({"da", "de", "es", "fr", "it", "nl", "pt"})
_HAN = re.compile("[零〇一二三四五六七八九十百千万萬亿億两兩]+")
_NOT_NUMERIC = {"两": 2, "兩": 2, "零": 0, "〇": 0}
_SCALES = {"Mio": "Millionen", "Mrd": "Milliarden", "Md": "milliards", "Mds": "milliards"}
_SHORT = re.compile(r"(?<!\w)(Mio|Mrd|Mds?)\b\.?")
_MYRIAD = 10_000


@lru_cache(maxsize=REMEMBERED)
def numbers_in_words(text: str, language: str) -> tuple[str, ...]:
    """Return in digits the numbers that a text has in words; a "one" may be an article."""
    if language in ("zh", "ja"):
        return tuple(str(_han_value(run)) for run in _HAN.findall(text))
    return _read(text, language, 0)


def claimed_in_words(text: str, language: str) -> tuple[str, ...]:
    """Return in digits the numbers that a text surely claims in words: no "one", and nothing that is an idiom in
    Chinese."""
    return _read(text, language, 3)


def _read(text: str, language: str, threshold: int) -> tuple[str, ...]:
    if language not in _READ:
        return ()
    from text_to_num import alpha2digit  # imported here: importing the library must not load it

    written, whole = numbers(text), _SHORT.sub(lambda short: _SCALES[short[1]], text)
    return tuple(
        number
        for number in numbers(alpha2digit(without_surrogates(whole), language, threshold))
        if number not in written
    )


def _han_value(run: str) -> int:
    """Return the value of a Chinese numeral: "二十三", "三百五十万", "二〇二六"."""
    total = section = digit = 0
    for character in run:
        value = _NOT_NUMERIC.get(character, int(unicodedata.numeric(character, 0)))
        if value < 10:
            digit = digit * 10 + value
        elif value < _MYRIAD:
            section, digit = section + (digit or 1) * value, 0
        else:
            total, section, digit = total + (section + digit) * value, 0, 0
    return total + section + digit
