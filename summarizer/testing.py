"""A test double for users' own tests: an OpenAI-compatible endpoint on loopback that returns scripted answers.

>>> from summarizer import summarize
>>> from summarizer.testing import ScriptedEndpoint, failure
>>> with ScriptedEndpoint([failure(503), draft]) as endpoint:  # doctest: +SKIP
...     brief = summarize(text, model="any", base_url=endpoint.base_url)
...     assert len(endpoint.requests) == 2

The endpoint is a real HTTP server, so a test covers the whole path: client, retries, validation and ledger. An answer
is a string, a structure that is sent as JSON, or a `Reply` such as `failure(429)`. Instead of a list, you can pass a
function or coroutine function, which is called with the body of each request. Use the endpoint as a context manager,
with `with` or `async with`.
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
    """An HTTP response: status, body and headers.

    `tokens` are the prompt and completion tokens that the body reports, or None if it reports none.
    """

    status: int
    body: bytes
    headers: Mapping[str, str]
    tokens: tuple[int, int] | None = None

    def send(self, handler: BaseHTTPRequestHandler) -> None:
        """Write the response to a connection. Its own headers override `date` and `content-length`."""
        handler.send_response_only(self.status)
        defaults = {"date": handler.date_time_string(), "content-length": str(len(self.body))}
        for name, value in {**defaults, **self.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(self.body)


Answer = str | Mapping[str, Any] | Sequence[Any] | Reply
"""What a script returns: the content of a message, as text or as a structure, or a whole response."""


def raw(status: int, body: bytes | str, *, content_type: str = "application/json", **headers: str) -> Reply:
    """Return a response with this status and body. Keyword arguments are headers, with '_' for '-'."""
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, data, {"content-type": content_type, **named})


def answer(
    content: Any,
    *,
    finish: str = "stop",
    refusal: str | None = None,
    tokens: tuple[int, int] = (10, 5),
    likely: Mapping[str, float] | None = None,
) -> Reply:
    """Return a chat completion with this content: a string as it is, a structure as JSON.

    `finish` is the `finish_reason`; `tokens` are the prompt and completion tokens to report. `likely` has the
    log-probabilities of the likeliest first tokens, if the server tells them (profile `small` asks for them).
    """
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    choice: dict[str, Any] = {"index": 0, "message": message, "finish_reason": finish}
    if likely is not None:
        top = [{"token": token, "logprob": logarithm} for token, logarithm in likely.items()]
        choice["logprobs"] = {"content": [{**top[0], "top_logprobs": top}]}
    body = {
        "id": "1", "object": "chat.completion", "created": 0, "model": "fake-1",
        "choices": [choice],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }  # fmt: skip
    return Reply(200, json.dumps(body).encode(), {"content-type": "application/json"}, tokens)


def failure(status: int, code: str = "fault", message: str = "no", **headers: str) -> Reply:
    """Return an error response in the format of the API. Keyword arguments are headers (`retry_after="3"`)."""
    return raw(status, json.dumps({"error": {"message": message, "type": code, "code": code}}), **headers)


def reset() -> None:
    """Clear what this process has learnt about servers: their capabilities and the state of the rate limiters.

    The process keeps both so that later calls can reuse them. Call this between tests whose endpoints may reuse an
    address.
    """
    capabilities.forget()
    limits.forget()


class ScriptedEndpoint:
    """An OpenAI-compatible endpoint on loopback that returns scripted answers.

    `answers` is a list or a function of the request's body. From a list, each request gets the next answer, and the
    last answer repeats. `requests` holds the bodies of the requests so far. Pass `base_url` to `summarize`; it is set
    when the server starts.
    """

    def __init__(self, answers: Sequence[Answer] | Callable[[Body], Answer | Awaitable[Answer]]) -> None:
        self.base_url = ""
        self.requests: list[Body] = []
        self._answers = answers if callable(answers) else list(answers)
        self._lock = threading.Lock()

    def next_reply(self, body: Body) -> Reply:
        """Record a request and return its response."""
        with self._lock:
            self.requests.append(body)
            number = len(self.requests) - 1
        if callable(self._answers):
            returned = self._answers(body)
            scripted: Answer = asyncio.run(_awaited(returned)) if inspect.isawaitable(returned) else returned
        else:
            scripted = self._answers[min(number, len(self._answers) - 1)]
        return scripted if isinstance(scripted, Reply) else answer(scripted)

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
        """Stop the server without blocking the event loop."""
        await asyncio.to_thread(self._server.stop)

    def _handle(self, handler: Handler) -> None:
        self.next_reply(handler.read_json()).send(handler)


async def _awaited(answer: Awaitable[Answer]) -> Answer:
    return await answer


class Handler(BaseHTTPRequestHandler):
    """A request handler that calls the server's function."""

    protocol_version = "HTTP/1.1"
    server: LoopbackServer

    def do_POST(self) -> None:
        """Handle a request. Ignore a broken connection: the client reports it."""
        with suppress(ConnectionError):
            self.server.handle(self)

    do_GET = do_POST

    def read_body(self) -> bytes:
        """Return the body of the request."""
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def read_json(self) -> Body:
        """Return the JSON body of the request."""
        body: Body = json.loads(self.read_body() or "{}")
        return body

    def log_message(self, *args: Any) -> None:
        """Log nothing."""


class LoopbackServer(ThreadingHTTPServer):
    """A threaded HTTP server on a free loopback port that calls a function for each request."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, handle: Callable[[Any], None], handler: type[BaseHTTPRequestHandler] = Handler) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.handle = handle

    def start(self) -> str:
        """Start serving in a thread and return the base URL."""
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def stop(self) -> None:
        """Stop serving and free the port."""
        self.shutdown()
        self.server_close()
        self._thread.join()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log nothing for a broken connection."""
