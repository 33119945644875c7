"""Requests and the files that hold them: split by the limits of the provider, and asked as they would be one by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.run.batch_api.client import open_provider_batch
from summarizer.settings import load_settings
from summarizer.testing import answer
from tests.run.batch_api.jobs import EMPTY, articles, asks, results
from tests.samples import DRAFT, TEXT
from tests.servers.batch_api import BatchServer, Line, http, ok
from tests.servers.faults import FaultServer


def test_files_are_split_by_requests_and_windows_find_their_article(
    server: BatchServer, summarizer: Callable[..., int]
) -> None:
    server.reply = lambda line: ok("A" if "met Amb" in asks(line) else EMPTY)
    assert summarizer("submit", articles(3), "--profile", "small", "--most-requests", "4") == 0
    sizes = [len(asked) for asked in server.asked]
    windows = sum(sizes)
    assert windows > 9
    assert sizes == [4] * (windows // 4) + [windows % 4] * (windows % 4 > 0)
    ids = [line["custom_id"] for asked in server.asked for line in asked]
    assert len(set(ids)) == len(ids)
    server.run()
    assert summarizer("collect") == 0
    for result in results():
        assert result.brief is not None
        (event,) = result.brief.events
        assert "On Monday she met Ambassador Tom Hale" in event.evidence[0].quote
        assert result.brief.coverage.share == 1


def test_files_are_split_by_bytes(server: BatchServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    from summarizer.article.files import read_articles

    path = articles(5)
    with open_provider_batch(tmp_path / "one.db", load_settings()) as provider:
        provider.submit(read_articles([path]), [path])
    (whole,) = (server.files[batch["input_file_id"]] for batch in server.batches.values())
    most = len(whole) * 2 // 5 + 50
    with open_provider_batch(tmp_path / "job.db", load_settings(), max_bytes=most) as provider:
        provider.submit(read_articles([path]), [path])
        told = [batch.bytes for batch in provider.job.batches()]
    files = [server.files[batch["input_file_id"]] for batch in server.batches.values()][1:]
    assert [len(file.splitlines()) for file in files] == [2, 2, 1]
    assert [len(file) for file in files] == told
    assert max(told) <= most


def test_a_re_ask_reads_as_one_of_the_gateway(
    server: BatchServer, summarizer: Callable[..., int], endpoint: FaultServer
) -> None:
    wrong = {**DRAFT, "events": [{**DRAFT["events"][0], "sentences": [99]}]}
    server.reply = lambda line: ok(wrong)
    summarizer("submit", articles(1))
    server.run()
    summarizer("collect")
    import summarizer as library

    endpoint.replies(answer(wrong), answer(DRAFT))
    library.summarize(f"{TEXT} It is report 0.", base_url=endpoint.base_url, model="gpt-4.1")
    assert server.asked[1][0]["body"] == endpoint.requests[1]


def test_what_a_server_does_not_understand_is_left_out(server: BatchServer, summarizer: Callable[..., int]) -> None:
    def reply(line: Line) -> Line:
        if "max_tokens" in line["body"]:
            return http(400, "unsupported_parameter", "'max_tokens' is not supported, use 'max_completion_tokens'")
        if line["body"]["response_format"]["type"] == "json_schema":
            return http(400, "unsupported_parameter", "no response_format of type json_schema")
        return ok(f"Here it is: ```json\n{json.dumps(DRAFT)}```")

    server.reply = reply
    summarizer("submit", articles(2))
    for left in (1, 1, 0):
        server.run()
        assert summarizer("collect") == left
    assert [[attempt.outcome for attempt in result.attempts] for result in results()] == [
        ["RequestRejectedError", "RequestRejectedError", "ok"]
    ] * 2
