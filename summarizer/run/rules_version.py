"""The version of the rules of this library: two briefs of the same answers may differ if it does."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGES = ("article", "assemble", "language", "plan")
"""The packages that make requests of an article, and a brief of the answers."""

MODULES = ("claims.py", "records.py", "schema.py", "vocabulary.py")


@cache
def rules_version() -> str:
    """Return a short hash of the files of these packages and modules.

    It is that of the code and not a number that somebody has to raise: a change that is forgotten would mix briefs of
    two kinds in silence, one too many only costs a message. It takes some milliseconds.
    """
    digest = hashlib.sha256()
    root = files("summarizer")
    for name in (*PACKAGES, *MODULES):
        _add(root / name, name, digest)
    return digest.hexdigest()[:16]


def _add(node: Traversable, name: str, digest: hashlib._Hash) -> None:
    if node.is_dir():
        for child in sorted(node.iterdir(), key=lambda one: one.name):
            if child.is_dir() or child.name.endswith((".py", ".toml", ".json", ".txt")):
                _add(child, f"{name}/{child.name}", digest)
        return
    # As of any platform: a checkout on Windows may have other line ends.
    content = node.read_bytes().replace(b"\r\n", b"\n")
    digest.update(f"{name}\0{len(content)}\0".encode())
    digest.update(content)
