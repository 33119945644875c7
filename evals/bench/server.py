"""A chat endpoint on loopback for benchmarks: it runs in its own process and answers after a fixed latency.

It needs about 0.1 ms per request, so that the client is measured, not the server. Each path has its own answer
(`/ours/v1/chat/completions` returns the one named "ours"), because the libraries ask for different shapes.
"""

from __future__ import annotations

import json
import multiprocessing
import selectors
import socket
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

TICK = 0.002
"""Seconds between two polls of the connections. An answer can be early or late by this much."""


def completion(content: str, tokens: tuple[int, int]) -> bytes:
    """Return a chat completion as an HTTP response; `tokens` are those of the prompt and of the completion."""
    body: dict[str, Any] = {
        "id": "1", "object": "chat.completion", "created": 0, "model": "loopback",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }  # fmt: skip
    data = json.dumps(body).encode()
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(data), data)


class _Chat:
    """The server. It polls its connections once per tick, so that it uses little processor time."""

    def __init__(self, replies: Mapping[bytes, bytes], latency: float) -> None:
        self._replies, self._latency = replies, latency
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self._listening.setblocking(False)
        self.port = self._listening.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listening, selectors.EVENT_READ, self._accept)
        self._received: dict[socket.socket, bytearray] = {}
        self._due: deque[tuple[float, socket.socket, bytes]] = deque()

    def run(self) -> None:
        """Serve until the process is ended."""
        while True:
            for key, _ in self._selector.select(0):
                key.data()
            now = time.monotonic()
            while self._due and self._due[0][0] <= now:
                _, connection, reply = self._due.popleft()
                with suppress(OSError):  # a client that has gone
                    connection.sendall(reply)
            time.sleep(TICK)

    def _accept(self) -> None:
        with suppress(BlockingIOError):
            while True:
                connection, _ = self._listening.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._received[connection] = bytearray()
                self._selector.register(connection, selectors.EVENT_READ, partial(self._receive, connection))

    def _receive(self, connection: socket.socket) -> None:
        """Receive data; schedule the answer of a complete request."""
        try:
            data = connection.recv(1 << 18)
        except OSError:
            data = b""
        if not data:
            self._selector.unregister(connection)
            del self._received[connection]
            connection.close()
            return
        buffer = self._received[connection]
        buffer += data
        end = buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(buffer[:end])
        start = head.lower().find(b"content-length:")
        length = int(head[start + 15 :].split(b"\r\n", 1)[0]) if start >= 0 else 0
        if len(buffer) < end + 4 + length:
            return
        del buffer[: end + 4 + length]
        name = head.split(b" ", 2)[1].split(b"/", 2)[1]
        # On average a request is seen half a tick late, and its answer is sent half a tick late.
        due = time.monotonic() + max(0.0, self._latency - TICK)
        self._due.append((due, connection, self._replies[name]))


def _serve(replies: Mapping[bytes, bytes], latency: float, ready: Connection) -> None:
    chat = _Chat(replies, latency)
    ready.send(chat.port)
    chat.run()


@contextmanager
def serving(contents: Mapping[str, str], latency: float) -> Iterator[str]:
    """Yield the base URL, without the name and `/v1`, of a server that answers with these contents by name."""
    replies = {name.encode(): completion(content, (3_000, 600)) for name, content in contents.items()}
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(replies, latency, there), daemon=True)
    process.start()
    there.close()  # so that `recv` raises EOFError if the server can't start
    try:
        yield f"http://127.0.0.1:{here.recv()}"
    finally:
        process.kill()
        process.join()
