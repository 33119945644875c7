"""Who may use the service: the key, the address, the names of host and page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr

from summarizer.errors import ConfigurationError
from summarizer.service.config import KEY_VARIABLE, check_address, key_of
from tests.samples import GOOD, TEXT
from tests.servers.faults import FaultServer
from tests.servers.service import Client, serving

KEY = "a-key-of-the-service-0123456789"


@pytest.fixture
def guarded(endpoint: FaultServer) -> Iterator[Client]:
    endpoint.replies(GOOD)
    with serving(endpoint.base_url, local=False, key=SecretStr(KEY)) as client:
        yield client


@pytest.mark.parametrize("path", ["/v1/briefs", "/v1/batches", "/metrics", "/v1/nothing"])
@pytest.mark.parametrize(
    "header", ["", KEY, f"Basic {KEY}", "Bearer", f"Bearer {KEY}x", f"Bearer {KEY[:-1]}", "Bearer ключ"]
)
def test_without_the_key_nothing_is_done(guarded: Client, endpoint: FaultServer, path: str, header: str) -> None:
    headers = {"Authorization": header.encode()} if header else {}
    answered = guarded.request("GET" if path == "/metrics" else "POST", path, headers=headers, content=TEXT)
    assert (answered.status_code, endpoint.requests) == (401, [])
    assert answered.headers["www-authenticate"] == "Bearer"
    assert answered.headers["content-type"] == "application/problem+json"
    assert KEY not in answered.text


def test_with_the_key_it_works_from_anywhere(guarded: Client) -> None:
    for scheme in ("Bearer", "bearer"):
        headers = {"Authorization": f"{scheme} {KEY}", "Origin": "https://desk.example", "Host": "briefs.example"}
        assert guarded.post("/v1/briefs", json={"text": TEXT}, headers=headers).status_code == 200
    assert guarded.get("/metrics", headers={"Authorization": f"Bearer {KEY}"}).status_code == 200


def test_health_and_the_form_need_no_key(guarded: Client) -> None:
    assert [guarded.get(path).status_code for path in ("/healthz", "/readyz", "/", "/openapi.json")] == [200] * 4


def test_the_form_asks_for_the_key(guarded: Client, endpoint: FaultServer) -> None:
    assert 'name="key"' in guarded.get("/").text
    for wrong in ({}, {"key": "wrong"}):
        answered = guarded.post("/", data={"text": TEXT, **wrong})
        assert (answered.status_code, endpoint.requests) == (401, [])
        assert "the key is missing or wrong" in answered.text
        assert TEXT.splitlines()[0] in answered.text
    assert guarded.post("/", data={"text": TEXT, "key": KEY}).status_code == 303


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example:8000"}, 421),
        ({"Host": ""}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "localhost", "Origin": "http://localhost"}, 200),
        ({"Host": "localhost", "Origin": "http://localhost:81"}, 403),
        ({"Host": "[::1]:8000"}, 200),
        ({}, 200),
    ],
)
def test_without_a_key_pages_of_other_sites_reach_nothing(
    endpoint: FaultServer, headers: dict[str, str], status: int
) -> None:
    endpoint.replies(GOOD)
    with serving(endpoint.base_url) as client:
        assert client.post("/v1/briefs", json={"text": TEXT}, headers=headers).status_code == status
        assert client.post("/", data={"text": TEXT}, headers=headers).status_code == (303 if status == 200 else status)
    assert len(endpoint.requests) == (2 if status == 200 else 0)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "briefs.example", "", "localhost.example", "127.1"])
def test_an_address_that_others_reach_needs_a_key(host: str) -> None:
    with pytest.raises(ConfigurationError, match="has no key") as raised:
        check_address(host, None, without_key=False)
    assert KEY_VARIABLE in raised.value.hint
    check_address(host, SecretStr(KEY), without_key=False)
    check_address(host, None, without_key=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_this_machine_needs_none(host: str) -> None:
    check_address(host, None, without_key=False)


@pytest.mark.parametrize("value", ["short", "k" * 15, "ключ" * 9, "a\nb" * 9])
def test_a_key_that_can_be_guessed_or_not_be_sent_is_refused(value: str) -> None:
    with pytest.raises(ConfigurationError, match=KEY_VARIABLE) as raised:
        key_of(value)
    assert value not in str(raised.value)


@pytest.mark.parametrize(("value", "key"), [(None, None), ("", None), ("  ", None), (f" {KEY}\n", KEY)])
def test_a_key_comes_from_the_environment(value: str | None, key: str | None) -> None:
    found = key_of(value)
    assert (found and found.get_secret_value()) == key
    assert KEY not in repr(found)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--host", "0.0.0.0"), "has no key"),
        (("--port", "1", "--host", "192.0.2.1", "--without-key"), "cannot serve at 192.0.2.1"),
        (("--base-url", "http://host/v1"), "a base URL needs a model"),
        (("--set", "nothing=1"), "there is no setting"),
    ],
)
def test_the_command_says_what_is_wrong(
    command: Callable[..., int], capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    assert command("serve", *arguments) == 3
    assert says in capsys.readouterr().err


def test_every_response_tells_browsers_to_be_careful(guarded: Client) -> None:
    for path in ("/", "/healthz", "/v1/briefs", "/nothing"):
        headers = guarded.get(path).headers
        assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
        assert headers["referrer-policy"] == "same-origin"
        assert "server" not in headers
