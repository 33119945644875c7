"""Cassettes: the real answers of a model about a case, recorded with vcrpy and never edited.

`cassettes/<model>/<case>.yaml` has a fingerprint of the configuration, the time and duration of the recording, and the
HTTP exchanges with their JSON bodies as structures. Equal messages (the instructions are in every request) are written
once and referred to after that. Headers are recorded by an allow-list and the address is replaced by a fixed name, so
that no key or port is recorded. Transport errors that were retried are not recorded, so a replay never waits.

The lists of hundreds of likeliest tokens that an embedded model tells with each letter are at the end of the file,
under `lists`, as compressed JSON (LZMA, base64); an answer has the place of its list, from 0.
"""

from __future__ import annotations

import json
import lzma
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache, partial
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

import vcr
import yaml
from vcr.errors import CannotOverwriteExistingCassetteException
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.request import Request
from vcr.serialize import deserialize, serialize

from summarizer.complete.answers import Answer, answer_of
from summarizer.settings import Endpoint

from ..data.files import write_whole
from ..data.project import project

BASE_URL = "http://recorded/v1"
"""Base URL of replayed requests, which are never sent."""

HEADERS = frozenset({"content-type"})
"""The only headers that are recorded."""

MAX_READABLE = 20
"""Largest number of likeliest tokens that an answer keeps; more are in the lists at the end of the file."""

# The C implementation, if it is available, is an order of magnitude faster.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_SafeDumper):  # type: ignore[misc]
    """Writes the probabilities of a token in one line."""

    def represent_dict(self, data: dict[str, Any]) -> Any:
        line = "logprob" in data and "top_logprobs" not in data
        return self.represent_mapping("tag:yaml.org,2002:map", data, flow_style=line)


_Dumper.add_representer(dict, _Dumper.represent_dict)


class CassetteError(Exception):
    """A cassette is missing, cannot be read, or does not contain a request."""


class CassetteMissError(CassetteError):
    """A request was not recorded; the message shows how it differs from the nearest recorded one."""


@dataclass
class Tape:
    """An open cassette. `about` is its head, with the keys `fingerprint` and `recorded`."""

    path: Path
    about: dict[str, Any] = field(default_factory=dict)
    cassette: Any = None

    @property
    def unused(self) -> int:
        """Number of recorded exchanges that were not played."""
        return int(len(self.cassette) - self.cassette.play_count)


def file_name(model: str) -> str:
    """Return a name for a model's folder or run: every character but letters, digits, '.', '_' and '-' becomes '-'."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", model).lstrip("._-") or "model"


def cassette_path(model: str, case: str, directory: Path | None = None) -> Path:
    """Return the path of a case's cassette."""
    return (directory or project().cassettes) / file_name(model) / f"{case}.yaml"


@contextmanager
def replaying(path: Path) -> Iterator[Tape]:
    """Replay a cassette within the block: no request is sent, and each exchange is played once.

    Raise CassetteError if the file is missing or can't be read, CassetteMissError for a request that it lacks.
    """
    if not path.is_file():
        raise CassetteError(f"there is no cassette {path}; record it first")
    tape = Tape(path)
    try:
        with _open(tape, "none") as cassette:
            tape.cassette = cassette
            yield tape
    except CannotOverwriteExistingCassetteException as miss:
        raise CassetteMissError(_nearest(miss)) from None


@contextmanager
def recording(path: Path) -> Iterator[Tape]:
    """Record a cassette within the block. The file is written at the end, whole or not at all.

    It is written only if `tape.about` was set and no exception was raised; otherwise an older file stays as it is.
    """
    tape = Tape(path)
    with _open(tape, "all") as cassette:
        tape.cassette = cassette
        yield tape


def read_about(path: Path) -> dict[str, Any]:
    """Return the head of a cassette without reading its exchanges. Raise CassetteError if it has no valid head."""
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
        raise CassetteError(f"{path} has no fingerprint; record it again")
    return about


