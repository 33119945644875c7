"""The command `serve`: the HTTP service."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.options import ModelOptions, asks_model
from summarizer.cli.printing import print_status
from summarizer.errors import MissingExtraError

MODULES = ("fastapi", "uvicorn", "prometheus_client", "mimeparse", "python_multipart")
"""What the extra `service` installs."""


@asks_model
def serve(
    *,
    host: Annotated[str, typer.Option(help="Address to serve at; others than loopback need a key.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0: any free one.")] = 8000,
    data: Annotated[
        Path | None, typer.Option(help="Folder of the batches, which survive a restart; without it, none are taken.")
    ] = None,
    asked: ModelOptions,
    concurrency: Annotated[int, typer.Option(min=1, help="Maximum number of concurrent requests to the model.")] = 8,
    max_requests: Annotated[
        int, typer.Option(min=1, help="Number of briefs in progress, without batches; others get status 429.")
    ] = 32,
    max_body: Annotated[float, typer.Option(min=0.001, help="Largest size of a document, in megabytes.")] = 10,
    max_batch: Annotated[float, typer.Option(min=0.001, help="Largest size of a batch, in megabytes.")] = 1000,
    deadline: Annotated[float, typer.Option(min=0.1, help="Seconds that one brief may take.")] = 600,
    grace: Annotated[
        float, typer.Option(min=0, help="Seconds that briefs in progress may take after SIGTERM or Ctrl-C.")
    ] = 30,
    without_key: Annotated[
        bool, typer.Option("--without-key", help="Serve others without a key: something else keeps strangers out.")
    ] = False,
) -> None:
    """Serve briefs over HTTP to programs in any language, and a form for people; SUMMARIZER_SERVICE_KEY is its key."""
    if missing := [name for name in MODULES if find_spec(name) is None]:
        raise MissingExtraError(f"the service needs {missing[0]}", extra="service")
    from summarizer.complete.selection import endpoint_label
    from summarizer.service.config import KEY_VARIABLE, ServiceConfig, check_address, key_of
    from summarizer.service.server import serve as run

    settings = asked.settings()
    key = key_of(os.environ.get(KEY_VARIABLE))
    check_address(host, key, without_key=without_key)
    config = ServiceConfig(
        settings, key=key, data=data, concurrency=concurrency, max_requests=max_requests, max_body=int(max_body * 1e6),
        max_batch=int(max_batch * 1e6), deadline=deadline, grace=grace,
    )  # fmt: skip
    print_status(f"model: {endpoint_label(settings)}")
    run(config, host, port, lambda url: print_status(f"serving at {url}"))
