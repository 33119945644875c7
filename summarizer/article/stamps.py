"""Read publication stamps, as feeds, news systems and people write them: the day, or none, or an error.

A stamp is read only if it can mean no other day. Names of months come from Unicode CLDR through Babel, as those of date
phrases do: dateparser (of the extra `readers`) knows more forms, but it also reads "soon" and guesses the order of day
and month in "02/03/2026".
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from summarizer.errors import InvalidDateError

_NO_DAY = frozenset(("", "null", "none", "nil", "nan", "n/a", "na", "-", "unknown", "undefined", "0", "0000-00-00"))

_LANGUAGES = (
    "en de es fr it pt nl sv da nb fi is pl cs sk hu ro bg hr sl sr uk ru el tr et lv lt ar fa he hi bn id ms vi sw"
).split()
"""Languages whose names of months are read. The others write years, months and days as numbers, or the stamp is an
error."""

_SECONDS = r"-?\d{9,19}(?:\.\d+)?"
_YEAR_FIRST = re.compile(
    r"(?<![\d./-])(?P<year>\d{4})\s?(?P<mark>[-/.]\s?|[年년]\s?)(?P<month>\d{1,2})(?:(?P=mark)|[月월]\s?)(?P<day>\d{1,2})"
    r"(?:\.(?!\d)|[日號号일]|(?=$|[T\s,(\[])|(?=\d{6}Z?$))",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(
    r"(?<![\d./-])(?P<first>\d{1,2})(?P<mark>[-/.])\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<year>\d{4})(?![\d/-]|\.\d)"
)
_OF = r"(?:[\s.-]|de |del |of )*"
_DAY, _WORD = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|re|[oa]\b|°|-?го)?", r"(?P<month>[^\W\d_][^\s\d.,;:/()\[\]-]{2,})"
_IN_WORDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d:.]){_DAY}{_OF}{_WORD}[.,]?{_OF}(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\w){_WORD}\.?\s*{_DAY}[.,]*\s*(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}})[\s,-]+{_WORD}\.?[\s-]*{_DAY}(?![\d:])",
    )
)

_HINT = (
    "write it like 2026-01-29, 29.01.2026, January 29, 2026, as in e-mail (Thu, 29 Jan 2026 08:00:00 GMT), or in "
    "seconds since 1970"
)


def day_of(stamp: object) -> date | None:
    """Return the day of a publication stamp, or None for an empty one.

    A stamp is in ISO 8601, of e-mail (RFC 822), in seconds (or thousandths, millionths …) since 1970, in numbers whose
    order is clear, or in words. The day is that of the place where it was written, and of UTC for numbers since 1970.
    Raise InvalidDateError for anything else.
    """
    if stamp is None:
        return None
    if isinstance(stamp, datetime):
        return stamp.date() if stamp == stamp else None  # NaT of pandas is not equal to itself
    if isinstance(stamp, date):
        return stamp
    if isinstance(stamp, int | float) and not isinstance(stamp, bool):
        return _day_of_seconds(stamp)
    if not isinstance(stamp, str):
        raise _invalid(str(stamp)[:60])
    text = _with_plain_digits(stamp.strip()[:100])
    if text.casefold() in _NO_DAY or text.startswith("0000-00-00"):
        return None
    if (number := re.fullmatch(rf"/Date\(({_SECONDS})[+\d-]*\)/|({_SECONDS})", text)) and not re.fullmatch(
        r"(?:19|20)\d{12}", text
    ):
        return _day_of_seconds(float(number[1] or number[2]))
    for read in (_iso_day, _mail_day):
        if day := read(text):
            return day
    days = set(_days_in(text))
    if len(days) > 1:
        told = " or ".join(map(str, sorted(days)))
        raise _invalid(text, f": it could be {told}")
    if not days:
        raise _invalid(text)
    return days.pop()


def _invalid(stamp: str, why: str = "") -> InvalidDateError:
    return InvalidDateError(f"invalid publication date {stamp!r}{why}", hint=_HINT)


def _with_plain_digits(text: str) -> str:
    """Return a text with the digits 0 to 9 in place of those of other scripts, and without full-width characters."""
    text = unicodedata.normalize("NFKC", text)
    return (
        text
        if text.isascii()
        else "".join(str(d) if (d := unicodedata.decimal(c, None)) is not None else c for c in text)
    )


def _day_of_seconds(number: float) -> date | None:
    if not number:
        return None
    size = abs(number)
    # Thousandths, millionths and billionths of a second have as many digits more.
    parts = next((parts for parts in (1, 1e3, 1e6, 1e9) if size < 1e11 * parts), None)
    try:
        return datetime.fromtimestamp(number / (parts or math.nan), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise _invalid(str(number)[:60]) from None


def _iso_day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    # Times that Python does not read ("08:00:00 UTC", "08:00 +0000") do not matter: the day is all that is wanted.
    match = re.match(r"(\d{4})([-/]?)(\d{1,2})\2(\d{1,2})(?=$|[T\s]|\d{6}Z?$)", text, re.IGNORECASE)
    return _date(int(match[1]), int(match[3]), int(match[4])) if match else None


def _mail_day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _days_in(text: str) -> Iterator[date]:
    """Yield the days that a stamp can mean."""
    for m in _YEAR_FIRST.finditer(text):
        yield from _dates(m["year"], [(m["month"], m["day"])])
    for m in _YEAR_LAST.finditer(text):
        orders = [(m["second"], m["first"])]
        if m["mark"] != ".":  # between dots, the day comes first in every country
            orders.append((m["first"], m["second"]))
        yield from _dates(m["year"], orders)
    for pattern in _IN_WORDS:
        for m in pattern.finditer(text):
            months = _months().get(m["month"].casefold(), frozenset())
            yield from _dates(m["year"], [(str(month), m["day"]) for month in months])


def _dates(year: str, orders: list[tuple[str, str]]) -> Iterator[date]:
    """Yield the dates of this year that exist, each given as month and day."""
    for month, day in orders:
        if found := _date(int(year), int(month), int(day)):
            yield found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, frozenset[int]]:
    """Return the numbers of the months by their names and abbreviations: "listopad" is two, of two languages."""
    from babel import Locale  # imported here: importing the library must not load it
    from babel.dates import get_month_names

    found: dict[str, set[int]] = {"sept": {9}}
    for language in _LANGUAGES:
        locale = Locale.parse(language)
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    found.setdefault(name.casefold().rstrip("."), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
