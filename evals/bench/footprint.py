"""What the library costs before it does anything: the time to start, and the disk that an installation takes."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

COMMANDS = {
    "python": ("-c", "pass"),
    "settings": ("-c", "import pydantic_settings"),
    "import": ("-c", "import summarizer"),
    "use": ("-c", "from summarizer import summarize"),
    "help": ("-m", "summarizer", "--help"),
}
"""Arguments of Python. `import pydantic_settings` is the measure: what any program with settings waits for."""

SMALL = 1.0
"""Megabytes under which a package is not named."""


def start_up(repeats: int) -> dict[str, list[float]]:
    """Return the milliseconds that each of `COMMANDS` takes in a new process, one figure for each round.

    The commands take turns, so that a disturbance of the machine affects all of them.
    """
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for command in COMMANDS.values():  # fills the caches of the disk
        subprocess.run([sys.executable, *command], capture_output=True, check=True)
    for _ in range(repeats):
        for name, command in COMMANDS.items():
            began = time.monotonic()
            subprocess.run([sys.executable, *command], capture_output=True, check=True)
            taken[name].append(1_000 * (time.monotonic() - began))
    return taken


def installed() -> dict[str, float]:
    """Return the megabytes (10^6 bytes) of each package that the library needs without extras, from the index.

    It is installed into a new environment, which is deleted afterwards.
    """
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=False)
        script = "import sysconfig; print(sysconfig.get_path('purelib'))"
        python = Path(folder, "Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        site = subprocess.run([python, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
        install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", str(ROOT)]
        subprocess.run(install, check=True, stderr=subprocess.PIPE, text=True)
        return {one.name: _megabytes(one.files or ()) for one in distributions(path=[site])}


def _megabytes(files: Sequence[object]) -> float:
    found = (Path(one.locate()) for one in files)  # type: ignore[attr-defined]
    return sum(path.stat().st_size for path in found if path.is_file()) / 1e6


def start_lines(taken: Mapping[str, Sequence[float]]) -> Iterator[str]:
    """Yield the line about the time to start: medians, and shares of the measure, round by round."""

    middle = {name: statistics.median(ms) for name, ms in taken.items()}

    def share(name: str) -> str:
        shares = [ms / base for ms, base in zip(taken[name], taken["settings"], strict=True)]
        return f"{statistics.median(shares):.2f} ({min(shares):.2f}–{max(shares):.2f}; {middle[name]:.0f} ms)"

    yield (
        f"To start, as a share of the {middle['settings']:.0f} ms of `import pydantic_settings`: Python alone "
        f"{share('python')}, `import summarizer` {share('import')}, `from summarizer import summarize` {share('use')}, "
        f"`summarizer --help` {share('help')}. "
    )


def size_lines(sizes: Mapping[str, float]) -> Iterator[str]:
    """Yield the line about the installed size: of all packages together, and of the largest."""
    large = sorted(((mb, name) for name, mb in sizes.items() if mb >= SMALL), reverse=True)
    named = ", ".join(f"{name} {mb:.1f}" for mb, name in large)
    rest = sum(sizes.values()) - sum(mb for mb, _ in large)
    yield (
        f"Installed without extras: {sum(sizes.values()):.0f} MB in {len(sizes)} packages ({named}, "
        f"{len(sizes) - len(large)} more {rest:.1f}). "
    )
