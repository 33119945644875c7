"""One brief over HTTP: what is read, in which formats it comes, and the problem of every kind of error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from summarizer.output.formats import FORMATS, MEDIA_TYPES
from summarizer.schema import Brief
from summarizer.testing import LoopbackServer, Reply, answer, failure, raw
from tests.documents import page
from tests.samples import DRAFT, GOOD, SECRET, TEXT
from tests.servers.faults import FaultServer
from tests.servers.service import Client, serving

HTML_PAGE = page()
ARTICLE = {"text": TEXT, "title": "Port", "published": "2026-01-29", "id": "n1"}


@pytest.fixture
def client(endpoint: FaultServer) -> Iterator[Client]:
    endpoint.replies(GOOD)
    with serving(endpoint.base_url) as client:
        yield client


def test_a_brief_comes_as_json(client: Client) -> None:
    answered = client.post("/v1/briefs", json=ARTICLE)
    assert answered.status_code == 200
    brief = Brief.model_validate_json(answered.content)
    assert (brief.article.id, brief.article.title, brief.article.text) == ("n1", "Port", TEXT)
    assert all(TEXT[e.start : e.end] == e.quote for item in brief.events for e in item.evidence)
    assert len(brief.events) == 2
    assert len(brief.dropped) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_comes_by_its_media_type_and_by_its_name(client: Client, format: str) -> None:
    media_type = MEDIA_TYPES[format]
    by_type = client.post("/v1/briefs", json=ARTICLE, headers={"Accept": f"image/png, {media_type}"})
    by_name = client.post(f"/v1/briefs?format={format}", json=ARTICLE, headers={"Accept": "image/png"})
    for answered in (by_type, by_name):
        assert answered.status_code == 200
        assert answered.headers["content-type"].partition(";")[0] == media_type
        assert "Reyes" in answered.text


@pytest.mark.parametrize(
    ("accept", "format"),
    [("*/*", "json"), ("", "json"), ("text/html,application/xhtml+xml,*/*;q=0.8", "html"), ("text/*", "text/"),
     ("application/json;q=0.2, text/markdown", "markdown"), ("application/*", "json")],
)  # fmt: skip
def test_the_format_is_what_is_liked_best(client: Client, accept: str, format: str) -> None:
    media_type = client.post("/v1/briefs", json=ARTICLE, headers={"Accept": accept}).headers["content-type"]
    assert media_type.startswith(MEDIA_TYPES.get(format, format))


@pytest.mark.parametrize("accept", ["image/png", "junk", "application/json;q=0"])
def test_a_format_that_there_is_not_is_refused_before_the_model_is_asked(
    client: Client, endpoint: FaultServer, accept: str
) -> None:
    answered = client.post("/v1/briefs", json=ARTICLE, headers={"Accept": accept})
    assert (answered.status_code, endpoint.requests) == (406, [])
    assert "text/calendar" in answered.json()["detail"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), "text/plain"),
        (TEXT.encode("utf-16"), "text/plain; charset=utf-16"),
        (TEXT.encode("utf-32-le"), "text/plain; format=flowed; charset=utf-32-le"),
        (TEXT.encode("utf-32-le"), 'Text/Plain;charset="utf-32-le"; format=flowed'),
        (HTML_PAGE.encode(), "text/html"),
        (json.dumps({"uri": "u", "body_text": TEXT, "standard": {"name": "ninjs"}}).encode(), "application/json"),
        (f"Subject: Port\n\n{TEXT}".encode(), "message/rfc822"),
        (f"# Port\n\n{TEXT}".encode(), "text/markdown"),
    ],
)
def test_documents_are_read_by_their_type(client: Client, body: bytes, content_type: str) -> None:
    answered = client.post("/v1/briefs", content=body, headers={"Content-Type": content_type})
    assert answered.status_code == 200, answered.text
    assert "Foreign Minister Ana Reyes is to visit Lisbon next week" in answered.json()["article"]["text"]


def test_the_options_are_those_of_the_library(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    with serving(endpoint.base_url) as client:
        url = "/v1/briefs?include_text=false&language=fr&published=2026-02-03&title=Quay&profile=large&strict=true"
        brief = client.post(url, json=ARTICLE).json()
    assert brief["article"]["text"] is None
    assert (brief["article"]["published"], brief["article"]["title"]) == ("2026-02-03", "Quay")
    assert "fr" in json.dumps(endpoint.requests[0]["messages"])


def test_an_address_is_read_by_the_rules_of_the_library(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    answered = raw(200, HTML_PAGE, content_type="text/html")
    site = LoopbackServer(answered.send)
    url = f"{site.start().removesuffix('/v1')}/port.html"
    try:
        with serving(endpoint.base_url) as client:
            refused = client.post("/v1/briefs", json={"url": url})
        with serving(endpoint.base_url, settings={"private_addresses": True}) as client:
            read = client.post("/v1/briefs", json={"url": url, "title": "Mine"})
    finally:
        site.stop()
    assert refused.status_code == 422
    assert "not a public address" in refused.json()["detail"]
    assert read.status_code == 200, read.text
    assert (read.json()["article"]["url"], read.json()["article"]["title"]) == (url, "Mine")


@pytest.mark.parametrize("url", ["/etc/passwd", "file:///etc/passwd", "-", "README.md", "ftp://host/x", ""])
def test_no_file_of_the_machine_is_read(client: Client, endpoint: FaultServer, url: str) -> None:
    answered = client.post("/v1/briefs", json={"url": url})
    assert (answered.status_code, endpoint.requests) == (422, [])


@pytest.mark.parametrize(
    ("body", "content_type", "status", "error"),
    [
        (b'{"text": ""}', "application/json", 422, "EmptyArticleError"),
        (b'{"text": "Two words."}', "application/json", 422, "ArticleTooShortError"),
        (b'{"text": "x", "published": "soon"}', "application/json", 422, "InvalidDateError"),
        (b'{"title": "x"}', "application/json", 422, "UnreadableArticleError"),
        (b"{", "application/json", 422, "UnreadableArticleError"),
        (b"[]", "application/json", 422, "UnreadableArticleError"),
        (json.dumps([ARTICLE, ARTICLE]).encode(), "application/json", 422, "UnreadableArticleError"),
        (b"\x89PNG....", "image/png", 415, "UnsupportedFormatError"),
        (TEXT.encode(), "application/x-www-form-urlencoded", 415, "UnsupportedFormatError"),
        (json.dumps({"text": "word " * 120_000}).encode(), "application/json", 413, "ArticleTooLargeError"),
    ],
)
def test_input_that_cannot_be_used_is_the_callers(
    client: Client, endpoint: FaultServer, body: bytes, content_type: str, status: int, error: str
) -> None:
    answered = client.post("/v1/briefs", content=body, headers={"Content-Type": content_type})
    assert_problem(answered, status, error)
    assert endpoint.requests == []


@pytest.mark.parametrize(
    ("query", "name"),
    [("langage=fr", "langage"), ("profile=huge", "profile"), ("language=ignore%20all", "language"),
     ("deadline=-1", "deadline"), ("format=png", "format"), ("base_url=http://a", "base_url"), ("model=x", "model")],
)  # fmt: skip
def test_an_option_that_there_is_not_is_named(client: Client, endpoint: FaultServer, query: str, name: str) -> None:
    answered = client.post(f"/v1/briefs?{query}", json=ARTICLE)
    assert (answered.status_code, endpoint.requests) == (422, [])
    assert answered.headers["content-type"] == "application/problem+json"
    assert answered.json()["detail"].startswith(f"{name}:")


@pytest.mark.parametrize(
    ("reply", "settings", "status", "error"),
    [
        (failure(500), {}, 503, "EndpointUnavailableError"),
        (failure(429, "rate_limit_exceeded", retry_after="7"), {}, 429, "RateLimitedError"),
        (failure(429, "insufficient_quota", "you exceeded your current quota"), {}, 402, "QuotaExhaustedError"),
        (failure(401, message=f"wrong key {SECRET}"), {}, 502, "AuthenticationError"),
        (failure(400, message="no such parameter"), {}, 502, "RequestRejectedError"),
        (failure(404, message="no such model"), {}, 500, "UnknownModelError"),
        (raw(200, "<html>", content_type="text/html"), {}, 502, "NotAnApiError"),
        (answer("", refusal="no"), {}, 502, "RefusedAnswerError"),
        (answer("words"), {"reasks": 0}, 502, "InvalidAnswerError"),
        (answer(DRAFT), {"token_budget": 10}, 402, "BudgetExceededError"),
    ],
)
def test_errors_of_the_model_have_their_status_hint_and_ledger(
    endpoint: FaultServer, reply: Reply, settings: dict[str, Any], status: int, error: str
) -> None:
    endpoint.replies(reply)
    with serving(endpoint.base_url, settings={"api_key": SECRET, **settings}) as client:
        answered = client.post("/v1/briefs", json=ARTICLE)
    assert_problem(answered, status, error)
    assert SECRET not in answered.text
    assert len(answered.json()["attempts"]) == len(endpoint.requests)
    assert ("retry-after" in answered.headers) == (status in (429, 503))
    if error == "RateLimitedError":
        assert int(answered.headers["retry-after"]) in (6, 7)


def test_an_endpoint_that_is_down_is_unavailable() -> None:
    with serving("http://127.0.0.1:9/v1") as client:
        assert_problem(client.post("/v1/briefs", json=ARTICLE), 503, "EndpointUnavailableError")


def assert_problem(answered: Any, status: int, error: str) -> None:
    problem = answered.json()
    assert (answered.status_code, problem["status"]) == (status, status), answered.text
    assert answered.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:newsroom-summarizer:error:{error}"
    assert problem["detail"]
    assert problem["title"]
    assert "hint" in problem
