"""Options: every setting is one, and what is none is told with the nearest name."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from openai import OpenAI

from summarizer import asummarize, asummarize_many, summarize, summarize_many
from summarizer.api import ArticleOptions, ManyOptions, Options
from summarizer.errors import ConfigurationError, InputError
from summarizer.settings import Settings
from tests.samples import GOOD, TEXT
from tests.servers.faults import FaultServer

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
    ("call", "option", "hint"),
    [
        (_many, "published", "Article(text=…, published=…)"),
        (_many_awaited, "title", "Article(text=…, title=…)"),
        (lambda **given: summarize(TEXT, **given), "checkpoint", "summarize_many"),
        (_awaited, "retry_failed", "summarize_many"),
    ],
)
def test_an_option_of_the_other_functions_is_told_to_be_one(call: Callable[..., None], option: str, hint: str) -> None:
    with pytest.raises(ConfigurationError, match=option) as caught:
        call(**{option: "2026-01-29"})
    assert hint in caught.value.hint


@pytest.mark.parametrize("client", [OpenAI(base_url="http://localhost:9/v1", api_key="k"), object()])
def test_a_client_that_cannot_be_awaited_is_an_error(client: Any) -> None:
    with pytest.raises(ConfigurationError, match=type(client).__name__) as caught:
        summarize(TEXT, client=client, model="fake")
    assert "AsyncOpenAI" in caught.value.hint


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [("fallback", "m@http://host:8000/v1", "list"), ("prices", 3.0, "dictionary"), ("api_keys", "k", "dictionary")],
)
def test_a_single_value_in_place_of_several_is_an_error_that_says_so(option: str, value: Any, hint: str) -> None:
    with pytest.raises(ConfigurationError, match=option) as caught:
        summarize(TEXT, **{option: value})
    assert hint in caught.value.hint


@pytest.mark.parametrize("article", [b"It rained.", None, ["It rained."], {"text": "It rained."}], ids=type)
@pytest.mark.parametrize("call", [summarize, lambda article: list(summarize_many([article]))])
def test_what_is_no_article_is_an_error_that_says_what_is_one(call: Callable[[Any], object], article: Any) -> None:
    with pytest.raises(InputError, match=type(article).__name__) as caught:
        call(article)
    assert "read_article" in caught.value.hint


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


def test_an_option_that_is_none_is_one_that_is_not_given(endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    options: dict[str, Any] = dict.fromkeys(ManyOptions.__annotations__)
    results = list(summarize_many([TEXT], **{**options, "model": "m", "base_url": endpoint.base_url}))
    assert [result.brief is not None for result in results] == [True]
