"""The checkpoint: finished articles of a long run on disk, so that the same call resumes where it stopped.

The store is SQLite, which is part of Python and whose transactions survive `kill -9`. A stored result is used only if
the article and everything else that affects the answers (model, endpoint, prompts, schemas, settings) are the same. So
a changed prompt never returns old briefs.

Each result is marked with the version of the library's own rules that made it. After an upgrade it is still used: its
answers were paid for and are not stored. `notes` says so.
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

from summarizer.complete.selection import endpoint_of, profile_of
from summarizer.errors import CheckpointError
from summarizer.plan.drafts import DRAFTS, VerdictDraft, schema_hash
from summarizer.plan.prompts import load_prompt
from summarizer.plan.verification import PROMPT as VERIFICATION_PROMPT
from summarizer.run.rules_version import rules_version
from summarizer.schema import Article, Result
from summarizer.settings import Settings

FILE_VERSION = 3
"""Version of the file layout. Version 2 had no rules; it is read, and becomes version 3."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS fingerprints (id TEXT PRIMARY KEY, parts TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS results (
    fingerprint TEXT NOT NULL, article TEXT NOT NULL, failed INTEGER NOT NULL, content BLOB NOT NULL,
    rules TEXT,
    PRIMARY KEY (fingerprint, article)
)
"""

MAX_RESULTS_PER_TRANSACTION = 256
"""Largest number of results that one transaction writes. They have arrived while the previous one was written."""


def fingerprint_of(settings: Settings) -> dict[str, str]:
    """Return everything that affects the briefs of a run with these settings, apart from the articles.

    Runs with equal fingerprints can share results.
    """
    endpoint, profile = endpoint_of(settings), profile_of(settings)
    profiles = [profile, profile.abroad] if profile.abroad else [profile]
    prompts, drafts = [p.prompt for p in profiles], [DRAFTS[p.draft] for p in profiles]
    if settings.verify:
        prompts.append(VERIFICATION_PROMPT)
        drafts.append(VerdictDraft)
    read = {"profile": asdict(profile), **{name: getattr(settings, name) for name in ("language", "reasks", "strict")}}
    return {
        "endpoint": endpoint.label,
        "model": endpoint.model,
        "prompt": " ".join(f"{name}:{load_prompt(name).hash}" for name in prompts),
        "schema": " ".join(map(schema_hash, drafts)),
        "settings": json.dumps(read, sort_keys=True),
    }


def fingerprint_hash(fingerprint: Mapping[str, str]) -> str:
    """Return the SHA-256 hash of a fingerprint, in hexadecimal."""
    return hashlib.sha256(json.dumps(dict(fingerprint), sort_keys=True).encode()).hexdigest()


def _differing(fingerprint: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return [name for name in fingerprint if other.get(name) != fingerprint[name]]


def article_key(article: Article) -> str:
    """Return the SHA-256 hash of the fields that affect an article's brief: text, title, publication day, language."""
    fields = [article.text, article.title, str(article.published), article.language]
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()


