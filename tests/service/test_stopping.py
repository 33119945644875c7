"""The command as a process: it ends at a signal without losing what is paid for, and goes on after a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.samples import GOOD, TEXT, articles, slow
from tests.servers.faults import FaultServer
from tests.servers.service import process, serving
from tests.timing import wait_until


def batch_of(count: int) -> str:
    return "".join(f"{article.model_dump_json()}\n" for article in articles(count))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_briefs_in_progress_are_finished(endpoint: FaultServer, tmp_path: Path, number: signal.Signals) -> None:
    endpoint.replies(slow(1))
    with (
        process("--base-url", endpoint.base_url, "--data", str(tmp_path)) as (running, client),
        ThreadPoolExecutor(2) as pool,
    ):
        brief = pool.submit(client.post, "/v1/briefs", json={"text": TEXT})
        path = client.post("/v1/batches", content=batch_of(100)).headers["location"]
        wait_until(lambda: len(endpoint.requests) >= 5)
        running.send_signal(number)
        assert brief.result().status_code == 200
        running.wait(15)
        paid = len(endpoint.requests)
        assert paid < 100
    endpoint.replies(GOOD)
    with serving(endpoint.base_url, data=tmp_path) as client:
        wait_until(lambda: client.get(path).json()["state"] == "done")
        assert len(client.get(f"{path}/results").text.splitlines()) == 100
    # The one request of the brief is not a part of the batch.
    assert len(endpoint.requests) == 101


def test_what_does_not_end_in_time_is_given_up(endpoint: FaultServer) -> None:
    endpoint.replies(slow(20))
    with (
        process("--base-url", endpoint.base_url, "--grace", "1") as (running, client),
        ThreadPoolExecutor(1) as pool,
    ):
        pool.submit(client.post, "/v1/briefs", json={"text": TEXT})
        wait_until(lambda: len(endpoint.requests) == 1)
        started = time.monotonic()
        running.terminate()
        running.wait(15)
        assert time.monotonic() - started < 8


def test_a_batch_goes_on_after_a_kill(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(slow(0.1))
    command = ("--base-url", endpoint.base_url, "--data", str(tmp_path), "--concurrency", "2")
    with process(*command) as (running, client):
        path = client.post("/v1/batches", content=batch_of(30)).headers["location"]
        wait_until(lambda: client.get(path).json()["done"] >= 5)
        running.kill()
        running.wait(10)
    endpoint.replies(GOOD)
    with serving(endpoint.base_url, data=tmp_path) as client:
        wait_until(lambda: client.get(path).json()["state"] == "done")
        results = client.get(f"{path}/results").text.splitlines()
        assert len(results) == 30
    # Only what was in progress at the kill is asked for again: two requests at once, and two answers not yet stored.
    assert 30 <= len(endpoint.requests) <= 34


def test_a_folder_and_a_port_belong_to_one_service(endpoint: FaultServer, tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    with process("--base-url", endpoint.base_url, *data) as (_, client):
        for taken, told in (
            (("--port", "0", *data), "in use by another process"),
            (("--port", str(client.base_url.port)), f"port {client.base_url.port}: "),
        ):
            second = subprocess.run(
                [sys.executable, "-m", "summarizer", "serve", "--model", "m", "--base-url", endpoint.base_url, *taken],
                capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert second.returncode == 3
            assert told in second.stderr
