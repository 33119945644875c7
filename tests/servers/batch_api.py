"""The parts of OpenAI's API that batches need: files and batches, as documented.

A batch is created as `validating` and stays so until `run` does it: each request is answered by `reply`, in the reverse
order of the input; what is no HTTP 200 lands in the error file, what is None in neither.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from summarizer.testing import Handler, LoopbackServer, Reply, answer, failure, raw

Line = dict[str, Any]
Answering = Callable[[Line], Line | None]


def ok(content: Any, **given: Any) -> Line:
    """A request that was answered with this text, or this structure as JSON; the rest is that of `answer`."""
    return _line(answer(content, **given), model="gpt-4.1-2025-04-14")


def http(status: int, code: str = "fault", message: str = "no") -> Line:
    """A request that was answered with an HTTP error."""
    return _line(failure(status, code, message))


def _line(reply: Reply, **given: Any) -> Line:
    body = {**json.loads(reply.body), **given}
    return {"response": {"status_code": reply.status, "request_id": "r", "body": body}, "error": None}


def ended(code: str = "batch_expired") -> Line:
    """A request that was not answered before its batch ended."""
    return {"response": None, "error": {"code": code, "message": "This request could not be executed."}}


@dataclass
class BatchServer:
    """What the server holds and has seen. `on_create` is called before a batch is created; `fault_after_create` is the
    status that is answered although it was (0: the connection breaks); `breaks_off`: files end in their middle."""

    base_url: str = ""
    reply: Answering = lambda line: ok("D")
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    page: int = 2
    pages: int = 0
    on_create: Callable[[], int | None] = lambda: None
    fault_after_create: int | None = None
    breaks_off: bool = False
    authorizations: list[str | None] = field(default_factory=list)
    """The header `Authorization` of each request."""

    def inputs(self, batch: str) -> list[Line]:
        """The requests of a batch."""
        return [json.loads(line) for line in self.files[self.batches[batch]["input_file_id"]].splitlines()]

    @property
    def asked(self) -> list[list[Line]]:
        """The requests of all batches that were taken."""
        return [self.inputs(id) for id, batch in self.batches.items() if batch["status"] != "failed"]

    def run(self, status: str = "completed", *, code: str = "") -> None:
        """End the batches that have not ended, with this status; of a failed one `code` says why."""
        for id, batch in self.batches.items():
            if batch["status"] not in ("validating", "in_progress"):
                continue
            batch |= {"status": status, f"{status}_at": batch["created_at"] + 60}
            if status == "failed":
                batch["errors"] = {"object": "list", "data": [{"code": code, "message": "no", "line": None}]}
                continue
            lines: dict[str, list[str]] = {"output": [], "error": []}
            for line in reversed(self.inputs(id)):
                told = self.reply(line)
                if told is not None:
                    response = told.get("response")
                    passed = told.get("error") is None and isinstance(response, dict)
                    passed = passed and response.get("status_code") == 200
                    lines["output" if passed else "error"].append(
                        json.dumps({"id": "batch_req_1", "custom_id": line["custom_id"], **told}, ensure_ascii=False)
                    )
            for kind, some in lines.items():
                if some:
                    batch[f"{kind}_file_id"] = self.keep("\n".join(some).encode())
            batch["request_counts"] |= {"completed": len(lines["output"]), "failed": len(lines["error"])}

    def keep(self, content: bytes) -> str:
        """Keep a file; return its id."""
        id = f"file-{len(self.files) + 1}"
        self.files[id] = content
        return id

    def __enter__(self) -> Self:
        """Start the server."""
        self._server = LoopbackServer(self._serve)
        self.base_url = self._server.start()
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the server."""
        self._server.stop()

    def _serve(self, connection: Handler) -> None:
        self.authorizations.append(connection.headers["authorization"])
        url = urlsplit(connection.path)
        if connection.command == "GET":
            reply = self._get(url.path, parse_qs(url.query).get("after"))
        elif url.path == "/v1/files":
            reply = self._take_file(_multipart(connection.read_body(), connection.headers["content-type"]))
        else:
            reply = self._create(connection.read_json())
        if reply is None:
            connection.close_connection = True
        else:
            reply.send(connection)

    def _take_file(self, fields: dict[str, bytes]) -> Reply:
        assert fields["purpose"] == b"batch"
        return _json({
            "id": self.keep(fields["file"]), "object": "file", "bytes": len(fields["file"]), "created_at": 1,
            "filename": "f", "purpose": "batch", "status": "processed",
        })  # fmt: skip

    def _create(self, asked: dict[str, Any]) -> Reply | None:
        """Create a batch; None breaks the connection."""
        if (fault := self.on_create()) is not None:
            return failure(fault)
        ids = [json.loads(line)["custom_id"] for line in self.files[asked["input_file_id"]].splitlines()]
        assert len(set(ids)) == len(ids) > 0
        assert asked["endpoint"] == "/v1/chat/completions"
        id, created = f"batch_{len(self.batches) + 1}", 1_700_000_000 + 100 * len(self.batches)
        self.batches[id] = {
            "id": id, "object": "batch", "status": "validating", "created_at": created, "errors": None,
            "request_counts": {"total": len(ids), "completed": 0, "failed": 0}, **asked,
        }  # fmt: skip
        if self.fault_after_create is not None:
            return failure(self.fault_after_create) if self.fault_after_create else None
        return _json(self.batches[id])

    def _get(self, path: str, after: list[str] | None) -> Reply:
        """Give a file's content, a batch, or a page of batches, the newest first."""
        if found := re.fullmatch(r"/v1/files/(.+)/content", path):
            content = raw(200, self.files[found[1]], content_type="application/octet-stream")
            return _half(content) if self.breaks_off else content
        if found := re.fullmatch(r"/v1/batches/(.+)", path):
            return _json(self.batches[found[1]])
        self.pages += 1
        ids = list(reversed(self.batches))
        rest = ids[ids.index(after[0]) + 1 :] if after else ids
        page = [self.batches[id] for id in rest[: self.page]]
        return _json({"object": "list", "data": page, "has_more": len(rest) > len(page)})


def _json(content: Any) -> Reply:
    return raw(200, json.dumps(content))


def _half(reply: Reply) -> Reply:
    """A reply that ends in its middle."""
    headers = {**reply.headers, "content-length": str(len(reply.body)), "connection": "close"}
    return replace(reply, body=reply.body[: len(reply.body) // 2], headers=headers)


def _multipart(body: bytes, content_type: str) -> dict[str, bytes]:
    boundary = content_type.partition("boundary=")[2].strip('"').encode()
    fields = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        found = re.search(rb'name="(\w+)"', head)
        assert found is not None
        fields[found[1].decode()] = content.removesuffix(b"\r\n")
    return fields
