"""Run the service: bind, serve until a signal, and end without losing what is paid for."""

from __future__ import annotations

import math
import socket
from collections.abc import Callable
from contextlib import nullcontext

import uvicorn
from fastapi import FastAPI

from summarizer.addresses import is_loopback
from summarizer.errors import ConfigurationError
from summarizer.run.checkpoint import locked
from summarizer.service.app import create_app
from summarizer.service.config import ServiceConfig

BACKLOG = 2048


class Server(uvicorn.Server):
    """A server that tells the service to stop before it waits for the requests in progress."""

    def __init__(self, app: FastAPI, config: ServiceConfig) -> None:
        self._service = app.state.service
        # No log of requests: their addresses are those of pages, which nobody else should know.
        settings = uvicorn.Config(
            app, lifespan="on", log_level="warning", access_log=False, server_header=False,
            timeout_graceful_shutdown=math.ceil(config.grace),
        )  # fmt: skip
        super().__init__(settings)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; see `uvicorn.Server`."""
        self._service.stop()
        await super().shutdown(sockets)


def serve(config: ServiceConfig, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve at an address until SIGINT or SIGTERM. `on_ready` is called with the URL once the port is bound.

    Raise ConfigurationError if the address cannot be used, CheckpointError if another service uses the data folder.
    """
    with nullcontext() if config.data is None else locked(config.data / "service"), _bound(host, port) as sock:
        name = f"[{host}]" if ":" in host else host
        on_ready(f"http://{name}:{sock.getsockname()[1]}")
        Server(create_app(config, local=is_loopback(host)), config).run([sock])


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"cannot serve at {host}, port {port}: {reason}", hint="choose another") from None
