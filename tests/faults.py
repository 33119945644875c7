"""A real HTTP server on loopback that plays scripts of faults; for tests and benchmarks.

Each request takes the next reply of the script, the last one repeats. `requests` holds the bodies, `served` what was
told of tokens, so that a ledger can be held against the server's own count.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Handler"], None]


@dataclass
class FaultServer:
    """The server's script and what it has seen."""

    base_url: str = ""
    script: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    served: list[tuple[int, int]] = field(default_factory=list)
    scripts: dict[str, list[Reply]] = field(default_factory=dict)
    """Scripts by model, for many calls at once; they come before `script`."""
    seen: dict[str, list[tuple[int, int] | None]] = field(default_factory=dict)
    """For each of these models the tokens that were told for each request, None where none were."""
    closing: threading.Event = field(default_factory=threading.Event)

    def replies(self, *script: Reply) -> FaultServer:
        """Set the script."""
        self.script = list(script)
        return self


class Handler(BaseHTTPRequestHandler):
    """Plays one reply for each request."""

    protocol_version = "HTTP/1.1"
    server: Server
    asked: str = ""

    def do_POST(self) -> None:
        """Take the next reply of the script."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        faults = self.server.faults
        with self.server.lock:
            self.asked = str(body["model"])
            script = faults.scripts.get(self.asked)
            if script is None:
                faults.requests.append(body)
                script = faults.script
            else:
                faults.seen[self.asked].append(None)
            play = script.pop(0) if len(script) > 1 else script[0]
        with suppress(ConnectionError):
            play(self)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The server with its script."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, faults: FaultServer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.faults = faults
        self.lock = threading.Lock()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that break are what this server is for."""


@contextmanager
def serving() -> Iterator[FaultServer]:
    """Give a running server; it ends with the block, whatever it still waits for."""
    faults = FaultServer()
    server = Server(faults)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    faults.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield faults
    finally:
        faults.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def raw(status: int, body: bytes | str, **headers: str) -> Reply:
    """Answer with this status and body; `content_type` and other headers by name."""
    data = body.encode() if isinstance(body, str) else body
    kind = headers.pop("content_type", "application/json")

    def send(handler: Handler) -> None:
        handler.send_response_only(status)
        if "date" not in headers:
            handler.send_header("date", handler.date_time_string())
        handler.send_header("content-type", kind)
        handler.send_header("content-length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return send


def answer(
    content: Any, *, finish: str = "stop", refusal: str | None = None, tokens: tuple[int, int] = (10, 5)
) -> Reply:
    """Answer with a chat completion whose message is this text, or this structure as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    body = {
        "id": "1", "object": "chat.completion", "created": 0, "model": "fake-1",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }  # fmt: skip
    send = raw(200, json.dumps(body))

    def counted(handler: Handler) -> None:
        faults = handler.server.faults
        if handler.asked in faults.seen:
            faults.seen[handler.asked][-1] = tokens
        else:
            faults.served.append(tokens)
        send(handler)

    return counted


def failure(status: int, code: str = "fault", message: str = "no", **headers: str) -> Reply:
    """Answer with an error as the API tells it."""
    return raw(status, json.dumps({"error": {"message": message, "type": code, "code": code}}), **headers)


def cut(handler: Handler) -> None:
    """Break the connection in the middle of the body."""
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"id":')
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


def reset(handler: Handler) -> None:
    """Reset the connection before anything is answered."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def silent(handler: Handler) -> None:
    """Answer nothing until the server ends."""
    handler.server.faults.closing.wait(30)
    handler.close_connection = True


def drip(handler: Handler) -> None:
    """Send a byte of an endless body now and then: no read times out, and no answer comes."""
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", "100000")
    handler.end_headers()
    while not handler.server.faults.closing.wait(0.01):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def huge(handler: Handler) -> None:
    """Send a body of 50 MB."""
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", str(50_000_000))
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b" " * 1_000_000)
