"""Options: every setting is one, and what is none is told with the nearest name."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from summarizer import asummarize, asummarize_many, summarize, summarize_many
from summarizer.api import ArticleOptions, ManyOptions, Options
from summarizer.errors import ConfigurationError
from summarizer.settings import Settings
from tests.samples import TEXT

NO_SETTING = {"settings", "client", "on_status"}


def _awaited(**given: Any) -> None:
    asyncio.run(asummarize(TEXT, **given))


def _many(**given: Any) -> None:
    list(summarize_many([TEXT], **given))


def _many_awaited(**given: Any) -> None:
    async def run() -> None:
        async for _ in asummarize_many([TEXT], **given):
            pass

    asyncio.run(run())


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_an_option_of_all_functions(name: str) -> None:
    assert name in ArticleOptions.__annotations__
    assert name in ManyOptions.__annotations__


def test_every_shared_option_is_a_setting_or_told_here_not_to_be() -> None:
    assert set(Options.__annotations__) == NO_SETTING | set(Settings.model_fields) - {"concurrency"}


@pytest.mark.parametrize("call", [lambda **given: summarize(TEXT, **given), _awaited, _many, _many_awaited])
@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("dedline", "did you mean 'deadline'?"),
        ("concurency", "did you mean 'concurrency'?"),
        ("basurl", "did you mean 'base_url'?"),
    ],
)
def test_an_unknown_option_is_an_error_that_names_the_nearest(call: Callable[..., None], wrong: str, hint: str) -> None:
    with pytest.raises(ConfigurationError, match=wrong) as caught:
        call(**{wrong: 3})
    assert caught.value.hint == hint


def test_where_no_name_is_near_the_hint_says_where_the_names_are() -> None:
    with pytest.raises(ConfigurationError, match="zzz") as caught:
        summarize(TEXT, zzz=3)
    assert "Settings" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SUMMARIZER_FALLBACK", "abc"),
        ("SUMMARIZER_FALLBACK", "{"),
        ("SUMMARIZER_FALLBACK", '[{"model": 3}]'),
        ("SUMMARIZER_CONCURRENCY", "many"),
    ],
)
def test_a_wrong_value_in_the_environment_is_an_error_that_names_the_setting(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=name.removeprefix("SUMMARIZER_").lower()):
        summarize(TEXT)
