"""Turns a news article into a grounded brief: events, actors and commitments, each with its evidence.

>>> from summarizer import summarize
>>> brief = summarize(text, published="2026-01-29")  # doctest: +SKIP
"""

import logging
from typing import TYPE_CHECKING, Any

from summarizer.errors import (
    DISTRIBUTION,
    AnswerError,
    ArticleTooLargeError,
    ArticleTooShortError,
    AuthenticationError,
    BatchEndedError,
    BudgetExceededError,
    CheckpointError,
    ChecksumError,
    ClusterError,
    ConfigurationError,
    ContextLengthError,
    DeadlineExceededError,
    DiskSpaceError,
    EmptyArticleError,
    EndpointError,
    EndpointUnavailableError,
    FetchError,
    InputError,
    InvalidAnswerError,
    InvalidDateError,
    JobError,
    LimitError,
    MissingExtraError,
    NotAnApiError,
    PromptError,
    QuotaExhaustedError,
    RateLimitedError,
    RefusedAnswerError,
    RequestRejectedError,
    SummarizerError,
    TruncatedAnswerError,
    UnknownModelError,
    UnreadableArticleError,
    UnsupportedFormatError,
    WeightsError,
    WeightsUnavailableError,
)

if TYPE_CHECKING:
    from summarizer.api import asummarize, asummarize_many, summarize, summarize_many
    from summarizer.article.files import read_article
    from summarizer.output.diffing import BriefDiff, Change, Difference, diff
    from summarizer.run.progress import Tally
    from summarizer.schema import (
        Actor,
        ActorKind,
        Article,
        Attempt,
        Brief,
        BriefArticle,
        Commitment,
        Coverage,
        DayRange,
        Doubt,
        Dropped,
        Event,
        EventType,
        Evidence,
        Failure,
        Firmness,
        Granularity,
        Polarity,
        Provenance,
        Reader,
        Result,
        Span,
        Status,
        Support,
        Verification,
        When,
    )
    from summarizer.settings import Settings

    __version__: str

__all__ = [
    "Actor",
    "ActorKind",
    "AnswerError",
    "Article",
    "ArticleTooLargeError",
    "ArticleTooShortError",
    "Attempt",
    "AuthenticationError",
    "BatchEndedError",
    "Brief",
    "BriefArticle",
    "BriefDiff",
    "BudgetExceededError",
    "Change",
    "CheckpointError",
    "ChecksumError",
    "ClusterError",
    "Commitment",
    "ConfigurationError",
    "ContextLengthError",
    "Coverage",
    "DayRange",
    "DeadlineExceededError",
    "Difference",
    "DiskSpaceError",
    "Doubt",
    "Dropped",
    "EmptyArticleError",
    "EndpointError",
    "EndpointUnavailableError",
    "Event",
    "EventType",
    "Evidence",
    "Failure",
    "FetchError",
    "Firmness",
    "Granularity",
    "InputError",
    "InvalidAnswerError",
    "InvalidDateError",
    "JobError",
    "LimitError",
    "MissingExtraError",
    "NotAnApiError",
    "Polarity",
    "PromptError",
    "Provenance",
    "QuotaExhaustedError",
    "RateLimitedError",
    "Reader",
    "RefusedAnswerError",
    "RequestRejectedError",
    "Result",
    "Settings",
    "Span",
    "Status",
    "SummarizerError",
    "Support",
    "Tally",
    "TruncatedAnswerError",
    "UnknownModelError",
    "UnreadableArticleError",
    "UnsupportedFormatError",
    "Verification",
    "WeightsError",
    "WeightsUnavailableError",
    "When",
    "__version__",
    "asummarize",
    "asummarize_many",
    "diff",
    "read_article",
    "summarize",
    "summarize_many",
]

# What is logged is shown where the program chooses; without a handler, Python would print warnings to its stderr.
logging.getLogger("summarizer").addHandler(logging.NullHandler())

_MODULES = {
    "Settings": "summarizer.settings",
    "Tally": "summarizer.run.progress",
    "read_article": "summarizer.article.files",
    **dict.fromkeys(("asummarize", "asummarize_many", "summarize", "summarize_many"), "summarizer.api"),
    **dict.fromkeys(("BriefDiff", "Change", "Difference", "diff"), "summarizer.output.diffing"),
}
"""The module of each public name that is neither an error nor of the schema."""

# Type checkers read the imports above instead: with this function they would take any name for a public one.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Load a public name when it is first used (PEP 562), because clients and models take long to load."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = (
            _version()
            if name == "__version__"
            else getattr(import_module(_MODULES.get(name, "summarizer.schema")), name)
        )
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:  # run from its sources, without having been installed
        return "0+unknown"
