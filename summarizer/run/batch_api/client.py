"""A provider's batch API (OpenAI's, and those that copy it): the same briefs at half price, within a day.

Articles are planned into a job file, their requests go up in files of lines, and what comes back is matched by its
`custom_id` and assembled as ever. A process may be killed at any moment: what it was about to do stands in the job file
before it is done, and a batch that was created but not noted is known again by its metadata, so that nothing is paid
for twice.

The heavy imports are inside functions: `import summarizer` must stay fast.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from summarizer.complete.failures import translated
from summarizer.complete.selection import is_embedded
from summarizer.errors import ConfigurationError, JobError, RequestRejectedError, SummarizerError
from summarizer.run.batch_api.answers import REFUSED, unanswered
from summarizer.run.batch_api.job_file import BatchRow, open_job
from summarizer.run.batch_api.requests import URL, Work
from summarizer.schema import Article, Result
from summarizer.settings import Endpoint, Settings, load_settings

if TYPE_CHECKING:
    from openai import OpenAI
    from openai.types import Batch

MOST_REQUESTS = 50_000
"""Requests that an input file may hold (platform.openai.com/docs/guides/batch)."""

MOST_BYTES = 200_000_000
"""Bytes that an input file may have."""

ENDED = frozenset(("completed", "failed", "expired", "cancelled"))
"""Statuses of a batch that do not change any more."""

QUEUE_FULL = "token_limit_exceeded"
"""Code of a batch that was not taken because too many tokens of this account wait already: no fault of the batch."""

REFUSALS = 3
"""How often a batch that is not taken for other reasons is created again."""


class ProviderBatch:
    """A job and the endpoint that does it; `open_provider_batch` gives one. Its calls raise an EndpointError where the
    endpoint fails; the same call then goes on where it ended."""

    def __init__(self, work: Work, client: OpenAI, tell: Callable[[str], None]) -> None:
        self.work, self.job = work, work.job
        self._endpoint, self._client, self._tell = work.endpoint, client, tell

    def submit(self, articles: Iterable[Article | Result], inputs: Sequence[str]) -> None:
        """Plan the articles and send their requests; of a job that has read its `inputs`, what was not sent yet.

        Raises JobError for other inputs than the job's, ConfigurationError for a language that can't be written.
        """
        self.work.read(articles, inputs)
        self.send()

    def send(self) -> None:
        """Upload and create the batches that are not created yet."""
        batches = self.job.batches()
        unsent = [batch for batch in batches if batch.id is None and not batch.collected]
        running = any(batch.id is not None and not batch.collected for batch in batches)
        known = self._created() if any(batch.file for batch in unsent) else {}
        for batch in unsent:
            made = known.get(batch.number)
            if made is None and batch.reason == QUEUE_FULL and running:
                self._tell(f"batch {batch.number} waits for the others: too many tokens are in the account's queue")
                continue
            made = made or self._create(batch)
            self.job.note(batch.number, id=made.id, status=made.status, created=made.created_at)
            self._tell(f"batch {batch.number} of {batch.requests:,} requests is {made.id}")

    def _created(self) -> dict[int, Batch]:
        """Return the batches of this job that the provider knows, by number; not those that it did not take."""
        with _errors_of(self._endpoint):
            return {
                int(batch.metadata["part"]): batch
                for batch in self._client.batches.list(limit=100)
                if batch.metadata and batch.metadata.get("job") == self.job.id and batch.status != "failed"
            }

    def _create(self, batch: BatchRow) -> Batch:
        file = batch.file or self._upload(batch)
        # Noted before the batch is created: from now on it may exist, and is looked for before it is created again.
        self.job.note(batch.number, file=file)
        try:
            # Without retries: one whose answer was lost would create a second batch.
            with _errors_of(self._endpoint):
                return self._client.with_options(max_retries=0).batches.create(
                    input_file_id=file,
                    endpoint=URL,
                    completion_window="24h",
                    metadata={"job": self.job.id, "part": str(batch.number)},
                )
        except RequestRejectedError:
            self.job.note(batch.number, file=None)  # perhaps the file has expired
            raise

    def _upload(self, batch: BatchRow) -> str:
        with TemporaryFile() as file:
            file.writelines(self.work.lines(batch.number))
            file.seek(0)
            name = f"summarizer-{self.job.id}-{batch.number}.jsonl"
            with _errors_of(self._endpoint):
                return self._client.files.create(file=(name, file, "application/jsonl"), purpose="batch").id

    def refresh(self) -> list[BatchRow]:
        """Look at the batches that have not ended; return all of them."""
        for batch in self.job.batches():
            if batch.id is not None and batch.status not in ENDED:
                self._look(batch)
        return self.job.batches()

    def _look(self, batch: BatchRow) -> Batch:
        with _errors_of(self._endpoint):
            told = self._client.batches.retrieve(str(batch.id))
        counts = told.request_counts
        self.job.note(
            batch.number,
            status=told.status,
            answered=counts.completed if counts else 0,
            failed=counts.failed if counts else 0,
            created=told.created_at,
            ended=told.completed_at or told.expired_at or told.cancelled_at or told.failed_at,
        )
        return told

    def fetch(self) -> None:
        """Take in the answers of the batches that have ended."""
        for batch in self.job.batches():
            if batch.id is None or batch.collected:
                continue
            told = self._look(batch)
            if told.status == "failed":
                self._refused(batch, told)
            elif told.status in ENDED:
                self._take_in(batch, told)

    def _refused(self, batch: BatchRow, told: Batch) -> None:
        """Put a batch that the provider did not take back among the unsent ones: nothing of it was asked or paid."""
        errors = (told.errors.data if told.errors else None) or []
        codes = sorted({error.code for error in errors if error.code})
        reason = QUEUE_FULL if QUEUE_FULL in codes else ", ".join(codes)[:200] or "no reason told"
        self._tell(f"batch {batch.number} was not taken: {reason}")
        if reason != QUEUE_FULL and batch.refused >= REFUSALS:
            with self.job.writing():
                self.job.answer_rest(batch.number, unanswered(REFUSED, reason))
                self.job.note(batch.number, collected=1)
            return
        refused = batch.refused + (reason != QUEUE_FULL)
        self.job.note(batch.number, id=None, status=None, ended=None, reason=reason, refused=refused)

    def _take_in(self, batch: BatchRow, told: Batch) -> None:
        # On the disk first: a download that breaks off leaves the job as it was.
        with TemporaryFile() as file:
            for id in filter(None, (told.output_file_id, told.error_file_id)):
                self._download(id, file)
                file.write(b"\n")
            file.seek(0)
            with self.job.writing():
                for raw in file:
                    try:
                        request = str(json.loads(raw)["custom_id"])
                    except (ValueError, TypeError, KeyError):
                        continue  # an empty line, or nobody's: whose it was is asked again
                    self.job.answer(batch.number, request, raw.decode("utf-8", "replace"))
                self.job.answer_rest(batch.number, unanswered(f"batch_{told.status}"))
                self.job.note(batch.number, collected=1)

    def _download(self, id: str, file: IO[bytes]) -> None:
        with _errors_of(self._endpoint), self._client.files.with_streaming_response.content(id) as response:
            for chunk in response.iter_bytes():
                file.write(chunk)


@contextmanager
def _errors_of(endpoint: Endpoint) -> Iterator[None]:
    """Raise the library's errors for those of the client."""
    try:
        yield
    except Exception as error:
        typed = translated(error, endpoint)
        if typed is error:
            raise
        if isinstance(typed, RequestRejectedError):
            typed.hint = "see that the endpoint has a batch API, and that its files are still there"
        elif isinstance(typed, SummarizerError) and typed.retryable:
            typed.hint = f"{typed.hint}; then run the same again: nothing is paid for twice"
        raise typed from error


