"""Record from a model that can be reached only by hand: a chat window, or a machine without a network.

Requests go the normal way to an endpoint on loopback, the relay. It writes each one into a folder, as a file to read
(`<case>-<hash>.request.md`), and answers it with the text of the file beside it (`<case>-<hash>.answer.json`).

Nothing waits for an answer inside a request. If there is none yet, the request fails, and the whole case is asked again
once there is one. So the requests of all cases stand in the folder together although only one cassette can be open at
a time, and a recording can be ended and resumed at any time: the folder is its whole state. The hash is that of the
request's body, so an answer belongs to one request to one model.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from summarizer.complete.telemetry import LOG
from summarizer.errors import ConfigurationError, EndpointUnavailableError, InputError, SummarizerError
from summarizer.schema import Brief
from summarizer.settings import Endpoint, Settings
from summarizer.testing import Handler, LoopbackServer, Reply, failure, raw

from ..data.cases import Case
from ..data.files import write_whole
from . import recorder
from .cassettes import file_name
from .recorder import Ask, Recordings, Subject

POLL = 0.5
"""Seconds between two looks at the folder."""

SETTLED = 5.0
"""Seconds for which an answer that is no complete JSON must stay unchanged: until then it may be half-written."""

CONCURRENCY = 256
"""Requests of one article at once: as many as there may be, so that those of all windows are written out together."""

REQUEST, ANSWER = ".request.md", ".answer.json"

_HEAD = """# {name}

