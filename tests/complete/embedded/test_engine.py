"""The embedded engine; what needs real weights is marked `local` and runs with `make test-local`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.complete.capabilities import FEW_TOKENS, capabilities_of
from summarizer.complete.embedded import engine as local
from summarizer.complete.embedded.models import find_model
from summarizer.complete.embedded.weights import fetch
from summarizer.errors import EndpointUnavailableError, MissingExtraError, UnknownModelError, WeightsError
from summarizer.settings import Endpoint, Settings, load_settings

RULES = " ".join(f"Rule {n}: name each actor of the sentence and what it did." for n in range(12))
SCHEMA = {
    "type": "object",
    "properties": {"actor": {"type": "string", "maxLength": 30}, "beds": {"type": "integer"}},
    "required": ["actor", "beds"],
    "additionalProperties": False,
}


def messages(sentence: str) -> list[dict[str, str]]:
    return [{"role": "system", "content": RULES}, {"role": "user", "content": sentence}]


def test_a_missing_engine_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(MissingExtraError, match=r"newsroom-summarizer\[local\]"):
        local.serve("smollm2-135m", load_settings(cache_dir=tmp_path))
    assert not list(tmp_path.iterdir())


def test_the_engine_is_imported_on_use_only() -> None:
    code = (
        "import sys, summarizer.complete.embedded.engine\n"
        "sys.exit('xllamacpp' in sys.modules or 'httpx2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_warming_an_engine_that_does_not_run_is_an_error() -> None:
    with pytest.raises(EndpointUnavailableError, match="is not running"):
        local.warm(Endpoint("http://127.0.0.1:9/v1", "tiny", "key"), [], "key")


def test_the_key_stays_out_of_the_representation() -> None:
    assert "secret" not in repr(Endpoint("http://127.0.0.1:9/v1", "tiny", "secret"))


def test_threads_never_outnumber_the_cores() -> None:
    assert 1 <= local._usable_cores() <= (os.cpu_count() or 1)


# --- with the real engine -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The user's cache for the weights (a fetch is large), a fresh folder for everything else."""
    shared = load_settings().models_dir
    shared.mkdir(parents=True, exist_ok=True)
    folder = tmp_path_factory.mktemp("cache")
    (folder / "models").symlink_to(shared, target_is_directory=True)
    return load_settings(cache_dir=folder, concurrency=4)


@pytest.fixture
def engine(settings: Settings) -> Iterator[Endpoint]:
    pytest.importorskip("xllamacpp")
    yield local.serve("smollm2-135m", settings)
    local.stop()


def ask(endpoint: Endpoint, sentence: str, **more: object) -> dict[str, object]:
    import httpx2

    body = {"model": endpoint.model, "messages": messages(sentence), "max_tokens": 60, "temperature": 0} | more
    headers = {"authorization": f"Bearer {endpoint.api_key}"}
    url = f"{endpoint.base_url}/chat/completions"
    response = httpx2.post(url, json=body, headers=headers, timeout=300, trust_env=False)
    assert response.status_code == 200, response.text
    answer: dict[str, object] = response.json()
    return answer


def content(answer: dict[str, object]) -> str:
    return answer["choices"][0]["message"]["content"]  # type: ignore[index, no-any-return]


def cached(answer: dict[str, object]) -> int:
    return answer["usage"]["prompt_tokens_details"]["cached_tokens"]  # type: ignore[index, no-any-return]


@pytest.mark.local
def test_the_engine_is_started_once(engine: Endpoint, settings: Settings) -> None:
    assert engine.base_url.startswith("http://127.0.0.1:")
    assert local.serve("smollm2-135m", settings) is engine


@pytest.mark.local
def test_answers_fit_a_strict_schema(engine: Endpoint) -> None:
    wire = {"type": "json_schema", "json_schema": {"name": "draft", "strict": True, "schema": SCHEMA}}
    answer = ask(engine, "The minister pledged 300 beds.", response_format=wire)
    assert set(json.loads(content(answer))) == {"actor", "beds"}
    assert answer["model"] == "smollm2-135m"


