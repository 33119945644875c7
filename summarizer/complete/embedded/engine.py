"""The embedded engine: the server of llama.cpp, run inside this process on a loopback port.

It has the same API as any other endpoint, so the gateway needs no special case. This module starts it once, and lets
all of its slots share the part of the prompt that every request begins with.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import os
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.complete.capabilities import Capabilities, learn
from summarizer.complete.embedded.models import find_model
from summarizer.complete.embedded.sources import DownloadProgress
from summarizer.complete.embedded.weights import fetch, is_published
from summarizer.errors import EndpointUnavailableError, MissingExtraError, WeightsError
from summarizer.settings import Endpoint, Settings

if TYPE_CHECKING:
    import httpx2

SLOT_TOKENS = 4096
"""Largest number of tokens of one request, prompt and answer together."""

MAX_SAVED_PREFIXES = 8
"""Largest number of processed prompt prefixes on disk (about 30 KB per token). The least recently used ones are
deleted."""


@dataclass
class _Running:
    endpoint: Endpoint
    server: Any
    slots: int
    prefixes: Path
    fingerprint: str
    warming: threading.Lock = field(default_factory=threading.Lock)


_running: dict[tuple[Path, int, int], _Running] = {}
_starting = threading.Lock()


def serve(
    model_name: str,
    settings: Settings,
    *,
    on_status: Callable[[str], None] | None = None,
    progress: DownloadProgress | None = None,
    slot_tokens: int = SLOT_TOKENS,
) -> Endpoint:
    """Return the endpoint of the embedded model. On first use, download its weights and start it.

    The engine has `settings.concurrency` slots of `slot_tokens` tokens each. All callers in this process share it, and
    it ends with the process. Safe to call from several threads: the first one starts it, the others wait.

    Raise UnknownModelError, MissingExtraError if the engine is not installed, the errors of `weights.fetch`, and
    WeightsError if the engine can't load the file.
    """
    model = find_model(model_name)  # before the import, so that a mistyped name is reported first
    engine = _import_engine()
    with _starting:
        path = fetch(model, settings, progress=progress)
        key = (path.resolve(), settings.concurrency, slot_tokens)
        if key not in _running:
            if on_status:
                on_status(f"loading {model.name}")
            if not _running:
                atexit.register(stop)
            _running[key] = _start(engine, model.name, path, settings, slot_tokens)
            if not is_published(model, path):  # the tokens of other weights mean other things to the selection
                learn(_running[key].endpoint.base_url, model.name, Capabilities())
        return _running[key].endpoint


def warm(endpoint: Endpoint, messages: Sequence[Mapping[str, str]], cache_key: str) -> bool:
    """Load the processed state of these messages into every idle slot. Return whether it was found on disk.

    `messages` is the common beginning of the prompts of many requests, at least up to the first token that differs. A
    placeholder message for the part that differs may follow. The first call processes the messages (about 45 tokens
    per second on two cores) and saves the state; later calls, also in later processes, take milliseconds. This is
    cheap enough to call before each article, which also restores slots that other prompts have used. `cache_key`
    identifies the messages, for example by the hash of their template; each key has its own file.

    This affects speed only: an engine that can't save or restore its state is left unchanged. Raise
    EndpointUnavailableError if the engine is not running or does not answer.
    """
    import httpx2

    running = next((engine for engine in _running.values() if engine.endpoint == endpoint), None)
    if running is None:
        raise EndpointUnavailableError("the embedded engine is not running", hint="start it with `serve`")
    text = "\0".join([running.fingerprint, cache_key, *(f"{m['role']}\0{m['content']}" for m in messages)])
    name = f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.kv"
    try:
        with running.warming, _client(endpoint) as client:
            saved = running.prefixes / name
            found = saved.exists() and all(_restore(client, slot, name) for slot in _idle(client))
            if not found and (idle := _idle(client)):
                _save(client, idle[0], messages, saved)
                for slot in idle[1:]:
                    _restore(client, slot, name)
            _prune(running.prefixes, saved)
            return found
    except httpx2.HTTPError as error:
        raise EndpointUnavailableError(
            f"the embedded engine did not answer: {type(error).__name__}", hint="run the same again"
        ) from error


def stop() -> None:
    """Stop all engines of this process. Requests in flight are aborted; `serve` starts an engine again."""
    with _starting:
        for running in _running.values():
            running.server = None
        _running.clear()
        gc.collect()  # the destructor of the server object stops the engine and joins its thread


def _import_engine() -> Any:
    # By default, threads spin while they wait. That takes cores from other threads, those of the engine included.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        import xllamacpp
    except ImportError as error:
        raise MissingExtraError(
            "the embedded engine (xllamacpp) is not installed; install it, or set a base URL and a model", extra="local"
        ) from error
    return xllamacpp


def _start(engine: Any, model: str, path: Path, settings: Settings, slot_tokens: int) -> _Running:
    prefixes = settings.cache_dir / "prefixes"
    prefixes.mkdir(parents=True, exist_ok=True)
    api_key = secrets.token_urlsafe(24)
    params = engine.CommonParams()
    params.model.path = str(path)
    params.model_alias = {model}
    params.verbosity = -1  # print nothing to stdout and stderr
    params.warmup = False
    params.ui = False
    # Web pages and other users of this machine can connect to a loopback port. They don't have the key.
    params.api_keys = [api_key]
    params.cors_origins = ""
    params.n_parallel = settings.concurrency
    params.n_ctx = slot_tokens * settings.concurrency  # divided among the slots
    params.fit_params = False
    # With one cache for all slots, a new request would clear the idle slots, and with them the state from `warm`.
    params.kv_unified = False
    params.cache_idle_slots = False
    params.cache_ram_mib = 0  # the engine's own prompt cache gives an entry to one slot only
    params.cache_prompt = True
    # The engine appends the bare file name, so the path must end with a separator.
    params.slot_save_path = str(prefixes) + os.sep
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = _usable_cores()
    try:
        server = engine.Server(params)
    except RuntimeError as error:
        raise WeightsError(
            f"the embedded engine cannot load {path.name}",
            hint="check that the file is a complete GGUF file and that there is enough memory for it",
        ) from error
    status = path.stat()
    fingerprint = f"{engine.__version__}\0{path.name}\0{status.st_size}\0{status.st_mtime_ns}\0{params.n_ctx}"
    endpoint = Endpoint(f"{server.listening_address}/v1", model, api_key, embedded=True)
    with _client(endpoint) as client:
        _idle(client)  # its loop runs once it answers; an engine that is stopped before would never end
    return _Running(endpoint, server, settings.concurrency, prefixes, fingerprint)


def _usable_cores() -> int:
    """Return the number of cores that this process may use; in a container that is often fewer than the machine has.

    Threads spin while they wait, so more threads than cores slow the engine down badly.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        cores = min(cores, max(1, int(quota) // int(period)))
    except (OSError, ValueError):
        pass  # there is no limit, or this is not Linux
    return cores


def _client(endpoint: Endpoint) -> httpx2.Client:
    import httpx2

    headers = {"authorization": f"Bearer {endpoint.api_key}"}
    # trust_env=False: proxies of the environment must not be used for a loopback address.
    return httpx2.Client(
        base_url=endpoint.base_url.removesuffix("/v1"), headers=headers, timeout=600.0, trust_env=False
    )


def _idle(client: httpx2.Client) -> list[int]:
    response = client.get("/slots")
    return [slot["id"] for slot in response.json() if not slot["is_processing"]] if response.is_success else []


def _restore(client: httpx2.Client, slot: int, name: str) -> bool:
    return client.post(f"/slots/{slot}?action=restore", json={"filename": name}).is_success


def _save(client: httpx2.Client, slot: int, messages: Sequence[Mapping[str, str]], saved: Path) -> None:
    """Process the messages in a slot and save its state to `saved`, which is never an incomplete file."""
    body = {"messages": list(messages), "max_tokens": 1, "temperature": 0, "id_slot": slot, "cache_prompt": True}
    if not client.post("/v1/chat/completions", json=body).is_success:
        return
    temporary = saved.with_name(f"{saved.stem}.{os.getpid()}.tmp")
    if client.post(f"/slots/{slot}?action=save", json={"filename": temporary.name}).is_success:
        os.replace(temporary, saved)


def _prune(folder: Path, used: Path) -> None:
    """Mark the file `used` as used now, and delete all but the `MAX_SAVED_PREFIXES` most recently used files."""
    try:
        if used.exists():
            os.utime(used)
        files = sorted(folder.glob("*.kv"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in files[MAX_SAVED_PREFIXES:]:
            file.unlink(missing_ok=True)
    except OSError:
        pass  # another process has deleted the file
