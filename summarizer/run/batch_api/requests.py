"""The local part of a provider batch: turn articles into requests, and answers into results. No network access.

Requests are not stored. They are built again from the job file, which has everything that they depend on: the article,
the earlier answers about the window and, for those that verify a brief, the brief as the drafts made it.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count, groupby
from typing import Final

from summarizer.assemble.assembler import AnsweredPlan, assemble
from summarizer.complete.gateway import Completion
from summarizer.complete.ledger import Ledger
from summarizer.complete.prices import price_of
from summarizer.complete.selection import hosted_endpoint, profile_of
from summarizer.complete.telemetry import log_attempt
from summarizer.errors import InputError, JobError, SummarizerError
from summarizer.plan.planning import Plan, Request, plan
from summarizer.plan.profiles import Profile
from summarizer.plan.verification import VerificationPlan, plan_verification
from summarizer.run.batch_api.answers import RequestProgress, Terms
from summarizer.run.batch_api.job_file import Job, RequestRow, request_id
from summarizer.run.checkpoint import article_key, fingerprint_of
from summarizer.run.verifying import after_verification
from summarizer.schema import Article, Attempt, Brief, Failure, Result
from summarizer.settings import Settings

URL: Final = "/v1/chat/completions"
"""Path of the API that answers the requests of a batch."""

DISCOUNT = 0.5
"""Price of a request in a batch, as a share of the price of a single request."""

KEPT_SETTINGS = (
    "language", "reasks", "strict", "verify", "include_text", "editorial_insertions", "prices",
)  # fmt: skip
"""Settings of `submit` that its job keeps, besides those of the endpoint."""

_log = logging.getLogger("summarizer")


@dataclass
class _TextProgress:
    """How far a text is, after the stored answers.

    `windows` are those that were asked about, by number; the last ones are those of the plan. `drafted` is the brief as
    the drafts made it, if it waits for its verification: `verification` asks about it, and `verdicts` are the states of
    its requests, whose numbers count on after those of the windows. `attempts` is the ledger.
    """

    planned: Plan
    windows: list[RequestProgress]
    attempts: list[Attempt]
    drafted: Brief | None = None
    verification: VerificationPlan | None = None
    verdicts: list[RequestProgress] = field(default_factory=list)

    @property
    def asked(self) -> list[RequestProgress]:
        """The windows that the brief is made of or, once it is made, the requests that verify it."""
        return self.windows[-len(self.planned.requests) :] if self.verification is None else self.verdicts

    @property
    def repeated(self) -> list[RequestProgress]:
        """Those of them that are worth another request."""
        return [progress for progress in self.asked if progress.draft is None and progress.needs_retry]

    @property
    def completions(self) -> list[Completion]:
        """What became of them."""
        return [Completion(progress.request, progress.draft, progress.error) for progress in self.asked]


class Work:
    """A job and the settings that it runs with.

    `limits` are the largest number of requests and of bytes of one input file; they apply to a new job only. Raise
    JobError if the settings, prompts or schemas differ from those that the job was submitted with.
    """

    def __init__(self, job: Job, settings: Settings, limits: tuple[int, int]) -> None:
        self.job, self.endpoint = job, hosted_endpoint(settings)
        self._settings, self._profile = settings, profile_of(settings)
        price = price_of(self.endpoint.model, settings.prices)
        halved = (price[0] * DISCOUNT, price[1] * DISCOUNT, price[2] * DISCOUNT) if price else None
        self._terms = Terms(self.endpoint, halved, settings.reasks)
        fingerprint = fingerprint_of(settings)
        # The later commands do not have the settings of `submit`, so the job stores those that shape its briefs.
        given = {
            "model": self.endpoint.model,
            "base_url": settings.base_url and str(settings.base_url),
            "profile": self._profile.name,
            **{name: getattr(settings, name) for name in KEPT_SETTINGS},
        }
        self._values = {"fingerprint": fingerprint, "given": given, "limits": limits}
        if job.has_articles:
            job.check(fingerprint)

    def add_articles(self, articles: Iterable[Article | Result], inputs: Sequence[str]) -> None:
        """Plan the articles and add them to the job, unless it has its articles already.

        `inputs` are the names of the files that the articles come from. Raise JobError if they are not those of the
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
        if (text_number := self.job.add_article(item.id or key[:16], key, item)) is None:
            return  # the job has requests for the same text already
        try:
            planned = self._plan(item)
        except InputError as error:
            self.job.set_result(text_number, Result(id=str(text_number), failure=Failure.of(error)))
            return
        for request in planned.requests:
            self._add_request(text_number, RequestProgress(request, self._terms))

    def lines(self, batch: int) -> Iterator[bytes]:
        """Yield the lines of the input file of a batch."""
        for text_number, rows in groupby(self.job.requests(batch=batch), key=lambda row: row.text_number):
            text = self._progress_of(text_number)
            asked = [*text.windows, *text.verdicts]
            for row in rows:
                yield _line(row.id, asked[row.number])

    def _plan(self, article: Article, profile: Profile | None = None) -> Plan:
        return plan(article, profile or self._profile, self._settings.language)

    def _add_request(self, text_number: int, progress: RequestProgress) -> None:
        number, round = progress.request.number, progress.answer_count
        line = _line(request_id(text_number, number, round), progress)
        self.job.add_request(text_number, number, round, len(line), _digest(progress.request))

    def _progress_of(self, text_number: int) -> _TextProgress:
        """Return how far a text is.

        If a window is too long for the model, the article is cut into smaller ones, which are numbered after the
        earlier ones. The plan is the last one.
        """
        article = self.job.article(text_number)
        answers = [row for row in self.job.requests(text_number=text_number) if row.answer]
        text = _TextProgress(self._plan(article), [], [])
        for level in count():  # it ends, because windows cannot be halved for ever
            first = len(text.windows)
            # Those of smaller windows are asked in a follow-up batch, as what has had an answer is.
            self._answer(text, text.windows, text.planned.requests, level, answers)
            too_long = any(progress.is_too_long for progress in text.windows[first:])
            if not too_long or (smaller := text.planned.profile.halved()) is None:
                break
            text.planned = self._plan(article, smaller)
        if (brief := self.job.drafted(text_number)) is not None:
            self._verify(text, brief, answers)
        return text

    def _verify(self, text: _TextProgress, brief: Brief, answers: Sequence[RequestRow] = ()) -> None:
        """Add the requests that verify a brief, after what was answered to them."""
        text.drafted, text.verification = brief, plan_verification(text.planned, brief)
        # They are asked in the batch after the last one of the windows.
        rounds = max(progress.answer_count for progress in text.windows)
        self._answer(text, text.verdicts, text.verification.requests, rounds, answers)

    def _answer(
        self,
        text: _TextProgress,
        states: list[RequestProgress],
        requests: Sequence[Request],
        round: int,
        answers: Sequence[RequestRow],
    ) -> None:
        """Add the states of requests, which were first asked in this round, after what was answered to them."""
        first = len(text.windows) + len(text.verdicts)
        added = [
            RequestProgress(replace(request, number=first + index), self._terms, answer_count=round)
            for index, request in enumerate(requests)
        ]
        for row in answers:
            if first <= row.number < first + len(added):
                progress = added[row.number - first]
                text.attempts.append(progress.add_answer(str(row.answer), row.seconds))
                if row.question not in (None, _digest(progress.request)):
                    progress.ask_again()
        states += added

    def finish_articles(self, *, reask: bool) -> int:
        """Build the result of each article whose requests all have an answer.

        Requests that are worth repeating, and those that verify a brief, are added to follow-up batches, which
        `ProviderBatch.send` sends. Without `reask` they are not added; the number of their articles is returned.
        """
        not_added = 0
        for text_number in self.job.answered_texts():
            text = self._progress_of(text_number)
            result = None if text.repeated else self._result(text_number, text)
            with self.job.writing():
                if result is not None:
                    self.job.set_result(text_number, result)
                elif reask:
                    if text.drafted is not None:
                        self.job.set_drafted(text_number, text.drafted, len(text.windows))
                    for progress in text.repeated:
                        self._add_request(text_number, progress)
            not_added += result is None and not reask
        return not_added

    def _result(self, text_number: int, text: _TextProgress) -> Result | None:
        """Return the brief of an article or its failure; None if the brief has claims that are to be verified first."""
        started, finished = self.job.times(text_number)
        try:
            brief = self._brief(text, started, finished)
            if self._settings.verify and text.drafted is None:
                self._verify(text, brief)
                if text.verdicts:
                    return None
                brief = self._brief(text, started, finished)
            result = Result(id=str(text_number), brief=brief)
        except Exception as error:
            if not isinstance(error, SummarizerError):
                _log.error("an article failed with an unexpected error", exc_info=error)
            error.attempts = tuple(text.attempts)  # type: ignore[attr-defined]
            result = Result(id=str(text_number), failure=Failure.of(error, (finished - started).total_seconds()))
        for attempt in text.attempts:
            log_attempt(attempt)
        return result

    def _brief(self, text: _TextProgress, started: datetime, finished: datetime) -> Brief:
        """Return the brief as its drafts leave it, or its verification."""
        strict = self._settings.strict
        if text.drafted is not None and text.verification is not None:
            return after_verification(
                text.drafted, text.verification, text.completions, text.attempts, finished, strict=strict
            )
        model = next((attempt.model for attempt in reversed(text.attempts) if attempt.outcome == "ok"), None)
        ledger = Ledger(text.attempts, model, self.endpoint.label)
        answered = AnsweredPlan(text.planned, text.completions, ledger, self.endpoint, started, finished)
        return assemble(answered, strict=strict, include_text=self._settings.include_text)


def _digest(request: Request) -> str:
    """Return a hash of what is asked, which numbers the sentences that the answer cites."""
    return hashlib.sha256(json.dumps(request.messages).encode()).hexdigest()[:32]


def _line(id: str, progress: RequestProgress) -> bytes:
    """Return a request as a line of an input file. It is ASCII, so that no character of the text ends the line."""
    return json.dumps({"custom_id": id, "method": "POST", "url": URL, "body": progress.body()}).encode() + b"\n"
