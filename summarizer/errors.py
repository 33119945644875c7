"""The exceptions that the library raises.

SummarizerError
├── InputError                     the article or an argument cannot be used
│   ├── EmptyArticleError
│   ├── ArticleTooShortError
│   ├── ArticleTooLargeError
│   ├── UnreadableArticleError     missing, a directory, not valid JSON, no text, withheld by its publisher
│   │   ├── UnsupportedFormatError a picture, an archive … that no reader reads
│   │   └── FetchError             (retryable) a web address could not be read now
│   └── InvalidDateError
├── ConfigurationError             the configuration is wrong
│   ├── UnknownModelError
│   ├── MissingExtraError
│   ├── PromptError
│   └── CheckpointError            the checkpoint file of a long run cannot be used
│       └── JobError               the job file of a provider batch cannot be used, or was made with other input
├── WeightsError                   the weights file of the embedded model cannot be used
│   ├── WeightsUnavailableError    (retryable)
│   ├── ChecksumError              (retryable)
│   └── DiskSpaceError
├── LimitError                     a limit set by the caller was reached
│   ├── DeadlineExceededError      (retryable)
│   └── BudgetExceededError        tokens or cost
├── EndpointError                  the endpoint did not return a usable API response
│   ├── EndpointUnavailableError   (retryable) down, timed out, HTTP 5xx
│   ├── RateLimitedError           (retryable)
│   ├── BatchEndedError            (retryable) a provider batch ended before every request was answered
│   ├── QuotaExhaustedError
│   ├── AuthenticationError
│   ├── RequestRejectedError       HTTP 400, 404 …
│   └── NotAnApiError              the response is not the API's JSON
├── ClusterError                   (retryable) a cluster lost part of the run
└── AnswerError                    there is no usable answer about this text; other texts are not affected
    ├── ContextLengthError         the request is too long for the model
    ├── TruncatedAnswerError
    ├── RefusedAnswerError
    └── InvalidAnswerError

If only some windows of an article fail, the brief is built from the others and `Brief.coverage` lists the failures. The
error is raised if every window fails, or with `strict`. Each class has `retryable`, whether the same call may succeed
later, and `hint`, what to do next. Messages never contain a key or the text of an article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from summarizer.schema import Attempt


DISTRIBUTION = "newsroom-summarizer"
"""Name of the distribution. `summarizer` on the public package index is another project."""


def install_line(extra: str) -> str:
    """Return the commands that install this distribution with an extra: from a checkout, a wheel or a repository."""
    return (
        f"pip install '.[{extra}]' in a checkout, or pip install '{DISTRIBUTION}[{extra}] @ URL' "
        "with the URL of a wheel or repository"
    )


class SummarizerError(Exception):
    """Base class of all errors of this library.

    `message` says what is wrong, `hint` what to do next. `attempts` is the ledger of the model calls that were made,
    and paid for, before the error. `retry_after` is the number of seconds that the endpoint asks to wait, and
    `should_retry` whether it recommends a retry; both are None if the endpoint does not say.
    """

    retryable: ClassVar[bool] = False
    hint: str = ""
    """What to do next. The class has a general hint; an instance may have a more specific one."""

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

    hint = "pass the text of the article"


class ArticleTooShortError(InputError):
    """The article has too few words for a brief."""

    hint = "pass the text of the whole article, not its headline or address; read_article reads files and addresses"


class ArticleTooLargeError(InputError):
    """The article is larger than the limit."""

    hint = "split the input into separate articles"


class UnreadableArticleError(InputError):
    """The file is missing, a directory or damaged, has no text, or was withheld by its publisher."""

    hint = "pass the article as a text file"


class UnsupportedFormatError(UnreadableArticleError):
    """No reader reads documents of this kind, such as pictures and archives."""

    hint = "save the article as text, HTML, PDF or .docx, and read that"


class FetchError(UnreadableArticleError):
    """A web address could not be read: no connection, a time-out, or an error of the server."""

    retryable = True
    hint = "check the address and try again, or save the page and read the file"


class InvalidDateError(InputError):
    """The publication date is not a valid date."""

    hint = "use the format YYYY-MM-DD, for example 2026-01-29"


class ConfigurationError(SummarizerError):
    """The configuration is wrong."""


class UnknownModelError(ConfigurationError):
    """No endpoint serves a model of this name."""

    hint = "run 'summarizer model list' for the embedded models, or pass the base URL of a server with this model"


class MissingExtraError(ConfigurationError):
    """An optional dependency is not installed; `extra` is the name of the extra that installs it."""

    # `extra` has a default because pickle makes an error of its message, and sets the rest then.
    def __init__(self, message: str, *, extra: str = "", hint: str | None = None) -> None:
        super().__init__(message, hint=f"install the extra {extra!r}: {install_line(extra)}" if hint is None else hint)
        self.extra = extra


class PromptError(ConfigurationError):
    """A prompt template is missing or invalid."""


class CheckpointError(ConfigurationError):
    """The checkpoint file, which stores the finished articles of a long run, cannot be read or written."""

    hint = "free some disk space, or use another file"


class JobError(CheckpointError):
    """The job file of a provider batch cannot be used, or the input or settings that it was made with have changed."""

    hint = "use another job file"


class WeightsError(SummarizerError):
    """The weights file of the embedded model cannot be obtained or used."""


class WeightsUnavailableError(WeightsError):
    """No source of the weights could be reached. A partial download is kept."""

    retryable = True
    hint = "check the network and run 'summarizer model pull' again; the download resumes where it stopped"


class ChecksumError(WeightsError):
    """The checksum of the downloaded file differs from the published one."""

    retryable = True
    hint = "run 'summarizer model pull' again; the invalid file was deleted"


class DiskSpaceError(WeightsError):
    """There is not enough disk space for the weights."""

    hint = "free some disk space, or set SUMMARIZER_CACHE_DIR to a folder on a larger disk"


class LimitError(SummarizerError):
    """A limit set by the caller was reached."""


class DeadlineExceededError(LimitError):
    """The deadline of the call has passed."""

    retryable = True
    hint = "raise the deadline, or use a faster model"


class BudgetExceededError(LimitError):
    """The next attempt could exceed the token or cost budget of the call."""

    hint = "raise token_budget or cost_budget"


class EndpointError(SummarizerError):
    """The endpoint did not return a usable API response."""


class EndpointUnavailableError(EndpointError):
    """The endpoint is down, timed out or had an internal error."""

    retryable = True
    hint = "check that the server is running and that the base URL is correct"


class RateLimitedError(EndpointError):
    """The endpoint asks for fewer requests. A quota that is used up is a QuotaExhaustedError."""

    retryable = True
    hint = "wait and try again, or lower the concurrency"


class BatchEndedError(EndpointError):
    """A provider batch ended (expired, cancelled) before this request was answered."""

    retryable = True
    hint = "submit the article in a new job"


class QuotaExhaustedError(EndpointError):
    """The account's quota or credit is used up."""

    hint = "check the billing of the account"


