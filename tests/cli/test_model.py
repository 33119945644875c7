"""The command `model`: the embedded models, and where their weights are."""

from collections.abc import Callable

import pytest


def test_models_are_listed_and_their_path_is_told(
    command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("model", "list") == 0
    assert "qwen2.5-coder-1.5b\t1,117 MB\tApache-2.0\tnot downloaded" in capsys.readouterr().out
    assert command("model", "path") == 0
    assert capsys.readouterr().out.strip().endswith(".gguf")


@pytest.mark.parametrize(
    ("model", "file"),
    [
        (None, "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
        ("smollm2-135m", "SmolLM2-135M-Instruct.Q4_1.gguf"),
        # Another server answers, so that the embedded model in use is the default one.
        ("llama3", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
    ],
)
def test_the_model_in_use_is_that_of_the_settings(
    command: Callable[..., int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    model: str | None, file: str,
) -> None:  # fmt: skip
    if model:
        monkeypatch.setenv("SUMMARIZER_MODEL", model)
    if model == "llama3":
        monkeypatch.setenv("SUMMARIZER_BASE_URL", "http://127.0.0.1:11434/v1")
    assert command("model", "path") == 0
    assert capsys.readouterr().out.strip().endswith(file)
