"""A tiny model: one file, published on a hub and as two wheels of an index."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from pathlib import Path

from summarizer.addresses import Address
from summarizer.complete.embedded.models import EmbeddedModel
from summarizer.settings import Settings

CONTENT = b"GGUF" + random.Random(7).randbytes(300_000)
PARTS = (CONTENT[:200_000], CONTENT[200_000:])
MODEL = EmbeddedModel(
    name="tiny",
    filename="tiny.gguf",
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    licence="MIT",
    repo="someone/tiny",
    distributions=tuple(f"tiny-model-part{n}==1.0" for n in (1, 2)),
    member="*/data/*.bin",
)


def add_wheel(folder: Path, package: str, data: bytes, code: str = "") -> None:
    """Add the wheel of a package with a file of data, and with code that runs if it is imported or installed."""
    info = f"{package}-1.0.dist-info"
    members = {
        f"{package}/__init__.py": code.encode(),
        f"{package}.pth": f"import sys; {code}".encode(),
        f"{package}/data/{package}.bin": data,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as wheel:
        for name, content in members.items():
            wheel.writestr(name, content)
    (folder / f"{package}-1.0-py3-none-any.whl").write_bytes(buffer.getvalue())


def left_over(settings: Settings) -> set[str]:
    """What lies in the models folder besides the lock file."""
    return {path.name for path in settings.models_dir.iterdir()} - {"tiny.gguf.lock"}


def dead_hub(settings: Settings) -> Settings:
    return settings.model_copy(update={"hub_url": Address("http://127.0.0.1:9")})
