"""Turns a news article into a grounded brief: events, actors and commitments, each with its evidence.

>>> from summarizer import summarize
>>> brief = summarize(text, published="2026-01-29")  # doctest: +SKIP
"""

from summarizer.api import asummarize, asummarize_many, summarize, summarize_many
from summarizer.errors import SummarizerError
from summarizer.run.progress import Tally
from summarizer.schema import Actor, Article, Brief, Commitment, Dropped, Event, Evidence, Failure, Result, When
from summarizer.settings import Settings

__all__ = [
    "Actor",
    "Article",
    "Brief",
    "Commitment",
    "Dropped",
    "Event",
    "Evidence",
    "Failure",
    "Result",
    "Settings",
    "SummarizerError",
    "Tally",
    "When",
    "asummarize",
    "asummarize_many",
    "summarize",
    "summarize_many",
]
