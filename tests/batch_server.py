"""A real HTTP server on loopback with the parts of OpenAI's API that batches need: files and batches, as documented.

A batch is created as `validating` and stays so until `run` does it: each request is answered by `reply`, in the reverse
order of the input; what is no HTTP 200 lands in the error file, what is None in neither.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Line = dict[str, Any]
Reply = Callable[[Line], Line | None]


def ok(content: Any, *, finish: str = "stop", refusal: str | None = None, tokens: tuple[int, int] = (10, 5)) -> Line:
    """A request that was answered with this text, or this structure as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    body = {
        "id": "1", "object": "chat.completion", "created": 0, "model": "gpt-4.1-2025-04-14",
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": text, "refusal": refusal}, "finish_reason": finish}
        ],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }  # fmt: skip
    return {"response": {"status_code": 200, "request_id": "r", "body": body}, "error": None}


def http(status: int, code: str = "fault", message: str = "no") -> Line:
    """A request that was answered with an HTTP error."""
    body = {"error": {"message": message, "type": code, "code": code}}
    return {"response": {"status_code": status, "request_id": "r", "body": body}, "error": None}


def ended(code: str = "batch_expired") -> Line:
    """A request that was not answered before its batch ended."""
    return {"response": None, "error": {"code": code, "message": "This request could not be executed."}}


@dataclass
class BatchServer:
    """What the server holds and has seen. `on_create` is called before a batch is created; `fault_after_create` is the
    status that is answered although it was (0: the connection breaks); `breaks_off`: files end in their middle."""

    base_url: str = ""
    reply: Reply = lambda line: ok({"events": []})
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    page: int = 2
    pages: int = 0
    on_create: Callable[[], int | None] = lambda: None
    fault_after_create: int | None = None
    breaks_off: bool = False

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
                    passed = told["error"] is None and told["response"]["status_code"] == 200
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


class Handler(BaseHTTPRequestHandler):
    """The API."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        """Take a file, or create a batch."""
        api, body = self.server.api, self.rfile.read(int(self.headers["content-length"]))
        if self.path == "/v1/files":
            fields = _multipart(body, self.headers["content-type"])
            assert fields["purpose"] == b"batch"
            self._send({
                "id": api.keep(fields["file"]), "object": "file", "bytes": len(fields["file"]), "created_at": 1,
                "filename": "f", "purpose": "batch", "status": "processed",
            })  # fmt: skip
            return
        asked = json.loads(body)
        if (fault := api.on_create()) is not None:
            self._send({"error": {"message": "no"}}, fault)
            return
        ids = [json.loads(line)["custom_id"] for line in api.files[asked["input_file_id"]].splitlines()]
        assert len(set(ids)) == len(ids) > 0
        assert asked["endpoint"] == "/v1/chat/completions"
        id, created = f"batch_{len(api.batches) + 1}", 1_700_000_000 + 100 * len(api.batches)
        api.batches[id] = {
            "id": id, "object": "batch", "status": "validating", "created_at": created, "errors": None,
            "request_counts": {"total": len(ids), "completed": 0, "failed": 0}, **asked,
        }  # fmt: skip
        if api.fault_after_create == 0:
            self.close_connection = True
        elif api.fault_after_create is not None:
            self._send({"error": {"message": "no"}}, api.fault_after_create)
        else:
            self._send(api.batches[id])

    def do_GET(self) -> None:
        """Give a file's content, a batch, or a page of batches, the newest first."""
        api, url = self.server.api, urlsplit(self.path)
        if found := re.fullmatch(r"/v1/files/(.+)/content", url.path):
            self._send(api.files[found[1]], cut=api.breaks_off)
        elif found := re.fullmatch(r"/v1/batches/(.+)", url.path):
            self._send(api.batches[found[1]])
        else:
            api.pages += 1
            ids = list(reversed(api.batches))
            after = parse_qs(url.query).get("after")
            rest = ids[ids.index(after[0]) + 1 :] if after else ids
            page = [api.batches[id] for id in rest[: api.page]]
            self._send({"object": "list", "data": page, "has_more": len(rest) > len(page)})

    def _send(self, content: Any, status: int = 200, *, cut: bool = False) -> None:
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response_only(status)
        self.send_header("content-type", "application/octet-stream" if content is data else "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)
        self.close_connection = cut

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def _multipart(body: bytes, content_type: str) -> dict[str, bytes]:
    boundary = content_type.partition("boundary=")[2].strip('"').encode()
    fields = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        found = re.search(rb'name="(\w+)"', head)
        assert found is not None
        fields[found[1].decode()] = content.removesuffix(b"\r\n")
    return fields


class Server(ThreadingHTTPServer):
    """The server with what it holds."""

    daemon_threads = True

    def __init__(self, api: BatchServer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.api = api

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that are killed break their connections."""


@contextmanager
def serving() -> Iterator[BatchServer]:
    """Give a running server; it ends with the block."""
    api = BatchServer()
    server = Server(api)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    api.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
