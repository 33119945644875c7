"""Write files whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, text: str, *, errors: str = "strict") -> None:
    """Write a text in UTF-8, in folders that are made; an older file is replaced only when the new one is complete.

    `errors` says what becomes of a character that has no UTF-8 form, as for `str.encode`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", errors=errors, newline="\n", dir=path.parent, suffix=".part", delete=False
    ) as part:
        part.write(text)
    os.chmod(part.name, 0o644)  # a temporary file is readable by its owner only
    os.replace(part.name, path)
