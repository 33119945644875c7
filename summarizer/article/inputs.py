"""Build an `Article` from the arguments of a call, and parse its publication day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from summarizer.errors import InputError, InvalidDateError
from summarizer.schema import Article


def as_article(article: str | Article, published: str | date | None = None, title: str | None = None) -> Article:
    """Return the article with this title and publication day.

    Raise InputError for what is neither a text nor an `Article`, InvalidDateError if the day is invalid.
    """
    if not isinstance(article, str | Article):
        raise InputError(
            f"the article is of the class {type(article).__name__}",
            hint="pass its text or an Article; read_article makes one of a file, summarize_many takes several",
        )
    base = Article(text=article) if isinstance(article, str) else article
    day = parse_day(published) if published is not None else base.published
    return base.model_copy(update={"published": day, "title": title if title is not None else base.title})


def parse_day(published: str | date) -> date:
    """Return the day of a date, a datetime or an ISO 8601 string. Raise InvalidDateError for any other value."""
    if isinstance(published, datetime):
        return published.date()
    if isinstance(published, date):
        return published
    try:
        return datetime.fromisoformat(published.strip()).date()
    except (ValueError, AttributeError):
        raise InvalidDateError(f"invalid publication date {published!r}") from None


_NO_DAY = frozenset(("", "null", "none", "nil", "nan", "n/a", "na", "-", "unknown", "undefined", "0", "0000-00-00"))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]{3,9})\.?|"
    r"(?P<month2>[a-z]{3,9})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?),?\s+(?P<year>\d{4})\b",
    re.IGNORECASE,
)


def day_of(stamp: object) -> date | None:
    """Return the day of a publication stamp as feeds and news systems write it, or None for an empty one.

    A stamp is in ISO 8601, of e-mail (RFC 822), in seconds or milliseconds since 1970, or in English words. The day is
    that of the place where it was written, and of UTC for numbers. Raise InvalidDateError for anything else.
    """
    if stamp is None:
        return None
    if isinstance(stamp, date):
        return parse_day(stamp)
    if isinstance(stamp, int | float) and not isinstance(stamp, bool):
        return _day_of_seconds(stamp)
    if not isinstance(stamp, str):
        raise InvalidDateError(f"invalid publication date {str(stamp)[:60]!r}")
    text = stamp.strip()[:100]
    if text.casefold() in _NO_DAY or text.startswith("0000-00-00"):
        return None
    if re.fullmatch(r"-?\d{9,14}(?:\.\d+)?", text) and not re.fullmatch(r"(?:19|20)\d{12}", text):
        return _day_of_seconds(float(text))
    for read in (_iso_day, _mail_day, _day_in_words):
        if day := read(text):
            return day
    raise InvalidDateError(f"invalid publication date {text!r}")


def _day_of_seconds(seconds: float) -> date | None:
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(seconds / 1000 if abs(seconds) >= 1e11 else seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        raise InvalidDateError(f"invalid publication date {str(seconds)[:60]}") from None


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


def _day_in_words(text: str) -> date | None:
    if not (match := _IN_WORDS.match(text)):
        return None
    month = (match["month"] or match["month2"])[:3].casefold()
    if month not in _MONTHS:
        return None
    return _date(int(match["year"]), _MONTHS.index(month) + 1, int(match["day"] or match["day2"]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