@contextmanager
def open_provider_batch(
    path: Path,
    settings: Settings | None = None,
    *,
    most_requests: int = MOST_REQUESTS,
    most_bytes: int = MOST_BYTES,
    on_status: Callable[[str], None] = lambda line: None,
) -> Iterator[ProviderBatch]:
    """Give a job: with `settings` to submit it, without to go on with one that was submitted. Files of requests hold
    at most so many requests and bytes; what a job began with stays.

    Raises JobError for a file that can't be used or was made otherwise, ConfigurationError where no hosted endpoint is
    set, CheckpointError if another process uses the job.
    """
    import openai

    if settings is not None:
        _check_hosted(settings)
    with open_job(path, new=settings is not None) as job:
        if settings is None:
            if not job.has_read:
                raise JobError(f"{path} has not read its articles", hint="run 'summarizer batch submit' again")
            settings = load_settings(**job.get("given"))
            _check_hosted(settings)
        work = Work(job, settings, limits=(most_requests, most_bytes))
        endpoint = work.endpoint
        with openai.OpenAI(
            base_url=endpoint.base_url, api_key=endpoint.api_key, timeout=settings.timeout, max_retries=4
        ) as client:
            yield ProviderBatch(work, client, on_status)


def _check_hosted(settings: Settings) -> None:
    if is_embedded(settings):
        raise ConfigurationError(
            "the embedded model has no batch API",
            hint="set OPENAI_API_KEY, or SUMMARIZER_BASE_URL and SUMMARIZER_MODEL of an endpoint that has one",
        )
