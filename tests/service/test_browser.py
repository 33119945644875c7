"""The form in a real browser: with and without a script, errors, the key, accessibility."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pydantic import SecretStr

from tests.browser import started
from tests.samples import GOOD, TEXT, slow
from tests.servers.faults import FaultServer
from tests.servers.service import Client, serving

pytestmark = pytest.mark.browser

KEY = "a-key-of-the-service-0123456789"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with started() as browser:
        yield browser


@contextmanager
def tab_of(browser: Any, client: Client, **context: Any) -> Iterator[Any]:
    """Open the form. Errors of scripts, refusals by the policy and requests to elsewhere are faults at the end."""
    room = browser.new_context(**context)
    room.set_default_timeout(15_000)
    tab, faults, own = room.new_page(), [], str(client.base_url)
    tab.on("pageerror", lambda error: faults.append(f"error: {error}"))
    tab.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
    )
    tab.on("request", lambda asked: None if asked.url.startswith((own, "data:", "blob:")) else faults.append(asked.url))
    tab.goto(own)
    yield tab
    room.close()
    assert faults == []


def test_the_form_shows_progress_and_then_the_page(browser: Any, endpoint: FaultServer) -> None:
    endpoint.replies(slow(0.3))
    text = "\n\n".join(f"{TEXT} Number {number}." for number in range(200))
    with serving(endpoint.base_url, concurrency=1, settings={"reasks": 0}) as client, tab_of(browser, client) as tab:
        tab.fill("#text", text)
        tab.fill("#published", "2026-01-29")
        tab.click("button")
        tab.wait_for_selector("#status:text-matches('[1-9] of [0-9]+ parts read')")
        assert tab.locator("#progress").is_visible()
        assert tab.locator("button").is_disabled()
        tab.wait_for_url("**/pages/*")
        tab.click("#e1 .ref")
        assert tab.locator("mark.on").count() >= 1
        asked = len(endpoint.requests)
        tab.reload()
        assert tab.locator("#e1").is_visible()
        assert len(endpoint.requests) == asked
        tab.go_back()
        assert tab.locator("button").is_enabled()


def test_the_form_works_without_a_script(browser: Any, endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    with serving(endpoint.base_url) as client, tab_of(browser, client, java_script_enabled=False) as tab:
        tab.click("button")
        assert "no article" in tab.inner_text("#problem")
        tab.fill("#text", TEXT)
        tab.click("button")
        tab.wait_for_url("**/pages/*")
        assert "Reyes" in tab.inner_text("#e1")


def test_what_is_wrong_is_shown_and_the_text_stays(browser: Any, endpoint: FaultServer) -> None:
    endpoint.replies(GOOD)
    key = SecretStr(KEY)
    with serving(endpoint.base_url, key=key, local=False) as client, tab_of(browser, client) as tab:
        tab.fill("#text", TEXT)
        tab.fill("#key", "wrong")
        tab.click("button")
        tab.wait_for_selector("#problem:has-text('the key is missing or wrong')")
        assert tab.input_value("#text") == TEXT
        assert tab.locator("button").is_enabled()
        tab.fill("#key", KEY)
        tab.click("button")
        tab.wait_for_url("**/pages/*")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_no_violation(browser: Any, endpoint: FaultServer, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    size = {"width": width, "height": 700}
    with (
        serving(endpoint.base_url) as client,
        tab_of(browser, client, bypass_csp=True, color_scheme=scheme, viewport=size) as tab,
    ):
        tab.click("button")
        tab.wait_for_selector("#problem:has-text('no article')")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        found = axe.Axe().run(tab)
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found.response["violations"]] == []
