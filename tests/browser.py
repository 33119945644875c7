"""A real browser for tests of pages: Debian's or any other Chromium, or the one that playwright installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


OWN = ("file:", "blob:", "data:")
"""How the addresses begin that lead to nothing outside."""


@contextmanager
def started() -> Iterator[Any]:
    """Start a browser. Skip the test if playwright or a browser is missing."""
    driver = pytest.importorskip("playwright.sync_api", reason="needs the extra 'browser'")
    with driver.sync_playwright() as playwright:
        try:
            # Without a sandbox of its own, because root may not have one.
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except driver.Error as error:
            pytest.skip(f"no browser: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page that is open in a browser, and what it must not do: errors on the console, requests."""

    tab: Any
    faults: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.tab, name)

    def on(self, selector: str) -> list[str]:
        """Return the texts of the selected ones of these elements."""
        return [str(text) for text in self.tab.locator(f"{selector}.on").all_inner_texts()]

    def visible(self, selector: str) -> list[str]:
        """Return the ids of those of these elements that are shown."""
        return [str(e.get_attribute("id")) for e in self.tab.locator(selector).all() if e.is_visible()]

    def in_view(self, selector: str) -> bool:
        """Return whether an element is in the visible part of its pane, once it has stopped moving."""
        self.tab.wait_for_function(
            """selector => new Promise(done => {
                const top = () => document.querySelector(selector).getBoundingClientRect().top;
                let last = top();
                const look = () => {
                    const now = top();
                    if (now === last) return done(true);
                    last = now;
                    setTimeout(look, 100);
                };
                setTimeout(look, 100);
            })""",
            arg=selector,
        )
        return bool(
            self.tab.evaluate(
                """selector => {
                    const element = document.querySelector(selector), box = element.getBoundingClientRect();
                    const hit = document.elementFromPoint(box.left + Math.min(5, box.width / 2), box.top + 5);
                    return Boolean(hit) && (element.contains(hit) || hit.contains(element));
                }""",
                selector,
            )
        )


@contextmanager
def opened(browser: Any, html: str, folder: Path, **context: Any) -> Iterator[Opened]:
    """Open a page. Whatever it prints on the console or asks for is a fault at the end."""
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    room = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **context})
    room.set_default_timeout(10_000)
    tab = room.new_page()
    page = Opened(tab)
    tab.on("console", lambda message: page.faults.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: page.faults.append(f"error: {error}"))
    tab.on("dialog", lambda dialog: (page.faults.append(f"dialog: {dialog.message}"), dialog.accept()))
    tab.on(
        "request", lambda request: None if request.url.startswith(OWN) else page.faults.append(f"asks: {request.url}")
    )
    tab.goto(file.as_uri())
    try:
        yield page
    finally:
        room.close()
    assert page.faults == []
