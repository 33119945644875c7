"""The names that a language gives to days, months and relative dates, from Unicode CLDR.

They come through Babel (BSD, no dependencies, about 300 languages), which is imported when first needed. Since 2.19 it
also has what CLDR calls relative names: "übermorgen", "la semaine dernière", "上周一". dateparser has them of days and
weeks too, but none of weekdays; it returns an instant, misses "el lunes", "11月26日" and the Levantine months, and
reads "1932年" as the year 84.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache, partial
from itertools import product, takewhile
from typing import NamedTuple

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UNITS = ("week", "month", "year")
_VARIANTS = {"ar": ("ar", "ar_SY", "ar_DZ", "ar_MA"), "zh": ("zh_Hans", "zh_Hant")}
UNSPACED = frozenset({"zh", "ja", "th", "my", "km", "lo"})
"""Languages that are written without spaces between words."""

_ALSO = {"ar": {"الأمس": -1}, "uk": {"вчора": -1}, "zh": {"今日": 0, "昨日": -1, "明日": 1}}
"""Common names of days that CLDR does not have."""
_ARTICLES = re.compile(r"^(?:(?:le|la|el|il|w|we|в|на|у)\s+|l')")
"""What some relative names begin with and is no part of them: "la semaine dernière", "в прошлом году"."""
_STEM = 4
"""Letters that forms of one word share, at least."""


class Turn(NamedTuple):
    """What a relative name means: the unit "last week" is of, and how far it is from the present one."""

    unit: str
    offset: int


class Vocabulary(NamedTuple):
    """The names of a language, in lower case."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    days: Mapping[str, int | None]
    """"Yesterday" and its like; None: yesterday or tomorrow, depending on the tense."""
    turns: Mapping[str, Turn]
    """"Last week", "this month", "next year"."""
    modifiers: Mapping[str, int]
    """The words that make "last", "this" and "next" of a weekday or unit, in the forms that CLDR has."""
    pointing: frozenset[str]
    """Those that make "this", and stand before any noun: "diese", "cette", "этот"."""
    units: Mapping[str, str]
    """The beginnings of words for week, month and year."""
    parts: frozenset[str]
    """Names of parts of a day, some of which are also words for tomorrow: "mañana"."""
    spaced: bool

    def modifier(self, word: str) -> int | None:
        """Return -1, 0 or 1 for a form of a word for "last", "this" or "next", else None."""
        if word in self.modifiers:
            return self.modifiers[word]
        stems = ((name[:-2], offset) for name, offset in self.modifiers.items() if len(name) > _STEM + 1)
        return next((offset for stem, offset in stems if word.startswith(stem) and len(word) <= len(stem) + 4), None)

    def points(self, word: str) -> bool:
        """Return whether a word is a form of "this"."""
        return word in self.pointing or any(len(one) > _STEM and word[:-1] == one for one in self.pointing)

    def unit(self, word: str) -> str | None:
        """Return "week", "month" or "year" for a form of such a word, else None."""
        for unit, stem in self.units.items():
            if word == stem or (len(stem) >= _STEM and word.startswith(stem) and len(word) <= len(stem) + 3):
                return unit
        return None


def plain(name: str) -> str:
    """Return a name in lower case, with a plain apostrophe and without the vowel signs of Arabic."""
    return re.sub("[\u064b-\u0652]", "", name.lower().replace("’", "'"))


