"""The embedded engine: llama.cpp's own server, run inside this process on a loopback port.

It speaks the same API as any other endpoint, so the gateway needs no special case. What is special is here: starting
it once, and letting all of its slots share the part of the prompt that every request begins with.
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

from summarizer.complete.embedded.weights import Progress, fetch, find_model
from summarizer.errors import EndpointUnavailableError, MissingExtraError, WeightsError
from summarizer.settings import Endpoint, Settings

if TYPE_CHECKING:
    import httpx2

SLOT_TOKENS = 4096
"""Tokens that one request may take, prompt and answer together."""

SAVED_PREFIXES = 8
"""Processed prompts that are kept on the disk, the most recently used ones (about 30 KB a token)."""


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
    progress: Progress | None = None,
    slot_tokens: int = SLOT_TOKENS,
) -> Endpoint:
    """Return the endpoint of the embedded model, starting it (and fetching its weights) on first use.

    The engine has `settings.concurrency` slots of `slot_tokens` tokens. It is shared by all callers in this process
    and ends with it. Safe to call from several threads: the first one starts it, the others wait.

    Raises MissingExtraError when the engine is not installed, UnknownModelError, the errors of `weights.fetch`,
    WeightsError when the engine cannot load the file.
    """
    model = find_model(model_name)  # a mistyped name is told as such also where the engine is not installed
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
        return _running[key].endpoint


def warm(endpoint: Endpoint, messages: Sequence[Mapping[str, str]], cache_key: str) -> bool:
    """Make every idle slot start from these already processed messages; say whether they were on the disk.

    `messages` is the part that the prompts of many requests have in common, at least up to the first token that
    differs; a message that stands for the differing part may end it. The first time it is processed once (about 45
    tokens a second on two cores) and saved; from then on, also in later processes, it takes milliseconds. Cheap
    enough to call before each article: slots that other prompts have taken over are set up again. `cache_key` names
    the messages, for instance by the hash of their template: another key, another file.

    Only speed is at stake, so an engine that cannot save or restore is left as it is. Raises
    EndpointUnavailableError when the engine does not run (any more).
    """
    import httpx2

    running = next((one for one in _running.values() if one.endpoint == endpoint), None)
    if running is None:
        raise EndpointUnavailableError("the embedded engine does not run")
    text = "\0".join([running.fingerprint, cache_key, *(f"{m['role']}\0{m['content']}" for m in messages)])
    name = f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.kv"
    root = endpoint.base_url.removesuffix("/v1")
    headers = {"authorization": f"Bearer {endpoint.api_key}"}
    try:
        # The environment's proxies are no use for a loopback address.
        with running.warming, httpx2.Client(base_url=root, headers=headers, timeout=600.0, trust_env=False) as client:
            saved = running.prefixes / name
            found = saved.exists() and all(_restore(client, slot, name) for slot in _idle(client))
            if not found and (idle := _idle(client)):
                _save(client, idle[0], messages, saved)
                for slot in idle[1:]:
                    _restore(client, slot, name)
            _prune(running.prefixes, saved)
            return found
    except httpx2.HTTPError as error:
        raise EndpointUnavailableError(f"the embedded engine does not answer: {type(error).__name__}") from error


def stop() -> None:
    """Stop all engines of this process; `serve` starts them anew. Requests under way are cut."""
    with _starting:
        for running in _running.values():
            running.server = None
        _running.clear()
        gc.collect()  # the engine stops, and its thread is joined, when its object goes


def _import_engine() -> Any:
    # Threads that spin while they wait take the cores from whatever else runs here, and from each other's results.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        import xllamacpp
    except ImportError as error:
        raise MissingExtraError(
            "the embedded engine is not installed; install it, or give a base URL", extra="local"
        ) from error
    return xllamacpp


def _start(engine: Any, model: str, path: Path, settings: Settings, slot_tokens: int) -> _Running:
    prefixes = settings.cache_dir / "prefixes"
    prefixes.mkdir(parents=True, exist_ok=True)
    api_key = secrets.token_urlsafe(24)
    params = engine.CommonParams()
    params.model.path = str(path)
    params.model_alias = {model}
    params.verbosity = -1  # nothing on the user's stdout and stderr
    params.warmup = False
    params.ui = False
    # Web pages and other users of the machine can reach a loopback port: without the key they get nothing.
    params.api_keys = [api_key]
    params.cors_origins = ""
    params.n_parallel = settings.concurrency
    params.n_ctx = slot_tokens * settings.concurrency  # divided among the slots
    params.fit_params = False
    # With one cache for all slots, a new request clears the idle ones, and with them what `warm` put there.
    params.kv_unified = False
    params.cache_idle_slots = False
    params.cache_ram_mib = 0  # the engine's own store of old prompts gives each of them to one slot only
    params.cache_prompt = True
    # As it ends with a separator, the engine appends the bare file name.
    params.slot_save_path = str(prefixes) + os.sep
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = _usable_cores()
    try:
        server = engine.Server(params)
    except RuntimeError as error:
        raise WeightsError(
            f"the embedded engine cannot load {path.name}", hint="is it a whole GGUF file, and is there memory for it?"
        ) from error
    status = path.stat()
    fingerprint = f"{engine.__version__}\0{path.name}\0{status.st_size}\0{status.st_mtime_ns}\0{params.n_ctx}"
    endpoint = Endpoint(f"{server.listening_address}/v1", model, api_key, embedded=True)
    return _Running(endpoint, server, settings.concurrency, prefixes, fingerprint)


def _usable_cores() -> int:
    """Return how many cores this process may use: in a container often fewer than the machine has.

    More threads than cores slow the engine down by far more than their share, because they spin while they wait.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        cores = min(cores, max(1, int(quota) // int(period)))
    except (OSError, ValueError):
        pass  # no such limit, or not Linux
    return cores


def _idle(client: httpx2.Client) -> list[int]:
    response = client.get("/slots")
    return [slot["id"] for slot in response.json() if not slot["is_processing"]] if response.is_success else []


def _restore(client: httpx2.Client, slot: int, name: str) -> bool:
    return client.post(f"/slots/{slot}?action=restore", json={"filename": name}).is_success


def _save(client: httpx2.Client, slot: int, messages: Sequence[Mapping[str, str]], saved: Path) -> None:
    """Process the messages in this slot and save its state under a name that is never that of half a file."""
    body = {"messages": list(messages), "max_tokens": 1, "temperature": 0, "id_slot": slot, "cache_prompt": True}
    if not client.post("/v1/chat/completions", json=body).is_success:
        return
    temporary = saved.with_name(f"{saved.stem}.{os.getpid()}.tmp")
    if client.post(f"/slots/{slot}?action=save", json={"filename": temporary.name}).is_success:
        os.replace(temporary, saved)


def _prune(folder: Path, used: Path) -> None:
    """Mark this file as used and remove all but the most recently used ones."""
    try:
        if used.exists():
            os.utime(used)
        files = sorted(folder.glob("*.kv"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in files[SAVED_PREFIXES:]:
            file.unlink(missing_ok=True)
    except OSError:
        pass  # another process was quicker
