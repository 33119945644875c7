"""The days of holidays: those of the whole world by their date or by Easter, others by the country of the article.

The library `holidays` knows the public holidays of about 250 countries; it is imported when first needed. A holiday
stays unresolved if its day depends on the country and the country is unknown ("Independence Day"), or if the library is
missing or does not know it. The same name can be on other days in other countries: Christmas is on January 7 in Russia.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache

from summarizer.article.dates import calendar
from summarizer.article.dates.calendar import Days, Frame
from summarizer.article.dates.words import IN_YEAR, any_of, edge_of
from summarizer.schema import Granularity

_FIXED = {
    "new years": (1, 1), "epiphany": (1, 6), "groundhog": (2, 2), "valentines": (2, 14), "womens": (3, 8),
    "st patricks": (3, 17), "april fools": (4, 1), "april fool": (4, 1), "earth": (4, 22), "anzac": (4, 25),
    "may": (5, 1), "cinco de mayo": (5, 5), "juneteenth": (6, 19), "canada": (7, 1), "bastille": (7, 14),
    "australia": (1, 26), "halloween": (10, 31), "all saints": (11, 1), "all souls": (11, 2), "guy fawkes": (11, 5),
    "bonfire night": (11, 5), "armistice": (11, 11), "veterans": (11, 11), "remembrance": (11, 11),
    "world aids": (12, 1), "human rights": (12, 10), "christmas eve": (12, 24), "christmas": (12, 25),
    "boxing": (12, 26), "st stephens": (12, 26), "new years eve": (12, 31),
}  # fmt: skip
_FROM_EASTER = {
    "shrove tuesday": -47, "mardi gras": -47, "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3,
    "holy thursday": -3, "good friday": -2, "holy saturday": -1, "easter": 0, "easter sunday": 0, "easter monday": 1,
    "ascension": 39, "pentecost": 49, "whit sunday": 49, "whit monday": 50,
}  # fmt: skip
_OF_A_COUNTRY = {
    "memorial": "US", "labor": "US", "presidents": "US", "columbus": "US", "martin luther king": "US", "mlk": "US",
    "martin luther king jr": "US", "waitangi": "NZ", "victoria": "CA", "gandhi jayanti": "IN",
    "german unity": "DE", "russia": "RU",
}  # fmt: skip
"""Holidays with a name that only one country's English has. Canada's "Labour Day" is on the day of the American one."""
_OF_COUNTRIES = (
    "thanksgiving", "independence", "republic", "national", "constitution", "labour", "family", "freedom", "heritage",
    "youth", "unity", "victory", "liberation", "democracy", "revolution", "kings birthday", "queens birthday",
    "armed forces", "mothers", "fathers", "teachers", "childrens", "flag", "spring bank holiday",
    "summer bank holiday", "diwali", "holi", "dussehra", "eid al-fitr", "eid al-adha", "ashura", "yom kippur",
    "rosh hashanah", "passover", "lunar new year", "chinese new year", "nowruz", "vesak", "orthodox easter",
    "orthodox christmas",
)  # fmt: skip
_BY_CHURCH = frozenset({"christmas", "christmas eve", *_FROM_EASTER})
_OTHER_NAMES = {
    "presidents": "washingtons birthday", "mlk": "martin luther king jr", "martin luther king": "martin luther king jr",
    "juneteenth": "juneteenth national independence", "labour": "labor", "gandhi jayanti": "mahatma gandhis birthday",
    "vesak": "buddha purnima", "orthodox christmas": "christmas", "orthodox easter": "easter",
}  # fmt: skip
_BARE = frozenset({
    "new years", "christmas eve", "new years eve", "christmas", "halloween", "easter", "pentecost", "juneteenth",
    "epiphany", "mardi gras", "bonfire night", "cinco de mayo", "thanksgiving", "diwali", "holi", "dussehra",
    "eid al-fitr", "eid al-adha", "ashura", "yom kippur", "rosh hashanah", "passover", "lunar new year", "nowruz",
    "chinese new year", "vesak", "kings birthday", "queens birthday", "gandhi jayanti", "orthodox easter",
    "orthodox christmas", "spring bank holiday", "summer bank holiday",
    *(name for name in _FROM_EASTER if name != "ascension"),
})  # fmt: skip
"""Names that need no "Day"."""


def _spelled(name: str) -> str:
    """Return the pattern of a name with its apostrophe, "Day" and other spellings."""
    written = re.sub(
        r"\b(new year|valentine|woman|st patrick|st stephen|president|king|queen|mother|father|teacher|children"
        r"|women|saint|soul|fool)s\b",
        r"\1[’']?s[’']?",
        name,
    )
    written = written.replace("st ", r"(?:St\.?|Saint)\s+").replace(" jr", r",?\s+Jr\.?").replace("martin", "martin")
    written = written.replace("-", "[- ]").replace(" ", r"\s+")
    return written + (r"(?:\s+Day)?" if name in _BARE else r"\s+Day")


_NAMES = sorted({*_FIXED, *_FROM_EASTER, *_OF_A_COUNTRY, *_OF_COUNTRIES}, key=len, reverse=True)
NAME = rf"(?:(?:International\s+)?(?:{'|'.join(map(_spelled, _NAMES))}))"
BARE = rf"(?:(?:this|last|next)\s+)?(?:{any_of(sorted({n for n in _BARE if ' ' not in n}))}|New\s+Year[’']?s)"
"""A name that also stands before nouns: "Christmas market"."""


def _key(name: str) -> str:
    """Return a name as in the tables."""
    key = re.sub(r"\s+", " ", re.sub(r"[’'.,]|\(.*?\)|\bthe\b", "", name.lower())).strip()
    key = re.sub(r"^saint\b", "st", re.sub(r"^eid al (?=\w)", "eid al-", key))
    return re.sub(r"^international ", "", re.sub(r" day$", "", key))


def _easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the method of Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + weekday - 7 * ((golden + 11 * moon + 22 * weekday) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


@lru_cache(maxsize=256)
def _public(country: str, year: int) -> dict[str, date]:
    """Return the holidays of a country in a year by the keys of their English names; empty if it is unknown."""
    found: dict[str, date] = {}
    with suppress(ImportError, NotImplementedError, KeyError, ValueError):
        import holidays  # imported here: importing the library must not load it

        entity = holidays.country_holidays(country, years=year)
        entity = holidays.country_holidays(
            country, years=year, language="en_US", observed=False, categories=entity.supported_categories
        )
        for day, names in sorted(entity.items()):
            for name in names.split("; "):
                if not re.search(r"observed|substitute", name):
                    found.setdefault(_key(name), day)
    return found


def _on(key: str, year: int, country: str | None) -> date:
    """Return the day of a holiday in a year; raise ValueError if it is unknown."""
    home = country or _OF_A_COUNTRY.get(key)
    if home and (key in _BY_CHURCH or key not in _FIXED):
        public = _public(home, year)
        for name in (key, _OTHER_NAMES.get(key), f"{key} sunday"):
            if name in public:
                return public[name]
        if key in _FROM_EASTER:
            # Where it tells one of these days, the others follow from it: Easter of the East has another calendar.
            for name, shift in _FROM_EASTER.items():
                if name in public:
                    return public[name] + timedelta(days=_FROM_EASTER[key] - shift)
    if key in _FIXED:
        return date(year, *_FIXED[key])
    if key in _FROM_EASTER:
        return _easter(year) + timedelta(days=_FROM_EASTER[key])
    raise ValueError("the country is unknown, or its holidays")


def _holiday(m: re.Match[str], frame: Frame) -> Days:
    """Return the day of a holiday; without a year, the most plausible one. Of a weekend, return its free days."""
    key = _key(m["name"])

    def of(year: int) -> Days:
        day = _on(key, year, frame.country)
        if not m["around"]:
            return calendar.day(day)
        if m["around"].lower() == "week":
            return calendar.week(day)
        return _weekend(day, easter=key.startswith("easter"))

    if m["year"]:
        return of(int(m["year"]))
    options = []
    for shift in (-1, 0, 1):
        with suppress(ValueError):
            options.append(of(frame.day.year + shift))
    edge = edge_of(m["which"])
    if edge < 0:
        options = [max(one for one in options if one.end < frame.day)]
    elif edge > 0:
        options = [min(one for one in options if one.start > frame.day)]
    return calendar.chosen(options, frame)


def _weekend(day: date, *, easter: bool) -> Days:
    """Return the weekend of a holiday, with the holiday if it is next to it."""
    if easter:
        return Days(day - timedelta(days=2), day + timedelta(days=1), Granularity.RANGE)
    saturday = calendar.weekend(day, -1 if day.weekday() == 0 else 0).start
    last = max(saturday + timedelta(days=1), day) if day.weekday() == 0 else saturday + timedelta(days=1)
    return Days(min(saturday, day) if day.weekday() in (3, 4) else saturday, last, Granularity.RANGE)


RULES = [
    (
        rf"(?:(?P<which>this|last|next|this past|this coming)\s+)?(?P<name>{NAME})"
        rf"(?:\s+(?P<around>weekend|week)\b(?!-))?{IN_YEAR}",
        _holiday,
    ),
]
"""The rules, in the order in which they are tried."""
