"""For your own tests: an endpoint on loopback that answers as you say, in place of a model.

>>> from summarizer import summarize
>>> from summarizer.testing import ScriptedEndpoint, failure
>>> with ScriptedEndpoint([failure(503), answer]) as endpoint:  # doctest: +SKIP
...     brief = summarize(text, model="any", base_url=endpoint.base_url)
...     assert len(endpoint.requests) == 2

It is a real HTTP server, so that the whole path is tested: client, retries, validation, ledger. An answer is a text, a
structure that is sent as JSON, or a `Reply` such as `failure(429)`. In place of a list a function may be given, which
gets the body of each request; it may be a coroutine function. The endpoint is a context manager for `with` and for
`async with`.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from summarizer.complete import capabilities, limits

Body = dict[str, Any]
"""The JSON body of a request: `model`, `messages`, `response_format` …"""


@dataclass(frozen=True)
class Reply:
    """An HTTP response: status, body and headers. `tokens` (prompt, completion) is what it reports as used, if it
    does."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    tokens: tuple[int, int] | None = None

    def send(self, handler: BaseHTTPRequestHandler) -> None:
        """Write the response to a connection."""
        handler.send_response_only(self.status)
        for name, value in {"date": handler.date_time_string(), **self.headers}.items():
            handler.send_header(name, value)
        handler.send_header("content-length", str(len(self.body)))
        handler.end_headers()
        handler.wfile.write(self.body)


Answer = str | Mapping[str, Any] | Sequence[Any] | Reply
"""What an endpoint answers: the content of a message, as text or as a structure, or a whole response."""


def raw(status: int, body: bytes | str, *, content_type: str = "application/json", **headers: str) -> Reply:
    """Return a response with this status and body; further headers by name, with '_' for '-'."""
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, data, {"content-type": content_type, **named})


def answer(
    content: Any, *, finish: str = "stop", refusal: str | None = None, tokens: tuple[int, int] = (10, 5)
) -> Reply:
    """Return a chat completion whose message is this text, or this structure as JSON.

    `finish` is its `finish_reason`, `tokens` the prompt and completion tokens that it reports.
    """
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    body = {
        "id": "1", "object": "chat.completion", "created": 0, "model": "fake-1",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }  # fmt: skip
    return Reply(200, json.dumps(body).encode(), {"content-type": "application/json"}, tokens)


def failure(status: int, code: str = "fault", message: str = "no", **headers: str) -> Reply:
    """Return an error as the API reports it, with further headers by name (`retry_after="3"`)."""
    return raw(status, json.dumps({"error": {"message": message, "type": code, "code": code}}), **headers)


def reset() -> None:
    """Forget what this process has learnt of servers: their capabilities, and the rates of their limiters.

    Both are kept for the time of the process, so that no call has to learn them anew; call this between tests whose
    endpoints reuse addresses.
    """
    capabilities.forget()
    limits.forget()


class ScriptedEndpoint:
    """An OpenAI-compatible endpoint on loopback that answers as a script says.

    `answers`: a list, of which each request takes the next and the last one repeats, or a function of the request's
    body. `requests` holds the bodies of the requests so far, `base_url` is what to give to `summarize`.
    """

    def __init__(self, answers: Sequence[Answer] | Callable[[Body], Answer | Awaitable[Answer]]) -> None:
        self.base_url = ""
        self.requests: list[Body] = []
        self._answers = answers if callable(answers) else list(answers)
        self._lock = threading.Lock()

    def next_reply(self, body: Body) -> Reply:
        """Enter a request, and return the response to it."""
        with self._lock:
            self.requests.append(body)
            number = len(self.requests) - 1
        if callable(self._answers):
            found = self._answers(body)
            given: Answer = asyncio.run(_awaited(found)) if inspect.isawaitable(found) else found
        else:
            given = self._answers[min(number, len(self._answers) - 1)]
        return given if isinstance(given, Reply) else answer(given)

    def __enter__(self) -> Self:
        """Start the server."""
        self._server = LoopbackServer(self._handle)
        self.base_url = self._server.start()
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the server."""
        self._server.stop()

    async def __aenter__(self) -> Self:
        """Start the server."""
        return self.__enter__()

    async def __aexit__(self, *exception: object) -> None:
        """Stop the server, without holding up the event loop."""
        await asyncio.to_thread(self._server.stop)

    def _handle(self, handler: Handler) -> None:
        self.next_reply(handler.read_json()).send(handler)


async def _awaited(answer: Awaitable[Answer]) -> Answer:
    return await answer


class Handler(BaseHTTPRequestHandler):
    """Hands each request over to the server's function."""

    protocol_version = "HTTP/1.1"
    server: LoopbackServer

    def do_POST(self) -> None:
        """Answer a request; a connection that breaks is the client's business."""
        with suppress(ConnectionError):
            self.server.handle(self)

    do_GET = do_POST

    def read_json(self) -> Body:
        """Return the JSON body of the request."""
        body: Body = json.loads(self.rfile.read(int(self.headers.get("content-length") or 0)) or "{}")
        return body

    def log_message(self, *args: Any) -> None:
        """Log nothing."""


class LoopbackServer(ThreadingHTTPServer):
    """A threaded HTTP server on a free port of loopback that hands requests over to a function."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, handle: Callable[[Any], None], handler: type[BaseHTTPRequestHandler] = Handler) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.handle = handle

    def start(self) -> str:
        """Serve in a thread; return the base URL."""
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def stop(self) -> None:
        """End serving and free the port."""
        self.shutdown()
        self.server_close()
        self._thread.join()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that break."""
