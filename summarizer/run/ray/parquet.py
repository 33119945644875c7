"""Results as Parquet: the Arrow schema out of the pydantic models, and a folder whose files are whole or not there.

A file holds the results of some articles, a row each. It is written beside the others, in `_parts` (names that begin
with `_` are passed over by whatever reads folders of Parquet), and moved among them when it is whole. pyarrow is an
extra: it is imported inside functions.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_origin

from filelock import FileLock, Timeout
from pydantic import BaseModel

from summarizer.errors import CheckpointError, MissingExtraError
from summarizer.run.progress import Tally
from summarizer.schema import Result

if TYPE_CHECKING:
    import pyarrow as pa

LOCK_PATIENCE = 10.0
"""Seconds that a folder in use is waited for: a run that has just been killed may still hold it."""

_OF_THE_RUN = {"resumed"}
"""Fields of a result that tell of a run, not of the article."""


def import_arrow() -> Any:
    """Return pyarrow with its parts that are used here; raises MissingExtraError where it is not installed."""
    try:
        import pyarrow
        import pyarrow.dataset
        import pyarrow.fs
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("pyarrow is not installed", extra="ray") from error
    return pyarrow


def arrow_type(annotation: Any) -> tuple[pa.DataType, bool]:
    """Return the Arrow type of a field's annotation, and whether the field may be null; TypeError if there is none."""
    pa = import_arrow()
    plain = {
        bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string(), date: pa.date32(),
        datetime: pa.timestamp("us", tz="UTC"),
    }  # fmt: skip
    parts = get_args(annotation)
    if NoneType in parts and len(parts) == 2:
        return arrow_type(next(part for part in parts if part is not NoneType))[0], True
    if get_origin(annotation) is tuple and parts[1:] == (...,):
        item, nullable = arrow_type(parts[0])
        return pa.list_(pa.field("element", item, nullable=nullable)), False
    if annotation in plain:
        return plain[annotation], False
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return pa.string(), False
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(arrow_fields(annotation)), False
    raise TypeError(f"no Arrow type is known for {annotation!r}")


def arrow_fields(model: type[BaseModel], but: Iterable[str] = ()) -> list[pa.Field]:
    """Return the Arrow fields of a model, in its order, without those of some names."""
    pa = import_arrow()
    kept = {name: arrow_type(field.annotation) for name, field in model.model_fields.items() if name not in but}
    return [pa.field(name, kind, nullable=nullable) for name, (kind, nullable) in kept.items()]


def arrow_schema() -> pa.Schema:
    """Return the schema of every file: the key of a row, the fingerprint, the fields of a `Result`, and what it took.

    It comes out of the model, so that it can't drift from it, and not out of the rows: a file of failures alone has the
    same one.
    """
    pa = import_arrow()
    told = [pa.field("key", pa.string(), nullable=False), pa.field("fingerprint", pa.string(), nullable=False)]
    taken = [
        pa.field("prompt_tokens", pa.int64(), nullable=False),
        pa.field("completion_tokens", pa.int64(), nullable=False),
        pa.field("cost", pa.float64()),
    ]
    return pa.schema([*told, *arrow_fields(Result, but=_OF_THE_RUN), *taken])


def table_of(results: Mapping[str, Result], fingerprint: str) -> pa.Table:
    """Return results by key as a table of `arrow_schema`."""
    return import_arrow().Table.from_pylist(
        [_row(key, result, fingerprint) for key, result in results.items()], schema=arrow_schema()
    )


def _row(key: str, result: Result, fingerprint: str) -> dict[str, Any]:
    took = Tally().after(result, 0.0)
    return {
        **result.model_dump(exclude=_OF_THE_RUN),
        "key": key, "fingerprint": fingerprint, "prompt_tokens": took.prompt_tokens,
        "completion_tokens": took.completion_tokens, "cost": took.cost,
    }  # fmt: skip


def result_of(row: Mapping[str, Any]) -> Result:
    """Return the result that a row tells: what was written is equal to it. `row` is one of `Table.to_pylist()`."""
    return Result.model_validate({name: row[name] for name in Result.model_fields.keys() - _OF_THE_RUN})