@pytest.mark.local
def test_requests_at_once_share_a_warmed_prefix(engine: Endpoint, settings: Settings) -> None:
    local.warm(engine, messages("?"), "rules")
    answers: list[dict[str, object]] = []
    threads = [
        threading.Thread(
            target=lambda n=n: answers.append(ask(engine, f"Ministry {n} pledged {n} beds.", max_tokens=5))
        )
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert min(map(cached, answers)) > 100
    # A later engine finds it on the disk.
    local.stop()
    again = local.serve("smollm2-135m", settings)
    assert local.warm(again, messages("?"), "rules") is True
    assert cached(ask(again, "Ministry 9 pledged 9 beds.", max_tokens=5)) > 100


@pytest.mark.local
def test_a_broken_saved_prefix_is_made_anew(engine: Endpoint, settings: Settings) -> None:
    local.warm(engine, messages("?"), "broken")
    for file in (settings.cache_dir / "prefixes").glob("*.kv"):
        file.write_bytes(b"broken")
    assert local.warm(engine, messages("?"), "broken") is False
    assert local.warm(engine, messages("?"), "broken") is True


@pytest.mark.local
def test_the_engine_refuses_callers_without_the_key(engine: Endpoint) -> None:
    import httpx2

    assert httpx2.get(f"{engine.base_url.removesuffix('/v1')}/slots", trust_env=False).status_code == 401


@pytest.mark.local
def test_nothing_is_written_to_the_users_streams(settings: Settings) -> None:
    pytest.importorskip("xllamacpp")
    code = (
        "import sys; from pathlib import Path; from summarizer.complete.embedded import engine as local\n"
        "from summarizer.settings import Settings\n"
        "local.warm(local.serve('smollm2-135m', Settings(cache_dir=Path(sys.argv[1]))),"
        " [{'role': 'user', 'content': 'Hello'}], 'x')"
    )
    command = [sys.executable, "-c", code, str(settings.cache_dir)]
    result = subprocess.run(command, capture_output=True, timeout=120)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")


@pytest.mark.local
def test_a_file_that_is_no_model_is_an_error_of_ours(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(WeightsError, match=r"cannot load broken\.gguf"):
        local.serve("smollm2-135m", load_settings(cache_dir=tmp_path, weights=tmp_path / "broken.gguf"))


@pytest.mark.local
def test_other_weights_are_not_asked_for_the_tokens_that_the_selection_is_fitted_to(settings: Settings) -> None:
    pytest.importorskip("xllamacpp")
    small = fetch(find_model("smollm2-135m"), settings)
    own = local.serve("qwen2.5-coder-1.5b", load_settings(cache_dir=settings.cache_dir, weights=small))
    assert capabilities_of(own.base_url, own.model).top_logprobs == FEW_TOKENS
    local.stop()


@pytest.mark.local
def test_an_engine_that_is_stopped_at_once_ends(settings: Settings, tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + bytes(100))  # after a failed start, the next stop used to hang
    code = (
        "import contextlib, pathlib, sys\n"
        "from summarizer.complete.embedded.engine import serve, stop\n"
        "from summarizer.errors import WeightsError\n"
        "from summarizer.settings import load_settings\n"
        "own = load_settings(cache_dir=sys.argv[1])\n"
        "with contextlib.suppress(WeightsError):\n"
        "    serve('smollm2-135m', load_settings(cache_dir=sys.argv[1], weights=pathlib.Path(sys.argv[2])))\n"
        "for _ in range(3):\n"
        "    serve('smollm2-135m', own)\n"
        "    stop()\n"
    )
    arguments = [sys.executable, "-c", code, str(settings.cache_dir), str(tmp_path / "broken.gguf")]
    assert subprocess.run(arguments, timeout=60).returncode == 0


def test_an_unknown_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_import_engine", lambda: None)
    with pytest.raises(UnknownModelError, match="'nothing'"):
        local.serve("nothing", load_settings())