def exchanges(path: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the bodies of the requests and answers of a cassette. Raise CassetteError if it can't be read."""
    try:
        recorded = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
        lists = _unpack(recorded.get("lists", ""))
        return [
            (each["request"]["body"], _with_lists(each["response"]["body"], lists)) for each in recorded["interactions"]
        ]
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise CassetteError(f"{path} can't be read: {type(error).__name__}: {error}") from None


def one_token_answers(path: Path) -> dict[str, Answer]:
    """Return the answers of one token that a cassette holds, by the last message of their requests."""
    endpoint = Endpoint(BASE_URL, path.parent.name)
    return {
        asked["messages"][-1]["content"]: answer_of(said, endpoint, one_token=True) for asked, said in exchanges(path)
    }


def _open(tape: Tape, mode: Literal["none", "all"]) -> Any:
    """Open a tape with vcrpy. It patches the whole process, so only one cassette can be open at a time."""
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


def _same_json(first: Request, second: Request) -> None:
    """Match bodies as structures. vcrpy's own matcher explains every mismatch, which takes ten times as long."""
    assert _canonical(first.body) == _canonical(second.body), "another body"


@lru_cache(maxsize=1024)
def _canonical(body: bytes | None) -> str:
    return json.dumps(_parsed(body), sort_keys=True) if body else ""


def _clean_request(request: Request) -> Request:
    """Return the parts of a request that are recorded. On replay all requests are matched, so that none is sent."""
    headers = {k: v for k, v in request.headers.items() if k.lower() in HEADERS}
    uri = f"{BASE_URL}/chat/completions" if request.path.endswith("/chat/completions") else request.uri
    return Request(request.method, uri, request.body, headers)


def _chat_only(request: Request) -> Request | None:
    """Return None for a request that is no chat completion, such as a health check, so that it is not recorded."""
    return _clean_request(request) if request.path.endswith("/chat/completions") else None


def _clean_response(response: dict[str, Any]) -> dict[str, Any] | None:
    if response["status"]["code"] >= 400:
        return None
    headers = {k: v for k, v in response["headers"].items() if k.lower() in HEADERS}
    return {**response, "headers": headers}


def _nearest(miss: CannotOverwriteExistingCassetteException) -> str:
    """Return a message that says how a request differs from the most similar recorded one."""
    sent = _parsed(miss.failed_request.body)
    bodies = [_parsed(request.body) for request in miss.cassette.requests]
    if sent in bodies:
        return f"sent more often than recorded: {_last(sent)[:200]!r}"
    if not isinstance(sent, dict) or not bodies:
        return f"not recorded: {miss.failed_request.method} {miss.failed_request.uri}"
    near = max(bodies, key=lambda body: SequenceMatcher(None, _last(body), _last(sent), autojunk=False).ratio())
    keys = [key for key in sorted({*sent, *near}) if sent.get(key) != near.get(key)]
    if "messages" not in keys:
        return f"not recorded with this {', '.join(keys)}: {_last(sent)[:200]!r}"
    no_message: dict[str, Any] = {}
    pairs = zip_longest(near["messages"], sent["messages"], fillvalue=no_message)
    number, old, new = next((i, old, new) for i, (old, new) in enumerate(pairs, start=1) if old != new)
    return f"not recorded: message {number} is {_shown(new, old)}; the nearest recorded one is {_shown(old, new)}"


def _last(body: Any) -> str:
    return str(body["messages"][-1].get("content")) if isinstance(body, dict) and body.get("messages") else ""


def _shown(message: dict[str, Any], other: dict[str, Any]) -> str:
    """Return the part of a message around its first difference from another message."""
    text, reference = str(message.get("content", "(none)")), str(other.get("content", "(none)"))
    same = next(
        (i for i, (a, b) in enumerate(zip(text, reference, strict=False)) if a != b), min(len(text), len(reference))
    )
    start = max(0, same - 30)
    return repr(("…" if start else "") + text[start : same + 60] + ("…" if len(text) > same + 60 else ""))


class _Serializer:
    """Converts to and from YAML: the tape's head, then the exchanges with JSON bodies as structures."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape

    def serialize(self, data: dict[str, Any]) -> str:
        seen: dict[str, Any] = {}
        lists: list[Any] = []
        exchanges = [
            {
                "request": {**e["request"], "body": _shared(_parsed(e["request"]["body"]), seen)},
                "response": {
                    **e["response"], "body": _without_lists(_parsed(e["response"]["body"].get("string")), lists)
                },
            }
            for e in data["interactions"]
        ]  # fmt: skip
        parts = (self.tape.about, {"interactions": exchanges}, {"lists": _pack(lists)} if lists else {})
        dump = partial(yaml.dump, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
        return "".join(str(dump(part)) for part in parts if part)

    def deserialize(self, text: str) -> dict[str, Any]:
        data = yaml.load(text, Loader=_Loader)
        exchanges, lists = data.pop("interactions"), _unpack(data.pop("lists", ""))
        self.tape.about = data
        return {
            "interactions": [
                {
                    "request": {**e["request"], "body": _text(e["request"]["body"])},
                    "response": {**e["response"], "body": {"string": _text(_with_lists(e["response"]["body"], lists))}},
                }
                for e in exchanges
            ]
        }


class _Persister:
    """Reads a cassette, or raises CassetteError; writes it whole or not at all."""

    @staticmethod
    def load_cassette(path: str, serializer: Any) -> Any:
        try:
            return deserialize(Path(path).read_text(encoding="utf-8"), serializer)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
            raise CassetteError(f"{path} can't be read: {type(error).__name__}: {error}") from None

    @staticmethod
    def save_cassette(path: str, cassette_dict: Mapping[str, Any], serializer: Any) -> None:
        if serializer.tape.about:
            write_whole(Path(path), serialize(cassette_dict, serializer))


class _Blank(_Persister):
    """Used for recording: it loads nothing, so an older recording is replaced as a whole, not extended."""

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


def _without_lists(body: Any, lists: list[Any]) -> Any:
    """Return the body of an answer with the place in `lists` of each long list of likeliest tokens, which is added."""
    if isinstance(body, dict):
        found = {key: _without_lists(value, lists) for key, value in body.items()}
        if isinstance(top := body.get("top_logprobs"), list) and len(top) > MAX_READABLE:
            lists.append(top)
            found["top_logprobs"] = len(lists) - 1
        return found
    return [_without_lists(value, lists) for value in body] if isinstance(body, list) else body


def _with_lists(body: Any, lists: Sequence[Any]) -> Any:
    """Return the body of an answer as it was received."""
    if isinstance(body, dict):
        return {
            key: lists[value] if key == "top_logprobs" and isinstance(value, int) else _with_lists(value, lists)
            for key, value in body.items()
        }
    return [_with_lists(value, lists) for value in body] if isinstance(body, list) else body


def _pack(lists: Sequence[Any]) -> str:
    return b64encode(lzma.compress(json.dumps(lists, separators=(",", ":")).encode())).decode()


def _unpack(text: str) -> list[Any]:
    lists: list[Any] = json.loads(lzma.decompress(b64decode(text))) if text else []
    return lists


def _shared(node: Any, seen: dict[str, Any]) -> Any:
    """Return a structure in which equal parts are one object, which YAML writes once and then refers to."""
    if isinstance(node, dict):
        copy: Any = {key: _shared(value, seen) for key, value in node.items()}
    elif isinstance(node, list):
        copy = [_shared(value, seen) for value in node]
    else:
        return node
    return seen.setdefault(json.dumps(copy, sort_keys=True), copy) if copy else copy