class Folder:
    """A folder of results, on a disk that all machines share or in an object store (`s3://…`, `gs://…`).

    Its errors are CheckpointError: what stands in it is what a run goes on from.
    """

    def __init__(self, output: str) -> None:
        self.name = output
        self._arrow = import_arrow()
        with self._guarded():
            where = output if "://" in output else str(Path(output).resolve())
            self._files, self._root = self._arrow.fs.FileSystem.from_uri(where)
        self._lock: FileLock | None = None

    def open(self) -> None:
        """Make the folder if need be and take hold of it for this process, which may then `finished`, `forget_failed`
        and `publish`; leave out what was begun and not finished by an earlier one.

        On a disk a lock keeps out every other process, until this one ends, however it does. An object store has none.
        """
        with self._guarded():
            self._files.create_dir(self._root, recursive=True)
            if self._is_local:
                lock = FileLock(f"{self._root}/_lock", thread_local=False)
                try:
                    lock.acquire(timeout=LOCK_PATIENCE)
                except Timeout:
                    raise CheckpointError(f"{self.name} is in use", hint="wait for the other run to end") from None
                self._lock = lock
            self._files.create_dir(f"{self._root}/_parts")
            self._files.delete_dir_contents(f"{self._root}/_parts")

    def finished(self, fingerprint: str) -> Iterator[tuple[str, bool]]:
        """Give the key of each row of this fingerprint, and whether the article failed."""
        field = self._arrow.dataset.field
        columns = {"key": field("key"), "failed": field("failure", "error").is_valid()}
        with self._guarded():
            rows = self._arrow.dataset.dataset(self._paths(), schema=arrow_schema(), filesystem=self._files)
            for batch in rows.to_batches(columns=columns, filter=field("fingerprint") == fingerprint):
                yield from zip(batch["key"].to_pylist(), batch["failed"].to_pylist(), strict=True)

    def forget_failed(self, fingerprint: str) -> None:
        """Take the failed rows of this fingerprint out of the files, one file after the other."""
        field, parquet = self._arrow.dataset.field, self._arrow.parquet
        failed = (field("fingerprint") == fingerprint) & field("failure", "error").is_valid()
        with self._guarded():
            for path in self._paths():
                table = parquet.read_table(path, filesystem=self._files, partitioning=None)
                kept = table.filter(~failed)
                if not len(kept):
                    self._files.delete_file(path)
                elif len(kept) < len(table):
                    self.publish(self._written(kept), path.rpartition("/")[2])

    def stage(self, results: Mapping[str, Result], fingerprint: str) -> tuple[str, str]:
        """Write results by key; returns the path of the part, and the name that it is to have: the same for the same
        keys. Any process may."""
        with self._guarded():
            part = self._written(table_of(results, fingerprint))
        return part, f"{hashlib.sha256(''.join(sorted(results)).encode()).hexdigest()[:32]}.parquet"

    def publish(self, part: str, name: str) -> None:
        """Put a part among the files, in one step."""
        with self._guarded():
            self._files.move(part, f"{self._root}/{name}")

    def discard(self, part: str) -> None:
        """Remove a part that is not wanted."""
        with self._guarded():
            self._files.delete_file(part)

    def _written(self, table: pa.Table) -> str:
        part = f"{self._root}/_parts/{uuid.uuid4().hex}.parquet"
        self._arrow.parquet.write_table(table, part, filesystem=self._files, compression="zstd")
        if self._is_local:
            # Durable before it has its name, also when the machine stops.
            with open(part, "rb+") as file:
                os.fsync(file.fileno())
        return part

    @property
    def _is_local(self) -> bool:
        return isinstance(self._files, self._arrow.fs.LocalFileSystem)

    def _paths(self) -> Sequence[str]:
        found = self._files.get_file_info(self._arrow.fs.FileSelector(self._root))
        return sorted(f.path for f in found if f.is_file and f.base_name.endswith(".parquet"))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (OSError, self._arrow.ArrowException) as error:
            raise CheckpointError(f"cannot use {self.name}: {error}") from error
