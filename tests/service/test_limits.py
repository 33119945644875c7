"""Limits: sizes, requests at once, time; and the figures that tell of them."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.samples import GOOD, TEXT, slow
from tests.servers.faults import Exchange, FaultServer
from tests.servers.service import Client, serving
from tests.timing import wait_until


def chunked(size: int) -> Iterator[bytes]:
    """A body whose length is not told before."""
    for _ in range(size // 1000):
        yield b" " * 1000


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(("path", "limit"), [("/v1/briefs", 20_000), ("/", 20_000), ("/v1/batches", 50_000)])
def test_a_body_that_is_too_large_is_refused(
    endpoint: FaultServer, tmp_path_factory: pytest.TempPathFactory, path: str, limit: int, told: bool
) -> None:
    data = tmp_path_factory.mktemp("data")
    with serving(endpoint.base_url, max_body=20_000, max_batch=50_000, data=data) as client:
        body = b" " * (limit + 1000) if told else chunked(limit + 1000)
        answered = client.post(path, content=body, headers={"Content-Type": "text/plain"})
        assert answered.status_code == 413
        assert "the limit" in answered.text
        assert list((data / "batches").iterdir()) == []
        assert client.get("/healthz").status_code == 200
    assert endpoint.requests == []


def test_more_requests_than_there_are_places_are_sent_away(endpoint: FaultServer) -> None:
    go = threading.Event()

    def waiting(exchange: Exchange) -> object:
        go.wait(20)
        return GOOD

    endpoint.replies(waiting)  # type: ignore[arg-type]
    with serving(endpoint.base_url, max_requests=2) as client, ThreadPoolExecutor(3) as pool:
        under_way = [pool.submit(client.post, "/v1/briefs", json={"text": TEXT}) for _ in range(2)]
        wait_until(lambda: len(endpoint.requests) == 2)
        refused = [client.post("/v1/briefs", json={"text": TEXT}), client.post("/", data={"text": TEXT})]
        assert "summarizer_briefs_in_progress 2.0" in client.get("/metrics").text
        go.set()
        assert [one.result().status_code for one in under_way] == [200, 200]
        assert [one.status_code for one in refused] == [429, 429]
        assert int(refused[0].headers["retry-after"]) >= 1
        assert refused[0].json()["retryable"]
        assert client.post("/v1/briefs", json={"text": TEXT}).status_code == 200
        assert client.service.briefs.places.taken == 0


@pytest.mark.parametrize(("query", "deadline"), [("?deadline=0.3", 60.0), ("", 0.3), ("?deadline=60", 0.3)])
def test_a_brief_that_takes_too_long_ends_at_the_deadline(endpoint: FaultServer, query: str, deadline: float) -> None:
    endpoint.replies(slow(3))
    with serving(endpoint.base_url, deadline=deadline) as client:
        answered = client.post(f"/v1/briefs{query}", json={"text": TEXT})
        assert answered.status_code == 504
        assert answered.json()["type"].endswith("DeadlineExceededError")
        assert answered.json()["retryable"]


def test_a_body_that_does_not_come_ends_at_the_deadline(endpoint: FaultServer) -> None:
    with serving(endpoint.base_url, deadline=0.3) as client:
        with socket.create_connection((client.base_url.host, client.base_url.port or 0)) as sock:
            sock.sendall(b"POST /v1/briefs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{")
            sock.settimeout(10)
            assert b" 504 " in sock.recv(4096).splitlines()[0]
        assert client.service.briefs.places.taken == 0


def test_the_figures_tell_of_briefs_errors_tokens_and_responses(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    with serving(endpoint.base_url, settings={"prices": {"fake-1": [1, 1, 1], "m": [1, 1, 1]}}) as client:
        for text in (TEXT, TEXT, ""):
            client.post("/v1/briefs", content=json.dumps({"text": text}), headers={"Content-Type": "application/json"})
        client.get("/not-there/17")
        found = client.get("/metrics")
    assert found.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = set(found.text.splitlines())
    assert {
        'summarizer_briefs_total{from="request",outcome="brief"} 2.0',
        'summarizer_briefs_total{from="request",outcome="EmptyArticleError"} 1.0',
        'summarizer_model_tokens_total{kind="prompt"} 20.0',
        'summarizer_model_requests_total{outcome="ok"} 2.0',
        'summarizer_http_requests_total{method="POST",path="/v1/briefs",status="200"} 2.0',
        'summarizer_http_requests_total{method="POST",path="/v1/briefs",status="422"} 1.0',
        'summarizer_http_requests_total{method="GET",path="other",status="404"} 1.0',
        "summarizer_brief_seconds_count 3.0",
        "summarizer_briefs_in_progress 0.0",
    } <= lines
    assert "not-there" not in found.text


def test_the_openapi_document_describes_paths_bodies_and_problems(endpoint: FaultServer) -> None:
    with serving(endpoint.base_url) as client:
        found = client.get("/openapi.json").json()
    assert set(found["paths"]) == {
        "/v1/briefs", "/v1/batches", "/v1/batches/{id}", "/v1/batches/{id}/results", "/v1/batches/{id}/resume",
        "/healthz", "/readyz", "/metrics",
    }  # fmt: skip
    make = found["paths"]["/v1/briefs"]["post"]
    assert "text" in make["requestBody"]["content"]["application/json"]["schema"]["required"]
    assert "text/calendar" in make["responses"]["200"]["content"]
    for reference in references(found):
        assert reference.removeprefix("#/components/schemas/") in found["components"]["schemas"]


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_a_client_that_goes_away_leaves_no_place_taken(endpoint: FaultServer) -> None:
    endpoint.replies(slow(0.5))
    with serving(endpoint.base_url) as client:
        leave(client)
        wait_until(lambda: len(endpoint.requests) == 1)
        wait_until(lambda: client.service.briefs.places.taken == 0)


def leave(client: Client) -> None:
    body = json.dumps({"text": TEXT}).encode()
    with socket.create_connection((client.base_url.host, client.base_url.port or 0)) as sock:
        head = "POST /v1/briefs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
        sock.sendall(f"{head}{len(body)}\r\n\r\n".encode() + body)
