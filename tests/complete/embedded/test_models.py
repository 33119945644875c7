"""The embedded models: complete entries, found by name."""

from __future__ import annotations

import re

import pytest

from summarizer.complete.embedded.models import MODELS, EmbeddedModel, find_model
from summarizer.errors import UnknownModelError


@pytest.mark.parametrize("model", MODELS.values(), ids=lambda model: model.name)
def test_registry_entries_are_complete(model: EmbeddedModel) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", model.sha256)
    assert model.size > 10**7
    assert model.licence
    assert all(re.fullmatch(r"[\w.-]+==[\d.]+", requirement) for requirement in model.distributions)
    assert model.hub_url("https://hub.example/") == f"https://hub.example/{model.repo}/resolve/main/{model.filename}"


def test_parts_are_joined_in_numeric_order() -> None:
    numbers = [re.search(r"part(\d+)==", name) for name in find_model("qwen2.5-coder-1.5b").distributions]
    assert [int(number[1]) for number in numbers if number] == list(range(1, 23))


def test_unknown_model_names_the_known_ones() -> None:
    with pytest.raises(UnknownModelError, match=r"'gpt-9'.*smollm2-135m"):
        find_model("gpt-9")
