"""The response cache: valid answers kept on disk, by the whole request. Off by default.

SQLite keeps it: an embedded store that several processes may use at once, part of Python. What is kept is the answer's
JSON and hashes of what was asked, none of the article's text.
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
from typing import TYPE_CHECKING, Any

from summarizer.errors import ConfigurationError
from summarizer.settings import Settings

if TYPE_CHECKING:
    pass

PARTS = ("endpoint", "model", "instructions", "question", "schema", "settings")
"""What a request is made of; an entry matches if all of them are the same."""

SCHEMA = f"""
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, {", ".join(f"{part} TEXT NOT NULL" for part in PARTS)},
    model_answered TEXT NOT NULL, content TEXT NOT NULL, created REAL NOT NULL, used REAL NOT NULL
)
"""


@dataclass(frozen=True)
class CacheInfo:
    """How much is kept: answers, their bytes, and the Unix time of the oldest (None if there is none)."""

    path: Path
    answers: int
    bytes: int
    oldest: float | None


def parts_of(
    endpoint: str, model: str, messages: tuple[Mapping[str, str], ...], schema: Any, settings: Any
) -> dict[str, str]:
    """Return the hashes of what a request is made of; the question is its last message."""

    def digest(value: Any) -> str:
        return hashlib.sha256(
            json.dumps(value, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
        ).hexdigest()

    told = (endpoint, model, messages[:-1], messages[-1:], schema, settings)
    return {part: digest(value) for part, value in zip(PARTS, told, strict=True)}


class ResponseCache:
    """Answers on disk, at most `max_bytes` of them, none older than `max_age` seconds.

    Safe for threads and processes. Raises ConfigurationError if the file can't be opened.
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
                f"cannot use the cache {path}: {error}", hint="set SUMMARIZER_CACHE_DIR"
            ) from error

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=30)

    def get(self, parts: Mapping[str, str]) -> tuple[str, str] | None:
        """Return the model that answered and the answer, or None."""
        with self._lock, closing(self._open()) as db, db:
            found = db.execute(
                "SELECT model_answered, content FROM answers WHERE key = ? AND created > ?",
                (_key(parts), self._now() - self._max_age),
            ).fetchone()
            if found:
                db.execute("UPDATE answers SET used = ? WHERE key = ?", (self._now(), _key(parts)))
        return (str(found[0]), str(found[1])) if found else None

    def put(self, parts: Mapping[str, str], model: str, content: str) -> None:
        """Keep an answer; what is too old, or was not used for longest while there is too much, is dropped."""
        now = self._now()
        with self._lock, closing(self._open()) as db, db:
            marks = ", ".join("?" * (len(PARTS) + 5))
            row = (_key(parts), *(parts[part] for part in PARTS), model, content, now, now)
            db.execute(f"INSERT OR REPLACE INTO answers VALUES ({marks})", row)
            db.execute("DELETE FROM answers WHERE created <= ?", (now - self._max_age,))
            db.execute(
                "DELETE FROM answers WHERE key IN (SELECT key FROM (SELECT key, sum(length(content)) OVER "
                "(ORDER BY used DESC, key) AS total FROM answers) WHERE total > ?)",
                (self._max_bytes,),
            )

    def info(self) -> CacheInfo:
        """Return how much is kept."""
        with self._lock, closing(self._open()) as db:
            count, size, oldest = db.execute(
                "SELECT count(*), coalesce(sum(length(content)), 0), min(created) FROM answers"
            ).fetchone()
        return CacheInfo(self.path, int(count), int(size), oldest)

    def clear(self) -> int:
        """Drop everything; return how many answers there were."""
        with self._lock, closing(self._open()) as db, db:
            return db.execute("DELETE FROM answers").rowcount

    def explain(self, parts: Mapping[str, str]) -> tuple[str, ...] | None:
        """Return the parts in which the nearest entry differs: none if it matches, None if there is no entry at all."""
        same = " + ".join(f"({part} = :{part})" for part in PARTS)
        with self._lock, closing(self._open()) as db:
            found = db.execute(
                f"SELECT {', '.join(PARTS)}, created FROM answers ORDER BY {same} DESC, used DESC LIMIT 1", dict(parts)
            ).fetchone()
        if found is None:
            return None
        differing = tuple(part for part, value in zip(PARTS, found, strict=False) if value != parts[part])
        return differing or (() if found[-1] > self._now() - self._max_age else ("age",))


def _key(parts: Mapping[str, str]) -> str:
    return hashlib.sha256("\n".join(parts[part] for part in PARTS).encode()).hexdigest()


def open_cache(settings: Settings) -> ResponseCache:
    """Return the response cache of the settings; raises ConfigurationError if its file can't be used."""
    return ResponseCache(
        settings.answers_file, max_bytes=settings.cache_size * 1_000_000, max_age=settings.cache_age * 86_400
    )