Answer with one JSON object that follows the schema at the end, nothing else; write it to the file `{answer}` beside \
this one, in UTF-8.
"""


class UnansweredError(EndpointUnavailableError):
    """A relayed request has no answer yet. The message names the files that are awaited."""


@dataclass(frozen=True)
class Job:
    """A case to record, the subject that is asked, and the folder of its cassettes (None: the default one)."""

    case: Case
    subject: Subject
    directory: Path | None = None


@dataclass
class Relay:
    """The endpoint. Use it as a context manager; `base_url` is set when it starts.

    `timeout` is how many seconds `record_relayed` waits for the next answer. `awaited` has the answer files that the
    last case still lacks.
    """

    folder: Path
    model: str
    timeout: float
    base_url: str = ""
    awaited: set[Path] = field(default_factory=set)
    _case: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        """Start the endpoint. Raise ConfigurationError if the folder can't be made."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = f"the relay's folder {self.folder} can't be made: {error.strerror}"
            raise ConfigurationError(reason, hint="name a folder that can be written to") from None
        LOG.addFilter(_is_fault)
        self._server = LoopbackServer(self._handle)
        self.base_url = self._server.start()
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the endpoint."""
        self._server.stop()
        LOG.removeFilter(_is_fault)

    def asking(self, ask: Ask) -> Ask:
        """Return the function with the relay around it: it raises UnansweredError if any request has no answer yet."""

        def relayed(case: Case, endpoint: Endpoint, settings: Settings) -> Brief:
            self._case, self.awaited = case.id, set()
            fault: SummarizerError | None = None
            try:
                brief = ask(case, endpoint, settings)
            except SummarizerError as error:
                fault = error
            # Whatever came of it, a case with open requests is not yet what the model has to say.
            if self.awaited:
                raise UnansweredError(unanswered(self.awaited)) from fault
            if fault is not None:
                raise fault
            return brief

        return relayed

    def _handle(self, handler: Handler) -> None:
        body = handler.read_json()
        chat = handler.command == "POST" and handler.path.endswith("/chat/completions")
        (self._reply(body) if chat else failure(404)).send(handler)

    def _reply(self, body: dict[str, Any]) -> Reply:
        """Return the answer to a request or, if there is none, write the request out and return an error."""
        name = f"{file_name(self._case)}-{_hash(body)}"
        request, answer = self.folder / (name + REQUEST), self.folder / (name + ANSWER)
        with self._lock:
            if not request.exists():
                # Whole, so that nobody reads half a request.
                write_whole(request, readable(name, body), errors="backslashreplace")
        text = answer_in(answer)
        if text is None:
            self.awaited.add(answer)
            return failure(503, "unanswered", f"there is no {answer.name} yet")
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        # Without `usage`: nobody counted the tokens.
        completion = {
            "id": name, "object": "chat.completion", "created": 0, "model": self.model, "choices": [choice],
        }  # fmt: skip
        return raw(200, json.dumps(completion))


def jobs_of(recordings: Recordings, *, force: bool = False, limit: int | None = None) -> list[Job]:
    """Return the jobs of the cases whose cassettes are stale or missing (with `force`, of all), `limit` at most."""
    chosen = recorder.outdated(recordings, force=force, limit=limit)
    return [Job(case, recordings.subject, recordings.directory) for case in chosen]


def record_relayed(jobs: Sequence[Job], relay: Relay, settings: Settings) -> int:
    """Record cases as their answers come into the relay's folder; return how many were recorded.

    The requests of all cases are written out first. Raise UnansweredError if no further answer comes within the
    relay's timeout; what was recorded and answered until then stays, and the next call goes on from there.
    """
    settings = settings.model_copy(update={"max_attempts": 1, "concurrency": CONCURRENCY})
    waiting: list[tuple[Job, set[Path]]] = [(job, set()) for job in jobs]
    if not jobs:
        _say(recorder.NOTHING_TO_RECORD)
    recorded, shown, since = 0, set[Path](), time.monotonic()
    with relay:
        endpoint = Endpoint(relay.base_url, relay.model)
        while waiting:
            still: list[tuple[Job, set[Path]]] = []
            for job, awaited in waiting:
                if awaited and not any(answer_in(path) is not None for path in awaited):
                    still.append((job, awaited))
                    continue
                since = time.monotonic()
                subject = replace(job.subject, ask=relay.asking(job.subject.ask))
                try:
                    outcome = recorder.record(job.case, subject, endpoint, settings, job.directory, relayed=True)
                except UnansweredError:
                    still.append((job, relay.awaited))
                except InputError as error:
                    _say(f"{job.case.id}: not recorded, {error}")
                else:
                    recorded += 1
                    _say(f"{recorded}/{len(jobs)} {job.case.id}: {recorder.described(outcome)}")
            waiting = still
            awaited = set[Path]().union(*(paths for _, paths in waiting))
            if awaited - shown:
                _say(f"{len(awaited)} requests to answer in {relay.folder}")
                shown |= awaited
            if waiting and time.monotonic() - since >= relay.timeout:
                raise UnansweredError(
                    f"no answer came within {relay.timeout:g} s; {unanswered(awaited)}",
                    hint="answer the requests and run the command again: what is answered is kept",
                )
            if waiting:
                time.sleep(min(POLL, relay.timeout))
    return recorded


def readable(name: str, body: dict[str, Any]) -> str:
    """Return a request as Markdown: how to answer, the messages in order, the schema of the answer."""
    parts = [_HEAD.format(name=name, answer=name + ANSWER)]
    for message in body["messages"]:
        content = message.get("content")
        parts.append(f"## {message['role']}\n\n{content if isinstance(content, str) else json.dumps(content)}\n")
    schema = (body.get("response_format") or {}).get("json_schema", {}).get("schema", {"type": "object"})
    if body.get("logprobs"):
        return "\n".join([*parts, "## answer\n\nOne letter, and nothing else.\n"])
    parts.append(f"## schema\n\n```json\n{json.dumps(schema, ensure_ascii=False, indent=2)}\n```\n")
    return "\n".join(parts)


def answer_in(path: Path) -> str | None:
    """Return the text of an answer file, or None if it is missing, empty or perhaps half-written.

    An answer counts at once if it is a whole JSON object. Any other text counts when it has not changed for `SETTLED`
    seconds: it goes to the library as it is, which reads what it can, or asks again.
    """
    try:
        age = time.time() - path.stat().st_mtime
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        return None
    except UnicodeDecodeError:
        _say_once(f"{path.name} is not UTF-8; save it as UTF-8")
        return None
    if not text.strip():
        return None
    return text if age >= SETTLED or _is_object(text) else None


def unanswered(awaited: set[Path]) -> str:
    """Return a phrase that says which answers are awaited."""
    names = sorted(path.name for path in awaited)
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    verb = "request is" if len(names) == 1 else "requests are"
    return f"{len(names)} {verb} not answered; awaited: {', '.join(names[:3])}{more}"


def _is_fault(record: logging.LogRecord) -> bool:
    """Return False for the log record of an attempt that only has no answer yet."""
    return getattr(record, "outcome", None) != EndpointUnavailableError.__name__


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _hash(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:12]


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


_said: set[str] = set()


def _say_once(line: str) -> None:
    if line not in _said:
        _said.add(line)
        _say(line)