class AuthenticationError(EndpointError):
    """The endpoint refused the API key."""

    hint = "check SUMMARIZER_API_KEY (or OPENAI_API_KEY)"


class RequestRejectedError(EndpointError):
    """The endpoint rejected the request as invalid."""

    hint = "check the model name and the settings"


class NotAnApiError(EndpointError):
    """The response of the endpoint is not the API's JSON."""

    hint = "check the base URL: it usually ends in /v1"


class ClusterError(SummarizerError):
    """The cluster lost a part of the run that it cannot recover. Finished articles are in the output."""

    retryable = True
    hint = "run the same call again; it resumes where it stopped"


class AnswerError(SummarizerError):
    """There is no usable answer about this text. The endpoint works, and may answer about other texts."""


class ContextLengthError(AnswerError):
    """The request is too long for the model, even with less room for the answer and with smaller windows.

    `limit` is the model's limit in tokens, and `prompt` the length of the request without the answer, as the server
    reports them. `room` is the number of tokens that it would leave for the answer. Each is None if it is not known.
    """

    hint = "start the server with a larger context, use a model with one, or use profile 'small'"

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        limit: int | None = None,
        prompt: int | None = None,
        room: int | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.limit, self.prompt, self.room = limit, prompt, room


class TruncatedAnswerError(AnswerError):
    """The answer reached the length limit and was cut off."""

    hint = "use another model, or split the article"


class RefusedAnswerError(AnswerError):
    """The model declined to answer, or a content filter stopped it."""

    hint = "use another model, or a less strict content filter at the provider"


class InvalidAnswerError(AnswerError):
    """The answer did not match the schema, even after the re-asks."""

    hint = "use a larger model, or one that supports structured outputs"
