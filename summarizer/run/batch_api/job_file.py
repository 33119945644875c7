"""The job file of a provider batch: the articles, their requests, the batches, and the answers.

Like the checkpoint, it is a SQLite file: each step is on disk before the next one begins. The columns of a batch show
its state:

* no `file`: it is not uploaded, and requests may be added to it;
* a `file` but no `id`: it may have been created or not;
* an `id`: it was created.

A repeated request has a row of its own, so that its answer can't be mistaken for the answer to an earlier one.

If the briefs are verified, a text whose drafts are all there has a row in `drafted` with the brief that they made. Its
requests from a number on verify this brief.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from summarizer.errors import JobError
from summarizer.run.checkpoint import locked
from summarizer.schema import Article, Brief, Result

FILE_VERSION = 1
"""Version of the file layout."""

APPLICATION_ID = 0x73756D62
"""SQLite's `application_id` of a job file, which no other database has."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS job (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, article TEXT, result TEXT);
CREATE TABLE IF NOT EXISTS articles (number INTEGER PRIMARY KEY, id TEXT NOT NULL, text INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS batches (
    number INTEGER PRIMARY KEY, round INTEGER NOT NULL, requests INTEGER NOT NULL, bytes INTEGER NOT NULL,
    file TEXT, id TEXT, status TEXT, answered INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0, reason TEXT, created INTEGER, ended INTEGER,
    collected INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS requests (
    id TEXT PRIMARY KEY, text INTEGER NOT NULL, window INTEGER NOT NULL, ask INTEGER NOT NULL, batch INTEGER NOT NULL,
    answer TEXT
);
CREATE TABLE IF NOT EXISTS questions (id TEXT PRIMARY KEY, digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS drafted (text INTEGER PRIMARY KEY, first INTEGER NOT NULL, brief TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS requests_of_text ON requests (text);
CREATE INDEX IF NOT EXISTS requests_of_batch ON requests (batch);
"""


@dataclass(frozen=True)
class BatchRow:
    """A batch of the job: the columns of its row.

    `round` is 0 for the batches of `submit`, and counts the follow-up batches after it. `id` and `status` are the
    provider's. `refused` counts how often the provider rejected the batch, and `reason` says why. `created` and
    `ended` are Unix times in seconds. `collected` is 1 if the answers are stored. `verifying`, which is counted and not
    stored, is how many of the requests verify a brief.
    """

    number: int
    round: int
    requests: int
    bytes: int
    file: str | None
    id: str | None
    status: str | None
    answered: int
    failed: int
    refused: int
    reason: str | None
    created: int | None
    ended: int | None
    collected: int
    verifying: int


@dataclass(frozen=True)
class RequestRow:
    """A request about a text: about a window of it, or about the claims of its brief, which are numbered after these.

    `round` is 0 for the first request of this number and counts the repeated ones after it. `answer` is a line of
    the provider's file. `seconds` is the time that its batch took, or 0 if it is not known. `question` is the digest of
    what was asked, without earlier answers; None in jobs of before, which do not have it.
    """

    id: str
    text_number: int
    number: int
    round: int
    answer: str | None
    seconds: float
    question: str | None


@dataclass(frozen=True)
class Count:
    """The number of articles, how many of them wait for an answer, and how many of these for a follow-up batch.

    `waiting_for_verification` is how many of those in a follow-up batch have a brief that is being verified.
    """

    articles: int
    waiting: int
    waiting_for_followup: int
    waiting_for_verification: int


class Job:
    """An open job file; `open_job` opens one.

    Articles with the same content share a text, which is identified by a number.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        # Autocommit: only `writing` opens a transaction, and a single statement is durable by itself.
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
        pragmas = ("application_id", "user_version")
        values = [int(self._db.execute(f"PRAGMA {pragma}").fetchone()[0]) for pragma in pragmas]
        empty = self._db.execute("SELECT 1 FROM sqlite_master").fetchone() is None
        if not empty and values != [APPLICATION_ID, FILE_VERSION]:
            raise JobError(f"{path} is not a job file, or another version of this library wrote it")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")  # durable even if the machine stops
        self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self._db.execute(f"PRAGMA user_version = {FILE_VERSION}")
        self._db.executescript(SCHEMA)
        self._db.execute("INSERT OR IGNORE INTO job VALUES ('id', ?)", (json.dumps(uuid.uuid4().hex),))
        self.id: str = self.get("id")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run the block as one transaction. If it raises or the process is killed, nothing is changed."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def get(self, name: str) -> Any:
        """Return the value with this name, or None if there is none."""
        row = self._db.execute("SELECT value FROM job WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def set_values(self, **values: Any) -> None:
        """Store values, which must be valid JSON, by name."""
        self._db.executemany("INSERT INTO job VALUES (?, ?)", ((name, json.dumps(v)) for name, v in values.items()))

    @property
    def has_articles(self) -> bool:
        """Whether the articles have been added to the job."""
        return self.get("inputs") is not None

    def check(self, fingerprint: Mapping[str, str]) -> None:
        """Raise JobError if the job was submitted with another fingerprint."""
        submitted = self.get("fingerprint")
        if changed := [name for name in fingerprint if submitted.get(name) != fingerprint[name]]:
            raise JobError(
                f"{self.path} was submitted with different values of: {', '.join(changed)}",
                hint="use the settings and the version of this library that it was submitted with, or another job file",
            )

    def add_article(self, id: str, key: str, article: Article) -> int | None:
        """Add an article. Return the number of its text, or None if the same text is in the job already.

        `key` is the `checkpoint.article_key` of the article.
        """
        inserted = self._db.execute(
            "INSERT OR IGNORE INTO texts (key, article) VALUES (?, ?)", (key, article.model_dump_json())
        )
        self._db.execute("INSERT INTO articles (id, text) SELECT ?, number FROM texts WHERE key = ?", (id, key))
        return inserted.lastrowid if inserted.rowcount else None

    def add_failed(self, result: Result) -> None:
        """Add the failed result of an article that could not be read."""
        inserted = self._db.execute(
            "INSERT INTO texts (key, result) SELECT 'unread ' || count(*), ? FROM articles", (result.model_dump_json(),)
        )
        self._db.execute("INSERT INTO articles (id, text) VALUES (?, ?)", (result.id, inserted.lastrowid))

    def add_request(self, text_number: int, request_number: int, round: int, size: int, question: str) -> None:
        """Add a request of `size` bytes to the last batch of its round, or to a new one if that one is full or sent.

        `question` is the digest of what is asked.
        """
        id = request_id(text_number, request_number, round)
        max_requests, max_bytes = self.get("limits")
        open_batch = self._db.execute(
            "SELECT max(number) FROM batches WHERE file IS NULL AND round = ? AND requests < ? AND bytes + ? <= ?",
            (round, max_requests, size, max_bytes),
        ).fetchone()[0]
        new_batch = "INSERT INTO batches (round, requests, bytes) VALUES (?, 0, 0)"
        batch = open_batch or self._db.execute(new_batch, (round,)).lastrowid
        self._db.execute(
            "UPDATE batches SET requests = requests + 1, bytes = bytes + ? WHERE number = ?", (size, batch)
        )
        self._db.execute(
            "INSERT INTO requests VALUES (?, ?, ?, ?, ?, NULL)",
            (id, text_number, request_number, round, batch),
        )
        self._db.execute("INSERT INTO questions VALUES (?, ?)", (id, question))

    def requests(self, *, text_number: int | None = None, batch: int | None = None) -> list[RequestRow]:
        """Return the requests about a text, ordered by round and number, or those of a batch, by text and number."""
        column, value, order = (
            ("text", text_number, "ask, window") if batch is None else ("batch", batch, "text, window")
        )
        rows = self._db.execute(
            "SELECT r.id, text, window, ask, answer, coalesce(ended - created, 0), digest FROM requests r "
            "JOIN batches b ON b.number = batch LEFT JOIN questions q ON q.id = r.id "
            f"WHERE {column} = ? ORDER BY {order}",
            (value,),
        )
        return [RequestRow(*row) for row in rows]

    def times(self, text_number: int) -> tuple[datetime, datetime]:
        """Return when the first batch with requests about a text was created, and when the last one ended."""
        first, last = self._db.execute(
            "SELECT coalesce(min(created), strftime('%s') + 0), coalesce(max(ended), strftime('%s') + 0) "
            "FROM requests JOIN batches ON number = batch WHERE text = ?",
            (text_number,),
        ).fetchone()
        return datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last, UTC)

    def batches(self) -> list[BatchRow]:
        """Return all batches, in order."""
        rows = self._db.execute(
            "SELECT b.*, (SELECT count(*) FROM requests r JOIN drafted d ON d.text = r.text AND r.window >= d.first "
            "WHERE r.batch = b.number) FROM batches b ORDER BY number"
        )
        return [BatchRow(*row) for row in rows]

    def update_batch(self, batch: int, **columns: object) -> None:
        """Set columns of a batch."""
        assignments = ", ".join(f"{name} = :{name}" for name in columns)
        self._db.execute(f"UPDATE batches SET {assignments} WHERE number = :number", {**columns, "number": batch})

    def store_answer(self, batch: int, request: str, line: str) -> None:
        """Store the first answer to a request. Ignore further answers, and requests that are not in the batch."""
        self._db.execute(
            "UPDATE requests SET answer = ? WHERE id = ? AND batch = ? AND answer IS NULL", (line, request, batch)
        )

    def answer_rest(self, batch: int, line: str) -> None:
        """Store this line as the answer to all requests of a batch that have none."""
        self._db.execute("UPDATE requests SET answer = ? WHERE batch = ? AND answer IS NULL", (line, batch))

    def answered_texts(self) -> list[int]:
        """Return the numbers of the texts that have no result, but answers to all their requests."""
        rows = self._db.execute(
            "SELECT number FROM texts t WHERE result IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM requests WHERE text = t.number AND answer IS NULL) ORDER BY number"
        )
        return [row[0] for row in rows]

    def article(self, text_number: int) -> Article:
        """Return an article by the number of its text."""
        row = self._db.execute("SELECT article FROM texts WHERE number = ?", (text_number,)).fetchone()
        return Article.model_validate_json(row[0])

    def drafted(self, text_number: int) -> Brief | None:
        """Return the brief that the drafts of a text made and that is to be verified; None before that."""
        row = self._db.execute("SELECT brief FROM drafted WHERE text = ?", (text_number,)).fetchone()
        return Brief.model_validate_json(row[0]) if row else None

    def set_drafted(self, text_number: int, brief: Brief, first: int) -> None:
        """Store the brief of a text that is to be verified, by requests from this number on. Later calls do nothing."""
        self._db.execute(
            "INSERT OR IGNORE INTO drafted VALUES (?, ?, ?)", (text_number, first, brief.model_dump_json())
        )

    def set_result(self, text_number: int, result: Result) -> None:
        """Store the result of a text."""
        self._db.execute("UPDATE texts SET result = ? WHERE number = ?", (result.model_dump_json(), text_number))

    def results(self) -> Iterator[Result]:
        """Yield the results in the order of the input, each with the id of its article.

        If several articles share a text, all but the first are marked as `resumed`, because the requests were sent,
        and paid for, once.
        """
        rows = self._db.execute(
            "SELECT a.id, result, a.number > (SELECT min(number) FROM articles WHERE text = a.text) "
            "FROM articles a JOIN texts t ON t.number = a.text WHERE result IS NOT NULL ORDER BY a.number"
        )
        for id, result, is_duplicate in rows:
            found = Result.model_validate_json(result)
            brief = found.brief
            if brief is not None and is_duplicate:
                # A copy with an id of its own. The job does not have its address and source, which may be others.
                own = brief.article.model_copy(update={"id": id, "source": None, "url": None})
                brief = brief.model_copy(update={"article": own})
            yield found.model_copy(update={"id": id, "brief": brief, "resumed": bool(is_duplicate)})

    def count(self) -> Count:
        """Return how many articles the job has, and how many of them wait for answers."""
        row = self._db.execute(
            "SELECT count(*), coalesce(sum(result IS NULL), 0), coalesce(sum(result IS NULL AND EXISTS "
            "(SELECT 1 FROM requests WHERE text = t.number AND ask > 0 AND answer IS NULL)), 0), "
            "coalesce(sum(result IS NULL AND EXISTS (SELECT 1 FROM drafted WHERE text = t.number)), 0) "
            "FROM articles a JOIN texts t ON t.number = a.text"
        ).fetchone()
        return Count(*row)


def request_id(text_number: int, request_number: int, round: int) -> str:
    """Return the `custom_id` of a request, unique in its job."""
    return f"{text_number}-{request_number}-{round}"


@contextmanager
def open_job(path: Path, *, new: bool = False) -> Iterator[Job]:
    """Yield the job at this path, and close it at the end. If `new`, create it if it is missing.

    Only one process at a time may use it. Raise JobError if it can't be used, and CheckpointError if another process
    uses it.
    """
    if not new and not path.exists():
        raise JobError(f"the job file {path} does not exist", hint="create it with 'summarizer batch submit'")
    with locked(path):
        try:
            job = Job(path)
            try:
                yield job
            finally:
                job.close()
        except sqlite3.Error as error:
            raise JobError(
                f"cannot use {path} as a job file: {error}", hint="free disk space, or give another job file"
            ) from error
