"""Read a response that streams its answer, which nobody asked for: some proxies always do.

The events are parsed by the client's own class; their pieces are put together here, because the client's accumulator
copies the whole answer for each piece.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from summarizer.errors import EndpointUnavailableError

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_MAX_EVENTS_AT_ONCE = 1_000
"""Number of events after which other tasks run, and the timeouts of this one."""


def is_stream(content: bytes, content_type: str) -> bool:
    """Return whether the body of a response is a stream of events, by its type or by how it begins."""
    return "event-stream" in content_type or content.lstrip().startswith((b"data:", b"event:", b":"))


async def completion_of_stream(response: Any, client: AsyncOpenAI, label: str) -> Any:
    """Return the body of the chat completion that a response, which has been read, streams in pieces.

    An error in the stream is returned as the body of an error. Raise ValueError if an event is not JSON, and
    EndpointUnavailableError, with the `label` of the endpoint, if the stream broke off.
    """
    import openai

    pieces = _Pieces()
    try:
        events = openai.AsyncStream(cast_to=object, response=response, client=client)
        async for event in events:
            if whole := pieces.add(event):
                return whole
            if pieces.count % _MAX_EVENTS_AT_ONCE == 0:
                await asyncio.sleep(0)
    except openai.APIError as error:
        return {"error": error.body}
    if pieces.has_text and pieces.choice.get("finish_reason") is None and b"[DONE]" not in response.content:
        raise EndpointUnavailableError(f"{label} broke off the stream of its answer")
    return pieces.body()


class _Pieces:
    """The pieces of the first choice of a completion. Of other fields the last value counts."""

    def __init__(self) -> None:
        self.count = 0
        self.choice: dict[str, Any] = {}
        self._fields: dict[str, Any] = {}
        self._message: defaultdict[str, list[Any]] = defaultdict(list)
        self._calls: defaultdict[int, list[str]] = defaultdict(list)
        self._logprobs: list[Any] = []

    @property
    def has_text(self) -> bool:
        """Whether a piece of a message has come."""
        return bool(self._message or self._calls)

    def add(self, event: object) -> dict[str, Any] | None:
        """Add an event. Return its completion if it has a whole one, as some proxies send it in a single event."""
        self.count += 1
        if not isinstance(event, Mapping):
            return None
        choices = event.get("choices")
        self._fields |= {name: value for name, value in event.items() if value is not None}
        choice = choices[0] if isinstance(choices, list) and choices else None
        if not isinstance(choice, Mapping) or choice.get("index") not in (0, None):
            return None
        if isinstance(choice.get("message"), Mapping):
            return dict(event)
        self.choice |= {name: value for name, value in choice.items() if value is not None}
        if isinstance(delta := choice.get("delta"), Mapping):
            self._add_delta(delta)
        if isinstance(text := choice.get("text"), str):
            self._message["content"].append(text)
        if isinstance(logprobs := choice.get("logprobs"), Mapping) and isinstance(logprobs.get("content"), list):
            self._logprobs += logprobs["content"]
        return None

    def _add_delta(self, delta: Mapping[str, Any]) -> None:
        for name, value in delta.items():
            if name == "tool_calls" and isinstance(value, list):
                for call in value:
                    self._add_call(call)
            elif isinstance(value, list):
                self._message[name] += value
            elif isinstance(value, str) and value:
                self._message[name].append(value)

    def _add_call(self, call: object) -> None:
        function = call.get("function") if isinstance(call, Mapping) else None
        if isinstance(call, Mapping) and isinstance(function, Mapping) and isinstance(function.get("arguments"), str):
            index = call.get("index")
            self._calls[index if isinstance(index, int) else 0].append(function["arguments"])

    def body(self) -> dict[str, Any]:
        """Return the completion, in the form of one that is not streamed."""
        if not self.choice:
            return self._fields
        message = {
            name: "".join(pieces) if all(isinstance(piece, str) for piece in pieces) else pieces
            for name, pieces in self._message.items()
        }
        calls = [{"function": {"arguments": "".join(pieces)}} for pieces in self._calls.values()]
        logprobs = {"content": self._logprobs}
        choice = {**self.choice, "message": {**message, "tool_calls": calls}, "logprobs": logprobs}
        return {**self._fields, "choices": [choice]}
