"""Verification in a provider's batch: a further batch, with the requests and the outcome of single calls."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

import summarizer as library
from summarizer.run.batch_api.job_file import open_job
from summarizer.schema import Reader, Result
from summarizer.testing import Reply, answer
from tests.complete.long_requests import SMALLER_WINDOWS
from tests.run.batch_api.jobs import articles, asks, brief_of, number_of, results
from tests.samples import DRAFT, TEXT
from tests.servers.batch_api import BatchServer, Line, ended, http, ok
from tests.servers.faults import Exchange, FaultServer

Command = Callable[..., int]

STATED = ["1 a:s b:s c:s d:s e:s", "2 a:s b:s c:s d:s", "3 a:s b:s c:s d:s e:s", "4 a:s"]
"""The verdicts on the two events and the commitment that are left of `DRAFT`, and on the headline."""

CONTRADICTED = ["1 a:s b:s c:s d:s e:n", "2 a:c b:s c:s d:s", STATED[2], "4 a:n"]
"""The place of the first event and the headline are not stated, and the second event is wrong."""


def verifies(line: Line) -> bool:
    return bool(line["body"]["response_format"]["json_schema"]["name"] == "VerdictDraft")


def then(*replies: Line) -> Callable[[Line], Line]:
    """Answer requests for briefs well, and those of each verification with these, the last one for good."""
    seen: dict[int, int] = {}

    def reply(line: Line) -> Line:
        if not verifies(line):
            return brief_of(line)
        number = number_of_article(line)
        seen[number] = seen.get(number, -1) + 1
        return replies[min(seen[number], len(replies) - 1)]

    return reply


def number_of_article(line: Line) -> int:
    """The number of the article whose brief is verified; its text is not in the request, but its id."""
    return int(line["custom_id"].partition("-")[0])


def verdicts(*lines: str) -> Line:
    return ok({"verdicts": list(lines or STATED)})


def drafted(server: BatchServer, summarizer: Command, count: int = 1, *options: str) -> None:
    """Submit articles, and collect the drafts of their briefs."""
    assert summarizer("submit", articles(count), "--verify", *options) == 0
    server.run()
    assert summarizer("collect") == 1


def outcomes(result: Result) -> list[tuple[int, str]]:
    return [(attempt.window, attempt.outcome) for attempt in result.attempts]


def test_a_further_batch_verifies_the_briefs(
    server: BatchServer, summarizer: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    server.reply = then(verdicts(*CONTRADICTED))
    drafted(server, summarizer, 3)
    assert "3 articles wait for answers, 3 of them for a follow-up batch (3 to be verified)" in capsys.readouterr().err
    assert results() == [], "a brief is not written before it is verified"
    assert [[verifies(line) for line in asked] for asked in server.asked] == [[False] * 3, [True] * 3]
    assert summarizer("status") == 1
    assert "batch_2\tvalidating\t0 of 3 answered, 0 failed, 3 verify claims" in capsys.readouterr().out
    assert summarizer("collect") == 1, "nothing has come meanwhile"
    server.run()
    assert summarizer("status") == 0
    assert "run 'summarizer batch collect --job job.db" in capsys.readouterr().err
    assert summarizer("collect") == 0
    assert len(server.batches) == 2
    for result in results():
        assert result.brief is not None
        assert [event.summary for event in result.brief.events] == ["Ana Reyes is to visit Lisbon."]
        assert [doubt.field for doubt in result.brief.events[0].unsupported] == ["place"]
        assert [(doubt.field, doubt.reader) for doubt in result.brief.unsupported] == [("headline", Reader.MODEL)]
        assert outcomes(result) == [(0, "ok"), (1, "ok")]
        half = (10 * 2.0 + 5 * 8.0) / 1e6 / 2
        assert [attempt.cost for attempt in result.attempts] == pytest.approx([half, half])
        provenance = result.brief.provenance
        assert provenance.verification is not None
        assert (provenance.verification.claims_done, provenance.verification.failures) == (4, ())
        # The batches were created 100 s apart and took a minute each.
        assert (provenance.finished - provenance.started).total_seconds() == 160
    first = Path("briefs.jsonl").read_bytes()
    assert summarizer("status") == summarizer("collect") == 0
    assert (Path("briefs.jsonl").read_bytes(), len(server.batches)) == (first, 2)


def test_requests_and_brief_are_those_of_a_single_call(
    server: BatchServer, summarizer: Command, endpoint: FaultServer
) -> None:
    server.reply = then(verdicts(*CONTRADICTED))
    drafted(server, summarizer)
    server.run()
    assert summarizer("collect") == 0

    def alike(exchange: Exchange) -> Reply:
        name = exchange.body["response_format"]["json_schema"]["name"]
        return answer({"verdicts": CONTRADICTED} if name == "VerdictDraft" else {**DRAFT, "headline": "Headline 0"})

    endpoint.replies(alike)
    single = library.summarize(f"{TEXT} It is report 0.", base_url=endpoint.base_url, model="gpt-4.1", verify=True)
    assert [line["body"] for asked in server.asked for line in asked] == endpoint.requests
    batched = results()[0].brief
    assert batched is not None
    both = [brief.model_dump(exclude={"article", "provenance"}) for brief in (batched, single)]
    assert both[0] == both[1]
    assert batched.provenance.verification == single.provenance.verification


@pytest.mark.parametrize(
    ("wrong", "outcome"),
    [
        (verdicts("1 a:s b:s"), "invalid"),
        (http(503), "EndpointUnavailableError"),
        (ended(), "BatchEndedError"),
        (ok('{"verdicts": [', finish="length"), "truncated"),
    ],
)
def test_what_may_get_better_is_asked_again(
    server: BatchServer, summarizer: Command, wrong: Line, outcome: str
) -> None:
    server.reply = then(wrong, verdicts())
    drafted(server, summarizer, 2)
    server.run()
    assert summarizer("collect") == 1
    server.run()
    assert summarizer("collect") == 0
    assert [len(asked) for asked in server.asked] == [2, 2, 2]
    assert [outcomes(result) for result in results()] == [[(0, "ok"), (1, outcome), (1, "ok")]] * 2
    assert all(r.brief and r.brief.provenance.verification and not r.brief.dropped[1:] for r in results())


@pytest.mark.parametrize(
    ("wrong", "error", "batches"),
    [
        (http(400), "RequestRejectedError", 2),
        (http(401), "AuthenticationError", 2),
        (ok("", refusal="I cannot"), "RefusedAnswerError", 2),
        (http(400, "context_length_exceeded", "too long"), "ContextLengthError", 2),
        (ok("no json"), "InvalidAnswerError", 3),
        (http(500), "EndpointUnavailableError", 5),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_the_brief_stays_if_its_verification_fails_unless_strict(
    server: BatchServer, summarizer: Command, monkeypatch: pytest.MonkeyPatch, wrong: Line, error: str, batches: int,
    strict: bool,
) -> None:  # fmt: skip
    monkeypatch.setenv("SUMMARIZER_STRICT", str(strict))
    server.reply = then(wrong)
    drafted(server, summarizer)
    for left in (1,) * (batches - 2) + (int(strict),):
        server.run()
        assert summarizer("collect") == left
    assert len(server.batches) == batches
    (result,) = results()
    assert [window for window, _ in outcomes(result)] == [0, *[1] * (batches - 1)]
    if strict:
        assert result.failure is not None
        assert result.failure.error == error
    else:
        assert result.brief is not None
        assert result.brief.provenance.verification is not None
        assert result.brief.provenance.verification.failures == (error,)
        assert result.brief.provenance.verification.claims_done == 0
        assert len(result.brief.events) == 2


def test_one_batch_has_what_is_asked_again_and_what_is_verified(
    server: BatchServer, summarizer: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    server.reply = lambda line: brief_of(line) if number_of(line) else http(500)
    drafted(server, summarizer, 2)
    assert "2 of them for a follow-up batch (1 to be verified)" in capsys.readouterr().err
    server.reply = then(verdicts())
    server.run()
    assert summarizer("collect") == 1
    assert [result.id for result in results()] == ["n1"]
    server.run()
    assert summarizer("collect") == 0
    assert [[verifies(line) for line in asked] for asked in server.asked] == [[False] * 2, [False, True], [True]]


def test_a_brief_without_claims_needs_no_request(server: BatchServer, summarizer: Command) -> None:
    empty = {"events": [], "commitments": [], "headline": "", "summary": ""}
    server.reply = lambda line: ok(DRAFT | empty)
    assert summarizer("submit", articles(1), "--verify") == 0
    server.run()
    assert summarizer("collect") == 0
    (result,) = results()
    assert result.brief is not None
    assert result.brief.provenance.verification is not None
    assert (result.brief.provenance.verification.claims_planned, len(server.batches)) == (0, 1)


def test_an_article_without_a_brief_is_not_verified(server: BatchServer, summarizer: Command) -> None:
    server.reply = lambda line: ok("", refusal="I cannot")
    drafted(server, summarizer)
    assert [result.failure.error for result in results() if result.failure] == ["RefusedAnswerError"]
    assert len(server.batches) == 1


def test_without_further_batches_nothing_is_verified_until_they_are_allowed(
    server: BatchServer, summarizer: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    server.reply = then(verdicts())
    assert summarizer("submit", articles(2), "--verify") == 0
    server.run()
    for _ in range(2):
        assert summarizer("collect", "--no-reask") == 1
        assert "2 not sent" in capsys.readouterr().err
    assert (len(server.batches), results()) == (1, [])
    assert summarizer("collect") == 1
    server.run()
    assert summarizer("collect", "--no-reask") == 0
    assert len(server.batches) == 2


@pytest.mark.parametrize("created", [False, True])
def test_a_batch_of_verification_is_paid_for_once_whatever_breaks(
    server: BatchServer, summarizer: Command, created: bool
) -> None:
    server.reply = then(verdicts())
    assert summarizer("submit", articles(2), "--verify") == 0
    server.run()
    server.on_create = lambda: None if created else 500
    server.fault_after_create = 0 if created else None
    assert summarizer("collect") == 4
    server.on_create, server.fault_after_create = lambda: None, None
    assert summarizer("collect") == 1
    server.run()
    server.breaks_off = True
    assert summarizer("collect") == 4
    server.breaks_off = False
    assert summarizer("collect") == 0
    assert [len(asked) for asked in server.asked] == [2, 2]
    assert len(server.files) == 2 + 2, "what was asked, and what was answered"


def test_windows_and_verification_have_numbers_of_their_own(server: BatchServer, summarizer: Command) -> None:
    with open("in.jsonl", "w", encoding="utf-8") as file:
        file.write(json.dumps({"id": "long", "title": "h", "text": f"{TEXT}\n" * 120}))
    too_long = {"response": {"status_code": 400, "request_id": "r", "body": SMALLER_WINDOWS[0][2]}, "error": None}
    event = {**DRAFT["events"][1], "agents": [], "when": None}

    def reply(line: Line) -> Line:
        if verifies(line):
            return verdicts("1 a:s b:s")
        if len(asks(line)) > 12_000:
            return too_long
        events = [event] if "[2] On Monday" in asks(line) else []
        return ok({"actors": [], "events": events, "commitments": [], "headline": "h", "summary": ""})

    server.reply = reply
    assert summarizer("submit", "in.jsonl", "--verify") == 0
    for left in (1, 1, 0):
        server.run()
        assert summarizer("collect") == left
    (result,) = results()
    windows = [line["custom_id"].split("-")[1] for asked in server.asked for line in asked]
    assert windows == [str(number) for number in range(len(windows))]
    assert [attempt.window for attempt in result.attempts] == list(range(len(windows)))
    assert result.brief is not None
    assert result.brief.provenance.verification is not None
    assert result.brief.provenance.verification.claims_done == len(result.brief.events) == 1


def test_a_job_is_verified_as_it_was_submitted(
    server: BatchServer, summarizer: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = articles(1)
    assert summarizer("submit", path) == 0
    assert summarizer("submit", path, "--verify") == 3
    assert "different values of: prompt, schema" in capsys.readouterr().err
    server.run()
    monkeypatch.setenv("SUMMARIZER_VERIFY", "1")
    assert summarizer("collect") == 0
    assert all(result.brief and result.brief.provenance.verification is None for result in results())
    assert summarizer("submit", path, "--job", "other.db") == 0
    monkeypatch.delenv("SUMMARIZER_VERIFY")
    server.reply = then(verdicts())
    server.run()
    assert summarizer("collect", "--job", "other.db") == 1
    assert verifies(server.asked[-1][0])


def test_a_job_file_of_before_there_was_verification_is_collected(server: BatchServer, summarizer: Command) -> None:
    assert summarizer("submit", articles(1)) == 0
    with open_job(Path("job.db")) as job:
        given = {name: value for name, value in job.get("given").items() if name != "verify"}
    with sqlite3.connect("job.db") as db:
        db.execute("UPDATE job SET value = ? WHERE name = 'given'", (json.dumps(given),))
        db.execute("DROP TABLE drafted")
    server.run()
    assert summarizer("collect") == 0
