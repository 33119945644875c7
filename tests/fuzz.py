"""Play the properties of `tests/test_any_input.py` guided by coverage: `python -m tests.fuzz [SECONDS] [PROPERTY …]`.

atheris (libFuzzer for Python, by Google) mutates the bytes from which hypothesis draws its examples, and keeps those
that reach new branches of `summarizer`. Each property gets its share of the seconds in a process of its own, since
libFuzzer ends its process. A failure is printed with its traceback, its bytes are in `build/fuzz/PROPERTY-crash-…`.
The bytes that reached something are kept in `build/fuzz/PROPERTY`, and the next run starts from them.
"""

from __future__ import annotations

import importlib
import importlib.util
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent  # not from tests.samples, which would import the package uninstrumented

PROPERTIES = (
    "test_any_bytes_are_articles_or_typed_errors",
    "test_any_draft_of_any_article_is_a_sound_brief_in_every_format",
    "test_any_answer_is_a_draft_or_a_fault_that_is_told",
    "test_any_stored_brief_is_shown_or_refused",
)
"""Those that need no server: coverage guides only where a run depends on nothing but its bytes."""


def play(name: str, seconds: int) -> None:
    """Play one property for so long, in this process."""
    import atheris

    folder = ROOT / "build" / "fuzz" / name
    folder.mkdir(parents=True, exist_ok=True)
    # From nothing, libFuzzer would try very short inputs only, of which hypothesis makes nothing.
    for number in range(20):
        (folder / f"seed-{number}").write_bytes(random.Random(number).randbytes(256 << number % 5))
    with atheris.instrument_imports(include=["summarizer"]):
        module: Any = importlib.import_module("tests.test_any_input")
    once: Callable[[bytes], object] = getattr(module, name).hypothesis.fuzz_one_input
    options = [f"-max_total_time={seconds}", f"-artifact_prefix={folder}-", "-max_len=8192", "-verbosity=0"]
    atheris.Setup([sys.argv[0], str(folder), *options], lambda data: once(data) and None)
    atheris.Fuzz()


def main() -> int:
    """Play all properties, each in a process. Return 1 if one of them fails."""
    seconds, names = int((sys.argv[1:] or ["240"])[0]), sys.argv[2:] or list(PROPERTIES)
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed (it has wheels for Linux only), so nothing was guided by coverage")
        return 0
    if len(names) == 1:
        play(names[0], seconds)
    command = [sys.executable, "-m", "tests.fuzz", str(seconds // len(names))]
    failed = [name for name in names if subprocess.run([*command, name], cwd=ROOT, check=False).returncode]
    print(f"{len(names)} properties, {len(failed)} failed: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
