"""Cassettes: what a model really said about a case, recorded with vcrpy and never edited.

`cassettes/<model>/<case>.yaml` holds a fingerprint of what was asked with, when it was recorded and how long it took,
and the HTTP exchanges with their JSON bodies as structures. Equal messages (the instructions stand in every request)
are written once and referred to after that. Headers are kept by an allow-list and the address by a fixed name, so
that no key and no port gets in.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import vcr
import yaml
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.request import Request
from vcr.serialize import deserialize, serialize

CASSETTES = Path(__file__).resolve().parent.parent / "cassettes"

BASE_URL = "http://recorded/v1"
"""Where replayed requests go: nowhere."""

HEADERS = frozenset({"content-type"})
"""The only headers that are recorded."""

# libyaml's, where it is: an order of magnitude faster.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class CassetteError(Exception):
    """A cassette is missing, unreadable, or does not hold what was asked."""


@dataclass
class Tape:
    """An open cassette. `about` is what stands at its head (`fingerprint`, `recorded`)."""

    path: Path
    about: dict[str, Any] = field(default_factory=dict)
    cassette: Any = None

    @property
    def unused(self) -> int:
        """Recorded exchanges that were not played."""
        return len(self.cassette) - self.cassette.play_count


def cassette_path(model: str, case: str, directory: Path | None = None) -> Path:
    """Return where the cassette of a case is kept; slashes and colons of a model's name become dashes."""
    return (directory or CASSETTES) / model.replace("/", "-").replace(":", "-") / f"{case}.yaml"


@contextmanager
def replaying(path: Path) -> Iterator[Tape]:
    """Play a cassette: no request leaves, each exchange is played once. Raises CassetteError if there is none."""
    if not path.is_file():
        raise CassetteError(f"no cassette {path}")
    tape = Tape(path)
    with _open(tape, "none") as cassette:
        tape.cassette = cassette
        yield tape


@contextmanager
def recording(path: Path) -> Iterator[Tape]:
    """Record into a cassette, which is written whole or not at all, when `tape.about` is set and nothing was raised.

    Whoever leaves `tape.about` empty gives the recording up: an older one stays as it is.
    """
    tape = Tape(path)
    with _open(tape, "all") as cassette:
        tape.cassette = cassette
        yield tape


def read_about(path: Path) -> dict[str, Any]:
    """Return the head of a cassette without reading its exchanges; raises CassetteError if it has none."""
    lines = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("interactions:"):
                break
            lines.append(line)
    about = yaml.load("".join(lines), Loader=_Loader)
    if not isinstance(about, dict) or "fingerprint" not in about:
        raise CassetteError(f"{path} has no fingerprint")
    return about


def _open(tape: Tape, mode: str) -> Any:
    """Open vcrpy on a tape. Its patching is process-wide: one cassette at a time."""
    recorder = vcr.VCR(
        match_on=("method", "path", "body"),
        record_mode=mode,
        decode_compressed_response=True,
        before_record_request=_clean_request,
        before_record_response=_clean_response,
    )
    recorder.register_serializer("tape", _Serializer(tape))
    recorder.register_persister(_Persister)
    return recorder.use_cassette(str(tape.path), serializer="tape")


def _clean_request(request: Request) -> Request | None:
    """Return what is recorded of a request; None (not recorded, not replayed) for what is no chat completion."""
    if not request.path.endswith("/chat/completions"):
        return None
    headers = {k: v for k, v in request.headers.items() if k.lower() in HEADERS}
    return Request(request.method, f"{BASE_URL}/chat/completions", request.body, headers)


def _clean_response(response: dict[str, Any]) -> dict[str, Any]:
    headers = {k: v for k, v in response["headers"].items() if k.lower() in HEADERS}
    return {**response, "headers": headers}


class _Serializer:
    """YAML with JSON bodies as structures, and the tape's head before them."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape

    def serialize(self, data: dict[str, Any]) -> str:
        seen: dict[str, Any] = {}
        exchanges = [
            {
                "request": {**e["request"], "body": _shared(_parsed(e["request"]["body"]), seen)},
                "response": {**e["response"], "body": _parsed(e["response"]["body"].get("string"))},
            }
            for e in data["interactions"]
        ]
        head = yaml.dump(self.tape.about, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
        body = yaml.dump({"interactions": exchanges}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
        return str(head + body)

    def deserialize(self, text: str) -> dict[str, Any]:
        data = yaml.load(text, Loader=_Loader)
        exchanges = data.pop("interactions")
        self.tape.about = data
        return {
            "interactions": [
                {
                    "request": {**e["request"], "body": _text(e["request"]["body"])},
                    "response": {**e["response"], "body": {"string": _text(e["response"]["body"])}},
                }
                for e in exchanges
            ]
        }


class _Persister:
    """Reads a file as vcrpy does; writes it whole or not at all."""

    @staticmethod
    def load_cassette(path: str, serializer: Any) -> Any:
        if not Path(path).is_file():
            raise CassetteNotFoundError
        return deserialize(Path(path).read_text(encoding="utf-8"), serializer)

    @staticmethod
    def save_cassette(path: str, cassette_dict: Mapping[str, Any], serializer: Any) -> None:
        if not serializer.tape.about:
            return
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=target.parent, suffix=".part", delete=False
        ) as part:
            part.write(serialize(cassette_dict, serializer))
        os.replace(part.name, target)


def _parsed(body: Any) -> Any:
    try:
        return json.loads(body)
    except (TypeError, ValueError):
        return body


def _text(body: Any) -> Any:
    return body if body is None or isinstance(body, str) else json.dumps(body, ensure_ascii=False)


def _shared(node: Any, seen: dict[str, Any]) -> Any:
    """Let equal structures be one object, which YAML writes once and refers to after that."""
    if isinstance(node, dict):
        made: Any = {key: _shared(value, seen) for key, value in node.items()}
    elif isinstance(node, list):
        made = [_shared(value, seen) for value in node]
    else:
        return node
    return seen.setdefault(json.dumps(made, sort_keys=True), made) if made else made
