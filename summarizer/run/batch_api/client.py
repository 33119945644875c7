"""A provider's Batch API (OpenAI's, and compatible ones): the same briefs at half price, within a day.

Articles are planned into a job file. Their requests are uploaded as JSON Lines. The answers are matched by `custom_id`
and assembled as usual. With `verify`, a further batch asks whether the sentences of each brief state its claims. The
process may be killed at any time: each step is written to the job file before it is done, and a batch that was created
but not recorded is found by its metadata. So no request is paid for twice.

The heavy imports are inside functions: the library must load fast.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from summarizer.complete.client import client_options
from summarizer.complete.failures import translate_error
from summarizer.complete.selection import is_embedded
from summarizer.errors import ConfigurationError, JobError, RequestRejectedError, SummarizerError
from summarizer.run.batch_api.answers import BATCH_REJECTED, error_line
from summarizer.run.batch_api.job_file import BatchRow, Job, open_job
from summarizer.run.batch_api.requests import URL, Work
from summarizer.schema import Article, Result
from summarizer.settings import Endpoint, Settings, load_settings

if TYPE_CHECKING:
    from openai import OpenAI
    from openai.types import Batch

MAX_REQUESTS_PER_FILE = 50_000
"""Largest number of requests in an input file (platform.openai.com/docs/guides/batch)."""

MAX_BYTES_PER_FILE = 200_000_000
"""Largest size of an input file, in bytes (same source)."""

ENDED_STATUSES = frozenset(("completed", "failed", "expired", "cancelled"))
"""Final statuses of a batch."""

QUEUE_FULL = "token_limit_exceeded"
"""Error code of a batch that was rejected because too many tokens of this account are queued already. Such a batch can
be created again later."""

MAX_REJECTIONS = 3
"""How often a batch that was rejected for another reason is created again."""


class ProviderBatch:
    """A job and the endpoint that runs it; `open_provider_batch` opens one.

    If the endpoint fails, the methods raise an EndpointError. Calling the same method again resumes its work.
    """

    def __init__(self, work: Work, client: OpenAI, on_status: Callable[[str], None]) -> None:
        self.work, self.job = work, work.job
        self._endpoint, self._client, self._on_status = work.endpoint, client, on_status

    def submit(self, articles: Iterable[Article | Result], inputs: Sequence[str]) -> None:
        """Plan the articles and send their requests. If the job has its articles already, send the unsent requests.

        `inputs` are the names of the files that the articles come from. Raise JobError if they are not those of the
        job, and ConfigurationError if the brief can't be written in the language of the settings.
        """
        self.work.add_articles(articles, inputs)
        self.send()

    def send(self) -> None:
        """Upload and create the batches that have not been created."""
        batches = self.job.batches()
        unsent = [batch for batch in batches if batch.id is None and not batch.collected]
        running = any(batch.id is not None and not batch.collected for batch in batches)
        existing = self._created_batches() if any(batch.file for batch in unsent) else {}
        for batch in unsent:
            created = existing.get(batch.number)
            if created is None and batch.reason == QUEUE_FULL and running:
                self._on_status(
                    f"batch {batch.number} waits for the others to end: too many tokens of the account are queued"
                )
                continue
            created = created or self._create(batch)
            self.job.update_batch(batch.number, id=created.id, status=created.status, created=created.created_at)
            self._on_status(f"sent batch {batch.number} with {batch.requests:,} requests as {created.id}")

    def _created_batches(self) -> dict[int, Batch]:
        """Return the batches of this job at the provider, by number, without those that it rejected."""
        with _translated_errors(self._endpoint):
            return {
                int(batch.metadata["part"]): batch
                for batch in self._client.batches.list(limit=100)
                if batch.metadata and batch.metadata.get("job") == self.job.id and batch.status != "failed"
            }

    def _create(self, batch: BatchRow) -> Batch:
        file = batch.file or self._upload(batch)
        # Recorded before the batch is created: a batch with a file may exist, so `send` looks for it first.
        self.job.update_batch(batch.number, file=file)
        try:
            # No retries: if only the response was lost, a retry would create a second batch.
            with _translated_errors(self._endpoint):
                return self._client.with_options(max_retries=0).batches.create(
                    input_file_id=file,
                    endpoint=URL,
                    completion_window="24h",
                    metadata={"job": self.job.id, "part": str(batch.number)},
                )
        except RequestRejectedError:
            self.job.update_batch(batch.number, file=None)  # the file may have expired, so upload it again next time
            raise

    def _upload(self, batch: BatchRow) -> str:
        with TemporaryFile() as file:
            file.writelines(self.work.lines(batch.number))
            file.seek(0)
            name = f"summarizer-{self.job.id}-{batch.number}.jsonl"
            with _translated_errors(self._endpoint):
                return self._client.files.create(file=(name, file, "application/jsonl"), purpose="batch").id

    def refresh(self) -> list[BatchRow]:
        """Query the provider for the batches that have not ended, and return all batches of the job."""
        for batch in self.job.batches():
            if batch.id is not None and batch.status not in ENDED_STATUSES:
                self._refresh_batch(batch)
        return self.job.batches()

    def _refresh_batch(self, batch: BatchRow) -> Batch:
        """Query the provider for a batch and record its status."""
        with _translated_errors(self._endpoint):
            remote = self._client.batches.retrieve(str(batch.id))
        counts = remote.request_counts
        self.job.update_batch(
            batch.number,
            status=remote.status,
            answered=counts.completed if counts else 0,
            failed=counts.failed if counts else 0,
            created=remote.created_at,
            ended=remote.completed_at or remote.expired_at or remote.cancelled_at or remote.failed_at,
        )
        return remote

    def fetch(self) -> None:
        """Download the answers of the batches that have ended, and store them in the job file."""
        for batch in self.job.batches():
            if batch.id is None or batch.collected:
                continue
            remote = self._refresh_batch(batch)
            if remote.status == "failed":
                self._reset_rejected(batch, remote)
            elif remote.status in ENDED_STATUSES:
                self._store_answers(batch, remote)

    def _reset_rejected(self, batch: BatchRow, remote: Batch) -> None:
        """Make a batch that the provider rejected unsent again. None of its requests was answered or charged.

        After `MAX_REJECTIONS`, its requests get an error as their answer instead.
        """
        errors = (remote.errors.data if remote.errors else None) or []
        codes = sorted({error.code for error in errors if error.code})
        reason = QUEUE_FULL if QUEUE_FULL in codes else ", ".join(codes)[:200] or "no reason given"
        self._on_status(f"the provider rejected batch {batch.number}: {reason}")
        if reason != QUEUE_FULL and batch.refused >= MAX_REJECTIONS:
            with self.job.writing():
                self.job.answer_rest(batch.number, error_line(BATCH_REJECTED, reason))
                self.job.update_batch(batch.number, collected=1)
            return
        refused = batch.refused + (reason != QUEUE_FULL)
        self.job.update_batch(batch.number, id=None, status=None, ended=None, reason=reason, refused=refused)

    def _store_answers(self, batch: BatchRow, remote: Batch) -> None:
        # Download to disk first, so that an interrupted download leaves the job unchanged.
        with TemporaryFile() as file:
            for id in filter(None, (remote.output_file_id, remote.error_file_id)):
                self._download(id, file)
                file.write(b"\n")
            file.seek(0)
            with self.job.writing():
                for line in file:
                    try:
                        request = str(json.loads(line)["custom_id"])
                    except (ValueError, TypeError, KeyError, RecursionError):
                        continue  # empty, or without a valid id; `answer_rest` handles the request
                    self.job.store_answer(batch.number, request, line.decode("utf-8", "replace"))
                self.job.answer_rest(batch.number, error_line(f"batch_{remote.status}"))
                self.job.update_batch(batch.number, collected=1)

    def _download(self, id: str, file: IO[bytes]) -> None:
        with _translated_errors(self._endpoint), self._client.files.with_streaming_response.content(id) as response:
            for chunk in response.iter_bytes():
                file.write(chunk)


@contextmanager
def _translated_errors(endpoint: Endpoint) -> Iterator[None]:
    """Raise the library's errors in place of the client's."""
    try:
        yield
    except Exception as error:
        typed = translate_error(error, endpoint)
        if typed is error:
            raise
        if isinstance(typed, RequestRejectedError):
            typed.hint = "check that the endpoint has a batch API, and that the uploaded files still exist there"
        elif isinstance(typed, SummarizerError) and typed.retryable:
            typed.hint = f"{typed.hint}; then run the same command again: nothing is paid for twice"
        raise typed from error


@contextmanager
def open_provider_batch(
    path: Path,
    settings: Settings | None = None,
    *,
    given: Mapping[str, Any] | None = None,
    max_requests: int = MAX_REQUESTS_PER_FILE,
    max_bytes: int = MAX_BYTES_PER_FILE,
    on_status: Callable[[str], None] = lambda line: None,
) -> Iterator[ProviderBatch]:
    """Yield the job in the file at `path`, and close it at the end.

    With `settings`, the job can be submitted, and the file is created if it is missing. Without them, a submitted job
    is continued with the settings that it keeps; `given` are other values of settings, by name. `max_requests` and
    `max_bytes` limit the size of one input file; a job keeps the limits that it was created with. `on_status` is called
    with a line of text for each step.

    Raise JobError if the file can't be used or the job was submitted with other settings, ConfigurationError if no
    hosted endpoint is set, and CheckpointError if another process uses the job.
    """
    import openai

    if settings is not None:
        _check_hosted(settings)
    with open_job(path, new=settings is not None) as job:
        if settings is None:
            if not job.has_articles:
                raise JobError(
                    f"the job {path} has no articles, because 'summarizer batch submit' did not finish",
                    hint="run 'summarizer batch submit' again",
                )
            settings = _settings_of(job, given or {})
            _check_hosted(settings)
        work = Work(job, settings, limits=(max_requests, max_bytes))
        endpoint = work.endpoint
        with openai.OpenAI(**client_options(endpoint), timeout=settings.timeout, max_retries=4) as client:
            yield ProviderBatch(work, client, on_status)


def _settings_of(job: Job, given: Mapping[str, Any]) -> Settings:
    """Return the settings that a job was submitted with, or those `given`. Its file has no secrets: they come from the
    environment."""
    kept, environment = job.get("given"), load_settings()
    if environment.base_url is not None and str(environment.base_url) == kept["base_url"]:
        kept["base_url"] = environment.base_url  # with the user name and password
    # Jobs of before have no `verify`, and were not verified.
    return load_settings(**{"verify": False, **kept, **given})


def _check_hosted(settings: Settings) -> None:
    if is_embedded(settings):
        raise ConfigurationError(
            "the embedded model has no batch API",
            hint="set OPENAI_API_KEY, or SUMMARIZER_BASE_URL and SUMMARIZER_MODEL of an endpoint that has one",
        )
