"""The checkpoint: finished articles of a long run on disk, so that the same call goes on where it was stopped.

SQLite keeps it: an embedded store that is part of Python, whose transactions survive `kill -9`. A result is found again
only for the same article and for everything else that shapes a brief (model, endpoint, prompts, schemas, settings), so
that a changed prompt does not silently give old briefs.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import queue
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from summarizer.errors import CheckpointError
from summarizer.plan.drafts import DRAFTS, schema_hash
from summarizer.plan.profiles import Profile
from summarizer.plan.prompts import load_prompt
from summarizer.schema import Article, Result

VERSION = 1
"""Of the file's layout."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS fingerprints (id TEXT PRIMARY KEY, parts TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS results (
    fingerprint TEXT NOT NULL, article TEXT NOT NULL, failed INTEGER NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (fingerprint, article)
)
"""

TOGETHER = 256
"""Results that one transaction takes at most: what has come in while the last one was written."""


@dataclass(frozen=True)
class Kept:
    """How many articles a checkpoint holds: made as now, those of them that failed, and made otherwise."""

    same: int
    failed: int
    other: int


def fingerprint_of(
    profile: Profile, *, endpoint: str, model: str, language: str | None, reasks: int, strict: bool
) -> dict[str, str]:
    """Return what shapes every brief of a run, beside the article: two runs with the same may share results."""
    used: list[Profile] = [profile] + ([profile.abroad] if profile.abroad else [])
    return {
        "endpoint": endpoint,
        "model": model,
        "prompt": " ".join(f"{one.prompt}:{load_prompt(one.prompt).hash}" for one in used),
        "schema": " ".join(schema_hash(DRAFTS[one.draft]) for one in used),
        "settings": json.dumps(
            {"profile": asdict(profile), "language": language, "reasks": reasks, "strict": strict}, sort_keys=True
        ),
    }


def fingerprint_hash(fingerprint: Mapping[str, str]) -> str:
    """Return the hash of a fingerprint."""
    return hashlib.sha256(json.dumps(dict(fingerprint), sort_keys=True).encode()).hexdigest()


def article_key(article: Article) -> str:
    """Return the hash of what of an article shapes its brief: text, headline, publication day and language."""
    told = [article.text, article.title, str(article.published), article.language]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class Checkpoint:
    """Finished articles of one fingerprint. `put` returns once a result is on the disk; reads and writes don't block
    the event loop for longer than a lookup takes."""

    def __init__(self, path: Path, fingerprint: Mapping[str, str]) -> None:
        self.path = path
        self._fingerprint = fingerprint_hash(fingerprint)
        self._reader = self._connect()
        with self._reader:
            self._reader.executescript(SCHEMA)
            told = json.dumps(dict(fingerprint), sort_keys=True)
            self._reader.execute("INSERT OR IGNORE INTO fingerprints VALUES (?, ?)", (self._fingerprint, told))
        self._waiting: queue.SimpleQueue[_Entry | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="summarizer-checkpoint", daemon=True)
        self._writer.start()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=30, check_same_thread=False)
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version not in (0, VERSION):
            raise CheckpointError(f"{self.path} is of another version of this library", hint="use another file")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # durable also when the machine stops
        db.execute(f"PRAGMA user_version = {VERSION}")
        return db

    def get(self, key: str) -> Result | None:
        """Return what became of an article, or None if it is not finished."""
        found = self._reader.execute(
            "SELECT content FROM results WHERE fingerprint = ? AND article = ?", (self._fingerprint, key)
        ).fetchone()
        if found is None:
            return None
        return Result.model_validate_json(zlib.decompress(found[0])).model_copy(update={"resumed": True})

    async def put(self, key: str, result: Result) -> None:
        """Keep what became of an article; on the disk when this returns. Raises CheckpointError if that fails."""
        loop = asyncio.get_running_loop()
        entry = _Entry(key, result, loop, loop.create_future())
        self._waiting.put(entry)
        await entry.written

    def kept(self) -> Kept:
        """Return how much is kept."""
        same, failed, other = self._reader.execute(
            "SELECT coalesce(sum(fingerprint = :m), 0), coalesce(sum(fingerprint = :m AND failed), 0), "
            "coalesce(sum(fingerprint != :m), 0) FROM results",
            {"m": self._fingerprint},
        ).fetchone()
        return Kept(same, failed, other)

    def close(self) -> None:
        """Write what is waiting, and close the file."""
        self._waiting.put(None)
        self._writer.join()
        self._reader.close()

    def _write(self) -> None:
        db: sqlite3.Connection | None = None
        ended = False
        while not ended:
            entries = [self._waiting.get()]
            while len(entries) < TOGETHER and not self._waiting.empty():
                entries.append(self._waiting.get())
            ended = None in entries
            some = [entry for entry in entries if entry is not None]
            try:
                db = db or self._connect()
                with db:
                    db.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", map(self._row, some))
                fault = None
            except (sqlite3.Error, OSError, CheckpointError) as error:
                fault = CheckpointError(f"cannot write {self.path}: {error}")
            for entry in some:
                entry.settle(fault)
        if db is not None:
            db.close()

    def _row(self, entry: _Entry) -> Sequence[object]:
        content = entry.result.model_dump_json(exclude={"resumed"}).encode()
        return self._fingerprint, entry.key, entry.result.brief is None, zlib.compress(content, 1)


@dataclass(frozen=True)
class _Entry:
    """A result that waits to be written."""

    key: str
    result: Result
    loop: asyncio.AbstractEventLoop
    written: asyncio.Future[None]

    def settle(self, fault: CheckpointError | None) -> None:
        def done() -> None:
            if self.written.done():
                return  # whoever waited was cancelled
            if fault is None:
                self.written.set_result(None)
            else:
                self.written.set_exception(fault)

        with suppress(RuntimeError):  # the loop has ended: nobody waits
            self.loop.call_soon_threadsafe(done)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep a file to this process for the time of the block, its folder made if need be.

    Raises CheckpointError if that can't be, or another process uses it.
    """
    lock = FileLock(f"{path}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise CheckpointError(f"{path} is in use", hint="wait for the other process, or use another file") from None
    except OSError as error:
        raise CheckpointError(f"cannot use {path}: {error}") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def open_checkpoint(path: Path, fingerprint: Mapping[str, str]) -> Iterator[Checkpoint]:
    """Give the checkpoint at this path, made if need be; one process at a time may use it.

    Raises CheckpointError if it can't be used, or another process uses it.
    """
    with locked(path):
        try:
            opened = Checkpoint(path, fingerprint)
        except sqlite3.Error as error:
            raise CheckpointError(f"cannot use {path}: {error}") from error
        try:
            yield opened
        finally:
            opened.close()
