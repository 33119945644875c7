"""What all tests share: no network but loopback, no settings from the developer's environment, a scripted endpoint."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that start the embedded engine, unless they are asked for (make test-local)."""
    if "local" not in (config.getoption("markexpr") or ""):
        chosen = [item for item in items if item.get_closest_marker("local") is None]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Block every connection that leaves the machine."""
    if request.node.get_closest_marker("local"):
        return
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else address
        if self.family != socket.AF_UNIX and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for the network: {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _clean_environment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Drop the settings of whoever runs the tests."""
    if request.node.get_closest_marker("local"):
        return
    for name in list(os.environ):
        if name.startswith(("SUMMARIZER_", "OPENAI_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "cache"))


@dataclass
class FakeEndpoint:
    """A real server on loopback that plays a script: each request takes the next reply, the last one repeats."""

    base_url: str = ""
    script: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)

    def replies(self, *script: Callable[[BaseHTTPRequestHandler], None]) -> FakeEndpoint:
        self.script = list(script)
        return self


def raw(status: int, body: bytes | str, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """A reply with this status and body."""
    data = body.encode() if isinstance(body, str) else body

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("content-type", headers.pop("content_type", "application/json"))
        handler.send_header("content-length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return send


def answer(
    content: Any, *, finish: str = "stop", refusal: str | None = None
) -> Callable[[BaseHTTPRequestHandler], None]:
    """A chat completion whose message is this text, or this structure as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    body = {
        "id": "1", "object": "chat.completion", "created": 0, "model": "fake-1",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
    }  # fmt: skip
    return raw(200, json.dumps(body))


def failure(
    status: int, code: str = "fault", message: str = "no", **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    """An error as the API tells it."""
    return raw(status, json.dumps({"error": {"message": message, "type": code, "code": code}}), **headers)


def cut(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection in the middle of the body."""
    handler.send_response(200)
    handler.send_header("content-length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"id":')
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def endpoint() -> Iterator[FakeEndpoint]:
    """Start a scripted endpoint for one test."""
    fake = FakeEndpoint()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with lock:
                fake.requests.append(body)
                play = fake.script.pop(0) if len(fake.script) > 1 else fake.script[0]
            play(self)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    fake.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    yield fake
    server.shutdown()
    server.server_close()
