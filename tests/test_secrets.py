"""Secrets: a key goes to its host only, and neither a key nor a password is in anything that is printed or stored.

Each test plants a key or a password, makes something happen with a real server on the loopback interface, and searches
for what it planted in messages, causes, log records, representations and files.
"""

from __future__ import annotations

import json
import logging
import os
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer import Settings, SummarizerError, summarize, summarize_many
from summarizer.article.files import read_article, read_articles
from summarizer.complete.selection import fallback_endpoints, hosted_endpoint
from summarizer.errors import ConfigurationError, InputError
from summarizer.schema import Result
from summarizer.settings import load_settings
from summarizer.testing import Reply, failure, raw
from tests.samples import GOOD, TEXT
from tests.servers.faults import Exchange, FaultServer, Play, cut, reset

KEY = "sk-planted-4f1c"
PASSWORD = "planted:p@ss/w?rd#1"
QUOTED = "planted%3Ap%40ss%2Fw%3Frd%231"
BASIC = b64encode(f"bob:{PASSWORD}".encode()).decode()
PLANTED = (KEY, PASSWORD, QUOTED, BASIC, "planted", "PLANTED")


def with_login(base_url: str) -> str:
    return base_url.replace("://", f"://bob:{QUOTED}@")


def assert_hidden(*things: object) -> None:
    """Search for what is planted in texts, representations, errors with their causes, and files."""
    for thing in things:
        texts = [str(thing), repr(thing)]
        if isinstance(thing, BaseException):
            texts += ["".join(traceback.format_exception(thing)), *map(repr, chain(thing))]
        if isinstance(thing, Path):
            texts += [path.read_bytes().decode("utf-8", "replace") for path in thing.rglob("*") if path.is_file()]
        for text in texts:
            assert not [secret for secret in PLANTED if secret in text], text


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


