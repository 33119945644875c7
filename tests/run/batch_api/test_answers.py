"""What a provider answered: a brief, a failure, or a question that is asked again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.run.batch_api.jobs import EMPTY, articles, asks, brief_of, headlines, number_of, results
from tests.samples import DRAFT
from tests.servers.batch_api import BatchServer, Line, http, ok


def test_a_part_that_failed_is_asked_again_and_the_rest_is_written(
    server: BatchServer, summarizer: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    faults = {0: http(500), 1: http(429, "rate_limit_exceeded"), 2: http(400), 3: None}
    server.reply = lambda line: faults.get(number_of(line), brief_of(line))
    summarizer("submit", articles(5))
    server.run()
    assert summarizer("collect") == 1
    assert [result.id for result in results()] == ["n2", "n4"]
    assert "3 articles wait for answers, 3 of them for a follow-up batch" in capsys.readouterr().err
    # What can't get better is a failure; the rest, and that of which the files say nothing, is asked again as it was.
    assert [result.failure.error for result in results() if result.failure] == ["RequestRejectedError"]
    first, again = server.asked
    assert [line["body"] for line in again] == [first[i]["body"] for i in (0, 1, 3)]
    server.reply = brief_of
    server.run()
    assert summarizer("collect") == 1
    assert headlines() == ["Headline 0", "Headline 1", "-", "Headline 3", "Headline 4"]
    outcomes = [[attempt.outcome for attempt in result.attempts] for result in results()]
    assert outcomes == [
        ["EndpointUnavailableError", "ok"], ["RateLimitedError", "ok"], ["RequestRejectedError"],
        ["BatchEndedError", "ok"], ["ok"],
    ]  # fmt: skip


def test_a_fault_that_stays_ends_after_three_rounds(server: BatchServer, summarizer: Callable[..., int]) -> None:
    server.reply = lambda line: http(503)
    summarizer("submit", articles(1))
    for _ in range(4):
        server.run()
        assert summarizer("collect") == 1
    assert len(server.asked) == 4
    (result,) = results()
    assert result.failure is not None
    assert result.failure.error == "EndpointUnavailableError"
    assert len(result.attempts) == 4


def test_an_answer_that_does_not_fit_is_asked_again_with_its_faults(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    wrong = ok({**DRAFT, "events": [{**DRAFT["events"][0], "sentences": [99]}]})
    server.reply = lambda line: wrong
    summarizer("submit", articles(1))
    server.run()
    assert summarizer("collect") == 1
    (first,), (again,) = server.asked
    *question, last, faults = again["body"]["messages"]
    assert question == first["body"]["messages"]
    assert last == {"role": "assistant", "content": wrong["response"]["body"]["choices"][0]["message"]["content"]}
    assert "no sentence 99" in faults["content"]
    server.reply = brief_of
    server.run()
    assert summarizer("collect") == 0
    assert [attempt.outcome for attempt in results()[0].attempts] == ["invalid", "ok"]


def test_an_answer_that_never_fits_is_re_asked_once_and_is_a_failure(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    server.reply = lambda line: ok("no json")
    summarizer("submit", articles(1))
    for _ in range(3):
        server.run()
        assert summarizer("collect") == 1
    assert len(server.batches) == 2
    (result,) = results()
    assert result.failure is not None
    assert result.failure.error == "InvalidAnswerError"
    assert [attempt.outcome for attempt in result.attempts] == ["invalid", "invalid"]
    assert sum(attempt.cost or 0 for attempt in result.attempts) == pytest.approx(6e-5)


def test_an_answer_that_was_cut_is_asked_for_once_more_with_more_room(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    server.reply = lambda line: ok('{"actors": [', finish="length")
    summarizer("submit", articles(2))
    server.run()
    assert summarizer("collect") == 1
    first, again = server.asked
    assert again[0]["body"] == {**first[0]["body"], "max_tokens": 2 * first[0]["body"]["max_tokens"]}
    server.reply = lambda line: brief_of(line) if number_of(line) else ok("", finish="length")
    server.run()
    assert summarizer("collect") == 1
    assert [[attempt.outcome for attempt in result.attempts] for result in results()] == [
        ["truncated", "truncated"], ["truncated", "ok"],
    ]  # fmt: skip
    assert [result.failure.error for result in results() if result.failure] == ["TruncatedAnswerError"]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (ok("", refusal="I cannot"), "RefusedAnswerError"),
        (http(401), "AuthenticationError"),
        (http(404, "model_not_found", "The model does not exist"), "UnknownModelError"),
        ({"response": {"status_code": 200, "body": {"hello": 1}}, "error": None}, "NotAnApiError"),
        ({"response": {"status_code": 200, "body": None}, "error": None}, "NotAnApiError"),
    ],
)
def test_what_is_hopeless_is_asked_once(
    server: BatchServer, summarizer: Callable[..., int], reply: Line, error: str
) -> None:
    server.reply = lambda line: reply
    summarizer("submit", articles(1))
    server.run()
    assert summarizer("collect") == 1
    assert len(server.batches) == 1
    assert [result.failure.error for result in results() if result.failure] == [error]


def test_a_window_that_failed_leaves_a_brief_of_the_others(server: BatchServer, summarizer: Callable[..., int]) -> None:
    server.reply = lambda line: ok("", refusal="no") if "met Amb" in asks(line) else ok(EMPTY)
    summarizer("submit", articles(1), "--profile", "small")
    server.run()
    assert summarizer("collect") == 0
    brief = results()[0].brief
    assert brief is not None
    assert brief.coverage.failures == ("RefusedAnswerError",)
    assert 0 < brief.coverage.share < 1
