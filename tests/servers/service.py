"""The service for tests: in a thread of this process, or as the command in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2

from summarizer.service.app import Service, create_app
from summarizer.service.config import ServiceConfig
from summarizer.service.server import Server
from summarizer.settings import load_settings
from tests.samples import ROOT
from tests.timing import wait_until


class Client(httpx2.Client):
    """A client of a service, which runs in this process as `service`."""

    service: Service


@contextmanager
def serving(
    endpoint_url: str, *, local: bool = True, settings: dict[str, Any] | None = None, **given: Any
) -> Iterator[Client]:
    """Run a service whose model is at an endpoint. Settings and fields of its configuration may be given."""
    loaded = load_settings(**{"base_url": endpoint_url, "model": "m", "max_attempts": 1, **(settings or {})})
    config = ServiceConfig(loaded, **{"grace": 5.0, **given})
    app = create_app(config, local=local)
    server = Server(app, config)
    with socket.create_server(("127.0.0.1", 0)) as sock:
        thread = threading.Thread(target=server.run, args=([sock],), daemon=True)
        thread.start()
        with Client(base_url=f"http://127.0.0.1:{sock.getsockname()[1]}", timeout=30, trust_env=False) as client:
            client.service = app.state.service
            try:
                wait_until(lambda: server.started)
                yield client
            finally:
                server.should_exit = True
                thread.join(20)
    assert not thread.is_alive()


@contextmanager
def process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], Client]]:
    """Run `summarizer serve` as a process, and kill it at the end if it still runs."""
    command = [sys.executable, "-m", "summarizer", "serve", "--port", "0", "--model", "m", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as running:
        try:
            assert running.stderr is not None
            url = next(line.split()[-1] for line in running.stderr if "serving at" in line)
            with Client(base_url=url, timeout=30, trust_env=False) as client:
                wait_until(lambda: is_up(client))
                yield running, client
        finally:
            running.kill()


def is_up(client: httpx2.Client) -> bool:
    try:
        return client.get("/healthz").status_code == 200
    except httpx2.TransportError:
        return False
