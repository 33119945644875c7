"""Turns a news article into a grounded brief: events, actors and commitments, each with its evidence.

>>> from summarizer import summarize
>>> brief = summarize(text, published="2026-01-29")  # doctest: +SKIP
"""

from summarizer.api import asummarize, summarize
from summarizer.errors import SummarizerError
from summarizer.schema import Actor, Article, Brief, Commitment, Dropped, Event, Evidence, When
from summarizer.settings import Settings

__all__ = [
    "Actor",
    "Article",
    "Brief",
    "Commitment",
    "Dropped",
    "Event",
    "Evidence",
    "Settings",
    "SummarizerError",
    "When",
    "asummarize",
    "summarize",
]
