"""What tests have in common: an article and what a model says of it, many articles, replies, a clock."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from summarizer import Article
from summarizer.complete.limits import Clock
from summarizer.testing import Reply, answer
from tests.servers.faults import Exchange, Play

ROOT = Path(__file__).resolve().parent.parent
"""The repository."""

TEXT = (
    "Foreign Minister Ana Reyes is to visit Lisbon next week, officials said.\n"
    "On Monday she met Ambassador Tom Hale, who “promised 40 million euros” for the port — a first.\n"
    "The dockers’ union accused Porto Shipping of hiding a report. 🚢 It denied that."
)
DRAFT: dict[str, Any] = {
    "actors": [
        {"id": "a1", "name": "Ana Reyes", "kind": "person", "role": "Foreign Minister", "affiliation": None},
        {"id": "a2", "name": "Tom Hale", "kind": "person", "role": "Ambassador", "affiliation": None},
        {"id": "a3", "name": "officials", "kind": "group", "role": None, "affiliation": None},
    ],
    "events": [
        {"sentences": [1], "summary": "Ana Reyes is to visit Lisbon.", "type": "visit", "status": "scheduled",
         "when": "next week", "place": "Lisbon", "agents": ["a1"], "others": [], "main": True},
        {"sentences": [2], "summary": "Ana Reyes met Tom Hale.", "type": "meeting", "status": "occurred",
         "when": "On Monday", "place": None, "agents": ["a1", "a2"], "others": [], "main": False},
        {"sentences": [2], "summary": "Tom Hale bombed Madrid with 900 planes.", "type": "conflict",
         "status": "occurred", "when": None, "place": None, "agents": ["a2"], "others": [], "main": False},
    ],
    "commitments": [
        {"sentences": [2], "by": ["a2"], "action": "pay 40 million euros for the port", "firmness": "pledged",
         "polarity": "do", "to": [], "due": None, "condition": None, "amount": "40 million euros", "said_by": []},
    ],
    "headline": "Reyes to visit Lisbon",
    "summary": "Ana Reyes is to visit Lisbon.",
}  # fmt: skip

SECRET = "sk-secret-0123456789"
"""A key that must be in no message, no log and no file."""

GOOD = answer(DRAFT)

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def articles(count: int, first: int = 0) -> Iterator[Article]:
    """So many articles, told apart by a number in their text and their id."""
    for number in range(first, first + count):
        yield Article(id=f"n{number}", text=f"{TEXT} This is number {number}.")


def rows(count: int) -> list[dict[str, Any]]:
    """So many articles as rows of a dataset."""
    return [{"id": f"a{i}", "text": f"{TEXT} Number {i}.", "published": date(2026, 1, 29)} for i in range(count)]


def by_text(fault: Reply, *numbers: int) -> Play:
    """Fail for these of the articles only."""
    return lambda exchange: fault if any(f"number {n}." in exchange.asked for n in numbers) else GOOD


def slow(seconds: float) -> Play:
    """Answer well, after a while."""

    def reply(exchange: Exchange) -> Reply:
        time.sleep(seconds)
        return GOOD

    return reply


class Time:
    """A clock that only its sleepers turn."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.waits.append(seconds)
        await asyncio.sleep(0)

    def clock(self) -> Clock:
        return Clock(monotonic=lambda: self.now, wall=lambda: NOW, sleep=self.sleep)