@pytest.fixture(autouse=True)
def _logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Search all log records, those of httpx, openai and aiohttp too."""
    caplog.set_level(logging.DEBUG)
    yield
    assert_hidden(caplog.text, *(f"{record.__dict__}" for record in caplog.records))


def told(server: FaultServer) -> list[str | None]:
    """Let a server note the header `Authorization` of each request and then answer."""
    seen: list[str | None] = []

    def play(exchange: Exchange) -> Reply:
        seen.append(exchange.connection.headers.get("Authorization"))
        return failure(503) if exchange.body["model"] == "down" else GOOD

    server.replies(play)
    return seen


# A key belongs to its host.

OWN = "http://own:8000/v1"
SPARE = "m@http://spare:9000/v1"
AT_OPENAI = "gpt-4.1@https://api.openai.com/v1"


@pytest.mark.parametrize(
    ("settings", "first", "spare"),
    [
        ({"base_url": OWN, "openai_api_key": KEY, "fallback": [SPARE]}, "none", "none"),
        ({"base_url": OWN, "openai_api_key": KEY, "fallback": [AT_OPENAI]}, "none", KEY),
        ({"base_url": OWN, "api_key": KEY, "fallback": [SPARE]}, KEY, "none"),
        ({"base_url": OWN, "api_key": KEY, "fallback": [AT_OPENAI]}, KEY, "none"),
        ({"base_url": OWN, "api_key": KEY, "fallback": ["m@http://own:8000/v2"]}, KEY, KEY),
        ({"base_url": OWN, "api_key": KEY, "fallback": ["m@http://OWN:8000/v1"]}, KEY, KEY),
        ({"base_url": OWN, "api_key": KEY, "fallback": ["m@http://own:8001/v1"]}, KEY, "none"),
        ({"base_url": OWN, "api_key": KEY, "fallback": ["m@https://own:8000/v1"]}, KEY, "none"),
        ({"base_url": OWN, "api_key": KEY, "fallback": ["m@http://own.evil:8000/v1"]}, KEY, "none"),
        ({"openai_api_key": KEY, "fallback": [SPARE]}, KEY, "none"),
        ({"api_key": KEY, "fallback": [SPARE]}, KEY, "none"),
        ({"base_url": "https://api.openai.com/v1", "openai_api_key": KEY, "fallback": [SPARE]}, KEY, "none"),
        ({"base_url": "https://eu.api.openai.com/v1", "openai_api_key": KEY, "fallback": [SPARE]}, KEY, "none"),
        ({"base_url": "http://api.openai.com/v1", "openai_api_key": KEY, "fallback": [SPARE]}, "none", "none"),
        ({"base_url": "https://api.openai.com.evil/v1", "openai_api_key": KEY, "fallback": [SPARE]}, "none", "none"),
        ({"base_url": "https://evilapi.openai.com/v1", "openai_api_key": KEY, "fallback": [SPARE]}, "none", "none"),
        ({"base_url": OWN, "api_keys": {"spare": KEY}, "fallback": [SPARE]}, "none", KEY),
        ({"base_url": OWN, "api_keys": {"Spare:9000": KEY}, "fallback": [SPARE]}, "none", KEY),
        ({"base_url": OWN, "api_keys": {"spare:9001": KEY}, "fallback": [SPARE]}, "none", "none"),
        ({"base_url": OWN, "api_keys": {"own": KEY}, "api_key": "other", "fallback": [SPARE]}, KEY, "none"),
    ],
)
def test_a_key_goes_to_its_host_and_nowhere_else(settings: dict[str, Any], first: str, spare: str) -> None:
    made = load_settings(model="m", **settings)
    endpoints = (hosted_endpoint(made), *fallback_endpoints(made))
    assert [endpoint.api_key for endpoint in endpoints] == [first, spare]
    assert_hidden(made, endpoints)


def test_the_servers_see_only_their_own_keys(endpoint: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    first = told(endpoint)
    with FaultServer() as other:
        second = told(other)
        brief = summarize(
            TEXT, base_url=endpoint.base_url, model="down", fallback=[f"m@{other.base_url}"], max_attempts=1
        )
    assert (first, second) == (["Bearer none"], ["Bearer none"])
    assert_hidden(brief.model_dump_json())


def test_headers_of_an_account_at_openai_go_to_no_other_host(
    endpoint: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("ORG_ID", "planted"), ("PROJECT_ID", "planted"), ("CUSTOM_HEADERS", "X-Team: planted\nX: y")):
        monkeypatch.setenv(f"OPENAI_{name}", value)
    seen: list[str] = []

    def play(exchange: Exchange) -> Reply:
        seen.append(str(exchange.connection.headers))
        return GOOD

    endpoint.replies(play)
    summarize(TEXT, base_url=endpoint.base_url, model="m")
    assert_hidden(*seen)


# A user name and password in an address are sent, and shown nowhere.


def test_a_login_in_the_base_url_is_sent_by_one_call_and_by_many(endpoint: FaultServer, tmp_path: Path) -> None:
    seen, where = told(endpoint), with_login(endpoint.base_url)
    brief = summarize(TEXT, base_url=where, model="m", cache=True)
    (result,) = summarize_many([TEXT], base_url=where, model="m", checkpoint=tmp_path / "checkpoint")
    assert seen == [f"Basic {BASIC}"] * 2
    assert brief.provenance.endpoint == endpoint.base_url
    assert_hidden(brief, brief.model_dump_json(), result, result.model_dump_json(), tmp_path)


def test_a_login_in_a_fallback_is_sent_there(endpoint: FaultServer, tmp_path: Path) -> None:
    endpoint.replies(failure(401))
    with FaultServer() as other:
        seen = told(other)
        spare = [f"m@{with_login(other.base_url)}"]
        brief = summarize(TEXT, base_url=endpoint.base_url, model="m", api_key=KEY, fallback=spare)
    assert seen == [f"Basic {BASIC}"]
    assert_hidden(brief.model_dump_json(), tmp_path)


def echo(status: int) -> Play:
    """Fail with a body that holds all headers of the request, as debugging proxies do."""

    def play(exchange: Exchange) -> Reply:
        headers = dict(exchange.connection.headers.items())
        return raw(status, json.dumps({"error": {"message": f"got {headers}", "headers": headers}}))

    return play


FAULTS: dict[str, Play] = {
    "401 with the headers": echo(401), "400 with the headers": echo(400), "429 with the headers": echo(429),
    "500 with the headers": echo(500), "200 with the headers": echo(200), "302": raw(302, "", location="http://x/y"),
    "404": failure(404), "no JSON": raw(200, "<html>", content_type="text/html"), "cut": cut, "reset": reset,
}  # fmt: skip


@pytest.mark.parametrize("where", [str, with_login], ids=["key", "login"])
@pytest.mark.parametrize("fault", FAULTS)
def test_no_failure_shows_a_secret(
    fault: str, where: Callable[[str], str], endpoint: FaultServer, tmp_path: Path
) -> None:
    endpoint.replies(FAULTS[fault])
    options: dict[str, Any] = {
        "base_url": where(endpoint.base_url), "model": "m", "api_key": KEY, "max_attempts": 1, "cache": True,
    }  # fmt: skip
    with pytest.raises(SummarizerError) as caught:
        summarize(TEXT, **options)
    assert_hidden(caught.value, caught.value.attempts, tmp_path)
    results: list[Result] = []
    try:
        results += summarize_many([TEXT], checkpoint=tmp_path / "checkpoint", **options)
    except SummarizerError as error:
        assert_hidden(error, error.attempts)
    assert_hidden(*results, *(result.model_dump_json() for result in results), tmp_path)


def test_no_connection_shows_no_secret(tmp_path: Path) -> None:
    for base_url in ("http://127.0.0.1:9/v1", with_login("http://127.0.0.1:9/v1")):
        options: dict[str, Any] = {"base_url": base_url, "model": "m", "api_key": KEY, "max_attempts": 1}
        with pytest.raises(SummarizerError) as caught:
            summarize(TEXT, **options)
        (result,) = summarize_many([TEXT], checkpoint=tmp_path / "checkpoint", **options)
        assert_hidden(caught.value, caught.value.attempts, result.model_dump_json(), tmp_path)


# What cannot be used is refused at once, with what to do, and without a quote of it.

WRONG = [
    "bob:PLANTED@host/v1", "host/v1", "//bob:PLANTED@host/v1", "ftp://bob:PLANTED@host/v1", "http://bob:PLANTED/x@h/v1",
    "http://bob:12/PLANTED@h/v1", "http://bob:PLANTED?x@h/v1", "http://bob:PLANTED#x@h/v1", "http://h/v1?token=PLANTED",
    "http://h/v1?PLANTED", "http://h/v1#PLANTED", "http://h/v1?", "http://bob:PLANTED@", "http://bob:PLANTED@/v1",
    "http://",
    "http://bob:PLANTED@h:port/v1", "http://bob:PLANTED@h:99999/v1", "http://bob:PLANTED@h:0/v1", "http://[PLANTED",
    "http:///PLANTED",
    "http://bob:PLANTED @h/v1", "http://bob:PLA\nNTED@h/v1", "http://bob:PLANTED\\@h/v1", "http://bob:PLANTED@h\x00/v1",
    "http:/bob:PLANTED@h/v1", "http:bob:PLANTED@h", "PLANTED", "",
]  # fmt: skip


@pytest.mark.parametrize("address", WRONG)
def test_an_address_that_cannot_be_used_is_not_quoted(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def environment(name: str, value: str) -> Callable[[], object]:
        def call() -> object:
            with monkeypatch.context() as patched:
                patched.setitem(os.environ, name, value.replace("\x00", "\x01"))
                return summarize(TEXT, model="m")

        return call

    calls: list[Callable[[], object]] = [
        lambda: summarize(TEXT, base_url=address, model="m"),
        lambda: list(summarize_many([TEXT], base_url=address, model="m")),
        lambda: Settings(base_url=address),
        lambda: summarize(TEXT, base_url=OWN, model="m", fallback=[f"m@{address}"]),
        lambda: Settings(hub_url=address),
        environment("SUMMARIZER_BASE_URL", address),
        environment("SUMMARIZER_FALLBACK", json.dumps([f"m@{address}"])),
    ]
    if address:
        calls.append(environment("SUMMARIZER_FALLBACK", f"m@{address}"))  # no JSON
    for call in calls:
        with pytest.raises(ConfigurationError) as caught:
            call()
        assert caught.value.hint
        assert_hidden(caught.value)


@pytest.mark.parametrize("key", [f"{KEY}\r\n\tX-Y: z", f"{KEY}\x00", f"“{KEY}”", f"{KEY}é", f"{KEY}\n{KEY}"])
@pytest.mark.parametrize("name", ["api_key", "openai_api_key", "api_keys"])
def test_a_key_that_no_header_carries_is_not_quoted(name: str, key: str) -> None:
    value = {"own": key} if name == "api_keys" else key
    for call in (lambda: summarize(TEXT, **{name: value}), lambda: load_settings(**{name: value})):
        with pytest.raises(ConfigurationError, match=name) as caught:
            call()
        assert "copy the key" in caught.value.hint
        assert_hidden(caught.value)


def test_white_space_around_a_key_is_not_a_part_of_it(endpoint: FaultServer) -> None:
    seen = told(endpoint)
    assert summarize(TEXT, base_url=f" {endpoint.base_url}\n", model="m", api_key=f" {KEY}\n").events
    assert seen == [f"Bearer {KEY}"]


@pytest.mark.parametrize("value", [KEY, 3, [KEY], f'{{"own": ["{KEY}"]}}'])
def test_keys_of_a_wrong_type_are_not_quoted(value: object) -> None:
    with pytest.raises(ConfigurationError, match="api_keys") as caught:
        load_settings(api_keys=value)
    assert_hidden(caught.value)


@pytest.mark.parametrize("proxy", [f"foo://bob:{QUOTED}@h", f"socks5://bob:{QUOTED}@h:1", "http://bob:PLANTED/x@h"])
def test_a_proxy_that_cannot_be_used_is_not_quoted(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    monkeypatch.setenv("HTTP_PROXY", proxy)
    with pytest.raises(SummarizerError) as caught:
        summarize(TEXT, base_url="http://news.invalid/v1", model="m", max_attempts=1)
    assert_hidden(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        f"http://bob:{QUOTED}@127.0.0.1:9/a?b=PLANTED", "http://bob:PLANTED/x@h/v1", "http://bob:12/PLANTED@h/",
        "ftp://bob:PLANTED@h/x",
        "http://127.0.0.1:9/a?token=PLANTED",
    ],
)  # fmt: skip
def test_the_address_of_an_article_is_shown_without_its_secrets(
    url: str, command: Callable[..., int], capsys: Any
) -> None:
    with pytest.raises(InputError) as caught:
        read_article(url, settings=Settings(private_addresses=True))
    assert caught.value.hint
    assert_hidden(caught.value)
    assert command("brief", url) == 2
    assert_hidden(capsys.readouterr())
    if url.startswith("http") and "?" not in url:
        (result,) = read_articles([url])
        assert_hidden(result)


def test_representations_and_dumps_of_settings_show_no_secret() -> None:
    made = load_settings(
        base_url=with_login(OWN), api_key=KEY, openai_api_key=KEY, api_keys={"h": KEY}, model="m",
        fallback=[f"m@{with_login(OWN)}"], hub_url=with_login("http://hub"),
    )  # fmt: skip
    assert made.base_url is not None
    assert made.base_url.login.get_secret_value() == f"bob:{PASSWORD}"
    assert_hidden(made, made.model_dump(), made.model_dump(mode="json"), made.model_dump_json())
    assert_hidden(hosted_endpoint(made), fallback_endpoints(made), made.base_url, made.fallback, f"{made.base_url}")
