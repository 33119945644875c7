"""The response cache: valid answers on disk, keyed by the whole request. Off by default.

The store is SQLite, which is part of Python, needs no server and can be used by several processes at once. An entry
holds the JSON of an answer and hashes of the request, not the text of the article.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import ConfigurationError
from summarizer.settings import Settings

PARTS = ("endpoint", "model", "instructions", "question", "schema", "settings")
"""The parts of a request. An entry matches if all of them are equal."""

SCHEMA = f"""
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, {", ".join(f"{part} TEXT NOT NULL" for part in PARTS)},
    model_answered TEXT NOT NULL, content TEXT NOT NULL, created REAL NOT NULL, used REAL NOT NULL
)
"""


@dataclass(frozen=True)
class CacheInfo:
    """The contents of a cache: its file, the number of answers, their size in bytes, and the Unix time of the oldest.

    `oldest` is None if the cache is empty.
    """

    path: Path
    answers: int
    bytes: int
    oldest: float | None


def parts_of(
    endpoint: str, model: str, messages: tuple[Mapping[str, str], ...], schema: Any, settings: Any
) -> dict[str, str]:
    """Return the SHA-256 hash of each part of a request: the last message is the question, the others are the
    instructions."""

    def digest(value: Any) -> str:
        return hashlib.sha256(
            json.dumps(value, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
        ).hexdigest()

    values = (endpoint, model, messages[:-1], messages[-1:], schema, settings)
    return {part: digest(value) for part, value in zip(PARTS, values, strict=True)}


class ResponseCache:
    """Answers on disk: at most `max_bytes` bytes in all, none older than `max_age` seconds.

    Several threads and processes may use the same file at once. Raise ConfigurationError if the file can't be opened.
    """

    def __init__(self, path: Path, *, max_bytes: int, max_age: float, now: Callable[[], float] = time.time) -> None:
        self.path, self._max_bytes, self._max_age, self._now = path, max_bytes, max_age, now
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as db, db:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute(SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise ConfigurationError(
                f"cannot use the cache {path}: {error}", hint="set SUMMARIZER_CACHE_DIR to a writable folder"
            ) from error

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=30)

    def get(self, parts: Mapping[str, str]) -> tuple[str, str] | None:
        """Return the model that answered and its answer, or None if there is no entry."""
        with self._lock, closing(self._open()) as db, db:
            found = db.execute(
                "SELECT model_answered, content FROM answers WHERE key = ? AND created > ?",
                (_key(parts), self._now() - self._max_age),
            ).fetchone()
            if found:
                db.execute("UPDATE answers SET used = ? WHERE key = ?", (self._now(), _key(parts)))
        return (str(found[0]), str(found[1])) if found else None

    def put(self, parts: Mapping[str, str], model: str, content: str) -> None:
        """Store an answer. Delete expired entries and, above `max_bytes`, the least recently used ones."""
        now = self._now()
        with self._lock, closing(self._open()) as db, db:
            placeholders = ", ".join("?" * (len(PARTS) + 5))
            row = (_key(parts), *(parts[part] for part in PARTS), model, content, now, now)
            db.execute(f"INSERT OR REPLACE INTO answers VALUES ({placeholders})", row)
            db.execute("DELETE FROM answers WHERE created <= ?", (now - self._max_age,))
            db.execute(
                "DELETE FROM answers WHERE key IN (SELECT key FROM (SELECT key, sum(length(content)) OVER "
                "(ORDER BY used DESC, key) AS total FROM answers) WHERE total > ?)",
                (self._max_bytes,),
            )

    def info(self) -> CacheInfo:
        """Return the number, size and age of the stored answers."""
        with self._lock, closing(self._open()) as db:
            count, size, oldest = db.execute(
                "SELECT count(*), coalesce(sum(length(content)), 0), min(created) FROM answers"
            ).fetchone()
        return CacheInfo(self.path, int(count), int(size), oldest)

    def clear(self) -> int:
        """Delete all answers. Return how many there were."""
        with self._lock, closing(self._open()) as db, db:
            return db.execute("DELETE FROM answers").rowcount

    def explain(self, parts: Mapping[str, str]) -> tuple[str, ...] | None:
        """Return the names of the parts in which the nearest entry differs from a request.

        Return ("age",) if that entry matches but is expired, an empty tuple if it matches, and None if the cache is
        empty.
        """
        equal_parts = " + ".join(f"({part} = :{part})" for part in PARTS)
        with self._lock, closing(self._open()) as db:
            found = db.execute(
                f"SELECT {', '.join(PARTS)}, created FROM answers ORDER BY {equal_parts} DESC, used DESC LIMIT 1",
                dict(parts),
            ).fetchone()
        if found is None:
            return None
        differing = tuple(part for part, value in zip(PARTS, found, strict=False) if value != parts[part])
        return differing or (() if found[-1] > self._now() - self._max_age else ("age",))


def _key(parts: Mapping[str, str]) -> str:
    return hashlib.sha256("\n".join(parts[part] for part in PARTS).encode()).hexdigest()


def open_cache(settings: Settings) -> ResponseCache:
    """Return the response cache that the settings describe. Raise ConfigurationError if its file can't be used."""
    return ResponseCache(
        settings.answers_file, max_bytes=settings.cache_size * 1_000_000, max_age=settings.cache_age * 86_400
    )
