"""The words of English date phrases: the patterns that the rules are made of, and what their words mean.

All patterns are used with IGNORECASE. None has a named group, except where its description says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = tuple(name[:3] for name in MONTH_NAMES)
WEEKDAYS = tuple(name[:3] for name in WEEKDAY_NAMES)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a dozen": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "a couple": 2,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "a hundred": 100, "one hundred": 100,
}  # fmt: skip
ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "opening": 1, "closing": -1, "final": -1, "last": -1,
}  # fmt: skip
_CENTURIES = {
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
}  # fmt: skip
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of these words, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|,\d{3}|\.\d)"
YEAR = r"(?:1[5-9]|20)\d\d(?!\d|,\d|\.\d)"
IN_YEAR = rf"(?:(?:,\s*|\s+(?:in\s+|of\s+)?)(?P<year>{YEAR}))?"
"""A year after a day or a month, as group `year`."""
_TENS = {word: number for word, number in NUMBERS.items() if number in range(20, 100, 10)}
_ONES = {word: number for word, number in NUMBERS.items() if number < 10 and re.fullmatch(r"[a-z]{3,}", word)}
COUNT = rf"(?:\d{{1,3}}|(?:{any_of(_TENS)})[\s-](?:{any_of(_ONES)})|{any_of(NUMBERS)})"
ORDINAL = rf"(?:{any_of(word for word, number in ORDINALS.items() if number > 0)})"
UNIT = r"(?:day|week|fortnight|month|quarter|year|decade)"
# Without "day": "the next day" counts from the story, not from the publication date.
LONG_UNIT = r"(?:week|fortnight|month|quarter|year|decade|century)"
HOURS = r"(?:morning|afternoon|evening|night|noon|midnight|lunchtime)"
CLOCK = (
    r"(?:(?:\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?|o[’']clock|(?=\s?(?:GMT|UTC|ET|EST|EDT)\b))|\d\d:\d\d|noon|midnight)"
    r"(?:\s(?:GMT|UTC|BST|CET|CEST|IST|JST|[ECMP][SD]?T|local time|(?:Eastern|Central|Mountain|Pacific)(?: time)?))?)"
)
WHICH = r"(?:this past|this coming|this|last|next|(?:the )?(?:past|last|coming|current|previous|following|next))"
DASH = r"\s*[-–—]\s*"
NAMED_DAY = r"(?:today|tonight|yesterday|tomorrow|the day (?:before yesterday|after tomorrow))"
CENTURY = rf"(?:the\s+)?(?:(?:1[5-9]|2[01])(?:st|nd|rd|th)|{any_of(_CENTURIES)})[\s-]+century"
DECADE = rf"(?:the\s+)?(?:(?:1[5-9]|20)\d0[’']?s|[’'‘]?[2-9]0s|{'|'.join(_DECADES)})"
QUARTER = (
    rf"(?:(?:the\s+)?(?:{ORDINAL}|last|final|current)[\s-]+(?:quarter|half)|[QH][1-4])"
    rf"(?:,?\s+(?:of\s+|in\s+)?(?:this year|last year|next year|the year|{YEAR}))?"
)
SOME_DAY = (
    rf"(?:(?:{WEEKDAY},?\s+(?:the\s+)?)?(?:{MONTH}\s+(?:the\s+)?{DAY}|{DAY}\s+(?:of\s+)?{MONTH})(?:,?\s+{YEAR})?"
    rf"|(?:(?:this|last|next)\s+)?{WEEKDAY}|{NAMED_DAY})"
)
"""One day by its date, weekday or name."""

# Periods that are not those of the calendar: where they begin, the article mostly does not say.
_OWN = r"(?:fiscal|financial|budget|tax|school|academic|marketing|crop|model|business)"
_TWO_YEARS = r"(?:1[5-9]|20)\d\d\s?[-–/]\s?(?:(?:1[5-9]|20)\d\d|\d\d)"
_NOT_CALENDAR = (
    rf"(?:(?:the\s+)?{_OWN}[\s-]+years?[\s-]+(?:{_TWO_YEARS}|{YEAR})|(?:fiscal|academic)\s+(?:{_TWO_YEARS}|{YEAR})"
    rf"|(?:the\s+)?(?:{_TWO_YEARS}|{YEAR})\s+(?:{_OWN}[\s-]+year|season|campaign)"
    rf"|(?:{WHICH}|the|its|their|our|a)\s+{_OWN}[\s-]+(?:year|half|quarter)"
    rf"|FY\s?[’']?(?:{_TWO_YEARS}|{YEAR}|\d\d(?:\s?[-–/]\s?\d\d)?)"
    rf"|fiscal\s+(?:(?:{ORDINAL}|last|final)[\s-]+(?:quarter|half)|[QH][1-4])(?:\s+(?:of\s+)?{YEAR})?)"
)
OWN_YEAR = (
    rf"(?:(?:(?:the\s+)?(?:{ORDINAL}|last|final)[\s-]+(?:fiscal[\s-]+)?(?:quarter|half|term)|[QH][1-4])"
    rf"(?:\s+(?:of|in))?\s+)?{_NOT_CALENDAR}"
)
"""A period with its own beginning: "fiscal 2025", "the 2025-26 season", "the second quarter of the fiscal year"."""

PERIOD = (
    rf"(?:{OWN_YEAR}|{CENTURY}|{QUARTER}|(?:{WHICH}|the)\s+(?:{LONG_UNIT}|weekend)\b(?![-’'])|{WHICH}\s+{MONTH}"
    rf"|{MONTH}(?:\s+(?:of\s+)?(?:last|this|next)\s+year|,?\s+(?:of\s+)?{YEAR})?(?!\s+\d{{1,2}}\b)"
    rf"|(?:(?:{WHICH}|the)\s+)?(?:spring|summer|autumn|winter|fall)(?:\s+(?:of\s+)?{YEAR})?(?!\s+of\b)"
    rf"|{DECADE}|(?:the\s+year\s+)?{YEAR})"
)
"""A period longer than a day, as it stands after "the end of"."""


def month_number(name: str) -> int:
    """Return the number of a month from 1 to 12."""
    return MONTHS.index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    """Return the number of a weekday from 0, Monday, to 6."""
    return WEEKDAYS.index(name[:3].lower())


def count(text: str) -> int:
    """Return a number in digits or words."""
    if text.isdigit():
        return int(text)
    tens, *ones = re.split(r"[\s-]", text.lower())
    return _TENS[tens] + _ONES[ones[0]] if tens in _TENS and ones else NUMBERS[text.lower()]


def century_number(text: str) -> int:
    """Return the number of a century: 19 for "the 19th century"."""
    if digits := re.search(r"\d\d", text):
        return int(digits[0])
    return next(number for word, number in reversed(_CENTURIES.items()) if word in text.lower())


def decade_digit(text: str) -> int:
    """Return the tens of a decade without its century: 90 for "the '90s" and "the nineties"."""
    if digits := re.search(r"\d0", text):
        return int(digits[0])
    return 10 * (2 + next(at for at, word in enumerate(_DECADES) if word in text.lower()))


def edge_of(which: str | None) -> int:
    """Return -1 for "last" and its like, 1 for "next" and its like, else 0.

    Raise ValueError for what counts from another day of the story: "the following week", "the previous year".
    """
    which = (which or "").lower()
    if re.search("previous|following", which):
        raise ValueError("it counts from another day")
    return -1 if re.search("last|past", which) else 1 if re.search("next|coming", which) else 0