class Checkpoint:
    """The finished articles of one fingerprint.

    `put` returns when the result is on disk. Neither reads nor writes block the event loop for longer than a lookup.
    """

    def __init__(self, path: Path, fingerprint: Mapping[str, str]) -> None:
        self.path = path
        self._fingerprint = fingerprint_hash(fingerprint)
        self._reader = self._connect()
        with self._reader:
            self._reader.executescript(SCHEMA)
            if not any(row[1] == "rules" for row in self._reader.execute("PRAGMA table_info(results)")):
                self._reader.execute("ALTER TABLE results ADD COLUMN rules TEXT")
            # Without it, counting by rules would read all contents.
            self._reader.execute("CREATE INDEX IF NOT EXISTS rules_of ON results (fingerprint, failed, rules)")
            self._reader.execute(f"PRAGMA user_version = {FILE_VERSION}")
            parts = json.dumps(dict(fingerprint), sort_keys=True)
            self._reader.execute("INSERT OR IGNORE INTO fingerprints VALUES (?, ?)", (self._fingerprint, parts))
        self._pending: queue.SimpleQueue[_Entry | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="summarizer-checkpoint", daemon=True)
        self._writer.start()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=30, check_same_thread=False)
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version not in (0, 2, FILE_VERSION):
            raise CheckpointError(
                f"{self.path} was written by another version of this library "
                f"(file version {version}, expected {FILE_VERSION})",
                hint="use another checkpoint file",
            )
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # durable even if the machine stops
        return db

    def notes(self) -> Iterator[str]:
        """Yield a line for each thing that somebody who resumes a run may not expect: what is used, and what is not.

        Raise CheckpointError if the file is damaged.
        """
        with self._reading():
            yield from self._notes()

    def _notes(self) -> Iterator[str]:
        own, old = self._reader.execute(
            "SELECT count(*), coalesce(sum(failed = 0 AND rules IS NOT ?), 0) FROM results WHERE fingerprint = ?",
            (rules_version(), self._fingerprint),
        ).fetchone()
        if old:
            yield (
                f"{old:,} briefs in {self.path} were made by other rules, those of another version of this library. "
                "They are used as they are, so that nothing is paid for twice; new ones are made by the present rules. "
                "For briefs of one kind, give another checkpoint file: then all articles are asked for anew"
            )
        if not own and (others := self._others()):
            changed, count = min((parts for parts, _ in others), key=len), sum(count for _, count in others)
            yield (
                f"{count:,} results in {self.path} are not used: they were made with another {', '.join(changed)}. "
                "To use them, go back to the settings, or the version of this library, that made them; else all "
                "articles are asked for anew"
            )

    def _others(self) -> list[tuple[list[str], int]]:
        """Return in what each other fingerprint differs, and how many results it has."""
        own = self._reader.execute("SELECT parts FROM fingerprints WHERE id = ?", (self._fingerprint,)).fetchone()
        rows = self._reader.execute(
            "SELECT parts, count(*) FROM results JOIN fingerprints ON id = fingerprint WHERE id != ? GROUP BY id",
            (self._fingerprint,),
        )
        return [(_differing(json.loads(own[0]), json.loads(parts)), count) for parts, count in rows]

    def get(self, key: str) -> Result | None:
        """Return the result of an article, or None if it is not finished. `key` is its `article_key`.

        The article in its brief is without the text. Raise CheckpointError if the file is damaged.
        """
        with self._reading():
            row = self._reader.execute(
                "SELECT content FROM results WHERE fingerprint = ? AND article = ?", (self._fingerprint, key)
            ).fetchone()
            if row is None:
                return None
            return Result.model_validate_json(zlib.decompress(row[0])).model_copy(update={"resumed": True})

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn what a damaged file makes of a read within the block into a CheckpointError."""
        try:
            yield
        except (sqlite3.Error, zlib.error, ValueError, TypeError) as error:
            raise CheckpointError(
                f"{self.path} is damaged: {type(error).__name__}", hint="use another checkpoint file"
            ) from error

    async def put(self, key: str, result: Result) -> None:
        """Write the result of an article to disk. Raise CheckpointError if that fails."""
        loop = asyncio.get_running_loop()
        entry = _Entry(key, result, loop, loop.create_future())
        self._pending.put(entry)
        await entry.written

    def close(self) -> None:
        """Write the pending results and close the file."""
        self._pending.put(None)
        self._writer.join()
        self._reader.close()

    def _write(self) -> None:
        """Write results until `close` is called. This is the function of the writer thread."""
        db: sqlite3.Connection | None = None
        closing = False
        while not closing:
            batch = [self._pending.get()]
            while len(batch) < MAX_RESULTS_PER_TRANSACTION and not self._pending.empty():
                batch.append(self._pending.get())
            closing = None in batch
            entries = [entry for entry in batch if entry is not None]
            try:
                db = db or self._connect()
                with db:
                    db.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", map(self._row, entries))
                failure = None
            except BaseException as error:  # whatever it is: without this thread, `put` would wait for ever
                failure = CheckpointError(f"cannot write {self.path}: {error or type(error).__name__}")
                failure.__cause__ = error
            for entry in entries:
                entry.resolve(failure)
        if db is not None:
            db.close()

    def _row(self, entry: _Entry) -> Sequence[object]:
        # Not the text: the next run has the article too, and `many` puts it back.
        content = entry.result.model_dump_json(exclude={"resumed": True, "brief": {"article": {"text"}}}).encode()
        return self._fingerprint, entry.key, entry.result.brief is None, zlib.compress(content, 1), rules_version()


@dataclass(frozen=True)
class _Entry:
    """A result that waits to be written, and the future that `put` awaits."""

    key: str
    result: Result
    loop: asyncio.AbstractEventLoop
    written: asyncio.Future[None]

    def resolve(self, failure: CheckpointError | None) -> None:
        """Set the result of the future from the writer thread: None, or the error."""

        def set_result() -> None:
            if self.written.done():
                return  # the waiting task was cancelled
            if failure is None:
                self.written.set_result(None)
            else:
                self.written.set_exception(failure)

        with suppress(RuntimeError):  # the loop has ended, so no task waits
            self.loop.call_soon_threadsafe(set_result)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock a file against other processes during the block. Create its folder if it is missing.

    Raise CheckpointError if another process uses the file, or if the lock can't be created.
    """
    lock = FileLock(f"{path}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise CheckpointError(
            f"{path} is in use by another process", hint="wait until it has ended, or give another file"
        ) from None
    except OSError as error:
        raise CheckpointError(f"cannot use {path}: {error}") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def open_checkpoint(path: Path, fingerprint: Mapping[str, str]) -> Iterator[Checkpoint]:
    """Yield the checkpoint at this path, created if it is missing, and close it at the end.

    Only one process at a time may use it. Raise CheckpointError if another process uses it, or if the file can't be
    used.
    """
    with locked(path):
        try:
            checkpoint = Checkpoint(path, fingerprint)
        except sqlite3.Error as error:
            raise CheckpointError(f"cannot use {path} as a checkpoint: {error}") from error
        try:
            yield checkpoint
        finally:
            checkpoint.close()
