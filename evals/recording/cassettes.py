"""Cassettes: what a model really said about a case, recorded with vcrpy and never edited.

`cassettes/<model>/<case>.yaml` holds a fingerprint of what was asked with, when it was recorded and how long it took,
and the HTTP exchanges with their JSON bodies as structures. Equal messages (the instructions stand in every request)
are written once and referred to after that. Headers are kept by an allow-list and the address by a fixed name, so
that no key and no port gets in. Faults of the transport, which were retried, are no part of what a model said: a
replay meets none, and so has nothing to wait for.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

import vcr
import yaml
from vcr.errors import CannotOverwriteExistingCassetteException
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.request import Request
from vcr.serialize import deserialize, serialize

CASSETTES = Path(__file__).resolve().parents[2] / "cassettes"

BASE_URL = "http://recorded/v1"
"""Where replayed requests go: nowhere."""

HEADERS = frozenset({"content-type"})
"""The only headers that are recorded."""

# libyaml's, where it is: an order of magnitude faster.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class CassetteError(Exception):
    """A cassette is missing, unreadable, or does not hold what was asked."""


class CassetteMissError(CassetteError):
    """The code asks what was not recorded; the message shows the nearest of what was."""


@dataclass
class Tape:
    """An open cassette. `about` is what stands at its head (`fingerprint`, `recorded`)."""

    path: Path
    about: dict[str, Any] = field(default_factory=dict)
    cassette: Any = None

    @property
    def unused(self) -> int:
        """Recorded exchanges that were not played."""
        return int(len(self.cassette) - self.cassette.play_count)


def file_name(model: str) -> str:
    """Return a model's name as that of a folder or a run: what is no letter, digit, '.', '_' or '-' becomes a dash."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", model).lstrip("._-") or "model"


def cassette_path(model: str, case: str, directory: Path | None = None) -> Path:
    """Return where the cassette of a case is kept."""
    return (directory or CASSETTES) / file_name(model) / f"{case}.yaml"


@contextmanager
def replaying(path: Path) -> Iterator[Tape]:
    """Play a cassette: no request leaves, each exchange is played once.

    Raises CassetteError if there is none or it can't be read, CassetteMissError for a request that it does not hold.
    """
    if not path.is_file():
        raise CassetteError(f"no cassette {path}")
    tape = Tape(path)
    try:
        with _open(tape, "none") as cassette:
            tape.cassette = cassette
            yield tape
    except CannotOverwriteExistingCassetteException as miss:
        raise CassetteMissError(_nearest(miss)) from None


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
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                if line.startswith("interactions:"):
                    break
                lines.append(line)
        about = yaml.load("".join(lines), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CassetteError(f"{path} can't be read: {error}") from None
    if not isinstance(about, dict) or not all(isinstance(about.get(key), dict) for key in ("fingerprint", "recorded")):
        raise CassetteError(f"{path} has no fingerprint")
    return about


def _open(tape: Tape, mode: Literal["none", "all"]) -> Any:
    """Open vcrpy on a tape. Its patching is process-wide: one cassette at a time."""
    recorder = vcr.VCR(
        match_on=("method", "path", "json"),
        record_mode=mode,
        record_on_exception=False,
        decode_compressed_response=True,
        before_record_request=_chat_only if mode == "all" else _clean_request,
        before_record_response=_clean_response,
    )
    recorder.register_matcher("json", _same_json)
    recorder.register_serializer("tape", _Serializer(tape))
    recorder.register_persister(_Blank if mode == "all" else _Persister)
    return recorder.use_cassette(str(tape.path), serializer="tape")


def _same_json(one: Request, other: Request) -> None:
    """Match bodies as structures. vcrpy's own matcher explains each of the many mismatches, at ten times the cost."""
    assert _canonical(one.body) == _canonical(other.body), "another body"


@lru_cache(maxsize=1024)
def _canonical(body: bytes | None) -> str:
    return json.dumps(_parsed(body), sort_keys=True) if body else ""


def _clean_request(request: Request) -> Request:
    """Return what is recorded of a request; replay sees every request so, that none gets past the cassette."""
    headers = {k: v for k, v in request.headers.items() if k.lower() in HEADERS}
    uri = f"{BASE_URL}/chat/completions" if request.path.endswith("/chat/completions") else request.uri
    return Request(request.method, uri, request.body, headers)


def _chat_only(request: Request) -> Request | None:
    """Leave out of a recording what is no chat completion, such as a look at the engine's health."""
    return _clean_request(request) if request.path.endswith("/chat/completions") else None


def _clean_response(response: dict[str, Any]) -> dict[str, Any] | None:
    if response["status"]["code"] >= 400:
        return None
    headers = {k: v for k, v in response["headers"].items() if k.lower() in HEADERS}
    return {**response, "headers": headers}


def _nearest(miss: CannotOverwriteExistingCassetteException) -> str:
    """Say in what a request differs from the likest recorded one."""
    asked = _parsed(miss.failed_request.body)
    bodies = [_parsed(request.body) for request in miss.cassette.requests]
    if asked in bodies:
        return f"asked more often than recorded: {_last(asked)[:200]!r}"
    if not isinstance(asked, dict) or not bodies:
        return f"not recorded: {miss.failed_request.method} {miss.failed_request.uri}"
    near = max(bodies, key=lambda body: SequenceMatcher(None, _last(body), _last(asked), autojunk=False).ratio())
    keys = [key for key in sorted({*asked, *near}) if asked.get(key) != near.get(key)]
    if "messages" not in keys:
        return f"not recorded with this {', '.join(keys)}: {_last(asked)[:200]!r}"
    nothing: dict[str, Any] = {}
    pairs = zip_longest(near["messages"], asked["messages"], fillvalue=nothing)
    number, old, new = next((i, old, new) for i, (old, new) in enumerate(pairs, start=1) if old != new)
    return f"not recorded: message {number} is {_shown(new, old)}; the nearest recorded is {_shown(old, new)}"


def _last(body: Any) -> str:
    return str(body["messages"][-1].get("content")) if isinstance(body, dict) and body.get("messages") else ""


def _shown(message: dict[str, Any], other: dict[str, Any]) -> str:
    """Return the part of a message where it first differs from another."""
    one, two = str(message.get("content", "(none)")), str(other.get("content", "(none)"))
    same = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    start = max(0, same - 30)
    return repr(("…" if start else "") + one[start : same + 60] + ("…" if len(one) > same + 60 else ""))


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
    """Reads a file, or says why not; writes it whole or not at all."""

    @staticmethod
    def load_cassette(path: str, serializer: Any) -> Any:
        try:
            return deserialize(Path(path).read_text(encoding="utf-8"), serializer)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
            raise CassetteError(f"{path} can't be read: {type(error).__name__}: {error}") from None

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
        os.chmod(part.name, 0o644)  # temporary files are made for their owner only
        os.replace(part.name, target)


class _Blank(_Persister):
    """For recording: an older recording is replaced as a whole, not added to."""

    @staticmethod
    def load_cassette(path: str, serializer: Any) -> Any:
        raise CassetteNotFoundError


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