@cache
def vocabulary(language: str) -> Vocabulary | None:
    """Return the names of a language (an ISO 639 code), or None if it is unknown or Babel is missing."""
    try:
        from babel import Locale, UnknownLocaleError  # imported here: importing the library must not load it
        from babel.dates import get_day_names, get_month_names, get_period_names, get_relative_name
    except ImportError:
        return None
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    relative: dict[tuple[str, int], str] = {}
    parts: set[str] = set()
    try:
        for variant in _VARIANTS.get(language, (language,)):
            locale = Locale.parse(variant)
            for width in ("wide", "abbreviated"):
                for context in ("format", "stand-alone"):
                    for number, name in get_month_names(width, context, locale).items():
                        months.setdefault(plain(name).rstrip("."), number)
                    for number, name in get_day_names(width, context, locale).items():
                        weekdays.setdefault(plain(name).rstrip("."), number)
                    for name in get_period_names(width, context, locale).values():
                        parts.update(plain(name).split())
            for field, offset in product(("day", *_WEEKDAYS, *_UNITS), (-2, -1, 0, 1, 2)):
                if name := get_relative_name(field, offset, locale=locale):
                    relative.setdefault((f"{field} {variant}", offset), _ARTICLES.sub("", plain(name), count=1))
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    spaced = language not in UNSPACED
    # Names of two letters ("ma", "do") are also other words. Names that are numbers ("7月", "M07") have other patterns.
    months = {name: n for name, n in months.items() if len(name) > 2 and not re.search(r"\d", name)} if spaced else {}
    weekdays = {name: n for name, n in weekdays.items() if len(name) > (2 if name.isascii() else 1)}
    if language == "zh":
        weekdays |= {f"{week}{day}": n for week in ("礼拜", "禮拜") for n, day in enumerate("一二三四五六日")}
    days: dict[str, int | None] = {}
    turns: dict[str, Turn] = {}
    for (field, offset), name in relative.items():
        unit = field.partition(" ")[0]
        if unit == "day":
            days[name] = offset if days.get(name, offset) == offset else None
        elif unit in _UNITS:
            turns[name] = Turn(unit, offset)
    days |= _ALSO.get(language, {})
    weekdays |= _inflected(relative, weekdays) if spaced else {}
    modifiers, units = _modifiers(relative, weekdays) if spaced else ({}, {})
    this = (name.split() for (field, offset), name in relative.items() if offset == 0 and not field.startswith("day"))
    pointing = frozenset(words[0] for words in this if len(words) == 2 and modifiers.get(words[0]) == 0)
    return Vocabulary(months, weekdays, days, turns, modifiers, pointing, units, frozenset(parts), spaced)


def _modifiers(
    relative: Mapping[tuple[str, int], str], weekdays: Collection[str]
) -> tuple[dict[str, int], dict[str, str]]:
    """Return the words that tell the relative names of one field apart, and the stems of those for the units."""
    fields: dict[str, dict[int, list[str]]] = {}
    for (field, offset), name in relative.items():
        if not field.startswith("day") and abs(offset) < 2:
            fields.setdefault(field, {})[offset] = re.split(r"[\s']+", name)
    units: dict[str, str] = {}
    found: dict[str, set[int]] = {}
    for field, names in fields.items():
        forms = [word for word in names.get(0, ()) if all(any(map(partial(_is_form, word), n)) for n in names.values())]
        if field.partition(" ")[0] in _UNITS and forms:
            longest = max(forms, key=len)
            same = [word for words in names.values() for word in words if _is_form(word, longest)]
            units.setdefault(field.partition(" ")[0], _beginning(same))
        for offset, words in names.items():
            for word in words:
                if not any(_is_form(word, form) for form in forms) and word not in weekdays and len(word) > 1:
                    found.setdefault(word, set()).add(offset)
    # A word that two offsets have, as Hebrew "in the week", makes no difference.
    told = {word: offsets.pop() for word, offsets in found.items() if len(offsets) == 1}
    return {word: offset for word, offset in told.items() if not word.startswith(tuple(units.values()))}, units


def _inflected(relative: Mapping[tuple[str, int], str], weekdays: Mapping[str, int]) -> dict[str, int]:
    """Return the forms of weekdays that only the relative names have: "środę" of "środa", in "w zeszłą środę"."""
    found = {}
    for (field, _), name in relative.items():
        number = _WEEKDAYS.index(field[:3]) if field[:3] in _WEEKDAYS else -1
        known = [day for day, n in weekdays.items() if n == number and len(day) > _STEM]
        for word in name.split():
            if any(word not in weekdays and len(_beginning([word, day])) >= len(day) - 2 for day in known):
                found[word] = number
    return found


def _is_form(a: str, b: str) -> bool:
    return a == b or len(_beginning([a, b])) >= min(_STEM, len(a), len(b))


def _beginning(words: Collection[str]) -> str:
    """Return the letters that all words begin with."""
    return "".join(
        letters[0] for letters in takewhile(lambda letters: len(set(letters)) == 1, zip(*words, strict=False))
    )
