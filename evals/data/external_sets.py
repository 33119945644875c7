"""Load the human-annotated sets in `external/`. See `DATA.md` for licences and caveats."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from summarizer.schema import Article

from .cases import Attribution
from .project import ProjectError, project


@dataclass(frozen=True)
class Mention:
    """A span of the article that an annotator marked; `start` and `end` are character offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Entity:
    """An entity with its coreferent mentions; `salience` is the number of GUM's five human summaries that name it."""

    id: str
    type: str
    mentions: tuple[Mention, ...]
    salience: int | None = None


@dataclass(frozen=True)
class EventMention:
    """A predicate that MEANTIME marks as an event; `participants` are spans, each with the id of its entity."""

    span: Mention
    predicate: str
    future: bool | None
    participants: tuple[tuple[Mention, str | None], ...] = ()


@dataclass(frozen=True)
class TimeExpression:
    """A time expression with the first and last day of its value, inclusive; None if the value is no calendar time."""

    span: Mention
    value: str
    start: date | None
    end: date | None


@dataclass(frozen=True)
class AnnotatedArticle:
    """An article with human annotation of `article.text[:annotated_end]`."""

    id: str
    article: Article
    annotated_end: int
    attribution: Attribution
    entities: Mapping[str, Entity] = field(default_factory=dict)
    events: tuple[EventMention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    summaries: tuple[str, ...] = ()


@dataclass(frozen=True)
class PloverRecord:
    """A sentence with the PLOVER class of its event."""

    id: str
    article: Article
    event: str
    attribution: Attribution


def days_of(value: str) -> tuple[date | None, date | None]:
    """Return the first and last day of a TIMEX3 or TEI date value: a day, month, year, ISO week or quarter.

    Return (None, None) for any other value.
    """
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(T.*)?", value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := re.fullmatch(r"(\d{4})-(\d\d)(-XX)?", value):
        year, month = int(match[1]), int(match[2])
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if match := re.fullmatch(r"(\d{4})(-XX-XX)?", value):
        return date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday, monday + timedelta(days=6)
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        year, last = int(match[1]), 3 * int(match[2])
        return date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1])
    return None, None


def _records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.open(encoding="utf-8")
    except FileNotFoundError:
        raise ProjectError(
            f"there is no {path}: only a checkout of this suite's repository has external sets"
        ) from None
    with lines:
        for line in lines:
            yield json.loads(line)


def _article(record: dict[str, Any]) -> Article:
    return Article(
        id=record["id"], text=record["text"], title=record.get("title"), published=record.get("published_date"),
        source=record.get("source"), url=record.get("url_if_known"), language=record.get("language", "en"),
    )  # fmt: skip


def _attribution(record: dict[str, Any]) -> Attribution:
    return Attribution(source=record["source"], licence=record["licence"], url=record["url_if_known"])


def _mention(raw: dict[str, Any]) -> Mention:
    return Mention(raw["start"], raw["end"], raw["text"])


def load_meantime() -> list[AnnotatedArticle]:
    """Load MEANTIME (NewsReader, English): events with participants and FUTURE, time expressions."""
    articles = []
    for record in _records(project().external / "meantime.jsonl"):
        gold = record["gold"]
        entities = {
            raw["id"]: Entity(raw["id"], raw["type"], tuple(map(_mention, raw["mentions"]))) for raw in gold["entities"]
        }
        events = tuple(
            EventMention(
                _mention(raw), raw["pred"] or raw["text"],
                {"FUTURE": True, "NON_FUTURE": False}.get(raw["time"]),
                tuple((_mention(p), p["entity_id"]) for p in raw["participants"]),
            )
            for event in gold["events"] for raw in event["mentions"]
        )  # fmt: skip
        times = tuple(
            TimeExpression(_mention(raw), raw["value"], *days_of(raw["value"] or "")) for raw in gold["timexes"]
        )
        end = record["annotated_char_end"]
        articles.append(
            AnnotatedArticle(record["id"], _article(record), end, _attribution(record), entities, events, times)
        )
    return articles


def _gum_time(raw: dict[str, Any]) -> TimeExpression:
    if "when" in raw:
        start, end = days_of(raw["when"])
        value = raw["when"]
    else:
        start = days_of(raw["from"])[0] if raw.get("from") else None
        end = days_of(raw["to"])[1] if raw.get("to") else None
        value = f"{raw.get('from')}/{raw.get('to')}"
        if start is None or end is None:  # an open range does not say which days
            start = end = None
    return TimeExpression(_mention(raw), value, start, end)


def load_gum() -> list[AnnotatedArticle]:
    """Load the news texts of GUM: entities that at least three of five human summaries name, dates, the summaries."""
    return [
        AnnotatedArticle(
            record["id"], _article(record), len(record["text"]), _attribution(record),
            {
                raw["id"]: Entity(raw["id"], raw["type"], tuple(map(_mention, raw["mentions"])), raw["salience_votes"])
                for raw in record["gold"]["entities"]
            },
            (), tuple(map(_gum_time, record["gold"]["dates"])), tuple(record["gold"]["human_summaries"]),
        )
        for record in _records(project().external / "gum_news.jsonl")
    ]  # fmt: skip


def load_plover(min_words: int = 20) -> list[PloverRecord]:
    """Load PLOVER's gold standard records of at least `min_words` words. They are edited sentences without dates.

    The library rejects shorter texts, so those would say nothing about its event types.
    """
    return [
        PloverRecord(record["id"], _article(record), record["gold"]["event"], _attribution(record))
        for record in _records(project().external / "plover" / "plover.jsonl")
        if len(record["text"].split()) >= min_words
    ]


def load_plain(path: str | Path) -> list[AnnotatedArticle]:
    """Load texts without annotation: `long.jsonl` or `multilingual/texts.jsonl` of the external sets, or a file."""
    return [
        AnnotatedArticle(record["id"], _article(record), len(record["text"]), _attribution(record))
        for record in _records(project().external / path)
    ]


def load_crosswalk() -> dict[str, frozenset[str]]:
    """Load the crosswalk: for each PLOVER class, the event types of `GUIDELINES.md` that correspond to it."""
    raw = json.loads((project().external / "plover" / "crosswalk.json").read_text(encoding="utf-8"))
    return {name: frozenset(entry["types"]) for name, entry in raw.items()}
