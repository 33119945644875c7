"""Compare libraries that resolve date phrases, on gold and on MEANTIME: `python -m evals.studies.dates`.

For each library that is installed, the study counts the phrases whose start and end are exactly right:

- gold: dates of events and due dates of commitments that have days; the tense comes from the status;
- MEANTIME: time expressions of type DATE whose value is a day, week, month, quarter or year, without the document's own
  date line; the tense comes from the verbs around them.

For this library it also counts how often `find` finds the gold phrase in its evidence, and with the gold's days; and
how often a date has the right days if a model gives none with the phrase, the right ones, or wrong ones
(`summarizer/assemble/dating.py` decides between code and model).

If a library returns an instant, it counts as its day, or as the month or year if the library says so.
"""

from __future__ import annotations

import importlib
import json
import logging
import re
import time
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from evals.data.cases import load_cases
from evals.data.project import project
from summarizer.article.dates.resolving import find, is_past, resolve
from summarizer.assemble.dating import Dating
from summarizer.claims import PAST
from summarizer.schema import Article

Range = tuple[date, date]
Resolver = Callable[[str, date, bool | None], Range | None]


class Case(NamedTuple):
    """A date phrase of an article, and its first and last day; `past` is the tense, None if it is not known."""

    article: str
    phrase: str
    published: date
    past: bool | None
    days: Range
    evidence: tuple[str, ...] = ()


def gold_cases() -> Iterator[Case]:
    """Yield the dates in gold briefs that have days."""
    for case in load_cases():
        dated = [(e.date, e.status in PAST, e.evidence) for e in case.gold.events]
        dated += [(c.due, False, c.evidence) for c in case.gold.commitments]
        for when, past, evidence in dated:
            if when and when.start and when.end and case.article.published:
                yield Case(case.id, when.text, case.article.published, past, (when.start, when.end), tuple(evidence))


def meantime_cases() -> Iterator[Case]:
    """Yield the time expressions of MEANTIME that have days."""
    for article in map(json.loads, (project().external / "meantime.jsonl").read_text(encoding="utf-8").splitlines()):
        for timex in article["gold"]["timexes"]:
            dateline = timex["value"] == article["published_date"] and re.search(r"\d{4}", timex.get("text") or "")
            if timex["type"] != "DATE" or not timex.get("text") or dateline:
                continue
            if days := days_of_value(timex["value"]):
                past = is_past(article["text"], timex["start"], timex["end"])
                yield Case(article["id"], timex["text"], date.fromisoformat(article["published_date"]), past, days)


def days_of_value(value: str) -> Range | None:
    """Return the days of a TIMEX3 value: 2008-09-16, 2008-09, 2008-W38, 2008-W38-WE, 2008-Q3 or 2008; else None."""
    m = re.fullmatch(r"(\d{4})(?:-(?:W(?P<w>\d\d)(?P<we>-WE)?|Q(?P<q>[1-4])|(?P<m>\d\d)(?:-(?P<d>\d\d))?))?", value)
    if m is None:
        return None
    year = int(m[1])
    if m["w"]:
        monday = date.fromisocalendar(year, int(m["w"]), 1)
        return monday + timedelta(days=5 if m["we"] else 0), monday + timedelta(days=6)
    if m["d"]:
        return (date(year, int(m["m"]), int(m["d"])),) * 2
    first, last = (int(m["m"]),) * 2 if m["m"] else (3 * int(m["q"]) - 2, 3 * int(m["q"])) if m["q"] else (1, 12)
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _ours(phrase: str, published: date, past: bool | None) -> Range | None:
    when = resolve(phrase, published, past=past)
    return (when.start, when.end) if when.start and when.end else None


def _days(value: Any) -> Range | None:
    """Return the day of a date or datetime, the days of a pair of them, or those of the first entry of a list."""
    if isinstance(value, list):
        return _days(value[0]) if value else None
    if isinstance(value, tuple):
        start, end = _days(value[0]), _days(value[-1])
        return (start[0], end[1]) if start and end else None
    if isinstance(value, datetime):
        value = value.date()
    return (value, value) if isinstance(value, date) else None


def _dateparser(module: Any) -> Resolver:
    def parse(phrase: str, published: date, past: bool | None) -> Range | None:
        prefer = {True: "past", False: "future", None: "current_period"}[past]
        settings = {"RELATIVE_BASE": _noon(published), "PREFER_DATES_FROM": prefer}
        data = module.DateDataParser(languages=["en"], settings=settings).get_date_data(phrase)
        if data.date_obj is None:
            return None
        day: date = data.date_obj.date()
        if data.period == "week":
            return day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday())
        return days_of_value(day.isoformat()[: {"month": 7, "year": 4}.get(data.period, 10)])

    return parse


def _parsedatetime(module: Any) -> Resolver:
    calendar = module.Calendar()

    def parse(phrase: str, published: date, past: bool | None) -> Range | None:
        parsed, kind = calendar.parseDT(phrase, _noon(published))
        return _days(parsed) if kind else None

    return parse


def _recurrent(module: Any) -> Resolver:
    return lambda phrase, published, past: _days(module.RecurringEvent(now_date=_noon(published)).parse(phrase))


