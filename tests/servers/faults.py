"""An endpoint that plays scripts of faults, and counts the tokens that it told.

Each request takes the next reply of the script, the last one repeats. A reply is a `Reply` of `summarizer.testing`, or
a function of the `Exchange`: what it returns is sent; None says that it has done with the connection itself.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from summarizer.testing import Handler, LoopbackServer, Reply, raw


@dataclass(frozen=True)
class Exchange:
    """A request under way: its body, the connection to answer it on, and an event that is set when the server ends."""

    body: dict[str, Any]
    connection: Handler
    closing: threading.Event

    @property
    def asked(self) -> str:
        """The last turn of the conversation, which holds the text of the article."""
        return str(self.body["messages"][-1]["content"])


Play = Reply | Callable[[Exchange], Reply | None]


@dataclass
class FaultServer:
    """The server, its script and what it has seen: the bodies of `requests`, the tokens that it told as `served`."""

    base_url: str = ""
    script: list[Play] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    served: list[tuple[int, int]] = field(default_factory=list)
    scripts: dict[str, list[Play]] = field(default_factory=dict)
    """Scripts by model, for many calls at once; they come before `script`."""
    seen: dict[str, list[tuple[int, int] | None]] = field(default_factory=dict)
    """For each of these models the tokens that were told for each request, None where none were."""

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._closing = threading.Event()

    def replies(self, *script: Play) -> FaultServer:
        """Set the script."""
        self.script = list(script)
        return self

    def __enter__(self) -> Self:
        """Start the server."""
        self._server = LoopbackServer(self._serve)
        self.base_url = self._server.start()
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the server, whatever it still waits for."""
        self._closing.set()
        self._server.stop()

    def _serve(self, connection: Handler) -> None:
        body = connection.read_json()
        seen = self.seen.get(model := str(body["model"]))
        with self._lock:
            script = self.scripts.get(model, self.script)
            play = script.pop(0) if len(script) > 1 else script[0]
            if seen is None:
                self.requests.append(body)
            else:
                number = len(seen)
                seen.append(None)
        reply = play if isinstance(play, Reply) else play(Exchange(body, connection, self._closing))
        if reply is None:
            return
        if reply.tokens is not None and seen is None:
            self.served.append(reply.tokens)
        elif reply.tokens is not None:
            seen[number] = reply.tokens
        reply.send(connection)


def cut(exchange: Exchange) -> Reply:
    """Break the connection in the middle of the body."""
    exchange.connection.close_connection = True
    return raw(200, '{"id":', content_length="1000")


def reset(exchange: Exchange) -> None:
    """Reset the connection before anything is answered."""
    exchange.connection.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.connection.connection.close()
    exchange.connection.close_connection = True


def silent(exchange: Exchange) -> None:
    """Answer nothing until the server ends."""
    exchange.closing.wait(30)
    exchange.connection.close_connection = True


def drip(exchange: Exchange) -> None:
    """Send a byte of an endless body now and then: no read times out, and no answer comes."""
    raw(200, "", content_length="100000").send(exchange.connection)
    while not exchange.closing.wait(0.01):
        exchange.connection.wfile.write(b" ")
        exchange.connection.wfile.flush()


def huge(exchange: Exchange) -> Reply:
    """Send a body of 50 MB."""
    return raw(200, b" " * 50_000_000)
