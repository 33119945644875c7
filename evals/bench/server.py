"""A chat endpoint on loopback that answers after a set latency, in a process of its own; for benchmarks.

It costs about a tenth of a millisecond a request, so that what is measured is the client. Each path has an answer of
its own (`/ours/v1/chat/completions` gives that of "ours"), since libraries ask for different shapes.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from typing import Any


class _Chat(asyncio.Protocol):
    """One connection: a request at a time, answered after the latency."""

    def __init__(self, replies: Mapping[bytes, bytes], latency: float) -> None:
        self._replies, self._latency = replies, latency
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Answer a request once it is whole."""
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._buffer[:end])
        start = head.lower().find(b"content-length:")
        length = int(head[start + 15 :].split(b"\r\n", 1)[0]) if start >= 0 else 0
        if len(self._buffer) < end + 4 + length:
            return
        del self._buffer[: end + 4 + length]
        name = head.split(b" ", 2)[1].split(b"/", 2)[1]
        asyncio.get_running_loop().call_later(self._latency, self._send, self._replies[name])

    def _send(self, reply: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(reply)


def completion(content: str, tokens: tuple[int, int]) -> bytes:
    """Return a chat completion as an HTTP response."""
    body: dict[str, Any] = {
        "id": "1", "object": "chat.completion", "created": 0, "model": "loopback",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }  # fmt: skip
    data = json.dumps(body).encode()
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(data), data)


def _serve(replies: Mapping[bytes, bytes], latency: float, ready: Connection) -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(partial(_Chat, replies, latency), "127.0.0.1", 0, backlog=1024)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def serving(contents: Mapping[str, str], latency: float) -> Iterator[str]:
    """Give the base URL (without the name and `/v1`) of a server that answers with these contents by name."""
    replies = {name.encode(): completion(content, (3_000, 600)) for name, content in contents.items()}
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(replies, latency, there), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}"
    finally:
        process.kill()
        process.join()
