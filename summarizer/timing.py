"""Resolve the date phrases of news prose against the publication date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from summarizer.schema import When


@dataclass(frozen=True)
class DatePhrase:
    """A date phrase found in a text: `text == sentence[start:end]`, and what it means."""

    start: int
    end: int
    text: str
    when: When


def resolve(
    phrase: str, published: date | None, language: str | None = "en", *, past: bool | None = None
) -> When:
    """Return the days that `phrase` means."""
    return When(text=phrase, start=None, end=None, granularity=None)


def find(
    text: str, published: date | None, language: str | None = "en", *, past: bool | None = None
) -> tuple[DatePhrase, ...]:
    """Return the date phrases of `text` in order."""
    return ()
