"""A provider's batch judges answers and errors as a single request does: by the same reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from summarizer.errors import ContextLengthError
from tests.complete.long_requests import LESS_ROOM, SMALLER_WINDOWS
from tests.complete.quirks import QUIRKS
from tests.complete.server_errors import OF_THE_ACCOUNT, OF_THE_ANSWER, OF_THE_TEXT, PASSING, UNCLEAR
from tests.run.batch_api.jobs import articles, asks, brief_of, number_of, results
from tests.samples import TEXT
from tests.servers.batch_api import BatchServer, Line, ok

Command = Callable[..., int]


def line(status: Any, body: Any) -> Line:
    return {"response": {"status_code": status, "request_id": "r", "body": body}, "error": None}


def failures() -> dict[int, str]:
    return {int(r.id[1:]): r.failure.error for r in results() if r.failure}


def test_quirks_are_briefs(server: BatchServer, summarizer: Command) -> None:
    server.reply = lambda request: line(200, QUIRKS[number_of(request)].body)
    summarizer("submit", articles(len(QUIRKS)))
    server.run()
    assert summarizer("collect") == 0
    assert len(server.batches) == 1
    assert all(result.brief and result.brief.events for result in results())


def test_errors_mean_the_same(server: BatchServer, summarizer: Command) -> None:
    given = (*OF_THE_TEXT, *OF_THE_ANSWER, *OF_THE_ACCOUNT, *UNCLEAR)
    server.reply = lambda request: line(given[number_of(request)].status, given[number_of(request)].body)
    summarizer("submit", articles(len(given)))
    server.run()
    assert summarizer("collect") == 1
    assert failures() == {number: each.error.__name__ for number, each in enumerate(given)}
    assert len(server.batches) == 1


def test_what_passes_is_asked_again(server: BatchServer, summarizer: Command) -> None:
    server.reply = lambda request: line(PASSING[number_of(request)].status, PASSING[number_of(request)].body)
    summarizer("submit", articles(len(PASSING)))
    server.run()
    assert summarizer("collect") == 1
    server.reply = brief_of
    server.run()
    assert summarizer("collect") == 0
    outcomes = {int(r.id[1:]): [a.outcome for a in r.attempts] for r in results()}
    assert outcomes == {number: [each.error.__name__, "ok"] for number, each in enumerate(PASSING)}


LINES: tuple[Any, ...] = (
    # https://github.com/mozilla-ai/any-llm/pull/1346
    {"response": None, "error": "timed out"},
    {"response": None, "error": ["timed out"]},
    {"response": None, "error": {"code": None, "message": None}},
    {"response": None, "error": {"code": 504, "message": "timed out"}},
    {"response": None, "error": {"code": "request_timeout", "message": "The request timed out."}},
    {"response": None, "error": 7},
    {"response": None, "error": None},
    {"response": None},
    {},
    {"response": "timed out", "error": None},
    {"response": [], "error": "timed out"},
    {"response": {}, "error": "batch_expired"},
    {"response": {"status_code": 200, "body": None}, "error": {"code": "server_error", "message": "x"}},
    {"response": {"status_code": None, "body": None}, "error": "cancelled"},
)


def test_a_line_with_an_error_in_any_form_fails_that_request_only(server: BatchServer, summarizer: Command) -> None:
    count = len(LINES) + 1
    server.reply = lambda request: brief_of(request) if number_of(request) == len(LINES) else _kept(request)
    summarizer("submit", articles(count))
    server.run()
    assert summarizer("collect") == 1
    assert [result.id for result in results()] == [f"n{len(LINES)}"]
    server.reply = brief_of
    server.run()
    assert summarizer("collect") == 0
    outcomes = {result.id: [attempt.outcome for attempt in result.attempts] for result in results()}
    assert [outcomes[f"n{number}"] for number in range(len(LINES))] == [["BatchEndedError", "ok"]] * len(LINES)


def _kept(request: Line) -> Line:
    kept: Line = LINES[number_of(request)]
    return kept


@pytest.mark.parametrize(
    ("form", "status"), [(json.dumps, 200), (lambda body: body, "200"), (lambda body: body, None)]
)  # fmt: skip
def test_a_body_as_text_and_a_status_as_text_are_read(
    form: Callable[[Any], Any], status: Any, server: BatchServer, summarizer: Command
) -> None:
    server.reply = lambda request: line(status, form(brief_of(request)["response"]["body"]))
    summarizer("submit", articles(1))
    server.run()
    assert summarizer("collect") == 0


@pytest.mark.parametrize(("source", "body", "room"), LESS_ROOM)
def test_less_room_is_asked_for(source: str, body: Any, room: int, server: BatchServer, summarizer: Command) -> None:
    server.reply = lambda request: line(400, body) if request["body"]["max_tokens"] > room else brief_of(request)
    summarizer("submit", articles(1))
    server.run()
    if room < 8000:
        assert summarizer("collect") == 1
        assert [request["body"]["max_tokens"] for (request,) in server.asked] == [8000, room]
        server.run()
    assert summarizer("collect") == 0


def test_an_article_that_is_too_long_is_cut_into_smaller_windows(server: BatchServer, summarizer: Command) -> None:
    with open("in.jsonl", "w", encoding="utf-8") as file:
        file.write(json.dumps({"id": "long", "text": f"{TEXT}\n" * 120}))
    too_long = SMALLER_WINDOWS[0][2]
    server.reply = lambda request: line(400, too_long) if len(asks(request)) > 12_000 else ok({
        "actors": [], "events": [], "commitments": [], "headline": "h", "summary": "s",
    })  # fmt: skip
    summarizer("submit", "in.jsonl")
    server.run()
    assert summarizer("collect") == 1
    server.run()
    assert summarizer("collect") == 0
    first, again = server.asked
    assert len(again) > len(first)
    assert again[0]["body"]["max_tokens"] == first[0]["body"]["max_tokens"] // 2
    (result,) = results()
    assert result.brief is not None
    assert result.brief.coverage.failures == ()
    assert result.brief.coverage.windows_planned == len(again)
    assert len(result.attempts) == len(first) + len(again)


def test_an_article_that_never_fits_is_a_failure(server: BatchServer, summarizer: Command) -> None:
    server.reply = lambda request: line(400, SMALLER_WINDOWS[0][2])
    summarizer("submit", articles(1))
    for _ in range(4):
        server.run()
        assert summarizer("collect") == 1
    (result,) = results()
    assert result.failure is not None
    assert result.failure.error == ContextLengthError.__name__
    assert len(server.batches) == 4


def test_half_a_character_is_replaced_in_the_request(server: BatchServer, summarizer: Command) -> None:
    with open("in.jsonl", "w", encoding="utf-8") as file:
        file.write(json.dumps({"id": "n0", "text": f"{TEXT} \ud83d It is report 0.", "title": "\udea2 Reyes"}))
    summarizer("submit", "in.jsonl")
    server.run()
    assert summarizer("collect") == 0
    ((request,),) = server.asked
    assert "\ufffd" in asks(request)
    (result,) = results()
    assert result.brief is not None
