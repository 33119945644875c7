"""Every error that the library raises on purpose.

SummarizerError
├── InputError                     the article or an argument cannot be used
│   ├── EmptyArticleError
│   ├── ArticleTooShortError
│   ├── ArticleTooLargeError
│   ├── UnreadableArticleError     missing, a directory, not UTF-8
│   └── InvalidDateError
├── ConfigurationError             the set-up is wrong
│   ├── UnknownModelError
│   ├── MissingExtraError
│   ├── PromptError
│   └── CheckpointError            the file of a long run can't be used
│       └── JobError               that of a provider batch, or it was made otherwise
├── WeightsError                   the embedded model's file
│   ├── WeightsUnavailableError    (retryable)
│   ├── ChecksumError              (retryable)
│   └── DiskSpaceError
├── LimitError                     a limit that the caller set
│   ├── DeadlineExceededError      (retryable)
│   └── BudgetExceededError        tokens or cost
├── EndpointError                  the endpoint did not answer as an API does
│   ├── EndpointUnavailableError   (retryable) down, timed out, 5xx
│   ├── RateLimitedError           (retryable)
│   ├── BatchEndedError            (retryable) a provider's batch ended before all was answered
│   ├── QuotaExhaustedError
│   ├── AuthenticationError
│   ├── RequestRejectedError       400, 404 …
│   └── NotAnApiError              an answer that is not the API's JSON
├── ClusterError                   (retryable) a cluster lost a part of the run
└── AnswerError                    the model answered, but not usably
    ├── TruncatedAnswerError
    ├── RefusedAnswerError
    └── InvalidAnswerError

Where only some windows of an article fail, the brief is made of the others (`Brief.coverage` says so) unless `strict`;
an error is raised if none was answered. Each class says whether the same call may succeed later (`retryable`) and what
to do (`hint`).
Messages never hold a key or the text of an article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from summarizer.schema import Attempt


DISTRIBUTION = "newsroom-summarizer"
"""Name of the distribution; `summarizer` on the public index is another project."""


def install_line(extra: str) -> str:
    """Return how to install this distribution with an extra, from a checkout, a wheel or a repository."""
    return f"pip install '.[{extra}]' in a checkout, or '{DISTRIBUTION}[{extra}] @ ADDRESS' of a wheel or repository"


class SummarizerError(Exception):
    """Base of all errors of this library.

    `attempts` holds the ledger of the calls to a model that were made, and paid for, before the error. `retry_after`
    is how many seconds the endpoint asks to wait, `should_retry` what it says of another try, where it does.
    """

    retryable: ClassVar[bool] = False
    hint: str = ""
    """What to do; the class says it in general, an instance may know better."""

    def __init__(self, message: str, *, hint: str | None = None, attempts: tuple[Attempt, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        if hint is not None:
            self.hint = hint
        self.attempts = attempts
        self.retry_after: float | None = None
        self.should_retry: bool | None = None

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class InputError(SummarizerError):
    """The article or an argument cannot be used."""


class EmptyArticleError(InputError):
    """The article has no text."""

    hint = "give the text of the article"


class ArticleTooShortError(InputError):
    """The article has fewer words than a brief can be made of."""

    hint = "give the whole article, not only its headline"


class ArticleTooLargeError(InputError):
    """The article is larger than the limit."""

    hint = "split the file into articles"


class UnreadableArticleError(InputError):
    """The file is missing, a directory, or not UTF-8 text."""

    hint = "give a text file in UTF-8"


class InvalidDateError(InputError):
    """The publication date could not be read."""

    hint = "write it as YYYY-MM-DD, for example 2026-01-29"


class ConfigurationError(SummarizerError):
    """The set-up is wrong."""


class UnknownModelError(ConfigurationError):
    """No endpoint serves a model of this name."""

    hint = "see 'summarizer model list' for embedded models, or give a base URL that serves it"


class MissingExtraError(ConfigurationError):
    """An optional part of the library is not installed; `extra` names what brings it."""

    def __init__(self, message: str, *, extra: str, hint: str | None = None) -> None:
        super().__init__(message, hint=f"install the extra {extra!r}: {install_line(extra)}" if hint is None else hint)
        self.extra = extra


class PromptError(ConfigurationError):
    """A prompt template is missing or broken."""


class CheckpointError(ConfigurationError):
    """The file that keeps the finished articles of a long run cannot be read or written."""

    hint = "free some space, or give another file"


class JobError(CheckpointError):
    """The job file of a provider batch cannot be used, or what it was made with has changed."""

    hint = "use another job file"


class WeightsError(SummarizerError):
    """The file of the embedded model's weights cannot be had."""


class WeightsUnavailableError(WeightsError):
    """No source of the weights could be reached; what was fetched is kept."""

    retryable = True
    hint = "run 'summarizer model pull' again when the network is back: it goes on where it stopped"


class ChecksumError(WeightsError):
    """The fetched file is not the published one."""

    retryable = True
    hint = "run 'summarizer model pull' again; the wrong file was removed"


class DiskSpaceError(WeightsError):
    """There is not enough room for the weights."""

    hint = "free some space, or point SUMMARIZER_CACHE_DIR to a larger disk"


class LimitError(SummarizerError):
    """A limit that the caller set was reached."""


class DeadlineExceededError(LimitError):
    """The deadline of the call is over."""

    retryable = True
    hint = "allow more time, or a model that answers faster"


class BudgetExceededError(LimitError):
    """The next attempt might take more tokens or money than the call may."""

    hint = "raise token_budget or cost_budget"


class EndpointError(SummarizerError):
    """The endpoint did not answer as an API does."""


class EndpointUnavailableError(EndpointError):
    """The endpoint is down, timed out or had a fault of its own."""

    retryable = True
    hint = "check that the server runs and that the base URL is right"


class RateLimitedError(EndpointError):
    """The endpoint asks for fewer requests, or a quota is used up."""

    retryable = True
    hint = "wait, or lower the concurrency"


class BatchEndedError(EndpointError):
    """A provider's batch ended (expired, cancelled) before this request was answered."""

    retryable = True
    hint = "submit the article in a new job"


class QuotaExhaustedError(EndpointError):
    """The account's quota or credit is used up."""

    hint = "check the account's billing"


class AuthenticationError(EndpointError):
    """The endpoint refused the key."""

    hint = "check SUMMARIZER_API_KEY (or OPENAI_API_KEY)"


class RequestRejectedError(EndpointError):
    """The endpoint refused the request as it is."""

    hint = "check the model's name and the settings"


class NotAnApiError(EndpointError):
    """The endpoint answered with something that is not the API's JSON."""

    hint = "check the base URL: it usually ends in /v1"


class ClusterError(SummarizerError):
    """The cluster lost a part of the run that it can't replace; what was finished is in the output."""

    retryable = True
    hint = "run the same again: it goes on where it stopped"


class AnswerError(SummarizerError):
    """The model answered, but not usably."""


class TruncatedAnswerError(AnswerError):
    """The answer ran into the length limit."""

    hint = "raise max_tokens, or choose a profile with a smaller window"


class RefusedAnswerError(AnswerError):
    """The model declined, or a content filter stopped it."""

    hint = "try another model"


class InvalidAnswerError(AnswerError):
    """The answer did not fit the schema, also after the re-asks."""

    hint = "try a larger model, or one that supports structured outputs"
