"""Days of calendar units: the arithmetic under the date rules, free of any language."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from summarizer.schema import Granularity

NEAR = timedelta(days=14)
"""A day without a year this near the publication date is in that year, whatever tense was claimed for it."""


class Days(NamedTuple):
    """Days from `start` to `end`, both included, and the unit that was spoken of."""

    start: date
    end: date
    granularity: Granularity


class Frame(NamedTuple):
    """What a phrase is read against: the publication date, and whether what it dates is past (None: not known)."""

    published: date | None
    past: bool | None = None

    @property
    def day(self) -> date:
        """The publication date; ValueError where there is none, for a phrase that needs one."""
        if self.published is None:
            raise ValueError("no publication date")
        return self.published


def day(value: date) -> Days:
    """Return one day."""
    return Days(value, value, Granularity.DAY)


def week(value: date, shift: int = 0) -> Days:
    """Return the Monday to Sunday that holds `value`, moved by `shift` weeks."""
    monday = value + timedelta(weeks=shift, days=-value.weekday())
    return Days(monday, monday + timedelta(days=6), Granularity.WEEK)


def weekend(value: date, shift: int = 0) -> Days:
    """Return the Saturday and Sunday of a week."""
    end = week(value, shift).end
    return Days(end - timedelta(days=1), end, Granularity.RANGE)


def month(year: int, number: int) -> Days:
    """Return a month; `number` may run over the year at either side."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Days(date(year, number, 1), date(year, number, monthrange(year, number)[1]), Granularity.MONTH)


def months(year: int, number: int, count: int, granularity: Granularity) -> Days:
    """Return `count` months from this one on."""
    return Days(month(year, number).start, month(year, number + count - 1).end, granularity)


def year(number: int) -> Days:
    """Return a year."""
    return Days(date(number, 1, 1), date(number, 12, 31), Granularity.YEAR)


def decade(number: int) -> Days:
    """Return the ten years that hold a year."""
    first = number - number % 10
    return Days(date(first, 1, 1), date(first + 9, 12, 31), Granularity.DECADE)


def unit(name: str, value: date, shift: int = 0) -> Days:
    """Return the calendar unit of this name that holds `value`, moved by `shift` units."""
    match name:
        case "day":
            return day(value + timedelta(days=shift))
        case "week":
            return week(value, shift)
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
    raise ValueError(name)


def moved(value: date, count: int, name: str) -> date:
    """Return the day `count` units later; the month's last day where it has no such day."""
    if name in ("day", "week"):
        return value + timedelta(days=count * (7 if name == "week" else 1))
    target = month(value.year, value.month + count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[name])
    return target.start.replace(day=min(value.day, target.end.day))


def chosen(options: list[Days], frame: Frame) -> Days:
    """Return the option that a phrase without a year means.

    Of what is past the last one that has begun, of what is to come the first that has not ended; but one within `NEAR`
    of the publication date wins over one a year away, as the tense may have been misjudged. Where the tense is not
    known, the nearest.
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
    """Return the last such weekday up to the publication date, or, for what is to come, the first from it on."""
    ahead = (number - frame.day.weekday()) % 7
    if frame.past is False:
        return day(frame.day + timedelta(days=ahead))
    return day(frame.day - timedelta(days=-ahead % 7))


def day_of_month(year: int | None, number: int, first: int, frame: Frame, last: int | None = None) -> Days:
    """Return the day (or the days up to `last`) of a month; without a year, of the year that makes sense."""
    granularity = Granularity.DAY if last is None else Granularity.RANGE
    options = []
    for candidate in [frame.day.year + shift for shift in (-1, 0, 1)] if year is None else [year]:
        with suppress(ValueError):  # 29 February
            options.append(Days(date(candidate, number, first), date(candidate, number, last or first), granularity))
    if not options or options[0].start > options[0].end:
        raise ValueError("no such days")
    return options[0] if year is not None else chosen(options, frame)


def month_of(year: int | None, number: int, frame: Frame) -> Days:
    """Return a month; without a year, of the year that makes sense.

    Where the tense is not known it is taken for past: "in January" in September is the one gone, not the one to come.
    """
    if year is not None:
        return month(year, number)
    tense = Frame(frame.published, past=frame.past is not False)
    return chosen([month(frame.day.year + shift, number) for shift in (-1, 0, 1)], tense)
