"""Results as Parquet: the Arrow schema, derived from the pydantic models, and a folder of files that are complete.

A file has one row per article. It is first written as a part to the subfolder `_parts`, and moved to the folder when it
is complete. Programs that read folders of Parquet files skip names that begin with `_`. pyarrow is an extra: it is
imported inside functions.
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

LOCK_TIMEOUT_SECONDS = 10.0
"""How long to wait for a folder that is in use: a run that has just been killed may still hold the lock."""

_RUN_FIELDS = {"resumed"}
"""Fields of a result that describe the run, not the article. They are not written."""


def import_arrow() -> Any:
    """Return pyarrow with the submodules used here imported. Raise MissingExtraError if it is not installed."""
    try:
        import pyarrow
        import pyarrow.dataset
        import pyarrow.fs
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("pyarrow is not installed", extra="ray") from error
    return pyarrow


def arrow_type(annotation: Any) -> tuple[pa.DataType, bool]:
    """Return the Arrow type of a field's annotation, and whether the field may be null.

    Raise TypeError for an annotation that has no known Arrow type.
    """
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


def arrow_fields(model: type[BaseModel], exclude: Iterable[str] = ()) -> list[pa.Field]:
    """Return the Arrow fields of a model, in its order, without those named in `exclude`."""
    pa = import_arrow()
    types = {name: arrow_type(field.annotation) for name, field in model.model_fields.items() if name not in exclude}
    return [pa.field(name, type_, nullable=nullable) for name, (type_, nullable) in types.items()]


def arrow_schema() -> pa.Schema:
    """Return the schema of all files: the row's key, the fingerprint, the fields of a `Result`, its tokens and cost.

    The schema is derived from the model, so that both always agree. It does not depend on the rows: a file with only
    failures has the same schema.
    """
    pa = import_arrow()
    identity = [pa.field("key", pa.string(), nullable=False), pa.field("fingerprint", pa.string(), nullable=False)]
    usage = [
        pa.field("prompt_tokens", pa.int64(), nullable=False),
        pa.field("completion_tokens", pa.int64(), nullable=False),
        pa.field("cost", pa.float64()),
    ]
    return pa.schema([*identity, *arrow_fields(Result, exclude=_RUN_FIELDS), *usage])


def table_of(results: Mapping[str, Result], fingerprint: str) -> pa.Table:
    """Return a table with the schema `arrow_schema` and one row per result. `results` maps keys to results."""
    return import_arrow().Table.from_pylist(
        [_row(key, result, fingerprint) for key, result in results.items()], schema=arrow_schema()
    )


def _row(key: str, result: Result, fingerprint: str) -> dict[str, Any]:
    usage = Tally().after(result, 0.0)
    return {
        **result.model_dump(exclude=_RUN_FIELDS),
        "key": key, "fingerprint": fingerprint, "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens, "cost": usage.cost,
    }  # fmt: skip


def result_of(row: Mapping[str, Any]) -> Result:
    """Return the result in a row, which is equal to the one that was written. `row` is an item of
    `Table.to_pylist()`."""
    return Result.model_validate({name: row[name] for name in Result.model_fields.keys() - _RUN_FIELDS})


class Folder:
    """A folder of results, on a disk that all machines share or in an object store (`s3://…`, `gs://…`).

    Its methods raise CheckpointError, since the folder is the checkpoint from which the next run resumes.
    """

    def __init__(self, output: str) -> None:
        self.name = output
        self._arrow = import_arrow()
        with self._guarded():
            uri = output if "://" in output else str(Path(output).resolve())
            self._files, self._root = self._arrow.fs.FileSystem.from_uri(uri)
        self._lock: FileLock | None = None

    def open(self) -> None:
        """Create the folder if it is missing, lock it for this process, and delete the parts of earlier runs.

        Only the process that has opened the folder may call `finished`, `delete_failed` and `publish`. On a disk, the
        lock lasts until the process ends, even if it is killed. An object store has no lock.
        """
        with self._guarded():
            self._files.create_dir(self._root, recursive=True)
            if self._is_local:
                lock = FileLock(f"{self._root}/_lock", thread_local=False)
                try:
                    lock.acquire(timeout=LOCK_TIMEOUT_SECONDS)
                except Timeout:
                    raise CheckpointError(
                        f"{self.name} is in use by another run", hint="wait until it has ended, or give another output"
                    ) from None
                self._lock = lock
            self._files.create_dir(f"{self._root}/_parts")
            self._files.delete_dir_contents(f"{self._root}/_parts")

    def finished(self, fingerprint: str) -> Iterator[tuple[str, bool]]:
        """Yield the key of each row with this fingerprint, and whether the article failed."""
        field = self._arrow.dataset.field
        columns = {"key": field("key"), "failed": field("failure", "error").is_valid()}
        with self._guarded():
            rows = self._arrow.dataset.dataset(self._paths(), schema=arrow_schema(), filesystem=self._files)
            for batch in rows.to_batches(columns=columns, filter=field("fingerprint") == fingerprint):
                yield from zip(batch["key"].to_pylist(), batch["failed"].to_pylist(), strict=True)

    def delete_failed(self, fingerprint: str) -> None:
        """Delete the failed rows with this fingerprint from the files, one file after the other."""
        field, parquet = self._arrow.dataset.field, self._arrow.parquet
        failed = (field("fingerprint") == fingerprint) & field("failure", "error").is_valid()
        with self._guarded():
            for path in self._paths():
                table = parquet.read_table(path, filesystem=self._files, partitioning=None)
                remaining = table.filter(~failed)
                if not len(remaining):
                    self._files.delete_file(path)
                elif len(remaining) < len(table):
                    self.publish(self._write_part(remaining), path.rpartition("/")[2])

    def stage(self, results: Mapping[str, Result], fingerprint: str) -> tuple[str, str]:
        """Write results as a part. Return the path of the part, and the name of its file for `publish`.

        `results` maps keys to results. The name depends on the keys only. Any process may call this.
        """
        with self._guarded():
            part = self._write_part(table_of(results, fingerprint))
        return part, f"{hashlib.sha256(''.join(sorted(results)).encode()).hexdigest()[:32]}.parquet"

    def publish(self, part: str, name: str) -> None:
        """Move a part to the folder, in one step."""
        with self._guarded():
            self._files.move(part, f"{self._root}/{name}")

    def discard(self, part: str) -> None:
        """Delete a part."""
        with self._guarded():
            self._files.delete_file(part)

    def _write_part(self, table: pa.Table) -> str:
        """Write a table as a part, and return its path."""
        part = f"{self._root}/_parts/{uuid.uuid4().hex}.parquet"
        self._arrow.parquet.write_table(table, part, filesystem=self._files, compression="zstd")
        if self._is_local:
            # Flush it to disk before it is published, so that it survives a stop of the machine.
            with open(part, "rb+") as file:
                os.fsync(file.fileno())
        return part

    @property
    def _is_local(self) -> bool:
        return isinstance(self._files, self._arrow.fs.LocalFileSystem)

    def _paths(self) -> Sequence[str]:
        infos = self._files.get_file_info(self._arrow.fs.FileSelector(self._root))
        return sorted(info.path for info in infos if info.is_file and info.base_name.endswith(".parquet"))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Raise CheckpointError in place of errors of the disk and of pyarrow."""
        try:
            yield
        except (OSError, self._arrow.ArrowException) as error:
            raise CheckpointError(
                f"cannot use the output {self.name}: {error}", hint="free some space, or give another output"
            ) from error
