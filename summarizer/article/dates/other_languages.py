"""Date phrases in languages other than English: absolute dates, weekdays, today, yesterday and tomorrow.

The names of months and weekdays come from Unicode CLDR through Babel (BSD, no dependencies, about 300 languages), which
is imported when first needed. dateparser knows more relative phrases, but it returns an instant, misses "el lunes",
"11月26日" and the Levantine months, and reads "1932年" as the year 84. A phrase stays unresolved if Babel is missing or
if these patterns do not cover it ("la semaine dernière").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from summarizer.article.dates import calendar
from summarizer.article.dates.calendar import Days, Frame

# Babel has no public interface for these words. None: yesterday or tomorrow, depending on the tense.
_RELATIVE: dict[str, dict[str, int | None]] = {
    "ar": {"اليوم": 0, "أمس": -1, "الأمس": -1, "غدا": 1, "غدًا": 1, "غداً": 1},
    "de": {"heute": 0, "gestern": -1, "morgen": 1, "vorgestern": -2, "übermorgen": 2},
    "es": {"hoy": 0, "ayer": -1, "mañana": 1, "anteayer": -2, "pasado mañana": 2},
    "fr": {"aujourd'hui": 0, "hier": -1, "demain": 1, "avant-hier": -2, "après-demain": 2},
    "hi": {"आज": 0, "कल": None},
    "it": {"oggi": 0, "ieri": -1, "domani": 1},
    "ja": {"今日": 0, "昨日": -1, "明日": 1},
    "pt": {"hoje": 0, "ontem": -1, "amanhã": 1},
    "ru": {"сегодня": 0, "вчера": -1, "завтра": 1},
    "zh": {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "明天": 1, "明日": 1, "前天": -2, "后天": 2},
}
_VARIANTS = {"ar": ("ar", "ar_SY", "ar_DZ", "ar_MA"), "zh": ("zh_Hans", "zh_Hant")}
_NO_SPACES = frozenset({"zh", "ja", "th", "my", "km", "lo"})
_PLAIN = re.compile(
    r"(?:\b(?:le|la|les|l'|el|los|en|au|du|de|del|den|der|am|im|in|il|em|no|na|в|во|на|года?)\b"
    r"|في|يوم|عام|سنة|شهر|को|में|सन्?|के|दिन|于|於|在|[\s,，、.()（）])*",
    re.IGNORECASE,
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_CHINESE = (
    rf"(?:(?P<cy>{_YEAR})年)?(?:(?P<cm>1[0-2]|0?[1-9])月)(?:(?P<cd>3[01]|[12]\d|0?[1-9])[日号號])?|(?P<cyear>{_YEAR})年"
)
_DIGITS = {ord(digit): str(n % 10) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९")}


class _Vocabulary(NamedTuple):
    pattern: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    relative: dict[str, int | None]


def find(text: str, language: str, frame: Frame) -> Iterator[tuple[int, int, Days | None]]:
    """Yield the start, end and days of each date phrase of a text; the days are None if they cannot be resolved."""
    vocabulary = _vocabulary(language)
    if vocabulary is None:
        return
    # The length stays the same, so the offsets stay valid.
    plain = text.translate(_DIGITS).replace("’", "'")
    for m in vocabulary.pattern.finditer(plain):
        try:
            days = _days(m, vocabulary, frame)
        except (ValueError, OverflowError):
            days = None
        yield m.start(), m.end(), days


def expression(text: str, language: str, frame: Frame) -> Days | None:
    """Return the days of a phrase that consists of one date and words that do not change it ("el", "في يوم")."""
    found = list(find(text, language, frame))
    if len(found) != 1:
        return None
    start, end, days = found[0]
    return days if _PLAIN.fullmatch(text[:start].replace("’", "'")) and _PLAIN.fullmatch(text[end:]) else None


@cache
def _vocabulary(language: str) -> _Vocabulary | None:
    """Return the names of a language and their pattern, or None if the language is unknown or Babel is missing."""
    try:
        from babel import Locale, UnknownLocaleError  # imported here: importing the library must not load it
        from babel.dates import get_day_names, get_month_names
    except ImportError:
        return None
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    try:
        for variant in _VARIANTS.get(language, (language,)):
            locale = Locale.parse(variant)
            for width in ("wide", "abbreviated"):
                for context in ("format", "stand-alone"):
                    for number, name in get_month_names(width, context, locale).items():
                        months.setdefault(name.lower().rstrip("."), number)
                    for number, name in get_day_names(width, context, locale).items():
                        weekdays.setdefault(name.lower().rstrip("."), number)
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    # Names of two letters ("ma", "do") are also other words. Names that are numbers ("7月", "M07") have other patterns.
    spaced = language not in _NO_SPACES
    months = {name: n for name, n in months.items() if len(name) > 2 and not re.search(r"\d", name)} if spaced else {}
    weekdays = {name: n for name, n in weekdays.items() if len(name) > (2 if name.isascii() else 1)}
    if language == "zh":
        weekdays |= {f"{week}{day}": n for week in ("礼拜", "禮拜") for n, day in enumerate("一二三四五六日")}
    relative = _RELATIVE.get(language, {})
    return _Vocabulary(_pattern(months, weekdays, relative, spaced), months, weekdays, relative)


def _pattern(
    months: dict[str, int], weekdays: dict[str, int], relative: dict[str, int | None], spaced: bool
) -> re.Pattern[str]:
    def any_of(names: dict[str, int] | dict[str, int | None]) -> str:
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"

    left, right = (r"(?<![\w])", r"(?![\w])") if spaced else ("", "")
    numeric = (
        rf"(?<!\d)(?P<iy>{_YEAR})[-/.](?P<im>\d\d?)[-/.](?P<id>\d\d?)(?!\d)"
        rf"|(?<!\d)(?P<nd>\d\d?)[/.](?P<nm>\d\d?)[/.](?P<ny>{_YEAR})(?!\d)"
    )
    if not spaced:
        named = rf"{_CHINESE}|(?P<weekday>{any_of(weekdays)})|(?P<relative>{any_of(relative)})"
        return re.compile(f"{numeric}|{named}", re.IGNORECASE)
    named = (
        rf"{left}(?:(?:{any_of(weekdays)})\.?,?\s+(?:(?:le|el|den|de)\s+)?)?(?:(?P<day>\d\d?)(?:er|[.º°])?\s+(?:de\s+)?)?"
        rf"(?P<month>{any_of(months)})\.?(?:\s*/\s*(?:{any_of(months)}))?(?:,?\s+(?:del?\s+)?(?P<year>{_YEAR}))?{right}"
        rf"|{left}(?P<weekday>{any_of(weekdays)}){right}|{left}(?P<relative>{any_of(relative)}){right}"
        rf"|(?<![\w$€£.,-])(?P<only>(?:1[89]|20)\d\d)(?![\w%-]|[.,]\d)"
    )
    return re.compile(f"{numeric}|{named}", re.IGNORECASE)


def _days(m: re.Match[str], vocabulary: _Vocabulary, frame: Frame) -> Days:
    part = m.groupdict()
    for order in ("i", "n"):
        if part[f"{order}y"]:
            return calendar.day(date(*(int(part[f"{order}{unit}"]) for unit in "ymd")))
    if part["weekday"]:
        return calendar.weekday(vocabulary.weekdays[part["weekday"].lower()], frame)
    if part["relative"]:
        shift = vocabulary.relative[part["relative"].lower()]
        if shift is None:
            if frame.past is None:
                raise ValueError("yesterday or tomorrow: the tense is unknown")
            shift = -1 if frame.past else 1
        return calendar.unit("day", frame.day, shift)
    if alone := part.get("only") or part.get("cyear"):
        return calendar.year(int(alone))
    number = int(part["cm"]) if part.get("cm") else vocabulary.months[part["month"].lower()]
    year, day = part.get("year") or part.get("cy"), part.get("day") or part.get("cd")
    if day:
        return calendar.day_of_month(int(year) if year else None, number, int(day), frame)
    return calendar.month_of(int(year) if year else None, number, frame)
