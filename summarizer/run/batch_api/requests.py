"""The work of a provider batch beside the provider: articles become requests, and answers become results.

Nothing here speaks to anybody. Requests are not kept but made again from the job file, which tells all that they are
made of: the article and the earlier answers about the window.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from summarizer.assemble.assembler import assemble
from summarizer.complete.gateway import Completion
from summarizer.complete.ledger import Ledger
from summarizer.complete.prices import price_of
from summarizer.complete.selection import hosted_endpoint
from summarizer.complete.telemetry import log_attempt
from summarizer.errors import InputError, JobError, SummarizerError
from summarizer.plan.planning import Plan, plan
from summarizer.plan.profiles import profile_for
from summarizer.run.batch_api.answers import Terms, WindowProgress
from summarizer.run.batch_api.job_file import Job, request_id
from summarizer.run.checkpoint import article_key, fingerprint_of
from summarizer.schema import Article, Attempt, Failure, Result
from summarizer.settings import Settings

URL: Final = "/v1/chat/completions"

DISCOUNT = 0.5
"""What a batch costs of the price of single requests."""

_log = logging.getLogger("summarizer")


class Work:
    """A job with the settings that it is done by; `limits`: requests and bytes of one input file, of a new job.

    Raises JobError where these settings, or the prompts and schemas, are not those that the job was made with.
    """

    def __init__(self, job: Job, settings: Settings, limits: tuple[int, int]) -> None:
        self.job, self.endpoint = job, hosted_endpoint(settings)
        self._settings, self._profile = settings, profile_for(settings.profile, embedded=False)
        price = price_of(self.endpoint.model, settings.prices)
        halved = (price[0] * DISCOUNT, price[1] * DISCOUNT, price[2] * DISCOUNT) if price else None
        self._terms = Terms(self.endpoint, halved, settings.reasks)
        fingerprint = fingerprint_of(
            self._profile, endpoint=self.endpoint.label, model=self.endpoint.model, language=settings.language,
            reasks=settings.reasks, strict=settings.strict,
        )  # fmt: skip
        # What the later commands, which are not told it, ask with.
        given = {"model": self.endpoint.model, "base_url": settings.base_url, "profile": self._profile.name}
        self._kept = {"fingerprint": fingerprint, "given": {**given, "language": settings.language}, "limits": limits}
        if job.has_read:
            job.check(fingerprint)

    def read(self, articles: Iterable[Article | Result], inputs: Sequence[str]) -> None:
        """Plan the articles into the job, unless it has read its `inputs` before.

        Raises JobError for other inputs than the job's, ConfigurationError for a language that can't be written.
        """
        if not self.job.has_read:
            # In one transaction: a job has read all of its input or nothing, and nothing is sent before.
            with self.job.writing():
                self.job.keep(inputs=list(inputs), **self._kept)
                for item in articles:
                    self._enter(item)
        elif self.job.get("inputs") != list(inputs):
            raise JobError(f"{self.job.path} was submitted with other articles", hint="give another job file")

    def _enter(self, item: Article | Result) -> None:
        if isinstance(item, Result):
            self.job.enter_failed(item)
            return
        key = article_key(item)
        if (text := self.job.enter(item.id or key[:16], key, item)) is None:
            return  # the same article again is asked once
        try:
            planned = self._planned(item)
        except InputError as error:
            self.job.finish(text, Result(id=str(text), failure=Failure.of(error)))
            return
        for request in planned.requests:
            self._ask(text, WindowProgress(request, self._terms))

    def lines(self, batch: int) -> Iterator[bytes]:
        """Give the lines of a batch's input file."""
        for text, asks in groupby(self.job.asks(batch=batch), key=lambda ask: ask.text):
            _, windows, _ = self._so_far(text)
            for ask in asks:
                yield _line(ask.id, windows[ask.window])

    def _planned(self, article: Article) -> Plan:
        return plan(article, self._profile, self._settings.language)

    def _ask(self, text: int, progress: WindowProgress) -> None:
        window, ask = progress.request.window, progress.taken
        self.job.ask(text, window, ask, len(_line(request_id(text, window, ask), progress)))

    def _so_far(self, text: int) -> tuple[Plan, list[WindowProgress], list[Attempt]]:
        """Return the plan of an article, what has come of its windows, and its ledger."""
        planned = self._planned(self.job.article(text))
        windows = [WindowProgress(request, self._terms) for request in planned.requests]
        attempts = [windows[ask.window].take(ask.answer, ask.seconds) for ask in self.job.asks(text=text) if ask.answer]
        return planned, windows, attempts

    def settle(self, *, reask: bool) -> int:
        """Make the result of each article whose requests are all answered; what is worth asking again goes into
        follow-up batches, which `send` sends. Return how many were to be asked again but, without `reask`, are not."""
        left = 0
        for text in self.job.answered():
            planned, windows, attempts = self._so_far(text)
            again = [progress for progress in windows if progress.draft is None and progress.again]
            with self.job.writing():
                if not again:
                    self.job.finish(text, self._result(text, planned, windows, attempts))
                elif reask:
                    for progress in again:
                        self._ask(text, progress)
            left += bool(again) and not reask
        return left

    def _result(self, text: int, planned: Plan, windows: Sequence[WindowProgress], attempts: list[Attempt]) -> Result:
        for attempt in attempts:
            log_attempt(attempt)
        answered = next((attempt.model for attempt in reversed(attempts) if attempt.outcome == "ok"), None)
        ledger = Ledger(attempts, answered, self.endpoint.label)
        completions = [Completion(progress.request, progress.draft, progress.error) for progress in windows]
        started, finished = self.job.times(text)
        strict = self._settings.strict
        try:
            brief = assemble(planned, completions, ledger, self.endpoint, started, finished, strict=strict)
        except Exception as error:
            if not isinstance(error, SummarizerError):
                _log.error("an article failed with an error that is none of its own", exc_info=error)
            return Result(id=str(text), failure=Failure.of(error, (finished - started).total_seconds()))
        return Result(id=str(text), brief=brief)


def _line(id: str, progress: WindowProgress) -> bytes:
    """Return a request as a line of an input file; in ASCII, so that no character of it ends the line."""
    return json.dumps({"custom_id": id, "method": "POST", "url": URL, "body": progress.body()}).encode() + b"\n"