def _timefhuman(module: Any) -> Resolver:
    def parse(phrase: str, published: date, past: bool | None) -> Range | None:
        direction = module.Direction.previous if past else module.Direction.next
        config = module.tfhConfig(now=_noon(published), direction=direction)
        return _days(module.timefhuman(phrase, config=config))

    return parse


def _ctparse(module: Any) -> Resolver:
    def parse(phrase: str, published: date, past: bool | None) -> Range | None:
        parsed = module.ctparse(phrase, ts=_noon(published), timeout=1)
        resolution = parsed.resolution if parsed else None
        if resolution is None or not hasattr(resolution, "start"):
            return None
        return _days((resolution.start.dt, resolution.end.dt))

    return parse


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


CANDIDATES: dict[str, tuple[str, Callable[[Any], Resolver]]] = {
    "dateparser": ("dateparser.date", _dateparser),
    "parsedatetime": ("parsedatetime", _parsedatetime),
    "recurrent": ("recurrent", _recurrent),
    "timefhuman": ("timefhuman", _timefhuman),
    "ctparse": ("ctparse", _ctparse),
}


def available() -> dict[str, Resolver]:
    """Return the resolvers that are installed, and this library's own."""
    resolvers: dict[str, Resolver] = {}
    for name, (module, make) in CANDIDATES.items():
        try:
            resolvers[name] = make(importlib.import_module(module))
        except ImportError:
            print(f"{name}: not installed")
    return resolvers | {"summarizer": _ours}


def right(resolver: Resolver, case: Case) -> bool:
    """Return whether a resolver returns the days of a case; an exception counts as wrong."""
    try:
        return resolver(case.phrase, case.published, case.past) == case.days
    except Exception:
        return False


def report_finding(cases: list[Case]) -> None:
    """Print how often `find` finds the phrase of a case in its evidence, and with its days."""
    inside = [(case, text) for case in cases for text in case.evidence if case.phrase.lower() in text.lower()]
    found = days = days_by_verbs = 0
    for case, text in inside:
        at = text.lower().index(case.phrase.lower())
        by_status, by_verbs = (
            [p for p in find(text, case.published, past=past) if p.start < at + len(case.phrase) and at < p.end]
            for past in (case.past, None)
        )
        found += bool(by_status)
        days += any((p.when.start, p.when.end) == case.days for p in by_status)
        days_by_verbs += any((p.when.start, p.when.end) == case.days for p in by_verbs)
    print(f"\nfind: {found} of {len(inside)} gold phrases found in their evidence, {days} with the gold's days")
    print(f"      ({days_by_verbs} if the tense comes from the verbs around the phrase, not from the gold status)")


def report_readers(name: str, cases: list[Case]) -> None:
    """Print how often a date has the set's days, by what a model states, and what code's own readings are worth."""

    def is_right(case: Case, stated: str | None) -> bool:
        article = Article(text=case.phrase, published=case.published, language="en")
        dating = Dating(article, None, lambda days, reason: None)
        when = dating.when(case.phrase, stated, case.evidence, past=case.past)
        return when is not None and (when.start, when.end) == case.days

    week = timedelta(weeks=1)
    models: dict[str, Callable[[Case], str | None]] = {
        "no days": lambda case: None,
        "the right days": lambda case: f"{case.days[0]}/{case.days[1]}",
        "days a week too early": lambda case: f"{case.days[0] - week}/{case.days[1] - week}",
    }
    print(f"\n{name}: right of {len(cases)} dates, if a model gives")
    for label, stated in models.items():
        count = sum(is_right(case, stated(case)) for case in cases)
        print(f"  {label}: {count} ({count / len(cases):.3f})")
    whole: list[bool] = []
    part: list[bool] = []
    for case in cases:
        when = resolve(case.phrase, case.published, past=case.past)
        if when.start:
            exactly = resolve(case.phrase, case.published, past=case.past, whole=True).start is not None
            (whole if exactly else part).append((when.start, when.end) == case.days)
    print(
        f"  code alone, of phrases read as a whole: {sum(whole)} of {len(whole)}; of a part: {sum(part)} of {len(part)}"
    )


def main() -> None:
    """Print the table, this library's misses, the recall of `find`, and what two readers give together."""
    logging.disable()  # ctparse warns about every phrase that it can't parse
    sets = {"gold": list(gold_cases()), "MEANTIME": list(meantime_cases())}
    print(f"{'':>14}" + "".join(f"{name:>20}" for name in sets) + f"{'seconds':>10}")
    for name, resolver in available().items():
        start = time.perf_counter()
        cells = []
        for cases in sets.values():
            count = sum(right(resolver, case) for case in cases)
            cells.append(f"{count}/{len(cases)} {count / len(cases):.3f}")
        print(f"{name:>14}" + "".join(f"{cell:>20}" for cell in cells) + f"{time.perf_counter() - start:>10.2f}")
    print("\nwrong by summarizer")
    for cases in sets.values():
        for case in cases:
            if not right(_ours, case):
                resolved = _ours(case.phrase, case.published, case.past)
                shown = " to ".join(map(str, resolved)) if resolved else "no days"
                gold = " to ".join(map(str, case.days))
                print(f"  {case.published} {case.phrase!r}: {shown}; gold {gold} ({case.article})")
    report_finding(sets["gold"])
    for name, cases in sets.items():
        report_readers(name, cases)


if __name__ == "__main__":
    main()
