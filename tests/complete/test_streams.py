"""Answers that are streamed although nobody asked for a stream: they are read whole, or are a typed error."""

from __future__ import annotations

import json
import time as clock
from collections.abc import Iterator
from typing import Any

import pytest

from summarizer import summarize
from summarizer.errors import DeadlineExceededError, SummarizerError
from summarizer.testing import Reply, raw
from tests.complete.quirks import OTHER, J, said
from tests.samples import DRAFT, GOOD, TEXT, Time
from tests.servers.faults import FaultServer

SSE = "text/event-stream; charset=utf-8"


def chunk(delta: Any = None, finish: str | None = None, **body: Any) -> dict[str, Any]:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    return {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": choices, **body}


def sent(*events: Any, end: str = "data: [DONE]\n\n", line: str = "\n", before: str = "") -> str:
    texts = (event if isinstance(event, str) else f"data: {json.dumps(event)}" for event in events)
    return before + "".join(f"{text}{line}{line}" for text in texts) + end.replace("\n", line)


def pieces(text: str = J, name: str = "content", size: int = 7) -> Iterator[dict[str, Any]]:
    yield chunk({"role": "assistant", "content": ""})
    for at in range(0, len(text), size):
        yield chunk({name: text[at : at + size]})


def calls() -> Iterator[dict[str, Any]]:
    yield chunk({"tool_calls": [{"index": 0, "id": "a", "function": {"name": "ArticleDraft", "arguments": ""}}]})
    for at in range(0, len(J), 9):
        yield chunk({"tool_calls": [{"index": 0, "function": {"arguments": J[at : at + 9]}}]})


USAGE = chunk(usage={"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15})
STOP = chunk({}, "stop")

READ = {
    "OpenAI": sent(*pieces(), STOP),
    "with the usage at the end": sent(*pieces(), STOP, USAGE),
    "lines that end as in HTTP": sent(*pieces(), STOP, line="\r\n"),
    "comments before and between": sent(*pieces(), ": ping", STOP, before=": OPENROUTER PROCESSING\n\n"),
    "Azure: what was filtered first": sent(chunk(prompt_filter_results=[{"prompt_index": 0}]), *pieces(), STOP),
    "without an end": sent(*pieces(), STOP, end=""),
    "without a reason": sent(*pieces()),
    "a single piece": sent(*pieces(size=9_999), STOP),
    "thinking before it": sent(*pieces(OTHER, "reasoning_content"), *pieces(), STOP),
    "nothing but thinking": sent(*pieces(name="reasoning_content"), STOP),
    "parts": sent(chunk({"content": [{"type": "thinking", "thinking": OTHER}]}), *pieces(), STOP),
    "the arguments of a function": sent(*calls(), chunk({}, "tool_calls")),
    "a whole completion": sent(said(J)),
    "names of the events": sent(*(f"event: message\ndata: {json.dumps(piece)}" for piece in (*pieces(), STOP))),
    "another choice": sent(*pieces(), {**STOP, "choices": [{"index": 1, "delta": {"content": OTHER}}]}, STOP),
    "texts of plain completions": sent(*({"choices": [{"text": p}]} for p in (J[:9], J[9:])), STOP),
    "numbers and nothing": sent("data: 7", "data: null", "data: []", {"choices": [None]}, *pieces(), STOP),
}


@pytest.mark.parametrize("content_type", [SSE, "application/json", ""])
@pytest.mark.parametrize("name", READ)
def test_a_stream_is_read_whole(name: str, content_type: str, endpoint: FaultServer) -> None:
    endpoint.replies(raw(200, READ[name], content_type=content_type))
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake")
    assert brief.headline == DRAFT["headline"]
    assert [attempt.outcome for attempt in brief.provenance.attempts] == ["ok"]
    if "usage" in name:
        assert brief.provenance.attempts[0].completion_tokens == 5


def test_the_letter_of_a_sentence_and_its_probability_are_read_of_a_stream(endpoint: FaultServer) -> None:
    top = [{"token": token, "logprob": value} for token, value in (("E", -0.1), ("D", -3.0))]
    logged = {"index": 0, "delta": {"content": "E"}, "logprobs": {"content": [{**top[0], "top_logprobs": top}]}}
    endpoint.replies(raw(200, sent({"choices": [logged]}, STOP), content_type=SSE))
    brief = summarize(TEXT, base_url=endpoint.base_url, model="fake", profile="small")
    assert brief.coverage.share == 1


def overload() -> dict[str, Any]:
    return {"error": {"type": "overloaded_error", "message": "Overloaded"}}


FAILED: dict[str, tuple[Reply, str]] = {
    "broken off": (raw(200, sent(*pieces(J[:40]), end=""), content_type=SSE), "EndpointUnavailableError"),
    "an error in its midst": (
        raw(200, sent(*pieces(J[:40]), overload(), end=""), content_type=SSE),
        "EndpointUnavailableError",
    ),
    "too many requests": (
        raw(200, sent({"error": {"code": 429, "message": "Rate limit exceeded"}}), content_type=SSE),
        "RateLimitedError",
    ),
    "no event": (raw(200, "data: [DONE]\n\n", content_type=SSE), "NotAnApiError"),
    "empty": (raw(200, "", content_type=SSE), "NotAnApiError"),
    "no JSON": (raw(200, sent("data: <html>"), content_type=SSE), "NotAnApiError"),
    "half of an event": (raw(200, 'data: {"choices": [{"del', content_type=SSE), "NotAnApiError"),
    "refused": (raw(200, sent(*pieces("I"), chunk({}, "content_filter")), content_type=SSE), "refused"),
    "declined": (raw(200, sent(chunk({"refusal": "I cannot"}), STOP), content_type=SSE), "refused"),
    "cut off": (raw(200, sent(*pieces(J[:40]), chunk({}, "length")), content_type=SSE), "truncated"),
}


@pytest.mark.parametrize("name", FAILED)
def test_a_stream_without_an_answer_is_a_typed_error(name: str, endpoint: FaultServer, time: Time) -> None:
    reply, outcome = FAILED[name]
    endpoint.replies(reply, GOOD)
    try:
        attempts = summarize(TEXT, base_url=endpoint.base_url, model="fake").provenance.attempts
    except SummarizerError as error:
        attempts = error.attempts
    assert attempts[0].outcome == outcome


def test_a_stream_of_very_many_pieces_keeps_to_the_deadline(endpoint: FaultServer) -> None:
    many = 'data: {"choices": [{"index": 0, "delta": {"content": "a"}}]}\n\n' * 200_000
    endpoint.replies(raw(200, many, content_type=SSE))
    started = clock.monotonic()
    with pytest.raises(DeadlineExceededError):
        summarize(TEXT, base_url=endpoint.base_url, model="fake", deadline=0.4)
    assert clock.monotonic() - started < 6
