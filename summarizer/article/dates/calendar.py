"""The calendar arithmetic of the date rules, independent of language."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from summarizer.schema import Granularity

NEAR = timedelta(days=14)
"""If a day without a year can be this close to the publication date, take that year, whatever the tense."""


class Days(NamedTuple):
    """The days from `start` to `end`, both inclusive, and the calendar unit of the phrase."""

    start: date
    end: date
    granularity: Granularity


class Frame(NamedTuple):
    """The context of a phrase: the publication date, whether the event is in the past (None: unknown), and the country
    of the article as an ISO 3166 code of two letters (None: unknown)."""

    published: date | None
    past: bool | None = None
    country: str | None = None

    @property
    def day(self) -> date:
        """The publication date; raise ValueError if it is unknown."""
        if self.published is None:
            raise ValueError("no publication date")
        return self.published


def day(value: date) -> Days:
    """Return a single day."""
    return Days(value, value, Granularity.DAY)


def week(value: date, shift: int = 0) -> Days:
    """Return the Monday to Sunday that contain `value`, moved by `shift` weeks."""
    monday = value + timedelta(weeks=shift, days=-value.weekday())
    return Days(monday, monday + timedelta(days=6), Granularity.WEEK)


def weekend(value: date, shift: int = 0) -> Days:
    """Return the Saturday and Sunday of the week that contains `value`, moved by `shift` weeks."""
    end = week(value, shift).end
    return Days(end - timedelta(days=1), end, Granularity.RANGE)


def month(year: int, number: int) -> Days:
    """Return a month. `number` may be below 1 or above 12, which means a month of another year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Days(date(year, number, 1), date(year, number, monthrange(year, number)[1]), Granularity.MONTH)


def months(year: int, number: int, count: int, granularity: Granularity) -> Days:
    """Return `count` months, starting with this one."""
    return Days(month(year, number).start, month(year, number + count - 1).end, granularity)


def year(number: int) -> Days:
    """Return a year."""
    return Days(date(number, 1, 1), date(number, 12, 31), Granularity.YEAR)


def decade(number: int) -> Days:
    """Return the decade that contains a year."""
    first = number - number % 10
    return Days(date(first, 1, 1), date(first + 9, 12, 31), Granularity.DECADE)


def century(number: int) -> Days:
    """Return a century by its number: the 19th is 1801 to 1900."""
    return Days(date(100 * number - 99, 1, 1), date(100 * number, 12, 31), Granularity.RANGE)


def spoken_decade(tens: int, frame: Frame) -> Days:
    """Return the last decade of this name that has begun: "the '90s" are the 1990s."""
    last = decade(frame.day.year)
    return decade(last.start.year - (last.start.year - tens) % 100)


def unit(name: str, value: date, shift: int = 0) -> Days:
    """Return the calendar unit of this name that contains `value`, moved by `shift` units.

    Raise ValueError for an unknown name.
    """
    match name:
        case "day":
            return day(value + timedelta(days=shift))
        case "week":
            return week(value, shift)
        case "fortnight":
            return week(value, 2 * shift)
        case "weekend":
            return weekend(value, shift)
        case "month":
            return month(value.year, value.month + shift)
        case "quarter":
            return months(value.year, value.month - (value.month - 1) % 3 + 3 * shift, 3, Granularity.QUARTER)
        case "year":
            return year(value.year + shift)
        case "decade":
            return decade(value.year + 10 * shift)
        case "century":
            return century((value.year - 1) // 100 + 1 + shift)
    raise ValueError(name)


_LENGTHS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def moved(value: date, count: int, name: str) -> date:
    """Return the day `count` units later, or the last day of that month if it has no such day."""
    if name in _LENGTHS:
        return value + timedelta(days=count * _LENGTHS[name])
    target = month(value.year, value.month + count * _MONTHS_IN[name])
    return target.start.replace(day=min(value.day, target.end.day))


def chosen(options: list[Days], frame: Frame) -> Days:
    """Return the option that a phrase without a year means.

    For a past event, it is the last option that has begun; for a future event, the first that has not ended. But a day
    within `NEAR` of the publication date takes precedence, because the tense may be wrong. If the tense is unknown, it
    is the nearest option.
    """

    def distance(option: Days) -> timedelta:
        return max(option.start - frame.day, frame.day - option.end, timedelta())

    nearest = min(options, key=distance)
    if frame.past is None or (nearest.granularity is Granularity.DAY and distance(nearest) <= NEAR):
        return nearest
    if frame.past:
        return max((option for option in options if option.start <= frame.day), default=nearest)
    return min((option for option in options if option.end >= frame.day), default=nearest)


def weekday(number: int, frame: Frame) -> Days:
    """Return the last such weekday up to the publication date, or, for a future event, the first one from it on."""
    ahead = (number - frame.day.weekday()) % 7
    if frame.past is False:
        return day(frame.day + timedelta(days=ahead))
    return day(frame.day - timedelta(days=-ahead % 7))


def numbered(first: int, second: int, year: int, frame: Frame) -> Days:
    """Return the day of a date in numbers, whose order the country of the article tells.

    If the country is unknown, the numbers tell the order (25/12), or the tense: what has happened is not of a day to
    come. Raise ValueError if neither does, because half of such dates would be wrong.
    """
    options = []
    for number, value in ((first, second), (second, first)):  # the month first, the day first
        with suppress(ValueError):
            options.append(day(date(year, number, value)))
    if len(options) == 2 and options[0] != options[1]:
        if frame.country is not None and frame.country not in _EITHER_ORDER:
            return options[0 if frame.country in _MONTH_FIRST else 1]
        if frame.past is not None and frame.published is not None:
            options = [one for one in options if (one.start <= frame.published) == frame.past]
    if len(set(options)) != 1:
        raise ValueError("no such day, or two")
    return options[0]


_MONTH_FIRST = frozenset({"US", "PR", "GU", "VI", "AS", "MP", "PH", "FM", "MH", "PW"})
_EITHER_ORDER = frozenset({"CA", "CN", "HU", "JP", "KR", "LT", "MN", "TW", "ZA"})
"""Countries whose English texts have both orders, mostly because their own order begins with the year."""


def day_of_month(year: int | None, number: int, first: int, frame: Frame, last: int | None = None) -> Days:
    """Return a day of a month, or the days up to `last`. Without a year, choose the most plausible one.

    Raise ValueError if there are no such days.
    """
    granularity = Granularity.DAY if last is None else Granularity.RANGE
    options = []
    for candidate in [frame.day.year + shift for shift in (-1, 0, 1)] if year is None else [year]:
        with suppress(ValueError):  # 29 February
            options.append(Days(date(candidate, number, first), date(candidate, number, last or first), granularity))
    if not options or options[0].start > options[0].end:
        raise ValueError("no such days")
    return options[0] if year is not None else chosen(options, frame)


def day_alone(number: int, frame: Frame) -> Days:
    """Return the day of this number in the last, this or the next month; raise ValueError if there is none."""
    around = [month(frame.day.year, frame.day.month + shift) for shift in (-1, 0, 1)]
    return chosen([day(one.start.replace(day=number)) for one in around if 0 < number <= one.end.day], frame)


def month_of(year: int | None, number: int, frame: Frame) -> Days:
    """Return a month. Without a year, choose the most plausible one.

    An unknown tense counts as past: "in January", written in September, is the last January and not the next one.
    """
    if year is not None:
        return month(year, number)
    tense = Frame(frame.published, past=frame.past is not False)
    return chosen([month(frame.day.year + shift, number) for shift in (-1, 0, 1)], tense)
