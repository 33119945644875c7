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
