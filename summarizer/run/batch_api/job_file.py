"""The job file of a provider batch: articles, what is asked about them, in which batch, and what was answered.

SQLite keeps it, as it does the checkpoint: each step is on the disk before the next one begins. How far a batch has
come is told by what is known of it: no file, it is not uploaded yet, and requests may join it; a file but no id, it may
have been created or not; an id, it was created. A request that is asked again is a row of its own, so that an answer is
never taken for that to another one.
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
from summarizer.schema import Article, Result

VERSION = 1
"""Of the file's layout."""

APPLICATION = 0x73756D62
"""By which SQLite tells a job file from another database."""

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
CREATE INDEX IF NOT EXISTS requests_of_text ON requests (text);
CREATE INDEX IF NOT EXISTS requests_of_batch ON requests (batch);
"""


@dataclass(frozen=True)
class BatchRow:
    """A batch of the job: the columns of its row. `round` is 0 for what `submit` asks and counts the re-asks after it;
    `refused` is how often the provider did not take it, `reason` why; times are Unix seconds."""

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


@dataclass(frozen=True)
class AskRow:
    """A request: the `ask`th about a window of a text (0: the first), its answer, and the seconds that its batch took,
    0 where that is not known."""

    id: str
    text: int
    window: int
    ask: int
    answer: str | None
    seconds: float


@dataclass(frozen=True)
class Count:
    """How many articles there are, how many of them wait for an answer, and of these for one of a follow-up batch."""

    articles: int
    waiting: int
    again: int


class Job:
    """An open job file; `open_job` gives one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # Autocommit: a transaction is what `writing` says, and a single statement is durable by itself.
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
        marks = [int(self._db.execute(f"PRAGMA {mark}").fetchone()[0]) for mark in ("application_id", "user_version")]
        empty = self._db.execute("SELECT 1 FROM sqlite_master").fetchone() is None
        if not empty and marks != [APPLICATION, VERSION]:
            raise JobError(f"{path} is no job file, or one of another version of this library")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")  # durable also when the machine stops
        self._db.execute(f"PRAGMA application_id = {APPLICATION}")
        self._db.execute(f"PRAGMA user_version = {VERSION}")
        self._db.executescript(SCHEMA)
        self._db.execute("INSERT OR IGNORE INTO job VALUES ('id', ?)", (json.dumps(uuid.uuid4().hex),))
        self.id: str = self.get("id")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make the changes of the block in one: all or, if it raises or the process is killed, none."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def get(self, name: str) -> Any:
        """Return what is kept under a name, None if nothing is."""
        found = self._db.execute("SELECT value FROM job WHERE name = ?", (name,)).fetchone()
        return json.loads(found[0]) if found else None

    def keep(self, **values: Any) -> None:
        """Keep values by name."""
        self._db.executemany("INSERT INTO job VALUES (?, ?)", ((name, json.dumps(v)) for name, v in values.items()))

    @property
    def has_read(self) -> bool:
        """Whether the articles are in it."""
        return self.get("inputs") is not None

    def check(self, fingerprint: Mapping[str, str]) -> None:
        """Raise JobError if the job was made with something else than this."""
        kept = self.get("fingerprint")
        if changed := [name for name in fingerprint if kept.get(name) != fingerprint[name]]:
            raise JobError(
                f"{self.path} was submitted with another {', '.join(changed)}",
                hint="use the settings and the version of this library that it was submitted with, or another job file",
            )

    def enter(self, id: str, key: str, article: Article) -> int | None:
        """Take an article; return the number of its text, or None if the same text is in the job already."""
        new = self._db.execute(
            "INSERT OR IGNORE INTO texts (key, article) VALUES (?, ?)", (key, article.model_dump_json())
        )
        self._db.execute("INSERT INTO articles (id, text) SELECT ?, number FROM texts WHERE key = ?", (id, key))
        return new.lastrowid if new.rowcount else None

    def enter_failed(self, result: Result) -> None:
        """Take an article that could not be read."""
        text = self._db.execute(
            "INSERT INTO texts (key, result) SELECT 'unread ' || count(*), ? FROM articles", (result.model_dump_json(),)
        )
        self._db.execute("INSERT INTO articles (id, text) VALUES (?, ?)", (result.id, text.lastrowid))

    def ask(self, text: int, window: int, ask: int, size: int) -> None:
        """Put a request of so many bytes into a batch of its round that has room, or into a new one."""
        most_requests, most_bytes = self.get("limits")
        found = self._db.execute(
            "SELECT max(number) FROM batches WHERE file IS NULL AND round = ? AND requests < ? AND bytes + ? <= ?",
            (ask, most_requests, size, most_bytes),
        ).fetchone()[0]
        batch = (
            found or self._db.execute("INSERT INTO batches (round, requests, bytes) VALUES (?, 0, 0)", (ask,)).lastrowid
        )
        self._db.execute(
            "UPDATE batches SET requests = requests + 1, bytes = bytes + ? WHERE number = ?", (size, batch)
        )
        self._db.execute(
            "INSERT INTO requests VALUES (?, ?, ?, ?, ?, NULL)",
            (request_id(text, window, ask), text, window, ask, batch),
        )

    def asks(self, *, text: int | None = None, batch: int | None = None) -> list[AskRow]:
        """Return the requests about a text in the order in which they were asked, or those of a batch by text."""
        by, value, order = ("text", text, "ask, window") if batch is None else ("batch", batch, "text, window")
        rows = self._db.execute(
            "SELECT r.id, text, window, ask, answer, coalesce(ended - created, 0) FROM requests r "
            f"JOIN batches b ON b.number = batch WHERE {by} = ? ORDER BY {order}",
            (value,),
        )
        return [AskRow(*row) for row in rows]

    def times(self, text: int) -> tuple[datetime, datetime]:
        """Return when the first batch that asked about a text was created, and when the last one ended."""
        known = self._db.execute(
            "SELECT coalesce(min(created), strftime('%s') + 0), coalesce(max(ended), strftime('%s') + 0) "
            "FROM requests JOIN batches ON number = batch WHERE text = ?",
            (text,),
        ).fetchone()
        return datetime.fromtimestamp(known[0], UTC), datetime.fromtimestamp(known[1], UTC)

    def batches(self) -> list[BatchRow]:
        """Return all batches, in order."""
        return [BatchRow(*row) for row in self._db.execute("SELECT * FROM batches ORDER BY number")]

    def note(self, batch: int, **columns: object) -> None:
        """Note what became known of a batch."""
        names = ", ".join(f"{name} = :{name}" for name in columns)
        self._db.execute(f"UPDATE batches SET {names} WHERE number = :number", {**columns, "number": batch})

    def answer(self, batch: int, request: str, line: str) -> None:
        """Take the answer to a request, once; one that the batch does not hold is passed over."""
        self._db.execute(
            "UPDATE requests SET answer = ? WHERE id = ? AND batch = ? AND answer IS NULL", (line, request, batch)
        )

    def answer_rest(self, batch: int, line: str) -> None:
        """Give the requests of a batch that have no answer this one."""
        self._db.execute("UPDATE requests SET answer = ? WHERE batch = ? AND answer IS NULL", (line, batch))

    def answered(self) -> list[int]:
        """Return the numbers of the texts that have no result yet and wait for no answer."""
        rows = self._db.execute(
            "SELECT number FROM texts t WHERE result IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM requests WHERE text = t.number AND answer IS NULL) ORDER BY number"
        )
        return [row[0] for row in rows]

    def article(self, text: int) -> Article:
        """Return an article by the number of its text."""
        found = self._db.execute("SELECT article FROM texts WHERE number = ?", (text,)).fetchone()
        return Article.model_validate_json(found[0])

    def finish(self, text: int, result: Result) -> None:
        """Keep what became of an article."""
        self._db.execute("UPDATE texts SET result = ? WHERE number = ?", (result.model_dump_json(), text))

    def results(self) -> Iterator[Result]:
        """Give the results in the order of the input, each with its article's id; that of a text which comes again as
        `resumed`, as it was asked, and paid, once."""
        rows = self._db.execute(
            "SELECT a.id, result, a.number > (SELECT min(number) FROM articles WHERE text = a.text) "
            "FROM articles a JOIN texts t ON t.number = a.text WHERE result IS NOT NULL ORDER BY a.number"
        )
        for id, result, again in rows:
            yield Result.model_validate_json(result).model_copy(update={"id": id, "resumed": bool(again)})

    def count(self) -> Count:
        """Return how many articles are there and how many wait."""
        row = self._db.execute(
            "SELECT count(*), coalesce(sum(result IS NULL), 0), coalesce(sum(result IS NULL AND EXISTS "
            "(SELECT 1 FROM requests WHERE text = t.number AND ask > 0 AND answer IS NULL)), 0) "
            "FROM articles a JOIN texts t ON t.number = a.text"
        ).fetchone()
        return Count(*row)


def request_id(text: int, window: int, ask: int) -> str:
    """Return the `custom_id` of a request, unique in its job."""
    return f"{text}-{window}-{ask}"


@contextmanager
def open_job(path: Path, *, new: bool = False) -> Iterator[Job]:
    """Give the job at this path, made if `new` and need be; one process at a time may use it.

    Raises JobError if it can't be used, CheckpointError if another process uses it.
    """
    if not new and not path.exists():
        raise JobError(f"there is no job {path}", hint="'summarizer batch submit' makes one")
    with locked(path):
        try:
            job = Job(path)
            try:
                yield job
            finally:
                job.close()
        except sqlite3.Error as error:
            raise JobError(f"cannot use {path}: {error}", hint="free some space, or use another job file") from error
