"""Batches over HTTP: submitted, run, asked about, resumed after a restart, removed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from summarizer import Article
from summarizer.schema import Result
from summarizer.testing import failure
from tests.samples import GOOD, articles, by_text, slow
from tests.servers.faults import Exchange, FaultServer
from tests.servers.service import Client, serving
from tests.timing import wait_until


def lines(given: Sequence[Article]) -> str:
    return "".join(f"{article.model_dump_json()}\n" for article in given)


def submitted(client: Client, body: str, query: str = "") -> str:
    answered = client.post(f"/v1/batches{query}", content=body, headers={"Content-Type": "application/x-ndjson"})
    assert answered.status_code == 202, answered.text
    assert answered.headers["location"] == f"/v1/batches/{answered.json()['id']}"
    return str(answered.headers["location"])


def ended(client: Client, path: str) -> dict[str, Any]:
    wait_until(lambda: client.get(path).json()["state"] in ("done", "failed"))
    found: dict[str, Any] = client.get(path).json()
    return found


def results_at(client: Client, path: str) -> list[Result]:
    return [Result.model_validate_json(line) for line in client.get(f"{path}/results").text.splitlines()]


def test_a_batch_gives_a_result_for_each_article(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(GOOD)
    with serving(endpoint.base_url, data=tmp_path) as client:
        path = submitted(client, "\n" + lines(list(articles(5))) + "{broken\n", "?include_text=false")
        batch = ended(client, path)
        assert (batch["state"], batch["total"], batch["done"], batch["failed"]) == ("done", 6, 6, 1)
        assert (batch["prompt_tokens"], batch["completion_tokens"]) == (50, 25)
        results = {result.id: result for result in results_at(client, path)}
        assert set(results) == {"n0", "n1", "n2", "n3", "n4", "line:7"}
        assert all(result.brief and result.brief.article.text is None for id, result in results.items() if id[0] == "n")
        assert [one["id"] for one in client.get("/v1/batches").json()] == [batch["id"]]
        assert 'summarizer_batches{state="done"} 1.0' in client.get("/metrics").text


@pytest.mark.parametrize(
    ("body", "query", "status", "says"),
    [
        ("", "", 422, "no article"),
        ("\n \n", "", 422, "no article"),
        ("{}\n", "?language=all%20of%20it", 422, "language"),
        ("{}\n", "?base_url=http://a", 422, "base_url"),
    ],
)
def test_a_batch_that_cannot_be_used_leaves_nothing(
    endpoint: FaultServer, tmp_path: Path, body: str, query: str, status: int, says: str
) -> None:
    with serving(endpoint.base_url, data=tmp_path) as client:
        answered = client.post(f"/v1/batches{query}", content=body)
        assert (answered.status_code, says in answered.text) == (status, True)
        assert list((tmp_path / "batches").iterdir()) == []


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("GET", "/results"), ("POST", "/resume"), ("DELETE", "")],
)
@pytest.mark.parametrize("id", ["nothing", "..%2f..%2fetc", "..", "%00"])
def test_no_other_folder_is_reached(endpoint: FaultServer, tmp_path: Path, method: str, path: str, id: str) -> None:
    with serving(endpoint.base_url, data=tmp_path) as client:
        assert client.request(method, f"/v1/batches/{id}{path}").status_code in (404, 405)


@pytest.mark.parametrize(("method", "path"), [("POST", ""), ("GET", ""), ("GET", "/x"), ("DELETE", "/x")])
def test_without_a_folder_there_are_no_batches(endpoint: FaultServer, method: str, path: str) -> None:
    with serving(endpoint.base_url) as client:
        answered = client.request(method, f"/v1/batches{path}")
        assert (answered.status_code, "--data" in answered.text) == (501, True)


def test_a_restart_goes_on_and_pays_for_nothing_twice(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(slow(0.2))
    given = lines(list(articles(12)))
    with serving(endpoint.base_url, data=tmp_path, concurrency=2) as client:
        path = submitted(client, given)
        wait_until(lambda: client.get(path).json()["done"] >= 2)
        assert client.get(path).json()["state"] == "running"
        assert len(results_at(client, path)) >= 2
    paid = len(endpoint.requests)
    assert 2 <= paid < 12
    with serving(endpoint.base_url, data=tmp_path, concurrency=2) as client:
        assert ended(client, path)["done"] == 12
        assert sorted(result.id for result in results_at(client, path)) == sorted(f"n{n}" for n in range(12))
        assert all(result.brief and result.brief.article.text for result in results_at(client, path))
    assert len(endpoint.requests) == 12
    with serving(endpoint.base_url, data=tmp_path) as client:  # a batch that is done stays so
        assert client.get(path).json()["state"] == "done"
        assert len(results_at(client, path)) == 12
    assert len(endpoint.requests) == 12


def test_an_error_of_all_articles_ends_the_batch_until_it_is_resumed(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(GOOD, failure(401))
    with serving(endpoint.base_url, data=tmp_path, concurrency=1) as client:
        path = submitted(client, lines(list(articles(6))))
        batch = ended(client, path)
        assert batch["state"] == "failed"
        assert batch["problem"]["type"].endswith("AuthenticationError")
        assert client.post(f"{path}/resume").status_code == 202
        assert ended(client, path)["state"] == "failed"
        endpoint.replies(GOOD)
        asked = len(endpoint.requests)
        resumed = client.post(f"{path}/resume").json()
        assert (resumed["state"], resumed["problem"]) == ("queued", None)
        assert ended(client, path)["state"] == "done"
        assert len(endpoint.requests) - asked == 5


def test_articles_that_failed_are_asked_for_again_if_that_is_wanted(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(by_text(failure(400, message="no such parameter"), 1))
    with serving(endpoint.base_url, data=tmp_path) as client:
        path = submitted(client, lines(list(articles(3))))
        assert (ended(client, path)["state"], client.get(path).json()["failed"]) == ("done", 1)
        endpoint.replies(GOOD)
        client.post(f"{path}/resume?retry_failed=false")
        assert ended(client, path)["failed"] == 1
        client.post(f"{path}/resume")
        # The count of failures is 0 already while the batch is asked for again.
        assert ended(client, path)["failed"] == 0
        assert len(results_at(client, path)) == 3
    assert len(endpoint.requests) == 4


def test_a_batch_is_removed_with_its_articles_even_while_it_runs(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(slow(0.1))
    with serving(endpoint.base_url, data=tmp_path, concurrency=1) as client:
        first, second = (submitted(client, lines(list(articles(30, first)))) for first in (0, 100))
        wait_until(lambda: client.get(first).json()["state"] == "running")
        assert client.post(f"{first}/resume").status_code == 409
        for path in (first, second):
            assert client.delete(path).status_code == 204
            assert client.get(path).status_code == 404
        wait_until(lambda: list((tmp_path / "batches").iterdir()) == [])
        third = submitted(client, lines(list(articles(2, 200))))
        assert ended(client, third)["state"] == "done"
    assert len(endpoint.requests) < 30


def test_what_is_damaged_or_half_stored_stops_no_service(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(GOOD)
    for name, state in (("half", None), ("broken", "{"), ("other", "{}")):
        folder = tmp_path / "batches" / name
        folder.mkdir(parents=True)
        (folder / "articles.jsonl").write_text("{}\n")
        if state is not None:
            (folder / "batch.json").write_text(state)
    with serving(endpoint.base_url, data=tmp_path) as client:
        assert client.get("/v1/batches").json() == []
        assert ended(client, submitted(client, lines(list(articles(1)))))["done"] == 1
    assert {path.name for path in (tmp_path / "batches").iterdir()} >= {"broken", "other"}
    assert not (tmp_path / "batches" / "half").exists()


def test_a_caller_that_breaks_off_leaves_no_batch(endpoint: FaultServer, tmp_path: Path) -> None:
    def body() -> Any:
        yield json.dumps({"text": "x"}).encode()
        raise ConnectionError

    with serving(endpoint.base_url, data=tmp_path) as client:
        with pytest.raises(ConnectionError):
            client.post("/v1/batches", content=body())
        wait_until(lambda: list((tmp_path / "batches").iterdir()) == [])
        assert client.get("/v1/batches").json() == []


def test_single_briefs_are_made_while_a_batch_runs(endpoint: FaultServer, tmp_path: Path) -> None:
    def reply(exchange: Exchange) -> Any:
        return slow(0.1)(exchange)

    endpoint.replies(reply)
    with serving(endpoint.base_url, data=tmp_path, concurrency=2) as client:
        path = submitted(client, lines(list(articles(40))))
        wait_until(lambda: client.get(path).json()["done"] >= 1)
        assert client.post("/v1/briefs", content=next(articles(1, 99)).model_dump_json(),
                           headers={"Content-Type": "application/json"}).status_code == 200  # fmt: skip
        assert client.get(path).json()["state"] == "running"


def test_a_state_that_cannot_be_written_stops_no_other_batch(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(slow(0.2))
    with serving(endpoint.base_url, data=tmp_path, concurrency=1) as client:
        path = submitted(client, lines(list(articles(4))))
        wait_until(lambda: client.get(path).json()["done"] >= 1)
        (tmp_path / "batches" / path.rpartition("/")[2] / "batch.part").mkdir()  # in the way of the new state
        assert ended(client, path)["state"] == "failed"
        assert ended(client, submitted(client, lines(list(articles(1, 10)))))["state"] == "done"
