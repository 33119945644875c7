"""The local part of a provider batch: turn articles into requests, and answers into results. No network access.

Requests are not stored. They are built again from the job file, which has everything that they depend on: the article
and the earlier answers about the window.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby
from typing import Final

from summarizer.assemble.assembler import assemble
from summarizer.complete.gateway import Completion
from summarizer.complete.ledger import Ledger
from summarizer.complete.prices import price_of
from summarizer.complete.selection import hosted_endpoint
from summarizer.complete.telemetry import log_attempt
from summarizer.errors import InputError, JobError, SummarizerError
from summarizer.plan.planning import Plan, plan
from summarizer.plan.profiles import Profile, profile_for
from summarizer.run.batch_api.answers import Terms, WindowProgress
from summarizer.run.batch_api.job_file import Job, request_id
from summarizer.run.checkpoint import article_key, fingerprint_of
from summarizer.schema import Article, Attempt, Failure, Result
from summarizer.settings import Settings

URL: Final = "/v1/chat/completions"
"""Path of the API that answers the requests of a batch."""

DISCOUNT = 0.5
"""Price of a request in a batch, as a share of the price of a single request."""

_log = logging.getLogger("summarizer")


class Work:
    """A job and the settings that it runs with.

    `limits` are the largest number of requests and of bytes of one input file; they apply to a new job only. Raises
    JobError if the settings, prompts or schemas differ from those that the job was submitted with.
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
        # The options of `submit`. The later commands don't have them, so the job stores them.
        options = {
            "model": self.endpoint.model,
            "base_url": settings.base_url and str(settings.base_url),
            "profile": self._profile.name,
        }
        self._values = {
            "fingerprint": fingerprint,
            "given": {**options, "language": settings.language, "include_text": settings.include_text},
            "limits": limits,
        }  # fmt: skip
        if job.has_articles:
            job.check(fingerprint)

    def add_articles(self, articles: Iterable[Article | Result], inputs: Sequence[str]) -> None:
        """Plan the articles and add them to the job, unless it has its articles already.

        `inputs` are the names of the files that the articles come from. Raises JobError if they are not those of the
        job, and ConfigurationError if the brief can't be written in the language of the settings.
        """
        if not self.job.has_articles:
            # One transaction: the job gets all articles or none, and nothing is sent before.
            with self.job.writing():
                self.job.set_values(inputs=list(inputs), **self._values)
                for item in articles:
                    self._add(item)
        elif (job_inputs := self.job.get("inputs")) != list(inputs):
            raise JobError(
                f"{self.job.path} was submitted with other articles: {', '.join(job_inputs)}",
                hint="give the same inputs, or another job file",
            )

    def _add(self, item: Article | Result) -> None:
        if isinstance(item, Result):
            self.job.add_failed(item)
            return
        key = article_key(item)
        if (text := self.job.add_article(item.id or key[:16], key, item)) is None:
            return  # the job has requests for the same text already
        try:
            planned = self._plan(item)
        except InputError as error:
            self.job.set_result(text, Result(id=str(text), failure=Failure.of(error)))
            return
        for request in planned.requests:
            self._add_request(text, WindowProgress(request, self._terms))

    def lines(self, batch: int) -> Iterator[bytes]:
        """Yield the lines of the input file of a batch."""
        for text, rows in groupby(self.job.requests(batch=batch), key=lambda row: row.text):
            _, windows, _ = self._replay(text)
            for row in rows:
                yield _line(row.id, windows[row.window])

    def _plan(self, article: Article, profile: Profile | None = None) -> Plan:
        return plan(article, profile or self._profile, self._settings.language)

    def _add_request(self, text: int, progress: WindowProgress) -> None:
        window, round = progress.request.window, progress.answer_count
        self.job.add_request(text, window, round, len(_line(request_id(text, window, round), progress)))

    def _replay(self, text: int) -> tuple[Plan, list[WindowProgress], list[Attempt]]:
        """Return the plan of an article, the state of its windows after the stored answers, and its ledger.

        If a window is too long for the model, the article is cut into smaller ones, which are numbered after the
        earlier ones. The plan is the last one.
        """
        article = self.job.article(text)
        answers = [row for row in self.job.requests(text=text) if row.answer]
        windows: list[WindowProgress] = []
        attempts: list[Attempt] = []
        profile: Profile | None = self._profile
        for level in count():  # it ends, because windows cannot be halved for ever
            planned, first = self._plan(article, profile), len(windows)
            requests = (replace(request, window=first + request.window) for request in planned.requests)
            # They are asked about in a follow-up batch, as what has had an answer is.
            windows += [WindowProgress(request, self._terms, answer_count=level) for request in requests]
            attempts += [
                windows[row.window].add_answer(str(row.answer), row.seconds)
                for row in answers
                if first <= row.window < len(windows)
            ]
            too_long = any(progress.is_too_long for progress in windows[first:])
            if not too_long or (profile := planned.profile.halved()) is None:
                return planned, windows, attempts
        raise AssertionError("unreachable")

    def finish_articles(self, *, reask: bool) -> int:
        """Build the result of each article whose requests all have an answer.

        Requests that are worth repeating are added to follow-up batches, which `ProviderBatch.send` sends. Without
        `reask` they are not added; the number of their articles is returned.
        """
        not_repeated = 0
        for text in self.job.answered_texts():
            planned, all_windows, attempts = self._replay(text)
            windows = all_windows[-len(planned.requests) :]
            repeated = [progress for progress in windows if progress.draft is None and progress.needs_retry]
            with self.job.writing():
                if not repeated:
                    self.job.set_result(text, self._result(text, planned, windows, attempts))
                elif reask:
                    for progress in repeated:
                        self._add_request(text, progress)
            not_repeated += bool(repeated) and not reask
        return not_repeated

    def _result(self, text: int, planned: Plan, windows: Sequence[WindowProgress], attempts: list[Attempt]) -> Result:
        """Return the brief of an article, or its failure."""
        for attempt in attempts:
            log_attempt(attempt)
        answered = next((attempt.model for attempt in reversed(attempts) if attempt.outcome == "ok"), None)
        ledger = Ledger(attempts, answered, self.endpoint.label)
        completions = [Completion(progress.request, progress.draft, progress.error) for progress in windows]
        started, finished = self.job.times(text)
        try:
            brief = assemble(
                planned, completions, ledger, self.endpoint, started, finished,
                strict=self._settings.strict, include_text=self._settings.include_text,
            )  # fmt: skip
        except Exception as error:
            if not isinstance(error, SummarizerError):
                _log.error("an article failed with an unexpected error", exc_info=error)
            return Result(id=str(text), failure=Failure.of(error, (finished - started).total_seconds()))
        return Result(id=str(text), brief=brief)


def _line(id: str, progress: WindowProgress) -> bytes:
    """Return a request as a line of an input file. It is ASCII, so that no character of the text ends the line."""
    return json.dumps({"custom_id": id, "method": "POST", "url": URL, "body": progress.body()}).encode() + b"\n"
